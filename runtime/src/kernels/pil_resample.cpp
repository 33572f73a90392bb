// Pillow's resize: a filter over the source pixels that an output pixel covers, in one pass across and one down.
//
// Pixels of 8 bits are computed with weights of 22 bits and rounded after each pass, those of 32 bits in double, as
// Pillow does. Images are tensors of height x width or height x width x channels.
#include <array>
#include <vector>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

constexpr int kBits = 22;
constexpr double kPi = 3.14159265358979323846;

enum Filter : int64_t { kNearest = 0, kLanczos = 1, kBilinear = 2, kBicubic = 3, kBox = 4, kHamming = 5 };

double sinc(double x) { return x == 0 ? 1 : std::sin(x * kPi) / (x * kPi); }

double weigh(int64_t filter, double x) {
  switch (filter) {
    case kBox: return x > -0.5 && x <= 0.5 ? 1 : 0;
    case kBilinear: return std::max(0.0, 1 - std::abs(x));
    case kHamming: {
      x = std::abs(x);
      if (x == 0) return 1;
      if (x >= 1) return 0;
      x *= kPi;
      return std::sin(x) / x * (static_cast<double>(0.54F) + static_cast<double>(0.46F) * std::cos(x));
    }
    case kBicubic: {
      constexpr double a = -0.5;
      x = std::abs(x);
      if (x < 1) return ((a + 2) * x - (a + 3)) * x * x + 1;
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0;
    }
    default: return x >= -3 && x < 3 ? sinc(x) * sinc(x / 3) : 0;
  }
}

double support_of(int64_t filter) {
  switch (filter) {
    case kBox: return 0.5;
    case kBicubic: return 2;
    case kLanczos: return 3;
    default: return 1;
  }
}

// The source pixels of each output pixel and their weights, which sum to 1.
struct Windows {
  std::vector<int64_t> first, count;
  std::vector<double> weights;  // `most` for each output pixel
  std::size_t most = 0;
};

Windows windows_of(int64_t from, float begin, float end, int64_t to, int64_t filter) {
  const double scale = static_cast<double>(end - begin) / static_cast<double>(to);
  const double filter_scale = std::max(scale, 1.0);
  const double support = support_of(filter) * filter_scale;
  Windows w;
  w.most = static_cast<std::size_t>(std::ceil(support)) * 2 + 1;
  w.weights.assign(w.most * static_cast<std::size_t>(to), 0.0);
  const double step = 1.0 / filter_scale;
  for (int64_t i = 0; i < to; ++i) {
    const double center = static_cast<double>(begin) + (static_cast<double>(i) + 0.5) * scale;
    const auto low = std::max<int64_t>(static_cast<int64_t>(center - support + 0.5), 0);
    const auto high = std::min<int64_t>(static_cast<int64_t>(center + support + 0.5), from);
    double* k = w.weights.data() + w.most * static_cast<std::size_t>(i);
    double sum = 0;
    for (int64_t x = low; x < high; ++x) {
      k[x - low] = weigh(filter, (static_cast<double>(x) - center + 0.5) * step);
      sum += k[x - low];
    }
    for (int64_t x = 0; x < high - low && sum != 0; ++x) k[x] *= 1.0 / sum;
    w.first.push_back(low);
    w.count.push_back(high - low);
  }
  return w;
}

// How pixels of a type are summed.
template <typename T>
struct Sum {
  using Weight = double;
  using Total = double;
  static Weight weight(double w) { return w; }
  static constexpr Total kStart = 0;
  static T finish(Total total) { return static_cast<T>(total); }
};
template <>
struct Sum<uint8_t> {
  using Weight = int32_t;
  using Total = int32_t;
  static Weight weight(double w) { return static_cast<Weight>((w < 0 ? -0.5 : 0.5) + w * (1 << kBits)); }
  static constexpr Total kStart = 1 << (kBits - 1);
  static uint8_t finish(Total total) { return static_cast<uint8_t>(std::clamp(total >> kBits, 0, 255)); }
};

