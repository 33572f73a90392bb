// Loops over integers: labels, places and levels that are counted. simd/bytes.h has those over uint8.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. Numbers wrap around.
using IntegerLoop = void (*)(void* out, const void* a, const void* b, int64_t n);

struct IntegerLoops {
  IntegerLoop add, subtract, multiply, maximum, minimum;
};
FLAMBEAU_LEVEL_TABLE(IntegerLoops, int16_loops)
FLAMBEAU_LEVEL_TABLE(IntegerLoops, int32_loops)
FLAMBEAU_LEVEL_TABLE(IntegerLoops, int64_loops)

}  // namespace flambeau
