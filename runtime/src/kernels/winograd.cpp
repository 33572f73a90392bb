#include "kernels/winograd.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/exactness.h"
#include "kernels/spare_time.h"
#include "kernels/winograd_plan.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"
#include "simd/winograd.h"

namespace flambeau {

namespace {

constexpr int64_t kBlockBytes = 448 << 10;  // of transformed tiles and products that one thread works on
constexpr int64_t kSharedBytes = 8 << 20;   // of those that the threads work on together
constexpr int64_t kOwnTiles = 28;           // from which a thread has enough tiles of its own to use the weights well,
constexpr int64_t kOwnWeights = 1 << 20;    // if they are no larger: each block of tiles reads them all
constexpr int64_t kSharedTiles = 16;        // at least, for which several threads transform the same weights

// Transformed tiles of all threads, some input channels after the others: as many as gemm_serial adds up before it puts
// sums aside. Those of a point lie together, rows of so many channels.
struct Parts {
  Parts(const WinogradPlan& p, int64_t in_channels, int64_t tiles)
      : points(p.points), all(in_channels), rows(tiles), most(gemm_sum_depth(in_channels)) {}
  int64_t count() const { return divide_up(all, most); }
  int64_t from(int64_t part) const { return std::min(part * most, all); }
  int64_t channels(int64_t part) const { return from(part + 1) - from(part); }
  int64_t point_stride(int64_t part) const { return WinogradPlan::point_stride(rows, channels(part)); }
  int64_t start(int64_t part) const { return points * (rows * from(part) + 16 * part); }
  int64_t size() const { return start(count()); }

  int64_t points, all, rows, most;
};

// One convolution under way.
struct Work {
  const ConvShape& shape;
  const PackedWinograd& weights;
  const PackedWinograd::Form& form;
  const ConvOperands<float>& operands;
  const WinogradPlan& plan;
  const float* zeros;  // as many as a pixel has channels

  // Channels [from, from + channels) of tiles [first, first + count), rows of `stride`.
  void transform_inputs(int64_t first, int64_t count, int64_t from, int64_t channels, float* out, int64_t stride,
                        int64_t point_stride) const {
    const ConvWindow& w = shape.window;
    const auto transform = winograd_transforms(plan.tile_size).input;
    std::array<const float*, 36> pixels;
    WinogradInput input{pixels.data(), channels, out, point_stride};
    for (int64_t t = first; t < first + count; ++t, input.out += stride) {
      const WinogradPlan::Place at = plan.place(t);
      const float** pixel = pixels.data();
      for (int64_t i = 0; i < plan.side; ++i) {
        const int64_t y = at.y - w.padding[1] + i * plan.phase_lines;
        const bool line_inside = y >= 0 && y < w.input[1];
        const float* const line = operands.input + (at.image * w.input[1] + y) * w.input[2] * w.pixel_stride + from;
        for (int64_t j = 0; j < plan.side; ++j) {
          const int64_t x = at.x - w.padding[2] + j * plan.phase_columns;
          *pixel++ = line_inside && x >= 0 && x < w.input[2] ? line + x * w.pixel_stride : zeros;
        }
      }
      transform(input);
    }
  }

