// OpenCV's resize: for each output row and column a few input ones with weights, first across, then down.
//
// uint8 is computed as OpenCV does it: bilinear and Lanczos with weights of 11 bits, areas in float. Bicubic is float
// with weights from double precision, as in the builds of OpenCV for x86, but with 11 bits where those have no fast
// path: 2 channels, or sides of less than 4.
#include <array>
#include <cstring>
#include <vector>

#include "kernels/cv_image.h"
#include "simd/pixels.h"
#include "simd/resample.h"

namespace flambeau {
namespace {

enum Interpolation : int64_t { kNearest = 0, kLinear = 1, kCubic = 2, kArea = 3, kLanczos = 4, kNearestExact = 6 };

constexpr double kUnit = 2048;  // 1.0 as a weight of 11 bits

// For each output index the first of K input indices (not clamped) and K weights.
struct Taps {
  int64_t count;
  std::vector<int64_t> first;
  std::vector<double> weights;
};

struct Axis {
  int64_t from, to;
  double scale;  // input elements per output element
};

// `Real` is the precision in which places are computed: float for bytes and floats, double for other depths.
template <typename Real>
Taps linear_taps(const Axis& axis, bool clamped) {
  Taps taps{2, {}, {}};
  for (int64_t i = 0; i < axis.to; ++i) {
    auto at = static_cast<Real>((static_cast<double>(i) + 0.5) * axis.scale - 0.5);
    auto first = static_cast<int64_t>(std::floor(at));
    at -= static_cast<Real>(first);
    if (clamped && (first < 0 || first >= axis.from - 1)) {
      first = first < 0 ? 0 : axis.from - 1;
      at = 0;
    }
    taps.first.push_back(first);
    taps.weights.insert(taps.weights.end(), {Real{1} - at, at});
  }
  return taps;
}

// INTER_AREA where the image grows: as bilinear, with the weights by which an output pixel covers two input ones.
Taps growing_area_taps(const Axis& axis, bool clamped) {
  Taps taps{2, {}, {}};
  const double inverse = 1.0 / axis.scale;
  for (int64_t i = 0; i < axis.to; ++i) {
    auto first = static_cast<int64_t>(std::floor(static_cast<double>(i) * axis.scale));
    auto at = static_cast<float>(static_cast<double>(i + 1) - static_cast<double>(first + 1) * inverse);
    at = at <= 0 ? 0.0F : at - std::floor(at);
    if (clamped && first >= axis.from - 1) {
      first = axis.from - 1;
      at = 0;
    }
    taps.first.push_back(first);
    taps.weights.insert(taps.weights.end(), {1.0F - at, at});
  }
  return taps;
}

// Keys' cubic with a = -0.75.
template <typename Real>
Taps cubic_taps(const Axis& axis) {
  Taps taps{4, {}, {}};
  constexpr Real a = static_cast<Real>(-0.75);
  for (int64_t i = 0; i < axis.to; ++i) {
    const auto at = static_cast<Real>((static_cast<double>(i) + 0.5) * axis.scale - 0.5);
    const auto low = static_cast<int64_t>(std::floor(at));
    const Real x = at - static_cast<Real>(low);
    const Real w0 = ((a * (x + 1) - 5 * a) * (x + 1) + 8 * a) * (x + 1) - 4 * a;
    const Real w1 = ((a + 2) * x - (a + 3)) * x * x + 1;
    const Real w2 = ((a + 2) * (1 - x) - (a + 3)) * (1 - x) * (1 - x) + 1;
    taps.first.push_back(low - 1);
    for (const Real w : {w0, w1, w2, 1 - w0 - w1 - w2}) taps.weights.push_back(static_cast<float>(w));
  }
  return taps;
}

Taps lanczos_taps(const Axis& axis) {
  constexpr double kPi = 3.14159265358979323846;
  constexpr double kHalfRoot = 0.70710678118654752440;
  // sin and cos of -(x + 3 - k) * pi / 4 from those of -(x + 3) * pi / 4.
  constexpr std::array<std::array<double, 2>, 8> kTurn = {{{1, 0},
                                                           {-kHalfRoot, -kHalfRoot},
                                                           {0, 1},
                                                           {kHalfRoot, -kHalfRoot},
                                                           {-1, 0},
                                                           {kHalfRoot, kHalfRoot},
                                                           {0, -1},
                                                           {-kHalfRoot, kHalfRoot}}};
  Taps taps{8, {}, {}};
  for (int64_t i = 0; i < axis.to; ++i) {
    const auto at = static_cast<float>((static_cast<double>(i) + 0.5) * axis.scale - 0.5);
    const auto low = static_cast<int64_t>(std::floor(at));
    const float x = at - static_cast<float>(low);
    const double angle = -static_cast<double>(x + 3) * kPi * 0.25;
    const double sine = std::sin(angle);
    const double cosine = std::cos(angle);
    std::array<float, 8> weights{};
    float sum = 0;
    for (std::size_t k = 0; k < 8; ++k) {
      const float distance = x + 3 - static_cast<float>(k);
      const double y = -static_cast<double>(distance) * kPi * 0.25;
      // At a distance of 0 this weight outweighs all others.
      weights[k] = std::abs(distance) < 1e-6F
                       ? 1e30F
                       : static_cast<float>((kTurn[k][0] * sine + kTurn[k][1] * cosine) / (y * y));
      sum += weights[k];
    }
    taps.first.push_back(low - 3);
    for (const float w : weights) taps.weights.push_back(w * (1.0F / sum));
  }
  return taps;
}

// How an interpolation adds up weighted pixels: `Row` holds a row between the two steps.
template <typename Pixel, typename Sum>
struct Sums {
  using T = Pixel;
  using Row = Sum;
  using Weight = Sum;
  template <int K>
  static Row across(const T* src, const int64_t* at, const Weight* w) {
    Row sum = 0;
    for (int k = 0; k < K; ++k) sum += src[at[k]] * w[k];
    return sum;
  }
  template <int K>
  static Row along(const Row* const* rows, int64_t i, const Weight* w) {
    Row sum = 0;
    for (int k = 0; k < K; ++k) sum += rows[k][i] * w[k];
    return sum;
  }
};

// In whole numbers.
struct Fixed : Sums<uint8_t, int32_t> {
  static Weight weight(double w) { return static_cast<Weight>(std::nearbyint(w * kUnit)); }
  template <int K>
  static T down(const Row* const* rows, int64_t i, const Weight* w) {
    if constexpr (K == 4) {  // the one step that OpenCV does in float here
      constexpr auto kScale = static_cast<float>(1 / (kUnit * kUnit));
      float sum = 0;
      for (int k = 0; k < K; ++k) sum += static_cast<float>(rows[k][i]) * (static_cast<float>(w[k]) * kScale);
      return saturate<T>(sum);
    } else {
      return saturate<T>((along<K>(rows, i, w) + (1 << 21)) >> 22);
    }
  }
};

// Bilinear: the rows are kept in 16 bits, so that the step down is a multiplication that keeps the upper half.
struct FixedLinear : Fixed {
  using Row = int16_t;
  using Weight = int16_t;
  static Weight weight(double w) { return static_cast<Weight>(Fixed::weight(w)); }
  template <int K>
  static Row across(const T* src, const int64_t* at, const Weight* w) {
    return static_cast<Row>((src[at[0]] * w[0] + src[at[1]] * w[1]) >> 4);
  }
  template <int K>
  static T down(const Row* const* rows, int64_t i, const Weight* w) {
    const auto upper = static_cast<int16_t>((rows[0][i] * w[0]) >> 16);
    const auto lower = static_cast<int16_t>((rows[1][i] * w[1]) >> 16);
    return static_cast<T>((upper + lower + 2) >> 2);
  }
};

// In float64.
struct Wide : Sums<double, double> {
  static Weight weight(double w) { return w; }
  template <int K>
  static T down(const Row* const* rows, int64_t i, const Weight* w) {
    return along<K>(rows, i, w);
  }
};

template <typename How, int K>
struct Pass {
  using T = typename How::T;
  using Row = typename How::Row;
  using Weight = typename How::Weight;

