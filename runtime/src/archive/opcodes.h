// The instructions, expanded from the table that the compiler reads too (src/flambeau/bytecode/opcodes.def).
//
// An instruction is a row of words: the opcode (low 8 bits) with the number of words (high 24), the immediates, the
// registers written, the operands. An operand word is a register's index, perhaps with kLast, or a constant's with
// kConstant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace flambeau {

enum class Opcode : uint8_t {
#define OPCODE(name, immediates, results, operands, op, meaning) op_##name,
#include "opcodes.def"
#undef OPCODE
};

struct OpcodeInfo {
  std::string_view name, immediates, results, operands;
};

inline constexpr OpcodeInfo kOpcodes[] = {
#define OPCODE(name, immediates, results, operands, op, meaning) {#name, immediates, results, operands},
#include "opcodes.def"
#undef OPCODE
};
inline constexpr std::size_t kOpcodeCount = sizeof(kOpcodes) / sizeof(kOpcodes[0]);

inline constexpr uint32_t kConstant = 1U << 31;
inline constexpr uint32_t kLast = 1U << 30;
inline constexpr uint32_t kIndexMask = (1U << 24) - 1;
inline constexpr uint32_t kKindShift = 24;

inline constexpr Opcode opcode_of(uint32_t word) { return static_cast<Opcode>(word & 0xffU); }
inline constexpr uint32_t length_of(uint32_t word) { return word >> 8; }

}  // namespace flambeau
