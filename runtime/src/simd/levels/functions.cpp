// Functions of doubles, and of floats by way of them: within a unit or two in the last place. Polynomials are fitted to
// the least relative error, which lies below a tenth of such a unit.
#include "simd/functions.h"

#include <cmath>

#include "simd/doubles.h"

#if FLAMBEAU_HAS_FUNCTIONS

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// c[0] + c[1] x + c[2] x^2 + ...
template <std::size_t N>
VecD polynomial(const double (&c)[N], VecD x) {
  VecD p = broadcast(c[N - 1]);
#pragma GCC unroll 32
  for (int k = static_cast<int>(N) - 2; k >= 0; --k) p = fma(p, x, broadcast(c[k]));
  return p;
}

// x less the nearest multiple of pi / 2, as two numbers: pi / 2 is taken in three parts, whose first leaves no error.
struct Turned {
  VecD rest, low;
  Bits quarter;
};
Turned turned(VecD x) {
  const VecD shifted = fma(x, broadcast(0.63661977236758134308), broadcast(kMagic));
  const VecD k = broadcast(kMagic) - shifted;
  const VecD whole = fma(k, broadcast(1.5707963267948966), x);
  const VecD rest = fma(k, broadcast(6.123233995736766e-17), whole);
  const VecD low = fma(k, broadcast(6.123233995736766e-17), whole - rest);
  return {rest, fma(k, broadcast(-1.4973849048591833e-33), low), bits_of(shifted)};
}
struct SineAndCosine {
  VecD sine, cosine;
};
SineAndCosine sine_and_cosine(const Turned& t) {
  constexpr double kSine[] = {-0.16666666666666666,  0.008333333333333323,    -0.00019841269841255129,
                              2.755731921422346e-06, -2.5052104920445476e-08, 1.6058367785143303e-10,
                              -7.578756593994935e-13};
  constexpr double kCosine[] = {0.041666666666666664,   -0.0013888888888888885, 2.4801587301579712e-05,
                                -2.755731921866102e-07, 2.0876755050425747e-09, -1.1470364845334217e-11,
                                4.741081722497693e-14};
  const VecD one = broadcast(1.0), r = t.rest, z = r * r, half = broadcast(0.5) * z, most = one - half;
  const VecD sine = r + fma(r * z, polynomial(kSine, z), t.low * most);
  const VecD less = fma(z * z, polynomial(kCosine, z), (one - most) - half);
  return {sine, most + (less - r * t.low)};
}

bool any_of(Bits mask) {
#if defined(__AVX512F__)
  return _mm512_movepi64_mask(reinterpret_cast<__m512i>(mask)) != 0;
#elif defined(__AVX2__)
  return _mm256_movemask_pd(of_bits(mask)) != 0;
#else
  int64_t found = 0;
  for (int i = 0; i < kWidth<double>; ++i) found |= mask[i];
  return found != 0;
#endif
}
// Numbers that the three parts don't suffice for go to the C library.
bool is_far(VecD x) { return any_of(size_of(x) >= broadcast(1048576.0)); }
[[gnu::noinline]] VecD one_by_one(double (*f)(double), VecD x) {
  for (int i = 0; i < kWidth<double>; ++i) x[i] = f(x[i]);
  return x;
}

double c_sine(double x) { return std::sin(x); }
double c_cosine(double x) { return std::cos(x); }
double c_tangent(double x) { return std::tan(x); }

// The sine of x + turns * pi / 2.
VecD sine_of_turned(VecD x, int turns) {
  if (is_far(x)) return one_by_one(turns ? c_cosine : c_sine, x);
  const Turned t = turned(x);
  const SineAndCosine both = sine_and_cosine(t);
  const Bits quarter = t.quarter + turns;
  const VecD size = select((quarter & 1) != 0, both.cosine, both.sine);
  const VecD result = of_bits(bits_of(size) ^ ((quarter & 2) << 62));
  return turns ? result : select(x == VecD{}, x, result);
}
VecD sine(VecD x) { return sine_of_turned(x, 0); }
VecD cosine(VecD x) { return sine_of_turned(x, 1); }
VecD tangent(VecD x) {
  if (is_far(x)) return one_by_one(c_tangent, x);
  const Turned t = turned(x);
  const SineAndCosine both = sine_and_cosine(t);
  const Bits odd = (t.quarter & 1) != 0;
  const VecD top = select(odd, VecD{} - both.cosine, both.sine), bottom = select(odd, both.sine, both.cosine);
  return select(x == VecD{}, x, top / bottom);
}

