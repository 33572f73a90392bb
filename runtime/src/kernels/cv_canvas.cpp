#include "kernels/cv_canvas.h"

#include <algorithm>
#include <cmath>
#include <cstring>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

constexpr int64_t kHalf = kFixedOne / 2;

int64_t rounded(int64_t fixed) { return (fixed + kHalf) >> kFixedBits; }

// cvRound: half to even.
int64_t nearest(double x) { return static_cast<int64_t>(std::nearbyint(x)); }

template <typename T>
T element(double value) {
  if constexpr (sizeof(T) <= 2 || std::is_floating_point_v<T>) {
    return saturate<T>(value);
  } else {
    constexpr auto kLeast = static_cast<double>(std::numeric_limits<T>::min());
    constexpr auto kMost = static_cast<double>(std::numeric_limits<T>::max());
    return static_cast<T>(std::nearbyint(std::min(std::max(kLeast, value), kMost)));
  }
}

std::vector<std::byte> pixel_of(const std::vector<double>& color, int64_t channels, Dtype dtype, const char* function) {
  std::vector<std::byte> pixel;
  const auto add = [&](auto value) {
    const auto* bytes = reinterpret_cast<const std::byte*>(&value);
    pixel.insert(pixel.end(), bytes, bytes + sizeof(value));
  };
  for (int64_t c = 0; c < channels; ++c) {
    const double value = c < static_cast<int64_t>(color.size()) ? color[static_cast<std::size_t>(c)] : 0;
    switch (dtype) {
      case Dtype::UInt8: add(element<uint8_t>(value)); break;
      case Dtype::Int8: add(element<int8_t>(value)); break;
      case Dtype::UInt16: add(element<uint16_t>(value)); break;
      case Dtype::Int16: add(element<int16_t>(value)); break;
      case Dtype::Int32: add(element<int32_t>(value)); break;
      case Dtype::Float32: add(static_cast<float>(value)); break;
      case Dtype::Float64: add(value); break;
      default: raise("error", function, "(): can't draw into an image of ", dtype_name(dtype));
    }
  }
  return pixel;
}

// The sine of whole degrees with seven decimals, as OpenCV's table has it.
double sine(int64_t degrees) {
  const double exact = std::sin(static_cast<double>(degrees) * (3.14159265358979323846 / 180));
  return static_cast<double>(static_cast<float>(std::round(exact * 1e7) / 1e7));
}
double cosine(int64_t degrees) { return sine(450 - degrees); }

// Points of an elliptic arc, `step` degrees apart, in fixed point.
std::vector<Place> arc(Place centre, Place axes, int64_t angle, int64_t from, int64_t to, int64_t step) {
  angle = (angle % 360 + 360) % 360;
  if (from > to) std::swap(from, to);
  for (; from < 0; from += 360) to += 360;
  for (; to > 360; to -= 360) from -= 360;
  if (to - from > 360) {
    from = 0;
    to = 360;
  }
  const double c = cosine(angle);
  const double s = sine(angle);
  std::vector<Place> points;
  for (int64_t i = from; i < to + step; i += step) {
    const int64_t at = std::min(i, to) + (std::min(i, to) < 0 ? 360 : 0);
    const double x = static_cast<double>(axes.x) * cosine(at);
    const double y = static_cast<double>(axes.y) * sine(at);
    const double px = static_cast<double>(centre.x) + x * c - y * s;
    const double py = static_cast<double>(centre.y) + x * s + y * c;
    const auto fixed = [](double v) {
      const int64_t whole = nearest(v / static_cast<double>(kFixedOne)) * kFixedOne;
      return whole + nearest(v - static_cast<double>(whole));
    };
    const Place point{fixed(px), fixed(py)};
    if (points.empty() || !(points.back() == point)) points.push_back(point);
  }
  if (points.size() == 1) points.assign(2, centre);
  return points;
}

// --- antialiasing
// -----------------------------------------------------------------------------------------------------

