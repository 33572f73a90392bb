#include "simd/winograd.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

constexpr float kA = 0.70710678118654752F;  // 1 / sqrt(2)
constexpr float kB = 1.41421356237309505F;  // sqrt(2)

// Inlined, as the numbers would otherwise pass through memory.
#define FLAMBEAU_INLINE [[gnu::always_inline]] inline

// One dim of B'd: kOut == kIn == m + 2 numbers, `step` vectors apart at both ends.
template <int kTile>
FLAMBEAU_INLINE void transform_input(const VecF* d, int step, VecF* t) {
  if constexpr (kTile == 4) {
    const VecF even1 = fma(broadcast(-2.0F), d[2 * step], d[4 * step]);
    const VecF odd1 = fma(broadcast(-2.0F), d[step], d[3 * step]) * broadcast(kA);
    const VecF even2 = fma(broadcast(-0.5F), d[2 * step], d[4 * step]);
    const VecF odd2 = fma(broadcast(-0.5F), d[step], d[3 * step]) * broadcast(kB);
    const VecF first = fma(broadcast(-2.5F), d[2 * step], d[0] + d[4 * step]);
    const VecF last = fma(broadcast(-2.5F), d[3 * step], d[step] + d[5 * step]);
    t[0] = first;
    t[step] = even1 + odd1;
    t[2 * step] = even1 - odd1;
    t[3 * step] = even2 + odd2;
    t[4 * step] = even2 - odd2;
    t[5 * step] = last;
  } else if constexpr (kTile == 3) {
    const VecF even1 = fma(broadcast(-2.0F), d[0], d[2 * step]) * broadcast(kA);
    const VecF odd1 = fma(broadcast(-2.0F), d[step], d[3 * step]);
    const VecF even2 = fma(broadcast(-0.5F), d[0], d[2 * step]) * broadcast(kB);
    const VecF odd2 = fma(broadcast(-0.5F), d[step], d[3 * step]);
    const VecF last = fma(broadcast(-2.5F), d[2 * step], d[0] + d[4 * step]);
    t[0] = odd1 + even1;
    t[step] = odd1 - even1;
    t[2 * step] = odd2 + even2;
    t[3 * step] = odd2 - even2;
    t[4 * step] = last;
  } else {
    const VecF first = d[0] - d[2 * step];
    const VecF sum = d[step] + d[2 * step];
    const VecF difference = d[2 * step] - d[step];
    const VecF last = d[3 * step] - d[step];
    t[0] = first;
    t[step] = sum;
    t[2 * step] = difference;
    t[3 * step] = last;
  }
}

// One dim of A'm: from m + 2 numbers to m. Where G is scaled, A undoes it.
template <int kTile>
FLAMBEAU_INLINE void transform_output(const VecF* m, int step, VecF* y) {
  if constexpr (kTile == 4) {
    const VecF sum1 = m[step] + m[2 * step];
    const VecF difference1 = m[step] - m[2 * step];
    const VecF sum2 = m[3 * step] + m[4 * step];
    const VecF difference2 = m[3 * step] - m[4 * step];
    const VecF first = fma(broadcast(1.0F / 6), sum2, fma(broadcast(-2.0F / 3), sum1, m[0]));
    const VecF last = fma(broadcast(kB / 3), difference2, fma(broadcast(-kA / 3), difference1, m[5 * step]));
    y[0] = first;
    y[step] = fma(broadcast(kB / 6), difference2, difference1 * broadcast(-2 * kA / 3));
    y[2 * step] = fma(broadcast(1.0F / 3), sum2, sum1 * broadcast(-1.0F / 3));
    y[3 * step] = last;
  } else if constexpr (kTile == 3) {
    const VecF sum1 = m[0] + m[step];
    const VecF difference1 = m[0] - m[step];
    const VecF sum2 = m[2 * step] + m[3 * step];
    const VecF difference2 = m[2 * step] - m[3 * step];
    const VecF last = fma(broadcast(kB / 3), difference2, fma(broadcast(-kA / 3), difference1, m[4 * step]));
    y[0] = fma(broadcast(kA / 3), difference2, difference1 * broadcast(-kB / 3));
    y[step] = (sum2 - sum1) * broadcast(1.0F / 3);
    y[2 * step] = last;
  } else {
    const VecF sum = m[step] + m[2 * step];
    const VecF difference = m[step] - m[2 * step];
    const VecF first = fma(broadcast(0.5F), sum, m[0]);
    const VecF last = fma(broadcast(0.5F), difference, m[3 * step]);
    y[0] = first;
    y[step] = last;
  }
}

