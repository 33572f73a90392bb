// The interpreter's loop. The verifier has proved what it relies on: opcodes, lengths, indices, kinds of operands.
#include <cmath>
#include <new>
#include <stdexcept>

#include "kernels/py_operators.h"
#include "value/compare.h"
#include "value/exceptions.h"
#include "value/number.h"
#include "value/parse.h"
#include "value/sequence.h"
#include "value/table.h"
#include "vm/dispatch.h"
#include "vm/instructions.h"
#include "vm/machine.h"
#include "vm/quick.h"
#include "vm/window.h"

namespace flambeau {

namespace {

#ifdef FLAMBEAU_FUZZING
constexpr bool kFuzzing = true;
#else
constexpr bool kFuzzing = false;
#endif

}  // namespace

// The instruction that runs in the function on top.
const uint32_t* Machine::place_on_top() const noexcept {
  return active_.back().function->words.data() + active_.back().place;
}

Value Machine::execute() {
#ifdef __GNUC__
#define OPCODE(name, immediates, results, operands, op, meaning) &&step_##name,
#define STEP(name) &&fast_##name,
  static const void* const labels[] = {
#include "opcodes.def"
      FLAMBEAU_STEPS(STEP)};
#undef OPCODE
#undef STEP
#else
  Step next;
#endif
  // The constants are only read, but window.read gives them and registers alike.
  auto* constants = const_cast<Value*>(image_.constants.data());
  Window window{nullptr, reinterpret_cast<std::byte*>(constants)};
  const Value* const characters = ascii_characters();
  const uint32_t* at = nullptr;  // the instruction that runs: where an exception comes of
  for (;;) {
    Value exception;
    try {
      // No object with a destructor may live where NEXT leaves its block: a computed goto doesn't call it.
      window.registers = registers_on_top();
      RUN(place_on_top()) {
        CASE(step_move) {
          window.at(at[1]) = Value(window.read(at[2]));
          NEXT(at + 3);
        }
        CASE(fast_move_last) {
          window.at(at[1]) = std::move(window.at(at[2]));
          NEXT(at + 3);
        }
        CASE(fast_move_constant) {
          window.at(at[1]) = Value(window.constant(at[2]));
          NEXT(at + 3);
        }
        CASE(step_clear) {
          for (const uint32_t* word = at + 1; word != END; ++word) window.at(*word) = Value();
          NEXT(END);
        }
        CASE(step_loop) {
          if constexpr (kFuzzing) {
            if (++loops_ > 1000) raise("TimeoutError", "the fuzzer's programs end soon");
          }
          NEXT(END);
        }
        CASE(step_jump) JUMP(at[1]);
        CASE(step_jump_if) {
          if (window.read_int(at[2]) != 0) JUMP(at[1]);
          NEXT(at + 3);
        }
        CASE(step_jump_if_not) {
          if (window.read_int(at[2]) == 0) JUMP(at[1]);
          NEXT(at + 3);
        }
        CASE(step_return) {
          {
            Value result = window.take(at[1]);
            leave();
            if (active_.empty()) return result;
            RESUME();
            window.at(at[2]) = std::move(result);
          }
          NEXT(END);
        }
        CASE(step_raise) {
          exception = window.take(at[1]);
          if (!exception.is(Tag::Exception)) raise("TypeError", "exceptions must derive from BaseException");
          goto raised;
        }
        CASE(step_call) {
          const FunctionImage& function = image_.functions[at[1]];
          Activation& top = active_.back();
          top.place = static_cast<uint32_t>(at - top.function->words.data());
          const std::size_t base = top.base + top.size;
          if (active_.size() >= kMaxDepth || base + function.register_count > stack_.size()) [[unlikely]] {
            grow(base + function.register_count);
            window.registers = registers_on_top();
          }
          Value* const registers = stack_.data() + base;
          Value* parameter = registers;
          for (const uint32_t* word = at + 3; word != END; ++word) *parameter++ = window.take(*word);
          active_.push(&function, base, 0, function.register_count, nullptr);
          window.registers = reinterpret_cast<std::byte*>(registers);
          NEXT(function.words.data());
        }
        CASE(step_generator) {
          {
            Value generator = make_generator();
            if (active_.empty()) return generator;
            RESUME();
            window.at(at[2]) = std::move(generator);
          }
          NEXT(END);
        }
        CASE(step_resume) {
          {
            active_.back().place = static_cast<uint32_t>(at - active_.back().function->words.data());
            Value& generator = const_cast<Value&>(window.read(at[3]));
            Value sent = window.take(at[4]);
            Value raised = window.take(at[5]);
            const GeneratorObject::State state = enter(generator, sent, raised);
            if (state != GeneratorObject::State::Ended && (at[3] & (kLast | kConstant)) == kLast) {
              running_.back().held = std::move(generator);
            }
            if (state != GeneratorObject::State::Ended) RESUME();
            if (!raised.is_none()) {
              exception = std::move(raised);
              goto raised;
            }
            if (state == GeneratorObject::State::Ended) {
              window.at(at[1]) = Value();
              window.at(at[2]).put(true);
            } else if (state != GeneratorObject::State::Created) {
              window.at(at[1]) = std::move(sent);
            }
          }
          NEXT(END);
        }
        SUSPEND(suspend, Suspended)
        SUSPEND(suspend_guarded, Guarded)
        CASE(step_finish) {
          {
            Value given = window.take(at[1]);
            finish();
            RESUME();
            window.at(at[1]) = std::move(given);
            window.at(at[2]).put(true);
          }
          NEXT(END);
        }
        CASE(step_call_operator) {
        call:
          call_operator(window, *image_.operators[at[1]], at + 2, END);
          NEXT(END);
        }
        CASE(fast_call_plain) {
          call_plain(window, *image_.operators[at[1]], at + 2);
          NEXT(END);
        }
        CASE(step_tuple) {
          window.at(at[1]) = Value::tuple(take_all(window, at + 2, END));
          NEXT(END);
        }
        CASE(step_list) {
          window.at(at[1]) = Value::list(take_all(window, at + 2, END));
          NEXT(END);
        }
        CASE(step_dict) {
          window.at(at[1]) = make_dict(window, at + 2, END);
          NEXT(END);
        }
        CASE(step_set) {
          window.at(at[1]) = make_set(window, at + 2, END);
          NEXT(END);
        }
        CASE(step_unpack) {
          unpack_into(window, at + 1, length_of(*at) - 2);
          NEXT(END);
        }
        CASE(fast_unpack) {
          const uint32_t* end = unpack_and_cast(image_.types, window, at, END);
          if (end) NEXT(end);
          unpack_into(window, at + 1, length_of(*at) - 2);
          NEXT(END);
        }
        CASE(step_cast) {
          check_type(image_.types, at[1], window.read(at[3]));
          if (at[2] != at[3]) window.at(at[2]) = window.take(at[3]);
          NEXT(at + 4);
        }
        CASE(fast_cast_tag) {
          const Value& value = window.read(at[3]);
          if (((image_.types[at[1]].tags >> static_cast<unsigned>(value.tag())) & 1U) == 0) [[unlikely]] {
            check_type(image_.types, at[1], value);
          }
          if (at[2] != at[3]) window.at(at[2]) = window.take(at[3]);
          NEXT(at + 4);
        }
        CASE(fast_cast_class) {
          const Value& value = window.read(at[3]);
          const ClassInfo* info = value.is(Tag::Object) ? value.known<Object>().info.get() : nullptr;
          if (!info || info != image_.types[at[1]].info) [[unlikely]] {
            check_type(image_.types, at[1], value);
          }
          if (at[2] != at[3]) window.at(at[2]) = window.take(at[3]);
          NEXT(at + 4);
        }
        INT_OPCODE(add_int, add_checked(a, b))
        INT_OPCODE(sub_int, subtract_checked(a, b))
        INT_OPCODE(mul_int, multiply_checked(a, b))
        INT_OPCODE(floordiv_int, divide_down(a, b))
        INT_OPCODE(mod_int, modulo_down(a, b))
        INT_OPCODE(and_int, a & b)
        INT_OPCODE(or_int, a | b)
        INT_OPCODE(xor_int, a ^ b)
        INT_OPCODE(lshift_int, shift_left(a, b))
        INT_OPCODE(rshift_int, shift_right(a, b))
        INT_OPCODE(div_int, true_quotient(a, b))
        INT_OPCODE(min_int, b < a ? b : a)
        INT_OPCODE(max_int, b > a ? b : a)
        INT_OPCODE(eq_int, a == b)
        INT_OPCODE(ne_int, a != b)
        INT_OPCODE(lt_int, a < b)
        INT_OPCODE(le_int, a <= b)
        INT_OPCODE(gt_int, a > b)
        INT_OPCODE(ge_int, a >= b)
        FLOAT_OPCODE(add_float, a + b)
        FLOAT_OPCODE(sub_float, a - b)
        FLOAT_OPCODE(mul_float, a * b)
        FLOAT_OPCODE(div_float, true_quotient(a, b))
        FLOAT_OPCODE(min_float, b < a ? b : a)
        FLOAT_OPCODE(max_float, b > a ? b : a)
        FLOAT_OPCODE(eq_float, a == b)
        FLOAT_OPCODE(ne_float, a != b)
        FLOAT_OPCODE(lt_float, a < b)
        FLOAT_OPCODE(le_float, a <= b)
        FLOAT_OPCODE(gt_float, a > b)
        FLOAT_OPCODE(ge_float, a >= b)
        NUMBER_STEPS(add_int, int_payload, add_checked(a, b))
        NUMBER_STEPS(sub_int, int_payload, subtract_checked(a, b))
        NUMBER_STEPS(mul_int, int_payload, multiply_checked(a, b))
        NUMBER_STEPS(floordiv_int, int_payload, divide_down(a, b))
        NUMBER_STEPS(mod_int, int_payload, modulo_down(a, b))
        NUMBER_STEPS(and_int, int_payload, a & b)
        NUMBER_STEPS(or_int, int_payload, a | b)
        NUMBER_STEPS(xor_int, int_payload, a ^ b)
        NUMBER_STEPS(add_float, float_payload, a + b)
        NUMBER_STEPS(sub_float, float_payload, a - b)
        NUMBER_STEPS(mul_float, float_payload, a * b)
        NUMBER_STEPS(div_float, float_payload, true_quotient(a, b))
        NUMBER_STEPS(lshift_int, int_payload, shift_left(a, b))
        NUMBER_STEPS(rshift_int, int_payload, shift_right(a, b))
        NUMBER_STEPS(min_int, int_payload, b < a ? b : a)
        NUMBER_STEPS(max_int, int_payload, b > a ? b : a)
        NUMBER_STEPS(min_float, float_payload, b < a ? b : a)
        NUMBER_STEPS(max_float, float_payload, b > a ? b : a)
        NUMBER_STEP(min_float_k, float_payload, constant_number, number, b < a ? b : a)
        NUMBER_STEP(max_float_k, float_payload, constant_number, number, b > a ? b : a)
        NUMBER_STEP(sub_float_k, float_payload, constant_number, number, a - b)
        NUMBER_STEP(div_float_k, float_payload, constant_number, number, true_quotient(a, b))
        COMPARISON_JUMPS(eq, ==)
        COMPARISON_JUMPS(ne, !=)
        COMPARISON_JUMPS(lt, <)
        COMPARISON_JUMPS(le, <=)
        COMPARISON_JUMPS(gt, >)
        COMPARISON_JUMPS(ge, >=)
        CASE(step_neg_int) {
          window.at(at[1]).put(negate_int(window.read_int(at[2])));
          NEXT(at + 3);
        }
        CASE(step_neg_float) {
          window.at(at[1]).put(-window.read_float(at[2]));
          NEXT(at + 3);
        }
        CASE(step_invert_int) {
          window.at(at[1]).put(~window.read_int(at[2]));
          NEXT(at + 3);
        }
        CASE(step_abs_int) {
          const int64_t number = window.read_int(at[2]);
          window.at(at[1]).put(number < 0 ? negate_int(number) : number);
          NEXT(at + 3);
        }
        CASE(step_abs_float) {
          window.at(at[1]).put(std::fabs(window.read_float(at[2])));
          NEXT(at + 3);
        }
        CASE(step_int_float) {
          window.at(at[1]).put(int_from_float(window.read_float(at[2])));
          NEXT(at + 3);
        }
        CASE(step_float_int) {
          window.at(at[1]).put(static_cast<double>(window.read_int(at[2])));
          NEXT(at + 3);
        }
        CASE(step_truth_int) {
          window.at(at[1]).put(window.read_int(at[2]) != 0);
          NEXT(at + 3);
        }
        CASE(step_not_bool) {
          window.at(at[1]).put(window.read_int(at[2]) == 0);
          NEXT(at + 3);
        }
        CASE(step_is_none) {
          const bool none = window.read(at[2]).is_none();
          window.forget(at[2]);
          window.at(at[1]).put(none);
          NEXT(at + 3);
        }
        NONE_JUMP(is_none_jump, true)
        NONE_JUMP(is_none_jump_not, false)
        CASE(fast_getitem) {
          if (const Value* item = ITEM) [[likely]] {
            window.at(at[2]) = Value(*item);
          } else if (!quick::character(characters, window.read(at[3]), window.read(at[4]), window.at(at[2]))) {
            goto missing;
          }
          if ((at[3] | at[4]) & kLast) forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
      missing:
        if (quick::byte(window.read(at[3]), window.read(at[4]), window.at(at[2]))) {
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        if (quick::slice(window.read(at[3]), window.read(at[4]), window.at(at[2]))) {
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        exception = quick::missing_item(window.read(at[3]), window.read(at[4]));
        if (exception.is_none()) goto call;
        goto raised;
        NUMBER_ELEMENTS(getitem, ITEM)
        CASE(fast_field) {
          const Value* item = FIELD;
          if (!item || item->is(Tag::Unbound)) [[unlikely]]
            goto call;
          window.at(at[2]) = Value(*item);
          if ((at[3] | at[4]) & kLast) forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        NUMBER_ELEMENTS(field, FIELD)
        INNER_STEPS(getitem, ITEM)
        INNER_STEPS(field, FIELD)
        UPDATE(update_item, quick::find_any_place(window.read(at[3]), window.read(at[4])), getitem)
        UPDATE(update_field, quick::field_place(window.read(at[3]), window.read(at[4])), field)
        CASE(fast_update_default) {
          // As above; the dict_get's default is at[5], the sum at at[10], the py::setitem at at[14].
          const Value& table = window.read(at[3]);
          if (!table.is(Tag::Dict)) goto call;
          Value* held = table.known<Dict>().change(window.read(at[4]));
          const bool done =
              held ? update_number(window, at + 10, *held) : enter_number(window, at, table.known<Dict>());
          if (!done) RUN_AS(Step::fast_dict_get);
          forget(window, at + 16, at + 18);
          NEXT(at + 19);
        }
        CASE(fast_slice_join) {
          // As below; at[11] the py::str_join, at[13] its result, at[14] the separator.
          if (quick::join_slice(window.read(at[14]), window.read(at[9]), window.read(at[3]), window.read(at[4]),
                                window.read(at[5]), window.at(at[13]))) {
            if ((at[9] & kOffsetMask) != at[13]) window.forget(at[9]);
            if ((at[14] & kOffsetMask) != at[13]) window.forget(at[14]);
            NEXT(at + 16);
          }
          goto slice;
        }
        CASE(fast_slice_getitem) {
        slice:
          // at[2..5]: the slice and its bounds; at[6] the py::getitem, at[8] its result, at[9] the container
          if (quick::slice(window.read(at[9]), window.read(at[3]), window.read(at[4]), window.read(at[5]),
                           window.at(at[8]))) {
            window.forget(at[9]);
            NEXT(at + 11);
          }
          goto call;
        }
        CASE(fast_set_field) {
          if (Value* slot = quick::field_place(window.read(at[2]), window.read(at[3]))) {
            *slot = window.take(at[4]);
            window.forget(at[2]);
            NEXT(at + 5);
          }
          goto call;
        }
        CASE(fast_setitem) {
          Value* item = quick::find_place(window.read(at[2]), window.read(at[3]));
          if (item) [[likely]]
            *item = window.take(at[4]);
          else if (!set_item(window, window.read(at[2]), at[3], at[4])) goto call;
          if ((at[2] | at[3] | at[4]) & kLast) forget(window, at + 2, at + 5);
          NEXT(at + 5);
        }
        CASE(fast_append) {
          const Value& list = window.read(at[2]);
          if (!list.is(Tag::List)) [[unlikely]]
            goto call;
          quick::append(list.known<List>(), window.take(at[3]));
          window.forget(at[2]);
          NEXT(at + 4);
        }
        CASE(fast_len) {
          const int64_t length = quick::length(window.read(at[3]));
          if (length < 0) goto call;
          window.forget(at[3]);
          window.at(at[2]).put(length);
          NEXT(at + 4);
        }
        CASE(fast_len_lt_jump_not) {
        bound:
          // at[4] is the lt_int of the index at[6] and the length, at[8] the jump_if_not; all results are at[2].
          const int64_t length = quick::length(window.read(at[3]));
          if (length < 0) goto call;
          const bool inside = window.at(at[6]).int_payload() < length;
          window.at(at[2]).put(inside);
          if (!inside) NEXT(at + 8 + static_cast<int32_t>(at[9]));
          NEXT(at + 11);
        }
        NEXT_ELEMENT(next, true, window.at(at[13]) = Value(*item), 16, next_character)
        NEXT_ELEMENT(next_bool, item->is(Tag::Bool), window.at(at[18]).put(item->int_payload() != 0), 20, bound)
        NEXT_ELEMENT(next_int, item->is(Tag::Int), window.at(at[18]).put(item->int_payload()), 20, bound)
        NEXT_ELEMENT(next_float, item->is(Tag::Float), window.at(at[18]).put(item->float_payload()), 20, bound)
        EXTEND(extend, next, !each.is(Tag::Unbound), window.at(at[13]) = at[23] & kLast ? Value() : Value(*item), 20)
        EXTEND(extend_bool, next_bool, each.is(Tag::Bool), window.at(at[18]).put(item->int_payload() != 0), 24)
        EXTEND(extend_int, next_int, each.is(Tag::Int), window.at(at[18]).put(item->int_payload()), 24)
        EXTEND(extend_float, next_float, each.is(Tag::Float), window.at(at[18]).put(item->float_payload()), 24)
      next_character:
        if (!quick::character(characters, window.read(at[3]), window.at(at[6]), window.at(at[13]))) goto bound;
        window.at(at[2]).put(true);
        window.at(at[17]).put(window.at(at[6]).int_payload() + 1);
        NEXT(at + 20);
        CASE(fast_count) {
        count:
          // lt_int with the jump at[4] where it doesn't hold, and add_int at[7], which is one more than at[2].
          const int64_t index = window.number(at[2]).int_payload();
          const bool inside = index < window.read_int(at[3]);
          window.put_over(at[1], inside);
          if (!inside) NEXT(at + 4 + static_cast<int32_t>(at[5]));
          window.put_over(at[8], index + 1);
          NEXT(at + 11);
        }
        CASE(fast_count_jump) {
          at += static_cast<int32_t>(at[1]);
          goto count;
        }
        CASE(fast_move_count_jump) {
          window.put_over(at[1], window.number(at[2]));
          at += 3 + static_cast<int32_t>(at[4]);
          goto count;
        }
        CASE(fast_move_number) {
          window.put_over(at[1], window.number(at[2]));
          NEXT(at + 3);
        }
        CASE(fast_move_number_jump) {
          window.put_over(at[1], window.number(at[2]));
          NEXT(at + 3 + static_cast<int32_t>(at[4]));
        }
        CASE(fast_move_jump) {
          window.at(at[1]) = window.take(at[2]);
          NEXT(at + 3 + static_cast<int32_t>(at[4]));
        }
        CASE(fast_list_add) {
          // The py::add behind the list: its result, the list that comes first, the new one.
          const uint32_t* add = END;
          const Value& first = window.read(add[3]);
          if (first.is(Tag::List)) {
            window.at(add[2]) = quick::longer_list(window, first.known<List>().items(), at + 2, add);
            if ((add[3] & kOffsetMask) != add[2]) window.forget(add[3]);
            NEXT(add + 5);
          }
          window.at(at[1]) = Value::list(take_all(window, at + 2, END));
          NEXT(END);
        }
        CASE(fast_table_next) {
          const Value& table = window.read(at[3]);
          if (quick::length(table) != window.read_int(at[5])) goto call;
          const int64_t place = next_place(table, window.read_int(at[4]));
          forget(window, at + 3, at + 6);
          window.at(at[2]).put(place);
          NEXT(at + 6);
        }
        PLACE(table_key, key_at)
        PLACE(table_value, value_at)
        TRUTH(truth, false, 4)
        TRUTH(truth_jump, is_true, 7)
        TRUTH(truth_jump_not, !is_true, 7)
        TESTS(contains, quick::contains(window.read(at[3]), window.read(at[4])), true)
        CASE(fast_dict_get) {
          const Value& container = window.read(at[3]);
          if (!container.is(Tag::Dict)) goto call;
          const Value* found = container.known<Dict>().find(window.read(at[4]));
          window.at(at[2]) = Value(found ? *found : window.read(at[5]));
          forget(window, at + 3, at + 6);
          NEXT(at + 6);
        }
        CASE(fast_set_add) {
          const Value& set = window.read(at[2]);
          if (!set.is(Tag::Set)) goto call;
          set.known<Set>().add(window.read(at[3]));
          forget(window, at + 2, at + 4);
          NEXT(at + 4);
        }
        CASE(fast_add) {
          // The first operand may be extended in place where it dies here.
          const bool dies = (at[3] & kLast) != 0 || at[3] == at[2];
          if (dies && !(at[3] & kConstant) && (at[3] & kOffsetMask) != (at[4] & (kConstant | kOffsetMask)) &&
              quick::extend(window.at(at[3]), window.read(at[4]))) {
            if ((at[3] & kOffsetMask) != at[2]) window.at(at[2]) = std::move(window.at(at[3]));
            if ((at[4] & kOffsetMask) != at[2]) window.forget(at[4]);
            NEXT(at + 5);
          }
          if (!quick::add(window.read(at[3]), window.read(at[4]), window.at(at[2]))) goto call;
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        CASE(fast_sub) {
          if (!quick::subtract(window.read(at[3]), window.read(at[4]), window.at(at[2]))) goto call;
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        CASE(fast_mul) {
          if (!quick::multiply(window.read(at[3]), window.read(at[4]), window.at(at[2]))) goto call;
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        CASE(fast_div) {
          if (!quick::divide(window.read(at[3]), window.read(at[4]), window.at(at[2]))) goto call;
          forget(window, at + 3, at + 5);
          NEXT(at + 5);
        }
        TESTS(lt, quick::ordered(window.read(at[3]), window.read(at[4]), quick::kLess), true)
        TESTS(le, quick::ordered(window.read(at[3]), window.read(at[4]), quick::kLess | quick::kEqual), true)
        TESTS(gt, quick::ordered(window.read(at[3]), window.read(at[4]), quick::kGreater), true)
        TESTS(ge, quick::ordered(window.read(at[3]), window.read(at[4]), quick::kGreater | quick::kEqual), true)
        SELECTED_NUMBER(select_item, false)
        SELECTED_NUMBER(select_float, true)
        CASE(fast_int) {
          const Value& value = window.read(at[3]);
          if (!value.is(Tag::Str)) goto call;
          const auto number = read_int_text(value.known<Str>().text);
          if (!number) {
            exception = exception_value(bad_int_text(value.known<Str>().text));
            goto raised;
          }
          window.forget(at[3]);
          window.at(at[2]) = Value(*number);
          NEXT(at + 4);
        }
        CASE(fast_float) {
          const Value& value = window.read(at[3]);
          if (!value.is(Tag::Str)) goto call;
          const auto number = read_float_text(value.known<Str>().text);
          if (!number) {
            exception = exception_value(bad_float_text(value.known<Str>().text));
            goto raised;
          }
          window.forget(at[3]);
          window.at(at[2]) = Value(*number);
          NEXT(at + 4);
        }
        CASE(fast_str) {
          if (!quick::text_of(window.read(at[3]), window.at(at[2]))) goto call;
          window.forget(at[3]);
          NEXT(at + 4);
        }
        CASE(fast_split_unpack) {
          const uint32_t* unpack = END;
          if (split_and_unpack(window, at, unpack)) NEXT(unpack + length_of(*unpack));
          goto call;
        }
        CASE(fast_partition_unpack) {
          const uint32_t* unpack = END;
          if (partition_and_unpack(window, at, unpack)) NEXT(unpack + length_of(*unpack));
          goto call;
        }
        CASE(fast_join_tuple) {
          // The py::str_join behind the tuple: its result, the separator, the tuple.
          const uint32_t* join = END;
          if (quick::join(window, window.constant(join[3]), at + 2, END, window.at(join[2]))) {
            for (const uint32_t* word = at + 2; word != join; ++word) {
              if ((*word & kOffsetMask) != join[2]) window.forget(*word);
            }
            NEXT(join + 5);
          }
          window.at(at[1]) = Value::tuple(take_all(window, at + 2, END));
          NEXT(END);
        }
        CASE(fast_new_object) {
          // The py::object_new behind the tuple of its slots: its result, the class, the tuple.
          const uint32_t* made = END;
          const Value& cls = window.constant(made[3]);
          if (cls.is(Tag::Class) && static_cast<std::size_t>(made - at) - 2 <= cls.known<ClassInfo>().fields.size()) {
            window.at(made[2]) = new_object(window, cls.known<ClassInfo>(), at + 2, made);
            NEXT(made + 5);
          }
          window.at(at[1]) = Value::tuple(take_all(window, at + 2, END));
          NEXT(END);
        }
        CASE(fast_list_pop) {
          if (!quick::pop_last(window.read(at[3]), window.read(at[4]), window.at(at[2]))) goto call;
          window.forget(at[3]);
          NEXT(at + 5);
        }
        DEFAULT(list_default, Value::list({}))
        DEFAULT(dict_default, Value(Tag::Dict, make_ref<Dict>()))
        CASE(fast_dict_copy) {
          // The py::dict_update behind has the dict at at[4], which is at[1], and the other one at at[5].
          const Value& other = window.read(at[5]);
          if (!other.is(Tag::Dict)) {
            window.at(at[1]) = Value(Tag::Dict, make_ref<Dict>());
            NEXT(at + 2);
          }
          window.at(at[1]) = Value(Tag::Dict, other.known<Dict>().copy());
          window.forget(at[5]);
          NEXT(at + 6);
        }
        CASE(fast_to_list) {
          if (!quick::is_spare_list(window, at[3], at[2])) goto call;
          if ((at[3] & kOffsetMask) != at[2]) window.at(at[2]) = std::move(window.at(at[3]));
          NEXT(at + 4);
        }
        CASE(fast_to_tuple) {
          if (!quick::is_spare_list(window, at[3], at[2])) goto call;
          window.at(at[2]) = Value::tuple(std::move(window.at(at[3]).known<List>().change()));
          window.forget(at[3]);
          NEXT(at + 4);
        }
        CASE(fast_sorted) {
          if (!quick::is_spare_list(window, at[3], at[2]) || !window.read(at[4]).is(Tag::Bool)) goto call;
          sort_values(window.at(at[3]).known<List>().change(), window.read_int(at[4]) != 0);
          if ((at[3] & kOffsetMask) != at[2]) window.at(at[2]) = std::move(window.at(at[3]));
          NEXT(at + 5);
        }
        TESTS(isinstance, quick::is_instance(window.read(at[3]), window.constant(at[4])), true)
        TESTS(equal, quick::equal(window.read(at[3]), window.read(at[4])), true)
        TESTS(unequal, quick::equal(window.read(at[3]), window.read(at[4])), false)
        CASE(fast_min) {
          if (!quick::extreme(window.read(at[3]), window.read(at[4]), true, window.at(at[2]))) goto call;
          NEXT(at + 5);
        }
        CASE(fast_max) {
          if (!quick::extreme(window.read(at[3]), window.read(at[4]), false, window.at(at[2]))) goto call;
          NEXT(at + 5);
        }
        CASE(fast_profiled) RUN_AS(profile_->enter(*active_.back().function, at, active_.size(), window));
      }
    } catch (const Error& error) {
      exception = exception_value(error);
    } catch (const std::bad_alloc&) {
      exception = exception_value(Error("MemoryError", "out of memory"));
    } catch (const std::length_error&) {
      exception = exception_value(Error("MemoryError", "out of memory"));
    }
  raised:
    active_.back().place = static_cast<uint32_t>(at - active_.back().function->words.data());
    if (!unwind(std::move(exception))) return {};
  }
}

}  // namespace flambeau
