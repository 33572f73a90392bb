// Comparisons, maxima, and tests of single numbers; their results are bool or one of the operands.
#include <cmath>

#include "kernels/factory.h"
#include "kernels/invoke.h"
#include "kernels/pointwise.h"
#include "kernels/reduce.h"
#include "kernels/view.h"

namespace flambeau {
namespace {

#define COMPARISON(Name, expression) \
  struct Name {                      \
    template <typename T>            \
    static bool apply(T a, T b) {    \
      return expression;             \
    }                                \
  };
COMPARISON(Eq, a == b)
COMPARISON(Ne, a != b)
COMPARISON(Lt, a < b)
COMPARISON(Le, a <= b)
COMPARISON(Gt, a > b)
COMPARISON(Ge, a >= b)
#undef COMPARISON

constexpr PointwiseOp comparing(PointwiseOp op, Comparison comparison, ByteLoop ByteLoops::*bytes) {
  op.vectors.comparison = comparison;
  return with_bytes(op, bytes);
}
constexpr PointwiseOp kEq = comparing(numeric<Eq, 2>("eq_cpu", Rule::Compare), kEqual, &ByteLoops::equal);
constexpr PointwiseOp kNe = comparing(numeric<Ne, 2>("ne_cpu", Rule::Compare), kNotEqual, &ByteLoops::not_equal);
constexpr PointwiseOp kLt = comparing(real<Lt, 2>("lt_cpu", Rule::Compare), kLess, &ByteLoops::less);
constexpr PointwiseOp kLe = comparing(real<Le, 2>("le_cpu", Rule::Compare), kLessEqual, &ByteLoops::less_equal);
constexpr PointwiseOp kGt = comparing(real<Gt, 2>("gt_cpu", Rule::Compare), kGreater, &ByteLoops::greater);
constexpr PointwiseOp kGe = comparing(real<Ge, 2>("ge_cpu", Rule::Compare), kGreaterEqual, &ByteLoops::greater_equal);

struct Maximum {
  template <typename T>
  static T apply(T a, T b) {
    return a != a || a > b ? a : b;
  }
};
struct Minimum {
  template <typename T>
  static T apply(T a, T b) {
    return a != a || a < b ? a : b;
  }
};
struct Fmax {
  template <typename T>
  static T apply(T a, T b) {
    return b != b || a > b ? a : b;
  }
};
struct Fmin {
  template <typename T>
  static T apply(T a, T b) {
    return b != b || a < b ? a : b;
  }
};
constexpr PointwiseOp with_all_integers(PointwiseOp op, IntegerLoop IntegerLoops::*integers,
                                        ByteLoop ByteLoops::*bytes) {
  return with_bytes(with_integers(op, integers, bytes), bytes);
}
constexpr PointwiseOp kMaximum = with_all_integers(real<Maximum, 2>("maximum_cpu", Rule::Same, &NumberLoops::maximum),
                                                   &IntegerLoops::maximum, &ByteLoops::maximum);
constexpr PointwiseOp kMinimum = with_all_integers(real<Minimum, 2>("minimum_cpu", Rule::Same, &NumberLoops::minimum),
                                                   &IntegerLoops::minimum, &ByteLoops::minimum);
constexpr PointwiseOp kFmax = real<Fmax, 2>("fmax", Rule::Same);
constexpr PointwiseOp kFmin = real<Fmin, 2>("fmin", Rule::Same);

#define NUMBER_TEST(Name, for_floats, for_integers) \
  struct Name {                                     \
    template <typename T>                           \
    static bool apply([[maybe_unused]] T a) {       \
      if constexpr (std::is_integral_v<T>) {        \
        return for_integers;                        \
      } else {                                      \
        return for_floats;                          \
      }                                             \
    }                                               \
  };
NUMBER_TEST(IsNan, a != a, false)
NUMBER_TEST(IsInf, std::fabs(a) == std::numeric_limits<T>::infinity(), false)
NUMBER_TEST(IsFinite, std::fabs(a) < std::numeric_limits<T>::infinity(), true)
NUMBER_TEST(IsPosInf, a == std::numeric_limits<T>::infinity(), false)
NUMBER_TEST(IsNegInf, a == -std::numeric_limits<T>::infinity(), false)
NUMBER_TEST(SignBit, std::signbit(a), a < 0)
NUMBER_TEST(IsReal, true, true)
#undef NUMBER_TEST

// Of complex numbers: of both parts together.
template <const PointwiseOp& Op, bool kBoth>
Tensor test_parts(const Tensor& self) {
  if (!is_complex(self.dtype())) return run_pointwise(Op, {}, {self});
  const Tensor pairs = view_as_real_pairs(self);
  const Tensor first = run_pointwise(Op, {}, {select(pairs, -1, 0)}),
               second = run_pointwise(Op, {}, {select(pairs, -1, 1)});
  return invoke(kBoth ? "aten::logical_and" : "aten::logical_or", first, second).to_tensor();
}

constexpr PointwiseOp kIsNan = real<IsNan, 1>("isnan", Rule::Compare);
constexpr PointwiseOp kIsInf = real<IsInf, 1>("isinf", Rule::Compare);
constexpr PointwiseOp kIsFinite = real<IsFinite, 1>("isfinite", Rule::Compare);
constexpr PointwiseOp kIsPosInf = real<IsPosInf, 1>("isposinf", Rule::Compare);
constexpr PointwiseOp kIsNegInf = real<IsNegInf, 1>("isneginf", Rule::Compare);
constexpr PointwiseOp kSignBit = real<SignBit, 1>("signbit", Rule::Compare);
constexpr PointwiseOp kIsReal = real<IsReal, 1>("isreal", Rule::Compare);

struct IsClose {
  template <typename T>
  static bool apply(T a, T b, const Params& p) {
    if (a == b) return true;
    if constexpr (std::is_same_v<T, Complex128>) {
      if (a != a || b != b) return p.i[2] != 0 && a != a && b != b;
      const double apart = std::abs(a - b);
      return apart < std::numeric_limits<double>::infinity() && apart <= p.f[1] + p.f[0] * std::abs(b);
    } else if constexpr (!std::is_integral_v<T>) {
      if (a != a || b != b) return p.i[2] != 0 && a != a && b != b;
      if (std::fabs(a) == std::numeric_limits<T>::infinity()) return false;
      const T allowed = static_cast<T>(p.f[1]) + std::fabs(static_cast<T>(p.f[0]) * b);
      const T apart = std::fabs(a - b);
      return apart < std::numeric_limits<T>::infinity() && apart <= allowed;
    } else {
      const double x = static_cast<double>(a), y = static_cast<double>(b);
      return std::fabs(x - y) <= p.f[1] + std::fabs(p.f[0] * y);
    }
  }
};
constexpr PointwiseOp kIsClose = numeric<IsClose, 2>("isclose", Rule::Compare);

Tensor isclose(const Tensor& self, const Tensor& other, double rtol, double atol, bool equal_nan) {
  check(self.dtype() == other.dtype(), scalar_type_name(self.dtype()), " did not match ",
        scalar_type_name(other.dtype()));
  check(rtol >= 0, "rtol must be greater than or equal to zero, but got ", rtol);
  check(atol >= 0, "atol must be greater than or equal to zero, but got ", atol);
  return run_pointwise(kIsClose, {}, {self, other}, {rtol, atol, equal_nan ? 1 : 0});
}
Tensor is_real(const Tensor& self) {
  if (is_complex(self.dtype())) return invoke("aten::eq.Scalar", invoke("aten::imag", self), 0).to_tensor();
  return run_pointwise(kIsReal, {}, {self});
}
bool allclose(const Tensor& self, const Tensor& other, double rtol, double atol, bool equal_nan) {
  const Tensor close = contiguous(isclose(self, other, rtol, atol, equal_nan));
  return std::all_of(close.data<bool>(), close.data<bool>() + close.numel(), [](bool b) { return b; });
}

}  // namespace

BINARY_KERNELS(eq, kEq)
BINARY_KERNELS(ne, kNe)
BINARY_KERNELS(lt, kLt)
BINARY_KERNELS(le, kLe)
BINARY_KERNELS(gt, kGt)
BINARY_KERNELS(ge, kGe)
BINARY_KERNELS(not_equal, kNe)
BINARY_KERNELS(less, kLt)
BINARY_KERNELS(less_equal, kLe)
BINARY_KERNELS(greater, kGt)
BINARY_KERNELS(greater_equal, kGe)
KERNEL(aten_maximum, (binary<kMaximum>))
KERNEL(aten_minimum, (binary<kMinimum>))
KERNEL(aten_max_other, (binary<kMaximum>))
KERNEL(aten_min_other, (binary<kMinimum>))
KERNEL(aten_fmax, (binary<kFmax>))
KERNEL(aten_fmin, (binary<kFmin>))
KERNEL(aten_isnan, (test_parts<kIsNan, false>))
KERNEL(aten_isinf, (test_parts<kIsInf, false>))
KERNEL(aten_isfinite, (test_parts<kIsFinite, true>))
KERNEL(aten_isposinf, (unary<kIsPosInf>))
KERNEL(aten_isneginf, (unary<kIsNegInf>))
KERNEL(aten_isreal, is_real)
KERNEL(aten_signbit, (unary<kSignBit>))
KERNEL(aten_isclose, isclose)
KERNEL(aten_allclose, allclose)

}  // namespace flambeau
