// OpenCV's findContours: Suzuki and Abe, "Topological structural analysis of digitized binary images by border
// following" (1985).
//
// The image is scanned row by row. Where a pixel's left neighbour is 0 an outer border starts, where its right one is,
// a hole's; the border is followed and its pixels marked with the contour's number, negative where 0 lies to their
// right, so that it is found once. What was marked last in the row tells which contour surrounds a new one.
#include <array>
#include <cstring>
#include <tuple>
#include <vector>

#include "kernels/cv_image.h"
#include "kernels/cv_points.h"
#include "parallel/scratch.h"

namespace flambeau {
namespace {

enum class Retrieve : int64_t { External = 0, List = 1, TwoLevels = 2, Tree = 3 };

struct Step {
  int x, y;
};
// The eight neighbours, counter-clockwise from the right.
constexpr std::array<Step, 8> kSteps{{{1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}, {0, 1}, {1, 1}}};

// The step to that side; 8 sides on is the same one.
const Step& step(int side) { return kSteps[static_cast<std::size_t>(side & 7)]; }

struct Contour {
  Points points;
  bool hole = true;
  int32_t parent = 0;
  std::size_t rank = 0;           // among its parent's children
  std::vector<int32_t> children;  // in the order of finding them
};

class Scanner {
 public:
  Scanner(const Image& src, Retrieve mode, bool keeps_all)
      : width_(src.width + 2),
        height_(src.height + 2),
        held_(static_cast<std::size_t>(width_ * height_) * sizeof(int32_t)),
        marks_(held_.as<int32_t>()),
        mode_(mode),
        keeps_all_(keeps_all),
        contours_(1) {
    std::fill_n(marks_, width_ * height_, 0);
    for (int64_t y = 0; y < src.height; ++y) {
      const uint8_t* from = src.at<uint8_t>(y);
      int32_t* to = &mark(1, y + 1);
      // Most of an image's neighbours are alike: eight at a time where all are 0.
      for (int64_t x = 0; x < src.width;) {
        uint64_t eight = 1;
        if (x + 8 <= src.width) std::memcpy(&eight, from + x, 8);
        const int64_t last = std::min(x + 8, src.width);
        if (eight == 0) x = last;
        for (; x < last; ++x) to[x] = from[x] != 0 ? 1 : 0;
      }
    }
  }

  void run() {
    for (int64_t y = 1; y + 1 < height_; ++y) scan_row(y);
  }

  // The contours with each parent before its children, the newest first; and of each the next and previous one beside
  // it, its first child and its parent, -1 for none.
  std::tuple<Value, Tensor> results() const {
    std::vector<int32_t> order;
    std::vector<int32_t> open(contours_[0].children);
    while (!open.empty()) {
      const int32_t one = open.back();
      open.pop_back();
      order.push_back(one);
      const std::vector<int32_t>& inner = at(one).children;
      open.insert(open.end(), inner.begin(), inner.end());
    }
    std::vector<int32_t> index(contours_.size(), -1);
    for (std::size_t i = 0; i < order.size(); ++i) index[static_cast<std::size_t>(order[i])] = static_cast<int32_t>(i);
    const Tensor hierarchy = empty(Ints{1, static_cast<int64_t>(order.size()), 4}, Dtype::Int32);
    std::vector<Value> arrays;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Contour& contour = at(order[i]);
      arrays.push_back(Value::array(points_tensor(contour.points)));
      const std::vector<int32_t>& beside = at(contour.parent).children;
      const std::size_t rank = contour.rank;
      const auto indexed = [&](int32_t one) { return index[static_cast<std::size_t>(one)]; };
      int32_t* to = hierarchy.data<int32_t>() + 4 * i;
      to[0] = rank == 0 ? -1 : indexed(beside[rank - 1]);
      to[1] = rank + 1 == beside.size() ? -1 : indexed(beside[rank + 1]);
      to[2] = contour.children.empty() ? -1 : indexed(contour.children.back());
      to[3] = indexed(contour.parent);
    }
    return {Value::list(std::move(arrays)), hierarchy};
  }

 private:
  int32_t& mark(int64_t x, int64_t y) { return marks_[y * width_ + x]; }
  Contour& at(int32_t i) { return contours_[static_cast<std::size_t>(i)]; }
  const Contour& at(int32_t i) const { return contours_[static_cast<std::size_t>(i)]; }
  static bool is_border(int32_t mark) { return mark != 0 && mark != 1; }

