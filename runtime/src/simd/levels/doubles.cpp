// Loops over float64: what NumPy's arrays are made of by default. simd/levels/pointwise.cpp has those over float32.
#include "simd/doubles.h"
#include "simd/functions.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

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
LOOP(square_to_loop, 2, ([by = broadcast(p[0])](VecD x, VecD y) {
       const VecD d = x - by;
       return fma(d, d, y);
     }))
LOOP(clamp_loop, 1,
     ([low = broadcast(p[0]), high = broadcast(p[1])](VecD x) { return minimum(high, maximum(low, x)); }))

LOOP(sqrt_loop, 1, ([](VecD x) { return square_root(x); }))
LOOP(rsqrt_loop, 1, ([](VecD x) { return broadcast(1.0) / square_root(x); }))

LOOP(floor_loop, 1, ([](VecD x) { return rounded<kDown>(x); }))
LOOP(ceil_loop, 1, ([](VecD x) { return rounded<kUp>(x); }))
LOOP(round_loop, 1, ([](VecD x) { return rounded<kNearest>(x); }))
LOOP(trunc_loop, 1, ([](VecD x) { return rounded<kCut>(x); }))

LOOP(exp_loop, 1, ([](VecD x) { return exp(x); }))
LOOP(expm1_loop, 1, ([](VecD x) {
       const ExpParts e = exp_parts(x);
       const VecD one = broadcast(1.0), power = e.scale * e.other_scale;
       const VecD near = fma(e.less_one, power, power - one);  // 2^k - 1 is exact there
       const VecD far = (e.less_one + one) * e.scale * e.other_scale - one;
       return select(x == VecD{}, x, select(size_of(e.k) < broadcast(50.0), near, far));
     }))
LOOP(sigmoid_loop, 1, ([](VecD x) { return broadcast(1.0) / (broadcast(1.0) + exp(VecD{} - x)); }))

LOOP(log_loop, 1, ([](VecD x) { return log(x); }))
LOOP(log1p_loop, 1, ([](VecD x) { return log1p(x); }))

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
#if FLAMBEAU_HAS_FUNCTIONS
    .erf = functions::erf,
    .sin = functions::sin,
    .cos = functions::cos,
    .atan = functions::atan,
    .tan = functions::tan,
    .asin = functions::asin,
    .acos = functions::acos,
    .sinh = functions::sinh,
    .cosh = functions::cosh,
    .asinh = functions::asinh,
    .acosh = functions::acosh,
    .atanh = functions::atanh,
    .erfc = functions::erfc,
    .erfinv = functions::erfinv,
    .exp2 = functions::exp2,
    .atan2 = functions::atan2,
    .hypot = functions::hypot,
    .fmod = functions::fmod,
    .remainder = functions::remainder,
    .floor_divide = functions::floor_divide,
#endif
    .square_to = square_to_loop,
};

}  // namespace flambeau::FLAMBEAU_LEVEL
