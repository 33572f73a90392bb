#include "simd/resample.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

void gather(const float* x, const int32_t* index, const float* weight, int64_t taps, float* __restrict out, int64_t n) {
  if (taps == 2) {
    for (int64_t i = 0; i < n; ++i) out[i] = weight[i] * x[index[i]] + weight[n + i] * x[index[n + i]];
    return;
  }
  for (int64_t i = 0; i < n; ++i) out[i] = weight[i] * x[index[i]];
  for (int64_t k = 1; k < taps; ++k) {
    const int32_t* const at = index + k * n;
    const float* const w = weight + k * n;
    for (int64_t i = 0; i < n; ++i) out[i] += w[i] * x[at[i]];
  }
}

template <int kTaps>
void blend_of(const float* const* rows, const float* weight, float* out, int64_t n) {
  constexpr int kWide = kWidth<float>;
  VecF w[kTaps];
  for (int k = 0; k < kTaps; ++k) w[k] = broadcast(weight[k]);
  int64_t i = 0;
  for (; i + kWide <= n; i += kWide) {
    VecF sum = w[0] * load(rows[0] + i);
    for (int k = 1; k < kTaps; ++k) sum = fma(w[k], load(rows[k] + i), sum);
    store(out + i, sum);
  }
  if (i == n) return;
  VecF sum = w[0] * load_first(rows[0] + i, n - i);
  for (int k = 1; k < kTaps; ++k) sum = fma(w[k], load_first(rows[k] + i, n - i), sum);
  store_first(out + i, sum, n - i);
}

void blend(const float* const* rows, const float* weight, int64_t taps, float* out, int64_t n) {
  if (taps == 1) return blend_of<1>(rows, weight, out, n);
  if (taps == 2) return blend_of<2>(rows, weight, out, n);
  if (taps == 4) return blend_of<4>(rows, weight, out, n);
  for (int64_t i = 0; i < n; ++i) {
    float sum = 0;
    for (int64_t k = 0; k < taps; ++k) sum += weight[k] * rows[k][i];
    out[i] = sum;
  }
}

}  // namespace

const ResampleFunctions resample_functions = {gather, blend};

}  // namespace flambeau::FLAMBEAU_LEVEL
