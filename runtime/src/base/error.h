// Errors of the runtime: each carries the name of the Python exception that eager PyTorch would raise.
#pragma once

#include <sstream>
#include <stdexcept>
#include <string>
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

// Joins its arguments into one text, as a stream would.
template <typename... Args>
std::string concat(const Args&... args) {
  std::ostringstream out;
  (out << ... << args);
  return out.str();
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
