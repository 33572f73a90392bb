// OpenCV's rectangles that are turned: what two of them share, and which of many are kept.
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "base/merge_sort.h"
#include "kernels/cv_points.h"
#include "kernels/iterate.h"

namespace flambeau {
namespace {

using Vector = PlanePoint<float>;
using Corners = std::array<Vector, 4>;

enum class Meeting : int64_t { NotAtAll = 0, InPart = 1, Wholly = 2 };

// Turned by so many degrees around its middle.
struct Rectangle {
  Vector middle;
  float width, height, angle;

  float area() const { return width * height; }
  // The middle taken as seen from a place.
  Corners corners(const Vector& from) const {
    const double radians = static_cast<double>(angle) * 3.14159265358979323846 / 180.0;
    const float b = static_cast<float>(std::cos(radians)) * 0.5F;
    const float a = static_cast<float>(std::sin(radians)) * 0.5F;
    const float x = middle.x - from.x;
    const float y = middle.y - from.y;
    const Vector first{x - a * height - b * width, y + b * height - a * width};
    const Vector second{x + a * height - b * width, y - b * height - a * width};
    return {first, second, {2.0F * x - first.x, 2.0F * y - first.y}, {2.0F * x - second.x, 2.0F * y - second.y}};
  }
};

Rectangle rectangle_of(const double* numbers) {
  const auto at = [&](int i) { return static_cast<float>(numbers[i]); };
  return {{at(0), at(1)}, at(2), at(3), at(4)};
}

Vector minus(const Vector& a, const Vector& b) { return {a.x - b.x, a.y - b.y}; }
float far_from(const Vector& a, const Vector& b) {
  const Vector d = minus(b, a);
  return d.x * d.x + d.y * d.y;
}

Corners sides_of(const Corners& corners) {
  Corners along;
  for (std::size_t i = 0; i < 4; ++i) along[i] = minus(corners[(i + 1) % 4], corners[i]);
  return along;
}

// Where sides of one meet sides of the other.
void add_crossings(std::vector<Vector>& found, const Corners& a, const Corners& b) {
  constexpr float kParallel = 1e-12F;
  const Corners along_a = sides_of(a);
  const Corners along_b = sides_of(b);
  for (std::size_t i = 0; i < 4; ++i) {
    for (std::size_t j = 0; j < 4; ++j) {
      const Vector apart = minus(b[j], a[i]);
      const float across = along_b[j].x * along_a[i].y - along_a[i].x * along_b[j].y;
      if (std::abs(across) < kParallel) continue;
      const float s = (along_b[j].x * apart.y - along_b[j].y * apart.x) / across;
      const float t = (along_a[i].x * apart.y - along_a[i].y * apart.x) / across;
      if (s >= 0 && s <= 1 && t >= 0 && t <= 1) {
        found.push_back({a[i].x + along_a[i].x * s, a[i].y + along_a[i].y * s});
      }
    }
  }
}

// The points that lie on the same side of all four sides.
void add_inside(std::vector<Vector>& found, const Corners& points, const Corners& corners) {
  const Corners along = sides_of(corners);
  for (const Vector& p : points) {
    int left = 0;
    for (std::size_t j = 0; j < 4; ++j) {
      const float a = -along[j].y;
      const float b = along[j].x;
      const float c = -(a * corners[j].x + b * corners[j].y);
      if (a * p.x + b * p.y + c >= 0) ++left;
    }
    if (left == 0 || left == 4) found.push_back(p);
  }
}

// Without those that lie where another does, of which the last one takes the place, and at most eight.
void keep_apart(std::vector<Vector>& held, float least) {
  constexpr std::size_t kMost = 8;
  const auto drop = [&](std::size_t at) {
    held[at] = held.back();
    held.pop_back();
  };
  for (std::size_t i = 0; i < held.size(); ++i) {
    for (std::size_t j = i + 1; j < held.size();) {
      if (far_from(held[i], held[j]) <= least) drop(j);
      else ++j;
    }
  }
  while (held.size() > kMost) {
    float best = far_from(held[0], held[1]);
    std::size_t place = 1;
    for (std::size_t i = 0; i < held.size(); ++i) {
      for (std::size_t j = i + 1; j < held.size(); ++j) {
        if (far_from(held[i], held[j]) < best) {
          best = far_from(held[i], held[j]);
          place = j;
        }
      }
    }
    drop(place);
  }
}

// Around what they enclose.
void put_in_order(std::vector<Vector>& held) {
  for (std::size_t i = 0; i + 1 < held.size(); ++i) {
    Vector best = minus(held[i + 1], held[i]);
    for (std::size_t j = i + 2; j < held.size(); ++j) {
      const Vector other = minus(held[j], held[i]);
      const double turn = static_cast<double>(best.x) * static_cast<double>(other.y) -
                          static_cast<double>(best.y) * static_cast<double>(other.x);
      if (turn < 0) {
        std::swap(held[i + 1], held[j]);
        best = other;
      }
    }
  }
}

struct Shared {
  Meeting how = Meeting::NotAtAll;
  std::vector<Vector> corners;
};

Shared share(const Rectangle& p, const Rectangle& q) {
  if (!(std::min({p.width, p.height, q.width, q.height}) > 0)) return {};
  const Vector middle{(p.middle.x + q.middle.x) / 2.0F, (p.middle.y + q.middle.y) / 2.0F};
  const Corners a = p.corners(middle);
  const Corners b = q.corners(middle);
  float least = 1e-6F * std::max(p.area(), q.area());
  bool same = true;
  float shortest = std::numeric_limits<float>::infinity();
  for (std::size_t i = 0; i < 4; ++i) {
    const Vector apart = minus(a[i], b[i]);
    same = same && !(std::abs(apart.x) > least) && !(std::abs(apart.y) > least);
    for (const Corners& each : {sides_of(a), sides_of(b)}) {
      shortest = std::min(shortest, std::sqrt(each[i].x * each[i].x + each[i].y * each[i].y));
    }
  }
  Shared found;
  if (same) {
    found = {Meeting::Wholly, {a.begin(), a.end()}};
  } else {
    least = std::max(1e-16F, std::min(least, shortest));
    add_crossings(found.corners, a, b);
    const bool crosses = !found.corners.empty();
    add_inside(found.corners, a, b);
    add_inside(found.corners, b, a);
    if (found.corners.empty()) return {};
    found.how = crosses ? Meeting::InPart : Meeting::Wholly;
    keep_apart(found.corners, least);
    put_in_order(found.corners);
  }
  for (Vector& each : found.corners) each = {each.x + middle.x, each.y + middle.y};
  return found;
}

// The part of two rectangles' union that both share.
double overlap(const Rectangle& p, const Rectangle& q) {
  // What is far apart for the circles around both shares nothing; with room for what rounding does.
  const double reach = std::hypot(static_cast<double>(p.width), static_cast<double>(p.height)) +
                       std::hypot(static_cast<double>(q.width), static_cast<double>(q.height));
  const double apart = std::hypot(static_cast<double>(p.middle.x) - static_cast<double>(q.middle.x),
                                  static_cast<double>(p.middle.y) - static_cast<double>(q.middle.y));
  if (apart > reach * 0.501 + 1.0) return 0.0;
  const Shared found = share(p, q);
  if (found.how == Meeting::NotAtAll) return 0.0;
  if (found.how == Meeting::Wholly) return 1.0;
  double area = 0;
  Vector before = found.corners.back();
  for (const Vector& each : found.corners) {
    area += static_cast<double>(before.x) * static_cast<double>(each.y) -
            static_cast<double>(before.y) * static_cast<double>(each.x);
    before = each;
  }
  const auto both = static_cast<float>(std::abs(area * 0.5));
  return static_cast<double>(both / (p.area() + q.area() - both));
}

// How two rectangles of x, y, width, height and angle lie, and the corners of what both cover.
std::tuple<int64_t, Tensor> intersection(const std::vector<double>& first, const std::vector<double>& second) {
  if (first.size() != 5 || second.size() != 5)
    raise("error", "rotatedRectangleIntersection(): rectangles have 5 numbers");
  const Shared found = share(rectangle_of(first.data()), rectangle_of(second.data()));
  const Tensor out = empty(Ints{static_cast<int64_t>(found.corners.size()), 2}, Dtype::Float32);
  for (std::size_t i = 0; i < found.corners.size(); ++i) {
    out.data<float>()[2 * i] = found.corners[i].x;
    out.data<float>()[2 * i + 1] = found.corners[i].y;
  }
  return {static_cast<int64_t>(found.how), out};
}

// From the best of rectangles [n, 5] on, what no kept one covers too much of.
Tensor suppress(const Tensor& boxes, const Tensor& scores, double least_score, double most_overlap, double eta,
                int64_t top) {
  const Tensor b = contiguous(to_dtype(boxes, Dtype::Float64));
  const Tensor s = contiguous(to_dtype(scores, Dtype::Float32));
  if (b.numel() != 5 * s.numel()) raise("error", "NMSBoxesRotated(): there are as many boxes as scores");
  std::vector<int64_t> order;
  for (int64_t i = 0; i < s.numel(); ++i) {
    if (s.data<float>()[i] > static_cast<float>(least_score)) order.push_back(i);
  }
  merge_sort(order.data(), order.size(), [&](int64_t x, int64_t y) { return s.data<float>()[x] > s.data<float>()[y]; });
  if (top > 0 && static_cast<int64_t>(order.size()) > top) order.resize(static_cast<std::size_t>(top));
  double limit = static_cast<double>(static_cast<float>(most_overlap));
  std::vector<int32_t> kept;
  for (const int64_t i : order) {
    const Rectangle one = rectangle_of(b.data<double>() + 5 * i);
    bool keep = true;
    for (std::size_t k = 0; keep && k < kept.size(); ++k) {
      keep = !(overlap(one, rectangle_of(b.data<double>() + 5 * int64_t{kept[k]})) > limit);
    }
    if (!keep) continue;
    kept.push_back(static_cast<int32_t>(i));
    if (eta < 1 && limit > 0.5) limit *= eta;
  }
  const Tensor out = empty(Ints{static_cast<int64_t>(kept.size())}, Dtype::Int32);
  std::copy(kept.begin(), kept.end(), out.data<int32_t>());
  return out;
}

}  // namespace

KERNEL(cv2_rotatedIntersection, intersection)
KERNEL(cv2_NMSBoxesRotated, suppress)

}  // namespace flambeau
