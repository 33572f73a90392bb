#include "simd/pointwise.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

VecF select(VecI mask, VecF yes, VecF no) {
  return reinterpret_cast<VecF>((reinterpret_cast<VecI>(yes) & mask) | (reinterpret_cast<VecI>(no) & ~mask));
}
VecF size_of(VecF x) { return reinterpret_cast<VecF>(reinterpret_cast<VecI>(x) & INT32_MAX); }
VecF with_sign_of(VecF size, VecF x) {
  return reinterpret_cast<VecF>(reinterpret_cast<VecI>(size) | (reinterpret_cast<VecI>(x) & INT32_MIN));
}
VecF clamp(VecF x, float low, float high) { return minimum(broadcast(high), maximum(broadcast(low), x)); }

VecF square_root(VecF x) {
  VecF out;
  for (int i = 0; i < kWidth<float>; ++i) out[i] = __builtin_sqrtf(x[i]);
  return out;
}

// tanh: an odd polynomial (Cephes' tanhf) near 0, where 1 - 2 / (e^2x + 1) would cancel.
VecF tanh(VecF x) {
  const VecF size = size_of(x);
  const VecF z = x * x;
  VecF p = broadcast(-5.70498872745e-3F);
  p = fma(p, z, broadcast(2.06390887954e-2F));
  p = fma(p, z, broadcast(-5.37397155531e-2F));
  p = fma(p, z, broadcast(1.33314422036e-1F));
  p = fma(p, z, broadcast(-3.33332819422e-1F));
  const VecF near = fma(p * z, size, size);
  const VecF far = broadcast(1.0F) - broadcast(2.0F) / (exp(size + size) + broadcast(1.0F));
  return with_sign_of(select(size < broadcast(0.625F), near, far), x);  // that of zero too
}

// erf: Cephes' odd polynomial below 1; above, formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical
// Functions, whose error of 1.5e-7 is about an ulp there.
VecF erf(VecF x) {
  const VecF size = size_of(x);
  const VecF z = x * x;
  VecF q = broadcast(7.853861353153693e-5F);
  q = fma(q, z, broadcast(-8.010193625184903e-4F));
  q = fma(q, z, broadcast(5.188327685732524e-3F));
  q = fma(q, z, broadcast(-2.685381193529856e-2F));
  q = fma(q, z, broadcast(1.128358514861418e-1F));
  q = fma(q, z, broadcast(-3.761262582423300e-1F));
  q = fma(q, z, broadcast(1.128379165726710F));
  const VecF t = broadcast(1.0F) / fma(broadcast(0.3275911F), size, broadcast(1.0F));
  VecF p = broadcast(1.061405429F);
  p = fma(p, t, broadcast(-1.453152027F));
  p = fma(p, t, broadcast(1.421413741F));
  p = fma(p, t, broadcast(-0.284496736F));
  p = fma(p, t, broadcast(0.254829592F));
  const VecF far = broadcast(1.0F) - p * t * exp_of_negative(VecF{} - z);
  return select(size < broadcast(1.0F), q * x, with_sign_of(far, x));
}

VecF sigmoid(VecF x) { return broadcast(1.0F) / one_plus_exp_minus(x); }

VecF gelu_tanh(VecF x) {
  const VecF inner = broadcast(0.7978845608F) * fma(broadcast(0.044715F) * x * x, x, x);
  return broadcast(0.5F) * x * (broadcast(1.0F) + tanh(inner));
}

VecF number(double x) { return broadcast(static_cast<float>(x)); }

// Calls f on vectors of N operands.
template <int N, typename F>
void each(void* to, const void* const* from, int64_t n, F f) {
  auto* const out = static_cast<float*>(to);
  const float* const in[] = {static_cast<const float*>(from[0]), static_cast<const float*>(from[N - 1])};
  int64_t i = 0;
  for (; i + kWidth<float> <= n; i += kWidth<float>) {
    if constexpr (N == 1) {
      store(out + i, f(load(in[0] + i)));
    } else {
      store(out + i, f(load(in[0] + i), load(in[1] + i)));
    }
  }
  if (i == n) return;
  if constexpr (N == 1) {
    store_first(out + i, f(load_first(in[0] + i, n - i)), n - i);
  } else {
    store_first(out + i, f(load_first(in[0] + i, n - i), load_first(in[1] + i, n - i)), n - i);
  }
}

