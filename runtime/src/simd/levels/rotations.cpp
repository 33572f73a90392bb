#include "simd/rotations.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

constexpr int kWide = kWidth<double>;

// The row that the next rotation changes again stays in registers.
void rotate_rows(double* rows, int64_t step, int64_t count, const double* c, const double* s, int64_t columns) {
  constexpr int kVecs = 4;
  int64_t j = 0;
  for (; j + kVecs * kWide <= columns; j += kVecs * kWide) {
    double* row = rows + j;
    VecD x[kVecs];
    for (int v = 0; v < kVecs; ++v) x[v] = load(row + v * kWide);
    for (int64_t k = 0; k < count; ++k, row += step) {
      const VecD cosine = broadcast(c[k]), sine = broadcast(s[k]);
#pragma GCC unroll 4
      for (int v = 0; v < kVecs; ++v) {
        const VecD y = load(row + step + v * kWide);
        store(row + v * kWide, fma(cosine, x[v], sine * y));
        x[v] = fma(cosine, y, -(sine * x[v]));
      }
    }
    for (int v = 0; v < kVecs; ++v) store(row + v * kWide, x[v]);
  }
  for (; j < columns; j += kWide) {
    const int64_t width = columns - j < kWide ? columns - j : kWide;
    double* row = rows + j;
    VecD x = load_first(row, width);
    for (int64_t k = 0; k < count; ++k, row += step) {
      const VecD y = load_first(row + step, width), cosine = broadcast(c[k]), sine = broadcast(s[k]);
      store_first(row, fma(cosine, x, sine * y), width);
      x = fma(cosine, y, -(sine * x));
    }
    store_first(row, x, width);
  }
}

}  // namespace

const RotationFunctions rotation_functions = {rotate_rows};

}  // namespace flambeau::FLAMBEAU_LEVEL
