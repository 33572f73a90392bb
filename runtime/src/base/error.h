// Errors of the runtime: each carries the name of the Python exception that eager PyTorch would raise.
#pragma once

#include <array>
#include <cstddef>
#include <span>
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

// Messages are written in a thousand places, of parts of many types: what each place has of its own is the table of its
// parts, and how a part is written is compiled once for each type.
struct TextPart {
  void (*append)(std::string& out, const void* value);
  const void* value;
};

std::string join_parts(std::span<const TextPart> parts);
[[noreturn]] void raise_parts(const char* type, std::span<const TextPart> parts);

// Of a `const char*` itself, and of a pointer to anything else.
void append_characters(std::string& out, const void* text);
// Appends `value` as a stream would write it; streams themselves are slow to set up.
template <typename T>
void append_value(std::string& out, const void* pointer) {
  const T& value = *static_cast<const T*>(pointer);
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
inline TextPart part_of(const char* const& text) { return {append_characters, text}; }
template <typename T>
TextPart part_of(const T& value) {
  return {append_value<T>, &value};
}

// Literals of all lengths are passed alike.
template <typename T>
using Passed = std::conditional_t<std::is_convertible_v<const T&, const char*>, const char*, const T&>;

template <typename... Args>
[[gnu::noinline]] std::string concat_passed(Args... args) {
  return join_parts(std::array<TextPart, sizeof...(Args)>{part_of(args)...});
}
template <typename... Args>
[[noreturn, gnu::noinline, gnu::cold]] void raise_passed(const char* type, Args... args) {
  raise_parts(type, std::array<TextPart, sizeof...(Args)>{part_of(args)...});
}

// Joins its arguments into one text.
template <typename... Args>
std::string concat(const Args&... args) {
  return concat_passed<Passed<Args>...>(args...);
}

template <typename... Args>
[[noreturn]] inline void raise(const char* type, const Args&... args) {
  raise_passed<Passed<Args>...>(type, args...);
}

// Raises a RuntimeError of the message's parts unless `condition` holds. The parts are only joined on failure.
template <typename... Args>
inline void check(bool condition, const Args&... args) {
  if (!condition) [[unlikely]] {
    raise("RuntimeError", args...);
  }
}

}  // namespace flambeau
