// Convolutions of row-major images of few channels, a network's first layer: the lines under a line of the result are
// copied side by side, between zeros, and the taps of one kernel line are then neighbours there, as those of all
// outputs are. The image is never put into the order of pixels, which would take as long as the convolution.
#include <algorithm>

#include "kernels/conv.h"
#include "kernels/iterate.h"
#include "kernels/packed_once.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {

namespace {

constexpr int64_t kPlanesKey = 4;       // of DerivedKey: see kernels/conv.cpp
constexpr int64_t kMostChannels = 4;    // from which on pixels are long enough to be read where they lie
constexpr int64_t kLeastColumns = 6;    // of the output: shorter lines leave registers empty
constexpr int64_t kLeastWork = 40'000;  // multiplications that are worth handing to a thread

int64_t divide_up(int64_t a, int64_t b) { return a > 0 ? (a + b - 1) / b : 0; }

// Rows (kernel line, channel, kernel column).
Ref<PackedMatrix<float>> packed(const Tensor& weight) {
  DerivedKey key{kPlanesKey, weight.offset()};
  std::size_t at = 2;
  for (const int64_t size : weight.sizes()) key[at++] = size;
  for (const int64_t stride : weight.strides()) key[at++] = stride;
  return packed_once<PackedMatrix<float>>(weight, key, [&] {
    const Ints& sizes = weight.sizes();
    const Ints& strides = weight.strides();
    const Tensor rows = contiguous(weight.view_as({sizes[0], sizes[2], sizes[1], sizes[3]},
                                                  {strides[0], strides[2], strides[1], strides[3]}, weight.offset()));
    const int64_t depth = sizes[1] * sizes[2] * sizes[3];
    return make_ref<PackedMatrix<float>>(Matrix<const float>{rows.data<float>(), depth, sizes[0], 1, depth});
  });
}

// One thread's work on some lines of the result.
class Lines {
 public:
  Lines(const ConvShape& shape, const PackedMatrix<float>& weights, const ConvOperands<float>& operands)
      : shape_(shape),
        w_(shape.window),
        operands_(operands),
        panels_(weights.panels()),
        width_((w_.output[2] - 1) * w_.stride[2] + w_.kernel[2]),
        copy_(static_cast<std::size_t>(w_.kernel[1] * shape.in_channels * width_) * sizeof(float)) {
    Epilogue<float> clamp;
    clamp_by(operands.activation, clamp);
    tile_.low = clamp.low;
    tile_.high = clamp.high;
    tile_.a_stride = w_.stride[2];
    tile_.a_step = width_;
    tile_.depth = w_.kernel[2];
    tile_.c_stride = tile_.residual_stride = shape.out_channels;
  }

  // `line` counts over all images.
  void run(int64_t line) {
    const int64_t top = line % w_.output[1] * w_.stride[1] - w_.padding[1];
    const int64_t first = divide_up(-top, w_.dilation[1]);
    const int64_t last = std::max(first, std::min(w_.kernel[1], divide_up(w_.input[1] - top, w_.dilation[1])));
    const int64_t channels = shape_.in_channels;
    for (int64_t k = first; k < last; ++k) {
      for (int64_t c = 0; c < channels; ++c) {
        const int64_t plane = (line / w_.output[1] * channels + c) * w_.input[1];
        copy_line(operands_.input + (plane + top + k * w_.dilation[1]) * w_.input[2],
                  copy_.as<float>() + ((k - first) * channels + c) * width_);
      }
    }
    tile_.segments = (last - first) * channels;
    const GemmOf<float>& f = gemm_functions<float>();
    const int64_t depth = w_.kernel[1] * channels * w_.kernel[2];
    const int64_t tiles = divide_up(w_.output[2], f.tile_rows);
    for (int64_t j = 0; j < shape_.out_channels; j += f.tile_columns) {
      tile_.columns = std::min(f.tile_columns, shape_.out_channels - j);
      const int64_t columns = tile_.columns <= f.tile_columns / 2 ? f.tile_columns / 2 : f.tile_columns;
      tile_.b = panels_ + j * depth + first * channels * w_.kernel[2] * columns;
      tile_.b_step = w_.kernel[2] * columns;
      tile_.bias = operands_.bias ? operands_.bias + j : nullptr;
      for (int64_t t = 0; t < tiles; ++t) {
        const int64_t x = w_.output[2] * t / tiles;
        const int64_t at = (line * w_.output[2] + x) * shape_.out_channels + j;
        tile_.rows = w_.output[2] * (t + 1) / tiles - x;
        tile_.a = copy_.as<float>() + x * w_.stride[2];
        tile_.c = operands_.output + at;
        tile_.residual = operands_.residual ? operands_.residual + at : nullptr;
        f.tile(tile_);
      }
      // A whole line at once, which is one row where it has no other channels.
      const int64_t rows = tile_.columns == shape_.out_channels ? 1 : w_.output[2];
      finish_activation(operands_.activation, operands_.output + line * w_.output[2] * shape_.out_channels + j, rows,
                        shape_.out_channels, w_.output[2] / rows * tile_.columns);
    }
  }

 private:
  // The part of a line of the image that outputs reach.
  void copy_line(const float* from, float* to) const {
    const int64_t left = std::min(w_.padding[2], width_);
    const int64_t kept = std::min(w_.input[2], width_ - left);
    std::fill_n(to, left, 0.0F);
    std::copy_n(from, kept, to + left);
    std::fill(to + left + kept, to + width_, 0.0F);
  }

  const ConvShape& shape_;
  const ConvWindow& w_;
  const ConvOperands<float>& operands_;
  const float* panels_;
  int64_t width_;
  Scratch copy_;
  GemmTile<float> tile_{};
};

}  // namespace

bool suits_planes(const ConvShape& s, const ConvOptions& options, const Tensor& input) {
  const ConvWindow& w = s.window;
  return !options.transposed && input.dim() == 4 && s.groups == 1 && s.in_channels <= kMostChannels && s.taps() > 1 &&
         w.dilation[2] == 1 && w.output[2] >= kLeastColumns && input.is_contiguous();
}

void convolve_planes(const ConvShape& s, const Tensor& weight, const ConvOperands<float>& operands) {
  const auto weights = packed(weight);
  const ConvWindow& w = s.window;
  const int64_t work = w.output[2] * s.out_channels * s.in_channels * s.taps();
  parallel_for(0, s.batch * w.output[1], std::max<int64_t>(1, kLeastWork / work), [&](int64_t begin, int64_t end) {
    Lines lines(s, *weights, operands);
    for (int64_t line = begin; line < end; ++line) lines.run(line);
  });
}

}  // namespace flambeau
