// Convolutions whose weights lie in the file in panels for Winograd's way.
#pragma once

#include "kernels/conv.h"
#include "kernels/panels.h"

namespace flambeau {

// Of one group; the panels' rows are (channel, tap). In Winograd's way, or directly where that doesn't suit the shape.
void convolve_taps(const ConvShape& shape, const Panels& panels, const ConvOperands<float>& operands);

}  // namespace flambeau
