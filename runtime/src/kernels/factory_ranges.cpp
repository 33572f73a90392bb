// Ranges, the identity matrix, triangles, window functions.
#include <cmath>
#include <numbers>

#include "kernels/factory.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// Runs f(tag of a type to compute in) for `dtype`: what the result's elements are converted from.
template <typename F>
Tensor from_wide(int64_t count, Dtype dtype, F&& element) {
  const bool integral = is_integral(dtype);
  Tensor wide = empty(Ints{count}, integral ? Dtype::Int64 : Dtype::Float64);
  if (integral) {
    int64_t* to = wide.data<int64_t>();
    for (int64_t i = 0; i < count; ++i) to[i] = element(int64_t{0}, i);
  } else {
    double* to = wide.data<double>();
    for (int64_t i = 0; i < count; ++i) to[i] = element(0.0, i);
  }
  return to_dtype(wide, dtype);
}

void check_range(const Scalar& start, const Scalar& end, const Scalar& step) {
  const double s = start.to_double(), e = end.to_double(), d = step.to_double();
  check(d != 0, "step must be nonzero");
  check(std::isfinite(s) && std::isfinite(e), "unsupported range: ", s, " -> ", e);
  check((d > 0 && e >= s) || (d < 0 && e <= s), "upper bound and lower bound inconsistent with step sign");
}

Tensor arange_of(const Scalar& start, const Scalar& end, const Scalar& step, std::optional<Dtype> dtype) {
  const bool integral = !start.is_float() && !end.is_float() && !step.is_float();
  const Dtype out = dtype.value_or(integral ? Dtype::Int64 : Dtype::Float32);
  if (out == Dtype::Bool) raise("NotImplementedError", "\"arange_cpu\" not implemented for 'Bool'");
  check_range(start, end, step);
  if (is_integral(out)) {
    // For int64 the bounds are cut off before they are counted, for narrower types after.
    const int64_t s = start.to_int(), d = step.to_int();
    if (out == Dtype::Int64 && d == 0) raise("ValueError", "step must be nonzero");
    if (out == Dtype::Int64) check_range(s, end.to_int(), d);
    const bool cut = out == Dtype::Int64 || integral;
    const double span = cut ? static_cast<double>(end.to_int() - s) : end.to_double() - start.to_double();
    const auto count = static_cast<int64_t>(std::ceil(span / (cut ? static_cast<double>(d) : step.to_double())));
    return from_wide(count, out, [&](auto zero, int64_t i) { return static_cast<decltype(zero)>(s + i * d); });
  }
  // float32 ranges are computed in double, as eager's are.
  const double s = start.to_double(), d = step.to_double();
  const auto count = static_cast<int64_t>(std::ceil((end.to_double() - s) / d));
  return from_wide(count, out,
                   [&](auto zero, int64_t i) { return static_cast<decltype(zero)>(s + static_cast<double>(i) * d); });
}

Tensor arange(Scalar end, TENSOR_OPTIONS) { return arange_of(0, end, 1, dtype); }
Tensor arange_start(Scalar start, Scalar end, TENSOR_OPTIONS) { return arange_of(start, end, 1, dtype); }
Tensor arange_step(Scalar start, Scalar end, Scalar step, TENSOR_OPTIONS) { return arange_of(start, end, step, dtype); }

// torch.range: the end is included, and the default dtype is float32.
Tensor range_step(Scalar start, Scalar end, Scalar step, TENSOR_OPTIONS) {
  check_range(start, end, step);
  const double s = start.to_double(), d = step.to_double();
  const auto count = static_cast<int64_t>((end.to_double() - s) / d + 1);
  return from_wide(count, dtype.value_or(Dtype::Float32),
                   [&](auto zero, int64_t i) { return static_cast<decltype(zero)>(s + static_cast<double>(i) * d); });
}
Tensor range(Scalar start, Scalar end, TENSOR_OPTIONS) {
  return range_step(start, end, 1, dtype, layout, device, pin_memory);
}

