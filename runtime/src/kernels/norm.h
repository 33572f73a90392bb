// What the normalisations share: memory layout of channels, and parameters in the type that they compute in.
#pragma once

#include "kernels/iterate.h"
#include "tensor/tensor.h"

namespace flambeau {

// Whether channels are innermost in memory: channels_last of rank 4 or 5, and not row-major as well.
bool is_channels_innermost(const Tensor& self);
// `self` where it is row-major or channels-innermost without gaps, else a row-major copy.
Tensor as_channel_planes(const Tensor& self);

// A parameter as a row-major tensor of `compute`; undefined stays undefined. RuntimeError unless its dtype is the
// input's, or float32 beside a half-precision input.
Tensor parameter_as(const Tensor& parameter, const Tensor& input, Dtype compute, const char* message);

// y = x * scale[c] + shift[c] over the channels of dim 1; `x` as from as_channel_planes, scale and shift of its dtype.
Tensor scale_channels(const Tensor& x, const Tensor& scale, const Tensor& shift);

}  // namespace flambeau
