// Transposed convolutions without the zeros that lie between the input's pixels by their definition.
//
// Outputs that are a stride apart meet the same taps: each such phase of the result is a plain convolution, without
// stride, of the taps that fall on pixels. A stride of 2 x 2 has four phases, each of a quarter of the taps. Where that
// leaves few channels to a product, or reads mostly beside a small input, each pixel is multiplied by all taps at once,
// and the products are added up where they belong.
#include <algorithm>
#include <numeric>

#include "kernels/conv.h"
#include "kernels/iterate.h"
#include "kernels/packed_once.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/rows.h"

namespace flambeau {

namespace {

constexpr int64_t kColumnsKey = 8;          // of DerivedKey: which kernel's packed weights
constexpr int64_t kBlockBytes = 192 << 10;  // of gathered rows: they stay in the second-level cache
constexpr int64_t kAddedTakes = 4;          // multiplications that take as long as adding up a product elsewhere
constexpr int64_t kColumnsMost = 16 << 20;  // products that are held at a time

// The outputs of one phase: `first` of each dim and those that follow it a stride apart.
struct Phase {
  ConvShape shape;  // of the plain convolution
  int64_t first[3];
  Tensor weight;  // the part of the taps that it meets; undefined where there are none
};

Phase phase_of(const ConvShape& s, const Tensor& weight, const int64_t (&first)[3]) {
  Phase phase{s, {first[0], first[1], first[2]}, weight};
  Ints sizes = weight.sizes(), strides = weight.strides();
  int64_t offset = weight.offset();
  bool meets = true;
  for (int64_t d = 0; d < 3; ++d) {
    ConvWindow& w = phase.shape.window;
    const int64_t stride = w.upsample[d];
    w.output[d] = (w.output[d] - first[d] + stride - 1) / stride;
    w.upsample[d] = 1;
    // Tap k meets pixel (first - padding + k * dilation) / stride where that leaves no rest: once in `period` taps.
    const int64_t period = stride / std::gcd(stride, w.dilation[d]);
    const auto rest = [&](int64_t k) { return (first[d] - w.padding[d] + k * w.dilation[d]) % stride; };
    int64_t tap = 0;
    while (tap < period && tap < w.kernel[d] && rest(tap) != 0) ++tap;
    if (tap == period || tap == w.kernel[d]) {
      meets = false;
      continue;
    }
    const int64_t taps = (w.kernel[d] - tap + period - 1) / period;
    const int64_t e = d - 3 + weight.dim();
    if (e >= 2) {
      // The weight's taps run the other way.
      offset += (w.kernel[d] - 1 - tap - period * (taps - 1)) * strides[e];
      sizes[e] = taps;
      strides[e] *= period;
    }
    w.padding[d] = -(first[d] - w.padding[d] + tap * w.dilation[d]) / stride;
    w.dilation[d] = period * w.dilation[d] / stride;
    w.kernel[d] = taps;
  }
  phase.weight = meets ? weight.view_as(sizes, strides, offset) : Tensor();
  return phase;
}

// Multiplications that a product of so many columns takes, those of a vector that isn't full included.
template <typename T>
int64_t padded(int64_t columns) {
  const int64_t half = panel_columns<T>() / 2;
  return (columns + half - 1) / half * half;
}

// Where the outputs of a phase, counted over batch, depth, height and width, lie in the result.
int64_t place_of(const ConvShape& whole, const Phase& phase, int64_t index) {
  const ConvWindow& w = phase.shape.window;
  const ConvWindow& all = whole.window;
  int64_t place[3];
  for (int64_t d = 2; d >= 0; --d) {
    place[d] = index % w.output[d] * all.upsample[d] + phase.first[d];
    index /= w.output[d];
  }
  return ((index * all.output[0] + place[0]) * all.output[1] + place[1]) * all.output[2] + place[2];
}

template <typename T>
void convolve_phase(const ConvShape& whole, const Phase& phase, const PackedConv<T>& weights,
                    const ConvOperands<T>& operands) {
  const ConvShape& s = phase.shape;
  ConvWindow window = s.window;
  window.channels = s.in_channels / weights.groups();
  const ConvOf<T>& functions = conv_functions<T>();
  const int64_t depth = weights.depth(), columns = weights.columns();
  const int64_t pixels = s.batch * s.out_pixels();
  const int64_t most = std::max<int64_t>(14, kBlockBytes / static_cast<int64_t>(sizeof(T)) / (depth + columns));
  const int64_t blocks =
      std::max({(pixels + most - 1) / most, std::min<int64_t>(4 * thread_count(), pixels / 14), int64_t{1}});
  const int64_t row_stride = depth * static_cast<int64_t>(sizeof(T)) % 2048 == 0 ? depth + 16 : depth;
  const int64_t block_work = (pixels / blocks + 1) * depth * columns;
  const int64_t grain = std::max<int64_t>(1, 40'000 / std::max<int64_t>(block_work, 1));
  parallel_for(0, blocks * weights.groups(), grain, [&](int64_t begin, int64_t end) {
    const int64_t rows = (pixels + blocks - 1) / blocks + 1;
    const Scratch memory(static_cast<std::size_t>(rows * (row_stride + columns)) * sizeof(T));
    T* const gathered = memory.as<T>();
    T* const products = gathered + rows * row_stride;
    for (int64_t block = begin; block < end; ++block) {
      const int64_t group = block / blocks;
      const int64_t first = pixels * (block % blocks) / blocks;
      const int64_t count = pixels * (block % blocks + 1) / blocks - first;
      functions.gather(window, operands.input + group * window.channels, first, count, gathered, row_stride);
      Epilogue<T> epilogue;
      epilogue.bias = operands.bias ? operands.bias + group * columns : nullptr;
      gemm_serial<T>(gathered, row_stride, count, depth, weights.panels(group), columns, products, columns, epilogue);
      for (int64_t r = 0; r < count; ++r) {
        std::copy_n(products + r * columns, columns,
                    operands.output + place_of(whole, phase, first + r) * s.out_channels + group * columns);
      }
    }
  });
}

// No tap reaches these outputs.
template <typename T>
void fill_phase(const ConvShape& whole, const Phase& phase, const ConvOperands<T>& operands) {
  const int64_t channels = whole.out_channels;
  for (int64_t i = 0; i < whole.batch * phase.shape.out_pixels(); ++i) {
    T* const out = operands.output + place_of(whole, phase, i) * channels;
    if (operands.bias) {
      std::copy_n(operands.bias, channels, out);
    } else {
      std::fill_n(out, channels, T(0));
    }
  }
}

// (in, out, taps...) -> a matrix of `in` rows and (tap, out) columns, in panels.
Ref<PackedMatrix<float>> packed_columns(const ConvShape& s, const Tensor& weight) {
  return packed_once<PackedMatrix<float>>(
      weight, {kColumnsKey, weight.offset(), s.in_channels, s.out_channels, s.taps()}, [&] {
        const Tensor source = contiguous(weight);
        const int64_t taps = s.taps(), out = s.out_channels;
        const Tensor columns = empty(Ints{s.in_channels, taps * out}, Dtype::Float32);
        const auto* const from = source.data<float>();
        auto* const to = columns.data<float>();
        for (int64_t i = 0; i < s.in_channels; ++i) {
          for (int64_t o = 0; o < out; ++o) {
            for (int64_t t = 0; t < taps; ++t) to[(i * taps + t) * out + o] = from[(i * out + o) * taps + t];
          }
        }
        return make_ref<PackedMatrix<float>>(Matrix<const float>{to, s.in_channels, taps * out, taps * out, 1});
      });
}

// All of `products`, (input pixels, taps, out) of one image, added up where they belong, a line of the result at a
// time.
void add_products(const ConvShape& s, const float* products, const float* bias, float* out) {
  const ConvWindow& w = s.window;
  const int64_t channels = s.out_channels, line = w.output[2] * channels;
  const int64_t run = w.dilation[2] == 1 ? w.kernel[2] : 1;  // taps that lie side by side in the result
  // The first output that tap `tap` of input `at` meets, taps counted as the weight has them.
  const auto output_of = [&](int64_t d, int64_t at, int64_t tap) {
    return at * w.upsample[d] + w.padding[d] - (w.kernel[d] - 1 - tap) * w.dilation[d];
  };
  const auto& rows = row_functions();
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, line * w.kernel[1]));
  parallel_for(0, w.output[0] * w.output[1], grain, [&](int64_t begin, int64_t end) {
    for (int64_t index = begin; index < end; ++index) {
      float* const to = out + index * line;
      for (int64_t x = 0; x < w.output[2]; ++x) {
        for (int64_t c = 0; c < channels; ++c) to[x * channels + c] = bias ? bias[c] : 0.0F;
      }
      const int64_t wanted[2] = {index / w.output[1], index % w.output[1]};
      // The input and tap of a dim that meet the wanted output.
      const auto input_of = [&](int64_t d, int64_t tap) {
        const int64_t shifted = wanted[d] - output_of(d, 0, tap);
        return shifted < 0 || shifted % w.upsample[d] != 0 || shifted / w.upsample[d] >= w.input[d]
                   ? -1
                   : shifted / w.upsample[d];
      };
      for (int64_t i = 0; i < w.kernel[0]; ++i) {
        const int64_t plane = input_of(0, i);
        for (int64_t j = 0; j < w.kernel[1]; ++j) {
          const int64_t row = input_of(1, j);
          if (plane < 0 || row < 0) continue;
          const float* from = products + (plane * w.input[1] + row) * w.input[2] * s.taps() * channels +
                              (i * w.kernel[1] + j) * w.kernel[2] * channels;
          for (int64_t x = 0; x < w.input[2]; ++x, from += s.taps() * channels) {
            for (int64_t k = 0; k < w.kernel[2]; k += run) {
              const int64_t at = output_of(2, x, k);
              const int64_t low = std::max<int64_t>(0, -at), high = std::min(run, w.output[2] - at);
              if (low < high) {
                rows.add(to + (at + low) * channels, from + (k + low) * channels, (high - low) * channels);
              }
            }
          }
        }
      }
    }
  });
}

void convolve_columns(const ConvShape& s, const Tensor& weight, const ConvOperands<float>& operands) {
  const auto packed = packed_columns(s, weight);
  const int64_t pixels = s.in_pixels(), columns = s.taps() * s.out_channels;
  const Scratch memory(static_cast<std::size_t>(pixels * columns) * sizeof(float));
  for (int64_t n = 0; n < s.batch; ++n) {
    const Matrix<const float> image{operands.input + n * pixels * s.in_channels, pixels, s.in_channels, s.in_channels,
                                    1};
    gemm(image, *packed, memory.as<float>(), columns);
    add_products(s, memory.as<float>(), operands.bias, operands.output + n * s.out_pixels() * s.out_channels);
  }
}

}  // namespace

