// OpenCV's filters: Gaussian, box, any kernel, and the morphological ones.
//
// Each reads an image that has been given its border, row by row. uint8 is computed as OpenCV does it: Gaussian weights
// of 8 bits whose rounding errors are passed on to the next, box sums divided by a multiplication, float elsewhere.
#include <array>
#include <bit>
#include <vector>

#include "kernels/cv_image.h"
#include "simd/filter.h"
#include "simd/pixels.h"

namespace flambeau {
namespace {

std::vector<double> gaussian_kernel(int64_t size, double sigma) {
  static const std::vector<double> kSmall[] = {{1},
                                               {0.25, 0.5, 0.25},
                                               {0.0625, 0.25, 0.375, 0.25, 0.0625},
                                               {0.03125, 0.109375, 0.21875, 0.28125, 0.21875, 0.109375, 0.03125}};
  if (sigma <= 0 && size <= 7) return kSmall[size / 2];
  if (sigma <= 0 && size == 9) {
    std::vector<double> nine;
    for (const int w : {4, 13, 30, 51, 60, 51, 30, 13, 4}) nine.push_back(w / 256.0);
    return nine;
  }
  if (sigma <= 0) sigma = (static_cast<double>(size - 1) * 0.5 - 1) * 0.3 + 0.8;
  std::vector<double> kernel;
  double sum = 0;
  for (int64_t i = 0; i < size; ++i) {
    const double x = static_cast<double>(i) - static_cast<double>(size - 1) * 0.5;
    kernel.push_back(std::exp(-0.5 / (sigma * sigma) * x * x));
    sum += kernel.back();
  }
  for (double& w : kernel) w /= sum;
  return kernel;
}

// The kernel in 1/`unit`: what rounding a weight loses goes to the next one, the middle gets what is left.
template <typename Weight>
std::vector<Weight> in_whole(const std::vector<double>& kernel, int unit) {
  std::vector<Weight> weights(kernel.size());
  double error = 0;
  int sum = 0;
  for (std::size_t i = 0; i < kernel.size() / 2; ++i) {
    const double wanted = kernel[i] * unit + error;
    const auto rounded = static_cast<int>(std::nearbyint(wanted));
    error = wanted - rounded;
    weights[i] = weights[kernel.size() - 1 - i] = static_cast<Weight>(rounded);
    sum += rounded;
  }
  weights[kernel.size() / 2] = static_cast<Weight>(unit - 2 * sum);
  return weights;
}

std::vector<float> in_floats(const std::vector<double>& kernel) { return {kernel.begin(), kernel.end()}; }

// The sums of `padded` along rows, then along columns; `finish` makes an output element of the last sum.
template <typename T, typename Row, typename Sum, typename Weight, typename Finish>
void separable(const Image& padded, const Image& out, const std::vector<Weight>& across,
               const std::vector<Weight>& down, const Finish& finish) {
  const int64_t size = out.row();
  const int64_t channels = padded.channels;
  std::vector<Row> rows(static_cast<std::size_t>(padded.height * size));
  for_rows(padded.height, out.width, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      Row* to = rows.data() + y * size;
      std::fill(to, to + size, Row{0});
      for (std::size_t k = 0; k < across.size(); ++k) {
        const T* from = padded.at<T>(y) + static_cast<int64_t>(k) * channels;
        const Weight w = across[k];
        FLAMBEAU_EACH
        for (int64_t i = 0; i < size; ++i) to[i] = static_cast<Row>(to[i] + static_cast<Row>(from[i]) * w);
      }
    }
  });
  for_rows(out.height, out.width, [&](int64_t begin, int64_t end) {
    std::vector<Sum> sum(static_cast<std::size_t>(size));
    for (int64_t y = begin; y < end; ++y) {
      std::fill(sum.begin(), sum.end(), Sum{0});
      for (std::size_t k = 0; k < down.size(); ++k) {
        const Row* from = rows.data() + (y + static_cast<int64_t>(k)) * size;
        const auto w = static_cast<Sum>(down[k]);
        Sum* to = sum.data();
        FLAMBEAU_EACH
        for (int64_t i = 0; i < size; ++i) to[i] += static_cast<Sum>(from[i]) * w;
      }
      T* to = out.at<T>(y);
      for (int64_t i = 0; i < size; ++i) to[i] = finish(sum[static_cast<std::size_t>(i)]);
    }
  });
}