// The same with f in one place, for long ones: the library stays small.
template <int N, typename F>
void each_once(void* to, const void* const* from, int64_t n, F f) {
  auto* const out = static_cast<float*>(to);
  const float* const in[] = {static_cast<const float*>(from[0]), static_cast<const float*>(from[N - 1])};
  for (int64_t i = 0; i < n; i += kWidth<float>) {
    const bool whole = n - i >= kWidth<float>;
    const auto take = [&](int k) { return whole ? load(in[k] + i) : load_first(in[k] + i, n - i); };
    VecF result;
    if constexpr (N == 1) {
      result = f(take(0));
    } else {
      result = f(take(0), take(1));
    }
    if (whole) {
      store(out + i, result);
    } else {
      store_first(out + i, result, n - i);
    }
  }
}

// A loop over vectors whose body is `expression` in x, y and the numbers p.
#define LOOP(name, operands, expression)                                                            \
  void name##_loop(void* out, const void* const* in, int64_t n, [[maybe_unused]] const double* p) { \
    each<operands>(out, in, n, expression);                                                         \
  }

#define LONG_LOOP(name, operands, expression)                                                       \
  void name##_loop(void* out, const void* const* in, int64_t n, [[maybe_unused]] const double* p) { \
    each_once<operands>(out, in, n, expression);                                                    \
  }

LOOP(add, 2, ([a = number(p[0])](VecF x, VecF y) { return fma(a, y, x); }))
LOOP(sub, 2, ([a = number(-p[0])](VecF x, VecF y) { return fma(a, y, x); }))
LOOP(mul, 2, ([](VecF x, VecF y) { return x * y; }))
LOOP(div, 2, ([](VecF x, VecF y) { return x / y; }))
LOOP(maximum, 2, ([](VecF x, VecF y) { return select(x != x, x, maximum(x, y)); }))
LOOP(minimum, 2, ([](VecF x, VecF y) { return select(x != x, x, minimum(x, y)); }))
LOOP(neg, 1, ([](VecF x) { return reinterpret_cast<VecF>(reinterpret_cast<VecI>(x) ^ INT32_MIN); }))
LOOP(abs, 1, ([](VecF x) { return size_of(x); }))
LOOP(square, 1, ([](VecF x) { return x * x; }))
LOOP(reciprocal, 1, ([](VecF x) { return broadcast(1.0F) / x; }))
LOOP(sqrt, 1, ([](VecF x) { return square_root(x); }))
LOOP(rsqrt, 1, ([](VecF x) { return broadcast(1.0F) / square_root(x); }))
LOOP(exp, 1, ([](VecF x) { return exp(x); }))
LOOP(tanh, 1, ([](VecF x) { return tanh(x); }))
LOOP(erf, 1, ([](VecF x) { return erf(x); }))
LOOP(sigmoid, 1, ([](VecF x) { return sigmoid(x); }))
LOOP(relu, 1, ([](VecF x) { return maximum(VecF{}, x); }))
LOOP(silu, 1, ([](VecF x) { return x / one_plus_exp_minus(x); }))
LOOP(hardswish, 1, ([](VecF x) { return x * clamp(x + broadcast(3.0F), 0, 6) / broadcast(6.0F); }))
LOOP(hardsigmoid, 1, ([](VecF x) { return clamp(x + broadcast(3.0F), 0, 6) / broadcast(6.0F); }))
LOOP(gelu, 1, ([](VecF x) { return broadcast(0.5F) * x * (broadcast(1.0F) + erf(x * broadcast(0.70710678118F))); }))
LOOP(gelu_tanh, 1, ([](VecF x) { return gelu_tanh(x); }))
LOOP(leaky_relu, 1, ([s = number(p[0])](VecF x) { return select(x > VecF{}, x, x * s); }))
LOOP(clamp, 1, ([low = number(p[0]), high = number(p[1])](VecF x) { return minimum(high, maximum(low, x)); }))

