#include "simd/folds.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Columns go in blocks of a fixed size, which the compiler makes vectors of.
template <typename T, typename Acc, typename F>
void fold(Acc* acc, const T* x, int64_t stride, int64_t count, int64_t n, F f) {
  constexpr int64_t kBlock = 256 / static_cast<int64_t>(sizeof(Acc));
  int64_t j = 0;
  for (; j + kBlock <= n; j += kBlock) {
    Acc block[kBlock];
    for (int64_t k = 0; k < kBlock; ++k) block[k] = acc[j + k];
    for (int64_t r = 0; r < count; ++r) {
      const T* row = x + r * stride + j;
      for (int64_t k = 0; k < kBlock; ++k) block[k] = f(block[k], row[k]);
    }
    for (int64_t k = 0; k < kBlock; ++k) acc[j + k] = block[k];
  }
  for (; j < n; ++j) {
    for (int64_t r = 0; r < count; ++r) acc[j] = f(acc[j], x[r * stride + j]);
  }
}

template <typename T, typename Acc>
void add(Acc* acc, const T* x, int64_t stride, int64_t count, int64_t n) {
  fold(acc, x, stride, count, n, [](Acc a, T b) {
    if constexpr (sizeof(Acc) == 8 && Acc(1) / Acc(2) == Acc(0)) {
      return static_cast<Acc>(static_cast<uint64_t>(a) + static_cast<uint64_t>(b));
    } else {
      return a + static_cast<Acc>(b);
    }
  });
}
template <typename T>
void maximum(T* acc, const T* x, int64_t stride, int64_t count, int64_t n) {
  fold(acc, x, stride, count, n, [](T a, T b) { return b > a || b != b ? b : a; });
}
template <typename T>
void minimum(T* acc, const T* x, int64_t stride, int64_t count, int64_t n) {
  fold(acc, x, stride, count, n, [](T a, T b) { return b < a || b != b ? b : a; });
}

}  // namespace

const FoldFunctions fold_functions = {add<double, double>,    add<int64_t, int64_t>, add<int32_t, int64_t>,
                                      add<uint8_t, uint32_t>, maximum<double>,       minimum<double>,
                                      maximum<int64_t>,       minimum<int64_t>,      maximum<int32_t>,
                                      minimum<int32_t>,       maximum<uint8_t>,      minimum<uint8_t>};

}  // namespace flambeau::FLAMBEAU_LEVEL
