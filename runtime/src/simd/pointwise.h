// The pointwise operators on float32 that networks spend time in, vectorised.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. `params` are the numbers that the comment names.
using FloatLoop = void (*)(float* out, const float* const* in, int64_t n, const float* params);

struct FloatLoops {
  FloatLoop add;               // in0 + alpha * in1
  FloatLoop sub;               // in0 - alpha * in1
  FloatLoop mul, div;          // of in0 and in1
  FloatLoop maximum, minimum;  // NaN where either is
  FloatLoop neg, abs, square, reciprocal, sqrt, rsqrt;
  FloatLoop exp, tanh, erf, sigmoid;
  FloatLoop relu, silu, hardswish, hardsigmoid;
  FloatLoop gelu, gelu_tanh;
  FloatLoop leaky_relu;  // slope
  FloatLoop elu;         // negative part's factor, positive part's factor, input's factor
  FloatLoop clamp;       // low, high
  FloatLoop floor, ceil, round, trunc, frac, sign, cube;
  FloatLoop log, log2, log10, log1p, expm1, sin, cos, atan;
  FloatLoop softplus;  // beta, threshold
  FloatLoop mish, log_sigmoid;
  FloatLoop softshrink, hardshrink;  // lambda
  FloatLoop threshold;               // threshold, value
  FloatLoop prelu;                   // of in0 and its slope, in1
  FloatLoop glu;                     // in0 * sigmoid(in1)
};
FLAMBEAU_LEVEL_TABLE(FloatLoops, float_loops)

}  // namespace flambeau
