#include "simd/pointwise.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

VecF select(VecI mask, VecF yes, VecF no) {
  return reinterpret_cast<VecF>((reinterpret_cast<VecI>(yes) & mask) | (reinterpret_cast<VecI>(no) & ~mask));
}
VecF size_of(VecF x) { return reinterpret_cast<VecF>(reinterpret_cast<VecI>(x) & INT32_MAX); }
VecF with_sign_of(VecF size, VecF x) {
  return reinterpret_cast<VecF>(reinterpret_cast<VecI>(size) | (reinterpret_cast<VecI>(x) & INT32_MIN));
}
VecF clamp(VecF x, float low, float high) { return minimum(broadcast(high), maximum(broadcast(low), x)); }

VecF square_root(VecF x) {
  VecF out;
  for (int i = 0; i < kWidth<float>; ++i) out[i] = __builtin_sqrtf(x[i]);
  return out;
}

// tanh: an odd polynomial (Cephes' tanhf) near 0, where 1 - 2 / (e^2x + 1) would cancel.
VecF tanh(VecF x) {
  const VecF size = size_of(x);
  const VecF z = x * x;
  VecF p = broadcast(-5.70498872745e-3F);
  p = fma(p, z, broadcast(2.06390887954e-2F));
  p = fma(p, z, broadcast(-5.37397155531e-2F));
  p = fma(p, z, broadcast(1.33314422036e-1F));
  p = fma(p, z, broadcast(-3.33332819422e-1F));
  const VecF near = fma(p * z, size, size);
  const VecF far = broadcast(1.0F) - broadcast(2.0F) / (exp(size + size) + broadcast(1.0F));
  return with_sign_of(select(size < broadcast(0.625F), near, far), x);  // that of zero too
}

// erf: Cephes' odd polynomial below 1; above, formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical
// Functions, whose error of 1.5e-7 is about an ulp there.
VecF erf(VecF x) {
  const VecF size = size_of(x);
  const VecF z = x * x;
  VecF q = broadcast(7.853861353153693e-5F);
  q = fma(q, z, broadcast(-8.010193625184903e-4F));
  q = fma(q, z, broadcast(5.188327685732524e-3F));
  q = fma(q, z, broadcast(-2.685381193529856e-2F));
  q = fma(q, z, broadcast(1.128358514861418e-1F));
  q = fma(q, z, broadcast(-3.761262582423300e-1F));
  q = fma(q, z, broadcast(1.128379165726710F));
  const VecF t = broadcast(1.0F) / fma(broadcast(0.3275911F), size, broadcast(1.0F));
  VecF p = broadcast(1.061405429F);
  p = fma(p, t, broadcast(-1.453152027F));
  p = fma(p, t, broadcast(1.421413741F));
  p = fma(p, t, broadcast(-0.284496736F));
  p = fma(p, t, broadcast(0.254829592F));
  const VecF far = broadcast(1.0F) - p * t * exp_of_negative(VecF{} - z);
  return select(size < broadcast(1.0F), q * x, with_sign_of(far, x));
}

VecF sigmoid(VecF x) { return broadcast(1.0F) / one_plus_exp_minus(x); }

VecF gelu_tanh(VecF x) {
  const VecF inner = broadcast(0.7978845608F) * fma(broadcast(0.044715F) * x * x, x, x);
  return broadcast(0.5F) * x * (broadcast(1.0F) + tanh(inner));
}

// Calls f on vectors of N operands.
template <int N, typename F>
void each(float* out, const float* const* in, int64_t n, F f) {
  int64_t i = 0;
  for (; i + kWidth<float> <= n; i += kWidth<float>) {
    if constexpr (N == 1) {
      store(out + i, f(load(in[0] + i)));
    } else {
      store(out + i, f(load(in[0] + i), load(in[1] + i)));
    }
  }
  if (i == n) return;
  if constexpr (N == 1) {
    store_first(out + i, f(load_first(in[0] + i, n - i)), n - i);
  } else {
    store_first(out + i, f(load_first(in[0] + i, n - i), load_first(in[1] + i, n - i)), n - i);
  }
}

// A loop over vectors whose body is `expression` in x, y and the numbers p.
#define LOOP(name, operands, expression)                                                             \
  void name##_loop(float* out, const float* const* in, int64_t n, [[maybe_unused]] const float* p) { \
    each<operands>(out, in, n, expression);                                                          \
  }

