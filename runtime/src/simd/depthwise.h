// Depthwise convolutions over channels-last memory: one line of the result, vectorised over channels.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct DepthwiseLine {
  const float* const* lines;  // the input line of each kernel line; null where that is padding
  int64_t kernel_lines, kernel_columns;
  int64_t in_columns, out_columns;
  int64_t stride, padding, dilation;  // along the line
  int64_t channels;                   // of a pixel, at both ends
  const float* weights;               // (kernel_lines, kernel_columns, channels)
  const float* bias;                  // null: none
  const float* residual;              // null: none; laid out as the output
  float* out;
  float low, high;
};

struct DepthwiseFunctions {
  void (*line)(const DepthwiseLine& line);
};
FLAMBEAU_LEVEL_TABLE(DepthwiseFunctions, depthwise_functions)

}  // namespace flambeau