  // Output channels [from, from + channels) of tiles [first, first + count), which lie in rows of `stride`.
  void transform_outputs(int64_t first, int64_t count, int64_t from, int64_t channels, const float* in, int64_t stride,
                         int64_t point_stride) const {
    const ConvWindow& w = shape.window;
    const auto transform = winograd_transforms(plan.tile_size).output;
    Epilogue<float> clamp;
    clamp_by(operands.activation, clamp);
    WinogradOutput output{};
    output.in = in;
    output.point_stride = point_stride;
    output.channels = channels;
    const int64_t pixel = operands.out_stride ? operands.out_stride : shape.out_channels;
    output.pixel_stride = plan.phase_columns * pixel;
    output.line_stride = plan.phase_lines * w.output[2] * pixel;
    output.bias = operands.bias ? operands.bias + from : nullptr;
    output.low = clamp.low;
    output.high = clamp.high;
    for (int64_t t = first; t < first + count; ++t, output.in += stride) {
      const auto [image, y, x] = plan.place(t);
      if (y >= w.output[1] || x >= w.output[2]) continue;
      const int64_t at = ((image * w.output[1] + y) * w.output[2] + x) * pixel + from;
      output.out = operands.output + at;
      output.residual = operands.residual ? operands.residual + at : nullptr;
      output.lines = std::min<int64_t>(plan.tile_size, divide_up(w.output[1] - y, plan.phase_lines));
      output.columns = std::min<int64_t>(plan.tile_size, divide_up(w.output[2] - x, plan.phase_columns));
      transform(output);
      for (int64_t line = 0; line < output.lines; ++line) {
        finish_activation(operands.activation, output.out + line * output.line_stride, output.columns,
                          output.pixel_stride, channels);
      }
    }
  }

  // Rows of a point times panels [begin, end) of its weights; `out` is where the first panel's columns go.
  void multiply(const float* rows, int64_t count, const float* numbers, int64_t point, int64_t begin, int64_t end,
                float* out) const {
    const int64_t panel = panel_columns<float>();
    const float* const of_point = numbers + point * weights.point_stride();
    for (int64_t p = begin; p < end; ++p, out += panel) {
      // Mostly the next point follows.
      const float* const next = p + 1 < end ? of_point + (p + 1) * weights.panel_stride()
                                            : of_point + begin * weights.panel_stride() + weights.point_stride();
      gemm_serial(rows, plan.in_stride, count, shape.in_channels, of_point + p * weights.panel_stride(),
                  std::min(panel, shape.out_channels - p * panel), out, plan.out_stride, {}, false, next);
    }
  }

  // Tiles [first, first + count) from start to end on this thread, by transformed weights.
  void run_block(int64_t first, int64_t count, const float* numbers) const {
    const int64_t in_point = WinogradPlan::point_stride(count, plan.in_stride);
    const int64_t out_point = WinogradPlan::point_stride(count, plan.out_stride);
    const Scratch scratch(static_cast<std::size_t>(plan.bytes(count)));
    auto* const inputs = scratch.as<float>();
    float* const products = inputs + plan.points * in_point;
    transform_inputs(first, count, 0, shape.in_channels, inputs, plan.in_stride, in_point);
    const int64_t panels = divide_up(shape.out_channels, panel_columns<float>());
    for (int64_t p = 0; p < plan.points; ++p) {
      multiply(inputs + p * in_point, count, numbers, p, 0, panels, products + p * out_point);
    }
    transform_outputs(first, count, 0, shape.out_channels, products, plan.out_stride, out_point);
  }

