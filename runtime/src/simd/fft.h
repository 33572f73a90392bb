// The inner loops of Fourier transforms: a vector's lanes are lines that are transformed side by side.
//
// Element k of all lines is their real parts, then their imaginary ones: 2 * lanes doubles.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

struct FftLoops {
  int64_t lanes;
  // One pass of Stockham's algorithm over n points, of which `stride` are done: p-point transforms, p being 2, 4 or odd
  // and at most 31, and the turns of what comes next. `roots` are e^(-2 pi i k / n), a real and an imaginary part each.
  void (*pass)(const double* in, double* out, const double* roots, int64_t n, int64_t p, int64_t stride);
  // x[k] *= factors[k] for k < n; of x and of the product the conjugate where that is asked for.
  void (*multiply)(double* x, const double* factors, int64_t n, bool conjugate_first, bool conjugate_after);
};

struct FftFunctions {
  FftLoops lines;   // as many at once as a vector has lanes
  FftLoops single;  // one
};
FLAMBEAU_LEVEL_TABLE(FftFunctions, fft_functions)

}  // namespace flambeau
