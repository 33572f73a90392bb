// Special functions: Bessel's and Airy's, the error function's relatives. Not all C++ libraries have these functions;
// j0, j1, y0 and y1 are the C library's.
#include <math.h>

#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/special.h"

namespace flambeau {

Tensor run_in_full(const PointwiseOp& op, std::initializer_list<Arg> args) {
  const Dtype dtype = common_dtype(std::span<const Arg>(args.begin(), args.size()));
  if (dtype == Dtype::Float16 || dtype == Dtype::BFloat16) not_implemented(op.name, dtype);
  return run_pointwise(op, {}, args);
}

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kPi = std::numbers::pi;
constexpr double kSqrt2 = std::numbers::sqrt2;

// sum over k of the asymptotic series of a modified Bessel function, without e^x / sqrt(2 pi x); 9.7.1 and 9.7.2 of
// Abramowitz and Stegun: the signs alternate for I, and don't for K.
double far_series(double order, double x, bool alternating) {
  double term = 1, sum = 1;
  for (int k = 1; k < 20; ++k) {
    const double odd = 2 * k - 1;
    term *= (4 * order * order - odd * odd) / (8 * k * x) * (alternating ? -1 : 1);
    sum += term;
  }
  return sum;
}

constexpr double kFar = 100;  // from here on those series are exact

// I of `order` 0 or 1, times e^-|x|.
double scaled_i(double order, double x) {
  const double a = std::fabs(x);
  if (!(a <= kFar)) return std::isinf(a) ? 0 : far_series(order, a, true) / std::sqrt(2 * kPi * a);
  if (a < 2) {
    double term = order == 0 ? 1 : a / 2, sum = term;
    for (int k = 1; k < 20; ++k) sum += term *= a * a / 4 / (k * (k + order));
    return sum * std::exp(-a);
  }
  // 9.6.19 of Abramowitz and Stegun: the trapezoidal rule is exact for a periodic function as smooth as this one.
  constexpr int kSteps = 64;
  double sum = (1 + std::cos(order * kPi) * std::exp(-2 * a)) / 2;
  for (int k = 1; k < kSteps; ++k) {
    const double angle = k * kPi / kSteps;
    sum += std::exp(a * (std::cos(angle) - 1)) * std::cos(order * angle);
  }
  return sum / kSteps;
}
double i0e(double x) { return std::isnan(x) ? x : scaled_i(0, x); }
double i1e(double x) { return std::isnan(x) ? x : std::copysign(scaled_i(1, x), x); }
// NaN at infinity, as in eager.
double i0(double x) { return i0e(x) * std::exp(std::fabs(x)); }
double i1(double x) { return i1e(x) * std::exp(std::fabs(x)); }

// K of `order`, times e^x.
double scaled_k(double order, double x) {
  if (!(x > 0)) return x == 0 ? kInf : kNan;
  if (x > kFar) return std::isinf(x) ? 0 : far_series(order, x, false) * std::sqrt(kPi / (2 * x));
  // 9.6.24 of Abramowitz and Stegun, again by the trapezoidal rule: far out nothing is left of the integrand.
  constexpr double kStep = 1.0 / 16;
  double sum = 0.5;
  for (int k = 1;; ++k) {
    const double t = k * kStep;
    const double half = std::sinh(t / 2), exponent = 2 * x * half * half;  // x (cosh t - 1)
    if (exponent > 750) return sum * kStep;
    sum += std::exp(order * t - exponent) / 2 + std::exp(-order * t - exponent) / 2;
  }
}
double k0e(double x) { return scaled_k(0, x); }
double k1e(double x) { return scaled_k(1, x); }
double k0(double x) { return scaled_k(0, x) * std::exp(-x); }
double k1(double x) { return scaled_k(1, x) * std::exp(-x); }

#ifdef _WIN32
#define FLAMBEAU_C_BESSEL(name) ::_##name
#else
#define FLAMBEAU_C_BESSEL(name) ::name
#endif
double bessel_j0(double x) { return std::isinf(x) ? 0 : FLAMBEAU_C_BESSEL(j0)(x); }
double bessel_j1(double x) { return std::isinf(x) ? 0 : FLAMBEAU_C_BESSEL(j1)(x); }
double second_kind(double (*of)(double), double x) {
  if (!(x > 0)) return x == 0 ? -kInf : kNan;
  return std::isinf(x) ? 0 : of(x);
}
double bessel_y0(double x) { return second_kind(FLAMBEAU_C_BESSEL(y0), x); }
double bessel_y1(double x) { return second_kind(FLAMBEAU_C_BESSEL(y1), x); }

double spherical_j0(double x) {
  if (std::isinf(x)) return 0;
  return std::fabs(x) < 1e-4 ? 1 - x * x / 6 : std::sin(x) / x;
}

// 10.4.2 of Abramowitz and Stegun, for small |x|.
double airy_near(double x) {
  double f = 1, g = x, even = 1, odd = x;
  for (int k = 0; k < 60; ++k) {
    even *= x * x * x / ((3 * k + 2) * (3 * k + 3));
    odd *= x * x * x / ((3 * k + 3) * (3 * k + 4));
    f += even;
    g += odd;
  }
  return 0.355028053887817239 * f - 0.258819403792806798 * g;
}

// 10.4.60 of Abramowitz and Stegun, for Ai(-a) far out.
double airy_far(double a, double z) {
  double term = 1, even = 1, odd = 0;
  for (int k = 0; k < 16; ++k) {
    term *= (6.0 * k + 5) * (6.0 * k + 3) * (6.0 * k + 1) / (216.0 * (k + 1) * (2 * k + 1) * z);
    const double sign = (k + 1) / 2 % 2 == 0 ? 1 : -1;
    (k % 2 == 0 ? odd : even) += sign * term;
  }
  return (std::sin(z + kPi / 4) * even - std::cos(z + kPi / 4) * odd) / (std::sqrt(kPi) * std::pow(a, 0.25));
}

// For positive x by K of a third: 10.4.14 of Abramowitz and Stegun.
double airy(double x) {
  if (std::isnan(x)) return x;
  const double a = std::fabs(x), z = 2.0 / 3 * a * std::sqrt(a);
  if (std::isinf(z)) return x > 0 ? 0 : kNan;
  if (x > 1) return z > 740 ? 0 : std::sqrt(a / 3) / kPi * scaled_k(1.0 / 3, z) * std::exp(-z);
  return z < 12 ? airy_near(x) : airy_far(a, z);
}

// e^(x^2) erfc(x)
double erfcx(double x) {
  if (x < 25) return std::exp(x * x) * std::erfc(x);
  const double step = 1 / (2 * x * x);
  return (1 - step * (1 - 3 * step * (1 - 5 * step * (1 - 7 * step)))) / (x * std::sqrt(kPi));
}

double log_ndtr(double x) {
  if (x < -1) return std::log(erfcx(-x / kSqrt2) / 2) - x * x / 2;
  return std::log1p(-std::erfc(x / kSqrt2) / 2);
}

// Where the normal distribution reaches p: a first guess of its logarithm, refined by Halley's method.
double ndtri(double p) {
  if (!(p > 0 && p < 1)) return p == 0 ? -kInf : p == 1 ? kInf : kNan;
  if (p > 0.5) return -ndtri(1 - p);
  const double t = std::sqrt(-2 * std::log(p));
  double x = -(t - (2.30753 + 0.27061 * t) / (1 + t * (0.99229 + 0.04481 * t)));  // 26.2.22, Abramowitz and Stegun
  for (int step = 0; step < 4; ++step) {
    const double error = std::erfc(-x / kSqrt2) / 2 - p;
    const double newton = error * std::sqrt(2 * kPi) * std::exp(x * x / 2);
    x -= newton / (1 + x * newton / 2);
  }
  return x;
}

double xlog1py(double x, double y) {
  if (std::isnan(y)) return kNan;
  return x == 0 ? 0 : x * std::log1p(y);
}

double mantissa(double x) {
  int power = 0;
  return std::frexp(x, &power);
}
double exponent(double x) {
  int power = 0;
  std::frexp(x, &power);
  return power;
}

constexpr PointwiseOp kMantissa = in_double<mantissa, 1>("frexp");
constexpr PointwiseOp kExponent = in_double<exponent, 1>("frexp");

std::tuple<Tensor, Tensor> frexp(const Tensor& self) {
  check(is_floating(self.dtype()), "torch.frexp() only supports floating-point dtypes");
  return {run_pointwise(kMantissa, {}, {self}), to_dtype(run_pointwise(kExponent, {}, {self}), Dtype::Int32)};
}

constexpr PointwiseOp kI0 = in_double<i0, 1>("i0");
constexpr PointwiseOp kI0e = in_double<i0e, 1>("i0e");
constexpr PointwiseOp kI1 = in_double<i1, 1>("i1");
constexpr PointwiseOp kI1e = in_double<i1e, 1>("i1e");
constexpr PointwiseOp kK0 = in_double<k0, 1>("modified_bessel_k0_cpu");
constexpr PointwiseOp kK1 = in_double<k1, 1>("modified_bessel_k1_cpu");
constexpr PointwiseOp kK0e = in_double<k0e, 1>("scaled_modified_bessel_k0_cpu");
constexpr PointwiseOp kK1e = in_double<k1e, 1>("scaled_modified_bessel_k1_cpu");
constexpr PointwiseOp kJ0 = in_double<bessel_j0, 1>("bessel_j0_cpu");
constexpr PointwiseOp kJ1 = in_double<bessel_j1, 1>("bessel_j1_cpu");
constexpr PointwiseOp kY0 = in_double<bessel_y0, 1>("bessel_y0_cpu");
constexpr PointwiseOp kY1 = in_double<bessel_y1, 1>("bessel_y1_cpu");
constexpr PointwiseOp kSphericalJ0 = in_double<spherical_j0, 1>("spherical_bessel_j0_cpu");
constexpr PointwiseOp kAiry = in_double<airy, 1>("airy_ai_cpu");
constexpr PointwiseOp kErfcx = in_double<erfcx, 1>("special_erfcx");
constexpr PointwiseOp kLogNdtr = in_double<log_ndtr, 1>("log_ndtr");
constexpr PointwiseOp kNdtri = in_double<ndtri, 1>("ndtri");
constexpr PointwiseOp kXlog1py = in_double<xlog1py, 2>("xlog1py_cpu");

}  // namespace

