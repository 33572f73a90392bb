// Depthwise convolutions of lines that are made just before they are needed, in the first caches: a block of channels
// of some lines of the result at a time. The lines lie between columns of zeros, so that no output is at an end.
#pragma once

#include "kernels/conv.h"
#include "kernels/depthwise.h"

namespace flambeau {

// A block of lines that a source fills: `columns` channels from `channel` on, a pixel's side by side, of input lines
// from `line` on, counted over all images. Pixel 0 of line i goes to out + i * pitch.
struct LineBlock {
  int64_t line, lines;
  int64_t channel, columns;
  float* out;
  int64_t pitch;
};

class LineSource {
 public:
  virtual ~LineSource() = default;
  virtual void fill(const LineBlock& block) const = 0;
  // Input channels that a channel of a line is made of: what filling a pixel costs.
  virtual int64_t depth() const = 0;
};

// `operands.input` isn't read. The shape is_depthwise.
void convolve_blocks(const ConvShape& shape, const PackedDepthwise& weights, const ConvOperands<float>& operands,
                     const LineSource& source);

}  // namespace flambeau
