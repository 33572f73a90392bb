// Large blocks of allocate_block (base/blocks.h) have a note right before them of the memory that they lie in. Who uses
// one may so give up its beginning and free the rest as a block: a queue that is taken from needn't be moved.
#pragma once

#include <cstddef>

namespace flambeau {

inline constexpr std::size_t kMostWithoutNote = 1024;  // bytes

struct alignas(16) BlockNote {
  void* start;  // of the memory, the note of the whole block included
  std::size_t bytes;
};

// Of a block of more bytes; the beginning that was given up is never smaller than a note.
inline BlockNote& note_of(void* block) noexcept { return *(static_cast<BlockNote*>(block) - 1); }

}  // namespace flambeau
