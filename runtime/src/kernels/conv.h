// Convolutions of one, two and three spatial dims, plain and transposed, with any groups, stride, padding, dilation.
//
// Computed on channels-last memory: a pixel's channels are contiguous, so a convolution is a matrix product of gathered
// windows (rows) with packed weights, or, for the kernels that it pays for, Winograd's (winograd.h) or a loop over
// channels (depthwise.h). `convolve` picks the way and converts layouts at its two ends where it must.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>

#include "kernels/gemm.h"
#include "simd/activation.h"
#include "simd/conv.h"
#include "tensor/tensor.h"

namespace flambeau {

template <typename T>
class PackedConv;

// A convolution with all its sizes known. `window` has channels of one (merged) group; see ConvPlan.
struct ConvShape {
  int64_t batch, groups, in_channels, out_channels;
  ConvWindow window;
  int64_t out_pixels() const { return window.output[0] * window.output[1] * window.output[2]; }
  int64_t in_pixels() const { return window.input[0] * window.input[1] * window.input[2]; }
  int64_t taps() const { return window.kernel[0] * window.kernel[1] * window.kernel[2]; }
};

// The options of a convolution as operators have them, for `dims` spatial dims.
struct ConvOptions {
  Ints stride, padding, dilation, output_padding;
  bool transposed = false;
  int64_t groups = 1;
};

// What happens to the result as it is stored.
struct ConvEnd {
  Tensor residual;  // undefined: none; of the result's shape
  Activation activation = Activation::None;
  bool channels_last = false;  // the layout of the result
};

// (batch, channels, spatial...) -> the same; `weight` is (out, in / groups, kernel...), or (in, out / groups, ...) for
// a transposed one. Checks everything and raises as PyTorch does; `op` names the operator in messages.
Tensor convolve(const char* op, const Tensor& input, const Tensor& weight, const Tensor& bias,
                const ConvOptions& options, const ConvEnd& end);

// The memory of one convolution, channels-last at both ends.
template <typename T>
struct ConvOperands {
  const T* input;
  T* output;
  const T* bias;      // null: none
  const T* residual;  // null: none; laid out as the output
  Activation activation;
  int64_t out_stride = 0;  // elements from a pixel of the output to the next, where it has more channels; else 0
};

// The same, in float32 and two dims, by `compute`, which has weights of the sizes (out, in, height, width).
using ConvCompute = std::function<void(const ConvShape& shape, const ConvOperands<float>& operands)>;
Tensor convolve_by(const ConvCompute& compute, const Tensor& input, const Ints& sizes, const Tensor& bias,
                   const ConvOptions& options, const ConvEnd& end);

// A layer that passes have joined with another one.
struct ConvLayer {
  const Tensor& weight;
  const Tensor& bias;  // undefined: none
  Activation activation;
};
// The same of one tap, its weight having the sizes (out, in, 1, 1); `packed` gives it.
struct OneTapLayer {
  const Ints& sizes;
  const Tensor& bias;
  Activation activation;
  std::function<Ref<PackedConv<float>>(const ConvShape& shape, const ConvOptions& options)> packed;
};

// A float32 convolution of one tap in all directions and the depthwise one of its result, together where both are such;
// undefined where they aren't. `options` and `channels_last` are those of the second one.
Tensor convolve_pair(const Tensor& input, const OneTapLayer& first, const ConvLayer& second, const ConvOptions& options,
                     bool channels_last);

// The parts of `convolve` that other ways to compute a convolution share.
void check_conv_sizes(const ConvOptions& options, const Tensor& input, const Tensor& weight, const Tensor& bias);
void check_conv_dtypes(Dtype input, Dtype weight, const Tensor& bias);
ConvShape conv_shape(const ConvOptions& options, const Tensor& input, const Tensor& weight);
Ints conv_result_sizes(const ConvShape& shape, int64_t rank);  // RuntimeError where one is negative

// The plain convolution that the fast ones are tested against: row-major memory, any real type, sums in `Sum`.
Tensor convolve_reference(const ConvShape& shape, bool transposed, const Tensor& input, const Tensor& weight,
                          const Tensor& bias);

// Weights as gathered rows times panels: rows of a group are (tap, channel). Groups of few channels are merged, with
// zeros where a channel isn't of an output's own group, until they fill a vector.
template <typename T>
class PackedConv : public Counted {
 public:
  PackedConv(const ConvShape& shape, bool transposed, const T* weight);  // row-major weight
  // One group that is packed already, `offset` elements into the storage.
  PackedConv(int64_t depth, int64_t columns, Ref<Storage> storage, int64_t offset)
      : groups_(1), depth_(depth), columns_(columns), offset_(offset), storage_(std::move(storage)) {}
  int64_t groups() const { return groups_; }  // after merging
  int64_t depth() const { return depth_; }
  int64_t columns() const { return columns_; }  // of a merged group
  const T* panels(int64_t group) const {
    return reinterpret_cast<const T*>(storage_->data()) + offset_ + group * packed_size<T>(depth_, columns_);
  }

 private:
  int64_t groups_, depth_, columns_, offset_ = 0;
  Ref<Storage> storage_;
};

// The packed form of a weight, made at its first use.
template <typename T>
Ref<PackedConv<T>> packed_conv(const ConvShape& shape, const ConvOptions& options, const Tensor& weight);

// Rows gathered block by block, times panels.
template <typename T>
void convolve_direct(const ConvShape& shape, const PackedConv<T>& weights, const ConvOperands<T>& operands);

// The same where a line of the result has outputs enough and no gathering is needed (conv_lines.cpp).
bool has_lines(const ConvShape& shape);
template <typename T>
void convolve_lines(const ConvShape& shape, const PackedConv<T>& weights, const ConvOperands<T>& operands);

// A transposed one, without activation and residual (conv_transposed.cpp).
template <typename T>
void convolve_transposed(const ConvShape& shape, const ConvOptions& options, const Tensor& weight,
                         const ConvOperands<T>& operands);

// Images of few channels, read as planes in row-major memory: `operands.input` is `input`'s (conv_planes.cpp).
bool suits_planes(const ConvShape& shape, const ConvOptions& options, const Tensor& input);
void convolve_planes(const ConvShape& shape, const Tensor& weight, const ConvOperands<float>& operands);

// A number for each channel of the input, `image_stride` being 0 where all images share them.
struct ChannelScale {
  const float* factors;
  int64_t image_stride;
};
// One tap, one group, no stride and no padding, of the input times its channels' numbers (conv_scaled.cpp).
void convolve_scaled(const ConvShape& shape, const PackedConv<float>& weights, const ChannelScale& scale,
                     const ConvOperands<float>& operands);

// "", "relu", "relu6", "hardswish", "hardsigmoid", "sigmoid", "silu" or "gelu".
Activation activation_named(std::string_view name);
// Finished numbers, `rows` of `count` that start `stride` apart, while they are in cache: activations that are no
// clamp. Does nothing for the others.
void finish_activation(Activation activation, float* data, int64_t rows, int64_t stride, int64_t count);
void finish_activation(Activation activation, double* data, int64_t rows, int64_t stride, int64_t count);
// What of an activation is a clamp goes into the epilogue.
template <typename T>
void clamp_by(Activation activation, Epilogue<T>& epilogue) {
  if (activation == Activation::Relu || activation == Activation::Relu6) epilogue.low = 0;
  if (activation == Activation::Relu6) epilogue.high = 6;
}

}  // namespace flambeau
