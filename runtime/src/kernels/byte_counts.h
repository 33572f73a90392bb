// How often bytes are met.
#pragma once

#include <array>
#include <cstdint>

namespace flambeau {

using ByteCounts = std::array<int64_t, 256>;
// Of n bytes `step` bytes apart.
ByteCounts counts_of(const uint8_t* bytes, int64_t n, int64_t step = 1);
// Of n contiguous bytes those that aren't 0.
int64_t count_nonzero(const uint8_t* bytes, int64_t n);

}  // namespace flambeau
