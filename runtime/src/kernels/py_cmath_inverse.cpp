// The inverse functions of Python's cmath module, tangents and log10: for finite numbers by CPython's own formulas.
#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

using Complex = std::complex<double>;

constexpr double kLarge = std::numeric_limits<double>::max() / 4;

Complex argument(const Value& z) {
  if (!is_number(z)) raise("TypeError", "must be real number, not ", error_type_name(z));
  return z.to_complex();
}

Value make(Complex z) { return Value(Tag::Complex, make_ref<ComplexBox>(z)); }
bool finite(Complex z) { return std::isfinite(z.real()) && std::isfinite(z.imag()); }
bool is_large(Complex z) { return std::fabs(z.real()) > kLarge || std::fabs(z.imag()) > kLarge; }
double log_of_size(Complex z) { return std::log(std::hypot(z.real() / 2, z.imag() / 2)) + 2 * std::numbers::ln2; }
Complex times_i(Complex z) { return {-z.imag(), z.real()}; }
Complex over_i(Complex z) { return {z.imag(), -z.real()}; }

Complex inverse_sinh(Complex z) {
  if (!finite(z)) return std::asinh(z);
  if (is_large(z)) {
    const double size = std::copysign(log_of_size(z), z.imag());
    const double real = std::signbit(z.imag()) ? -std::copysign(size, -z.real()) : std::copysign(size, z.real());
    return {real, std::atan2(z.imag(), std::fabs(z.real()))};
  }
  const Complex s1 = std::sqrt(Complex(1 + z.imag(), -z.real())), s2 = std::sqrt(Complex(1 - z.imag(), z.real()));
  return {std::asinh(s1.real() * s2.imag() - s2.real() * s1.imag()),
          std::atan2(z.imag(), s1.real() * s2.real() - s1.imag() * s2.imag())};
}

Complex inverse_cosh(Complex z) {
  if (!finite(z)) return std::acosh(z);
  if (is_large(z)) return {log_of_size(z), std::atan2(z.imag(), z.real())};
  const Complex s1 = std::sqrt(Complex(z.real() - 1, z.imag())), s2 = std::sqrt(Complex(z.real() + 1, z.imag()));
  return {std::asinh(s1.real() * s2.real() + s1.imag() * s2.imag()), 2 * std::atan2(s1.imag(), s2.real())};
}

Complex inverse_cos(Complex z) {
  if (!finite(z)) return std::acos(z);
  if (is_large(z)) {
    return {std::atan2(std::fabs(z.imag()), z.real()), -std::copysign(log_of_size(z), z.imag())};
  }
  const Complex s1 = std::sqrt(Complex(1 - z.real(), -z.imag())), s2 = std::sqrt(Complex(1 + z.real(), z.imag()));
  return {2 * std::atan2(s1.real(), s2.real()), std::asinh(s2.real() * s1.imag() - s2.imag() * s1.real())};
}

Complex inverse_tanh(Complex z) {
  if (!finite(z)) return std::atanh(z);
  if (z.real() < 0 || (z.real() == 0 && std::signbit(z.real()))) return -inverse_tanh(-z);
  const double ay = std::fabs(z.imag()), large = std::sqrt(kLarge),
               small = std::sqrt(std::numeric_limits<double>::min());
  if (z.real() > large || ay > large) {
    const double size = std::hypot(ay / 2, z.real() / 2);
    return {z.real() / 4 / size / size, -std::copysign(std::numbers::pi / 2, -z.imag())};
  }
  if (z.real() == 1 && ay < small) {
    if (ay == 0) raise("ValueError", "math domain error");
    return {-std::log(std::sqrt(ay) / std::sqrt(std::hypot(ay, 2.0))),
            std::copysign(std::atan2(2.0, -ay) / 2, z.imag())};
  }
  const double rest = 1 - z.real();
  return {std::log1p(4 * z.real() / (rest * rest + ay * ay)) / 4,
          -std::atan2(-2 * z.imag(), rest * (1 + z.real()) - ay * ay) / 2};
}

Complex hyperbolic_tangent(Complex z) {
  if (!finite(z)) return std::tanh(z);
  if (std::fabs(z.real()) > 354) {
    const double decay = std::exp(-2 * std::fabs(z.real()));
    return {std::copysign(1.0, z.real()), 4 * std::sin(z.imag()) * std::cos(z.imag()) * decay};
  }
  const double tx = std::tanh(z.real()), ty = std::tan(z.imag()), cx = 1 / std::cosh(z.real());
  const double both = tx * ty, denominator = 1 + both * both;
  return {tx * (1 + ty * ty) / denominator, ty / denominator * cx * cx};
}

Value asinh_of(const Value& z) { return make(inverse_sinh(argument(z))); }
Value acosh_of(const Value& z) { return make(inverse_cosh(argument(z))); }
Value atanh_of(const Value& z) { return make(inverse_tanh(argument(z))); }
Value acos_of(const Value& z) { return make(inverse_cos(argument(z))); }
Value tanh_of(const Value& z) { return make(hyperbolic_tangent(argument(z))); }
// f(z) of a circle is f(iz) / i of the hyperbola.
Value asin_of(const Value& z) { return make(over_i(inverse_sinh(times_i(argument(z))))); }
Value atan_of(const Value& z) { return make(over_i(inverse_tanh(times_i(argument(z))))); }
Value tan_of(const Value& z) { return make(over_i(hyperbolic_tangent(times_i(argument(z))))); }

}  // namespace

KERNEL(py_cmath_asinh, asinh_of)
KERNEL(py_cmath_acosh, acosh_of)
KERNEL(py_cmath_atanh, atanh_of)
KERNEL(py_cmath_acos, acos_of)
KERNEL(py_cmath_asin, asin_of)
KERNEL(py_cmath_atan, atan_of)
KERNEL(py_cmath_tan, tan_of)
KERNEL(py_cmath_tanh, tanh_of)

}  // namespace flambeau
