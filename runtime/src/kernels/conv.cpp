#include "kernels/conv.h"

#include <algorithm>
#include <type_traits>

#include "base/ints_stream.h"
#include "kernels/conv_layout.h"
#include "kernels/depthwise.h"
#include "kernels/iterate.h"
#include "kernels/packed_once.h"
#include "kernels/winograd.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

// Of DerivedKey: which kernel's packed weights. Winograd's are kWinogradKey + m, 4 is that of conv_planes.cpp.
constexpr int64_t kDirectKey = 1;
constexpr int64_t kDepthwiseKey = 3;
constexpr int64_t kWinogradKey = 16;

std::string sizes_by(const Ints& sizes) {
  std::string out;
  for (std::size_t d = 0; d < sizes.size(); ++d) out += (d ? " x " : "") + std::to_string(sizes[d]);
  return out;
}

}  // namespace

void check_conv_sizes(const ConvOptions& o, const Tensor& input, const Tensor& weight, const Tensor& bias) {
  const int64_t dims = input.dim() - 2;
  check(o.groups > 0, "expected groups to be greater than 0, but got groups=", o.groups);
  check(weight.dim() == input.dim(), "expected stride to be a single integer value or a list of ", weight.dim() - 2,
        " values to match the convolution dimensions, but got stride=", o.stride);
  for (int64_t d = 0; d < dims; ++d) {
    check(o.stride[d] > 0, "non-positive stride is not supported");
    check(o.padding[d] >= 0, "negative padding is not supported");
    check(o.dilation[d] > 0, "dilation should be greater than zero");
    check(weight.size(d + 2) > 0, "weight should have at least one element along each kernel dimension, got ",
          weight.sizes());
  }
  const int64_t out = o.transposed ? weight.size(1) * o.groups : weight.size(0);
  const int64_t in = o.transposed ? weight.size(0) : weight.size(1) * o.groups;
  check(weight.size(0) >= o.groups, "Given groups=", o.groups, ", expected weight to be at least ", o.groups,
        " at dimension 0, but got weight of size ", weight.sizes(), " instead");
  if (!o.transposed) {
    check(weight.size(0) % o.groups == 0, "Given groups=", o.groups, ", expected weight to be divisible by ", o.groups,
          " at dimension 0, but got weight of size ", weight.sizes(), " instead");
    check(input.size(1) == in, "Given groups=", o.groups, ", weight of size ", weight.sizes(), ", expected input",
          input.sizes(), " to have ", in, " channels, but got ", input.size(1), " channels instead");
  } else {
    check(input.size(1) == in, "Given transposed=1, weight of size ", weight.sizes(), ", expected input", input.sizes(),
          " to have ", in, " channels, but got ", input.size(1), " channels instead");
    check(in % o.groups == 0, "Given groups=", o.groups, ", expected weight to be divisible by ", o.groups,
          " at dimension 0, but got weight of size ", weight.sizes(), " instead");
  }
  if (bias.defined()) {
    check(bias.dim() == 1 && bias.size(0) == out, "Given ", o.transposed ? "transposed=1" : concat("groups=", o.groups),
          ", weight of size ", weight.sizes(), ", expected bias to be 1-dimensional with ", out,
          " elements, but got bias of size ", bias.sizes(), " instead");
  }
  if (o.transposed) return;
  Ints padded;
  Ints kernel;
  bool fits = true;
  for (int64_t d = 0; d < dims; ++d) {
    padded.push_back(input.size(d + 2) + 2 * o.padding[d]);
    kernel.push_back(o.dilation[d] * (weight.size(d + 2) - 1) + 1);
    fits = fits && padded.back() >= kernel.back();
  }
  check(fits, "Calculated padded input size per channel: (", sizes_by(padded), "). Kernel size: (", sizes_by(kernel),
        "). Kernel size can't be greater than actual input size");
}

namespace {

// What c10 calls a dtype in this message: "float", "double", "c10::Half", ...
std::string_view cpp_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::UInt8: return "unsigned char";
    case Dtype::Int8: return "signed char";
    case Dtype::Int16: return "short";
    case Dtype::Int32: return "int";
    case Dtype::Int64: return "long int";
    case Dtype::Float16: return "c10::Half";
    case Dtype::Float32: return "float";
    case Dtype::Float64: return "double";
    case Dtype::Complex64: return "c10::complex<float>";
    case Dtype::Complex128: return "c10::complex<double>";
    case Dtype::Bool: return "bool";
    case Dtype::BFloat16: return "c10::BFloat16";
    case Dtype::UInt16: return "unsigned short";
    case Dtype::UInt32: return "unsigned int";
    case Dtype::UInt64: return "unsigned long";
  }
  return "";
}

}  // namespace

void check_conv_dtypes(Dtype input, Dtype weight, const Tensor& bias) {
  check(input == weight, "Input type (", cpp_name(input), ") and weight type (", cpp_name(weight),
        ") should be the same");
  check(!bias.defined() || input == bias.dtype(), "Input type (", cpp_name(input), ") and bias type (",
        bias.defined() ? cpp_name(bias.dtype()) : "", ") should be the same");
}

