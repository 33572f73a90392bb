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
  Kernel kernel;
  std::size_t argument_count;
  std::size_t result_count;
  // Bit i: argument i is a Tensor, a list of Tensors, that can't be None.
  uint64_t tensors;
  uint64_t tensor_lists;
};

// Raises PyTorch's TypeError where `value`, argument `index` of `op`, is or holds a None in place of a Tensor.
void check_tensors(const Operator& op, std::size_t index, const Value& value);

// All operators, sorted by name.
std::span<const Operator> operators();
// The operator of that qualified name, or null.
const Operator* find_operator(std::string_view name);

}  // namespace flambeau
