#include "base/ref.h"

namespace flambeau {

void Counted::retain_any() const noexcept {
  if ((count_.load(std::memory_order_relaxed) & kForever) == 0) retain_shared();
}

void Counted::release_any() const noexcept {
  if ((count_.load(std::memory_order_relaxed) & kForever) == 0) release_shared();
}

}  // namespace flambeau
