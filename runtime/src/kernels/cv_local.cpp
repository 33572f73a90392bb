// OpenCV's functions that go over an image by neighbourhoods of their own: histograms of tiles, and fills.
#include <array>
#include <cstring>
#include <tuple>
#include <vector>

#include "base/floor_of.h"
#include "kernels/byte_counts.h"
#include "kernels/cv_image.h"
#include "kernels/np.h"

namespace flambeau {
namespace {

// --- local histograms
// -------------------------------------------------------------------------------------------------

using Table = std::array<float, 256>;

// What levels become so that each is met about as often; what is above `most`, if that isn't 0, goes to all of them.
Table table_of(ByteCounts counts, int64_t most, int64_t area) {
  if (most > 0) {
    int64_t over = 0;
    for (int64_t& count : counts) {
      over += std::max<int64_t>(count - most, 0);
      count = std::min(count, most);
    }
    const int64_t share = over / 256;
    const int64_t rest = over % 256;
    for (int64_t& count : counts) count += share;
    const int64_t step = rest > 0 ? std::max<int64_t>(256 / rest, 1) : 256;
    for (int64_t i = 0; i < std::min<int64_t>(rest * step, 256); i += step) ++counts[static_cast<std::size_t>(i)];
  }
  const float scale = 255.0F / static_cast<float>(area);
  Table table;
  int64_t sum = 0;
  for (std::size_t i = 0; i < table.size(); ++i) {
    sum += counts[i];
    table[i] = static_cast<float>(saturate<uint8_t>(static_cast<float>(sum) * scale));
  }
  return table;
}

// Between which two of `tiles` tiles a place lies, and how near it is to the second one.
struct Between {
  std::size_t first, second;
  float share;
};
Between between(int64_t place, int64_t size, int64_t tiles) {
  const float at = static_cast<float>(place) * static_cast<float>(1.0 / static_cast<double>(size)) - 0.5F;
  const int64_t below = floor_of(at);
  return {static_cast<std::size_t>(std::max<int64_t>(below, 0)),
          static_cast<std::size_t>(std::min<int64_t>(below + 1, tiles - 1)), at - static_cast<float>(below)};
}

// CLAHE: each pixel between what the histograms of the four nearest tiles make of it.
Tensor equalize_locally(const Tensor& self, double limit, int64_t across, int64_t down) {
  const Image src = image_of(self, "apply");
  if (across <= 0 || down <= 0) raise("error", "apply(): there is a tile at least");
  Image padded = src;
  if (src.width % across != 0 || src.height % down != 0) {
    padded = bordered(src, 0, down - src.height % down, 0, across - src.width % across, Border::Reflect101, {});
  }
  const int64_t high = padded.height / down;
  const int64_t wide = padded.width / across;
  const int64_t area = high * wide;
  const int64_t most =
      limit > 0 ? std::max<int64_t>(static_cast<int64_t>(limit * static_cast<double>(area) / 256), 1) : 0;
  std::vector<Table> tables(static_cast<std::size_t>(across * down));
  parallel_for(0, across * down, 1, [&](int64_t begin, int64_t end) {
    for (int64_t tile = begin; tile < end; ++tile) {
      ByteCounts counts{};
      for (int64_t y = tile / across * high; y < (tile / across + 1) * high; ++y) {
        const uint8_t* row = padded.at<uint8_t>(y) + tile % across * wide;
        for (int64_t x = 0; x < wide; ++x) ++counts[row[x]];
      }
      tables[static_cast<std::size_t>(tile)] = table_of(counts, most, area);
    }
  });
  std::vector<Between> columns;
  for (int64_t x = 0; x < src.width; ++x) columns.push_back(between(x, wide, across));
  const Image out = new_image(src.height, src.width, 1, Dtype::UInt8);
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const Between rows = between(y, high, down);
      const Table* upper = tables.data() + rows.first * static_cast<std::size_t>(across);
      const Table* lower = tables.data() + rows.second * static_cast<std::size_t>(across);
      const uint8_t* from = src.at<uint8_t>(y);
      uint8_t* to = out.at<uint8_t>(y);
      for (int64_t x = 0; x < src.width; ++x) {
        const Between& c = columns[static_cast<std::size_t>(x)];
        const std::size_t level = from[x];
        const float left = 1.0F - c.share;
        const float above = upper[c.first][level] * left + upper[c.second][level] * c.share;
        const float below = lower[c.first][level] * left + lower[c.second][level] * c.share;
        to[x] = saturate<uint8_t>(above * (1.0F - rows.share) + below * rows.share);
      }
    }
  });
  return out.tensor;
}

