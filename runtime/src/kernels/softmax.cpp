// softmax and log_softmax. Results are row-major.
#include <cmath>
#include <limits>

#include "kernels/iterate.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "simd/pointwise.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

// A row-major tensor as [outer, n, inner], `n` being the dim of the softmax.
struct Shape {
  int64_t outer = 1, n = 1, inner = 1;
};

// The plain reference: one line of elements that are `step` apart.
template <bool kLog, typename T>
void softmax_line(const T* x, T* out, int64_t n, int64_t step) {
  T max = -std::numeric_limits<T>::infinity();
  for (int64_t i = 0; i < n; ++i) max = (x[i * step] > max || x[i * step] != x[i * step]) ? x[i * step] : max;
  T sum = 0;
  for (int64_t i = 0; i < n; ++i) {
    const T e = std::exp(x[i * step] - max);
    if (!kLog) out[i * step] = e;
    sum += e;
  }
  const T log_sum = std::log(sum);
  for (int64_t i = 0; i < n; ++i) out[i * step] = kLog ? x[i * step] - max - log_sum : out[i * step] / sum;
}

template <bool kLog>
void softmax_row(const float* x, float* out, int64_t n) {
  const RowFunctions& row = row_functions();
  const float max = row.largest(x, n);  // a NaN makes the sum one
  const double sum = row.exp_sum(x, max, out, n);
  if (kLog) {
    // (x - max) first: folding both constants into one would lose the last bits of a large maximum.
    const auto log_sum = static_cast<float>(std::log(sum));
    row.affine(x, 1.0F, -max, out, n);
    row.affine(out, 1.0F, -log_sum, out, n);
  } else {
    row.affine(out, static_cast<float>(1.0 / sum), 0.0F, out, n);
  }
}

// Columns [0, width) of n rows that are `inner` apart; `width` <= kColumns.
constexpr int64_t kColumns = 256;
template <bool kLog>
void softmax_columns(const float* x, float* out, int64_t n, int64_t inner, int64_t width) {
  const RowFunctions& row = row_functions();
  float max[kColumns];
  float sum[kColumns];
  float scratch[kColumns];
  std::fill_n(max, width, -std::numeric_limits<float>::infinity());
  std::fill_n(sum, width, 0.0F);
  for (int64_t k = 0; k < n; ++k) row.max_to(max, x + k * inner, width);
  for (int64_t k = 0; k < n; ++k) row.exp_to(sum, x + k * inner, max, kLog ? scratch : out + k * inner, width);
  if (kLog) {
    const void* const sums[] = {sum, sum};
    float_loops().log(sum, sums, width, nullptr);
    constexpr double kOnce[] = {1};
    for (int64_t k = 0; k < n; ++k) {
      float* const to = out + k * inner;
      const void* const above[] = {x + k * inner, max};
      float_loops().sub(to, above, width, kOnce);
      const void* const beyond[] = {to, sum};
      float_loops().sub(to, beyond, width, kOnce);
    }
    return;
  }
  for (int64_t j = 0; j < width; ++j) sum[j] = 1.0F / sum[j];
  std::fill_n(scratch, width, 0.0F);
  for (int64_t k = 0; k < n; ++k) row.affine_columns(out + k * inner, sum, scratch, out + k * inner, width);
}

template <bool kLog>
void softmax_float(const float* x, float* out, const Shape& s) {
  const int64_t grain = std::max<int64_t>(1, kGrain / 8 / std::max<int64_t>(1, s.n));
  if (s.inner == 1) {
    parallel_for(0, s.outer, grain, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) softmax_row<kLog>(x + i * s.n, out + i * s.n, s.n);
    });
    return;
  }
  const int64_t blocks = (s.inner + kColumns - 1) / kColumns;
  parallel_for(0, s.outer * blocks, std::max<int64_t>(1, grain / kColumns), [&](int64_t first, int64_t last) {
    for (int64_t b = first; b < last; ++b) {
      const int64_t start = b % blocks * kColumns;
      const int64_t at = b / blocks * s.n * s.inner + start;
      softmax_columns<kLog>(x + at, out + at, s.n, s.inner, std::min(kColumns, s.inner - start));
    }
  });
}

template <bool kLog>
Tensor softmax_of(const Tensor& self, int64_t dim) {
  const int64_t at = wrap_dim(dim, self.dim());
  if (!is_floating(self.dtype())) {
    if (self.numel() == 0) return empty(self.sizes(), self.dtype());
    const bool last = is_complex(self.dtype()) && at >= self.dim() - 1;
    raise("NotImplementedError", "\"", kLog ? "log_softmax" : "softmax", last ? "_lastdim" : "",
          "_kernel_impl\" not implemented for '", scalar_type_name(self.dtype()), "'");
  }
  const Tensor in = contiguous(to_dtype(self, compute_type(self.dtype())));
  const Tensor out = empty(self.sizes(), in.dtype());
  Shape s;
  for (int64_t d = 0; d < self.dim(); ++d) (d < at ? s.outer : d > at ? s.inner : s.n) *= self.sizes()[d];
  if (self.numel() == 0) return to_dtype(out, self.dtype());
  if (in.dtype() == Dtype::Float32) {
    softmax_float<kLog>(in.data<float>(), out.data<float>(), s);
  } else {
    const auto* x = in.data<double>();
    auto* y = out.data<double>();
    parallel_for(0, s.outer * s.inner, std::max<int64_t>(1, kGrain / 8 / s.n), [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) {
        const int64_t from = i / s.inner * s.n * s.inner + i % s.inner;
        softmax_line<kLog, double>(x + from, y + from, s.n, s.inner);
      }
    });
  }
  return to_dtype(out, self.dtype());
}

template <bool kLog>
Tensor softmax_int(const Tensor& self, int64_t dim, std::optional<Dtype> dtype) {
  return softmax_of<kLog>(dtype ? to_dtype(self, *dtype) : self, dim);
}

template <bool kLog>
Tensor softmax_internal(const Tensor& self, int64_t dim, bool half_to_float) {
  check(!half_to_float, "softmax with half to float conversion is not supported on CPU");
  return softmax_of<kLog>(self, dim);
}

}  // namespace

KERNEL(aten_softmax_int, softmax_int<false>)
KERNEL(aten_log_softmax_int, softmax_int<true>)
KERNEL(aten__softmax, softmax_internal<false>)
KERNEL(aten__log_softmax, softmax_internal<true>)

}  // namespace flambeau
