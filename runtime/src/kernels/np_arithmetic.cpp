// Loops of ufuncs on all numbers: + - * // % **, extremes, signs, bits.
#include <array>
#include <cmath>
#include <limits>
#include <numeric>

#include "base/float_rest.h"
#include "kernels/np_loops.h"

namespace flambeau::np {

namespace {

template <typename T>
inline constexpr bool is_integer = std::is_integral_v<T> && !std::is_same_v<T, bool>;
template <typename T>
inline constexpr bool is_real_float = std::is_floating_point_v<T>;

// Integers wrap around.
template <typename T, typename F>
T wrapped(T a, T b, F f) {
  using U = std::make_unsigned_t<std::conditional_t<(sizeof(T) < 4), int32_t, T>>;
  return static_cast<T>(f(static_cast<U>(a), static_cast<U>(b)));
}

struct Add {
  template <typename T>
  static constexpr bool takes = true;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (std::is_same_v<T, bool>) return a || b;
    else if constexpr (is_integer<T>) return wrapped(a, b, [](auto x, auto y) { return x + y; });
    else return a + b;
  }
};
struct Subtract {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (is_integer<T>) return wrapped(a, b, [](auto x, auto y) { return x - y; });
    else return a - b;
  }
};
struct Multiply {
  template <typename T>
  static constexpr bool takes = true;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (std::is_same_v<T, bool>) return a && b;
    else if constexpr (is_integer<T>) return wrapped(a, b, [](auto x, auto y) { return x * y; });
    else return a * b;
  }
};

template <typename T>
T float_remainder(T a, T b) {
  const T mod = float_modulo(a, b);
  return mod == 0 && b != 0 ? std::copysign(T(0), b) : mod;
}

struct FloorDivide {
  template <typename T>
  static constexpr bool takes = !is_complex_type<T> && !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (is_integer<T>) {
      if (b == 0) return 0;
      if constexpr (std::is_signed_v<T>) {
        if (b == -1) return wrapped(T(0), a, [](auto x, auto y) { return x - y; });
        const T quotient = static_cast<T>(a / b);
        return static_cast<T>(quotient - ((a % b != 0) && ((a < 0) != (b < 0))));
      } else {
        return static_cast<T>(a / b);
      }
    } else {
      if (b == 0) return a / b;
      T mod = float_rest(a, b);
      T div = (a - mod) / b;
      div -= static_cast<T>((mod != 0) & ((b < 0) != (mod < 0)));
      if (div == 0) return std::copysign(T(0), a / b);
      const T whole = std::floor(div);
      return div - whole > T(0.5) ? whole + T(1) : whole;
    }
  }
};
struct Remainder {
  template <typename T>
  static constexpr bool takes = !is_complex_type<T> && !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (is_integer<T>) {
      if (b == 0) return 0;
      if constexpr (std::is_signed_v<T>) {
        if (b == -1) return 0;
        const T rest = static_cast<T>(a % b);
        return static_cast<T>(rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest);
      } else {
        return static_cast<T>(a % b);
      }
    } else {
      return float_remainder(a, b);
    }
  }
};
struct Fmod {
  template <typename T>
  static constexpr bool takes = !is_complex_type<T> && !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (is_integer<T>) {
      if (b == 0) return 0;
      if constexpr (std::is_signed_v<T>) {
        if (b == -1) return 0;
      }
      return static_cast<T>(a % b);
    } else {
      return float_rest(a, b);
    }
  }
};
struct Power {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a, T b) {
    if constexpr (is_integer<T>) {
      T result = 1;
      for (T base = a; b > 0; b = static_cast<T>(b >> 1)) {
        if (b & 1) result = Multiply::call(result, base);
        base = Multiply::call(base, base);
      }
      return result;
    } else {
      // Python's ** takes these ways for arrays.
      if (b == T(2)) return a * a;
      if constexpr (is_real_float<T>) {
        if (b == T(0.5)) return std::sqrt(a);
      }
      return std::pow(a, b);
    }
  }
};

