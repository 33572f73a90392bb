// Errors of the runtime: each carries the name of the Python exception that eager PyTorch would raise.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace flambeau {

// `type` is a Python exception's name: "RuntimeError", "IndexError", "ValueError", "TypeError", ...
class Error : public std::runtime_error {
 public:
  Error(std::string type, const std::string& message) : std::runtime_error(message), type_(std::move(type)) {}
  const std::string& type() const noexcept { return type_; }

 private:
  std::string type_;
};

// Appends `value` to `out` as a stream would write it; streams themselves are slow to set up.
template <typename T>
void append_text(std::string& out, const T& value) {
  if constexpr (std::is_same_v<T, char>) {
    out += value;
  } else if constexpr (std::is_integral_v<T> && sizeof(T) > 1) {
    out += std::to_string(value);
  } else if constexpr (std::is_convertible_v<const T&, std::string_view>) {
    out += std::string_view(value);
  } else {
    std::ostringstream stream;
    stream << value;
    out += stream.str();
  }
}

// Joins its arguments into one text.
template <typename... Args>
std::string concat(const Args&... args) {
  std::string out;
  (append_text(out, args), ...);
  return out;
}

template <typename... Args>
[[noreturn]] void raise(const char* type, const Args&... args) {
  throw Error(type, concat(args...));
}

// Raises a RuntimeError of the message's parts unless `condition` holds. The parts are only joined on failure.
template <typename... Args>
inline void check(bool condition, const Args&... args) {
  if (!condition) [[unlikely]] {
    raise("RuntimeError", args...);
  }
}

}  // namespace flambeau
