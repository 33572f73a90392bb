// Sums and extremes of numbers of the dtypes that rows.h doesn't meet: down columns, and so along rows cut into
// columns.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// acc[j] takes in x[r * stride + j] for each 0 <= r < count, 0 <= j < n.
template <typename T, typename Acc>
using Fold = void (*)(Acc* acc, const T* x, int64_t stride, int64_t count, int64_t n);

struct FoldFunctions {
  // acc + x; integers wrap around.
  Fold<double, double> add_f64;
  Fold<int64_t, int64_t> add_i64;
  Fold<int32_t, int64_t> add_i32;
  Fold<uint8_t, uint32_t> add_u8;
  // The larger (smaller) one, the earlier of equal ones; a NaN stays.
  Fold<double, double> max_f64, min_f64;
  Fold<int64_t, int64_t> max_i64, min_i64;
  Fold<int32_t, int32_t> max_i32, min_i32;
  Fold<uint8_t, uint8_t> max_u8, min_u8;
};
FLAMBEAU_LEVEL_TABLE(FoldFunctions, fold_functions)

}  // namespace flambeau