// One dim of G g for two points that differ in sign only or, as pair 0, for 0 and infinity: from 3 numbers to two. G's
// rows are scaled so that few products are left, by 2 for m = 2, by -3/2 and 6 for m = 4, and for m = 3 by the product
// of a point's distances from the others.
template <int kTile, int kPair>
FLAMBEAU_INLINE void transform_weights(const VecF* g, int step, VecF* u) {
  if constexpr (kPair == 0) {
    u[0] = g[0];
    u[1] = g[2 * step];
  } else {
    const bool is_near = kPair == 1;
    const VecF even = kTile == 2 ? g[0] + g[2 * step] : fma(broadcast(is_near ? 0.5F : 2.0F), g[2 * step], g[0]);
    const VecF odd = kTile == 2 ? g[step] : broadcast(is_near ? kA : kB) * g[step];
    u[0] = even + odd;
    u[1] = even - odd;
  }
}

// The two points of a pair; -1 for 0 where it is none of the points.
template <int kTile, int kPair>
constexpr int kFirst = kPair > 0    ? 2 * kPair - 1 - (kTile == 3)
                       : kTile == 3 ? -1
                                    : 0;
template <int kTile, int kPair>
constexpr int kSecond = kPair > 0 ? kFirst<kTile, kPair> + 1 : kTile + 1;

template <int kTile, int kPair>
FLAMBEAU_INLINE void store_pair(const VecF* row, float* out, int64_t point_stride) {
  VecF u[2];
  transform_weights<kTile, kPair>(row, 1, u);
  if constexpr (kFirst<kTile, kPair> >= 0) store(out + kFirst<kTile, kPair> * point_stride, u[0]);
  store(out + kSecond<kTile, kPair> * point_stride, u[1]);
}

// Two lines of points, which are stored at once: few numbers are under way.
template <int kTile, int kPair>
FLAMBEAU_INLINE void store_lines(const VecF* g, float* out, int64_t point_stride) {
  constexpr int kSide = kTile + 2;
  constexpr int kLines[2] = {kFirst<kTile, kPair>, kSecond<kTile, kPair>};
  VecF lines[2][3];
#pragma GCC unroll 3
  for (int x = 0; x < 3; ++x) {
    VecF u[2];
    transform_weights<kTile, kPair>(g + x, 3, u);
    lines[0][x] = u[0];
    lines[1][x] = u[1];
  }
#pragma GCC unroll 2
  for (int i = 0; i < 2; ++i) {
    if (kLines[i] < 0) continue;
    float* const line = out + kLines[i] * kSide * point_stride;
    store_pair<kTile, 0>(lines[i], line, point_stride);
    store_pair<kTile, 1>(lines[i], line, point_stride);
    if constexpr (kTile > 2) store_pair<kTile, 2>(lines[i], line, point_stride);
  }
}

// Taps come from memory, mostly, and from too many places for the processor to foresee them.
constexpr int64_t kTapsAhead = 1024;

