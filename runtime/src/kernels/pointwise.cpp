#include "kernels/pointwise.h"

#include <vector>

#include "kernels/factory.h"

namespace flambeau {

Arg::Arg(const Scalar& s)
    : tensor(scalar_tensor(s, s.is_float()  ? Dtype::Float64
                              : s.is_bool() ? Dtype::Bool
                                            : Dtype::Int64)),
      is_number(true) {}

Dtype common_dtype(std::span<const Arg> args) {
  ResultType type;
  for (const Arg& arg : args) {
    if (!arg.is_number) {
      type.add(arg.tensor);
    } else if (arg.tensor.dtype() == Dtype::Float64) {
      type.add(Scalar(0.0));
    } else {
      type.add(arg.tensor.dtype() == Dtype::Bool ? Scalar(false) : Scalar(0));
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
    for (const Arg& arg : args) inputs.push_back(arg.tensor);
    return output_for(shape, inputs, dtype);
  }
  check_castable(dtype, out.dtype());
  check(out.sizes() == shape, "output with shape ", out.sizes().text(), " doesn't match the broadcast shape ",
        shape.text());
  check_writable(out, op);
  return out;
}

namespace {

ElementLoop find_loop(const PointwiseOp& op, Dtype common, Dtype compute) {
  if (op.refuses_bool && common == Dtype::Bool) return nullptr;
  switch (compute) {
    case Dtype::Float32: return op.f32;
    case Dtype::Float64: return op.f64;
    case Dtype::Int64: return op.i64;
    default: return op.c128;
  }
}

}  // namespace

Tensor run_pointwise(const PointwiseOp& op, const Tensor& out, std::span<const Arg> args, const Params& params) {
  Dtype common = common_dtype(args);
  if (op.rule == Rule::Float && is_integral(common, true)) common = Dtype::Float32;
  const Dtype compute = compute_type(common);
  const ElementLoop loop = find_loop(op, common, compute);
  if (!loop) not_implemented(op.name, common);

  Ints shape = args[0].tensor.sizes();
  for (const Arg& arg : args.subspan(1)) {
    if (arg.tensor.sizes() != shape) shape = broadcast_shapes(shape, arg.tensor.sizes());
  }
  const Dtype result = op.rule == Rule::Compare ? Dtype::Bool : common;
  const Tensor target = pointwise_target(out, shape, args, result, op.name);

  std::vector<Input> inputs;
  inputs.reserve(args.size());
  for (const Arg& arg : args) {
    const bool exact = op.exact_numbers && arg.tensor.dim() == 0;
    inputs.push_back({arg.tensor, exact ? compute : common, compute});
  }
  const Output output{target, op.rule == Rule::Compare ? Dtype::Bool : compute};
  if (op.fast && compute == Dtype::Float32) {
    const auto fast = float_loops().*op.fast;
    std::array<float, 4> numbers{};
    for (std::size_t k = 0; k < numbers.size(); ++k) numbers[k] = static_cast<float>(params.f[k]);
    map_elements(output, inputs, [&](std::byte* to, const std::byte* const* in, int64_t n) {
      std::array<const float*, kMaxOperands> from{};
      for (std::size_t k = 0; k < inputs.size(); ++k) from[k] = reinterpret_cast<const float*>(in[k]);
      fast(reinterpret_cast<float*>(to), from.data(), n, numbers.data());
    });
    return target;
  }
  map_elements(output, inputs, [&](std::byte* to, const std::byte* const* in, int64_t n) { loop(to, in, n, params); });
  return target;
}

}  // namespace flambeau