// How much of the colour pixels take that lie up to two pixels from a line, by 1/32 of a pixel.
constexpr std::array<uint8_t, 64> kProfile{
    168, 177, 185, 194, 202, 210, 218, 224, 231, 236, 241, 246, 249, 252, 254, 254, 254, 254, 252, 249, 246, 241,
    236, 231, 224, 218, 210, 202, 194, 185, 177, 168, 158, 149, 140, 131, 122, 114, 105, 97,  89,  82,  75,  68,
    62,  56,  50,  45,  40,  36,  32,  28,  25,  22,  19,  16,  14,  12,  11,  9,   8,   7,   5,   5};

// A steep line has more of its width across a row or column: 256 / sqrt(2) * sqrt(1 + slope^2).
int64_t slope_factor(int64_t slope) {
  if (slope & 0x20) return 0x100;
  const double t = (static_cast<double>(slope) + 0.5) / 32;
  return static_cast<int64_t>(256 / std::sqrt(2.0) * std::sqrt(1 + t * t));
}

// How strong the line is at its first two and last two pixels, by how far its ends reach into them (eighths of a pixel
// in units of 1/128); at [min(steps done, 2) * 3 + min(steps left, 2)].
std::array<int64_t, 9> end_strengths(int64_t first, int64_t last, int64_t slope) {
  const int64_t from_first = ((0x78 - first) | 4) * slope;
  const int64_t to_last = (last | 4) * slope;
  const int64_t both = ((((last - first) & 0x78) | 4) * slope >> 8) & 0x1ff;
  const int64_t long_both = ((((last - first) + 0x80) | 4) * slope >> 8) & 0x1ff;
  const int64_t full = slope << 7;
  return {0,
          both,
          (from_first >> 8) & 0x1ff,
          both,
          long_both,
          ((from_first + full) >> 8) & 0x1ff,
          (to_last >> 8) & 0x1ff,
          ((to_last + full) >> 8) & 0x1ff,
          slope};
}

// --- polygons
// ---------------------------------------------------------------------------------------------------------

struct Side {
  int64_t top, bottom;  // the rows from `top` to before `bottom`
  int64_t x, slope;     // where it is, and how far it moves a row, in fixed point
};

}  // namespace

bool clip_line(int64_t width, int64_t height, Place& a, Place& b) {
  if (width <= 0 || height <= 0) return false;
  const int64_t right = width - 1;
  const int64_t bottom = height - 1;
  const auto beside = [right](const Place& p) { return p.x < 0 ? 1 : p.x > right ? 2 : 0; };
  const auto beyond = [&](const Place& p) { return beside(p) + (p.y < 0 ? 4 : p.y > bottom ? 8 : 0); };
  int of_a = beyond(a);
  int of_b = beyond(b);
  if ((of_a & of_b) == 0 && (of_a | of_b) != 0) {
    const auto to_row = [&](Place& p, int& of) {
      if ((of & 12) == 0) return;
      const int64_t y = of < 8 ? 0 : bottom;
      p.x += (y - p.y) * (b.x - a.x) / (b.y - a.y);
      p.y = y;
      of = beside(p);
    };
    to_row(a, of_a);
    to_row(b, of_b);
    if ((of_a & of_b) == 0 && (of_a | of_b) != 0) {
      const auto to_column = [&](Place& p, int& of) {
        if (of == 0) return;
        const int64_t x = of == 1 ? 0 : right;
        p.y += (x - p.x) * (b.y - a.y) / (b.x - a.x);
        p.x = x;
        of = 0;
      };
      to_column(a, of_a);
      to_column(b, of_b);
    }
  }
  return (of_a | of_b) == 0;
}

