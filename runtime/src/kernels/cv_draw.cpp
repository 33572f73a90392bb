// OpenCV's functions that draw into an image. The image itself is written.
#include <cmath>
#include <vector>

#include "kernels/cv_canvas.h"
#include "kernels/iterate.h"
#include "kernels/np.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

constexpr int64_t kMostThickness = 32767;

void check_line(const char* function, int64_t thickness, int64_t shift) {
  if (thickness > kMostThickness) raise("error", function, "(): the thickness ", thickness, " is too large");
  if (shift < 0 || shift > kFixedBits) raise("error", function, "(): the shift lies between 0 and 16");
}

// Outlines from a list of arrays of points, or an array of such. Only int32, as OpenCV has it.
std::vector<std::vector<Place>> outlines_of(const Value& value, const char* function) {
  std::vector<std::vector<Place>> outlines;
  for (const Value& each : np::sequence_argument(value)) {
    const Points points = points_of(contiguous(np::as_array(each)), function);
    if (!points.whole) raise("error", function, "(): points are of int32");
    outlines.emplace_back();
    for (const PlanePoint<double>& p : points.at) {
      outlines.back().push_back({static_cast<int64_t>(p.x), static_cast<int64_t>(p.y)});
    }
  }
  return outlines;
}

void rectangle(const Value& target, int64_t x1, int64_t y1, int64_t x2, int64_t y2, const std::vector<double>& color,
               int64_t thickness, int64_t line_type, int64_t shift) {
  check_line("rectangle", thickness, shift);
  const Canvas canvas(np::as_array(target), color, line_type, "rectangle");
  const std::vector<Place> corners{{x1, y1}, {x2, y1}, {x2, y2}, {x1, y2}};
  if (thickness < 0) {
    canvas.convex(corners, shift);
  } else {
    canvas.polyline(corners, true, thickness, shift);
  }
}

void line(const Value& target, int64_t x1, int64_t y1, int64_t x2, int64_t y2, const std::vector<double>& color,
          int64_t thickness, int64_t line_type, int64_t shift) {
  check_line("line", thickness, shift);
  if (thickness < 0) raise("error", "line(): the thickness isn't negative");
  const Canvas canvas(np::as_array(target), color, line_type, "line");
  canvas.thick_line({x1, y1}, {x2, y2}, thickness, 3, shift);
}

void circle(const Value& target, int64_t x, int64_t y, int64_t radius, const std::vector<double>& color,
            int64_t thickness, int64_t line_type, int64_t shift) {
  constexpr int64_t kCorners = 8;
  check_line("circle", thickness, shift);
  if (radius < 0) raise("error", "circle(): the radius isn't negative");
  const Canvas canvas(np::as_array(target), color, line_type, "circle");
  if (thickness > 1 || shift > 0 ||
      !(line_type == kCorners || (line_type > kCorners && canvas.edge() == Edge::Corners))) {
    const int64_t up = kFixedBits - shift;
    canvas.ellipse({x << up, y << up}, {radius << up, radius << up}, 0, 0, 360, thickness);
  } else {
    canvas.disc({x, y}, radius, thickness < 0);
  }
}

// Places and axes in fixed point.
void ellipse(const Value& target, int64_t x, int64_t y, int64_t across, int64_t down, double angle, double from,
             double to, const std::vector<double>& color, int64_t thickness, int64_t line_type) {
  check_line("ellipse", thickness, 0);
  if (across < 0 || down < 0) raise("error", "ellipse(): axes aren't negative");
  const Canvas canvas(np::as_array(target), color, line_type, "ellipse");
  const auto whole = [](double v) { return static_cast<int64_t>(std::nearbyint(v)); };
  canvas.ellipse({x, y}, {across, down}, whole(angle), whole(from), whole(to), thickness);
}

void polylines(const Value& target, const Value& outlines, bool closed, const std::vector<double>& color,
               int64_t thickness, int64_t line_type, int64_t shift) {
  check_line("polylines", thickness, shift);
  if (thickness < 0) raise("error", "polylines(): the thickness isn't negative");
  const Canvas canvas(np::as_array(target), color, line_type, "polylines");
  for (const std::vector<Place>& outline : outlines_of(outlines, "polylines")) {
    canvas.polyline(outline, closed, thickness, shift);
  }
}

void fill_poly(const Value& target, const Value& outlines, const std::vector<double>& color, int64_t line_type,
               int64_t shift, int64_t dx, int64_t dy) {
  check_line("fillPoly", 0, shift);
  const Canvas canvas(np::as_array(target), color, line_type, "fillPoly");
  canvas.polygons(outlines_of(outlines, "fillPoly"), shift, {dx, dy});
}

void fill_convex_poly(const Value& target, const Tensor& points, const std::vector<double>& color, int64_t line_type,
                      int64_t shift) {
  check_line("fillConvexPoly", 0, shift);
  const Canvas canvas(np::as_array(target), color, line_type, "fillConvexPoly");
  std::vector<Place> corners;
  for (const PlanePoint<double>& p : points_of(points, "fillConvexPoly").at) {
    corners.push_back({static_cast<int64_t>(p.x), static_cast<int64_t>(p.y)});
  }
  canvas.convex(corners, shift);
}

// The lines of contours, each from its first point on.
void contour_lines(const Value& target, const Value& contours, const std::vector<double>& color, int64_t thickness,
                   int64_t line_type, int64_t dx, int64_t dy) {
  check_line("drawContours", thickness, 0);
  const Canvas canvas(np::as_array(target), color, line_type, "drawContours");
  for (const std::vector<Place>& contour : outlines_of(contours, "drawContours")) {
    for (std::size_t i = 0; i < contour.size(); ++i) {
      const Place& a = contour[i];
      const Place& b = contour[(i + 1) % contour.size()];
      canvas.thick_line({a.x + dx, a.y + dy}, {b.x + dx, b.y + dy}, thickness, 2, 0);
    }
  }
}

}  // namespace

KERNEL(cv2_rectangle, rectangle)
KERNEL(cv2_line, line)
KERNEL(cv2_circle, circle)
KERNEL(cv2_ellipse, ellipse)
KERNEL(cv2_polylines, polylines)
KERNEL(cv2_fillPoly, fill_poly)
KERNEL(cv2_fillConvexPoly, fill_convex_poly)
KERNEL(cv2_contourLines, contour_lines)

}  // namespace flambeau