template <int kTile>
void weights(const WinogradWeights& w) {
  const float* taps = w.taps;
  float* out = w.out;
  const int64_t point_stride = w.point_stride;
  for (int64_t i = 0; i < w.channels; ++i, taps += 9 * w.width, out += w.width) {
    for (int64_t o = 0; o < w.width; o += kWidth<float>) {
      VecF g[9];
#pragma GCC unroll 9
      for (int t = 0; t < 9; ++t) {
        g[t] = load(taps + t * w.width + o);
        __builtin_prefetch(taps + t * w.width + o + kTapsAhead);
      }
      store_lines<kTile, 0>(g, out + o, point_stride);
      store_lines<kTile, 1>(g, out + o, point_stride);
      if constexpr (kTile > 2) store_lines<kTile, 2>(g, out + o, point_stride);
    }
  }
}

template <int kTile, bool kWhole>
void input_channels(const WinogradInput& w, int64_t c, int64_t count) {
  constexpr int kSide = kTile + 2;
  VecF d[kSide * kSide];
#pragma GCC unroll 6
  for (int x = 0; x < kSide; ++x) {
#pragma GCC unroll 6
    for (int y = 0; y < kSide; ++y) {
      const float* const pixel = w.pixels[y * kSide + x] + c;
      d[y * kSide + x] = kWhole ? load(pixel) : load_first(pixel, count);
    }
    transform_input<kTile>(d + x, kSide, d + x);
  }
#pragma GCC unroll 6
  for (int y = 0; y < kSide; ++y) {
    transform_input<kTile>(d + y * kSide, 1, d + y * kSide);
    float* const out = w.out + y * kSide * w.point_stride + c;
#pragma GCC unroll 6
    for (int x = 0; x < kSide; ++x) {
      if (kWhole) {
        store(out + x * w.point_stride, d[y * kSide + x]);
      } else {
        store_first(out + x * w.point_stride, d[y * kSide + x], count);
      }
    }
  }
}

template <int kTile>
void input(const WinogradInput& w) {
  int64_t c = 0;
  for (; c + kWidth<float> <= w.channels; c += kWidth<float>) input_channels<kTile, true>(w, c, kWidth<float>);
  if (c < w.channels) input_channels<kTile, false>(w, c, w.channels - c);
}

template <int kTile, bool kWhole>
void output_channels(const WinogradOutput& w, int64_t c, int64_t count) {
  constexpr int kSide = kTile + 2;
  const auto get = [count](const float* p) { return kWhole ? load(p) : load_first(p, count); };
  VecF m[kSide * kSide];
#pragma GCC unroll 6
  for (int x = 0; x < kSide; ++x) {
#pragma GCC unroll 6
    for (int y = 0; y < kSide; ++y) m[y * kSide + x] = get(w.in + (y * kSide + x) * w.point_stride + c);
    transform_output<kTile>(m + x, kSide, m + x);
  }
  const VecF bias = w.bias ? get(w.bias + c) : VecF{};
  const VecF low = broadcast(w.low);
  const VecF high = broadcast(w.high);
#pragma GCC unroll 4
  for (int y = 0; y < kTile; ++y) {
    if (y >= w.lines) break;
    transform_output<kTile>(m + y * kSide, 1, m + y * kSide);
#pragma GCC unroll 4
    for (int x = 0; x < kTile; ++x) {
      if (x >= w.columns) break;
      const int64_t at = y * w.line_stride + x * w.pixel_stride + c;
      VecF value = m[y * kSide + x] + bias;
      if (w.residual) value += get(w.residual + at);
      value = minimum(high, maximum(low, value));
      if (kWhole) {
        store(w.out + at, value);
      } else {
        store_first(w.out + at, value, count);
      }
    }
  }
}

template <int kTile>
void output(const WinogradOutput& w) {
  int64_t c = 0;
  for (; c + kWidth<float> <= w.channels; c += kWidth<float>) output_channels<kTile, true>(w, c, kWidth<float>);
  if (c < w.channels) output_channels<kTile, false>(w, c, w.channels - c);
}

template <int kTile>
constexpr WinogradTransforms kTransforms = {input<kTile>, output<kTile>, weights<kTile>};

}  // namespace

const WinogradFunctions winograd_functions = {{kTransforms<2>, kTransforms<3>, kTransforms<4>}};

}  // namespace flambeau::FLAMBEAU_LEVEL