Canvas::Canvas(const Tensor& image, const std::vector<double>& color, int64_t line_type, const char* function) {
  constexpr int64_t kSmooth = 16;
  if (image.dim() != 2 && image.dim() != 3) raise("error", function, "(): an image has 2 or 3 dims");
  const int64_t channels = image.dim() == 3 ? image.sizes()[2] : 1;
  if (channels > 4) raise("error", function, "(): an image has at most 4 channels, not ", channels);
  check_writable(image, function);
  const auto itemsize = static_cast<int64_t>(image.itemsize());
  height_ = image.sizes()[0];
  width_ = image.sizes()[1];
  const bool packed = (channels == 1 || image.strides()[2] == 1) && (width_ <= 1 || image.strides()[1] == channels) &&
                      (height_ <= 1 || image.strides()[0] >= width_ * channels);
  if (!packed) raise("error", function, "(): Layout of the output array img is incompatible with cv::Mat");
  data_ = image.raw();
  row_bytes_ = height_ > 1 ? image.strides()[0] * itemsize : 0;
  edge_ = line_type == 4 || line_type == 1                        ? Edge::Sides
          : line_type == kSmooth && image.dtype() == Dtype::UInt8 ? Edge::Smooth
                                                                  : Edge::Corners;
  pixel_ = pixel_of(color, channels, image.dtype(), function);
}

void Canvas::put_inside(int64_t x, int64_t y) const {
  const auto size = static_cast<int64_t>(pixel_.size());
  std::memcpy(data_ + y * row_bytes_ + x * size, pixel_.data(), pixel_.size());
}

// Moves a pixel towards the colour, twice, as OpenCV does.
void Canvas::blend(int64_t x, int64_t y, int64_t alpha) const {
  if (!inside({x, y})) return;
  const auto size = static_cast<int64_t>(pixel_.size());
  std::byte* to = data_ + y * row_bytes_ + x * size;
  for (std::size_t c = 0; c < pixel_.size(); ++c) {
    auto level = static_cast<int64_t>(to[c]);
    for (int i = 0; i < 2; ++i) level += ((static_cast<int64_t>(pixel_[c]) - level) * alpha + 127) >> 8;
    to[c] = static_cast<std::byte>(level);
  }
}

void Canvas::run(int64_t y, int64_t first, int64_t last) const {
  if (y < 0 || y >= height_) return;
  first = std::max<int64_t>(first, 0);
  last = std::min(last, width_ - 1);
  for (int64_t x = first; x <= last; ++x) put_inside(x, y);
}

// Bresenham's, from left to right.
void Canvas::line(Place a, Place b, bool by_sides) const {
  if (!clip_line(width_, height_, a, b)) return;
  if (b.x < a.x) std::swap(a, b);
  const int64_t down = b.y < a.y ? -1 : 1;
  int64_t along = b.x - a.x;
  int64_t across = std::abs(b.y - a.y);
  const bool steep = across > along;
  if (steep) std::swap(along, across);
  const Place forward = steep ? Place{0, down} : Place{1, 0};
  const Place aside = steep ? Place{1, 0} : Place{0, down};
  if (edge_ == Edge::Sides && by_sides) {
    int64_t error = 0;
    for (int64_t i = 0; i <= along + across; ++i) {
      put_inside(a.x, a.y);
      const bool turns = error < 0;
      error += turns ? 2 * along : -2 * across;
      const Place step = turns ? aside : forward;
      a = {a.x + step.x, a.y + step.y};
    }
    return;
  }
  int64_t error = along - 2 * across;
  for (int64_t i = 0; i <= along; ++i) {
    put_inside(a.x, a.y);
    const bool turns = error < 0;
    error += -2 * across + (turns ? 2 * along : 0);
    a = {a.x + forward.x + (turns ? aside.x : 0), a.y + forward.y + (turns ? aside.y : 0)};
  }
}

void Canvas::fixed_line(Place a, Place b) const {
  if (!clip_line(width_ << kFixedBits, height_ << kFixedBits, a, b)) return;
  const bool flat = std::abs(b.x - a.x) > std::abs(b.y - a.y);
  if (flat ? b.x < a.x : b.y < a.y) std::swap(a, b);
  const int64_t dx = b.x - a.x;
  const int64_t dy = b.y - a.y;
  put(rounded(b.x), rounded(b.y));
  a = {a.x + kHalf, a.y + kHalf};
  if (flat) {
    const int64_t slope = (dy << kFixedBits) / (dx | 1);
    for (int64_t i = 0; i <= dx >> kFixedBits; ++i, a.y += slope) put((a.x >> kFixedBits) + i, a.y >> kFixedBits);
  } else {
    const int64_t slope = (dx << kFixedBits) / (dy | 1);
    for (int64_t i = 0; i <= dy >> kFixedBits; ++i, a.x += slope) put(a.x >> kFixedBits, (a.y >> kFixedBits) + i);
  }
}

