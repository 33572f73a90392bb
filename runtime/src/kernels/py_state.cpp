// The program's state: what lasts from one call to the next.
#include "value/state.h"

#include "ops/kernel.h"

namespace flambeau {

thread_local std::vector<Value>* current_state = nullptr;

namespace {

Value& slot_at(int64_t slot) {
  if (!current_state || slot < 0 || static_cast<std::size_t>(slot) >= current_state->size()) {
    raise("RuntimeError", "the program has no state slot ", slot);
  }
  return (*current_state)[static_cast<std::size_t>(slot)];
}

Value state_get(int64_t slot) { return slot_at(slot); }
void state_set(int64_t slot, const Value& value) { slot_at(slot) = value; }

}  // namespace

KERNEL(py_state_get, state_get)
KERNEL(py_state_set, state_set)

}  // namespace flambeau
