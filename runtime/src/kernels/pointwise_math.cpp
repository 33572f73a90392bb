// Functions of one number, and of two: roots, exponentials, logarithms, trigonometry, rounding.
#include <cmath>
#include <limits>
#include <numbers>

#include "kernels/factory.h"
#include "kernels/integer_math.h"
#include "kernels/invoke.h"
#include "kernels/pointwise.h"
#include "kernels/reduce.h"
#include "kernels/view.h"

namespace flambeau {
namespace {

// A function of floats by an expression in `a`.
#define FUNCTION(Name, expression)       \
  struct Name {                          \
    template <typename T>                \
    static T apply(T a) {                \
      return static_cast<T>(expression); \
    }                                    \
  };
// One that gives back integers as they are.
#define ROUNDING(Name, expression)           \
  struct Name {                              \
    template <typename T>                    \
    static T apply(T a) {                    \
      if constexpr (std::is_integral_v<T>) { \
        return a;                            \
      } else {                               \
        return static_cast<T>(expression);   \
      }                                      \
    }                                        \
  };
FUNCTION(Sqrt, std::sqrt(a))
FUNCTION(Rsqrt, T(1) / std::sqrt(a))
FUNCTION(Reciprocal, T(1) / a)
FUNCTION(Exp, std::exp(a))
FUNCTION(Exp2, std::exp2(a))
FUNCTION(Expm1, std::expm1(a))
FUNCTION(Log, std::log(a))
FUNCTION(Log10, std::log10(a))
FUNCTION(Log1p, std::log1p(a))
FUNCTION(Sin, std::sin(a))
FUNCTION(Cos, std::cos(a))
FUNCTION(Tan, std::tan(a))
FUNCTION(Asin, std::asin(a))
FUNCTION(Acos, std::acos(a))
FUNCTION(Atan, std::atan(a))
FUNCTION(Sinh, std::sinh(a))
FUNCTION(Cosh, std::cosh(a))
FUNCTION(Tanh, std::tanh(a))
FUNCTION(Asinh, std::asinh(a))
FUNCTION(Acosh, std::acosh(a))
FUNCTION(Atanh, std::atanh(a))
FUNCTION(Erf, std::erf(a))
FUNCTION(Erfc, std::erfc(a))
FUNCTION(Sigmoid, T(1) / (T(1) + std::exp(-a)))
FUNCTION(Lgamma, std::lgamma(a))
FUNCTION(Deg2rad, a* T(std::numbers::pi / 180))
FUNCTION(Rad2deg, a* T(180 / std::numbers::pi))
FUNCTION(Sinc, a == 0 ? T(1) : std::sin(T(std::numbers::pi) * a) / (T(std::numbers::pi) * a))
FUNCTION(Frac, a - std::trunc(a))
ROUNDING(Floor, std::floor(a))
ROUNDING(Ceil, std::ceil(a))
ROUNDING(Trunc, std::trunc(a))
ROUNDING(Round, std::nearbyint(a))
struct Log2 {
  template <typename T>
  static T apply(T a) {
    if constexpr (std::is_floating_point_v<T>) {
      return std::log2(a);
    } else {
      return std::log(a) / std::numbers::ln2;
    }
  }
};
#undef FUNCTION
#undef ROUNDING

struct Neg {
  template <typename T>
  static T apply(T a) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_sub(0, a);
    } else {
      return -a;
    }
  }
};
struct Abs {
  template <typename T>
  static T apply(T a) {
    if constexpr (std::is_integral_v<T>) {
      return a < 0 ? wrap_sub(0, a) : a;
    } else {
      return std::fabs(a);
    }
  }
};
struct Sign {
  template <typename T>
  static T apply(T a) {
    return static_cast<T>((T(0) < a) - (a < T(0)));
  }
};
struct Sgn {
  template <typename T>
  static T apply(T a) {
    if constexpr (std::is_same_v<T, Complex128>) {
      const double size = std::abs(a);
      return size == 0 ? T(0) : a / size;
    } else {
      return Sign::apply(a);
    }
  }
};
struct Square {
  template <typename T>
  static T apply(T a) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_mul(a, a);
    } else {
      return a * a;
    }
  }
};
template <typename Steps>
struct Cube {
  template <typename T>
  static T apply(T a) {
    return Steps::round(a * a) * a;
  }
};
template <typename Steps>
struct InverseSquare {
  template <typename T>
  static T apply(T a) {
    return T(1) / Steps::round(a * a);
  }
};
struct RoundDecimals {
  template <typename T>
  static T apply(T a, const Params& p) {
    const T scale = p.get<T>(0);
    return p.i[1] ? std::nearbyint(a / scale) * scale : std::nearbyint(a * scale) / scale;
  }
};

