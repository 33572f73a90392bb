// PyTorch's pooling operators.
#include "base/ints_stream.h"
#include "kernels/pool.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

template <int64_t kDims>
constexpr const char* kMaxName = kDims == 1   ? "max_pool1d"
                                 : kDims == 2 ? "max_pool2d"
                                              : "max_pool3d";
template <int64_t kDims>
constexpr const char* kAverageName = kDims == 1   ? "avg_pool1d"
                                     : kDims == 2 ? "avg_pool2d"
                                                  : "avg_pool3d";
template <int64_t kDims>
constexpr const char* kAdaptiveMax = kDims == 1   ? "adaptive_max_pool1d"
                                     : kDims == 2 ? "adaptive_max_pool2d"
                                                  : "adaptive_max_pool3d";
template <int64_t kDims>
constexpr const char* kAdaptiveAverage = kDims == 1   ? "adaptive_avg_pool1d"
                                         : kDims == 2 ? "adaptive_avg_pool2d"
                                                      : "adaptive_avg_pool3d";

}  // namespace

template <int64_t kDims>
Tensor pool_max(const Tensor& self, const Ints& kernel, const Ints& stride, const Ints& padding, const Ints& dilation,
                bool ceil_mode) {
  return max_pool(window_shape(kMaxName<kDims>, kDims, self, {kernel, stride, padding, dilation, ceil_mode}), self,
                  nullptr);
}

template <int64_t kDims>
std::tuple<Tensor, Tensor> pool_max_indices(const Tensor& self, const Ints& kernel, const Ints& stride,
                                            const Ints& padding, const Ints& dilation, bool ceil_mode) {
  Tensor indices;
  const PoolShape shape = window_shape(kMaxName<kDims>, kDims, self, {kernel, stride, padding, dilation, ceil_mode});
  Tensor out = max_pool(shape, self, &indices);
  return {out, indices};
}

Tensor pool_average1d(const Tensor& self, const Ints& kernel, const Ints& stride, const Ints& padding, bool ceil_mode,
                      bool count_include_pad) {
  const PoolShape shape = window_shape(kAverageName<1>, 1, self, {kernel, stride, padding, {1}, ceil_mode});
  return average_pool(shape, self, count_include_pad ? PoolCount::Extent : PoolCount::Covered, std::nullopt);
}

template <int64_t kDims>
Tensor pool_average(const Tensor& self, const Ints& kernel, const Ints& stride, const Ints& padding, bool ceil_mode,
                    bool count_include_pad, std::optional<int64_t> divisor) {
  check(!divisor || *divisor != 0, "divisor must be not zero");
  const PoolShape shape = window_shape(kAverageName<kDims>, kDims, self, {kernel, stride, padding, {1}, ceil_mode});
  for (int64_t d = 0; kDims == 3 && d < kDims; ++d) {
    const int64_t extent = kernel[kernel.size() == 1 ? 0 : static_cast<std::size_t>(d)];
    check(self.size(d - kDims) >= extent, "input image ", Ints(self.sizes().end() - kDims, self.sizes().end()),
          " smaller than kernel size ", kernel);
  }
  return average_pool(shape, self, count_include_pad ? PoolCount::Extent : PoolCount::Covered, divisor);
}

template <int64_t kDims>
Tensor pool_adaptive_average(const Tensor& self, const Ints& output_size) {
  const int64_t nonempty = kDims == 3 ? 1 : self.dim() - kDims;  // an image may have no channels
  const PoolShape shape = adaptive_shape(kAdaptiveAverage<kDims>, kDims, self, output_size, nonempty);
  return average_pool(shape, self, PoolCount::Covered, std::nullopt);
}

template <int64_t kDims>
std::tuple<Tensor, Tensor> pool_adaptive_max(const Tensor& self, const Ints& output_size) {
  Tensor indices;
  Tensor out = max_pool(adaptive_shape(kAdaptiveMax<kDims>, kDims, self, output_size, 1), self, &indices);
  return {out, indices};
}

KERNEL(aten_max_pool1d, pool_max<1>)
KERNEL(aten_max_pool2d, pool_max<2>)
KERNEL(aten_max_pool3d, pool_max<3>)
KERNEL(aten_max_pool1d_with_indices, pool_max_indices<1>)
KERNEL(aten_max_pool2d_with_indices, pool_max_indices<2>)
KERNEL(aten_max_pool3d_with_indices, pool_max_indices<3>)
KERNEL(aten_avg_pool1d, pool_average1d)
KERNEL(aten_avg_pool2d, pool_average<2>)
KERNEL(aten_avg_pool3d, pool_average<3>)
KERNEL(aten_adaptive_avg_pool1d, pool_adaptive_average<1>)
KERNEL(aten_adaptive_avg_pool2d, pool_adaptive_average<2>)
KERNEL(aten_adaptive_avg_pool3d, pool_adaptive_average<3>)
KERNEL(aten__adaptive_avg_pool2d, pool_adaptive_average<2>)
KERNEL(aten__adaptive_avg_pool3d, pool_adaptive_average<3>)
KERNEL(aten_adaptive_max_pool1d, pool_adaptive_max<1>)
KERNEL(aten_adaptive_max_pool2d, pool_adaptive_max<2>)
KERNEL(aten_adaptive_max_pool3d, pool_adaptive_max<3>)

}  // namespace flambeau
