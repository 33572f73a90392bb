// Comparisons of numbers, element by element. simd/bytes.h has those of uint8.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// What is 1 and what is 0: out = (less * (a < b) | equal * (a == b)) ^ inverse. One loop serves all comparisons; those
// whose operands are swapped get them so.
struct Comparison {
  uint8_t less, equal, inverse;
  bool swapped;
};
inline constexpr Comparison kNoComparison{}, kLess{1, 0, 0, false}, kLessEqual{1, 1, 0, false}, kGreater{1, 0, 0, true},
    kGreaterEqual{1, 1, 0, true}, kEqual{0, 1, 0, false}, kNotEqual{0, 1, 1, false};

// n contiguous elements; of others than numbers that are there (NaN) nothing is less or equal.
using CompareLoop = void (*)(uint8_t* out, const void* a, const void* b, int64_t n, Comparison what);

struct CompareLoops {
  CompareLoop f32, f64, i32, i64;
};
FLAMBEAU_LEVEL_TABLE(CompareLoops, compare_loops)

}  // namespace flambeau