// The inverse of erf: Winitzki's approximation, refined by Newton's method.
struct Erfinv {
  template <typename T>
  static T apply(T x) {
    const double a = static_cast<double>(x);
    if (!(std::fabs(a) < 1)) {
      if (a == 1 || a == -1) return static_cast<T>(std::copysign(std::numeric_limits<double>::infinity(), a));
      return std::numeric_limits<T>::quiet_NaN();
    }
    const double rest = std::log1p(-a * a);
    const double half = 2 / (std::numbers::pi * 0.147) + rest / 2;
    double y = std::copysign(std::sqrt(std::max(0.0, std::sqrt(half * half - rest / 0.147) - half)), a);
    for (int step = 0; step < 4; ++step) {
      // Beside the ends erfc keeps the digits that erf has lost.
      const double miss =
          std::fabs(a) < 0.5 ? std::erf(y) - a : (a < 0 ? -1 : 1) * ((1 - std::fabs(a)) - std::erfc(std::fabs(y)));
      y -= miss / (2 / std::sqrt(std::numbers::pi) * std::exp(-y * y));
    }
    return static_cast<T>(y);
  }
};

struct Atan2 {
  template <typename T>
  static T apply(T a, T b) {
    return std::atan2(a, b);
  }
};
struct Hypot {
  template <typename T>
  static T apply(T a, T b) {
    return std::hypot(a, b);
  }
};
struct CopySign {
  template <typename T>
  static T apply(T a, T b) {
    return std::copysign(a, b);
  }
};
template <typename Steps>
struct NextAfter {
  template <typename T>
  static T apply(T a, T b) {
    return std::nextafter(a, b);
  }
};
template <typename H>
struct NextAfter<Rounded<H>> {
  static float apply(float a, float b) {
    if (a != a || a == b) return a == b ? b : a;
    if (b != b) return b;
    H next(a);
    if (a == 0) {
      next.bits = b < 0 ? 0x8001 : 1;
    } else {
      next.bits = static_cast<uint16_t>((a < b) == (a > 0) ? next.bits + 1 : next.bits - 1);
    }
    return static_cast<float>(next);
  }
};
struct Heaviside {
  template <typename T>
  static T apply(T a, T b) {
    return a == 0 ? b : static_cast<T>(a > 0);
  }
};
template <typename Steps>
struct Xlogy {
  template <typename T>
  static T apply(T a, T b) {
    if (b != b) return b;
    return a == 0 ? T(0) : a * Steps::round(std::log(b));
  }
};
struct LogAddExp {
  template <typename T>
  static T apply(T a, T b) {
    if (std::isinf(a) && a == b) return a;
    const T most = a > b ? a : b;
    return most + std::log1p(std::exp(-std::fabs(a - b)));
  }
};
struct LogAddExp2 {
  template <typename T>
  static T apply(T a, T b) {
    if (std::isinf(a) && a == b) return a;
    const T most = a > b ? a : b;
    return most + std::log2(T(1) + std::exp2(-std::fabs(a - b)));
  }
};
struct Pow {
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return integer_power(a, b);
    } else {
      return std::pow(a, b);
    }
  }
};
struct Gcd {
  static int64_t apply(int64_t a, int64_t b) {
    a = a < 0 ? wrap_sub(0, a) : a;
    b = b < 0 ? wrap_sub(0, b) : b;
    while (a != 0) {
      const int64_t rest = modulo(b, a);
      b = a;
      a = rest;
    }
    return b;
  }
};
struct Lcm {
  static int64_t apply(int64_t a, int64_t b) {
    const int64_t g = Gcd::apply(a, b);
    return g == 0 ? 0 : Abs::apply(wrap_mul(a / g, b));
  }
};

