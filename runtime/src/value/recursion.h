// Bounds the depth of walks over nested values, as Python does: containers may hold themselves.
#pragma once

#include "base/error.h"

namespace flambeau {

// One on the stack of each nested step. `doing` completes Python's message: " in comparison".
class RecursionGuard {
 public:
  explicit RecursionGuard(const char* doing) {
    if (depth_ >= kLimit) raise("RecursionError", "maximum recursion depth exceeded", doing);
    ++depth_;
  }
  ~RecursionGuard() { --depth_; }
  RecursionGuard(const RecursionGuard&) = delete;
  RecursionGuard& operator=(const RecursionGuard&) = delete;

 private:
  static constexpr int kLimit = 1000;
  static inline thread_local int depth_ = 0;
};

}  // namespace flambeau
