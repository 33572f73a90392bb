// PyTorch's convolution operators, and the fused one that passes make, in terms of `convolve`.
#include "base/ints_stream.h"
#include "kernels/conv.h"
#include "kernels/conv_layout.h"
#include "kernels/conv_taps.h"
#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/reduced_layer.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

// One number stands for every dim.
Ints spread(const Ints& values, int64_t dims, const char* name) {
  if (values.ssize() == dims) return values;
  check(values.size() == 1, "expected ", name, " to be a single integer value or a list of ", dims,
        " values to match the convolution dimensions, but got ", name, "=", values);
  return Ints(static_cast<std::size_t>(dims), values[0]);
}

ConvOptions options_of(int64_t dims, const Ints& stride, const Ints& padding, const Ints& dilation, int64_t groups) {
  return {spread(stride, dims, "stride"),
          spread(padding, dims, "padding"),
          spread(dilation, dims, "dilation"),
          Ints(static_cast<std::size_t>(dims)),
          false,
          groups};
}

ConvOptions transposed_options(int64_t dims, const Ints& stride, const Ints& padding, const Ints& output_padding,
                               int64_t groups, const Ints& dilation) {
  ConvOptions o = options_of(dims, stride, padding, dilation, groups);
  o.transposed = true;
  o.output_padding = spread(output_padding, dims, "output_padding");
  for (int64_t d = 0; d < dims; ++d) {
    check(o.output_padding[d] >= 0, "negative output_padding is not supported");
    check(o.output_padding[d] < o.stride[d] || o.output_padding[d] < o.dilation[d],
          "output padding must be smaller than either stride or dilation");
  }
  return o;
}

Tensor insert_batch(const Tensor& t) {
  Ints sizes = t.sizes();
  Ints strides = t.strides();
  sizes.insert(0, 1);
  strides.insert(0, sizes.size() > 1 ? sizes[1] * strides[0] : 1);
  return t.view_as(sizes, strides, t.offset());
}

Tensor remove_batch(const Tensor& t) {
  return t.view_as(Ints(t.sizes().begin() + 1, t.sizes().end()), Ints(t.strides().begin() + 1, t.strides().end()),
                   t.offset());
}

// Runs `options` on a batch or on one unbatched input.
Tensor run(const char* op, int64_t dims, const Tensor& input, const Tensor& weight, const Tensor& bias,
           const ConvOptions& options) {
  check(input.dim() == dims + 1 || input.dim() == dims + 2, "Expected ", dims + 1, "D (unbatched) or ", dims + 2,
        "D (batched) input to ", op, ", but got input of size: ", input.sizes());
  ConvEnd end;
  end.channels_last = suggests_channels_last(input) || suggests_channels_last(weight);
  if (input.dim() == dims + 2) return convolve(op, input, weight, bias, options, end);
  return remove_batch(convolve(op, insert_batch(input), weight, bias, options, end));
}

// padding="same": as much on both sides, one more at the end where the total is odd, for which the input is widened.
Tensor run_named(const char* op, int64_t dims, const Tensor& input, const Tensor& weight, const Tensor& bias,
                 const Ints& stride, std::string_view padding, const Ints& dilation, int64_t groups) {
  ConvOptions o = options_of(dims, stride, Ints(static_cast<std::size_t>(dims)), dilation, groups);
  if (padding == "valid") return run(op, dims, input, weight, bias, o);
  check(padding == "same", "Invalid padding string: '", padding, "'");
  check(input.dim() == dims + 1 || input.dim() == dims + 2, "Expected ", dims + 1, "D (unbatched) or ", dims + 2,
        "D (batched) input to ", op, ", but got input of size: ", input.sizes());
  check(weight.dim() == dims + 2, "expected a weight of ", dims + 2, " dims, got ", weight.sizes());
  Ints sizes = input.sizes();
  const int64_t first = input.dim() - dims;
  bool widened = false;
  for (int64_t d = 0; d < dims; ++d) {
    check(o.stride[d] == 1, "padding='same' is not supported for strided convolutions");
    const int64_t total = o.dilation[d] * (weight.size(d + 2) - 1);
    check(total >= 0, "negative padding is not supported");
    o.padding[d] = total / 2;
    sizes[first + d] += total % 2;
    widened = widened || total % 2 != 0;
  }
  if (!widened) return run(op, dims, input, weight, bias, o);
  Tensor wide = suggests_channels_last(input) ? empty_strided(sizes, channels_last_strides(sizes), input.dtype())
                                              : empty(sizes, input.dtype());
  copy_elements(wide, scalar_tensor(0, input.dtype()));
  copy_elements(wide.view_as(input.sizes(), wide.strides(), wide.offset()), input);
  return run(op, dims, wide, weight, bias, o);
}

