// flambeau.runtime._core: what Python sees of the runtime.
#include <nanobind/nanobind.h>
#include <nanobind/stl/vector.h>

#include "convert.h"
#include "kernels/gemm.h"
#include "ops/call.h"
#include "ops/table.h"
#include "parallel/parallel.h"
#include "simd/level.h"

namespace flambeau::python {

namespace {

// Runs one operator; as many arguments as its schema has, in its order.
nb::object call(const std::string& name, const nb::handle& arguments) {
  Converter converter;
  std::vector<Value> values;
  for (nb::handle argument : nb::iter(arguments)) values.push_back(converter.to_value(argument));
  if (!name.starts_with("np::")) {
    // Operators on tensors take arrays for such, and give arrays then.
    for (Value& value : values) {
      if (value.is(Tag::Array) && !value.is_array_scalar()) value = Value(with_positive_strides(value.to_array()));
    }
    converter.take_arrays_for_tensors();
  }
  Value result;
  {
    const nb::gil_scoped_release unlocked;
    result = call_operator(name, values);
  }
  converter.write_back();
  return converter.to_python(result);
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
  bind_program(module);
  module.def("call", &call, nb::arg("name"), nb::arg("arguments"),
             "Runs one operator by its qualified name on Python values; several results come as a tuple.");
  module.def("operators", &operator_names, "The qualified names of all operators that the runtime holds.");
  module.def("thread_count", &flambeau::thread_count, "How many threads kernels share, the caller's included.");
  module.def(
      "panel_width", [] { return flambeau::panel_columns<float>(); },
      "How many outputs of a layer a panel of its weights has.");
  module.def("set_thread_count", &flambeau::set_thread_count, nb::arg("count"),
             nb::call_guard<nb::gil_scoped_release>());
  module.def("end_chores", &flambeau::end_chores, nb::call_guard<nb::gil_scoped_release>(),
             "Ends what threads do in idle time; for Python's exit.");
  module.def(
      "simd_level", [] { return flambeau::simd_level_name(flambeau::simd_level()); },
      "The level of vector instructions in use: baseline, avx2 or avx512.");
}
