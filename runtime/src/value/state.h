// The values that a program keeps from one call to the next: attributes and globals that it assigns, buffers that it
// changes. Each instance of a program has its own.
#pragma once

#include <vector>

#include "value/value.h"

namespace flambeau {

// The slots of the program that runs on this thread; null where it has none.
extern thread_local std::vector<Value>* current_state;

// Makes `slots` the current ones for as long as this lives.
class StateScope {
 public:
  explicit StateScope(std::vector<Value>* slots) noexcept : outer_(current_state) { current_state = slots; }
  ~StateScope() { current_state = outer_; }
  StateScope(const StateScope&) = delete;
  StateScope& operator=(const StateScope&) = delete;

 private:
  std::vector<Value>* outer_;
};

}  // namespace flambeau
