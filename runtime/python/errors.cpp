// flambeau::Error becomes the Python exception that it names.
#include "convert.h"
#include "vm/failure.h"

namespace flambeau::python {

namespace {

nb::object builtins() { return nb::module_::import_("builtins"); }

// The exception class of that name in `module`, or None.
nb::object find_class(const nb::object& module, const std::string& name) {
  const nb::object found = nb::getattr(module, name.c_str(), nb::none());
  return !found.is_none() && PyExceptionClass_Check(found.ptr()) ? found : nb::none();
}

// One of NumPy's own exceptions, or None.
nb::object find_numpy_class(const std::string& name) {
  PyObject* modules = PyImport_GetModuleDict();
  for (const char* module : {"numpy.exceptions", "numpy.linalg", "numpy._core._exceptions"}) {
    PyObject* found = PyDict_GetItemString(modules, module);
    if (!found) continue;
    const nb::object held = find_class(nb::borrow(found), name);
    if (!held.is_none()) return held;
  }
  return nb::none();
}

// A builtin exception or one of Flambeau's, else a class made for it: a user's own exception class isn't at hand.
nb::object exception_class(const std::string& name, const std::vector<std::string>& bases) {
  nb::object known = find_class(builtins(), name);
  if (known.is_none()) known = find_class(nb::module_::import_("flambeau.errors"), name);
  if (known.is_none()) known = find_numpy_class(name);
  if (!known.is_none()) return known;
  static auto* made = new nb::dict();
  if (made->contains(name.c_str())) return nb::object((*made)[name.c_str()]);
  nb::object base = builtins().attr("RuntimeError");
  for (const std::string& candidate : bases) {
    const nb::object found = find_class(builtins(), candidate);
    if (found.is_none()) continue;
    base = found;
    break;
  }
  nb::dict members;
  members["__module__"] = "flambeau";
  const nb::object type = builtins().attr("type")(name, nb::make_tuple(base), members);
  (*made)[name.c_str()] = type;
  return type;
}

// An exception whose class wants more than a text (UnicodeDecodeError) is made without calling it; str() is `message`.
nb::object make_unusual(const nb::object& type, const std::string& message) {
  nb::dict members;
  members["__module__"] = "builtins";
  members["__init__"] = nb::cpp_function([](nb::handle, const nb::args&) {});
  members["__str__"] = nb::cpp_function([message](nb::handle) { return message; }, nb::is_method());
  const nb::object subclass = builtins().attr("type")(type.attr("__name__"), nb::make_tuple(type), members);
  return subclass.attr("__new__")(subclass);
}

// str(KeyError(k)) is repr(k): where the message is a literal's text, the key is that literal.
nb::object make_exception(const nb::object& type, const std::string& message) {
  if (type.is(nb::handle(PyExc_KeyError))) {
    try {
      return type(nb::module_::import_("ast").attr("literal_eval")(message));
    } catch (nb::python_error& error) {
      if (!error.matches(PyExc_ValueError) && !error.matches(PyExc_SyntaxError)) throw;
    }
  }
  if (message.empty()) return type();
  try {
    return type(message);
  } catch (nb::python_error& error) {
    if (!error.matches(PyExc_TypeError)) throw;
    return make_unusual(type, message);
  }
}

// The user's lines that led to a failure, innermost first, for flambeau.api to build a traceback from.
void attach_frames(nb::handle exception, const RuntimeFailure& failure) {
  nb::list frames;
  for (const Frame& frame : failure.frames()) {
    frames.append(
        nb::make_tuple(frame.file, frame.function, frame.line, frame.column, frame.end_line, frame.end_column));
  }
  nb::setattr(exception, "_flambeau_frames", frames);
}

}  // namespace

nb::object exception_to_python(const ExceptionObject& exception) {
  return make_exception(exception_class(exception.type, exception.bases), exception.message);
}

void bind_errors(nb::module_&) {
  nb::register_exception_translator([](const std::exception_ptr& pointer, void*) {
    try {
      std::rethrow_exception(pointer);
    } catch (const Error& error) {
      const nb::object type = exception_class(error.type(), {});
      const auto* failure = dynamic_cast<const RuntimeFailure*>(&error);
      const nb::object exception = make_exception(type, failure ? failure->message() : error.what());
      if (failure) attach_frames(exception, *failure);
      PyErr_SetObject(type.ptr(), exception.ptr());
    }
  });
}

}  // namespace flambeau::python