  const Image& src;
  const Image& out;
  std::vector<int64_t> columns, first_rows;  // element offsets in a row, K for each output column
  std::vector<Weight> across, down;

  Pass(const Image& source, const Image& result, const Taps& x, const Taps& y)
      : src(source), out(result), first_rows(y.first) {
    for (const int64_t first : x.first) {
      for (int k = 0; k < K; ++k) {
        columns.push_back(std::clamp<int64_t>(first + k, 0, src.width - 1) * src.channels);
      }
    }
    for (const double w : x.weights) across.push_back(How::weight(w));
    for (const double w : y.weights) down.push_back(How::weight(w));
  }

  void run() const {
    for_rows(out.height, out.width * K, [&](int64_t begin, int64_t end) { rows(begin, end); });
  }

  // The K input rows of an output row are neighbours: each keeps its place in a ring until K rows later.
  void rows(int64_t begin, int64_t end) const {
    std::vector<Row> ring(static_cast<std::size_t>(K * out.row()));
    std::array<int64_t, K> held;
    held.fill(-1);
    std::array<const Row*, K> used;
    for (int64_t y = begin; y < end; ++y) {
      for (int k = 0; k < K; ++k) {
        const int64_t from = std::clamp<int64_t>(first_rows[static_cast<std::size_t>(y)] + k, 0, src.height - 1);
        Row* place = ring.data() + (from % K) * out.row();
        if (held[static_cast<std::size_t>(from % K)] != from) {
          held[static_cast<std::size_t>(from % K)] = from;
          widen(src.at<T>(from), place);
        }
        used[static_cast<std::size_t>(k)] = place;
      }
      const Weight* w = down.data() + y * K;
      T* to = out.at<T>(y);
      const int64_t size = out.row();
      if constexpr (std::is_same_v<How, FixedLinear>) {
        pixel_functions().between(used[0], used[1], w, to, size);
        continue;
      }
      FLAMBEAU_EACH
      for (int64_t i = 0; i < size; ++i) to[i] = How::template down<K>(used.data(), i, w);
    }
  }

