// The registers of the running function and the constants, reached by the operands of prepared words (vm/steps.h).
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "archive/image.h"
#include "vm/steps.h"

namespace flambeau {

struct Window {
  std::byte* registers;
  std::byte* constants;

  const Value& read(uint32_t word) const {
    std::byte* base = word & kConstant ? constants : registers;
    return *reinterpret_cast<const Value*>(base + (word & kOffsetMask));
  }
  // A register that is written, or is known to be one; flags are ignored.
  Value& at(uint32_t word) const { return *reinterpret_cast<Value*>(registers + (word & kOffsetMask)); }
  const Value& constant(uint32_t word) const {
    return *reinterpret_cast<const Value*>(constants + (word & kOffsetMask));
  }
  // The operand's value, moved out of its register where this is the last use.
  Value take(uint32_t word) const {
    if ((word & (kLast | kConstant)) == kLast) return std::move(at(word));
    return read(word);
  }
  std::vector<Value> take_all(const uint32_t* first, const uint32_t* last) const {
    std::vector<Value> out;
    out.reserve(static_cast<std::size_t>(last - first));
    for (; first != last; ++first) out.push_back(take(*first));
    return out;
  }
  void forget(uint32_t word) const {
    if ((word & (kLast | kConstant)) == kLast) at(word) = Value();
  }
  void forget(const uint32_t* first, const uint32_t* last) const {
    for (; first != last; ++first) forget(*first);
  }
  int64_t read_int(uint32_t word) const { return read(word).int_payload(); }
  double read_float(uint32_t word) const { return read(word).float_payload(); }
};

// Runs an operator; `words` are its results, then its operands up to `end`.
inline void call_operator(const Window& window, const Operator& op, const uint32_t* words, const uint32_t* end) {
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
  window.forget(operands, end);
}

// The same where no argument must be looked at for a missing Tensor, and none dies.
inline void call_plain(const Window& window, const Operator& op, const uint32_t* words) {
  std::array<const Value*, kMaxOperands> arguments;
  std::array<Value*, kMaxOperands> results;
  const uint32_t* operands = words + op.result_count;
  for (std::size_t i = 0; i < op.result_count; ++i) results[i] = &window.at(words[i]);
  for (std::size_t i = 0; i < op.argument_count; ++i) arguments[i] = &window.read(operands[i]);
  Call call{arguments.data(), op.argument_count, results.data(), op.result_count};
  op.kernel(call);
}

}  // namespace flambeau