template <typename Op, std::size_t N>
constexpr PointwiseOp complex_too(const char* name, Rule rule, FastLoop fast = nullptr) {
  PointwiseOp op = floating<Op, N>(name, rule, fast);
  op.c128 = pointwise_detail::element_loop<Op, Complex128, N>;
  return op;
}
constexpr Rule kFloat = Rule::Float;
constexpr PointwiseOp kSqrt = complex_too<Sqrt, 1>("sqrt", kFloat, &NumberLoops::sqrt);
constexpr PointwiseOp kRsqrt = complex_too<Rsqrt, 1>("rsqrt", kFloat, &NumberLoops::rsqrt);
constexpr PointwiseOp kReciprocal = complex_too<Reciprocal, 1>("reciprocal", kFloat, &NumberLoops::reciprocal);
constexpr PointwiseOp kExp = complex_too<Exp, 1>("exp", kFloat, &NumberLoops::exp);
constexpr PointwiseOp kExp2 = floating<Exp2, 1>("exp2", kFloat, &NumberLoops::exp2);
constexpr PointwiseOp kExpm1 = floating<Expm1, 1>("expm1", kFloat, &NumberLoops::expm1);
constexpr PointwiseOp kLog = complex_too<Log, 1>("log", kFloat, &NumberLoops::log);
constexpr PointwiseOp kLog2 = complex_too<Log2, 1>("log2", kFloat, &NumberLoops::log2);
constexpr PointwiseOp kLog10 = complex_too<Log10, 1>("log10", kFloat, &NumberLoops::log10);
constexpr PointwiseOp kLog1p = floating<Log1p, 1>("log1p", kFloat, &NumberLoops::log1p);
constexpr PointwiseOp kSin = complex_too<Sin, 1>("sin", kFloat, &NumberLoops::sin);
constexpr PointwiseOp kCos = complex_too<Cos, 1>("cos", kFloat, &NumberLoops::cos);
constexpr PointwiseOp kTan = complex_too<Tan, 1>("tan", kFloat, &NumberLoops::tan);
constexpr PointwiseOp kAsin = complex_too<Asin, 1>("asin", kFloat, &NumberLoops::asin);
constexpr PointwiseOp kAcos = complex_too<Acos, 1>("acos", kFloat, &NumberLoops::acos);
constexpr PointwiseOp kAtan = complex_too<Atan, 1>("atan", kFloat, &NumberLoops::atan);
constexpr PointwiseOp kSinh = complex_too<Sinh, 1>("sinh", kFloat, &NumberLoops::sinh);
constexpr PointwiseOp kCosh = complex_too<Cosh, 1>("cosh", kFloat, &NumberLoops::cosh);
constexpr PointwiseOp kTanh = complex_too<Tanh, 1>("tanh", kFloat, &NumberLoops::tanh);
constexpr PointwiseOp kAsinh = complex_too<Asinh, 1>("asinh", kFloat, &NumberLoops::asinh);
constexpr PointwiseOp kAcosh = complex_too<Acosh, 1>("acosh", kFloat, &NumberLoops::acosh);
constexpr PointwiseOp kAtanh = complex_too<Atanh, 1>("atanh", kFloat, &NumberLoops::atanh);
constexpr PointwiseOp kErf = floating<Erf, 1>("erf", kFloat, &NumberLoops::erf);
constexpr PointwiseOp kErfc = floating<Erfc, 1>("erfc", kFloat, &NumberLoops::erfc);
constexpr PointwiseOp kErfinv = floating<Erfinv, 1>("erfinv", kFloat, &NumberLoops::erfinv);
constexpr PointwiseOp kSigmoid = complex_too<Sigmoid, 1>("sigmoid", kFloat, &NumberLoops::sigmoid);
constexpr PointwiseOp kLgamma = floating<Lgamma, 1>("lgamma", kFloat);
constexpr PointwiseOp kDeg2rad = floating<Deg2rad, 1>("deg2rad", kFloat);
constexpr PointwiseOp kRad2deg = floating<Rad2deg, 1>("rad2deg", kFloat);
constexpr PointwiseOp kSinc = floating<Sinc, 1>("sinc", kFloat);
constexpr PointwiseOp kFrac = floating<Frac, 1>("frac", Rule::Same, &NumberLoops::frac);
constexpr PointwiseOp kFloor = without_bool(real<Floor, 1>("floor", Rule::Same, &NumberLoops::floor));
constexpr PointwiseOp kCeil = without_bool(real<Ceil, 1>("ceil", Rule::Same, &NumberLoops::ceil));
constexpr PointwiseOp kTrunc = without_bool(real<Trunc, 1>("trunc", Rule::Same, &NumberLoops::trunc));
constexpr PointwiseOp kRound = without_bool(real<Round, 1>("round", Rule::Same, &NumberLoops::round));
constexpr PointwiseOp kNeg = numeric<Neg, 1>("neg_cpu", Rule::Same, &NumberLoops::neg);
constexpr PointwiseOp kAbs = without_bool(real<Abs, 1>("abs_cpu", Rule::Same, &NumberLoops::abs));
constexpr PointwiseOp kSign = real<Sign, 1>("sign_cpu", Rule::Same, &NumberLoops::sign);
constexpr PointwiseOp kSgn = numeric<Sgn, 1>("sgn_cpu", Rule::Same, &NumberLoops::sign);
constexpr PointwiseOp kSquare = numeric<Square, 1>("pow", Rule::Same, &NumberLoops::square);
constexpr PointwiseOp kCube = in_steps<Cube, 1>("pow", Rule::Same, &NumberLoops::cube);
constexpr PointwiseOp kInverseSquare = in_steps<InverseSquare, 1>("pow", Rule::Same);
constexpr PointwiseOp kRoundDecimals = floating<RoundDecimals, 1>("round_cpu", Rule::Same);
constexpr PointwiseOp kAtan2 = floating<Atan2, 2>("atan2", kFloat, &NumberLoops::atan2);
constexpr PointwiseOp kHypot = floating<Hypot, 2>("hypot_cpu", Rule::Same, &NumberLoops::hypot);
constexpr PointwiseOp kCopySign = floating<CopySign, 2>("copysign_cpu", kFloat);
constexpr PointwiseOp kNextAfter = in_steps<NextAfter, 2>("nextafter_cpu", Rule::Same);
constexpr PointwiseOp kHeaviside = real<Heaviside, 2>("heaviside_cpu", Rule::Same);
constexpr PointwiseOp kXlogy = in_steps<Xlogy, 2>("xlogy_cpu", kFloat);
constexpr PointwiseOp kLogAddExp = floating<LogAddExp, 2>("logaddexp_cpu", Rule::Same);
constexpr PointwiseOp kLogAddExp2 = floating<LogAddExp2, 2>("logaddexp2_cpu", Rule::Same);
constexpr PointwiseOp kPow = without_bool(numeric<Pow, 2>("pow", Rule::Same));
constexpr PointwiseOp kGcd = without_bool(integral<Gcd, 2>("gcd_cpu", Rule::Same));
constexpr PointwiseOp kLcm = without_bool(integral<Lcm, 2>("lcm_cpu", Rule::Same));

