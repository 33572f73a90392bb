// Layer, RMS, group and instance normalisation: rows normalised by their own statistics.
#include <cmath>
#include <limits>
#include <numeric>

#include "base/ints_stream.h"
#include "kernels/invoke.h"
#include "kernels/norm.h"
#include "kernels/reduce.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

struct RowStatistics {
  double mean, rstd;
};

template <typename T>
RowStatistics statistics(const T* x, int64_t n, double eps) {
  const auto count = static_cast<double>(n);
  double sum = 0;
  double squares = 0;
  if constexpr (std::is_same_v<T, float>) {
    sum = row_functions().sum(x, n);
    const double mean = sum / count;
    const auto center = static_cast<float>(mean);
    const double off = mean - static_cast<double>(center);
    squares = row_functions().sum_of_squares(x, center, n) - count * off * off;
  } else {
    for (int64_t i = 0; i < n; ++i) sum += x[i];
    const double mean = sum / count;
    for (int64_t i = 0; i < n; ++i) squares += (x[i] - mean) * (x[i] - mean);
  }
  return {sum / count, 1.0 / std::sqrt(squares / count + eps)};
}

template <typename T>
void normalize_row(const T* x, const RowStatistics& s, const T* weight, const T* bias, T* out, int64_t n) {
  const auto mean = static_cast<T>(s.mean);
  const auto rstd = static_cast<T>(s.rstd);
  if constexpr (std::is_same_v<T, float>) {
    row_functions().normalize(x, mean, rstd, weight, bias, out, n);
  } else {
    for (int64_t i = 0; i < n; ++i) {
      out[i] = (x[i] - mean) * rstd * (weight ? weight[i] : T{1}) + (bias ? bias[i] : T{0});
    }
  }
}

template <typename T>
const T* data_or_null(const Tensor& t) {
  return t.defined() ? t.data<T>() : nullptr;
}

template <typename T>
Tensor normalize_rows(const Tensor& x, int64_t rows, int64_t n, double eps, const Tensor& weight, const Tensor& bias,
                      const Tensor& mean, const Tensor& rstd) {
  const Tensor out = empty(x.sizes(), x.dtype());
  const T* in = x.data<T>();
  T* y = out.data<T>();
  parallel_for(0, rows, std::max<int64_t>(1, kGrain / 4 / std::max<int64_t>(1, n)), [&](int64_t first, int64_t last) {
    for (int64_t r = first; r < last; ++r) {
      const RowStatistics s = statistics(in + r * n, n, eps);
      mean.data<T>()[r] = static_cast<T>(s.mean);
      rstd.data<T>()[r] = static_cast<T>(s.rstd);
      normalize_row(in + r * n, s, data_or_null<T>(weight), data_or_null<T>(bias), y + r * n, n);
    }
  });
  return out;
}

// "[2, 3]" sizes at the end of the input's, as PyTorch checks them.
void check_normalized_shape(const Tensor& input, const Ints& shape, const Tensor& weight, const Tensor& bias,
                            const char* star) {
  check(!shape.empty(),
        "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element"
        ", but got normalized_shape = ",
        shape);
  const auto check_parameter = [&](const Tensor& parameter, const char* name) {
    if (!parameter.defined()) return;
    check(parameter.sizes() == shape, "Expected ", name, " to be of same shape as normalized_shape, but got ", name,
          " of shape ", parameter.sizes(), " and normalized_shape = ", shape);
  };
  check_parameter(weight, "weight");
  check_parameter(bias, "bias");
  bool fits = input.dim() >= shape.ssize();
  for (int64_t d = 1; fits && d <= shape.ssize(); ++d) {
    fits = input.sizes()[input.dim() - d] == shape[shape.ssize() - d];
  }
  const std::string text = shape.text();
  check(fits, "Given normalized_shape=", text, ", expected input with shape [*", star, text.substr(1),
        ", but got input of size", input.sizes());
}

using ThreeTensors = std::tuple<Tensor, Tensor, Tensor>;