ConvShape conv_shape(const ConvOptions& o, const Tensor& input, const Tensor& weight) {
  ConvShape s{};
  s.batch = input.size(0);
  s.groups = o.groups;
  s.in_channels = input.size(1);
  s.out_channels = o.transposed ? weight.size(1) * o.groups : weight.size(0);
  const int64_t missing = 3 - (input.dim() - 2);
  for (int64_t d = 0; d < 3; ++d) {
    ConvWindow& w = s.window;
    w.input[d] = w.output[d] = w.kernel[d] = w.stride[d] = w.dilation[d] = w.upsample[d] = 1;
    if (d < missing) continue;
    const int64_t e = d - missing;
    w.input[d] = input.size(e + 2);
    w.kernel[d] = weight.size(e + 2);
    w.dilation[d] = o.dilation[e];
    const int64_t reach = o.dilation[e] * (w.kernel[d] - 1);
    if (o.transposed) {
      w.upsample[d] = o.stride[e];
      w.padding[d] = reach - o.padding[e];
      w.output[d] = (w.input[d] - 1) * o.stride[e] - 2 * o.padding[e] + reach + o.output_padding[e] + 1;
    } else {
      w.stride[d] = o.stride[e];
      w.padding[d] = o.padding[e];
      w.output[d] = (w.input[d] + 2 * o.padding[e] - reach - 1) / o.stride[e] + 1;
    }
  }
  s.window.channels = s.in_channels / s.groups;
  s.window.pixel_stride = s.in_channels;
  return s;
}

Ints conv_result_sizes(const ConvShape& s, int64_t rank) {
  Ints sizes{s.batch, s.in_channels > 0 ? s.out_channels : 0};  // PyTorch's answer to an input without channels
  for (int64_t d = 3 - (rank - 2); d < 3; ++d) sizes.push_back(s.window.output[d]);
  for (const int64_t size : sizes) {
    check(size >= 0, "Given input size per channel, calculated output size per channel ", sizes,
          ". Output size is too small");
  }
  return sizes;
}

namespace {

// Everything that the packed form depends on besides the bytes.
DerivedKey key_of(int64_t kernel, const ConvOptions& o, const Tensor& weight) {
  DerivedKey key{};
  std::size_t at = 0;
  key[at++] = kernel;
  key[at++] = o.groups * 2 + o.transposed;
  key[at++] = weight.offset();
  key[at++] = static_cast<int64_t>(weight.dtype());
  for (const int64_t size : weight.sizes()) key[at++] = size;
  for (const int64_t stride : weight.strides()) key[at++] = stride;
  return key;
}

template <typename Packed, typename F>
Ref<Packed> packed_weights(int64_t kernel, const ConvOptions& o, const Tensor& weight, F&& make) {
  return packed_once<Packed>(weight, key_of(kernel, o, weight), make);
}

}  // namespace

template <typename T>
Ref<PackedConv<T>> packed_conv(const ConvShape& s, const ConvOptions& o, const Tensor& weight) {
  return packed_weights<PackedConv<T>>(kDirectKey, o, weight, [&] {
    return make_ref<PackedConv<T>>(s, o.transposed, contiguous(weight).template data<T>());
  });
}
template Ref<PackedConv<float>> packed_conv(const ConvShape&, const ConvOptions&, const Tensor&);
template Ref<PackedConv<double>> packed_conv(const ConvShape&, const ConvOptions&, const Tensor&);

Ref<PackedDepthwise> packed_depthwise(const ConvShape& s, const ConvOptions& o, const Tensor& weight) {
  return packed_weights<PackedDepthwise>(
      kDepthwiseKey, o, weight, [&] { return make_ref<PackedDepthwise>(s, contiguous(weight).data<float>()); });
}

