#include <algorithm>

#include "base/ints_stream.h"
#include "kernels/pool.h"

namespace flambeau {

namespace {

std::string by(const Ints& sizes) {
  std::string out;
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (d) out += 'x';
    out += std::to_string(sizes[d]);
  }
  return out;
}

Ints spread(const char* op, const char* name, const Ints& values, int64_t dims) {
  if (values.ssize() == dims) return values;
  check(values.size() == 1, op, ": ", name, " must either be a single int, or a tuple of ", dims, " ints");
  return Ints(static_cast<std::size_t>(dims), values[0]);
}

PoolShape start(const char* op, int64_t dims, const Tensor& input) {
  PoolShape shape;
  shape.dims = dims;
  shape.batched = input.dim() == dims + 2;
  check(input.dim() == dims + 1 || input.dim() == dims + 2, op, "(): Expected ", dims + 1, "D or ", dims + 2,
        "D tensor, but got ", input.sizes());
  for (int64_t d = 0; d < dims; ++d) {
    shape.axes[static_cast<std::size_t>(3 - dims + d)].input = input.size(input.dim() - dims + d);
  }
  return shape;
}

int64_t output_size(int64_t input, int64_t kernel, int64_t stride, int64_t padding, int64_t dilation, bool ceil_mode) {
  const int64_t room = input + 2 * padding - dilation * (kernel - 1) - 1 + (ceil_mode ? stride - 1 : 0);
  int64_t size = (room < 0 ? -((-room + stride - 1) / stride) : room / stride) + 1;
  // The last window must start inside the input or its left padding.
  if (ceil_mode && (size - 1) * stride >= input + padding) --size;
  return size;
}

}  // namespace

PoolShape window_shape(const char* op, int64_t dims, const Tensor& input, const PoolOptions& o) {
  const Ints kernel = spread(op, "kernel_size", o.kernel, dims);
  const Ints stride = o.stride.empty() ? kernel : spread(op, "stride", o.stride, dims);
  const Ints padding = spread(op, "padding", o.padding, dims);
  const Ints dilation = spread(op, "dilation", o.dilation, dims);
  for (int64_t d = 0; d < dims; ++d) {
    check(kernel[d] > 0, "kernel size should be greater than zero, but got ", by(kernel));
    check(stride[d] > 0, "stride should not be zero");
    check(dilation[d] > 0, "dilation should be greater than zero, but got ", by(dilation));
    check(padding[d] >= 0, "pad must be non-negative, but got pad: ", padding[d]);
    check(padding[d] <= ((kernel[d] - 1) * dilation[d] + 1) / 2,
          "pad should be at most half of effective kernel size, but got pad=", padding[d], ", kernel_size=", kernel[d],
          " and dilation=", dilation[d]);
  }
  PoolShape shape = start(op, dims, input);
  for (int64_t d = shape.batched ? 1 : 0; d < input.dim(); ++d) {
    check(input.size(d) > 0, op,
          "(): Expected input's non-batch dimensions to have positive length, but input has a "
          "shape of ",
          input.sizes());
  }
  Ints sizes;
  bool empty = false;
  for (int64_t d = 0; d < dims; ++d) {
    PoolAxis& axis = shape.axes[static_cast<std::size_t>(3 - dims + d)];
    const int64_t count = output_size(axis.input, kernel[d], stride[d], padding[d], dilation[d], o.ceil_mode);
    sizes.push_back(count);
    empty = empty || count < 1;
    axis.step = dilation[d];
    axis.windows.clear();
    for (int64_t i = 0; i < count; ++i) {
      const int64_t from = i * stride[d] - padding[d];
      const int64_t to = std::min(from + (kernel[d] - 1) * dilation[d] + 1, axis.input + padding[d]);
      const int64_t skipped = from < 0 ? (-from + dilation[d] - 1) / dilation[d] * dilation[d] : 0;
      axis.windows.push_back({from + skipped, std::min(to, axis.input), to - from});
    }
  }
  if (empty) {
    const Ints in(input.sizes().end() - dims, input.sizes().end());
    const int64_t channels = input.size(-dims - 1);
    raise("RuntimeError", "Given input size: (", channels, "x", by(in), "). Calculated output size: (", channels, "x",
          by(sizes), "). Output size is too small");
  }
  return shape;
}

PoolShape adaptive_shape(const char* op, int64_t dims, const Tensor& input, const Ints& output_size, int64_t nonempty) {
  PoolShape shape = start(op, dims, input);
  for (int64_t d = nonempty; d < input.dim(); ++d) {
    check(input.size(d) > 0, op,
          "(): Expected input to have non-zero size for non-batch dimensions, but input has sizes ", input.sizes(),
          " with dimension ", d, " being empty");
  }
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"", op, "\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  const Ints sizes = spread(op, "output_size", output_size, dims);
  for (int64_t d = 0; d < dims; ++d) {
    check(sizes[d] >= 0, op, ": elements of output_size must be greater than or equal to 0 but received ", sizes);
    PoolAxis& axis = shape.axes[static_cast<std::size_t>(3 - dims + d)];
    axis.windows.clear();
    for (int64_t i = 0; i < sizes[d]; ++i) {
      const int64_t first = i * axis.input / sizes[d];
      const int64_t last = ((i + 1) * axis.input + sizes[d] - 1) / sizes[d];
      axis.windows.push_back({first, last, last - first});
    }
  }
  return shape;
}

}  // namespace flambeau
