// Vectors of the level that a file in simd/levels/ is being compiled for: VecF of kWidth floats, VecD of doubles.
//
// + - * / and comparisons come from the compiler's vector types; here is what they lack. Only for simd/levels/.
// `low` and `high` of clamp-like functions come first in maximum/minimum: a NaN in the second operand is kept, as
// PyTorch keeps it.
#pragma once

#include <cstdint>
#include <utility>

#if !defined(FLAMBEAU_LEVEL)
#error "simd/vec.h is for files in simd/levels/, which are compiled once per level"
#endif

#if defined(__SSE2__)
#include <immintrin.h>
#elif defined(__ARM_NEON)
#include <arm_neon.h>
#endif

namespace flambeau::FLAMBEAU_LEVEL {

#if defined(__AVX512F__)

using VecF = __m512;
using VecD = __m512d;
inline VecF load(const float* p) { return _mm512_loadu_ps(p); }
inline VecD load(const double* p) { return _mm512_loadu_pd(p); }
inline void store(float* p, VecF v) { _mm512_storeu_ps(p, v); }
inline void store(double* p, VecD v) { _mm512_storeu_pd(p, v); }
inline VecF broadcast(float x) { return _mm512_set1_ps(x); }
inline VecD broadcast(double x) { return _mm512_set1_pd(x); }
inline VecF fma(VecF a, VecF b, VecF c) { return _mm512_fmadd_ps(a, b, c); }
inline VecD fma(VecD a, VecD b, VecD c) { return _mm512_fmadd_pd(a, b, c); }
inline VecF maximum(VecF a, VecF b) { return _mm512_max_ps(a, b); }
inline VecD maximum(VecD a, VecD b) { return _mm512_max_pd(a, b); }
inline VecF minimum(VecF a, VecF b) { return _mm512_min_ps(a, b); }
inline VecD minimum(VecD a, VecD b) { return _mm512_min_pd(a, b); }

// The first `count` elements (0 <= count <= width); the others read as 0 and are not written.
inline __mmask16 first_floats(int64_t count) { return static_cast<__mmask16>((1U << count) - 1U); }
inline __mmask8 first_doubles(int64_t count) { return static_cast<__mmask8>((1U << count) - 1U); }
inline VecF load_first(const float* p, int64_t count) { return _mm512_maskz_loadu_ps(first_floats(count), p); }
inline VecD load_first(const double* p, int64_t count) { return _mm512_maskz_loadu_pd(first_doubles(count), p); }
inline void store_first(float* p, VecF v, int64_t count) { _mm512_mask_storeu_ps(p, first_floats(count), v); }
inline void store_first(double* p, VecD v, int64_t count) { _mm512_mask_storeu_pd(p, first_doubles(count), v); }

#elif defined(__AVX2__)

using VecF = __m256;
using VecD = __m256d;
inline VecF load(const float* p) { return _mm256_loadu_ps(p); }
inline VecD load(const double* p) { return _mm256_loadu_pd(p); }
inline void store(float* p, VecF v) { _mm256_storeu_ps(p, v); }
inline void store(double* p, VecD v) { _mm256_storeu_pd(p, v); }
inline VecF broadcast(float x) { return _mm256_set1_ps(x); }
inline VecD broadcast(double x) { return _mm256_set1_pd(x); }
inline VecF fma(VecF a, VecF b, VecF c) { return _mm256_fmadd_ps(a, b, c); }
inline VecD fma(VecD a, VecD b, VecD c) { return _mm256_fmadd_pd(a, b, c); }
inline VecF maximum(VecF a, VecF b) { return _mm256_max_ps(a, b); }
inline VecD maximum(VecD a, VecD b) { return _mm256_max_pd(a, b); }
inline VecF minimum(VecF a, VecF b) { return _mm256_min_ps(a, b); }
inline VecD minimum(VecD a, VecD b) { return _mm256_min_pd(a, b); }

// The first `count` elements (0 <= count <= width); the others read as 0 and are not written.
inline __m256i first_floats(int64_t count) {
  return _mm256_cmpgt_epi32(_mm256_set1_epi32(static_cast<int>(count)), _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7));
}
inline __m256i first_doubles(int64_t count) {
  return _mm256_cmpgt_epi64(_mm256_set1_epi64x(count), _mm256_setr_epi64x(0, 1, 2, 3));
}
inline VecF load_first(const float* p, int64_t count) { return _mm256_maskload_ps(p, first_floats(count)); }
inline VecD load_first(const double* p, int64_t count) { return _mm256_maskload_pd(p, first_doubles(count)); }
inline void store_first(float* p, VecF v, int64_t count) { _mm256_maskstore_ps(p, first_floats(count), v); }
inline void store_first(double* p, VecD v, int64_t count) { _mm256_maskstore_pd(p, first_doubles(count), v); }

#else

