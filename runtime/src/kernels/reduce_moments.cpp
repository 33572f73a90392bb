// Variances, vector norms and logsumexp.
#include <cmath>
#include <limits>

#include "kernels/invoke.h"
#include "kernels/reduce.h"
#include "ops/kernel.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

struct Moments {
  double count = 0, mean = 0, squares = 0;  // squares: the sum of (x - mean)^2
};
struct VarianceAndMean {
  double variance, mean;
};

// The sum of (x - center)^kPower.
template <int kPower>
struct Deviations {
  double center;
  double init() const { return 0; }
  void step(double& acc, double x) const { acc += kPower == 1 ? x - center : (x - center) * (x - center); }
  void merge(double& acc, double other) const { acc += other; }
};

// Welford's recurrence, and the formula of Chan et al. to join two parts.
template <typename T>
struct Variance {
  using In = T;
  using Acc = Moments;
  using Out = VarianceAndMean;
  double correction;
  Acc init() const { return {}; }
  void step(Acc& acc, In x) const {
    acc.count += 1;
    const double delta = static_cast<double>(x) - acc.mean;
    acc.mean += delta / acc.count;
    acc.squares += delta * (static_cast<double>(x) - acc.mean);
  }
  void merge(Acc& acc, const Acc& other) const {
    if (other.count == 0) return;
    const double count = acc.count + other.count;
    const double delta = other.mean - acc.mean;
    acc.squares += other.squares + delta * delta * (acc.count * other.count / count);
    acc.mean += delta * (other.count / count);
    acc.count = count;
  }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    if constexpr (std::is_same_v<T, float>) {
      if (stride == 1 && n > 0) {
        const auto count = static_cast<double>(n);
        const double mean = row_functions().sum(x, n) / count;
        const auto center = static_cast<float>(mean);
        const double off = mean - static_cast<double>(center);
        merge(acc, {count, mean, row_functions().sum_of_squares(x, center, n) - count * off * off});
        return;
      }
    } else if (n > 8) {  // what the mean's rounding adds to the squares is taken off
      const auto count = static_cast<double>(n);
      double sum = 0, squares = 0, rest = 0;
      row_in_lanes(Deviations<1>{0}, sum, x, n, stride);
      const double mean = sum / count;
      row_in_lanes(Deviations<2>{mean}, squares, x, n, stride);
      row_in_lanes(Deviations<1>{mean}, rest, x, n, stride);
      merge(acc, {count, mean, squares - rest * rest / count});
      return;
    }
    for (int64_t i = 0; i < n; ++i) step(acc, x[i * stride]);
  }
  Out finish(const Acc& acc) const {
    if (acc.count == 0) return {std::nan(""), std::nan("")};
    return {acc.squares / std::max(0.0, acc.count - correction), acc.mean};
  }
};

