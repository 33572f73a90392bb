#include "simd/depthwise.h"

#include <utility>

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

constexpr int kMostPixels = 8;

// Pixels are addressed from every fourth one, base + {0, 1, 2, 3} * step: more pointers would not fit the registers.
// The compiler must not see how they are related, else it keeps a pointer per pixel again.
#define FLAMBEAU_OPAQUE(variable) asm("" : "+r"(variable))

// kPixels neighbouring outputs from column x on, one vector of channels, by kernel columns [from, to), of which there
// are kColumns where that isn't 0. Each weight is read once for all of them.
template <int kPixels, bool kWhole, int kColumns>
inline void channels(const DepthwiseLine& d, int64_t x, int64_t from, int64_t to, int64_t c, int64_t count) {
  const auto get = [count](const float* p) { return kWhole ? load(p) : load_first(p, count); };
  VecF acc[kPixels];
  const VecF bias = d.bias ? get(d.bias + c) : VecF{};
#pragma GCC unroll 8
  for (int i = 0; i < kPixels; ++i) acc[i] = bias;
  int64_t step = d.stride * d.in_stride * static_cast<int64_t>(sizeof(float));
  int64_t step3 = 3 * step;
  const int64_t tap = d.dilation * d.in_stride * static_cast<int64_t>(sizeof(float));
  const int64_t weight_stride = d.weight_stride;
  const int64_t first = (x * d.stride - d.padding + from * d.dilation) * d.in_stride + c;
  for (int64_t y = 0; y < d.kernel_lines; ++y) {
    if (!d.lines[y]) continue;
    const char* base0 = reinterpret_cast<const char*>(d.lines[y] + first);
    const char* base4 = base0 + 4 * step;  // only read where there are such pixels
    const float* weight = d.weights + (y * d.kernel_columns + from) * weight_stride + c;
    const auto add = [&] {
      const VecF w = get(weight);
      weight += weight_stride;
      FLAMBEAU_OPAQUE(base0);
      if constexpr (kPixels > 4) FLAMBEAU_OPAQUE(base4);
      FLAMBEAU_OPAQUE(step);
      FLAMBEAU_OPAQUE(step3);
#pragma GCC unroll 8
      for (int i = 0; i < kPixels; ++i) {
        const int64_t at = i % 4 == 0 ? 0 : i % 4 == 1 ? step : i % 4 == 2 ? 2 * step : step3;
        acc[i] = fma(get(reinterpret_cast<const float*>((i < 4 ? base0 : base4) + at)), w, acc[i]);
      }
      base0 += tap;
      base4 += tap;
    };
    if constexpr (kColumns > 0) {
#pragma GCC unroll 8
      for (int k = 0; k < kColumns; ++k) add();
    } else {
      for (int64_t k = from; k < to; ++k) add();
    }
  }
  if (d.residual) {
#pragma GCC unroll 8
    for (int i = 0; i < kPixels; ++i) acc[i] += get(d.residual + (x + i) * d.out_stride + c);
  }
  const VecF low = broadcast(d.low);
  const VecF high = broadcast(d.high);
  // Of what is written the compiler must not think that it may be `d`.
  const int64_t out_stride = d.out_stride;
  float* out = d.out + x * out_stride + c;
#pragma GCC unroll 8
  for (int i = 0; i < kPixels; ++i, out += out_stride) {
    acc[i] = minimum(high, maximum(low, acc[i]));
    if (kWhole) {
      store(out, acc[i]);
    } else {
      store_first(out, acc[i], count);
    }
  }
}

// The channels behind the last whole vector.
template <int kPixels>
__attribute__((noinline)) void last_channels(const DepthwiseLine& d, int64_t x, int64_t from, int64_t to, int64_t c) {
  channels<kPixels, false, 0>(d, x, from, to, c, d.channels - c);
}

// `blocks` times kPixels outputs from column x on, for all channels.
template <int kPixels, int kColumns>
void pixels(const DepthwiseLine& d, int64_t x, int64_t blocks, int64_t from, int64_t to) {
  const int64_t end = x + blocks * kPixels;
  for (; x < end; x += kPixels) {
    int64_t c = 0;
    for (; c + kWidth<float> <= d.channels; c += kWidth<float>) {
      channels<kPixels, true, kColumns>(d, x, from, to, c, kWidth<float>);
    }
    if (c < d.channels) last_channels<kPixels>(d, x, from, to, c);
  }
}

