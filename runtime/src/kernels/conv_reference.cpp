#include "kernels/conv.h"

namespace flambeau {

namespace {

// One output number: the sum over the taps that lie inside and the input channels of its group.
template <typename T, typename Sum>
Sum sum_taps(const ConvShape& s, bool transposed, const T* input, const T* weight, int64_t n, int64_t channel,
             const int64_t (&at)[3]) {
  const ConvWindow& w = s.window;
  const int64_t in = s.in_channels / s.groups;
  const int64_t out = s.out_channels / s.groups;
  const int64_t group = channel / out;
  Sum sum = Sum(0);
  int64_t k[3];
  for (k[0] = 0; k[0] < w.kernel[0]; ++k[0]) {
    for (k[1] = 0; k[1] < w.kernel[1]; ++k[1]) {
      for (k[2] = 0; k[2] < w.kernel[2]; ++k[2]) {
        int64_t pixel = 0;
        bool inside = true;
        for (int d = 0; d < 3; ++d) {
          const int64_t position = at[d] * w.stride[d] - w.padding[d] + k[d] * w.dilation[d];
          inside = inside && position >= 0 && position % w.upsample[d] == 0 && position / w.upsample[d] < w.input[d];
          pixel = pixel * w.input[d] + position / w.upsample[d];
        }
        if (!inside) continue;
        const int64_t forward = (k[0] * w.kernel[1] + k[1]) * w.kernel[2] + k[2];
        const int64_t tap = transposed ? s.taps() - 1 - forward : forward;
        for (int64_t i = 0; i < in; ++i) {
          const int64_t row = transposed ? (group * in + i) * out + channel % out : channel * in + i;
          sum += static_cast<Sum>(input[(n * s.in_channels + group * in + i) * s.in_pixels() + pixel]) *
                 static_cast<Sum>(weight[row * s.taps() + tap]);
        }
      }
    }
  }
  return sum;
}

template <typename T, typename Sum>
void convolve_plain(const ConvShape& s, bool transposed, const T* input, const T* weight, const T* bias, T* output) {
  for (int64_t n = 0; n < s.batch; ++n) {
    for (int64_t c = 0; c < s.out_channels; ++c) {
      int64_t at[3];
      for (at[0] = 0; at[0] < s.window.output[0]; ++at[0]) {
        for (at[1] = 0; at[1] < s.window.output[1]; ++at[1]) {
          for (at[2] = 0; at[2] < s.window.output[2]; ++at[2]) {
            const Sum sum = sum_taps<T, Sum>(s, transposed, input, weight, n, c, at);
            const Sum total = bias ? sum + static_cast<Sum>(bias[c]) : sum;
            if constexpr (sizeof(T) == 2 && !std::is_integral_v<T>) {
              *output++ = T(static_cast<float>(total));
            } else {
              *output++ = static_cast<T>(total);
            }
          }
        }
      }
    }
  }
}

}  // namespace

Tensor convolve_reference(const ConvShape& s, bool transposed, const Tensor& input, const Tensor& weight,
                          const Tensor& bias) {
  Tensor output =
      empty({s.batch, s.out_channels, s.window.output[0], s.window.output[1], s.window.output[2]}, input.dtype());
  dispatch_real(input.dtype(), "convolution", [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* const biases = bias.defined() ? bias.data<T>() : nullptr;
    if constexpr (std::is_integral_v<T>) {
      // Unsigned: overflow wraps, as it does in eager.
      convolve_plain<T, uint64_t>(s, transposed, input.data<T>(), weight.data<T>(), biases, output.data<T>());
    } else {
      convolve_plain<T, double>(s, transposed, input.data<T>(), weight.data<T>(), biases, output.data<T>());
    }
  });
  return output;
}

}  // namespace flambeau
