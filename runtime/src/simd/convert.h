// Conversions between dtypes that images, halves and integers go through, over contiguous elements.
#pragma once

#include <cstdint>

#include "simd/level.h"

namespace flambeau {

// n elements of `in`, converted as `Tensor.to` does, into `out`. Null where the level has nothing quicker than a loop
// over single elements. Halves are their bits; a bool is read as the byte 0 or 1.
template <typename To, typename From>
using ConvertLoop = void (*)(To* out, const From* in, int64_t n);

struct ConvertFunctions {
  ConvertLoop<float, uint16_t> from_half, from_bfloat16;
  ConvertLoop<uint16_t, float> to_half, to_bfloat16;
  ConvertLoop<float, uint8_t> u8_f32;
  ConvertLoop<float, int32_t> i32_f32;
  ConvertLoop<float, int64_t> i64_f32;
  ConvertLoop<float, double> f64_f32;
  ConvertLoop<uint8_t, float> f32_u8;
  ConvertLoop<int32_t, float> f32_i32;
  ConvertLoop<int64_t, float> f32_i64;
  ConvertLoop<double, float> f32_f64;
  ConvertLoop<int64_t, uint8_t> u8_i64;
  ConvertLoop<int64_t, int32_t> i32_i64;
  ConvertLoop<uint8_t, int64_t> i64_u8;
  ConvertLoop<int32_t, int64_t> i64_i32;
  ConvertLoop<int32_t, uint8_t> u8_i32;
  ConvertLoop<uint8_t, int32_t> i32_u8;
  ConvertLoop<int32_t, int16_t> i16_i32;
  ConvertLoop<int16_t, int32_t> i32_i16;
  ConvertLoop<double, uint8_t> u8_f64;
  ConvertLoop<double, int32_t> i32_f64;
  ConvertLoop<double, int64_t> i64_f64;
  ConvertLoop<int32_t, double> f64_i32;
  ConvertLoop<int64_t, double> f64_i64;
};
FLAMBEAU_LEVEL_TABLE(ConvertFunctions, convert_functions)

}  // namespace flambeau