// Filters across, then down: `across(y, to)` fills a line from the row y of the image with its border, `down(lines, y)`
// makes the output's row y of `height` lines. Lines are made when the first row needs them and kept for the others.
template <typename Line, typename Across, typename Down>
void line_by_line(const Image& out, int64_t height, int64_t cost, const Across& across, const Down& down) {
  const int64_t size = out.row();
  const int64_t grain = std::max(kPixelGrain * 4 / std::max<int64_t>(size * cost, 1), height);
  parallel_for(0, out.height, grain, [&](int64_t begin, int64_t end) {
    std::vector<Line> held(static_cast<std::size_t>(height * size));
    std::vector<const Line*> lines(static_cast<std::size_t>(height));
    int64_t made = begin;
    for (int64_t y = begin; y < end; ++y) {
      for (; made < y + height; ++made) across(made, held.data() + made % height * size);
      for (int64_t k = 0; k < height; ++k) {
        lines[static_cast<std::size_t>(k)] = held.data() + (y + k) % height * size;
      }
      down(lines.data(), y);
    }
  });
}

// `count` lines of a row, each a pixel further.
template <typename T>
std::vector<const T*> shifted(const Image& image, int64_t y, std::size_t count) {
  std::vector<const T*> lines;
  for (std::size_t k = 0; k < count; ++k) lines.push_back(image.at<T>(y) + static_cast<int64_t>(k) * image.channels);
  return lines;
}

void gaussian_bytes(const Image& padded, const Image& out, const std::vector<uint16_t>& across,
                    const std::vector<uint16_t>& down) {
  const auto& functions = filter_functions();
  const auto taps = [](const auto& weights) { return static_cast<int64_t>(weights.size()); };
  line_by_line<uint16_t>(
      out, taps(down), taps(across) + taps(down),
      [&](int64_t y, uint16_t* to) {
        const auto lines = shifted<uint8_t>(padded, y, across.size());
        functions.weigh_bytes(lines.data(), across.data(), taps(across), to, out.row());
      },
      [&](const uint16_t* const* lines, int64_t y) {
        functions.weigh_sums(lines, down.data(), taps(down), out.at<uint8_t>(y), out.row());
      });
}

void gaussian_floats(const Image& padded, const Image& out, const std::vector<float>& across,
                     const std::vector<float>& down) {
  const auto sum = filter_functions().sum_floats;
  const auto taps = [](const auto& weights) { return static_cast<int64_t>(weights.size()); };
  line_by_line<float>(
      out, taps(down), taps(across) + taps(down),
      [&](int64_t y, float* to) {
        const auto lines = shifted<float>(padded, y, across.size());
        sum(lines.data(), across.data(), taps(across), 0, to, out.row());
      },
      [&](const float* const* lines, int64_t y) {
        sum(lines, down.data(), taps(down), 0, out.at<float>(y), out.row());
      });
}

