// Python's arithmetic operators: on numbers here, on sequences and sets in py_concat.cpp and py_set.cpp.
#include <cmath>
#include <limits>

#include "kernels/py_operators.h"
#include "ops/kernel.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/sequence.h"

namespace flambeau {

void raise_unsupported(const char* symbol, const Value& a, const Value& b) {
  raise("TypeError", "unsupported operand type(s) for ", symbol, ": '", error_type_name(a), "' and '",
        error_type_name(b), "'");
}

namespace {

// Which arithmetic two operands call for.
enum class Mix { Ints, Floats, Complexes, Other };

Mix mix(const Value& a, const Value& b) {
  if (is_int_like(a) && is_int_like(b)) return Mix::Ints;
  if (is_real(a) && is_real(b)) return Mix::Floats;
  if (is_number(a) && is_number(b)) return Mix::Complexes;
  return Mix::Other;
}

Value make_complex(std::complex<double> c) { return Value(Tag::Complex, make_ref<ComplexBox>(c)); }

}  // namespace

Value add(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints: return add_ints(a.to_int(), b.to_int());
    case Mix::Floats: return a.to_double() + b.to_double();
    case Mix::Complexes: return make_complex(a.to_complex() + b.to_complex());
    case Mix::Other: break;
  }
  return concatenate(a, b);
}

namespace {

Value subtract(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints: return subtract_ints(a.to_int(), b.to_int());
    case Mix::Floats: return a.to_double() - b.to_double();
    case Mix::Complexes: return make_complex(a.to_complex() - b.to_complex());
    case Mix::Other: break;
  }
  if (a.is(Tag::Set) && b.is(Tag::Set)) return combine_sets(a, b, '-');
  raise_unsupported("-", a, b);
}

std::complex<double> multiply_complex(std::complex<double> a, std::complex<double> b) {
  return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

Value multiply(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints: return multiply_ints(a.to_int(), b.to_int());
    case Mix::Floats: return a.to_double() * b.to_double();
    case Mix::Complexes: return make_complex(multiply_complex(a.to_complex(), b.to_complex()));
    case Mix::Other: break;
  }
  return repeat(a, b);
}

// Smith's method, which neither overflows nor underflows on the way.
std::complex<double> divide_complex(std::complex<double> a, std::complex<double> b) {
  if (b == 0.0) raise("ZeroDivisionError", "complex division by zero");
  if (std::fabs(b.real()) >= std::fabs(b.imag())) {
    const double ratio = b.imag() / b.real();
    const double scale = b.real() + b.imag() * ratio;
    return {(a.real() + a.imag() * ratio) / scale, (a.imag() - a.real() * ratio) / scale};
  }
  const double ratio = b.real() / b.imag();
  const double scale = b.real() * ratio + b.imag();
  return {(a.real() * ratio + a.imag()) / scale, (a.imag() * ratio - a.real()) / scale};
}

Value true_divide(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints:
      if (b.to_int() == 0) raise("ZeroDivisionError", "division by zero");
      return divide_ints(a.to_int(), b.to_int());
    case Mix::Floats:
      if (b.to_double() == 0) raise("ZeroDivisionError", "float division by zero");
      return a.to_double() / b.to_double();
    case Mix::Complexes: return make_complex(divide_complex(a.to_complex(), b.to_complex()));
    case Mix::Other: break;
  }
  raise_unsupported("/", a, b);
}

struct Division {
  Value quotient, remainder;
};

// The quotient is rounded down; the remainder has the divisor's sign.
Division divide_down(int64_t a, int64_t b, const char* zero) {
  if (b == 0) raise("ZeroDivisionError", zero);
  if (b == -1) return {negate_int(a), int64_t{0}};
  int64_t quotient = a / b, remainder = a % b;
  if (remainder != 0 && (remainder < 0) != (b < 0)) {
    --quotient;
    remainder += b;
  }
  return {quotient, remainder};
}

Division divide_down(double a, double b, const char* zero) {
  if (b == 0) raise("ZeroDivisionError", zero);
  double remainder = std::fmod(a, b);
  double quotient = (a - remainder) / b;
  if (remainder != 0) {
    if ((b < 0) != (remainder < 0)) {
      remainder += b;
      quotient -= 1.0;
    }
  } else {
    remainder = std::copysign(0.0, b);
  }
  if (quotient == 0) return {std::copysign(0.0, a / b), remainder};
  // (a - remainder) / b is a whole number but for rounding.
  double whole = std::floor(quotient);
  if (quotient - whole > 0.5) whole += 1.0;
  return {whole, remainder};
}

Value floor_divide(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints: return divide_down(a.to_int(), b.to_int(), "integer division or modulo by zero").quotient;
    case Mix::Floats: return divide_down(a.to_double(), b.to_double(), "float floor division by zero").quotient;
    case Mix::Complexes:
    case Mix::Other: break;
  }
  raise_unsupported("//", a, b);
}

