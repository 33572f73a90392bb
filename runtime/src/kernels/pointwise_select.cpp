// Operators of three operands, and choices between elements: where, masked_fill, clamp, addcmul, lerp, nan_to_num.
#include <cmath>
#include <limits>

#include "kernels/factory.h"
#include "kernels/index.h"
#include "kernels/integer_math.h"
#include "kernels/pointwise.h"

namespace flambeau {
namespace {

template <std::size_t Size>
void choose(std::byte* to, const std::byte* const* in, int64_t n) {
  struct alignas(Size < 8 ? Size : 8) Word {
    std::byte bytes[Size];
  };
  const auto* mask = reinterpret_cast<const uint8_t*>(in[0]);
  const auto* yes = reinterpret_cast<const Word*>(in[1]);
  const auto* no = reinterpret_cast<const Word*>(in[2]);
  auto* out = reinterpret_cast<Word*>(to);
  FLAMBEAU_EACH
  for (int64_t i = 0; i < n; ++i) out[i] = mask[i] ? yes[i] : no[i];
}

// target = mask ? yes : no, elements being of target's dtype as they are.
void choose_into(const Tensor& target, const Tensor& mask, const Tensor& yes, const Tensor& no) {
  const Dtype dtype = target.dtype();
  const auto loop = [&]() -> void (*)(std::byte*, const std::byte* const*, int64_t) {
    switch (target.itemsize()) {
      case 1: return choose<1>;
      case 2: return choose<2>;
      case 4: return choose<4>;
      case 8: return choose<8>;
      default: return choose<16>;
    }
  }();
  map_elements({target, dtype}, {{mask, mask.dtype(), Dtype::Bool}, {yes, dtype, dtype}, {no, dtype, dtype}}, loop);
}

Tensor where_of(const Tensor& condition, const Arg& yes, const Arg& no) {
  check(condition.dtype() == Dtype::Bool || condition.dtype() == Dtype::UInt8,
        "where expected condition to be a boolean tensor, but got a tensor with dtype ",
        scalar_type_name(condition.dtype()));
  const std::array<Arg, 2> values{yes, no};
  const Ints shape = broadcast_shapes(condition.sizes(), broadcast_shapes(yes.tensor().sizes(), no.tensor().sizes()));
  const std::array<Arg, 3> args{condition, yes, no};
  const Dtype common = common_dtype(values);
  for (const Arg& value : values) {
    if (value.is_number) check_fits(value.number, common);
  }
  const Tensor target = pointwise_target({}, shape, args, common, "where");
  choose_into(target, condition, yes.tensor(), no.tensor());
  return target;
}
Tensor where(const Tensor& condition, const Tensor& a, const Tensor& b) { return where_of(condition, a, b); }
Tensor where_scalar_other(const Tensor& condition, const Tensor& a, Scalar b) { return where_of(condition, a, b); }
Tensor where_scalar_self(const Tensor& condition, Scalar a, const Tensor& b) { return where_of(condition, a, b); }
Tensor where_scalars(const Tensor& condition, Scalar a, Scalar b) { return where_of(condition, a, b); }

void check_mask(const Tensor& mask) {
  check(mask.dtype() == Dtype::Bool, "masked_fill_ only supports boolean masks, but got mask with dtype ",
        dtype_name(mask.dtype()));
}
void check_value(const Tensor& self, const Tensor& value) {
  check(value.dim() == 0, "masked_fill_ only supports a 0-dimensional value tensor, but got tensor with ", value.dim(),
        " dimension(s).");
  check(is_complex(self.dtype()) || !is_complex(value.dtype()), "value cannot be converted to type ",
        scalar_type_name(self.dtype()), " without overflow");
}
Tensor masked_fill_tensor_(const Tensor& self, const Tensor& mask, const Tensor& value) {
  check_value(self, value);
  check_mask(mask);
  check_changeable(self, "masked_fill_");
  const Tensor where = expand_to(mask, self.sizes()), with = to_dtype(value, self.dtype());
  // Of elements that share memory, those outside the mask mustn't be written back.
  if (shares_elements(self)) {
    index_put_into(self, {where}, with, false);
  } else {
    choose_into(self, where, with, self);
  }
  return self;
}
Tensor masked_fill_tensor(const Tensor& self, const Tensor& mask, const Tensor& value) {
  check_value(self, value);
  check_mask(mask);
  const Tensor target = empty(broadcast_shapes(self.sizes(), mask.sizes()), self.dtype());  // in row-major order always
  choose_into(target, mask, to_dtype(value, self.dtype()), self);
  return target;
}
Tensor fill_value(const Tensor& self, const Scalar& value) {
  check_converts(value, self.dtype());
  return scalar_tensor(value, self.dtype());
}
Tensor masked_fill_(const Tensor& self, const Tensor& mask, Scalar value) {
  return masked_fill_tensor_(self, mask, fill_value(self, value));
}
Tensor masked_fill(const Tensor& self, const Tensor& mask, Scalar value) {
  return masked_fill_tensor(self, mask, fill_value(self, value));
}

struct Clamp {
  template <typename T>
  static T apply(T x, T low, T high) {
    if (x != x) return x;
    if (low != low) return low;
    if (high != high) return high;
    const T above = x < low ? low : x;
    return above > high ? high : above;
  }
};
struct ClampMin {
  template <typename T>
  static T apply(T x, T low) {
    return x != x || x > low ? x : low;
  }
};
struct ClampMax {
  template <typename T>
  static T apply(T x, T high) {
    return x != x || x < high ? x : high;
  }
};
struct ClampFixed {
  template <typename T>
  static T apply(T x, const Params& p) {
    return Clamp::apply(x, p.get<T>(0), p.get<T>(1));
  }
};
constexpr PointwiseOp kClamp = without_bool(real<Clamp, 3>("clamp_cpu", Rule::Same));
constexpr PointwiseOp kClampMin =
    with_integers(without_bool(real<ClampMin, 2>("clamp_min_cpu", Rule::Same, &NumberLoops::maximum)),
                  &IntegerLoops::maximum, &ByteLoops::maximum);
constexpr PointwiseOp kClampMax =
    with_integers(without_bool(real<ClampMax, 2>("clamp_max_cpu", Rule::Same, &NumberLoops::minimum)),
                  &IntegerLoops::minimum, &ByteLoops::minimum);
constexpr PointwiseOp kClampFixed =
    without_bool(floating<ClampFixed, 1>("clamp_scalar_cpu", Rule::Same, &NumberLoops::clamp));

// Of two tensors eager takes bools too.
constexpr PointwiseOp kClampMinTensor = real<ClampMin, 2>("clamp_min_cpu", Rule::Same, &NumberLoops::maximum);
constexpr PointwiseOp kClampMaxTensor = real<ClampMax, 2>("clamp_max_cpu", Rule::Same, &NumberLoops::minimum);

using OptionalScalar = std::optional<Scalar>;

Tensor clamp_into(const Tensor& out, const Tensor& self, const std::optional<Arg>& low,
                  const std::optional<Arg>& high) {
  check(low || high, "torch.clamp: At least one of 'min' or 'max' must not be None");
  if (low && high) {
    const Tensor &from = low->tensor(), &to = high->tensor();
    const bool alike = !out.defined() && from.dtype() == self.dtype() && to.dtype() == self.dtype() &&
                       from.sizes() == self.sizes() && to.sizes() == self.sizes();
    if (!alike || self.dtype() == Dtype::Bool) return run_pointwise(kClamp, out, {self, *low, *high});
    const Tensor above = run_pointwise(kClampMinTensor, {}, {self, *low});  // both steps have vectors
    return run_pointwise(kClampMaxTensor, above, {above, *high});
  }
  const Arg& bound = low ? *low : *high;
  if (bound.is_number) return run_pointwise(low ? kClampMin : kClampMax, out, {self, bound});
  return run_pointwise(low ? kClampMinTensor : kClampMaxTensor, out, {self, bound});
}
Tensor clamp_scalars_into(const Tensor& out, const Tensor& self, OptionalScalar low, OptionalScalar high) {
  const bool fixed =
      low && high && is_floating(self.dtype()) && !std::isnan(low->to_double()) && !std::isnan(high->to_double());
  if (fixed) {
    // Eager rounds them to float16 and bfloat16.
    const auto rounded = [&](const Scalar& bound) {
      check_converts(bound, self.dtype());
      const auto number = static_cast<float>(bound.to_double());
      if (self.dtype() == Dtype::Float16) return Scalar(static_cast<double>(static_cast<float>(Half(number))));
      if (self.dtype() == Dtype::BFloat16) return Scalar(static_cast<double>(static_cast<float>(BFloat16(number))));
      return bound;
    };
    return run_pointwise(kClampFixed, out, {self}, {rounded(*low), rounded(*high)});
  }
  ResultType type;
  type.add(self);
  for (const OptionalScalar& bound : {low, high}) {
    if (bound) type.add(*bound);
  }
  for (const OptionalScalar& bound : {low, high}) {
    if (bound) check_converts(*bound, type.get());
  }
  std::optional<Arg> from, to;
  if (low) from = Arg(*low);
  if (high) to = Arg(*high);
  const bool has_vectors = is_integral(self.dtype()) && self.dtype() != Dtype::Int8;
  if (from && to && type.get() == self.dtype() && has_vectors) {
    const Tensor above = run_pointwise(kClampMin, out, {self, *from});
    return run_pointwise(kClampMax, above, {above, *to});
  }
  return clamp_into(out, self, from, to);
}
Tensor clamp(const Tensor& self, OptionalScalar low, OptionalScalar high) {
  return clamp_scalars_into({}, self, low, high);
}
Tensor clamp_(const Tensor& self, OptionalScalar low, OptionalScalar high) {
  return clamp_scalars_into(self, self, low, high);
}
std::optional<Arg> bound(const Tensor& t) { return t.defined() ? std::optional<Arg>(t) : std::nullopt; }
Tensor clamp_tensors(const Tensor& self, const Tensor& low, const Tensor& high) {
  return clamp_into({}, self, bound(low), bound(high));
}
Tensor clamp_tensors_(const Tensor& self, const Tensor& low, const Tensor& high) {
  return clamp_into(self, self, bound(low), bound(high));
}

struct AddCMul {
  static constexpr bool kInVectors = true;
  template <typename T>
  static T apply(T a, T b, T c, const Params& p) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_add(a, wrap_mul(wrap_mul(p.get<T>(0), b), c));
    } else {
      return a + p.get<T>(0) * b * c;
    }
  }
};
struct AddCDiv {
  static constexpr bool kInVectors = true;
  template <typename T>
  static T apply(T a, T b, T c, const Params& p) {
    return a + p.get<T>(0) * b / c;
  }
};
struct Lerp {
  static constexpr bool kInVectors = true;
  template <typename T>
  static T apply(T a, T b, T w, const Params&) {
    return std::fabs(w) < T(0.5) ? a + w * (b - a) : b - (b - a) * (T(1) - w);
  }
};
constexpr PointwiseOp kAddCMul = without_bool(numeric<AddCMul, 3>("addcmul_cpu_out", Rule::Same));
constexpr PointwiseOp make_addcdiv() {
  PointwiseOp op = floating<AddCDiv, 3>("addcdiv_cpu_out", Rule::Same);
  op.c128 = pointwise_detail::element_loop<AddCDiv, Complex128, 3>;
  return op;
}
constexpr PointwiseOp kAddCDiv = make_addcdiv();
constexpr PointwiseOp kLerp = with_exact_numbers(floating<Lerp, 3>("lerp_kernel_scalar", Rule::Same));

