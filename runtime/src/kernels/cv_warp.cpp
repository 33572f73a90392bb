// OpenCV's warps: each output pixel reads its input where a matrix or a map sends it, in single precision.
//
// As in OpenCV 5: x * m + (y * m' + m'') with one rounding for the first product and sum, weights in float. Depths for
// which it has no such path (int16, float64, labels) read by its older rule: places in whole 32ths of a pixel.
#include <array>
#include <tuple>

#include "base/floor_of.h"
#include "kernels/cv_image.h"
#include "simd/filter.h"
#include "simd/mixing.h"

namespace flambeau {
namespace {

constexpr int64_t kNearest = 0;
constexpr int64_t kLinear = 1;
constexpr int64_t kCubic = 2;
constexpr int64_t kInverse = 16;  // WARP_INVERSE_MAP: the matrix leads from the output to the input already

// x * a + b, rounded once.
float fused(float x, float a, float b) {
  return static_cast<float>(static_cast<double>(x) * static_cast<double>(a) + static_cast<double>(b));
}

std::array<double, 9> matrix_of(const Tensor& tensor, int64_t rows, const char* function) {
  if (tensor.dim() != 2 || tensor.sizes()[0] != rows || tensor.sizes()[1] != 3) {
    raise("error", function, "(): the matrix has ", rows, " rows and 3 columns");
  }
  const Tensor values = contiguous(to_dtype(tensor, Dtype::Float64));
  std::array<double, 9> m{0, 0, 0, 0, 0, 0, 0, 0, 1};
  std::copy_n(values.data<double>(), 3 * rows, m.begin());
  return m;
}

std::array<double, 9> inverted_affine(const std::array<double, 9>& m) {
  const double determinant = m[0] * m[4] - m[1] * m[3];
  const double d = determinant != 0 ? 1.0 / determinant : 0;
  const double a = m[4] * d;
  const double b = m[1] * -d;
  const double c = m[3] * -d;
  const double e = m[0] * d;
  return {a, b, -a * m[2] - b * m[5], c, e, -c * m[2] - e * m[5], 0, 0, 1};
}

std::array<double, 9> inverted(const std::array<double, 9>& m) {
  const double determinant =
      m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6]);
  if (determinant == 0) return {};
  const double d = 1.0 / determinant;
  return {(m[4] * m[8] - m[5] * m[7]) * d, (m[2] * m[7] - m[1] * m[8]) * d, (m[1] * m[5] - m[2] * m[4]) * d,
          (m[5] * m[6] - m[3] * m[8]) * d, (m[0] * m[8] - m[2] * m[6]) * d, (m[2] * m[3] - m[0] * m[5]) * d,
          (m[3] * m[7] - m[4] * m[6]) * d, (m[1] * m[6] - m[0] * m[7]) * d, (m[0] * m[4] - m[1] * m[3]) * d};
}

// Of the four pixels around, at a distance t behind the second.
std::array<float, 4> cubic_weights(float t) {
  constexpr float kA = -0.75F;
  const float before = t + 1;
  const float after = 1 - t;
  std::array<float, 4> w{};
  w[0] = ((kA * before - 5 * kA) * before + 8 * kA) * before - 4 * kA;
  w[1] = ((kA + 2) * t - (kA + 3)) * t * t + 1;
  w[2] = ((kA + 2) * after - (kA + 3)) * after * after + 1;
  w[3] = 1 - w[0] - w[1] - w[2];
  return w;
}

template <typename T>
constexpr bool kByParts = std::is_same_v<T, int32_t> || std::is_same_v<T, int16_t> || std::is_same_v<T, double>;

template <typename T>
struct Warp {
  const Image& src;
  const Image& out;
  int64_t interpolation;
  Border border;
  std::array<T, 4> value{};
  std::array<float, 9> m{};
  std::array<double, 9> exact{};
  bool perspective = false;
  const float* across = nullptr;  // maps in place of the matrix, if there are any
  const float* down = nullptr;

  // Where (x, y) reads in OpenCV's older way, in whole parts of a pixel (1 or 32): by doubles for perspectives, by
  // 1024ths else.
  std::array<int64_t, 2> in_parts(int64_t x, int64_t y, int64_t parts) const {
    const auto bounded = [](double f) { return saturate<int32_t>(f == f ? f : 0.0); };
    const auto row = static_cast<double>(y);
    const auto unit = static_cast<double>(parts);
    if (across) {
      const auto part = [&](const float* map) {
        return bounded(static_cast<double>(map[y * out.width + x] * static_cast<float>(parts)));
      };
      return {part(across), part(down)};
    }
    if (perspective) {
      const auto column = static_cast<double>(x);
      const double w = exact[6] * column + (exact[7] * row + exact[8]);
      const double scale = w != 0 ? unit / w : 0;
      return {bounded((exact[0] * column + (exact[1] * row + exact[2])) * scale),
              bounded((exact[3] * column + (exact[4] * row + exact[5])) * scale)};
    }
    const int shift = parts == 1 ? 10 : 5;
    const auto along = [&](std::size_t i) {
      const int64_t start = bounded((exact[i + 1] * row + exact[i + 2]) * 1024) + 512 / parts;
      return (start + bounded(exact[i] * static_cast<double>(x) * 1024)) >> shift;
    };
    return {along(0), along(3)};
  }

