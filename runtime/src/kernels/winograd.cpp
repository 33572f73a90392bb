#include "kernels/winograd.h"

#include <algorithm>
#include <array>

#include "base/exactness.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/winograd.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kBlockBytes = 448 << 10;  // of transformed tiles and products that one thread works on
constexpr int64_t kSharedBytes = 8 << 20;   // of those that the threads work on together
constexpr int64_t kOwnTiles = 28;           // from which a thread has enough tiles of its own to use the weights well,
constexpr int64_t kOwnWeights = 1 << 20;    // if they are no larger: each block of tiles reads them all

int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// How the image is cut into tiles, and where the intermediate numbers lie. A dilated convolution is as many plain ones
// as its kernel has pixels between two taps: of every second line and column, say, beginning at the first and the
// second.
struct Plan {
  Plan(const ConvShape& s, int tile)
      : tile_size(tile),
        side(tile + 2),
        points(static_cast<int64_t>(side) * side),
        phase_lines(s.window.dilation[1]),
        phase_columns(s.window.dilation[2]),
        lines(divide_up(divide_up(s.window.output[1], phase_lines), tile)),
        columns(divide_up(divide_up(s.window.output[2], phase_columns), tile)),
        tiles(s.batch * phase_lines * phase_columns * lines * columns),
        in_stride(padded(s.in_channels)),
        out_stride(padded(s.out_channels)) {}

  // The image of a tile and the output pixel that it starts at, which may lie outside for the last tiles of a phase.
  struct Place {
    int64_t image, y, x;
  };
  Place place(int64_t tile) const {
    const int64_t column = tile % columns;
    const int64_t line = tile / columns % lines;
    const int64_t phase = tile / (columns * lines);
    return {phase / (phase_lines * phase_columns), line * tile_size * phase_lines + phase / phase_columns % phase_lines,
            column * tile_size * phase_columns + phase % phase_columns};
  }

  // Rows that are a large power of two apart would evict each other.
  static int64_t padded(int64_t channels) { return channels % 256 == 0 ? channels + 16 : channels; }
  // Elements from a point to the next for `count` tiles; again no power of two.
  static int64_t point_stride(int64_t count, int64_t stride) { return count * stride + 16; }
  int64_t bytes(int64_t count) const {
    return points * (point_stride(count, in_stride) + point_stride(count, out_stride)) *
           static_cast<int64_t>(sizeof(float));
  }
  // How many tiles fit into that many bytes.
  int64_t fitting(int64_t limit) const { return std::max<int64_t>(8, limit / (points * (in_stride + out_stride) * 4)); }

  int tile_size, side;
  int64_t points;
  int64_t phase_lines, phase_columns;  // lines and columns from one of a phase to its next
  int64_t lines, columns;              // of tiles in a phase
  int64_t tiles, in_stride, out_stride;
};

// One convolution under way.
struct Work {
  const ConvShape& shape;
  const PackedWinograd& weights;
  const ConvOperands<float>& operands;
  const Plan& plan;
  const float* zeros;  // as many as a pixel has channels

  void transform_inputs(int64_t first, int64_t count, float* out, int64_t point_stride) const {
    const ConvWindow& w = shape.window;
    const auto transform = plan.tile_size == 4 ? winograd_functions().input4 : winograd_functions().input2;
    std::array<const float*, 36> pixels;
    WinogradInput input{pixels.data(), shape.in_channels, out, point_stride};
    for (int64_t t = first; t < first + count; ++t, input.out += plan.in_stride) {
      const Plan::Place at = plan.place(t);
      const float** pixel = pixels.data();
      for (int64_t i = 0; i < plan.side; ++i) {
        const int64_t y = at.y - w.padding[1] + i * plan.phase_lines;
        const bool line_inside = y >= 0 && y < w.input[1];
        const float* const line = operands.input + (at.image * w.input[1] + y) * w.input[2] * w.pixel_stride;
        for (int64_t j = 0; j < plan.side; ++j) {
          const int64_t x = at.x - w.padding[2] + j * plan.phase_columns;
          *pixel++ = line_inside && x >= 0 && x < w.input[2] ? line + x * w.pixel_stride : zeros;
        }
      }
      transform(input);
    }
  }

