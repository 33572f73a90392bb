// grid_sampler: an image read at the points of a grid; and affine_grid_generator, which makes such grids.
#include <algorithm>
#include <cmath>

#include "base/floor_of.h"
#include "base/ints_stream.h"
#include "kernels/iterate.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

enum class Mode : int64_t { Linear = 0, Nearest = 1, Cubic = 2 };
enum class Padding : int64_t { Zeros = 0, Border = 1, Reflection = 2 };

struct Sampling {
  Mode mode;
  Padding padding;
  bool align_corners;
};

// [-1, 1] to element positions.
template <typename T>
T unnormalize(T x, int64_t size, bool align_corners) {
  const auto n = static_cast<T>(size);
  return align_corners ? (x + 1) / 2 * (n - 1) : ((x + 1) * n - 1) / 2;
}

// Reflects at low / 2 and high / 2.
template <typename T>
T reflect(T x, int64_t low, int64_t high) {
  if (low == high) return 0;
  const T least = static_cast<T>(low) / 2;
  const T span = static_cast<T>(high - low) / 2;
  x = std::abs(x - least);
  const T extra = std::fmod(x, span);
  const bool even = std::fmod(std::floor(x / span), T{2}) == 0;
  return even ? extra + least : span - extra + least;
}

// Applies the padding to a position; zeros leave it, to be found outside later. NaN goes to 0, as PyTorch clamps it.
template <typename T>
T pad_position(T x, int64_t size, const Sampling& s) {
  if (s.padding == Padding::Reflection) {
    x = s.align_corners ? reflect(x, 0, 2 * (size - 1)) : reflect(x, -1, 2 * size - 1);
  }
  if (s.padding != Padding::Zeros) return std::min(static_cast<T>(size - 1), x > 0 ? x : T{0});
  // Far outside is outside: keeps the conversion to an integer defined.
  return x > T{-1e6} && x < T{1e9} ? x : T{-1e6};
}

// Along one axis: which elements are read, with which weights. An index outside [0, size) reads as zero.
template <typename T>
struct AxisTaps {
  int64_t count = 0;
  int64_t index[4];
  T weight[4];
};

template <typename T>
T cubic_weight(T distance) {
  constexpr T a = T{-0.75};
  const T x = std::abs(distance);
  return x <= 1 ? ((a + 2) * x - (a + 3)) * x * x + 1 : ((a * x - 5 * a) * x + 8 * a) * x - 4 * a;
}

// Written where they stay: copies of what has just been written in smaller pieces would wait for these.
template <typename T>
void axis_taps(AxisTaps<T>& taps, T grid, int64_t size, const Sampling& s) {
  T x = unnormalize(grid, size, s.align_corners);
  if (s.mode == Mode::Cubic) {
    x = x > T{-1e6} && x < T{1e9} ? x : T{-1e6};
    const T base = static_cast<T>(floor_of(x));
    taps.count = 4;
    for (int64_t k = 0; k < 4; ++k) {
      // Padding applies to each neighbour.
      taps.index[k] = static_cast<int64_t>(pad_position(base + static_cast<T>(k - 1), size, s));
      taps.weight[k] = cubic_weight(x - base - static_cast<T>(k - 1));
    }
    return;
  }
  x = pad_position(x, size, s);
  if (s.mode == Mode::Nearest) {
    taps.count = 1;
    constexpr double kMagic =
        6755399441055744.0;  // 1.5 * 2^52: beside it only whole numbers are left, even ones of two
    taps.index[0] = static_cast<int64_t>(static_cast<double>(x) + kMagic - kMagic);
    taps.weight[0] = 1;
    return;
  }
  const T base = static_cast<T>(floor_of(x));
  taps.count = 2;
  taps.index[0] = static_cast<int64_t>(base);
  taps.index[1] = taps.index[0] + 1;
  taps.weight[0] = base + 1 - x;
  taps.weight[1] = x - base;
}

// The elements that one point reads in a plane of `input`, and their weights: those outside are left out.
template <typename T>
struct PointTaps {
  int64_t count = 0;
  int64_t offset[16];
  T weight[16];
  void add(int64_t at, T by) {
    offset[count] = at;
    weight[count++] = by;
  }
};

// The spatial dims of an image, outermost first.
struct Space {
  int64_t dims, size[3], stride[3];
  explicit Space(const Tensor& input) : dims(input.dim() - 2) {
    for (int64_t k = 0; k < dims; ++k) {
      size[k] = input.sizes()[k + 2];
      stride[k] = input.strides()[k + 2];
    }
  }
};

