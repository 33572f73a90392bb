// Activation functions of torch.nn.functional.
#include <algorithm>
#include <cmath>

#include "kernels/factory.h"
#include "kernels/pointwise.h"
#include "kernels/random.h"

namespace flambeau {
namespace {

// A function by an expression in `x` and the params p0, p1, p2.
#define ACTIVATION(Name, expression)                                                 \
  struct Name {                                                                      \
    template <typename T>                                                            \
    static T apply(T x, [[maybe_unused]] const Params& p) {                          \
      [[maybe_unused]] const T p0 = p.get<T>(0), p1 = p.get<T>(1), p2 = p.get<T>(2); \
      return static_cast<T>(expression);                                             \
    }                                                                                \
  };
template <typename T>
T clamp_to(T x, T low, T high) {
  return x < low ? low : x > high ? high : x;
}
template <typename T>
T log1p_exp(T x) {
  return std::log1p(std::exp(x));
}

ACTIVATION(Relu, x < T(0) ? T(0) : x)
ACTIVATION(Hardtanh, clamp_to(x, p0, p1))
ACTIVATION(Hardsigmoid, clamp_to(x + T(3), T(0), T(6)) / T(6))
ACTIVATION(Hardswish, x* clamp_to(x + T(3), T(0), T(6)) / T(6))
ACTIVATION(Silu, x / (T(1) + std::exp(-x)))
ACTIVATION(Gelu, T(0.5) * x * (T(1) + std::erf(x * T(0.70710678118654752440))))
ACTIVATION(GeluTanh, T(0.5) * x * (T(1) + std::tanh(T(0.79788456080286535588) * (x + T(0.044715) * x * x * x))))
ACTIVATION(LeakyRelu, x > 0 ? x : x * p0)
ACTIVATION(Elu, x > 0 ? x * p1 : p0 * std::expm1(x * p2))
ACTIVATION(Mish, x* std::tanh(log1p_exp(x)))
ACTIVATION(Softplus, x* p0 > p1 ? x : log1p_exp(x * p0) / p0)
ACTIVATION(Softshrink, x > p0 ? x - p0 : x < -p0 ? x + p0 : x != x ? x : T(0))
ACTIVATION(Hardshrink, x >= -p0 && x <= p0 ? T(0) : x)
ACTIVATION(Threshold, x <= p0 ? p1 : x)
ACTIVATION(LogSigmoid, std::min(x, T(0)) - std::log1p(std::exp(-std::fabs(x))))
ACTIVATION(Entropy, x != x ? x : x > 0 ? -x * std::log(x) : x == 0 ? T(0) : -std::numeric_limits<T>::infinity())
ACTIVATION(NormalCdf, T(0.5) * std::erfc(-x * T(0.70710678118654752440)))
#undef ACTIVATION

template <typename Steps>
struct Logit {
  template <typename T>
  static T apply(T x) {
    return std::log(Steps::round(x / Steps::round(T(1) - x)));
  }
};
template <typename Steps>
struct LogitClamped {
  template <typename T>
  static T apply(T x, const Params& p) {
    const T low = Steps::round(p.get<T>(0));
    return Logit<Steps>::apply(clamp_to(x, low, Steps::round(T(1) - low)));
  }
};
struct Prelu {
  template <typename T>
  static T apply(T x, T weight) {
    return x > 0 ? x : weight * x;
  }
};
struct Glu {
  template <typename T>
  static T apply(T a, T b) {
    return a * (T(1) / (T(1) + std::exp(-b)));
  }
};

constexpr PointwiseOp kRelu = without_bool(real<Relu, 1>("clamp_min_scalar_cpu", Rule::Same, &NumberLoops::relu));
constexpr PointwiseOp kHardtanh = without_bool(real<Hardtanh, 1>("hardtanh", Rule::Same, &NumberLoops::clamp));
constexpr PointwiseOp kHardsigmoid = floating<Hardsigmoid, 1>("hardsigmoid_cpu", Rule::Same, &NumberLoops::hardsigmoid);
constexpr PointwiseOp kHardswish = floating<Hardswish, 1>("hardswish_cpu", Rule::Same, &NumberLoops::hardswish);
constexpr PointwiseOp kSilu = floating<Silu, 1>("silu_cpu", Rule::Same, &NumberLoops::silu);
constexpr PointwiseOp kGelu = floating<Gelu, 1>("GeluKernelImpl", Rule::Same, &NumberLoops::gelu);
constexpr PointwiseOp kGeluTanh = floating<GeluTanh, 1>("GeluKernelImpl", Rule::Same, &NumberLoops::gelu_tanh);
constexpr PointwiseOp kLeakyRelu = floating<LeakyRelu, 1>("leaky_relu_cpu", Rule::Same, &NumberLoops::leaky_relu);
constexpr PointwiseOp kElu = floating<Elu, 1>("elu_cpu", Rule::Same, &NumberLoops::elu);
constexpr PointwiseOp kMish = floating<Mish, 1>("mish_cpu", Rule::Same, &NumberLoops::mish);
constexpr PointwiseOp kSoftplus = floating<Softplus, 1>("softplus_cpu", Rule::Same, &NumberLoops::softplus);
constexpr PointwiseOp kSoftshrink = floating<Softshrink, 1>("softshrink_cpu", Rule::Same, &NumberLoops::softshrink);
constexpr PointwiseOp kHardshrink = floating<Hardshrink, 1>("hardshrink_cpu", Rule::Same, &NumberLoops::hardshrink);
constexpr PointwiseOp kThreshold =
    without_bool(real<Threshold, 1>("threshold_cpu", Rule::Same, &NumberLoops::threshold));
constexpr PointwiseOp kLogSigmoid = floating<LogSigmoid, 1>("log_sigmoid_cpu", Rule::Same, &NumberLoops::log_sigmoid);
constexpr PointwiseOp kLogit = in_steps<Logit, 1>("logit_cpu", Rule::Float);
constexpr PointwiseOp kLogitClamped = in_steps<LogitClamped, 1>("logit_cpu", Rule::Float);
constexpr PointwiseOp kEntropy = floating<Entropy, 1>("entr", Rule::Float);
constexpr PointwiseOp kNormalCdf = floating<NormalCdf, 1>("ndtr", Rule::Float);
constexpr PointwiseOp kPrelu = floating<Prelu, 2>("prelu_cpu", Rule::Same, &NumberLoops::prelu);
constexpr PointwiseOp kGlu = floating<Glu, 2>("glu_cpu", Rule::Same, &NumberLoops::glu);

Tensor relu_into(const Tensor& out, const Tensor& self) {
  check(self.dtype() != Dtype::Bool, "Boolean inputs not supported for relu");
  return run_pointwise(kRelu, out, {self});
}
Tensor relu(const Tensor& self) { return relu_into({}, self); }
Tensor relu_(const Tensor& self) { return relu_into(self, self); }

Tensor hardtanh_into(const Tensor& out, const Tensor& self, Scalar low, Scalar high) {
  check(self.dtype() != Dtype::Bool, "Bool inputs not supported for hardtanh");
  const bool integral = is_integral(self.dtype());
  const Scalar from = integral ? Scalar(low.to_int()) : low, to = integral ? Scalar(high.to_int()) : high;
  check(self.dtype() != Dtype::UInt8 || (from.to_int() >= 0 && to.to_int() >= 0),
        "cannot do hardtanh on an unsigned type with negative limits");
  return run_pointwise(kHardtanh, out, {self}, {from, to});
}
Tensor hardtanh(const Tensor& self, Scalar low, Scalar high) { return hardtanh_into({}, self, low, high); }
Tensor hardtanh_(const Tensor& self, Scalar low, Scalar high) { return hardtanh_into(self, self, low, high); }
Tensor relu6(const Tensor& self) { return hardtanh_into({}, self, 0, 6); }
Tensor relu6_(const Tensor& self) { return hardtanh_into(self, self, 0, 6); }

const PointwiseOp& gelu_kind(std::string_view approximate) {
  check(approximate == "none" || approximate == "tanh", "approximate argument must be either none or tanh.");
  return approximate == "tanh" ? kGeluTanh : kGelu;
}
Tensor gelu(const Tensor& self, std::string_view approximate) {
  return run_pointwise(gelu_kind(approximate), {}, {self});
}
Tensor gelu_(const Tensor& self, std::string_view approximate) {
  return run_pointwise(gelu_kind(approximate), self, {self});
}

Tensor leaky_relu(const Tensor& self, Scalar slope) { return run_pointwise(kLeakyRelu, {}, {self}, {slope}); }
Tensor leaky_relu_(const Tensor& self, Scalar slope) { return run_pointwise(kLeakyRelu, self, {self}, {slope}); }

// In training every negative element has a slope of its own, else all have the mean of the bounds.
Tensor rrelu(const Tensor& self, Scalar lower, Scalar upper, bool training, const Value& generator_state) {
  const DrawsFrom source(generator_state);
  const double low = lower.to_double(), high = upper.to_double();
  check(low <= high, "Lower bound should be less than or equal to the upper bound");
  if (!training) return leaky_relu(self, (low + high) / 2);
  const Tensor slopes = empty(self.sizes(), Dtype::Float64);
  {
    Generator& generator = default_generator();
    const std::lock_guard lock(generator.mutex);
    for (int64_t i = 0; i < slopes.numel(); ++i) {
      slopes.data<double>()[i] = low + (high - low) * generator.uniform_double();
    }
  }
  return run_pointwise(kPrelu, {}, {self, to_dtype(slopes, self.dtype())});
}

Params elu_params(Scalar alpha, Scalar scale, Scalar input_scale) {
  return {alpha.to_double() * scale.to_double(), scale, input_scale};
}
Tensor elu(const Tensor& self, Scalar alpha, Scalar scale, Scalar input_scale) {
  return run_pointwise(kElu, {}, {self}, elu_params(alpha, scale, input_scale));
}
Tensor elu_(const Tensor& self, Scalar alpha, Scalar scale, Scalar input_scale) {
  return run_pointwise(kElu, self, {self}, elu_params(alpha, scale, input_scale));
}
// The constants of Klambauer et al., Self-Normalizing Neural Networks.
constexpr double kSeluAlpha = 1.6732632423543772848170429916717;
constexpr double kSeluScale = 1.0507009873554804934193349852946;
Tensor selu(const Tensor& self) { return elu(self, kSeluAlpha, kSeluScale, 1); }
Tensor selu_(const Tensor& self) { return elu_(self, kSeluAlpha, kSeluScale, 1); }
Tensor celu(const Tensor& self, Scalar alpha) {
  check(alpha.to_double() != 0, "ZeroDivisionError: alpha cannot be 0 for CELU");
  return elu(self, alpha, 1, 1 / alpha.to_double());
}
Tensor celu_(const Tensor& self, Scalar alpha) {
  check(alpha.to_double() != 0, "ZeroDivisionError: alpha cannot be 0 for CELU");
  return elu_(self, alpha, 1, 1 / alpha.to_double());
}

Tensor softplus(const Tensor& self, Scalar beta, Scalar threshold) {
  return run_pointwise(kSoftplus, {}, {self}, {beta, threshold});
}
Tensor softshrink(const Tensor& self, Scalar lambda) {
  check(lambda.to_double() >= 0, "lambda must be greater or equal to 0, but found to be ", lambda.to_double(), ".");
  return run_pointwise(kSoftshrink, {}, {self}, {lambda});
}
Tensor hardshrink(const Tensor& self, Scalar lambda) { return run_pointwise(kHardshrink, {}, {self}, {lambda}); }
Params threshold_params(const Tensor& self, Scalar threshold, Scalar value) {
  check_fits(threshold, self.dtype());
  check_converts(value, self.dtype());
  if (!is_integral(self.dtype(), true)) return {threshold, value};
  return {Scalar(threshold.to_int()), Scalar(value.to_int())};
}
Tensor threshold(const Tensor& self, Scalar threshold, Scalar value) {
  return run_pointwise(kThreshold, {}, {self}, threshold_params(self, threshold, value));
}
Tensor threshold_(const Tensor& self, Scalar threshold, Scalar value) {
  return run_pointwise(kThreshold, self, {self}, threshold_params(self, threshold, value));
}

Tensor logit_into(const Tensor& out, const Tensor& self, std::optional<double> eps) {
  return eps && *eps >= 0 ? run_pointwise(kLogitClamped, out, {self}, {*eps}) : run_pointwise(kLogit, out, {self});
}
Tensor logit(const Tensor& self, std::optional<double> eps) { return logit_into({}, self, eps); }
Tensor logit_(const Tensor& self, std::optional<double> eps) { return logit_into(self, self, eps); }

// In row-major order always, as in eager.
Tensor log_sigmoid(const Tensor& self) { return run_pointwise(kLogSigmoid, empty(self.sizes(), self.dtype()), {self}); }

// One weight for all, or one for each channel (dim 1).
Tensor prelu(const Tensor& self, const Tensor& weight) {
  check(self.dtype() == weight.dtype(), "prelu: Type promoting not supported. Got ", dtype_name(self.dtype()), " and ",
        dtype_name(weight.dtype()));
  check(weight.dim() <= 1, "prelu: Expected `weight` to be a scalar or 1D tensor, but got: ndim = ", weight.dim());
  if (weight.numel() == 1) return run_pointwise(kPrelu, {}, {self, weight.view_as({}, {}, weight.offset())});
  check(self.dim() > 0, "Not allow zero-dim input tensor.");
  const int64_t channels = self.dim() > 1 ? self.sizes()[1] : 1;
  check(channels == weight.numel(),
        "Mismatch of parameter numbers and input channel size. Found parameter numbers = ", weight.numel(),
        " and channel size = ", channels, ".");
  Ints sizes(self.sizes().size(), 1), strides(self.sizes().size(), 0);
  sizes[1] = channels;
  strides[1] = weight.strides()[0];
  return run_pointwise(kPrelu, {}, {self, weight.view_as(sizes, strides, weight.offset())});
}

Tensor glu(const Tensor& self, int64_t dim) {
  check(self.dim() > 0, "glu does not support 0-dimensional tensors");
  const int64_t d = wrap_dim(dim, self.dim());
  check(self.sizes()[d] % 2 == 0, "Halving dimension must be even, but dimension ", d, " is size ", self.sizes()[d]);
  Ints half = self.sizes();
  half[d] /= 2;
  return run_pointwise(kGlu, {},
                       {self.view_as(half, self.strides(), self.offset()),
                        self.view_as(half, self.strides(), self.offset() + half[d] * self.strides()[d])});
}

}  // namespace

KERNEL(aten_relu, relu)
KERNEL(aten_relu_, relu_)
KERNEL(aten_relu6, relu6)
KERNEL(aten_relu6_, relu6_)
KERNEL(aten_hardtanh, hardtanh)
KERNEL(aten_hardtanh_, hardtanh_)
UNARY_KERNELS(hardsigmoid, kHardsigmoid)
UNARY_KERNELS(hardswish, kHardswish)
UNARY_KERNELS(silu, kSilu)
UNARY_KERNELS(mish, kMish)
KERNEL(aten_log_sigmoid, log_sigmoid)
KERNEL(aten_special_entr, (unary<kEntropy>))
KERNEL(aten_special_ndtr, (unary<kNormalCdf>))
KERNEL(aten_gelu, gelu)
KERNEL(aten_gelu_, gelu_)
KERNEL(aten_leaky_relu, leaky_relu)
KERNEL(aten_leaky_relu_, leaky_relu_)
KERNEL(aten_rrelu, rrelu)
KERNEL(aten_elu, elu)
KERNEL(aten_elu_, elu_)
KERNEL(aten_selu, selu)
KERNEL(aten_selu_, selu_)
KERNEL(aten_celu, celu)
KERNEL(aten_celu_, celu_)
KERNEL(aten_softplus, softplus)
KERNEL(aten_softshrink, softshrink)
KERNEL(aten_hardshrink, hardshrink)
KERNEL(aten_threshold, threshold)
KERNEL(aten_threshold_, threshold_)
KERNEL(aten_logit, logit)
KERNEL(aten_logit_, logit_)
KERNEL(aten_special_logit, logit)
KERNEL(aten_prelu, prelu)
KERNEL(aten__prelu_kernel, (binary<kPrelu>))
KERNEL(aten_glu, glu)

}  // namespace flambeau
