// Convolutions in which every channel has a kernel of its own and sees no other: bound by loads, not multiplications.
#pragma once

#include "kernels/conv.h"

namespace flambeau {

bool is_depthwise(const ConvShape& shape);

// Weights as (taps, channels).
class PackedDepthwise : public Counted {
 public:
  PackedDepthwise(const ConvShape& shape, const float* weight);  // row-major (channels, 1, 1, height, width)
  const float* weights() const { return reinterpret_cast<const float*>(storage_->data()); }

 private:
  Ref<Storage> storage_;
};

// The packed form of a weight, made at its first use.
Ref<PackedDepthwise> packed_depthwise(const ConvShape& shape, const ConvOptions& options, const Tensor& weight);

void convolve_depthwise(const ConvShape& shape, const PackedDepthwise& weights, const ConvOperands<float>& operands);

}  // namespace flambeau
