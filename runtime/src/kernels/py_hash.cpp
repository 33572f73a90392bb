// Python's hash() and id(). Hashes of numbers and tuples of them are CPython's own, those of texts and objects the
// runtime's, as they differ from one run of CPython to the next too.
#include "value/hash.h"

#include "ops/kernel.h"

namespace flambeau {

namespace {

int64_t hash(const Value& value) { return python_hash(value).value; }

// The same for what `is` says is the same, as long as it lives.
int64_t identity(const Value& value) {
  if (value.is(Tag::Tensor))
    return static_cast<int64_t>(reinterpret_cast<std::uintptr_t>(value.to_tensor().identity()));
  if (value.is(Tag::Str) || !value.is_counted()) return static_cast<int64_t>(hash_value(value) >> 1);
  return static_cast<int64_t>(reinterpret_cast<std::uintptr_t>(value.identity()));
}

}  // namespace

KERNEL(py_hash, hash)
KERNEL(py_id, identity)

}  // namespace flambeau