ThreeTensors native_layer_norm(const Tensor& input, const Ints& shape, const Tensor& weight, const Tensor& bias,
                               double eps) {
  check_normalized_shape(input, shape, weight, bias, ", ");
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"LayerNormKernelImpl\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  const Dtype compute = compute_type(input.dtype());
  const char* mixed = "mixed dtype (CPU): expect parameter to have scalar type of Float";
  const Tensor w = parameter_as(weight, input, compute, mixed);
  const Tensor b = parameter_as(bias, input, compute, mixed);
  const int64_t n = count_elements(shape);
  Ints outer = input.sizes();
  int64_t rows = 1;
  for (int64_t d = 0; d < outer.ssize(); ++d) {
    if (d < outer.ssize() - shape.ssize()) {
      rows *= outer[d];
    } else {
      outer[d] = 1;
    }
  }
  const Tensor mean = empty(outer, compute);
  const Tensor rstd = empty(outer, compute);
  const Tensor x = contiguous(to_dtype(input, compute));
  const Tensor out = compute == Dtype::Float32 ? normalize_rows<float>(x, rows, n, eps, w, b, mean, rstd)
                                               : normalize_rows<double>(x, rows, n, eps, w, b, mean, rstd);
  return {to_dtype(out, input.dtype()), to_dtype(mean, input.dtype()), to_dtype(rstd, input.dtype())};
}

Tensor layer_norm(const Tensor& input, const Ints& shape, const Tensor& weight, const Tensor& bias, double eps, bool) {
  return std::get<0>(native_layer_norm(input, shape, weight, bias, eps));
}

template <typename T>
void rms_rows(const T* x, T* out, const T* weight, int64_t rows, int64_t n, double eps) {
  parallel_for(0, rows, std::max<int64_t>(1, kGrain / 4 / std::max<int64_t>(1, n)), [&](int64_t first, int64_t last) {
    for (int64_t r = first; r < last; ++r) {
      const T* row = x + r * n;
      double squares = 0;
      if constexpr (std::is_same_v<T, float>) {
        squares = row_functions().sum_of_squares(row, 0, n);
      } else {
        for (int64_t i = 0; i < n; ++i) squares += row[i] * row[i];
      }
      normalize_row(row, {0, 1.0 / std::sqrt(squares / static_cast<double>(n) + eps)}, weight, static_cast<T*>(nullptr),
                    out + r * n, n);
    }
  });
}

Tensor rms_norm(const Tensor& input, const Ints& shape, const Tensor& weight, std::optional<double> eps) {
  if (input.dim() < shape.ssize()) {
    raise("ValueError", "Input tensor must have at least ", shape.size(), " dimensions, but got ", input.dim());
  }
  check_normalized_shape(input, shape, weight, {}, "");
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"rms_norm\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  const Dtype compute = compute_type(input.dtype());
  const double tiny = compute == Dtype::Float64 ? std::numeric_limits<double>::epsilon()
                                                : static_cast<double>(std::numeric_limits<float>::epsilon());
  const Tensor x = contiguous(to_dtype(input, compute));
  const Tensor w = weight.defined() ? contiguous(to_dtype(weight, compute)) : weight;
  const Tensor out = empty(x.sizes(), compute);
  const int64_t n = count_elements(shape);
  const int64_t rows = n ? x.numel() / n : 0;
  if (compute == Dtype::Float32) {
    rms_rows(x.data<float>(), out.data<float>(), data_or_null<float>(w), rows, n, eps.value_or(tiny));
  } else {
    rms_rows(x.data<double>(), out.data<double>(), data_or_null<double>(w), rows, n, eps.value_or(tiny));
  }
  if (is_channels_innermost(input)) {  // the only layout that is kept
    const Tensor like = empty_strided(input.sizes(), input.strides(), input.dtype());
    copy_elements(like, out);
    return like;
  }
  return to_dtype(out, input.dtype());
}

