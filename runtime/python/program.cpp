// Loaded programs in Python: run, and what they say of themselves.
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include <algorithm>
#include <optional>

#include "convert.h"
#include "vm/failure.h"
#include "vm/program.h"

namespace flambeau::python {

namespace {

struct ProgramHandle {
  Ref<Program> program;
};
struct ProfileHandle {
  std::unique_ptr<Profile> profile;
};

// `externals`: (address, bytes, owner) of each storage that the archive leaves where the caller has it.
ProgramHandle from_bytes(const nb::bytes& archive, const nb::list& externals) {
  const auto* first = static_cast<const std::byte*>(archive.data());
  std::vector<std::byte> bytes(first, first + archive.size());
  std::vector<ExternalStorage> storages;
  for (nb::handle entry : externals) {
    const nb::tuple fields = nb::borrow<nb::tuple>(entry);
    PyObject* owner = nb::object(fields[2]).release().ptr();
    storages.push_back(
        {reinterpret_cast<const void*>(nb::cast<uintptr_t>(fields[0])), nb::cast<std::size_t>(fields[1]), [owner] {
           if (!nb::is_alive()) return;
           const nb::gil_scoped_acquire gil;
           Py_DECREF(owner);
         }});
  }
  const nb::gil_scoped_release unlocked;
  return {load_program(std::move(bytes), std::move(storages))};
}

ProgramHandle load(const std::string& path) {
  const nb::gil_scoped_release unlocked;
  return {load_program(path)};
}

// Whether a parameter of `function` is an array, or holds some, or an attribute of the program's classes.
bool has_arrays(const Program& program, std::string_view function) {
  const Signature* signature = program.find_signature(function);
  if (!signature) return false;
  return program.has_arrays_in_classes() || std::any_of(signature->parameters.begin(), signature->parameters.end(),
                                                        [](const ParameterInfo& p) { return p.holds_arrays; });
}

nb::object run(const ProgramHandle& self, std::string_view function, const nb::tuple& arguments, const nb::dict& named,
               ProfileHandle* profile) {
  Converter converter(*self.program);
  std::vector<Value> values;
  values.reserve(arguments.size());
  for (nb::handle argument : arguments) values.push_back(converter.to_value(argument));
  Program::Named pairs;
  for (auto [name, argument] : named) pairs.emplace_back(nb::cast<std::string>(name), converter.to_value(argument));
  Value result;
  try {
    const nb::gil_scoped_release unlocked;
    result = self.program->run(function, std::move(values), pairs, profile ? profile->profile.get() : nullptr);
  } catch (const RuntimeFailure& failure) {
    // What the program changed before it raised stays changed, as in Python.
    converter.write_back();
    converter.raise_failure(failure);
  } catch (...) {
    converter.write_back();
    throw;
  }
  converter.write_back();
  if (converter.saw_numpy() && !has_arrays(*self.program, function)) converter.take_arrays_for_tensors();
  return converter.to_python(result);
}

// Whether `object` may be of a user's subclass of torch.Tensor, which only Python can tell.
bool may_be_of_subclass(nb::handle object) {
  PyTypeObject* type = Py_TYPE(object.ptr());
  const auto* metaclass = Py_TYPE(reinterpret_cast<PyObject*>(type));
  return metaclass != &PyType_Type && std::string_view(metaclass->tp_name).ends_with("_TensorMeta") &&
         !is_plain_torch_tensor(object);
}

// Runs the entry. `owner` is the Program in Python, which looks at tensors of unknown classes.
nb::object call(const ProgramHandle& self, const nb::tuple& arguments, const nb::dict& named, nb::handle owner) {
  bool must_look = std::any_of(arguments.begin(), arguments.end(), may_be_of_subclass);
  for (auto [name, argument] : named) must_look = must_look || may_be_of_subclass(argument);
  if (must_look) owner.attr("_check_tensor_classes")(arguments, named);
  return run(self, self.program->signature().function, arguments, named, nullptr);
}

// (function, [(name, type, has_default, default)], result type) of every callable function, the entry first.
nb::list signatures(const ProgramHandle& self) {
  nb::list out;
  Converter converter(*self.program);
  for (const Signature& signature : self.program->signatures()) {
    nb::list parameters;
    for (const ParameterInfo& parameter : signature.parameters) {
      const Value& value = parameter.default_value;
      const nb::object given = value.is(Tag::Unbound) ? nb::object(nb::ellipsis()) : converter.to_python(value);
      parameters.append(nb::make_tuple(parameter.name, parameter.type, parameter.has_default, given));
    }
    out.append(nb::make_tuple(signature.function, parameters, signature.result));
  }
  return out;
}

nb::dict metadata(const ProgramHandle& self) {
  nb::dict out;
  for (const auto& [key, value] : self.program->metadata()) out[key.c_str()] = value;
  return out;
}

nb::dict extra_files(const ProgramHandle& self) {
  nb::dict out;
  for (const std::string_view name : self.program->extra_files()) {
    const std::string_view content = *self.program->extra_file(name);
    out[nb::str(name.data(), name.size())] = nb::bytes(content.data(), content.size());
  }
  return out;
}

// For each function [(place, runs, nanoseconds, nanoseconds of what it calls, shapes)] of the instructions that ran.
nb::list rows(const ProfileHandle& self) {
  nb::list out;
  for (const std::vector<Profile::Row>& function : self.profile->rows()) {
    nb::list rows;
    for (std::size_t place = 0; place < function.size(); ++place) {
      const Profile::Row& row = function[place];
      if (row.runs) rows.append(nb::make_tuple(place, row.runs, row.nanoseconds, row.inside, row.shapes));
    }
    out.append(rows);
  }
  return out;
}

// A tuple for each slot: of what it holds, or empty where nothing has been assigned yet.
nb::list state(const ProgramHandle& self) {
  Converter converter(*self.program);
  const Value held = self.program->state();  // converted as a whole: slots may share what they hold
  const nb::object values = converter.to_python(held);
  nb::list slots;
  for (size_t i = 0; i < held.items().size(); ++i) {
    const bool assigned = !held.items()[i].is(Tag::Unbound);
    slots.append(assigned ? nb::make_tuple(values[i]) : nb::make_tuple());
  }
  return slots;
}

}  // namespace

void bind_program(nb::module_& module) {
  nb::class_<ProfileHandle>(module, "Profile", "The times of a program's instructions.").def("rows", &rows);
  nb::class_<ProgramHandle>(module, "Program", "A verified program; any number of threads may run it at once.")
      .def_static("load", &load, nb::arg("path"))
      .def_static("from_bytes", &from_bytes, nb::arg("archive"), nb::arg("externals"))
      .def("call", &call, nb::arg("arguments"), nb::arg("named"), nb::arg("owner"))
      .def("run", &run, nb::arg("function"), nb::arg("arguments"), nb::arg("named"),
           nb::arg("profile").none() = nb::none())
      .def("make_profile", [](const ProgramHandle& self) { return ProfileHandle{self.program->make_profile()}; })
      .def("signatures", &signatures)
      .def("has_state", [](const ProgramHandle& self) { return self.program->has_state(); })
      .def("state", &state)
      .def("reset_state", [](const ProgramHandle& self) { self.program->reset_state(); })
      .def("clone", [](const ProgramHandle& self) { return ProgramHandle{self.program->clone()}; })
      .def("metadata", &metadata)
      .def("extra_files", &extra_files)
      .def("weight_bytes", [](const ProgramHandle& self) { return self.program->weight_bytes(); });
}

}  // namespace flambeau::python
