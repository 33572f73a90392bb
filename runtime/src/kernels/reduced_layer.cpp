#include "kernels/reduced_layer.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "base/ints_stream.h"
#include "kernels/conv_layout.h"
#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "kernels/packed_once.h"
#include "kernels/reduced.h"
#include "kernels/winograd.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"

namespace flambeau {

namespace {

// Of DerivedKey: which kernel's packed weights.
constexpr int64_t kReducedKey = 32;
constexpr int64_t kWinogradKey = 33;
constexpr int64_t kWinogradPixels = 150;    // of a result, from which Winograd's way pays
constexpr int64_t kParallelBytes = 32'768;  // of packed rows, below which a second thread costs more than it does

// What the kernels rely on; a file may hold anything.
void check_layer(const ReducedLayer& layer) {
  const Tensor& weight = layer.weight;
  const bool is_int8 = weight.dtype() == Dtype::Int8;
  check(is_int8 || weight.dtype() == Dtype::BFloat16, "a reduced layer's weight is bfloat16 or int8, not ",
        dtype_name(weight.dtype()));
  const auto is_vector = [&](const Tensor& t) {
    return t.dtype() == Dtype::Float32 && t.dim() == 1 && t.size(0) == weight.size(0);
  };
  check(!layer.bias.defined() || is_vector(layer.bias), "a reduced layer's bias is a float32 for each output");
  check(layer.scales.defined() == is_int8 && (!is_int8 || is_vector(layer.scales)),
        "a reduced layer has a float32 scale for each output if its weight is int8, and else none");
  check(!is_int8 || (std::isfinite(1 / layer.input_scale) && layer.input_scale > 0 && layer.input_zero >= 0 &&
                     layer.input_zero <= 255),
        "a reduced layer's input scale is positive and its zero a byte, got ", layer.input_scale, " and ",
        layer.input_zero);
}

template <typename Packed, typename F>
Ref<Packed> packed_weights(int64_t kernel, const Tensor& weight, F&& make) {
  DerivedKey key{kernel, weight.offset(), static_cast<int64_t>(weight.dtype())};
  std::copy(weight.sizes().begin(), weight.sizes().end(), key.begin() + 3);
  std::copy(weight.strides().begin(), weight.strides().end(), key.begin() + 3 + weight.dim());
  return packed_once<Packed>(weight, key, make);
}

Ref<PackedReduced> packed_weights(const Tensor& weight) {
  return packed_weights<PackedReduced>(kReducedKey, weight, [&] { return make_ref<PackedReduced>(weight); });
}

// Whether Winograd's way in float32 needs less time than bfloat16 products do where there are instructions for these:
// it multiplies a third or a quarter as often. Only the shape decides, so that the result is the same everywhere.
bool prefers_winograd(const ConvShape& s, const Tensor& weight) {
  return weight.dtype() == Dtype::BFloat16 && winograd_tile(s) > 2 && s.batch * s.out_pixels() >= kWinogradPixels;
}

void convolve_by_winograd(const ConvShape& s, const Tensor& weight, const ConvOperands<float>& operands) {
  const auto packed = packed_weights<PackedWinograd>(kWinogradKey, weight, [&] {
    return make_ref<PackedWinograd>(s, winograd_tile(s),
                                    pack_taps(s, contiguous(to_dtype(weight, Dtype::Float32)).data<float>()));
  });
  convolve_winograd(s, *packed, operands);
}

ByteScale byte_scale(const ReducedLayer& layer) {
  return {static_cast<float>(1 / layer.input_scale), static_cast<int32_t>(layer.input_zero)};
}

const float* numbers_of(const Tensor& dense) { return dense.defined() ? dense.data<float>() : nullptr; }

// How many rows of `units` units each thread should pack at least.
int64_t grain_for(int64_t units) { return std::max<int64_t>(1, kParallelBytes / std::max<int64_t>(units * 4, 1)); }

// Rows that lie in a matrix, in one line.
ReducedRows matrix_rows(const uint32_t* data, int64_t rows, int64_t units) {
  return {data, 1, rows, units, 1, 0, 0, {0}, units};
}

// The pixels that a 1x1 convolution reads, packed one after another.
void pack_pixels(const ConvShape& s, const PackedReduced& weights, const ByteScale& scale, const float* input,
                 uint32_t* out) {
  const ConvWindow& w = s.window;
  parallel_for(0, s.batch * w.output[1], grain_for(w.output[2] * weights.tap_units()),
               [&](int64_t first, int64_t last) {
                 for (int64_t line = first; line < last; ++line) {
                   const int64_t image = line / w.output[1];
                   const int64_t y = line % w.output[1] * w.stride[1];
                   pack_rows(weights, scale, input + (image * w.input[1] + y) * w.input[2] * s.in_channels,
                             w.stride[2] * s.in_channels, w.output[2], s.in_channels,
                             out + line * w.output[2] * weights.tap_units());
                 }
               });
}

// The images, packed with as much padding around them as the windows reach.
struct PaddedImages {
  int64_t height, width;  // with the padding
  int64_t line_units;