  void transform_outputs(int64_t first, int64_t count, const float* in, int64_t point_stride) const {
    const ConvWindow& w = shape.window;
    const auto transform = plan.tile_size == 4 ? winograd_functions().output4 : winograd_functions().output2;
    Epilogue<float> clamp;
    clamp_by(operands.activation, clamp);
    WinogradOutput output{};
    output.in = in;
    output.point_stride = point_stride;
    output.channels = shape.out_channels;
    output.pixel_stride = plan.phase_columns * shape.out_channels;
    output.line_stride = plan.phase_lines * w.output[2] * shape.out_channels;
    output.bias = operands.bias;
    output.low = clamp.low;
    output.high = clamp.high;
    for (int64_t t = first; t < first + count; ++t, output.in += plan.out_stride) {
      const auto [image, y, x] = plan.place(t);
      if (y >= w.output[1] || x >= w.output[2]) continue;
      const int64_t at = ((image * w.output[1] + y) * w.output[2] + x) * shape.out_channels;
      output.out = operands.output + at;
      output.residual = operands.residual ? operands.residual + at : nullptr;
      output.lines = std::min<int64_t>(plan.tile_size, divide_up(w.output[1] - y, plan.phase_lines));
      output.columns = std::min<int64_t>(plan.tile_size, divide_up(w.output[2] - x, plan.phase_columns));
      transform(output);
      for (int64_t line = 0; line < output.lines; ++line) {
        finish_activation(operands.activation, output.out + line * output.line_stride, output.columns,
                          output.pixel_stride, shape.out_channels);
      }
    }
  }

  // Tiles [first, first + count) from start to end on this thread.
  void run_block(int64_t first, int64_t count) const {
    const int64_t in_point = Plan::point_stride(count, plan.in_stride);
    const int64_t out_point = Plan::point_stride(count, plan.out_stride);
    const Scratch scratch(static_cast<std::size_t>(plan.bytes(count)));
    auto* const inputs = scratch.as<float>();
    float* const products = inputs + plan.points * in_point;
    transform_inputs(first, count, inputs, in_point);
    for (int64_t p = 0; p < plan.points; ++p) {
      gemm_serial(inputs + p * in_point, plan.in_stride, count, shape.in_channels, weights.panels(p),
                  shape.out_channels, products + p * out_point, plan.out_stride);
    }
    transform_outputs(first, count, products, out_point);
  }

  // The same by all threads together: few tiles, so that each thread takes points of its own and reads their weights
  // once.
  void run_together(int64_t first, int64_t count) const {
    const int64_t in_point = Plan::point_stride(count, plan.in_stride);
    const int64_t out_point = Plan::point_stride(count, plan.out_stride);
    const Scratch scratch(static_cast<std::size_t>(plan.bytes(count)));
    auto* const inputs = scratch.as<float>();
    float* const products = inputs + plan.points * in_point;
    const int64_t grain = std::max<int64_t>(1, 8192 / (shape.in_channels * plan.points));
    parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
      transform_inputs(first + begin, end - begin, inputs + begin * plan.in_stride, in_point);
    });
    const int64_t panel = panel_columns<float>();
    const int64_t parts = std::max<int64_t>(1, shape.out_channels / (4 * panel));  // of the columns
    const int64_t panels = (shape.out_channels + panel - 1) / panel;
    parallel_for(0, plan.points * parts, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t p = i / parts;
        const int64_t column = panels * (i % parts) / parts * panel;
        const int64_t width = std::min(shape.out_channels, panels * (i % parts + 1) / parts * panel) - column;
        gemm_serial(inputs + p * in_point, plan.in_stride, count, shape.in_channels,
                    weights.panels(p) + column * shape.in_channels, width, products + p * out_point + column,
                    plan.out_stride);
      }
    });
    parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
      transform_outputs(first + begin, end - begin, products + begin * plan.out_stride, out_point);
    });
  }
};

}  // namespace