Tensor gaussian_blur(const Tensor& self, int64_t width, int64_t height, double sigma_x, double sigma_y,
                     int64_t border) {
  const Image src = image_of(self, "GaussianBlur");
  if (sigma_y <= 0) sigma_y = sigma_x;
  const bool bytes = src.dtype() == Dtype::UInt8;
  const auto size_for = [bytes](double sigma) {
    return static_cast<int64_t>(std::nearbyint(sigma * (bytes ? 3 : 4) * 2 + 1)) | 1;
  };
  if (width <= 0 && sigma_x > 0) width = size_for(sigma_x);
  if (height <= 0 && sigma_y > 0) height = size_for(sigma_y);
  if (width <= 0 || height <= 0 || width % 2 == 0 || height % 2 == 0) {
    raise("error", "GaussianBlur(): the kernel's sides are odd and positive, not ", width, " x ", height);
  }
  const Border around = border_of(border, "GaussianBlur");
  if (around != Border::Constant) {
    if (src.width == 1) width = 1;
    if (src.height == 1) height = 1;
  }
  const std::vector<double> across = gaussian_kernel(width, sigma_x);
  const std::vector<double> down = gaussian_kernel(height, sigma_y);
  const auto x = static_cast<int64_t>(across.size() / 2);
  const auto y = static_cast<int64_t>(down.size() / 2);
  const Image padded = bordered(src, y, y, x, x, around, {});
  const Image out = new_image(src.height, src.width, src.channels, src.dtype());
  if (bytes) {
    gaussian_bytes(padded, out, in_whole<uint16_t>(across, 1 << 8), in_whole<uint16_t>(down, 1 << 8));
  } else if (src.dtype() == Dtype::UInt16) {
    const auto x_weights = in_whole<uint32_t>(across, 1 << 16);
    separable<uint16_t, uint32_t, uint64_t>(
        padded, out, x_weights, in_whole<uint32_t>(down, 1 << 16),
        [](uint64_t sum) { return static_cast<uint16_t>(std::min<uint64_t>((sum + (1ULL << 31)) >> 32, 65535)); });
  } else if (src.dtype() == Dtype::Float64) {
    separable<double, double, double>(padded, out, across, down, [](double sum) { return sum; });
  } else if (src.dtype() == Dtype::Int16) {
    const auto rounded = [](float sum) { return saturate<int16_t>(sum); };
    separable<int16_t, float, float>(padded, out, in_floats(across), in_floats(down), rounded);
  } else if (src.dtype() == Dtype::Float32) {
    gaussian_floats(padded, out, in_floats(across), in_floats(down));
  } else {
    unsupported_depth("GaussianBlur", src.dtype());
  }
  return out.tensor;
}

// Division of a box's sum, rounded half up. While sums fit 16 bits OpenCV multiplies by 65536 / area and rounds what is
// half-way in its own way: for powers of two sums are one too large.
struct Divisor {
  int64_t area;
  bool normalize;
  uint32_t scale = 0;  // 2^24 / area, rounded up: exact for these sums
  uint32_t delta = 0;

  Divisor(int64_t box, bool divides) : area(box), normalize(divides) {
    if (area > 256) return;
    const auto a = static_cast<uint32_t>(area);
    scale = ((1U << 24) + a - 1) / a;
    delta = a / 2 + (std::has_single_bit(a) ? 1 : 0);
  }
  uint8_t operator()(int32_t sum) const {
    if (!normalize || area == 1) return saturate<uint8_t>(sum);
    if (area > 256) {
      return saturate<uint8_t>(static_cast<float>(sum) * static_cast<float>(1.0 / static_cast<double>(area)));
    }
    const auto most = static_cast<uint32_t>(256 * area - 1);
    return static_cast<uint8_t>((std::min(static_cast<uint32_t>(sum) + delta, most) * scale) >> 24);
  }
  // What is added, the most that is multiplied then, and by what in 1 / 2^24.
  std::array<uint32_t, 3> multiplied() const {
    if (!normalize || area == 1) return {0, 255, 1 << 24};
    return {delta, static_cast<uint32_t>(256 * area - 1), scale};
  }
  double operator()(double sum) const { return normalize ? sum * (1.0 / static_cast<double>(area)) : sum; }
};

