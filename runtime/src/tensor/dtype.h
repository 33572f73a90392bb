// Element types, numbered as PyTorch's ScalarType, so that old archives and DLPack need no translation tables.
#pragma once

#include <bit>
#include <complex>
#include <cstdint>
#include <string_view>

#include "base/error.h"

namespace flambeau {

enum class Dtype : uint8_t {
  UInt8 = 0,
  Int8 = 1,
  Int16 = 2,
  Int32 = 3,
  Int64 = 4,
  Float16 = 5,
  Float32 = 6,
  Float64 = 7,
  Complex64 = 9,
  Complex128 = 10,
  Bool = 11,
  BFloat16 = 15,
  // NumPy's wider unsigned integers: arrays have them, and no operator of torch's here computes with them.
  UInt16 = 27,
  UInt32 = 28,
  UInt64 = 29,
};

// IEEE 754 binary16, stored; arithmetic happens in float.
struct Half {
  uint16_t bits = 0;
  Half() = default;
  explicit Half(float value);
  operator float() const;
};

// The upper half of a binary32, stored; arithmetic happens in float. Rounds to nearest even.
struct BFloat16 {
  uint16_t bits = 0;
  BFloat16() = default;
  explicit BFloat16(float value) {
    const auto word = std::bit_cast<uint32_t>(value);
    if ((word & 0x7fffffffU) > 0x7f800000U) {
      bits = static_cast<uint16_t>((word >> 16) | 0x40U);
    } else {
      bits = static_cast<uint16_t>((word + 0x7fffU + ((word >> 16) & 1U)) >> 16);
    }
  }
  operator float() const { return std::bit_cast<float>(static_cast<uint32_t>(bits) << 16); }
};

using Complex64 = std::complex<float>;
using Complex128 = std::complex<double>;

std::size_t item_size(Dtype dtype);
// "float32": torch's name without the prefix.
std::string_view dtype_name(Dtype dtype);
// "Float": the name of the ScalarType, which PyTorch's messages use.
std::string_view scalar_type_name(Dtype dtype);
bool is_valid_dtype(int64_t code);
constexpr bool is_complex(Dtype d) { return d == Dtype::Complex64 || d == Dtype::Complex128; }
constexpr bool is_floating(Dtype d) {
  return d == Dtype::Float16 || d == Dtype::Float32 || d == Dtype::Float64 || d == Dtype::BFloat16;
}
constexpr bool is_wide_unsigned(Dtype d) { return d == Dtype::UInt16 || d == Dtype::UInt32 || d == Dtype::UInt64; }
constexpr bool is_integral(Dtype d, bool with_bool = false) {
  return static_cast<uint8_t>(d) <= static_cast<uint8_t>(Dtype::Int64) || is_wide_unsigned(d) ||
         (with_bool && d == Dtype::Bool);
}
// torch.promote_types.
Dtype promote_types(Dtype a, Dtype b);

template <typename T>
inline constexpr Dtype dtype_of = Dtype::Float32;
template <>
inline constexpr Dtype dtype_of<uint8_t> = Dtype::UInt8;
template <>
inline constexpr Dtype dtype_of<int8_t> = Dtype::Int8;
template <>
inline constexpr Dtype dtype_of<int16_t> = Dtype::Int16;
template <>
inline constexpr Dtype dtype_of<int32_t> = Dtype::Int32;
template <>
inline constexpr Dtype dtype_of<int64_t> = Dtype::Int64;
template <>
inline constexpr Dtype dtype_of<Half> = Dtype::Float16;
template <>
inline constexpr Dtype dtype_of<double> = Dtype::Float64;
template <>
inline constexpr Dtype dtype_of<Complex64> = Dtype::Complex64;
template <>
inline constexpr Dtype dtype_of<Complex128> = Dtype::Complex128;
template <>
inline constexpr Dtype dtype_of<bool> = Dtype::Bool;
template <>
inline constexpr Dtype dtype_of<BFloat16> = Dtype::BFloat16;
template <>
inline constexpr Dtype dtype_of<uint16_t> = Dtype::UInt16;
template <>
inline constexpr Dtype dtype_of<uint32_t> = Dtype::UInt32;
template <>
inline constexpr Dtype dtype_of<uint64_t> = Dtype::UInt64;

template <typename T>
struct TypeTag {
  using type = T;
};

// Calls f(TypeTag<T>{}) with the C++ type of `dtype`: any that torch computes with but complex. `what` names the
// operator in the error.
template <typename F>
decltype(auto) dispatch_real(Dtype dtype, const char* what, F&& f) {
  switch (dtype) {
    case Dtype::UInt8: return f(TypeTag<uint8_t>{});
    case Dtype::Int8: return f(TypeTag<int8_t>{});
    case Dtype::Int16: return f(TypeTag<int16_t>{});
    case Dtype::Int32: return f(TypeTag<int32_t>{});
    case Dtype::Int64: return f(TypeTag<int64_t>{});
    case Dtype::Float16: return f(TypeTag<Half>{});
    case Dtype::Float32: return f(TypeTag<float>{});
    case Dtype::Float64: return f(TypeTag<double>{});
    case Dtype::Bool: return f(TypeTag<bool>{});
    case Dtype::BFloat16: return f(TypeTag<BFloat16>{});
    case Dtype::UInt16:
    case Dtype::UInt32:
    case Dtype::UInt64:
    case Dtype::Complex64:
    case Dtype::Complex128: break;
  }
  raise("NotImplementedError", "\"", what, "\" not implemented for '", scalar_type_name(dtype), "'");
}

// The same over every dtype of torch's operators, complex included.
template <typename F>
decltype(auto) dispatch_all(Dtype dtype, const char* what, F&& f) {
  if (dtype == Dtype::Complex64) return f(TypeTag<Complex64>{});
  if (dtype == Dtype::Complex128) return f(TypeTag<Complex128>{});
  return dispatch_real(dtype, what, std::forward<F>(f));
}

// The same over float16, bfloat16, float32 and float64.
template <typename F>
decltype(auto) dispatch_floating(Dtype dtype, const char* what, F&& f) {
  switch (dtype) {
    case Dtype::Float16: return f(TypeTag<Half>{});
    case Dtype::Float32: return f(TypeTag<float>{});
    case Dtype::Float64: return f(TypeTag<double>{});
    case Dtype::BFloat16: return f(TypeTag<BFloat16>{});
    default: raise("NotImplementedError", "\"", what, "\" not implemented for '", scalar_type_name(dtype), "'");
  }
}

}  // namespace flambeau
