#include "simd/activation.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

VecF clamp(VecF x, float low, float high) { return minimum(broadcast(high), maximum(broadcast(low), x)); }

VecF sigmoid(VecF x) { return broadcast(1.0F) / one_plus_exp_minus(x); }

// x (1 + erf(x / sqrt(2))) / 2 of vectors that share the fetching of constants. Up to 5.5 the error function is x
// P(x^2), whose coefficients, of powers of 2 x^2 / 5.5^2 - 1, are a fit of least relative error (Lawson's weights on
// Chebyshev's points); beyond, it is 1. Its |error| <= 1.9e-7, most of which is rounding.
template <int kCount>
void gelu(VecF* x) {
  constexpr float kLimit = 5.5F;
  constexpr float kPowers[] = {1.295103109e-03F, -9.230546420e-04F, 1.339306589e-03F, -5.011363421e-03F,
                               9.367374703e-03F, -1.352800056e-02F, 2.038121410e-02F, -3.003564477e-02F,
                               4.075178504e-02F, -5.209028348e-02F, 6.413729489e-02F, -7.758601010e-02F,
                               9.547542036e-02F, -1.283446699e-01F, 2.571038604e-01F};
  VecF u[kCount], p[kCount];
#pragma GCC unroll 4
  for (int i = 0; i < kCount; ++i) {
    u[i] = fma(x[i] * x[i], broadcast(2 / (kLimit * kLimit)), broadcast(-1.0F));
    p[i] = broadcast(-5.141632282e-04F);
  }
#pragma GCC unroll 16
  for (const float power : kPowers) {
#pragma GCC unroll 4
    for (int i = 0; i < kCount; ++i) p[i] = fma(p[i], u[i], broadcast(power));
  }
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
