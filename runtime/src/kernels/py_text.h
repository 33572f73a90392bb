// What the str methods have in common: their arguments, checked with Python's words.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "kernels/py_receiver.h"
#include "value/sequence.h"
#include "value/text.h"

namespace flambeau {

// A str argument; TypeError "must be str, not NoneType", or "replace() argument 1 must be str, not None".
inline std::string_view text_argument(const Value& value, const char* where = "") {
  if (!value.is(Tag::Str)) {
    const bool named = *where != '\0' && value.is_none();
    raise("TypeError", where, "must be str, not ", named ? "None" : error_type_name(value));
  }
  return value.to_str();
}

// text[start:end] with None for what isn't given, as find() and the like take them.
struct TextWindow {
  bool valid = false;  // whether start <= end and start <= len(text): not so where even "" isn't found
  std::string_view text;
};

inline int64_t window_bound(const Value& value, int64_t missing, int64_t length) {
  if (value.is_none()) return missing;
  if (!is_int_like(value)) raise("TypeError", "slice indices must be integers or None or have an __index__ method");
  const int64_t at = value.to_int();
  return at < 0 ? std::max(at + length, int64_t{0}) : at;
}

// Of a str. It takes no longer where the window begins late: programs look for one part behind the other.
inline TextWindow window(const Value& self, const Value& start, const Value& end) {
  const std::string_view text = self.to_str();
  if (start.is_none() && end.is_none()) return {true, text};
  const int64_t length = text_length(self);
  const int64_t from = window_bound(start, 0, length);
  const int64_t to = std::min(window_bound(end, length, length), length);
  if (from > to) return {};
  const std::size_t last = text_offset(self, to);
  const std::size_t first = text_offset(self, from);
  return {true, text.substr(first, last - first)};
}

}  // namespace flambeau