  void widen(const T* from, Row* to) const {
    switch (src.channels) {
      case 1: return widen<1>(from, to);
      case 3: return widen<3>(from, to);
      case 4: return widen<4>(from, to);
      default: return widen<0>(from, to);
    }
  }

  template <int C>
  void widen(const T* from, Row* to) const {
    const int64_t channels = C == 0 ? src.channels : C;
    int64_t made = 0;
    if constexpr (std::is_same_v<How, FixedLinear>) {
      made = pixel_functions().stretch(from, src.row(), columns.data(), across.data(), channels, to, out.width);
    }
    const int64_t* at = columns.data() + made * K;
    const Weight* w = across.data() + made * K;
    to += made * channels;
    for (int64_t x = made; x < out.width; ++x, at += K, w += K, to += channels) {
      for (int64_t c = 0; c < channels; ++c) to[c] = How::template across<K>(from + c, at, w);
    }
  }
};

// Which elements every element of a row reads, and their weights.
struct FloatTaps {
  std::vector<int32_t> index;  // for each of the taps the element that every output element of a row reads
  std::vector<float> weights, rows_weights;

  FloatTaps(const Image& src, const Image& out, const Taps& x, const Taps& y) {
    for (int64_t k = 0; k < x.count; ++k) {
      for (int64_t i = 0; i < out.row(); ++i) {
        const auto at = static_cast<std::size_t>(i / src.channels);
        const int64_t column = std::clamp<int64_t>(x.first[at] + k, 0, src.width - 1);
        index.push_back(static_cast<int32_t>(column * src.channels + i % src.channels));
        const double w = x.weights[at * static_cast<std::size_t>(x.count) + static_cast<std::size_t>(k)];
        weights.push_back(static_cast<float>(w));
      }
    }
    for (const double w : y.weights) rows_weights.push_back(static_cast<float>(w));
  }
};

// The same in float, through the vector loops that the resizing of tensors uses.
template <typename T>
struct FloatPass : FloatTaps {
  const Image& src;
  const Image& out;
  const Taps& down;

  FloatPass(const Image& source, const Image& result, const Taps& x, const Taps& y)
      : FloatTaps(source, result, x, y), src(source), out(result), down(y) {}

  void run() const {
    for_rows(out.height, out.width * down.count, [&](int64_t begin, int64_t end) { rows(begin, end); });
  }

