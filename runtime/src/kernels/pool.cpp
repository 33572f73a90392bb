#include "kernels/pool.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <type_traits>

#include "kernels/conv_layout.h"
#include "kernels/iterate.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/rows.h"

namespace flambeau {

namespace {

constexpr int64_t kSmallWindow = 64;  // elements up to which rounding errors may grow with the area of a window
constexpr int64_t kFewWindows = 16;   // below which the lines of each are shared out instead of the windows

using Windows = std::array<PoolAxis::Window, 3>;

// Where the elements of one image lie: all channels of a pixel side by side, or each channel a plane of its own.
struct Layout {
  int64_t batch, channels, in_pixels, out_pixels;
  bool pixels;
};

// Calls body(each_window) once for each part of the output that one thread computes; each_window(f) then calls
// f(n, o, windows) for every output pixel o of every image n in that part.
template <typename F>
void for_each_part(const PoolShape& shape, int64_t images, int64_t work, F&& body) {
  const PoolAxis& depth = shape.axes[0];
  const PoolAxis& height = shape.axes[1];
  const PoolAxis& width = shape.axes[2];
  const int64_t lines = depth.output() * height.output();
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, work * width.output()));
  parallel_for(0, images * lines, grain, [&](int64_t begin, int64_t end) {
    body([&](auto&& f) {
      for (int64_t i = begin; i < end; ++i) {
        const int64_t line = i % lines;
        const auto z = static_cast<std::size_t>(line / height.output());
        const auto y = static_cast<std::size_t>(line % height.output());
        for (std::size_t x = 0; x < width.windows.size(); ++x) {
          f(i / lines, line * width.output() + static_cast<int64_t>(x),
            Windows{depth.windows[z], height.windows[y], width.windows[x]});
        }
      }
    });
  });
}

// Calls f(n, o, windows) for every output pixel o of every image, in parallel.
template <typename F>
void for_each_window(const PoolShape& shape, int64_t images, int64_t work, F&& f) {
  for_each_part(shape, images, work, [&](auto&& each_window) { each_window(f); });
}

// Calls f(pixel) for every input pixel of the window, in order, and g() after each of its lines.
template <typename F, typename G>
void for_each_pixel(const PoolShape& shape, const Windows& w, F&& f, G&& g) {
  const auto& [depth, height, width] = shape.axes;
  for (int64_t z = w[0].first; z < w[0].last; z += depth.step) {
    for (int64_t y = w[1].first; y < w[1].last; y += height.step) {
      const int64_t line = (z * height.input + y) * width.input;
      for (int64_t x = w[2].first; x < w[2].last; x += width.step) f(line + x);
      g();
    }
  }
}

template <typename F>
void for_each_pixel(const PoolShape& shape, const Windows& w, F&& f) {
  for_each_pixel(shape, w, f, [] {});
}

// Whether `value` replaces `best`: a NaN replaces anything, and only by another one is it replaced.
template <typename T>
bool exceeds(T value, T best) {
  if constexpr (std::is_integral_v<T>) {
    return value > best;
  } else if constexpr (sizeof(T) == 2) {
    return exceeds(static_cast<float>(value), static_cast<float>(best));
  } else {
    return static_cast<bool>(static_cast<int>(value > best) | static_cast<int>(value != value));
  }
}

template <typename T>
T lowest() {
  if constexpr (std::is_integral_v<T>) {
    return std::numeric_limits<T>::lowest();
  } else {
    return T(-std::numeric_limits<float>::infinity());
  }
}

// Channels of a pixel are contiguous, and vectors of them: each goes through the window in a register. Calls f(pixels,
// window, result) with where a window's pixels begin.
template <typename F>
void for_each_window_of_pixels(const PoolShape& shape, const Layout& l, const float* in, float* out, F&& f) {
  for_each_part(shape, l.batch, 3 * l.channels, [&](auto&& each_window) {
    std::vector<const float*> pixels;
    each_window([&](int64_t n, int64_t o, const Windows& w) {
      pixels.clear();
      for_each_pixel(shape, w, [&](int64_t p) { pixels.push_back(in + (n * l.in_pixels + p) * l.channels); });
      f(pixels, w, out + (n * l.out_pixels + o) * l.channels);
    });
  });
}

void max_of_pixels(const PoolShape& shape, const Layout& l, const float* in, float* out) {
  for_each_window_of_pixels(shape, l, in, out, [&](const auto& pixels, const Windows&, float* result) {
    row_functions().max_rows(pixels.data(), std::ssize(pixels), result, l.channels);
  });
}

