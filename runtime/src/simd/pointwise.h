// The pointwise operators on float32 and float64 that programs spend time in, vectorised.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n contiguous elements; `out` may be one of the inputs. `params` are the numbers that the comment names.
using NumberLoop = void (*)(void* out, const void* const* in, int64_t n, const double* params);

inline constexpr double kFromFloats = -1;  // no factor of a sum, which NumPy's loops are all given

struct NumberLoops {
  NumberLoop add;               // in0 + alpha * in1
  NumberLoop sub;               // in0 - alpha * in1
  NumberLoop mul, div;          // of in0 and in1
  NumberLoop maximum, minimum;  // NaN where either is
  NumberLoop neg, abs, square, reciprocal, sqrt, rsqrt;
  NumberLoop floor, ceil, round, trunc;
  NumberLoop clamp;  // low, high
  NumberLoop exp, log, tanh, sigmoid;
  NumberLoop log2, log10, log1p, expm1;
  // Of float64 there are few of these.
  NumberLoop relu{}, silu{}, hardswish{}, hardsigmoid{};
  NumberLoop gelu{}, gelu_tanh{}, erf{};
  NumberLoop leaky_relu{};  // slope
  NumberLoop elu{};         // negative part's factor, positive part's factor, input's factor
  NumberLoop frac{}, sign{}, cube{};
  NumberLoop sin{}, cos{}, atan{};
  NumberLoop softplus{};  // beta, threshold
  NumberLoop mish{}, log_sigmoid{};
  NumberLoop softshrink{}, hardshrink{};  // lambda
  NumberLoop threshold{};                 // threshold, value
  NumberLoop prelu{};                     // of in0 and its slope, in1
  NumberLoop glu{};                       // in0 * sigmoid(in1)
  // Of float32 there are none of these: it goes by way of float64.
  NumberLoop tan{}, asin{}, acos{}, sinh{}, cosh{}, asinh{}, acosh{}, atanh{};
  NumberLoop erfc{}, erfinv{}, exp2{};
  NumberLoop atan2{}, hypot{};  // of in0 and in1
  NumberLoop fmod{}, remainder{};
  NumberLoop floor_divide{};  // kFromFloats where the numbers come from floats and steps are rounded as theirs
  NumberLoop square_to{};     // by: in1 + (in0 - by)^2, of float64 alone
};
FLAMBEAU_LEVEL_TABLE(NumberLoops, float_loops)
FLAMBEAU_LEVEL_TABLE(NumberLoops, double_loops)

}  // namespace flambeau
