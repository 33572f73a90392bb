// Convolutions whose rows of the product are read where they lie: for one tap, neighbouring outputs of a line are
// pixels of an input line, a stride apart. Nothing is gathered, and taps that lie in the padding are left out.
//
// A tile of outputs that no padding touches takes kernel lines as a whole, since the taps of one are adjacent in
// memory; at the ends of a line each column of taps is multiplied for the outputs that it reaches.
#include <algorithm>
#include <vector>

#include "kernels/conv.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {

namespace {

constexpr int64_t kBlockBytes = 256 << 10;  // of a panel that stays in the second-level cache while all lines pass by
constexpr int64_t kLeastColumns = 6;        // of the output: shorter lines leave registers empty
constexpr int64_t kTilesBytes = 32 << 10;   // of the input that stays in the first-level cache while all panels pass by
constexpr int64_t kRowsOfOneSet = 7;        // see tile_rows
constexpr int64_t kFewChannels = 16;        // below which an input is better copied between columns of zeros
constexpr int64_t kItemWork = 200'000;      // multiplications of an item of work, at least

struct Range {
  int64_t begin, end;
  int64_t size() const { return end - begin; }
  bool empty() const { return begin >= end; }
  bool contains(Range other) const { return begin <= other.begin && other.end <= end; }
};

Range intersect(Range a, Range b) { return {std::max(a.begin, b.begin), std::min(a.end, b.end)}; }
// For a <= 0, 0.
int64_t divide_up(int64_t a, int64_t b) { return a > 0 ? (a + b - 1) / b : 0; }

// Kernel lines and columns whose part of a panel is multiplied for all lines of the output before the next one's.
struct TapBlock {
  Range lines, columns;
};

std::vector<TapBlock> tap_blocks(const ConvWindow& w, int64_t tap_bytes) {
  const int64_t line_bytes = tap_bytes * w.kernel[2];
  const int64_t height = line_bytes * w.kernel[1] <= kBlockBytes ? w.kernel[1] : 1;
  const int64_t width = line_bytes <= kBlockBytes ? w.kernel[2] : 1;
  std::vector<TapBlock> blocks;
  for (int64_t y = 0; y < w.kernel[1]; y += height) {
    for (int64_t x = 0; x < w.kernel[2]; x += width) blocks.push_back({{y, y + height}, {x, x + width}});
  }
  return blocks;
}

// How many outputs of a line are a tile. Rows of the product whose distance is a multiple of 4 KB share one set of the
// first-level cache, which must hold a line of each.
template <typename T>
int64_t tile_rows(const ConvWindow& w) {
  const bool conflict = w.stride[2] * w.pixel_stride * static_cast<int64_t>(sizeof(T)) % 4096 == 0;
  return conflict ? std::min(gemm_functions<T>().tile_rows, kRowsOfOneSet) : gemm_functions<T>().tile_rows;
}

// Whether the input's pixels, as they lie, are the rows of the product.
bool is_pointwise(const ConvWindow& w) {
  for (int d = 0; d < 3; ++d) {
    if (w.kernel[d] != 1 || w.stride[d] != 1 || w.padding[d] != 0 || w.upsample[d] != 1) return false;
  }
  return true;
}

// One panel's columns of the result under way.
template <typename T>
class PanelOfLines {
 public:
  PanelOfLines(const ConvShape& shape, const ConvWindow& window, const PackedConv<T>& weights,
               const ConvOperands<T>& operands, int64_t group, int64_t column)
      : w_(window),
        operands_(operands),
        f_(gemm_functions<T>()),
        panel_(weights.panels(group) + column * weights.depth()),
        in_channel_(group * window.channels),
        out_channel_(group * weights.columns() + column),
        out_channels_(shape.out_channels),
        columns_(std::min(f_.tile_columns, weights.columns() - column)),
        panel_width_(columns_ <= f_.tile_columns / 2 ? f_.tile_columns / 2 : f_.tile_columns),
        adjacent_(window.dilation[2] == 1 && window.channels == window.pixel_stride) {
    clamp_by(operands.activation, clamp_);
    tile_.a_stride = w_.stride[2] * w_.pixel_stride;
    tile_.c_stride = tile_.residual_stride = out_channels_;
    tile_.columns = columns_;
    tile_.a_step = w_.dilation[1] * w_.input[2] * w_.pixel_stride;
    tile_.b_step = w_.kernel[2] * w_.channels * panel_width_;
  }

