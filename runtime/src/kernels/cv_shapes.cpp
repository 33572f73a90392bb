// What OpenCV says of shapes given by points: hulls, fewer points, rectangles and circles around them.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <tuple>
#include <vector>

#include "kernels/cv_points.h"
#include "kernels/iterate.h"

namespace flambeau {
namespace {

using At = PlanePoint<double>;
using Vector = PlanePoint<float>;

Tensor hull(const Tensor& self, bool clockwise, bool gives_points) {
  const Points points = points_of(self, "convexHull");
  const std::vector<int64_t> corners = convex_hull(points, clockwise);
  if (gives_points) {
    Points around{{}, points.whole};
    for (const int64_t i : corners) around.at.push_back(points.at[static_cast<std::size_t>(i)]);
    return points_tensor(around);
  }
  const Tensor out = empty(Ints{static_cast<int64_t>(corners.size()), 1}, Dtype::Int32);
  std::transform(corners.begin(), corners.end(), out.data<int32_t>(),
                 [](int64_t i) { return static_cast<int32_t>(i); });
  return out;
}

// --- fewer points
// -----------------------------------------------------------------------------------------------------

double squared(const At& a, const At& b) { return (a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y); }

// Ramer, Douglas and Peucker: of a piece of the curve the point farthest from its chord stays, until none is far.
class Simplifier {
 public:
  Simplifier(const std::vector<At>& curve, double epsilon, bool closed)
      : curve_(curve), count_(curve.size()), limit_(epsilon * epsilon), closed_(closed) {}

  std::vector<At> run() {
    bool round = closed_;
    std::size_t passes = 3;
    if (!closed_) {
      if (curve_.front() == curve_.back()) {
        round = true;
        passes = 1;
      } else {
        open_.push_back({0, count_ - 1});
      }
    }
    if (round) part_in_two(passes);
    while (!open_.empty()) divide();
    if (!round) kept_.push_back(curve_.back());
    drop_straight_corners();
    return kept_;
  }

 private:
  struct Piece {
    std::size_t first, last;
  };

  // A closed curve is cut at two points that are about as far apart as any, found by going from one to the farthest.
  void part_in_two(std::size_t passes) {
    std::size_t from = 0;
    std::size_t away = 0;
    double most = 0;
    for (std::size_t i = 0; i < passes; ++i) {
      from = (from + away) % count_;
      most = 0;
      for (std::size_t j = 1; j < count_; ++j) {
        const double distance = squared(curve_[(from + j) % count_], curve_[from]);
        if (distance > most) {
          most = distance;
          away = j;
        }
      }
    }
    if (most <= limit_) {
      kept_.push_back(curve_[from]);
      return;
    }
    const std::size_t far = (from + away) % count_;
    open_.push_back({far, from});
    open_.push_back({from, far});
  }

