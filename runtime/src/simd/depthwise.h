// Depthwise convolutions over channels-last memory: some channels of a line of the result, vectorised over them.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct DepthwiseLine {
  const float* const* lines;  // the input line of each kernel line; null where that is padding
  int64_t kernel_lines, kernel_columns;
  int64_t in_columns, out_columns;
  int64_t stride, padding, dilation;  // along the line
  int64_t in_stride, out_stride;      // elements from a pixel to the next
  int64_t weight_stride;              // elements from a tap's weights to the next
  int64_t channels;                   // how many are computed
  const float* weights;               // of the first kernel line and column
  const float* bias;                  // null: none
  const float* residual;              // null: none; laid out as the output
  float* out;
  float low, high;
  // Fewer channels than a vector has lanes, of contiguous pixels: weights and bias once more, repeated, kLanes a tap.
  // Null: none.
  static constexpr int64_t kLanes = 16;
  const float* repeated_weights;
  const float* repeated_bias;
};

struct DepthwiseFunctions {
  void (*line)(const DepthwiseLine& line);
};
FLAMBEAU_LEVEL_TABLE(DepthwiseFunctions, depthwise_functions)

}  // namespace flambeau