// Near 0, e^x - 1 would cancel: there it is x times a polynomial (the series, cut off below half an ulp).
VecF exp_minus_one(VecF x) {
  VecF p = broadcast(1.0F / 5040);
  p = fma(p, x, broadcast(1.0F / 720));
  p = fma(p, x, broadcast(1.0F / 120));
  p = fma(p, x, broadcast(1.0F / 24));
  p = fma(p, x, broadcast(1.0F / 6));
  p = fma(p, x, broadcast(0.5F));
  const VecF near = fma(p * x, x, x);
  return select(size_of(x) < broadcast(0.35F), with_sign_of(near, x), exp(x) - broadcast(1.0F));
}
LOOP(elu, 1, ([a = number(p[0]), b = number(p[1]), c = number(p[2])](VecF x) {
       return select(x > VecF{}, x * b, select(x != x, x, a * exp_minus_one(x * c)));
     }))

LONG_LOOP(expm1, 1, ([](VecF x) { return select(x == VecF{}, x, exp_minus_one(x)); }))

// To an integer: to the nearest even one, down, up, towards 0.
enum Direction { kNearest, kDown, kUp, kCut };
#if defined(__AVX512F__)
template <Direction kTo>
VecF rounded(VecF x) {
  return _mm512_roundscale_ps(x, kTo);
}
#elif defined(__AVX2__)
template <Direction kTo>
VecF rounded(VecF x) {
  return _mm256_round_ps(x, kTo | _MM_FROUND_NO_EXC);
}
#else
template <Direction kTo>
VecF rounded(VecF x) {
  const VecF magic = with_sign_of(broadcast(8388608.0F), x);  // 2^23: from there on all floats are integers
  const VecF one = broadcast(1.0F);
  VecF y = (x + magic) - magic;
  if (kTo == kDown) y = select(y > x, y - one, y);
  if (kTo == kUp) y = select(y < x, y + one, y);
  if (kTo == kCut) y = select(size_of(y) > size_of(x), y - with_sign_of(one, x), y);
  return select(size_of(x) < broadcast(8388608.0F), with_sign_of(size_of(y), x), x);
}
#endif
LONG_LOOP(floor, 1, ([](VecF x) { return rounded<kDown>(x); }))
LONG_LOOP(ceil, 1, ([](VecF x) { return rounded<kUp>(x); }))
LONG_LOOP(round, 1, ([](VecF x) { return rounded<kNearest>(x); }))
LONG_LOOP(trunc, 1, ([](VecF x) { return rounded<kCut>(x); }))
LONG_LOOP(frac, 1, ([](VecF x) { return x - rounded<kCut>(x); }))
LONG_LOOP(sign, 1,
          ([](VecF x) { return select(x > VecF{}, broadcast(1.0F), select(x < VecF{}, broadcast(-1.0F), VecF{})); }))
LOOP(cube, 1, ([](VecF x) { return x * x * x; }))

