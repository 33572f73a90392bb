// Convolutions and linear layers with bfloat16 or int8 weights on float32 tensors, on top of reduced.h.
#pragma once

#include "kernels/conv.h"
#include "tensor/tensor.h"

namespace flambeau {

// What the operators of schemas/reduced.def have in common; `scales` and `bias` may be undefined.
struct ReducedLayer {
  const Tensor& weight;
  const Tensor& scales;
  const Tensor& bias;
  double input_scale;
  int64_t input_zero;
};

// (batch, channels, height, width) -> the same. Raises what the float32 convolution raises.
Tensor convolve_reduced(const Tensor& input, const ReducedLayer& layer, const ConvOptions& options, const ConvEnd& end);

}  // namespace flambeau