  // The same by all threads together: few tiles, so that each thread takes points of its own and reads their weights
  // once.
  void run_together(int64_t first, int64_t count, const float* numbers) const {
    const int64_t in_point = WinogradPlan::point_stride(count, plan.in_stride);
    const int64_t out_point = WinogradPlan::point_stride(count, plan.out_stride);
    const Scratch scratch(static_cast<std::size_t>(plan.bytes(count)));
    auto* const inputs = scratch.as<float>();
    float* const products = inputs + plan.points * in_point;
    const int64_t grain = std::max<int64_t>(1, 8192 / (shape.in_channels * plan.points));
    parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
      transform_inputs(first + begin, end - begin, 0, shape.in_channels, inputs + begin * plan.in_stride,
                       plan.in_stride, in_point);
    });
    const int64_t panel = panel_columns<float>();
    const int64_t parts = std::max<int64_t>(1, shape.out_channels / (4 * panel));  // of the columns
    const int64_t panels = divide_up(shape.out_channels, panel);
    parallel_for(0, plan.points * parts, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t p = i / parts;
        const int64_t first_panel = panels * (i % parts) / parts;
        multiply(inputs + p * in_point, count, numbers, p, first_panel, panels * (i % parts + 1) / parts,
                 products + p * out_point + first_panel * panel);
      }
    });
    parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
      transform_outputs(first + begin, end - begin, 0, shape.out_channels, products + begin * plan.out_stride,
                        plan.out_stride, out_point);
    });
  }

  // The same by weights that are transformed a part at a time, but for those that a form has: each thread makes panels
  // of its own of the result.
  void run_by_taps(int64_t first, int64_t count) const {
    const Parts parts(plan, shape.in_channels, count);
    const int64_t panels = divide_up(shape.out_channels, panel_columns<float>());
    const Scratch scratch(static_cast<std::size_t>(parts.size()) * sizeof(float));
    auto* const inputs = scratch.as<float>();
    const int64_t grain = std::max<int64_t>(1, 8192 / (shape.in_channels * plan.points));
    parallel_for(0, count, grain, [&](int64_t begin, int64_t end) {
      for (int64_t part = 0; part < parts.count(); ++part) {
        const int64_t channels = parts.channels(part);
        transform_inputs(first + begin, end - begin, parts.from(part), channels,
                         inputs + parts.start(part) + begin * channels, channels, parts.point_stride(part));
      }
    });
    // Where there are few panels, each has several threads, which transform the same weights.
    const int64_t shares = std::clamp<int64_t>(2 * thread_count() / panels, 1, divide_up(count, kSharedTiles));
    parallel_for(0, panels * shares, 1, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t start = count * (i % shares) / shares;
        multiply_panel(i / shares, parts, inputs, first, start, count * (i % shares + 1) / shares - start);
      }
    });
  }

  // Tiles [start, start + count) of those that begin with `first`, times a panel.
  void multiply_panel(int64_t panel, const Parts& parts, const float* inputs, int64_t first, int64_t start,
                      int64_t count) const {
    const GemmOf<float>& f = gemm_functions<float>();
    const int64_t column = panel * f.tile_columns;
    const int64_t columns = std::min(f.tile_columns, shape.out_channels - column);
    const int64_t width = columns <= f.tile_columns / 2 ? f.tile_columns / 2 : f.tile_columns;
    const bool is_transformed = panel < form.panels;
    const int64_t weights_stride = is_transformed ? weights.point_stride() : parts.most * width + 16;
    const int64_t out_point = WinogradPlan::point_stride(count, width);
    const int64_t weights_size = is_transformed ? 0 : plan.points * weights_stride;
    const Scratch scratch(static_cast<std::size_t>(weights_size + plan.points * out_point) * sizeof(float));
    auto* const products = scratch.as<float>();
    float* const transformed = products + plan.points * out_point;
    const int64_t tiles = divide_up(count, f.tile_rows);
    GemmTile<float> tile{};
    tile.c_stride = tile.columns = width;
    tile.segments = 1;
    tile.low = -std::numeric_limits<float>::infinity();
    tile.high = std::numeric_limits<float>::infinity();
    for (int64_t part = 0; part < parts.count(); ++part) {
      const int64_t channels = parts.channels(part);
      const float* numbers = transformed;
      if (is_transformed) {
        numbers = form.numbers() + panel * weights.panel_stride() + parts.from(part) * width;
      } else {
        weights.transform(*form.taps, column, parts.from(part), channels, transformed, weights_stride);
      }
      tile.depth = tile.a_stride = channels;
      tile.accumulate = part > 0;
      // The inputs of the next point come into the cache meanwhile.
      const int64_t piece = count * channels * static_cast<int64_t>(sizeof(float)) / tiles;
      tile.ahead_step = divide_up(piece, 2 * channels);
      tile.ahead_second = piece / 2;
      for (int64_t point = 0; point < plan.points; ++point) {
        const float* const rows = inputs + parts.start(part) + point * parts.point_stride(part) + start * channels;
        const float* const next = point + 1 < plan.points ? rows + parts.point_stride(part) : inputs;
        tile.b = numbers + point * weights_stride;
        tile.ahead = reinterpret_cast<const char*>(next);
        for (int64_t t = 0; t < tiles; ++t) {
          const int64_t row = count * t / tiles;
          tile.rows = count * (t + 1) / tiles - row;
          tile.a = rows + row * channels;
          tile.c = products + point * out_point + row * width;
          f.tile(tile);
          tile.ahead += piece;
        }
      }
    }
    transform_outputs(first + start, count, column, columns, products, width, out_point);
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
  // of them, transforming one channel of a tile there or back as 180 (m = 4), 110 (m = 3) or 60 (m = 2).
  const auto cost = [&](int64_t points, int64_t tiles, int64_t transform) {
    return static_cast<double>(points * s.in_channels * s.out_channels * (tiles + 8) +
                               tiles * transform * (s.in_channels + s.out_channels));
  };
  int best = 0;
  double least = cost(9, static_cast<int64_t>(static_cast<double>(s.batch * s.out_pixels()) * reached), 1);
  for (const auto& [tile, transform] : {std::pair{2, 60}, std::pair{3, 110}, std::pair{4, 180}}) {
    const WinogradPlan plan(s, tile);
    const double needed = cost(plan.points, plan.tiles, transform);
    if (needed >= least) continue;
    best = tile;
    least = needed;
  }
  return best;
}

