// Loops over vectors of doubles, and the exponentials and logarithms that functions of them are made of. Only for
// simd/levels/.
#pragma once

#include <cstring>

#include "simd/pointwise.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

using Bits = int64_t __attribute__((vector_size(sizeof(VecD))));

inline Bits bits_of(VecD x) { return reinterpret_cast<Bits>(x); }
inline VecD of_bits(Bits x) { return reinterpret_cast<VecD>(x); }
inline VecD select(Bits mask, VecD yes, VecD no) { return of_bits((bits_of(yes) & mask) | (bits_of(no) & ~mask)); }
inline VecD size_of(VecD x) { return of_bits(bits_of(x) & INT64_MAX); }
inline VecD with_sign_of(VecD size, VecD x) { return of_bits(bits_of(size) | (bits_of(x) & INT64_MIN)); }

// The last `n` elements, less than a vector, by a loop over a whole one.
[[gnu::noinline]] inline void finish(NumberLoop loop, double* out, const double* a, const double* b, int64_t n,
                                     const double* params) {
  const auto rest = static_cast<std::size_t>(n) * sizeof(double);
  double x[kWidth<double>] = {};
  double y[kWidth<double>] = {};
  std::memcpy(x, a, rest);
  std::memcpy(y, b, rest);
  const void* const in[] = {x, y};
  loop(x, in, kWidth<double>, params);
  std::memcpy(out, x, rest);
}

// Calls f on vectors of N operands.
template <int N, typename F>
void each(NumberLoop self, void* out, const void* const* in, int64_t n, const double* params, F f) {
  auto* const to = static_cast<double*>(out);
  const auto* const a = static_cast<const double*>(in[0]);
  const auto* const b = static_cast<const double*>(in[N - 1]);
  int64_t i = 0;
  for (; i + kWidth<double> <= n; i += kWidth<double>) {
    if constexpr (N == 1) {
      store(to + i, f(load(a + i)));
    } else {
      store(to + i, f(load(a + i), load(b + i)));
    }
  }
  if (i < n) finish(self, to + i, a + i, b + i, n - i, params);
}

inline VecD square_root(VecD x) {
#if defined(__AVX512F__)
  return _mm512_sqrt_pd(x);
#elif defined(__AVX2__)
  return _mm256_sqrt_pd(x);
#elif defined(__SSE2__)
  return _mm_sqrt_pd(x);
#elif defined(__ARM_NEON)
  return vsqrtq_f64(x);
#else
  VecD out;
  for (int i = 0; i < kWidth<double>; ++i) out[i] = __builtin_sqrt(x[i]);
  return out;
#endif
}

// To an integer: to the nearest even one, down, up, towards 0.
enum Direction { kNearest, kDown, kUp, kCut };
template <Direction kTo>
inline VecD rounded(VecD x) {
#if defined(__AVX512F__)
  return _mm512_roundscale_pd(x, kTo);
#elif defined(__AVX2__)
  return _mm256_round_pd(x, kTo | _MM_FROUND_NO_EXC);
#else
  const VecD limit = broadcast(4503599627370496.0);  // 2^52: from there on all doubles are integers
  const VecD magic = with_sign_of(limit, x);
  const VecD one = broadcast(1.0);
  VecD y = (x + magic) - magic;
  if (kTo == kDown) y = select(y > x, y - one, y);
  if (kTo == kUp) y = select(y < x, y + one, y);
  if (kTo == kCut) y = select(size_of(y) > size_of(x), y - with_sign_of(one, x), y);
  return select(size_of(x) < limit, with_sign_of(size_of(y), x), x);
#endif
}

inline constexpr double kLn2High = 6.93145751953125e-1,
                        kLn2Low = 1.42860682030941723212e-6;  // k times the first is exact
inline constexpr double kMagic =
    6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer in the low bits