// Sums over a window that slides along rows, and then down the columns.
template <typename T, typename Sum>
void box_sums(const Image& padded, const Image& out, int64_t width, int64_t height, const Divisor& divide) {
  const int64_t size = out.row();
  const int64_t channels = padded.channels;
  std::vector<Sum> rows(static_cast<std::size_t>(padded.height * size));
  for_rows(padded.height, out.width, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      const T* from = padded.at<T>(y);
      Sum* to = rows.data() + y * size;
      for (int64_t c = 0; c < channels; ++c) {
        Sum sum = 0;
        for (int64_t k = 0; k < width; ++k) sum += static_cast<Sum>(from[k * channels + c]);
        to[c] = sum;
      }
      for (int64_t i = channels; i < size; ++i) {
        to[i] = to[i - channels] + static_cast<Sum>(from[i + (width - 1) * channels]) -
                static_cast<Sum>(from[i - channels]);
      }
    }
  });
  for_rows(out.height, out.width * 2, [&](int64_t begin, int64_t end) {
    std::vector<Sum> sum(static_cast<std::size_t>(size), Sum{0});
    const auto add = [&](int64_t y, Sum sign) {
      const Sum* from = rows.data() + y * size;
      Sum* to = sum.data();
      FLAMBEAU_EACH
      for (int64_t i = 0; i < size; ++i) to[i] += sign * from[i];
    };
    for (int64_t k = 0; k < height - 1; ++k) add(begin + k, 1);
    for (int64_t y = begin; y < end; ++y) {
      add(y + height - 1, 1);
      T* to = out.at<T>(y);
      for (int64_t i = 0; i < size; ++i) to[i] = saturate<T>(divide(sum[static_cast<std::size_t>(i)]));
      add(y, -1);
    }
  });
}

// The same where the sums of bytes fit 16 bits.
void small_box(const Image& padded, const Image& out, int64_t width, int64_t height, const Divisor& divide) {
  const auto& functions = filter_functions();
  const int64_t size = out.row();
  const std::vector<uint16_t> ones(static_cast<std::size_t>(width), 1);
  const std::array<uint32_t, 3> delta_most_scale = divide.multiplied();
  parallel_for(0, out.height, std::max(kPixelGrain / size, height), [&](int64_t begin, int64_t end) {
    std::vector<uint16_t> held(static_cast<std::size_t>((height + 1) * size), 0);
    uint16_t* sum = held.data() + height * size;
    const auto line = [&](int64_t y) { return held.data() + y % height * size; };
    const auto across = [&](int64_t y) {
      const auto lines = shifted<uint8_t>(padded, y, ones.size());
      functions.weigh_bytes(lines.data(), ones.data(), width, line(y), size);
    };
    for (int64_t y = begin; y < begin + height - 1; ++y) {
      across(y);
      const uint16_t* from = line(y);
      FLAMBEAU_EACH
      for (int64_t i = 0; i < size; ++i) sum[i] = static_cast<uint16_t>(sum[i] + from[i]);
    }
    for (int64_t y = begin; y < end; ++y) {
      across(y + height - 1);
      functions.slide(sum, line(y + height - 1), line(y), delta_most_scale.data(), out.at<uint8_t>(y), size);
    }
  });
}

Tensor box_filter(const Tensor& self, int64_t width, int64_t height, bool normalize, int64_t border) {
  const Image src = image_of(self, "blur");
  if (width <= 0 || height <= 0) raise("error", "blur(): the kernel's sides are positive, not ", width, " x ", height);
  const int64_t x = width / 2;
  const int64_t y = height / 2;
  const Image padded = bordered(src, y, height - 1 - y, x, width - 1 - x, border_of(border, "blur"), {});
  const Image out = new_image(src.height, src.width, src.channels, src.dtype());
  const Divisor divide(width * height, normalize);
  if (src.dtype() == Dtype::UInt8 && width * height <= 256) {
    small_box(padded, out, width, height, divide);
    return out.tensor;
  }
  dispatch_depth(src.dtype(), "blur", [&](auto tag) {
    using T = typename decltype(tag)::type;
    box_sums<T, std::conditional_t<sizeof(T) == 1, int32_t, double>>(padded, out, width, height, divide);
  });
  return out.tensor;
}

// --- kernels of any shape
// -----------------------------------------------------------------------------------------------

struct Tap {
  int64_t y, x;
  double weight;
};

// The elements of a kernel that aren't zero.
std::vector<Tap> taps_of(const Tensor& kernel, const char* function) {
  if (kernel.dim() != 2 || kernel.numel() == 0) raise("error", function, "(): the kernel has two dims and isn't empty");
  const Tensor weights = contiguous(to_dtype(kernel, Dtype::Float64));
  std::vector<Tap> taps;
  for (int64_t i = 0; i < weights.numel(); ++i) {
    const double w = weights.data<double>()[i];
    if (w != 0) taps.push_back({i / kernel.sizes()[1], i % kernel.sizes()[1], w});
  }
  return taps;
}

