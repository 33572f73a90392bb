// The inner loops of colour conversion: pixels of three bytes, side by side.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct PixelFunctions {
  // Red and blue change places.
  void (*swap)(const uint8_t* in, uint8_t* out, int64_t count);
  // out[i] = (in[3i] * weights[0] + in[3i + 1] * weights[1] + in[3i + 2] * weights[2] + 2^14) >> 15
  void (*weigh)(const uint8_t* in, const int32_t* weights, uint8_t* out, int64_t count);
  // Bytes of floats, rounded half to even and clamped.
  void (*to_bytes)(const float* in, uint8_t* out, int64_t n);
  void (*to_floats)(const uint8_t* in, float* out, int64_t n);
};
FLAMBEAU_LEVEL_TABLE(PixelFunctions, pixel_functions)

}  // namespace flambeau