// Each step along the line blends the three pixels across it.
void Canvas::smooth_line(Place a, Place b) const {
  if (!clip_line(width_ << kFixedBits, height_ << kFixedBits, a, b)) return;
  const bool flat = std::abs(b.x - a.x) > std::abs(b.y - a.y);
  const auto along = [flat](Place& p) -> int64_t& { return flat ? p.x : p.y; };
  const auto across = [flat](Place& p) -> int64_t& { return flat ? p.y : p.x; };
  if (along(b) < along(a)) std::swap(a, b);
  const int64_t step = ((across(b) - across(a)) << kFixedBits) / ((along(b) - along(a)) | 1);
  along(b) += kFixedOne;
  int64_t left = (along(b) >> kFixedBits) - (along(a) >> kFixedBits);
  across(a) += ((step * -(along(a) & (kFixedOne - 1))) >> kFixedBits) + kHalf;
  const int64_t slope = ((step >> (kFixedBits - 5)) & 0x3f) ^ (step < 0 ? 0x3f : 0);
  const std::array<int64_t, 9> strengths =
      end_strengths((along(a) >> (kFixedBits - 7)) & 0x78, (along(b) >> (kFixedBits - 7)) & 0x78, slope_factor(slope));
  const int64_t start = along(a) >> kFixedBits;
  for (int64_t i = 0; left >= 0; ++i, --left, across(a) += step) {
    const auto ends = static_cast<std::size_t>(std::min<int64_t>(i, 2) * 3 + std::min<int64_t>(left, 2));
    const auto distance = static_cast<std::size_t>((across(a) >> (kFixedBits - 5)) & 31);
    const std::array<std::size_t, 3> places{distance + 32, distance, 63 - distance};
    for (int64_t j = 0; j < 3; ++j) {
      const int64_t alpha = (strengths[ends] * kProfile[places[static_cast<std::size_t>(j)]] >> 8) & 0xff;
      const int64_t aside = (across(a) >> kFixedBits) - 1 + j;
      flat ? blend(start + i, aside, alpha) : blend(aside, start + i, alpha);
    }
  }
}

void Canvas::convex(const std::vector<Place>& corners, int64_t shift) const {
  const auto count = corners.size();
  if (count == 0) return;
  const int64_t delta = (int64_t{1} << shift) >> 1;
  const int64_t up = kFixedBits - shift;
  const auto fixed = [up](const Place& p) { return Place{p.x << up, p.y << up}; };
  std::size_t top = 0;
  Place low = corners[0];
  Place high = corners[0];
  Place before = fixed(corners.back());
  for (std::size_t i = 0; i < count; ++i) {
    const Place& p = corners[i];
    if (p.y < low.y) top = i;
    low = {std::min(low.x, p.x), std::min(low.y, p.y)};
    high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    const Place here = fixed(p);
    if (edge_ == Edge::Smooth) {
      smooth_line(before, here);
    } else if (shift == 0) {
      line(corners[i == 0 ? count - 1 : i - 1], p, true);
    } else {
      fixed_line(before, here);
    }
    before = here;
  }
  const auto whole = [&](int64_t v) { return (v + delta) >> shift; };
  if (count < 3 || whole(high.x) < 0 || whole(high.y) < 0 || whole(low.x) >= width_ || whole(low.y) >= height_) return;

  // Two walks from the topmost corner down both ways, that part at each row where the polygon is.
  struct Walk {
    std::size_t corner;
    std::size_t step;
    int64_t x = -kFixedOne;
    int64_t slope = 0;
    int64_t end;
  };
  const int64_t first = whole(low.y);
  const int64_t last = std::min(whole(high.y), height_ - 1);
  std::array<Walk, 2> walks{Walk{top, 1, -kFixedOne, 0, first}, Walk{top, count - 1, -kFixedOne, 0, first}};
  auto sides = static_cast<int64_t>(count);
  const int64_t left_half = edge_ == Edge::Smooth ? kFixedOne - 1 : kHalf;
  const int64_t right_half = edge_ == Edge::Smooth ? 0 : kHalf;
  for (int64_t y = first; y <= last; ++y) {
    if (edge_ != Edge::Smooth || y < last || y == first) {
      for (Walk& walk : walks) {
        if (y < walk.end) continue;
        std::size_t from = walk.corner;
        std::size_t to = (from + walk.step) % count;
        while (sides-- > 0) {
          const int64_t end = whole(corners[to].y);
          if (end > y) {
            walk.x = fixed(corners[from]).x;
            walk.slope = ((fixed(corners[to]).x - walk.x) * 2 + (end - y)) / (2 * (end - y));
            walk.end = end;
            walk.corner = to;
            break;
          }
          from = to;
          to = (to + walk.step) % count;
        }
      }
    }
    if (sides < 0) break;
    const auto [left, right] = std::minmax(walks[0].x, walks[1].x);
    run(y, (left + left_half) >> kFixedBits, (right + right_half) >> kFixedBits);
    for (Walk& walk : walks) walk.x += walk.slope;
  }
}

