#include "simd/convert.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

#if defined(__AVX2__)

namespace {

// What x86 gives for NaN and numbers out of range is what eager has: int32 has its own instruction, uint8 is its lowest
// byte, which is 0 of all that no int32 holds.
template <typename To, typename Middle, typename From>
void convert(To* __restrict out, const From* __restrict in, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<To>(static_cast<Middle>(in[i]));
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
    convert<float, int32_t, uint8_t>,
    convert<float, int32_t, int32_t>,
    convert<float, int64_t, int64_t>,
    convert<float, double, double>,
    convert<uint8_t, int32_t, float>,
    convert<int32_t, int32_t, float>,
    convert<int64_t, int64_t, float>,
    convert<double, float, float>,
    convert<int64_t, uint8_t, uint8_t>,
    convert<int64_t, int32_t, int32_t>,
    convert<uint8_t, int64_t, int64_t>,
    convert<int32_t, int64_t, int64_t>,
};

#else

const ConvertFunctions convert_functions = {};

#endif

}  // namespace flambeau::FLAMBEAU_LEVEL
