// A convolution of one tap and the depthwise one that alone reads it, block by block, so that what lies between them,
// the widest map of a MobileNet's block, never leaves the caches.
#include <cstring>

#include "kernels/conv.h"
#include "kernels/conv_layout.h"
#include "kernels/depthwise_blocks.h"
#include "kernels/iterate.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {

namespace {

constexpr int64_t kMostDepth = 256;  // of sums that are taken in one part

// Lines of the first convolution's result.
class ExpandedLines : public LineSource {
 public:
  ExpandedLines(const float* input, int64_t width, const PackedConv<float>& weights, const float* bias,
                Activation activation)
      : input_(input), width_(width), weights_(weights), activation_(activation) {
    epilogue_.bias = bias;
    clamp_by(activation, epilogue_);
  }
  int64_t depth() const override { return weights_.depth(); }

  void fill(const LineBlock& block) const override {
    const int64_t rows = block.lines * width_;
    const int64_t depth = weights_.depth();
    const int64_t size = width_ * block.columns;
    // Lines that are too short for good products are computed together, then put into their places.
    const Scratch together(block.lines == 1 ? 0 : static_cast<std::size_t>(rows * block.columns) * sizeof(float));
    float* const out = block.lines == 1 ? block.out : together.as<float>();
    multiply(input_ + block.line * width_ * depth, rows, block.channel, block.columns, out);
    finish_activation(activation_, out, 1, 0, rows * block.columns);
    if (block.lines == 1) return;
    for (int64_t i = 0; i < block.lines; ++i) {
      std::memcpy(block.out + i * block.pitch, out + i * size, static_cast<std::size_t>(size) * sizeof(float));
    }
  }

 private:
  // Rows of the input times a panel of the weights, into rows without gaps.
  void multiply(const float* input, int64_t rows, int64_t channel, int64_t columns, float* out) const {
    const int64_t depth = weights_.depth();
    const float* const panel = weights_.panels(0) + channel * depth;
    const Epilogue<float> epilogue = epilogue_.at(0, channel);
    if (depth > kMostDepth) return gemm_serial(input, depth, rows, depth, panel, columns, out, columns, epilogue);
    const GemmOf<float>& f = gemm_functions<float>();
    GemmTile<float> tile{};
    tile.a_stride = depth;
    tile.b = panel;
    tile.c_stride = tile.columns = columns;
    tile.depth = depth;
    tile.segments = 1;
    tile.bias = epilogue.bias;
    tile.low = epilogue.low;
    tile.high = epilogue.high;
    // The first tile fetches the next panel.
    const int64_t line = f.tile_columns * static_cast<int64_t>(sizeof(float));
    tile.ahead = reinterpret_cast<const char*>(panel) + depth * line;
    tile.ahead_step = line;
    tile.ahead_second = line / 2;
    const int64_t tiles = (rows + f.tile_rows - 1) / f.tile_rows;
    for (int64_t t = 0; t < tiles; ++t) {
      const int64_t first = rows * t / tiles;
      tile.rows = rows * (t + 1) / tiles - first;
      tile.a = input + first * depth;
      tile.c = out + first * columns;
      f.tile(tile);
      tile.ahead = nullptr;
    }
  }

  const float* input_;
  int64_t width_;
  const PackedConv<float>& weights_;
  Activation activation_;
  Epilogue<float> epilogue_;
};

bool is_float32(const Tensor& bias) { return !bias.defined() || bias.dtype() == Dtype::Float32; }

}  // namespace

Tensor convolve_pair(const Tensor& input, const OneTapLayer& first, const ConvLayer& second, const ConvOptions& options,
                     bool channels_last) {
  const bool usual = input.dim() == 4 && first.sizes.ssize() == 4 && second.weight.dim() == 4 &&
                     input.dtype() == Dtype::Float32 && second.weight.dtype() == Dtype::Float32 &&
                     is_float32(first.bias) && is_float32(second.bias);
  if (!usual || first.sizes[2] != 1 || first.sizes[3] != 1 || input.size(1) == 0) return {};
  const ConvOptions one_tap{{1, 1}, {0, 0}, {1, 1}, {0, 0}, false, 1};
  const Tensor like = expand_to(scalar_tensor(0, Dtype::Float32), first.sizes);  // only its sizes matter
  check_conv_sizes(one_tap, input, like, first.bias);
  const ConvShape expand = conv_shape(one_tap, input, like);
  // The sizes of the map between them, which has no memory.
  const Tensor between = input.view_as(conv_result_sizes(expand, 4), {0, 0, 0, 0}, input.offset());
  check_conv_sizes(options, between, second.weight, second.bias);
  const ConvShape shape = conv_shape(options, between, second.weight);
  const Ints sizes = conv_result_sizes(shape, 4);
  if (!is_depthwise(shape) || count_elements(sizes) == 0) return {};

  const Tensor pixels = to_pixels(input);
  const Tensor first_bias = first.bias.defined() ? contiguous(first.bias) : Tensor();
  const Tensor second_bias = second.bias.defined() ? contiguous(second.bias) : Tensor();
  const auto weights = first.packed(expand, one_tap);
  const auto kernels = packed_depthwise(shape, options, second.weight);
  const Tensor output = empty_strided(sizes, pixel_strides(sizes), Dtype::Float32);
  const ExpandedLines source(pixels.data<float>(), shape.window.input[2], *weights,
                             first_bias.defined() ? first_bias.data<float>() : nullptr, first.activation);
  convolve_blocks(shape, *kernels,
                  {nullptr, output.data<float>(), second_bias.defined() ? second_bias.data<float>() : nullptr, nullptr,
                   second.activation},
                  source);
  return channels_last ? output : from_pixels(output);
}

}  // namespace flambeau