  // The first place from x on whose mark is another one, or nearly as far as that.
  int64_t pass_alike(int64_t x, int64_t y, int32_t before) {
    const int32_t* row = &mark(0, y);
    const uint64_t pair = static_cast<uint64_t>(static_cast<uint32_t>(before)) * 0x100000001U;
    for (; x + 4 <= width_; x += 4) {
      std::array<uint64_t, 2> pairs;
      std::memcpy(pairs.data(), row + x, sizeof(pairs));
      if (((pairs[0] ^ pair) | (pairs[1] ^ pair)) != 0) break;
    }
    return x;
  }

  void scan_row(int64_t y) {
    int32_t before = 0;
    int64_t border = 0;  // where the last mark of a contour was met
    for (int64_t x = 1; x + 1 < width_; ++x) {
      const int32_t here = mark(x, y);
      if (here == before) {
        x = pass_alike(x + 1, y, before) - 1;
        continue;
      }
      const bool outer = before == 0 && here == 1;
      const bool hole = here == 0 && before >= 1;
      if (hole && is_border(before)) border = x - 1;
      if ((outer || hole) && !(mode_ == Retrieve::External && (hole || mark(border, y) > 0))) {
        const int32_t parent = parent_of(hole, border > 0 ? std::abs(mark(border, y)) : 0);
        follow(hole ? x - 1 : x, y, hole, parent);
        border = hole ? x - 1 : x;
        before = mark(x, y);
        continue;
      }
      before = here;
      if (is_border(here)) border = x;
    }
  }

  int32_t parent_of(bool hole, int32_t surrounding) const {
    const bool flat = mode_ == Retrieve::External || mode_ == Retrieve::List;
    if (flat || surrounding < 2 || (!hole && mode_ == Retrieve::TwoLevels)) return 0;
    const int32_t one = surrounding - 1;  // marks are numbers of contours, and 1
    return at(one).hole == hole ? at(one).parent : one;
  }

  // Follows the border that starts at (x, y), marks it and keeps its points: all, or those where its direction changes.
  void follow(int64_t x, int64_t y, bool hole, int32_t parent) {
    const auto number = static_cast<int32_t>(contours_.size());
    contours_.emplace_back();
    contours_.back().hole = hole;
    contours_.back().parent = parent;
    contours_.back().rank = at(parent).children.size();
    at(parent).children.push_back(number);
    std::vector<PlanePoint<double>>& points = contours_.back().points.at;
    const int32_t left = number + 1;
    const int32_t right = -left;
    const auto keep = [&] { points.push_back({static_cast<double>(x - 1), static_cast<double>(y - 1)}); };
    const auto beside = [&](int side) -> int32_t& { return mark(x + step(side).x, y + step(side).y); };

    const int first = hole ? 0 : 4;
    int side = first;
    do {
      side = (side - 1) & 7;
    } while (beside(side) == 0 && side != first);
    if (side == first) {  // a single pixel
      mark(x, y) = right;
      return keep();
    }
    const int64_t start_x = x;
    const int64_t start_y = y;
    const int64_t end_x = x + step(side).x;
    const int64_t end_y = y + step(side).y;
    int previous = side ^ 4;
    while (true) {
      const int from = side;
      do {
        ++side;
      } while (beside(side) == 0 && side < 15);
      side &= 7;
      // The search has passed the right neighbour, which is 0 then, where it went from 7 to 0.
      if (side > 0 && side <= from) {
        mark(x, y) = right;
      } else if (mark(x, y) == 1) {
        mark(x, y) = left;
      }
      if (keeps_all_ || side != previous) keep();
      previous = side;
      const bool at_end = x == end_x && y == end_y;
      x += step(side).x;
      y += step(side).y;
      if (at_end && x == start_x && y == start_y) return;
      side = (side + 4) & 7;
    }
  }

  int64_t width_;
  int64_t height_;
  Scratch held_;
  int32_t* marks_;  // 0 and 1 as the image, with a border of 0; then plus or minus 1 + a contour's number
  Retrieve mode_;
  bool keeps_all_;
  std::vector<Contour> contours_;  // the first is the image's frame
};

std::tuple<Value, Tensor> find_contours(const Tensor& self, int64_t mode, int64_t method) {
  constexpr int64_t kAll = 1;
  constexpr int64_t kSimple = 2;
  const Image src = image_of(self, "findContours");
  if (src.channels != 1 || src.dtype() != Dtype::UInt8) {
    raise("error", "findContours(): the image is of uint8 and has one channel");
  }
  if (mode < 0 || mode > 3) raise("error", "findContours(): the mode ", mode, " isn't supported");
  if (method != kAll && method != kSimple) raise("error", "findContours(): the method ", method, " isn't supported");
  Scanner scanner(src, static_cast<Retrieve>(mode), method == kAll);
  scanner.run();
  return scanner.results();
}

}  // namespace

KERNEL(cv2_findContours, find_contours)

}  // namespace flambeau
