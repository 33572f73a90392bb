#include "simd/conv.h"

#include <utility>

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

template <typename T>
void copy_run(const T* in, int64_t count, T* out) {
  int64_t i = 0;
  for (; i + kWidth<T> <= count; i += kWidth<T>) store(out + i, load(in + i));
  if (i < count) store_first(out + i, load_first(in + i, count - i), count - i);
}

template <typename T>
void zero_run(int64_t count, T* out) {
  int64_t i = 0;
  for (; i + kWidth<T> <= count; i += kWidth<T>) store(out + i, Vec<T>{});
  if (i < count) store_first(out + i, Vec<T>{}, count - i);
}

// The input position that tap `k` of output `o` reads along dim `d`, or -1 where that is padding.
int64_t position(const ConvWindow& w, int d, int64_t o, int64_t k) {
  const int64_t at = o * w.stride[d] - w.padding[d] + k * w.dilation[d];
  if (at < 0 || (w.upsample[d] != 1 && at % w.upsample[d] != 0)) return -1;
  const int64_t index = w.upsample[d] == 1 ? at : at / w.upsample[d];
  return index < w.input[d] ? index : -1;
}

// The taps of one kernel row, from the input row that starts at `line`.
template <typename T>
T* gather_line(const ConvWindow& w, const T* line, int64_t o, bool adjacent, T* out) {
  if (adjacent) {
    const int64_t start = o * w.stride[2] - w.padding[2];
    const int64_t before = start < 0 ? (-start < w.kernel[2] ? -start : w.kernel[2]) : 0;
    const int64_t room = w.input[2] - start;
    const int64_t end = room < w.kernel[2] ? (room > before ? room : before) : w.kernel[2];
    zero_run(before * w.channels, out);
    copy_run(line + (start + before) * w.channels, (end - before) * w.channels, out + before * w.channels);
    zero_run((w.kernel[2] - end) * w.channels, out + end * w.channels);
    return out + w.kernel[2] * w.channels;
  }
  for (int64_t k = 0; k < w.kernel[2]; ++k, out += w.channels) {
    const int64_t at = position(w, 2, o, k);
    if (at < 0) {
      zero_run(w.channels, out);
    } else {
      copy_run(line + at * w.pixel_stride, w.channels, out);
    }
  }
  return out;
}

template <typename T>
void gather(const ConvWindow& w, const T* input, int64_t first, int64_t count, T* rows, int64_t row_stride) {
  const bool adjacent = w.dilation[2] == 1 && w.upsample[2] == 1 && w.channels == w.pixel_stride;
  const int64_t line_size = w.input[2] * w.pixel_stride;
  int64_t x = first % w.output[2];
  int64_t y = first / w.output[2] % w.output[1];
  int64_t z = first / (w.output[2] * w.output[1]) % w.output[0];
  int64_t n = first / (w.output[2] * w.output[1] * w.output[0]);
  for (int64_t r = 0; r < count; ++r) {
    T* out = rows + r * row_stride;
    for (int64_t i = 0; i < w.kernel[0]; ++i) {
      const int64_t plane = position(w, 0, z, i);
      for (int64_t j = 0; j < w.kernel[1]; ++j) {
        const int64_t line = position(w, 1, y, j);
        if (plane < 0 || line < 0) {
          zero_run(w.kernel[2] * w.channels, out);
          out += w.kernel[2] * w.channels;
        } else {
          const T* const start = input + ((n * w.input[0] + plane) * w.input[1] + line) * line_size;
          out = gather_line(w, start, x, adjacent, out);
        }
      }
    }
    if (++x == w.output[2]) {
      x = 0;
      if (++y == w.output[1]) {
        y = 0;
        if (++z == w.output[0]) {
          z = 0;
          ++n;
        }
      }
    }
  }
}

// Vector kPart of a0 b0 c0 a1 b1 c1 ...
template <int kPart, typename V, int... I>
V interleave3(V a, V b, V c, std::integer_sequence<int, I...>) {
  constexpr int kSize = static_cast<int>(sizeof...(I));
  const V ab = __builtin_shufflevector(a, b, ((kPart * kSize + I) / 3 + ((kPart * kSize + I) % 3 == 1 ? kSize : 0))...);
  return __builtin_shufflevector(ab, c, ((kPart * kSize + I) % 3 == 2 ? kSize + (kPart * kSize + I) / 3 : I)...);
}

// The three channels of an image, side by side; returns for how many pixels that is done.
template <typename T>
int64_t transpose3(const T* in, int64_t in_stride, int64_t columns, T* out) {
  constexpr auto kLanes = std::make_integer_sequence<int, kWidth<T>>();
  int64_t j = 0;
  for (; j + kWidth<T> <= columns; j += kWidth<T>, out += 3 * kWidth<T>) {
    const Vec<T> a = load(in + j);
    const Vec<T> b = load(in + in_stride + j);
    const Vec<T> c = load(in + 2 * in_stride + j);
    store(out, interleave3<0>(a, b, c, kLanes));
    store(out + kWidth<T>, interleave3<1>(a, b, c, kLanes));
    store(out + 2 * kWidth<T>, interleave3<2>(a, b, c, kLanes));
  }
  return j;
}

template <typename T>
void transpose(const T* in, int64_t in_stride, int64_t rows, int64_t columns, T* out, int64_t out_stride) {
  constexpr int64_t kSide = kWidth<T>;
  const int64_t done = rows == 3 && out_stride == 3 ? transpose3(in, in_stride, columns, out) : 0;
  for (int64_t i = 0; i < rows; i += kSide) {
    const int64_t height = rows - i < kSide ? rows - i : kSide;
    for (int64_t j = done; j < columns; j += kSide) {
      const int64_t width = columns - j < kSide ? columns - j : kSide;
      const T* const from = in + i * in_stride + j;
      T* const to = out + j * out_stride + i;
      Vec<T> v[kSide];
      if (height == kSide && width == kSide) {
#pragma GCC unroll 16
        for (int a = 0; a < kSide; ++a) v[a] = load(from + a * in_stride);
        transpose_square<T>(v);
#pragma GCC unroll 16
        for (int b = 0; b < kSide; ++b) store(to + b * out_stride, v[b]);
      } else {
        for (int64_t a = 0; a < kSide; ++a) v[a] = a < height ? load_first(from + a * in_stride, width) : Vec<T>{};
        transpose_square<T>(v);
        for (int64_t b = 0; b < width; ++b) store_first(to + b * out_stride, v[b], height);
      }
    }
  }
}

void scale(const float* in, const float* factors, int64_t count, float* out) {
  int64_t i = 0;
  for (; i + kWidth<float> <= count; i += kWidth<float>) store(out + i, load(in + i) * load(factors + i));
  if (i < count) store_first(out + i, load_first(in + i, count - i) * load_first(factors + i, count - i), count - i);
}

}  // namespace

const ConvFunctions conv_functions = {{gather<float>, transpose<float>}, {gather<double>, transpose<double>}, scale};

}  // namespace flambeau::FLAMBEAU_LEVEL
