// Loops over float64: what NumPy's arrays are made of by default. simd/levels/pointwise.cpp has those over float32.
#include <cstring>

#include "simd/pointwise.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

using Bits = int64_t __attribute__((vector_size(sizeof(VecD))));

Bits bits_of(VecD x) { return reinterpret_cast<Bits>(x); }
VecD of_bits(Bits x) { return reinterpret_cast<VecD>(x); }
VecD select(Bits mask, VecD yes, VecD no) { return of_bits((bits_of(yes) & mask) | (bits_of(no) & ~mask)); }
VecD size_of(VecD x) { return of_bits(bits_of(x) & INT64_MAX); }
VecD with_sign_of(VecD size, VecD x) { return of_bits(bits_of(size) | (bits_of(x) & INT64_MIN)); }

// The last `n` elements, less than a vector, by a loop over a whole one.
[[gnu::noinline]] void finish(NumberLoop loop, double* out, const double* a, const double* b, int64_t n,
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

// A loop over vectors whose body is `expression` in x, y and the numbers p.
#define LOOP(name, operands, expression)                                    \
  void name(void* out, const void* const* in, int64_t n, const double* p) { \
    each<operands>(name, out, in, n, p, expression);                        \
  }

LOOP(add_loop, 2, ([a = broadcast(p[0])](VecD x, VecD y) { return fma(a, y, x); }))
LOOP(sub_loop, 2, ([a = broadcast(-p[0])](VecD x, VecD y) { return fma(a, y, x); }))
LOOP(mul_loop, 2, ([](VecD x, VecD y) { return x * y; }))
LOOP(div_loop, 2, ([](VecD x, VecD y) { return x / y; }))
LOOP(maximum_loop, 2, ([](VecD x, VecD y) { return select(x != x, x, maximum(x, y)); }))
LOOP(minimum_loop, 2, ([](VecD x, VecD y) { return select(x != x, x, minimum(x, y)); }))
LOOP(neg_loop, 1, ([](VecD x) { return of_bits(bits_of(x) ^ INT64_MIN); }))
LOOP(abs_loop, 1, ([](VecD x) { return size_of(x); }))
LOOP(square_loop, 1, ([](VecD x) { return x * x; }))
LOOP(reciprocal_loop, 1, ([](VecD x) { return broadcast(1.0) / x; }))
LOOP(clamp_loop, 1,
     ([low = broadcast(p[0]), high = broadcast(p[1])](VecD x) { return minimum(high, maximum(low, x)); }))

VecD square_root(VecD x) {
  VecD out;
  for (int i = 0; i < kWidth<double>; ++i) out[i] = __builtin_sqrt(x[i]);
  return out;
}
LOOP(sqrt_loop, 1, ([](VecD x) { return square_root(x); }))
LOOP(rsqrt_loop, 1, ([](VecD x) { return broadcast(1.0) / square_root(x); }))

// To an integer: to the nearest even one, down, up, towards 0.
enum Direction { kNearest, kDown, kUp, kCut };
template <Direction kTo>
VecD rounded(VecD x) {
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
LOOP(floor_loop, 1, ([](VecD x) { return rounded<kDown>(x); }))
LOOP(ceil_loop, 1, ([](VecD x) { return rounded<kUp>(x); }))
LOOP(round_loop, 1, ([](VecD x) { return rounded<kNearest>(x); }))
LOOP(trunc_loop, 1, ([](VecD x) { return rounded<kCut>(x); }))

constexpr double kLn2High = 6.93145751953125e-1, kLn2Low = 1.42860682030941723212e-6;  // k times the first is exact
constexpr double kMagic = 6755399441055744.0;  // 1.5 * 2^52: adding it leaves the nearest integer in the low bits

// e^x - 1 for what is left of x beside k ln 2, |r| <= ln 2 / 2: the series, cut off below half a unit in the last
// place; and 2^k as two factors, so that results below the smallest normal number are there too.
struct ExpParts {
  VecD k, less_one, scale, other_scale;
};
ExpParts exp_parts(VecD x) {
  x = minimum(broadcast(710.0), maximum(broadcast(-746.0), x));
  const VecD k = fma(x, broadcast(1.4426950408889634074), broadcast(kMagic)) - broadcast(kMagic);
  VecD r = fma(k, broadcast(-kLn2High), x);
  r = fma(k, broadcast(-kLn2Low), r);
  VecD p = broadcast(1.0 / 6227020800);
  constexpr double kSeries[] = {1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040,
                                1.0 / 720,       1.0 / 120,      1.0 / 24,      1.0 / 6,      0.5};
#pragma GCC unroll 11
  for (const double factor : kSeries) p = fma(p, r, broadcast(factor));
  const VecD half = fma(k, broadcast(0.5), broadcast(kMagic));
  const VecD rest = k - (half - broadcast(kMagic)) + broadcast(kMagic);
  return {k, fma(p * r, r, r), of_bits((bits_of(half) + 1023) << 52), of_bits((bits_of(rest) + 1023) << 52)};
}
VecD exp(VecD x) {
  const ExpParts e = exp_parts(x);
  return (e.less_one + broadcast(1.0)) * e.scale * e.other_scale;
}
LOOP(exp_loop, 1, ([](VecD x) { return exp(x); }))
LOOP(expm1_loop, 1, ([](VecD x) {
       const ExpParts e = exp_parts(x);
       const VecD one = broadcast(1.0), power = e.scale * e.other_scale;
       const VecD near = fma(e.less_one, power, power - one);  // 2^k - 1 is exact there
       const VecD far = (e.less_one + one) * e.scale * e.other_scale - one;
       return select(x == VecD{}, x, select(size_of(e.k) < broadcast(50.0), near, far));
     }))
LOOP(sigmoid_loop, 1, ([](VecD x) { return broadcast(1.0) / (broadcast(1.0) + exp(VecD{} - x)); }))

// x = 2^k * (1 + f) with 1 + f between sqrt(1/2) and sqrt(2), and ln(1 + f) = f - square + more: s = f / (2 + f), and
// ln(1 + f) = 2 atanh s, whose series is cut off below half a unit in the last place, is f - f^2 / 2 + s (f^2 / 2 +
// ...).
struct LogParts {
  VecD k, f, square, more;
};
LogParts log_parts(VecD x) {
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
VecD log_or_special(VecD x, VecD value) {
  const VecD infinity = broadcast(__builtin_inf());
  value = select(x == VecD{}, VecD{} - infinity, value);
  value = select(x == infinity, x, value);
  return select(x >= VecD{}, value, broadcast(__builtin_nan("")));
}
VecD log(VecD x) {
  const LogParts l = log_parts(x);
  const VecD small = fma(l.k, broadcast(kLn2Low), l.more);
  return log_or_special(x, fma(l.k, broadcast(kLn2High), l.f - (l.square - small)));
}
LOOP(log_loop, 1, ([](VecD x) { return log(x); }))
LOOP(log1p_loop, 1, ([](VecD x) {  // by the logarithm of the rounded sum and what rounding took from it
       const VecD sum = x + broadcast(1.0);
       const VecD whole = log(sum);
       const VecD scaled = whole * (x / (sum - broadcast(1.0)));
       return select(sum == broadcast(1.0), x, select(sum == x, whole, scaled));
     }))

// To another base, as fdlibm does it: ln(1 + f) in two parts, the first one short, times 1 / ln(base) in two parts; and
// the k powers of 2. Powers of 2, or 10, get whole numbers.
struct Base {
  double by, by_low, two, two_low;  // 1 / ln(base) and the logarithm of 2
};
VecD log_to(Base base, VecD x) {
  const LogParts l = log_parts(x);
  const VecD high = of_bits(bits_of(l.f - l.square) & (-1LL << 32));
  const VecD low = (l.f - high) - l.square + l.more;
  const VecD first = high * broadcast(base.by), powers = l.k * broadcast(base.two);
  VecD rest = fma(l.k, broadcast(base.two_low), (low + high) * broadcast(base.by_low));
  rest = fma(low, broadcast(base.by), rest);
  const VecD sum = powers + first;
  return log_or_special(x, (rest + ((powers - sum) + first)) + sum);
}
LOOP(log2_loop, 1, ([](VecD x) { return log_to({1.44269504072144627571, 1.67517131648865118353e-10, 1, 0}, x); }))
LOOP(log10_loop, 1, ([](VecD x) {
       return log_to({4.34294481878168880939e-1, 2.50829467116452752298e-11, 3.01029995663611771306e-1,
                      3.69423907715893078616e-13},
                     x);
     }))

// tanh: a quotient of polynomials (Cephes' tanh) near 0, where 1 - 2 / (e^2x + 1) would cancel.
LOOP(tanh_loop, 1, ([](VecD x) {
       const VecD size = size_of(x);
       const VecD z = x * x;
       VecD p = fma(broadcast(-9.64399179425052238628e-1), z, broadcast(-9.92877231001918586564e1));
       p = fma(p, z, broadcast(-1.61468768441708447952e3));
       VecD q = z + broadcast(1.12811678491632931402e2);
       q = fma(q, z, broadcast(2.23548839060100448583e3));
       q = fma(q, z, broadcast(4.84406305325125486048e3));
       const VecD near = fma(p / q * z, size, size);
       const VecD far = broadcast(1.0) - broadcast(2.0) / (exp(size + size) + broadcast(1.0));
       return with_sign_of(select(size < broadcast(0.625), near, far), x);
     }))
#undef LOOP

}  // namespace

const NumberLoops double_loops = {
    .add = add_loop,
    .sub = sub_loop,
    .mul = mul_loop,
    .div = div_loop,
    .maximum = maximum_loop,
    .minimum = minimum_loop,
    .neg = neg_loop,
    .abs = abs_loop,
    .square = square_loop,
    .reciprocal = reciprocal_loop,
    .sqrt = sqrt_loop,
    .rsqrt = rsqrt_loop,
    .floor = floor_loop,
    .ceil = ceil_loop,
    .round = round_loop,
    .trunc = trunc_loop,
    .clamp = clamp_loop,
    .exp = exp_loop,
    .log = log_loop,
    .tanh = tanh_loop,
    .sigmoid = sigmoid_loop,
    .log2 = log2_loop,
    .log10 = log10_loop,
    .log1p = log1p_loop,
    .expm1 = expm1_loop,
};

}  // namespace flambeau::FLAMBEAU_LEVEL
