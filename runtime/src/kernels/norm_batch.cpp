// Batch normalisation, in evaluation (running statistics) and in training mode (the batch's own).
#include <cmath>

#include "kernels/norm.h"
#include "kernels/reduce.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "simd/rows.h"

namespace flambeau {

bool is_channels_innermost(const Tensor& self) {
  if ((self.dim() != 4 && self.dim() != 5) || self.is_contiguous()) return false;
  int64_t expected = 1;
  const int64_t rank = self.dim();
  for (int64_t k = 0; k < rank; ++k) {
    const int64_t d = k == 0 ? 1 : k == rank - 1 ? 0 : rank - k;
    if (self.sizes()[d] != 1 && self.strides()[d] != expected) return false;
    expected *= self.sizes()[d];
  }
  return true;
}

Tensor as_channel_planes(const Tensor& self) { return is_channels_innermost(self) ? self : contiguous(self); }

Tensor parameter_as(const Tensor& parameter, const Tensor& input, Dtype compute, const char* message) {
  if (!parameter.defined()) return parameter;
  const bool reduced = input.dtype() == Dtype::Float16 || input.dtype() == Dtype::BFloat16;
  check(parameter.dtype() == input.dtype() || (reduced && parameter.dtype() == Dtype::Float32), message);
  return contiguous(to_dtype(parameter, compute));
}

namespace {

template <typename T>
void scale_run(const T* x, T scale, T shift, T* out, int64_t n) {
  if constexpr (std::is_same_v<T, float>) {
    row_functions().affine(x, scale, shift, out, n);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = x[i] * scale + shift;
  }
}

template <typename T>
void scale_columns(const T* x, const T* scale, const T* shift, T* out, int64_t n) {
  if constexpr (std::is_same_v<T, float>) {
    row_functions().affine_columns(x, scale, shift, out, n);
  } else {
    for (int64_t i = 0; i < n; ++i) out[i] = x[i] * scale[i] + shift[i];
  }
}

template <typename T>
void scale_channels_of(const Tensor& x, const T* scale, const T* shift, T* out) {
  const int64_t channels = x.sizes()[1];
  const T* in = x.data<T>();
  const int64_t spatial = x.numel() / (x.sizes()[0] * channels);
  if (spatial == 1 || !x.is_contiguous()) {
    parallel_for(0, x.numel() / channels, std::max<int64_t>(1, kGrain / channels), [&](int64_t first, int64_t last) {
      for (int64_t r = first; r < last; ++r)
        scale_columns(in + r * channels, scale, shift, out + r * channels, channels);
    });
    return;
  }
  parallel_for(0, x.sizes()[0] * channels, std::max<int64_t>(1, kGrain / spatial), [&](int64_t first, int64_t last) {
    for (int64_t p = first; p < last; ++p) {
      scale_run(in + p * spatial, scale[p % channels], shift[p % channels], out + p * spatial, spatial);
    }
  });
}

}  // namespace

Tensor scale_channels(const Tensor& x, const Tensor& scale, const Tensor& shift) {
  const Tensor out = empty_strided(x.sizes(), x.strides(), x.dtype());
  if (x.numel() == 0) return out;
  if (x.dtype() == Dtype::Float32) {
    scale_channels_of(x, scale.data<float>(), shift.data<float>(), out.data<float>());
  } else {
    scale_channels_of(x, scale.data<double>(), shift.data<double>(), out.data<double>());
  }
  return out;
}

namespace {

struct BatchNormResult {
  Tensor out, save_mean, save_rstd;
};

void check_count(const Tensor& parameter, int64_t channels, const char* name) {
  check(!parameter.defined() || parameter.numel() == channels, name, " should contain ", channels, " elements not ",
        parameter.defined() ? parameter.numel() : 0);
  check(!parameter.defined() || parameter.dim() == 1, "TensorAccessor expected 1 dims but tensor has ",
        parameter.defined() ? parameter.dim() : 1);
}

// scale = weight * rstd, shift = bias - mean * scale, in the type of the running statistics' computation.
template <typename T>
void fold(int64_t channels, const Tensor& mean, const Tensor& rstd, const Tensor& weight, const Tensor& bias, T* scale,
          T* shift) {
  for (int64_t c = 0; c < channels; ++c) {
    scale[c] = (weight.defined() ? weight.data<T>()[c] : T{1}) * rstd.data<T>()[c];
    shift[c] = (bias.defined() ? bias.data<T>()[c] : T{0}) - mean.data<T>()[c] * scale[c];
  }
}

// 1 / sqrt(variance + eps), element by element.
Tensor reciprocal_deviation(const Tensor& variance, double eps) {
  const Tensor out = empty(variance.sizes(), variance.dtype());
  for (int64_t c = 0; c < variance.numel(); ++c) {
    if (variance.dtype() == Dtype::Float32) {
      out.data<float>()[c] = 1.0F / std::sqrt(variance.data<float>()[c] + static_cast<float>(eps));
    } else {
      out.data<double>()[c] = 1.0 / std::sqrt(variance.data<double>()[c] + eps);
    }
  }
  return out;
}

// running = momentum * value * factor + (1 - momentum) * running
void update_running(const Tensor& running, const Tensor& value, double momentum, double factor) {
  if (!running.defined()) return;
  check_writable(running, "batch_norm");
  const Tensor now = to_dtype(value, Dtype::Float64);
  const Tensor next = contiguous(to_dtype(running, Dtype::Float64));
  const Tensor mixed = empty(next.sizes(), Dtype::Float64);
  for (int64_t c = 0; c < next.numel(); ++c) {
    mixed.data<double>()[c] = momentum * factor * now.data<double>()[c] + (1 - momentum) * next.data<double>()[c];
  }
  copy_elements(running, mixed);
}

BatchNormResult run(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                    const Tensor& running_var, bool training, double momentum, double eps) {
  if (input.dim() < 2) raise("IndexError", "Dimension out of range (expected to be in range of [-1, 0], but got 1)");
  const int64_t channels = input.sizes()[1];
  if (!training) {
    check(running_mean.defined(), "running_mean must be defined in evaluation mode");
    check(running_var.defined(), "running_var must be defined in evaluation mode");
  }
  check_count(running_mean, channels, "running_mean");
  check_count(running_var, channels, "running_var");
  check_count(weight, channels, "weight");
  check_count(bias, channels, "bias");
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"batch_norm\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  const Dtype compute = compute_type(input.dtype());
  const char* mixed = "mixed dtype (CPU): all inputs must share same datatype.";
  const Tensor w = parameter_as(weight, input, compute, mixed);
  const Tensor b = parameter_as(bias, input, compute, mixed);
  const Tensor x = as_channel_planes(to_dtype(input, compute));
  // Statistics are saved in the input's dtype, or in that of the parameters beside halves.
  Dtype statistics = input.dtype();
  for (const Tensor* t : {&weight, &bias, &running_mean, &running_var}) {
    if (t->defined()) statistics = promote_types(statistics, t->dtype());
  }
  BatchNormResult result;
  Tensor mean, rstd;
  if (training) {
    Ints dims{0};
    for (int64_t d = 2; d < x.dim(); ++d) dims.push_back(d);
    const VarianceResult batch = variance_over(x, dims, 0, false);
    const auto count = static_cast<double>(x.numel()) / static_cast<double>(std::max<int64_t>(1, channels));
    mean = batch.mean;
    rstd = reciprocal_deviation(batch.variance, eps);
    update_running(running_mean, mean, momentum, 1);
    update_running(running_var, batch.variance, momentum, count / (count - 1));
    result.save_mean = to_dtype(mean, statistics);
    result.save_rstd = to_dtype(rstd, statistics);
  } else {
    mean = parameter_as(running_mean, input, compute, mixed);
    rstd = reciprocal_deviation(parameter_as(running_var, input, compute, mixed), eps);
    result.save_mean = empty(Ints{0}, statistics);
    result.save_rstd = empty(Ints{0}, statistics);
  }
  const Tensor scale = empty(Ints{channels}, compute);
  const Tensor shift = empty(Ints{channels}, compute);
  if (compute == Dtype::Float32) {
    fold(channels, mean, rstd, w, b, scale.data<float>(), shift.data<float>());
  } else {
    fold(channels, mean, rstd, w, b, scale.data<double>(), shift.data<double>());
  }
  result.out = to_dtype(scale_channels(x, scale, shift), input.dtype());
  return result;
}

Tensor batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& running_mean,
                  const Tensor& running_var, bool training, double momentum, double eps, bool) {
  if (input.dim() == 1 && input.numel() == 0) return clone(input);  // eager looks for channels only after this
  return run(input, weight, bias, running_mean, running_var, training, momentum, eps).out;
}

using ThreeTensors = std::tuple<Tensor, Tensor, Tensor>;
ThreeTensors native_batch_norm(const Tensor& input, const Tensor& weight, const Tensor& bias,
                               const Tensor& running_mean, const Tensor& running_var, bool training, double momentum,
                               double eps) {
  BatchNormResult r = run(input, weight, bias, running_mean, running_var, training, momentum, eps);
  return {r.out, r.save_mean, r.save_rstd};
}
ThreeTensors native_batch_norm_no_stats(const Tensor& input, const Tensor& weight, const Tensor& bias, bool training,
                                        double momentum, double eps) {
  return native_batch_norm(input, weight, bias, {}, {}, training, momentum, eps);
}
ThreeTensors native_batch_norm_no_training(const Tensor& input, const Tensor& weight, const Tensor& bias,
                                           const Tensor& running_mean, const Tensor& running_var, double momentum,
                                           double eps) {
  return native_batch_norm(input, weight, bias, running_mean, running_var, false, momentum, eps);
}

}  // namespace

KERNEL(aten_batch_norm, batch_norm)
KERNEL(aten_native_batch_norm, native_batch_norm)
KERNEL(aten__native_batch_norm_legit, native_batch_norm)
KERNEL(aten__native_batch_norm_legit_no_stats, native_batch_norm_no_stats)
KERNEL(aten__native_batch_norm_legit_no_training, native_batch_norm_no_training)

}  // namespace flambeau
