// Matrix products, the innermost part: one tile of the result, which stays in registers until it is done.
#pragma once

#include <cstdint>
#include <type_traits>

#include "simd/level.h"

namespace flambeau {

// c[i, j] = clamp(sum over k of a[i, k] * b[k, j] + bias[j] + residual[i, j]), starting from c where `accumulate`.
// `a` has its rows in memory as they come; `b` is a panel: depth rows of `width` floats, width being tile_columns or,
// where columns <= tile_columns / 2, half of it. Only the first `columns` are written. The sum goes over `segments`
// parts of `depth` each, which start a_step and b_step elements apart: several lines of a convolution's kernel; none at
// all for a result that is only finished.
template <typename T>
struct GemmTile {
  const T* a;
  int64_t a_stride;
  const T* b;
  T* c;
  int64_t c_stride;
  int64_t depth, segments;
  int64_t a_step, b_step;
  int64_t rows;       // 1 ... tile_rows
  int64_t columns;    // 1 ... tile_columns
  const T* bias;      // null: none
  const T* residual;  // null: none
  int64_t residual_stride;
  T low, high;  // infinite: no clamp; a NaN stays one
  bool accumulate;
  // What is fetched into the caches meanwhile, a little with each row of `b`: from ahead + k * ahead_step and from
  // ahead_second bytes behind that. Null: nothing.
  const char* ahead;
  int64_t ahead_step, ahead_second;
};

inline constexpr int64_t kSumDepth = 192;  // from which a tile puts a part of a sum over segments aside

template <typename T>
struct GemmOf {
  int64_t tile_rows, tile_columns;
  void (*tile)(const GemmTile<T>& tile);
  // out[n] = sum over k of x[k] * w[n, k] (+ bias[n]) for 0 <= n < count, the rows of w being w_stride apart.
  void (*dot_rows)(const T* x, const T* w, int64_t w_stride, int64_t depth, int64_t count, const T* bias, T* out);
  // out[j] = sum over k of x[k] * b[k, j] (+ bias[j]) for 0 <= j < columns, the rows of b being b_stride apart.
  void (*combine_rows)(const T* x, const T* b, int64_t b_stride, int64_t depth, int64_t columns, const T* bias, T* out);
  // Columns [0, columns) of `b` into panels of tile_columns, the last one of half that where it suffices, zero-padded.
  void (*pack)(const T* b, int64_t row_stride, int64_t column_stride, int64_t depth, int64_t columns, T* panels);
};

struct GemmFunctions {
  GemmOf<float> f32;
  GemmOf<double> f64;
};
FLAMBEAU_LEVEL_TABLE(GemmFunctions, gemm_functions)

template <typename T>
const GemmOf<T>& gemm_functions() {
  if constexpr (std::is_same_v<T, float>) {
    return gemm_functions().f32;
  } else {
    return gemm_functions().f64;
  }
}

}  // namespace flambeau