// e^x - 1 for what is left of x beside k ln 2, |r| <= ln 2 / 2: the series, cut off below half a unit in the last
// place; and 2^k as two factors, so that results below the smallest normal number are there too.
struct ExpParts {
  VecD k, less_one, scale, other_scale;
};
inline ExpParts exp_parts_of(VecD k, VecD r) {
  VecD p = broadcast(1.0 / 6227020800);
  constexpr double kSeries[] = {1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
                                1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5};
#pragma GCC unroll 11
  for (const double factor : kSeries) p = fma(p, r, broadcast(factor));
  const VecD half = fma(k, broadcast(0.5), broadcast(kMagic));
  const VecD rest = k - (half - broadcast(kMagic)) + broadcast(kMagic);
  return {k, fma(p * r, r, r), of_bits((bits_of(half) + 1023) << 52), of_bits((bits_of(rest) + 1023) << 52)};
}
inline ExpParts exp_parts(VecD x) {
  x = minimum(broadcast(710.0), maximum(broadcast(-746.0), x));
  const VecD k = fma(x, broadcast(1.4426950408889634074), broadcast(kMagic)) - broadcast(kMagic);
  const VecD r = fma(k, broadcast(-kLn2High), x);
  return exp_parts_of(k, fma(k, broadcast(-kLn2Low), r));
}
inline VecD exp(VecD x) {
  const ExpParts e = exp_parts(x);
  return (e.less_one + broadcast(1.0)) * e.scale * e.other_scale;
}

// x = 2^k * (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and ln(1 + f) = f - square + more: s = f / (2 + f), and
// ln(1 + f) = 2 atanh s, whose series is cut off below half a unit in the last place, is f - f^2 / 2 + s (f^2 / 2 +
// ...).
struct LogParts {
  VecD k, f, square, more;
};
inline LogParts log_parts(VecD x) {
  const Bits tiny = x < broadcast(2.2250738585072014e-308);  // subnormal: scaled by 2^54
  const VecD scaled = select(tiny, x * broadcast(18014398509481984.0), x);
  constexpr int64_t kOne = 0x3ff0000000000000, kRoot = 0x3fe6a09e667f3bcd;  // 1 and sqrt(1/2)
  const Bits shifted = bits_of(scaled) + (kOne - kRoot);
  const Bits exponent = ((shifted >> 52) & 2047) - 1023;
  LogParts parts;
  parts.k = of_bits(exponent + 0x4338000000000000) - broadcast(kMagic) - select(tiny, broadcast(54.0), VecD{});
  parts.f = of_bits((shifted & 0xfffffffffffff) + kRoot) - broadcast(1.0);
  const VecD s = parts.f / (parts.f + broadcast(2.0));
  const VecD z = s * s;
  VecD p = broadcast(2.0 / 21);
#pragma GCC unroll 9
  for (int n = 19; n >= 3; n -= 2) p = fma(p, z, broadcast(2.0 / n));
  parts.square = broadcast(0.5) * parts.f * parts.f;
  parts.more = s * fma(p, z, parts.square);
  return parts;
}
// `value`, but what the logarithm is of numbers that have none of their own.
inline VecD log_or_special(VecD x, VecD value) {
  const VecD infinity = broadcast(__builtin_inf());
  value = select(x == VecD{}, VecD{} - infinity, value);
  value = select(x == infinity, x, value);
  return select(x >= VecD{}, value, broadcast(__builtin_nan("")));
}
inline VecD log(VecD x) {
  const LogParts l = log_parts(x);
  const VecD small = fma(l.k, broadcast(kLn2Low), l.more);
  return log_or_special(x, fma(l.k, broadcast(kLn2High), l.f - (l.square - small)));
}
// ln(1 + x): of the rounded sum, and what rounding took from it.
inline VecD log1p(VecD x) {
  const VecD one = broadcast(1.0), sum = x + one;
  const LogParts l = log_parts(sum);
  const VecD small = fma(l.k, broadcast(kLn2Low), l.more + (x - (sum - one)) / sum);
  const VecD value = fma(l.k, broadcast(kLn2High), l.f - (l.square - small));
  return select(sum == one, x, log_or_special(sum, value));
}

}  // namespace flambeau::FLAMBEAU_LEVEL
