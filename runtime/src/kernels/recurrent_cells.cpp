#include "kernels/recurrent_cells.h"

#include "simd/pointwise.h"

namespace flambeau {

namespace {

void apply(NumberLoop loop, float* out, const float* x, int64_t count) {
  const void* const in[] = {x};
  loop(out, in, count, nullptr);
}
void apply(NumberLoop loop, float* out, const float* x, const float* y, int64_t count) {
  const void* const in[] = {x, y};
  const double alpha = 1;
  loop(out, in, count, &alpha);
}

}  // namespace

void step_units(Cell cell, const float* x, float* g, int64_t n, int64_t count, const float* before, float* h,
                float* c) {
  const NumberLoops& f = float_loops();
  if (cell == Cell::Lstm) {
    float *in = g, *forget = g + n, *fresh = g + 2 * n, *out = g + 3 * n;
    for (int64_t gate = 0; gate < 4; ++gate) {
      float* const sums = g + gate * n;
      apply(f.add, sums, sums, x + gate * n, count);
      apply(gate == 2 ? f.tanh : f.sigmoid, sums, sums, count);
    }
    apply(f.mul, c, c, forget, count);
    apply(f.mul, in, in, fresh, count);
    apply(f.add, c, c, in, count);
    apply(f.tanh, fresh, c, count);
    apply(f.mul, h, out, fresh, count);
  } else if (cell == Cell::Gru) {
    float *reset = g, *update = g + n, *fresh = g + 2 * n;
    apply(f.add, reset, reset, x, count);
    apply(f.sigmoid, reset, reset, count);
    apply(f.add, update, update, x + n, count);
    apply(f.sigmoid, update, update, count);
    apply(f.mul, fresh, fresh, reset, count);
    apply(f.add, fresh, fresh, x + 2 * n, count);
    apply(f.tanh, fresh, fresh, count);
    apply(f.sub, h, before, fresh, count);
    apply(f.mul, h, h, update, count);
    apply(f.add, h, h, fresh, count);
  } else {
    apply(f.add, g, g, x, count);
    apply(cell == Cell::Tanh ? f.tanh : f.relu, h, g, count);
  }
}

}  // namespace flambeau
