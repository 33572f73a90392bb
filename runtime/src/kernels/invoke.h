// Runs a declared operator by name from inside a kernel: how an alias or a composite reaches operators of other files.
#pragma once

#include <array>
#include <string_view>

#include "ops/table.h"

namespace flambeau {

// The only result of the operator; every argument of its schema is given.
template <typename... Args>
Value invoke(std::string_view name, const Args&... args) {
  const Operator* op = find_operator(name);
  check(op && op->argument_count == sizeof...(Args) && op->result_count == 1, "no operator ", name);
  const std::array<Value, sizeof...(Args)> values{Value(args)...};
  std::array<const Value*, sizeof...(Args)> arguments;
  for (std::size_t i = 0; i < values.size(); ++i) arguments[i] = &values[i];
  Value out;
  Value* result = &out;
  Call call{arguments.data(), arguments.size(), &result, 1};
  op->kernel(call);
  return out;
}

}  // namespace flambeau