KERNEL(aten_frexp_Tensor, frexp)
UNARY_KERNELS(i0, kI0)
KERNEL(aten_special_i0, (unary<kI0>))
KERNEL(aten_special_i0e, (unary<kI0e>))
KERNEL(aten_special_i1, (unary<kI1>))
KERNEL(aten_special_i1e, (unary<kI1e>))
KERNEL(aten_special_modified_bessel_i0, full<kI0>)
KERNEL(aten_special_modified_bessel_i1, full<kI1>)
KERNEL(aten_special_modified_bessel_k0, full<kK0>)
KERNEL(aten_special_modified_bessel_k1, full<kK1>)
KERNEL(aten_special_scaled_modified_bessel_k0, full<kK0e>)
KERNEL(aten_special_scaled_modified_bessel_k1, full<kK1e>)
KERNEL(aten_special_bessel_j0, full<kJ0>)
KERNEL(aten_special_bessel_j1, full<kJ1>)
KERNEL(aten_special_bessel_y0, full<kY0>)
KERNEL(aten_special_bessel_y1, full<kY1>)
KERNEL(aten_special_spherical_bessel_j0, full<kSphericalJ0>)
KERNEL(aten_special_airy_ai, full<kAiry>)
KERNEL(aten_special_erfcx, full<kErfcx>)
KERNEL(aten_special_log_ndtr, full<kLogNdtr>)
KERNEL(aten_special_ndtri, full<kNdtri>)
KERNEL(aten_special_xlog1py, (binary<kXlog1py>))
KERNEL(aten_special_xlog1py_other_scalar, (binary_scalar<kXlog1py>))
KERNEL(aten_special_xlog1py_self_scalar, (binary_scalar_first<kXlog1py>))

}  // namespace flambeau
