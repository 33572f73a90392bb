// Functions of Python's cmath module, for finite numbers by CPython's own formulas.
#include <cmath>
#include <limits>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

using Complex = std::complex<double>;

Complex argument(const Value& z) {
  if (!is_number(z)) raise("TypeError", "must be real number, not ", error_type_name(z));
  return z.to_complex();
}

Value make(Complex z) { return Value(Tag::Complex, make_ref<ComplexBox>(z)); }
bool finite(Complex z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }

// A result that is infinite of finite arguments is out of range.
Value checked(Complex z, Complex of) {
  if (finite(of) && !finite(z)) raise("OverflowError", "math range error");
  return make(z);
}

Value square_root(const Value& value) {
  const Complex z = argument(value);
  if (!finite(z)) return make(std::sqrt(z));
  if (z == 0.0) return make({0.0, z.imag()});
  double ax = std::fabs(z.real()), ay = std::fabs(z.imag()), s;
  if (ax < std::numeric_limits<double>::min() && ay < std::numeric_limits<double>::min() && (ax > 0 || ay > 0)) {
    // Scaled up, that subnormal numbers keep their bits.
    ax = std::ldexp(ax, 54);
    s = std::ldexp(std::sqrt(ax + std::hypot(ax, std::ldexp(ay, 54))), -27);
    s /= std::sqrt(2.0);
  } else {
    ax /= 8.0;
    s = 2.0 * std::sqrt(ax + std::hypot(ax, ay / 8.0));
  }
  const double d = ay / (2.0 * s);
  if (z.real() >= 0) return make({s, std::copysign(d, z.imag())});
  return make({d, std::copysign(s, z.imag())});
}

Value exponential(const Value& value) {
  const Complex z = argument(value);
  if (!finite(z)) return make(std::exp(z));
  if (z.real() > 708) {
    const double size = std::exp(z.real() - 1.0);
    return checked({size * std::cos(z.imag()) * std::exp(1.0), size * std::sin(z.imag()) * std::exp(1.0)}, z);
  }
  const double size = std::exp(z.real());
  return checked({size * std::cos(z.imag()), size * std::sin(z.imag())}, z);
}

Value logarithm(const Value& value) {
  const Complex z = argument(value);
  if (z == 0.0) raise("ValueError", "math domain error");
  if (!finite(z)) return make(std::log(z));
  const double ax = std::fabs(z.real()), ay = std::fabs(z.imag()), h = std::hypot(ax, ay);
  double size;
  if (ax > std::numeric_limits<double>::max() / 4 || ay > std::numeric_limits<double>::max() / 4) {
    size = std::log(std::hypot(ax / 2, ay / 2)) + std::log(2.0);
  } else if (ax < std::numeric_limits<double>::min() && ay < std::numeric_limits<double>::min()) {
    size = std::log(std::hypot(std::ldexp(ax, 53), std::ldexp(ay, 53))) - 53 * std::log(2.0);
  } else if (h >= 0.71 && h <= 1.73) {
    const double more = ax > ay ? ax : ay, less = ax > ay ? ay : ax;
    size = std::log1p((more - 1) * (more + 1) + less * less) / 2;
  } else {
    size = std::log(h);
  }
  return make({size, std::atan2(z.imag(), z.real())});
}

Complex hyperbolic_cosine(Complex z) {
  if (!finite(z)) return std::cosh(z);
  if (std::fabs(z.real()) > 708) {
    const double less = z.real() - std::copysign(1.0, z.real());
    return {std::cos(z.imag()) * std::cosh(less) * std::exp(1.0), std::sin(z.imag()) * std::sinh(less) * std::exp(1.0)};
  }
  return {std::cos(z.imag()) * std::cosh(z.real()), std::sin(z.imag()) * std::sinh(z.real())};
}

Complex hyperbolic_sine(Complex z) {
  if (!finite(z)) return std::sinh(z);
  if (std::fabs(z.real()) > 708) {
    const double less = z.real() - std::copysign(1.0, z.real());
    return {std::cos(z.imag()) * std::sinh(less) * std::exp(1.0), std::sin(z.imag()) * std::cosh(less) * std::exp(1.0)};
  }
  return {std::cos(z.imag()) * std::sinh(z.real()), std::sin(z.imag()) * std::cosh(z.real())};
}

Value cosh_of(const Value& z) { return checked(hyperbolic_cosine(argument(z)), argument(z)); }
Value sinh_of(const Value& z) { return checked(hyperbolic_sine(argument(z)), argument(z)); }
// cos(z) = cosh(iz), sin(z) = -i sinh(iz)
Value cos_of(const Value& value) {
  const Complex z = argument(value);
  return checked(hyperbolic_cosine({-z.imag(), z.real()}), z);
}
Value sin_of(const Value& value) {
  const Complex z = argument(value);
  const Complex s = hyperbolic_sine({-z.imag(), z.real()});
  return checked({s.imag(), -s.real()}, z);
}

double phase(const Value& z) { return std::atan2(argument(z).imag(), argument(z).real()); }

Value rect(const Value& r, const Value& phi) {
  const double size = argument(r).real(), angle = argument(phi).real();
  if (angle == 0) return make({size, size * angle});
  return make({size * std::cos(angle), size * std::sin(angle)});
}

bool is_nan(const Value& z) { return std::isnan(argument(z).real()) || std::isnan(argument(z).imag()); }
bool is_inf(const Value& z) { return std::isinf(argument(z).real()) || std::isinf(argument(z).imag()); }
bool is_finite(const Value& z) { return finite(argument(z)); }

}  // namespace

KERNEL(py_cmath_sqrt, square_root)
KERNEL(py_cmath_exp, exponential)
KERNEL(py_cmath_log, logarithm)
KERNEL(py_cmath_sin, sin_of)
KERNEL(py_cmath_cos, cos_of)
KERNEL(py_cmath_sinh, sinh_of)
KERNEL(py_cmath_cosh, cosh_of)
KERNEL(py_cmath_phase, phase)
KERNEL(py_cmath_rect, rect)
KERNEL(py_cmath_isnan, is_nan)
KERNEL(py_cmath_isinf, is_inf)
KERNEL(py_cmath_isfinite, is_finite)

}  // namespace flambeau