  void divide() {
    const Piece piece = open_.back();
    open_.pop_back();
    const At a = curve_[piece.first];
    const At b = curve_[piece.last];
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    double most = 0;
    std::size_t farthest = piece.first;
    for (std::size_t i = (piece.first + 1) % count_; i != piece.last; i = (i + 1) % count_) {
      const At& p = curve_[i];
      const double along = (p.x - a.x) * dx + (p.y - a.y) * dy;
      const double aside = (p.y - a.y) * dx - (p.x - a.x) * dy;
      const double distance = along < 0        ? squared(p, a) * length
                              : along > length ? squared(p, b) * length
                                               : aside * aside;
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    if (most <= limit_ * length) {
      kept_.push_back(a);
    } else {
      open_.push_back({farthest, piece.last});
      open_.push_back({piece.first, farthest});
    }
  }

  // Leaves out corners where the outline goes nearly straight on, with a look at each two sides that meet.
  void drop_straight_corners() {
    const std::size_t count = kept_.size();
    std::size_t left = count;
    std::size_t read = closed_ ? count - 1 : 0;
    const auto next = [&] {
      const At p = kept_[read];
      read = read + 1 < count ? read + 1 : 0;
      return p;
    };
    At start = next();
    std::size_t write = read;
    const auto put = [&](const At& p) {
      kept_[write] = p;
      write = write + 1 < count ? write + 1 : 0;
    };
    At corner = next();
    const std::size_t ends = closed_ ? 0 : 1;
    for (std::size_t i = ends; i + ends < count && left > 2; ++i) {
      const At end = next();
      const double dx = end.x - start.x;
      const double dy = end.y - start.y;
      const double aside = (corner.x - start.x) * dy - (corner.y - start.y) * dx;
      const double onward = (corner.x - start.x) * (end.x - corner.x) + (corner.y - start.y) * (end.y - corner.y);
      if (aside * aside <= 0.5 * limit_ * (dx * dx + dy * dy) && dx != 0 && dy != 0 && onward >= 0) {
        --left;
        start = end;
        put(start);
        corner = next();
        ++i;
        continue;
      }
      start = corner;
      put(start);
      corner = end;
    }
    if (!closed_) kept_[write] = corner;
    kept_.resize(left);
  }

  const std::vector<At>& curve_;
  std::size_t count_;
  double limit_;
  bool closed_;
  std::vector<Piece> open_;
  std::vector<At> kept_;
};

Tensor simplified(const Tensor& self, double epsilon, bool closed) {
  if (!(epsilon >= 0 && epsilon < 1e30)) raise("error", "approxPolyDP(): epsilon isn't negative");
  const Points curve = points_of(self, "approxPolyDP");
  if (curve.at.empty()) return points_tensor(curve);
  return points_tensor({Simplifier(curve.at, epsilon, closed).run(), curve.whole});
}

// --- rectangles
// -------------------------------------------------------------------------------------------------------

Vector vector_of(const At& p) { return {static_cast<float>(p.x), static_cast<float>(p.y)}; }

// Four lines at right angles that touch a convex polygon are turned until the next of its sides lies on one of them;
// the least rectangle has a side of the polygon on its own.
class Calipers {
 public:
  explicit Calipers(const std::vector<Vector>& corners) : corners_(corners), count_(corners.size()) {
    for (std::size_t i = 0; i < count_; ++i) {
      const Vector& a = corners_[i];
      const Vector& b = corners_[(i + 1) % count_];
      sides_.push_back({b.x - a.x, b.y - a.y});
    }
    for (std::size_t i = 0; i < count_; ++i) {
      if (corners_[i].y < corners_[at_[0]].y) at_[0] = i;
      if (corners_[i].x > corners_[at_[1]].x) at_[1] = i;
      if (corners_[i].y > corners_[at_[2]].y) at_[2] = i;
      if (corners_[i].x < corners_[at_[3]].x) at_[3] = i;
    }
  }

  // A corner of the least rectangle, and the two sides that start there.
  std::array<Vector, 3> least() {
    float least_area = std::numeric_limits<float>::max();
    std::array<Vector, 3> best{};
    for (std::size_t k = 0; k < count_; ++k) {
      const std::size_t line = next_line();
      const Vector& side = sides_[at_[line]];
      const auto length =
          static_cast<float>(1.0 / std::sqrt(static_cast<double>(side.x) * static_cast<double>(side.x) +
                                             static_cast<double>(side.y) * static_cast<double>(side.y)));
      const Vector base = turned({side.x * length, side.y * length}, line);
      at_[line] = (at_[line] + 1) % count_;
      const float width = difference(1, 3).x * base.x + difference(1, 3).y * base.y;
      const float height = -difference(2, 0).x * base.y + difference(2, 0).y * base.x;
      if (width * height > least_area) continue;
      least_area = width * height;
      best = rectangle(base, width, height);
    }
    return best;
  }

 private:
  // A vector turned back by a quarter for each line before its own.
  static Vector turned(const Vector& v, std::size_t quarters) {
    switch (quarters) {
      case 0: return v;
      case 1: return {v.y, -v.x};
      case 2: return {-v.x, -v.y};
      default: return {-v.y, v.x};
    }
  }

  // The line that meets a side of the polygon first.
  std::size_t next_line() const {
    std::size_t found = 0;
    for (std::size_t i = 1; i < 4; ++i) {
      const Vector u = turned(sides_[at_[i]], i);
      const Vector v = turned(sides_[at_[found]], found);
      if (u.x * v.y - u.y * v.x > 0) found = i;
    }
    return found;
  }