// x = 2^exponent * (1 + rest) with 1 + rest between sqrt(1/2) and sqrt(2), and ln(1 + rest) = rest + more (Cephes'
// logf): what all logarithms are put together from.
struct LogParts {
  VecF exponent, rest, more;
};
LogParts log_parts(VecF x) {
  const VecI tiny = x < broadcast(1.17549435e-38F);  // subnormal: scaled by 2^25
  x = select(tiny, x * broadcast(33554432.0F), x);
  const VecI bits = reinterpret_cast<VecI>(x);
  const VecI low = (bits & 0x7fffff) < 0x3504f3;  // the mantissa of sqrt(2)
  const VecI exponent = ((bits >> 23) & 255) - 126 + low;
  LogParts parts;
  // As a float: with 1.5 * 2^23 in front of it, less that.
  const VecF whole = reinterpret_cast<VecF>(exponent + 0x4b400000) - broadcast(12582912.0F);
  parts.exponent = whole - select(tiny, broadcast(25.0F), VecF{});
  // The mantissa with an exponent of -1 or 0.
  parts.rest = reinterpret_cast<VecF>((bits & 0x7fffff) | ((126 - low) << 23)) - broadcast(1.0F);
  const VecF r = parts.rest;
  const VecF z = r * r;
  VecF p = broadcast(7.0376836292e-2F);
  p = fma(p, r, broadcast(-1.1514610310e-1F));
  p = fma(p, r, broadcast(1.1676998740e-1F));
  p = fma(p, r, broadcast(-1.2420140846e-1F));
  p = fma(p, r, broadcast(1.4249322787e-1F));
  p = fma(p, r, broadcast(-1.6668057665e-1F));
  p = fma(p, r, broadcast(2.0000714765e-1F));
  p = fma(p, r, broadcast(-2.4999993993e-1F));
  p = fma(p, r, broadcast(3.3333331174e-1F));
  parts.more = fma(p * r, z, broadcast(-0.5F) * z);
  return parts;
}
// `value`, but what the logarithm is of numbers that have none of their own.
VecF log_or_special(VecF x, VecF value) {
  const VecF infinity = broadcast(__builtin_inff());
  value = select(x == VecF{}, VecF{} - infinity, value);
  value = select(x == infinity, x, value);
  return select(x >= VecF{}, value, broadcast(__builtin_nanf("")));
}
VecF log(VecF x) {
  const LogParts l = log_parts(x);
  const VecF small = fma(l.exponent, broadcast(-2.12194440e-4F), l.more);
  return log_or_special(x, fma(l.exponent, broadcast(0.693359375F), l.rest + small));
}
// ln(1 + x), by the logarithm of the rounded sum and what rounding took from it.
VecF log1p(VecF x) {
  const VecF sum = x + broadcast(1.0F);
  const VecF scaled = log(sum) * (x / (sum - broadcast(1.0F)));
  return select(sum == broadcast(1.0F), x, select(sum == x, log(sum), scaled));
}
LONG_LOOP(log, 1, ([](VecF x) { return log(x); }))
LONG_LOOP(log2, 1, ([](VecF x) {
            const LogParts l = log_parts(x);
            const VecF part = broadcast(0.44269504088896341F);  // of log2(e), beside 1
            return log_or_special(x, fma(l.more, part, l.rest * part) + l.more + l.rest + l.exponent);
          }))
LONG_LOOP(log10, 1, ([](VecF x) {
            const LogParts l = log_parts(x);
            VecF y = (l.more + l.rest) * broadcast(7.00731903251827651129e-4F);
            y = fma(l.more, broadcast(4.3359375e-1F), y);
            y = fma(l.rest, broadcast(4.3359375e-1F), y);
            y = fma(l.exponent, broadcast(2.48745663981195213739e-4F), y);
            return log_or_special(x, fma(l.exponent, broadcast(3.0078125e-1F), y));
          }))
LONG_LOOP(log1p, 1, ([](VecF x) { return log1p(x); }))
// ln(1 + e^x): of the larger part, and of the rest by what is between 0 and 1. What rounding takes from 1 + e is half a
// unit in the last place, for which the chord of its reciprocal is near enough.
VecF softplus(VecF x) {
  const VecF e = exp(VecF{} - size_of(x));
  const VecF sum = e + broadcast(1.0F);
  const VecF lost = e - (sum - broadcast(1.0F));
  const VecF rest = fma(lost, fma(sum, broadcast(-0.5F), broadcast(1.5F)), log(sum));
  return select(x > VecF{}, x, VecF{}) + rest;
}
LONG_LOOP(softplus, 1, ([beta = number(p[0]), inverse = number(1 / p[0]), most = number(p[1])](VecF x) {
            return select(x * beta > most, x, softplus(x * beta) * inverse);
          }))
LONG_LOOP(log_sigmoid, 1, ([](VecF x) { return VecF{} - softplus(VecF{} - x); }))
// tanh(ln(1 + e)) = n / (n + 2) with n = e (e + 2); from 20 on it is 1.
LONG_LOOP(mish, 1, ([](VecF x) {
            const VecF e = exp(minimum(broadcast(20.0F), x));
            const VecF n = e * (e + broadcast(2.0F));
            return x * (n / (n + broadcast(2.0F)));
          }))
LONG_LOOP(softshrink, 1, ([l = number(p[0])](VecF x) {
            return select(x > l, x - l, select(x < VecF{} - l, x + l, select(x != x, x, VecF{})));
          }))
LONG_LOOP(hardshrink, 1, ([l = number(p[0])](VecF x) { return select((x >= VecF{} - l) & (x <= l), VecF{}, x); }))
LONG_LOOP(threshold, 1, ([t = number(p[0]), value = number(p[1])](VecF x) { return select(x <= t, value, x); }))
LOOP(prelu, 2, ([](VecF x, VecF slope) { return select(x > VecF{}, x, slope * x); }))
LONG_LOOP(glu, 2, ([](VecF x, VecF y) { return x * sigmoid(y); }))