struct Anchor {
  int64_t x, y;
};

Anchor anchor_in(const Tensor& kernel, int64_t x, int64_t y, const char* function) {
  const Anchor anchor{x < 0 ? kernel.sizes()[1] / 2 : x, y < 0 ? kernel.sizes()[0] / 2 : y};
  if (anchor.x >= kernel.sizes()[1] || anchor.y >= kernel.sizes()[0]) {
    raise("error", function, "(): the anchor lies outside the kernel");
  }
  return anchor;
}

Image around_kernel(const Image& src, const Tensor& kernel, const Anchor& at, Border border,
                    const std::vector<double>& value) {
  return bordered(src, at.y, kernel.sizes()[0] - 1 - at.y, at.x, kernel.sizes()[1] - 1 - at.x, border, value);
}

// The lines of an image that a kernel's elements read for the output's row y.
template <typename T>
std::vector<const T*> lines_under(const Image& padded, const std::vector<Tap>& taps, int64_t y) {
  std::vector<const T*> lines;
  lines.reserve(taps.size());
  for (const Tap& tap : taps) lines.push_back(padded.at<T>(y + tap.y) + tap.x * padded.channels);
  return lines;
}

template <typename T>
void sum_under(const std::vector<const T*>& lines, const std::vector<float>& weights, float delta, float* to,
               int64_t size) {
  const auto count = static_cast<int64_t>(weights.size());
  if constexpr (sizeof(T) == 1) {
    filter_functions().sum_bytes(lines.data(), weights.data(), count, delta, to, size);
  } else {
    filter_functions().sum_floats(lines.data(), weights.data(), count, delta, to, size);
  }
}

template <typename From, typename To>
void correlate(const Image& padded, const Image& out, const std::vector<Tap>& taps, double delta) {
  using Sum = SumOf<From>;
  const int64_t size = out.row();
  std::vector<float> weights;
  for (const Tap& tap : taps) weights.push_back(static_cast<float>(tap.weight));
  for_rows(out.height, out.width * static_cast<int64_t>(taps.size() + 1), [&](int64_t begin, int64_t end) {
    std::vector<Sum> sum(static_cast<std::size_t>(size));
    for (int64_t y = begin; y < end; ++y) {
      To* to = out.at<To>(y);
      if constexpr (std::is_same_v<From, uint8_t> || std::is_same_v<From, float>) {
        const auto lines = lines_under<From>(padded, taps, y);
        if constexpr (std::is_same_v<To, float>) {
          sum_under(lines, weights, static_cast<float>(delta), to, size);
        } else {
          sum_under(lines, weights, static_cast<float>(delta), sum.data(), size);
          pixel_functions().to_bytes(sum.data(), to, size);
        }
        continue;
      }
      std::fill(sum.begin(), sum.end(), static_cast<Sum>(delta));
      for (const Tap& tap : taps) {
        const From* from = padded.at<From>(y + tap.y) + tap.x * padded.channels;
        const auto w = static_cast<Sum>(tap.weight);
        Sum* to = sum.data();
        FLAMBEAU_EACH
        for (int64_t i = 0; i < size; ++i) to[i] += static_cast<Sum>(from[i]) * w;
      }
      for (int64_t i = 0; i < size; ++i) to[i] = saturate<To>(sum[static_cast<std::size_t>(i)]);
    }
  });
}

Tensor filter_2d(const Tensor& self, const Tensor& kernel, bool to_float, int64_t anchor_x, int64_t anchor_y,
                 double delta, int64_t border) {
  const Image src = image_of(self, "filter2D");
  const std::vector<Tap> taps = taps_of(kernel, "filter2D");
  const Anchor at = anchor_in(kernel, anchor_x, anchor_y, "filter2D");
  const Image padded = around_kernel(src, kernel, at, border_of(border, "filter2D"), {});
  const Image out = new_image(src.height, src.width, src.channels, to_float ? Dtype::Float32 : src.dtype());
  dispatch_depth(src.dtype(), "filter2D", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if (to_float) return correlate<T, float>(padded, out, taps, delta);
    correlate<T, T>(padded, out, taps, delta);
  });
  return out.tensor;
}

