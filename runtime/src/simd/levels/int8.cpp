#include "simd/product_tile.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

#if defined(__AVX512VNNI__) || defined(__AVXVNNI__)
// One instruction multiplies four unsigned bytes by four signed ones and adds all to an int32.
#if defined(__AVX512VNNI__)
constexpr int kTileRows = 14;
#else
constexpr int kTileRows = 6;
#endif

struct Int8 {
  using Left = VecI;
  using Right = VecI;
  static VecI left(const char* p) { return broadcast_unit(p); }
  static VecI right(const char* p) { return load_as<VecI>(p); }
#if defined(__AVX512VNNI__)
  static VecF add(VecF sum, VecI left, VecI right) {
    return reinterpret_cast<VecF>(_mm512_dpbusd_epi32(reinterpret_cast<__m512i>(sum), reinterpret_cast<__m512i>(left),
                                                      reinterpret_cast<__m512i>(right)));
  }
#else
  static VecF add(VecF sum, VecI left, VecI right) {
    return reinterpret_cast<VecF>(_mm256_dpbusd_avx_epi32(
        reinterpret_cast<__m256i>(sum), reinterpret_cast<__m256i>(left), reinterpret_cast<__m256i>(right)));
  }
#endif
  static VecF to_float(VecF sum) { return __builtin_convertvector(reinterpret_cast<VecI>(sum), VecF); }
};
#else
// Even and odd bytes as numbers of 16 bits, whose products are added in pairs: nothing saturates, so the sums are those
// of any other level.
constexpr int kTileRows = 4;  // what 16 registers hold

using VecS = int16_t __attribute__((vector_size(sizeof(VecF))));

struct Halves {
  VecS even, odd;
};

VecI multiply_pairs(VecS a, VecS b) {
#if defined(__AVX512F__)
  return reinterpret_cast<VecI>(_mm512_madd_epi16(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
  return reinterpret_cast<VecI>(_mm256_madd_epi16(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<VecI>(_mm_madd_epi16(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  const VecI x = reinterpret_cast<VecI>(a);
  const VecI y = reinterpret_cast<VecI>(b);
  return (x >> 16) * (y >> 16) + ((x << 16) >> 16) * ((y << 16) >> 16);
#endif
}

struct Int8 {
  using Left = Halves;
  using Right = Halves;
  static Left left(const char* p) {
    const auto units = reinterpret_cast<VecS>(broadcast_unit(p));
    return {units & 255, (units >> 8) & 255};
  }
  static Right right(const char* p) {
    const VecS units = load_as<VecS>(p);
    return {(units << 8) >> 8, units >> 8};
  }
  static VecF add(VecF sum, const Halves& left, const Halves& right) {
    return reinterpret_cast<VecF>(reinterpret_cast<VecI>(sum) + multiply_pairs(left.even, right.even) +
                                  multiply_pairs(left.odd, right.odd));
  }
  static VecF to_float(VecF sum) { return __builtin_convertvector(reinterpret_cast<VecI>(sum), VecF); }
};
#endif

void quantise(const float* in, int64_t count, float factor, int32_t zero, uint8_t* out) {
  // Clamped before zero is added, so that no compiler joins the multiplication and the addition, whose rounding would
  // then be another one on some machines. 2^23 leaves the nearest integer in the low bits.
  const float low = static_cast<float>(-zero);
  const float high = static_cast<float>(255 - zero);
  const float magic = 8388608.0F + static_cast<float>(zero);
  for (int64_t i = 0; i < count; ++i) {
    const float scaled = in[i] * factor;
    const float raised = scaled > low ? scaled : low;
    const float shifted = (raised < high ? raised : high) + magic;
    uint32_t bits;
    __builtin_memcpy(&bits, &shifted, sizeof(bits));
    out[i] = static_cast<uint8_t>(bits);
  }
}

}  // namespace

const Int8Functions int8_table = {product_functions<Int8, kTileRows>(), quantise};

}  // namespace flambeau::FLAMBEAU_LEVEL
