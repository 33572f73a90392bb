// Pillow's Image.transform: each pixel of the result comes from a place of the image, the nearest pixel's or between
// four or sixteen; and its black and white.
#include <array>
#include <cstring>
#include <vector>

#include "base/floor_of.h"
#include "kernels/cv_image.h"

namespace flambeau {
namespace {

struct Place {
  double x, y;
};

// Six numbers are an affine mapping, eight a projection.
Place source_of(const std::vector<double>& m, int64_t column, int64_t row) {
  const double x = static_cast<double>(column) + 0.5;
  const double y = static_cast<double>(row) + 0.5;
  const Place place{m[0] * x + m[1] * y + m[2], m[3] * x + m[4] * y + m[5]};
  if (m.size() < 8) return place;
  const double depth = m[6] * x + m[7] * y + 1;
  return {place.x / depth, place.y / depth};
}

bool is_inside(const Place& place, const Image& image) {
  return place.x >= 0.0 && place.x < static_cast<double>(image.width) && place.y >= 0.0 &&
         place.y < static_cast<double>(image.height);
}

int64_t fixed(double value) { return static_cast<int64_t>(std::floor(value * 65536.0 + 0.5)); }

// Copies the pixel at a place, if that is inside.
class Copier {
 public:
  explicit Copier(const Image& src)
      : src_(src), size_(static_cast<std::size_t>(src.channels) * src.tensor.itemsize()) {}

  std::size_t size() const { return size_; }
  void copy(int64_t column, int64_t row, std::byte* to) const {
    if (column < 0 || column >= src_.width || row < 0 || row >= src_.height) return;
    const std::byte* from = src_.tensor.raw() + static_cast<std::size_t>(row * src_.width + column) * size_;
    switch (size_) {
      case 1: *to = *from; break;
      case 3: std::memcpy(to, from, 3); break;
      case 4: std::memcpy(to, from, 4); break;
      default: std::memcpy(to, from, size_);
    }
  }