template <typename T>
std::vector<typename Sum<T>::Weight> converted(const Windows& w) {
  std::vector<typename Sum<T>::Weight> weights;
  weights.reserve(w.weights.size());
  for (const double x : w.weights) weights.push_back(Sum<T>::weight(x));
  return weights;
}

template <typename T, int C>
void across(const Image& src, const Image& out, const Windows& w) {
  const auto weights = converted<T>(w);
  const int64_t channels = C == 0 ? src.channels : C;
  for_rows(out.height, out.width * static_cast<int64_t>(w.most), [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      T* to = out.at<T>(y);
      for (std::size_t x = 0; x < w.first.size(); ++x, to += channels) {
        const T* from = src.at<T>(y) + w.first[x] * channels;
        const auto* k = weights.data() + x * w.most;
        for (int64_t c = 0; c < channels; ++c) {
          typename Sum<T>::Total total = Sum<T>::kStart;
          for (int64_t i = 0; i < w.count[x]; ++i) {
            total += static_cast<typename Sum<T>::Total>(from[i * channels + c]) * k[i];
          }
          to[c] = Sum<T>::finish(total);
        }
      }
    }
  });
}

template <typename T>
void down(const Image& src, const Image& out, const Windows& w) {
  const auto weights = converted<T>(w);
  for_rows(out.height, out.width * static_cast<int64_t>(w.most), [&](int64_t begin, int64_t end) {
    std::vector<typename Sum<T>::Total> totals(static_cast<std::size_t>(out.row()));
    for (int64_t y = begin; y < end; ++y) {
      const auto at = static_cast<std::size_t>(y);
      std::fill(totals.begin(), totals.end(), Sum<T>::kStart);
      for (int64_t i = 0; i < w.count[at]; ++i) {
        const T* from = src.at<T>(w.first[at] + i);
        const auto k = weights[at * w.most + static_cast<std::size_t>(i)];
        auto* total = totals.data();
        const int64_t size = out.row();
        FLAMBEAU_EACH
        for (int64_t x = 0; x < size; ++x) total[x] += static_cast<typename Sum<T>::Total>(from[x]) * k;
      }
      T* to = out.at<T>(y);
      for (int64_t x = 0; x < out.row(); ++x) to[x] = Sum<T>::finish(totals[static_cast<std::size_t>(x)]);
    }
  });
}

using Box = std::array<float, 4>;  // left, top, right, bottom of the part that is read; single, as Pillow keeps it

template <typename T>
Image resampled_across(const Image& src, int64_t width, int64_t filter, const Box& box) {
  const Windows w = windows_of(src.width, box[0], box[2], width, filter);
  const Image out = new_image(src.height, width, src.channels, src.dtype());
  if (src.channels == 1) {
    across<T, 1>(src, out, w);
  } else if (src.channels == 3) {
    across<T, 3>(src, out, w);
  } else {
    across<T, 0>(src, out, w);
  }
  return out;
}

template <typename T>
Image resampled_down(const Image& src, int64_t height, int64_t filter, const Box& box) {
  const Image out = new_image(height, src.width, src.channels, src.dtype());
  down<T>(src, out, windows_of(src.height, box[1], box[3], height, filter));
  return out;
}

// Down first where that shortens the image by more than twice of what the other pass narrows it, as Pillow 13 does.
template <typename T>
Image resampled(Image image, int64_t width, int64_t height, int64_t filter, const Box& box) {
  const auto whole = [](float begin, float end, int64_t size) { return begin == 0 && end == static_cast<float>(size); };
  const bool narrows = width != image.width || !whole(box[0], box[2], image.width);
  const bool shortens = height != image.height || !whole(box[1], box[3], image.height);
  const bool down_first = image.height - height > 2 * std::max<int64_t>(image.width - width, 0);
  if (shortens && down_first) image = resampled_down<T>(image, height, filter, box);
  if (narrows) image = resampled_across<T>(image, width, filter, box);
  if (shortens && !down_first) image = resampled_down<T>(image, height, filter, box);
  return image;
}

