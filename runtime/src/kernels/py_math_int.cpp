// The functions of Python's math module on ints and on sequences of numbers.
#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

int64_t floor_of(const Value& a) { return is_int_like(a) ? a.to_int() : int_from_float(std::floor(real(a))); }
int64_t ceil_of(const Value& a) { return is_int_like(a) ? a.to_int() : int_from_float(std::ceil(real(a))); }
int64_t trunc_of(const Value& a) {
  if (!is_real(a)) raise("TypeError", "type ", error_type_name(a), " doesn't define __trunc__ method");
  return is_int_like(a) ? a.to_int() : int_from_float(a.to_double());
}

uint64_t magnitude(int64_t i) { return i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i); }

int64_t to_signed(uint64_t value) {
  if (value > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) raise_int_overflow();
  return static_cast<int64_t>(value);
}

uint64_t common_divisor(uint64_t a, uint64_t b) {
  while (b >> 32 != 0) a = std::exchange(b, a % b);
  if (b == 0) return a;
  auto x = static_cast<uint32_t>(b);
  auto y = static_cast<uint32_t>(a % b);
  while (y != 0) x = std::exchange(y, x % y);
  return x;
}

// What math.gcd and lcm are given: a tuple, mostly.
template <typename Each>
void each_element(const Value& values, Each each) {
  const bool is_tuple = values.is(Tag::Tuple);
  const std::vector<Value> others = is_tuple ? std::vector<Value>() : elements(values);
  for (const Value& value : is_tuple ? values.items() : others) each(magnitude(as_index(value)));
}

// a * b % m without a product beyond 64 bits, by doubling; a and b are below m.
uint64_t product_mod(uint64_t a, uint64_t b, uint64_t m) {
  const auto sum = [m](uint64_t x, uint64_t y) { return x >= m - y ? x - (m - y) : x + y; };
  uint64_t result = 0;
  for (; b != 0; b >>= 1, a = sum(a, a)) {
    if (b & 1) result = sum(result, a);
  }
  return result;
}

// The x with base * x % m == 1, by Euclid's algorithm; base is below m.
uint64_t inverse_mod(uint64_t base, uint64_t m) {
  uint64_t r = m, next_r = base, x = 0, next_x = 1 % m;
  while (next_r != 0) {
    const uint64_t quotient = r / next_r, step = product_mod(quotient % m, next_x, m);
    r = std::exchange(next_r, r % next_r);
    x = std::exchange(next_x, x >= step ? x - step : x + (m - step));
  }
  if (r != 1) raise("ValueError", "base is not invertible for the given modulus");
  return x;
}

int64_t pow_mod(int64_t base, int64_t exp, int64_t mod) {
  if (mod == 0) raise("ValueError", "pow() 3rd argument cannot be 0");
  const uint64_t m = magnitude(mod);
  const uint64_t rest = magnitude(base) % m;
  uint64_t power = base < 0 && rest != 0 ? m - rest : rest;
  if (exp < 0) power = inverse_mod(power, m);
  uint64_t result = 1 % m;
  for (uint64_t e = magnitude(exp); e != 0; e >>= 1, power = product_mod(power, power, m)) {
    if (e & 1) result = product_mod(result, power, m);
  }
  if (mod < 0 && result != 0) return -static_cast<int64_t>(m - result);
  return to_signed(result);
}

int64_t gcd(const Value& values) {
  uint64_t result = 0;
  each_element(values, [&](uint64_t value) { result = common_divisor(result, value); });
  return to_signed(result);
}

int64_t lcm(const Value& values) {
  uint64_t result = 1;
  each_element(values, [&](uint64_t next) {
    if (next == 0 || result == 0) {
      result = 0;
    } else if (__builtin_mul_overflow(result / common_divisor(result, next), next, &result)) {
      raise_int_overflow();
    }
  });
  return to_signed(result);
}

int64_t isqrt(const Value& n) {
  const int64_t value = as_index(n);
  if (value < 0) raise("ValueError", "isqrt() argument must be nonnegative");
  auto root = static_cast<int64_t>(std::sqrt(static_cast<double>(value)));
  // The float's root may be off by one; 3037000499 is the root of the largest int.
  root = std::min<int64_t>(root, 3037000499);
  while (root * root > value) --root;
  while (root < 3037000499 && (root + 1) * (root + 1) <= value) ++root;
  return root;
}

int64_t factorial(const Value& n) {
  const int64_t value = as_index(n);
  if (value < 0) raise("ValueError", "factorial() not defined for negative values");
  int64_t result = 1;
  for (int64_t i = 2; i <= value; ++i) result = multiply_ints(result, i);
  return result;
}

struct Choice {
  int64_t total, chosen;
};

Choice choice(const Value& n, const Value& k) {
  const Choice out{as_index(n), as_index(k)};
  if (out.total < 0) raise("ValueError", "n must be a non-negative integer");
  if (out.chosen < 0) raise("ValueError", "k must be a non-negative integer");
  return out;
}

