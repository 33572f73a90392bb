// Sums, products, quotients and remainders. Integers wrap around as in C; division by zero raises.
#include <cmath>
#include <limits>
#include <type_traits>

#include "base/float_rest.h"
#include "kernels/divisor.h"
#include "kernels/factory.h"
#include "kernels/integer_math.h"
#include "kernels/invoke.h"
#include "kernels/pointwise.h"

namespace flambeau {
namespace {

struct Add {
  template <typename T>
  static T apply(T a, T b, const Params& p) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_add(a, wrap_mul(p.get<T>(0), b));
    } else {
      return a + p.get<T>(0) * b;
    }
  }
};
struct Sub {
  template <typename T>
  static T apply(T a, T b, const Params& p) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_sub(a, wrap_mul(p.get<T>(0), b));
    } else {
      return a - p.get<T>(0) * b;
    }
  }
};
struct Mul {
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_mul(a, b);
    } else {
      return a * b;
    }
  }
};
struct Div {
  template <typename T>
  static T apply(T a, T b) {
    return a / b;
  }
};
struct DivTrunc {
  static int64_t from_floor(int64_t a, int64_t b, int64_t floor) { return floor + (floor < 0 && floor * b != a); }
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return divide(a, b);
    } else {
      return std::trunc(a / b);
    }
  }
};
template <typename Steps>
struct DivFloor {
  static int64_t from_floor(int64_t /*a*/, int64_t /*b*/, int64_t floor) { return floor; }
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return divide_floor(a, b);
    } else {
      if (b == 0) return a / b;
      const T rest = float_rest(a, b);
      T quotient = Steps::round(Steps::round(a - rest) / b);
      const T choices[] = {quotient, Steps::round(quotient - 1)};  // without a jump, which would be hard to foresee
      quotient = choices[(rest != 0) & ((b < 0) != (rest < 0))];
      if (quotient == 0) return std::copysign(T(0), a / b);
      const T floor = std::floor(quotient);
      return quotient - floor > T(0.5) ? floor + 1 : floor;
    }
  }
};
struct Remainder {
  static int64_t from_floor(int64_t a, int64_t b, int64_t floor) { return a - floor * b; }
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      const T rest = modulo(a, b);
      return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
    } else {
      return float_modulo(a, b);
    }
  }
};
struct Fmod {
  static int64_t from_floor(int64_t a, int64_t b, int64_t floor) { return a - DivTrunc::from_floor(a, b, floor) * b; }
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return modulo(a, b);
    } else {
      return float_rest(a, b);
    }
  }
};

// Integers by one number for all: what pipelines do to pixels and indices.
template <typename Op>
void integer_division(std::byte* out, const std::byte* const* in, int64_t n, const Params& params) {
  const auto* a = reinterpret_cast<const int64_t*>(in[0]);
  const auto* b = reinterpret_cast<const int64_t*>(in[1]);
  const int64_t divisor = n > 0 ? b[0] : 0;
  bool is_simple = divisor != 0 && Divisor::fits(divisor);
  for (int64_t i = 0; i < n && is_simple; ++i) is_simple = b[i] == divisor && Divisor::fits(a[i]);
  if (!is_simple) return pointwise_detail::element_loop<Op, int64_t, 2>(out, in, n, params);
  const Divisor by(divisor);
  auto* const to = reinterpret_cast<int64_t*>(out);
  FLAMBEAU_EACH
  for (int64_t i = 0; i < n; ++i) to[i] = Op::from_floor(a[i], divisor, by.floor(a[i]));
}
template <typename Op>
constexpr PointwiseOp division(const char* name, FastLoop fast = nullptr) {
  PointwiseOp op = floating<Op, 2>(name, Rule::Same, fast);
  op.i64 = integer_division<Op>;
  return without_bool(op);
}

constexpr PointwiseOp with_alpha(PointwiseOp op) {
  op.has_alpha = true;
  return op;
}
constexpr PointwiseOp kAdd = with_alpha(
    with_integers(numeric<Add, 2>("add_stub", Rule::Same, &NumberLoops::add), &IntegerLoops::add, &ByteLoops::add));
constexpr PointwiseOp kSub = with_alpha(with_integers(numeric<Sub, 2>("sub_stub", Rule::Same, &NumberLoops::sub),
                                                      &IntegerLoops::subtract, &ByteLoops::subtract));
constexpr PointwiseOp kAddBools = with_bytes(kAdd, &ByteLoops::disjunction);
constexpr PointwiseOp kMul =
    with_bytes(with_integers(with_exact_numbers(numeric<Mul, 2>("mul_cpu", Rule::Same, &NumberLoops::mul)),
                             &IntegerLoops::multiply, &ByteLoops::multiply),
               &ByteLoops::multiply);