// The angle of the point (x, y), from -pi to pi: quarters of pi, and the arctangent of what is left, at most tan(pi /
// 8).
[[gnu::noinline]] VecD angle(VecD y, VecD x) {
  constexpr double kArc[] = {-0.33333333333333326, 0.19999999999997695, -0.14285714285391216, 0.11111111088373851,
                             -0.0909090815148297,  0.07692282913644595, -0.06666229018546749, 0.05877043723479979,
                             -0.05218544421531597, 0.04504115326470182, -0.03348756932829508, 0.015208423352290631};
  const VecD one = broadcast(1.0), zero = {};
  const VecD wide = size_of(x), high = size_of(y);
  const Bits steep = high > wide;
  VecD small = select(steep, wide, high), large = select(steep, high, wide);
  const VecD scale = select(large > broadcast(1e300), broadcast(0.25), one);  // their sum must be finite
  small *= scale;
  large *= scale;
  const Bits equal = small == large;  // infinite or zero, too
  const Bits middle = (small > large * broadcast(0.41421356237309503)) | (equal & (large > zero));
  const VecD top = select(equal, zero, select(middle, small - large, small));
  const VecD bottom = select(equal, one, select(middle, large + small, large));
  VecD t = top / bottom, quarters = select(middle, one, zero);
  const Bits left = bits_of(x) < 0;
  quarters = select(steep, broadcast(2.0) - quarters, quarters);
  quarters = select(left, broadcast(4.0) - quarters, quarters);
  t = of_bits(bits_of(t) ^ ((steep ^ left) & INT64_MIN));
  const VecD base = quarters * broadcast(0.78539816339744828);
  const VecD low =
      fma(quarters, broadcast(3.061616997868383e-17), fma(quarters, broadcast(0.78539816339744828), zero - base));
  const VecD z = t * t;
  return with_sign_of(size_of(base + (t + fma(t * z, polynomial(kArc, z), low))), y);
}
// The leg beside x of a right triangle whose longest side is 1.
VecD leg(VecD x) { return square_root((broadcast(1.0) - x) * (broadcast(1.0) + x)); }
VecD arc_of_sine(VecD x) { return angle(x, leg(x)); }
VecD arc_of_cosine(VecD x) { return angle(leg(x), x); }
VecD arc_of_tangent(VecD x) { return angle(x, broadcast(1.0)); }

VecD hypotenuse(VecD x, VecD y) {
  x = size_of(x);
  y = size_of(y);
  const VecD large = select(x > y, x, y), one = broadcast(1.0);
  const Bits huge = large > broadcast(1e150), tiny = large < broadcast(1e-150);
  const VecD scale = select(huge, broadcast(0x1p-600), select(tiny, broadcast(0x1p600), one));
  const VecD back = select(huge, broadcast(0x1p600), select(tiny, broadcast(0x1p-600), one));
  const VecD a = x * scale, b = y * scale, infinity = broadcast(__builtin_inf());
  return select((x == infinity) | (y == infinity), infinity, square_root(fma(a, a, b * b)) * back);
}

// e^x / 2, finite as long as sinh and cosh are.
VecD half_exp(const ExpParts& e) { return (e.less_one + broadcast(1.0)) * (e.scale * broadcast(0.5)) * e.other_scale; }
[[gnu::noinline]] ExpParts exp_parts_beyond(VecD size) {  // up to 710.5, where exp_parts stops at 710
  size = minimum(broadcast(711.0), size);
  const VecD k = fma(size, broadcast(1.4426950408889634074), broadcast(kMagic)) - broadcast(kMagic);
  return exp_parts_of(k, fma(k, broadcast(-kLn2Low), fma(k, broadcast(-kLn2High), size)));
}
VecD hyperbolic_sine(VecD x) {
  const VecD one = broadcast(1.0), half = broadcast(0.5), size = size_of(x);
  const ExpParts e = exp_parts_beyond(size);
  const VecD power = e.scale * e.other_scale;
  const VecD less = fma(e.less_one, power, power - one);  // e^x - 1
  const VecD near = half * (less + less / (less + one));
  return with_sign_of(select(size < broadcast(20.0), near, half_exp(e)), x);
}
VecD hyperbolic_cosine(VecD x) {
  const VecD half = half_exp(exp_parts_beyond(size_of(x)));
  return half + broadcast(0.25) / half;
}
// In one place, as the library must stay small.
[[gnu::noinline]] VecD ln_beyond(VecD x) { return log1p(x); }
VecD area_of_sine(VecD x) {
  const VecD one = broadcast(1.0), size = size_of(x), z = size * size;
  const Bits far = size > broadcast(268435456.0);
  const VecD near = size + z / (one + square_root(one + z));
  const VecD ln = ln_beyond(select(far, size - one, near));
  return with_sign_of(select(far, ln + broadcast(0.69314718055994531), ln), x);
}
VecD area_of_cosine(VecD x) {
  const VecD less = x - broadcast(1.0);
  const Bits far = x > broadcast(268435456.0);
  const VecD near = less + square_root(less * (x + broadcast(1.0)));
  const VecD ln = ln_beyond(select(far, less, near));
  return select(x < broadcast(1.0), broadcast(__builtin_nan("")), select(far, ln + broadcast(0.69314718055994531), ln));
}
VecD area_of_tangent(VecD x) {
  const VecD size = size_of(x);
  return with_sign_of(broadcast(0.5) * ln_beyond((size + size) / (broadcast(1.0) - size)), x);
}

