// Python's hash().
#pragma once

#include <cstdint>

#include "value/value.h"

namespace flambeau {

// What CPython's hash() gives, never -1. Where `lasts` is false, CPython's is another one in each process (of texts and
// what lies at an address), and `value` is the runtime's own. TypeError "unhashable type: 'list'" like Python's.
struct PythonHash {
  int64_t value;
  bool lasts;
};
PythonHash python_hash(const Value& value);

class Set;
// What a frozenset holds, which is an object of one set that has a hash; null for any other value.
const Set* frozen_set(const Value& value) noexcept;

}  // namespace flambeau