template <typename T>
bool is_nan(T value) {
  if constexpr (std::is_floating_point_v<T>) return std::isnan(value);
  else if constexpr (is_complex_type<T>) return std::isnan(value.real()) || std::isnan(value.imag());
  else return false;
}
template <typename T>
bool is_less(T a, T b) {
  if constexpr (is_complex_type<T>) return a.real() != b.real() ? a.real() < b.real() : a.imag() < b.imag();
  else return a < b;
}
template <bool kLargest, bool kSkipsNan>
struct Extreme {
  template <typename T>
  static constexpr bool takes = true;
  template <typename T>
  static T call(T a, T b) {
    if (is_nan(a)) return kSkipsNan ? b : a;
    if (is_nan(b)) return kSkipsNan ? a : b;
    // Of 0.0 and -0.0 the second one, as vectors' instructions give it.
    if constexpr (is_real_float<T>) return (kLargest ? b < a : a < b) ? a : b;
    else return kLargest ? (is_less(a, b) ? b : a) : (is_less(b, a) ? b : a);
  }
};

struct Negative {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a) {
    if constexpr (is_integer<T>) return Subtract::call(T(0), a);
    else return -a;
  }
};
struct Positive {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a) {
    return a;
  }
};
struct Conjugate {
  template <typename T>
  static constexpr bool takes = true;
  template <typename T>
  static T call(T a) {
    if constexpr (is_complex_type<T>) return std::conj(a);
    else return a;
  }
};
struct Absolute {
  template <typename T>
  static constexpr bool takes = true;
  template <typename T>
  static auto call(T a) {
    if constexpr (is_complex_type<T>) return std::abs(a);
    else if constexpr (std::is_same_v<T, bool> || std::is_unsigned_v<T>) return a;
    else if constexpr (is_integer<T>) return a < 0 ? Negative::call(a) : a;
    else return std::fabs(a);
  }
};
struct Sign {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool> && !is_complex_type<T>;
  template <typename T>
  static T call(T a) {
    if (is_nan(a)) return a;
    return static_cast<T>(a > T(0) ? T(1) : a < T(0) ? T(-1) : T(0));
  }
};
struct Square {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a) {
    return Multiply::call(a, a);
  }
};
struct Reciprocal {
  template <typename T>
  static constexpr bool takes = !std::is_same_v<T, bool>;
  template <typename T>
  static T call(T a) {
    if constexpr (is_integer<T>) {
      if (a != 0) return static_cast<T>(T(1) / a);
      // What x86 makes of the infinity that NumPy converts: the least integer of 32 or 64 bits, whose last bits are 0.
      return std::is_signed_v<T> && sizeof(T) >= 4 ? std::numeric_limits<T>::min() : T(0);
    } else {
      return T(1) / a;
    }
  }
};

template <typename T>
inline constexpr bool is_bits = std::is_integral_v<T>;
struct And {
  template <typename T>
  static constexpr bool takes = is_bits<T>;
  template <typename T>
  static T call(T a, T b) {
    return static_cast<T>(a & b);
  }
};
struct Or {
  template <typename T>
  static constexpr bool takes = is_bits<T>;
  template <typename T>
  static T call(T a, T b) {
    return static_cast<T>(a | b);
  }
};
struct Xor {
  template <typename T>
  static constexpr bool takes = is_bits<T>;
  template <typename T>
  static T call(T a, T b) {
    return static_cast<T>(a ^ b);
  }
};
struct Invert {
  template <typename T>
  static constexpr bool takes = is_bits<T>;
  template <typename T>
  static T call(T a) {
    if constexpr (std::is_same_v<T, bool>) return !a;
    else return static_cast<T>(~a);
  }
};
struct LeftShift {
  template <typename T>
  static constexpr bool takes = is_integer<T>;
  template <typename T>
  static T call(T a, T b) {
    using U = std::make_unsigned_t<T>;
    if (static_cast<U>(b) >= sizeof(T) * 8) return 0;
    return static_cast<T>(static_cast<uint64_t>(static_cast<U>(a)) << b);
  }
};
struct RightShift {
  template <typename T>
  static constexpr bool takes = is_integer<T>;
  template <typename T>
  static T call(T a, T b) {
    using U = std::make_unsigned_t<T>;
    if (static_cast<U>(b) >= sizeof(T) * 8) return static_cast<T>(a < T(0) ? -1 : 0);
    return static_cast<T>(a >> b);
  }
};
struct Gcd {
  template <typename T>
  static constexpr bool takes = is_integer<T>;
  template <typename T>
  static T call(T a, T b) {
    return static_cast<T>(std::gcd(a, b));
  }
};
struct Lcm {
  template <typename T>
  static constexpr bool takes = is_integer<T>;
  template <typename T>
  static T call(T a, T b) {
    return a == 0 || b == 0 ? T(0) : static_cast<T>(std::lcm(a, b));
  }
};

