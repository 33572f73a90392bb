// Chains of Givens rotations of the rows of a matrix of doubles.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct RotationFunctions {
  // For k = 0 ... count - 1, in turn: rows k and k + 1, x and y, become c[k] x + s[k] y and c[k] y - s[k] x. The rows
  // are `step` apart, which may be negative.
  void (*rotate_rows)(double* rows, int64_t step, int64_t count, const double* c, const double* s, int64_t columns);
};
FLAMBEAU_LEVEL_TABLE(RotationFunctions, rotation_functions)

}  // namespace flambeau
