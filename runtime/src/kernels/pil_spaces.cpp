// Pillow's HSV and YCbCr: of RGB and back, rounded where Pillow rounds.
#include <array>
#include <cmath>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

using Pixel = std::array<int, 3>;

// Bytes, of which the least stands for `least`, times weights in 1/64, each product rounded by itself.
struct Products {
  std::array<std::array<int, 256>, 9> table;

  Products(const std::array<double, 9>& weights, int least) {
    for (std::size_t k = 0; k < weights.size(); ++k) {
      for (int i = 0; i < 256; ++i) {
        table[k][static_cast<std::size_t>(i)] = static_cast<int>((i + least) * weights[k] * 64.0 + 0.5);
      }
    }
  }
  // The sum of a row's.
  int row(std::size_t k, const uint8_t* pixel) const {
    return (table[3 * k][pixel[0]] + table[3 * k + 1][pixel[1]] + table[3 * k + 2][pixel[2]]) >> 6;
  }
};

Pixel to_hsv(const uint8_t* rgb) {
  const int most = std::max({rgb[0], rgb[1], rgb[2]});
  const int least = std::min({rgb[0], rgb[1], rgb[2]});
  if (most == least) return {0, 0, most};
  const auto spread = static_cast<float>(most - least);
  const auto from_most = [&](int level) { return static_cast<float>(most - level) / spread; };
  const float red = from_most(rgb[0]);
  const float green = from_most(rgb[1]);
  const float blue = from_most(rgb[2]);
  const float sixths = rgb[0] == most ? blue - green
                       : rgb[1] == most
                           ? static_cast<float>(2.0 + static_cast<double>(red) - static_cast<double>(blue))
                           : static_cast<float>(4.0 + static_cast<double>(green) - static_cast<double>(red));
  const double turns = static_cast<double>(sixths) / 6.0 + 1.0;
  const auto turn = static_cast<float>(turns >= 1.0 ? turns - 1.0 : turns);
  const float share = spread / static_cast<float>(most);
  return {static_cast<int>(static_cast<double>(turn) * 255.0), static_cast<int>(static_cast<double>(share) * 255.0),
          most};
}

Pixel from_hsv(const uint8_t* hsv) {
  const int most = hsv[2];
  if (hsv[1] == 0) return {most, most, most};
  const auto exact = [](double x) { return static_cast<double>(static_cast<float>(x)); };
  const auto rounded = [](double x) { return static_cast<int>(x + 0.5); };  // none is below 0
  const double turns = hsv[0] * 6.0 / 255.0;
  const int sector = static_cast<int>(turns);
  const double part = exact(turns - sector);
  const double share = exact(hsv[1] / 255.0);
  const int low = rounded(most * (1.0 - share));
  const int falling = rounded(most * (1.0 - exact(share * part)));
  const int rising = rounded(most * (1.0 - share * (1.0 - part)));
  switch (sector % 6) {
    case 0: return {most, rising, low};
    case 1: return {falling, most, low};
    case 2: return {low, most, rising};
    case 3: return {low, falling, most};
    case 4: return {rising, low, most};
    default: return {most, low, falling};
  }
}

// Of RGB, or to it where `inverse`: HSV or YCbCr.
Tensor change_space(const Tensor& self, bool is_hsv, bool inverse) {
  const Image src = image_of(self, "convert");
  if (src.channels != 3 || src.dtype() != Dtype::UInt8) {
    raise("ValueError", "conversion of an image: one of three bands of bytes is wanted");
  }
  const Image out = new_image(src.height, src.width, 3, Dtype::UInt8);
  const Products products(
      inverse ? std::array<double, 9>{0, 0, 1.402, 0, -0.34414, -0.71414, 0, 1.772, 0}
              : std::array<double, 9>{0.299, 0.587, 0.114, -0.16874, -0.33126, 0.5, 0.5, -0.41869, -0.08131},
      inverse ? -128 : 0);
  for_rows(src.height, src.width * 8, [&](int64_t begin, int64_t end) {
    const uint8_t* from = src.at<uint8_t>(begin);
    uint8_t* to = out.at<uint8_t>(begin);
    for (int64_t i = 0; i < (end - begin) * src.width; ++i, from += 3, to += 3) {
      Pixel made{};
      if (is_hsv) {
        made = inverse ? from_hsv(from) : to_hsv(from);
      } else {
        for (std::size_t k = 0; k < 3; ++k) made[k] = products.row(k, from) + (inverse ? from[0] : k > 0 ? 128 : 0);
      }
      for (std::size_t k = 0; k < 3; ++k) to[k] = static_cast<uint8_t>(std::clamp(made[k], 0, 255));
    }
  });
  return out.tensor;
}

}  // namespace

KERNEL(pil_changeSpace, change_space)

}  // namespace flambeau