template <int64_t kDims>
constexpr const char* kName = kDims == 1   ? "conv1d"
                              : kDims == 2 ? "conv2d"
                                           : "conv3d";
template <int64_t kDims>
constexpr const char* kTransposedName = kDims == 1   ? "conv_transpose1d"
                                        : kDims == 2 ? "conv_transpose2d"
                                                     : "conv_transpose3d";

}  // namespace

template <int64_t kDims>
Tensor conv(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride, const Ints& padding,
            const Ints& dilation, int64_t groups) {
  return run(kName<kDims>, kDims, input, weight, bias, options_of(kDims, stride, padding, dilation, groups));
}

template <int64_t kDims>
Tensor conv_named(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                  std::string_view padding, const Ints& dilation, int64_t groups) {
  return run_named(kName<kDims>, kDims, input, weight, bias, stride, padding, dilation, groups);
}

template <int64_t kDims>
Tensor conv_transpose(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                      const Ints& padding, const Ints& output_padding, int64_t groups, const Ints& dilation) {
  return run(kTransposedName<kDims>, kDims, input, weight, bias,
             transposed_options(kDims, stride, padding, output_padding, groups, dilation));
}

Tensor convolution(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                   const Ints& padding, const Ints& dilation, bool transposed, const Ints& output_padding,
                   int64_t groups) {
  const int64_t dims = weight.dim() - 2;
  check(dims >= 1 && dims <= 3, "convolution: expected a weight of 3, 4 or 5 dims, got ", weight.sizes());
  return run("convolution", dims, input, weight, bias,
             transposed ? transposed_options(dims, stride, padding, output_padding, groups, dilation)
                        : options_of(dims, stride, padding, dilation, groups));
}

Tensor convolution_deprecated(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                              const Ints& padding, const Ints& dilation, bool transposed, const Ints& output_padding,
                              int64_t groups, bool /*benchmark*/, bool /*deterministic*/, bool /*cudnn_enabled*/) {
  return convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups);
}

Tensor convolution_internal(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                            const Ints& padding, const Ints& dilation, bool transposed, const Ints& output_padding,
                            int64_t groups, bool /*benchmark*/, bool /*deterministic*/, bool /*cudnn_enabled*/,
                            bool /*allow_tf32*/) {
  return convolution(input, weight, bias, stride, padding, dilation, transposed, output_padding, groups);
}

Tensor fused_conv2d(const Tensor& input, const Tensor& weight, const Tensor& bias, const Ints& stride,
                    const Ints& padding, const Ints& dilation, int64_t groups, const Tensor& residual,
                    std::string_view activation, bool channels_last) {
  check(input.dim() == 3 || input.dim() == 4,
        "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: ", input.sizes());
  const bool batched = input.dim() == 4;
  const ConvEnd end{residual.defined() && !batched ? insert_batch(residual) : residual, activation_named(activation),
                    channels_last};
  const ConvOptions options = options_of(2, stride, padding, dilation, groups);
  if (batched) return convolve("conv2d", input, weight, bias, options, end);
  return remove_batch(convolve("conv2d", insert_batch(input), weight, bias, options, end));
}

namespace {

// The panels of a weight of those sizes; RuntimeError where there are none such.
Panels conv_panels(const Tensor& numbers, const Ints& sizes, int64_t width) {
  // Each divides what is left of the numbers, so that no product is too large.
  int64_t left = numbers.numel();
  for (std::size_t d = 0; d < sizes.size(); ++d) left = sizes[d] > 0 ? left / sizes[d] : 0;
  check(sizes.size() == 4 && left > 0, "a convolution in panels has no weight of the sizes ", sizes);
  const Panels panels{numbers, sizes[0], sizes[1] * sizes[2] * sizes[3], width};
  check_panels(panels);
  return panels;
}

Ref<PackedConv<float>> packed_panels(const Panels& panels) {
  const PanelMemory memory = panel_memory(panels);
  return make_ref<PackedConv<float>>(panels.depth, panels.outputs, memory.storage, memory.offset);
}

Tensor run_by(const ConvCompute& compute, const Tensor& input, const Ints& sizes, const Tensor& bias,
              const ConvOptions& options, const Tensor& residual, std::string_view activation, bool channels_last) {
  check(input.dim() == 3 || input.dim() == 4,
        "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: ", input.sizes());
  const bool batched = input.dim() == 4;
  const ConvEnd end{residual.defined() && !batched ? insert_batch(residual) : residual, activation_named(activation),
                    channels_last};
  if (batched) return convolve_by(compute, input, sizes, bias, options, end);
  return remove_batch(convolve_by(compute, insert_batch(input), sizes, bias, options, end));
}

}  // namespace

