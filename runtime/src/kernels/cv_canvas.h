// An image to draw into, and what OpenCV's drawing functions are made of: pixels, lines, filled polygons.
//
// Places are whole numbers, or fixed point with 16 bits after the point ("fixed"). Every way of stepping along a line
// and of rounding is OpenCV's, since the pixels are to be the same.
#pragma once

#include <array>
#include <cstddef>
#include <vector>

#include "kernels/cv_points.h"
#include "tensor/tensor.h"

namespace flambeau {

using Place = PlanePoint<int64_t>;

inline constexpr int64_t kFixedBits = 16;
inline constexpr int64_t kFixedOne = int64_t{1} << kFixedBits;

// How the edges of what is drawn look: connected by sides only, by corners too, or blended with what is below.
enum class Edge : uint8_t { Sides, Corners, Smooth };

class Canvas {
 public:
  // `color` has a value for each channel, 0 where it lacks one. Raises where OpenCV couldn't draw into `image`.
  Canvas(const Tensor& image, const std::vector<double>& color, int64_t line_type, const char* function);

  int64_t width() const { return width_; }
  int64_t height() const { return height_; }
  Edge edge() const { return edge_; }

  // The pixels from `first` to `last` of a row, as far as they lie inside.
  void run(int64_t y, int64_t first, int64_t last) const;
  void put(int64_t x, int64_t y) const {
    if (inside({x, y})) put_inside(x, y);
  }

  bool inside(const Place& p) const { return p.x >= 0 && p.x < width_ && p.y >= 0 && p.y < height_; }

  // A line of one pixel's width between pixels, connected by sides where the canvas draws so and `by_sides`.
  void line(Place a, Place b, bool by_sides) const;
  void fixed_line(Place a, Place b) const;                              // between fixed places, connected by corners
  void smooth_line(Place a, Place b) const;                             // between fixed places, blended
  void convex(const std::vector<Place>& corners, int64_t shift) const;  // a filled polygon, its edges' lines too
  void disc(Place centre, int64_t radius, bool filled) const;
  // Filled where an odd number of outlines are crossed; `shift` bits of the corners are after the point.
  void polygons(const std::vector<std::vector<Place>>& outlines, int64_t shift, Place offset) const;
  // `ends` says which of both ends are rounded: 1 for a, 2 for b.
  void thick_line(Place a, Place b, int64_t thickness, int ends, int64_t shift) const;
  void polyline(const std::vector<Place>& corners, bool closed, int64_t thickness, int64_t shift) const;
  // A part of an ellipse from one angle to another, in degrees; filled where the thickness is negative.
  void ellipse(Place centre, Place axes, int64_t angle, int64_t from, int64_t to, int64_t thickness) const;

 private:
  void put_inside(int64_t x, int64_t y) const;
  void blend(int64_t x, int64_t y, int64_t alpha) const;

  std::byte* data_ = nullptr;
  int64_t width_ = 0;
  int64_t height_ = 0;
  int64_t row_bytes_ = 0;
  Edge edge_ = Edge::Corners;
  std::vector<std::byte> pixel_;  // the colour as the image holds it
};

// Cuts a line to what lies within width x height; false where nothing does.
bool clip_line(int64_t width, int64_t height, Place& a, Place& b);

}  // namespace flambeau
