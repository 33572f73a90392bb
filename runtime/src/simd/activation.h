// Activations that a convolution or linear layer applies to its result while that is in cache.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

enum class Activation : uint8_t { None, Relu, Relu6, Hardswish, Hardsigmoid, Sigmoid, Silu, Gelu };

struct ActivationFunctions {
  // x = activation(x) for `columns` elements of each of `rows` rows, which are `stride` apart; a NaN stays one.
  void (*apply)(Activation activation, float* data, int64_t rows, int64_t stride, int64_t columns);
};
FLAMBEAU_LEVEL_TABLE(ActivationFunctions, activation_functions)

}  // namespace flambeau
