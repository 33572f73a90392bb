#include "kernels/reduced.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <numeric>
#include <vector>

#include "kernels/iterate.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kDepthUnits = 1024;      // of a panel, at a time: they stay in the second-level cache
constexpr int64_t kRowsBytes = 384 << 10;  // of the left matrix, while the panels pass by
constexpr int64_t kMostTiles = 16;         // of a block
constexpr int64_t kParallelWork = 40'000;  // units multiplied, below which a second thread costs more than it does
constexpr int64_t kBlocksPerThread = 4;    // so that threads end together

int64_t divide_up(int64_t value, int64_t by) { return (value + by - 1) / by; }

// A part of the depth: whole runs, or a part of one.
struct Piece {
  const int64_t* runs;
  int64_t run_count, run_length;
  int64_t offset;  // into each run
  int64_t depth;   // of the panel, before this piece
};

std::vector<Piece> pieces_of(const ReducedRows& rows) {
  std::vector<Piece> pieces;
  const int64_t together = std::max<int64_t>(1, kDepthUnits / std::max<int64_t>(rows.run_length, 1));
  const int64_t parts = divide_up(std::max<int64_t>(rows.run_length, 1), kDepthUnits);
  for (int64_t run = 0; run < rows.runs.ssize(); run += together) {
    const int64_t count = std::min(together, rows.runs.ssize() - run);
    for (int64_t part = 0; part < parts; ++part) {
      const int64_t first = rows.run_length * part / parts;
      const int64_t last = rows.run_length * (part + 1) / parts;
      pieces.push_back({rows.runs.begin() + run, count, last - first, first, run * rows.run_length + first});
    }
  }
  return pieces;
}

// How the rows are cut into tiles; each lies within a line.
struct Tiling {
  const ReducedRows& rows;
  int64_t line_tiles;

  Tiling(const ReducedRows& r, int64_t tile_rows) : rows(r), line_tiles(divide_up(r.line_rows, tile_rows)) {}
  int64_t count() const { return rows.lines * line_tiles; }
  int64_t first(int64_t tile) const { return rows.line_rows * (tile % line_tiles) / line_tiles; }  // within the line
  int64_t size(int64_t tile) const { return rows.line_rows * (tile % line_tiles + 1) / line_tiles - first(tile); }
  int64_t row(int64_t tile) const { return tile / line_tiles * rows.line_rows + first(tile); }
  const uint32_t* data(int64_t tile) const {
    const int64_t line = tile / line_tiles;
    return rows.data + line / rows.image_lines * rows.image_stride + line % rows.image_lines * rows.line_stride +
           first(tile) * rows.row_stride;
  }
};

// Every sum starts from what `zero` adds to it, with the sign changed: int32 sums are exact.
void start_sums(const PackedReduced& weights, int32_t zero, int64_t column, int64_t rows, int64_t width, void* sums) {
  std::memset(sums, 0, static_cast<std::size_t>(rows * width) * 4);
  if (!weights.is_int8() || zero == 0) return;
  auto* const out = static_cast<int32_t*>(sums);
  const int64_t count = std::min(width, weights.outputs() - column);
  for (int64_t j = 0; j < count; ++j) out[j] = -zero * weights.column_sums()[column + j];
  for (int64_t r = 1; r < rows; ++r) std::copy_n(out, width, out + r * width);
}

// `count` rows of weights (channels, taps) as a panel of `width` columns: units of channels, tap by tap.
template <typename T>
void pack_panel(const T* rows, int64_t count, int64_t channels, int64_t taps, int64_t width, uint8_t* panel) {
  constexpr int64_t kUnit = 4 / sizeof(T);
  const int64_t units = divide_up(channels, kUnit);
  std::memset(panel, 0, static_cast<std::size_t>(units * taps * width) * 4);
  T* const out = reinterpret_cast<T*>(panel);
  const int64_t whole = channels / kUnit * kUnit;
  for (int64_t j = 0; j < count; ++j) {
    const T* const row = rows + j * channels * taps;
    for (int64_t t = 0; t < taps; ++t) {
      T* unit = out + (t * units * width + j) * kUnit;
      for (int64_t c = 0; c < whole; c += kUnit, unit += width * kUnit) {
        if (taps == 1) {
          std::memcpy(unit, row + c, 4);
          continue;
        }
        for (int64_t i = 0; i < kUnit; ++i) unit[i] = row[(c + i) * taps + t];
      }
      for (int64_t c = whole; c < channels; ++c) unit[c - whole] = row[c * taps + t];
    }
  }
}

}  // namespace

