#include "simd/integers.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Blocks of a fixed size, which the compiler makes vectors of; they are read before anything is written, since `out`
// may be an input. Computed without signs, where wrapping around is defined.
template <typename F>
void each(int32_t* out, const int32_t* a, const int32_t* b, int64_t n, F f) {
  constexpr int64_t kBlock = 64;
  int64_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    int32_t block[kBlock];
    for (int64_t j = 0; j < kBlock; ++j) block[j] = f(a[i + j], b[i + j]);
    for (int64_t j = 0; j < kBlock; ++j) out[i + j] = block[j];
  }
  for (; i < n; ++i) out[i] = f(a[i], b[i]);
}
uint32_t bits(int32_t x) { return static_cast<uint32_t>(x); }

#define LOOP(name, expression)                                                                 \
  void name(int32_t* out, const int32_t* a, const int32_t* b, int64_t n) {                     \
    each(out, a, b, n, [](int32_t x, int32_t y) { return static_cast<int32_t>(expression); }); \
  }
LOOP(add, bits(x) + bits(y))
LOOP(subtract, bits(x) - bits(y))
LOOP(multiply, bits(x) * bits(y))
LOOP(maximum, x > y ? x : y)
LOOP(minimum, x < y ? x : y)
#undef LOOP

}  // namespace

const Int32Loops int32_loops = {add, subtract, multiply, maximum, minimum};

}  // namespace flambeau::FLAMBEAU_LEVEL