// Steps are counted from the nearer end, so that both ends are exact.
template <typename T>
Tensor linspace_in(Dtype out, double start, double end, int64_t steps) {
  Tensor wide = empty(Ints{steps}, dtype_of<T>);
  const T s = static_cast<T>(start), e = static_cast<T>(end);
  const T step = steps > 1 ? (e - s) / static_cast<T>(steps - 1) : T(0);
  T* to = wide.data<T>();
  for (int64_t i = 0; i < steps; ++i) {
    to[i] = i < steps / 2 || steps == 1 ? std::fma(step, static_cast<T>(i), s)
                                        : std::fma(-step, static_cast<T>(steps - 1 - i), e);
  }
  return to_dtype(wide, out);
}

Tensor linspace(Scalar start, Scalar end, int64_t steps, TENSOR_OPTIONS) {
  check(steps >= 0, "number of steps must be non-negative");
  const Dtype out = dtype.value_or(Dtype::Float32);
  if (out != Dtype::Float64 && is_floating(out))
    return linspace_in<float>(out, start.to_double(), end.to_double(), steps);
  if (!is_integral(out)) return linspace_in<double>(out, start.to_double(), end.to_double(), steps);
  return linspace_in<double>(out, static_cast<double>(start.to_int()), static_cast<double>(end.to_int()), steps);
}

Tensor logspace(Scalar start, Scalar end, int64_t steps, double base, TENSOR_OPTIONS) {
  check(steps >= 0, "number of steps must be non-negative");
  // Eager cuts both ends off for integers, and steps between them in float32.
  const bool integral = is_integral(dtype.value_or(Dtype::Float32)) && steps > 1;
  const Tensor exponents =
      integral ? linspace_in<float>(Dtype::Float64, std::trunc(start.to_double()), std::trunc(end.to_double()), steps)
               : linspace_in<double>(Dtype::Float64, start.to_double(), end.to_double(), steps);
  for (int64_t i = 0; i < steps; ++i) exponents.data<double>()[i] = std::pow(base, exponents.data<double>()[i]);
  return to_dtype(exponents, dtype.value_or(Dtype::Float32));
}

Tensor eye_m(int64_t n, int64_t m, TENSOR_OPTIONS) {
  check(n >= 0, "n must be greater or equal to 0, got ", n);
  check(m >= 0, "m must be greater or equal to 0, got ", m);
  Tensor out = filled(Ints{n, m}, dtype.value_or(Dtype::Float32), 0);
  fill_scalar(out.view_as(Ints{std::min(n, m)}, Ints{m + 1}, 0), 1);
  return out;
}
Tensor eye(int64_t n, TENSOR_OPTIONS) { return eye_m(n, n, dtype, layout, device, pin_memory); }

// Keeps the elements at or below (`lower`), or at or above the diagonal, of every matrix of `self`; 0 elsewhere.
void clear_triangle(const Tensor& self, int64_t diagonal, bool lower) {
  const Tensor zero = scalar_tensor(0, self.dtype());
  const int64_t rows = self.size(-2), columns = self.size(-1);
  const Ints outer(self.sizes().begin(), self.sizes().end() - 2);
  const Ints steps(self.strides().begin(), self.strides().end() - 2);
  for (int64_t r = 0; r < rows; ++r) {
    // columns [keep_from, keep_to) stay
    const int64_t edge = std::clamp<int64_t>(r + diagonal + (lower ? 1 : 0), 0, columns);
    const int64_t first = lower ? edge : 0;
    const int64_t count = lower ? columns - edge : edge;
    if (count == 0) continue;
    Ints sizes = outer, strides = steps;
    sizes.push_back(count);
    strides.push_back(self.stride(-1));
    copy_elements(self.view_as(sizes, strides, self.offset() + r * self.stride(-2) + first * self.stride(-1)), zero);
  }
}

template <bool Lower>
Tensor triangle_(const Tensor& self, int64_t diagonal) {
  check(self.dim() >= 2, Lower ? "tril: " : "triu: ", "input tensor must have at least 2 dimensions");
  check_changeable(self, Lower ? "tril_" : "triu_");
  if (self.numel()) clear_triangle(self, diagonal, Lower);
  return self;
}

template <bool Lower>
Tensor triangle(const Tensor& self, int64_t diagonal) {
  check(self.dim() >= 2, Lower ? "tril: " : "triu: ", "input tensor must have at least 2 dimensions");
  Tensor out = empty(self.sizes(), self.dtype());
  copy_elements(out, self);
  return triangle_<Lower>(out, diagonal);
}

