// Memory for the elements of large tensors. A freed block is kept for the next tensor of about its size: its pages are
// there already, and fresh ones cost more than most operators.
#pragma once

#include <cstddef>

namespace flambeau {

// From which blocks are kept here. The system's own allocator gives such memory back between the calls of a program.
inline constexpr std::size_t kLargeBytes = std::size_t{32} << 10;

// Aligned as elements are. `bytes` >= kLargeBytes must be the same for both. std::bad_alloc where there is no memory.
void* allocate_large(std::size_t bytes);
void free_large(void* block, std::size_t bytes) noexcept;

}  // namespace flambeau