// Nearest: the source at the middle of the output pixel, walked to in steps as Pillow does.
template <typename T>
Image nearest(const Image& src, int64_t width, int64_t height, const Box& box) {
  const auto places = [](float begin, float end, int64_t to, int64_t from) {
    std::vector<int64_t> found;
    const double step = static_cast<double>(end - begin) / static_cast<double>(to);
    double at = static_cast<double>(begin) + step * 0.5;
    for (int64_t i = 0; i < to; ++i, at += step) {
      found.push_back(std::clamp<int64_t>(static_cast<int64_t>(std::floor(at)), 0, from - 1));
    }
    return found;
  };
  const std::vector<int64_t> columns = places(box[0], box[2], width, src.width);
  const std::vector<int64_t> rows = places(box[1], box[3], height, src.height);
  const Image out = new_image(height, width, src.channels, src.dtype());
  for_rows(height, width, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const T* from = src.at<T>(rows[static_cast<std::size_t>(y)]);
      T* to = out.at<T>(y);
      for (const int64_t column : columns) to = std::copy_n(from + column * src.channels, src.channels, to);
    }
  });
  return out;
}

// Colours times alpha, or divided by it, in place; alpha comes last.
void premultiply(const Image& image, bool divides) {
  const int64_t last = image.channels - 1;
  for_rows(image.height, image.width, [&](int64_t begin, int64_t end) {
    uint8_t* pixel = image.at<uint8_t>(begin);
    for (int64_t i = 0; i < (end - begin) * image.width; ++i, pixel += image.channels) {
      const int alpha = pixel[last];
      for (int64_t c = 0; c < last; ++c) {
        if (!divides) {
          const int product = pixel[c] * alpha + 128;
          pixel[c] = static_cast<uint8_t>(((product >> 8) + product) >> 8);
        } else if (alpha != 0 && alpha != 255) {
          pixel[c] = static_cast<uint8_t>(std::min(255 * pixel[c] / alpha, 255));
        }
      }
    }
  });
}

Tensor resize(const Tensor& self, int64_t width, int64_t height, int64_t filter, const std::vector<double>& corners) {
  const Image src = image_of(self, "resize");
  if (width <= 0 || height <= 0) raise("ValueError", "height and width must be > 0");
  if (filter < kNearest || filter > kHamming) raise("ValueError", "Unknown resampling filter (", filter, ").");
  const auto right = static_cast<float>(src.width);
  const auto bottom = static_cast<float>(src.height);
  Box box{0, 0, right, bottom};
  if (!corners.empty() && corners.size() != 4) raise("TypeError", "box must be a sequence of length 4");
  for (std::size_t i = 0; i < corners.size(); ++i) box[i] = static_cast<float>(corners[i]);
  if (box[0] < 0 || box[1] < 0) raise("ValueError", "box offset can't be negative");
  if (box[2] > right || box[3] > bottom) raise("ValueError", "box can't exceed original image size");
  if (box[2] - box[0] < 0 || box[3] - box[1] < 0) raise("ValueError", "box can't be empty");
  return dispatch_image(src.dtype(), "resize", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (filter == kNearest) return nearest<T>(src, width, height, box).tensor;
    const bool has_alpha = sizeof(T) == 1 && (src.channels == 2 || src.channels == 4);
    if (!has_alpha) return resampled<T>(src, width, height, filter, box).tensor;
    const Image held = new_image(src.height, src.width, src.channels, src.dtype());
    copy_elements(held.tensor, src.tensor);
    premultiply(held, false);
    const Image out = resampled<T>(held, width, height, filter, box);
    premultiply(out, true);
    return out.tensor;
  });
}

}  // namespace

KERNEL(pil_resize, resize)

}  // namespace flambeau
