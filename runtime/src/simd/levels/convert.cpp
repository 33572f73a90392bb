#include "simd/convert.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

#if defined(__AVX2__)

namespace {

template <typename To, typename From>
void convert(To* __restrict out, const From* __restrict in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<To>(in[i]);
}

// What x86 gives for NaN and numbers out of range is what eager has: int32 and int64 have instructions of their own,
// uint8 is int32's lowest byte, which is 0 of all that no int32 holds. In C++ such conversions aren't defined.
void truncate(int32_t* out, const float* in, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(out + i), _mm256_cvttps_epi32(_mm256_loadu_ps(in + i)));
  }
  for (; i < n; ++i) out[i] = _mm_cvttss_si32(_mm_set_ss(in[i]));
}

void truncate(uint8_t* out, const float* in, int64_t n) {
  constexpr int64_t kSome = 256;
  int32_t wide[kSome];
  for (int64_t i = 0; i < n; i += kSome) {
    const int64_t count = n - i < kSome ? n - i : kSome;
    truncate(wide, in + i, count);
    convert(out + i, wide, count);
  }
}

void truncate(int64_t* out, const float* in, int64_t n) {
  int64_t i = 0;
#if defined(__AVX512DQ__)
  for (; i + 8 <= n; i += 8) _mm512_storeu_si512(out + i, _mm512_cvttps_epi64(_mm256_loadu_ps(in + i)));
#endif
  for (; i < n; ++i) out[i] = _mm_cvttss_si64(_mm_set_ss(in[i]));
}

void truncate(int32_t* out, const double* in, int64_t n) {
  int64_t i = 0;
  for (; i + 4 <= n; i += 4) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm256_cvttpd_epi32(_mm256_loadu_pd(in + i)));
  }
  for (; i < n; ++i) out[i] = _mm_cvttsd_si32(_mm_set_sd(in[i]));
}

void truncate(int64_t* out, const double* in, int64_t n) {
  int64_t i = 0;
#if defined(__AVX512DQ__)
  for (; i + 8 <= n; i += 8) _mm512_storeu_si512(out + i, _mm512_cvttpd_epi64(_mm512_loadu_pd(in + i)));
#endif
  for (; i < n; ++i) out[i] = _mm_cvttsd_si64(_mm_set_sd(in[i]));
}

constexpr int kRounded = _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC;

void from_half(float* out, const uint16_t* in, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    _mm256_storeu_ps(out + i, _mm256_cvtph_ps(_mm_loadu_si128(reinterpret_cast<const __m128i*>(in + i))));
  }
  for (; i < n; ++i) out[i] = _cvtsh_ss(in[i]);
}

void to_half(uint16_t* out, const float* in, int64_t n) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(out + i), _mm256_cvtps_ph(_mm256_loadu_ps(in + i), kRounded));
  }
  for (; i < n; ++i) out[i] = static_cast<uint16_t>(_cvtss_sh(in[i], kRounded));
}

void from_bfloat16(float* __restrict out, const uint16_t* __restrict in, int64_t n) {
  auto* const bits = reinterpret_cast<uint32_t*>(out);
  for (int64_t i = 0; i < n; ++i) bits[i] = static_cast<uint32_t>(in[i]) << 16;
}

void to_bfloat16(uint16_t* __restrict out, const float* __restrict in, int64_t n) {
  const auto* const words = reinterpret_cast<const uint32_t*>(in);
  for (int64_t i = 0; i < n; ++i) {
    const uint32_t word = words[i];
    const uint32_t rounded = (word + 0x7fffU + ((word >> 16) & 1U)) >> 16;
    // Of a NaN the upper half, made quiet.
    out[i] = static_cast<uint16_t>((word & 0x7fffffffU) > 0x7f800000U ? (word >> 16) | 0x40U : rounded);
  }
}

}  // namespace

const ConvertFunctions convert_functions = {
    from_half,
    from_bfloat16,
    to_half,
    to_bfloat16,
    convert<float, uint8_t>,
    convert<float, int32_t>,
    convert<float, int64_t>,
    convert<float, double>,
    truncate,
    truncate,
    truncate,
    convert<double, float>,
    convert<int64_t, uint8_t>,
    convert<int64_t, int32_t>,
    convert<uint8_t, int64_t>,
    convert<int32_t, int64_t>,
    convert<int32_t, uint8_t>,
    convert<uint8_t, int32_t>,
    convert<int32_t, int16_t>,
    convert<int16_t, int32_t>,
    convert<double, uint8_t>,
    convert<double, int32_t>,
    convert<double, int64_t>,
    truncate,
    truncate,
};

#else

const ConvertFunctions convert_functions = {};

#endif

}  // namespace flambeau::FLAMBEAU_LEVEL