LOOP(add, 2, ([a = broadcast(p[0])](VecF x, VecF y) { return fma(a, y, x); }))
LOOP(sub, 2, ([a = broadcast(-p[0])](VecF x, VecF y) { return fma(a, y, x); }))
LOOP(mul, 2, ([](VecF x, VecF y) { return x * y; }))
LOOP(div, 2, ([](VecF x, VecF y) { return x / y; }))
LOOP(maximum, 2, ([](VecF x, VecF y) { return select(x != x, x, maximum(x, y)); }))
LOOP(minimum, 2, ([](VecF x, VecF y) { return select(x != x, x, minimum(x, y)); }))
LOOP(neg, 1, ([](VecF x) { return reinterpret_cast<VecF>(reinterpret_cast<VecI>(x) ^ INT32_MIN); }))
LOOP(abs, 1, ([](VecF x) { return size_of(x); }))
LOOP(square, 1, ([](VecF x) { return x * x; }))
LOOP(reciprocal, 1, ([](VecF x) { return broadcast(1.0F) / x; }))
LOOP(sqrt, 1, ([](VecF x) { return square_root(x); }))
LOOP(rsqrt, 1, ([](VecF x) { return broadcast(1.0F) / square_root(x); }))
LOOP(exp, 1, ([](VecF x) { return exp(x); }))
LOOP(tanh, 1, ([](VecF x) { return tanh(x); }))
LOOP(erf, 1, ([](VecF x) { return erf(x); }))
LOOP(sigmoid, 1, ([](VecF x) { return sigmoid(x); }))
LOOP(relu, 1, ([](VecF x) { return maximum(VecF{}, x); }))
LOOP(silu, 1, ([](VecF x) { return x / one_plus_exp_minus(x); }))
LOOP(hardswish, 1, ([](VecF x) { return x * clamp(x + broadcast(3.0F), 0, 6) / broadcast(6.0F); }))
LOOP(hardsigmoid, 1, ([](VecF x) { return clamp(x + broadcast(3.0F), 0, 6) / broadcast(6.0F); }))
LOOP(gelu, 1, ([](VecF x) { return broadcast(0.5F) * x * (broadcast(1.0F) + erf(x * broadcast(0.70710678118F))); }))
LOOP(gelu_tanh, 1, ([](VecF x) { return gelu_tanh(x); }))
LOOP(leaky_relu, 1, ([s = broadcast(p[0])](VecF x) { return select(x > VecF{}, x, x * s); }))
LOOP(clamp, 1, ([low = p[0], high = p[1]](VecF x) { return clamp(x, low, high); }))

// Near 0, e^x - 1 would cancel: there it is x times a polynomial (the series, cut off below half an ulp).
VecF exp_minus_one(VecF x) {
  VecF p = broadcast(1.0F / 5040);
  p = fma(p, x, broadcast(1.0F / 720));
  p = fma(p, x, broadcast(1.0F / 120));
  p = fma(p, x, broadcast(1.0F / 24));
  p = fma(p, x, broadcast(1.0F / 6));
  p = fma(p, x, broadcast(0.5F));
  const VecF near = fma(p * x, x, x);
  return select(size_of(x) < broadcast(0.35F), with_sign_of(near, x), exp(x) - broadcast(1.0F));
}
LOOP(elu, 1, ([a = broadcast(p[0]), b = broadcast(p[1]), c = broadcast(p[2])](VecF x) {
       return select(x > VecF{}, x * b, select(x != x, x, a * exp_minus_one(x * c)));
     }))

#undef LOOP

}  // namespace

const FloatLoops float_loops = {
    add_loop,       sub_loop,        mul_loop,        div_loop,   maximum_loop,   minimum_loop,     neg_loop,
    abs_loop,       square_loop,     reciprocal_loop, sqrt_loop,  rsqrt_loop,     exp_loop,         tanh_loop,
    erf_loop,       sigmoid_loop,    relu_loop,       silu_loop,  hardswish_loop, hardsigmoid_loop, gelu_loop,
    gelu_tanh_loop, leaky_relu_loop, elu_loop,        clamp_loop,
};

}  // namespace flambeau::FLAMBEAU_LEVEL