 private:
  const Image& src_;
  std::size_t size_;
};

// The pixels themselves, whatever they are; affine places are found in 16 bits after the point.
void nearest(const Image& src, const Image& out, const std::vector<double>& m, int64_t begin, int64_t end) {
  const Copier copier(src);
  const bool affine = m.size() == 6;
  const int64_t right = affine ? fixed(m[0]) : 0;
  const int64_t right_down = affine ? fixed(m[3]) : 0;
  for (int64_t y = begin; y < end; ++y) {
    std::byte* to = out.tensor.raw() + static_cast<std::size_t>(y * out.width) * copier.size();
    int64_t column = affine ? fixed(m[2] + m[0] * 0.5 + m[1] * 0.5) + fixed(m[1]) * y : 0;
    int64_t row = affine ? fixed(m[5] + m[3] * 0.5 + m[4] * 0.5) + fixed(m[4]) * y : 0;
    for (int64_t x = 0; x < out.width; ++x, to += copier.size()) {
      if (affine) {
        copier.copy(column >> 16, row >> 16, to);
        column += right;
        row += right_down;
        continue;
      }
      const Place place = source_of(m, x, y);
      if (is_inside(place, src)) {
        copier.copy(static_cast<int64_t>(place.x), static_cast<int64_t>(place.y), to);
      }
    }
  }
}

// Between the second and the third of four values.
double cubic(const std::array<double, 4>& v, double t) {
  const auto& [a, b, c, d] = v;
  return b + t * (c - a + t * (2 * (a - b) + c - d + t * (b - a - c + d)));
}

// Bytes are cut off, not rounded.
template <typename T>
T cut(double level) {
  if constexpr (std::is_same_v<T, uint8_t>) return static_cast<T>(std::clamp(level, 0.0, 255.0));
  else return static_cast<T>(static_cast<float>(level));
}

template <typename T>
void smooth(const Image& src, const Image& out, const std::vector<double>& m, bool of_sixteen, int64_t begin,
            int64_t end) {
  const int64_t channels = src.channels;
  for (int64_t y = begin; y < end; ++y) {
    T* to = out.at<T>(y);
    for (int64_t x = 0; x < out.width; ++x, to += channels) {
      Place place = source_of(m, x, y);
      if (!is_inside(place, src)) continue;
      place.x -= 0.5;
      place.y -= 0.5;
      const int64_t left = floor_of(place.x);
      const int64_t top = floor_of(place.y);
      const double across = place.x - static_cast<double>(left);
      const double down = place.y - static_cast<double>(top);
      std::array<const T*, 4> rows{};
      std::array<int64_t, 4> columns{};
      for (int64_t i = 0; i < 4; ++i) {
        const auto at = static_cast<std::size_t>(i);
        rows[at] = src.at<T>(std::clamp<int64_t>(top + i - 1, 0, src.height - 1));
        columns[at] = std::clamp<int64_t>(left + i - 1, 0, src.width - 1) * channels;
      }
      for (int64_t c = 0; c < channels; ++c) {
        const auto level = [&](std::size_t row, std::size_t column) {
          return static_cast<double>(rows[row][columns[column] + c]);
        };
        if (of_sixteen) {
          std::array<double, 4> lines{};
          for (std::size_t i = 0; i < 4; ++i) {
            lines[i] = cubic({level(i, 0), level(i, 1), level(i, 2), level(i, 3)}, across);
          }
          to[c] = cut<T>(cubic(lines, down));
        } else {
          const double upper = level(1, 1) + (level(1, 2) - level(1, 1)) * across;
          const double lower = level(2, 1) + (level(2, 2) - level(2, 1)) * across;
          to[c] = cut<T>(upper + (lower - upper) * down);
        }
      }
    }
  }
}

// `background` with what the mapping brings from `self`; `samples` is 1, 2 or 4 a direction.
Tensor transform(const Tensor& self, const Tensor& background, const std::vector<double>& matrix, int64_t samples) {
  const Image src = image_of(self, "transform");
  const Image below = image_of(background, "transform");
  if (matrix.size() != 6 && matrix.size() != 8) raise("ValueError", "transform: 6 or 8 numbers are needed");
  const Image out = new_image(below.height, below.width, below.channels, below.dtype());
  if (src.channels != out.channels || src.dtype() != out.dtype()) raise("ValueError", "images do not match");
  copy_elements(out.tensor, below.tensor.view_as(out.tensor.sizes(), out.tensor.strides(), below.tensor.offset()));
  for_rows(out.height, out.row() * samples, [&](int64_t begin, int64_t end) {
    if (samples == 1) return nearest(src, out, matrix, begin, end);
    if (src.dtype() == Dtype::Int32) return smooth<int32_t>(src, out, matrix, samples == 4, begin, end);
    dispatch_image(src.dtype(), "transform",
                   [&](auto tag) { smooth<typename decltype(tag)::type>(src, out, matrix, samples == 4, begin, end); });
  });
  return out.tensor;
}

// Black and white by Floyd and Steinberg's diffusion of errors, in whole numbers.
Tensor dither(const Tensor& levels) {
  const Tensor given = contiguous(to_dtype(levels, Dtype::Int32));
  const Tensor out = empty(given.sizes(), Dtype::Bool);
  if (out.numel() == 0) return out;
  const int64_t width = given.sizes()[1];
  std::vector<int32_t> errors(static_cast<std::size_t>(width) + 1, 0);
  const int32_t* from = given.data<int32_t>();
  bool* to = out.data<bool>();
  for (int64_t y = 0; y < given.sizes()[0]; ++y) {
    int32_t carried = 0, below = 0, behind = 0;
    for (std::size_t x = 0; x < static_cast<std::size_t>(width); ++x) {
      const int32_t level = std::clamp(*from++ + (carried + errors[x + 1]) / 16, 0, 255);
      const bool white = level > 128;
      *to++ = white;
      const int32_t left = white ? level - 255 : level;
      errors[x] = 3 * left + below;
      below = 5 * left + behind;
      behind = left;
      carried = 7 * left;
    }
    errors[static_cast<std::size_t>(width)] = below;
  }
  return out;
}

}  // namespace

KERNEL(pil_transform, transform)
KERNEL(pil_dither, dither)

}  // namespace flambeau