Loop find_absolute(Dtype dtype) {
  if (dtype == Dtype::Complex64) return &unary_run<Complex64, float, Absolute>;
  if (dtype == Dtype::Complex128) return &unary_run<Complex128, double, Absolute>;
  return find_unary<Absolute>(dtype);
}

constexpr std::array kTable = {
    Ufunc{"add", 2, Rule::Same, find_binary<Add>, {&NumberLoops::add, &IntegerLoops::add, &ByteLoops::add}},
    Ufunc{"subtract",
          2,
          Rule::Same,
          find_binary<Subtract>,
          {&NumberLoops::sub, &IntegerLoops::subtract, &ByteLoops::subtract}},
    Ufunc{"multiply",
          2,
          Rule::Same,
          find_binary<Multiply>,
          {&NumberLoops::mul, &IntegerLoops::multiply, &ByteLoops::multiply}},
    Ufunc{"floor_divide", 2, Rule::Numbers, find_binary<FloorDivide>, {&NumberLoops::floor_divide}},
    Ufunc{"remainder", 2, Rule::Numbers, find_binary<Remainder>},
    Ufunc{"fmod", 2, Rule::Numbers, find_binary<Fmod>, {&NumberLoops::fmod}},
    Ufunc{"power", 2, Rule::Numbers, find_binary<Power>},
    Ufunc{"maximum",
          2,
          Rule::Same,
          find_binary<Extreme<true, false>>,
          {&NumberLoops::maximum, &IntegerLoops::maximum, &ByteLoops::maximum}},
    Ufunc{"minimum",
          2,
          Rule::Same,
          find_binary<Extreme<false, false>>,
          {&NumberLoops::minimum, &IntegerLoops::minimum, &ByteLoops::minimum}},
    Ufunc{"fmax", 2, Rule::Same, find_binary<Extreme<true, true>>},
    Ufunc{"fmin", 2, Rule::Same, find_binary<Extreme<false, true>>},
    Ufunc{"negative", 1, Rule::Same, find_unary<Negative>, {&NumberLoops::neg}},
    Ufunc{"positive", 1, Rule::Same, find_unary<Positive>},
    Ufunc{"conjugate", 1, Rule::Numbers, find_unary<Conjugate>},
    Ufunc{"absolute", 1, Rule::Magnitude, find_absolute, {&NumberLoops::abs}},
    Ufunc{"sign", 1, Rule::Same, find_unary<Sign>},
    Ufunc{"square",
          1,
          Rule::Numbers,
          find_unary<Square>,
          {&NumberLoops::square, &IntegerLoops::multiply, &ByteLoops::multiply}},
    Ufunc{"reciprocal", 1, Rule::Numbers, find_unary<Reciprocal>, {&NumberLoops::reciprocal}},
    Ufunc{"bitwise_and",
          2,
          Rule::Bits,
          find_binary<And>,
          {nullptr, nullptr, &ByteLoops::conjunction, kNoComparison, true}},
    Ufunc{
        "bitwise_or", 2, Rule::Bits, find_binary<Or>, {nullptr, nullptr, &ByteLoops::disjunction, kNoComparison, true}},
    Ufunc{
        "bitwise_xor", 2, Rule::Bits, find_binary<Xor>, {nullptr, nullptr, &ByteLoops::exclusive, kNoComparison, true}},
    Ufunc{"invert", 1, Rule::Bits, find_unary<Invert>, {nullptr, nullptr, &ByteLoops::complement}},
    Ufunc{"left_shift", 2, Rule::Bits, find_binary<LeftShift>},
    Ufunc{"right_shift", 2, Rule::Bits, find_binary<RightShift>},
    Ufunc{"gcd", 2, Rule::Bits, find_binary<Gcd>},
    Ufunc{"lcm", 2, Rule::Bits, find_binary<Lcm>},
};

}  // namespace

std::span<const Ufunc> arithmetic_ufuncs() { return kTable; }

}  // namespace flambeau::np