namespace {

void run(const Work& work, const float* numbers) {
  const WinogradPlan& plan = work.plan;
  const int64_t threads = thread_count();
  if (numbers && plan.tiles >= kOwnTiles * threads && work.weights.transformed_bytes() <= kOwnWeights) {
    const int64_t most = plan.fitting(kBlockBytes);
    const int64_t rounds = (plan.tiles + most * threads - 1) / (most * threads);
    const int64_t blocks = rounds * threads;
    parallel_for(0, blocks, 1, [&](int64_t begin, int64_t end) {
      for (int64_t b = begin; b < end; ++b) {
        const int64_t first = plan.tiles * b / blocks;
        work.run_block(first, plan.tiles * (b + 1) / blocks - first, numbers);
      }
    });
    return;
  }
  const int64_t most = plan.fitting(kSharedBytes);
  for (int64_t first = 0; first < plan.tiles; first += most) {
    const int64_t count = std::min(most, plan.tiles - first);
    if (numbers) work.run_together(first, count, numbers);
    else work.run_by_taps(first, count);
  }
}

}  // namespace

void convolve_winograd(const ConvShape& shape, PackedWinograd& weights, const ConvOperands<float>& operands) {
  const PackedWinograd::Form form = weights.form();
  const auto start = SpareTime::Clock::now();
  const WinogradPlan plan(shape, weights.tile());
  const Scratch zeros(static_cast<std::size_t>(shape.in_channels) * sizeof(float));
  std::fill_n(zeros.as<float>(), shape.in_channels, 0.0F);
  const Work work{shape, weights, form, operands, plan, zeros.as<const float>()};
  if (!form.taps) {
    run(work, form.numbers());
  } else if (weights.transformed_bytes() <= kOwnWeights || gemm_sum_depth(shape.in_channels) == 0) {
    // Small ones are transformed in no time; the others' sums are taken in another order than parts of them are.
    const Scratch transformed(static_cast<std::size_t>(weights.transformed_bytes()));
    const int64_t panels = divide_up(shape.out_channels, panel_columns<float>());
    weights.transform_panels(*form.taps, 0, panels, transformed.as<float>());
    run(work, transformed.as<const float>());
  } else {
    run(work, nullptr);
  }
  SpareTime::note_run(SpareTime::Clock::now() - start);
  weights.note_run();
}

}  // namespace flambeau
