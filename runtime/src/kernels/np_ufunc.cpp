// Ufuncs: dtypes by NEP 50, broadcasting, out=, where=, in-place operators.
#include <array>

#include "kernels/np_loops.h"
#include "ops/call.h"
#include "value/array_scalar.h"

namespace flambeau::np {

const Ufunc& find_ufunc(std::string_view name) {
  for (const auto find : {arithmetic_ufunc, math_ufunc, logic_ufunc}) {
    if (const Ufunc* found = find(name)) return *found;
  }
  raise("AttributeError", "module 'numpy' has no attribute '", name, "'");
}

namespace {

[[noreturn]] void raise_unsupported(std::string_view name) {
  raise("TypeError", "ufunc '", name,
        "' not supported for the input types, and the inputs could not be safely coerced to any supported types "
        "according to the casting rule ''safe''");
}

struct Plan {
  Dtype loop, out;
};

bool weak_ints_fit(std::span<const Operand> operands, Dtype dtype) {
  for (const Operand& operand : operands) {
    if (operand.weak != Weak::Int) continue;
    const int64_t value = *operand.tensor.data<int64_t>();
    if (array_item(cast(cast(operand.tensor, dtype), Dtype::Int64)).to_int() != value) return false;
    if (dtype == Dtype::UInt64 && value < 0) return false;
  }
  return true;
}

// The least float to which each operand casts safely: bytes of both signs still have float16.
Dtype float_loop(std::span<const Operand> operands, Dtype common) {
  std::optional<Dtype> loop;
  Weak weak = Weak::No;
  bool whole = true;
  for (const Operand& operand : operands) {
    weak = std::max(weak, operand.weak);
    if (operand.weak != Weak::No) continue;
    const Dtype own = float_type(operand.tensor.dtype());
    whole = whole && own != operand.tensor.dtype();
    loop = loop ? promote(*loop, own) : own;
  }
  if (!loop || weak == Weak::Complex || (weak == Weak::Float && whole)) return float_type(common);
  if (weak == Weak::Int && kind_of(common) != 'f' && operands.size() == 2 && loop == Dtype::Float16) {
    return float_type(common);  // beside a bool, an int is one of 64 bits
  }
  return *loop;
}

Plan plan(const Ufunc& ufunc, std::span<const Operand> operands, std::optional<Dtype> wanted) {
  Dtype common = wanted.value_or(result_type(operands));
  const char kind = kind_of(common);
  switch (ufunc.rule) {
    case Rule::Same: return {common, common};
    case Rule::Numbers: return kind == 'b' ? Plan{Dtype::Int8, Dtype::Int8} : Plan{common, common};
    case Rule::Float: {
      const Dtype loop = wanted ? float_type(*wanted) : float_loop(operands, common);
      return {loop, loop};
    }
    case Rule::Division: {
      const Dtype loop = kind == 'f' || kind == 'c' ? common : Dtype::Float64;
      return {loop, loop};
    }
    case Rule::Rounding: return {common, common};
    case Rule::Compare:
      // A Python int beyond the dtype compares by its own value.
      if ((kind == 'i' || kind == 'u') && !weak_ints_fit(operands, common)) {
        common = common == Dtype::UInt64 ? Dtype::Float64 : Dtype::Int64;
      }
      return {common, Dtype::Bool};
    case Rule::Truth: return {Dtype::Bool, Dtype::Bool};
    case Rule::Bits:
      if (kind == 'f' || kind == 'c') raise_unsupported(ufunc.name);
      if (kind == 'b' && !ufunc.find(common)) return {Dtype::Int8, Dtype::Int8};
      return {common, common};
    case Rule::Magnitude:
      if (kind_of(common) == 'f' && kind_of(result_type(operands)) == 'c') {  // the dtype asked for is the result's
        common = common == Dtype::Float64 ? Dtype::Complex128 : Dtype::Complex64;
      }
      return {common, common == Dtype::Complex64    ? Dtype::Float32
                      : common == Dtype::Complex128 ? Dtype::Float64
                                                    : common};
  }
  return {common, common};
}

void check_input(const Ufunc& ufunc, std::span<const Operand> operands, Dtype loop) {
  if (ufunc.name == "subtract" && loop == Dtype::Bool) {
    raise("TypeError",
          "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
          "logical_xor function instead.");
  }
  if (ufunc.name == "negative" && loop == Dtype::Bool) {
    raise("TypeError",
          "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the logical_not "
          "function instead.");
  }
  const char kind = kind_of(loop);
  if (ufunc.name == "power" && kind == 'i') {
    const Tensor exponents = cast(operands[1], loop);
    const Tensor least = cast(exponents, Dtype::Int64);
    bool negative = false;
    each_run(least.sizes(), {least}, [&](std::byte* const* data, const int64_t* s, int64_t n) {
      for (int64_t i = 0; i < n; ++i) negative = negative || at<int64_t>(data[0], s[0], i) < 0;
    });
    if (negative) raise("ValueError", "Integers to negative integer powers are not allowed.");
  }
}

// By a vectorised loop, or by that of a wider dtype. Every block's elements are neighbours there.
void run_blocks(const VectorLoop& vectors, Loop loop, Dtype compute, const Plan& chosen, const Tensor& out,
                std::span<const Tensor> inputs) {
  std::vector<Input> given;
  for (const Tensor& input : inputs) given.push_back({input, chosen.loop, compute});
  const Dtype made = chosen.out == chosen.loop ? compute : chosen.out;
  const auto item = static_cast<int64_t>(item_size(compute));
  const std::array<int64_t, 3> steps = {static_cast<int64_t>(item_size(made)), item, item};
  map_elements({out, made}, given, [&](std::byte* to, const std::byte* const* in, int64_t n) {
    const double one = 1;  // what sums take their second operand times
    if (vectors) return vectors.run(to, in, inputs.size(), n, &one);
    const std::array<std::byte*, 3> data = {to, const_cast<std::byte*>(in[0]),
                                            const_cast<std::byte*>(in[inputs.size() - 1])};
    loop(data.data(), steps.data(), n);
  });
}

// Whether all of `operand` is one number, which a loop of one operand may have built in.
bool is_number(const Operand& operand, double value) {
  return operand.tensor.dim() == 0 && !is_complex(operand.tensor.dtype()) &&
         *cast(operand.tensor, Dtype::Float64).data<double>() == value;
}

}  // namespace

Tensor ufunc(std::string_view name, std::span<const Operand> operands, std::optional<Dtype> dtype) {
  const Ufunc& found = find_ufunc(name);
  const Plan chosen = plan(found, operands, dtype);
  check_input(found, operands, chosen.loop);
  if (found.name == "power" && kind_of(chosen.loop) != 'c') {  // what Power does element by element
    const std::string_view root = kind_of(chosen.loop) == 'f' && is_number(operands[1], 0.5) ? "sqrt" : "power";
    const std::string_view name_of_one = is_number(operands[1], 2) ? "square" : root;
    if (name_of_one != "power") return ufunc(name_of_one, operands.first(1), chosen.loop);
  }
  const char kind = kind_of(chosen.loop);
  const bool unsigned_size = found.name == "absolute" && (kind == 'u' || kind == 'b');
  const bool unchanged = (found.rule == Rule::Rounding && kind != 'f') || unsigned_size;
  const Dtype compute = computed_in(chosen.loop);
  const Loop loop = unchanged ? nullptr : found.find(compute);
  if (unchanged && kind_of(chosen.loop) == 'c') raise_unsupported(name);
  if (!unchanged && !loop) {
    if (kind_of(chosen.loop) == 'b') {
      raise("UFuncTypeError", "ufunc '", name,
            "' did not contain a loop with signature matching types <class 'numpy.dtypes.BoolDType'> -> None");
    }
    raise_unsupported(name);
  }
  std::vector<Tensor> inputs;
  for (const Operand& operand : operands) inputs.push_back(cast(operand, chosen.loop));
  if (unchanged) return copy(inputs[0]);
  const Ints shape = broadcast(inputs);
  constexpr int64_t kMany = 512;
  if (found.name == "absolute" && kind == 'i' && inputs[0].numel() >= kMany) {  // two loops of vectors
    return ufunc("maximum", inputs[0], ufunc("subtract", scalar_tensor(int64_t{0}, chosen.loop), inputs[0]));
  }
  std::vector<Tensor> layouts;
  for (const Tensor& input : inputs) layouts.push_back(with_positive_strides(input));
  const Tensor out = output_for(shape, layouts, chosen.out);
  const bool many = out.numel() >= kMany;
  if (const VectorLoop own(found.vectors, chosen.loop); many && own) {
    run_blocks(own, nullptr, chosen.loop, chosen, out, inputs);
  } else if (const VectorLoop wider(many ? found.vectors : VectorLoops{}, compute); wider || compute != chosen.loop) {
    run_blocks(wider, loop, compute, chosen, out, inputs);
  } else if (out.numel() > 0) {
    std::vector<Tensor> operands{out};
    for (const Tensor& input : inputs) operands.push_back(broadcast_to(input, shape));
    for_each_run(Walk(shape, operands), loop);
  }
  return out;
}

namespace {

// Writes a ufunc's result to its out=, where the casting rule allows it.
void write_out(std::string_view name, const Tensor& target, const Tensor& made, std::string_view casting,
               const Value& where) {
  if (!can_cast(made.dtype(), target.dtype(), casting)) {
    raise("UFuncTypeError", "Cannot cast ufunc '", name, "' output from dtype('", dtype_name(made.dtype()),
          "') to dtype('", dtype_name(target.dtype()), "') with casting rule '", casting, "'");
  }
  if (target.storage()->readonly()) raise("ValueError", "output array is read-only");
  if (where.is(Tag::Bool) && where.to_bool()) return assign(target, made);
  call_operator("np::copyto", {Value::array(target), Value::array(made), Value("unsafe"), where});
}

// The operands' shapes and that of out= have to be broadcast together, which mustn't stretch out=.
void check_out(std::span<const Operand> operands, const Tensor& target) {
  std::vector<Tensor> all;
  for (const Operand& operand : operands) all.push_back(operand.tensor);
  all.push_back(target);
  const Ints shape = broadcast(all);
  if (shape == target.sizes()) return;
  raise("ValueError", "non-broadcastable output operand with shape ", shape_text(target.sizes()),
        " doesn't match the broadcast shape ", shape_text(shape));
}

// A dtype= to which an operand can't be cast by the rule is refused, as NumPy does.
void check_casting(std::string_view name, std::span<const Operand> operands, Dtype wanted, std::string_view casting) {
  const Rule rule = find_ufunc(name).rule;
  if (rule == Rule::Compare && wanted != Dtype::Bool) {
    raise("TypeError", "No loop matching the specified signature and casting was found for ufunc ", name);
  }
  if (rule == Rule::Compare || rule == Rule::Truth) return;
  for (size_t i = 0; i < operands.size(); ++i) {
    const Dtype own = operands[i].tensor.dtype();
    if (operands[i].weak != Weak::No || can_cast(own, wanted, casting)) continue;
    const bool wide = wanted == Dtype::Float64 || (wanted == Dtype::Float32 && own == Dtype::Complex64);
    if (rule == Rule::Magnitude && kind_of(own) == 'c' && wide) continue;
    raise("UFuncTypeError", "Cannot cast ufunc '", name, "' input ",
          operands.size() > 1 ? std::to_string(i) + " " : std::string(), "from dtype('", dtype_name(own),
          "') to dtype('", dtype_name(wanted), "') with casting rule '", casting, "'");
  }
}

Value apply(std::string_view name, const Value& arguments, const Value& out, const Value& where, const Value& dtype,
            std::string_view casting) {
  std::vector<Operand> operands;
  for (const Value& argument : arguments.items()) operands.push_back(as_operand(argument));
  const std::optional<Dtype> wanted = dtype_argument(dtype);
  if (wanted) check_casting(name, operands, *wanted, casting);
  const bool of_result = wanted && find_ufunc(name).rule == Rule::Compare;  // by whatever dtype is compared
  const Value target = out.is(Tag::Tuple) ? out.items()[0] : out;
  if (!target.is_none()) {
    if (!target.is(Tag::Array) || target.is_array_scalar()) raise("TypeError", "return arrays must be of ArrayType");
    check_out(operands, target.to_array());
  }
  const Tensor made = ufunc(name, operands, of_result ? std::optional<Dtype>() : wanted);
  if (!target.is_none()) {
    write_out(name, target.to_array(), made, casting, where);
    return target;
  }
  return result(made);
}

// a op= b: in the array's own memory; a scalar's name is bound to another scalar.
Value apply_inplace(std::string_view name, const Value& a, const Value& b) {
  const Operand operands[] = {as_operand(a), as_operand(b)};
  if (!a.is(Tag::Array) || a.is_array_scalar()) return result(ufunc(name, operands));
  const Tensor target = a.to_array();
  check_out(operands, target);
  write_out(name, target, ufunc(name, operands), "same_kind", Value(true));
  return a;
}

// ufunc.accumulate, reduceat and outer are written in terms of this: a op b for each pair.
Value outer(std::string_view name, const Value& a, const Value& b) {
  const Tensor x = as_array(a), y = as_array(b);
  Ints sizes = x.sizes();
  for (int64_t d = 0; d < y.dim(); ++d) sizes.push_back(1);
  const Operand operands[] = {{reshaped(x, sizes), as_operand(a).weak}, as_operand(b)};
  return result(ufunc(name, operands));
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_ufunc, np::apply)
KERNEL(np_inplace, np::apply_inplace)
KERNEL(np_ufunc_outer, np::outer)
}  // namespace flambeau