int64_t comb(const Value& n, const Value& k) {
  auto [total, chosen] = choice(n, k);
  if (chosen > total) return 0;
  chosen = std::min(chosen, total - chosen);
  uint64_t result = 1;
  for (int64_t i = 1; i <= chosen; ++i) {
    // result * (total - chosen + i) / i is whole; cancelling first keeps the product small.
    auto factor = static_cast<uint64_t>(total - chosen + i);
    auto divisor = static_cast<uint64_t>(i);
    const uint64_t shared = common_divisor(result, divisor);
    result /= shared;
    divisor /= shared;
    factor /= divisor;
    if (__builtin_mul_overflow(result, factor, &result)) raise_int_overflow();
  }
  return to_signed(result);
}

int64_t perm(const Value& n, const Value& k) {
  if (k.is_none()) return factorial(n);
  const auto [total, chosen] = choice(n, k);
  if (chosen > total) return 0;
  int64_t result = 1;
  for (int64_t i = 0; i < chosen; ++i) result = multiply_ints(result, total - i);
  return result;
}

Value prod(const Value& values, const Value& start) {
  Value result = start;
  for (const Value& value : elements(values)) result = call_operator("py::mul", {result, value});
  return result;
}

// The exact sum, rounded once: the partial sums never overlap (Shewchuk, "Adaptive Precision Floating-Point
// Arithmetic and Fast Robust Geometric Predicates", 1997).
double fsum(const Value& values) {
  std::vector<double> partials;
  double special = 0;  // the sum of infinities and NaNs, where there are any
  bool any_special = false, positive = false, negative = false;
  for (const Value& value : elements(values)) {
    double x = real(value);
    if (!std::isfinite(x)) {
      any_special = true;
      special += x;
      positive |= x > 0;
      negative |= x < 0;
      continue;
    }
    std::size_t kept = 0;
    for (double y : partials) {
      if (std::fabs(x) < std::fabs(y)) std::swap(x, y);
      const double high = x + y;
      const double low = y - (high - x);
      if (low != 0) partials[kept++] = low;
      x = high;
    }
    if (!std::isfinite(x)) raise("OverflowError", "intermediate overflow in fsum");
    partials.resize(kept);
    if (x != 0) partials.push_back(x);
  }
  if (any_special) {
    if (positive && negative) raise("ValueError", "-inf + inf in fsum");
    return special;
  }
  double high = 0, low = 0;
  std::size_t n = partials.size();
  while (n > 0 && low == 0) {
    const double x = high, y = partials[--n];
    high = x + y;
    low = y - (high - x);
  }
  // What remains below decides a tie of the last rounding.
  if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
    const double twice = low * 2.0;
    if (twice == (high + twice) - high) high += twice;
  }
  return high;
}

// sqrt(sum of squares): scaled by a power of two, summed in two words, and the root corrected by one Newton step.
double euclidean(const std::vector<double>& vector) {
  double largest = 0;
  bool infinite = false, nan = false;
  for (const double x : vector) {
    infinite |= std::isinf(x);
    nan |= std::isnan(x);
    largest = std::max(largest, std::fabs(x));
  }
  if (infinite) return std::numeric_limits<double>::infinity();
  if (nan) return std::numeric_limits<double>::quiet_NaN();
  if (largest == 0 || vector.size() == 1) return largest;
  int exponent = 0;
  std::frexp(largest, &exponent);
  double high = 0, low = 0;
  const auto add = [&](double term) {
    const double sum = high + term;
    low += std::fabs(high) >= std::fabs(term) ? (high - sum) + term : (term - sum) + high;
    high = sum;
  };
  for (const double value : vector) {
    const double x = std::ldexp(value, -exponent);
    add(x * x);
    low += std::fma(x, x, -(x * x));
  }
  const double root = std::sqrt(high + low);
  add(-root * root);
  const double rest = high + (low - std::fma(root, root, -(root * root)));
  return std::ldexp(root + rest / (2 * root), exponent);
}

std::vector<double> reals(const Value& values) {
  std::vector<double> out;
  for (const Value& value : elements(values)) out.push_back(real(value));
  return out;
}

double hypot(const Value& coordinates) { return euclidean(reals(coordinates)); }

double dist(const Value& p, const Value& q) {
  std::vector<double> a = reals(p);
  const std::vector<double> b = reals(q);
  if (a.size() != b.size()) raise("ValueError", "both points must have the same number of dimensions");
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = std::fabs(a[i] - b[i]);
  return euclidean(a);
}

}  // namespace

KERNEL(py_math_floor, floor_of)
KERNEL(py_math_ceil, ceil_of)
KERNEL(py_math_trunc, trunc_of)
KERNEL(py_pow_mod, pow_mod)
KERNEL(py_math_gcd, gcd)
KERNEL(py_math_lcm, lcm)
KERNEL(py_math_isqrt, isqrt)
KERNEL(py_math_factorial, factorial)
KERNEL(py_math_comb, comb)
KERNEL(py_math_perm, perm)
KERNEL(py_math_prod, prod)
KERNEL(py_math_fsum, fsum)
KERNEL(py_math_hypot, hypot)
KERNEL(py_math_dist, dist)

}  // namespace flambeau