void Canvas::disc(Place centre, int64_t radius, bool filled) const {
  int64_t error = 0;
  int64_t wide = radius;
  int64_t plus = 1;
  int64_t minus = 2 * radius - 1;
  for (int64_t narrow = 0; wide >= narrow; ++narrow) {
    for (const auto& [dx, dy] : {Place{wide, narrow}, Place{narrow, wide}}) {
      for (const int64_t y : {centre.y - dy, centre.y + dy}) {
        if (filled) {
          run(y, centre.x - dx, centre.x + dx);
        } else {
          put(centre.x - dx, y);
          put(centre.x + dx, y);
        }
      }
    }
    error += plus;
    plus += 2;
    if (error > 0) {
      error -= minus;
      --wide;
      minus -= 2;
    }
  }
}

void Canvas::polygons(const std::vector<std::vector<Place>>& outlines, int64_t shift, Place offset) const {
  const int64_t delta = (int64_t{1} << shift) >> 1;
  std::vector<Side> sides;
  for (const std::vector<Place>& outline : outlines) {
    if (outline.empty()) continue;
    const auto placed = [&](const Place& p) {
      return Place{(p.x + offset.x) << (kFixedBits - shift), (p.y + offset.y + delta) >> shift};
    };
    Place a = placed(outline.back());
    for (const Place& corner : outline) {
      const Place b = placed(corner);
      Place from = a;
      Place to = b;
      if (edge_ == Edge::Smooth) {
        smooth_line({a.x, a.y << kFixedBits}, {b.x, b.y << kFixedBits});
      } else {
        Place first{rounded(a.x), a.y};
        Place last{rounded(b.x), b.y};
        line(first, last, true);
        if (!inside(first) || !inside(last)) {  // the side is where that line is: between its ends as they were cut
          clip_line(width_, height_, first, last);
          from.x = first.x << kFixedBits;
          to.x = last.x << kFixedBits;
          if (first.y != last.y) {
            from.y = first.y;
            to.y = last.y;
          }
        }
      }
      if (a.y != b.y) {
        const int64_t slope = (to.x - from.x) / (to.y - from.y);
        const Place& top = a.y < b.y ? a : b;
        const Place& start = a.y < b.y ? from : to;
        sides.push_back({top.y, std::max(a.y, b.y), start.x + (top.y - start.y) * slope, slope});
      }
      a = b;
    }
  }
  if (sides.size() < 2) return;
  std::sort(sides.begin(), sides.end(), [](const Side& a, const Side& b) {
    return a.top != b.top ? a.top < b.top : a.x != b.x ? a.x < b.x : a.slope < b.slope;
  });
  int64_t end = 0;
  for (const Side& side : sides) end = std::max(end, side.bottom);
  end = std::min(end, height_);
  std::vector<Side> active;  // by x
  std::size_t next = 0;
  for (int64_t y = sides[0].top; y < end; ++y) {
    std::erase_if(active, [y](const Side& side) { return side.bottom == y; });
    // A new side comes before the first that isn't left of it.
    std::size_t place = 0;
    for (; next < sides.size() && sides[next].top == y; ++next) {
      while (place < active.size() && active[place].x < sides[next].x) ++place;
      active.insert(active.begin() + static_cast<std::ptrdiff_t>(place), sides[next]);
      ++place;
    }
    for (std::size_t i = 0; i + 1 < active.size(); i += 2) {
      const auto [left, right] = std::minmax(active[i].x, active[i + 1].x);
      run(y, (left + kFixedOne - 1) >> kFixedBits, right >> kFixedBits);
      active[i].x += active[i].slope;
      active[i + 1].x += active[i + 1].slope;
    }
    std::stable_sort(active.begin(), active.end(), [](const Side& a, const Side& b) { return a.x < b.x; });
  }
}

