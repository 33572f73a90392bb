// Pillow's box blur: the mean of a window whose two end pixels count in part, in whole numbers of 24 bits after the
// point.
//
// Several passes along the rows, then as many along the columns; three of them are its Gaussian blur. And its filters
// by a kernel of weights.
#include "kernels/cv_image.h"

namespace flambeau {
namespace {

constexpr uint32_t kOne = 1U << 24;

struct Window {
  int64_t radius;  // pixels on each side that count wholly
  uint32_t whole;  // their weight
  uint32_t part;   // that of the next one on each side

  explicit Window(double wide) : radius(static_cast<int64_t>(wide)) {
    whole = static_cast<uint32_t>(static_cast<float>(kOne) / (static_cast<float>(wide) * 2 + 1));
    part = (kOne - static_cast<uint32_t>(radius * 2 + 1) * whole) / 2;
  }
  uint8_t mean(uint32_t sum, uint8_t before, uint8_t after) const {
    return static_cast<uint8_t>((sum * whole + (uint32_t{before} + after) * part + kOne / 2) >> 24);
  }
};

void along_rows(const Image& src, const Image& out, const Window& window) {
  const int64_t channels = src.channels;
  const int64_t last = src.width - 1;
  for_rows(src.height, src.width * 4, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      for (int64_t c = 0; c < channels; ++c) {
        const uint8_t* from = src.at<uint8_t>(y) + c;
        uint8_t* to = out.at<uint8_t>(y) + c;
        const auto at = [&](int64_t x) { return from[std::clamp<int64_t>(x, 0, last) * channels]; };
        uint32_t sum = 0;
        for (int64_t x = -window.radius; x <= window.radius; ++x) sum += at(x);
        for (int64_t x = 0; x <= last; ++x) {
          const uint8_t before = at(x - window.radius - 1);
          const uint8_t after = at(x + window.radius + 1);
          to[x * channels] = window.mean(sum, before, after);
          sum += after;
          sum -= at(x - window.radius);
        }
      }
    }
  });
}

void along_columns(const Image& src, const Image& out, const Window& window) {
  const int64_t size = src.row();
  const auto row = [&](int64_t y) { return src.at<uint8_t>(std::clamp<int64_t>(y, 0, src.height - 1)); };
  for_rows(src.height, src.width * 4, [&](int64_t begin, int64_t end) {
    std::vector<uint32_t> sums(static_cast<std::size_t>(size), 0);
    uint32_t* sum = sums.data();
    for (int64_t y = begin - window.radius; y <= begin + window.radius; ++y) {
      const uint8_t* from = row(y);
      for (int64_t i = 0; i < size; ++i) sum[i] += from[i];
    }
    for (int64_t y = begin; y < end; ++y) {
      const uint8_t* before = row(y - window.radius - 1);
      const uint8_t* first = row(y - window.radius);
      const uint8_t* after = row(y + window.radius + 1);
      uint8_t* to = out.at<uint8_t>(y);
      FLAMBEAU_EACH
      for (int64_t i = 0; i < size; ++i) {
        to[i] = window.mean(sum[i], before[i], after[i]);
        sum[i] += after[i];
        sum[i] -= first[i];
      }
    }
  });
}

Tensor box_blur(const Tensor& self, double across, double down, int64_t passes) {
  Image image = image_of(self, "filter");
  if (image.dtype() != Dtype::UInt8) raise("ValueError", "image has wrong mode");
  if (!(across >= 0 && down >= 0)) raise("ValueError", "radius must be >= 0");
  constexpr double kMost = 1 << 20;  // a window's sum has 32 bits in Pillow, too
  const Window wide(std::min(across, kMost));
  const Window high(std::min(down, kMost));
  const auto pass = [&image](void (*blur)(const Image&, const Image&, const Window&), const Window& window) {
    const Image out = new_image(image.height, image.width, image.channels, Dtype::UInt8);
    blur(image, out, window);
    image = out;
  };
  for (int64_t i = 0; i < passes && across > 0; ++i) pass(along_rows, wide);
  for (int64_t i = 0; i < passes && down > 0; ++i) pass(along_columns, high);
  return image.tensor;
}

// ImageFilter.Kernel: a weighted sum of `size` x `size` pixels, in single precision row by row; the edges stay.
Tensor weighted(const Tensor& self, int64_t size, const std::vector<double>& weights, double start) {
  const Image src = image_of(self, "filter");
  if (src.dtype() == Dtype::Float32) raise("ValueError", "image has wrong mode");
  if (src.dtype() != Dtype::UInt8) raise("NotImplementedError", "kernels for images of ", dtype_name(src.dtype()));
  const auto side = static_cast<std::size_t>(size);
  if (size < 1 || weights.size() != side * side) raise("ValueError", "not enough coefficients in kernel");
  const Image out = new_image(src.height, src.width, src.channels, Dtype::UInt8);
  const std::vector<float> w(weights.begin(), weights.end());
  const int64_t half = size / 2;
  const int64_t channels = src.channels;
  std::copy_n(src.data<uint8_t>(), src.height * src.row(), out.data<uint8_t>());
  if (src.height < size || src.width < size) return out.tensor;
  for_rows(src.height - 2 * half, src.row() * size, [&](int64_t begin, int64_t end) {
    const int64_t n = (src.width - 2 * half) * channels;
    std::vector<float> total(static_cast<std::size_t>(n));
    for (int64_t y = begin; y < end; ++y) {
      std::fill(total.begin(), total.end(), static_cast<float>(start));
      for (int64_t i = 0; i < size; ++i) {
        const uint8_t* from = src.at<uint8_t>(y + size - 1 - i);
        const float* row = w.data() + i * size;
        for (int64_t k = 0; k < n; ++k) {
          float sum = static_cast<float>(from[k]) * row[0];
          for (int64_t j = 1; j < size; ++j) sum += static_cast<float>(from[k + j * channels]) * row[j];
          total[static_cast<std::size_t>(k)] += sum;
        }
      }
      uint8_t* to = out.at<uint8_t>(y + half) + half * channels;
      for (int64_t k = 0; k < n; ++k) {
        to[k] = static_cast<uint8_t>(std::clamp(total[static_cast<std::size_t>(k)], 0.0F, 255.0F));
      }
    }
  });
  return out.tensor;
}

}  // namespace

KERNEL(pil_boxBlur, box_blur)
KERNEL(pil_weighted, weighted)

}  // namespace flambeau