// The same where a plane's two rows and two columns are all inside; false: they aren't.
template <typename T>
bool add_inner_taps(PointTaps<T>& taps, const Space& space, const AxisTaps<T>* axes) {
  const auto inside = [&](int64_t k) {
    return axes[k].count == 2 && axes[k].index[0] >= 0 && axes[k].index[1] < space.size[k];
  };
  if (space.dims != 2 || !inside(0) || !inside(1)) return false;
  const int64_t at = axes[0].index[0] * space.stride[0] + axes[1].index[0] * space.stride[1];
  taps.add(at, axes[0].weight[0] * axes[1].weight[0]);
  taps.add(at + space.stride[1], axes[0].weight[0] * axes[1].weight[1]);
  taps.add(at + space.stride[0], axes[0].weight[1] * axes[1].weight[0]);
  taps.add(at + space.stride[0] + space.stride[1], axes[0].weight[1] * axes[1].weight[1]);
  return true;
}

template <typename T>
void point_taps(PointTaps<T>& taps, const Space& space, const AxisTaps<T>* axes) {
  const int64_t spatial = space.dims;
  const auto offset = [&](int64_t k, int64_t tap) {
    const int64_t index = axes[k].index[tap];
    return index >= 0 && index < space.size[k] ? index * space.stride[k] : -1;
  };
  taps.count = 0;
  if (add_inner_taps(taps, space, axes)) return;
  for (int64_t d = 0; d < (spatial == 3 ? axes[0].count : 1); ++d) {
    const int64_t plane = spatial == 3 ? offset(0, d) : 0;
    for (int64_t i = 0; i < axes[spatial - 2].count; ++i) {
      const int64_t row = offset(spatial - 2, i);
      if (plane < 0 || row < 0) continue;
      for (int64_t j = 0; j < axes[spatial - 1].count; ++j) {
        const int64_t column = offset(spatial - 1, j);
        T weight = axes[spatial - 2].weight[i] * axes[spatial - 1].weight[j];
        if (spatial == 3) weight *= axes[0].weight[d];
        if (column >= 0) taps.add(plane + row + column, weight);
      }
    }
  }
}

// Points at a time: their results for some channels are written side by side.
constexpr int64_t kPoints = 32;

// Points [first, last) of one image, for all channels. `in` and `out` are the image's.
template <typename T>
void sample_points(const T* in, const Tensor& input, const T* grid, const Sampling& s, int64_t first, int64_t last,
                   T* out, int64_t points) {
  const Space space(input);
  const int64_t spatial = space.dims;
  const int64_t channels = input.sizes()[1], channel = input.strides()[1];
  PointTaps<T> taps[kPoints];
  while (first < last) {
    const int64_t n = std::min(kPoints, last - first);
    for (int64_t i = 0; i < n; ++i) {
      AxisTaps<T> axes[3];
      // A grid's coordinates are x, y, z: the innermost dim first.
      const T* const at = grid + (first + i) * spatial;
      for (int64_t k = 0; k < spatial; ++k) axis_taps(axes[k], at[spatial - 1 - k], space.size[k], s);
      point_taps(taps[i], space, axes);
    }
    for (int64_t c = 0; c < channels; ++c) {
      const T* const plane = in + c * channel;
      T* const to = out + c * points + first;
      for (int64_t i = 0; i < n; ++i) {
        const T* const weight = taps[i].weight;
        const int64_t* const offset = taps[i].offset;
        T sum = 0, other = 0;  // two sums, which don't wait for each other
        int64_t k = 0;
        for (; k + 4 <= taps[i].count; k += 4) {
          sum += weight[k] * plane[offset[k]] + weight[k + 1] * plane[offset[k + 1]];
          other += weight[k + 2] * plane[offset[k + 2]] + weight[k + 3] * plane[offset[k + 3]];
        }
        for (; k < taps[i].count; ++k) sum += weight[k] * plane[offset[k]];
        to[i] = sum + other;
      }
    }
    first += n;
  }
}

template <typename T>
void sample(const Tensor& input, const Tensor& grid, const Tensor& out, const Sampling& s) {
  const int64_t spatial = input.dim() - 2;
  const int64_t channels = input.sizes()[1];
  const int64_t points = out.numel() / (out.sizes()[0] * channels);
  const int64_t grain = std::max<int64_t>(kPoints, 16384 / channels);
  parallel_for(0, out.sizes()[0] * points, grain, [&](int64_t first, int64_t last) {
    while (first < last) {
      const int64_t batch = first / points;
      const int64_t end = std::min(last, (batch + 1) * points);
      sample_points(input.data<T>() + batch * input.strides()[0], input, grid.data<T>() + batch * points * spatial, s,
                    first - batch * points, end - batch * points, out.data<T>() + batch * channels * points, points);
      first = end;
    }
  });
}

