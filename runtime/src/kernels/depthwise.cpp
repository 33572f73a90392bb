#include "kernels/depthwise.h"

#include <algorithm>
#include <vector>

#include "parallel/parallel.h"
#include "simd/depthwise.h"
#include "tensor/kept.h"

namespace flambeau {

bool is_depthwise(const ConvShape& s) {
  const ConvWindow& w = s.window;
  return s.groups == s.in_channels && s.groups == s.out_channels && s.groups > 1 && w.kernel[0] == 1 &&
         w.input[0] == 1 && w.padding[0] == 0 && w.upsample[1] == 1 && w.upsample[2] == 1;
}

PackedDepthwise::PackedDepthwise(const ConvShape& s, const float* weight)
    : storage_(allocate_kept(static_cast<std::size_t>(s.taps() * s.out_channels) * sizeof(float))) {
  auto* const out = reinterpret_cast<float*>(storage_->data());
  conv_functions().f32.transpose(weight, s.taps(), s.out_channels, s.taps(), out, s.out_channels);
}

void convolve_depthwise(const ConvShape& s, const PackedDepthwise& weights, const ConvOperands<float>& operands) {
  const ConvWindow& w = s.window;
  Epilogue<float> clamp;
  clamp_by(operands.activation, clamp);
  const int64_t line_work = w.output[2] * s.out_channels * s.taps();
  const int64_t grain = std::max<int64_t>(1, 200'000 / std::max<int64_t>(line_work, 1));
  parallel_for(0, s.batch * w.output[1], grain, [&](int64_t begin, int64_t end) {
    std::vector<const float*> lines(static_cast<std::size_t>(w.kernel[1]));
    DepthwiseLine line{};
    line.lines = lines.data();
    line.kernel_lines = w.kernel[1];
    line.kernel_columns = w.kernel[2];
    line.in_columns = w.input[2];
    line.out_columns = w.output[2];
    line.stride = w.stride[2];
    line.padding = w.padding[2];
    line.dilation = w.dilation[2];
    line.channels = s.out_channels;
    line.weights = weights.weights();
    line.bias = operands.bias;
    line.low = clamp.low;
    line.high = clamp.high;
    for (int64_t i = begin; i < end; ++i) {
      const int64_t image = i / w.output[1];
      for (int64_t k = 0; k < w.kernel[1]; ++k) {
        const int64_t y = i % w.output[1] * w.stride[1] - w.padding[1] + k * w.dilation[1];
        lines[static_cast<std::size_t>(k)] =
            y < 0 || y >= w.input[1] ? nullptr : operands.input + (image * w.input[1] + y) * w.input[2] * s.in_channels;
      }
      const int64_t at = i * w.output[2] * s.out_channels;
      line.out = operands.output + at;
      line.residual = operands.residual ? operands.residual + at : nullptr;
      depthwise_functions().line(line);
      finish_activation(operands.activation, line.out, w.output[2] * s.out_channels);
    }
  });
}

}  // namespace flambeau