  void rows(int64_t begin, int64_t end) const {
    const int64_t size = out.row();
    std::vector<float> ring(static_cast<std::size_t>(down.count * size));
    std::vector<float> line(static_cast<std::size_t>(std::max(size, src.row())));
    std::vector<int64_t> held(static_cast<std::size_t>(down.count), -1);
    std::array<const float*, 8> used{};
    for (int64_t y = begin; y < end; ++y) {
      for (int64_t k = 0; k < down.count; ++k) {
        const int64_t from = std::clamp<int64_t>(down.first[static_cast<std::size_t>(y)] + k, 0, src.height - 1);
        const int64_t slot = from % down.count;
        float* place = ring.data() + slot * size;
        if (held[static_cast<std::size_t>(slot)] != from) {
          held[static_cast<std::size_t>(slot)] = from;
          widen(src.at<T>(from), line.data(), place);
        }
        used[static_cast<std::size_t>(k)] = place;
      }
      const float* w = rows_weights.data() + y * down.count;
      if constexpr (sizeof(T) == 1) {
        resample_functions().blend(used.data(), w, down.count, line.data(), size);
        pixel_functions().to_bytes(line.data(), out.at<T>(y), size);
      } else if constexpr (sizeof(T) == 2) {
        resample_functions().blend(used.data(), w, down.count, line.data(), size);
        for (int64_t i = 0; i < size; ++i) out.at<T>(y)[i] = saturate<T>(line[static_cast<std::size_t>(i)]);
      } else {
        resample_functions().blend(used.data(), w, down.count, out.at<T>(y), size);
      }
    }
  }

  void widen(const T* from, float* line, float* to) const {
    const float* read = nullptr;
    if constexpr (sizeof(T) == 1) {
      pixel_functions().to_floats(from, line, src.row());
      read = line;
    } else if constexpr (sizeof(T) == 2) {
      std::copy_n(from, src.row(), line);
      read = line;
    } else {
      read = from;
    }
    resample_functions().gather(read, index.data(), weights.data(), down.count, to, out.row());
  }
};

template <int K>
void filtered(const Image& src, const Image& out, const Taps& x, const Taps& y, bool fixed) {
  dispatch_depth(src.dtype(), "resize", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, uint8_t>) {
      if (fixed) return Pass<std::conditional_t<K == 2, FixedLinear, Fixed>, K>(src, out, x, y).run();
    }
    if constexpr (std::is_same_v<T, double>) {
      Pass<Wide, K>(src, out, x, y).run();
    } else {
      FloatPass<T>(src, out, x, y).run();
    }
  });
}

// --- areas ----------------------------------------------------------------------------------------------------------

// Which share of each input element goes into an output element.
struct Share {
  int64_t to, from;
  float weight;
};

std::vector<Share> area_shares(const Axis& axis) {
  std::vector<Share> shares;
  for (int64_t i = 0; i < axis.to; ++i) {
    const double begin = static_cast<double>(i) * axis.scale;
    const double end = begin + axis.scale;
    const double cell = std::min(axis.scale, static_cast<double>(axis.from) - begin);
    const int64_t last = std::min(static_cast<int64_t>(std::floor(end)), axis.from - 1);
    const int64_t first = std::min(static_cast<int64_t>(std::ceil(begin)), last);
    const double before = static_cast<double>(first) - begin;
    const double behind = end - static_cast<double>(last);
    if (before > 1e-3) shares.push_back({i, first - 1, static_cast<float>(before / cell)});
    for (int64_t from = first; from < last; ++from) shares.push_back({i, from, static_cast<float>(1.0 / cell)});
    if (behind > 1e-3) shares.push_back({i, last, static_cast<float>(std::min(std::min(behind, 1.0), cell) / cell)});
  }
  return shares;
}

