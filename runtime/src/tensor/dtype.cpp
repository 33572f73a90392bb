#include "tensor/dtype.h"

#include <array>

namespace flambeau {

Half::Half(float value) {
  const auto word = std::bit_cast<uint32_t>(value);
  const uint32_t sign = (word >> 16) & 0x8000U;
  const uint32_t magnitude = word & 0x7fffffffU;
  if (magnitude > 0x7f800000U) {  // NaN stays one, quiet
    bits = static_cast<uint16_t>(sign | 0x7e00U);
    return;
  }
  if (magnitude >= 0x47800000U) {  // 65536 and up, infinity included
    bits = static_cast<uint16_t>(sign | 0x7c00U);
    return;
  }
  if (magnitude < 0x38800000U) {  // below 2^-14: subnormal. Adding 0.5 aligns the mantissa and rounds to even.
    const float aligned = std::bit_cast<float>(magnitude) + 0.5F;
    bits = static_cast<uint16_t>(sign | (std::bit_cast<uint32_t>(aligned) - 0x3f000000U));
    return;
  }
  const uint32_t rounded = magnitude + 0xfffU + ((magnitude >> 13) & 1U);
  bits = static_cast<uint16_t>(sign | ((rounded - 0x38000000U) >> 13));
}

Half::operator float() const {
  const uint32_t sign = (bits & 0x8000U) << 16;
  const uint32_t exponent = (bits >> 10) & 0x1fU;
  const uint32_t mantissa = bits & 0x3ffU;
  if (exponent == 0x1fU) {
    return std::bit_cast<float>(sign | 0x7f800000U | (mantissa << 13));
  }
  if (exponent == 0) {
    const float magnitude = static_cast<float>(mantissa) * 0x1p-24F;
    return sign ? -magnitude : magnitude;
  }
  return std::bit_cast<float>(sign | ((exponent + 112U) << 23) | (mantissa << 13));
}

std::size_t item_size(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8:
    case Dtype::Int8:
    case Dtype::Bool: return 1;
    case Dtype::Int16:
    case Dtype::UInt16:
    case Dtype::Float16:
    case Dtype::BFloat16: return 2;
    case Dtype::Int32:
    case Dtype::UInt32:
    case Dtype::Float32: return 4;
    case Dtype::Int64:
    case Dtype::UInt64:
    case Dtype::Float64:
    case Dtype::Complex64: return 8;
    case Dtype::Complex128: return 16;
  }
  return 0;
}

std::string_view dtype_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8: return "uint8";
    case Dtype::Int8: return "int8";
    case Dtype::Int16: return "int16";
    case Dtype::Int32: return "int32";
    case Dtype::Int64: return "int64";
    case Dtype::Float16: return "float16";
    case Dtype::Float32: return "float32";
    case Dtype::Float64: return "float64";
    case Dtype::Complex64: return "complex64";
    case Dtype::Complex128: return "complex128";
    case Dtype::Bool: return "bool";
    case Dtype::BFloat16: return "bfloat16";
    case Dtype::UInt16: return "uint16";
    case Dtype::UInt32: return "uint32";
    case Dtype::UInt64: return "uint64";
  }
  return "invalid";
}

std::string_view scalar_type_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8: return "Byte";
    case Dtype::Int8: return "Char";
    case Dtype::Int16: return "Short";
    case Dtype::Int32: return "Int";
    case Dtype::Int64: return "Long";
    case Dtype::Float16: return "Half";
    case Dtype::Float32: return "Float";
    case Dtype::Float64: return "Double";
    case Dtype::Complex64: return "ComplexFloat";
    case Dtype::Complex128: return "ComplexDouble";
    case Dtype::Bool: return "Bool";
    case Dtype::BFloat16: return "BFloat16";
    case Dtype::UInt16: return "UInt16";
    case Dtype::UInt32: return "UInt32";
    case Dtype::UInt64: return "UInt64";
  }
  return "Undefined";
}

bool is_valid_dtype(int64_t code) {
  return (code >= 0 && code <= 11 && code != 8) || code == 15 || (code >= 27 && code <= 29);
}

Dtype promote_types(Dtype a, Dtype b) {
  if (a == b) return a;
  if (a == Dtype::Bool) return b;
  if (b == Dtype::Bool) return a;
  if (is_complex(a) || is_complex(b)) {
    const bool wide = a == Dtype::Complex128 || b == Dtype::Complex128 || a == Dtype::Float64 || b == Dtype::Float64;
    return wide ? Dtype::Complex128 : Dtype::Complex64;
  }
  if (is_floating(a) && is_floating(b)) {
    if (a == Dtype::Float64 || b == Dtype::Float64) return Dtype::Float64;
    return Dtype::Float32;  // float32 with a half, or float16 with bfloat16
  }
  if (is_floating(a)) return a;
  if (is_floating(b)) return b;
  // Both integral. A signed and an unsigned byte need int16; otherwise the wider one holds both.
  if (item_size(a) == item_size(b)) return Dtype::Int16;
  return item_size(a) > item_size(b) ? a : b;
}

}  // namespace flambeau