// Every step of a window is taken for all the channels of a pixel at once.
template <typename T>
void max_of_pixels(const PoolShape& shape, const Layout& l, const T* in, T* out, int64_t* indices) {
  for_each_window(shape, l.batch, 9 * l.channels, [&](int64_t n, int64_t o, const Windows& w) {
    T* const best = out + (n * l.out_pixels + o) * l.channels;
    int64_t* const place = indices ? indices + (n * l.out_pixels + o) * l.channels : nullptr;
    std::fill_n(best, l.channels, lowest<T>());
    if (place)
      std::fill_n(place, l.channels,
                  (w[0].first * shape.axes[1].input + w[1].first) * shape.axes[2].input + w[2].first);
    for_each_pixel(shape, w, [&](int64_t pixel) {
      const T* const x = in + (n * l.in_pixels + pixel) * l.channels;
      if (place) {
        for (int64_t c = 0; c < l.channels; ++c) {
          if (exceeds(x[c], best[c])) {
            best[c] = x[c];
            place[c] = pixel;
          }
        }
      } else {
        FLAMBEAU_EACH
        for (int64_t c = 0; c < l.channels; ++c) best[c] = exceeds(x[c], best[c]) ? x[c] : best[c];
      }
    });
  });
}

template <typename T>
void max_of_planes(const PoolShape& shape, const Layout& l, const T* in, T* out, int64_t* indices) {
  for_each_window(shape, l.batch * l.channels, 9, [&](int64_t n, int64_t o, const Windows& w) {
    T best = lowest<T>();
    int64_t place = (w[0].first * shape.axes[1].input + w[1].first) * shape.axes[2].input + w[2].first;
    const T* const plane = in + n * l.in_pixels;
    for_each_pixel(shape, w, [&](int64_t pixel) {
      if (exceeds(plane[pixel], best)) {
        best = plane[pixel];
        place = pixel;
      }
    });
    out[n * l.out_pixels + o] = best;
    if (indices) indices[n * l.out_pixels + o] = place;
  });
}

struct Divisor {
  PoolCount count;
  std::optional<int64_t> fixed;
  int64_t of(const PoolShape& shape, const Windows& w) const {
    if (fixed) return *fixed;
    int64_t product = 1;
    for (std::size_t d = 0; d < 3; ++d) {
      product *= count == PoolCount::Extent ? w[d].extent : w[d].count(shape.axes[d].step);
    }
    return product;
  }
};

template <typename T, typename Sum>
T quotient(Sum sum, int64_t divisor) {
  const Sum value = static_cast<Sum>(sum / static_cast<Sum>(divisor));
  if constexpr (sizeof(T) == 2 && !std::is_integral_v<T>) {
    return T(static_cast<float>(value));
  } else {
    return static_cast<T>(value);
  }
}

// Lines are summed apart and then added, so that rounding errors grow with the sides of a window, not with its area.

// total[c] += channel c of the pixels in lines [first, last) of a window, counted over its planes.
void add_lines(const PoolShape& shape, const Layout& l, const float* image, const Windows& w, int64_t first,
               int64_t last, float* total) {
  const auto& [depth, height, width] = shape.axes;
  const int64_t lines = w[1].count(height.step);
  for (int64_t i = first; i < last; ++i) {
    const int64_t z = w[0].first + i / lines * depth.step;
    const int64_t y = w[1].first + i % lines * height.step;
    const float* const line = image + ((z * height.input + y) * width.input + w[2].first) * l.channels;
    row_functions().add_rows(total, line, width.step * l.channels, w[2].count(width.step), l.channels);
  }
}

void divide(float* mean, int64_t channels, int64_t count) {
  for (int64_t c = 0; c < channels; ++c) mean[c] = quotient<float, float>(mean[c], count);
}

// Few windows, the whole image for instance: their lines are shared out, a fixed number at a time, so that the result
// doesn't depend on the number of threads.
void mean_of_images(const PoolShape& shape, const Layout& l, const Divisor& divisor, const float* in, float* out) {
  constexpr int64_t kLines = 4;
  const auto& [depth, height, width] = shape.axes;
  for (int64_t i = 0; i < l.batch * l.out_pixels; ++i) {
    const int64_t o = i % l.out_pixels;
    const Windows w{depth.windows[static_cast<std::size_t>(o / width.output() / height.output())],
                    height.windows[static_cast<std::size_t>(o / width.output() % height.output())],
                    width.windows[static_cast<std::size_t>(o % width.output())]};
    const int64_t lines = w[0].count(depth.step) * w[1].count(height.step);
    const int64_t parts = (lines + kLines - 1) / kLines;
    const Scratch scratch(static_cast<std::size_t>(parts * l.channels) * sizeof(float));
    auto* const sums = scratch.as<float>();
    std::fill_n(sums, parts * l.channels, 0.0F);
    const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, kLines * width.input * l.channels / 4));
    parallel_for(0, parts, grain, [&](int64_t begin, int64_t end) {
      for (int64_t p = begin; p < end; ++p) {
        add_lines(shape, l, in + i / l.out_pixels * l.in_pixels * l.channels, w, p * kLines,
                  std::min(lines, (p + 1) * kLines), sums + p * l.channels);
      }
    });
    float* const mean = out + i * l.channels;
    std::fill_n(mean, l.channels, 0.0F);
    row_functions().add_rows(mean, sums, l.channels, parts, l.channels);
    divide(mean, l.channels, divisor.of(shape, w));
  }
}