// erf of a magnitude, where that is less than 1; what is missing from 1; and e^(-x^2).
struct Error {
  VecD near, rest, bell;
};
[[gnu::noinline]] Error error(VecD size) {
  constexpr double kTwoByRoot = 1.1283791670955126, kTwoByRootLow = 1.533545961316588e-17;  // 2 / sqrt(pi)
  constexpr double kNear[] = {-0.3761263890318375,     0.11283791670954858,    -0.02686617064507296,
                              0.00522397762478137,     -0.0008548326978765149, 0.00012055331037551108,
                              -1.4925593518728226e-05, 1.6460972954153765e-06, -1.635002619207727e-07,
                              1.4657883530919653e-08,  -1.136567067182716e-09, 5.945255584223488e-11};
  // (1 + 2 x) e^(x^2) erfc(x) in (x - 4) / (x + 4): Shepherd and Laframboise, "Chebyshev approximation of
  // (1 + 2x) exp(x^2) erfc x", 1981.
  constexpr double kFar[] = {
      1.2329951186255526,     -0.1396211168405629,     0.015379652102619755,    0.06809705425473658,
      -0.1010390660363008,    0.09373283499682453,     -0.06633036581256947,    0.03716751556183904,
      -0.01619773404837936,   0.005031969763696344,    -0.0007577734050564207,  -0.00019925556193708482,
      0.0001506224719918418,  -2.4402939388133122e-05, -1.1225283248832114e-05, 5.717291254765524e-06,
      3.0195545789793483e-07, -8.342360838152725e-07,  6.239110321107083e-08,   1.14558945024834e-07,
      -7.780370058608704e-09, -1.3385811808095227e-08, -1.7172876917091777e-09};
  const VecD z = size * size;
  const VecD near = fma(size, broadcast(kTwoByRoot), size * fma(z, polynomial(kNear, z), broadcast(kTwoByRootLow)));
  const VecD one = broadcast(1.0), x = minimum(broadcast(28.0), size), square = x * x;
  const ExpParts e = exp_parts(VecD{} - square);
  const VecD lost = fma(x, x, VecD{} - square);
  const VecD power = e.less_one - fma(lost, e.less_one, lost);  // without 1, and the powers of 2
  const VecD place = (x - broadcast(4.0)) / (x + broadcast(4.0));
  const VecD share = polynomial(kFar, place) / fma(x, broadcast(2.0), one);
  const VecD rest = fma(share, power, share) * e.scale * e.other_scale;
  return {near, select(size < broadcast(0.5), one - near, rest), (power + one) * e.scale * e.other_scale};
}
VecD error_function(VecD x) {
  const VecD size = size_of(x);
  const Error e = error(size);
  return with_sign_of(select(size < broadcast(1.0), e.near, broadcast(1.0) - e.rest), x);
}
VecD rest_of_error_function(VecD x) {
  const VecD rest = error(size_of(x)).rest;
  return select(x < VecD{}, broadcast(2.0) - rest, rest);
}
// By w = -ln(1 - x^2), as Giles does ("Approximating the erfinv function", 2012), and a step of Halley's.
VecD inverse_of_error_function(VecD x) {
  constexpr double kNear[] = {0.8862289042,     0.2319744615,    0.0116688435,    -0.00245775632,
                              -8.335547722e-05, 4.895651231e-05, -3.307940189e-06};
  constexpr double kFar[] = {0.1269606289,   0.6472689496,     0.1703975182,   -0.0435393286,
                             0.006379273525, -0.0005063069871, 1.691155709e-05};
  const VecD one = broadcast(1.0), size = size_of(x);
  const VecD w = VecD{} - log((one - size) * (one + size));
  VecD y = select(w < broadcast(5.0), polynomial(kNear, w) * size, polynomial(kFar, square_root(w)));
  const Error e = error(y);
  const VecD miss = select(size < broadcast(0.75), e.near - size, (one - size) - e.rest);
  const VecD step = miss * broadcast(0.88622692545275801) / e.bell;
  y = y - step / fma(y, step, one);
  y = select(size == one, broadcast(__builtin_inf()), y);
  return with_sign_of(select(size > one, broadcast(__builtin_nan("")), y), x);
}

