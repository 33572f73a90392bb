// How the steps of the interpreter's loop are written: each is a CASE that ends with NEXT; and families of alike ones.
// For vm/execute.cpp, whose names they use: `at` is the instruction that runs, `window` reaches its operands.
#pragma once

#include "vm/quick.h"
#include "vm/steps.h"

// Each step goes straight to the next one's code, where the compiler can: the processor then predicts each by itself.
#ifdef __GNUC__
#define CASE(name) \
  name:
#define NEXT(place)                          \
  do {                                       \
    at = (place);                            \
    goto* labels[static_cast<uint8_t>(*at)]; \
  } while (false)
#define RUN(first) NEXT(first);
#define RUN_AS(step) goto* labels[static_cast<uint8_t>(step)]
#else
#define CASE(name) case Step::name:
#define NEXT(place)      \
  {                      \
    at = (place);        \
    next = step_of(*at); \
    continue;            \
  }
#define RUN(first) \
  for (at = (first), next = step_of(*at);;) switch (next)
#define RUN_AS(step) \
  {                  \
    next = (step);   \
    continue;        \
  }
#endif
// Goes on, after a change of activations, in the function on top.
#define RESUME()                           \
  do {                                     \
    window.registers = registers_on_top(); \
    at = place_on_top();                   \
  } while (false)
#define JUMP(label) NEXT(at + static_cast<int32_t>(label))
#define END (at + length_of(*at))

// Binary instructions on payloads: `a` and `b` are the operands.
#define INT_OPCODE(name, expression)          \
  CASE(step_##name) {                         \
    const int64_t a = window.read_int(at[2]); \
    const int64_t b = window.read_int(at[3]); \
    window.at(at[1]).put(expression);         \
    NEXT(at + 4);                             \
  }
#define FLOAT_OPCODE(name, expression)         \
  CASE(step_##name) {                          \
    const double a = window.read_float(at[2]); \
    const double b = window.read_float(at[3]); \
    window.at(at[1]).put(expression);          \
    NEXT(at + 4);                              \
  }
// Goes back to where the generator was resumed, with what it yields.
#define SUSPEND(name, state)                                                                                     \
  CASE(step_##name) {                                                                                            \
    {                                                                                                            \
      Value given = window.take(at[2]);                                                                          \
      suspend(static_cast<uint32_t>(at - active_.back().function->words.data()), GeneratorObject::State::state); \
      RESUME();                                                                                                  \
      window.at(at[1]) = std::move(given);                                                                       \
      window.at(at[2]).put(false);                                                                               \
    }                                                                                                            \
    NEXT(END);                                                                                                   \
  }
// The same where the result's register never holds an object.
#define NUMBER_STEP(name, payload, first, second, expression) \
  CASE(fast_##name) {                                         \
    const auto a = window.first(at[2]).payload();             \
    const auto b = window.second(at[3]).payload();            \
    window.put_over(at[1], expression);                       \
    NEXT(at + 4);                                             \
  }
