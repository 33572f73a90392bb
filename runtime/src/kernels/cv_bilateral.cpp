// OpenCV's bilateral filter: a mean over a disc in which what differs in colour counts less.
#include <array>
#include <vector>

#include "kernels/cv_image.h"
#include "simd/filter.h"
#include "simd/pixels.h"

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

// Bytes, by planes. Where fractions are cut off is said for grey images only.
void filter_bytes(const Image& padded, const Image& out, int64_t radius, const std::vector<Near>& disc, bool cuts,
                  double sigma) {
  constexpr int64_t kRoom = 64;  // vectors read and write beyond the end
  const int64_t channels = padded.channels;
  std::vector<float> by_difference;
  for (int64_t i = 0; i <= 255 * channels; ++i) {
    by_difference.push_back(static_cast<float>(std::exp(-0.5 * static_cast<double>(i * i) / (sigma * sigma))));
  }
  const int64_t size = padded.height * padded.width;
  std::vector<uint8_t> planes(static_cast<std::size_t>(channels * size + kRoom));
  for (int64_t c = 0; c < channels; ++c) {
    const auto channel = static_cast<uint8_t>(c);
    pixel_functions().reorder(padded.data<uint8_t>(), channels, planes.data() + c * size, 1, &channel, size);
  }
  std::vector<int64_t> offsets;
  std::vector<float> weights;
  for (const Near& near : disc) {
    offsets.push_back(near.offset / channels);
    weights.push_back(near.weight);
  }
  const Nearby nearby{offsets.data(), weights.data(), static_cast<int64_t>(disc.size()), by_difference.data()};
  for_rows(out.height, out.width * static_cast<int64_t>(disc.size()) / 8 + 1, [&](int64_t begin, int64_t end) {
    std::vector<float> line(static_cast<std::size_t>(3 * (out.width + kRoom)));
    std::array<float*, 3> means{};
    std::array<const uint8_t*, 3> from{};
    for (int64_t c = 0; c < channels; ++c) means[static_cast<std::size_t>(c)] = line.data() + c * (out.width + kRoom);
    for (int64_t y = begin; y < end; ++y) {
      for (int64_t c = 0; c < channels; ++c) {
        from[static_cast<std::size_t>(c)] = planes.data() + c * size + (y + radius) * padded.width + radius;
      }
      filter_functions().bilateral(nearby, from.data(), channels, means.data(), out.width);
      const bool above_or_below = y < radius || y >= out.height - radius;
      for (int64_t x = 0; x < out.width; ++x) {
        const bool cut = cuts && (above_or_below || (x >= radius && x < out.width - radius));
        for (int64_t c = 0; c < channels; ++c) {
          const float mean = means[static_cast<std::size_t>(c)][x];
          out.at<uint8_t>(y)[x * channels + c] = cut ? static_cast<uint8_t>(mean) : saturate<uint8_t>(mean);
        }
      }
    }
  });
}

template <int64_t Channels>
void filter_floats(const Image& padded, const Image& out, int64_t radius, const std::vector<Near>& disc, double sigma) {
  const auto scale = static_cast<float>(-0.5 / (sigma * sigma));
  for_rows(out.height, out.width * static_cast<int64_t>(disc.size()), [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const float* from = padded.at<float>(y + radius) + radius * Channels;
      float* to = out.at<float>(y);
      for (int64_t x = 0; x < out.width; ++x, from += Channels, to += Channels) {
        float total = 0;
        float sums[Channels] = {};
        for (const Near& near : disc) {
          const float* other = from + near.offset;
          float difference = 0;
          for (int64_t c = 0; c < Channels; ++c) difference += std::abs(from[c] - other[c]);
          const float w = near.weight * std::exp(difference * difference * scale);
          total += w;
          for (int64_t c = 0; c < Channels; ++c) sums[c] += other[c] * w;
        }
        for (int64_t c = 0; c < Channels; ++c) to[c] = sums[c] / total;
      }
    }
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
    filter_bytes(padded, out, radius, disc, cuts, sigma_color);
  } else if (src.dtype() == Dtype::Float32) {
    (src.channels == 1 ? filter_floats<1> : filter_floats<3>)(padded, out, radius, disc, sigma_color);
  } else {
    unsupported_depth("bilateralFilter", src.dtype());
  }
  return out.tensor;
}

}  // namespace

KERNEL(cv2_bilateralFilter, bilateral_filter)

}  // namespace flambeau
