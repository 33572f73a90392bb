// OpenCV's medianBlur: of small squares by exchanges side by side, of large ones of bytes by counts of their levels.
//
// Counts follow Perreault and Hebert, "Median filtering in constant time", 2007.
#include <array>
#include <vector>

#include "kernels/cv_image.h"
#include "simd/filter.h"

namespace flambeau {
namespace {

// Pixels whose medians are found side by side, so that each exchange is one vector loop.
constexpr int64_t kLanes = 64;

// The middle of `count` (odd) values in each lane. Of somewhat more than half of them neither the least nor the
// greatest can be it: they are put at the ends and forgotten, and the next value takes part.
template <typename T>
const T* median_of_lanes(T* values, int64_t count) {
  const auto exchange = [values](int64_t a, int64_t b) {
    T* low = values + a * kLanes;
    T* high = values + b * kLanes;
    FLAMBEAU_EACH
    for (int64_t i = 0; i < kLanes; ++i) {
      const T least = std::min(low[i], high[i]);
      high[i] = std::max(low[i], high[i]);
      low[i] = least;
    }
  };
  int64_t held = count / 2 + 2;
  for (int64_t next = held; held > 1; ++next) {
    // values[0, held): the least to the front, the greatest to the back.
    for (int64_t i = 0; i < held / 2; ++i) exchange(i, held - 1 - i);
    for (int64_t i = 1; i <= (held - 1) / 2; ++i) exchange(0, i);
    for (int64_t i = held / 2; i < held - 1; ++i) exchange(i, held - 1);
    if (held == 3) return values + kLanes;
    // The last value that is left to come takes the place of the least; the greatest is dropped with the length.
    std::copy_n(values + next * kLanes, kLanes, values);
    --held;
  }
  return values;
}

template <typename T>
void small_median_row(const Image& padded, T* to, int64_t y, int64_t size, int64_t width) {
  if constexpr (std::is_same_v<T, uint8_t>) {
    std::array<const uint8_t*, 25> lines{};
    for (int64_t k = 0; k < size * size; ++k) {
      lines[static_cast<std::size_t>(k)] = padded.at<uint8_t>(y + k / size) + k % size * padded.channels;
    }
    filter_functions().median(lines.data(), size * size, to, width);
  } else {
    T values[25 * kLanes];
    for (int64_t x = 0; x < width; x += kLanes) {
      const int64_t lanes = std::min(kLanes, width - x);
      for (int64_t r = 0; r < size; ++r) {
        for (int64_t c = 0; c < size; ++c) {
          std::copy_n(padded.at<T>(y + r) + x + c * padded.channels, lanes, values + (r * size + c) * kLanes);
        }
      }
      std::copy_n(median_of_lanes(values, size * size), lanes, to + x);
    }
  }
}

// How often levels are met, and their sixteens. Not more often than 16 bits hold.
struct Counts {
  using Sixteen = uint16_t __attribute__((vector_size(32)));
  Sixteen coarse{};
  Sixteen fine[16]{};
};

// Windows move along a row: counts of a column of the image leave, others come. Of single levels only those are
// counted among which the median is, as of the column where this was last done.
class MedianRow {
 public:
  MedianRow(const Image& padded, int64_t channel, int64_t size)
      : padded_(padded), channel_(channel), size_(size), columns_(static_cast<std::size_t>(padded.width)) {}

  // Puts the row y of the image into its columns' counts, or takes it out.
  void count(int64_t y, uint16_t by) {
    const uint8_t* level = padded_.at<uint8_t>(y) + channel_;
    for (Counts& column : columns_) {
      uint16_t* const fine = reinterpret_cast<uint16_t*>(column.fine);
      reinterpret_cast<uint16_t*>(&column.coarse)[*level >> 4] += by;
      fine[*level] += by;
      level += padded_.channels;
    }
  }

  void row(uint8_t* to, int64_t width) {
    window_ = Counts();
    counted_.fill(-2 * size_);
    for (int64_t x = 0; x < size_ - 1; ++x) window_.coarse += at(x).coarse;
    for (int64_t x = 0; x < width; ++x) {
      window_.coarse += at(x + size_ - 1).coarse;
      to[x * padded_.channels + channel_] = median(x);
      window_.coarse -= at(x).coarse;
    }
  }

 private:
  const Counts& at(int64_t x) const { return columns_[static_cast<std::size_t>(x)]; }

  // Of the window whose first column is x.
  uint8_t median(int64_t x) {
    int64_t left = size_ * size_ / 2;
    // The first place where so many, and one more, have been met.
    const auto find = [&left](const Counts::Sixteen& counts) {
      const auto* count = reinterpret_cast<const uint16_t*>(&counts);
      std::size_t place = 0;
      while (left >= count[place]) left -= count[place++];
      return place;
    };
    const std::size_t sixteen = find(window_.coarse);
    Counts::Sixteen& fine = window_.fine[sixteen];
    int64_t& counted = counted_[sixteen];
    if (x - counted >= size_) {
      fine = Counts::Sixteen{};
      for (int64_t k = 0; k < size_; ++k) fine += at(x + k).fine[sixteen];
    } else {
      for (; counted < x; ++counted) fine += at(counted + size_).fine[sixteen] - at(counted).fine[sixteen];
    }
    counted = x;
    return static_cast<uint8_t>(sixteen * 16 + find(fine));
  }

  const Image& padded_;
  int64_t channel_;
  int64_t size_;
  std::vector<Counts> columns_;  // of the rows under the window
  Counts window_;
  std::array<int64_t, 16> counted_{};
};

void median_by_counts(const Image& padded, const Image& out, int64_t size) {
  parallel_for(0, out.height, std::max<int64_t>(size, 16), [&](int64_t begin, int64_t end) {
    for (int64_t c = 0; c < padded.channels; ++c) {
      MedianRow moved(padded, c, size);
      for (int64_t y = begin; y < begin + size - 1; ++y) moved.count(y, 1);
      for (int64_t y = begin; y < end; ++y) {
        moved.count(y + size - 1, 1);
        moved.row(out.at<uint8_t>(y), out.width);
        moved.count(y, static_cast<uint16_t>(-1));
      }
    }
  });
}

template <typename T>
void small_median(const Image& padded, const Image& out, int64_t size) {
  for_rows(out.height, out.width * size, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) small_median_row(padded, out.at<T>(y), y, size, out.row());
  });
}

Tensor median_blur(const Tensor& self, int64_t size) {
  const Image src = image_of(self, "medianBlur");
  const bool bytes = src.dtype() == Dtype::UInt8;
  if (size % 2 != 1 || size < 1 || (!bytes && size > 5)) {
    raise("error", "medianBlur(): the kernel's side is odd, and at most 5 but for images of uint8, not ", size);
  }
  constexpr int64_t kMost = 255;  // OpenCV counts in 16 bits, too
  if (size > kMost) raise("error", "medianBlur(): the kernel's side is at most ", kMost, ", not ", size);
  const int64_t half = size / 2;
  const Image padded = bordered(src, half, half, half, half, Border::Replicate, {});
  if (size == 1) return padded.tensor;
  const Image out = new_image(src.height, src.width, src.channels, src.dtype());
  if (src.dtype() == Dtype::Float64) unsupported_depth("medianBlur", src.dtype());
  if (size > 5) {
    median_by_counts(padded, out, size);
    return out.tensor;
  }
  dispatch_depth(src.dtype(), "medianBlur", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, double>) small_median<T>(padded, out, size);
  });
  return out.tensor;
}

}  // namespace

KERNEL(cv2_medianBlur, median_blur)

}  // namespace flambeau
