// Memory for tensors' elements; small blocks are kept for the thread's next tensor, as base/blocks.h does for objects.
#pragma once

#include <cstddef>

namespace flambeau {

inline constexpr std::size_t kElementAlignment = 64;

// `bytes` > 0 must be the same for both. std::bad_alloc where there is no memory.
void* allocate_elements(std::size_t bytes);
void free_elements(void* block, std::size_t bytes) noexcept;

}  // namespace flambeau