namespace {

// The ways for some shapes of a convolution that isn't transposed; false where none of them applies.
bool compute_specially(const ConvShape& s, const ConvOptions& o, const Tensor& weight,
                       const ConvOperands<float>& operands) {
  if (is_depthwise(s)) {
    convolve_depthwise(s, *packed_depthwise(s, o, weight), operands);
    return true;
  }
  ConvShape part = s;
  part.groups = 1;
  part.in_channels /= s.groups;
  part.out_channels /= s.groups;
  const int tile = winograd_tile(part);
  if (tile == 0) return false;
  Ints sizes = weight.sizes();
  sizes[0] = part.out_channels;
  const auto convolve_group = [&](int64_t g) {
    const int64_t first = g * part.out_channels;
    const Tensor taps = weight.view_as(sizes, weight.strides(), weight.offset() + first * weight.stride(0));
    const auto packed = packed_weights<PackedWinograd>(kWinogradKey + tile, o, taps, [&] {
      return make_ref<PackedWinograd>(part, tile, pack_taps(part, contiguous(taps).data<float>()));
    });
    convolve_winograd(part, *packed,
                      {operands.input + g * part.in_channels, operands.output + first,
                       operands.bias ? operands.bias + first : nullptr,
                       operands.residual ? operands.residual + first : nullptr, operands.activation, s.out_channels});
  };
  // Many groups are shared out, few are computed by all threads, one after another.
  const int64_t at_once = s.groups >= 4 * thread_count() ? 1 : s.groups;
  parallel_for(0, s.groups, at_once, [&](int64_t begin, int64_t end) {
    for (int64_t g = begin; g < end; ++g) convolve_group(g);
  });
  return true;
}

// Picks the way.
template <typename T>
void compute(const ConvShape& s, const ConvOptions& o, const Tensor& weight, const ConvOperands<T>& operands) {
  if (o.transposed && !operands.residual && operands.activation == Activation::None) {
    return convolve_transposed(s, o, weight, operands);
  }
  if constexpr (std::is_same_v<T, float>) {
    if (!o.transposed && compute_specially(s, o, weight, operands)) return;
  }
  convolve_direct(s, *packed_conv<T>(s, o, weight), operands);
}

// `compute` fills in the result, of an input that lies as it wants it.
template <typename T, typename F>
Tensor convolve_pixels(const ConvShape& s, Tensor input, const Tensor& bias, const ConvEnd& end, F&& compute) {
  Tensor residual = end.residual.defined() ? to_pixels(end.residual) : Tensor();
  const Tensor biases = bias.defined() ? contiguous(bias) : Tensor();
  const Ints sizes = conv_result_sizes(s, input.dim());
  check(!residual.defined() || (residual.sizes() == sizes && residual.dtype() == input.dtype()),
        "a fused convolution's residual has its result's size and dtype");
  const Tensor output = empty_strided(sizes, pixel_strides(sizes), input.dtype());
  const ConvOperands<T> operands{input.data<T>(), output.data<T>(), biases.defined() ? biases.data<T>() : nullptr,
                                 residual.defined() ? residual.data<T>() : nullptr, end.activation};
  compute(operands);
  if (end.channels_last) return output;
  input = residual = Tensor();  // copies, perhaps: not needed beside another one
  return from_pixels(output);
}

// The rest of `end` on a result that was computed plainly.
Tensor finish_plainly(Tensor result, const ConvEnd& end) {
  check(!end.residual.defined() && end.activation == Activation::None,
        "a fused convolution needs float32 or float64, got ", dtype_name(result.dtype()));
  return result;
}

}  // namespace

Tensor convolve(const char* op, const Tensor& input, const Tensor& weight, const Tensor& bias,
                const ConvOptions& options, const ConvEnd& end) {
  check_conv_sizes(options, input, weight, bias);
  check_conv_dtypes(input.dtype(), weight.dtype(), bias);
  const ConvShape shape = conv_shape(options, input, weight);
  const Ints sizes = conv_result_sizes(shape, input.dim());
  if (count_elements(sizes) == 0) return empty(sizes, input.dtype());
  const auto run = [&](const auto& operands) { compute(shape, options, weight, operands); };
  switch (input.dtype()) {
    case Dtype::Float32:
      if (suits_planes(shape, options, input)) {
        return convolve_pixels<float>(shape, input, bias, end, [&](const ConvOperands<float>& operands) {
          convolve_planes(shape, weight, operands);
        });
      }
      return convolve_pixels<float>(shape, to_pixels(input), bias, end, run);
    case Dtype::Float64: return convolve_pixels<double>(shape, to_pixels(input), bias, end, run);
    case Dtype::Float16:
    case Dtype::BFloat16: {
      ConvEnd wide = end;
      if (end.residual.defined()) wide.residual = to_dtype(end.residual, Dtype::Float32);
      const Tensor result = convolve(op, to_dtype(input, Dtype::Float32), to_dtype(weight, Dtype::Float32),
                                     bias.defined() ? to_dtype(bias, Dtype::Float32) : bias, options, wide);
      return to_dtype(result, input.dtype());
    }
    case Dtype::Int64: {
      const Tensor row_major = convolve_reference(shape, options.transposed, contiguous(input), contiguous(weight),
                                                  bias.defined() ? contiguous(bias) : bias);
      const Tensor result = finish_plainly(row_major.view_as(sizes, contiguous_strides(sizes), 0), end);
      return end.channels_last ? to_pixels(result) : result;
    }
    default: raise("RuntimeError", "\"", op, "\" not implemented for '", dtype_name(input.dtype()), "'");
  }
}

Tensor convolve_by(const ConvCompute& compute, const Tensor& input, const Ints& sizes, const Tensor& bias,
                   const ConvOptions& options, const ConvEnd& end) {
  const Tensor like = expand_to(scalar_tensor(0, Dtype::Float32), sizes);  // only its sizes matter
  check_conv_sizes(options, input, like, bias);
  check_conv_dtypes(input.dtype(), Dtype::Float32, bias);
  const ConvShape shape = conv_shape(options, input, like);
  const Ints result = conv_result_sizes(shape, input.dim());
  if (count_elements(result) == 0) return empty(result, input.dtype());
  return convolve_pixels<float>(shape, to_pixels(input), bias, end,
                                [&](const ConvOperands<float>& operands) { compute(shape, operands); });
}

}  // namespace flambeau
