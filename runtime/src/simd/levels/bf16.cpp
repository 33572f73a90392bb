#include "simd/product_tile.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

#if defined(__AVX512BF16__)
constexpr int kTileRows = 14;

struct Bf16 {
  using Left = __m512bh;
  using Right = __m512bh;
  static Left left(const char* p) { return reinterpret_cast<Left>(broadcast_unit(p)); }
  static Right right(const char* p) { return load_as<Right>(p); }
  static VecF add(VecF sum, Left left, Right right) { return _mm512_dpbf16_ps(sum, left, right); }
  static VecF to_float(VecF sum) { return sum; }
};
#else
// A bfloat16 is the upper half of a float: each unit becomes two floats, whose products are exact.
constexpr int kTileRows = 4;  // what 16 registers hold

struct Pair {
  VecF first, second;
};

Pair widen(VecI units) {
  constexpr int32_t kUpper = -65536;  // 0xffff0000
  return {reinterpret_cast<VecF>(units << 16), reinterpret_cast<VecF>(units & kUpper)};
}

struct Bf16 {
  using Left = Pair;
  using Right = Pair;
  static Left left(const char* p) { return widen(broadcast_unit(p)); }
  static Right right(const char* p) { return widen(load_as<VecI>(p)); }
  static VecF add(VecF sum, const Pair& left, const Pair& right) {
    return fma(left.first, right.first, fma(left.second, right.second, sum));
  }
  static VecF to_float(VecF sum) { return sum; }
};
#endif

void round(const float* in, int64_t count, uint16_t* out) {
  for (int64_t i = 0; i < count; ++i) {
    uint32_t bits;
    __builtin_memcpy(&bits, in + i, sizeof(bits));
    const uint32_t rounded = (bits + 0x7fffU + ((bits >> 16) & 1U)) >> 16;
    const bool is_nan = (bits & 0x7fffffffU) > 0x7f800000U;
    out[i] = static_cast<uint16_t>(is_nan ? (bits >> 16) | 0x40U : rounded);
  }
}

}  // namespace

const Bf16Functions bf16_table = {product_functions<Bf16, kTileRows>(), round};

}  // namespace flambeau::FLAMBEAU_LEVEL
