// Python's exceptions as values, and the hierarchy of the built-in ones.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "value/value.h"

namespace flambeau {

// Whether `except wanted` catches an exception of class `type`, whose user-defined or unknown class has these bases.
bool exception_matches(std::string_view type, std::span<const std::string> bases, std::string_view wanted);

// A key that a dict or set doesn't hold: the KeyError's argument is the key itself, its text the key's repr.
class KeyMissing : public Error {
 public:
  explicit KeyMissing(Value key);
  const Value& key() const noexcept { return key_; }

 private:
  Value key_;
};

// The exception value that an `except` clause binds for an error that the runtime raised.
Value exception_value(const Error& error);
// The KeyError of a key that isn't there.
Value missing_key(const Value& key);

}  // namespace flambeau
