#include "value/exceptions.h"

#include <algorithm>
#include <array>
#include <utility>

#include "value/repr.h"

namespace flambeau {

namespace {

using Pair = std::pair<std::string_view, std::string_view>;

// Each built-in exception and its base.
constexpr std::array<Pair, 48> kBases = {{
    {"Exception", "BaseException"},
    {"KeyboardInterrupt", "BaseException"},
    {"SystemExit", "BaseException"},
    {"GeneratorExit", "BaseException"},
    {"ArithmeticError", "Exception"},
    {"FloatingPointError", "ArithmeticError"},
    {"OverflowError", "ArithmeticError"},
    {"ZeroDivisionError", "ArithmeticError"},
    {"AssertionError", "Exception"},
    {"AttributeError", "Exception"},
    {"BufferError", "Exception"},
    {"EOFError", "Exception"},
    {"ImportError", "Exception"},
    {"ModuleNotFoundError", "ImportError"},
    {"LookupError", "Exception"},
    {"IndexError", "LookupError"},
    {"KeyError", "LookupError"},
    {"MemoryError", "Exception"},
    {"NameError", "Exception"},
    {"UnboundLocalError", "NameError"},
    {"OSError", "Exception"},
    {"FileNotFoundError", "OSError"},
    {"FileExistsError", "OSError"},
    {"PermissionError", "OSError"},
    {"TimeoutError", "OSError"},
    {"ReferenceError", "Exception"},
    {"RuntimeError", "Exception"},
    {"NotImplementedError", "RuntimeError"},
    {"RecursionError", "RuntimeError"},
    {"StopIteration", "Exception"},
    {"StopAsyncIteration", "Exception"},
    {"SyntaxError", "Exception"},
    {"SystemError", "Exception"},
    {"TypeError", "Exception"},
    {"ValueError", "Exception"},
    {"JSONDecodeError", "ValueError"},
    {"UnicodeError", "ValueError"},
    {"UnicodeDecodeError", "UnicodeError"},
    {"UnicodeEncodeError", "UnicodeError"},
    {"Warning", "Exception"},
    {"UserWarning", "Warning"},
    {"DeprecationWarning", "Warning"},
    {"FutureWarning", "Warning"},
    {"RuntimeWarning", "Warning"},
    {"OutOfMemoryError", "RuntimeError"},
    {"AxisError", "ValueError"},
    {"LinAlgError", "ValueError"},
    {"UFuncTypeError", "TypeError"},
}};

bool builtin_matches(std::string_view type, std::string_view wanted) {
  while (type != wanted) {
    const auto found = std::find_if(kBases.begin(), kBases.end(), [&](const Pair& p) { return p.first == type; });
    if (found == kBases.end()) return false;
    type = found->second;
  }
  return true;
}

bool is_builtin(std::string_view type) {
  return std::any_of(kBases.begin(), kBases.end(), [&](const Pair& p) { return p.first == type; });
}

}  // namespace

bool exception_matches(std::string_view type, std::span<const std::string> bases, std::string_view wanted) {
  if (wanted == "IOError" || wanted == "EnvironmentError") wanted = "OSError";
  // A class of the user's may have the name of a built-in one: it says first where it is defined.
  const bool own = !bases.empty() && bases.front().find(':') != std::string::npos;
  if (own ? type == wanted : builtin_matches(type, wanted)) return true;
  if (type == "AxisError" && builtin_matches("IndexError", wanted)) return true;  // NumPy's is a ValueError too
  // A class that isn't built in and comes without its bases is taken for an Exception.
  if (!is_builtin(type) && bases.empty() && builtin_matches("Exception", wanted)) return true;
  return std::any_of(bases.begin(), bases.end(), [&](const std::string& b) { return builtin_matches(b, wanted); });
}

KeyMissing::KeyMissing(Value key) : Error("KeyError", repr(key)), key_(std::move(key)) {}

Value missing_key(const Value& key) {
  auto object = make_ref<ExceptionObject>();
  object->type = "KeyError";
  object->message = repr(key);
  object->args = Value::tuple({key});
  return Value(Tag::Exception, std::move(object));
}

Value exception_value(const Error& error) {
  auto object = make_ref<ExceptionObject>();
  object->type = error.type();
  object->message = error.what();
  if (const auto* missing = dynamic_cast<const KeyMissing*>(&error)) object->args = Value::tuple({missing->key()});
  return Value(Tag::Exception, std::move(object));
}

}  // namespace flambeau
