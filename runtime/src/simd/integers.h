// The pointwise operators on uint8 and int32 that images and labels go through, without a detour by int64.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. Numbers wrap around; `alpha` is cut off to T.
template <typename T>
struct IntegerLoops {
  using Loop = void (*)(T* out, const T* a, const T* b, int64_t n, T alpha);
  Loop add, sub;  // a + alpha * b, a - alpha * b
  Loop mul, maximum, minimum;
};

struct IntegerFunctions {
  IntegerLoops<uint8_t> u8;
  IntegerLoops<int32_t> i32;
};
FLAMBEAU_LEVEL_TABLE(IntegerFunctions, integer_functions)

}  // namespace flambeau