Tensor addcmul_into(const Tensor& out, const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  const std::array<Arg, 3> args{self, a, b};
  check(!value.is_float() || !is_integral(common_dtype(args), true),
        "For integral input tensors, argument value must not be a floating point number.");
  return run_pointwise(kAddCMul, out, args, {value});
}
Tensor addcmul(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  return addcmul_into({}, self, a, b, value);
}
Tensor addcmul_(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  return addcmul_into(self, self, a, b, value);
}
Tensor addcdiv_into(const Tensor& out, const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  check(!is_integral(a.dtype(), true) || !is_integral(b.dtype(), true),
        "Integer division with addcdiv is no longer supported, and in a future  release addcdiv will perform a true "
        "division of tensor1 and tensor2. The historic addcdiv behavior can be implemented as (input + value * "
        "torch.trunc(tensor1 / tensor2)).to(input.dtype) for integer inputs and as (input + value * tensor1 / tensor2) "
        "for float inputs. The future addcdiv behavior is just the latter implementation: (input + value * tensor1 / "
        "tensor2), for all dtypes.");
  return run_pointwise(kAddCDiv, out, {self, a, b}, {value});
}
Tensor addcdiv(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  return addcdiv_into({}, self, a, b, value);
}
Tensor addcdiv_(const Tensor& self, const Tensor& a, const Tensor& b, Scalar value) {
  return addcdiv_into(self, self, a, b, value);
}
Tensor lerp_into(const Tensor& out, const Tensor& self, const Tensor& end, const Arg& weight) {
  check(self.dtype() == end.dtype(), "expected dtype ", dtype_name(self.dtype()), " for `end` but got dtype ",
        dtype_name(end.dtype()));
  check(weight.is_number || weight.tensor().dim() == 0 || self.dtype() == weight.tensor().dtype(), "expected dtype ",
        dtype_name(self.dtype()), " for `weight` but got dtype ", dtype_name(weight.tensor().dtype()));
  if (is_integral(self.dtype(), true)) not_implemented("lerp_kernel_scalar", self.dtype());
  return run_pointwise(kLerp, out, {self, end, weight});
}
Tensor lerp_scalar(const Tensor& self, const Tensor& end, Scalar weight) { return lerp_into({}, self, end, weight); }
Tensor lerp_scalar_(const Tensor& self, const Tensor& end, Scalar weight) { return lerp_into(self, self, end, weight); }
Tensor lerp(const Tensor& self, const Tensor& end, const Tensor& weight) { return lerp_into({}, self, end, weight); }
Tensor lerp_(const Tensor& self, const Tensor& end, const Tensor& weight) { return lerp_into(self, self, end, weight); }

