// torchvision's operators on boxes: non-maximum suppression and pooling of regions.
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/iterate.h"
#include "kernels/order.h"
#include "kernels/vision.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

// Boxes by falling score (a NaN counts as larger than every number, as in sort(descending=True)); each drops those
// behind it whose overlap, as a part of the union, is above the threshold. What is behind is met in blocks of a fixed
// size, which the compiler makes vectors of, whether it was dropped before or not.
template <typename T>
std::vector<int64_t> suppress(const T* boxes, const T* scores, int64_t count, double threshold) {
  constexpr int64_t kBlock = 8;
  const auto all = static_cast<std::size_t>(count);
  std::vector<uint64_t> keys(all);
  std::vector<int64_t> order(all), kept;
  keys_of_line(reinterpret_cast<const std::byte*>(scores), dtype_of<T>, count, 1, true, keys.data());
  order_of_keys(keys.data(), count, order.data());
  const int64_t padded = (count + kBlock - 1) / kBlock * kBlock;
  std::vector<T> sides(static_cast<std::size_t>(5 * padded));
  T *const left = sides.data(), *const top = left + padded, *const right = top + padded, *const bottom = right + padded,
           *const area = bottom + padded;
  for (int64_t k = 0; k < count; ++k) {
    const T* box = boxes + 4 * order[static_cast<std::size_t>(k)];
    left[k] = box[0];
    top[k] = box[1];
    right[k] = box[2];
    bottom[k] = box[3];
    area[k] = (box[2] - box[0]) * (box[3] - box[1]);
  }
  // The largest T up to the threshold: a ratio is above both or none.
  T limit = static_cast<T>(threshold);
  if (static_cast<double>(limit) > threshold) limit = std::nextafter(limit, -std::numeric_limits<T>::infinity());
  using Flag = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
  std::vector<Flag> flags(static_cast<std::size_t>(padded));
  Flag* const dropped = flags.data();
  for (int64_t a = 0; a < count; ++a) {
    if (dropped[a]) continue;
    kept.push_back(order[static_cast<std::size_t>(a)]);
    const T l = left[a], t = top[a], r = right[a], b = bottom[a], own = area[a];
    for (int64_t block = (a + 1) / kBlock * kBlock; block < padded; block += kBlock) {
      FLAMBEAU_EACH
      for (int64_t k = block; k < block + kBlock; ++k) {
        const T width = std::max(T{0}, std::min(r, right[k]) - std::max(l, left[k]));
        const T height = std::max(T{0}, std::min(b, bottom[k]) - std::max(t, top[k]));
        const T both = width * height;
        dropped[k] |= both / (own + area[k] - both) > limit;
      }
    }
  }
  return kept;
}

Tensor nms(const Tensor& boxes, const Tensor& scores, double threshold) {
  check(boxes.dim() == 2, "boxes should be a 2d tensor, got ", boxes.dim(), "D");
  check(boxes.sizes()[1] == 4, "boxes should have 4 elements in dimension 1, got ", boxes.sizes()[1]);
  check(scores.dim() == 1, "scores should be a 1d tensor, got ", scores.dim(), "D");
  check(boxes.sizes()[0] == scores.sizes()[0],
        "boxes and scores should have same number of elements in dimension 0, got ", boxes.sizes()[0], " and ",
        scores.sizes()[0]);
  check(boxes.dtype() == scores.dtype(), "dets should have the same type as scores");
  const Dtype compute = boxes.dtype() == Dtype::Float64 ? Dtype::Float64 : Dtype::Float32;
  const Tensor b = contiguous(to_dtype(boxes, compute));
  const Tensor s = contiguous(to_dtype(scores, compute));
  const int64_t count = boxes.sizes()[0];
  const std::vector<int64_t> kept = compute == Dtype::Float32
                                        ? suppress(b.data<float>(), s.data<float>(), count, threshold)
                                        : suppress(b.data<double>(), s.data<double>(), count, threshold);
  const Tensor out = empty(Ints{static_cast<int64_t>(kept.size())}, Dtype::Int64);
  std::copy(kept.begin(), kept.end(), out.data<int64_t>());
  return out;
}

