// flambeau::Error becomes the Python exception that it names.
#include "convert.h"
#include "vm/failure.h"

namespace flambeau::python {

namespace {

nb::object make_exception(const std::string& type, const nb::list& bases, const std::string& message,
                          const nb::object& args, const nb::object& attributes) {
  static const nb::handle make = nb::object(nb::module_::import_("flambeau.runtime.exceptions").attr("make")).release();
  return make(type, bases, message, args, attributes);
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

nb::object exception_of(const Error& error) {
  return make_exception(error.type(), nb::list(), error.what(), nb::none(), nb::none());
}

}  // namespace

nb::object exception_at_hand() {
  try {
    throw;
  } catch (const nb::python_error& error) {
    return nb::borrow(error.value());
  } catch (const Error& error) {
    return exception_of(error);
  } catch (const std::bad_alloc&) {
    return nb::handle(PyExc_MemoryError)();
  } catch (const std::exception& error) {
    return nb::handle(PyExc_RuntimeError)(error.what());
  }
}

nb::object Converter::exception_to_python(const ExceptionObject& exception) {
  nb::list bases;
  for (const std::string& base : exception.bases) bases.append(base);
  return make_exception(exception.type, bases, exception.message, to_python(exception.args),
                        to_python(exception.attributes));
}

nb::object Converter::exception_to_python(const RuntimeFailure& failure) {
  nb::object exception = exception_to_python(failure.exception());
  attach_frames(exception, failure);
  return exception;
}

void bind_errors(nb::module_&) {
  nb::register_exception_translator([](const std::exception_ptr& pointer, void*) {
    try {
      std::rethrow_exception(pointer);
    } catch (const Error& error) {
      const nb::object exception = exception_of(error);
      PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
    }
  });
}

}  // namespace flambeau::python