  PaddedImages(const ConvWindow& w, int64_t tap_units)
      : height((w.output[1] - 1) * w.stride[1] + (w.kernel[1] - 1) * w.dilation[1] + 1),
        width((w.output[2] - 1) * w.stride[2] + (w.kernel[2] - 1) * w.dilation[2] + 1),
        line_units(width * tap_units) {}

  void pack(const ConvShape& s, const PackedReduced& weights, const ByteScale& scale, const float* input,
            uint32_t* out) const {
    const ConvWindow& w = s.window;
    const int zero = weights.is_int8() ? scale.zero : 0;
    const auto fill = [&](uint32_t* start, int64_t pixels) {
      std::memset(start, zero, static_cast<std::size_t>(pixels * weights.tap_units()) * 4);
    };
    const int64_t before = std::min(w.padding[2], width);
    const int64_t inside = std::clamp(width - before, int64_t{0}, w.input[2]);
    parallel_for(0, s.batch * height, grain_for(line_units), [&](int64_t first, int64_t last) {
      for (int64_t line = first; line < last; ++line) {
        uint32_t* const start = out + line * line_units;
        const int64_t y = line % height - w.padding[1];
        if (y < 0 || y >= w.input[1]) {
          fill(start, width);
          continue;
        }
        fill(start, before);
        pack_rows(weights, scale, input + (line / height * w.input[1] + y) * w.input[2] * s.in_channels, s.in_channels,
                  inside, s.in_channels, start + before * weights.tap_units());
        fill(start + (before + inside) * weights.tap_units(), width - before - inside);
      }
    });
  }

