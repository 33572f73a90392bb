// The object a method is called on: each helper gives its content, or raises Python's AttributeError.
#pragma once

#include <string_view>
#include <vector>

#include "base/error.h"
#include "ops/call.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/value.h"

namespace flambeau {

inline void expect_receiver(const Value& self, Tag tag, const char* method) {
  if (!self.is(tag)) [[unlikely]] {
    raise("AttributeError", "'", type_name(self), "' object has no attribute '", method, "'");
  }
}

// To write them.
inline std::vector<Value>& list_items(const Value& self, const char* method) {
  expect_receiver(self, Tag::List, method);
  return self.change_items();
}

inline Dict& dict_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Dict, method);
  return self.object<Dict>(Tag::Dict);
}

inline std::string_view text_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Str, method);
  return self.to_str();
}

// What operator.index gives: an int, bool or member of an IntEnum, or the one of an array or Tensor; TypeError
// otherwise.
inline int64_t as_index(const Value& given) {
  const Value& value = underlying(given);
  if (is_int_like(value)) return value.to_int();
  if (value.is(Tag::Tensor)) return call_operator("tensor::index", {value}).to_int();
  if (value.is(Tag::Array)) return call_operator("np::index", {value}).to_int();
  raise("TypeError", "'", error_type_name(value), "' object cannot be interpreted as an integer");
}

// What float() makes of an int, bool or float, or of the one of an array or Tensor; TypeError otherwise.
inline double real(const Value& value) {
  if (is_real(value)) return value.to_double();
  if (value.is(Tag::Tensor)) return call_operator("tensor::float", {value}).to_double();
  if (value.is(Tag::Array)) return call_operator("np::float", {value}).to_double();
  raise("TypeError", "must be real number, not ", error_type_name(value));
}

}  // namespace flambeau