int64_t largest_window(const PoolShape& shape) {
  int64_t product = 1;
  for (const PoolAxis& axis : shape.axes) {
    int64_t most = 0;
    for (const PoolAxis::Window& each : axis.windows) most = std::max(most, each.count(axis.step));
    product *= most;
  }
  return product;
}

void mean_of_pixels(const PoolShape& shape, const Layout& l, const Divisor& divisor, const float* in, float* out) {
  if (l.batch * l.out_pixels < kFewWindows) return mean_of_images(shape, l, divisor, in, out);
  if (largest_window(shape) <= kSmallWindow) {
    for_each_window_of_pixels(shape, l, in, out, [&](const auto& pixels, const Windows& w, float* result) {
      row_functions().mean_rows(pixels.data(), std::ssize(pixels), static_cast<float>(divisor.of(shape, w)), result,
                                l.channels);
    });
    return;
  }
  for_each_window(shape, l.batch, 3 * l.channels, [&](int64_t n, int64_t o, const Windows& w) {
    float* const mean = out + (n * l.out_pixels + o) * l.channels;
    std::fill_n(mean, l.channels, 0.0F);
    add_lines(shape, l, in + n * l.in_pixels * l.channels, w, 0,
              w[0].count(shape.axes[0].step) * w[1].count(shape.axes[1].step), mean);
    divide(mean, l.channels, divisor.of(shape, w));
  });
}

template <typename T, typename Sum>
void mean_of_pixels(const PoolShape& shape, const Layout& l, const Divisor& divisor, const T* in, T* out) {
  constexpr int64_t kChannels = 64;  // at a time: their sums stay in the first-level cache
  for_each_window(shape, l.batch, 9 * l.channels, [&](int64_t n, int64_t o, const Windows& w) {
    T* const mean = out + (n * l.out_pixels + o) * l.channels;
    const int64_t count = divisor.of(shape, w);
    for (int64_t first = 0; first < l.channels; first += kChannels) {
      Sum total[kChannels] = {};
      Sum line[kChannels] = {};
      const int64_t width = std::min(kChannels, l.channels - first);
      for_each_pixel(
          shape, w,
          [&](int64_t pixel) {
            const T* const x = in + (n * l.in_pixels + pixel) * l.channels + first;
            for (int64_t c = 0; c < width; ++c) line[c] += static_cast<Sum>(x[c]);
          },
          [&] {
            for (int64_t c = 0; c < kChannels; ++c) {
              total[c] += line[c];
              line[c] = 0;
            }
          });
      for (int64_t c = 0; c < width; ++c) mean[first + c] = quotient<T, Sum>(total[c], count);
    }
  });
}

// A window whose lines are long, or all of a plane's lines: what lies together is summed at once.
float mean_of_runs(const PoolShape& shape, const float* plane, const Windows& w, int64_t divisor) {
  const auto& [depth, height, width] = shape.axes;
  const bool whole_lines = w[2].last - w[2].first == width.input && height.step == 1;
  const int64_t run = whole_lines ? (w[1].last - w[1].first) * width.input : w[2].last - w[2].first;
  double total = 0;
  for (int64_t z = w[0].first; z < w[0].last; z += depth.step) {
    for (int64_t y = w[1].first; y < w[1].last; y += whole_lines ? height.input : height.step) {
      total += row_functions().sum(plane + (z * height.input + y) * width.input + w[2].first, run);
    }
  }
  return static_cast<float>(total / static_cast<double>(divisor));
}

constexpr int64_t kLongLine = 16;  // elements from which a sum of vectors pays

template <typename T, typename Sum>
void mean_of_planes(const PoolShape& shape, const Layout& l, const Divisor& divisor, const T* in, T* out) {
  for_each_window(shape, l.batch * l.channels, 9, [&](int64_t n, int64_t o, const Windows& w) {
    const T* const plane = in + n * l.in_pixels;
    if constexpr (std::is_same_v<T, float>) {
      const PoolAxis& width = shape.axes[2];
      const int64_t line = w[2].last - w[2].first;
      if (width.step == 1 && (line >= kLongLine || line == width.input)) {
        out[n * l.out_pixels + o] = mean_of_runs(shape, plane, w, divisor.of(shape, w));
        return;
      }
    }
    Sum total = 0;
    Sum line = 0;
    for_each_pixel(
        shape, w, [&](int64_t pixel) { line += static_cast<Sum>(plane[pixel]); },
        [&] {
          total += line;
          line = 0;
        });
    out[n * l.out_pixels + o] = quotient<T, Sum>(total, divisor.of(shape, w));
  });
}

