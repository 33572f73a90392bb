#include "ops/call.h"

#include "ops/table.h"

namespace flambeau {

Value call_operator(std::string_view name, const std::vector<Value>& arguments) {
  const Operator* op = find_operator(name);
  if (!op) raise("RuntimeError", "there is no operator ", name);
  if (arguments.size() != op->argument_count) {
    raise("TypeError", name, ": expected ", op->argument_count, " arguments, got ", arguments.size(),
          "; its schema is ", op->schema);
  }
  std::vector<const Value*> inputs;
  for (const Value& value : arguments) {
    const std::size_t index = inputs.size();
    if ((op->tensors | op->tensor_lists) >> index & 1U) check_tensors(*op, index, value);
    inputs.push_back(&value);
  }
  std::vector<Value> results(op->result_count);
  std::vector<Value*> outputs;
  for (Value& value : results) outputs.push_back(&value);
  Call call{inputs.data(), inputs.size(), outputs.data(), outputs.size()};
  op->kernel(call);
  if (results.empty()) return {};
  return results.size() == 1 ? results[0] : Value::tuple(std::move(results));
}

}  // namespace flambeau
