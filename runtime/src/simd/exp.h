// e^x for vectors of floats: x = k ln 2 + r with |r| <= ln 2 / 2; 2^k goes into the exponent, e^r is a polynomial (its
// coefficients are those of Cephes' expf). Within about one unit in the last place; results below the smallest normal
// number become 0, those above the largest infinity; NaN stays. Only for simd/levels/.
#pragma once

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

using VecI = int32_t __attribute__((vector_size(sizeof(VecF))));

inline VecF exp_polynomial(VecF r) {
  VecF p = broadcast(1.9875691500e-4F);
  p = fma(p, r, broadcast(1.3981999507e-3F));
  p = fma(p, r, broadcast(8.3334519073e-3F));
  p = fma(p, r, broadcast(4.1665795894e-2F));
  p = fma(p, r, broadcast(1.6666665459e-1F));
  p = fma(p, r, broadcast(5.0000001201e-1F));
  return fma(p, r * r, r) + broadcast(1.0F);
}

// e^x as value * scale, of x from -87 to 88.5, where it is infinite from 88.38 on; NaN stays. Half of what exp costs,
// as nothing is asked for beyond that.
struct ScaledExp {
  VecF value, scale;
};
inline ScaledExp exp_within(VecF x) {
  // 1.5 * 2^23, and the exponent's bias: adding it leaves what is to be the exponent of 2^k in the low bits.
  const VecF magic = broadcast(12583039.0F);
  const VecF shifted = fma(x, broadcast(1.44269504088896341F), magic);
  const VecF k = shifted - magic;
  VecF r = fma(k, broadcast(-0.693359375F), x);
  r = fma(k, broadcast(2.12194440e-4F), r);
  VecF p = broadcast(1.3814595e-3F);  // fitted to the least relative error, which is 4e-9
  p = fma(p, r, broadcast(8.368705e-3F));
  p = fma(p, r, broadcast(4.166839e-2F));
  p = fma(p, r, broadcast(1.6666521e-1F));
  p = fma(p, r, broadcast(4.9999994e-1F));
  p = fma(p, r, broadcast(1.0F));
  p = fma(p, r, broadcast(1.0F));
  return {p, reinterpret_cast<VecF>(reinterpret_cast<VecI>(shifted) << 23)};
}

// 1 + e^-x, what sigmoid and silu divide by.
inline VecF one_plus_exp_minus(VecF x) {
  const ScaledExp e = exp_within(minimum(broadcast(88.5F), maximum(broadcast(-87.0F), VecF{} - x)));
  return fma(e.value, e.scale, broadcast(1.0F));
}

// e^x of x <= 0, but 1.6e-38 where it is less.
inline VecF exp_of_negative(VecF x) {
  const ScaledExp e = exp_within(maximum(broadcast(-87.0F), x));
  return e.value * e.scale;
}

#if defined(__AVX512F__)

inline VecF exp(VecF x) {
  const __mmask16 normal = _mm512_cmp_ps_mask(x, broadcast(-87.336548F), _CMP_NLT_UQ);
  x = minimum(broadcast(89.0F), x);
  const VecF k = _mm512_roundscale_ps(x * broadcast(1.44269504088896341F), _MM_FROUND_TO_NEAREST_INT);
  VecF r = fma(k, broadcast(-0.693359375F), x);
  r = fma(k, broadcast(2.12194440e-4F), r);
  return _mm512_maskz_scalef_ps(normal, exp_polynomial(r), k);
}

#else

inline VecF exp(VecF x) {
  const VecF magic = broadcast(12582912.0F);  // 1.5 * 2^23: adding it leaves the nearest integer in the low bits
  const VecF shifted = fma(x, broadcast(1.44269504088896341F), magic);
  const VecF k = shifted - magic;
  VecF r = fma(k, broadcast(-0.693359375F), x);
  r = fma(k, broadcast(2.12194440e-4F), r);
  const VecF p = exp_polynomial(r);
  // 2^k in two factors, as k = 128 is still in range.
  const VecI bits = reinterpret_cast<VecI>(shifted) - reinterpret_cast<VecI>(magic);
  const VecI half = bits >> 1;
  const VecF scale1 = reinterpret_cast<VecF>((half + 127) << 23);
  const VecF scale2 = reinterpret_cast<VecF>((bits - half + 127) << 23);
  const VecF value = p * scale1 * scale2;
  const VecF low = broadcast(-87.336548F);
  const VecF high = broadcast(88.722839F);
  const VecI below = x < low;
  const VecI above = x > high;
  const VecI infinity = reinterpret_cast<VecI>(broadcast(__builtin_inff()));
  const VecI kept = (reinterpret_cast<VecI>(value) & ~(below | above)) | (infinity & above);
  // A NaN's exponent arithmetic is meaningless; x itself is the answer.
  const VecI nan = x != x;
  return reinterpret_cast<VecF>((kept & ~nan) | (reinterpret_cast<VecI>(x) & nan));
}

#endif

}  // namespace flambeau::FLAMBEAU_LEVEL
