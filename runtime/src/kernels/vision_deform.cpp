// torchvision's deformable convolution, and its pooling of regions by position.
#include <cmath>
#include <tuple>
#include <vector>

#include "kernels/iterate.h"
#include "kernels/vision.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

// A pixel between others; those outside the image count as 0.
template <typename T>
T read_between(const T* plane, int64_t height, int64_t width, T y, T x) {
  if (!(y > T{-1} && y < static_cast<T>(height) && x > T{-1} && x < static_cast<T>(width))) return T{0};
  const auto top = static_cast<int64_t>(std::floor(y));
  const auto left = static_cast<int64_t>(std::floor(x));
  const T down = y - static_cast<T>(top);
  const T across = x - static_cast<T>(left);
  const auto at = [&](int64_t r, int64_t c) {
    return r >= 0 && r < height && c >= 0 && c < width ? plane[r * width + c] : T{0};
  };
  return (1 - down) * (1 - across) * at(top, left) + (1 - down) * across * at(top, left + 1) +
         down * (1 - across) * at(top + 1, left) + down * across * at(top + 1, left + 1);
}

struct Deform {
  int64_t stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w, groups, offset_groups;
  bool use_mask;
};

template <typename T>
struct DeformConv {
  const Tensor& input;
  const Tensor& weight;
  const Tensor& offset;
  const Tensor& mask;
  const Tensor& out;
  const Deform& p;

  int64_t taps() const { return weight.sizes()[2] * weight.sizes()[3]; }
  int64_t places() const { return out.sizes()[2] * out.sizes()[3]; }

  // What one tap of one channel reads at each place of the output.
  void column(int64_t batch, int64_t channel, int64_t tap, T* to) const {
    const int64_t height = input.sizes()[2];
    const int64_t width = input.sizes()[3];
    const int64_t out_width = out.sizes()[3];
    const int64_t group = channel / (input.sizes()[1] / p.offset_groups);
    const T* plane = input.data<T>() + (batch * input.sizes()[1] + channel) * height * width;
    const T* shift = offset.data<T>() + ((batch * p.offset_groups + group) * 2 * taps() + 2 * tap) * places();
    const T* scale =
        p.use_mask ? mask.data<T>() + ((batch * p.offset_groups + group) * taps() + tap) * places() : nullptr;
    const int64_t row = tap / weight.sizes()[3] * p.dilation_h - p.pad_h;
    const int64_t left = tap % weight.sizes()[3] * p.dilation_w - p.pad_w;
    for (int64_t i = 0; i < places(); ++i) {
      const T y = static_cast<T>(i / out_width * p.stride_h + row) + shift[i];
      const T x = static_cast<T>(i % out_width * p.stride_w + left) + shift[places() + i];
      to[i] = read_between(plane, height, width, y, x) * (scale != nullptr ? scale[i] : T{1});
    }
  }

  void run(const Tensor& bias) const {
    const int64_t in_group = weight.sizes()[1];
    const int64_t out_group = weight.sizes()[0] / p.groups;
    parallel_for(0, out.sizes()[0] * p.groups, 1, [&](int64_t begin, int64_t end) {
      std::vector<T> read(static_cast<std::size_t>(places()));
      for (int64_t item = begin; item < end; ++item) {
        const int64_t batch = item / p.groups;
        const int64_t first = item % p.groups * out_group;
        T* to = out.data<T>() + (batch * weight.sizes()[0] + first) * places();
        for (int64_t o = 0; o < out_group; ++o) std::fill_n(to + o * places(), places(), bias.data<T>()[first + o]);
        for (int64_t k = 0; k < in_group * taps(); ++k) {
          column(batch, item % p.groups * in_group + k / taps(), k % taps(), read.data());
          for (int64_t o = 0; o < out_group; ++o) {
            const T w = weight.data<T>()[(first + o) * in_group * taps() + k];
            T* sum = to + o * places();
            const T* from = read.data();
            const int64_t count = places();
            FLAMBEAU_EACH
            for (int64_t i = 0; i < count; ++i) sum[i] += w * from[i];
          }
        }
      }
    });
  }
};

int64_t output_size(int64_t size, int64_t pad, int64_t dilation, int64_t kernel, int64_t stride) {
  return (size + 2 * pad - (dilation * (kernel - 1) + 1)) / stride + 1;
}

