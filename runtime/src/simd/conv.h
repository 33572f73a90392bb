// Convolutions over channels-last memory, the innermost parts: gathering windows as rows, and transposing layouts.
#pragma once

#include <cstdint>
#include <type_traits>

#include "simd/level.h"

namespace flambeau {

// Where the taps of a convolution lie, three spatial dims always (leading ones of size 1 where there are fewer).
// Tap k of output o reads input position (o * stride - padding + k * dilation) / upsample where that division has no
// remainder and lies inside, and zero elsewhere. `upsample` is 1 but for transposed convolutions.
struct ConvWindow {
  int64_t input[3], output[3], kernel[3], stride[3], padding[3], dilation[3], upsample[3];
  int64_t pixel_stride;  // elements from a pixel to the next: all its channels
  int64_t channels;      // of a pixel that are read
};

template <typename T>
struct ConvOf {
  // Row r gets the taps of output pixel first + r (counted over batch, depth, height, width), channels innermost.
  void (*gather)(const ConvWindow& window, const T* input, int64_t first, int64_t count, T* rows, int64_t row_stride);
  // out[j * out_stride + i] = in[i * in_stride + j] for 0 <= i < rows, 0 <= j < columns.
  void (*transpose)(const T* in, int64_t in_stride, int64_t rows, int64_t columns, T* out, int64_t out_stride);
};

struct ConvFunctions {
  ConvOf<float> f32;
  ConvOf<double> f64;
  // out[i] = in[i] * factors[i] for 0 <= i < count.
  void (*scale)(const float* in, const float* factors, int64_t count, float* out);
};
FLAMBEAU_LEVEL_TABLE(ConvFunctions, conv_functions)

template <typename T>
const ConvOf<T>& conv_functions() {
  if constexpr (std::is_same_v<T, float>) {
    return conv_functions().f32;
  } else {
    return conv_functions().f64;
  }
}

}  // namespace flambeau
