#include "value/array_scalar.h"

#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "value/number.h"
#include "value/repr.h"

namespace flambeau {

namespace {

// The shortest decimal that reads back as `value` among floats, as a double: that prints with the same digits.
double shortest_of_float(float value) {
  if (!std::isfinite(value)) return value;
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific);
  double parsed = 0;
  std::from_chars(buffer.data(), end.ptr, parsed);
  return parsed;
}

double shortest_of_half(Half half) {
  const float value = half;
  if (!std::isfinite(value)) return value;
  for (int digits = 0; digits < 6; ++digits) {
    std::array<char, 64> buffer;
    const auto end =
        std::to_chars(buffer.data(), buffer.data() + buffer.size(), value, std::chars_format::scientific, digits);
    double parsed = 0;
    std::from_chars(buffer.data(), end.ptr, parsed);
    if (Half(static_cast<float>(parsed)).bits == half.bits) return parsed;
  }
  return value;
}

// Narrow floats go in powers of ten from as many digits on as they hold. `decimal` is the shortest for `value`.
std::string narrow_text(double value, double decimal, double limit) {
  const double size = std::fabs(value);
  if (!std::isfinite(value) || size == 0 || (size >= 1e-4 && size < limit)) return repr(decimal);
  std::array<char, 64> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), decimal, std::chars_format::scientific);
  return {buffer.data(), end.ptr};
}

std::string complex64_text(Complex64 c) {
  return repr(Value(Tag::Complex, make_ref<ComplexBox>(
                                      std::complex<double>(shortest_of_float(c.real()), shortest_of_float(c.imag())))));
}

}  // namespace

Value array_item(const Tensor& array) {
  switch (array.dtype()) {
    case Dtype::Bool: return *array.data<bool>();
    case Dtype::UInt8: return int64_t{*array.data<uint8_t>()};
    case Dtype::Int8: return int64_t{*array.data<int8_t>()};
    case Dtype::Int16: return int64_t{*array.data<int16_t>()};
    case Dtype::UInt16: return int64_t{*array.data<uint16_t>()};
    case Dtype::Int32: return int64_t{*array.data<int32_t>()};
    case Dtype::UInt32: return int64_t{*array.data<uint32_t>()};
    case Dtype::Int64: return *array.data<int64_t>();
    case Dtype::UInt64: {
      const uint64_t value = *array.data<uint64_t>();
      if (value > static_cast<uint64_t>(INT64_MAX)) raise("OverflowError", "an int is beyond 64 bits: ", value);
      return static_cast<int64_t>(value);
    }
    case Dtype::Float16: return static_cast<double>(float{*array.data<Half>()});
    case Dtype::BFloat16: return static_cast<double>(float{*array.data<BFloat16>()});
    case Dtype::Float32: return static_cast<double>(*array.data<float>());
    case Dtype::Float64: return *array.data<double>();
    case Dtype::Complex64: return {Tag::Complex, make_ref<ComplexBox>(Complex128(*array.data<Complex64>()))};
    case Dtype::Complex128: return {Tag::Complex, make_ref<ComplexBox>(*array.data<Complex128>())};
  }
  return {};
}

std::string array_scalar_text(const Tensor& array) {
  switch (array.dtype()) {
    case Dtype::UInt64: return std::to_string(*array.data<uint64_t>());
    case Dtype::Float16: {
      const Half held = *array.data<Half>();
      return narrow_text(float{held}, shortest_of_half(held), 1e3);
    }
    case Dtype::Float32: {
      const float held = *array.data<float>();
      return narrow_text(held, shortest_of_float(held), 1e6);
    }
    case Dtype::Complex64: return complex64_text(*array.data<Complex64>());
    default: return repr(array_item(array));
  }
}

std::string array_scalar_repr(const Tensor& array) {
  const std::string text = array_scalar_text(array);
  if (array.dtype() == Dtype::Bool) return "np." + text + "_";
  if (is_complex(array.dtype()))
    return concat("np.", dtype_name(array.dtype()), text.front() == '(' ? "" : "(", text,
                  text.front() == '(' ? "" : ")");
  return concat("np.", dtype_name(array.dtype()), "(", text, ")");
}

}  // namespace flambeau
