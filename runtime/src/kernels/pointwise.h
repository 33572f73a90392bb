// How a pointwise operator is written: loops for the compute types, and a rule for the result's dtype.
//
//   struct Hypot {
//     template <typename T>
//     static T apply(T a, T b) { return std::hypot(a, b); }
//   };
//   constexpr PointwiseOp kHypot = floating<Hypot, 2>("hypot", Rule::Same);
//   KERNEL(aten_hypot, (binary<kHypot>))
//   KERNEL(aten_hypot_, (binary_<kHypot>))
//
// Numbers among the operands are 0-dim tensors that weigh less in type promotion (Arg). Everything that doesn't depend
// on the element type is in pointwise.cpp, once for all operators.
#pragma once

#include <array>
#include <complex>
#include <initializer_list>
#include <utility>

#include "kernels/iterate.h"
#include "kernels/vector_loop.h"
#include "ops/kernel.h"

namespace flambeau {

// What a loop is told besides its operands: alpha, a slope, bounds. Each is there in both compute types.
struct Params {
  std::array<double, 4> f{};
  std::array<int64_t, 4> i{};
  Params() = default;
  Params(std::initializer_list<Scalar> values) {
    std::size_t k = 0;
    for (const Scalar& value : values) {
      f[k] = value.to_double();
      i[k++] = value.is_float() ? 0 : value.to_int();
    }
  }
  template <typename T>
  T get(std::size_t k) const {
    if constexpr (std::is_integral_v<T>) {
      return static_cast<T>(i[k]);
    } else if constexpr (std::is_floating_point_v<T>) {
      return static_cast<T>(f[k]);
    } else {
      return T(f[k]);
    }
  }
};

using ElementLoop = void (*)(std::byte* out, const std::byte* const* in, int64_t n, const Params& params);
// A member of the tables of the SIMD level in use, for float32 and perhaps float64.
using FastLoop = NumberLoop NumberLoops::*;

// The dtype of the result: the promoted one; that, or float32 where it is integral; bool.
enum class Rule : uint8_t { Same, Float, Compare };

struct PointwiseOp {
  const char* name;
  Rule rule;
  ElementLoop f32 = nullptr, f64 = nullptr, i64 = nullptr, c128 = nullptr;  // null: not for those dtypes
  VectorLoops vectors = {};
  bool has_alpha = false;  // params' first number is what the second operand is taken times: by loops of integers, 1
  bool refuses_bool = false;
  // Numbers beside float16 and bfloat16 tensors aren't rounded to those types first.
  bool exact_numbers = false;
  // On floats that came from float16 and bfloat16, where eager rounds to those types between the steps of the formula.
  ElementLoop f16 = nullptr, bf16 = nullptr;
};

// What lies between the steps of a formula, rounded to H or left as it is: the parameter of an operator in_steps.
template <typename H>
struct Rounded {
  static float round(float x) { return static_cast<float>(H(x)); }
};
struct Exact {
  template <typename T>
  static T round(T x) {
    return x;
  }
};

// An operand: a tensor, or a Python number. A tensor that has a name is referred to, since each handle of it is counted
// with a lock: it must outlive the operand.
class Arg {
 public:
  Arg(const Tensor& t) : given_(&t) {}
  Arg(Tensor&& t) : own_(std::move(t)) {}
  Arg(const Scalar& s) : number(s), is_number(true) {}
  Dtype dtype() const;
  // A number's is made when it is asked for.
  const Tensor& tensor() const;
  void convert(Dtype dtype);

 private:
  const Tensor* given_ = nullptr;
  mutable Tensor own_;

