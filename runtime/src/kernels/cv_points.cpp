#include "kernels/cv_points.h"

#include <algorithm>
#include <cmath>

#include "kernels/iterate.h"

namespace flambeau {
namespace {

using At = PlanePoint<double>;

// From the first of `order` to the point at `last`, the corners of one of the four quarters of a hull: each step goes
// in y towards the last point or stays, and each turn is to the side that `turn` has the sign of.
class Quarter {
 public:
  Quarter(const Points& points, const std::vector<int64_t>& order) : points_(points), order_(order) {}

  std::vector<int64_t> corners(int64_t first, int64_t last, int direction, int turn) const {
    std::vector<int64_t> found{place(first)};
    if (at(place(first)) == at(place(last))) return found;
    const int64_t step = last > first ? 1 : -1;
    for (int64_t i = first + step; i != last + step; i += step) {
      const At next = at(place(i));
      const At current = at(found.back());
      if (next == current && step < 0 && found.size() > 1) found.back() = place(i);
      if (next == current || (next.y - current.y) * direction < 0) continue;
      while (found.size() > 1 && !turns(found[found.size() - 2], found.back(), place(i), turn)) found.pop_back();
      found.push_back(place(i));
    }
    return found;
  }

 private:
  int64_t place(int64_t i) const { return order_[static_cast<std::size_t>(i)]; }
  const At& at(int64_t i) const { return points_.at[static_cast<std::size_t>(i)]; }

  bool turns(int64_t a, int64_t b, int64_t c, int turn) const {
    At u{at(b).x - at(a).x, at(b).y - at(a).y};
    At v{at(c).x - at(b).x, at(c).y - at(b).y};
    if (!points_.whole) {  // as OpenCV does, so that what is nearly straight is judged by the angle
      u = unit(u);
      v = unit(v);
    }
    return (u.y * v.x - u.x * v.y) * turn > 0;
  }

  static At unit(const At& v) {
    const double length = std::sqrt(v.x * v.x + v.y * v.y);
    if (length == 0) return v;
    return {static_cast<double>(static_cast<float>(v.x / length)),
            static_cast<double>(static_cast<float>(v.y / length))};
  }

  const Points& points_;
  const std::vector<int64_t>& order_;
};

// Starts a hull whose places rise, or fall, all the way round with the least, or the greatest.
void start_at_the_end(std::vector<int64_t>& hull) {
  if (hull.size() < 3) return;
  const auto turned = [&](auto end, auto precedes) {
    std::vector<int64_t> made(end, hull.end());
    made.insert(made.end(), hull.begin(), end);
    if (!std::is_sorted(made.begin(), made.end(), precedes)) return false;
    hull = made;
    return true;
  };
  if (!turned(std::min_element(hull.begin(), hull.end()), std::less<>())) {
    turned(std::max_element(hull.begin(), hull.end()), std::greater<>());
  }
}

}  // namespace

Points points_of(const Tensor& tensor, const char* function) {
  const Ints& sizes = tensor.sizes();
  const bool flat = tensor.dim() == 2 && sizes[1] == 2;
  const bool line = tensor.dim() == 3 && sizes[2] == 2 && (sizes[0] == 1 || sizes[1] == 1);
  Points points;
  // OpenCV's binding makes int32 of int64.
  points.whole = tensor.dtype() == Dtype::Int32 || tensor.dtype() == Dtype::Int64;
  if ((!flat && !line && tensor.numel() > 0) || (!points.whole && tensor.dtype() != Dtype::Float32)) {
    raise("error", function, "(): points are an array of n x 1 x 2 or n x 2, of int32 or float32");
  }
  const Tensor values = contiguous(to_dtype(points.whole ? to_dtype(tensor, Dtype::Int32) : tensor, Dtype::Float64));
  const double* from = values.data<double>();
  for (int64_t i = 0; i + 1 < values.numel(); i += 2) points.at.push_back({from[i], from[i + 1]});
  return points;
}

Tensor points_tensor(const Points& points) {
  const Ints sizes{points.size(), 1, 2};
  const Tensor out = empty(sizes, points.whole ? Dtype::Int32 : Dtype::Float32);
  for (std::size_t i = 0; i < points.at.size(); ++i) {
    const At& p = points.at[i];
    if (points.whole) {
      out.data<int32_t>()[2 * i] = static_cast<int32_t>(p.x);
      out.data<int32_t>()[2 * i + 1] = static_cast<int32_t>(p.y);
    } else {
      out.data<float>()[2 * i] = static_cast<float>(p.x);
      out.data<float>()[2 * i + 1] = static_cast<float>(p.y);
    }
  }
  return out;
}

std::vector<int64_t> convex_hull(const Points& points, bool clockwise) {
  if (points.at.empty()) return {};
  const auto at = [&](int64_t i) { return points.at[static_cast<std::size_t>(i)]; };
  std::vector<int64_t> order(points.at.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int64_t>(i);
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    if (at(a).x != at(b).x) return at(a).x < at(b).x;
    return at(a).y != at(b).y ? at(a).y < at(b).y : a < b;
  });
  const int64_t last = points.size() - 1;
  int64_t lowest = 0;
  int64_t highest = 0;
  for (int64_t i = 1; i <= last; ++i) {
    const double y = at(order[static_cast<std::size_t>(i)]).y;
    if (y < at(order[static_cast<std::size_t>(lowest)]).y) lowest = i;
    if (y > at(order[static_cast<std::size_t>(highest)]).y) highest = i;
  }
  if (at(order.front()) == at(order.back())) return {0};
  const Quarter quarter(points, order);
  std::vector<int64_t> left_up = quarter.corners(0, highest, 1, 1);
  std::vector<int64_t> right_up = quarter.corners(last, highest, 1, -1);
  std::vector<int64_t> left_down = quarter.corners(0, lowest, -1, -1);
  std::vector<int64_t> right_down = quarter.corners(last, lowest, -1, 1);
  if (clockwise) {
    std::swap(left_up, right_up);
    std::swap(left_down, right_down);
  }
  std::vector<int64_t> hull(right_up.begin(), right_up.end() - 1);
  hull.insert(hull.end(), left_up.rbegin(), left_up.rend() - 1);
  hull.insert(hull.end(), left_down.begin(), left_down.end() - 1);
  hull.insert(hull.end(), right_down.rbegin(), right_down.rend() - 1);
  start_at_the_end(hull);
  return hull;
}

}  // namespace flambeau