Tensor panel_conv2d(const Tensor& input, const Tensor& numbers, const Ints& sizes, int64_t width, const Tensor& bias,
                    const Ints& stride, const Ints& padding, const Ints& dilation, const Tensor& residual,
                    std::string_view activation, bool channels_last) {
  const Panels panels = conv_panels(numbers, sizes, width);
  const Ref<PackedConv<float>> weight = packed_panels(panels);
  return run_by([&](const auto& shape, const auto& operands) { convolve_direct(shape, *weight, operands); }, input,
                sizes, bias, options_of(2, stride, padding, dilation, 1), residual, activation, channels_last);
}

Tensor winograd_conv2d(const Tensor& input, const Tensor& numbers, const Ints& sizes, int64_t width, const Tensor& bias,
                       const Ints& stride, const Ints& padding, const Ints& dilation, const Tensor& residual,
                       std::string_view activation, bool channels_last) {
  const Panels panels = conv_panels(numbers, sizes, width);
  return run_by([&](const auto& shape, const auto& operands) { convolve_taps(shape, panels, operands); }, input, sizes,
                bias, options_of(2, stride, padding, dilation, 1), residual, activation, channels_last);
}

namespace {

// One factor of a product scales the channels of the other one: (1 or batch, channels, 1, 1).
struct ScaledInput {
  Tensor map, factors;  // undefined where that isn't so
};

ScaledInput scaled_input(const Tensor& a, const Tensor& b) {
  if (a.dtype() != Dtype::Float32 || b.dtype() != Dtype::Float32 || a.dim() != 4 || b.dim() != 4) return {};
  const auto scales = [](const Tensor& factors, const Tensor& map) {
    return factors.size(2) == 1 && factors.size(3) == 1 && factors.size(1) == map.size(1) &&
           (factors.size(0) == 1 || factors.size(0) == map.size(0));
  };
  if (scales(b, a)) return {a, contiguous(b)};
  if (scales(a, b)) return {b, contiguous(a)};
  return {};
}

// What `weights` gives for a shape is used where the input is scaled so; `plainly` is asked where not.
template <typename Weights, typename Plainly>
Tensor run_scaled(const Tensor& input, const Tensor& other, const Ints& sizes, const Tensor& bias,
                  const Tensor& residual, std::string_view activation, bool channels_last, Weights&& weights,
                  Plainly&& plainly) {
  const ScaledInput scaled = scaled_input(input, other);
  const bool is_one_tap = sizes.ssize() == 4 && sizes[2] == 1 && sizes[3] == 1;
  if (!scaled.map.defined() || !is_one_tap) return plainly(invoke("aten::mul.Tensor", input, other).to_tensor());
  const ChannelScale scale{scaled.factors.data<float>(), scaled.factors.size(0) == 1 ? 0 : scaled.factors.size(1)};
  const ConvOptions options = options_of(2, {1, 1}, {0, 0}, {1, 1}, 1);
  const auto compute = [&](const ConvShape& shape, const ConvOperands<float>& operands) {
    convolve_scaled(shape, *weights(shape, options), scale, operands);
  };
  return run_by(compute, scaled.map, sizes, bias, options, residual, activation, channels_last);
}

}  // namespace

Tensor scaled_conv2d(const Tensor& input, const Tensor& other, const Tensor& weight, const Tensor& bias,
                     const Tensor& residual, std::string_view activation, bool channels_last) {
  const auto plainly = [&](const Tensor& product) {
    return fused_conv2d(product, weight, bias, {1, 1}, {0, 0}, {1, 1}, 1, residual, activation, channels_last);
  };
  if (weight.dtype() != Dtype::Float32) return plainly(invoke("aten::mul.Tensor", input, other).to_tensor());
  const auto packed = [&](const auto& shape, const auto& options) {
    return packed_conv<float>(shape, options, weight);
  };
  return run_scaled(input, other, weight.sizes(), bias, residual, activation, channels_last, packed, plainly);
}

Tensor panel_scaled_conv2d(const Tensor& input, const Tensor& other, const Tensor& numbers, const Ints& sizes,
                           int64_t width, const Tensor& bias, const Tensor& residual, std::string_view activation,
                           bool channels_last) {
  const auto plainly = [&](const Tensor& product) {
    return panel_conv2d(product, numbers, sizes, width, bias, {1, 1}, {0, 0}, {1, 1}, residual, activation,
                        channels_last);
  };
  const auto packed = [&, panels = conv_panels(numbers, sizes, width)](const auto&, const auto&) {
    return packed_panels(panels);
  };
  return run_scaled(input, other, sizes, bias, residual, activation, channels_last, packed, plainly);
}