  // The pixel of the input at (x, y), or what the border has there; nothing where it is left as it is.
  const T* pixel(int64_t x, int64_t y) const {
    if (x < 0 || x >= src.width || y < 0 || y >= src.height) {
      if (border == Border::Constant || border == Border::Transparent) return value.data();
      x = border_index(x, src.width, border);
      y = border_index(y, src.height, border);
    }
    return src.at<T>(y) + x * src.channels;
  }

  void rows(int64_t begin, int64_t end) const {
    if constexpr (kByParts<T>) {
      rows_by_parts(begin, end);
    } else {
      std::vector<float> places(static_cast<std::size_t>(across ? 0 : 2 * (out.width + 4)));
      for (int64_t y = begin; y < end; ++y) {
        if (across) {
          row(across + y * out.width, down + y * out.width, out.at<T>(y));
          continue;
        }
        const auto at = static_cast<float>(y);
        const std::array<float, 3> start = {at * m[1] + m[2], at * m[4] + m[5], at * m[7] + m[8]};
        float* v = places.data() + out.width + 4;
        filter_functions().places(m.data(), start.data(), perspective, places.data(), v, out.width);
        row(places.data(), v, out.at<T>(y));
      }
    }
  }

  // A row whose pixels read at (u[x], v[x]).
  void row(const float* u, const float* v, T* to) const {
    if (interpolation == kNearest) return src.channels == 3 ? nearest<3>(u, v, to) : nearest<0>(u, v, to);
    for (int64_t x = 0; x < out.width; ++x) {
      x += inside(u + x, v + x, to + x * out.channels, out.width - x);
      if (x == out.width) break;
      if (interpolation == kLinear && border == Border::Constant && is_beyond(u[x], v[x])) {
        for (; x < out.width && is_beyond(u[x], v[x]); ++x)
          std::copy_n(value.data(), out.channels, to + x * out.channels);
        --x;
        continue;
      }
      T* pixel = to + x * out.channels;
      if (interpolation == kLinear) {
        read_linear(bounded(u[x]), bounded(v[x]), pixel);
      } else {
        read_cubic(bounded(u[x]), bounded(v[x]), pixel);
      }
    }
  }

  // Whether all four pixels around lie outside of the image.
  bool is_beyond(float u, float v) const {
    return !(u >= -1 && v >= -1 && u < static_cast<float>(src.width) && v < static_cast<float>(src.height));
  }

  // Finite and small enough to be a whole number.
  static float bounded(float f) {
    constexpr float kFar = 1e9F;
    return f == f ? std::clamp(f, -kFar, kFar) : -kFar;
  }

  template <int64_t Channels>
  void nearest(const float* u, const float* v, T* to) const {
    const int64_t channels = Channels > 0 ? Channels : src.channels;
    for (int64_t x = 0; x < out.width;) {
      int64_t last = out.width;
      if constexpr (std::is_same_v<T, uint8_t> && Channels != 3) {
        constexpr int64_t kFew = 16;  // that are read one by one before the next try
        x += filter_functions().nearest_bytes(source(), u + x, v + x, to + x * channels, out.width - x);
        last = std::min(x + kFew, out.width);
      }
      for (; x < last; ++x) {
        const bool beyond = border == Border::Constant && is_beyond(u[x], v[x]);
        const T* from = beyond ? value.data() : pixel(std::lrint(bounded(u[x])), std::lrint(bounded(v[x])));
        for (int64_t i = 0; i < channels; ++i) to[x * channels + i] = from[i];
      }
    }
  }

  WarpSource<T> source() const {
    return {src.data<T>(), src.width, src.height, src.channels, src.row(), src.tensor.numel()};
  }

  // Reads pixels up to the next one near the edge; returns how many.
  int64_t inside(const float* u, const float* v, T* to, int64_t count) const {
    const WarpSource<T> from = source();
    const auto& functions = filter_functions();
    if constexpr (std::is_same_v<T, uint8_t>) {
      return (interpolation == kLinear ? functions.linear_bytes : functions.cubic_bytes)(from, u, v, to, count);
    } else if constexpr (std::is_same_v<T, float>) {
      return (interpolation == kLinear ? functions.linear_floats : functions.cubic_floats)(from, u, v, to, count);
    } else {
      return 0;
    }
  }

