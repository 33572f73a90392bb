// How a convolution in Winograd's way is cut into tiles.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kernels/conv.h"

namespace flambeau {

inline int64_t divide_up(int64_t a, int64_t b) { return (a + b - 1) / b; }

// How the image is cut into tiles, and where the intermediate numbers lie. A dilated convolution is as many plain ones
// as its kernel has pixels between two taps: of every second line and column, say, beginning at the first and the
// second.
struct WinogradPlan {
  WinogradPlan(const ConvShape& s, int tile)
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

}  // namespace flambeau
