// The registers of the running function and the constants, reached by the operands of prepared words (vm/steps.h).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "archive/image.h"
#include "vm/steps.h"

namespace flambeau {

// Passed by value, and all that it does inlined: the loop keeps its two addresses in the processor's registers, which
// it can't once a function takes the address of the window.
struct Window {
  std::byte* registers;
  std::byte* constants;

  [[gnu::always_inline]] const Value& read(uint32_t word) const {
    std::byte* base = word & kConstant ? constants : registers;
    return *reinterpret_cast<const Value*>(base + (word & kOffsetMask));
  }
  // A register that is written, or is known to be one; flags are ignored.
  [[gnu::always_inline]] Value& at(uint32_t word) const {
    return *reinterpret_cast<Value*>(registers + (word & kOffsetMask));
  }
  [[gnu::always_inline]] const Value& constant(uint32_t word) const {
    return *reinterpret_cast<const Value*>(constants + (word & kOffsetMask));
  }
  // The operand's value, moved out of its register where this is the last use.
  [[gnu::always_inline]] Value take(uint32_t word) const {
    if ((word & (kLast | kConstant)) == kLast) return std::move(at(word));
    return read(word);
  }
  [[gnu::always_inline]] void forget(uint32_t word) const {
    if ((word & (kLast | kConstant)) == kLast) at(word) = Value();
  }
  // Of an operand without flags.
  [[gnu::always_inline]] Value& number(uint32_t offset) const { return *reinterpret_cast<Value*>(registers + offset); }
  [[gnu::always_inline]] const Value& constant_number(uint32_t offset) const {
    return *reinterpret_cast<const Value*>(constants + offset);
  }
  // Writes a register that holds no object: there is nothing to let go.
  template <typename Number>
  [[gnu::always_inline]] void put_over(uint32_t offset, const Number& value) const {
    std::construct_at(&number(offset), value);
  }
  [[gnu::always_inline]] int64_t read_int(uint32_t word) const { return read(word).int_payload(); }
  [[gnu::always_inline]] double read_float(uint32_t word) const { return read(word).float_payload(); }
};

[[gnu::always_inline]] inline void forget(Window window, const uint32_t* first, const uint32_t* last) {
  for (; first != last; ++first) window.forget(*first);
}

inline std::vector<Value> take_all(Window window, const uint32_t* first, const uint32_t* last) {
  std::vector<Value> out(static_cast<std::size_t>(last - first));
  for (Value& item : out) std::construct_at(&item, window.take(*first++));  // over None; to append takes calls
  return out;
}

// Runs an operator; `words` are its results, then its operands up to `end`.
inline void call_operator(Window window, const Operator& op, const uint32_t* words, const uint32_t* end) {
  std::array<const Value*, kMaxOperands> arguments;
  std::array<Value*, kMaxOperands> results;
  const uint32_t* operands = words + op.result_count;
  for (std::size_t i = 0; i < op.result_count; ++i) results[i] = &window.at(words[i]);
  for (std::size_t i = 0; i < op.argument_count; ++i) arguments[i] = &window.read(operands[i]);
  for (uint64_t left = op.tensors | op.tensor_lists; left != 0; left &= left - 1) {
    const auto i = static_cast<std::size_t>(std::countr_zero(left));
    if (!arguments[i]->is(Tag::Tensor)) check_tensors(op, i, *arguments[i]);
  }
  Call call{arguments.data(), op.argument_count, results.data(), op.result_count};
  op.kernel(call);
  forget(window, operands, end);
}

// The same where no argument must be looked at for a missing Tensor, and none dies.
inline void call_plain(Window window, const Operator& op, const uint32_t* words) {
  std::array<const Value*, kMaxOperands> arguments;
  std::array<Value*, kMaxOperands> results;
  const uint32_t* operands = words + op.result_count;
  for (std::size_t i = 0; i < op.result_count; ++i) results[i] = &window.at(words[i]);
  for (std::size_t i = 0; i < op.argument_count; ++i) arguments[i] = &window.read(operands[i]);
  Call call{arguments.data(), op.argument_count, results.data(), op.result_count};
  op.kernel(call);
}

}  // namespace flambeau
