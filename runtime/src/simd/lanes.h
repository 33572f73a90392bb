// Vectors of any element type and length, and loops over blocks of them. Only for simd/levels/, as simd/vec.h is.
#pragma once

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

inline constexpr int kBytes = static_cast<int>(sizeof(VecF));

// N elements of T side by side, or the element itself.
template <typename T, int N>
struct LanesOf {
  typedef T type __attribute__((vector_size(N * sizeof(T))));
};
template <typename T>
struct LanesOf<T, 1> {
  using type = T;
};
template <typename T, int N>
using Lanes = typename LanesOf<T, N>::type;

template <int N, typename T>
inline Lanes<T, N> read(const T* from) {
  Lanes<T, N> lanes;
  __builtin_memcpy(&lanes, from, sizeof(lanes));
  return lanes;
}
template <typename V, typename T>
inline void write(T* to, V lanes) {
  __builtin_memcpy(to, &lanes, sizeof(lanes));
}
template <typename To, int N, typename V>
inline Lanes<To, N> converted(V lanes) {
  if constexpr (N == 1) {
    return static_cast<To>(lanes);
  } else {
    return __builtin_convertvector(lanes, Lanes<To, N>);
  }
}

// Runs step(Block, i) for blocks of N elements. The last one goes back over some of the one before.
template <int N>
struct Block {
  static constexpr int kLanes = N;
};
template <int N, typename Step>
inline void in_blocks(int64_t n, const Step& step) {
  if (n < N) {
    for (int64_t i = 0; i < n; ++i) step(Block<1>(), i);
    return;
  }
  for (int64_t i = 0; i < n - N; i += N) step(Block<N>(), i);
  step(Block<N>(), n - N);
}

// As many floats as the level's vectors have.
inline constexpr int kFloats = kBytes / 4;

// x * a + b, rounded once.
inline VecF fused(VecF x, VecF a, VecF b) {
#if defined(__FMA__) || defined(__ARM_NEON)
  return fma(x, a, b);
#else
  using Wide = Lanes<double, kFloats>;
  return __builtin_convertvector(
      __builtin_convertvector(x, Wide) * __builtin_convertvector(a, Wide) + __builtin_convertvector(b, Wide),
      Lanes<float, kFloats>);
#endif
}

// Within 0 .. 255, where NaN is 0.
inline VecF within_byte(VecF v) {
  const VecF most = broadcast(255.0F);
  v = v > VecF{} ? v : VecF{};
  return v < most ? v : most;
}
// The nearest whole numbers, half to even, of magnitudes below 2^22.
inline VecF rounded(VecF v) {
  const VecF shift = broadcast(12582912.0F);  // 1.5 * 2^23: no room for a fraction above it
  return v + shift - shift;
}
inline VecF read_floats(const uint8_t* from) {
  // GCC 12 would take the bytes apart one by one.
#if defined(__AVX512F__)
  return _mm512_cvtepi32_ps(_mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from))));
#elif defined(__AVX2__)
  return _mm256_cvtepi32_ps(_mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from))));
#else
  return converted<float, kFloats>(converted<int32_t, kFloats>(read<kFloats>(from)));
#endif
}
inline VecF read_floats(const float* from) { return load(from); }
using VecI = Lanes<int32_t, kFloats>;
#if defined(__AVX2__)
#define FLAMBEAU_GATHERS 1
// Four bytes from each of these places on, and a float from each.
inline VecI gather(const uint8_t* from, VecI places) {
#if defined(__AVX512F__)
  return reinterpret_cast<VecI>(_mm512_i32gather_epi32(reinterpret_cast<__m512i>(places), from, 1));
#else
  const auto* first = reinterpret_cast<const int*>(from);
  return reinterpret_cast<VecI>(_mm256_i32gather_epi32(first, reinterpret_cast<__m256i>(places), 1));
#endif
}
inline VecF gather(const float* from, VecI places) {
#if defined(__AVX512F__)
  return _mm512_i32gather_ps(reinterpret_cast<__m512i>(places), from, 4);
#else
  return _mm256_i32gather_ps(from, reinterpret_cast<__m256i>(places), 4);
#endif
}
inline VecF look_up(const float* table, VecI places) { return gather(table, places); }
inline bool all_of(VecI mask) {
#if defined(__AVX512F__)
  return _mm512_movepi32_mask(reinterpret_cast<__m512i>(mask)) == 0xFFFF;
#else
  return _mm256_movemask_ps(reinterpret_cast<VecF>(mask)) == 0xFF;
#endif
}
#else
inline VecF look_up(const float* table, VecI places) {
  float found[kFloats];
  for (int i = 0; i < kFloats; ++i) found[i] = table[places[i]];
  return load(found);
}
#endif
// What is a whole number within 0 .. 255; fractions are cut off.
inline void write_bytes(uint8_t* to, VecF v) { write(to, converted<uint8_t, kFloats>(converted<int32_t, kFloats>(v))); }

}  // namespace flambeau::FLAMBEAU_LEVEL
