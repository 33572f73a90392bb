// Losses, for programs that report them. `reduction` is 0 for none, 1 for the mean, 2 for the sum.
#include <algorithm>
#include <cmath>

#include "kernels/invoke.h"
#include "kernels/reduce.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

Tensor reduce(const Tensor& losses, int64_t reduction) {
  if (reduction == 0) return losses;
  const char* name = reduction == 1 ? "aten::mean" : "aten::sum";
  return invoke(name, losses, Value()).to_tensor();
}

// f(input, target) on every pair of broadcast elements, in the promoted type.
template <typename F>
Tensor elementwise(const Tensor& input, const Tensor& target, const char* name, int64_t reduction, F f) {
  const Dtype common = result_type(input, target);
  if (!is_floating(common)) {
    raise("NotImplementedError", "\"", name, "\" not implemented for '", scalar_type_name(common), "'");
  }
  const Dtype compute = compute_type(common);
  const Tensor out = output_for(broadcast_shapes(input.sizes(), target.sizes()), {input, target}, common);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    map_elements({out, compute}, {{input, common, compute}, {target, common, compute}},
                 [&](std::byte* to, const std::byte* const* in, int64_t n) {
                   const auto* x = reinterpret_cast<const T*>(in[0]);
                   const auto* y = reinterpret_cast<const T*>(in[1]);
                   for (int64_t i = 0; i < n; ++i) reinterpret_cast<T*>(to)[i] = f(x[i], y[i]);
                 });
  };
  compute == Dtype::Float32 ? run(TypeTag<float>{}) : run(TypeTag<double>{});
  return reduce(out, reduction);
}

Tensor mse_loss(const Tensor& input, const Tensor& target, int64_t reduction) {
  return elementwise(input, target, "mse_cpu", reduction, [](auto x, auto y) { return (x - y) * (x - y); });
}

Tensor l1_loss(const Tensor& input, const Tensor& target, int64_t reduction) {
  return reduce(invoke("aten::abs", invoke("aten::sub.Tensor", input, target, 1)).to_tensor(), reduction);
}

Tensor smooth_l1_loss(const Tensor& input, const Tensor& target, int64_t reduction, double beta) {
  check(beta >= 0, "smooth_l1_loss does not support negative values for beta.");
  if (beta == 0) return l1_loss(input, target, reduction);
  return elementwise(input, target, "smooth_l1_cpu", reduction, [beta](auto x, auto y) {
    using T = decltype(x);
    const T z = std::abs(x - y);
    const auto b = static_cast<T>(beta);
    const T near = std::min(z, b);  // the part of z in which the loss is quadratic; no jump for each element
    return T{0.5} * near * near / b + (z - near);
  });
}

Tensor huber_loss(const Tensor& input, const Tensor& target, int64_t reduction, double delta) {
  check(delta > 0, "huber_loss does not support non-positive values for delta.");
  const Tensor losses = elementwise(input, target, "huber_cpu", 0, [delta](auto x, auto y) {
    using T = decltype(x);
    const T z = std::abs(x - y);
    const auto d = static_cast<T>(delta);
    const T near = std::min(z, d);
    return T{0.5} * near * near + d * (z - near);
  });
  return reduce(to_dtype(losses, input.dtype()), reduction);
}

Tensor weighted(const Tensor& losses, const Tensor& weight, int64_t reduction) {
  if (weight.defined()) invoke("aten::mul_.Tensor", losses, weight);
  return reduce(losses, reduction);
}

Tensor binary_cross_entropy(const Tensor& input, const Tensor& target, const Tensor& weight, int64_t reduction) {
  check(input.dtype() == target.dtype(), "Found dtype ", scalar_type_name(target.dtype()), " but expected ",
        scalar_type_name(input.dtype()));
  const Tensor losses = elementwise(input, target, "binary_cross_entropy", 0, [](auto x, auto y) {
    using T = decltype(x);
    check(x >= 0 && x <= 1, "all elements of input should be between 0 and 1");
    check(y >= 0 && y <= 1, "all elements of target should be between 0 and 1");
    // Logarithms no lower than -100 keep the loss finite.
    return (y - 1) * std::max(std::log(1 - x), T{-100}) - y * std::max(std::log(x), T{-100});
  });
  return weighted(losses, weight, reduction);
}

