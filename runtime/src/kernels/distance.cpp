// Distances between rows: pairwise_distance, cdist, pdist.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "kernels/invoke.h"
#include "kernels/reduce.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "simd/pointwise.h"

namespace flambeau {
namespace {

// The p-norm of x - y over n elements, in double.
template <typename T>
double row_distance(const T* x, const T* y, int64_t n, double p) {
  double sum = 0;
  for (int64_t i = 0; i < n; ++i) {
    const double d = std::abs(static_cast<double>(x[i]) - static_cast<double>(y[i]));
    if (p == 2) {
      sum += d * d;
    } else if (p == 1) {
      sum += d;
    } else if (p == 0) {
      sum += d != 0;
    } else if (std::isinf(p)) {
      sum = ((d > sum) | (d != d)) ? d : sum;
    } else {
      sum += std::pow(d, p);
    }
  }
  if (p == 2) return std::sqrt(sum);
  return p == 0 || p == 1 || std::isinf(p) ? sum : std::pow(sum, 1.0 / p);
}

// Euclid's distances between each row of `a` and each one of `b`, batch by batch: dim by dim, of many rows at once.
template <typename T>
void euclidean_distances(const Tensor& a, const Tensor& b, const Tensor& out) {
  const int64_t n = a.size(-1), rows = a.size(-2), columns = b.size(-2);
  const Tensor dims = contiguous(to_dtype(transpose(b, -1, -2), Dtype::Float64));
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, n * columns));
  parallel_for(0, out.numel() / columns, grain, [&](int64_t first, int64_t last) {
    constexpr int64_t kSome = 512;
    std::array<double, kSome> sums;
    for (int64_t r = first; r < last; ++r) {
      for (int64_t c = 0; c < columns; c += kSome) {
        const int64_t count = std::min(kSome, columns - c);
        std::fill_n(sums.begin(), count, 0.0);
        for (int64_t i = 0; i < n; ++i) {
          const auto by = static_cast<double>(a.data<T>()[r * n + i]);
          const void* const in[] = {dims.data<double>() + (r / rows * n + i) * columns + c, sums.data()};
          double_loops().square_to(sums.data(), in, count, &by);
        }
        const void* const squares[] = {sums.data(), sums.data()};
        double_loops().sqrt(sums.data(), squares, count, nullptr);
        std::transform(sums.begin(), sums.begin() + count, out.data<T>() + r * columns + c,
                       [](double d) { return static_cast<T>(d); });
      }
    }
  });
}

Ints lead_sizes(const Tensor& t) { return Ints(t.sizes().begin(), t.sizes().end() - 2); }

Ints with(Ints lead, int64_t rows, int64_t columns) {
  lead.push_back(rows);
  lead.push_back(columns);
  return lead;
}

Tensor cdist(const Tensor& x1, const Tensor& x2, double p, std::optional<int64_t> mode) {
  check(is_floating(x1.dtype()), "cdist only supports floating-point dtypes, X1 got: ", scalar_type_name(x1.dtype()));
  check(is_floating(x2.dtype()), "cdist only supports floating-point dtypes, X2 got: ", scalar_type_name(x2.dtype()));
  check(x1.dim() >= 2, "cdist only supports at least 2D tensors, X1 got: ", x1.dim(), "D");
  check(x2.dim() >= 2, "cdist only supports at least 2D tensors, X2 got: ", x2.dim(), "D");
  check(x1.size(-1) == x2.size(-1), "X1 and X2 must have the same number of columns. X1: ", x1.size(-1),
        " X2: ", x2.size(-1));
  check(p >= 0, "cdist only supports non-negative p values");
  check(x1.dtype() == x2.dtype(), "expected scalar type ", scalar_type_name(x1.dtype()), " but found ",
        scalar_type_name(x2.dtype()));
  check(mode.value_or(0) >= 0 && mode.value_or(0) <= 2, "possible modes: 0, 1, 2, but was: ", mode.value_or(0));
  if (x1.dtype() != Dtype::Float32 && x1.dtype() != Dtype::Float64) {
    raise("NotImplementedError", "\"cdist\" not implemented for '", scalar_type_name(x1.dtype()), "'");
  }
  const Ints lead = broadcast_shapes(lead_sizes(x1), lead_sizes(x2));
  const int64_t n = x1.size(-1);
  const int64_t rows = x1.size(-2);
  const int64_t columns = x2.size(-2);
  const Dtype compute = compute_type(x1.dtype());
  const Tensor a = contiguous(expand_to(to_dtype(x1, compute), with(lead, rows, n)));
  const Tensor b = contiguous(expand_to(to_dtype(x2, compute), with(lead, columns, n)));
  const Tensor out = empty(with(lead, rows, columns), compute);
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, n * columns));
  constexpr int64_t kFewColumns = 8;
  const auto fill = [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (p == 2 && columns >= kFewColumns) return euclidean_distances<T>(a, b, out);
    parallel_for(0, columns ? out.numel() / columns : 0, grain, [&](int64_t first, int64_t last) {
      for (int64_t r = first; r < last; ++r) {
        const T* others = b.data<T>() + r / rows * columns * n;
        for (int64_t c = 0; c < columns; ++c) {
          out.data<T>()[r * columns + c] = static_cast<T>(row_distance(a.data<T>() + r * n, others + c * n, n, p));
        }
      }
    });
  };
  compute == Dtype::Float32 ? fill(TypeTag<float>{}) : fill(TypeTag<double>{});
  return to_dtype(out, x1.dtype());
}

Tensor pdist(const Tensor& self, double p) {
  check(self.dim() == 2, "pdist only supports 2D tensors, got: ", self.dim(), "D");
  check(is_floating(self.dtype()), "pdist only supports floating-point dtypes");
  check(p >= 0, "pdist only supports non-negative p values");
  const Tensor x = contiguous(to_dtype(self, Dtype::Float64));
  const int64_t rows = self.sizes()[0];
  const int64_t n = self.sizes()[1];
  const Tensor out = empty(Ints{rows * (rows - 1) / 2}, Dtype::Float64);
  auto* to = out.data<double>();
  for (int64_t i = 0; i < rows; ++i) {
    for (int64_t j = i + 1; j < rows; ++j) {
      *to++ = row_distance(x.data<double>() + i * n, x.data<double>() + j * n, n, p);
    }
  }
  return to_dtype(out, self.dtype());
}

Tensor pairwise_distance(const Tensor& x1, const Tensor& x2, double p, double eps, bool keepdim) {
  const int64_t last = std::max(x1.dim(), x2.dim()) - 1;
  const Tensor difference = invoke("aten::sub.Tensor", x1, x2, 1).to_tensor();
  const Tensor shifted = invoke("aten::add.Scalar", difference, eps, 1).to_tensor();
  return norm_over(shifted, p, Ints{last}, keepdim);
}

}  // namespace

KERNEL(aten_cdist, cdist)
KERNEL(aten__cdist_forward, cdist)
KERNEL(aten_pdist, pdist)
KERNEL(aten_pairwise_distance, pairwise_distance)

}  // namespace flambeau