// Sums of all bytes above and to the left, of each channel: larger than the image by one row and column of zeros.
Tensor integral(const Tensor& self) {
  const Image src = image_of(self, "integral");
  if (src.dtype() != Dtype::UInt8) unsupported_depth("integral", src.dtype());
  const Image out = new_image(src.height + 1, src.width + 1, src.channels, Dtype::Int32);
  std::fill_n(out.data<uint32_t>(), out.row(), 0U);
  std::vector<uint32_t> sums(static_cast<std::size_t>(src.channels));
  for (int64_t y = 0; y < src.height; ++y) {
    const uint8_t* from = src.at<uint8_t>(y);
    const uint32_t* above = out.at<uint32_t>(y) + src.channels;
    uint32_t* to = std::fill_n(out.at<uint32_t>(y + 1), src.channels, 0U);
    std::fill(sums.begin(), sums.end(), 0U);
    if (src.channels == 1) {
      uint32_t sum = 0;
      for (int64_t x = 0; x < src.width; ++x) to[x] = above[x] + (sum += from[x]);
      continue;
    }
    for (int64_t x = 0; x < src.width; ++x) {
      for (uint32_t& sum : sums) *to++ = *above++ + (sum += *from++);
    }
  }
  return out.tensor;
}

// --- fills
// ------------------------------------------------------------------------------------------------------------

// How far a pixel may differ from the seed, or from the neighbour that it is reached from.
struct Limits {
  std::vector<double> low, high;
  bool fixed = false;
};

// Where the pixels that are reached from a seed lie: 0 in `closed`, which has a border of one pixel, becomes 2.
template <typename T>
int64_t reach(const Image& image, std::vector<uint8_t>& closed, int64_t seed, const Limits& limits, bool by_corners) {
  const int64_t line = image.width + 2;
  const auto channels = static_cast<std::size_t>(image.channels);
  if (closed[static_cast<std::size_t>(seed)] != 0) return 0;
  // Places in `closed` and in the image's elements: on the right, on the left, below, above, and the corners.
  struct Place {
    int64_t mark, element;
  };
  const int64_t row = image.row();
  const int64_t pixel = image.channels;
  const std::array<Place, 8> steps{{{1, pixel},
                                    {-1, -pixel},
                                    {line, row},
                                    {-line, -row},
                                    {line + 1, row + pixel},
                                    {line - 1, row - pixel},
                                    {1 - line, pixel - row},
                                    {-1 - line, -row - pixel}}};
  const T* const data = image.data<T>();
  const int64_t first = (seed / line - 1) * row + (seed % line - 1) * pixel;
  std::vector<Place> waiting{{seed, first}};
  closed[static_cast<std::size_t>(seed)] = 2;
  const std::size_t sides = by_corners ? 8 : 4;
  // Whole numbers differ by whole ones.
  using Change = std::conditional_t<std::is_floating_point_v<T>, double, int64_t>;
  const auto whole = [](double limit) {
    constexpr double kMost = 1e15;
    return static_cast<Change>(std::is_floating_point_v<T> ? limit : std::clamp(std::floor(limit), -kMost, kMost));
  };
  std::vector<Change> low, high;
  for (std::size_t c = 0; c < channels; ++c) {
    low.push_back(-whole(limits.low[c]));
    high.push_back(whole(limits.high[c]));
  }
  int64_t count = 0;
  while (!waiting.empty()) {
    const Place place = waiting.back();
    waiting.pop_back();
    ++count;
    const T* from = data + (limits.fixed ? first : place.element);
    for (std::size_t k = 0; k < sides; ++k) {
      uint8_t& state = closed[static_cast<std::size_t>(place.mark + steps[k].mark)];
      if (state != 0) continue;
      const int64_t element = place.element + steps[k].element;
      const T* other = data + element;
      bool alike = true;
      for (std::size_t c = 0; c < channels; ++c) {
        const Change change = static_cast<Change>(other[c]) - static_cast<Change>(from[c]);
        alike = alike && change >= low[c] && change <= high[c];
      }
      if (!alike) continue;
      state = 2;
      waiting.push_back({place.mark + steps[k].mark, element});
    }
  }
  return count;
}

