// OpenCV's rectangle: fills runs of pixels in the image itself.
#include <vector>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

template <typename T>
struct Canvas {
  const Tensor& image;
  std::vector<T> color;

  // The pixels from `first` to `last` of a row, as far as they lie inside.
  void run(int64_t y, int64_t first, int64_t last) const {
    if (y < 0 || y >= image.sizes()[0]) return;
    first = std::max<int64_t>(first, 0);
    last = std::min(last, image.sizes()[1] - 1);
    const int64_t step = image.dim() == 3 ? image.strides()[2] : 0;
    T* row = image.data<T>() + y * image.strides()[0];
    for (int64_t x = first; x <= last; ++x) {
      for (std::size_t c = 0; c < color.size(); ++c) {
        row[x * image.strides()[1] + static_cast<int64_t>(c) * step] = color[c];
      }
    }
  }
};

// `reach` says how far the line goes to each side of itself at 0, 1, ... pixels beyond its end; empty fills.
template <typename T>
void draw(const Canvas<T>& canvas, int64_t left, int64_t top, int64_t right, int64_t bottom, const Ints& reach) {
  const auto beyond = static_cast<int64_t>(reach.size()) - 1;
  const int64_t first = std::max(top - std::max<int64_t>(beyond, 0), int64_t{0});
  const int64_t last = std::min(bottom + std::max<int64_t>(beyond, 0), canvas.image.sizes()[0] - 1);
  for (int64_t y = first; y <= last; ++y) {
    if (reach.empty()) {
      canvas.run(y, left, right);
      continue;
    }
    if (y >= top && y <= bottom) {
      canvas.run(y, left - reach[0], left + reach[0]);
      canvas.run(y, right - reach[0], right + reach[0]);
    }
    for (const int64_t edge : {top, bottom}) {
      const int64_t distance = std::abs(y - edge);
      if (distance > beyond) continue;
      const int64_t wide = reach[static_cast<std::size_t>(distance)];
      canvas.run(y, left - wide, right + wide);
    }
  }
}

void rectangle(const Value& target, int64_t x1, int64_t y1, int64_t x2, int64_t y2, const std::vector<double>& color,
               const Ints& reach) {
  const Tensor image = target.to_array();
  if (image.dim() != 2 && image.dim() != 3) raise("error", "rectangle(): an image has 2 or 3 dims");
  const int64_t channels = image.dim() == 3 ? image.sizes()[2] : 1;
  if (channels > 4) raise("error", "rectangle(): an image has at most 4 channels, not ", channels);
  check_writable(image, "rectangle");
  dispatch_image(image.dtype(), "rectangle", [&](auto tag) {
    using T = typename decltype(tag)::type;
    Canvas<T> canvas{image, std::vector<T>(static_cast<std::size_t>(channels))};
    for (std::size_t c = 0; c < std::min(color.size(), canvas.color.size()); ++c)
      canvas.color[c] = saturate<T>(color[c]);
    draw(canvas, std::min(x1, x2), std::min(y1, y2), std::max(x1, x2), std::max(y1, y2), reach);
  });
}

}  // namespace

KERNEL(cv2_rectangle, rectangle)

}  // namespace flambeau