// Of small integers, in their own dtype: 0 - x, and the larger one of x and -x.
struct Minus {
  static int64_t apply(int64_t a, int64_t b) { return wrap_sub(a, b); }
};
struct Larger {
  static int64_t apply(int64_t a, int64_t b) { return a > b ? a : b; }
};
constexpr PointwiseOp kMinus =
    with_integers(integral<Minus, 2>("neg_cpu", Rule::Same), &IntegerLoops::subtract, &ByteLoops::subtract);
constexpr PointwiseOp kLarger =
    with_integers(integral<Larger, 2>("abs_cpu", Rule::Same), &IntegerLoops::maximum, &ByteLoops::maximum);

Tensor neg_into(const Tensor& out, const Tensor& self) {
  check(self.dtype() != Dtype::Bool,
        "Negation, the `-` operator, on a bool tensor is not supported. If you are trying to invert a mask, use the "
        "`~` or `logical_not()` operator instead.");
  if (self.dtype() == Dtype::UInt8 || self.dtype() == Dtype::Int32) {
    return run_pointwise(kMinus, out, {Scalar(int64_t{0}), self}, {Scalar(int64_t{1})});
  }
  return run_pointwise(kNeg, out, {self});
}
Tensor neg(const Tensor& self) { return neg_into({}, self); }
Tensor neg_(const Tensor& self) { return neg_into(self, self); }