constexpr PointwiseOp make_div() {
  PointwiseOp op = with_exact_numbers(floating<Div, 2>("div_true_cpu", Rule::Float, &NumberLoops::div));
  op.c128 = pointwise_detail::element_loop<Div, Complex128, 2>;
  return op;
}
constexpr PointwiseOp kDiv = make_div();
constexpr PointwiseOp kDivTrunc = division<DivTrunc>("div_trunc_cpu");
constexpr PointwiseOp kDivFloor = division<DivFloor<Exact>>("div_floor_cpu", &NumberLoops::floor_divide);
constexpr PointwiseOp kDivFloorInSteps = without_bool(in_steps<DivFloor, 2>("div_floor_cpu", Rule::Same));
constexpr PointwiseOp kRemainder = division<Remainder>("remainder_cpu", &NumberLoops::remainder);
constexpr PointwiseOp kFmod = division<Fmod>("fmod_cpu", &NumberLoops::fmod);

void check_alpha(std::span<const Arg> args, const Scalar& alpha) {
  const Dtype common = common_dtype(args);
  check(!alpha.is_bool() || common == Dtype::Bool, "Boolean alpha only supported for Boolean results.");
  check(!alpha.is_float() || !is_integral(common, true),
        "For integral input tensors, argument alpha must not be a floating point number.");
}

void check_no_bool_difference(std::span<const Arg> args) {
  const bool first = args[0].dtype() == Dtype::Bool, second = args[1].dtype() == Dtype::Bool;
  check(!first || !second,
        "Subtraction, the `-` operator, with two bool tensors is not supported. Use the `^` or `logical_xor()` "
        "operator instead.");
  check(!first && !second,
        "Subtraction, the `-` operator, with a bool tensor is not supported. If you are trying to invert a mask, use "
        "the `~` or `logical_not()` operator instead.");
}

bool is_half(Dtype dtype) { return dtype == Dtype::Float16 || dtype == Dtype::BFloat16; }

// a + alpha * b or a - alpha * b. Eager rounds alpha to float16 and bfloat16, but no product.
Tensor combine(const PointwiseOp& op, const Tensor& out, std::span<const Arg> args, const Scalar& alpha) {
  if (alpha.is_int() && args[0].dtype() == Dtype::Float32 && args[1].dtype() == Dtype::Float32) {  // as most are
    return run_pointwise(op, out, args, {alpha});
  }
  check_alpha(args, alpha);
  const Dtype common = common_dtype(args);
  if (common == Dtype::Bool && &op == &kAdd) return run_pointwise(kAddBools, out, args, {alpha});
  if (!is_half(common)) return run_pointwise(op, out, args, {alpha});
  const auto rounded = static_cast<float>(alpha.to_double());
  const float factor = common == Dtype::Float16 ? float(Half(rounded)) : float(BFloat16(rounded));
  return run_pointwise(op, out, args, {Scalar(static_cast<double>(factor))});
}
Tensor add_into(const Tensor& out, const Arg& a, const Arg& b, const Scalar& alpha) {
  const std::array<Arg, 2> args{a, b};
  return combine(kAdd, out, args, alpha);
}
Tensor add(const Tensor& self, const Tensor& other, Scalar alpha) { return add_into({}, self, other, alpha); }
Tensor add_(const Tensor& self, const Tensor& other, Scalar alpha) { return add_into(self, self, other, alpha); }
Tensor add_scalar(const Tensor& self, Scalar other, Scalar alpha) { return add_into({}, self, other, alpha); }
Tensor add_scalar_(const Tensor& self, Scalar other, Scalar alpha) { return add_into(self, self, other, alpha); }

Tensor sub_into(const Tensor& out, const Arg& a, const Arg& b, const Scalar& alpha) {
  const std::array<Arg, 2> args{a, b};
  check_no_bool_difference(args);
  return combine(kSub, out, args, alpha);
}
Tensor sub(const Tensor& self, const Tensor& other, Scalar alpha) { return sub_into({}, self, other, alpha); }
Tensor sub_(const Tensor& self, const Tensor& other, Scalar alpha) { return sub_into(self, self, other, alpha); }
Tensor sub_scalar(const Tensor& self, Scalar other, Scalar alpha) { return sub_into({}, self, other, alpha); }
Tensor sub_scalar_(const Tensor& self, Scalar other, Scalar alpha) { return sub_into(self, self, other, alpha); }
Tensor rsub(const Tensor& self, const Tensor& other, Scalar alpha) { return sub_into({}, other, self, alpha); }
Tensor rsub_scalar(const Tensor& self, Scalar other, Scalar alpha) { return sub_into({}, other, self, alpha); }