template <bool Lower>
Tensor triangle_indices(int64_t rows, int64_t columns, int64_t offset, TENSOR_OPTIONS) {
  check(rows >= 0, "row must be non-negative, got", rows);
  check(columns >= 0, "col must be non-negative, got", columns);
  const Dtype wanted = dtype.value_or(Dtype::Int64);
  if (wanted != Dtype::Int64 && wanted != Dtype::Int32) {
    raise("NotImplementedError", "\"", Lower ? "tril" : "triu", "_indices\" not implemented for '",
          scalar_type_name(wanted), "'");
  }
  Ints row_indices, column_indices;
  for (int64_t r = 0; r < rows; ++r) {
    const int64_t from = Lower ? 0 : std::max<int64_t>(0, r + offset);
    const int64_t to = Lower ? std::min(columns, r + offset + 1) : columns;
    for (int64_t c = from; c < to; ++c) {
      row_indices.push_back(r);
      column_indices.push_back(c);
    }
  }
  Tensor out = empty(Ints{2, row_indices.ssize()}, Dtype::Int64);
  std::copy(row_indices.begin(), row_indices.end(), out.data<int64_t>());
  std::copy(column_indices.begin(), column_indices.end(), out.data<int64_t>() + row_indices.ssize());
  return to_dtype(out, dtype.value_or(Dtype::Int64));
}

// alpha - beta * cos(2 pi i / (n - 1)), or / n where periodic.
Tensor cosine_window(int64_t length, bool periodic, double alpha, double beta, std::optional<Dtype> dtype) {
  check(length >= 0, "window_length must be non-negative, got ", length);
  const Dtype out = dtype.value_or(Dtype::Float32);
  check(is_floating(out), "window functions expect floating point dtypes, got ", dtype_name(out));
  if (length == 1) return filled(Ints{1}, out, 1);
  const double period = static_cast<double>(periodic ? length : length - 1);
  Tensor wide = empty(Ints{length}, Dtype::Float64);
  for (int64_t i = 0; i < length; ++i) {
    wide.data<double>()[i] = alpha - beta * std::cos(2 * std::numbers::pi * static_cast<double>(i) / period);
  }
  return to_dtype(wide, out);
}
Tensor hann(int64_t length, TENSOR_OPTIONS) { return cosine_window(length, true, 0.5, 0.5, dtype); }
Tensor hann_periodic(int64_t length, bool periodic, TENSOR_OPTIONS) {
  return cosine_window(length, periodic, 0.5, 0.5, dtype);
}
Tensor hamming(int64_t length, TENSOR_OPTIONS) { return cosine_window(length, true, 0.54, 0.46, dtype); }
Tensor hamming_periodic(int64_t length, bool periodic, TENSOR_OPTIONS) {
  return cosine_window(length, periodic, 0.54, 0.46, dtype);
}
Tensor hamming_alpha(int64_t length, bool periodic, double alpha, TENSOR_OPTIONS) {
  return cosine_window(length, periodic, alpha, 0.46, dtype);
}
Tensor hamming_alpha_beta(int64_t length, bool periodic, double alpha, double beta, TENSOR_OPTIONS) {
  return cosine_window(length, periodic, alpha, beta, dtype);
}

}  // namespace

KERNEL(aten_arange, arange)
KERNEL(aten_arange_start, arange_start)
KERNEL(aten_arange_start_step, arange_step)
KERNEL(aten_range, range)
KERNEL(aten_range_step, range_step)
KERNEL(aten_linspace, linspace)
KERNEL(aten_logspace, logspace)
KERNEL(aten_eye, eye)
KERNEL(aten_eye_m, eye_m)
KERNEL(aten_tril, triangle<true>)
KERNEL(aten_triu, triangle<false>)
KERNEL(aten_tril_, triangle_<true>)
KERNEL(aten_triu_, triangle_<false>)
KERNEL(aten_tril_indices, triangle_indices<true>)
KERNEL(aten_triu_indices, triangle_indices<false>)
KERNEL(aten_hann_window, hann)
KERNEL(aten_hann_window_periodic, hann_periodic)
KERNEL(aten_hamming_window, hamming)
KERNEL(aten_hamming_window_periodic, hamming_periodic)
KERNEL(aten_hamming_window_periodic_alpha, hamming_alpha)
KERNEL(aten_hamming_window_periodic_alpha_beta, hamming_alpha_beta)

}  // namespace flambeau