// Group normalisation of row-major x: each of batch * groups rows by its statistics, then scale and shift by channel.
template <typename T>
void group_norm_planes(const Tensor& x, const Tensor& out, int64_t groups, double eps, const T* weight, const T* bias,
                       T* means, T* rstds) {
  const int64_t channels = x.sizes()[1];
  const int64_t per_group = channels / groups;
  const int64_t spatial = x.numel() / (x.sizes()[0] * channels);
  const int64_t n = per_group * spatial;
  parallel_for(0, x.sizes()[0] * groups, std::max<int64_t>(1, kGrain / 4 / n), [&](int64_t first, int64_t last) {
    for (int64_t g = first; g < last; ++g) {
      const RowStatistics s = statistics(x.data<T>() + g * n, n, eps);
      means[g] = static_cast<T>(s.mean);
      rstds[g] = static_cast<T>(s.rstd);
      for (int64_t k = 0; k < per_group; ++k) {
        const int64_t c = g % groups * per_group + k;
        const double scale = s.rstd * static_cast<double>(weight ? weight[c] : T{1});
        const auto shift = static_cast<T>(static_cast<double>(bias ? bias[c] : T{0}) - s.mean * scale);
        const T* from = x.data<T>() + g * n + k * spatial;
        T* to = out.data<T>() + g * n + k * spatial;
        if constexpr (std::is_same_v<T, float>) {
          row_functions().affine(from, static_cast<float>(scale), shift, to, spatial);
        } else {
          for (int64_t i = 0; i < spatial; ++i) to[i] = from[i] * scale + shift;
        }
      }
    }
  });
}

// The same for float32 with channels innermost: sums of each channel, then of each group, in double. Pixels are shared
// out, a fixed number at a time, so that the result doesn't depend on the number of threads.
void group_norm_pixels(const Tensor& x, const Tensor& out, int64_t groups, double eps, const float* weight,
                       const float* bias, float* means, float* rstds) {
  constexpr int64_t kElements = 8192;  // at a time
  const int64_t channels = x.sizes()[1];
  const int64_t per_group = channels / groups;
  const int64_t spatial = x.numel() / (x.sizes()[0] * channels);
  const int64_t some = std::max<int64_t>(1, kElements / channels);
  const int64_t parts = (spatial + some - 1) / some;
  const auto count = static_cast<double>(spatial * per_group);
  const Scratch moments(static_cast<std::size_t>(parts * 2 * channels) * sizeof(double));
  const Scratch factors(static_cast<std::size_t>(2 * channels) * sizeof(float));
  auto* const sums = moments.as<double>();
  auto* const scales = factors.as<float>();
  float* const shifts = scales + channels;
  for (int64_t b = 0; b < x.sizes()[0]; ++b) {
    const float* const in = x.data<float>() + b * spatial * channels;
    float* const to = out.data<float>() + b * spatial * channels;
    const auto for_each_part = [&](auto&& f) {
      parallel_for(0, parts, std::max<int64_t>(1, kGrain / 2 / (some * channels)), [&](int64_t first, int64_t last) {
        for (int64_t i = first; i < last; ++i) f(i, i * some, std::min(spatial, (i + 1) * some));
      });
    };
    for_each_part([&](int64_t i, int64_t begin, int64_t end) {
      double* const sum = sums + i * 2 * channels;
      std::fill_n(sum, 2 * channels, 0.0);
      for (int64_t p = begin; p < end; ++p) {
        row_functions().add_moments_to(sum, sum + channels, in + p * channels, channels);
      }
    });
    for (int64_t i = 1; i < parts; ++i) {
      for (int64_t k = 0; k < 2 * channels; ++k) sums[k] += sums[i * 2 * channels + k];
    }
    for (int64_t g = 0; g < groups; ++g) {
      const int64_t first = g * per_group, last = first + per_group;
      const double mean = std::accumulate(sums + first, sums + last, 0.0) / count;
      const double square = std::accumulate(sums + channels + first, sums + channels + last, 0.0) / count;
      const double rstd = 1.0 / std::sqrt(std::max(0.0, square - mean * mean) + eps);
      means[b * groups + g] = static_cast<float>(mean);
      rstds[b * groups + g] = static_cast<float>(rstd);
      for (int64_t c = first; c < last; ++c) {
        const double scale = rstd * static_cast<double>(weight ? weight[c] : 1.0F);
        scales[c] = static_cast<float>(scale);
        shifts[c] = static_cast<float>(static_cast<double>(bias ? bias[c] : 0.0F) - mean * scale);
      }
    }
    for_each_part([&](int64_t, int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) {
        row_functions().affine_columns(in + p * channels, scales, shifts, to + p * channels, channels);
      }
    });
  }
}

