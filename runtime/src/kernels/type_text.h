#pragma once

#include "tensor/tensor.h"

namespace flambeau {

// The C++ name of a dtype, which some of PyTorch's messages have.
const char* type_text(Dtype dtype);

}  // namespace flambeau
