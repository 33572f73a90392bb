// The interpreter's loop. The verifier has proved what it relies on: opcodes, lengths, indices, kinds of operands.
#include <array>
#include <bit>
#include <cmath>

#include "archive/opcodes.h"
#include "kernels/py_operators.h"
#include "value/number.h"
#include "value/sequence.h"
#include "vm/machine.h"

namespace flambeau {

namespace {

#ifdef FLAMBEAU_FUZZING
constexpr bool kFuzzing = true;
#else
constexpr bool kFuzzing = false;
#endif

// The registers of the running function, and its code.
struct Window {
  Value* registers;
  const Value* constants;
  const uint32_t* words;

  const Value& read(uint32_t word) const {
    return word & kConstant ? constants[word & kIndexMask] : registers[word & kIndexMask];
  }
  // The operand's value, moved out of its register where this is the last use.
  Value take(uint32_t word) const {
    if (word & kConstant) return constants[word & kIndexMask];
    if (word & kLast) return std::move(registers[word & kIndexMask]);
    return registers[word];
  }
  std::vector<Value> take_all(const uint32_t* first, const uint32_t* last) const {
    std::vector<Value> out;
    out.reserve(static_cast<std::size_t>(last - first));
    for (; first != last; ++first) out.push_back(take(*first));
    return out;
  }
  void forget(const uint32_t* first, const uint32_t* last) const {
    for (; first != last; ++first) {
      if ((*first & (kLast | kConstant)) == kLast) registers[*first & kIndexMask] = Value();
    }
  }
  int64_t read_int(uint32_t word) const { return read(word).int_payload(); }
  double read_float(uint32_t word) const { return read(word).float_payload(); }
};

void call_operator(const Window& window, const Operator& op, const uint32_t* words, const uint32_t* end) {
  std::array<const Value*, kMaxOperands> arguments;
  std::array<Value*, kMaxOperands> results;
  const uint32_t* operands = words + op.result_count;
  for (std::size_t i = 0; i < op.result_count; ++i) results[i] = &window.registers[words[i]];
  for (std::size_t i = 0; i < op.argument_count; ++i) arguments[i] = &window.read(operands[i]);
  for (uint64_t left = op.tensors | op.tensor_lists; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    if (!arguments[i]->is(Tag::Tensor)) check_tensors(op, i, *arguments[i]);
  }
  Call call{arguments.data(), op.argument_count, results.data(), op.result_count};
  op.entry->kernel(call);
  window.forget(operands, end);
}

Value make_dict(const Window& window, const uint32_t* first, const uint32_t* last) {
  auto dict = make_ref<Dict>();
  for (; first != last; first += 2) {
    const Value key = window.take(first[0]);
    dict->set(key, window.take(first[1]));
  }
  return Value(Tag::Dict, dict);
}

Value make_set(const Window& window, const uint32_t* first, const uint32_t* last) {
  auto set = make_ref<Dict>();
  for (; first != last; ++first) {
    const Value item = window.take(*first);
    if (!set->find(item)) set->set(item, Value());
  }
  return Value(Tag::Set, set);
}

void unpack_into(const Window& window, const uint32_t* words, std::size_t count) {
  const Value source = window.take(words[count]);
  std::vector<Value> items =
      unpack(source.is(Tag::Tensor) || source.is(Tag::Array) ? Value::list(elements(source)) : source, count);
  for (std::size_t i = 0; i < count; ++i) window.registers[words[i]] = std::move(items[i]);
}

int64_t divide_down(int64_t a, int64_t b) {
  if (b == 0) raise("ZeroDivisionError", "integer division or modulo by zero");
  if (b == -1) return negate_int(a);
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

int64_t modulo_down(int64_t a, int64_t b) {
  if (b == 0) raise("ZeroDivisionError", "integer modulo by zero");
  if (b == -1) return 0;
  const int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

// `value` is a reference because arguments are evaluated in any order: it may be written by what gives `overflow`.
// As in value/number.h, but inline.
template <typename Operation>
int64_t checked(Operation operation) {
  int64_t out;
  if (operation(&out)) [[unlikely]] {
    raise_int_overflow();
  }
  return out;
}

double divide(double a, double b) {
  if (b == 0) raise("ZeroDivisionError", "float division by zero");
  return a / b;
}

void check_type(const TypeTable& types, uint32_t type, const Value& value) {
  if (!types.matches(type, value)) [[unlikely]] {
    raise("TypeError", "expected ", types.text(type), ", got ", describe(value));
  }
}

}  // namespace

// Binary instructions on payloads: `a` and `b` are the operands.
#define INT_OPCODE(name, expression)             \
  case Opcode::op_##name: {                      \
    const int64_t a = window.read_int(at[2]);    \
    const int64_t b = window.read_int(at[3]);    \
    window.registers[at[1]] = Value(expression); \
    break;                                       \
  }
#define FLOAT_OPCODE(name, expression)           \
  case Opcode::op_##name: {                      \
    const double a = window.read_float(at[2]);   \
    const double b = window.read_float(at[3]);   \
    window.registers[at[1]] = Value(expression); \
    break;                                       \
  }

Value Machine::execute() {
  Window window{};
  uint32_t place = 0;
  const auto resume = [&] {
    const Activation& top = active_.back();
    window = {stack_.data() + top.base, image_.constants.data(), top.function->words.data()};
    place = top.place;
  };
  resume();
  for (;;) {
    active_.back().place = place;
    const uint32_t* at = window.words + place;
    const uint32_t* end = at + length_of(*at);
    uint32_t next = place + length_of(*at);
    switch (opcode_of(*at)) {
      case Opcode::op_move: window.registers[at[1]] = window.take(at[2]); break;
      case Opcode::op_clear:
        for (++at; at != end; ++at) window.registers[*at & kIndexMask] = Value();
        break;
      case Opcode::op_loop:
        if constexpr (kFuzzing) {
          if (++loops_ > 1000) raise("TimeoutError", "the fuzzer's programs end soon");
        }
        break;
      case Opcode::op_jump: next = at[1]; break;
      case Opcode::op_jump_if:
        if (window.read_int(at[2]) != 0) next = at[1];
        break;
      case Opcode::op_jump_if_not:
        if (window.read_int(at[2]) == 0) next = at[1];
        break;
      case Opcode::op_return: {
        Value result = window.take(at[1]);
        leave();
        if (active_.empty()) return result;
        resume();
        at = window.words + place;
        window.registers[at[2]] = std::move(result);
        next = place + length_of(*at);
        break;
      }
      case Opcode::op_raise: {
        Value exception = window.take(at[1]);
        if (!exception.is(Tag::Exception)) raise("TypeError", "exceptions must derive from BaseException");
        unwind(std::move(exception));
        resume();
        continue;
      }
      case Opcode::op_call: {
        const std::size_t base = active_.back().base;
        enter(image_.functions[at[1]]);
        resume();
        const Window from{stack_.data() + base, window.constants, nullptr};  // the stack may have moved
        Value* parameter = window.registers;
        for (const uint32_t* word = at + 3; word != end; ++word) *parameter++ = from.take(*word);
        continue;
      }
      case Opcode::op_call_operator: call_operator(window, *image_.operators[at[1]], at + 2, end); break;
      case Opcode::op_tuple: window.registers[at[1]] = Value::tuple(window.take_all(at + 2, end)); break;
      case Opcode::op_list: window.registers[at[1]] = Value::list(window.take_all(at + 2, end)); break;
      case Opcode::op_dict: window.registers[at[1]] = make_dict(window, at + 2, end); break;
      case Opcode::op_set: window.registers[at[1]] = make_set(window, at + 2, end); break;
      case Opcode::op_unpack: unpack_into(window, at + 1, static_cast<std::size_t>(end - at) - 2); break;
      case Opcode::op_cast:
        check_type(image_.types, at[1], window.read(at[3]));
        window.registers[at[2]] = window.take(at[3]);
        break;
        INT_OPCODE(add_int, checked([&](int64_t* out) { return __builtin_add_overflow(a, b, out); }))
        INT_OPCODE(sub_int, checked([&](int64_t* out) { return __builtin_sub_overflow(a, b, out); }))
        INT_OPCODE(mul_int, checked([&](int64_t* out) { return __builtin_mul_overflow(a, b, out); }))
        INT_OPCODE(floordiv_int, divide_down(a, b))
        INT_OPCODE(mod_int, modulo_down(a, b))
        INT_OPCODE(and_int, a & b)
        INT_OPCODE(or_int, a | b)
        INT_OPCODE(xor_int, a ^ b)
        INT_OPCODE(eq_int, a == b)
        INT_OPCODE(ne_int, a != b)
        INT_OPCODE(lt_int, a < b)
        INT_OPCODE(le_int, a <= b)
        INT_OPCODE(gt_int, a > b)
        INT_OPCODE(ge_int, a >= b)
        FLOAT_OPCODE(add_float, a + b)
        FLOAT_OPCODE(sub_float, a - b)
        FLOAT_OPCODE(mul_float, a * b)
        FLOAT_OPCODE(div_float, divide(a, b))
        FLOAT_OPCODE(eq_float, a == b)
        FLOAT_OPCODE(ne_float, a != b)
        FLOAT_OPCODE(lt_float, a < b)
        FLOAT_OPCODE(le_float, a <= b)
        FLOAT_OPCODE(gt_float, a > b)
        FLOAT_OPCODE(ge_float, a >= b)
      case Opcode::op_neg_int: window.registers[at[1]] = Value(negate_int(window.read_int(at[2]))); break;
      case Opcode::op_neg_float: window.registers[at[1]] = Value(-window.read_float(at[2])); break;
      case Opcode::op_float_int: window.registers[at[1]] = Value(static_cast<double>(window.read_int(at[2]))); break;
      case Opcode::op_truth_int: window.registers[at[1]] = Value(window.read_int(at[2]) != 0); break;
      case Opcode::op_not_bool: window.registers[at[1]] = Value(window.read_int(at[2]) == 0); break;
      case Opcode::op_is_none:
        window.registers[at[1]] = Value(window.read(at[2]).is_none());
        window.forget(at + 2, end);
        break;
    }
    place = next;
  }
}

}  // namespace flambeau