struct Pooling {
  double scale;
  int64_t height, width, sampling_ratio;
  bool aligned;
};

template <typename T>
void align_region(const Tensor& input, const T* roi, const Pooling& p, T* out) {
  const int64_t channels = input.sizes()[1];
  const int64_t height = input.sizes()[2];
  const int64_t width = input.sizes()[3];
  const auto batch = static_cast<int64_t>(roi[0]);
  check(batch >= 0 && batch < input.sizes()[0], "roi_align: a region names image ", batch, " of ", input.sizes()[0]);
  const auto scale = static_cast<T>(p.scale);
  const T offset = p.aligned ? T{0.5} : T{0};
  const T left = roi[1] * scale - offset;
  const T top = roi[2] * scale - offset;
  T roi_width = roi[3] * scale - offset - left;
  T roi_height = roi[4] * scale - offset - top;
  if (!p.aligned) {
    roi_width = std::max(roi_width, T{1});
    roi_height = std::max(roi_height, T{1});
  }
  const T bin_height = roi_height / static_cast<T>(p.height);
  const T bin_width = roi_width / static_cast<T>(p.width);
  const auto samples = [&](T size) {
    return p.sampling_ratio > 0 ? p.sampling_ratio : static_cast<int64_t>(std::ceil(size));
  };
  const int64_t rows = samples(bin_height);
  const int64_t columns = samples(bin_width);
  const T count = static_cast<T>(std::max<int64_t>(rows * columns, 1));
  std::vector<Point<T>> points;
  for (int64_t bin = 0; bin < p.height * p.width; ++bin) {
    for (int64_t r = 0; r < rows; ++r) {
      const T y = top + static_cast<T>(bin / p.width) * bin_height +
                  (static_cast<T>(r) + T{0.5}) * bin_height / static_cast<T>(rows);
      for (int64_t c = 0; c < columns; ++c) {
        const T x = left + static_cast<T>(bin % p.width) * bin_width +
                    (static_cast<T>(c) + T{0.5}) * bin_width / static_cast<T>(columns);
        points.push_back(bilinear_point(y, x, height, width));
      }
    }
  }
  const auto per_bin = static_cast<std::size_t>(std::max<int64_t>(rows * columns, 0));
  for (int64_t c = 0; c < channels; ++c) {
    const T* plane = input.data<T>() + (batch * channels + c) * height * width;
    for (int64_t bin = 0; bin < p.height * p.width; ++bin) {
      T sum = 0;
      for (std::size_t k = 0; k < per_bin; ++k) {
        const Point<T>& point = points[static_cast<std::size_t>(bin) * per_bin + k];
        for (int i = 0; i < 4; ++i) sum += point.weight[i] * plane[point.at[i]];
      }
      out[c * p.height * p.width + bin] = sum / count;
    }
  }
}

// The largest element of each bin; where a bin is empty, 0 and index -1.
template <typename T>
void pool_region(const Tensor& input, const T* roi, const Pooling& p, T* out, int32_t* index) {
  const int64_t height = input.sizes()[2];
  const int64_t width = input.sizes()[3];
  const auto batch = static_cast<int64_t>(roi[0]);
  check(batch >= 0 && batch < input.sizes()[0], "roi_pool: a region names image ", batch, " of ", input.sizes()[0]);
  const auto scaled = [&](T value) { return static_cast<int64_t>(std::round(value * static_cast<T>(p.scale))); };
  const int64_t left = scaled(roi[1]);
  const int64_t top = scaled(roi[2]);
  const T bin_width = static_cast<T>(std::max<int64_t>(scaled(roi[3]) - left + 1, 1)) / static_cast<T>(p.width);
  const T bin_height = static_cast<T>(std::max<int64_t>(scaled(roi[4]) - top + 1, 1)) / static_cast<T>(p.height);
  const auto begin = [](int64_t i, T size, int64_t start, int64_t limit) {
    return std::clamp<int64_t>(static_cast<int64_t>(std::floor(static_cast<T>(i) * size)) + start, 0, limit);
  };
  const auto end = [](int64_t i, T size, int64_t start, int64_t limit) {
    return std::clamp<int64_t>(static_cast<int64_t>(std::ceil(static_cast<T>(i + 1) * size)) + start, 0, limit);
  };
  for (int64_t c = 0; c < input.sizes()[1]; ++c) {
    const T* plane = input.data<T>() + (batch * input.sizes()[1] + c) * height * width;
    for (int64_t bin = 0; bin < p.height * p.width; ++bin) {
      const int64_t y_end = end(bin / p.width, bin_height, top, height);
      const int64_t x_end = end(bin % p.width, bin_width, left, width);
      const int64_t x_begin = begin(bin % p.width, bin_width, left, width);
      int64_t y = begin(bin / p.width, bin_height, top, height);
      const bool is_empty = y_end <= y || x_end <= x_begin;
      T best = is_empty ? T{0} : std::numeric_limits<T>::lowest();
      int64_t at = -1;
      for (; y < y_end; ++y) {
        for (int64_t x = x_begin; x < x_end; ++x) {
          if (plane[y * width + x] > best) {
            best = plane[y * width + x];
            at = y * width + x;
          }
        }
      }
      out[c * p.height * p.width + bin] = best;
      index[c * p.height * p.width + bin] = static_cast<int32_t>(at);
    }
  }
}

