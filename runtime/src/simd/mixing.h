// Loops over the elements of two images, in floats: shares of both, products, angles.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// What becomes of the bytes a and b, in floats; `by` holds what else it takes.
enum class Mix : uint8_t {
  Weighted,  // a * by[0] + (b * by[1] + by[2]), each product and its sum rounded once; to the nearest, half to even
  Between,   // a + by[0] * (b - a); fractions are cut off
  Product,   // a * b * by[0], to the nearest
  Part,      // (a * b + 0.5) * by[0]; fractions are cut off
  Quotient,  // a * by[0] / b, to the nearest; 0 where b is
};

// A lens: where a camera that looks through it shows the pixels of one that looks through none.
struct Lens {
  double inverse[9];  // of the matrix of the camera without a lens
  double k[12];       // OpenCV's coefficients
  double camera[4];   // of the other one: scale and middle across, then down
  float parts;        // places are rounded to whole ones, so many a pixel; 0: they are not
};

struct MixFunctions {
  // Within 0 .. 255.
  void (*bytes)(Mix mix, const uint8_t* a, const uint8_t* b, const float* by, uint8_t* out, int64_t n);
  // out[i] = in[i] * scale + shift, rounded once
  void (*scaled)(const float* in, float scale, float shift, float* out, int64_t n);
  // The nearest whole numbers, half to even, that 16 bits hold; NaN gives the least.
  void (*to_words)(const float* in, int16_t* out, int64_t n);
  // OpenCV's angles of (x, y), from 0 to 360 degrees, times `unit`
  void (*angles)(const float* x, const float* y, float unit, float* out, int64_t n);
  // Where the n pixels of the row y are seen. Writes up to a multiple of 8 of them.
  void (*see)(const Lens& lens, double y, float* across, float* down, int64_t n);
};
FLAMBEAU_LEVEL_TABLE(MixFunctions, mix_functions)

}  // namespace flambeau
