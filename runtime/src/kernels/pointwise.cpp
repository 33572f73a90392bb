#include "kernels/pointwise.h"

#include <algorithm>
#include <vector>

#include "base/ints_stream.h"
#include "kernels/factory.h"

namespace flambeau {

Dtype Arg::dtype() const {
  const Tensor& held = given_ ? *given_ : own_;
  if (held.defined()) return held.dtype();
  return number.is_float() ? Dtype::Float64 : number.is_bool() ? Dtype::Bool : Dtype::Int64;
}

const Tensor& Arg::tensor() const {
  if (given_) return *given_;
  if (!own_.defined()) own_ = scalar_tensor(number, dtype());
  return own_;
}

void Arg::convert(Dtype dtype) {
  own_ = to_dtype(tensor(), dtype);
  given_ = nullptr;
}

Dtype common_dtype(std::span<const Arg> args) {
  ResultType type;
  for (const Arg& arg : args) {
    if (!arg.is_number) {
      type.add(arg.tensor());
    } else if (arg.dtype() == Dtype::Float64) {
      type.add(Scalar(0.0));
    } else {
      type.add(arg.dtype() == Dtype::Bool ? Scalar(false) : Scalar(0));
    }
  }
  return type.get();
}

void check_castable(Dtype from, Dtype to) {
  check(can_cast(from, to), "result type ", scalar_type_name(from), " can't be cast to the desired output type ",
        scalar_type_name(to));
}

void not_implemented(const char* op, Dtype dtype) {
  raise("NotImplementedError", "\"", op, "\" not implemented for '", scalar_type_name(dtype), "'");
}

Tensor pointwise_target(const Tensor& out, const Ints& shape, std::span<const Arg> args, Dtype dtype, const char* op) {
  if (!out.defined()) {
    std::vector<Tensor> inputs;
    for (const Arg& arg : args) inputs.push_back(arg.tensor());
    return output_for(shape, inputs, dtype);
  }
  check_castable(dtype, out.dtype());
  check(out.sizes() == shape, "output with shape ", out.sizes(), " doesn't match the broadcast shape ", shape);
  check_writable(out, op);
  return out;
}

namespace {

ElementLoop find_loop(const PointwiseOp& op, Dtype common, Dtype compute) {
  if (op.refuses_bool && common == Dtype::Bool) return nullptr;
  if (common == Dtype::Float16 && op.f16) return op.f16;
  if (common == Dtype::BFloat16 && op.bf16) return op.bf16;
  switch (compute) {
    case Dtype::Float32: return op.f32;
    case Dtype::Float64: return op.f64;
    case Dtype::Int64: return op.i64;
    default: return op.c128;
  }
}

// The vectorised loop for `dtype`, if there is one that takes such params.
VectorLoop find_vectors(const PointwiseOp& op, Dtype dtype, const Params& params) {
  const bool scaled = op.has_alpha && is_integral(dtype, true) && params.i[0] != 1;
  return VectorLoop(scaled ? VectorLoops{} : op.vectors, dtype);
}

constexpr int64_t kFewElements = 256;

// Whether `out` may be written while `arg` is read, both of one shape and without gaps: it is the same memory or other
// memory.
bool may_alias(const Tensor& out, const Tensor& arg) {
  const std::byte *a = out.raw(), *b = arg.raw();
  const auto bytes = static_cast<std::size_t>(arg.numel()) * arg.itemsize();
  return a == b || a >= b + bytes || b >= a + bytes;
}

// Contiguous, with the strides that a new tensor would have of dims of size 1 as well: others show in the result's.
bool has_row_major_strides(const Tensor& t) {
  int64_t expected = 1;
  for (int64_t d = t.dim() - 1; d >= 0; --d) {
    if (t.strides()[d] != expected) return false;
    expected *= t.sizes()[d];
  }
  return true;
}

constexpr std::size_t kWidest = 8;  // bytes of an element of what is computed with
using FewElements = std::array<std::byte, static_cast<std::size_t>(kFewElements) * kWidest>;

template <typename T>
void fill(FewElements& to, int64_t n, T value) {
  std::fill_n(reinterpret_cast<T*>(to.data()), n, value);
}

void fill_with(FewElements& to, int64_t n, Dtype dtype, const Scalar& number) {
  if (dtype == Dtype::Int64) return fill(to, n, number.to_int());
  const double value = number.is_float() ? number.to_double() : static_cast<double>(number.to_int());
  if (dtype == Dtype::Float64) return fill(to, n, value);
  fill(to, n, number.is_float() ? static_cast<float>(value) : static_cast<float>(number.to_int()));
}

// A few elements in a row, of tensors of the very same shape and of a dtype that is computed with, or numbers: done at
// once, since finding out how to go over the operands would take longer than going over them. Undefined where that
// isn't so.
Tensor run_few(const PointwiseOp& op, const Tensor& out, std::span<const Arg> args, const Params& params) {
  const Tensor* first = nullptr;
  for (const Arg& arg : args) {
    if (arg.is_number) continue;
    const Tensor& t = arg.tensor();
    if (first ? t.dtype() != first->dtype() || t.sizes() != first->sizes() : t.numel() > kFewElements) return {};
    if (!has_row_major_strides(t) || (out.defined() && !may_alias(out, t))) return {};
    if (!first) first = &t;
  }
  if (!first) return {};
  const Dtype dtype = first->dtype();
  const bool is_int = dtype == Dtype::Int64;
  if (dtype != Dtype::Float32 && dtype != Dtype::Float64 && (!is_int || op.rule == Rule::Float)) return {};
  if (out.defined() && (op.rule == Rule::Compare || out.dtype() != dtype || out.sizes() != first->sizes() ||
                        !out.is_contiguous() || out.storage()->readonly())) {
    return {};
  }
  const ElementLoop loop = find_loop(op, dtype, dtype);
  if (!loop) return {};
  const int64_t n = first->numel();
  alignas(kWidest) std::array<FewElements, 2> numbers;
  std::array<const std::byte*, kMaxOperands> from;
  std::size_t filled = 0;
  for (std::size_t k = 0; k < args.size(); ++k) {
    if (!args[k].is_number) {
      from[k] = args[k].tensor().raw();
      continue;
    }
    if (filled == numbers.size() || (is_int && args[k].number.is_float())) return {};
    fill_with(numbers[filled], n, dtype, args[k].number);
    from[k] = numbers[filled++].data();
  }
  const Dtype result = op.rule == Rule::Compare ? Dtype::Bool : dtype;
  Tensor target = out.defined() ? out
                                : Tensor(Storage::allocate(static_cast<std::size_t>(n) * item_size(result)), result,
                                         first->sizes(), first->strides());
  constexpr int64_t kVector = 16;  // elements from which on a loop of vectors is worth being found
  const VectorLoop vectors =
      find_vectors(op, dtype == Dtype::Float32 || n >= kVector ? dtype : Dtype::Complex128, params);
  if (vectors) vectors.run(target.raw(), from.data(), args.size(), n, params.f.data());
  else loop(target.raw(), from.data(), n, params);
  return target;
}

}  // namespace

Tensor run_pointwise(const PointwiseOp& op, const Tensor& out, std::span<const Arg> args, const Params& params) {
  if (Tensor few = run_few(op, out, args, params); few.defined()) return few;
  Dtype common = common_dtype(args);
  if (op.rule == Rule::Float && is_integral(common, true)) common = Dtype::Float32;
  Ints shape = args[0].tensor().sizes();
  for (const Arg& arg : args.subspan(1)) {
    if (arg.tensor().sizes() != shape) shape = broadcast_shapes(shape, arg.tensor().sizes());
  }
  const Dtype result = op.rule == Rule::Compare ? Dtype::Bool : common;
  const Tensor target = pointwise_target(out, shape, args, result, op.name);
  // The operands' own dtype where there is a vectorised loop for that, else the one in which its kind is computed.
  Dtype compute = compute_type(common);
  const ElementLoop loop = find_loop(op, common, compute);
  if (!loop) not_implemented(op.name, common);
  VectorLoop vectors = find_vectors(op, common, params);
  if (vectors) compute = common;
  else if (loop != op.f16 && loop != op.bf16) vectors = find_vectors(op, compute, params);

  std::vector<Input> inputs;
  inputs.reserve(args.size());
  for (const Arg& arg : args) {
    const bool exact = op.exact_numbers && arg.tensor().dim() == 0;
    inputs.push_back({arg.tensor(), exact ? compute : common, compute});
  }
  const Output output{target, op.rule == Rule::Compare ? Dtype::Bool : compute};
  map_elements(output, inputs, [&](std::byte* to, const std::byte* const* in, int64_t n) {
    if (vectors) vectors.run(to, in, inputs.size(), n, params.f.data());
    else loop(to, in, n, params);
  });
  return target;
}

const Tensor kNoOutput;

Tensor run_unary(const PointwiseOp& op, const Tensor& out, const Tensor& self) {
  return run_pointwise(op, out, {self});
}
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Tensor& self, const Tensor& other) {
  return run_pointwise(op, out, {self, other});
}
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Tensor& self, const Scalar& other) {
  return run_pointwise(op, out, {self, other});
}
Tensor run_binary(const PointwiseOp& op, const Tensor& out, const Scalar& self, const Tensor& other) {
  return run_pointwise(op, out, {self, other});
}

}  // namespace flambeau
