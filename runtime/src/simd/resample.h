// The inner loops of resizing images: weighted sums of neighbours along a row, and of whole rows.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct ResampleFunctions {
  // out[i] = sum over k < taps of weight[k * n + i] * x[index[k * n + i]]
  void (*gather)(const float* x, const int32_t* index, const float* weight, int64_t taps, float* out, int64_t n);
  // out[i] = sum over k < taps of weight[k] * rows[k][i]
  void (*blend)(const float* const* rows, const float* weight, int64_t taps, float* out, int64_t n);
  // The same of bytes by weights of so many binary places, rounded and within 0 .. 255.
  void (*gather_bytes)(const uint8_t* x, const int32_t* index, const int16_t* weight, int64_t taps, int precision,
                       uint8_t* out, int64_t n);
  void (*blend_bytes)(const uint8_t* const* rows, const int16_t* weight, int64_t taps, int precision, uint8_t* out,
                      int64_t n);
};
FLAMBEAU_LEVEL_TABLE(ResampleFunctions, resample_functions)

}  // namespace flambeau
