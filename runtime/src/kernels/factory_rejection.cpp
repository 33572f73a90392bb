// Random numbers that are drawn until one is accepted: Poisson's, binomial, gamma's and Dirichlet's. Which numbers of
// the generator go into which is eager's order.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/draw.h"
#include "kernels/iterate.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), algorithm PTRS, for
// rates of 10 and more.
double draw_large_poisson(Generator& generator, double rate) {
  const double b = 0.931 + 2.53 * std::sqrt(rate);
  const double a = -0.059 + 0.02483 * b;
  const double inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
  const double squeeze = 0.9277 - 3.6224 / (b - 2);
  while (true) {
    const double u = generator.uniform_double() - 0.5;
    const double v = generator.uniform_double();
    const double us = 0.5 - std::abs(u);
    const double count = std::floor((2 * a / us + b) * u + rate + 0.43);
    if (us >= 0.07 && v <= squeeze) return count;
    if (count < 0 || (us < 0.013 && v > us)) continue;
    const double limit = -rate + count * std::log(rate) - std::lgamma(count + 1);
    if (std::log(v) + std::log(inverse_alpha) - std::log(a / (us * us) + b) <= limit) return count;
  }
}

double draw_poisson(Generator& generator, double rate) {
  check(rate >= 0, "invalid Poisson rate, expected rate to be non-negative");
  if (rate >= 10) return draw_large_poisson(generator, rate);
  if (rate == 0) return 0;
  // As many uniform numbers as can be multiplied before they fall below e^-rate.
  const double limit = std::exp(-rate);
  double count = 0;
  for (double product = generator.uniform_double(); product > limit; product *= generator.uniform_double()) ++count;
  return count;
}

// log(k!) without its approximation by Stirling's formula.
template <typename T>
T stirling_tail(T k) {
  const auto n = static_cast<double>(k) + 1;
  return static_cast<T>(std::lgamma(n) - (n - 0.5) * std::log(n) + n - 0.5 * std::log(2 * std::numbers::pi));
}

// W. Hörmann, "The generation of binomial random variates" (1993), algorithm BTRS, for p <= 0.5 and count * p >= 10.
template <typename T>
T draw_large_binomial(Generator& generator, T count, T p) {
  const T deviation = std::sqrt(count * p * (1 - p));
  const T b = static_cast<T>(1.15 + 2.53 * static_cast<double>(deviation));
  const T a = static_cast<T>(-0.0873 + 0.0248 * static_cast<double>(b) + 0.01 * static_cast<double>(p));
  const T c = static_cast<T>(static_cast<double>(count * p) + 0.5);
  const T squeeze = static_cast<T>(0.92 - 4.2 / static_cast<double>(b));
  const T odds = p / (1 - p);
  const T alpha = static_cast<T>((2.83 + 5.1 / static_cast<double>(b)) * static_cast<double>(deviation));
  const T mode = std::floor((count + 1) * p);
  while (true) {
    const T u = static_cast<T>(generator.uniform_double() - 0.5);
    T v = static_cast<T>(generator.uniform_double());
    const T us = static_cast<T>(0.5 - static_cast<double>(std::abs(u)));
    const T k = std::floor((2 * a / us + b) * u + c);
    if (us >= T(0.07) && v <= squeeze) return k;
    if (k < 0 || k > count) continue;
    v = std::log(v * alpha / (a / (us * us) + b));
    const T limit = (mode + T(0.5)) * std::log((mode + 1) / (odds * (count - mode + 1))) +
                    (count + 1) * std::log((count - mode + 1) / (count - k + 1)) +
                    (k + T(0.5)) * std::log(odds * (count - k + 1) / (k + 1)) + stirling_tail(mode) +
                    stirling_tail(count - mode) - stirling_tail(k) - stirling_tail(count - k);
    if (v <= limit) return k;
  }
}

template <typename T>
T draw_binomial(Generator& generator, T count, T p) {
  if (count <= 0 || p <= 0) return 0;
  if (p >= 1) return count;
  if (p != p) return p;
  if (p > T(0.5)) return count - draw_binomial(generator, count, 1 - p);
  if (count * p >= 10) return draw_large_binomial(generator, count, p);
  // Failures before each success are geometric.
  const T log_failure = std::log1p(-p);
  T trials = 0;
  T successes = 0;
  while (true) {
    trials += std::ceil(static_cast<T>(std::log(generator.uniform_double()) / static_cast<double>(log_failure)));
    if (trials > count) return successes;
    ++successes;
  }
}

