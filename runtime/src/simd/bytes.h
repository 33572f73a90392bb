// Loops over bytes: what images are made of.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. Loops of one operand get it as `b` too.
using ByteLoop = void (*)(uint8_t* out, const uint8_t* a, const uint8_t* b, int64_t n);

struct ByteLoops {
  ByteLoop add, subtract, multiply;  // wrapping around
  ByteLoop maximum, minimum, conjunction, disjunction, exclusive, complement;
  ByteLoop less, less_equal, greater, greater_equal, equal, not_equal;  // 0 or 1
  ByteLoop add_within, subtract_within, difference;                     // within 0 .. 255; the absolute difference
};
FLAMBEAU_LEVEL_TABLE(ByteLoops, byte_loops)

}  // namespace flambeau
