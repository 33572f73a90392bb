#include "simd/pixels.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

void swap(const uint8_t* __restrict in, uint8_t* __restrict out, int64_t count) {
  for (int64_t i = 0; i < count; ++i) {
    out[3 * i] = in[3 * i + 2];
    out[3 * i + 1] = in[3 * i + 1];
    out[3 * i + 2] = in[3 * i];
  }
}

void weigh(const uint8_t* __restrict in, const int32_t* weights, uint8_t* __restrict out, int64_t count) {
  const int32_t a = weights[0];
  const int32_t b = weights[1];
  const int32_t c = weights[2];
  for (int64_t i = 0; i < count; ++i) {
    out[i] = static_cast<uint8_t>((in[3 * i] * a + in[3 * i + 1] * b + in[3 * i + 2] * c + (1 << 14)) >> 15);
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

const PixelFunctions pixel_functions = {swap, weigh, to_bytes, to_floats};

}  // namespace flambeau::FLAMBEAU_LEVEL