struct NanToNum {
  static constexpr bool kInVectors = true;
  template <typename T>
  static T apply(T x, const Params& p) {
    if (x != x) return p.get<T>(0);
    if (x == std::numeric_limits<T>::infinity()) return p.get<T>(1);
    return x == -std::numeric_limits<T>::infinity() ? p.get<T>(2) : x;
  }
};
constexpr PointwiseOp kNanToNum = floating<NanToNum, 1>("nan_to_num", Rule::Same);

double largest(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float16: return 65504;
    case Dtype::BFloat16: return 0x1.fep127;
    case Dtype::Float32: return std::numeric_limits<float>::max();
    default: return std::numeric_limits<double>::max();
  }
}
Tensor nan_to_num_into(Tensor out, const Tensor& self, std::optional<double> nan, std::optional<double> posinf,
                       std::optional<double> neginf) {
  if (is_integral(self.dtype(), true)) {
    if (out.defined()) return out;
    out = output_for(self.sizes(), {self}, self.dtype());
    copy_elements(out, self);
    return out;
  }
  const double most = largest(self.dtype());
  return run_pointwise(kNanToNum, out, {self}, {nan.value_or(0), posinf.value_or(most), neginf.value_or(-most)});
}
Tensor nan_to_num(const Tensor& self, std::optional<double> nan, std::optional<double> posinf,
                  std::optional<double> neginf) {
  return nan_to_num_into({}, self, nan, posinf, neginf);
}
Tensor nan_to_num_(const Tensor& self, std::optional<double> nan, std::optional<double> posinf,
                   std::optional<double> neginf) {
  return nan_to_num_into(self, self, nan, posinf, neginf);
}

