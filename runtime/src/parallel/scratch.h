// Memory for the length of one kernel. The thread keeps it for its next kernel: fresh pages cost more than the work.
#pragma once

#include <cstddef>

namespace flambeau {

// At least `bytes` bytes, aligned to 64, not initialised. Scratches of a thread may nest; each ends on its own thread.
class Scratch {
 public:
  explicit Scratch(std::size_t bytes);
  ~Scratch();
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  template <typename T>
  T* as() const {
    return static_cast<T*>(data_);
  }

 private:
  void* data_;
  std::size_t bytes_;
};

// Sees to it that this thread's next kernel finds some memory, with its pages.
void warm_scratch();
// Gives this thread's idle scratch memory back.
void release_scratch();

}  // namespace flambeau