int winograd_tile(const ConvShape& s) {
  const ConvWindow& w = s.window;
  bool fits = !exact_results && s.groups == 1 && w.kernel[0] == 1 && w.input[0] == 1 && w.padding[0] == 0 &&
              s.in_channels >= 16 && s.out_channels >= 16;
  for (int d = 1; d < 3; ++d) {
    fits = fits && w.kernel[d] == 3 && w.stride[d] == 1 && w.upsample[d] == 1;
  }
  if (!fits) return 0;
  // The direct way leaves out taps in the padding.
  double reached = 1;
  for (int d = 1; d < 3; ++d) {
    int64_t outputs = 0;
    for (int64_t k = 0; k < 3; ++k) {
      const int64_t shift = w.padding[d] - k * w.dilation[d];
      outputs += std::max<int64_t>(0, std::min(w.output[d], w.input[d] + shift) - std::max<int64_t>(0, shift));
    }
    reached *= static_cast<double>(outputs) / static_cast<double>(3 * w.output[d]);
  }
  // Multiplications, and what else costs as much time as one: a weight, which is read while others are multiplied, as 8
  // of them, transforming one channel of a tile there or back as 180 (m = 4) or 60 (m = 2).
  const auto cost = [&](int64_t points, int64_t tiles, int64_t transform) {
    return static_cast<double>(points * s.in_channels * s.out_channels * (tiles + 8) +
                               tiles * transform * (s.in_channels + s.out_channels));
  };
  const Plan four(s, 4);
  const Plan two(s, 2);
  const double by_four = cost(36, four.tiles, 180);
  const double by_two = cost(16, two.tiles, 60);
  const double direct = cost(9, static_cast<int64_t>(static_cast<double>(s.batch * s.out_pixels()) * reached), 1);
  if (direct <= by_four && direct <= by_two) return 0;
  return by_four < by_two ? 4 : 2;
}

PackedWinograd::PackedWinograd(const ConvShape& s, int tile, const float* weight)
    : tile_(tile), point_size_(packed_size<float>(s.in_channels, s.out_channels)) {
  constexpr int64_t kChannels = 16;  // of the input at a time: what is transposed stays in the first-level cache
  const auto transform = tile == 4 ? winograd_functions().weights4 : winograd_functions().weights2;
  const int64_t panel = panel_columns<float>();
  storage_ = allocate_kept(static_cast<std::size_t>((tile + 2) * (tile + 2) * point_size_) * sizeof(float));
  auto* const packed = reinterpret_cast<float*>(storage_->data());
  parallel_for(0, (s.out_channels + panel - 1) / panel, 1, [&](int64_t begin, int64_t end) {
    const Scratch taps(static_cast<std::size_t>(kChannels * 9 * panel) * sizeof(float));
    for (int64_t j = begin * panel; j < std::min(end * panel, s.out_channels); j += panel) {
      const int64_t count = std::min(panel, s.out_channels - j);
      const int64_t width = count <= panel / 2 ? panel / 2 : panel;
      if (count < width) std::fill_n(taps.as<float>(), kChannels * 9 * width, 0.0F);
      for (int64_t first = 0; first < s.in_channels; first += kChannels) {
        const int64_t channels = std::min(kChannels, s.in_channels - first);
        conv_functions().f32.transpose(weight + (j * s.in_channels + first) * 9, s.in_channels * 9, count, channels * 9,
                                       taps.as<float>(), width);
        WinogradWeights part{taps.as<float>(), width, packed + (j * s.in_channels + first * width), point_size_};
        for (int64_t i = 0; i < channels; ++i, part.taps += 9 * width, part.out += width) transform(part);
      }
    }
  });
}

void convolve_winograd(const ConvShape& shape, const PackedWinograd& weights, const ConvOperands<float>& operands) {
  const Plan plan(shape, weights.tile());
  const Scratch zeros(static_cast<std::size_t>(shape.in_channels) * sizeof(float));
  std::fill_n(zeros.as<float>(), shape.in_channels, 0.0F);
  const Work work{shape, weights, operands, plan, zeros.as<const float>()};
  const int64_t threads = thread_count();
  if (threads == 1 || (plan.tiles >= kOwnTiles * threads && weights.bytes() <= kOwnWeights)) {
    const int64_t most = plan.fitting(kBlockBytes);
    const int64_t rounds = (plan.tiles + most * threads - 1) / (most * threads);
    const int64_t blocks = rounds * threads;
    parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
      for (int64_t b = begin; b < end; ++b) {
        const int64_t first = plan.tiles * b / blocks;
        work.run_block(first, plan.tiles * (b + 1) / blocks - first);
      }
    });
    return;
  }
  const int64_t most = plan.fitting(kSharedBytes);
  for (int64_t first = 0; first < plan.tiles; first += most) {
    work.run_together(first, std::min(most, plan.tiles - first));
  }
}

}  // namespace flambeau
