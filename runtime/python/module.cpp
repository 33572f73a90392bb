// flambeau.runtime._core: what Python sees of the runtime.
#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include "convert.h"
#include "ops/table.h"

namespace flambeau::python {

namespace {

// Runs one operator; as many arguments as its schema has, in its order.
nb::object call(const std::string& name, const nb::handle& arguments) {
  const Operator* op = find_operator(name);
  if (!op) raise("KeyError", "'there is no operator ", name, "'");
  Converter converter;
  std::vector<Value> values;
  for (nb::handle argument : nb::iter(arguments)) values.push_back(converter.to_value(argument));
  if (values.size() != op->argument_count) {
    raise("TypeError", name, ": expected ", op->argument_count, " arguments, got ", values.size(), "; its schema is ",
          op->schema);
  }
  std::vector<const Value*> inputs;
  for (const Value& value : values) inputs.push_back(&value);
  std::vector<Value> results(op->result_count);
  std::vector<Value*> outputs;
  for (Value& value : results) outputs.push_back(&value);
  Call call{inputs.data(), inputs.size(), outputs.data(), outputs.size()};
  {
    const nb::gil_scoped_release unlocked;
    op->entry->kernel(call);
  }
  converter.write_back();
  if (results.empty()) return nb::none();
  if (results.size() == 1) return converter.to_python(results[0]);
  return converter.to_python(Value::tuple(std::move(results)));
}

std::vector<std::string> operator_names() {
  std::vector<std::string> names;
  for (const Operator& op : operators()) names.emplace_back(op.name);
  return names;
}

}  // namespace
}  // namespace flambeau::python

NB_MODULE(_core, module) {
  using namespace flambeau::python;
  bind_errors(module);
  bind_torch_types(module);
  bind_tensor(module);
  module.def("call", &call, nb::arg("name"), nb::arg("arguments"),
             "Runs one operator by its qualified name on Python values; several results come as a tuple.");
  module.def("operators", &operator_names, "The qualified names of all operators that the runtime holds.");
}