struct GroupNormResult {
  Tensor out, mean, rstd;
};

GroupNormResult group_norm_of(const Tensor& input, int64_t groups, const Tensor& weight, const Tensor& bias, double eps,
                              const char* name) {
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"", name, "\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  const Dtype compute = compute_type(input.dtype());
  const char* mixed = "mixed dtype (CPU): expect parameter to have scalar type of Float";
  const Tensor w = parameter_as(weight, input, compute, mixed);
  const Tensor b = parameter_as(bias, input, compute, mixed);
  const Tensor planes = as_channel_planes(to_dtype(input, compute));
  GroupNormResult r{empty_strided(planes.sizes(), planes.strides(), compute),
                    empty({input.sizes()[0], groups}, compute), empty({input.sizes()[0], groups}, compute)};
  const auto result = [&] {
    return GroupNormResult{to_dtype(r.out, input.dtype()), to_dtype(r.mean, input.dtype()),
                           to_dtype(r.rstd, input.dtype())};
  };
  if (planes.numel() == 0) return result();
  if (compute == Dtype::Float32 && !planes.is_contiguous()) {
    group_norm_pixels(planes, r.out, groups, eps, data_or_null<float>(w), data_or_null<float>(b), r.mean.data<float>(),
                      r.rstd.data<float>());
  } else if (compute == Dtype::Float32) {
    group_norm_planes<float>(planes, r.out, groups, eps, data_or_null<float>(w), data_or_null<float>(b),
                             r.mean.data<float>(), r.rstd.data<float>());
  } else {
    const Tensor x = contiguous(planes);
    const Tensor y = x.is_same(planes) ? r.out : empty(x.sizes(), compute);
    group_norm_planes<double>(x, y, groups, eps, data_or_null<double>(w), data_or_null<double>(b),
                              r.mean.data<double>(), r.rstd.data<double>());
    if (!y.is_same(r.out)) copy_elements(r.out, y);
  }
  return result();
}

void check_channels(const Tensor& input, const Tensor& parameter, const char* name) {
  if (!parameter.defined()) return;
  check(parameter.dim() == 1 && parameter.numel() == input.sizes()[1], "Expected ", name,
        " to be a vector of size equal to the number of channels in input, but got ", name, " of shape ",
        parameter.sizes(), " and input of shape ", input.sizes());
}

Tensor group_norm(const Tensor& input, int64_t groups, const Tensor& weight, const Tensor& bias, double eps, bool) {
  check(groups > 0, "Expected num groups to be greater than 0, got ", groups);
  check(input.size(1) % groups == 0,
        "Expected number of channels in input to be divisible by num_groups, but got "
        "input of shape ",
        input.sizes(), " and num_groups=", groups);
  check_channels(input, weight, "weight");
  check_channels(input, bias, "bias");
  return group_norm_of(input, groups, weight, bias, eps, "GroupNormKernelImpl").out;
}

ThreeTensors native_group_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, int64_t batch,
                               int64_t channels, int64_t spatial, int64_t groups, double eps) {
  check(input.numel() == batch * channels * spatial, "Expected X.numel() == N * C * HxW to be true, but got false.");
  check(input.dim() >= 2 && groups > 0 && input.sizes()[1] % groups == 0,
        "Expected number of channels in input to be divisible by num_groups, but got input of shape ", input.sizes(),
        " and num_groups=", groups);
  check_channels(input, weight, "weight");
  check_channels(input, bias, "bias");
  GroupNormResult r = group_norm_of(input, groups, weight, bias, eps, "GroupNormKernelImpl");
  return {r.out, r.mean, r.rstd};
}