Tensor grid_sampler(const Tensor& input, const Tensor& grid, int64_t mode, int64_t padding, bool align_corners) {
  check(grid.sizes()[0] == input.sizes()[0],
        "grid_sampler(): expected grid and input to have same batch size, but got input with sizes ", input.sizes(),
        " and grid with sizes ", grid.sizes());
  check((input.dim() == 4 || input.dim() == 5) && input.dim() == grid.dim(),
        "grid_sampler(): expected 4D or 5D input and grid with same number of dimensions, but got input with sizes ",
        input.sizes(), " and grid with sizes ", grid.sizes());
  check(grid.size(-1) == input.dim() - 2, "grid_sampler(): expected grid to have size ", input.dim() - 2,
        " in last dimension, but got grid with sizes ", grid.sizes());
  for (int64_t d = 2; d < input.dim(); ++d) {
    check(input.sizes()[d] > 0,
          "grid_sampler(): expected input to have non-empty spatial dimensions, but input has "
          "sizes ",
          input.sizes(), " with dimension ", d, " being empty");
  }
  check(input.dim() == 4 || mode != static_cast<int64_t>(Mode::Cubic),
        "grid_sampler(): bicubic interpolation only supports 4D input");
  check(mode >= 0 && mode <= 2 && padding >= 0 && padding <= 2, "grid_sampler(): unknown mode");
  if (!is_floating(input.dtype())) {
    raise("NotImplementedError", "\"grid_sampler_", input.dim() - 2, "d_cpu_kernel_impl\" not implemented for '",
          scalar_type_name(input.dtype()), "'");
  }
  check(grid.dtype() == input.dtype(), "expected scalar type ", scalar_type_name(input.dtype()), " but found ",
        scalar_type_name(grid.dtype()));
  const Dtype compute = compute_type(input.dtype());
  const Tensor x = to_dtype(input, compute);
  const Tensor points = contiguous(to_dtype(grid, compute));
  Ints sizes{input.sizes()[0], input.sizes()[1]};
  for (int64_t d = 1; d + 1 < grid.dim(); ++d) sizes.push_back(grid.sizes()[d]);
  const Tensor out = empty(sizes, compute);
  if (out.numel() == 0) return to_dtype(out, input.dtype());
  const Sampling s{static_cast<Mode>(mode), static_cast<Padding>(padding), align_corners};
  if (compute == Dtype::Float32) {
    sample<float>(x, points, out, s);
  } else {
    sample<double>(x, points, out, s);
  }
  return to_dtype(out, input.dtype());
}

// Element i of torch.linspace(-1, 1, n), shrunk to the elements' centres unless corners are aligned.
template <typename T>
T base_coordinate(int64_t i, int64_t n, bool align_corners) {
  if (n <= 1) return 0;
  const T step = T{2} / static_cast<T>(n - 1);
  const T x = i < n / 2 ? step * static_cast<T>(i) - 1 : 1 - step * static_cast<T>(n - 1 - i);
  return align_corners ? x : x * (static_cast<T>(n - 1) / static_cast<T>(n));
}

template <typename T>
void fill_grid(const Tensor& theta, const Tensor& out, bool align_corners) {
  const int64_t spatial = out.size(-1);
  T* to = out.data<T>();
  for (int64_t i = 0; i < out.numel() / spatial; ++i) {
    T base[4] = {};
    int64_t rest = i;
    for (int64_t k = 0; k < spatial; ++k) {
      const int64_t n = out.sizes()[spatial - k];
      base[k] = base_coordinate<T>(rest % n, n, align_corners);
      rest /= n;
    }
    base[spatial] = 1;
    const T* matrix = theta.data<T>() + rest * spatial * (spatial + 1);
    for (int64_t k = 0; k < spatial; ++k) {
      T sum = 0;
      for (int64_t j = 0; j <= spatial; ++j) sum += base[j] * matrix[k * (spatial + 1) + j];
      to[i * spatial + k] = sum;
    }
  }
}

Tensor affine_grid_generator(const Tensor& theta, const Ints& size, bool align_corners) {
  check(size.size() == 4 || size.size() == 5, "AffineGridGenerator needs 4d (spatial) or 5d (volumetric) inputs.");
  const int64_t spatial = size.ssize() - 2;
  check(theta.dim() == 3 && theta.sizes() == Ints({size[0], spatial, spatial + 1}), "Expected a batch of ", spatial,
        "D affine matrices of shape Nx", spatial, "x", spatial + 1, " for size ", size, ". Got ", theta.sizes(), ".");
  const Dtype compute = compute_type(theta.dtype());
  check(is_floating(compute), "Expected theta to have floating point type, but got ", dtype_name(theta.dtype()));
  Ints sizes{size[0]};
  for (int64_t d = 2; d < size.ssize(); ++d) sizes.push_back(size[d]);
  sizes.push_back(spatial);
  const Tensor matrix = contiguous(to_dtype(theta, compute));
  const Tensor out = empty(sizes, compute);
  if (compute == Dtype::Float32) {
    fill_grid<float>(matrix, out, align_corners);
  } else {
    fill_grid<double>(matrix, out, align_corners);
  }
  return to_dtype(out, theta.dtype());
}

}  // namespace

KERNEL(aten_grid_sampler, grid_sampler)
KERNEL(aten_grid_sampler_2d, grid_sampler)
KERNEL(aten_grid_sampler_3d, grid_sampler)
KERNEL(aten_affine_grid_generator, affine_grid_generator)

}  // namespace flambeau