#if defined(__SSE2__)
using VecF = __m128;
using VecD = __m128d;
inline VecF load(const float* p) { return _mm_loadu_ps(p); }
inline VecD load(const double* p) { return _mm_loadu_pd(p); }
inline void store(float* p, VecF v) { _mm_storeu_ps(p, v); }
inline void store(double* p, VecD v) { _mm_storeu_pd(p, v); }
inline VecF broadcast(float x) { return _mm_set1_ps(x); }
inline VecD broadcast(double x) { return _mm_set1_pd(x); }
inline VecF fma(VecF a, VecF b, VecF c) { return a * b + c; }  // rounds twice where there is no such instruction
inline VecD fma(VecD a, VecD b, VecD c) { return a * b + c; }
inline VecF maximum(VecF a, VecF b) { return _mm_max_ps(a, b); }
inline VecD maximum(VecD a, VecD b) { return _mm_max_pd(a, b); }
inline VecF minimum(VecF a, VecF b) { return _mm_min_ps(a, b); }
inline VecD minimum(VecD a, VecD b) { return _mm_min_pd(a, b); }
#elif defined(__ARM_NEON)
using VecF = float32x4_t;
using VecD = float64x2_t;
inline VecF load(const float* p) { return vld1q_f32(p); }
inline VecD load(const double* p) { return vld1q_f64(p); }
inline void store(float* p, VecF v) { vst1q_f32(p, v); }
inline void store(double* p, VecD v) { vst1q_f64(p, v); }
inline VecF broadcast(float x) { return vdupq_n_f32(x); }
inline VecD broadcast(double x) { return vdupq_n_f64(x); }
inline VecF fma(VecF a, VecF b, VecF c) { return vfmaq_f32(c, a, b); }
inline VecD fma(VecD a, VecD b, VecD c) { return vfmaq_f64(c, a, b); }
inline VecF maximum(VecF a, VecF b) { return vmaxq_f32(a, b); }
inline VecD maximum(VecD a, VecD b) { return vmaxq_f64(a, b); }
inline VecF minimum(VecF a, VecF b) { return vminq_f32(a, b); }
inline VecD minimum(VecD a, VecD b) { return vminq_f64(a, b); }
#else
#error "simd/vec.h has no vectors for this processor yet"
#endif

// The first `count` elements (0 <= count <= width); the others read as 0 and are not written.
inline VecF load_first(const float* p, int64_t count) {
  float full[4] = {};
  for (int64_t i = 0; i < count; ++i) full[i] = p[i];
  return load(full);
}
inline VecD load_first(const double* p, int64_t count) {
  double full[2] = {};
  for (int64_t i = 0; i < count; ++i) full[i] = p[i];
  return load(full);
}
inline void store_first(float* p, VecF v, int64_t count) {
  float full[4];
  store(full, v);
  for (int64_t i = 0; i < count; ++i) p[i] = full[i];
}
inline void store_first(double* p, VecD v, int64_t count) {
  double full[2];
  store(full, v);
  for (int64_t i = 0; i < count; ++i) p[i] = full[i];
}

#endif

template <typename T>
struct VecOf;
template <>
struct VecOf<float> {
  using type = VecF;
};
template <>
struct VecOf<double> {
  using type = VecD;
};
template <typename T>
using Vec = typename VecOf<T>::type;
// Elements of T in a vector.
template <typename T>
inline constexpr int kWidth = static_cast<int>(sizeof(Vec<T>) / sizeof(T));

// The elements of two vectors in turn: a0 b0 a1 b1 ... of their first halves, or of their second ones.
template <bool kSecond, typename V, int... I>
inline V zip(V a, V b, std::integer_sequence<int, I...>) {
  constexpr int kCount = static_cast<int>(sizeof...(I));
  return __builtin_shufflevector(a, b, (I % 2 * kCount + (kSecond ? kCount / 2 : 0) + I / 2)...);
}

// v[i][j] becomes v[j][i]: each vector is zipped with the one half of all vectors further, log2(n) times.
template <typename T>
inline void transpose_square(Vec<T>* v) {
  constexpr int kSize = kWidth<T>;
  constexpr auto kLanes = std::make_integer_sequence<int, kSize>();
#pragma GCC unroll 4
  for (int step = 1; step < kSize; step *= 2) {
    Vec<T> zipped[kSize];
#pragma GCC unroll 8
    for (int i = 0; i < kSize / 2; ++i) {
      zipped[2 * i] = zip<false>(v[i], v[i + kSize / 2], kLanes);
      zipped[2 * i + 1] = zip<true>(v[i], v[i + kSize / 2], kLanes);
    }
#pragma GCC unroll 16
    for (int i = 0; i < kSize; ++i) v[i] = zipped[i];
  }
}

// All elements of a vector in one, joined pairwise by f: each with the one half of them further.
template <int kHalf, typename V, typename F, int... I>
inline V join_halves(V v, F f, std::integer_sequence<int, I...> lanes) {
  v = f(v, V(__builtin_shufflevector(v, v, (I ^ kHalf)...)));
  if constexpr (kHalf > 1) {
    return join_halves<kHalf / 2>(v, f, lanes);
  } else {
    return v;
  }
}
template <typename T, typename F>
inline T join(Vec<T> v, F f) {
  return join_halves<kWidth<T> / 2>(v, f, std::make_integer_sequence<int, kWidth<T>>())[0];
}
template <typename T>
inline T sum_of(Vec<T> v) {
  return join<T>(v, [](Vec<T> a, Vec<T> b) { return a + b; });
}
inline float largest(VecF v) {
  return join<float>(v, [](VecF a, VecF b) { return maximum(a, b); });
}

// The first `count` elements, and 0 for the others.
using LanesF = int32_t __attribute__((vector_size(sizeof(VecF))));
template <int... I>
inline LanesF lane_numbers(std::integer_sequence<int, I...>) {
  return LanesF{I...};
}
inline VecF keep_first(VecF v, int64_t count) {
  const LanesF lanes = lane_numbers(std::make_integer_sequence<int, kWidth<float>>());
  const LanesF kept = lanes < static_cast<int32_t>(count);
  return reinterpret_cast<VecF>(reinterpret_cast<LanesF>(v) & kept);
}

inline float sum(VecF v) { return sum_of<float>(v); }
inline double sum(VecD v) { return sum_of<double>(v); }

}  // namespace flambeau::FLAMBEAU_LEVEL
