// Python's hash(): of numbers and tuples of them CPython's own, of texts and objects one of the runtime's, as they
// differ from one run of CPython to the next too.
#include "value/hash.h"

#include "ops/kernel.h"

namespace flambeau {

namespace {

int64_t hash(const Value& value) { return python_hash(value).value; }

}  // namespace

KERNEL(py_hash, hash)

}  // namespace flambeau
