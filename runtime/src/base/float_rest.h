// std::fmod by one division, where the quotient is small enough that its integer part gives the exact rest.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

namespace flambeau {

// The rounded quotient's integer part is the true one or one more, and a minus that many b is exact: in double for
// floats, by a fused step for doubles.
template <typename T>
T float_rest(T a, T b) {
  constexpr double kMost = std::numeric_limits<T>::digits == 24 ? 0x1p29 : 0x1p52;
  const double quotient = static_cast<double>(a) / static_cast<double>(b);
  if (!(std::fabs(quotient) < kMost) || std::isinf(b)) return std::fmod(a, b);
  const auto whole = static_cast<double>(static_cast<int64_t>(quotient));
  double rest;
  if constexpr (std::numeric_limits<T>::digits == 24) {
    rest = static_cast<double>(a) - whole * static_cast<double>(b);
  } else {
    rest = std::fma(-whole, b, a);
  }
  if (a < 0 ? rest > 0 : rest < 0) rest += std::copysign(static_cast<double>(b), static_cast<double>(a));
  return std::copysign(static_cast<T>(rest), a);
}

// The rest with the divisor's sign. Which numbers need that step is hard to foresee: they are chosen without a jump.
template <typename T>
T float_modulo(T a, T b) {
  const T rest = float_rest(a, b);
  const T choices[] = {rest, rest + b};
  return choices[(rest != 0) & ((b < 0) != (rest < 0))];
}

}  // namespace flambeau