// The depths that OpenCV fills.
template <typename F>
void dispatch_filled(Dtype dtype, F&& f) {
  if (dtype == Dtype::Int32) return f(TypeTag<int32_t>{});
  dispatch_image(dtype, "floodFill", std::forward<F>(f));
}

// Fills `target` and marks in `marks`, which is larger by 2, what is reached; how many pixels, and the box around them.
std::tuple<int64_t, int64_t, int64_t, int64_t, int64_t> flood_fill(const Value& target, const Value& marks, int64_t x,
                                                                   int64_t y, const std::vector<double>& value,
                                                                   const std::vector<double>& low,
                                                                   const std::vector<double>& high, int64_t flags) {
  constexpr int64_t kByCorners = 8;
  constexpr int64_t kFixed = 1 << 16;
  constexpr int64_t kMaskOnly = 1 << 17;
  const Tensor given = np::as_array(target);
  const Tensor mask = np::as_array(marks);
  np::check_writeable(mask);
  const Image image = image_of(given, "floodFill");
  const auto channels = static_cast<std::size_t>(image.channels);
  Limits limits{low, high, (flags & kFixed) != 0};
  limits.low.resize(channels);
  limits.high.resize(channels);
  const int64_t line = image.width + 2;
  const Tensor marked = contiguous(mask);
  if (marked.dtype() != Dtype::UInt8 || marked.sizes() != Ints{image.height + 2, line}) {
    raise("error", "floodFill(): the mask is of uint8, and larger than the image by 2 in both directions");
  }
  uint8_t* const states = marked.data<uint8_t>();
  std::vector<uint8_t> closed(states, states + marked.numel());
  for (std::size_t i = 0; i < closed.size(); ++i) closed[i] = closed[i] != 0 ? 1 : 0;
  for (int64_t row = 0; row < image.height + 2; ++row) {
    const bool edge = row == 0 || row == image.height + 1;
    for (int64_t column = 0; column < line; column += edge ? 1 : line - 1) {
      closed[static_cast<std::size_t>(row * line + column)] = 1;
      states[row * line + column] = 1;
    }
  }
  int64_t count = 0;
  int64_t left = image.width, top = image.height, right = -1, bottom = -1;
  const auto mark = static_cast<uint8_t>(std::max<int64_t>((flags >> 8) & 255, 1));
  const bool fills = (flags & kMaskOnly) == 0;
  const std::size_t bytes = channels * image.tensor.itemsize();
  std::vector<std::byte> pixel(bytes);
  dispatch_filled(image.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (std::size_t c = 0; c < channels && c < value.size(); ++c) {
      const T level = saturate<T>(value[c]);
      std::memcpy(pixel.data() + c * sizeof(T), &level, sizeof(T));
    }
    count = reach<T>(image, closed, (y + 1) * line + x + 1, limits, (flags & kByCorners) != 0);
  });
  if (fills) np::check_writeable(given);
  for (int64_t row = 0; count > 0 && row < image.height; ++row) {
    const uint8_t* state = closed.data() + (row + 1) * line + 1;
    std::byte* to = image.tensor.raw() + static_cast<std::size_t>(row * image.width) * bytes;
    for (int64_t column = 0; column < image.width; ++column, to += bytes) {
      if (state[column] != 2) continue;
      states[(row + 1) * line + column + 1] = mark;
      if (fills) std::memcpy(to, pixel.data(), bytes);
      left = std::min(left, column);
      right = std::max(right, column);
      top = std::min(top, row);
      bottom = row;
    }
  }
  if (!mask.is_contiguous()) np::assign(mask, marked);
  if (fills && !given.is_contiguous()) np::assign(given, image.tensor);
  if (count == 0) return {0, 0, 0, 0, 0};
  return {count, left, top, right - left + 1, bottom - top + 1};
}

}  // namespace

KERNEL(cv2_CLAHE, equalize_locally)
KERNEL(cv2_floodFill, flood_fill)
KERNEL(cv2_integral, integral)

}  // namespace flambeau