template <typename T>
void convolve_transposed(const ConvShape& s, const ConvOptions& options, const Tensor& weight,
                         const ConvOperands<T>& operands) {
  const auto& stride = s.window.upsample;
  std::vector<Phase> phases;
  int64_t work = 0;
  const int64_t inputs = s.in_channels / s.groups;
  for (int64_t z = 0; z < std::min(stride[0], s.window.output[0]); ++z) {
    for (int64_t y = 0; y < std::min(stride[1], s.window.output[1]); ++y) {
      for (int64_t x = 0; x < std::min(stride[2], s.window.output[2]); ++x) {
        phases.push_back(phase_of(s, weight, {z, y, x}));
        const ConvShape& part = phases.back().shape;
        if (phases.back().weight.defined())
          work += part.out_pixels() * part.taps() * inputs * padded<T>(s.out_channels);
      }
    }
  }
  if constexpr (std::is_same_v<T, float>) {
    const int64_t products = s.in_pixels() * s.taps() * s.out_channels;
    const int64_t columns = s.in_pixels() * inputs * padded<T>(s.taps() * s.out_channels) + kAddedTakes * products;
    if (s.groups == 1 && products <= kColumnsMost && columns < work) return convolve_columns(s, weight, operands);
  }
  for (const Phase& phase : phases) {
    if (phase.weight.defined()) {
      convolve_phase<T>(s, phase, *packed_conv<T>(phase.shape, options, phase.weight), operands);
    } else {
      fill_phase<T>(s, phase, operands);
    }
  }
}
template void convolve_transposed<float>(const ConvShape&, const ConvOptions&, const Tensor&,
                                         const ConvOperands<float>&);
template void convolve_transposed<double>(const ConvShape&, const ConvOptions&, const Tensor&,
                                          const ConvOperands<double>&);

}  // namespace flambeau