  void rows_by_parts(int64_t begin, int64_t end) const {
    for (int64_t y = begin; y < end; ++y) {
      T* to = out.at<T>(y);
      for (int64_t x = 0; x < out.width; ++x, to += out.channels) {
        const auto [u, v] = in_parts(x, y, interpolation == kNearest ? 1 : kParts);
        if (interpolation == kNearest) {
          std::copy_n(pixel(u, v), src.channels, to);
        } else {
          read_parts(u, v, to);
        }
      }
    }
  }

  static constexpr int64_t kParts = 32;
  void read_parts(int64_t u, int64_t v, T* to) const {
    const int64_t left = u >> 5;
    const int64_t top = v >> 5;
    const float across_by = static_cast<float>(u & (kParts - 1)) / kParts;
    const float down_by = static_cast<float>(v & (kParts - 1)) / kParts;
    const std::array<float, 4> w{(1 - down_by) * (1 - across_by), (1 - down_by) * across_by, down_by * (1 - across_by),
                                 down_by * across_by};
    const std::array<const T*, 4> p{pixel(left, top), pixel(left + 1, top), pixel(left, top + 1),
                                    pixel(left + 1, top + 1)};
    for (int64_t i = 0; i < src.channels; ++i) {
      SumOf<T> sum = 0;
      for (std::size_t k = 0; k < 4; ++k) sum += static_cast<SumOf<T>>(p[k][i]) * static_cast<SumOf<T>>(w[k]);
      if constexpr (!std::is_same_v<T, int32_t>) to[i] = saturate<T>(sum);
    }
  }

  void read_linear(float u, float v, T* to) const {
    const int64_t left = floor_of(u);
    const int64_t top = floor_of(v);
    const float across = u - static_cast<float>(left);
    const float down = v - static_cast<float>(top);
    const bool inside = left >= 0 && top >= 0 && left + 1 < src.width && top + 1 < src.height;
    const T* a = inside ? src.at<T>(top) + left * src.channels : pixel(left, top);
    const T* b = inside ? a + src.channels : pixel(left + 1, top);
    const T* c = inside ? a + src.row() : pixel(left, top + 1);
    const T* d = inside ? c + src.channels : pixel(left + 1, top + 1);
    for (int64_t i = 0; i < src.channels; ++i) {
      const auto f = [i](const T* p) { return static_cast<float>(p[i]); };
      const float upper = fused(across, f(b) - f(a), f(a));
      const float lower = fused(across, f(d) - f(c), f(c));
      to[i] = saturate<T>(fused(down, lower - upper, upper));
    }
  }

  // Reads at most an image's size beyond its edges, as OpenCV does here.
  void read_cubic(float u, float v, T* to) const {
    u = std::clamp(u, static_cast<float>(-src.width), static_cast<float>(2 * src.width));
    v = std::clamp(v, static_cast<float>(-src.height), static_cast<float>(2 * src.height));
    const int64_t left = floor_of(u) - 1;
    const int64_t top = floor_of(v) - 1;
    const std::array<float, 4> columns = cubic_weights(u - static_cast<float>(left + 1));
    const std::array<float, 4> rows = cubic_weights(v - static_cast<float>(top + 1));
    std::array<float, 4> sums{};
    for (int64_t y = 0; y < 4; ++y) {
      std::array<float, 4> line{};
      for (int64_t x = 0; x < 4; ++x) {
        const T* from = pixel(left + x, top + y);
        const float w = columns[static_cast<std::size_t>(x)];
        for (int64_t i = 0; i < src.channels; ++i) line[static_cast<std::size_t>(i)] += static_cast<float>(from[i]) * w;
      }
      for (std::size_t i = 0; i < 4; ++i) sums[i] += line[i] * rows[static_cast<std::size_t>(y)];
    }
    for (int64_t i = 0; i < src.channels; ++i) to[i] = saturate<T>(sums[static_cast<std::size_t>(i)]);
  }
};