// Variance (or deviation, with `root`) and mean. The variance of complex numbers is that of both parts together.
VarianceResult variance(const Tensor& self, const OptionalInts& dims, double correction, bool keepdim, bool root,
                        const char* name) {
  if (!is_floating(self.dtype()) && !is_complex(self.dtype())) {
    raise("RuntimeError", name, " only support floating point and complex dtypes");
  }
  auto mask = reduced_dims(dims, self.dim());
  const bool complex = is_complex(self.dtype());
  if (complex) mask.push_back(false);
  const Tensor input = complex ? view_as_real_pairs(self) : self;
  const Tensor wide = to_dtype(input, compute_type(input.dtype()));
  const Ints sizes = reduced_sizes(wide, mask, keepdim);
  const auto count = static_cast<std::size_t>(count_elements(sizes));
  std::vector<VarianceAndMean> found(count);
  const auto run = [&](auto tag) {
    using T = typename decltype(tag)::type;
    reduce_elements(Variance<T>{correction}, wide.data<T>(), found.data(), ReducePlan(wide, mask));
  };
  if (wide.dtype() == Dtype::Float64) {
    run(TypeTag<double>{});
  } else {
    run(TypeTag<float>{});
  }
  const Tensor means = empty(sizes, Dtype::Float64);
  for (std::size_t i = 0; i < count; ++i) means.data<double>()[i] = found[i].mean;
  Ints out_sizes = sizes;
  if (complex) out_sizes.pop_back();
  const Tensor variances = empty(out_sizes, Dtype::Float64);
  for (int64_t i = 0; i < variances.numel(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    const double value = complex ? found[2 * at].variance + found[2 * at + 1].variance : found[at].variance;
    variances.data<double>()[i] = root ? std::sqrt(value) : value;
  }
  const Tensor mean = to_dtype(means, input.dtype());
  return {to_dtype(variances, input.dtype()), complex ? view_as_complex_pairs(mean) : mean};
}

double correction_of(const std::optional<Scalar>& correction) { return correction ? correction->to_double() : 1.0; }

template <bool kRoot>
Tensor var(const Tensor& self, bool unbiased) {
  return variance(self, std::nullopt, unbiased, false, kRoot, "std and var").variance;
}
template <bool kRoot>
Tensor var_dim(const Tensor& self, const OptionalInts& dims, bool unbiased, bool keepdim) {
  return variance(self, dims, unbiased, keepdim, kRoot, "std and var").variance;
}
template <bool kRoot>
Tensor var_correction(const Tensor& self, const OptionalInts& dims, const std::optional<Scalar>& correction,
                      bool keepdim) {
  return variance(self, dims, correction_of(correction), keepdim, kRoot, "std and var").variance;
}
using TwoTensors = std::tuple<Tensor, Tensor>;
template <bool kRoot>
TwoTensors var_mean_with(const Tensor& self, const OptionalInts& dims, double correction, bool keepdim) {
  VarianceResult r = variance(self, dims, correction, keepdim, kRoot, kRoot ? "std_mean" : "var_mean");
  return {r.variance, r.mean};
}
template <bool kRoot>
TwoTensors var_mean(const Tensor& self, bool unbiased) {
  return var_mean_with<kRoot>(self, std::nullopt, unbiased, false);
}
template <bool kRoot>
TwoTensors var_mean_dim(const Tensor& self, const OptionalInts& dims, bool unbiased, bool keepdim) {
  return var_mean_with<kRoot>(self, dims, unbiased, keepdim);
}
template <bool kRoot>
TwoTensors var_mean_correction(const Tensor& self, const OptionalInts& dims, const std::optional<Scalar>& correction,
                               bool keepdim) {
  return var_mean_with<kRoot>(self, dims, correction_of(correction), keepdim);
}

enum class Power : uint8_t { Zero, One, Two, Infinite, MinusInfinite, Other };

// Of real numbers; sums are in double, so that squares don't overflow.
template <typename T, Power kPower>
struct Norm {
  using In = T;
  using Acc = double;
  using Out = T;
  double p;
  Acc init() const { return kPower == Power::MinusInfinite ? std::numeric_limits<double>::infinity() : 0.0; }
  void step(Acc& acc, In value) const {
    const double x = std::abs(static_cast<double>(value));
    if constexpr (kPower == Power::Zero) acc += x != 0;
    if constexpr (kPower == Power::One) acc += x;
    if constexpr (kPower == Power::Two) acc += x * x;
    if constexpr (kPower == Power::Infinite) acc = ((x > acc) | (x != x)) ? x : acc;
    if constexpr (kPower == Power::MinusInfinite) acc = ((x < acc) | (x != x)) ? x : acc;
    if constexpr (kPower == Power::Other) acc += std::pow(x, p);
  }
  void merge(Acc& acc, const Acc& other) const {
    if constexpr (kPower == Power::Infinite || kPower == Power::MinusInfinite) {
      acc = ((kPower == Power::Infinite ? other > acc : other < acc) | (other != other)) ? other : acc;
    } else {
      acc += other;
    }
  }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    if constexpr (kPower == Power::Two && std::is_same_v<T, float>) {
      if (stride == 1) {
        const double sum = row_functions().sum_of_squares(x, 0, n);
        if (std::isfinite(sum)) {
          acc += sum;
          return;
        }
      }
    }
    row_in_lanes(*this, acc, x, n, stride);
  }
  Out finish(const Acc& acc) const {
    if constexpr (kPower == Power::Two) return static_cast<Out>(std::sqrt(acc));
    if constexpr (kPower == Power::Other) return static_cast<Out>(std::pow(acc, 1.0 / p));
    return static_cast<Out>(acc);
  }
};

}  // namespace