// Of complex numbers too, as real ones.
Tensor magnitude(const Tensor& self) {
  if (self.dtype() == Dtype::Int32) {
    const Tensor minus = neg(self);
    return run_pointwise(kLarger, minus, {self, minus});
  }
  if (!is_complex(self.dtype())) return run_pointwise(kAbs, {}, {self});
  const Tensor pairs = view_as_real_pairs(self);
  return run_pointwise(kHypot, {}, {select(pairs, -1, 0), select(pairs, -1, 1)});
}

Tensor round_decimals_into(const Tensor& out, const Tensor& self, int64_t decimals) {
  const double scale = std::pow(10.0, static_cast<double>(std::llabs(decimals)));
  if (decimals == 0) return run_pointwise(kRound, out, {self});
  if (self.dtype() != Dtype::Float32 && self.dtype() != Dtype::Float64) {
    return run_pointwise(kRoundDecimals, out, {self}, {scale, decimals < 0 ? 1 : 0});
  }
  // Step by step, as each has vectors.
  const char* const steps[] = {"aten::div.Scalar", "aten::mul_.Scalar", "aten::mul.Scalar", "aten::div_.Scalar"};
  const auto* const step = decimals < 0 ? steps : steps + 2;
  const Tensor scaled = invoke(step[0], self, scale).to_tensor();
  const Tensor rounded = run_pointwise(kRound, out, {scaled});
  invoke(step[1], rounded, scale);
  return rounded;
}
Tensor round_decimals(const Tensor& self, int64_t decimals) { return round_decimals_into({}, self, decimals); }
Tensor round_decimals_(const Tensor& self, int64_t decimals) { return round_decimals_into(self, self, decimals); }

Tensor heaviside(const Tensor& self, const Tensor& values) {
  check(self.dtype() == values.dtype(), "heaviside is not yet implemented for tensors with different dtypes.");
  return run_pointwise(kHeaviside, {}, {self, values});
}
Tensor heaviside_(const Tensor& self, const Tensor& values) {
  check(self.dtype() == values.dtype(), "heaviside is not yet implemented for tensors with different dtypes.");
  return run_pointwise(kHeaviside, self, {self, values});
}

