// Arithmetic on int64 as two's complement hardware does it, without C++'s undefined overflow.
#pragma once

#include <cstdint>

#include "base/error.h"

namespace flambeau {

inline int64_t wrap_add(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
}
inline int64_t wrap_sub(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) - static_cast<uint64_t>(b));
}
inline int64_t wrap_mul(int64_t a, int64_t b) {
  return static_cast<int64_t>(static_cast<uint64_t>(a) * static_cast<uint64_t>(b));
}

// Towards zero. RuntimeError "ZeroDivisionError", as eager words it.
inline int64_t divide(int64_t a, int64_t b) {
  check(b != 0, "ZeroDivisionError");
  return b == -1 ? wrap_sub(0, a) : a / b;
}
inline int64_t modulo(int64_t a, int64_t b) {
  check(b != 0, "ZeroDivisionError");
  return b == -1 ? 0 : a % b;
}
inline int64_t divide_floor(int64_t a, int64_t b) {
  const int64_t quotient = divide(a, b);
  const int64_t rest = modulo(a, b);
  return rest != 0 && (rest < 0) != (b < 0) ? quotient - 1 : quotient;
}

// base to a power >= 0; a negative one gives the truncated fraction.
inline int64_t integer_power(int64_t base, int64_t exponent) {
  if (exponent < 0) return base == 1 ? 1 : base == -1 ? (exponent % 2 ? -1 : 1) : 0;
  int64_t result = 1;
  for (; exponent; exponent /= 2) {
    if (exponent % 2) result = wrap_mul(result, base);
    base = wrap_mul(base, base);
  }
  return result;
}

}  // namespace flambeau