template <typename T>
void shrink(const Image& src, const Image& out, const Axis& horizontal, const Axis& vertical) {
  const std::vector<Share> xs = area_shares(horizontal);
  const std::vector<Share> ys = area_shares(vertical);
  std::vector<std::size_t> starts(static_cast<std::size_t>(out.height) + 1, ys.size());
  for (std::size_t i = ys.size(); i-- > 0;) starts[static_cast<std::size_t>(ys[i].to)] = i;
  const int64_t channels = src.channels;
  for_rows(out.height, src.width * std::max<int64_t>(1, src.height / out.height), [&](int64_t begin, int64_t end) {
    std::vector<SumOf<T>> line(static_cast<std::size_t>(out.row()));
    std::vector<SumOf<T>> sum(static_cast<std::size_t>(out.row()));
    for (int64_t y = begin; y < end; ++y) {
      std::fill(sum.begin(), sum.end(), SumOf<T>{0});
      for (std::size_t s = starts[static_cast<std::size_t>(y)]; s < starts[static_cast<std::size_t>(y) + 1]; ++s) {
        std::fill(line.begin(), line.end(), SumOf<T>{0});
        const T* from = src.at<T>(ys[s].from);
        for (const Share& x : xs) {
          for (int64_t c = 0; c < channels; ++c) {
            line[static_cast<std::size_t>(x.to * channels + c)] +=
                static_cast<SumOf<T>>(from[x.from * channels + c]) * static_cast<SumOf<T>>(x.weight);
          }
        }
        for (std::size_t i = 0; i < sum.size(); ++i) sum[i] += static_cast<SumOf<T>>(ys[s].weight) * line[i];
      }
      T* to = out.at<T>(y);
      for (std::size_t i = 0; i < sum.size(); ++i) to[i] = saturate<T>(sum[i]);
    }
  });
}

// Whole numbers of pixels for each output pixel: their mean, of what there is of them at the right and bottom.
template <typename T>
void shrink_whole(const Image& src, const Image& out, int64_t across, int64_t down) {
  using Sum = std::conditional_t<std::is_floating_point_v<T>, SumOf<T>, int32_t>;
  const auto scale = static_cast<float>(1.0 / static_cast<double>(across * down));
  const int64_t channels = src.channels;
  for_rows(out.height, src.width * down, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      T* to = out.at<T>(y);
      const int64_t rows = std::clamp<int64_t>(src.height - y * down, 0, down);
      for (int64_t i = 0; i < out.row(); ++i) {
        const int64_t x = i / channels * across;
        const int64_t columns = std::clamp<int64_t>(src.width - x, 0, across);
        const T* from = src.at<T>(y * down) + x * channels + i % channels;
        Sum sum = 0;
        for (int64_t r = 0; r < rows; ++r) {
          for (int64_t c = 0; c < columns; ++c) sum += static_cast<Sum>(from[r * src.row() + c * channels]);
        }
        if (rows < down || columns < across) {
          const auto count = static_cast<SumOf<T>>(std::max<int64_t>(rows * columns, 1));
          to[i] = saturate<T>(static_cast<SumOf<T>>(sum) / count);
          continue;
        }
        if constexpr (!std::is_floating_point_v<T>) {
          if (across == 2 && down == 2) {
            to[i] = static_cast<T>((sum + 2) >> 2);
            continue;
          }
        }
        to[i] = saturate<T>(static_cast<SumOf<T>>(sum) * static_cast<SumOf<T>>(scale));
      }
    }
  });
}

// How many input elements make an output one, where that is a whole number; else 0.
int64_t whole_scale(const Axis& axis) {
  const double scale = std::nearbyint(axis.scale);
  return std::abs(axis.scale - scale) < std::numeric_limits<double>::epsilon() ? static_cast<int64_t>(scale) : 0;
}

void area(const Image& src, const Image& out, const Axis& x, const Axis& y) {
  if (x.scale < 1 || y.scale < 1) {
    return filtered<2>(src, out, growing_area_taps(x, true), growing_area_taps(y, false), true);
  }
  const int64_t across = whole_scale(x);
  const int64_t down = whole_scale(y);
  dispatch_depth(src.dtype(), "resize", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (across > 0 && down > 0) return shrink_whole<T>(src, out, across, down);
    shrink<T>(src, out, x, y);
  });
}