Tensor norm_over(const Tensor& self, double p, const OptionalInts& dims, bool keepdim) {
  const Tensor real = is_complex(self.dtype()) ? invoke("aten::abs", self).to_tensor() : self;
  const Tensor wide = to_dtype(real, compute_type(real.dtype()));
  const auto mask = reduced_dims(dims, self.dim());
  const Tensor out = empty(reduced_sizes(wide, mask, keepdim), wide.dtype());
  const auto run = [&]<Power kPower>() {
    if (wide.dtype() == Dtype::Float64) {
      reduce_elements(Norm<double, kPower>{p}, wide.data<double>(), out.data<double>(), ReducePlan(wide, mask));
    } else {
      reduce_elements(Norm<float, kPower>{p}, wide.data<float>(), out.data<float>(), ReducePlan(wide, mask));
    }
  };
  if (p == 0) run.template operator()<Power::Zero>();
  else if (p == 1) run.template operator()<Power::One>();
  else if (p == 2) run.template operator()<Power::Two>();
  else if (std::isinf(p) && p > 0) run.template operator()<Power::Infinite>();
  else if (std::isinf(p)) run.template operator()<Power::MinusInfinite>();
  else run.template operator()<Power::Other>();
  return to_dtype(out, real.dtype());
}

VarianceResult variance_over(const Tensor& self, const OptionalInts& dims, double correction, bool keepdim) {
  return variance(self, dims, correction, keepdim, false, "var");
}

namespace {

Tensor vector_norm(const Tensor& self, const Scalar& ord, const OptionalInts& dims, bool keepdim,
                   std::optional<Dtype> dtype) {
  check(is_floating(self.dtype()) || is_complex(self.dtype()),
        "linalg.vector_norm: Expected a floating point or complex tensor as input. Got ",
        scalar_type_name(self.dtype()));
  const double p = ord.to_double();
  if (dtype) {
    check(is_floating(*dtype) || is_complex(*dtype),
          "linalg.vector_norm: dtype should be floating point or complex. Got ", scalar_type_name(*dtype));
    check(is_complex(self.dtype()) == is_complex(*dtype), "linalg.vector_norm: dtype should be ",
          is_complex(self.dtype()) ? "complex" : "real", " for ", is_complex(self.dtype()) ? "complex" : "real",
          " inputs, but got ", scalar_type_name(*dtype));
    check(promote_types(self.dtype(), *dtype) == *dtype, "linalg.vector_norm: the dtype of the input (",
          scalar_type_name(self.dtype()), ") should be convertible without narrowing to the specified dtype (",
          scalar_type_name(*dtype), ")");
  }
  const auto mask = reduced_dims(dims, self.dim());
  for (std::size_t d = 0; d < mask.size() && (std::isinf(p) || p < 0); ++d) {
    check(!mask[d] || self.sizes()[d] != 0, "linalg.vector_norm cannot compute the ", p, " norm on the dimension ", d,
          "because this dimension is empty and the operation does not have an identity");
  }
  return norm_over(dtype ? to_dtype(self, *dtype) : self, p, dims, keepdim);
}

Tensor norm_dtype(const Tensor& self, const std::optional<Scalar>& p, const OptionalInts& dims, bool keepdim,
                  std::optional<Dtype> dtype) {
  check(is_floating(self.dtype()) || is_complex(self.dtype()),
        "norm(): input dtype should be either floating point or complex. Got ", scalar_type_name(self.dtype()),
        " instead.");
  check(!dtype || is_floating(*dtype) || is_complex(*dtype),
        "norm(): the desired output dtype should be either floating point or complex. Got ",
        scalar_type_name(dtype.value_or(Dtype::Float32)), " instead.");
  return norm_over(dtype ? to_dtype(self, *dtype) : self, p ? p->to_double() : 2.0, dims, keepdim);
}
Tensor norm_scalar(const Tensor& self, const Scalar& p) { return norm_dtype(self, p, std::nullopt, false, {}); }
Tensor norm_dim(const Tensor& self, const std::optional<Scalar>& p, const Ints& dims, bool keepdim) {
  return norm_dtype(self, p, dims, keepdim, {});
}
Tensor norm_dim_dtype(const Tensor& self, const std::optional<Scalar>& p, const Ints& dims, bool keepdim, Dtype dtype) {
  return norm_dtype(self, p, dims, keepdim, dtype);
}
Tensor norm_full_dtype(const Tensor& self, const std::optional<Scalar>& p, Dtype dtype) {
  return norm_dtype(self, p, std::nullopt, false, dtype);
}

Tensor dist(const Tensor& self, const Tensor& other, const Scalar& p) {
  return norm_scalar(invoke("aten::sub.Tensor", self, other, 1).to_tensor(), p);
}

// The running maximum, and the sum of exp(x - maximum).
struct MaxAndSum {
  double max = -std::numeric_limits<double>::infinity();
  double sum = 0;
};

template <typename T>
struct LogSumExp {
  using In = T;
  using Acc = MaxAndSum;
  using Out = T;
  Acc init() const { return {}; }
  void step(Acc& acc, In x) const { merge(acc, {static_cast<double>(x), 1.0}); }
  void merge(Acc& acc, const Acc& other) const {
    if (other.sum == 0 || other.max == -std::numeric_limits<double>::infinity()) return;
    if (acc.sum == 0) {
      acc = other;
    } else if (other.max > acc.max) {
      acc = {other.max, acc.sum * std::exp(acc.max - other.max) + other.sum};
    } else if (other.max == acc.max) {
      acc.sum += other.sum;
    } else {
      acc.sum += other.sum * std::exp(other.max - acc.max);
    }
  }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    if constexpr (std::is_same_v<T, float>) {
      constexpr int64_t kBlock = 512;
      float scratch[kBlock];
      for (int64_t i = 0; stride == 1 && i < n; i += kBlock) {
        const int64_t count = std::min(kBlock, n - i);
        const float max = row_functions().maximum(x + i, count);
        if (std::isinf(max)) {
          merge(acc, {static_cast<double>(max), 1.0});
        } else {
          merge(acc, {static_cast<double>(max), row_functions().exp_sum(x + i, max, scratch, count)});
        }
      }
      if (stride == 1) return;
    }
    for (int64_t i = 0; i < n; ++i) step(acc, x[i * stride]);
  }
  Out finish(const Acc& acc) const { return static_cast<Out>(acc.max + std::log(acc.sum)); }
};

