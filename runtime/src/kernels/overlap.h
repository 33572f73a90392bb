// Tensors that are written where they, or others, are read: which elements meet.
#pragma once

#include "kernels/iterate.h"

namespace flambeau {

// Whether writing an element of the walk's first operand may change one of another that is read for a later element.
// Then the result depends on the order, which is that of the walk in PyTorch.
bool feeds_itself(const Walk& walk);

}  // namespace flambeau