VecD power_of_2(VecD x) {
  x = minimum(broadcast(1025.0), maximum(broadcast(-1080.0), x));
  const VecD k = (x + broadcast(kMagic)) - broadcast(kMagic);
  const ExpParts e = exp_parts_of(k, (x - k) * broadcast(0.69314718055994531));
  return (e.less_one + broadcast(1.0)) * e.scale * e.other_scale;
}

// What is left of a beside whole numbers of b, with the sign of a, as kernels/float_rest.h has it: exact, since the
// integer part of the rounded quotient is the true one or one more.
VecD rest_of(VecD a, VecD b) {
  const VecD quotient = a / b, infinity = broadcast(__builtin_inf());
  if (any_of(~(size_of(quotient) < broadcast(0x1p52)) | (size_of(b) == infinity))) {
    for (int i = 0; i < kWidth<double>; ++i) a[i] = std::fmod(a[i], b[i]);
    return a;
  }
  VecD rest = fma(VecD{} - rounded<kCut>(quotient), b, a);
  const Bits beyond = ((bits_of(rest) ^ bits_of(a)) < 0) & (rest != VecD{});
  rest += select(beyond, with_sign_of(size_of(b), a), VecD{});
  return with_sign_of(size_of(rest), a);
}
Bits differ_in_sign(VecD rest, VecD b) { return (rest != VecD{}) & ((b < VecD{}) ^ (rest < VecD{})); }
VecD modulo(VecD a, VecD b) {
  const VecD rest = rest_of(a, b);
  return select(differ_in_sign(rest, b), rest + b, rest);
}
// The floor of a / b by way of the rest, as eager finds it; steps are rounded to floats where both are floats.
VecD floor_of_quotient(VecD a, VecD b, bool floats) {
  const auto stored = [floats](VecD x) {
    using Floats = float __attribute__((vector_size(sizeof(VecD) / 2)));
    return floats ? __builtin_convertvector(__builtin_convertvector(x, Floats), VecD) : x;
  };
  const VecD one = broadcast(1.0), rest = rest_of(a, b);
  VecD quotient = stored(stored(a - rest) / b);
  quotient = select(differ_in_sign(rest, b), stored(quotient - one), quotient);
  VecD floor = rounded<kDown>(quotient);
  floor = select(quotient - floor > broadcast(0.5), floor + one, floor);
  const VecD plain = a / b;
  floor = select(quotient == VecD{}, with_sign_of(VecD{}, plain), floor);
  return select(b == VecD{}, plain, floor);
}

}  // namespace

namespace functions {

#define LOOP(name, operands, function)                                      \
  void name(void* out, const void* const* in, int64_t n, const double* p) { \
    each<operands>(name, out, in, n, p, function);                          \
  }
LOOP(sin, 1, sine)
LOOP(cos, 1, cosine)
LOOP(tan, 1, tangent)
LOOP(asin, 1, arc_of_sine)
LOOP(acos, 1, arc_of_cosine)
LOOP(atan, 1, arc_of_tangent)
LOOP(atan2, 2, angle)
LOOP(hypot, 2, hypotenuse)
LOOP(sinh, 1, hyperbolic_sine)
LOOP(cosh, 1, hyperbolic_cosine)
LOOP(asinh, 1, area_of_sine)
LOOP(acosh, 1, area_of_cosine)
LOOP(atanh, 1, area_of_tangent)
LOOP(exp2, 1, power_of_2)
LOOP(erf, 1, error_function)
LOOP(erfc, 1, rest_of_error_function)
LOOP(erfinv, 1, inverse_of_error_function)
LOOP(fmod, 2, rest_of)
LOOP(remainder, 2, modulo)
#undef LOOP
void floor_divide(void* out, const void* const* in, int64_t n, const double* p) {
  each<2>(floor_divide, out, in, n, p,
          [floats = p[0] == kFromFloats](VecD a, VecD b) { return floor_of_quotient(a, b, floats); });
}

}  // namespace functions

}  // namespace flambeau::FLAMBEAU_LEVEL

#endif
