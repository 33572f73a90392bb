#include "simd/activation.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

VecF clamp(VecF x, float low, float high) { return minimum(broadcast(high), maximum(broadcast(low), x)); }

VecF sigmoid(VecF x) { return broadcast(1.0F) / one_plus_exp_minus(x); }

// x (1 + erf(x / sqrt(2))) / 2 of vectors that share the fetching of constants. Up to 5.5 the error function is x
// P(x^2) / Q(x^2), whose coefficients are a fit of least error (Lawson's weights on Chebyshev's points); beyond, it is
// 1. Its |error| <= 3.1e-7, most of which is rounding.
template <int kCount>
void gelu(VecF* x) {
  constexpr float kLimit = 5.5F;
  constexpr float kOver[] = {-4.416467230e-08F, 6.482160043e-06F, 3.407514902e-04F,
                             9.018352620e-03F,  7.184481218e-02F, 7.978843092e-01F};
  constexpr float kUnder[] = {1.830654162e-03F, 2.909160536e-02F, 2.567086898e-01F, 1.0F};
  VecF square[kCount], p[kCount], q[kCount];
#pragma GCC unroll 4
  for (int i = 0; i < kCount; ++i) {
    square[i] = x[i] * x[i];
    p[i] = broadcast(2.235142746e-10F);
    q[i] = broadcast(6.232709287e-05F);
  }
#pragma GCC unroll 8
  for (const float power : kOver) {
#pragma GCC unroll 4
    for (int i = 0; i < kCount; ++i) p[i] = fma(p[i], square[i], broadcast(power));
  }
#pragma GCC unroll 8
  for (const float power : kUnder) {
#pragma GCC unroll 4
    for (int i = 0; i < kCount; ++i) q[i] = fma(q[i], square[i], broadcast(power));
  }
#pragma GCC unroll 4
  for (int i = 0; i < kCount; ++i) p[i] = p[i] / q[i];
#pragma GCC unroll 4
  for (int i = 0; i < kCount; ++i) {
    const VecI bits = reinterpret_cast<VecI>(x[i]);
    const VecI near = reinterpret_cast<VecF>(bits & INT32_MAX) < broadcast(kLimit);
    const VecI one = reinterpret_cast<VecI>(broadcast(1.0F)) | (bits & INT32_MIN);
    const VecF erf = reinterpret_cast<VecF>((reinterpret_cast<VecI>(x[i] * p[i]) & near) | (one & ~near));
    x[i] *= broadcast(0.5F) * (broadcast(1.0F) + erf);
  }
}

template <Activation kActivation>
VecF activate(VecF x) {
  switch (kActivation) {
    case Activation::None: return x;
    case Activation::Relu: return maximum(VecF{}, x);
    case Activation::Relu6: return clamp(x, 0, 6);
    case Activation::Hardswish: return x * clamp(x + broadcast(3.0F), 0, 6) * broadcast(1.0F / 6);
    case Activation::Hardsigmoid: return clamp(x + broadcast(3.0F), 0, 6) * broadcast(1.0F / 6);
    case Activation::Sigmoid: return sigmoid(x);
    case Activation::Silu: return x / one_plus_exp_minus(x);
    case Activation::Gelu: gelu<1>(&x); return x;
  }
}

template <Activation kActivation>
void run(float* data, int64_t rows, int64_t stride, int64_t columns) {
  for (int64_t r = 0; r < rows; ++r, data += stride) {
    int64_t i = 0;
    if constexpr (kActivation == Activation::Gelu) {
      for (; i + 2 * kWidth<float> <= columns; i += 2 * kWidth<float>) {
        VecF x[2] = {load(data + i), load(data + i + kWidth<float>)};
        gelu<2>(x);
        store(data + i, x[0]);
        store(data + i + kWidth<float>, x[1]);
      }
    }
    for (; i + kWidth<float> <= columns; i += kWidth<float>) store(data + i, activate<kActivation>(load(data + i)));
    if (i < columns) store_first(data + i, activate<kActivation>(load_first(data + i, columns - i)), columns - i);
  }
}

void apply(Activation activation, float* data, int64_t rows, int64_t stride, int64_t columns) {
  switch (activation) {
    case Activation::None: return;
    case Activation::Relu: return run<Activation::Relu>(data, rows, stride, columns);
    case Activation::Relu6: return run<Activation::Relu6>(data, rows, stride, columns);
    case Activation::Hardswish: return run<Activation::Hardswish>(data, rows, stride, columns);
    case Activation::Hardsigmoid: return run<Activation::Hardsigmoid>(data, rows, stride, columns);
    case Activation::Sigmoid: return run<Activation::Sigmoid>(data, rows, stride, columns);
    case Activation::Silu: return run<Activation::Silu>(data, rows, stride, columns);
    case Activation::Gelu: return run<Activation::Gelu>(data, rows, stride, columns);
  }
}

}  // namespace

const ActivationFunctions activation_functions = {apply};

}  // namespace flambeau::FLAMBEAU_LEVEL