// G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables" (2000).
double draw_gamma(Generator& generator, double shape) {
  double scale = 1;
  if (shape < 1) {
    if (shape == 0) return 0;
    scale = std::pow(1 - generator.uniform_double(), 1 / shape);
    shape += 1;
  }
  const double d = shape - 1.0 / 3;
  const double c = 1 / std::sqrt(9 * d);
  while (true) {
    double x = 0, y = 0;
    do {
      x = generator.normal();
      y = 1 + c * x;
    } while (y <= 0);
    const double v = y * y * y;
    const double u = 1 - generator.uniform_double();
    if (u < 1 - 0.0331 * x * x * x * x || std::log(u) < 0.5 * x * x + d * (1 - v + std::log(v))) return scale * d * v;
  }
}

// The smallest normal number of a dtype, which stands for those that round to zero.
double least_of(Dtype dtype) {
  return dtype == Dtype::Float64 ? std::numeric_limits<double>::min()
                                 : static_cast<double>(std::numeric_limits<float>::min());
}

Tensor poisson(const Tensor& self, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check_float(self.dtype(), "poisson_cpu");
  const Tensor rates = contiguous(to_dtype(self, Dtype::Float64));
  const double* rate = rates.data<double>();
  return draw_doubles(empty(self.sizes(), self.dtype()), "poisson",
                      [&](Generator& generator) { return draw_poisson(generator, *rate++); });
}

Tensor binomial(const Tensor& count, const Tensor& p, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  for (const auto& [numbers, name] : {std::pair{&count, "count"}, std::pair{&p, "prob"}}) {
    if (is_floating(numbers->dtype())) continue;
    raise("ValueError", "binomial only supports floating-point dtypes for ", name,
          ", got: ", scalar_type_name(numbers->dtype()));
  }
  check_wide_float(count.dtype(), "binomial_cpu");
  check(count.dtype() == p.dtype(), "Found dtype ", scalar_type_name(p.dtype()), " but expected ",
        scalar_type_name(count.dtype()));
  const bool is_double = count.dtype() == Dtype::Float64;
  const Ints sizes = broadcast_shapes(count.sizes(), p.sizes());
  const Tensor counts = contiguous(to_dtype(expand_to(count, sizes), Dtype::Float64));
  const Tensor chances = contiguous(to_dtype(expand_to(p, sizes), Dtype::Float64));
  const double* n = counts.data<double>();
  const double* chance = chances.data<double>();
  return draw_doubles(empty(sizes, count.dtype()), "binomial", [&](Generator& generator) {
    const double a = *n++, b = *chance++;
    if (is_double) return draw_binomial(generator, a, b);
    return static_cast<double>(draw_binomial(generator, static_cast<float>(a), static_cast<float>(b)));
  });
}

Tensor draw_gammas(const Tensor& self, Dtype dtype) {
  const Tensor shapes = contiguous(to_dtype(self, Dtype::Float64));
  const double* shape = shapes.data<double>();
  const double least = least_of(dtype);
  return draw_doubles(empty(self.sizes(), dtype), "gamma",
                      [&](Generator& generator) { return std::max(least, draw_gamma(generator, *shape++)); });
}

Tensor standard_gamma(const Tensor& self, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check_wide_float(self.dtype(), "gamma_cpu");
  return draw_gammas(self, self.dtype());
}

Tensor sample_dirichlet(const Tensor& self, const Value& drawn_from) {
  const DrawsFrom source(drawn_from);
  check_wide_float(self.dtype(), "dirichlet");
  const Tensor gammas = draw_gammas(self, Dtype::Float64);
  const Tensor out = empty(self.sizes(), Dtype::Float64);
  const int64_t count = self.dim() == 0 ? 1 : self.size(-1);
  const double least = least_of(self.dtype());
  const double most = std::nextafter(1.0F, 0.0F);
  for (int64_t first = 0; first < gammas.numel(); first += count) {
    const double* const row = gammas.data<double>() + first;
    double sum = 0;
    for (int64_t i = 0; i < count; ++i) sum += row[i];
    for (int64_t i = 0; i < count; ++i) out.data<double>()[first + i] = std::clamp(row[i] / sum, least, most);
  }
  return to_dtype(out, self.dtype());
}

}  // namespace

KERNEL(aten_poisson, poisson)
KERNEL(aten_binomial, binomial)
KERNEL(aten__standard_gamma, standard_gamma)
KERNEL(aten__sample_dirichlet, sample_dirichlet)

}  // namespace flambeau
