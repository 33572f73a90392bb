// Activations that a convolution or linear layer applies to its result while that is in cache.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

enum class Activation : uint8_t { None, Relu, Relu6, Hardswish, Hardsigmoid, Sigmoid, Silu, Gelu };

struct ActivationFunctions {
  // data[i] = activation(data[i]) for 0 <= i < count; a NaN stays one.
  void (*apply)(Activation activation, float* data, int64_t count);
};
FLAMBEAU_LEVEL_TABLE(ActivationFunctions, activation_functions)

}  // namespace flambeau
