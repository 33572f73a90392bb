// The functions of Python's math module on floats, with its domain and range errors.
#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

[[noreturn]] void domain_error() { raise("ValueError", "math domain error"); }
[[noreturn]] void range_error() { raise("OverflowError", "math range error"); }

// A NaN out of numbers is a domain error; so is an infinity out of finite ones, unless the function grows that large.
double checked(double result, bool nan_input, bool finite_input, bool may_overflow) {
  if (std::isnan(result) && !nan_input) domain_error();
  if (std::isinf(result) && finite_input) {
    if (may_overflow) range_error();
    domain_error();
  }
  return result;
}

template <double (*Function)(double), bool MayOverflow>
double unary(const Value& a) {
  const double x = real(a);
  return checked(Function(x), std::isnan(x), std::isfinite(x), MayOverflow);
}

template <double (*Function)(double, double), bool MayOverflow>
double binary(const Value& a, const Value& b) {
  const double x = real(a), y = real(b);
  return checked(Function(x, y), std::isnan(x) || std::isnan(y), std::isfinite(x) && std::isfinite(y), MayOverflow);
}

double sqrt_of(double x) { return std::sqrt(x); }
double exp_of(double x) { return std::exp(x); }
double expm1_of(double x) { return std::expm1(x); }
double log1p_of(double x) { return std::log1p(x); }
double sin_of(double x) { return std::sin(x); }
double cos_of(double x) { return std::cos(x); }
double tan_of(double x) { return std::tan(x); }
double asin_of(double x) { return std::asin(x); }
double acos_of(double x) { return std::acos(x); }
double atan_of(double x) { return std::atan(x); }
double sinh_of(double x) { return std::sinh(x); }
double cosh_of(double x) { return std::cosh(x); }
double tanh_of(double x) { return std::tanh(x); }
double asinh_of(double x) { return std::asinh(x); }
double acosh_of(double x) { return std::acosh(x); }
double atanh_of(double x) { return std::atanh(x); }
double erf_of(double x) { return std::erf(x); }
double erfc_of(double x) { return std::erfc(x); }
double fabs_of(double x) { return std::fabs(x); }
double cbrt_of(double x) { return std::cbrt(x); }
double exp2_of(double x) { return std::exp2(x); }
double atan2_of(double y, double x) { return std::atan2(y, x); }
double copysign_of(double x, double y) { return std::copysign(x, y); }

double fmod_of(const Value& a, const Value& b) {
  const double x = real(a), y = real(b);
  if (std::isinf(y) && std::isfinite(x)) return x;
  return checked(std::fmod(x, y), std::isnan(x) || std::isnan(y), false, false);
}

double remainder_of(const Value& a, const Value& b) {
  const double x = real(a), y = real(b);
  return checked(std::remainder(x, y), std::isnan(x) || std::isnan(y), false, false);
}

double pow_of(const Value& a, const Value& b) {
  const double x = real(a), y = real(b);
  // 0 to a negative power is out of the domain, though C says infinity.
  if (x == 0 && y < 0 && std::isfinite(y)) domain_error();
  return checked(std::pow(x, y), std::isnan(x) || std::isnan(y), std::isfinite(x) && std::isfinite(y), true);
}

// log2(1024) and log10(1000) are exact in every C library that matters.
template <double (*Function)(double)>
double logarithm(const Value& a) {
  const double x = real(a);
  if (x <= 0) domain_error();
  return Function(x);
}
double log_of(double x) { return std::log(x); }
double log2_of(double x) { return std::log2(x); }
double log10_of(double x) { return std::log10(x); }

double log_to_base(const Value& a, const Value& base) {
  const double numerator = logarithm<log_of>(a);
  if (base.is_none()) return numerator;
  const double denominator = logarithm<log_of>(base);
  if (denominator == 0) raise("ZeroDivisionError", "float division by zero");
  return numerator / denominator;
}

// Exact at whole arguments up to 23, the C library's elsewhere.
double gamma_of(const Value& a) {
  const double x = real(a);
  if (std::isinf(x) && x > 0) return x;
  if (x == 0 || (x < 0 && (std::isinf(x) || std::floor(x) == x))) domain_error();
  if (x > 0 && x <= 23 && std::floor(x) == x) {
    double product = 1;  // exact up to 22!
    for (double k = 2; k < x; ++k) product *= k;
    return product;
  }
  return checked(std::tgamma(x), std::isnan(x), std::isfinite(x), true);
}

double lgamma_of(const Value& a) {
  const double x = real(a);
  if (std::isinf(x)) return std::numeric_limits<double>::infinity();
  if (x <= 0 && std::floor(x) == x) domain_error();
  if (x == 1 || x == 2) return 0.0;
  return checked(std::lgamma(x), std::isnan(x), std::isfinite(x), true);
}

