// Convolutions of one tap whose input's channels are scaled as they are read: what squeeze and excitation end in. A
// scaled map has no memory of its own; some of its pixels at a time are in a cache.
#include <algorithm>

#include "kernels/conv.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {

namespace {

constexpr int64_t kRowsBytes = 128 << 10;  // of scaled pixels: they stay in the second-level cache
constexpr int64_t kLeastWork = 40'000;     // multiplications that are worth handing to a thread

}  // namespace

void convolve_scaled(const ConvShape& s, const PackedConv<float>& weights, const ChannelScale& scale,
                     const ConvOperands<float>& operands) {
  const int64_t depth = s.in_channels;
  const int64_t columns = s.out_channels;
  const int64_t rows = s.batch * s.out_pixels();
  const int64_t tile_rows = gemm_functions<float>().tile_rows;
  const int64_t tiles = (rows + tile_rows - 1) / tile_rows;
  // Few pixels: the columns are shared out too, by whole panels.
  const int64_t panel = panel_columns<float>();
  const int64_t panels = (columns + panel - 1) / panel;
  const int64_t parts = tiles < thread_count() ? std::min<int64_t>(panels, thread_count()) : 1;
  // Rows whose distance is a large power of two would share a few places of the first-level cache.
  const int64_t row_stride = depth % 512 == 0 ? depth + 16 : depth;
  const int64_t most =
      std::max<int64_t>(1, kRowsBytes / (tile_rows * row_stride * static_cast<int64_t>(sizeof(float))));
  Epilogue<float> epilogue;
  epilogue.bias = operands.bias;
  epilogue.residual = operands.residual;
  epilogue.residual_stride = columns;
  epilogue.activation = operands.activation;
  clamp_by(operands.activation, epilogue);
  const int64_t work = tile_rows * depth * columns / parts;
  parallel_for(0, tiles * parts, std::max<int64_t>(1, kLeastWork / work), [&](int64_t begin, int64_t end) {
    const int64_t count = std::min(most, end - begin);
    const Scratch scaled(static_cast<std::size_t>(count * tile_rows * row_stride) * sizeof(float));
    for (int64_t at = begin; at < end;) {
      // As many tiles as fit, of one part of the columns.
      const int64_t part = at / tiles;
      const int64_t last = std::min({end, at + count, (part + 1) * tiles});
      const int64_t row = rows * (at - part * tiles) / tiles;
      const int64_t until = rows * (last - part * tiles) / tiles;
      at = last;
      for (int64_t r = row; r < until; ++r) {
        const float* const factors = scale.factors + r / s.out_pixels() * scale.image_stride;
        conv_functions().scale(operands.input + r * depth, factors, depth, scaled.as<float>() + (r - row) * row_stride);
      }
      const int64_t column = panels * part / parts * panel;
      const int64_t width = std::min(columns, panels * (part + 1) / parts * panel) - column;
      gemm_serial(scaled.as<const float>(), row_stride, until - row, depth, weights.panels(0) + column * depth, width,
                  operands.output + row * columns + column, columns, epilogue.at(row, column));
    }
  });
}

}  // namespace flambeau