// The mean over the batch of momentum * value + (1 - momentum) * running.
void update_running(const Tensor& running, const Tensor& values, double momentum) {
  if (!running.defined()) return;
  check_writable(running, "instance_norm");
  const Tensor next = contiguous(to_dtype(running, Dtype::Float64));
  const Tensor mean = contiguous(to_dtype(values, Dtype::Float64));
  const Tensor mixed = empty(next.sizes(), Dtype::Float64);
  const int64_t batch = values.sizes()[0];
  for (int64_t c = 0; c < next.numel(); ++c) {
    double sum = 0;
    for (int64_t b = 0; b < batch; ++b) sum += mean.data<double>()[b * next.numel() + c];
    mixed.data<double>()[c] = momentum * sum / static_cast<double>(batch) + (1 - momentum) * next.data<double>()[c];
  }
  copy_elements(running, mixed);
}

Tensor instance_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                     const Tensor& running_var, bool use_input_stats, double momentum, double eps, bool) {
  check(use_input_stats || (running_mean.defined() && running_var.defined()),
        "Expected running_mean and running_var to be defined when use_input_stats is false");
  check(input.dim() >= 2, "Expected at least 2 dimensions for input tensor but received ", input.dim());
  const int64_t channels = input.sizes()[1];
  for (const auto& [parameter, name] :
       {std::pair{&running_mean, "running_mean"}, std::pair{&running_var, "running_var"}, std::pair{&weight, "weight"},
        std::pair{&bias, "bias"}}) {
    check(!parameter->defined() || parameter->dim() <= 1,
          "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
    check(!parameter->defined() || parameter->numel() == channels, name, " should contain ",
          channels * input.sizes()[0], " elements not ",
          parameter->defined() ? parameter->numel() * input.sizes()[0] : 0);
  }
  const Tensor x = contiguous(input);
  if (!use_input_stats) {
    return invoke("aten::batch_norm", x, weight, bias, running_mean, running_var, false, momentum, eps, false)
        .to_tensor();
  }
  if (running_mean.defined() || running_var.defined()) {
    Ints spatial;
    for (int64_t d = 2; d < x.dim(); ++d) spatial.push_back(d);
    const VarianceResult s = variance_over(x, spatial, 1, false);
    update_running(running_mean, s.mean, momentum);
    update_running(running_var, s.variance, momentum);
  }
  return group_norm_of(x, channels, weight, bias, eps, "batch_norm").out;
}

Tensor cosine_similarity(const Tensor& x1, const Tensor& x2, int64_t dim, double eps) {
  check(eps >= 0, "eps must be non-negative, got: ", eps);
  const Dtype common = result_type(x1, x2);
  check(is_floating(common), "expected common dtype to be floating point, yet common dtype is ",
        scalar_type_name(common));
  const Ints shape = broadcast_shapes(x1.sizes(), x2.sizes());
  const Ints dims{dim};
  const auto unit = [&](const Tensor& t) {
    const Tensor x = expand_to(to_dtype(t, common), shape);
    const Tensor length = invoke("aten::clamp_min", norm_over(x, 2, dims, true), eps).to_tensor();
    return invoke("aten::div.Tensor", x, length).to_tensor();
  };
  return sum_over(invoke("aten::mul.Tensor", unit(x1), unit(x2)).to_tensor(), dims, false, std::nullopt);
}

}  // namespace

KERNEL(aten_layer_norm, layer_norm)
KERNEL(aten_native_layer_norm, native_layer_norm)
KERNEL(aten_rms_norm, rms_norm)
KERNEL(aten_group_norm, group_norm)
KERNEL(aten_native_group_norm, native_group_norm)
KERNEL(aten_instance_norm, instance_norm)
KERNEL(aten_cosine_similarity, cosine_similarity)

}  // namespace flambeau
