#include "kernels/depthwise.h"

#include <algorithm>
#include <vector>

#include "parallel/parallel.h"
#include "simd/depthwise.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kChannels = 16;          // a cache line of them
constexpr int64_t kLinesBytes = 24 << 10;  // half a first-level cache
constexpr int64_t kLeastWork = 100'000;    // multiplications that are worth handing to a thread

// Rows of few channels, which are repeated until they fill kLanes.
std::vector<float> repeated(const float* rows, int64_t count, int64_t channels) {
  constexpr int64_t kLanes = DepthwiseLine::kLanes;
  std::vector<float> out(static_cast<std::size_t>(count * kLanes));
  for (int64_t i = 0; i < count * kLanes; ++i) {
    out[static_cast<std::size_t>(i)] = rows[i / kLanes * channels + i % kLanes % channels];
  }
  return out;
}

}  // namespace

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
  // As many channels at a time as keep the input lines under a kernel in the first-level cache from one output line to
  // the next; all of them where that would be few, which would read memory in too small pieces.
  const int64_t line_bytes = w.kernel[1] * w.input[2] * kChannels * static_cast<int64_t>(sizeof(float));
  const int64_t fitting = kLinesBytes / line_bytes;
  const int64_t block = fitting < 4 ? s.out_channels : std::min<int64_t>(fitting, 8) * kChannels;
  const int64_t blocks = (s.out_channels + block - 1) / block;
  const int64_t lines = s.batch * w.output[1];
  const int64_t work = w.output[2] * block * s.taps();
  std::vector<float> weights_of_lanes, bias_of_lanes;
  if (s.out_channels < DepthwiseLine::kLanes && DepthwiseLine::kLanes % s.out_channels == 0) {
    weights_of_lanes = repeated(weights.weights(), s.taps(), s.out_channels);
    if (operands.bias) bias_of_lanes = repeated(operands.bias, 1, s.out_channels);
  }
  parallel_for(0, lines * blocks, std::max<int64_t>(1, kLeastWork / work), [&](int64_t begin, int64_t end) {
    std::vector<const float*> taps(static_cast<std::size_t>(w.kernel[1]));
    DepthwiseLine line{};
    line.lines = taps.data();
    line.kernel_lines = w.kernel[1];
    line.kernel_columns = w.kernel[2];
    line.in_columns = w.input[2];
    line.out_columns = w.output[2];
    line.stride = w.stride[2];
    line.padding = w.padding[2];
    line.dilation = w.dilation[2];
    line.in_stride = line.out_stride = line.weight_stride = s.out_channels;
    line.low = clamp.low;
    line.high = clamp.high;
    line.repeated_weights = weights_of_lanes.empty() ? nullptr : weights_of_lanes.data();
    line.repeated_bias = bias_of_lanes.empty() ? nullptr : bias_of_lanes.data();
    for (int64_t i = begin; i < end; ++i) {
      const int64_t channel = i / lines * block;
      const int64_t image = i % lines / w.output[1];
      for (int64_t k = 0; k < w.kernel[1]; ++k) {
        const int64_t y = i % lines % w.output[1] * w.stride[1] - w.padding[1] + k * w.dilation[1];
        const int64_t at = (image * w.input[1] + y) * w.input[2] * s.in_channels + channel;
        taps[static_cast<std::size_t>(k)] = y < 0 || y >= w.input[1] ? nullptr : operands.input + at;
      }
      const int64_t at = i % lines * w.output[2] * s.out_channels + channel;
      line.channels = std::min(block, s.out_channels - channel);
      line.weights = weights.weights() + channel;
      line.bias = operands.bias ? operands.bias + channel : nullptr;
      line.out = operands.output + at;
      line.residual = operands.residual ? operands.residual + at : nullptr;
      depthwise_functions().line(line);
      const int64_t rows = line.channels == s.out_channels ? 1 : w.output[2];  // a line lies in one piece
      finish_activation(operands.activation, line.out, rows, s.out_channels, w.output[2] / rows * line.channels);
    }
  });
}

}  // namespace flambeau
