#include "simd/depthwise.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// kPixels neighbouring outputs from column x on, one vector of channels. Each weight is read once for all of them.
// kInside: all taps of all these outputs lie between the ends of the input line.
template <int kPixels, bool kInside, bool kWhole>
void channels(const DepthwiseLine& d, int64_t x, int64_t c, int64_t count) {
  const auto get = [count](const float* p) { return kWhole ? load(p) : load_first(p, count); };
  VecF acc[kPixels];
  const VecF bias = d.bias ? get(d.bias + c) : VecF{};
#pragma GCC unroll 4
  for (int i = 0; i < kPixels; ++i) acc[i] = bias;
  const int64_t step = d.stride * d.pixel_stride;
  const int64_t first = x * d.stride - d.padding;
  const float* weight = d.weights + c;
  for (int64_t y = 0; y < d.kernel_lines; ++y) {
    if (!d.lines[y]) {
      weight += d.kernel_columns * d.pixel_stride;
      continue;
    }
    const float* in = d.lines[y] + first * d.pixel_stride + c;
    int64_t column = first;
    for (int64_t k = 0; k < d.kernel_columns; ++k, in += d.dilation * d.pixel_stride, weight += d.pixel_stride) {
      const VecF w = get(weight);
#pragma GCC unroll 4
      for (int i = 0; i < kPixels; ++i) {
        const int64_t at = column + i * d.stride;
        if (kInside || (at >= 0 && at < d.in_columns)) acc[i] = fma(get(in + i * step), w, acc[i]);
      }
      column += d.dilation;
    }
  }
  const VecF low = broadcast(d.low);
  const VecF high = broadcast(d.high);
#pragma GCC unroll 4
  for (int i = 0; i < kPixels; ++i) {
    const int64_t at = (x + i) * d.pixel_stride + c;
    if (d.residual) acc[i] += get(d.residual + at);
    acc[i] = minimum(high, maximum(low, acc[i]));
    if (kWhole) {
      store(d.out + at, acc[i]);
    } else {
      store_first(d.out + at, acc[i], count);
    }
  }
}

template <int kPixels, bool kInside>
void pixels(const DepthwiseLine& d, int64_t x) {
  int64_t c = 0;
  for (; c + kWidth<float> <= d.channels; c += kWidth<float>) channels<kPixels, kInside, true>(d, x, c, kWidth<float>);
  if (c < d.channels) channels<kPixels, kInside, false>(d, x, c, d.channels - c);
}

// The next outputs, as many as kPixels, half of it, ... are left; returns how many.
template <int kPixels>
int64_t next_pixels(const DepthwiseLine& d, int64_t x) {
  if (d.out_columns - x < kPixels) {
    if constexpr (kPixels > 1) return next_pixels<kPixels / 2>(d, x);
  }
  const int64_t first = x * d.stride - d.padding;
  const int64_t last = first + (kPixels - 1) * d.stride + (d.kernel_columns - 1) * d.dilation;
  if (first >= 0 && last < d.in_columns) {
    pixels<kPixels, true>(d, x);
  } else {
    pixels<kPixels, false>(d, x);
  }
  return kPixels;
}

void line(const DepthwiseLine& d) {
  for (int64_t x = 0; x < d.out_columns;) x += next_pixels<4>(d, x);
}

}  // namespace

const DepthwiseFunctions depthwise_functions = {line};

}  // namespace flambeau::FLAMBEAU_LEVEL
