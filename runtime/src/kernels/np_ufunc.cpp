// Ufuncs: dtypes by NEP 50, broadcasting, out=, where=, in-place operators.
#include <algorithm>
#include <array>
#include <cstring>
#include <unordered_map>

#include "kernels/np_loops.h"
#include "ops/call.h"
#include "value/array_scalar.h"

namespace flambeau::np {

const Ufunc& find_ufunc(std::string_view name) {
  static const std::unordered_map<std::string_view, const Ufunc*> all = [] {
    std::unordered_map<std::string_view, const Ufunc*> found;
    for (const auto& table : {arithmetic_ufuncs(), math_ufuncs(), logic_ufuncs()}) {
      for (const Ufunc& each : table) found[each.name] = &each;
    }
    return found;
  }();
  if (const auto at = all.find(name); at != all.end()) return *at->second;
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

constexpr int64_t kMany = 512;  // elements from which on loops of vectors are worth being found

// Whether the loop of `dtype` is all that `rule` asks for, and the result has that dtype, or bool where it compares.
bool is_plain(const Ufunc& ufunc, Dtype dtype) {
  switch (ufunc.rule) {
    case Rule::Same:
    case Rule::Numbers:
    case Rule::Compare:
    case Rule::Magnitude: return dtype != Dtype::Int64 || ufunc.name != "power";
    case Rule::Float:
    case Rule::Division:
    case Rule::Rounding: return dtype != Dtype::Int64;
    case Rule::Bits: return dtype == Dtype::Int64;
    case Rule::Truth: return false;
  }
  return false;
}

// The same by a loop of vectors: an operand of step 0 is repeated first, for a block of elements.
void run_vectors(const VectorLoop& vectors, const std::array<std::byte*, 3>& data, const std::array<int64_t, 3>& steps,
                 std::size_t operands, int64_t n) {
  constexpr int64_t kBlock = 1024;
  const int64_t item = std::max(steps[1], steps[2]);
  alignas(8) std::array<std::byte, kBlock * sizeof(double)> repeated;
  for (int64_t start = 0; start < n; start += kBlock) {
    const int64_t count = std::min(kBlock, n - start);
    std::array<const std::byte*, 2> in{};
    for (std::size_t k = 0; k < operands; ++k) {
      in[k] = steps[k + 1] != 0 ? data[k + 1] + start * item : repeated.data();
      if (start > 0 || steps[k + 1] != 0) continue;
      if (item == sizeof(float))
        std::fill_n(reinterpret_cast<float*>(repeated.data()), count, at<float>(data[k + 1], 0, 0));
      else std::fill_n(reinterpret_cast<uint64_t*>(repeated.data()), count, at<uint64_t>(data[k + 1], 0, 0));
    }
    const double one = 1;  // what sums take their second operand times
    vectors.run(data[0] + start * steps[0], in.data(), operands, count, &one);
  }
}

// The bytes from one element of `array` to the next, and from one row to the next, under a shape of two dims or one. Of
// more dims only flat arrays are taken, whose elements follow each other. False: it isn't to be broadcast to that, or
// new arrays might lie otherwise than by rows.
bool add_row_steps(const Tensor& array, const Ints& shape, bool flat, int64_t& step, int64_t& row_step) {
  const auto item = static_cast<int64_t>(array.itemsize());
  const int64_t rank = shape.ssize(), added = rank - array.dim();
  if (array.dim() == 0) return true;
  if (rank > 2) return flat;
  for (int64_t d = added; d < rank; ++d) {
    const int64_t size = array.sizes()[d - added], bytes = array.strides()[d - added] * item;
    if (size != shape[d] && size != 1) return false;
    (d + 1 == rank ? step : row_step) = size == shape[d] ? bytes : 0;
  }
  return rank == 1 || (step >= 0 && (row_step == 0 || row_step >= step));
}

}  // namespace

// Some elements of arrays of one of the dtypes that most have, of one shape or stretched to it, beside scalars of that
// dtype or Python's numbers: done at once, since finding out how to go over the operands would take longer than going
// over them. Undefined where that isn't so.
Tensor run_few(const Ufunc& ufunc, std::span<const Value> arguments) {
  std::array<Tensor, 2> arrays;
  const Tensor* most = nullptr;
  if (arguments.size() > arrays.size()) return {};
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    if (!arguments[k].is(Tag::Array)) continue;
    arrays[k] = arguments[k].to_array();
    const Tensor& array = arrays[k];
    const bool same = most && array.dim() == most->dim();
    if (!most || array.dim() > most->dim() || (same && array.numel() > most->numel())) most = &array;
  }
  if (!most || most->numel() >= kGrain || (most->numel() >= kMany && ufunc.name == "power")) return {};
  const Dtype dtype = most->dtype();
  const bool is_int = dtype == Dtype::Int64;
  if ((dtype != Dtype::Float32 && dtype != Dtype::Float64 && !is_int) || !is_plain(ufunc, dtype)) return {};
  std::array<double, 2> doubles;
  std::array<float, 2> floats;
  std::array<int64_t, 2> integers;
  std::array<std::byte*, 3> data;
  std::array<int64_t, 3> steps{}, row_steps{}, flat_steps{};
  bool flat = true;  // all are read from their first element on, one after the other, or are one element
  for (std::size_t k = 0; k < arguments.size(); ++k) {
    const Value& given = arguments[k];
    if (const Tensor& array = arrays[k]; array.defined()) {
      if (array.dtype() != dtype) return {};
      data[k + 1] = array.raw();
      const bool whole = array.sizes() == most->sizes() && array.is_contiguous();
      if (whole) flat_steps[k + 1] = static_cast<int64_t>(array.itemsize());
      if (!add_row_steps(array, most->sizes(), whole, steps[k + 1], row_steps[k + 1])) return {};
      flat = flat && (whole || array.dim() == 0);
      continue;
    }
    constexpr int64_t kExact = int64_t{1} << 53;  // up to which all integers are doubles
    const bool whole = given.is(Tag::Int);
    if (!whole && (is_int || !given.is(Tag::Float))) return {};
    integers[k] = whole ? given.to_int() : 0;
    if (whole && !is_int && (integers[k] > kExact || integers[k] < -kExact)) return {};
    doubles[k] = whole ? static_cast<double>(integers[k]) : given.to_double();
    floats[k] = static_cast<float>(doubles[k]);
    data[k + 1] = is_int                    ? reinterpret_cast<std::byte*>(&integers[k])
                  : dtype == Dtype::Float64 ? reinterpret_cast<std::byte*>(&doubles[k])
                                            : reinterpret_cast<std::byte*>(&floats[k]);
  }
  const Loop loop = ufunc.find(dtype);
  if (!loop) return {};
  const Tensor out = empty(most->sizes(), ufunc.rule == Rule::Compare ? Dtype::Bool : dtype);
  data[0] = out.raw();
  steps[0] = flat_steps[0] = static_cast<int64_t>(out.itemsize());
  const int64_t n = out.numel();
  if (!flat) {
    if (n >= kMany) return {};
    const int64_t columns = out.sizes().back(), rows = out.dim() == 2 ? out.sizes()[0] : 1;
    row_steps[0] = steps[0] * columns;
    for (int64_t r = 0; r < rows; ++r) {
      loop(data.data(), steps.data(), columns);
      for (std::size_t k = 0; k < data.size(); ++k) data[k] += row_steps[k];
    }
    return out;
  }
  if (const VectorLoop vectors(n >= kMany ? ufunc.vectors : VectorLoops{}, dtype); vectors) {
    run_vectors(vectors, data, flat_steps, arguments.size(), n);
  } else {
    loop(data.data(), flat_steps.data(), n);
  }
  return out;
}

namespace {

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
  if (out.is_none() && dtype.is_none() && where.is(Tag::Bool) && where.to_bool()) {
    if (const Tensor few = run_few(find_ufunc(name), arguments.items()); few.defined()) return result(few);
  }
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
  const std::array given = {a, b};
  if (const Tensor few = run_few(find_ufunc(name), given); few.defined()) {
    if (!a.is(Tag::Array) || a.is_array_scalar()) return result(few);
    const Tensor target = a.to_array();
    if (target.sizes() == few.sizes() && target.dtype() == few.dtype() && !target.storage()->readonly()) {
      if (target.is_contiguous()) {
        std::memcpy(target.raw(), few.raw(), static_cast<std::size_t>(few.numel()) * few.itemsize());
      } else {
        assign(target, few);
      }
      return a;
    }
  }
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
