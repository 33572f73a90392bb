// The inner loops of filters and warps of images: what each output element takes from several lines of the input.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// An image that a warp reads: `row` elements a row, `elements` in all.
template <typename T>
struct WarpSource {
  const T* data;
  int64_t width, height, channels, row, elements;
};

// What lies near every pixel of a row, and how much it counts: by its place, times by how far its colour is.
struct Nearby {
  const int64_t* offsets;  // in a plane, of `count` pixels
  const float* weights;
  int64_t count;
  const float* by_difference;  // of the sums over the channels of absolute differences
};

struct FilterFunctions {
  // The least or the greatest of lines[k][i], and the middle of an odd count, 3 to 25, of them.
  void (*extreme)(const uint8_t* const* lines, int64_t count, bool least, uint8_t* out, int64_t n);
  void (*median)(const uint8_t* const* lines, int64_t count, uint8_t* out, int64_t n);
  // out[i] = sum of lines[k][i] * weights[k], without carries beyond 16 bits; then ((the same in 32 bits) + 2^15) >>
  // 16, at most 255.
  void (*weigh_bytes)(const uint8_t* const* lines, const uint16_t* weights, int64_t count, uint16_t* out, int64_t n);
  void (*weigh_sums)(const uint16_t* const* lines, const uint16_t* weights, int64_t count, uint8_t* out, int64_t n);
  // out[i] = start + lines[0][i] * weights[0] + lines[1][i] * weights[1] ..., each step rounded.
  void (*sum_bytes)(const uint8_t* const* lines, const float* weights, int64_t count, float start, float* out,
                    int64_t n);
  void (*sum_floats)(const float* const* lines, const float* weights, int64_t count, float start, float* out,
                     int64_t n);
  // A window moves down: sum[i] += coming[i]; out[i] = (min(sum[i] + delta, most) * scale) >> 24; sum[i] -= going[i].
  void (*slide)(uint16_t* sum, const uint16_t* coming, const uint16_t* going, const uint32_t* delta_most_scale,
                uint8_t* out, int64_t n);
  // Bilateral means of a row of 1 or 3 planes of bytes, as floats. Goes on to a multiple of 16 beyond n.
  void (*bilateral)(const Nearby& near, const uint8_t* const* planes, int64_t channels, float* const* out, int64_t n);
  // Where the pixels of a row read: x * m[0] + row[0] and x * m[3] + row[1], each rounded once; with a perspective
  // divided by x * m[6] + row[2]. Writes a whole number of fours.
  void (*places)(const float* m, const float* row, bool perspective, float* u, float* v, int64_t n);
  // Pixels read at (u[i], v[i]) from the first on. Returns how many: one that reads near the edge ends them.
  int64_t (*linear_bytes)(const WarpSource<uint8_t>& from, const float* u, const float* v, uint8_t* out, int64_t n);
  int64_t (*linear_floats)(const WarpSource<float>& from, const float* u, const float* v, float* out, int64_t n);
  int64_t (*cubic_bytes)(const WarpSource<uint8_t>& from, const float* u, const float* v, uint8_t* out, int64_t n);
  int64_t (*cubic_floats)(const WarpSource<float>& from, const float* u, const float* v, float* out, int64_t n);
  // The same of the nearest pixels, of one channel; it may stop anywhere.
  int64_t (*nearest_bytes)(const WarpSource<uint8_t>& from, const float* u, const float* v, uint8_t* out, int64_t n);
};
FLAMBEAU_LEVEL_TABLE(FilterFunctions, filter_functions)

}  // namespace flambeau
