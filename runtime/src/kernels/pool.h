// Pooling over windows of one, two or three spatial dims: the windows, and the two loops that every pool is made of.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "base/ints.h"
#include "tensor/tensor.h"

namespace flambeau {

// The windows along one dim. Window o covers input positions first, first + step, ... below last.
struct PoolAxis {
  struct Window {
    int64_t first, last;
    int64_t extent;  // how many positions it would cover with padding, cut at the padded end: what an average counts
    int64_t count(int64_t step) const { return (last - first + step - 1) / step; }
  };
  int64_t input = 1;
  int64_t step = 1;  // the dilation
  std::vector<Window> windows{{0, 1, 1}};
  int64_t output() const { return static_cast<int64_t>(windows.size()); }
};

// A pool's geometry, three spatial dims always; leading ones of size 1 where there are fewer.
struct PoolShape {
  std::array<PoolAxis, 3> axes;
  int64_t dims = 0;  // spatial dims of the tensors
  bool batched = true;
};

struct PoolOptions {
  Ints kernel, stride, padding, dilation;
  bool ceil_mode = false;
};

// Checks everything and raises as PyTorch does; `op` names the operator. An empty stride means the kernel's size.
PoolShape window_shape(const char* op, int64_t dims, const Tensor& input, const PoolOptions& options);
// Window o of n covers [floor(o * in / n), ceil((o + 1) * in / n)). Dims from `nonempty` on must not be empty.
PoolShape adaptive_shape(const char* op, int64_t dims, const Tensor& input, const Ints& output_size, int64_t nonempty);

// The largest element of each window, NaN where there is one, and, where `indices` isn't null, its place in the
// flattened spatial dims (of the first largest one).
Tensor max_pool(const PoolShape& shape, const Tensor& input, Tensor* indices);
// The mean of each window: its sum over the elements that it covers, or over its extent, or over `divisor`.
enum class PoolCount : uint8_t { Covered, Extent };
Tensor average_pool(const PoolShape& shape, const Tensor& input, PoolCount count, std::optional<int64_t> divisor);

}  // namespace flambeau