  // The windows, as rows of a product.
  ReducedRows rows(const ConvShape& s, int64_t tap_units, const uint32_t* data) const {
    const ConvWindow& w = s.window;
    ReducedRows rows{data,        s.batch * w.output[1],    w.output[2],         w.stride[2] * tap_units,
                     w.output[1], w.stride[1] * line_units, height * line_units, {},
                     tap_units};
    const bool adjacent = w.dilation[2] == 1;
    if (adjacent) rows.run_length *= w.kernel[2];
    for (int64_t y = 0; y < w.kernel[1]; ++y) {
      for (int64_t x = 0; x < (adjacent ? 1 : w.kernel[2]); ++x) {
        rows.runs.push_back(y * w.dilation[1] * line_units + x * w.dilation[2] * tap_units);
      }
    }
    return rows;
  }
};

}  // namespace

Tensor convolve_reduced(const Tensor& input, const ReducedLayer& layer, const ConvOptions& options,
                        const ConvEnd& end) {
  check_layer(layer);
  check_conv_sizes(options, input, layer.weight, layer.bias);
  check_conv_dtypes(input.dtype(), Dtype::Float32, layer.bias);
  const ConvShape s = conv_shape(options, input, layer.weight);
  const Ints sizes = conv_result_sizes(s, input.dim());
  if (count_elements(sizes) == 0) return empty(sizes, input.dtype());
  check(!end.residual.defined() || (end.residual.sizes() == sizes && end.residual.dtype() == Dtype::Float32),
        "a reduced convolution's residual has its result's size");
  const Tensor pixels = to_pixels(input);
  const Tensor residual = end.residual.defined() ? to_pixels(end.residual) : Tensor();
  const Tensor bias = layer.bias.defined() ? contiguous(layer.bias) : Tensor();
  const Tensor scales = layer.scales.defined() ? contiguous(layer.scales) : Tensor();
  const Tensor output = empty_strided(sizes, pixel_strides(sizes), input.dtype());
  if (prefers_winograd(s, layer.weight)) {
    convolve_by_winograd(
        s, layer.weight,
        {pixels.data<float>(), output.data<float>(), numbers_of(bias), numbers_of(residual), end.activation});
    return end.channels_last ? output : from_pixels(output);
  }
  const ByteScale scale = byte_scale(layer);
  const Ref<PackedReduced> weights = packed_weights(layer.weight);
  const ReducedResult result{output.data<float>(), numbers_of(scales), numbers_of(bias),
                             numbers_of(residual), end.activation,     scale.zero};
  const ConvWindow& w = s.window;
  const int64_t units = weights->tap_units();
  if (s.taps() == 1 && w.padding[1] == 0 && w.padding[2] == 0) {
    const int64_t count = s.batch * s.out_pixels();
    const Scratch packed(static_cast<std::size_t>(count * units) * 4);
    pack_pixels(s, *weights, scale, pixels.data<float>(), packed.as<uint32_t>());
    multiply_reduced(matrix_rows(packed.as<uint32_t>(), count, units), *weights, result);
  } else {
    const PaddedImages images(w, units);
    const Scratch packed(static_cast<std::size_t>(s.batch * images.height * images.line_units) * 4);
    images.pack(s, *weights, scale, pixels.data<float>(), packed.as<uint32_t>());
    multiply_reduced(images.rows(s, units, packed.as<uint32_t>()), *weights, result);
  }
  return end.channels_last ? output : from_pixels(output);
}

Tensor reduced_linear(const Tensor& input, const Tensor& weight, const Tensor& scales, const Tensor& bias,
                      double input_scale, int64_t input_zero, std::string_view activation) {
  const ReducedLayer layer{weight, scales, bias, input_scale, input_zero};
  check_layer(layer);
  check(weight.dim() == 2 && input.dim() >= 1, "linear: expected an input of at least 1 dim and a weight of 2, got ",
        input.sizes(), " and ", weight.sizes());
  const int64_t depth = weight.size(1);
  Ints sizes(input.sizes().begin(), input.sizes().end() - 1);
  const int64_t rows = count_elements(sizes);
  check(input.size(-1) == depth, "mat1 and mat2 shapes cannot be multiplied (", rows, "x", input.size(-1), " and ",
        depth, "x", weight.size(0), ")");
  check(input.dtype() == Dtype::Float32, "mat1 and mat2 must have the same dtype, but got ", dtype_name(input.dtype()),
        " and float32");
  sizes.push_back(weight.size(0));
  Tensor output = empty(sizes, input.dtype());
  if (output.numel() == 0) return output;
  const Tensor flat = reshaped(input, {rows, depth});
  const Tensor dense = flat.strides()[1] == 1 || depth == 1 ? flat : contiguous(flat);
  const Tensor biases = bias.defined() ? contiguous(bias) : Tensor();
  const Tensor factors = scales.defined() ? contiguous(scales) : Tensor();
  const ByteScale scale = byte_scale(layer);
  const Ref<PackedReduced> weights = packed_weights(weight);
  const int64_t units = weights->depth();
  const Scratch packed(static_cast<std::size_t>(rows * units) * 4);
  parallel_for(0, rows, grain_for(units), [&](int64_t first, int64_t last) {
    pack_rows(*weights, scale, dense.data<float>() + first * dense.strides()[0], dense.strides()[0], last - first,
              depth, packed.as<uint32_t>() + first * units);
  });
  multiply_reduced(matrix_rows(packed.as<uint32_t>(), rows, units), *weights,
                   {output.data<float>(), numbers_of(factors), numbers_of(biases), nullptr,
                    activation_named(activation), scale.zero});
  return output;
}

KERNEL(flambeau_reduced_linear, reduced_linear)

}  // namespace flambeau