 public:
  Scalar number = 0;
  bool is_number = false;
};

Dtype common_dtype(std::span<const Arg> args);
// Runs `op`. The result goes into `out` where that is defined (checked: shape, dtype, overlap), else into a new tensor.
Tensor run_pointwise(const PointwiseOp& op, const Tensor& out, std::span<const Arg> args, const Params& params = {});
inline Tensor run_pointwise(const PointwiseOp& op, const Tensor& out, std::initializer_list<Arg> args,
                            const Params& params = {}) {
  return run_pointwise(op, out, std::span<const Arg>(args.begin(), args.size()), params);
}
// The tensor that a result of `dtype` goes into: `out`, checked, where it is defined, else a new one.
Tensor pointwise_target(const Tensor& out, const Ints& shape, std::span<const Arg> args, Dtype dtype, const char* op);
// RuntimeError "result type Float can't be cast to the desired output type Long".
void check_castable(Dtype from, Dtype to);
[[noreturn]] void not_implemented(const char* op, Dtype dtype);

namespace pointwise_detail {

// GCC's -O2 makes no vectors of loops of unknown length unless it is told to.
#if defined(__GNUC__) && !defined(__clang__)
#define FLAMBEAU_VECTORS [[gnu::optimize("tree-vectorize", "vect-cost-model=dynamic")]]
#else
#define FLAMBEAU_VECTORS
#endif

template <typename Op, typename T, std::size_t... K>
FLAMBEAU_VECTORS void loop_in_vectors(T* out, const std::byte* const* in, int64_t n, const Params& params,
                                      std::index_sequence<K...>) {
  const Params local = params;
  FLAMBEAU_EACH
  for (int64_t i = 0; i < n; ++i) out[i] = Op::apply(reinterpret_cast<const T*>(in[K])[i]..., local);
}

// A loop over operands: Op::apply(operands..., [params]), whose type is that of the output's elements.
template <typename Op, typename T, std::size_t... K>
void loop_over(std::byte* out, const std::byte* const* in, int64_t n, const Params& params, std::index_sequence<K...>) {
  if constexpr (requires { Op::kInVectors; }) {
    loop_in_vectors<Op, T>(reinterpret_cast<T*>(out), in, n, params, std::index_sequence<K...>());
  } else if constexpr (requires { Op::apply(((void)K, T())..., params); }) {
    using Out = decltype(Op::apply(((void)K, T())..., params));
    const Params local = params;
    FLAMBEAU_EACH
    for (int64_t i = 0; i < n; ++i) {
      reinterpret_cast<Out*>(out)[i] = Op::apply(reinterpret_cast<const T*>(in[K])[i]..., local);
    }
  } else {
    using Out = decltype(Op::apply(((void)K, T())...));
    FLAMBEAU_EACH
    for (int64_t i = 0; i < n; ++i) {
      reinterpret_cast<Out*>(out)[i] = Op::apply(reinterpret_cast<const T*>(in[K])[i]...);
    }
  }
}

template <typename Op, typename T, std::size_t N>
void element_loop(std::byte* out, const std::byte* const* in, int64_t n, const Params& params) {
  loop_over<Op, T>(out, in, n, params, std::make_index_sequence<N>{});
}

}  // namespace pointwise_detail

// Operators of N operands on float and double; on int64 too (`real`); on complex too (`numeric`).
template <typename Op, std::size_t N>
constexpr PointwiseOp floating(const char* name, Rule rule, FastLoop fast = nullptr) {
  using namespace pointwise_detail;
  return {name, rule, element_loop<Op, float, N>, element_loop<Op, double, N>, nullptr, nullptr, {fast}};
}
template <template <typename> typename Op, std::size_t N>
constexpr PointwiseOp in_steps(const char* name, Rule rule, FastLoop fast = nullptr) {
  using namespace pointwise_detail;
  PointwiseOp op = floating<Op<Exact>, N>(name, rule, fast);
  op.f16 = element_loop<Op<Rounded<Half>>, float, N>;
  op.bf16 = element_loop<Op<Rounded<BFloat16>>, float, N>;
  return op;
}
template <typename Op, std::size_t N>
constexpr PointwiseOp integral(const char* name, Rule rule) {
  return {name, rule, nullptr, nullptr, pointwise_detail::element_loop<Op, int64_t, N>};
}
template <typename Op, std::size_t N>
constexpr PointwiseOp real(const char* name, Rule rule, FastLoop fast = nullptr) {
  PointwiseOp op = floating<Op, N>(name, rule, fast);
  op.i64 = pointwise_detail::element_loop<Op, int64_t, N>;
  return op;
}
template <typename Op, std::size_t N>
constexpr PointwiseOp numeric(const char* name, Rule rule, FastLoop fast = nullptr) {
  PointwiseOp op = real<Op, N>(name, rule, fast);
  op.c128 = pointwise_detail::element_loop<Op, Complex128, N>;
  return op;
}
constexpr PointwiseOp without_bool(PointwiseOp op) {
  op.refuses_bool = true;
  return op;
}
constexpr PointwiseOp with_exact_numbers(PointwiseOp op) {
  op.exact_numbers = true;
  return op;
}

// Loops in the operands' own small dtype, of those whose result has it.
constexpr PointwiseOp with_integers(PointwiseOp op, IntegerLoop IntegerLoops::*integers, ByteLoop ByteLoops::*bytes) {
  op.vectors.integers = integers;
  op.vectors.bytes = bytes;
  return op;
}

// Of all integers and bools, whose bits are each by itself.
constexpr PointwiseOp bitwise(PointwiseOp op, ByteLoop ByteLoops::*bytes) {
  op.vectors.bytes = bytes;
  op.vectors.bitwise = true;
  return op;
}

// Of uint8 and of bools.
constexpr PointwiseOp with_bytes(PointwiseOp op, ByteLoop ByteLoops::*bytes) {
  op.vectors.bytes = bytes;
  op.vectors.takes_bools = true;
  return op;
}

// What the kernels below call: each of them would otherwise hold all of it.
extern const Tensor kNoOutput;
Tensor run_unary(const PointwiseOp& op, const Tensor& out, const Tensor& self);
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Tensor& self, const Tensor& other);
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Tensor& self, const Scalar& other);
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Scalar& self, const Tensor& other);

