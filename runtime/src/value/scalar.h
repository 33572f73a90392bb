// Scalar: a Python number handed to an operator (`Scalar` in a schema): bool, int or float, told apart.
#pragma once

#include <cstdint>

#include "tensor/dtype.h"

namespace flambeau {

class Scalar {
 public:
  Scalar(bool b) : kind_(Kind::Bool), i_(b) {}
  Scalar(int64_t i) : kind_(Kind::Int), i_(i) {}
  Scalar(int i) : kind_(Kind::Int), i_(i) {}
  Scalar(double f) : kind_(Kind::Float), f_(f) {}

  bool is_bool() const noexcept { return kind_ == Kind::Bool; }
  bool is_int() const noexcept { return kind_ == Kind::Int; }
  bool is_float() const noexcept { return kind_ == Kind::Float; }
  double to_double() const noexcept { return is_float() ? f_ : static_cast<double>(i_); }
  int64_t to_int() const noexcept { return is_float() ? static_cast<int64_t>(f_) : i_; }
  bool to_bool() const noexcept { return is_float() ? f_ != 0 : i_ != 0; }
  // Converted to an element type; T may be bool, any integer, float type or Half/BFloat16.
  template <typename T>
  T to() const {
    if constexpr (std::is_same_v<T, bool>) {
      return to_bool();
    } else if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(to_int());
    } else if constexpr (std::is_same_v<T, Half> || std::is_same_v<T, BFloat16>) {
      return T(static_cast<float>(to_double()));
    } else {
      return static_cast<T>(to_double());
    }
  }
  // The dtype that a tensor made of this number has: bool, int64 or float32.
  Dtype dtype() const noexcept { return is_bool() ? Dtype::Bool : is_int() ? Dtype::Int64 : Dtype::Float32; }

 private:
  enum class Kind : uint8_t { Bool, Int, Float };
  Kind kind_;
  union {
    int64_t i_;
    double f_;
  };
};

}  // namespace flambeau
