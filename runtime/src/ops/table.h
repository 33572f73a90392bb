// The table of operators, expanded from the declarations that the compiler reads too (src/flambeau/ops/schemas).
#pragma once

#include <span>
#include <string_view>

#include "ops/kernel.h"

namespace flambeau {

enum class Trait : uint8_t { None, Pointwise, Random, Effect };

struct Operator {
  std::string_view name;    // "aten::add.Tensor"
  std::string_view schema;  // as declared
  Trait trait;
  const KernelEntry* entry;
  std::size_t argument_count;
  std::size_t result_count;
};

// All operators, sorted by name.
std::span<const Operator> operators();
// The operator of that qualified name, or null.
const Operator* find_operator(std::string_view name);

}  // namespace flambeau