Tensor deform_conv2d(const Tensor& input, const Tensor& weight, const Tensor& offset, const Tensor& mask,
                     const Tensor& bias, int64_t stride_h, int64_t stride_w, int64_t pad_h, int64_t pad_w,
                     int64_t dilation_h, int64_t dilation_w, int64_t groups, int64_t offset_groups, bool use_mask) {
  const Deform p{stride_h, stride_w, pad_h, pad_w, dilation_h, dilation_w, groups, offset_groups, use_mask};
  check(input.dim() == 4 && weight.dim() == 4 && offset.dim() == 4,
        "deform_conv2d: input, weight and offset have 4 dims");
  check(stride_h > 0 && stride_w > 0 && dilation_h > 0 && dilation_w > 0 && pad_h >= 0 && pad_w >= 0 && groups > 0 &&
            offset_groups > 0,
        "deform_conv2d: strides, dilations and groups are positive, paddings not negative");
  const int64_t taps = weight.sizes()[2] * weight.sizes()[3];
  const int64_t height = output_size(input.sizes()[2], pad_h, dilation_h, weight.sizes()[2], stride_h);
  const int64_t width = output_size(input.sizes()[3], pad_w, dilation_w, weight.sizes()[3], stride_w);
  check(weight.sizes()[1] * groups == input.sizes()[1] && weight.sizes()[0] % groups == 0 &&
            input.sizes()[1] % offset_groups == 0 && bias.numel() == weight.sizes()[0],
        "deform_conv2d: the channels of input, weight and bias don't fit ", groups, " groups");
  check(height > 0 && width > 0, "Calculated output size too small - out_h: ", height, " out_w: ", width);
  check(offset.sizes() == Ints({input.sizes()[0], 2 * offset_groups * taps, height, width}),
        "offset.shape[1] is not valid: got: ", offset.sizes()[1], " expected: ", 2 * offset_groups * taps);
  check(!use_mask || mask.sizes() == Ints({input.sizes()[0], offset_groups * taps, height, width}),
        "mask.shape is not valid");
  const Dtype compute = input.dtype() == Dtype::Float64 ? Dtype::Float64 : Dtype::Float32;
  const auto held = [compute](const Tensor& t) { return contiguous(to_dtype(t, compute)); };
  const Tensor x = held(input);
  const Tensor w = held(weight);
  const Tensor o = held(offset);
  const Tensor m = held(mask);
  const Tensor b = held(bias);
  const Tensor out = empty({input.sizes()[0], weight.sizes()[0], height, width}, compute);
  if (compute == Dtype::Float32) {
    DeformConv<float>{x, w, o, m, out, p}.run(b);
  } else {
    DeformConv<double>{x, w, o, m, out, p}.run(b);
  }
  return to_dtype(out, input.dtype());
}

// --- regions whose bins read a channel of their own
// --------------------------------------------------------------------

struct Region {
  const Tensor& input;
  double scale;
  int64_t height, width, sampling_ratio;
};

// The mean of points of one bin.
template <typename T>
T aligned_bin(const Region& r, const T* roi, const T* plane, int64_t row, int64_t column) {
  const auto scale = static_cast<T>(r.scale);
  const T left = roi[1] * scale - T{0.5};
  const T top = roi[2] * scale - T{0.5};
  const T bin_width = (roi[3] * scale - T{0.5} - left) / static_cast<T>(r.width);
  const T bin_height = (roi[4] * scale - T{0.5} - top) / static_cast<T>(r.height);
  const auto samples = [&](T size) {
    return r.sampling_ratio > 0 ? r.sampling_ratio : static_cast<int64_t>(std::ceil(size));
  };
  const int64_t rows = samples(bin_height);
  const int64_t columns = samples(bin_width);
  T sum = 0;
  for (int64_t i = 0; i < rows; ++i) {
    const T y =
        top + static_cast<T>(row) * bin_height + (static_cast<T>(i) + T{0.5}) * bin_height / static_cast<T>(rows);
    for (int64_t j = 0; j < columns; ++j) {
      const T x = left + static_cast<T>(column) * bin_width +
                  (static_cast<T>(j) + T{0.5}) * bin_width / static_cast<T>(columns);
      const Point<T> point = bilinear_point(y, x, r.input.sizes()[2], r.input.sizes()[3]);
      for (int k = 0; k < 4; ++k) sum += point.weight[k] * plane[point.at[k]];
    }
  }
  return sum / static_cast<T>(rows * columns);
}