#define NUMBER_STEPS(name, payload, expression)              \
  NUMBER_STEP(name##_r, payload, number, number, expression) \
  NUMBER_STEP(name##_c, payload, number, constant_number, expression)
// A comparison with the jump on its result that follows it: at[4] is the jump, at[5] its label.
#define COMPARISON_JUMP(name, payload, second, condition, jumps)    \
  CASE(fast_##name) {                                               \
    const auto a = window.number(at[2]).payload();                  \
    const auto b = window.second(at[3]).payload();                  \
    const bool holds = condition;                                   \
    window.put_over(at[1], holds);                                  \
    if (holds == jumps) NEXT(at + 4 + static_cast<int32_t>(at[5])); \
    NEXT(at + 7);                                                   \
  }
#define COMPARISON_JUMPS(name, op)                                                    \
  COMPARISON_JUMP(name##_int_jump, int_payload, number, a op b, true)                 \
  COMPARISON_JUMP(name##_int_jump_not, int_payload, number, a op b, false)            \
  COMPARISON_JUMP(name##_int_jump_c, int_payload, constant_number, a op b, true)      \
  COMPARISON_JUMP(name##_int_jump_not_c, int_payload, constant_number, a op b, false) \
  COMPARISON_JUMP(name##_float_jump, float_payload, number, a op b, true)             \
  COMPARISON_JUMP(name##_float_jump_not, float_payload, number, a op b, false)        \
  COMPARISON_JUMP(name##_float_jump_c, float_payload, constant_number, a op b, true)  \
  COMPARISON_JUMP(name##_float_jump_not_c, float_payload, constant_number, a op b, false)
// A number that is an element or field, `found`, with the cast to its type that follows: to at[7].
#define NUMBER_ELEMENT(name, found, tag, payload)                \
  CASE(fast_##name) {                                            \
    const Value* item = found;                                   \
    if (!item) [[unlikely]]                                      \
      goto missing;                                              \
    if (!item->is(tag)) [[unlikely]]                             \
      goto call;                                                 \
    const auto number = payload;                                 \
    if ((at[3] | at[4]) & kLast) forget(window, at + 3, at + 5); \
    window.at(at[7]).put(number);                                \
    NEXT(at + 9);                                                \
  }
#define NUMBER_ELEMENTS(name, found)                                      \
  NUMBER_ELEMENT(name##_bool, found, Tag::Bool, item->int_payload() != 0) \
  NUMBER_ELEMENT(name##_int, found, Tag::Int, item->int_payload())        \
  NUMBER_ELEMENT(name##_float, found, Tag::Float, item->float_payload())
// A test that finds 1 or 0, or -1 where it is the kernel's matter; alone, and with the jump on it, whose label is
// at[6].
#define TEST(name, found, holds, jumps, size)                    \
  CASE(fast_##name) {                                            \
    const int outcome = found;                                   \
    if (outcome < 0) goto call;                                  \
    const bool is_true = (outcome == 1) == holds;                \
    if ((at[3] | at[4]) & kLast) forget(window, at + 3, at + 5); \
    window.at(at[2]).put(is_true);                               \
    if (jumps) NEXT(at + 5 + static_cast<int32_t>(at[6]));       \
    NEXT(at + size);                                             \
  }
#define TESTS(name, found, holds)             \
  TEST(name, found, holds, false, 5)          \
  TEST(name##_jump, found, holds, is_true, 8) \
  TEST(name##_jump_not, found, holds, !is_true, 8)
// bool(value), alone or with the jump on it: at[5] is its label.
#define TRUTH(name, jumps, size)                           \
  CASE(fast_##name) {                                      \
    const int outcome = quick::truth(window.read(at[3]));  \
    if (outcome < 0) goto call;                            \
    const bool is_true = outcome == 1;                     \
    window.forget(at[3]);                                  \
    window.at(at[2]).put(is_true);                         \
    if (jumps) NEXT(at + 4 + static_cast<int32_t>(at[5])); \
    NEXT(at + size);                                       \
  }
// `is None` with the jump on it: at[4] is its label.
#define NONE_JUMP(name, jumps)                                     \
  CASE(fast_##name) {                                              \
    const bool none = window.read(at[2]).is_none();                \
    window.forget(at[2]);                                          \
    window.at(at[1]).put(none);                                    \
    if (none == jumps) NEXT(at + 3 + static_cast<int32_t>(at[4])); \
    NEXT(at + 6);                                                  \
  }
// The next element of a list or tuple that is iterated over: len, lt_int and jump as in len_lt_jump_not; at[11] takes
// the element to at[13], and perhaps at[16] casts it to at[18]; then comes, at `add`, what makes the index one more.
#define NEXT_ELEMENT(name, fits, take, add, otherwise)                     \
  CASE(fast_##name) {                                                      \
    const Value& container = window.read(at[3]);                           \
    if (!quick::is_sequence(container)) goto otherwise;                    \
    const std::vector<Value>& items = container.known<Sequence>().items(); \
    const int64_t index = window.at(at[6]).int_payload();                  \
    if (static_cast<uint64_t>(index) >= items.size()) goto bound;          \
    const Value* item = &items[static_cast<std::size_t>(index)];           \
    if (!(fits)) goto bound;                                               \
    window.at(at[2]).put(true);                                            \
    take;                                                                  \
    window.at(at[(add) + 1]).put(index + 1);                               \
    NEXT(at + (add) + 4);                                                  \
  }
// All that are left of them, where they are only appended to a list, at[append + 2]: they come to it at once.
#define EXTEND(name, next, fits, take, append)                                                                     \
  CASE(fast_##name) {                                                                                              \
    const Value& container = window.read(at[3]);                                                                   \
    const Value& list = window.at(at[(append) + 2]);                                                               \
    if (!quick::is_sequence(container) || !list.is(Tag::List) || list.identity() == container.identity()) {        \
      RUN_AS(Step::fast_##next);                                                                                   \
    }                                                                                                              \
    const std::vector<Value>& items = container.known<Sequence>().items();                                         \
    const auto index = static_cast<std::size_t>(window.at(at[6]).int_payload());                                   \
    if (index >= items.size() ||                                                                                   \
        !std::all_of(items.data() + index, items.data() + items.size(), [](const Value& each) { return fits; })) { \
      RUN_AS(Step::fast_##next);                                                                                   \
    }                                                                                                              \
    std::vector<Value>& added = list.known<List>().change();                                                       \
    added.insert(added.end(), items.begin() + static_cast<std::ptrdiff_t>(index), items.end());                    \
    const Value* item = &items.back();                                                                             \
    take;                                                                                                          \
    window.at(at[(append)-3]).put(static_cast<int64_t>(items.size()));                                             \
    window.at(at[2]).put(false);                                                                                   \
    NEXT(at + 8 + static_cast<int32_t>(at[9]));                                                                    \
  }
// x[i].item() or float(x[i]): the tensor::select's tensor, dim and index are at[3..5], the operator behind it has its
// result at at[10].
#define SELECTED_NUMBER(name, to_float)                                                                          \
  CASE(fast_##name) {                                                                                            \
    {                                                                                                            \
      Value number;                                                                                              \
      if (!quick::tensor_number(window.read(at[3]), window.read(at[4]), window.read(at[5]), to_float, number)) { \
        goto call;                                                                                               \
      }                                                                                                          \
      forget(window, at + 3, at + 8);                                                                            \
      window.at(at[2]) = Value();                                                                                \
      window.at(at[10]) = std::move(number); /* which may lie where the tensor was */                            \
    }                                                                                                            \
    NEXT(at + 12);                                                                                               \
  }
// d.setdefault(key, []): the py::dict_setdefault behind has its result at at[4], the dict, the key and the new
// container, which is only made where it is put in.
#define DEFAULT(name, made)                                                                                          \
  CASE(fast_##name) {                                                                                                \
    const Value& table = window.read(at[5]);                                                                         \
    const Value* held = table.is(Tag::Dict) ? std::as_const(table.known<Dict>()).find(window.read(at[6])) : nullptr; \
    if (!held) {                                                                                                     \
      window.at(at[1]) = made;                                                                                       \
      NEXT(at + 2);                                                                                                  \
    }                                                                                                                \
    window.at(at[1]) = Value();                                                                                      \
    window.at(at[4]) = Value(*held);                                                                                 \
    forget(window, at + 5, at + 7);                                                                                  \
    NEXT(at + 8);                                                                                                    \
  }
// A number that is an element or field, and is put back with another one added to it or taken from it: the cast at
// at[5], the sum at at[9], and at at[13] what puts it back.
#define UPDATE(name, found, first)                                                  \
  CASE(fast_##name) {                                                               \
    Value* item = found;                                                            \
    if (!item || !update_number(window, at + 9, *item)) RUN_AS(Step::fast_##first); \
    if ((at[15] | at[16]) & kLast) forget(window, at + 15, at + 17);                \
    NEXT(at + 18);                                                                  \
  }
// What is at a place of a dict's or set's table.
#define PLACE(name, found)                                                 \
  CASE(fast_##name) {                                                      \
    const Value* held = found(window.read(at[3]), window.read_int(at[4])); \
    if (!held) goto call;                                                  \
    window.at(at[2]) = Value(*held);                                       \
    if ((at[3] | at[4]) & kLast) forget(window, at + 3, at + 5);           \
    NEXT(at + 5);                                                          \
  }
// Lookups of what the next instruction alone uses: no share of it is taken, and its register is only cleared. Where
// that isn't all there is to do, the lookup runs by itself. The instruction behind has the layout of its kind, from
// at[5].
#define INNER_LOOKUP(first, second, found, taken)                                                             \
  CASE(fast_##first##_##second) {                                                                             \
    const Value* item = found;                                                                                \
    const Value* element = item ? taken : nullptr;                                                            \
    const uint32_t cast = static_cast<uint32_t>(step_of(at[5])) - static_cast<uint32_t>(Step::fast_##second); \
    if (!element || !fits_cast(*element, cast)) RUN_AS(Step::fast_##first);                                   \
    put_inner(window, at, at[cast == 0 ? 7 : 12], *element);                                                  \
    NEXT(at + (cast == 0 ? 10 : 14));                                                                         \
  }
#define INNER_STEPS(first, found)                                                    \
  INNER_LOOKUP(first, getitem, found, quick::find_item(*item, window.read(at[9])))   \
  INNER_LOOKUP(first, field, found, quick::field(*item, window.read(at[9])))         \
  CASE(fast_##first##_setitem) {                                                     \
    const Value* item = found;                                                       \
    if (!item || !set_item(window, *item, at[8], at[9])) RUN_AS(Step::fast_##first); \
    forget(window, at + 8, at + 10);                                                 \
    forget(window, at + 3, at + 5);                                                  \
    window.at(at[2]) = Value();                                                      \
    NEXT(at + 10);                                                                   \
  }                                                                                  \
  CASE(fast_##first##_append) {                                                      \
    const Value* item = found;                                                       \
    if (!item || !item->is(Tag::List)) RUN_AS(Step::fast_##first);                   \
    quick::append(item->known<List>(), window.take(at[8]));                          \
    forget(window, at + 3, at + 5);                                                  \
    window.at(at[2]) = Value();                                                      \
    NEXT(at + 9);                                                                    \
  }                                                                                  \
  CASE(fast_##first##_is_none) {                                                     \
    const Value* item = found;                                                       \
    if (!item || item->is(Tag::Unbound)) RUN_AS(Step::fast_##first);                 \
    const bool none = item->is_none();                                               \
    forget(window, at + 3, at + 5);                                                  \
    window.at(at[2]) = Value();                                                      \
    window.at(at[6]).put(none);                                                      \
    NEXT(at + 8);                                                                    \
  }
#define ITEM quick::find_item(window.read(at[3]), window.read(at[4]))
#define FIELD quick::field(window.read(at[3]), window.read(at[4]))