// Exponents for which eager has a formula of its own, so that results agree to the bit.
const PointwiseOp* special_power(double exponent, Dtype dtype) {
  if (exponent == 2) return &kSquare;
  if (!is_floating(dtype) || dtype == Dtype::Float16) return nullptr;
  if (exponent == 0.5) return &kSqrt;
  if (exponent == -0.5) return &kRsqrt;
  if (exponent == 3) return &kCube;
  if (exponent == -1) return &kReciprocal;
  if (exponent == -2) return &kInverseSquare;
  return nullptr;
}
Tensor pow_scalar_into(const Tensor& out, const Tensor& self, Scalar exponent) {
  const Dtype common = result_type(self, exponent);
  check(!is_integral(common, true) || exponent.is_float() || exponent.to_int() >= 0,
        "Integers to negative integer powers are not allowed.");
  if (exponent.to_double() == 0 || exponent.to_double() == 1) {
    const std::array<Arg, 2> args{self, exponent};
    const Tensor target = pointwise_target(out, self.sizes(), args, common, "pow");
    copy_elements(target, exponent.to_double() == 0 ? scalar_tensor(1, common) : self);
    return target;
  }
  const Tensor base = is_integral(self.dtype(), true) ? to_dtype(self, common) : self;
  const PointwiseOp* special = common == Dtype::Bool ? nullptr : special_power(exponent.to_double(), common);
  if (special) return run_pointwise(*special, out, {base});
  return run_pointwise(kPow, out, {base, exponent});
}
Tensor square(const Tensor& self) { return pow_scalar_into({}, self, 2); }
Tensor square_(const Tensor& self) { return pow_scalar_into(self, self, 2); }
// In row-major order always, as in eager.
Tensor pow_of_scalar(Scalar base, const Tensor& exponent) {
  const std::array<Arg, 2> args{base, exponent};
  return run_pointwise(kPow, empty(exponent.sizes(), common_dtype(args)), args);
}
Tensor pow_scalar(const Tensor& self, Scalar exponent) { return pow_scalar_into({}, self, exponent); }
Tensor pow_scalar_(const Tensor& self, Scalar exponent) { return pow_scalar_into(self, self, exponent); }

Tensor float_power(const Arg& base, const Arg& exponent, const Tensor& out) {
  Arg a = base, b = exponent;
  a.convert(Dtype::Float64);
  b.convert(Dtype::Float64);
  a.is_number = b.is_number = false;
  return run_pointwise(kPow, out, {a, b});
}
Tensor float_power_tensors(const Tensor& a, const Tensor& b) { return float_power(a, b, {}); }
Tensor float_power_scalar(const Tensor& a, Scalar b) { return float_power(a, b, {}); }
Tensor float_power_scalar_first(Scalar a, const Tensor& b) { return float_power(a, b, {}); }

// self * 2^other
Tensor ldexp(const Tensor& self, const Tensor& other) {
  struct Ldexp {
    static float apply(float a, float b) { return a * std::exp2(b); }
    static double apply(double a, double b) { return a * std::exp2(b); }
  };
  static constexpr PointwiseOp kLdexp = floating<Ldexp, 2>("ldexp", Rule::Float);
  if (is_floating(other.dtype()))
    return invoke("aten::mul.Tensor", self, run_pointwise(kPow, {}, {Scalar(2), other})).to_tensor();
  return run_pointwise(kLdexp, {}, {self, other});
}

}  // namespace

