#include "simd/activation.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

VecF clamp(VecF x, float low, float high) { return minimum(broadcast(high), maximum(broadcast(low), x)); }

VecF sigmoid(VecF x) { return broadcast(1.0F) / (broadcast(1.0F) + exp(VecF{} - x)); }

// Formula 7.1.26 of Abramowitz and Stegun, Handbook of Mathematical Functions: |error| <= 1.5e-7.
VecF erf(VecF x) {
  const VecF size = maximum(x, VecF{} - x);
  const VecF t = broadcast(1.0F) / fma(broadcast(0.3275911F), size, broadcast(1.0F));
  VecF p = broadcast(1.061405429F);
  p = fma(p, t, broadcast(-1.453152027F));
  p = fma(p, t, broadcast(1.421413741F));
  p = fma(p, t, broadcast(-0.284496736F));
  p = fma(p, t, broadcast(0.254829592F));
  const VecF value = broadcast(1.0F) - p * t * exp(VecF{} - x * x);
  const VecI sign = reinterpret_cast<VecI>(x) & INT32_MIN;
  return reinterpret_cast<VecF>(reinterpret_cast<VecI>(value) | sign);
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
    case Activation::Silu: return x * sigmoid(x);
    case Activation::Gelu: return broadcast(0.5F) * x * (broadcast(1.0F) + erf(x * broadcast(0.70710678F)));
  }
}

template <Activation kActivation>
void run(float* data, int64_t rows, int64_t stride, int64_t columns) {
  for (int64_t r = 0; r < rows; ++r, data += stride) {
    int64_t i = 0;
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
