// Contiguous rows of floats: the inner loops of reductions, softmax and normalisation.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct RowFunctions {
  // Sums are taken in floats over short blocks and in double between them.
  double (*sum)(const float* x, int64_t n);
  double (*sum_of_squares)(const float* x, float center, int64_t n);  // of (x - center)
  double (*dot)(const float* x, const float* y, int64_t n);
  // The largest (smallest) element, NaN where there is one; -infinity (infinity) for n = 0.
  float (*maximum)(const float* x, int64_t n);
  float (*minimum)(const float* x, int64_t n);
  float (*largest)(const float* x, int64_t n);  // maximum, but anything where there is a NaN
  // The first x[i] == value, NaN equal to NaN; n where there is none.
  int64_t (*find)(const float* x, float value, int64_t n);
  // out[j] = exp(x[j] - shift), and their sum; `out` may be x.
  double (*exp_sum)(const float* x, float shift, float* out, int64_t n);
  // out[j] = x[j] * scale + shift
  void (*affine)(const float* x, float scale, float shift, float* out, int64_t n);
  void (*add)(float* x, const float* y, int64_t n);  // x[j] += y[j]
  // out[j] = x[j] * scale[j] + shift[j]
  void (*affine_columns)(const float* x, const float* scale, const float* shift, float* out, int64_t n);
  // out[j] = (x[j] - mean) * rstd * weight[j] + bias[j]; null: 1 and 0
  void (*normalize)(const float* x, float mean, float rstd, const float* weight, const float* bias, float* out,
                    int64_t n);
  // One step of a reduction that goes down columns.
  void (*add_to)(double* sum, const float* x, int64_t n);
  void (*add_moments_to)(double* sum, double* squares, const float* x, int64_t n);  // x[j] and its square
  void (*max_to)(float* max, const float* x, int64_t n);
  void (*min_to)(float* min, const float* x, int64_t n);
  // The same, at[j] becoming `index` where x[j] takes the place of best[j]: it is larger (smaller), or the first NaN.
  void (*max_at)(float* best, int32_t* at, const float* x, int32_t index, int64_t n);
  void (*min_at)(float* best, int32_t* at, const float* x, int32_t index, int64_t n);
  // out[j] = the largest of rows[i][j] for 0 <= i < count, NaN where there is one; -infinity for count = 0.
  void (*max_rows)(const float* const* rows, int64_t count, float* out, int64_t n);
  // out[j] = the sum of rows[i][j] for 0 <= i < count, over `divisor`.
  void (*mean_rows)(const float* const* rows, int64_t count, float divisor, float* out, int64_t n);
  // total[j] += the sum of x[i * stride + j] for 0 <= i < count
  void (*add_rows)(float* total, const float* x, int64_t stride, int64_t count, int64_t n);
  // out[i] = the sum of x[j] * rows[i * stride + j] for 0 <= j < n, for 0 <= i < count
  void (*dots)(const float* x, const float* rows, int64_t stride, int64_t count, int64_t n, float* out);
  // total[j] += the sum of factors[i] * rows[i * stride + j] for 0 <= i < count
  void (*add_scaled_rows)(float* total, const float* factors, const float* rows, int64_t stride, int64_t count,
                          int64_t n);
  void (*exp_to)(float* sum, const float* x, const float* shift, float* out, int64_t n);  // out = exp(x - shift)
};
FLAMBEAU_LEVEL_TABLE(RowFunctions, row_functions)

}  // namespace flambeau
