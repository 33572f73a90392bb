// Small blocks of memory for objects that live short: a thread keeps what it frees and takes it again first.
#pragma once

#include <cstddef>
#include <limits>
#include <new>
#include <type_traits>

namespace flambeau {

// Aligned as `new` does. `bytes` must be the same for both.
void* allocate_block(std::size_t bytes);
void free_block(void* block, std::size_t bytes) noexcept;

// The same for containers of the standard library.
template <typename T>
struct BlockAllocator {
  using value_type = T;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using propagate_on_container_move_assignment = std::true_type;
  using is_always_equal = std::true_type;

  BlockAllocator() = default;
  template <typename U>
  constexpr BlockAllocator(const BlockAllocator<U>&) noexcept {}

  T* allocate(std::size_t count) {
    static_assert(alignof(T) <= 16);
    if (count > std::numeric_limits<std::size_t>::max() / 2 / sizeof(T)) throw std::bad_array_new_length();
    return static_cast<T*>(allocate_block(count * sizeof(T)));
  }
  void deallocate(T* block, std::size_t count) noexcept { free_block(block, count * sizeof(T)); }
  friend bool operator==(const BlockAllocator&, const BlockAllocator&) { return true; }
};

}  // namespace flambeau
