// upsample_*: nearest, linear and cubic resizing of [N, C, spatial...] tensors.
//
// Every method is separable: rows are first resized horizontally, each when it is first needed, then blended. A row is
// one line of one channel's plane, or one line of pixels where channels are innermost in memory.
#include <algorithm>
#include <cstring>

#include "base/ints_stream.h"
#include "kernels/norm.h"
#include "kernels/resize.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "simd/resample.h"

namespace flambeau {
namespace {

using OptionalFloat = std::optional<double>;

// One axis of the output: its size, and the factor that the caller was given, if any.
struct Axis {
  int64_t in, out;
  OptionalFloat scale;
};

// The work in terms of rows. `planes` results of out_rows rows each.
struct Geometry {
  int64_t planes, pixel;  // pixel: elements side by side that are treated alike (channels, or 1)
  int64_t in_rows, out_rows;
  int64_t in_width, out_width;  // in pixels
};

template <typename T>
void resize_row(const T* x, const Taps<T>& taps, int64_t pixel, T* out) {
  const int64_t n = taps.size;
  if (pixel == 1) {
    if constexpr (std::is_same_v<T, float>) {
      resample_functions().gather(x, taps.index.data(), taps.weight.data(), taps.count, out, n);
      return;
    }
  }
  for (int64_t i = 0; i < n; ++i) {
    T* to = out + i * pixel;
    for (int64_t k = 0; k < taps.count; ++k) {
      const auto at = static_cast<std::size_t>(k * n + i);
      const T weight = taps.weight[at];
      const T* from = x + taps.index[at] * pixel;
      for (int64_t c = 0; c < pixel; ++c) to[c] = (k ? to[c] : T{0}) + weight * from[c];
    }
  }
}

template <typename T>
void blend_rows(const T* const* rows, const T* weights, int64_t taps, T* out, int64_t n) {
  if constexpr (std::is_same_v<T, float>) {
    resample_functions().blend(rows, weights, taps, out, n);
  } else {
    for (int64_t i = 0; i < n; ++i) {
      T sum = 0;
      for (int64_t k = 0; k < taps; ++k) sum += weights[k] * rows[k][i];
      out[i] = sum;
    }
  }
}

// The rows that each output row blends: the taps of the outer axes, combined.
template <typename W>
struct RowTaps {
  int64_t count = 1;
  std::vector<int64_t> index;  // index[row * count + k]
  std::vector<W> weight;
};

template <typename W>
RowTaps<W> row_taps(const Taps<W>* depth, const Taps<W>& height, int64_t in_height) {
  RowTaps<W> rows;
  const int64_t depth_count = depth ? depth->count : 1;
  rows.count = depth_count * height.count;
  for (int64_t d = 0; d < (depth ? depth->size : 1); ++d) {
    for (int64_t h = 0; h < height.size; ++h) {
      for (int64_t j = 0; j < depth_count; ++j) {
        const auto at_depth = static_cast<std::size_t>(depth ? j * depth->size + d : 0);
        for (int64_t k = 0; k < height.count; ++k) {
          const auto at = static_cast<std::size_t>(k * height.size + h);
          rows.index.push_back((depth ? depth->index[at_depth] : 0) * in_height + height.index[at]);
          rows.weight.push_back(static_cast<W>(height.weight[at] * (depth ? depth->weight[at_depth] : W{1})));
        }
      }
    }
  }
  return rows;
}

// Runs horizontal(row, buffer) for each input row that is needed, and vertical(rows, weights, out) for each output row.
template <typename T, typename W, typename Horizontal, typename Vertical>
void resize_planes(const T* in, T* out, const Geometry& g, const RowTaps<W>& rows, Horizontal horizontal,
                   Vertical vertical) {
  const int64_t in_row = g.in_width * g.pixel;
  const int64_t out_row = g.out_width * g.pixel;
  // Planes are cut into bands where there are few of them; a band resizes the rows at its border once more.
  const int64_t bands =
      std::clamp<int64_t>(8 / std::max<int64_t>(1, g.planes), 1, std::max<int64_t>(1, g.out_rows / 16));
  const int64_t band = (g.out_rows + bands - 1) / bands;
  parallel_for(0, g.planes * bands, 1, [&](int64_t first, int64_t last) {
    std::vector<T> buffer;
    std::vector<int64_t> slots;
    std::vector<const T*> taps(static_cast<std::size_t>(rows.count));
    for (int64_t task = first; task < last; ++task) {
      const T* plane = in + task / bands * g.in_rows * in_row;
      T* to = out + task / bands * g.out_rows * out_row;
      slots.assign(static_cast<std::size_t>(g.in_rows), -1);
      int64_t used = 0;
      const int64_t end = std::min(g.out_rows, (task % bands + 1) * band);
      for (int64_t r = task % bands * band; r < end; ++r) {
        const auto tap = static_cast<std::size_t>(r * rows.count);
        for (int64_t k = 0; k < rows.count; ++k) {
          int64_t& slot = slots[static_cast<std::size_t>(rows.index[tap + static_cast<std::size_t>(k)])];
          if (slot >= 0) continue;
          slot = used++;
          buffer.resize(std::max(buffer.size(), static_cast<std::size_t>(used * out_row)));
          horizontal(plane + rows.index[tap + static_cast<std::size_t>(k)] * in_row, buffer.data() + slot * out_row);
        }
        for (std::size_t k = 0; k < taps.size(); ++k) {
          taps[k] = buffer.data() + slots[static_cast<std::size_t>(rows.index[tap + k])] * out_row;
        }
        vertical(taps.data(), rows.weight.data() + tap, to + r * out_row);
      }
    }
  });
}

template <typename T>
void resize_floats(const Tensor& x, const Tensor& out, const Geometry& g, const ResizeRule& rule,
                   const std::vector<Axis>& axes) {
  const auto taps_of = [&](const Axis& a) { return make_taps<T>(rule, a.in, a.out, a.scale); };
  const Taps<T> columns = taps_of(axes.back());
  const Axis unit{1, 1, std::nullopt};
  const Axis& height = axes.size() > 1 ? axes[axes.size() - 2] : unit;
  const Taps<T> depth = axes.size() > 2 ? taps_of(axes[0]) : Taps<T>{};
  // A single row is not resized at all.
  const Taps<T> lines = axes.size() > 1 ? taps_of(height) : Taps<T>{1, 1, {0}, {T{1}}};
  const RowTaps<T> rows = row_taps(axes.size() > 2 ? &depth : nullptr, lines, height.in);
  const int64_t width = g.out_width * g.pixel;
  resize_planes(
      x.data<T>(), out.data<T>(), g, rows, [&](const T* row, T* to) { resize_row(row, columns, g.pixel, to); },
      [&](const T* const* from, const T* weights, T* to) { blend_rows(from, weights, rows.count, to, width); });
}

// Of each of the elements of a pixel.
Taps<int16_t> for_each_element(const Taps<int16_t>& pixels, int64_t elements) {
  Taps<int16_t> taps{pixels.size * elements, pixels.count, {}, {}};
  for (std::size_t at = 0; at < pixels.index.size(); ++at) {
    for (int64_t c = 0; c < elements; ++c) {
      taps.index.push_back(static_cast<int32_t>(pixels.index[at] * elements + c));
      taps.weight.push_back(pixels.weight[at]);
    }
  }
  return taps;
}

void resize_bytes(const Tensor& x, const Tensor& out, const Geometry& g, const ResizeRule& rule,
                  const std::vector<Axis>& axes) {
  const Axis& width = axes.back();
  const Axis& height = axes[axes.size() - 2];
  const FixedTaps columns = make_fixed_taps(rule, width.in, width.out, width.scale);
  const FixedTaps lines = make_fixed_taps(rule, height.in, height.out, height.scale);
  const RowTaps<int16_t> rows = row_taps<int16_t>(nullptr, lines.taps, height.in);
  const Taps<int16_t> across = for_each_element(columns.taps, g.pixel);
  resize_planes(
      x.data<uint8_t>(), out.data<uint8_t>(), g, rows,
      [&](const uint8_t* from, uint8_t* to) {
        resample_functions().gather_bytes(from, across.index.data(), across.weight.data(), across.count,
                                          columns.precision, to, across.size);
      },
      [&](const uint8_t* const* from, const int16_t* weights, uint8_t* to) {
        resample_functions().blend_bytes(from, weights, rows.count, lines.precision, to, across.size);
      });
}

template <typename Element>
void copy_nearest(const Tensor& x, const Tensor& out, const Geometry& g, const RowTaps<float>& rows,
                  const Taps<float>& columns) {
  const auto* in = x.data<Element>();
  auto* to = out.data<Element>();
  const int64_t in_row = g.in_width * g.pixel;
  const int64_t out_row = g.out_width * g.pixel;
  const auto bytes = static_cast<std::size_t>(g.pixel) * sizeof(Element);
  parallel_for(0, g.planes * g.out_rows, std::max<int64_t>(1, 16384 / out_row), [&](int64_t first, int64_t last) {
    for (int64_t r = first; r < last; ++r) {
      const auto row = static_cast<std::size_t>(r % g.out_rows);
      Element* target = to + r * out_row;
      // A row that repeats the one above is copied from there.
      if (r > first && row > 0 && rows.index[row] == rows.index[row - 1]) {
        std::memcpy(target, target - out_row, static_cast<std::size_t>(out_row) * sizeof(Element));
        continue;
      }
      const Element* from = in + (r / g.out_rows * g.in_rows + rows.index[row]) * in_row;
      const int32_t* at = columns.index.data();
      if (g.pixel == 1) {
        for (int64_t i = 0; i < g.out_width; ++i) target[i] = from[at[i]];
      } else {
        for (int64_t i = 0; i < g.out_width; ++i) std::memcpy(target + i * g.pixel, from + at[i] * g.pixel, bytes);
      }
    }
  });
}

void resize_nearest(const Tensor& x, const Tensor& out, const Geometry& g, const ResizeRule& rule,
                    const std::vector<Axis>& axes) {
  const auto taps_of = [&](const Axis& a) {
    // In images, an axis of the same or twice the size goes by its sizes, whatever factor was given.
    const bool simple =
        axes.size() > 1 && rule.interpolation == Interpolation::Nearest && (a.out == a.in || a.out == 2 * a.in);
    return make_taps<float>(rule, a.in, a.out, simple ? std::nullopt : a.scale);
  };
  const Taps<float> depth = axes.size() > 2 ? taps_of(axes[0]) : Taps<float>{};
  const Taps<float> lines = axes.size() > 1 ? taps_of(axes[axes.size() - 2]) : Taps<float>{1, 1, {0}, {1.0F}};
  const RowTaps<float> rows =
      row_taps(axes.size() > 2 ? &depth : nullptr, lines, axes.size() > 1 ? axes[axes.size() - 2].in : 1);
  const Taps<float> columns = taps_of(axes.back());
  switch (x.itemsize()) {
    case 1: return copy_nearest<uint8_t>(x, out, g, rows, columns);
    case 2: return copy_nearest<uint16_t>(x, out, g, rows, columns);
    case 4: return copy_nearest<uint32_t>(x, out, g, rows, columns);
    default: return copy_nearest<uint64_t>(x, out, g, rows, columns);
  }
}

// The dtypes that PyTorch has kernels for: floats, and bytes in nearest and two-dimensional resizing.
void check_dtype(const Tensor& input, const ResizeRule& rule, std::size_t spatial) {
  const bool nearest =
      rule.interpolation == Interpolation::Nearest || rule.interpolation == Interpolation::NearestExact;
  if (is_floating(input.dtype())) return;
  if (input.dtype() == Dtype::UInt8 && (nearest || spatial == 2)) return;
  const char* method = nearest ? "nearest" : rule.interpolation == Interpolation::Linear ? "linear" : "cubic";
  raise("NotImplementedError", "\"compute_indices_weights_", method, "\" not implemented for '",
        scalar_type_name(input.dtype()), "'");
}

// "H: 4, W: 5"
std::string axes_text(const std::vector<Axis>& axes, bool out) {
  std::string text;
  for (std::size_t k = 0; k < axes.size(); ++k) {
    const char name = "DHW"[3 - axes.size() + k];
    text += concat(k ? ", " : "", name, ": ", out ? axes[k].out : axes[k].in);
  }
  return text;
}

Tensor resize(const Tensor& input, const ResizeRule& rule, std::size_t spatial, const Ints& size,
              const std::vector<OptionalFloat>& scales) {
  check(size.size() == spatial, "It is expected output_size equals to ", spatial, ", but got size ", size.size());
  check(input.dim() == static_cast<int64_t>(spatial) + 2, "It is expected input_size equals to ", spatial + 2,
        ", but got size ", input.dim());
  Ints sizes{input.sizes()[0], input.sizes()[1]};
  std::vector<Axis> axes;
  bool positive = true;
  for (std::size_t k = 0; k < spatial; ++k) {
    axes.push_back({input.sizes()[k + 2], size[k], scales[k]});
    sizes.push_back(size[k]);
    positive = positive && size[k] > 0 && input.sizes()[k + 2] > 0;
  }
  check(positive, "Input and output sizes should be greater than 0, but got input (", axes_text(axes, false),
        ") output (", axes_text(axes, true), ")");
  check(input.sizes()[1] != 0, "Non-empty ", spatial + 2, "D data tensor expected but got a tensor with sizes ",
        input.sizes());
  check_dtype(input, rule, spatial);
  const bool nearest =
      rule.interpolation == Interpolation::Nearest || rule.interpolation == Interpolation::NearestExact;
  const bool halves = input.dtype() == Dtype::Float16 || input.dtype() == Dtype::BFloat16;
  const Tensor x = as_channel_planes(!nearest && halves ? to_dtype(input, Dtype::Float32) : input);
  const bool pixels = !x.is_contiguous();
  Ints strides = contiguous_strides(sizes);
  if (pixels) {
    int64_t step = sizes[1];
    strides[1] = 1;
    for (int64_t d = x.dim() - 1; d > 1; --d) {
      strides[d] = step;
      step *= sizes[d];
    }
    strides[0] = step;
  }
  const Tensor out = empty_strided(sizes, strides, x.dtype());
  if (out.numel() == 0) return out;
  Geometry g{sizes[0] * (pixels ? 1 : sizes[1]), pixels ? sizes[1] : 1, 1, 1, axes.back().in, axes.back().out};
  for (std::size_t k = 0; k + 1 < spatial; ++k) {
    g.in_rows *= axes[k].in;
    g.out_rows *= axes[k].out;
  }
  if (nearest) {
    resize_nearest(x, out, g, rule, axes);
  } else if (x.dtype() == Dtype::UInt8) {
    resize_bytes(x, out, g, rule, axes);
  } else if (x.dtype() == Dtype::Float32) {
    resize_floats<float>(x, out, g, rule, axes);
  } else {
    resize_floats<double>(x, out, g, rule, axes);
  }
  // An image (H, W, C) as one of a batch lies pixel by pixel, but isn't in channels-last order to PyTorch.
  const bool plain = pixels && suggested_format(input) == kContiguousFormat;
  return to_dtype(plain ? contiguous(out) : out, input.dtype());
}

// The `.vec` overloads: either sizes or factors.
Tensor resize_vec(const Tensor& input, const ResizeRule& rule, std::size_t spatial, const std::optional<Ints>& size,
                  const std::optional<std::vector<double>>& factors) {
  check(size.has_value() != factors.has_value(), "Must specify exactly one of output_size and scale_factors");
  std::vector<OptionalFloat> scales(spatial);
  if (size) {
    check(size->size() == spatial, "It is expected output_size equals to ", spatial, ", but got size ", size->size());
    return resize(input, rule, spatial, *size, scales);
  }
  check(factors->size() == spatial && input.dim() == static_cast<int64_t>(spatial) + 2,
        "It is expected scale_factors equals to ", spatial, ", but got size ", factors->size());
  Ints sizes;
  for (std::size_t k = 0; k < spatial; ++k) {
    scales[k] = (*factors)[k];
    sizes.push_back(static_cast<int64_t>(static_cast<double>(input.sizes()[k + 2]) * (*factors)[k]));
  }
  return resize(input, rule, spatial, sizes, scales);
}

// The operators' signatures differ in how many factors they take, and in whether corners may be aligned.
using OptionalInts = std::optional<Ints>;
using OptionalFloats = std::optional<std::vector<double>>;
constexpr ResizeRule kNearest{Interpolation::Nearest};
constexpr ResizeRule kExact{Interpolation::NearestExact};
constexpr ResizeRule kBilinear{Interpolation::Linear};
constexpr ResizeRule kBicubic{Interpolation::Cubic};
constexpr ResizeRule kBilinearAntialias{Interpolation::Linear, false, true};
constexpr ResizeRule kBicubicAntialias{Interpolation::Cubic, false, true};

constexpr ResizeRule with_corners(ResizeRule rule, bool align_corners) {
  rule.align_corners = align_corners;
  return rule;
}

template <const ResizeRule& kRule>
Tensor nearest1d(const Tensor& x, const Ints& size, OptionalFloat scale) {
  return resize(x, kRule, 1, size, {scale});
}
template <const ResizeRule& kRule>
Tensor nearest2d(const Tensor& x, const Ints& size, OptionalFloat scale_h, OptionalFloat scale_w) {
  return resize(x, kRule, 2, size, {scale_h, scale_w});
}
template <const ResizeRule& kRule>
Tensor nearest3d(const Tensor& x, const Ints& size, OptionalFloat scale_d, OptionalFloat scale_h,
                 OptionalFloat scale_w) {
  return resize(x, kRule, 3, size, {scale_d, scale_h, scale_w});
}
template <const ResizeRule& kRule>
Tensor nearest1d_vec(const Tensor& x, const OptionalInts& size, const OptionalFloats& factors) {
  return resize_vec(x, kRule, 1, size, factors);
}
template <const ResizeRule& kRule>
Tensor nearest2d_vec(const Tensor& x, const OptionalInts& size, const OptionalFloats& factors) {
  return resize_vec(x, kRule, 2, size, factors);
}
template <const ResizeRule& kRule>
Tensor nearest3d_vec(const Tensor& x, const OptionalInts& size, const OptionalFloats& factors) {
  return resize_vec(x, kRule, 3, size, factors);
}
Tensor linear1d(const Tensor& x, const Ints& size, bool align_corners, OptionalFloat scale) {
  return resize(x, with_corners(kBilinear, align_corners), 1, size, {scale});
}
Tensor linear1d_vec(const Tensor& x, const OptionalInts& size, bool align_corners, const OptionalFloats& factors) {
  return resize_vec(x, with_corners(kBilinear, align_corners), 1, size, factors);
}
template <const ResizeRule& kRule>
Tensor smooth2d(const Tensor& x, const Ints& size, bool align_corners, OptionalFloat scale_h, OptionalFloat scale_w) {
  return resize(x, with_corners(kRule, align_corners), 2, size, {scale_h, scale_w});
}
template <const ResizeRule& kRule>
Tensor smooth2d_vec(const Tensor& x, const OptionalInts& size, bool align_corners, const OptionalFloats& factors) {
  return resize_vec(x, with_corners(kRule, align_corners), 2, size, factors);
}
Tensor trilinear3d(const Tensor& x, const Ints& size, bool align_corners, OptionalFloat scale_d, OptionalFloat scale_h,
                   OptionalFloat scale_w) {
  return resize(x, with_corners(kBilinear, align_corners), 3, size, {scale_d, scale_h, scale_w});
}
Tensor trilinear3d_vec(const Tensor& x, const OptionalInts& size, bool align_corners, const OptionalFloats& factors) {
  return resize_vec(x, with_corners(kBilinear, align_corners), 3, size, factors);
}

}  // namespace

KERNEL(aten_upsample_nearest1d, nearest1d<kNearest>)
KERNEL(aten_upsample_nearest2d, nearest2d<kNearest>)
KERNEL(aten_upsample_nearest3d, nearest3d<kNearest>)
KERNEL(aten__upsample_nearest_exact1d, nearest1d<kExact>)
KERNEL(aten__upsample_nearest_exact2d, nearest2d<kExact>)
KERNEL(aten__upsample_nearest_exact3d, nearest3d<kExact>)
KERNEL(aten_upsample_nearest1d_vec, nearest1d_vec<kNearest>)
KERNEL(aten_upsample_nearest2d_vec, nearest2d_vec<kNearest>)
KERNEL(aten_upsample_nearest3d_vec, nearest3d_vec<kNearest>)
KERNEL(aten__upsample_nearest_exact1d_vec, nearest1d_vec<kExact>)
KERNEL(aten__upsample_nearest_exact2d_vec, nearest2d_vec<kExact>)
KERNEL(aten__upsample_nearest_exact3d_vec, nearest3d_vec<kExact>)
KERNEL(aten_upsample_linear1d, linear1d)
KERNEL(aten_upsample_linear1d_vec, linear1d_vec)
KERNEL(aten_upsample_bilinear2d, smooth2d<kBilinear>)
KERNEL(aten_upsample_bilinear2d_vec, smooth2d_vec<kBilinear>)
KERNEL(aten_upsample_bicubic2d, smooth2d<kBicubic>)
KERNEL(aten_upsample_bicubic2d_vec, smooth2d_vec<kBicubic>)
KERNEL(aten__upsample_bilinear2d_aa, smooth2d<kBilinearAntialias>)
KERNEL(aten__upsample_bilinear2d_aa_vec, smooth2d_vec<kBilinearAntialias>)
KERNEL(aten__upsample_bicubic2d_aa, smooth2d<kBicubicAntialias>)
KERNEL(aten__upsample_bicubic2d_aa_vec, smooth2d_vec<kBicubicAntialias>)
KERNEL(aten_upsample_trilinear3d, trilinear3d)
KERNEL(aten_upsample_trilinear3d_vec, trilinear3d_vec)

}  // namespace flambeau