constexpr int64_t kSomeChannels = 8;  // from which planes are turned into pixels, which vectors of channels serve

// A result for `input`, and both laid out the same way: channels-last where the input is, else row-major; for
// `by_pixels` channels-last always, where that pays.
struct Operands {
  Operands(const PoolShape& shape, const Tensor& given, bool by_pixels) : input(given) {
    const int64_t first = given.dim() - shape.dims;
    sizes = Ints(given.sizes().begin(), given.sizes().begin() + first);
    for (std::size_t d = static_cast<std::size_t>(3 - shape.dims); d < 3; ++d) sizes.push_back(shape.axes[d].output());
    layout.pixels = suggests_channels_last(given) || (given.dim() == 5 && is_pixels(given) && !given.is_contiguous());
    layout.batch = shape.batched ? given.size(0) : 1;
    layout.channels = given.size(first - 1);
    turned = by_pixels && !layout.pixels && shape.batched && given.dtype() == Dtype::Float32 &&
             layout.channels >= kSomeChannels;
    layout.pixels = layout.pixels || turned;
    input = layout.pixels ? to_pixels(given) : contiguous(given);
    layout.in_pixels = 1;
    layout.out_pixels = 1;
    for (const PoolAxis& axis : shape.axes) {
      layout.in_pixels *= axis.input;
      layout.out_pixels *= axis.output();
    }
  }
  // Back in the layout that the caller's input has.
  Tensor finish(const Tensor& out) const { return turned ? from_pixels(out) : out; }
  Tensor result(Dtype dtype) const {
    return empty_strided(sizes, layout.pixels ? pixel_strides(sizes) : contiguous_strides(sizes), dtype);
  }

  Tensor input;
  Ints sizes;
  Layout layout{};
  bool turned = false;
};

}  // namespace

Tensor max_pool(const PoolShape& shape, const Tensor& input, Tensor* indices) {
  const Operands o(shape, input, !indices);
  Tensor out = o.result(input.dtype());
  if (indices) *indices = o.result(Dtype::Int64);
  if (out.numel() == 0) return o.finish(out);
  int64_t* const places = indices ? indices->data<int64_t>() : nullptr;
  if (input.dtype() == Dtype::Bool) raise("NotImplementedError", "\"max_pool\" not implemented for 'Bool'");
  dispatch_real(input.dtype(), "max_pool", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, float>) {
      if (o.layout.pixels && !places) return max_of_pixels(shape, o.layout, o.input.data<T>(), out.data<T>());
    }
    if (o.layout.pixels) {
      max_of_pixels(shape, o.layout, o.input.data<T>(), out.data<T>(), places);
    } else {
      max_of_planes(shape, o.layout, o.input.data<T>(), out.data<T>(), places);
    }
  });
  return o.finish(out);
}

Tensor average_pool(const PoolShape& shape, const Tensor& input, PoolCount count, std::optional<int64_t> divisor) {
  // Windows of a few elements, and many of them: long lines are summed where they lie.
  const auto& [depth, height, width] = shape.axes;
  const bool many = depth.output() * height.output() * width.output() >= kFewWindows;
  const Operands o(shape, input, many && width.output() * kLongLine > width.input);
  Tensor out = o.result(input.dtype());
  if (out.numel() == 0) return o.finish(out);
  const Divisor by{count, divisor};
  const auto run = [&](auto tag, auto sum) {
    using T = typename decltype(tag)::type;
    using Sum = decltype(sum);
    if constexpr (std::is_same_v<T, float>) {
      if (o.layout.pixels) return mean_of_pixels(shape, o.layout, by, o.input.data<T>(), out.data<T>());
    }
    if (o.layout.pixels) {
      mean_of_pixels<T, Sum>(shape, o.layout, by, o.input.data<T>(), out.data<T>());
    } else {
      mean_of_planes<T, Sum>(shape, o.layout, by, o.input.data<T>(), out.data<T>());
    }
  };
  switch (input.dtype()) {
    case Dtype::Float32: run(TypeTag<float>{}, 0.0F); break;
    case Dtype::Float64: run(TypeTag<double>{}, 0.0); break;
    case Dtype::Float16: run(TypeTag<Half>{}, 0.0F); break;
    case Dtype::BFloat16: run(TypeTag<BFloat16>{}, 0.0F); break;
    case Dtype::Int64: run(TypeTag<int64_t>{}, int64_t{0}); break;
    default: raise("NotImplementedError", "\"avg_pool\" not implemented for '", scalar_type_name(input.dtype()), "'");
  }
  return o.finish(out);
}

}  // namespace flambeau
