// What `==` of two tensors means where a container compares them: the truth of the tensor that it gives.
#pragma once

#include "tensor/tensor.h"

namespace flambeau {

// Raises RuntimeError unless the comparison gives exactly one element, as bool(a == b) does in PyTorch.
bool equal_tensors(const Tensor& a, const Tensor& b);

}  // namespace flambeau
