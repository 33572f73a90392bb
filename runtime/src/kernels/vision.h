// What torchvision's pooling of regions shares: reading an image between its pixels.
#pragma once

#include <algorithm>
#include <cstdint>

namespace flambeau {

// A point read bilinearly: four elements with their weights; all weights 0 where it lies outside.
template <typename T>
struct Point {
  int64_t at[4] = {};
  T weight[4] = {};
};

template <typename T>
Point<T> bilinear_point(T y, T x, int64_t height, int64_t width) {
  Point<T> point;
  if (y < -1 || y > static_cast<T>(height) || x < -1 || x > static_cast<T>(width)) return point;
  const auto neighbours = [](T at, int64_t size, int64_t& low, int64_t& high) {
    at = std::max(at, T{0});
    low = static_cast<int64_t>(at);
    if (low >= size - 1) {
      low = high = size - 1;
      return T{0};
    }
    high = low + 1;
    return at - static_cast<T>(low);
  };
  int64_t top = 0;
  int64_t bottom = 0;
  int64_t left = 0;
  int64_t right = 0;
  const T down = neighbours(y, height, top, bottom);
  const T across = neighbours(x, width, left, right);
  point = {{top * width + left, top * width + right, bottom * width + left, bottom * width + right},
           {(1 - down) * (1 - across), (1 - down) * across, down * (1 - across), down * across}};
  return point;
}

}  // namespace flambeau
