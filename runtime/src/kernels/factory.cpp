// New tensors: empty, filled, and alike another one.
#include "kernels/factory.h"

#include <cmath>
#include <limits>

#include "base/ints_stream.h"
#include "ops/kernel.h"

namespace flambeau {

void fill_scalar(const Tensor& self, const Scalar& value) {
  check_changeable(self, "fill_");
  check_fits(value, self.dtype());
  copy_elements(self, scalar_tensor(value, self.dtype()));
}

void check_fits(const Scalar& value, Dtype dtype) {
  const double f = value.to_double();
  if (dtype == Dtype::Float32) {
    check(!std::isfinite(f) || std::fabs(f) <= std::numeric_limits<float>::max(),
          "value cannot be converted to type float without overflow");
  }
  // As a double, an int near the largest one is beyond it.
  if (!is_integral(dtype) || (dtype == Dtype::Int64 && value.is_int())) return;
  const bool is_unsigned = dtype == Dtype::UInt8;
  const int bits = 8 * static_cast<int>(item_size(dtype));
  const double top = std::ldexp(1.0, is_unsigned ? bits : bits - 1);
  // A negative int wraps around in an unsigned type, a negative float doesn't fit; 127.9 is beyond an int8.
  const double bottom = !is_unsigned ? -top : value.is_int() ? 1 - top : 0;
  check(f >= bottom && (bits == 64 ? f < top : f <= top - 1), "value cannot be converted to type ", c_type_name(dtype),
        " without overflow");
}

void check_converts(const Scalar& value, Dtype dtype) {
  check_fits(value, dtype);
  const double size = std::fabs(value.to_double());
  const double top = dtype == Dtype::Float16    ? 65504.0
                     : dtype == Dtype::BFloat16 ? std::ldexp(255.0, 120)
                                                : std::numeric_limits<double>::max();
  check(!std::isfinite(size) || size <= top, "value cannot be converted to type ", c_type_name(dtype),
        " without overflow");
}

std::string_view c_type_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8: return "uint8_t";
    case Dtype::Int8: return "int8_t";
    case Dtype::Int16: return "int16_t";
    case Dtype::Int32: return "int";
    case Dtype::Int64: return "int64_t";
    case Dtype::Float16: return "c10::Half";
    case Dtype::BFloat16: return "c10::BFloat16";
    case Dtype::Float32: return "float";
    case Dtype::Float64: return "double";
    default: return dtype_name(dtype);
  }
}

Tensor filled(const Ints& sizes, Dtype dtype, const Scalar& value) {
  Tensor out = empty(sizes, dtype);
  fill_scalar(out, value);
  return out;
}

namespace {

using Format = std::optional<int64_t>;

Tensor empty_factory(const Ints& size, TENSOR_OPTIONS, Format format) {
  return empty_in_format(size, format.value_or(kContiguousFormat), dtype.value_or(Dtype::Float32));
}
Tensor empty_strided_factory(const Ints& size, const Ints& stride, TENSOR_OPTIONS) {
  check(size.size() == stride.size(), "mismatch in length of strides and shape");
  for (const int64_t s : stride)
    check(s >= 0, "as_strided: Negative strides are not supported at the moment, got strides: ", stride);
  return empty_strided(size, stride, dtype.value_or(Dtype::Float32));
}
Tensor zeros(const Ints& size, TENSOR_OPTIONS) { return filled(size, dtype.value_or(Dtype::Float32), 0); }
Tensor ones(const Ints& size, TENSOR_OPTIONS) { return filled(size, dtype.value_or(Dtype::Float32), 1); }
Tensor full(const Ints& size, Scalar value, TENSOR_OPTIONS) {
  return filled(size, dtype.value_or(value.dtype()), value);
}
Tensor scalar_factory(Scalar value, TENSOR_OPTIONS) { return filled(Ints(), dtype.value_or(Dtype::Float32), value); }

Tensor like(const Tensor& self, std::optional<Dtype> dtype, Format format) {
  return empty_as(self, format.value_or(kPreserveFormat), dtype.value_or(self.dtype()));
}
Tensor filled_like(const Tensor& self, const Scalar& value, std::optional<Dtype> dtype, Format format) {
  Tensor out = like(self, dtype, format);
  fill_scalar(out, value);
  return out;
}
Tensor empty_like_factory(const Tensor& self, TENSOR_OPTIONS, Format format) { return like(self, dtype, format); }
Tensor zeros_like(const Tensor& self, TENSOR_OPTIONS, Format format) { return filled_like(self, 0, dtype, format); }
Tensor ones_like(const Tensor& self, TENSOR_OPTIONS, Format format) { return filled_like(self, 1, dtype, format); }
Tensor full_like(const Tensor& self, Scalar value, TENSOR_OPTIONS, Format format) {
  return filled_like(self, value, dtype, format);
}

Tensor new_empty(const Tensor& self, const Ints& size, TENSOR_OPTIONS) {
  return empty(size, dtype.value_or(self.dtype()));
}
Tensor new_empty_strided(const Tensor& self, const Ints& size, const Ints& stride, TENSOR_OPTIONS) {
  return empty_strided_factory(size, stride, dtype.value_or(self.dtype()), layout, device, pin_memory);
}
Tensor new_zeros(const Tensor& self, const Ints& size, TENSOR_OPTIONS) {
  return filled(size, dtype.value_or(self.dtype()), 0);
}
Tensor new_ones(const Tensor& self, const Ints& size, TENSOR_OPTIONS) {
  return filled(size, dtype.value_or(self.dtype()), 1);
}
Tensor new_full(const Tensor& self, const Ints& size, Scalar value, TENSOR_OPTIONS) {
  return filled(size, dtype.value_or(self.dtype()), value);
}

Tensor fill_(const Tensor& self, Scalar value) {
  fill_scalar(self, value);
  return self;
}
Tensor fill_tensor_(const Tensor& self, const Tensor& value) {
  check(value.dim() == 0, "fill_ only supports 0-dimension value tensor but got tensor with ", value.dim(),
        " dimensions.");
  check_writable(self, "fill_");
  copy_elements(self, value);
  return self;
}
Tensor fill(const Tensor& self, Scalar value) { return fill_(like(self, std::nullopt, std::nullopt), value); }
Tensor fill_tensor(const Tensor& self, const Tensor& value) {
  return fill_tensor_(like(self, std::nullopt, std::nullopt), value);
}
Tensor zero_(const Tensor& self) { return fill_(self, 0); }
Tensor zero(const Tensor& self) { return fill(self, 0); }

}  // namespace

KERNEL(aten_empty_memory_format, empty_factory)
KERNEL(aten_empty_strided, empty_strided_factory)
KERNEL(aten_empty_like, empty_like_factory)
KERNEL(aten_new_empty, new_empty)
KERNEL(aten_new_empty_strided, new_empty_strided)
KERNEL(aten_zeros, zeros)
KERNEL(aten_zeros_like, zeros_like)
KERNEL(aten_new_zeros, new_zeros)
KERNEL(aten_ones, ones)
KERNEL(aten_ones_like, ones_like)
KERNEL(aten_new_ones, new_ones)
KERNEL(aten_full, full)
KERNEL(aten_full_like, full_like)
KERNEL(aten_new_full, new_full)
KERNEL(aten_scalar_tensor, scalar_factory)
KERNEL(aten_fill_Scalar, fill)
KERNEL(aten_fill_Tensor, fill_tensor)
KERNEL(aten_fill__Scalar, fill_)
KERNEL(aten_fill__Tensor, fill_tensor_)
KERNEL(aten_zero, zero)
KERNEL(aten_zero_, zero_)

}  // namespace flambeau
