#include <algorithm>
#include <cmath>

#include "kernels/conv.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kBlockBytes = 192 << 10;  // of gathered rows: they stay in the second-level cache

// How many neighbouring groups fill a vector together.
template <typename T>
int64_t merged_groups(const ConvShape& shape) {
  const int64_t columns = shape.out_channels / shape.groups;
  int64_t merged = 1;
  while (merged * 2 * columns <= panel_columns<T>() / 2 && shape.groups % (merged * 2) == 0) merged *= 2;
  return merged;
}

// Weights (groups * out, in, taps) as panels of rows (tap, channel), some channels at a time, which are transposed.
template <typename T>
void pack_outputs(const T* weight, int64_t in, int64_t taps, int64_t out, int64_t groups, T* panels) {
  constexpr int64_t kElements = 256;  // of a row of the weight at a time: what is transposed stays in cache
  const int64_t panel = panel_columns<T>();
  const int64_t group_panels = (out + panel - 1) / panel;
  const int64_t depth = in * taps;
  const int64_t channels_most = std::max<int64_t>(1, kElements / taps);
  parallel_for(0, groups * group_panels, 1, [&](int64_t begin, int64_t end) {
    const Scratch scratch(static_cast<std::size_t>(channels_most * taps * panel) * sizeof(T));
    auto* const rows = scratch.as<T>();
    for (int64_t p = begin; p < end; ++p) {
      const int64_t j = p % group_panels * panel;
      const int64_t count = std::min(panel, out - j);
      const int64_t width = count <= panel / 2 ? panel / 2 : panel;
      const T* const from = weight + (p / group_panels * out + j) * depth;
      T* const to = panels + p / group_panels * packed_size<T>(depth, out) + j * depth;
      if (count < width) std::fill_n(rows, channels_most * taps * width, T(0));
      for (int64_t first = 0; first < in; first += channels_most) {
        const int64_t channels = std::min(channels_most, in - first);
        T* const target = taps == 1 && count == width ? to + first * width : rows;
        conv_functions<T>().transpose(from + first * taps, depth, count, channels * taps, target, width);
        if (target != rows) continue;
        for (int64_t t = 0; t < taps; ++t) {
          for (int64_t i = 0; i < channels; ++i) {
            std::copy_n(rows + (i * taps + t) * width, width, to + (t * in + first + i) * width);
          }
        }
      }
    }
  });
}

}  // namespace

template <typename T>
PackedConv<T>::PackedConv(const ConvShape& shape, bool transposed, const T* weight) {
  const int64_t merged = merged_groups<T>(shape);
  const int64_t taps = shape.taps();
  const int64_t in = shape.in_channels / shape.groups;
  const int64_t out = shape.out_channels / shape.groups;
  groups_ = shape.groups / merged;
  depth_ = taps * in * merged;
  columns_ = out * merged;
  const int64_t size = packed_size<T>(depth_, columns_);
  storage_ = allocate_kept(static_cast<std::size_t>(groups_ * size) * sizeof(T));
  auto* const panels = reinterpret_cast<T*>(storage_->data());
  if (merged == 1 && !transposed) {
    pack_outputs(weight, in, taps, out, groups_, panels);
    return;
  }
  parallel_for(0, groups_, 1, [&](int64_t first, int64_t last) {
    const Scratch scratch(static_cast<std::size_t>(depth_ * columns_) * sizeof(T));
    T* const matrix = scratch.as<T>();
    for (int64_t g = first; g < last; ++g) {
      std::fill_n(matrix, depth_ * columns_, T(0));
      for (int64_t m = 0; m < merged; ++m) {
        const int64_t group = g * merged + m;
        for (int64_t o = 0; o < out; ++o) {
          for (int64_t i = 0; i < in; ++i) {
            const T* const taps_of =
                weight + (transposed ? (group * in + i) * out + o : (group * out + o) * in + i) * taps;
            T* const column = matrix + (m * in + i) * columns_ + m * out + o;
            for (int64_t t = 0; t < taps; ++t) {
              column[t * in * merged * columns_] = taps_of[transposed ? taps - 1 - t : t];
            }
          }
        }
      }
      gemm_pack({matrix, depth_, columns_, columns_, 1}, panels + g * size);
    }
  });
}

