// Orthogonal polynomials by their recurrences, p(k + 1) from p(k) and p(k - 1); Abramowitz and Stegun, chapter 22.
#include <cmath>
#include <limits>

#include "kernels/special.h"

namespace flambeau {
namespace {

// p(0) is 1, p(1) is `first`; `next(k, p, before)` gives p(k + 1). The degree is cut to an integer, as eager does.
template <typename Next>
double recurrence(double n, double first, Next next) {
  if (std::isnan(n) || n <= -1) return 0;
  const int64_t degree = static_cast<int64_t>(n);
  if (degree <= 0) return 1;
  double before = 1, p = first;
  for (int64_t k = 1; k < degree && !std::isnan(p); ++k) {
    const double after = next(static_cast<double>(k), p, before);
    before = p;
    p = after;
  }
  return p;
}

// The four kinds of Chebyshev's differ in p(1).
double chebyshev(double x, double n, double first) {
  return recurrence(n, first, [x](double, double p, double before) { return 2 * x * p - before; });
}
double chebyshev_t(double x, double n) {
  if (std::fabs(x) < 1 && n >= 7) return std::cos(std::trunc(n) * std::acos(x));
  return chebyshev(x, n, x);
}
double chebyshev_u(double x, double n) { return chebyshev(x, n, 2 * x); }
double chebyshev_v(double x, double n) { return chebyshev(x, n, 2 * x - 1); }
double chebyshev_w(double x, double n) { return chebyshev(x, n, 2 * x + 1); }
double shifted_t(double x, double n) { return chebyshev_t(2 * x - 1, n); }
double shifted_u(double x, double n) { return chebyshev_u(2 * x - 1, n); }
double shifted_v(double x, double n) { return chebyshev_v(2 * x - 1, n); }
double shifted_w(double x, double n) { return chebyshev_w(2 * x - 1, n); }

double hermite_h(double x, double n) {
  return recurrence(n, 2 * x, [x](double k, double p, double before) { return 2 * x * p - 2 * k * before; });
}
double hermite_he(double x, double n) {
  return recurrence(n, x, [x](double k, double p, double before) { return x * p - k * before; });
}
double laguerre(double x, double n) {
  return recurrence(n, 1 - x,
                    [x](double k, double p, double before) { return ((2 * k + 1 - x) * p - k * before) / (k + 1); });
}
double legendre(double x, double n) {
  return recurrence(n, x,
                    [x](double k, double p, double before) { return ((2 * k + 1) * x * p - k * before) / (k + 1); });
}

}  // namespace

#define POLYNOMIAL(name, function)                                                    \
  static constexpr PointwiseOp k_##function = in_double<function, 2>(#name "_cpu");   \
  KERNEL(aten_special_##name, (full_binary<k_##function>))                            \
  KERNEL(aten_special_##name##_x_scalar, (full_binary<k_##function, Scalar, Tensor>)) \
  KERNEL(aten_special_##name##_n_scalar, (full_binary<k_##function, Tensor, Scalar>))
POLYNOMIAL(chebyshev_polynomial_t, chebyshev_t)
POLYNOMIAL(chebyshev_polynomial_u, chebyshev_u)
POLYNOMIAL(chebyshev_polynomial_v, chebyshev_v)
POLYNOMIAL(chebyshev_polynomial_w, chebyshev_w)
POLYNOMIAL(shifted_chebyshev_polynomial_t, shifted_t)
POLYNOMIAL(shifted_chebyshev_polynomial_u, shifted_u)
POLYNOMIAL(shifted_chebyshev_polynomial_v, shifted_v)
POLYNOMIAL(shifted_chebyshev_polynomial_w, shifted_w)
POLYNOMIAL(hermite_polynomial_h, hermite_h)
POLYNOMIAL(hermite_polynomial_he, hermite_he)
POLYNOMIAL(laguerre_polynomial_l, laguerre)
POLYNOMIAL(legendre_polynomial_p, legendre)

}  // namespace flambeau