double degrees(const Value& a) { return real(a) * (180.0 / std::numbers::pi); }
double radians(const Value& a) { return real(a) * (std::numbers::pi / 180.0); }
bool is_nan(const Value& a) { return std::isnan(real(a)); }
bool is_inf(const Value& a) { return std::isinf(real(a)); }
bool is_finite(const Value& a) { return std::isfinite(real(a)); }

bool is_close(const Value& a, const Value& b, const Value& rel_tol, const Value& abs_tol) {
  const double x = real(a), y = real(b), relative = real(rel_tol), absolute = real(abs_tol);
  if (relative < 0 || absolute < 0) raise("ValueError", "tolerances must be non-negative");
  if (x == y) return true;
  if (std::isinf(x) || std::isinf(y)) return false;
  const double distance = std::fabs(y - x);
  return distance <= std::fabs(relative * y) || distance <= std::fabs(relative * x) || distance <= absolute;
}

Value modf_of(const Value& a) {
  double whole;
  const double fraction = std::modf(real(a), &whole);
  return Value::tuple({fraction, whole});
}

Value frexp_of(const Value& a) {
  const double x = real(a);
  if (!std::isfinite(x)) return Value::tuple({x, int64_t{0}});
  int exponent = 0;
  const double mantissa = std::frexp(x, &exponent);
  return Value::tuple({mantissa, static_cast<int64_t>(exponent)});
}

double ldexp_of(const Value& a, const Value& b) {
  const double x = real(a);
  if (!is_int_like(b)) raise("TypeError", "Expected an int as second argument to ldexp.");
  const int64_t exponent = b.to_int();
  if (x == 0 || !std::isfinite(x)) return x;
  if (exponent > 100000) range_error();
  if (exponent < -100000) return std::copysign(0.0, x);
  const double result = std::ldexp(x, static_cast<int>(exponent));
  if (std::isinf(result)) range_error();
  return result;
}

double nextafter_of(const Value& a, const Value& b) {
  const double x = real(a), y = real(b);
  return std::nextafter(x, y);
}

double ulp(const Value& a) {
  const double x = std::fabs(real(a));
  if (!std::isfinite(x)) return x;
  const double above = std::nextafter(x, std::numeric_limits<double>::infinity());
  return std::isinf(above) ? x - std::nextafter(x, 0.0) : above - x;
}

}  // namespace

KERNEL(py_math_sqrt, (unary<sqrt_of, false>))
KERNEL(py_math_log1p, (unary<log1p_of, false>))
KERNEL(py_math_sin, (unary<sin_of, false>))
KERNEL(py_math_cos, (unary<cos_of, false>))
KERNEL(py_math_tan, (unary<tan_of, false>))
KERNEL(py_math_asin, (unary<asin_of, false>))
KERNEL(py_math_acos, (unary<acos_of, false>))
KERNEL(py_math_atan, (unary<atan_of, false>))
KERNEL(py_math_tanh, (unary<tanh_of, false>))
KERNEL(py_math_asinh, (unary<asinh_of, false>))
KERNEL(py_math_acosh, (unary<acosh_of, false>))
KERNEL(py_math_atanh, (unary<atanh_of, false>))
KERNEL(py_math_erf, (unary<erf_of, false>))
KERNEL(py_math_erfc, (unary<erfc_of, false>))
KERNEL(py_math_fabs, (unary<fabs_of, false>))
KERNEL(py_math_cbrt, (unary<cbrt_of, false>))
KERNEL(py_math_exp, (unary<exp_of, true>))
KERNEL(py_math_expm1, (unary<expm1_of, true>))
KERNEL(py_math_exp2, (unary<exp2_of, true>))
KERNEL(py_math_sinh, (unary<sinh_of, true>))
KERNEL(py_math_cosh, (unary<cosh_of, true>))
KERNEL(py_math_atan2, (binary<atan2_of, false>))
KERNEL(py_math_copysign, (binary<copysign_of, false>))
KERNEL(py_math_fmod, fmod_of)
KERNEL(py_math_remainder, remainder_of)
KERNEL(py_math_pow, pow_of)
KERNEL(py_math_log, log_to_base)
KERNEL(py_math_log2, logarithm<log2_of>)
KERNEL(py_math_log10, logarithm<log10_of>)
KERNEL(py_math_gamma, gamma_of)
KERNEL(py_math_lgamma, lgamma_of)
KERNEL(py_math_degrees, degrees)
KERNEL(py_math_radians, radians)
KERNEL(py_math_isnan, is_nan)
KERNEL(py_math_isinf, is_inf)
KERNEL(py_math_isfinite, is_finite)
KERNEL(py_math_isclose, is_close)
KERNEL(py_math_modf, modf_of)
KERNEL(py_math_frexp, frexp_of)
KERNEL(py_math_ldexp, ldexp_of)
KERNEL(py_math_nextafter, nextafter_of)
KERNEL(py_math_ulp, ulp)

}  // namespace flambeau
