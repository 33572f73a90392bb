// Loops over int32: labels, places and levels that are counted. simd/bytes.h has those over uint8.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. Numbers wrap around.
using Int32Loop = void (*)(int32_t* out, const int32_t* a, const int32_t* b, int64_t n);

struct Int32Loops {
  Int32Loop add, subtract, multiply, maximum, minimum;
};
FLAMBEAU_LEVEL_TABLE(Int32Loops, int32_loops)

}  // namespace flambeau
