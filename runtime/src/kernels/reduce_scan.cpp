// Running sums, products and extrema along a dim. Results are row-major.
#include <cmath>
#include <cstring>
#include <limits>

#include "kernels/reduce.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// A row-major tensor as [outer, n, inner], `n` being the scanned dim.
struct Scan {
  int64_t outer = 1, n = 1, inner = 1;
  Scan(const Tensor& self, int64_t dim) {
    const int64_t at = wrap_dim(dim, self.dim());
    for (int64_t d = 0; d < self.dim(); ++d) (d < at ? outer : d > at ? inner : n) *= self.sizes()[d];
  }
  // f(offset) for the first element of every line along the dim; steps are `inner` apart.
  template <typename F>
  void for_each_line(F f) const {
    const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, n));
    parallel_for(0, n ? outer * inner : 0, grain, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) f(i / inner * n * inner + i % inner);
    });
  }
};

template <bool kProduct>
Tensor cumulate(const Tensor& self, int64_t dim, std::optional<Dtype> dtype) {
  const Dtype type = dtype.value_or(is_integral(self.dtype(), true) ? Dtype::Int64 : self.dtype());
  const Tensor in = contiguous(to_dtype(to_dtype(self, type), compute_type(type)));
  const Tensor out = empty(self.sizes(), in.dtype());
  const Scan scan(self, dim);
  const auto scan_as = [&](auto tag) {
    using T = typename decltype(tag)::type;
    using Acc =
        std::conditional_t<std::is_integral_v<T>, uint64_t, std::conditional_t<std::is_floating_point_v<T>, double, T>>;
    const T* x = in.data<T>();
    T* y = out.data<T>();
    scan.for_each_line([&](int64_t at) {
      Acc acc = kProduct ? 1 : 0;
      for (int64_t k = 0; k < scan.n; ++k, at += scan.inner) {
        acc = kProduct ? acc * static_cast<Acc>(x[at]) : acc + static_cast<Acc>(x[at]);
        y[at] = static_cast<T>(acc);
      }
    });
  };
  is_complex(type) ? scan_as(TypeTag<Complex128>{}) : dispatch_compute(type, scan_as);
  return to_dtype(out, type);
}

template <bool kProduct>
Tensor cumulate_in_place(const Tensor& self, int64_t dim, std::optional<Dtype> dtype) {
  check_writable(self, kProduct ? "cumprod_" : "cumsum_");
  copy_elements(self, cumulate<kProduct>(self, dim, dtype.value_or(self.dtype())));
  return self;
}

template <bool kMax>
std::tuple<Tensor, Tensor> running_extreme(const Tensor& self, int64_t dim) {
  check(!is_complex(self.dtype()), kMax ? "cummax" : "cummin", ": complex tensors are not supported");
  const Tensor in = contiguous(to_dtype(self, compute_type(self.dtype())));
  const Tensor values = empty(self.sizes(), in.dtype());
  const Tensor indices = empty(self.sizes(), Dtype::Int64);
  const Scan scan(self, dim);
  dispatch_compute(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* x = in.data<T>();
    T* y = values.data<T>();
    auto* index = indices.data<int64_t>();
    scan.for_each_line([&](int64_t at) {
      T best = x[at];
      int64_t where = 0;
      for (int64_t k = 0; k < scan.n; ++k, at += scan.inner) {
        const T value = x[at];
        if (value != value || (kMax ? value >= best : value <= best)) {
          best = value;
          where = k;
        }
        y[at] = best;
        index[at] = where;
      }
    });
  });
  return {to_dtype(values, self.dtype()), indices};
}

Tensor logcumsumexp(const Tensor& self, int64_t dim) {
  if (!is_floating(self.dtype())) {
    raise("NotImplementedError", "\"logcumsumexp_out_cpu\" not implemented for '", scalar_type_name(self.dtype()), "'");
  }
  const Tensor in = contiguous(to_dtype(self, Dtype::Float64));
  const Tensor out = empty(self.sizes(), Dtype::Float64);
  const Scan scan(self, dim);
  const auto* x = in.data<double>();
  auto* y = out.data<double>();
  scan.for_each_line([&](int64_t at) {
    double acc = -std::numeric_limits<double>::infinity();
    for (int64_t k = 0; k < scan.n; ++k, at += scan.inner) {
      const double low = std::min(acc, x[at]);
      const double high = std::max(acc, x[at]);
      if (x[at] != x[at] || acc != acc) {
        acc = std::nan("");
      } else if (low != high || std::isfinite(low)) {
        acc = std::log1p(std::exp(low - high)) + high;
      } else {
        acc = x[at];
      }
      y[at] = acc;
    }
  });
  return to_dtype(out, self.dtype());
}

}  // namespace

KERNEL(aten_cumsum, cumulate<false>)
KERNEL(aten_cumprod, cumulate<true>)
KERNEL(aten_cumsum_, cumulate_in_place<false>)
KERNEL(aten_cumprod_, cumulate_in_place<true>)
KERNEL(aten_cummax, running_extreme<true>)
KERNEL(aten_cummin, running_extreme<false>)
KERNEL(aten_logcumsumexp, logcumsumexp)

}  // namespace flambeau