template <typename T>
void convolve_direct(const ConvShape& shape, const PackedConv<T>& weights, const ConvOperands<T>& operands) {
  const int64_t depth = weights.depth();
  const int64_t columns = weights.columns();
  const int64_t pixels = shape.batch * shape.out_pixels();
  if (has_lines(shape)) return convolve_lines(shape, weights, operands);
  ConvWindow window = shape.window;
  window.channels = shape.in_channels / weights.groups();
  // Rows a block: what fits the cache, and enough blocks for the threads.
  const int64_t most =
      std::max<int64_t>(14, kBlockBytes / static_cast<int64_t>(sizeof(T)) / std::max<int64_t>(depth, 1));
  const int64_t wanted = 4 * thread_count();
  const int64_t row_blocks = std::max({(pixels + most - 1) / most, std::min(wanted, pixels / 14), int64_t{1}});
  // Few pixels: share out the columns too, by whole panels.
  const int64_t panels = (columns + panel_columns<T>() - 1) / panel_columns<T>();
  const int64_t column_blocks =
      row_blocks * weights.groups() >= thread_count() ? 1 : std::min(panels, (wanted + row_blocks - 1) / row_blocks);
  const int64_t row_stride = depth * static_cast<int64_t>(sizeof(T)) % 2048 == 0 ? depth + 16 : depth;
  const int64_t block_work = (pixels / row_blocks + 1) * depth * (columns / column_blocks + 1);
  const int64_t grain = std::max<int64_t>(1, 40'000 / std::max<int64_t>(block_work, 1));

  parallel_for(0, row_blocks * column_blocks * weights.groups(), grain, [&](int64_t begin, int64_t end) {
    const int64_t rows_most = (pixels + row_blocks - 1) / row_blocks + 1;
    const Scratch gathered(static_cast<std::size_t>(rows_most * row_stride) * sizeof(T));
    for (int64_t block = begin; block < end; ++block) {
      const int64_t group = block / (row_blocks * column_blocks);
      const int64_t part = block / row_blocks % column_blocks;
      const int64_t first = pixels * (block % row_blocks) / row_blocks;
      const int64_t count = pixels * (block % row_blocks + 1) / row_blocks - first;
      const int64_t column = panels * part / column_blocks * panel_columns<T>();
      const int64_t width = std::min(columns, panels * (part + 1) / column_blocks * panel_columns<T>()) - column;
      const T* const input = operands.input + group * window.channels;
      conv_functions<T>().gather(window, input, first, count, gathered.as<T>(), row_stride);
      Epilogue<T> epilogue;
      epilogue.bias = operands.bias;
      epilogue.residual = operands.residual;
      epilogue.residual_stride = shape.out_channels;
      clamp_by(operands.activation, epilogue);
      const int64_t channel = group * columns + column;
      T* const out = operands.output + first * shape.out_channels + channel;
      gemm_serial(gathered.as<const T>(), row_stride, count, depth, weights.panels(group) + column * depth, width, out,
                  shape.out_channels, epilogue.at(first, channel));
      finish_activation(operands.activation, out, count, shape.out_channels, width);
    }
  });
}

Activation activation_named(std::string_view name) {
  constexpr std::pair<std::string_view, Activation> kNames[] = {
      {"", Activation::None},           {"relu", Activation::Relu},
      {"relu6", Activation::Relu6},     {"hardswish", Activation::Hardswish},
      {"sigmoid", Activation::Sigmoid}, {"hardsigmoid", Activation::Hardsigmoid},
      {"silu", Activation::Silu},       {"gelu", Activation::Gelu},
  };
  for (const auto& [text, activation] : kNames) {
    if (name == text) return activation;
  }
  raise("RuntimeError", "no activation of the name '", name, "' can be fused");
}

void finish_activation(Activation activation, float* data, int64_t rows, int64_t stride, int64_t count) {
  if (activation > Activation::Relu6) activation_functions().apply(activation, data, rows, stride, count);
}

void finish_activation(Activation activation, double* data, int64_t rows, int64_t stride, int64_t count) {
  const auto clamp6 = [](double x) { return x < 0 ? 0 : x > 6 ? 6 : x; };
  if (activation <= Activation::Relu6) return;
  for (int64_t i = 0; i < rows * count; ++i) {
    double& y = data[i / count * stride + i % count];
    const double x = y;
    switch (activation) {
      case Activation::Hardswish: y = x * clamp6(x + 3) / 6; break;
      case Activation::Hardsigmoid: y = clamp6(x + 3) / 6; break;
      case Activation::Sigmoid: y = 1 / (1 + std::exp(-x)); break;
      case Activation::Silu: y = x / (1 + std::exp(-x)); break;
      case Activation::Gelu: y = 0.5 * x * (1 + std::erf(x * 0.70710678118654752)); break;
      default: break;
    }
  }
}

template class PackedConv<float>;
template class PackedConv<double>;
template void convolve_direct<float>(const ConvShape&, const PackedConv<float>&, const ConvOperands<float>&);
template void convolve_direct<double>(const ConvShape&, const PackedConv<double>&, const ConvOperands<double>&);

}  // namespace flambeau