  // Tiles [begin, end), counted over all lines; `starts` are the first outputs of a line's tiles, and their end.
  void run(const std::vector<TapBlock>& blocks, Range range, const std::vector<int64_t>& starts) {
    const auto tiles = static_cast<int64_t>(starts.size()) - 1;
    for (const TapBlock& block : blocks) {
      first_ = &block == &blocks.front();
      last_ = &block == &blocks.back();
      const int64_t rows = block.lines.size() * block.columns.size() * w_.channels;
      const int64_t bytes = rows * panel_width_ * static_cast<int64_t>(sizeof(T));
      // Each tile fetches its part of the next block meanwhile.
      const int64_t piece = bytes / range.size();
      const char* next = reinterpret_cast<const char*>(weights_of(block.lines.begin, block.columns.begin)) + bytes;
      tile_.ahead_step = (piece + 2 * rows - 1) / (2 * rows);  // no line of the piece may be left out
      tile_.ahead_second = piece / 2;
      // A column of taps further right reaches outputs further left: what the outermost two reach, all reach.
      const Range whole = intersect(reached(block.columns.begin), reached(block.columns.end - 1));
      int64_t t = range.begin % tiles;
      for (int64_t line = range.begin / tiles, i = range.begin; i < range.end; ++line, t = 0) {
        enter(line, block.lines);
        for (; t < tiles && i < range.end; ++t, ++i, next += piece) {
          tile_.ahead = next;
          const Range outputs{starts[static_cast<std::size_t>(t)], starts[static_cast<std::size_t>(t) + 1]};
          run_tile(block.columns, outputs, whole.contains(outputs));
        }
      }
    }
  }

 private:
  const T* weights_of(int64_t tap_line, int64_t tap_column) const {
    return panel_ + (tap_line * w_.kernel[2] + tap_column) * w_.channels * panel_width_;
  }
  // The outputs of a line that a column of taps reaches.
  Range reached(int64_t tap) const {
    const int64_t shift = w_.padding[2] - tap * w_.dilation[2];
    return {divide_up(shift, w_.stride[2]), std::min(w_.output[2], divide_up(w_.input[2] + shift, w_.stride[2]))};
  }

  // Makes `line` of the output, counted over all images, the one under way.
  void enter(int64_t line, Range taps) {
    const int64_t start = line % w_.output[1] * w_.stride[1] - w_.padding[1];
    taps_ = intersect(taps, {divide_up(-start, w_.dilation[1]), divide_up(w_.input[1] - start, w_.dilation[1])});
    const int64_t y = line / w_.output[1] * w_.input[1] + start + taps_.begin * w_.dilation[1];
    if (!taps_.empty()) input_ = operands_.input + y * w_.input[2] * w_.pixel_stride + in_channel_;
    out_ = line * w_.output[2] * out_channels_ + out_channel_;
  }

  // `whole`: every one of the columns of taps reaches all these outputs.
  void run_tile(Range columns, Range outputs, bool whole) {
    if (whole && !taps_.empty()) {
      const int64_t width = adjacent_ ? columns.size() : 1;
      for (int64_t x = columns.begin; x < columns.end; x += width) {
        multiply(taps_, {x, x + width}, outputs, !first_ || x > columns.begin, last_ && x + width == columns.end);
      }
    } else {
      if (first_) multiply({0, 0}, {0, 0}, outputs, false, false);
      for (int64_t x = columns.begin; x < columns.end; ++x) {
        const Range part = intersect(reached(x), outputs);
        if (!part.empty() && !taps_.empty()) multiply(taps_, {x, x + 1}, part, true, false);
      }
      if (last_) multiply({0, 0}, {0, 0}, outputs, true, true);
    }
    if (last_) {
      finish_activation(operands_.activation, operands_.output + out_ + outputs.begin * out_channels_, outputs.size(),
                        out_channels_, columns_);
    }
  }

  // Some taps for some outputs of the line; without taps nothing is added. The end is that of the whole convolution.
  void multiply(Range lines, Range columns, Range outputs, bool accumulate, bool end) {
    tile_.depth = columns.size() * w_.channels;
    tile_.segments = lines.size();
    if (lines.size() > 0) {
      const int64_t x = outputs.begin * w_.stride[2] - w_.padding[2] + columns.begin * w_.dilation[2];
      tile_.a = input_ + x * w_.pixel_stride;
      tile_.b = weights_of(lines.begin, columns.begin);
    }
    const int64_t at = out_ + outputs.begin * out_channels_;
    tile_.c = operands_.output + at;
    tile_.rows = outputs.size();
    tile_.accumulate = accumulate;
    tile_.bias = end && operands_.bias ? operands_.bias + out_channel_ : nullptr;
    tile_.residual = end && operands_.residual ? operands_.residual + at : nullptr;
    const Epilogue<T> none;
    tile_.low = end ? clamp_.low : none.low;
    tile_.high = end ? clamp_.high : none.high;
    f_.tile(tile_);
    tile_.ahead += tile_.ahead_step * tile_.depth * tile_.segments;
  }