// Runs a warp that `prepare` gives its matrix or its maps.
template <typename Prepare>
Tensor run(const char* function, const Image& src, int64_t width, int64_t height, int64_t flags, int64_t border,
           const std::vector<double>& value, const Prepare& prepare) {
  const int64_t interpolation = flags & 7;
  if (interpolation > kCubic) {
    raise("error", function, "(): only INTER_NEAREST, INTER_LINEAR and INTER_CUBIC are supported");
  }
  if (width <= 0 || height <= 0) raise("error", function, "(): the size ", width, " x ", height, " isn't positive");
  if (src.channels > 4) raise("error", function, "(): an image has at most 4 channels here, not ", src.channels);
  const Image out = new_image(height, width, src.channels, src.dtype());
  const auto warped = [&](auto tag) {
    using T = typename decltype(tag)::type;
    Warp<T> made{src, out, interpolation, border_of(border, function)};
    if (made.border == Border::Transparent) raise("error", function, "(): BORDER_TRANSPARENT isn't supported");
    for (std::size_t i = 0; i < std::min<std::size_t>(value.size(), 4); ++i) made.value[i] = saturate<T>(value[i]);
    prepare(made);
    for_rows(height, width * 8, [&](int64_t begin, int64_t end) { made.rows(begin, end); });
  };
  const bool by_parts = src.dtype() == Dtype::Int16 || src.dtype() == Dtype::Float64;
  if (by_parts && interpolation == kCubic) unsupported_depth(function, src.dtype());
  if (src.dtype() == Dtype::Int32 && interpolation == kNearest) {  // labels, of which there is no mean
    warped(TypeTag<int32_t>{});
  } else {
    dispatch_depth(src.dtype(), function, warped);
  }
  return out.tensor;
}

Tensor warp(const char* function, const Tensor& self, std::array<double, 9> m, bool perspective, int64_t width,
            int64_t height, int64_t flags, int64_t border, const std::vector<double>& value) {
  const Image src = image_of(self, function);
  if ((flags & kInverse) == 0) m = perspective ? inverted(m) : inverted_affine(m);
  return run(function, src, width, height, flags, border, value, [&](auto& made) {
    made.perspective = perspective;
    made.exact = m;
    for (std::size_t i = 0; i < 9; ++i) made.m[i] = static_cast<float>(m[i]);
  });
}

Tensor warp_affine(const Tensor& self, const Tensor& matrix, int64_t width, int64_t height, int64_t flags,
                   int64_t border, const std::vector<double>& value) {
  return warp("warpAffine", self, matrix_of(matrix, 2, "warpAffine"), false, width, height, flags, border, value);
}

Tensor warp_perspective(const Tensor& self, const Tensor& matrix, int64_t width, int64_t height, int64_t flags,
                        int64_t border, const std::vector<double>& value) {
  return warp("warpPerspective", self, matrix_of(matrix, 3, "warpPerspective"), true, width, height, flags, border,
              value);
}

Tensor remap(const Tensor& self, const Tensor& across, const Tensor& down, int64_t interpolation, int64_t border,
             const std::vector<double>& value) {
  const Image src = image_of(self, "remap");
  const Image x = image_of(across, "remap");
  const Image y = image_of(down, "remap");
  if (x.dtype() != Dtype::Float32 || y.dtype() != Dtype::Float32 || x.channels != 1 || across.sizes() != down.sizes()) {
    raise("error", "remap(): the maps are of float32 and of one size");
  }
  return run("remap", src, x.width, x.height, interpolation, border, value, [&](auto& made) {
    made.across = x.template data<float>();
    made.down = y.template data<float>();
  });
}

// Where a lens shows the pixels of an image of that size: `numbers` are a Lens's.
std::tuple<Tensor, Tensor> lens_maps(const std::vector<double>& numbers, int64_t width, int64_t height, double parts) {
  if (numbers.size() != 25 || width < 0 || height < 0)
    raise("error", "initUndistortRectifyMap(): 25 numbers and a size");
  Lens lens{};
  std::copy_n(numbers.begin(), 9, lens.inverse);
  std::copy_n(numbers.begin() + 9, 12, lens.k);
  std::copy_n(numbers.begin() + 21, 4, lens.camera);
  lens.parts = static_cast<float>(parts);
  const Tensor across = empty(Ints{height, width}, Dtype::Float32);
  const Tensor down = empty(Ints{height, width}, Dtype::Float32);
  for_rows(height, width * 4, [&](int64_t begin, int64_t end) {
    const auto room = static_cast<std::size_t>(width + 8);
    std::vector<float> line(2 * room);
    for (int64_t y = begin; y < end; ++y) {
      mix_functions().see(lens, static_cast<double>(y), line.data(), line.data() + room, width);
      std::copy_n(line.data(), width, across.data<float>() + y * width);
      std::copy_n(line.data() + room, width, down.data<float>() + y * width);
    }
  });
  return {across, down};
}

}  // namespace

KERNEL(cv2_lensMaps, lens_maps)
KERNEL(cv2_remap, remap)
KERNEL(cv2_warpAffine, warp_affine)
KERNEL(cv2_warpPerspective, warp_perspective)

}  // namespace flambeau
