// OpenCV's connected components: the regions of an image's pixels that aren't 0, numbered from 1.
//
// Two passes over the pixels with a forest of equivalent labels. OpenCV looks at blocks of 2 x 2 pixels where corners
// connect, so its numbers follow the order in which blocks, not pixels, are met.
#include <numeric>
#include <tuple>
#include <vector>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

class Forest {
 public:
  int32_t add() {
    parent_.push_back(static_cast<int32_t>(parent_.size()));
    return parent_.back();
  }
  int32_t root(int32_t label) {
    while (parent(label) != label) {
      parent(label) = parent(parent(label));
      label = parent(label);
    }
    return label;
  }
  int32_t join(int32_t a, int32_t b) {
    a = root(a);
    b = root(b);
    const int32_t least = std::min(a, b);
    parent(a) = parent(b) = least;
    return least;
  }
  std::size_t size() const { return parent_.size(); }

 private:
  int32_t& parent(int32_t label) { return parent_[static_cast<std::size_t>(label)]; }

  std::vector<int32_t> parent_;
};

// Labels from 1 in the order of the first pixel, or block of 2 x 2, that has one; returns how many there are with 0.
int32_t number(const Image& labels, Forest& forest, int64_t block) {
  std::vector<int32_t> final(forest.size(), 0);
  int32_t count = 1;
  for (int64_t y = 0; y < labels.height; y += block) {
    for (int64_t x = 0; x < labels.width; x += block) {
      for (int64_t i = 0; i < block * block; ++i) {
        const int64_t row = y + i / block;
        const int64_t column = x + i % block;
        if (row >= labels.height || column >= labels.width) continue;
        const int32_t label = labels.at<int32_t>(row)[column];
        if (label == 0) continue;
        int32_t& given = final[static_cast<std::size_t>(forest.root(label))];
        if (given == 0) given = count++;
        break;
      }
    }
  }
  for (std::size_t i = 0; i < final.size(); ++i) {
    final[i] = final[static_cast<std::size_t>(forest.root(static_cast<int32_t>(i)))];
  }
  int32_t* to = labels.data<int32_t>();
  for (int64_t i = 0; i < labels.height * labels.width; ++i) to[i] = final[static_cast<std::size_t>(to[i])];
  return count;
}

// Left, top, width, height and area of each label, and its pixels' mean place.
std::tuple<Tensor, Tensor> statistics(const Image& labels, int32_t count) {
  constexpr int32_t kFar = std::numeric_limits<int32_t>::max();
  const Tensor stats = empty(Ints{count, 5}, Dtype::Int32);
  const Tensor centroids = empty(Ints{count, 2}, Dtype::Float64);
  auto* all = stats.data<int32_t>();
  auto* centres = centroids.data<double>();
  std::vector<int32_t> right(static_cast<std::size_t>(count), std::numeric_limits<int32_t>::min());
  std::vector<int32_t> bottom = right;
  for (int32_t i = 0; i < count; ++i) {
    std::fill_n(all + 5 * i, 2, kFar);
    std::fill_n(all + 5 * i + 2, 3, 0);
    std::fill_n(centres + 2 * i, 2, 0.0);
  }
  for (int64_t y = 0; y < labels.height; ++y) {
    for (int64_t x = 0; x < labels.width; ++x) {
      const int32_t label = labels.at<int32_t>(y)[x];
      int32_t* one = all + 5 * label;
      const auto i = static_cast<std::size_t>(label);
      one[0] = std::min(one[0], static_cast<int32_t>(x));
      one[1] = std::min(one[1], static_cast<int32_t>(y));
      right[i] = std::max(right[i], static_cast<int32_t>(x));
      bottom[i] = std::max(bottom[i], static_cast<int32_t>(y));
      ++one[4];
      centres[2 * label] += static_cast<double>(x);
      centres[2 * label + 1] += static_cast<double>(y);
    }
  }
  for (int32_t i = 0; i < count; ++i) {
    int32_t* one = all + 5 * i;
    if (one[4] == 0) {  // no background: what OpenCV's sums overflow to
      one[0] = -1;
      std::fill_n(centres + 2 * i, 2, std::numeric_limits<double>::quiet_NaN());
      continue;
    }
    one[2] = right[static_cast<std::size_t>(i)] - one[0] + 1;
    one[3] = bottom[static_cast<std::size_t>(i)] - one[1] + 1;
    centres[2 * i] /= one[4];
    centres[2 * i + 1] /= one[4];
  }
  return {stats, centroids};
}

std::tuple<int64_t, Tensor, Tensor, Tensor> connected_components(const Tensor& self, int64_t connectivity) {
  const Image src = image_of(self, "connectedComponents");
  if (connectivity != 4 && connectivity != 8) raise("error", "connectedComponents(): the connectivity is 4 or 8");
  if (src.channels != 1 || (src.dtype() != Dtype::UInt8 && src.dtype() != Dtype::Int8)) {
    raise("error", "connectedComponents(): the image is of uint8 and has one channel");
  }
  const Image labels = new_image(src.height, src.width, 1, Dtype::Int32);
  const bool corners = connectivity == 8;
  Forest forest;
  forest.add();
  for (int64_t y = 0; y < src.height; ++y) {
    const uint8_t* from = src.at<uint8_t>(y);
    int32_t* to = labels.at<int32_t>(y);
    const int32_t* above = y > 0 ? to - src.width : nullptr;
    for (int64_t x = 0; x < src.width; ++x) {
      to[x] = 0;
      if (from[x] == 0) continue;
      int32_t label = x > 0 ? to[x - 1] : 0;
      const auto meet = [&](int64_t column) {
        if (column < 0 || column >= src.width || above[column] == 0) return;
        label = label == 0 ? above[column] : label == above[column] ? label : forest.join(label, above[column]);
      };
      if (above != nullptr) {
        meet(x);
        if (corners && above[x] == 0) {  // what lies above touches both corners
          meet(x - 1);
          meet(x + 1);
        }
      }
      to[x] = label == 0 ? forest.add() : label;
    }
  }
  const int32_t count = number(labels, forest, corners ? 2 : 1);
  auto [stats, centroids] = statistics(labels, count);
  return {count, labels.tensor, stats, centroids};
}

}  // namespace

KERNEL(cv2_connectedComponents, connected_components)

}  // namespace flambeau