template <int... I>
void some_pixels(const DepthwiseLine& d, int64_t x, int64_t count, int64_t blocks, std::integer_sequence<int, I...>) {
  using Pixels = void (*)(const DepthwiseLine&, int64_t, int64_t, int64_t, int64_t);
  static constexpr Pixels kAny[] = {pixels<I + 1, 0>...};
  static constexpr Pixels kThree[] = {pixels<I + 1, 3>...};
  static constexpr Pixels kFive[] = {pixels<I + 1, 5>...};
  const auto& run = d.kernel_columns == 3 ? kThree : d.kernel_columns == 5 ? kFive : kAny;
  if (blocks > 0) run[count - 1](d, x, blocks, 0, d.kernel_columns);
}

int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
int64_t most(int64_t a, int64_t b) { return a < b ? b : a; }
// For a <= 0, 0.
int64_t divide_up(int64_t a, int64_t b) { return a > 0 ? (a + b - 1) / b : 0; }

// An output near an end of the line, where some taps lie in the padding.
void pixel_at_end(const DepthwiseLine& d, int64_t x) {
  const int64_t first = x * d.stride - d.padding;
  const int64_t from = divide_up(-first, d.dilation);
  pixels<1, 0>(d, x, 1, from, most(from, least(d.kernel_columns, divide_up(d.in_columns - first, d.dilation))));
}

// As many of outputs [begin, end) as fill vectors, several neighbours in each: the elements of a line are its pixels
// then. Gives where the others begin.
int64_t pixels_in_vectors(const DepthwiseLine& d, int64_t begin, int64_t end) {
  constexpr auto kSizes = std::make_integer_sequence<int, kMostPixels>();
  if (!d.repeated_weights || d.stride != 1 || kWidth<float> % d.channels != 0) return begin;
  const int64_t together = kWidth<float> / d.channels;
  const int64_t count = (end - begin) / together;
  DepthwiseLine wide = d;
  wide.weights = d.repeated_weights;
  wide.bias = d.repeated_bias;
  wide.weight_stride = DepthwiseLine::kLanes;
  wide.padding = (d.padding - begin) * d.channels;
  wide.dilation = d.dilation * d.channels;
  wide.in_stride = 1;
  wide.channels = wide.stride = wide.out_stride = kWidth<float>;
  wide.out += begin * d.channels;
  if (wide.residual) wide.residual += begin * d.channels;
  some_pixels(wide, 0, kMostPixels, count / kMostPixels, kSizes);
  some_pixels(wide, count / kMostPixels * kMostPixels, 1, count % kMostPixels, kSizes);
  return begin + count * together;
}

void line(const DepthwiseLine& d) {
  // Outputs [begin, end) have all their taps inside; they are shared out evenly.
  const int64_t reach = (d.kernel_columns - 1) * d.dilation;
  int64_t begin = least(divide_up(d.padding, d.stride), d.out_columns);
  const int64_t end = most(begin, least(d.out_columns, divide_up(d.in_columns + d.padding - reach, d.stride)));
  for (int64_t x = 0; x < begin; ++x) pixel_at_end(d, x);
  begin = pixels_in_vectors(d, begin, end);
  if (begin < end) {
    constexpr auto kSizes = std::make_integer_sequence<int, kMostPixels>();
    const int64_t blocks = divide_up(end - begin, kMostPixels);
    const int64_t size = (end - begin) / blocks;
    const int64_t longer = (end - begin) % blocks;
    some_pixels(d, begin, size + 1, longer, kSizes);
    some_pixels(d, begin + longer * (size + 1), size, blocks - longer, kSizes);
  }
  for (int64_t x = end; x < d.out_columns; ++x) pixel_at_end(d, x);
}

}  // namespace

const DepthwiseFunctions depthwise_functions = {line};

}  // namespace flambeau::FLAMBEAU_LEVEL
