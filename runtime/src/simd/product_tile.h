// The tile of products.h for numbers of any kind `P`, whose units a level multiplies in its own way. Only for
// simd/levels/. A `P` has
//
//   Left, left(const char*)   a unit of the left matrix, for all columns
//   Right, right(const char*) a vector of units of the right one
//   add(sum, left, right)     sum + left * right
//   to_float(sum)
//
// Sums are VecF whatever is in them: arrays of a second vector type don't stay in registers.
#pragma once

#include "simd/exp.h"
#include "simd/products.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

// What simd/levels/bf16.cpp and int8.cpp define; simd/products.cpp picks.
extern const Bf16Functions bf16_table;
extern const Int8Functions int8_table;

inline constexpr int kUnits = kWidth<float>;  // of a vector
inline constexpr int kVectorBytes = 4 * kUnits;

// Any vector at any address.
template <typename V>
V load_as(const char* p) {
  return reinterpret_cast<V>(load(reinterpret_cast<const float*>(p)));
}
// A unit of the left matrix, in every place of a vector.
inline VecI broadcast_unit(const char* p) {
  int32_t unit;
  __builtin_memcpy(&unit, p, sizeof(unit));
  return VecI{} + unit;
}

// Rows are addressed from every fourth one, for want of registers: see simd/levels/gemm.cpp.
#define FLAMBEAU_OPAQUE(variable) asm("" : "+r"(variable))

template <typename P, int kRows, int kVecs>
void product_tile(const ProductTile& t) {
  char* const sums = static_cast<char*>(t.sums);
  VecF acc[kRows][kVecs];
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v) acc[r][v] = load_as<VecF>(sums + (r * kVecs + v) * kVectorBytes);
  }
  const char* b = reinterpret_cast<const char*>(t.b);
  int64_t stride1 = t.a_stride * 4;
  int64_t stride3 = 3 * stride1;
  for (int64_t run = 0; run < t.run_count; ++run) {
    const char* base0 = reinterpret_cast<const char*>(t.a + t.runs[run]);
    const char* base4 = base0 + 4 * stride1;
    const char* base8 = base0 + 8 * stride1;
    const char* base12 = base0 + 12 * stride1;
    for (int64_t k = t.run_length; k > 0; --k) {
      typename P::Right right[kVecs];
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) right[v] = P::right(b + v * kVectorBytes);
      b += kVecs * kVectorBytes;
      FLAMBEAU_OPAQUE(base0);
      if constexpr (kRows > 4) FLAMBEAU_OPAQUE(base4);
      if constexpr (kRows > 8) FLAMBEAU_OPAQUE(base8);
      if constexpr (kRows > 12) FLAMBEAU_OPAQUE(base12);
      FLAMBEAU_OPAQUE(stride1);
      FLAMBEAU_OPAQUE(stride3);
#pragma GCC unroll 16
      for (int r = 0; r < kRows; ++r) {
        const int64_t step = r % 4 == 0 ? 0 : r % 4 == 1 ? stride1 : r % 4 == 2 ? 2 * stride1 : stride3;
        const char* const base = r < 4 ? base0 : r < 8 ? base4 : r < 12 ? base8 : base12;
        const typename P::Left left = P::left(base + step);
#pragma GCC unroll 2
        for (int v = 0; v < kVecs; ++v) acc[r][v] = P::add(acc[r][v], left, right[v]);
      }
      base0 += 4;
      base4 += 4;
      base8 += 4;
      base12 += 4;
    }
  }
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v) {
      store(reinterpret_cast<float*>(sums + (r * kVecs + v) * kVectorBytes), acc[r][v]);
    }
  }
}

#undef FLAMBEAU_OPAQUE

template <typename P, int kRows>
void product_tile_of_rows(const ProductTile& t) {
  if (t.rows == kRows) {
    t.width <= kUnits ? product_tile<P, kRows, 1>(t) : product_tile<P, kRows, 2>(t);
  } else if constexpr (kRows > 1) {
    product_tile_of_rows<P, kRows - 1>(t);
  }
}

template <typename P>
void product_finish(const ProductEnd& e) {
  const VecF low = broadcast(e.low);
  const VecF high = broadcast(e.high);
  for (int64_t column = 0; column < e.columns; column += kUnits) {
    const int64_t count = e.columns - column < kUnits ? e.columns - column : kUnits;
    const bool whole = count == kUnits;
    const auto read = [&](const float* p) { return whole ? load(p) : load_first(p, count); };
    const VecF scale = e.scales ? read(e.scales + column) : broadcast(1.0F);
    const VecF bias = e.bias ? read(e.bias + column) : VecF{};
    for (int64_t r = 0; r < e.rows; ++r) {
      const auto* const sums = static_cast<const char*>(e.sums) + (r * e.width + column) * 4;
      VecF value = fma(P::to_float(load_as<VecF>(sums)), scale, bias);
      if (e.residual) value += read(e.residual + r * e.residual_stride + column);
      value = minimum(high, maximum(low, value));
      float* const out = e.out + r * e.out_stride + column;
      if (whole) {
        store(out, value);
      } else {
        store_first(out, value, count);
      }
    }
  }
}

template <typename P, int kTileRows>
constexpr ProductFunctions product_functions() {
  return {kTileRows, 2 * kUnits, product_tile_of_rows<P, kTileRows>, product_finish<P>};
}

}  // namespace flambeau::FLAMBEAU_LEVEL
