// Colours of one space in another: planes of bytes, computed in floats, in which the whole numbers here are exact.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// What three planes become: blue, green and red become those of a space, or these blue, green and red. Differences from
// luma stand with red's first. `by` holds their weights, or what a step of hue is. FromHsvCut cuts what FromHsv rounds.
enum class ColorChange : uint8_t { ToLuma, FromLuma, ToHsv, FromHsv, FromHsvCut, ToHls, FromHls };

struct ColorFunctions {
  // Elements are computed up to the next multiple of 16 of n: planes have room for them.
  void (*change)(ColorChange change, const float* by, const uint8_t* const* in, uint8_t* const* out, int64_t n);
  // Pixels of four bytes, the last of them 255, of three planes. The same holds for n.
  void (*join)(const uint8_t* const* planes, uint8_t* out, int64_t n);
};
FLAMBEAU_LEVEL_TABLE(ColorFunctions, color_functions)

}  // namespace flambeau