void Canvas::thick_line(Place a, Place b, int64_t thickness, int ends, int64_t shift) const {
  if (thickness > 1) {  // cut where its width is out of sight
    const int64_t margin = thickness << shift;
    const auto moved = [](const Place& p, int64_t by) { return Place{p.x + by, p.y + by}; };
    a = moved(a, margin);
    b = moved(b, margin);
    if (!clip_line((width_ << shift) + 2 * margin, (height_ << shift) + 2 * margin, a, b)) return;
    a = moved(a, -margin);
    b = moved(b, -margin);
  }
  const int64_t up = kFixedBits - shift;
  a = {a.x << up, a.y << up};
  b = {b.x << up, b.y << up};
  if (thickness <= 1) {
    if (edge_ == Edge::Smooth) return smooth_line(a, b);
    return line({rounded(a.x), rounded(a.y)}, {rounded(b.x), rounded(b.y)}, shift == 0);
  }
  const double dx = static_cast<double>(a.x - b.x) / static_cast<double>(kFixedOne);
  const double dy = static_cast<double>(b.y - a.y) / static_cast<double>(kFixedOne);
  const double squared = dx * dx + dy * dy;
  const int64_t half = thickness << (kFixedBits - 1);
  if (std::abs(squared) > std::numeric_limits<double>::epsilon()) {
    const double odd = static_cast<double>(thickness & 1) * static_cast<double>(kFixedOne) * 0.5;
    const double scale = (static_cast<double>(half) + odd) / std::sqrt(squared);
    const Place aside{nearest(dy * scale), nearest(dx * scale)};
    convex({{a.x + aside.x, a.y + aside.y},
            {a.x - aside.x, a.y - aside.y},
            {b.x - aside.x, b.y - aside.y},
            {b.x + aside.x, b.y + aside.y}},
           kFixedBits);
  }
  for (int i = 0; i < 2; ++i) {
    if ((ends & (i + 1)) == 0) continue;
    const Place& end = i == 0 ? a : b;
    if (edge_ == Edge::Smooth) {
      ellipse(end, {half, half}, 0, 0, 360, -1);
    } else {
      disc({rounded(end.x), rounded(end.y)}, rounded(half), true);
    }
  }
}

void Canvas::polyline(const std::vector<Place>& corners, bool closed, int64_t thickness, int64_t shift) const {
  if (corners.empty()) return;
  Place before = closed ? corners.back() : corners.front();
  int ends = closed ? 2 : 3;
  for (std::size_t i = closed ? 0 : 1; i < corners.size(); ++i) {
    thick_line(before, corners[i], thickness, ends, shift);
    before = corners[i];
    ends = 2;
  }
}

void Canvas::ellipse(Place centre, Place axes, int64_t angle, int64_t from, int64_t to, int64_t thickness) const {
  axes = {std::abs(axes.x), std::abs(axes.y)};
  const int64_t size = rounded(std::max(axes.x, axes.y));
  const int64_t step = size < 3 ? 90 : size < 10 ? 30 : size < 15 ? 18 : 5;
  std::vector<Place> points = arc(centre, axes, angle, from, to, step);
  if (thickness >= 0) {
    polyline(points, false, thickness, kFixedBits);
  } else if (to - from >= 360) {
    convex(points, kFixedBits);
  } else {
    points.push_back(centre);
    polygons({points}, kFixedBits, {0, 0});
  }
}

}  // namespace flambeau
