// OpenCV's bilateral filter: a mean over a disc in which what differs in colour counts less.
#include "kernels/cv_image.h"

namespace flambeau {
namespace {

struct Near {
  int64_t offset;
  float weight;
};

// The disc's pixels, as offsets in an image whose rows have `row` elements.
std::vector<Near> disc_of(int64_t radius, double sigma, int64_t row, int64_t channels) {
  std::vector<Near> disc;
  const double scale = -0.5 / (sigma * sigma);
  for (int64_t y = -radius; y <= radius; ++y) {
    for (int64_t x = -radius; x <= radius; ++x) {
      const auto square = static_cast<double>(y * y + x * x);
      if (std::sqrt(square) > static_cast<double>(radius)) continue;
      disc.push_back({y * row + x * channels, static_cast<float>(std::exp(square * scale))});
    }
  }
  return disc;
}

// Small discs on grey images have a path of their own in OpenCV 5, which cuts fractions off, but next
// to the left and the right edge.
bool cuts_off(const Image& src, int64_t radius, Border border) {
  return src.dtype() == Dtype::UInt8 && src.channels == 1 && radius <= 2 && src.width >= 16 &&
         src.height > 2 * radius && border != Border::Reflect && border != Border::Wrap;
}

template <typename T, int64_t Channels, typename Weigh>
void filter(const Image& padded, const Image& out, int64_t radius, const std::vector<Near>& disc, bool cuts,
            const Weigh& weigh) {
  for_rows(out.height, out.width * static_cast<int64_t>(disc.size()), [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const T* from = padded.at<T>(y + radius) + radius * Channels;
      T* to = out.at<T>(y);
      const bool above_or_below = y < radius || y >= out.height - radius;
      for (int64_t x = 0; x < out.width; ++x, from += Channels, to += Channels) {
        const bool cut = cuts && (above_or_below || (x >= radius && x < out.width - radius));
        float total = 0;
        float sums[Channels] = {};
        for (const Near& near : disc) {
          const T* other = from + near.offset;
          const float w = near.weight * weigh(from, other);
          total += w;
          for (int64_t c = 0; c < Channels; ++c) sums[c] += static_cast<float>(other[c]) * w;
        }
        for (int64_t c = 0; c < Channels; ++c) {
          const float mean = sums[c] / total;
          to[c] = cut ? static_cast<T>(mean) : saturate<T>(mean);
        }
      }
    }
  });
}

template <int64_t Channels>
void filter_bytes(const Image& padded, const Image& out, int64_t radius, const std::vector<Near>& disc, bool cuts,
                  double sigma) {
  std::vector<float> weights;
  for (int i = 0; i <= 255 * Channels; ++i)
    weights.push_back(static_cast<float>(std::exp(-0.5 * i * i / (sigma * sigma))));
  filter<uint8_t, Channels>(padded, out, radius, disc, cuts, [&](const uint8_t* a, const uint8_t* b) {
    int32_t difference = 0;
    for (int64_t c = 0; c < Channels; ++c) difference += std::abs(int32_t{a[c]} - int32_t{b[c]});
    return weights[static_cast<std::size_t>(difference)];
  });
}

template <int64_t Channels>
void filter_floats(const Image& padded, const Image& out, int64_t radius, const std::vector<Near>& disc, bool cuts,
                   double sigma) {
  const auto scale = static_cast<float>(-0.5 / (sigma * sigma));
  filter<float, Channels>(padded, out, radius, disc, cuts, [&](const float* a, const float* b) {
    float difference = 0;
    for (int64_t c = 0; c < Channels; ++c) difference += std::abs(a[c] - b[c]);
    return std::exp(difference * difference * scale);
  });
}

Tensor bilateral_filter(const Tensor& self, int64_t diameter, double sigma_color, double sigma_space, int64_t border) {
  const Image src = image_of(self, "bilateralFilter");
  if (src.channels != 1 && src.channels != 3) {
    raise("error", "bilateralFilter(): the image has 1 or 3 channels, not ", src.channels);
  }
  if (sigma_color <= 0) sigma_color = 1;
  if (sigma_space <= 0) sigma_space = 1;
  const auto half = diameter <= 0 ? static_cast<int64_t>(std::nearbyint(sigma_space * 1.5)) : diameter / 2;
  const int64_t radius = std::max<int64_t>(half, 1);
  const Border around = border_of(border, "bilateralFilter");
  const bool cuts = cuts_off(src, radius, around);
  const Image padded = bordered(src, radius, radius, radius, radius, around, {});
  const Image out = new_image(src.height, src.width, src.channels, src.dtype());
  const std::vector<Near> disc = disc_of(radius, sigma_space, padded.row(), src.channels);
  if (src.dtype() == Dtype::UInt8) {
    (src.channels == 1 ? filter_bytes<1> : filter_bytes<3>)(padded, out, radius, disc, cuts, sigma_color);
  } else if (src.dtype() == Dtype::Float32) {
    (src.channels == 1 ? filter_floats<1> : filter_floats<3>)(padded, out, radius, disc, cuts, sigma_color);
  } else {
    unsupported_depth("bilateralFilter", src.dtype());
  }
  return out.tensor;
}

}  // namespace

KERNEL(cv2_bilateralFilter, bilateral_filter)

}  // namespace flambeau