// Half of the size is the mean of four pixels, as an area is, where OpenCV hasn't left that to another library.
void linear(const Image& src, const Image& out, const Axis& x, const Axis& y) {
  if (src.dtype() == Dtype::UInt8 || src.dtype() == Dtype::Float32) {
    if (whole_scale(x) == 2 && whole_scale(y) == 2) return area(src, out, x, y);
    filtered<2>(src, out, linear_taps<float>(x, true), linear_taps<float>(y, false), true);
  } else {
    filtered<2>(src, out, linear_taps<double>(x, true), linear_taps<double>(y, false), true);
  }
}

// --- nearest --------------------------------------------------------------------------------------------------------

std::vector<int64_t> nearest_indices(const Axis& axis, bool exact) {
  std::vector<int64_t> indices;
  const double step = static_cast<double>(axis.from) / static_cast<double>(axis.to);
  double at = step * 0.5;
  for (int64_t i = 0; i < axis.to; ++i, at += step) {
    const double from = exact ? at : static_cast<double>(i) * axis.scale;
    indices.push_back(std::min(static_cast<int64_t>(std::floor(from)), axis.from - 1));
  }
  return indices;
}

void nearest(const Image& src, const Image& out, const Axis& x, const Axis& y, bool exact) {
  const std::vector<int64_t> columns = nearest_indices(x, exact);
  const std::vector<int64_t> rows = nearest_indices(y, exact);
  const std::size_t pixel = src.tensor.itemsize() * static_cast<std::size_t>(src.channels);
  const auto line = [pixel](const Image& image, int64_t row) {
    return image.tensor.raw() + static_cast<std::size_t>(row * image.width) * pixel;
  };
  for_rows(out.height, out.width, [&](int64_t begin, int64_t end) {
    for (int64_t r = begin; r < end; ++r) {
      const std::byte* from = line(src, rows[static_cast<std::size_t>(r)]);
      std::byte* to = line(out, r);
      for (const int64_t column : columns) {
        const std::byte* read = from + static_cast<std::size_t>(column) * pixel;
        for (std::size_t b = 0; b < pixel; ++b) *to++ = read[b];
      }
    }
  });
}

Tensor resize(const Tensor& self, int64_t width, int64_t height, double fx, double fy, int64_t interpolation) {
  const Image src = image_of(self, "resize");
  if (width == 0 && height == 0) {
    width = static_cast<int64_t>(std::nearbyint(static_cast<double>(src.width) * fx));
    height = static_cast<int64_t>(std::nearbyint(static_cast<double>(src.height) * fy));
    if (width <= 0 || height <= 0) raise("error", "resize(): the result would be empty");
    return resize_image(src, width, height, fx, fy, interpolation).tensor;
  }
  return resize_image(src, width, height, 0, 0, interpolation).tensor;
}

}  // namespace

Image resize_image(const Image& src, int64_t width, int64_t height, double fx, double fy, int64_t interpolation) {
  if (width <= 0 || height <= 0) raise("error", "resize(): the size ", width, " x ", height, " isn't positive");
  const Image out = new_image(height, width, src.channels, src.dtype());
  if (width == src.width && height == src.height) {
    copy_elements(out.tensor, src.tensor);
    return out;
  }
  const auto axis = [](int64_t from, int64_t to, double given) {
    return Axis{from, to, 1.0 / (given > 0 ? given : static_cast<double>(to) / static_cast<double>(from))};
  };
  const Axis x = axis(src.width, width, fx);
  const Axis y = axis(src.height, height, fy);
  const bool fast_cubic =
      src.dtype() != Dtype::Float64 && src.channels != 2 && src.channels <= 4 && src.width >= 4 && src.height >= 4;
  switch (interpolation) {
    case kNearest:
    case kNearestExact: nearest(src, out, x, y, interpolation == kNearestExact); break;
    case kLinear: linear(src, out, x, y); break;
    case kArea: area(src, out, x, y); break;
    case kLanczos: filtered<8>(src, out, lanczos_taps(x), lanczos_taps(y), true); break;
    case kCubic:
      if (fast_cubic) {
        filtered<4>(src, out, cubic_taps<double>(x), cubic_taps<double>(y), false);
      } else {
        filtered<4>(src, out, cubic_taps<float>(x), cubic_taps<float>(y), true);
      }
      break;
    default: raise("error", "resize(): unknown interpolation ", interpolation);
  }
  return out;
}

KERNEL(cv2_resize, resize)

}  // namespace flambeau
