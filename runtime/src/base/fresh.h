// New memory for large blocks. The system hands it out page by page, which takes a small network's first call longer
// than its work does: so some is fetched beforehand, when a program is loaded, in huge pages where the system has them,
// which come several times as fast.
#pragma once

#include <cstddef>

namespace flambeau {

// Aligned as elements are, its pages there already unless it is very large. `bytes` must be the same for both.
// std::bad_alloc where there is no memory.
void* allocate_fresh(std::size_t bytes);
void free_fresh(void* block, std::size_t bytes) noexcept;

// Sees to it that so much memory is there for blocks to come.
void reserve_fresh(std::size_t bytes);

}  // namespace flambeau