UNARY_KERNELS(sqrt, kSqrt)
UNARY_KERNELS(rsqrt, kRsqrt)
UNARY_KERNELS(reciprocal, kReciprocal)
UNARY_KERNELS(exp, kExp)
UNARY_KERNELS(exp2, kExp2)
UNARY_KERNELS(expm1, kExpm1)
UNARY_KERNELS(log, kLog)
UNARY_KERNELS(log2, kLog2)
UNARY_KERNELS(log10, kLog10)
UNARY_KERNELS(log1p, kLog1p)
UNARY_KERNELS(sin, kSin)
UNARY_KERNELS(cos, kCos)
UNARY_KERNELS(tan, kTan)
UNARY_KERNELS(asin, kAsin)
UNARY_KERNELS(arcsin, kAsin)
UNARY_KERNELS(acos, kAcos)
UNARY_KERNELS(arccos, kAcos)
UNARY_KERNELS(atan, kAtan)
UNARY_KERNELS(arctan, kAtan)
UNARY_KERNELS(sinh, kSinh)
UNARY_KERNELS(cosh, kCosh)
UNARY_KERNELS(tanh, kTanh)
UNARY_KERNELS(asinh, kAsinh)
UNARY_KERNELS(arcsinh, kAsinh)
UNARY_KERNELS(acosh, kAcosh)
UNARY_KERNELS(arccosh, kAcosh)
UNARY_KERNELS(atanh, kAtanh)
UNARY_KERNELS(arctanh, kAtanh)
UNARY_KERNELS(erf, kErf)
UNARY_KERNELS(erfc, kErfc)
UNARY_KERNELS(erfinv, kErfinv)
UNARY_KERNELS(sigmoid, kSigmoid)
UNARY_KERNELS(lgamma, kLgamma)
UNARY_KERNELS(deg2rad, kDeg2rad)
UNARY_KERNELS(rad2deg, kRad2deg)
UNARY_KERNELS(sinc, kSinc)
UNARY_KERNELS(frac, kFrac)
UNARY_KERNELS(floor, kFloor)
UNARY_KERNELS(ceil, kCeil)
UNARY_KERNELS(trunc, kTrunc)
UNARY_KERNELS(fix, kTrunc)
UNARY_KERNELS(round, kRound)
KERNEL(aten_abs, magnitude)
KERNEL(aten_abs_, (unary_<kAbs>))
KERNEL(aten_absolute, magnitude)
KERNEL(aten_absolute_, (unary_<kAbs>))
UNARY_KERNELS(sign, kSign)
UNARY_KERNELS(sgn, kSgn)
KERNEL(aten_special_erf, (unary<kErf>))
KERNEL(aten_special_erfc, (unary<kErfc>))
KERNEL(aten_special_erfinv, (unary<kErfinv>))
KERNEL(aten_special_expit, (unary<kSigmoid>))
KERNEL(aten_special_expm1, (unary<kExpm1>))
KERNEL(aten_special_exp2, (unary<kExp2>))
KERNEL(aten_special_log1p, (unary<kLog1p>))
KERNEL(aten_special_sinc, (unary<kSinc>))
KERNEL(aten_special_gammaln, (unary<kLgamma>))
KERNEL(aten_neg, neg)
KERNEL(aten_neg_, neg_)
KERNEL(aten_negative, neg)
KERNEL(aten_negative_, neg_)
KERNEL(aten_round_decimals, round_decimals)
KERNEL(aten_round__decimals, round_decimals_)
KERNEL(aten_special_round, round_decimals)
PLAIN_BINARY_KERNELS(atan2, kAtan2)
PLAIN_BINARY_KERNELS(arctan2, kAtan2)
PLAIN_BINARY_KERNELS(hypot, kHypot)
PLAIN_BINARY_KERNELS(nextafter, kNextAfter)
PLAIN_BINARY_KERNELS(gcd, kGcd)
PLAIN_BINARY_KERNELS(lcm, kLcm)
BINARY_KERNELS(copysign, kCopySign)
KERNEL(aten_heaviside, heaviside)
KERNEL(aten_heaviside_, heaviside_)
KERNEL(aten_ldexp_Tensor, ldexp)
KERNEL(aten_logaddexp, (binary<kLogAddExp>))
KERNEL(aten_logaddexp2, (binary<kLogAddExp2>))
KERNEL(aten_xlogy_Tensor, (binary<kXlogy>))
KERNEL(aten_xlogy_Scalar_Other, (binary_scalar<kXlogy>))
KERNEL(aten_xlogy_Scalar_Self, (binary_scalar_first<kXlogy>))
KERNEL(aten_special_xlogy, (binary<kXlogy>))
KERNEL(aten_special_xlogy_other_scalar, (binary_scalar<kXlogy>))
KERNEL(aten_special_xlogy_self_scalar, (binary_scalar_first<kXlogy>))
KERNEL(aten_xlogy__Tensor, (binary_<kXlogy>))
KERNEL(aten_xlogy__Scalar_Other, (binary_scalar_<kXlogy>))
KERNEL(aten_pow_Tensor_Tensor, (binary<kPow>))
KERNEL(aten_pow_Tensor_Scalar, pow_scalar)
KERNEL(aten_pow_Scalar, pow_of_scalar)
KERNEL(aten_pow__Tensor, (binary_<kPow>))
KERNEL(aten_pow__Scalar, pow_scalar_)
KERNEL(aten_float_power_Tensor_Tensor, float_power_tensors)
KERNEL(aten_float_power_Tensor_Scalar, float_power_scalar)
KERNEL(aten_float_power_Scalar, float_power_scalar_first)
KERNEL(aten_square, square)
KERNEL(aten_square_, square_)

}  // namespace flambeau
