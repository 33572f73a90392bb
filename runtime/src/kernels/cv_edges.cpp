// OpenCV's Canny: edges where the gradient is steepest along its own direction, followed from the strong ones.
#include <cstdlib>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

enum : uint8_t { kMaybe = 0, kNo = 1, kEdge = 2 };

// The gradients of an image and how steep they are, with a border of one pixel that is flat.
struct Gradient {
  int64_t height, width;
  std::vector<int32_t> steepness;  // of [height + 2, width + 2]
  std::vector<int16_t> across, down;

  int64_t stride() const { return width + 2; }
  int64_t place(int64_t y, int64_t x) const { return (y + 1) * stride() + x + 1; }
};

int32_t steepness_of(int32_t across, int32_t down, bool euclidean) {
  return euclidean ? across * across + down * down : std::abs(across) + std::abs(down);
}

// Of several channels the steepest counts.
Gradient gradient_of(const Image& across, const Image& down, bool euclidean) {
  Gradient made{across.height, across.width, {}, {}, {}};
  made.steepness.assign(static_cast<std::size_t>((made.height + 2) * made.stride()), 0);
  made.across.assign(made.steepness.size(), 0);
  made.down.assign(made.steepness.size(), 0);
  for_rows(made.height, made.width * 4, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const int16_t* dx = across.at<int16_t>(y);
      const int16_t* dy = down.at<int16_t>(y);
      for (int64_t x = 0; x < made.width; ++x, dx += across.channels, dy += across.channels) {
        int64_t best = 0;
        int32_t most = steepness_of(dx[0], dy[0], euclidean);
        for (int64_t c = 1; c < across.channels; ++c) {
          const int32_t other = steepness_of(dx[c], dy[c], euclidean);
          if (other > most) {
            most = other;
            best = c;
          }
        }
        const auto at = static_cast<std::size_t>(made.place(y, x));
        made.steepness[at] = most;
        made.across[at] = dx[best];
        made.down[at] = dy[best];
      }
    }
  });
  return made;
}

// Whether no neighbour along the gradient is steeper. Its direction is one of four: 13573 is tan(22.5°) in 15 bits.
bool is_ridge(const Gradient& g, std::size_t at) {
  const int32_t* m = g.steepness.data() + at;
  const int64_t stride = g.stride();
  const int32_t dx = g.across[at];
  const int32_t dy = g.down[at];
  const int64_t x = std::abs(dx);
  const int64_t y = int64_t{std::abs(dy)} << 15;
  const int64_t shallow = x * 13573;
  if (y < shallow) return *m > m[-1] && *m >= m[1];
  if (y > shallow + (x << 16)) return *m > m[-stride] && *m >= m[stride];
  const int64_t side = (dx ^ dy) < 0 ? -1 : 1;
  return *m > m[-stride - side] && *m > m[stride + side];
}

Tensor canny(const Tensor& across_, const Tensor& down_, double low, double high, bool euclidean) {
  const Image across = image_of(across_, "Canny");
  const Image down = image_of(down_, "Canny");
  if (across.dtype() != Dtype::Int16 || down.dtype() != Dtype::Int16 || across_.sizes() != down_.sizes()) {
    raise("error", "Canny(): the derivatives are of int16 and of one size");
  }
  if (low > high) std::swap(low, high);
  constexpr double kMost = 32767;
  if (euclidean) {
    low = std::min(low, kMost);
    high = std::min(high, kMost);
    if (low > 0) low *= low;
    if (high > 0) high *= high;
  }
  const auto limit = [](double v) {
    return static_cast<int32_t>(std::clamp(std::floor(v), -2147483648.0, 2147483647.0));
  };
  const int32_t weak = limit(low);
  const int32_t strong = limit(high);
  const Gradient g = gradient_of(across, down, euclidean);
  std::vector<uint8_t> kinds(g.steepness.size(), kNo);
  for_rows(g.height, g.width * 8, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      for (int64_t x = 0; x < g.width; ++x) {
        const auto at = static_cast<std::size_t>(g.place(y, x));
        if (g.steepness[at] > weak && is_ridge(g, at)) kinds[at] = g.steepness[at] > strong ? kEdge : kMaybe;
      }
    }
  });
  std::vector<std::size_t> found;
  for (std::size_t at = 0; at < kinds.size(); ++at) {
    if (kinds[at] == kEdge) found.push_back(at);
  }
  const auto stride = static_cast<std::size_t>(g.stride());
  while (!found.empty()) {
    const std::size_t at = found.back();
    found.pop_back();
    for (const std::size_t next : {at - stride - 1, at - stride, at - stride + 1, at - 1, at + 1, at + stride - 1,
                                   at + stride, at + stride + 1}) {
      if (kinds[next] != kMaybe) continue;
      kinds[next] = kEdge;
      found.push_back(next);
    }
  }
  const Image out = new_image(g.height, g.width, 1, Dtype::UInt8);
  for (int64_t y = 0; y < g.height; ++y) {
    const uint8_t* kind = kinds.data() + g.place(y, 0);
    for (int64_t x = 0; x < g.width; ++x) out.at<uint8_t>(y)[x] = kind[x] == kEdge ? 255 : 0;
  }
  return out.tensor;
}

}  // namespace

KERNEL(cv2_Canny, canny)

}  // namespace flambeau
