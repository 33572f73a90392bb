// The inner loops of colour conversion: pixels of a few bytes, side by side.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

inline constexpr uint8_t kOpaque = 255;

struct PixelFunctions {
  // The `to` bytes of each pixel are those that `order` names of its `from` ones, 1 to 4 both; kOpaque is one of 255.
  void (*reorder)(const uint8_t* in, int64_t from, uint8_t* out, int64_t to, const uint8_t* order, int64_t count);
  // out[i] = (in[3i] * weights[0] + in[3i + 1] * weights[1] + in[3i + 2] * weights[2] + 2^(bits - 1)) >> bits
  void (*weigh)(const uint8_t* in, const int32_t* weights, int32_t bits, uint8_t* out, int64_t count);
  // A row of bytes stretched or squeezed: out[i] = (a * weights[2i] + b * weights[2i + 1]) >> 4 of the pixels a and b
  // at row[at[2i]] and row[at[2i + 1]]. Returns how many pixels it has made: the others need more care.
  int64_t (*stretch)(const uint8_t* row, int64_t bytes, const int64_t* at, const int16_t* weights, int64_t channels,
                     int16_t* out, int64_t count);
  // out[i] = (((upper[i] * weights[0]) >> 16) + ((lower[i] * weights[1]) >> 16) + 2) >> 2
  void (*between)(const int16_t* upper, const int16_t* lower, const int16_t* weights, uint8_t* out, int64_t n);
  // Bytes of floats, rounded half to even and clamped.
  void (*to_bytes)(const float* in, uint8_t* out, int64_t n);
  void (*to_floats)(const uint8_t* in, float* out, int64_t n);
};
FLAMBEAU_LEVEL_TABLE(PixelFunctions, pixel_functions)

}  // namespace flambeau
