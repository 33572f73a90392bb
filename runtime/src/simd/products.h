// Matrix products of small numbers (bfloat16, or bytes with int8 weights), the innermost part: a tile in registers.
//
// Both matrices are made of units of 4 bytes, the numbers that follow each other in depth: two bfloat16, summed in
// float, or four bytes, unsigned on the left and signed on the right, summed in int32. So a convolution's pixel is a
// whole number of units, padded with zeros, and one instruction multiplies and adds a unit (VDPBF16PS, VPDPBUSD).
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// sums[i, j] += sum over n of a[i, n] * b[n, j], where `n` goes over `run_count` runs of `run_length` units, which
// start at runs[0], runs[1], ... in each row of `a` and follow each other in the panel `b`. All strides in units.
struct ProductTile {
  const uint32_t* a;
  int64_t a_stride;
  const int64_t* runs;
  int64_t run_count, run_length;
  const uint32_t* b;  // rows of `width` units
  void* sums;         // rows of `width` floats or int32
  int64_t rows;       // 1 ... tile_rows
  int64_t width;      // tile_columns, or half of it
};

// out[i, j] = clamp(sums[i, j] * scales[j] + bias[j] + residual[i, j], low, high).
struct ProductEnd {
  const void* sums;
  int64_t width;  // of a row of sums
  int64_t rows, columns;
  const float* scales;    // null: 1
  const float* bias;      // null: none
  const float* residual;  // null: none
  int64_t residual_stride;
  float low, high;
  float* out;
  int64_t out_stride;
};

struct ProductFunctions {
  int64_t tile_rows, tile_columns;
  void (*tile)(const ProductTile& tile);
  void (*finish)(const ProductEnd& end);
};

struct Bf16Functions {
  ProductFunctions product;
  // out[i] = in[i], rounded to the nearest bfloat16, ties to even; a NaN stays one.
  void (*round)(const float* in, int64_t count, uint16_t* out);
};

struct Int8Functions {
  ProductFunctions product;
  // out[i] = in[i] * factor + zero, rounded to the nearest, ties to even, and clamped to [0, 255]; 0 for NaN.
  void (*quantise)(const float* in, int64_t count, float factor, int32_t zero, uint8_t* out);
};

// Those of the best instructions in use.
const Bf16Functions& bf16_functions();
const Int8Functions& int8_functions();

}  // namespace flambeau
