// Points of OpenCV's contours, as arrays hold them.
#pragma once

#include <vector>

#include "ops/kernel.h"

namespace flambeau {

template <typename T>
struct PlanePoint {
  T x{};
  T y{};
  bool operator==(const PlanePoint&) const = default;
};

// A contour's points. `whole` says that they are int32, else they are float32; as doubles both are exact.
struct Points {
  std::vector<PlanePoint<double>> at;
  bool whole = true;

  int64_t size() const { return static_cast<int64_t>(at.size()); }
};

// The points of an array [n, 1, 2], [1, n, 2] or [n, 2] of int32 or float32; raises for any other.
Points points_of(const Tensor& tensor, const char* function);
// Points as an array [n, 1, 2] of int32 or float32.
Tensor points_tensor(const Points& points);
// The corners of the smallest convex polygon around points, by their places: counter-clockwise where y points up,
// from the rightmost; from the first or last point where their places then rise or fall all the way round.
std::vector<int64_t> convex_hull(const Points& points, bool clockwise);

}  // namespace flambeau