  Vector difference(std::size_t a, std::size_t b) const {
    return {corners_[at_[a]].x - corners_[at_[b]].x, corners_[at_[a]].y - corners_[at_[b]].y};
  }

  std::array<Vector, 3> rectangle(const Vector& base, float width, float height) const {
    const Vector& left = corners_[at_[3]];
    const Vector& bottom = corners_[at_[0]];
    const float across = base.x * left.x + left.y * base.y;
    const float down = -base.y * bottom.x + bottom.y * base.x;
    const float scale = 1.0F / (base.x * base.x + base.y * base.y);
    return {{{(across * base.x - down * base.y) * scale, (base.x * down + base.y * across) * scale},
             {base.x * width, base.y * width},
             {-base.y * height, base.x * height}}};
  }

  const std::vector<Vector>& corners_;
  std::size_t count_;
  std::vector<Vector> sides_;
  std::array<std::size_t, 4> at_{};  // what each line touches: below, right, above, left
};

double length_of(const Vector& v) {
  return std::sqrt(static_cast<double>(v.x) * static_cast<double>(v.x) +
                   static_cast<double>(v.y) * static_cast<double>(v.y));
}

// Centre, width, height, and the angle in degrees, from -90 to below 0.
std::tuple<double, double, double, double, double> min_area_rect(const Tensor& self) {
  const Points points = points_of(self, "minAreaRect");
  std::vector<Vector> corners;
  for (const int64_t i : convex_hull(points, false))
    corners.push_back(vector_of(points.at[static_cast<std::size_t>(i)]));
  Vector centre;
  Vector across{0, 0};
  Vector down{0, 0};
  if (corners.size() > 2) {
    const std::array<Vector, 3> box = Calipers(corners).least();
    across = box[1];
    down = box[2];
    centre = {box[0].x + (across.x + down.x) * 0.5F, box[0].y + (across.y + down.y) * 0.5F};
  } else if (corners.size() == 2) {
    centre = {(corners[0].x + corners[1].x) * 0.5F, (corners[0].y + corners[1].y) * 0.5F};
    across = {corners[1].x - corners[0].x, corners[1].y - corners[0].y};
  } else if (corners.size() == 1) {
    centre = corners[0];
  }
  constexpr double kDegrees = 180 / 3.14159265358979323846;
  const auto turn = static_cast<float>(std::atan2(static_cast<double>(across.y), static_cast<double>(across.x)));
  auto angle = static_cast<float>(static_cast<double>(turn) * kDegrees);
  auto width = static_cast<float>(length_of(across));
  auto height = static_cast<float>(length_of(down));
  for (; angle >= 0; angle -= 90) std::swap(width, height);
  for (; angle < -90; angle += 90) std::swap(width, height);
  return {static_cast<double>(centre.x), static_cast<double>(centre.y), static_cast<double>(width),
          static_cast<double>(height), static_cast<double>(angle)};
}

// --- circles
// ----------------------------------------------------------------------------------------------------------

struct Circle {
  Vector centre;
  float radius = 0;

