// flambeau::Error becomes the Python exception that it names.
#include "convert.h"

namespace flambeau::python {

namespace {

nb::object builtins() { return nb::module_::import_("builtins"); }

// The class of that name: a builtin exception, else one made for it (a user's own exception class isn't at hand).
nb::object exception_class(const std::string& name, const std::vector<std::string>& bases) {
  const nb::object builtin = nb::getattr(builtins(), name.c_str(), nb::none());
  if (!builtin.is_none() && PyExceptionClass_Check(builtin.ptr())) return builtin;
  static auto* made = new nb::dict();
  if (made->contains(name.c_str())) return nb::object((*made)[name.c_str()]);
  nb::object base = builtins().attr("RuntimeError");
  for (const std::string& candidate : bases) {
    const nb::object found = nb::getattr(builtins(), candidate.c_str(), nb::none());
    if (!found.is_none() && PyExceptionClass_Check(found.ptr())) {
      base = found;
      break;
    }
  }
  nb::dict members;
  members["__module__"] = "flambeau";
  const nb::object type = builtins().attr("type")(name, nb::make_tuple(base), members);
  (*made)[name.c_str()] = type;
  return type;
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
  return message.empty() ? type() : type(message);
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
      PyErr_SetObject(type.ptr(), make_exception(type, error.what()).ptr());
    }
  });
}

}  // namespace flambeau::python
