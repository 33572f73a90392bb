// OpenCV's distance transform: how far each pixel is from the nearest one that is 0.
//
// With a mask of 3 or 5 it adds up steps, down the image and up again; exact Euclidean distances come of the squares
// along columns, then of the lowest of the parabolas along each row.
#include <array>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

constexpr float kFar = std::numeric_limits<float>::max();  // where no pixel is 0

struct Step {
  int64_t y, x;
  float length;
};

// The steps that come before a pixel when the image is read row by row; last the one from the pixel before it.
std::vector<Step> steps_before(int64_t mask, const std::array<float, 3>& lengths) {
  const auto [straight, diagonal, knight] = lengths;
  std::vector<Step> steps = {{-1, -1, diagonal}, {-1, 0, straight}, {-1, 1, diagonal}};
  if (mask == 5) {
    for (const int64_t side : {-1, 1}) {
      steps.push_back({-2, side, knight});
      steps.push_back({-1, 2 * side, knight});
    }
  }
  steps.push_back({0, -1, straight});
  return steps;
}

// The lengths of a straight, a diagonal and a knight's step.
std::array<float, 3> lengths_of(int64_t kind, int64_t mask) {
  if (kind == 1) return {1, 2, 3};
  if (kind == 3) return {1, 1, 2};
  if (mask == 3) return {0.955F, 1.3693F, 0};
  return {1, 1.4F, 2.1969F};
}

// Down the image, then up; `kCount` steps, so that none of them takes a loop's turn.
template <std::size_t kCount>
void by_some_steps(const Image& src, const Image& out, const std::vector<Step>& steps) {
  constexpr int64_t kEdge = 2;
  const int64_t stride = src.width + 2 * kEdge;
  std::vector<float> lengths(static_cast<std::size_t>((src.height + 2 * kEdge) * stride), kFar);
  const auto row = [&](int64_t y) { return lengths.data() + (y + kEdge) * stride + kEdge; };
  std::array<int64_t, kCount> places{};
  std::array<float, kCount> by{};
  for (std::size_t k = 0; k < kCount; ++k) {
    places[k] = steps[k].y * stride + steps[k].x;
    by[k] = steps[k].length;
  }
  for (int64_t y = 0; y < src.height; ++y) {
    const uint8_t* pixel = src.at<uint8_t>(y);
    float* at = row(y);
    float before = kFar;
    for (int64_t x = 0; x < src.width; ++x, ++at) {
      float least = pixel[x] == 0 ? 0 : kFar;
      if (least != 0) {
        for (std::size_t k = 0; k + 1 < kCount; ++k) least = std::min(least, at[places[k]] + by[k]);
        least = std::min(least, before + by[kCount - 1]);
      }
      *at = before = least;
    }
  }
  for (int64_t y = src.height; y-- > 0;) {
    float* at = row(y) + src.width;
    float* to = out.at<float>(y) + src.width;
    float before = kFar;
    for (int64_t x = src.width; x-- > 0;) {
      float least = *--at;
      if (least != 0) {
        for (std::size_t k = 0; k + 1 < kCount; ++k) least = std::min(least, at[-places[k]] + by[k]);
        least = std::min(least, before + by[kCount - 1]);
      }
      *at = before = least;
      *--to = least;
    }
  }
}

void by_steps(const Image& src, const Image& out, int64_t kind, int64_t mask) {
  const std::vector<Step> steps = steps_before(mask, lengths_of(kind, mask));
  mask == 5 ? by_some_steps<8>(src, out, steps) : by_some_steps<4>(src, out, steps);
}

// The least of f(j) + (i - j)^2 for each i: the parabolas that are lowest somewhere, and where each begins to be.
struct Parabolas {
  std::vector<int64_t> tips;
  std::vector<double> starts;

  explicit Parabolas(int64_t size) : tips(static_cast<std::size_t>(size)), starts(static_cast<std::size_t>(size) + 1) {}

  template <typename F, typename G>
  void lowest(int64_t size, const F& f, const G& give) {
    int64_t count = 0;
    constexpr double kInfinity = std::numeric_limits<double>::infinity();
    const auto tip = [this](int64_t k) -> int64_t& { return tips[static_cast<std::size_t>(k)]; };
    const auto start = [this](int64_t k) -> double& { return starts[static_cast<std::size_t>(k)]; };
    const auto value = [&](int64_t j) { return static_cast<double>(f(j)); };
    for (int64_t j = 0; j < size; ++j) {
      double from = -kInfinity;
      while (count > 0) {
        const int64_t last = tip(count - 1);
        from = (value(j) + static_cast<double>(j * j) - value(last) - static_cast<double>(last * last)) /
               static_cast<double>(2 * (j - last));
        if (from > start(count - 1)) break;
        --count;
        from = -kInfinity;
      }
      tip(count) = j;
      start(count++) = from;
    }
    start(count) = kInfinity;
    for (int64_t i = 0, k = 0; i < size; ++i) {
      while (start(k + 1) < static_cast<double>(i)) ++k;
      const int64_t apart = i - tip(k);
      give(i, value(tip(k)) + static_cast<double>(apart * apart));
    }
  }
};

void exactly(const Image& src, const Image& out) {
  const uint8_t* pixels = src.data<uint8_t>();
  if (std::find(pixels, pixels + src.tensor.numel(), uint8_t{0}) == pixels + src.tensor.numel()) {
    std::fill_n(out.data<float>(), out.tensor.numel(), std::sqrt(kFar));
    return;
  }
  const int64_t far = src.height + src.width;
  std::vector<int64_t> down(static_cast<std::size_t>(src.height * src.width));
  for (int64_t x = 0; x < src.width; ++x) {
    int64_t apart = far;
    for (int64_t y = 0; y < src.height; ++y) {
      apart = src.at<uint8_t>(y)[x] == 0 ? 0 : apart + 1;
      down[static_cast<std::size_t>(y * src.width + x)] = apart;
    }
    for (int64_t y = src.height; y-- > 0;) {
      int64_t& here = down[static_cast<std::size_t>(y * src.width + x)];
      apart = here == 0 ? 0 : std::min(apart + 1, here);
      here = apart;
    }
  }
  for_rows(src.height, src.width * 8, [&](int64_t begin, int64_t end) {
    Parabolas parabolas(src.width);
    for (int64_t y = begin; y < end; ++y) {
      const int64_t* column = down.data() + y * src.width;
      parabolas.lowest(
          src.width, [&](int64_t x) { return column[x] * column[x]; },
          [&](int64_t x, double square) { out.at<float>(y)[x] = std::sqrt(static_cast<float>(square)); });
    }
  });
}

Tensor distance_transform(const Tensor& self, int64_t kind, int64_t mask) {
  const Image src = image_of(self, "distanceTransform");
  if (src.dtype() != Dtype::UInt8 || src.channels != 1) {
    raise("error", "distanceTransform(): the image is of uint8 and has one channel");
  }
  if (kind < 1 || kind > 3 || (mask != 0 && mask != 3 && mask != 5)) {
    raise("error", "distanceTransform(): the distance is DIST_L1, DIST_L2 or DIST_C, the mask 0, 3 or 5");
  }
  const Image out = new_image(src.height, src.width, 1, Dtype::Float32);
  if (kind == 2 && mask == 0) {
    exactly(src, out);
  } else {
    by_steps(src, out, kind, kind == 2 ? mask : 3);
  }
  return out.tensor;
}

}  // namespace

KERNEL(cv2_distanceTransform, distance_transform)

}  // namespace flambeau
