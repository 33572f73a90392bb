// Functions of doubles for which the C library takes many times as long as vectors do; simd/levels/functions.cpp has
// them. They need fused steps: without these the C library's serve. Only for simd/levels/.
#pragma once

#include "simd/pointwise.h"
#include "simd/vec.h"

#if defined(__FMA__) || defined(__ARM_NEON)
#define FLAMBEAU_HAS_FUNCTIONS 1

namespace flambeau::FLAMBEAU_LEVEL::functions {

#define FUNCTION(name) void name(void* out, const void* const* in, int64_t n, const double* params);
FUNCTION(sin)
FUNCTION(cos)
FUNCTION(tan)
FUNCTION(asin)
FUNCTION(acos)
FUNCTION(atan)
FUNCTION(atan2)
FUNCTION(hypot)
FUNCTION(sinh)
FUNCTION(cosh)
FUNCTION(asinh)
FUNCTION(acosh)
FUNCTION(atanh)
FUNCTION(exp2)
FUNCTION(erf)
FUNCTION(erfc)
FUNCTION(erfinv)
FUNCTION(fmod)
FUNCTION(remainder)
FUNCTION(floor_divide)
#undef FUNCTION

}  // namespace flambeau::FLAMBEAU_LEVEL::functions

#else
#define FLAMBEAU_HAS_FUNCTIONS 0
#endif