const PointwiseOp& division_by(std::optional<std::string_view> mode) {
  if (!mode) return kDiv;
  if (*mode == "trunc") return kDivTrunc;
  check(*mode == "floor", "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '", *mode, "'");
  return kDivFloor;
}
using Mode = std::optional<std::string_view>;
Tensor div_into(const Tensor& out, const Arg& a, const Arg& b, Mode mode) {
  const PointwiseOp& op = division_by(mode);
  const std::array<Arg, 2> args{a, b};
  const Dtype common = common_dtype(args);
  if (&op == &kDivTrunc && is_floating(common) && !is_half(common)) {
    const Tensor quotient = run_pointwise(kDiv, out, args);  // both steps have vectors
    invoke("aten::trunc_", quotient);
    return quotient;
  }
  if (&op == &kDiv || !is_half(common)) return run_pointwise(op, out, args);
  // Eager divides float16 and bfloat16 by one number in float32, and by several in steps that it rounds.
  if (b.tensor().numel() == 1) {
    const PointwiseOp in_floats = with_exact_numbers(op);
    return run_pointwise(in_floats, out, {to_dtype(a.tensor(), common), b});
  }
  if (&op == &kDivFloor) return run_pointwise(kDivFloorInSteps, out, args);
  return run_pointwise(kDivTrunc, out, {run_pointwise(kDiv, {}, args), Scalar(1)});
}
Tensor floor_divide(const Tensor& self, const Tensor& other) { return div_into({}, self, other, "floor"); }
Tensor floor_divide_(const Tensor& self, const Tensor& other) { return div_into(self, self, other, "floor"); }
Tensor floor_divide_scalar(const Tensor& self, Scalar other) { return div_into({}, self, other, "floor"); }
Tensor floor_divide_scalar_(const Tensor& self, Scalar other) { return div_into(self, self, other, "floor"); }
Tensor div_mode(const Tensor& self, const Tensor& other, Mode mode) { return div_into({}, self, other, mode); }
Tensor div_mode_(const Tensor& self, const Tensor& other, Mode mode) { return div_into(self, self, other, mode); }
Tensor div_scalar_mode(const Tensor& self, Scalar other, Mode mode) { return div_into({}, self, other, mode); }
Tensor div_scalar_mode_(const Tensor& self, Scalar other, Mode mode) { return div_into(self, self, other, mode); }

}  // namespace

KERNEL(aten_add_Tensor, add)
KERNEL(aten_add__Tensor, add_)
KERNEL(aten_add_Scalar, add_scalar)
KERNEL(aten_add__Scalar, add_scalar_)
KERNEL(aten_sub_Tensor, sub)
KERNEL(aten_sub__Tensor, sub_)
KERNEL(aten_sub_Scalar, sub_scalar)
KERNEL(aten_sub__Scalar, sub_scalar_)
KERNEL(aten_subtract_Tensor, sub)
KERNEL(aten_subtract_Scalar, sub_scalar)
KERNEL(aten_subtract__Tensor, sub_)
KERNEL(aten_subtract__Scalar, sub_scalar_)
KERNEL(aten_rsub_Tensor, rsub)
KERNEL(aten_rsub_Scalar, rsub_scalar)
BINARY_KERNELS(mul, kMul)
BINARY_KERNELS(multiply, kMul)
BINARY_KERNELS(div, kDiv)
BINARY_KERNELS(divide, kDiv)
BINARY_KERNELS(true_divide, kDiv)
KERNEL(aten_div_Tensor_mode, div_mode)
KERNEL(aten_div__Tensor_mode, div_mode_)
KERNEL(aten_div_Scalar_mode, div_scalar_mode)
KERNEL(aten_div__Scalar_mode, div_scalar_mode_)
KERNEL(aten_divide_Tensor_mode, div_mode)
KERNEL(aten_divide__Tensor_mode, div_mode_)
KERNEL(aten_divide_Scalar_mode, div_scalar_mode)
KERNEL(aten_divide__Scalar_mode, div_scalar_mode_)
KERNEL(aten_floor_divide, floor_divide)
KERNEL(aten_floor_divide_Scalar, floor_divide_scalar)
KERNEL(aten_floor_divide__Tensor, floor_divide_)
KERNEL(aten_floor_divide__Scalar, floor_divide_scalar_)
BINARY_KERNELS(remainder, kRemainder)
KERNEL(aten_remainder_Scalar_Tensor, (binary_scalar_first<kRemainder>))
BINARY_KERNELS(fmod, kFmod)

}  // namespace flambeau