// Kernels of the usual signatures.
template <const PointwiseOp& Op>
Tensor unary(const Tensor& self) {
  return run_unary(Op, kNoOutput, self);
}
template <const PointwiseOp& Op>
Tensor unary_(const Tensor& self) {
  return run_unary(Op, self, self);
}
template <const PointwiseOp& Op>
Tensor binary(const Tensor& self, const Tensor& other) {
  return run_binary(Op, kNoOutput, self, other);
}
template <const PointwiseOp& Op>
Tensor binary_(const Tensor& self, const Tensor& other) {
  return run_binary(Op, self, self, other);
}
template <const PointwiseOp& Op>
Tensor binary_scalar(const Tensor& self, Scalar other) {
  return run_binary(Op, kNoOutput, self, other);
}
template <const PointwiseOp& Op>
Tensor binary_scalar_(const Tensor& self, Scalar other) {
  return run_binary(Op, self, self, other);
}
template <const PointwiseOp& Op>
Tensor binary_scalar_first(Scalar self, const Tensor& other) {
  return run_binary(Op, kNoOutput, self, other);
}

// aten::name and aten::name_, of one operand.
#define UNARY_KERNELS(name, op)    \
  KERNEL(aten_##name, (unary<op>)) \
  KERNEL(aten_##name##_, (unary_<op>))
// The overloads Tensor and Scalar of aten::name and aten::name_.
#define BINARY_KERNELS(name, op)                    \
  KERNEL(aten_##name##_Tensor, (binary<op>))        \
  KERNEL(aten_##name##_Scalar, (binary_scalar<op>)) \
  KERNEL(aten_##name##__Tensor, (binary_<op>))      \
  KERNEL(aten_##name##__Scalar, (binary_scalar_<op>))
// aten::name and aten::name_ of two tensors, without overloads.
#define PLAIN_BINARY_KERNELS(name, op) \
  KERNEL(aten_##name, (binary<op>))    \
  KERNEL(aten_##name##_, (binary_<op>))

}  // namespace flambeau
