// Small blocks of memory for objects that live short: a thread keeps what it frees and takes it again first.
#pragma once

#include <cstddef>

namespace flambeau {

// Aligned as `new` does. `bytes` must be the same for both.
void* allocate_block(std::size_t bytes);
void free_block(void* block, std::size_t bytes) noexcept;

}  // namespace flambeau