// The sine of x + turns * pi / 2: x less the nearest multiple of pi / 2 in three parts, and Cephes' polynomials of sinf
// and cosf. Numbers from 8192 on go to the C library.
VecF sine(VecF x, int turns) {
  if (!(largest(select(x != x, VecF{}, size_of(x))) < 8192.0F)) {
    for (int i = 0; i < kWidth<float>; ++i) x[i] = turns ? __builtin_cosf(x[i]) : __builtin_sinf(x[i]);
    return x;
  }
  const VecF magic = broadcast(12582912.0F);  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
  const VecF shifted = fma(x, broadcast(0.636619772367581343F), magic);
  const VecF k = shifted - magic;
  VecF r = fma(k, broadcast(-1.5703125F), x);
  r = fma(k, broadcast(-4.837512969970703125e-4F), r);
  r = fma(k, broadcast(-7.549789954891889e-8F), r);
  const VecF z = r * r;
  VecF odd = fma(broadcast(-1.9515295891e-4F), z, broadcast(8.3321608736e-3F));
  odd = fma(fma(odd, z, broadcast(-1.6666654611e-1F)) * z, r, r);
  VecF even = fma(broadcast(2.443315711809948e-5F), z, broadcast(-1.388731625493765e-3F));
  even = fma(fma(even, z, broadcast(4.166664568298827e-2F)) * z, z, fma(broadcast(-0.5F), z, broadcast(1.0F)));
  const VecI quarter = reinterpret_cast<VecI>(shifted) + turns;
  const VecF size = select((quarter & 1) != 0, even, odd);
  return reinterpret_cast<VecF>(reinterpret_cast<VecI>(size) ^ ((quarter & 2) << 30));
}
LONG_LOOP(sin, 1, ([](VecF x) { return select(x == VecF{}, x, sine(x, 0)); }))
LONG_LOOP(cos, 1, ([](VecF x) { return sine(x, 1); }))

// Cephes' atanf: of the tangent of what is left of pi / 2 or beyond pi / 4.
LONG_LOOP(atan, 1, ([](VecF x) {
            const VecF one = broadcast(1.0F);
            const VecF size = size_of(x);
            const VecI steep = size > broadcast(2.414213562373095F), middle = size > broadcast(0.4142135623730950F);
            const VecF t = select(steep, VecF{} - one / size, select(middle, (size - one) / (size + one), size));
            const VecF base = select(steep, broadcast(1.57079632679489662F),
                                     select(middle, broadcast(0.785398163397448310F), VecF{}));
            const VecF z = t * t;
            VecF q = fma(broadcast(8.05374449538e-2F), z, broadcast(-1.38776856032e-1F));
            q = fma(q, z, broadcast(1.99777106478e-1F));
            q = fma(q, z, broadcast(-3.33329491539e-1F));
            return with_sign_of(base + fma(q * z, t, t), x);
          }))

#undef LOOP
#undef LONG_LOOP

}  // namespace

const NumberLoops float_loops = {
    add_loop,         sub_loop,        mul_loop,        div_loop,       maximum_loop,    minimum_loop,  neg_loop,
    abs_loop,         square_loop,     reciprocal_loop, sqrt_loop,      rsqrt_loop,      floor_loop,    ceil_loop,
    round_loop,       trunc_loop,      clamp_loop,      exp_loop,       log_loop,        tanh_loop,     sigmoid_loop,
    log2_loop,        log10_loop,      log1p_loop,      expm1_loop,     relu_loop,       silu_loop,     hardswish_loop,
    hardsigmoid_loop, gelu_loop,       gelu_tanh_loop,  erf_loop,       leaky_relu_loop, elu_loop,      frac_loop,
    sign_loop,        cube_loop,       sin_loop,        cos_loop,       atan_loop,       softplus_loop, mish_loop,
    log_sigmoid_loop, softshrink_loop, hardshrink_loop, threshold_loop, prelu_loop,      glu_loop,
};

}  // namespace flambeau::FLAMBEAU_LEVEL