PackedReduced::PackedReduced(const Tensor& weight) : is_int8_(weight.dtype() == Dtype::Int8), outputs_(weight.size(0)) {
  const int64_t channels = weight.size(1);
  int64_t taps = 1;
  for (int64_t d = 2; d < weight.dim(); ++d) taps *= weight.size(d);
  const int64_t unit = is_int8_ ? 4 : 2;  // numbers
  tap_units_ = divide_up(channels, unit);
  depth_ = tap_units_ * taps;
  check(!is_int8_ || depth_ <= 16'000, "an int8 product is at most 64,000 deep, got ", depth_ * 4);
  const int64_t half = functions().tile_columns / 2;
  const int64_t panels = divide_up(outputs_, 2 * half);
  storage_ = allocate_kept(static_cast<std::size_t>(depth_ * divide_up(outputs_, half) * half) * 4);
  column_sums_.resize(is_int8_ ? static_cast<std::size_t>(outputs_) : 0);
  const Tensor dense = contiguous(weight);
  auto* const out = reinterpret_cast<uint8_t*>(storage_->data());
  parallel_for(0, panels, 1, [&](int64_t begin, int64_t end) {
    for (int64_t column = begin * 2 * half; column < std::min(end * 2 * half, outputs_); column += 2 * half) {
      const int64_t count = std::min(2 * half, outputs_ - column);
      const int64_t width = count <= half ? half : 2 * half;
      uint8_t* const panel = out + column * depth_ * 4;
      if (!is_int8_) {
        pack_panel(dense.data<uint16_t>() + column * channels * taps, count, channels, taps, width, panel);
        continue;
      }
      const int8_t* const rows = dense.data<int8_t>() + column * channels * taps;
      pack_panel(rows, count, channels, taps, width, panel);
      for (int64_t j = 0; j < count; ++j) {
        const int8_t* const row = rows + j * channels * taps;
        column_sums_[static_cast<std::size_t>(column + j)] = std::accumulate(row, row + channels * taps, 0);
      }
    }
  });
}

void pack_numbers(const PackedReduced& weights, const ByteScale& scale, const float* in, int64_t count, uint8_t* out) {
  if (weights.is_int8()) {
    int8_functions().quantise(in, count, scale.factor, scale.zero, out);
  } else {
    bf16_functions().round(in, count, reinterpret_cast<uint16_t*>(out));
  }
}

void pack_rows(const PackedReduced& weights, const ByteScale& scale, const float* in, int64_t in_stride, int64_t rows,
               int64_t channels, uint32_t* out) {
  const int64_t bytes = channels * (weights.is_int8() ? 1 : 2);
  const int64_t row_bytes = weights.tap_units() * 4;
  auto* const start = reinterpret_cast<uint8_t*>(out);
  if (bytes == row_bytes && in_stride == channels) return pack_numbers(weights, scale, in, rows * channels, start);
  for (int64_t r = 0; r < rows; ++r) {
    uint8_t* const row = start + r * row_bytes;
    pack_numbers(weights, scale, in + r * in_stride, channels, row);
    std::memset(row + bytes, 0, static_cast<std::size_t>(row_bytes - bytes));
  }
}

void multiply_reduced(const ReducedRows& rows, const PackedReduced& weights, const ReducedResult& result) {
  const ProductFunctions& f = weights.functions();
  const Tiling tiling(rows, f.tile_rows);
  const std::vector<Piece> pieces = pieces_of(rows);
  const int64_t panels = divide_up(weights.outputs(), f.tile_columns);
  if (tiling.count() == 0 || panels == 0) return;
  const int64_t tile_bytes = f.tile_rows * 4 * std::min(rows.row_stride, weights.depth());
  const int64_t most_tiles = std::clamp(kRowsBytes / std::max<int64_t>(tile_bytes, 1), int64_t{1}, kMostTiles);
  const int64_t row_blocks = divide_up(tiling.count(), most_tiles);
  const int64_t wanted = divide_up(kBlocksPerThread * thread_count(), row_blocks);
  const int64_t column_blocks = std::min(panels, wanted);
  const int64_t work = weights.depth() * rows.lines * rows.line_rows * weights.outputs() / (row_blocks * column_blocks);
  const int64_t grain = std::max<int64_t>(1, kParallelWork / std::max<int64_t>(work, 1));

  parallel_for(0, row_blocks * column_blocks, grain, [&](int64_t begin, int64_t end) {
    const Scratch sums(static_cast<std::size_t>((tiling.count() / row_blocks + 1) * f.tile_rows * f.tile_columns) * 4);
    for (int64_t block = begin; block < end; ++block) {
      const int64_t first_tile = tiling.count() * (block % row_blocks) / row_blocks;
      const int64_t last_tile = tiling.count() * (block % row_blocks + 1) / row_blocks;
      const int64_t first_panel = panels * (block / row_blocks) / column_blocks;
      const int64_t last_panel = panels * (block / row_blocks + 1) / column_blocks;
      const int64_t first_row = tiling.row(first_tile);
      const int64_t row_count = tiling.row(last_tile - 1) + tiling.size(last_tile - 1) - first_row;
      for (int64_t column = first_panel * f.tile_columns; column < last_panel * f.tile_columns;
           column += f.tile_columns) {
        const int64_t count = std::min(f.tile_columns, weights.outputs() - column);
        const int64_t width = count <= f.tile_columns / 2 ? f.tile_columns / 2 : f.tile_columns;
        start_sums(weights, result.zero, column, row_count, width, sums.as<void>());
        for (const Piece& piece : pieces) {
          for (int64_t tile = first_tile; tile < last_tile; ++tile) {
            f.tile({tiling.data(tile) + piece.offset, rows.row_stride, piece.runs, piece.run_count, piece.run_length,
                    weights.panel(column) + piece.depth * width,
                    sums.as<float>() + (tiling.row(tile) - first_row) * width, tiling.size(tile), width});
          }
        }
        const int64_t at = first_row * weights.outputs() + column;
        constexpr float kInfinity = std::numeric_limits<float>::infinity();
        const bool clamps = result.activation == Activation::Relu || result.activation == Activation::Relu6;
        f.finish({sums.as<void>(), width, row_count, count, result.scales ? result.scales + column : nullptr,
                  result.bias ? result.bias + column : nullptr, result.residual ? result.residual + at : nullptr,
                  weights.outputs(), clamps ? 0 : -kInfinity, result.activation == Activation::Relu6 ? 6 : kInfinity,
                  result.data + at, weights.outputs()});
        if (clamps || result.activation == Activation::None) continue;
        activation_functions().apply(result.activation, result.data + at, row_count, weights.outputs(), count);
      }
    }
  });
}

}  // namespace flambeau