template <typename T>
void extremes(const Image& padded, const Image& out, const std::vector<Tap>& taps, bool least) {
  const int64_t size = out.row();
  const auto cost = static_cast<int64_t>(taps.size() + 1);
  for_rows(out.height, out.width * cost / 4 + 1, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      T* to = out.at<T>(y);
      bool first = true;
      for (const Tap& tap : taps) {
        const T* from = padded.at<T>(y + tap.y) + tap.x * padded.channels;
        if (first) {
          std::copy(from, from + size, to);
        } else if (least) {
          FLAMBEAU_EACH
          for (int64_t i = 0; i < size; ++i) to[i] = std::min(to[i], from[i]);
        } else {
          FLAMBEAU_EACH
          for (int64_t i = 0; i < size; ++i) to[i] = std::max(to[i], from[i]);
        }
        first = false;
      }
    }
  });
}

// Of bytes: a rectangle's across, then down.
void extremes_of_bytes(const Image& padded, const Image& out, const std::vector<Tap>& taps, const Tensor& kernel,
                       bool least) {
  const auto extreme = filter_functions().extreme;
  const int64_t size = out.row();
  const int64_t width = kernel.sizes()[1];
  const int64_t height = kernel.sizes()[0];
  constexpr int64_t kFew = 12;
  const auto count = static_cast<int64_t>(taps.size());
  if (count > kFew && count == width * height) {
    line_by_line<uint8_t>(
        out, height, 1 + (width + height) / 16,
        [&](int64_t y, uint8_t* to) {
          extreme(shifted<uint8_t>(padded, y, static_cast<std::size_t>(width)).data(), width, least, to, size);
        },
        [&](const uint8_t* const* lines, int64_t y) { extreme(lines, height, least, out.at<uint8_t>(y), size); });
    return;
  }
  for_rows(out.height, out.row() * (1 + count / 16), [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      extreme(lines_under<uint8_t>(padded, taps, y).data(), count, least, out.at<uint8_t>(y), size);
    }
  });
}

// The least (erode) or greatest (dilate) under the kernel; beyond the image lies what never wins, unless told
// otherwise.
Tensor morphology(const Tensor& self, const Tensor& kernel, bool erodes, int64_t anchor_x, int64_t anchor_y,
                  int64_t iterations, int64_t border) {
  const char* name = erodes ? "erode" : "dilate";
  Image image = image_of(self, name);
  const std::vector<Tap> taps = taps_of(kernel, name);
  const Anchor at = anchor_in(kernel, anchor_x, anchor_y, name);
  if (taps.empty()) return image.tensor;
  // A rectangle several times over is a larger one, where nothing beyond the image counts.
  if (iterations > 1 && static_cast<int64_t>(taps.size()) == kernel.numel() &&
      border_of(border, name) == Border::Constant) {
    const auto side = [&](std::size_t dim) { return (kernel.sizes()[dim] - 1) * iterations + 1; };
    const Tensor whole = empty({side(0), side(1)}, Dtype::UInt8);
    std::fill_n(whole.data<uint8_t>(), whole.numel(), uint8_t{1});
    return morphology(self, whole, erodes, at.x * iterations, at.y * iterations, 1, border);
  }
  dispatch_depth(image.dtype(), name, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const double never = erodes ? std::numeric_limits<T>::max() : std::numeric_limits<T>::lowest();
    for (int64_t i = 0; i < iterations; ++i) {
      const Image padded = around_kernel(image, kernel, at, border_of(border, name), {never, never, never, never});
      image = new_image(image.height, image.width, image.channels, image.dtype());
      if constexpr (sizeof(T) == 1) {
        extremes_of_bytes(padded, image, taps, kernel, erodes);
      } else {
        extremes<T>(padded, image, taps, erodes);
      }
    }
  });
  return image.tensor;
}

}  // namespace

KERNEL(cv2_GaussianBlur, gaussian_blur)
KERNEL(cv2_boxFilter, box_filter)
KERNEL(cv2_filter2D, filter_2d)
KERNEL(cv2_morphology, morphology)

}  // namespace flambeau
