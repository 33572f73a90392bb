// The gamma function's family: digamma, polygamma, Hurwitz' zeta, the incomplete gamma functions.
#include <array>
#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/special.h"

namespace flambeau {

namespace {

constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
constexpr double kInf = std::numeric_limits<double>::infinity();
constexpr double kPi = std::numbers::pi;
// The Bernoulli numbers B2, B4, ...
constexpr std::array<double, 8> kBernoulli = {1.0 / 6,  -1.0 / 30,     1.0 / 42, -1.0 / 30,
                                              5.0 / 66, -691.0 / 2730, 7.0 / 6,  -3617.0 / 510};

}  // namespace

// Up to 10 by recurrence, from there on by Stirling's series; Abramowitz and Stegun, 6.3.
double digamma(double x) {
  if (x == 0) return std::copysign(kInf, -x);
  if (x < 0) {
    if (x == std::floor(x)) return kNan;
    const double rest = std::fmod(x, 1.0);  // keeps tan's digits far from 0
    return digamma(1 - x) - kPi / std::tan(kPi * rest);
  }
  double sum = 0;
  for (; x < 10; ++x) sum -= 1 / x;
  if (std::isinf(x)) return x;
  double power = 1;
  double series = 0;
  for (std::size_t k = 0; k < kBernoulli.size(); ++k) {
    power /= x * x;
    series += kBernoulli[k] / (2 * static_cast<double>(k) + 2) * power;
  }
  return sum + std::log(x) - 0.5 / x - series;
}

// sum over k of (k + q)^-x, by Euler's and Maclaurin's formula from the tenth term on.
double zeta(double x, double q) {
  if (x == 1) return kInf;
  if (!(x > 1) || std::isnan(q)) return kNan;
  if (q <= 0) {
    if (q == std::floor(q)) return kInf;
    if (x != std::floor(x)) return kNan;  // a power of a negative number
  }
  double sum = 0;
  for (int k = 0; k < 10 || q < 10; ++k, ++q) {
    const double term = std::pow(q, -x);
    sum += term;
    if (q > 0 && std::fabs(term) < 1e-17 * std::fabs(sum)) return sum;
  }
  const double power = std::pow(q, -x);
  sum += power * q / (x - 1) + power / 2;
  double term = x * power / q / 2;  // x (x + 1) ... (x + 2 j) / (2 j + 2)! / q^(x + 2 j + 1)
  for (std::size_t k = 0; k < kBernoulli.size(); ++k) {
    const double j = 2 * static_cast<double>(k) + 2;
    sum += kBernoulli[k] * term;
    term *= (x + j - 1) * (x + j) / ((j + 1) * (j + 2)) / (q * q);
  }
  return sum;
}

double polygamma(int64_t n, double x) {
  if (n == 0) return digamma(x);
  if (n == 1 && x < 0.5) {
    const double sine = std::sin(kPi * x);
    return kPi * kPi / (sine * sine) - zeta(2, 1 - x);
  }
  const double order = static_cast<double>(n);
  return (n % 2 ? 1 : -1) * std::exp(std::lgamma(order + 1)) * zeta(order + 1, x);
}

namespace {

// x^a e^-x / gamma(a): by lgamma, or where both are large around the maximum, so that digits stay.
double gamma_front(double a, double x) {
  if (a < 100) return std::exp(a * std::log(x) - x - std::lgamma(a));
  const double d = (x - a) / a;
  const double inverse = 1 / a;
  const double stirling = inverse / 12 * (1 - inverse * inverse / 30);  // lgamma(a) beyond its leading terms
  const double away = std::fabs(d) < 0.5 ? std::log1p(d) - d : std::log(x / a) - d;
  return std::exp(a * away - stirling) * std::sqrt(a / (2 * kPi));
}

constexpr int kMostTerms = 100000;

double lower_by_series(double a, double x) {
  double term = 1 / a, sum = term;
  for (int k = 1; k < kMostTerms && std::fabs(term) > 1e-17 * std::fabs(sum); ++k) {
    term *= x / (a + k);
    sum += term;
  }
  return sum * gamma_front(a, x);
}

// The continued fraction 6.5.31 of Abramowitz and Stegun, by Lentz' method.
double upper_by_fraction(double a, double x) {
  constexpr double kTiny = 1e-300;
  double b = x + 1 - a, c = 1 / kTiny, d = 1 / b, h = d;
  for (int k = 1; k < kMostTerms; ++k) {
    const double factor = -k * (k - a);
    b += 2;
    d = factor * d + b;
    if (std::fabs(d) < kTiny) d = kTiny;
    c = b + factor / c;
    if (std::fabs(c) < kTiny) c = kTiny;
    d = 1 / d;
    h *= d * c;
    if (std::fabs(d * c - 1) < 1e-16) break;
  }
  return h * gamma_front(a, x);
}

bool is_outside(double a, double x) { return a < 0 || x < 0; }

}  // namespace

double gamma_lower(double a, double x) {
  if (is_outside(a, x)) return kNan;
  if (a == 0) return x > 0 ? 1 : kNan;
  if (x == 0) return 0;
  if (std::isinf(a)) return std::isinf(x) ? kNan : 0;
  if (std::isinf(x)) return 1;
  if (std::isnan(a) || std::isnan(x)) return kNan;
  return x < a + 1 ? lower_by_series(a, x) : 1 - upper_by_fraction(a, x);
}

double gamma_upper(double a, double x) {
  if (is_outside(a, x)) return kNan;
  if (a == 0) return x > 0 ? 0 : kNan;
  if (x == 0) return 1;
  if (std::isinf(a)) return std::isinf(x) ? kNan : 1;
  if (std::isinf(x)) return 0;
  if (std::isnan(a) || std::isnan(x)) return kNan;
  return x < a + 1 ? 1 - lower_by_series(a, x) : upper_by_fraction(a, x);
}

namespace {

struct Polygamma {
  template <typename T>
  static T apply(T a, const Params& p) {
    return static_cast<T>(polygamma(p.i[0], static_cast<double>(a)));
  }
};

constexpr PointwiseOp kDigamma = in_double<digamma, 1>("digamma");
constexpr PointwiseOp kZeta = in_double<zeta, 2>("zeta");
constexpr PointwiseOp kLower = floating<InDouble<gamma_lower>, 2>("igamma", Rule::Same);
constexpr PointwiseOp kUpper = floating<InDouble<gamma_upper>, 2>("igammac", Rule::Same);
constexpr PointwiseOp kPolygamma = floating<Polygamma, 1>("polygamma", Rule::Float);

Tensor polygamma_into(const Tensor& out, int64_t n, const Tensor& self) {
  check(n >= 0, "polygamma(n, x) does not support negative n.");
  return run_pointwise(kPolygamma, out, {self}, {n});
}
Tensor polygamma_of(int64_t n, const Tensor& self) { return polygamma_into({}, n, self); }
Tensor polygamma_(const Tensor& self, int64_t n) { return polygamma_into(self, n, self); }

}  // namespace

UNARY_KERNELS(digamma, kDigamma)
KERNEL(aten_special_digamma, (unary<kDigamma>))
KERNEL(aten_special_psi, (unary<kDigamma>))
KERNEL(aten_special_zeta, (full_binary<kZeta>))
KERNEL(aten_special_zeta_other_scalar, (full_binary<kZeta, Tensor, Scalar>))
KERNEL(aten_special_zeta_self_scalar, (full_binary<kZeta, Scalar, Tensor>))
PLAIN_BINARY_KERNELS(igamma, kLower)
PLAIN_BINARY_KERNELS(igammac, kUpper)
KERNEL(aten_special_gammainc, (binary<kLower>))
KERNEL(aten_special_gammaincc, (binary<kUpper>))
KERNEL(aten_polygamma, polygamma_of)
KERNEL(aten_special_polygamma, polygamma_of)
KERNEL(aten_polygamma_, polygamma_)

}  // namespace flambeau