// (1 - y) x + (1 + (w - 1) y) log(1 + e^-x), w being the weight of positive examples.
Tensor binary_cross_entropy_with_logits(const Tensor& input, const Tensor& target, const Tensor& weight,
                                        const Tensor& pos_weight, int64_t reduction) {
  // Written in place, as in eager: the target's dtype is the result's.
  const Value log_sigmoid = invoke("aten::log_sigmoid", input);
  if (pos_weight.defined()) {
    const Value factor = invoke("aten::add.Scalar",
                                invoke("aten::mul.Tensor", invoke("aten::sub.Scalar", pos_weight, 1, 1), target), 1, 1);
    invoke("aten::mul_.Tensor", log_sigmoid, factor);
  }
  const Value losses = invoke("aten::mul_.Tensor", invoke("aten::rsub.Scalar", target, 1, 1), input);
  invoke("aten::sub_.Tensor", losses, log_sigmoid, 1);
  return weighted(losses.to_tensor(), weight, reduction);
}

Tensor kl_div(const Tensor& input, const Tensor& target, int64_t reduction, bool log_target) {
  check(!is_integral(input.dtype(), true) && !is_integral(target.dtype(), true),
        "kl_div: Integral inputs not supported.");
  return elementwise(input, target, "kl_div", reduction, [log_target](auto x, auto y) {
    using T = decltype(x);
    if (log_target) return std::exp(y) * (y - x);
    return y == 0 ? T{0} : y * std::log(y) - y * x;
  });
}

// Negative log likelihood of [N, C, ...] log probabilities at targets [N, ...]; also [C] at a scalar target.
Tensor nll_loss(const Tensor& self, const Tensor& target, const Tensor& weight, int64_t reduction,
                int64_t ignore_index) {
  if (self.dim() < 1) raise("ValueError", "Expected 1 or more dimensions (got ", self.dim(), ")");
  if (self.dim() > 1 && (target.dim() == 0 || self.size(0) != target.size(0))) {
    raise("ValueError", "Expected input batch_size (", self.size(0), ") to match target batch_size (",
          target.dim() ? target.size(0) : 0, ").");
  }
  check(target.dtype() == Dtype::Int64 || target.dtype() == Dtype::UInt8,
        "expected target dtype to be Long or Byte, but got ", scalar_type_name(target.dtype()));
  check(self.dim() > 2 || target.dim() <= 1, "0D or 1D target tensor expected, multi-target not supported");
  Ints expected = self.sizes();
  expected.erase(self.dim() == 1 ? 0 : 1);
  const bool single = self.dim() == 1 && target.dim() == 1;
  if (single && target.numel() != 1) {
    raise("ValueError", "For 1D input, 1D target must have size 1, but got target size: ", target.numel());
  }
  check(single || target.sizes() == expected, "Expected target size ", expected.text(), ", got ",
        target.sizes().text());
  if (!is_floating(self.dtype())) {
    raise("NotImplementedError", "\"nll_loss_out_frame\" not implemented for '", scalar_type_name(self.dtype()), "'");
  }
  const int64_t classes = self.dim() == 1 ? self.sizes()[0] : self.sizes()[1];
  check(!weight.defined() || (weight.dim() == 1 && weight.numel() == classes),
        "weight tensor should be defined either for all ", classes,
        " classes or no classes but got weight tensor of "
        "shape: ",
        weight.defined() ? weight.sizes().text() : "");
  check(!weight.defined() || weight.dtype() == self.dtype(), "expected scalar type ", scalar_type_name(self.dtype()),
        " but found ", scalar_type_name(weight.defined() ? weight.dtype() : self.dtype()));
  const Tensor x = contiguous(to_dtype(self, Dtype::Float64));
  const Tensor t = contiguous(to_dtype(target, Dtype::Int64));
  const Tensor w = weight.defined() ? contiguous(to_dtype(weight, Dtype::Float64)) : weight;
  const Tensor losses = empty(expected, Dtype::Float64);
  const int64_t batch = self.dim() == 1 ? 1 : self.sizes()[0];
  const int64_t spatial = batch ? t.numel() / batch : 0;
  double total = 0;
  double total_weight = 0;
  for (int64_t i = 0; i < t.numel(); ++i) {
    const int64_t label = t.data<int64_t>()[i];
    losses.data<double>()[i] = 0;
    if (label == ignore_index) continue;
    if (label < 0 || label >= classes) raise("IndexError", "Target ", label, " is out of bounds.");
    const double factor = w.defined() ? w.data<double>()[label] : 1.0;
    const double value = x.data<double>()[(i / spatial * classes + label) * spatial + i % spatial];
    losses.data<double>()[i] = -factor * value;
    total -= factor * value;
    total_weight += factor;
  }
  if (reduction == 0) return to_dtype(losses, self.dtype());
  const double result = reduction == 2 ? total : total / total_weight;
  return to_dtype(scalar_tensor(result, Dtype::Float64), self.dtype());
}