  bool holds(const Vector& p) const { return distance(p, centre) < static_cast<double>(radius); }
  static double distance(const Vector& a, const Vector& b) { return length_of({a.x - b.x, a.y - b.y}); }
};

constexpr float kSlack = 1e-4F;  // by which circles are larger than they have to be

Circle around(const Vector& a, const Vector& b) {
  return {{(a.x + b.x) / 2.0F, (a.y + b.y) / 2.0F}, static_cast<float>(Circle::distance(a, b)) / 2.0F + kSlack};
}

Circle around(const Vector& a, const Vector& b, const Vector& c) {
  const Vector u{b.x - a.x, b.y - a.y};
  const Vector v{c.x - a.x, c.y - a.y};
  const float determinant = u.x * v.y - u.y * v.x;
  if (determinant == 0.0F) {  // on a line: the two that are farthest apart
    const double ab = Circle::distance(a, b);
    const double ac = Circle::distance(a, c);
    const double bc = Circle::distance(b, c);
    return ab >= ac && ab >= bc ? around(a, b) : ac >= bc ? around(a, c) : around(b, c);
  }
  const float p = (a.x + b.x) / 2.0F * u.x + (a.y + b.y) / 2.0F * u.y;
  const float q = (a.x + c.x) / 2.0F * v.x + (a.y + c.y) / 2.0F * v.y;
  const Vector centre{(p * v.y - q * u.y) / determinant, (u.x * q - v.x * p) / determinant};
  const float x = centre.x - a.x;
  const float y = centre.y - a.y;
  return {centre, std::sqrt(x * x + y * y) + kSlack};
}

// Welzl's: a point outside of the circle of those before it lies on the rim of the circle of them all.
std::tuple<double, double, double> min_enclosing_circle(const Tensor& self) {
  const Points points = points_of(self, "minEnclosingCircle");
  // Of the corners of their hull alone: on a long contour most points would start the search again.
  std::vector<Vector> p;
  for (const int64_t i : convex_hull(points, true)) p.push_back(vector_of(points.at[static_cast<std::size_t>(i)]));
  Circle circle;
  const std::size_t n = p.size();
  if (n == 1) {
    circle = {p[0], kSlack};
  } else if (n > 1) {
    circle = around(p[0], p[1]);
    for (std::size_t i = 2; i < n; ++i) {
      if (circle.holds(p[i])) continue;
      circle = around(p[0], p[i]);
      for (std::size_t j = 1; j < i; ++j) {
        if (circle.holds(p[j])) continue;
        circle = around(p[i], p[j]);
        for (std::size_t k = 0; k < j; ++k) {
          if (!circle.holds(p[k])) circle = around(p[i], p[j], p[k]);
        }
      }
    }
  }
  return {static_cast<double>(circle.centre.x), static_cast<double>(circle.centre.y),
          static_cast<double>(circle.radius)};
}

// --- inside or outside
// ------------------------------------------------------------------------------------------------

At step(const Vector& a, const Vector& b) { return {static_cast<double>(b.x - a.x), static_cast<double>(b.y - a.y)}; }

// 1 inside, -1 outside and 0 on the polygon's edge; or the distance to the edge, negative outside.
double point_polygon_test(const Tensor& self, double px, double py, bool measures) {
  const Points polygon = points_of(self, "pointPolygonTest");
  if (polygon.at.empty()) return measures ? std::numeric_limits<double>::lowest() : -1;
  const Vector p{static_cast<float>(px), static_cast<float>(py)};
  double least = static_cast<double>(std::numeric_limits<float>::max());
  double least_scale = 1;
  bool inside = false;
  Vector a = vector_of(polygon.at.back());
  for (const At& each : polygon.at) {
    const Vector b = vector_of(each);
    const At side = step(a, b);
    const At from_a = step(a, p);
    const At from_b = step(b, p);
    const double cross = from_a.y * side.x - from_a.x * side.y;
    double distance = cross * cross;
    double scale = side.x * side.x + side.y * side.y;
    if (from_a.x * side.x + from_a.y * side.y <= 0) {
      distance = from_a.x * from_a.x + from_a.y * from_a.y;
      scale = 1;
    } else if (from_b.x * side.x + from_b.y * side.y >= 0) {
      distance = from_b.x * from_b.x + from_b.y * from_b.y;
      scale = 1;
    }
    if (distance == 0) return 0;
    if (distance * least_scale < least * scale) {
      least = distance;
      least_scale = scale;
    }
    const bool crosses = (a.y <= p.y) != (b.y <= p.y) && (a.x >= p.x || b.x >= p.x);
    if (crosses && (side.y < 0 ? cross < 0 : cross > 0)) inside = !inside;
    a = b;
  }
  if (!measures) return inside ? 1 : -1;
  return inside ? std::sqrt(least / least_scale) : -std::sqrt(least / least_scale);
}

}  // namespace

KERNEL(cv2_convexHull, hull)
KERNEL(cv2_approxPolyDP, simplified)
KERNEL(cv2_minAreaRect, min_area_rect)
KERNEL(cv2_minEnclosingCircle, min_enclosing_circle)
KERNEL(cv2_pointPolygonTest, point_polygon_test)

}  // namespace flambeau