  const ConvWindow& w_;
  const ConvOperands<T>& operands_;
  const GemmOf<T>& f_;
  const T* panel_;
  int64_t in_channel_, out_channel_, out_channels_, columns_, panel_width_;
  bool adjacent_;
  bool first_ = false, last_ = false;  // whether the block of taps under way is the first, the last one
  Range taps_{0, 0};                   // the block's kernel lines that lie inside for the line under way
  const T* input_ = nullptr;           // the input line of the first of them
  int64_t out_ = 0;                    // where the line starts in output and residual
  Epilogue<T> clamp_;
  GemmTile<T> tile_{};
};

// The input between columns of zeros, so that no output of a line is at its end.
template <typename T>
void copy_between_zeros(const ConvWindow& from, const ConvWindow& to, int64_t lines, const T* input, T* out) {
  const int64_t in_size = from.input[2] * from.channels;
  const int64_t out_size = to.input[2] * to.channels;
  const int64_t left = std::min(from.padding[2] * from.channels, out_size);
  const int64_t kept = std::min(in_size, out_size - left);
  parallel_for(0, lines, divide_up(40'000, out_size), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      T* const line = out + i * out_size;
      std::fill_n(line, left, T(0));
      std::copy_n(input + i * in_size, kept, line + left);
      std::fill(line + left + kept, line + out_size, T(0));
    }
  });
}

}  // namespace

bool has_lines(const ConvShape& shape) {
  const ConvWindow& w = shape.window;
  return w.kernel[0] == 1 && w.stride[0] == 1 && w.padding[0] == 0 && w.upsample[0] == 1 && w.upsample[1] == 1 &&
         w.upsample[2] == 1 && (w.output[2] >= kLeastColumns || is_pointwise(w));
}

template <typename T>
void convolve_lines(const ConvShape& given_shape, const PackedConv<T>& weights, const ConvOperands<T>& given) {
  ConvShape shape = given_shape;
  ConvWindow& window = shape.window;
  window.channels = shape.in_channels / weights.groups();
  if (is_pointwise(window)) {
    // All pixels are one line.
    window.input[2] = window.output[2] = shape.batch * shape.out_pixels();
    window.input[0] = window.input[1] = window.output[0] = window.output[1] = shape.batch = 1;
  }
  ConvOperands<T> operands = given;
  const bool copied = window.padding[2] > 0 && weights.groups() == 1 && window.channels < kFewChannels;
  const int64_t in_lines = shape.batch * window.input[0] * window.input[1];
  ConvWindow wide = window;
  if (copied) {
    wide.padding[2] = 0;
    wide.input[2] = (window.output[2] - 1) * window.stride[2] + window.dilation[2] * (window.kernel[2] - 1) + 1;
  }
  const Scratch copy(copied ? static_cast<std::size_t>(in_lines * wide.input[2] * wide.channels) * sizeof(T) : 0);
  if (copied) {
    copy_between_zeros(window, wide, in_lines, given.input, copy.as<T>());
    operands.input = copy.as<T>();
  }

  const int64_t panel = panel_columns<T>();
  const int64_t panels = divide_up(weights.columns(), panel);
  const int64_t units = panels * weights.groups();
  const int64_t line_tiles = divide_up(window.output[2], tile_rows<T>(wide));
  const int64_t tiles = shape.batch * window.output[0] * window.output[1] * line_tiles;
  const int64_t work = window.output[2] * weights.depth() * panel / line_tiles + 1;  // of a tile
  const int64_t threads = thread_count();
  // What is read again and again should be what fits the cache: all the weights, and then few tiles' part of the input
  // at a time; or else one panel, which then only one thread reads, where there are enough of them.
  const bool weights_fit = weights.depth() * units * panel * static_cast<int64_t>(sizeof(T)) <= 2 * kBlockBytes;
  int64_t chunks = 1;
  if (weights_fit) {
    const int64_t tile_bytes =
        window.output[2] / line_tiles * wide.stride[2] * wide.pixel_stride * static_cast<int64_t>(sizeof(T));
    chunks = tiles / std::max<int64_t>(kTilesBytes / tile_bytes, 1);
  } else if (units < 8 * threads) {
    chunks = std::min(divide_up(16 * threads, units), tiles * work / kItemWork);
  }
  chunks = std::clamp<int64_t>(chunks, 1, tiles);
  const std::vector<TapBlock> blocks = tap_blocks(wide, wide.channels * panel * static_cast<int64_t>(sizeof(T)));
  std::vector<int64_t> starts;
  for (int64_t t = 0; t <= line_tiles; ++t) starts.push_back(window.output[2] * t / line_tiles);
  parallel_for(0, units * chunks, divide_up(kItemWork / 4, work * tiles / chunks), [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const int64_t chunk = weights_fit ? i / units : i % chunks;
      const int64_t unit = weights_fit ? i % units : i / chunks;
      PanelOfLines<T>(shape, wide, weights, operands, unit / panels, unit % panels * panel)
          .run(blocks, {tiles * chunk / chunks, tiles * (chunk + 1) / chunks}, starts);
    }
  });
}

template void convolve_lines<float>(const ConvShape&, const PackedConv<float>&, const ConvOperands<float>&);
template void convolve_lines<double>(const ConvShape&, const PackedConv<double>&, const ConvOperands<double>&);

}  // namespace flambeau