// The mean of the pixels of one bin, 0 where there are none.
template <typename T>
T pooled_bin(const Region& r, const T* roi, const T* plane, int64_t row, int64_t column) {
  const auto rounded = [&](T v) { return static_cast<int64_t>(std::round(v * static_cast<T>(r.scale))); };
  const auto bounds = [](int64_t start, int64_t end, int64_t bins, int64_t bin, int64_t limit) {
    const T size = static_cast<T>(std::max<int64_t>(end - start, 1)) / static_cast<T>(bins);
    const auto first = static_cast<int64_t>(std::floor(static_cast<T>(bin) * size)) + start;
    const auto last = static_cast<int64_t>(std::ceil(static_cast<T>(bin + 1) * size)) + start;
    return std::pair(std::clamp<int64_t>(first, 0, limit - 1), std::clamp<int64_t>(last, 0, limit - 1));
  };
  const int64_t width = r.input.sizes()[3];
  const auto [top, bottom] = bounds(rounded(roi[2]), rounded(roi[4]), r.height, row, r.input.sizes()[2]);
  const auto [left, right] = bounds(rounded(roi[1]), rounded(roi[3]), r.width, column, width);
  if (bottom <= top || right <= left) return T{0};
  T sum = 0;
  for (int64_t y = top; y < bottom; ++y) {
    for (int64_t x = left; x < right; ++x) sum += plane[y * width + x];
  }
  return sum / static_cast<T>((bottom - top) * (right - left));
}

template <typename T, T (*Bin)(const Region&, const T*, const T*, int64_t, int64_t)>
void fill_regions(const Region& r, const Tensor& rois, const Tensor& out, const Tensor& mapping) {
  const int64_t area = r.input.sizes()[2] * r.input.sizes()[3];
  const int64_t bins = r.height * r.width;
  const int64_t per_region = out.sizes()[1] * bins;
  parallel_for(0, rois.sizes()[0], 1, [&](int64_t begin, int64_t end) {
    for (int64_t k = begin; k < end; ++k) {
      const T* roi = rois.data<T>() + 5 * k;
      const auto batch = static_cast<int64_t>(roi[0]);
      check(batch >= 0 && batch < r.input.sizes()[0], "a region names image ", batch, " of ", r.input.sizes()[0]);
      for (int64_t i = 0; i < per_region; ++i) {  // output channels and bins are the input's channels in turn
        const T* plane = r.input.data<T>() + (batch * r.input.sizes()[1] + i) * area;
        out.data<T>()[k * per_region + i] = Bin(r, roi, plane, i % bins / r.width, i % r.width);
        mapping.data<int32_t>()[k * per_region + i] = static_cast<int32_t>(i);
      }
    }
  });
}

template <bool Aligned>
std::tuple<Tensor, Tensor> pool_by_position(const Tensor& input, const Tensor& rois, double scale, int64_t height,
                                            int64_t width, int64_t ratio) {
  check(rois.dim() == 2 && rois.sizes()[1] == 5, "rois must have shape as Tensor[K, 5]");
  check(input.dim() == 4, "input must have 4 dims, got ", input.dim());
  check(height > 0 && width > 0 && input.sizes()[1] % (height * width) == 0,
        "input channels must be a multiple of pooling height * pooling width");
  check(input.dtype() == rois.dtype(), "input and rois must have the same type");
  const Dtype compute = input.dtype() == Dtype::Float64 ? Dtype::Float64 : Dtype::Float32;
  const Tensor x = contiguous(to_dtype(input, compute));
  const Tensor boxes = contiguous(to_dtype(rois, compute));
  const Ints sizes{rois.sizes()[0], input.sizes()[1] / (height * width), height, width};
  const Tensor out = empty(sizes, compute);
  const Tensor mapping = empty(sizes, Dtype::Int32);
  const Region r{x, scale, height, width, ratio};
  if (compute == Dtype::Float32) {
    fill_regions<float, Aligned ? aligned_bin<float> : pooled_bin<float>>(r, boxes, out, mapping);
  } else {
    fill_regions<double, Aligned ? aligned_bin<double> : pooled_bin<double>>(r, boxes, out, mapping);
  }
  return {to_dtype(out, input.dtype()), mapping};
}

std::tuple<Tensor, Tensor> ps_roi_align(const Tensor& input, const Tensor& rois, double scale, int64_t height,
                                        int64_t width, int64_t ratio) {
  return pool_by_position<true>(input, rois, scale, height, width, ratio);
}

std::tuple<Tensor, Tensor> ps_roi_pool(const Tensor& input, const Tensor& rois, double scale, int64_t height,
                                       int64_t width) {
  return pool_by_position<false>(input, rois, scale, height, width, 0);
}

}  // namespace

KERNEL(torchvision_deform_conv2d, deform_conv2d)
KERNEL(torchvision_ps_roi_align, ps_roi_align)
KERNEL(torchvision_ps_roi_pool, ps_roi_pool)

}  // namespace flambeau
