// Loops over dicts and sets, which go through the places of their tables: what the loop writes shows at once.
#include "ops/kernel.h"
#include "value/sequence.h"
#include "value/table.h"

namespace flambeau {

namespace {

int64_t next(const Value& table, int64_t place, int64_t size) {
  if (length(table) != size) {
    raise("RuntimeError", table.is(Tag::Dict) ? "dictionary" : "Set", " changed size during iteration");
  }
  return next_place(table, place);
}

const Value& found(const Value* held) {
  if (!held) raise("RuntimeError", "dictionary keys changed during iteration");
  return *held;
}

Value key(const Value& table, int64_t place) { return found(key_at(table, place)); }
Value value(const Value& table, int64_t place) { return found(value_at(table, place)); }

}  // namespace

KERNEL(py_table_next, next)
KERNEL(py_table_key, key)
KERNEL(py_table_value, value)

}  // namespace flambeau
