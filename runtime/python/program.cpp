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

// What the program raises becomes `raised`, and there is no result: to throw takes as long as ten small programs.
nb::object run(const Program& program, std::string_view function, const nb::tuple& arguments, const nb::dict& named,
               Profile* profile, nb::object& raised) {
  Converter converter(program);
  std::vector<Value> values;
  values.reserve(arguments.size());
  for (nb::handle argument : arguments) values.push_back(converter.to_value(argument));
  Program::Named pairs;
  for (auto [name, argument] : named) pairs.emplace_back(nb::cast<std::string>(name), converter.to_value(argument));
  Value result;
  std::optional<RuntimeFailure> failure;
  try {
    const nb::gil_scoped_release unlocked;
    result = program.run(function, std::move(values), pairs, profile, failure);
  } catch (...) {
    converter.write_back();
    throw;
  }
  converter.write_back();  // what the program changed before it raised stays changed, as in Python
  if (failure) {
    raised = converter.exception_to_python(*failure);
    return {};
  }
  if (converter.saw_numpy() && !has_arrays(program, function)) converter.take_arrays_for_tensors();
  return converter.to_python(result);
}

void set_error(nb::handle exception) {
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
}

nb::object run_function(const ProgramHandle& self, std::string_view function, const nb::tuple& arguments,
                        const nb::dict& named, const ProfileHandle* profile) {
  nb::object raised;
  nb::object result =
      run(*self.program, function, arguments, named, profile ? profile->profile.get() : nullptr, raised);
  if (!raised.is_valid()) return result;
  set_error(raised);
  throw nb::python_error();
}

// Whether `object` may be of a user's subclass of torch.Tensor, which only Python can tell.
bool may_be_of_subclass(nb::handle object) {
  PyTypeObject* type = Py_TYPE(object.ptr());
  const auto* metaclass = Py_TYPE(reinterpret_cast<PyObject*>(type));
  return metaclass != &PyType_Type && std::string_view(metaclass->tp_name).ends_with("_TensorMeta") &&
         !is_plain_torch_tensor(object);
}

// The base of flambeau.Program, which is called without a function of Python's between: that would take as long as a
// small program does. It asks Program only where something out of the ordinary is to be done.
struct Callable {
  Ref<Program> program;
  nb::dict recording;   // the globals of flambeau.frontend.recording
  bool checks_classes;  // of all tensors, not of those alone that may be of a subclass
};

bool is_recording(const Callable& self) {
  static PyObject* const name = PyUnicode_InternFromString("traces");
  PyObject* traces = PyDict_GetItemWithError(self.recording.ptr(), name);
  return traces && PyObject_IsTrue(traces) != 0;
}

nb::object call(nb::handle owner, const nb::tuple& arguments, const nb::dict& named, nb::object& raised) {
  if (!nb::inst_ready(owner)) raise("TypeError", "the program has not been initialised");
  const Callable& self = *nb::inst_ptr<Callable>(owner);
  if (is_recording(self)) {
    const nb::object recorder = owner.attr("_recorder")();
    if (!recorder.is_none()) return recorder.attr("call_program")(owner, arguments, named.attr("copy")());
  }
  bool must_look = self.checks_classes || std::any_of(arguments.begin(), arguments.end(), may_be_of_subclass);
  for (auto [name, argument] : named) must_look = must_look || may_be_of_subclass(argument);
  if (must_look) owner.attr("_check_tensor_classes")(arguments, named);
  return run(*self.program, self.program->signature().function, arguments, named, nullptr, raised);
}

// tp_call. What is raised has the traceback of the user's lines.
PyObject* call_slot(PyObject* self, PyObject* arguments, PyObject* named) noexcept {
  try {
    nb::object raised;
    try {
      static const nb::handle nothing = nb::dict().release();
      const nb::dict given = nb::borrow<nb::dict>(named ? named : nothing);
      nb::object result = call(self, nb::borrow<nb::tuple>(arguments), given, raised);
      if (!raised.is_valid()) return result.release().ptr();
    } catch (...) {
      raised = exception_at_hand();
    }
    if (PyErr_GivenExceptionMatches(raised.ptr(), PyExc_Exception)) nb::handle(self).attr("_at_user_lines")(raised);
    set_error(raised);
  } catch (nb::python_error& error) {
    error.restore();
  }
  return nullptr;
}

PyType_Slot callable_slots[] = {{Py_tp_call, reinterpret_cast<void*>(&call_slot)}, {0, nullptr}};

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
  nb::class_<Callable>(module, "Callable", nb::type_slots(callable_slots))
      .def(
          "__init__",
          [](Callable* self, const ProgramHandle& program, const nb::dict& recording, bool checks_classes) {
            new (self) Callable{program.program, recording, checks_classes};
          },
          nb::arg("program"), nb::arg("recording"), nb::arg("checks_classes"));
  nb::class_<ProgramHandle>(module, "Program", "A verified program; any number of threads may run it at once.")
      .def_static("load", &load, nb::arg("path"))
      .def_static("from_bytes", &from_bytes, nb::arg("archive"), nb::arg("externals"))
      .def("run", &run_function, nb::arg("function"), nb::arg("arguments"), nb::arg("named"),
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
