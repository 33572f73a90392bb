// Between PyTorch's layouts and the channels-last memory that convolutions and pools work on.
#pragma once

#include "tensor/tensor.h"

namespace flambeau {

// Strides of memory whose dim 1 (channels) is innermost and whose other dims are in order. Rank 3 to 5.
Ints pixel_strides(const Ints& sizes);
// Whether `t`, (batch, channels, spatial...), lies so, whatever the strides of dims of size 1.
bool is_pixels(const Tensor& t);
// `t` where it lies so, else a copy that does.
Tensor to_pixels(const Tensor& t);
// A row-major tensor with the elements of `pixels`, which lies so.
Tensor from_pixels(const Tensor& pixels);
// torch's suggest_memory_format() == channels_last: rank 4, and the strides say so where sizes of 1 leave it open.
bool suggests_channels_last(const Tensor& t);

}  // namespace flambeau