Tensor positive(const Tensor& self) {
  check(self.dtype() != Dtype::Bool, "The `+` operator, on a bool tensor is not supported.");
  return self;
}

}  // namespace

KERNEL(aten_where_self, where)
KERNEL(aten_where_ScalarOther, where_scalar_other)
KERNEL(aten_where_ScalarSelf, where_scalar_self)
KERNEL(aten_where_Scalar, where_scalars)
KERNEL(aten_masked_fill_Scalar, masked_fill)
KERNEL(aten_masked_fill_Tensor, masked_fill_tensor)
KERNEL(aten_masked_fill__Scalar, masked_fill_)
KERNEL(aten_masked_fill__Tensor, masked_fill_tensor_)
KERNEL(aten_clamp, clamp)
KERNEL(aten_clamp_, clamp_)
KERNEL(aten_clamp_Tensor, clamp_tensors)
KERNEL(aten_clamp__Tensor, clamp_tensors_)
KERNEL(aten_clip, clamp)
KERNEL(aten_clip_, clamp_)
KERNEL(aten_clip_Tensor, clamp_tensors)
KERNEL(aten_clip__Tensor, clamp_tensors_)
KERNEL(aten_clamp_min, (binary_scalar<kClampMin>))
KERNEL(aten_clamp_min_, (binary_scalar_<kClampMin>))
KERNEL(aten_clamp_min_Tensor, (binary<kClampMinTensor>))
KERNEL(aten_clamp_min__Tensor, (binary_<kClampMinTensor>))
KERNEL(aten_clamp_max, (binary_scalar<kClampMax>))
KERNEL(aten_clamp_max_, (binary_scalar_<kClampMax>))
KERNEL(aten_clamp_max_Tensor, (binary<kClampMaxTensor>))
KERNEL(aten_clamp_max__Tensor, (binary_<kClampMaxTensor>))
KERNEL(aten_addcmul, addcmul)
KERNEL(aten_addcmul_, addcmul_)
KERNEL(aten_addcdiv, addcdiv)
KERNEL(aten_addcdiv_, addcdiv_)
KERNEL(aten_lerp_Scalar, lerp_scalar)
KERNEL(aten_lerp_Tensor, lerp)
KERNEL(aten_lerp__Scalar, lerp_scalar_)
KERNEL(aten_lerp__Tensor, lerp_)
KERNEL(aten_nan_to_num, nan_to_num)
KERNEL(aten_nan_to_num_, nan_to_num_)
KERNEL(aten_positive, positive)

}  // namespace flambeau