Value modulo(const Value& a, const Value& b) {
  if (a.is(Tag::Str)) return format_percent(a.to_str(), b);
  switch (mix(a, b)) {
    case Mix::Ints:
      // The remainder by -1 is 0, even where the quotient would overflow.
      if (b.to_int() == -1) return int64_t{0};
      return divide_down(a.to_int(), b.to_int(), "integer modulo by zero").remainder;
    case Mix::Floats: return divide_down(a.to_double(), b.to_double(), "float modulo").remainder;
    case Mix::Complexes:
    case Mix::Other: break;
  }
  raise_unsupported("%", a, b);
}

Value divide_modulo(const Value& a, const Value& b) {
  Division both;
  switch (mix(a, b)) {
    case Mix::Ints: both = divide_down(a.to_int(), b.to_int(), "integer division or modulo by zero"); break;
    case Mix::Floats: both = divide_down(a.to_double(), b.to_double(), "float divmod()"); break;
    case Mix::Complexes:
    case Mix::Other: raise_unsupported("divmod()", a, b);
  }
  return Value::tuple({both.quotient, both.remainder});
}

int64_t power_of_int(int64_t base, int64_t exponent) {
  if (base == 0 || base == 1) return exponent == 0 ? 1 : base;
  if (base == -1) return exponent % 2 == 0 ? 1 : -1;
  int64_t result = 1;
  while (true) {
    if (exponent & 1) result = multiply_ints(result, base);
    exponent >>= 1;
    if (exponent == 0) return result;
    base = multiply_ints(base, base);
  }
}

// By repeated squaring, for a small whole exponent.
std::complex<double> whole_power(std::complex<double> a, int exponent) {
  std::complex<double> result = 1.0, square = a;
  for (int rest = std::abs(exponent); rest > 0; rest >>= 1) {
    if (rest & 1) result = multiply_complex(result, square);
    square = multiply_complex(square, square);
  }
  return exponent > 0 ? result : divide_complex(1.0, result);
}

std::complex<double> power_of_complex(std::complex<double> a, std::complex<double> b) {
  if (b == 0.0) return 1.0;
  if (b.imag() == 0 && std::floor(b.real()) == b.real() && std::fabs(b.real()) <= 100) {
    return whole_power(a, static_cast<int>(b.real()));
  }
  if (a == 0.0) {
    if (b.imag() != 0 || b.real() < 0) raise("ZeroDivisionError", "0.0 to a negative or complex power");
    return 0.0;
  }
  const double size = std::hypot(a.real(), a.imag());
  double length = std::pow(size, b.real());
  const double angle = std::atan2(a.imag(), a.real());
  double phase = angle * b.real();
  if (b.imag() != 0) {
    length /= std::exp(angle * b.imag());
    phase += b.imag() * std::log(size);
  }
  const std::complex<double> result(length * std::cos(phase), length * std::sin(phase));
  if (std::isinf(result.real()) || std::isinf(result.imag())) raise("OverflowError", "complex exponentiation");
  return result;
}

Value power_of_float(double a, double b) {
  if (a == 0 && b < 0 && std::isfinite(b)) raise("ZeroDivisionError", "0.0 cannot be raised to a negative power");
  if (a < 0 && std::isfinite(a) && std::isfinite(b) && std::floor(b) != b) return make_complex(power_of_complex(a, b));
  const double result = std::pow(a, b);
  if (std::isinf(result) && std::isfinite(a) && std::isfinite(b)) {
    raise("OverflowError", "(34, 'Numerical result out of range')");
  }
  return result;
}

Value power(const Value& a, const Value& b) {
  switch (mix(a, b)) {
    case Mix::Ints:
      if (b.to_int() >= 0) return power_of_int(a.to_int(), b.to_int());
      return power_of_float(a.to_double(), b.to_double());
    case Mix::Floats: return power_of_float(a.to_double(), b.to_double());
    case Mix::Complexes: return make_complex(power_of_complex(a.to_complex(), b.to_complex()));
    case Mix::Other: break;
  }
  raise_unsupported("** or pow()", a, b);
}

Value negative(const Value& a) {
  if (is_int_like(a)) return negate_int(a.to_int());
  if (a.is(Tag::Float)) return -a.to_double();
  if (a.is(Tag::Complex)) return make_complex(-a.to_complex());
  raise("TypeError", "bad operand type for unary -: '", error_type_name(a), "'");
}

Value positive(const Value& a) {
  if (is_int_like(a)) return a.to_int();
  if (is_number(a)) return a;
  raise("TypeError", "bad operand type for unary +: '", error_type_name(a), "'");
}

Value absolute(const Value& a) {
  if (is_int_like(a)) return a.to_int() < 0 ? negate_int(a.to_int()) : a.to_int();
  if (a.is(Tag::Float)) return std::fabs(a.to_double());
  if (a.is(Tag::Complex)) return std::hypot(a.to_complex().real(), a.to_complex().imag());
  raise("TypeError", "bad operand type for abs(): '", error_type_name(a), "'");
}

}  // namespace

KERNEL(py_add, add)
KERNEL(py_sub, subtract)
KERNEL(py_mul, multiply)
KERNEL(py_truediv, true_divide)
KERNEL(py_floordiv, floor_divide)
KERNEL(py_mod, modulo)
KERNEL(py_divmod, divide_modulo)
KERNEL(py_pow, power)
KERNEL(py_neg, negative)
KERNEL(py_pos, positive)
KERNEL(py_abs, absolute)

}  // namespace flambeau
