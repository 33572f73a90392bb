// Logical operators, on truth values of any dtype, and bitwise ones, on integers and bools.
#include "kernels/factory.h"
#include "kernels/pointwise.h"

namespace flambeau {
namespace {

// Operands become bool each by itself, without promotion.
Tensor logical(const Tensor& out, const char* op, const Tensor& a, const Tensor& b, ByteLoop ByteLoops::*loop) {
  const std::array<Arg, 2> args{a, b};
  const Tensor target = pointwise_target(out, broadcast_shapes(a.sizes(), b.sizes()), args, Dtype::Bool, op);
  map_elements({target, Dtype::Bool}, {{a, a.dtype(), Dtype::Bool}, {b, b.dtype(), Dtype::Bool}},
               [loop](std::byte* to, const std::byte* const* in, int64_t n) {
                 (byte_loops().*loop)(reinterpret_cast<uint8_t*>(to), reinterpret_cast<const uint8_t*>(in[0]),
                                      reinterpret_cast<const uint8_t*>(in[1]), n);
               });
  return target;
}

Tensor logical_and_into(const Tensor& out, const Tensor& a, const Tensor& b) {
  return logical(out, "logical_and", a, b, &ByteLoops::conjunction);
}
Tensor logical_or_into(const Tensor& out, const Tensor& a, const Tensor& b) {
  return logical(out, "logical_or", a, b, &ByteLoops::disjunction);
}
Tensor logical_xor_into(const Tensor& out, const Tensor& a, const Tensor& b) {
  return logical(out, "logical_xor", a, b, &ByteLoops::exclusive);
}
// not x == x xor true
Tensor logical_not_into(const Tensor& out, const Tensor& a) {
  return logical_xor_into(out, a, scalar_tensor(true, Dtype::Bool));
}

Tensor logical_and(const Tensor& a, const Tensor& b) { return logical_and_into({}, a, b); }
Tensor logical_and_(const Tensor& a, const Tensor& b) { return logical_and_into(a, a, b); }
Tensor logical_or(const Tensor& a, const Tensor& b) { return logical_or_into({}, a, b); }
Tensor logical_or_(const Tensor& a, const Tensor& b) { return logical_or_into(a, a, b); }
Tensor logical_xor(const Tensor& a, const Tensor& b) { return logical_xor_into({}, a, b); }
Tensor logical_xor_(const Tensor& a, const Tensor& b) { return logical_xor_into(a, a, b); }
Tensor logical_not(const Tensor& a) { return logical_not_into({}, a); }
Tensor logical_not_(const Tensor& a) { return logical_not_into(a, a); }

struct And {
  static int64_t apply(int64_t a, int64_t b) { return a & b; }
};
struct Or {
  static int64_t apply(int64_t a, int64_t b) { return a | b; }
};
struct Xor {
  static int64_t apply(int64_t a, int64_t b) { return a ^ b; }
};
// Shifts by less than 0 or more than the width give 0, or the sign for a shift to the right.
struct ShiftLeft {
  static int64_t apply(int64_t a, int64_t b) {
    return b < 0 || b > 63 ? 0 : static_cast<int64_t>(static_cast<uint64_t>(a) << b);
  }
};
struct ShiftRight {
  static int64_t apply(int64_t a, int64_t b) { return a >> (b < 0 || b > 63 ? 63 : b); }
};

constexpr PointwiseOp kAnd = bitwise(integral<And, 2>("bitwise_and_cpu", Rule::Same), &ByteLoops::conjunction);
constexpr PointwiseOp kOr = bitwise(integral<Or, 2>("bitwise_or_cpu", Rule::Same), &ByteLoops::disjunction);
constexpr PointwiseOp kXor = bitwise(integral<Xor, 2>("bitwise_xor_cpu", Rule::Same), &ByteLoops::exclusive);
constexpr PointwiseOp kShiftLeft = without_bool(integral<ShiftLeft, 2>("lshift_cpu", Rule::Same));
constexpr PointwiseOp kShiftRight = without_bool(integral<ShiftRight, 2>("rshift_cpu", Rule::Same));

Tensor bitwise_not_into(const Tensor& out, const Tensor& self) {
  if (self.dtype() == Dtype::Bool) return logical_not_into(out, self);
  if (!is_integral(self.dtype())) not_implemented("bitwise_not_cpu", self.dtype());
  return run_pointwise(kXor, out, {self, Scalar(-1)});
}
Tensor bitwise_not(const Tensor& self) { return bitwise_not_into({}, self); }
Tensor bitwise_not_(const Tensor& self) { return bitwise_not_into(self, self); }

}  // namespace

KERNEL(aten_logical_and, logical_and)
KERNEL(aten_logical_and_, logical_and_)
KERNEL(aten_logical_or, logical_or)
KERNEL(aten_logical_or_, logical_or_)
KERNEL(aten_logical_xor, logical_xor)
KERNEL(aten_logical_xor_, logical_xor_)
KERNEL(aten_logical_not, logical_not)
KERNEL(aten_logical_not_, logical_not_)
KERNEL(aten_bitwise_not, bitwise_not)
KERNEL(aten_bitwise_not_, bitwise_not_)
BINARY_KERNELS(bitwise_and, kAnd)
BINARY_KERNELS(bitwise_or, kOr)
BINARY_KERNELS(bitwise_xor, kXor)
KERNEL(aten_bitwise_and_Scalar_Tensor, (binary_scalar_first<kAnd>))
KERNEL(aten_bitwise_or_Scalar_Tensor, (binary_scalar_first<kOr>))
KERNEL(aten_bitwise_xor_Scalar_Tensor, (binary_scalar_first<kXor>))
KERNEL(aten___and___Tensor, (binary<kAnd>))
KERNEL(aten___and___Scalar, (binary_scalar<kAnd>))
KERNEL(aten___or___Tensor, (binary<kOr>))
KERNEL(aten___or___Scalar, (binary_scalar<kOr>))
KERNEL(aten___xor___Tensor, (binary<kXor>))
KERNEL(aten___xor___Scalar, (binary_scalar<kXor>))
KERNEL(aten___iand___Tensor, (binary_<kAnd>))
KERNEL(aten___iand___Scalar, (binary_scalar_<kAnd>))
KERNEL(aten___ior___Tensor, (binary_<kOr>))
KERNEL(aten___ior___Scalar, (binary_scalar_<kOr>))
KERNEL(aten___ixor___Tensor, (binary_<kXor>))
KERNEL(aten___ixor___Scalar, (binary_scalar_<kXor>))
KERNEL(aten_bitwise_left_shift_Tensor, (binary<kShiftLeft>))
KERNEL(aten_bitwise_left_shift_Tensor_Scalar, (binary_scalar<kShiftLeft>))
KERNEL(aten_bitwise_left_shift_Scalar_Tensor, (binary_scalar_first<kShiftLeft>))
KERNEL(aten_bitwise_right_shift_Tensor, (binary<kShiftRight>))
KERNEL(aten_bitwise_right_shift_Tensor_Scalar, (binary_scalar<kShiftRight>))
KERNEL(aten_bitwise_right_shift_Scalar_Tensor, (binary_scalar_first<kShiftRight>))
KERNEL(aten_bitwise_left_shift__Tensor, (binary_<kShiftLeft>))
KERNEL(aten_bitwise_left_shift__Tensor_Scalar, (binary_scalar_<kShiftLeft>))
KERNEL(aten_bitwise_right_shift__Tensor, (binary_<kShiftRight>))
KERNEL(aten_bitwise_right_shift__Tensor_Scalar, (binary_scalar_<kShiftRight>))
KERNEL(aten___lshift___Tensor, (binary<kShiftLeft>))
KERNEL(aten___lshift___Scalar, (binary_scalar<kShiftLeft>))
KERNEL(aten___rshift___Tensor, (binary<kShiftRight>))
KERNEL(aten___rshift___Scalar, (binary_scalar<kShiftRight>))
KERNEL(aten___ilshift___Tensor, (binary_<kShiftLeft>))
KERNEL(aten___ilshift___Scalar, (binary_scalar_<kShiftLeft>))
KERNEL(aten___irshift___Tensor, (binary_<kShiftRight>))
KERNEL(aten___irshift___Scalar, (binary_scalar_<kShiftRight>))

}  // namespace flambeau
