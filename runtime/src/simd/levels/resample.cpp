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

// Sums for N neighbours, which the compiler makes vectors of: add(sums, k) takes in tap k.
template <int N, typename Add>
void sum_bytes(int64_t taps, int precision, uint8_t* out, const Add& add) {
  int32_t sums[N];
  for (int j = 0; j < N; ++j) sums[j] = 1 << (precision - 1);
  for (int64_t k = 0; k < taps; ++k) add(sums, k);
  for (int j = 0; j < N; ++j) {
    const int32_t whole = sums[j] >> precision;
    out[j] = static_cast<uint8_t>(whole < 0 ? 0 : whole > 255 ? 255 : whole);
  }
}

constexpr int kNeighbours = kWidth<float>;  // sums that stay in a register

void gather_bytes(const uint8_t* x, const int32_t* index, const int16_t* weight, int64_t taps, int precision,
                  uint8_t* out, int64_t n) {
  int64_t i = 0;
  for (; i + kNeighbours <= n; i += kNeighbours) {
    sum_bytes<kNeighbours>(taps, precision, out + i, [&](int32_t* sums, int64_t k) {
      const int32_t* const at = index + k * n + i;
      const int16_t* const w = weight + k * n + i;
      for (int j = 0; j < kNeighbours; ++j) sums[j] += w[j] * x[at[j]];
    });
  }
  for (; i < n; ++i) {
    sum_bytes<1>(taps, precision, out + i,
                 [&](int32_t* sum, int64_t k) { *sum += weight[k * n + i] * x[index[k * n + i]]; });
  }
}

void blend_bytes(const uint8_t* const* rows, const int16_t* weight, int64_t taps, int precision, uint8_t* out,
                 int64_t n) {
  int64_t i = 0;
  for (; i + kNeighbours <= n; i += kNeighbours) {
    sum_bytes<kNeighbours>(taps, precision, out + i, [&](int32_t* sums, int64_t k) {
      const uint8_t* const row = rows[k] + i;
      const int32_t w = weight[k];
      for (int j = 0; j < kNeighbours; ++j) sums[j] += w * row[j];
    });
  }
  for (; i < n; ++i) {
    sum_bytes<1>(taps, precision, out + i, [&](int32_t* sum, int64_t k) { *sum += weight[k] * rows[k][i]; });
  }
}

}  // namespace

const ResampleFunctions resample_functions = {gather, blend, gather_bytes, blend_bytes};

}  // namespace flambeau::FLAMBEAU_LEVEL
