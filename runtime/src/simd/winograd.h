// Winograd's convolutions by 3x3 kernels with stride 1: the transforms of one tile, vectorised over channels.
//
// F(m x m, 3x3) makes m x m outputs of n x n inputs, n = m + 2, with n * n multiplications instead of 9 * m * m:
//   Y = A' [ (G g G') * (B' d B) ] A,   * element by element, ' transposed
// The matrices are those of Toom and Cook's interpolation (Lavin and Gray, "Fast algorithms for convolutional neural
// networks", 2015) at the points 0, 1, -1, infinity for m = 2, +-1/sqrt(2), +-sqrt(2), infinity for m = 3, and those
// and 0 for m = 4; the latter keep float32's error about ten times smaller than the customary 0, +-1, +-2, infinity.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct WinogradInput {
  const float* const* pixels;  // n * n of them, in order; those outside the image point at zeros
  int64_t channels;
  float* out;  // channel c of point p goes to out[p * point_stride + c]
  int64_t point_stride;
};

struct WinogradOutput {
  const float* in;  // channel c of point p is in[p * point_stride + c]
  int64_t point_stride;
  int64_t channels;
  float* out;  // channel c of output (y, x) goes to out[y * line_stride + x * pixel_stride + c]
  int64_t line_stride, pixel_stride;
  int64_t lines, columns;  // of the m x m that lie inside the image
  const float* bias;       // null: none
  const float* residual;   // null: none; laid out as the output
  float low, high;
};

struct WinogradWeights {
  const float* taps;  // 9 rows of `width` output channels for each input channel
  int64_t channels;   // of the input
  int64_t width;      // a multiple of a vector's
  float* out;  // G g G': of input channel i, output channel o of point p goes to out[p * point_stride + i * width + o]
  int64_t point_stride;
};

struct WinogradTransforms {
  void (*input)(const WinogradInput& tile);
  void (*output)(const WinogradOutput& tile);
  void (*weights)(const WinogradWeights& weights);
};

struct WinogradFunctions {
  WinogradTransforms of[3];  // m = 2, 3, 4
};
FLAMBEAU_LEVEL_TABLE(WinogradFunctions, winograd_functions)

inline const WinogradTransforms& winograd_transforms(int m) { return winograd_functions().of[m - 2]; }

}  // namespace flambeau
