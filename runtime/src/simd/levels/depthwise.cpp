#include "simd/depthwise.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// kPixels neighbouring outputs from column x on, one vector of channels. Each weight is read once for all of them.
// Only taps [first, last) of a kernel line are taken: the caller knows that they lie inside for all these outputs.
template <int kPixels, bool kWhole>
void channels(const DepthwiseLine& d, int64_t x, int64_t first, int64_t last, int64_t c, int64_t count) {
  const auto get = [count](const float* p) { return kWhole ? load(p) : load_first(p, count); };
  VecF acc[kPixels];
  const VecF bias = d.bias ? get(d.bias + c) : VecF{};
#pragma GCC unroll 8
  for (int i = 0; i < kPixels; ++i) acc[i] = bias;
  const int64_t step = d.stride * d.pixel_stride;
  for (int64_t y = 0; y < d.kernel_lines; ++y) {
    if (!d.lines[y]) continue;
    const float* in = d.lines[y] + (x * d.stride - d.padding + first * d.dilation) * d.pixel_stride + c;
    const float* weight = d.weights + (y * d.kernel_columns + first) * d.pixel_stride + c;
    for (int64_t k = first; k < last; ++k, in += d.dilation * d.pixel_stride, weight += d.pixel_stride) {
      const VecF w = get(weight);
#pragma GCC unroll 8
      for (int i = 0; i < kPixels; ++i) acc[i] = fma(get(in + i * step), w, acc[i]);
    }
  }
  const VecF low = broadcast(d.low);
  const VecF high = broadcast(d.high);
#pragma GCC unroll 8
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

template <int kPixels>
void pixels(const DepthwiseLine& d, int64_t x, int64_t first, int64_t last) {
  int64_t c = 0;
  for (; c + kWidth<float> <= d.channels; c += kWidth<float>) {
    channels<kPixels, true>(d, x, first, last, c, kWidth<float>);
  }
  if (c < d.channels) channels<kPixels, false>(d, x, first, last, c, d.channels - c);
}

// The first tap of output column x that lies at or after input column 0, and the end of those before in_columns.
int64_t first_tap(const DepthwiseLine& d, int64_t x) {
  const int64_t start = x * d.stride - d.padding;
  const int64_t first = start >= 0 ? 0 : (-start + d.dilation - 1) / d.dilation;
  return first < d.kernel_columns ? first : d.kernel_columns;
}
int64_t end_tap(const DepthwiseLine& d, int64_t x) {
  const int64_t room = d.in_columns - (x * d.stride - d.padding);
  const int64_t end = room <= 0 ? 0 : (room + d.dilation - 1) / d.dilation;
  return end < d.kernel_columns ? end : d.kernel_columns;
}

void line(const DepthwiseLine& d) {
  constexpr int kPixels = 4;
  int64_t x = 0;
  while (x < d.out_columns) {
    const bool inside =
        first_tap(d, x) == 0 && x + kPixels <= d.out_columns && end_tap(d, x + kPixels - 1) == d.kernel_columns;
    if (inside) {
      pixels<kPixels>(d, x, 0, d.kernel_columns);
      x += kPixels;
    } else {
      pixels<1>(d, x, first_tap(d, x), end_tap(d, x));
      ++x;
    }
  }
}

}  // namespace

const DepthwiseFunctions depthwise_functions = {line};

}  // namespace flambeau::FLAMBEAU_LEVEL
