// Convolutions by 3x3 kernels with stride 1 in Winograd's way, F(4x4, 3x3) or F(2x2, 3x3): see simd/winograd.h.
//
// For each of the (m + 2)^2 points a matrix product of transformed tiles with transformed weights: a quarter (m = 4) or
// less than a half (m = 2) of the multiplications of the direct way, with larger weights to read.
#pragma once

#include "kernels/conv.h"

namespace flambeau {

// The m that is expected to be fastest: 4, 2, or 0 where the direct way is, or where Winograd's doesn't apply or
// the program is to be exact.
int winograd_tile(const ConvShape& shape);

// Transformed weights, in panels, point by point.
class PackedWinograd : public Counted {
 public:
  PackedWinograd(const ConvShape& shape, int tile, const float* weight);  // row-major (out, in, 3, 3)
  int tile() const { return tile_; }
  int64_t bytes() const { return static_cast<int64_t>(storage_->bytes()); }
  const float* panels(int64_t point) const {
    return reinterpret_cast<const float*>(storage_->data()) + point * point_size_;
  }

 private:
  int tile_;
  int64_t point_size_;
  Ref<Storage> storage_;
};

void convolve_winograd(const ConvShape& shape, const PackedWinograd& weights, const ConvOperands<float>& operands);

}  // namespace flambeau
