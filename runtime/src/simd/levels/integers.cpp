#include "simd/integers.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Computed without signs, where wrapping around is defined. Blocks of a fixed size, which the compiler makes vectors
// of; they are read before anything is written, since `out` may be an input.
template <typename T, typename F>
void each(T* out, const T* a, const T* b, int64_t n, F f) {
  constexpr int64_t kBlock = 64;
  int64_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    T block[kBlock];
    for (int64_t j = 0; j < kBlock; ++j) block[j] = f(a[i + j], b[i + j]);
    for (int64_t j = 0; j < kBlock; ++j) out[i + j] = block[j];
  }
  for (; i < n; ++i) out[i] = f(a[i], b[i]);
}

template <typename T>
void add(T* out, const T* a, const T* b, int64_t n, T alpha) {
  each(out, a, b, n, [alpha](T x, T y) {
    return static_cast<T>(static_cast<uint32_t>(x) + static_cast<uint32_t>(alpha) * static_cast<uint32_t>(y));
  });
}
template <typename T>
void sub(T* out, const T* a, const T* b, int64_t n, T alpha) {
  each(out, a, b, n, [alpha](T x, T y) {
    return static_cast<T>(static_cast<uint32_t>(x) - static_cast<uint32_t>(alpha) * static_cast<uint32_t>(y));
  });
}
template <typename T>
void mul(T* out, const T* a, const T* b, int64_t n, T /*alpha*/) {
  each(out, a, b, n, [](T x, T y) { return static_cast<T>(static_cast<uint32_t>(x) * static_cast<uint32_t>(y)); });
}
template <typename T>
void maximum(T* out, const T* a, const T* b, int64_t n, T /*alpha*/) {
  each(out, a, b, n, [](T x, T y) { return x > y ? x : y; });
}
template <typename T>
void minimum(T* out, const T* a, const T* b, int64_t n, T /*alpha*/) {
  each(out, a, b, n, [](T x, T y) { return x < y ? x : y; });
}

template <typename T>
constexpr IntegerLoops<T> kLoops = {add<T>, sub<T>, mul<T>, maximum<T>, minimum<T>};

}  // namespace

const IntegerFunctions integer_functions = {kLoops<uint8_t>, kLoops<int32_t>};

}  // namespace flambeau::FLAMBEAU_LEVEL
