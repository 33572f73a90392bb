#include "simd/pixels.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Each byte of a vector becomes the one that `places` names, or 0 where that is above 15.
#if defined(__SSSE3__)
#define FLAMBEAU_SHUFFLES 1
using Sixteen = __m128i;
Sixteen shuffled(Sixteen bytes, Sixteen places) { return _mm_shuffle_epi8(bytes, places); }
#elif defined(__ARM_NEON)
#define FLAMBEAU_SHUFFLES 1
using Sixteen = uint8x16_t;
Sixteen shuffled(Sixteen bytes, Sixteen places) { return vqtbl1q_u8(bytes, places); }
#endif

void reorder(const uint8_t* in, int64_t from, uint8_t* out, int64_t to, const uint8_t* order, int64_t count) {
#if defined(FLAMBEAU_SHUFFLES)
  // Four pixels at a time, of sixteen bytes that are read and sixteen that are written: later ones write over the rest.
  constexpr int64_t kPixels = 4;
  uint8_t places[16];
  uint8_t opaque[16];
  for (int64_t i = 0; i < 16; ++i) {
    const int64_t byte = order[i % to];
    opaque[i] = byte == kOpaque ? 255 : 0;
    places[i] = static_cast<uint8_t>(byte == kOpaque || i >= kPixels * to ? 128 : i / to * from + byte);
  }
  Sixteen p, o;
  __builtin_memcpy(&p, places, 16);
  __builtin_memcpy(&o, opaque, 16);
  for (; count * from >= 16 && count * to >= 16; count -= kPixels, in += kPixels * from, out += kPixels * to) {
    Sixteen bytes;
    __builtin_memcpy(&bytes, in, 16);
    bytes = shuffled(bytes, p) | o;
    __builtin_memcpy(out, &bytes, 16);
  }
#endif
  for (; count > 0; --count, in += from, out += to) {
    for (int64_t k = 0; k < to; ++k) out[k] = order[k] == kOpaque ? kOpaque : in[order[k]];
  }
}

void weigh(const uint8_t* __restrict in, const int32_t* weights, int32_t bits, uint8_t* __restrict out, int64_t count) {
  const int32_t a = weights[0];
  const int32_t b = weights[1];
  const int32_t c = weights[2];
  const int32_t half = 1 << (bits - 1);
  for (int64_t i = 0; i < count; ++i) {
    out[i] = static_cast<uint8_t>((in[3 * i] * a + in[3 * i + 1] * b + in[3 * i + 2] * c + half) >> bits);
  }
}

#if defined(__SSE4_1__)
// The first four bytes, each in 32 bits.
__m128i widened(const uint8_t* from) {
  int32_t bytes;
  __builtin_memcpy(&bytes, from, 4);
  return _mm_cvtepu8_epi32(_mm_cvtsi32_si128(bytes));
}
#endif

int64_t stretch(const uint8_t* row, int64_t bytes, const int64_t* at, const int16_t* weights, int64_t channels,
                int16_t* out, int64_t count) {
  int64_t i = 0;
#if defined(__SSE4_1__)
  // Of four bytes, and four results are written: those of the next pixel are written over.
  for (; channels > 2 && i * channels + 4 <= count * channels && at[2 * i + 1] + 4 <= bytes; ++i) {
    int32_t both;
    __builtin_memcpy(&both, weights + 2 * i, 4);
    const __m128i pairs = _mm_or_si128(widened(row + at[2 * i]), _mm_slli_epi32(widened(row + at[2 * i + 1]), 16));
    const __m128i sums = _mm_srai_epi32(_mm_madd_epi16(pairs, _mm_set1_epi32(both)), 4);
    _mm_storel_epi64(reinterpret_cast<__m128i*>(out + i * channels), _mm_packs_epi32(sums, sums));
  }
#else
  (void)row, (void)bytes, (void)at, (void)weights, (void)channels, (void)out, (void)count;
#endif
  return i;
}

void between(const int16_t* __restrict upper, const int16_t* __restrict lower, const int16_t* weights,
             uint8_t* __restrict out, int64_t n) {
  const int16_t u = weights[0];
  const int16_t v = weights[1];
  for (int64_t i = 0; i < n; ++i) {
    const auto above = static_cast<int16_t>((upper[i] * u) >> 16);
    const auto below = static_cast<int16_t>((lower[i] * v) >> 16);
    out[i] = static_cast<uint8_t>(static_cast<int16_t>(above + below + 2) >> 2);
  }
}

void to_bytes(const float* __restrict in, uint8_t* __restrict out, int64_t n) {
  constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: no room for a fraction above it
  for (int64_t i = 0; i < n; ++i) {
    const float above = in[i] > 0.0F ? in[i] : 0.0F;
    const float inside = above < 255.0F ? above : 255.0F;
    out[i] = static_cast<uint8_t>(static_cast<int32_t>(inside + kShift - kShift));
  }
}

void to_floats(const uint8_t* __restrict in, float* __restrict out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = static_cast<float>(in[i]);
}

}  // namespace

const PixelFunctions pixel_functions = {reorder, weigh, stretch, between, to_bytes, to_floats};

}  // namespace flambeau::FLAMBEAU_LEVEL