struct Regions {
  Tensor x, rois, out;
  int64_t per_region;
};

Regions prepare(const Tensor& input, const Tensor& rois, const Pooling& p) {
  check(rois.dim() == 2 && rois.sizes()[1] == 5, "rois must have shape as Tensor[K, 5]");
  check(input.dim() == 4, "input must have 4 dims, got ", input.dim());
  check(input.dtype() == rois.dtype(),
        "Expected tensor for argument #1 'input' to have the same type as tensor for "
        "argument #2 'rois'; but type ",
        scalar_type_name(input.dtype()), " does not equal ", scalar_type_name(rois.dtype()));
  const Dtype compute = compute_type(input.dtype());
  check(is_floating(compute), "roi pooling needs floating point tensors");
  return {contiguous(to_dtype(input, compute)), contiguous(to_dtype(rois, compute)),
          empty({rois.sizes()[0], input.sizes()[1], p.height, p.width}, compute),
          input.sizes()[1] * p.height * p.width};
}

Tensor roi_align(const Tensor& input, const Tensor& rois, double scale, int64_t height, int64_t width, int64_t ratio,
                 bool aligned) {
  const Pooling p{scale, height, width, ratio, aligned};
  const Regions r = prepare(input, rois, p);
  parallel_for(0, rois.sizes()[0], 1, [&](int64_t first, int64_t last) {
    for (int64_t k = first; k < last; ++k) {
      if (r.x.dtype() == Dtype::Float32) {
        align_region<float>(r.x, r.rois.data<float>() + 5 * k, p, r.out.data<float>() + k * r.per_region);
      } else {
        align_region<double>(r.x, r.rois.data<double>() + 5 * k, p, r.out.data<double>() + k * r.per_region);
      }
    }
  });
  return to_dtype(r.out, input.dtype());
}

std::tuple<Tensor, Tensor> roi_pool(const Tensor& input, const Tensor& rois, double scale, int64_t height,
                                    int64_t width) {
  const Pooling p{scale, height, width, 0, false};
  const Regions r = prepare(input, rois, p);
  const Tensor index = empty(r.out.sizes(), Dtype::Int32);
  parallel_for(0, rois.sizes()[0], 1, [&](int64_t first, int64_t last) {
    for (int64_t k = first; k < last; ++k) {
      int32_t* at = index.data<int32_t>() + k * r.per_region;
      if (r.x.dtype() == Dtype::Float32) {
        pool_region<float>(r.x, r.rois.data<float>() + 5 * k, p, r.out.data<float>() + k * r.per_region, at);
      } else {
        pool_region<double>(r.x, r.rois.data<double>() + 5 * k, p, r.out.data<double>() + k * r.per_region, at);
      }
    }
  });
  return {to_dtype(r.out, input.dtype()), index};
}

}  // namespace

KERNEL(torchvision_nms, nms)
KERNEL(torchvision_roi_align, roi_align)
KERNEL(torchvision_roi_pool, roi_pool)

}  // namespace flambeau
