// What the machine runs: the archive's instructions, some of them in a quicker form that `prepare` has chosen.
//
// A function's words keep their places, so that lines, handlers and targets of jumps stay what they are. Of each
// instruction, its registers and constants become offsets in bytes (their flags stay), the label of a jump the distance
// from it, and the opcode perhaps one of the steps below. A step that does the work of two instructions stands where
// the first one was and goes on behind the second, which is left as it is for those who jump to it.
#pragma once

#include <cstdint>

#include "archive/opcodes.h"
#include "value/value.h"

namespace flambeau {

// The six comparisons, in the order of the opcodes, followed by a jump on their result.
#define FLAMBEAU_COMPARISON_STEPS(STEP, kind) \
  STEP(eq_##kind) STEP(ne_##kind) STEP(lt_##kind) STEP(le_##kind) STEP(gt_##kind) STEP(ge_##kind)

// Of two registers, and of a register and a constant.
#define FLAMBEAU_NUMBER_STEPS(STEP, name) STEP(name##_r) STEP(name##_c)

// A test of the operands, alone and with the jump on its result that follows it.
#define FLAMBEAU_TEST_STEPS(STEP, name) STEP(name) STEP(name##_jump) STEP(name##_jump_not)

// A lookup of what the next instruction alone uses, to look into it or change it: `rows[i][j]`, `self.items.append(x)`.
#define FLAMBEAU_INNER_STEPS(STEP, name) \
  STEP(name##_getitem) STEP(name##_field) STEP(name##_setitem) STEP(name##_append) STEP(name##_is_none)

// clang-format off
// Steps on numbers (`_r`; `_c`, where the second operand is a constant; `_k`, where the first one is) write registers
// that never hold an object, and their operands carry no flags. `_bool`, `_int`, `_float`: with the cast to that type which follows.
#define FLAMBEAU_STEPS(STEP)                                                       \
  STEP(move_last) STEP(move_constant) STEP(cast_tag) STEP(cast_class) STEP(call_plain) STEP(unpack)  \
  FLAMBEAU_NUMBER_STEPS(STEP, add_int) FLAMBEAU_NUMBER_STEPS(STEP, sub_int)        \
  FLAMBEAU_NUMBER_STEPS(STEP, mul_int) FLAMBEAU_NUMBER_STEPS(STEP, floordiv_int)   \
  FLAMBEAU_NUMBER_STEPS(STEP, mod_int) FLAMBEAU_NUMBER_STEPS(STEP, and_int)        \
  FLAMBEAU_NUMBER_STEPS(STEP, or_int) FLAMBEAU_NUMBER_STEPS(STEP, xor_int)         \
  FLAMBEAU_NUMBER_STEPS(STEP, add_float) FLAMBEAU_NUMBER_STEPS(STEP, sub_float)    \
  FLAMBEAU_NUMBER_STEPS(STEP, mul_float) FLAMBEAU_NUMBER_STEPS(STEP, div_float)    \
  FLAMBEAU_NUMBER_STEPS(STEP, lshift_int) FLAMBEAU_NUMBER_STEPS(STEP, rshift_int)  \
  FLAMBEAU_NUMBER_STEPS(STEP, min_int) FLAMBEAU_NUMBER_STEPS(STEP, max_int)        \
  FLAMBEAU_NUMBER_STEPS(STEP, min_float) FLAMBEAU_NUMBER_STEPS(STEP, max_float)    \
  STEP(sub_float_k) STEP(div_float_k) STEP(min_float_k) STEP(max_float_k) STEP(move_number) STEP(move_number_jump)     \
  FLAMBEAU_COMPARISON_STEPS(STEP, int_jump)                                        \
  FLAMBEAU_COMPARISON_STEPS(STEP, int_jump_not)                                    \
  FLAMBEAU_COMPARISON_STEPS(STEP, int_jump_c)                                      \
  FLAMBEAU_COMPARISON_STEPS(STEP, int_jump_not_c)                                  \
  FLAMBEAU_COMPARISON_STEPS(STEP, float_jump)                                      \
  FLAMBEAU_COMPARISON_STEPS(STEP, float_jump_not)                                  \
  FLAMBEAU_COMPARISON_STEPS(STEP, float_jump_c)                                    \
  FLAMBEAU_COMPARISON_STEPS(STEP, float_jump_not_c)                                \
  STEP(getitem) STEP(getitem_bool) STEP(getitem_int) STEP(getitem_float)           \
  STEP(field) STEP(field_bool) STEP(field_int) STEP(field_float) STEP(set_field)   \
  STEP(len) STEP(slice_getitem) STEP(slice_join) STEP(setitem) STEP(append)                         \
  FLAMBEAU_TEST_STEPS(STEP, contains) FLAMBEAU_TEST_STEPS(STEP, equal) FLAMBEAU_TEST_STEPS(STEP, unequal) \
  STEP(is_none_jump) STEP(is_none_jump_not)                                        \
  STEP(dict_get) STEP(set_add) STEP(add) STEP(min) STEP(max) \
  STEP(int) STEP(float) STEP(str) STEP(split_unpack) STEP(partition_unpack) STEP(join_tuple) STEP(new_object) STEP(update_item) STEP(update_field) STEP(update_default) STEP(list_pop) STEP(list_add) STEP(len_lt_jump_not) \
  STEP(to_list) STEP(to_tuple) STEP(sorted) STEP(list_default) STEP(dict_default) STEP(dict_copy)  \
  STEP(sub) STEP(mul) STEP(div) STEP(select_item) STEP(select_float)  \
  FLAMBEAU_TEST_STEPS(STEP, lt) FLAMBEAU_TEST_STEPS(STEP, le) FLAMBEAU_TEST_STEPS(STEP, gt) FLAMBEAU_TEST_STEPS(STEP, ge)  \
  FLAMBEAU_TEST_STEPS(STEP, isinstance)  \
  FLAMBEAU_INNER_STEPS(STEP, getitem) FLAMBEAU_INNER_STEPS(STEP, field)            \
  STEP(next) STEP(next_bool) STEP(next_int) STEP(next_float)  \
  STEP(extend) STEP(extend_bool) STEP(extend_int) STEP(extend_float) STEP(count) STEP(move_jump) \
  STEP(count_jump) STEP(move_count_jump) STEP(table_next) STEP(table_key) STEP(table_value) \
  FLAMBEAU_TEST_STEPS(STEP, truth)                                                 \
  STEP(profiled)
// clang-format on

enum class Step : uint8_t {
#define OPCODE(name, immediates, results, operands, op, meaning) step_##name,
#include "opcodes.def"
#undef OPCODE
#define STEP(name) fast_##name,
  FLAMBEAU_STEPS(STEP)
#undef STEP
};

inline constexpr uint32_t kOffsetMask = kLast - 1;
inline constexpr uint32_t kValueShift = 4;
static_assert(sizeof(Value) == 1U << kValueShift && kIndexMask << kValueShift < kLast);

inline constexpr Step step_of(uint32_t word) { return static_cast<Step>(word & 0xffU); }

struct ProgramImage;
// Turns the words of all functions, which have been verified, into what the machine runs.
void prepare(ProgramImage& image);

}  // namespace flambeau