// The sum over classes of factor(c) * log_probability(c), at one place of row-major [N, C, ...].
template <typename F>
double over_classes(const double* x, int64_t classes, int64_t step, const Tensor& w, F factor) {
  double sum = 0;
  for (int64_t c = 0; c < classes; ++c) {
    sum += factor(c) * (w.defined() ? w.data<double>()[c] : 1.0) * x[c * step];
  }
  return sum;
}

// Targets are classes, or probabilities of the input's shape; smoothing mixes in the uniform distribution.
Tensor cross_entropy_loss(const Tensor& self, const Tensor& target, const Tensor& weight, int64_t reduction,
                          int64_t ignore_index, double smoothing) {
  check(smoothing >= 0 && smoothing <= 1, "label_smoothing must be between 0.0 and 1.0. Got: ", smoothing);
  const int64_t dim = self.dim() == 1 ? 0 : 1;
  const Tensor log_probabilities = invoke("aten::log_softmax.int", self, dim, Value()).to_tensor();
  const bool classes_given = self.sizes() != target.sizes();
  if (classes_given && smoothing == 0) return nll_loss(log_probabilities, target, weight, reduction, ignore_index);
  check(!classes_given || self.dim() > 1 || target.dim() == 0,
        "output with shape [] doesn't match the broadcast shape ", target.sizes().text());
  // Without smoothing, which also checks the target.
  const Tensor plain = classes_given ? nll_loss(log_probabilities, target, weight, 0, ignore_index) : Tensor();
  check(classes_given || is_floating(target.dtype()),
        "Expected floating point type for target with class probabilities, got ", scalar_type_name(target.dtype()));
  const int64_t classes = self.sizes()[dim];
  const Tensor x = contiguous(to_dtype(log_probabilities, Dtype::Float64));
  const Tensor w = weight.defined() ? contiguous(to_dtype(weight, Dtype::Float64)) : weight;
  const Tensor t = contiguous(to_dtype(target, classes_given ? Dtype::Int64 : Dtype::Float64));
  Ints sizes = self.sizes();
  sizes.erase(static_cast<std::size_t>(dim));
  const Tensor losses = classes_given ? contiguous(to_dtype(plain, Dtype::Float64)) : empty(sizes, Dtype::Float64);
  const int64_t spatial = losses.numel() / std::max<int64_t>(1, self.dim() == 1 ? 1 : self.sizes()[0]);
  const double uniform = smoothing / static_cast<double>(classes);
  double total = 0;
  double total_weight = 0;
  for (int64_t i = 0; i < losses.numel(); ++i) {
    const int64_t at = i / spatial * classes * spatial + i % spatial;
    double& loss = losses.data<double>()[i];
    if (classes_given) {
      const int64_t label = t.data<int64_t>()[i];
      if (label == ignore_index) continue;
      loss = (1 - smoothing) * loss -
             over_classes(x.data<double>() + at, classes, spatial, w, [=](int64_t) { return uniform; });
      total_weight += w.defined() ? w.data<double>()[label] : 1.0;
    } else {
      const double* p = t.data<double>() + at;
      loss = -over_classes(x.data<double>() + at, classes, spatial, w,
                           [=](int64_t c) { return (1 - smoothing) * p[c * spatial] + uniform; });
      total_weight += 1;
    }
    total += loss;
  }
  if (reduction == 0) return to_dtype(losses, self.dtype());
  return to_dtype(scalar_tensor(reduction == 2 ? total : total / total_weight, Dtype::Float64), self.dtype());
}

}  // namespace

KERNEL(aten_mse_loss, mse_loss)
KERNEL(aten_l1_loss, l1_loss)
KERNEL(aten_smooth_l1_loss, smooth_l1_loss)
KERNEL(aten_huber_loss, huber_loss)
KERNEL(aten_binary_cross_entropy, binary_cross_entropy)
KERNEL(aten_binary_cross_entropy_with_logits, binary_cross_entropy_with_logits)
KERNEL(aten_kl_div, kl_div)
KERNEL(aten_nll_loss, nll_loss)
KERNEL(aten_nll_loss_nd, nll_loss)
KERNEL(aten_nll_loss2d, nll_loss)
KERNEL(aten_cross_entropy_loss, cross_entropy_loss)

}  // namespace flambeau