Tensor conv2d_pair(const Tensor& input, const Tensor& weight, const Tensor& bias, std::string_view activation,
                   const Tensor& next_weight, const Tensor& next_bias, const Ints& stride, const Ints& padding,
                   const Ints& dilation, int64_t groups, std::string_view next_activation, bool channels_last) {
  if (weight.dtype() == Dtype::Float32) {
    const auto packed = [&](const auto& shape, const auto& options) {
      return packed_conv<float>(shape, options, weight);
    };
    const Tensor together = convolve_pair(input, {weight.sizes(), bias, activation_named(activation), packed},
                                          {next_weight, next_bias, activation_named(next_activation)},
                                          options_of(2, stride, padding, dilation, groups), channels_last);
    if (together.defined()) return together;
  }
  const Tensor between =
      fused_conv2d(input, weight, bias, {1, 1}, {0, 0}, {1, 1}, 1, Tensor(), activation, channels_last);
  return fused_conv2d(between, next_weight, next_bias, stride, padding, dilation, groups, Tensor(), next_activation,
                      channels_last);
}

Tensor panel_conv2d_pair(const Tensor& input, const Tensor& numbers, const Ints& sizes, int64_t width,
                         const Tensor& bias, std::string_view activation, const Tensor& next_weight,
                         const Tensor& next_bias, const Ints& stride, const Ints& padding, const Ints& dilation,
                         int64_t groups, std::string_view next_activation, bool channels_last) {
  const auto packed = [&, panels = conv_panels(numbers, sizes, width)](const auto&, const auto&) {
    return packed_panels(panels);
  };
  const Tensor together = convolve_pair(input, {sizes, bias, activation_named(activation), packed},
                                        {next_weight, next_bias, activation_named(next_activation)},
                                        options_of(2, stride, padding, dilation, groups), channels_last);
  if (together.defined()) return together;
  const Tensor between =
      panel_conv2d(input, numbers, sizes, width, bias, {1, 1}, {0, 0}, {1, 1}, Tensor(), activation, channels_last);
  return fused_conv2d(between, next_weight, next_bias, stride, padding, dilation, groups, Tensor(), next_activation,
                      channels_last);
}

Tensor reduced_conv2d(const Tensor& input, const Tensor& weight, const Tensor& scales, const Tensor& bias,
                      double input_scale, int64_t input_zero, const Ints& stride, const Ints& padding,
                      const Ints& dilation, const Tensor& residual, std::string_view activation, bool channels_last) {
  check(input.dim() == 3 || input.dim() == 4,
        "Expected 3D (unbatched) or 4D (batched) input to conv2d, but got input of size: ", input.sizes());
  const bool batched = input.dim() == 4;
  const ReducedLayer layer{weight, scales, bias, input_scale, input_zero};
  const ConvEnd end{residual.defined() && !batched ? insert_batch(residual) : residual, activation_named(activation),
                    channels_last};
  const ConvOptions options = options_of(2, stride, padding, dilation, 1);
  if (batched) return convolve_reduced(input, layer, options, end);
  return remove_batch(convolve_reduced(insert_batch(input), layer, options, end));
}

KERNEL(aten_conv1d, conv<1>)
KERNEL(aten_conv2d, conv<2>)
KERNEL(aten_conv3d, conv<3>)
KERNEL(aten_conv1d_padding, conv_named<1>)
KERNEL(aten_conv2d_padding, conv_named<2>)
KERNEL(aten_conv3d_padding, conv_named<3>)
KERNEL(aten_conv_transpose1d, conv_transpose<1>)
KERNEL(aten_conv_transpose2d_input, conv_transpose<2>)
KERNEL(aten_conv_transpose3d_input, conv_transpose<3>)
KERNEL(aten_convolution, convolution)
KERNEL(aten__convolution, convolution_internal)
KERNEL(aten__convolution_deprecated, convolution_deprecated)
KERNEL(flambeau_conv2d, fused_conv2d)
KERNEL(flambeau_panel_conv2d, panel_conv2d)
KERNEL(flambeau_winograd_conv2d, winograd_conv2d)
KERNEL(flambeau_conv2d_pair, conv2d_pair)
KERNEL(flambeau_panel_conv2d_pair, panel_conv2d_pair)
KERNEL(flambeau_scaled_conv2d, scaled_conv2d)
KERNEL(flambeau_panel_scaled_conv2d, panel_scaled_conv2d)
KERNEL(flambeau_reduced_conv2d, reduced_conv2d)

}  // namespace flambeau