Tensor logsumexp(const Tensor& self, const Ints& dims, bool keepdim) {
  const Dtype type = is_integral(self.dtype(), true) ? Dtype::Float32 : self.dtype();
  check(!is_complex(type), "logsumexp: complex tensors are not supported");
  const Tensor wide = to_dtype(self, compute_type(type));
  const auto mask = reduced_dims(dims, self.dim());
  const Tensor out = empty(reduced_sizes(wide, mask, keepdim), wide.dtype());
  if (wide.dtype() == Dtype::Float64) {
    reduce_elements(LogSumExp<double>{}, wide.data<double>(), out.data<double>(), ReducePlan(wide, mask));
  } else {
    reduce_elements(LogSumExp<float>{}, wide.data<float>(), out.data<float>(), ReducePlan(wide, mask));
  }
  return to_dtype(out, type);
}

}  // namespace

KERNEL(aten_var, var<false>)
KERNEL(aten_var_dim, var_dim<false>)
KERNEL(aten_var_correction, var_correction<false>)
KERNEL(aten_std, var<true>)
KERNEL(aten_std_dim, var_dim<true>)
KERNEL(aten_std_correction, var_correction<true>)
KERNEL(aten_var_mean, var_mean<false>)
KERNEL(aten_var_mean_dim, var_mean_dim<false>)
KERNEL(aten_var_mean_correction, var_mean_correction<false>)
KERNEL(aten_std_mean, var_mean<true>)
KERNEL(aten_std_mean_dim, var_mean_dim<true>)
KERNEL(aten_std_mean_correction, var_mean_correction<true>)
KERNEL(aten_norm_Scalar, norm_scalar)
KERNEL(aten_norm_ScalarOpt_dim, norm_dim)
KERNEL(aten_norm_ScalarOpt_dim_dtype, norm_dim_dtype)
KERNEL(aten_norm_ScalarOpt_dtype, norm_full_dtype)
KERNEL(aten_linalg_vector_norm, vector_norm)
KERNEL(aten_dist, dist)
KERNEL(aten_logsumexp, logsumexp)

}  // namespace flambeau
