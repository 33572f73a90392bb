// Dropout: the input itself outside of training; else elements, or whole channels, are dropped at random.
#include <cmath>

#include "kernels/factory.h"
#include "kernels/pointwise.h"
#include "kernels/random.h"

namespace flambeau {
namespace {

struct Scale {
  template <typename T>
  static T apply(T x, T kept, const Params& p) {
    return kept * x * p.get<T>(0);
  }
};
// Alpha dropout: a dropped element takes the value that keeps mean and variance (Klambauer et al.).
struct Shift {
  template <typename T>
  static T apply(T x, T kept, const Params& p) {
    return kept * x * p.get<T>(0) + (kept - T(1)) * p.get<T>(1) + p.get<T>(2);
  }
};
constexpr PointwiseOp kScale = floating<Scale, 2>("dropout", Rule::Same);
constexpr PointwiseOp kShift = floating<Shift, 2>("alpha_dropout", Rule::Same);

// 1 where an element is kept. For whole features: one number for each sample and channel.
Tensor draw_kept(const Tensor& input, double p, bool features) {
  Ints sizes = input.sizes();
  if (features) {
    check(input.dim() >= 2, "Feature dropout requires at least 2 dimensions in the input");
    for (int64_t d = 2; d < input.dim(); ++d) sizes[d] = 1;
  }
  Tensor kept = empty(sizes, Dtype::Float32);
  Generator& generator = default_generator();
  const std::lock_guard lock(generator.mutex);
  for (int64_t i = 0; i < kept.numel(); ++i) kept.data<float>()[i] = generator.uniform_double() < 1 - p ? 1.0F : 0.0F;
  return to_dtype(kept, input.dtype());
}

template <bool Features, bool Alpha, bool InPlace>
Tensor dropout(const Tensor& input, double p, bool train) {
  check(p >= 0 && p <= 1, "dropout probability has to be between 0 and 1, but got ", p);
  if (p == 0 || !train || input.numel() == 0) return input;
  const Tensor out = InPlace ? input : Tensor();
  const Tensor kept = draw_kept(input, p, Features);
  if (!Alpha) return run_pointwise(kScale, out, {input, kept}, {p == 1 ? 0 : 1 / (1 - p)});
  constexpr double alpha = 1.7580993408473766;
  const double a = p == 1 ? 0 : 1 / std::sqrt((alpha * alpha * p + 1) * (1 - p));
  return run_pointwise(kShift, out, {input, kept}, {a, alpha * a, alpha * a * p});
}

}  // namespace

KERNEL(aten_dropout, (dropout<false, false, false>))
KERNEL(aten_dropout_, (dropout<false, false, true>))
KERNEL(aten_feature_dropout, (dropout<true, false, false>))
KERNEL(aten_feature_dropout_, (dropout<true, false, true>))
KERNEL(aten_alpha_dropout, (dropout<false, true, false>))
KERNEL(aten_alpha_dropout_, (dropout<false, true, true>))
KERNEL(aten_feature_alpha_dropout, (dropout<true, true, false>))
KERNEL(aten_feature_alpha_dropout_, (dropout<true, true, true>))

}  // namespace flambeau
