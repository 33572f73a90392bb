// OpenCV's functions of single pixels: borders, thresholds, weighted sums, ranges, normalisation; and boxes'
// suppression.
#include <array>
#include <cstring>
#include <numeric>
#include <tuple>
#include <vector>

#include "base/merge_sort.h"
#include "kernels/byte_counts.h"
#include "kernels/cv_image.h"
#include "simd/bytes.h"
#include "simd/mixing.h"
#include "simd/pixels.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

// One pixel of that value, 0 in the channels that it lacks, in the image's elements.
std::vector<std::byte> pixel_of(const Image& like, const std::vector<double>& value) {
  std::vector<std::byte> pixel(static_cast<std::size_t>(like.channels) * like.tensor.itemsize());
  const auto fill = [&](auto tag) {
    using T = typename decltype(tag)::type;
    for (std::size_t c = 0; c < static_cast<std::size_t>(like.channels) && c < value.size(); ++c) {
      const T level = saturate<T>(value[c]);
      std::memcpy(pixel.data() + c * sizeof(T), &level, sizeof(T));
    }
  };
  if (like.dtype() == Dtype::Int32) {
    fill(TypeTag<int32_t>{});
  } else {
    dispatch_depth(like.dtype(), "copyMakeBorder", fill);
  }
  return pixel;
}

// Bytes are moved, whatever the elements are.
void fill_border(const Image& src, const Image& out, int64_t top, int64_t left, Border border,
                 const std::vector<double>& value) {
  const std::vector<std::byte> constant = pixel_of(src, value);
  const auto size = static_cast<int64_t>(constant.size());
  std::vector<int64_t> columns;
  for (int64_t x = 0; x < out.width; ++x) columns.push_back(border_index(x - left, src.width, border));
  for_rows(out.height, out.width, [&](int64_t begin, int64_t end) {
    for (int64_t y = begin; y < end; ++y) {
      std::byte* const to = out.tensor.raw() + y * out.width * size;
      const int64_t row = border_index(y - top, src.height, border);
      const std::byte* const from = src.tensor.raw() + std::max<int64_t>(row, 0) * src.width * size;
      const auto edge = [&](int64_t first, int64_t last) {
        for (int64_t x = first; x < last; ++x) {
          const int64_t column = columns[static_cast<std::size_t>(x)];
          std::copy_n(row < 0 || column < 0 ? constant.data() : from + column * size, size, to + x * size);
        }
      };
      if (row < 0) {
        edge(0, out.width);
        continue;
      }
      edge(0, left);
      std::copy_n(from, src.width * size, to + left * size);
      edge(left + src.width, out.width);
    }
  });
}

Tensor copy_make_border(const Tensor& self, int64_t top, int64_t bottom, int64_t left, int64_t right, int64_t border,
                        const std::vector<double>& value) {
  if (top < 0 || bottom < 0 || left < 0 || right < 0) raise("error", "copyMakeBorder(): a border isn't negative");
  const Border kind = border_of(border, "copyMakeBorder");
  if (kind == Border::Transparent) raise("error", "copyMakeBorder(): BORDER_TRANSPARENT isn't supported");
  return bordered(image_of(self, "copyMakeBorder"), top, bottom, left, right, kind, value).tensor;
}

// --- thresholds
// -------------------------------------------------------------------------------------------------------

// Otsu's: the level that parts the pixels so that the classes' means are farthest apart.
double otsu(const Image& src) {
  const ByteCounts count = counts_of(src.data<uint8_t>(), src.height * src.row());
  const double scale = 1.0 / static_cast<double>(src.height * src.width);
  double mean = 0;
  for (std::size_t i = 0; i < 256; ++i) mean += static_cast<double>(i) * static_cast<double>(count[i]);
  mean *= scale;
  constexpr double kTiny = 1.1920929e-07;
  double below = 0;  // the share of pixels up to the level, and their mean
  double mean_below = 0;
  double best = 0;
  double level = 0;
  for (std::size_t i = 0; i < 256; ++i) {
    const double share = static_cast<double>(count[i]) * scale;
    mean_below *= below;
    below += share;
    const double above = 1.0 - below;
    if (std::min(below, above) < kTiny || std::max(below, above) > 1.0 - kTiny) continue;
    mean_below = (mean_below + static_cast<double>(i) * share) / below;
    const double mean_above = (mean - below * mean_below) / above;
    const double spread = below * above * (mean_below - mean_above) * (mean_below - mean_above);
    if (spread > best) {
      best = spread;
      level = static_cast<double>(i);
    }
  }
  return level;
}

// Bytes: what lies above the limit is 255 in a mask of 255 and 0, which says what is kept.
void apply_threshold(const Image& src, const Image& out, uint8_t limit, uint8_t most, int64_t kind) {
  constexpr int64_t kBlock = 4096;
  const ByteLoops& loops = byte_loops();
  std::array<uint8_t, kBlock> limits;
  std::array<uint8_t, kBlock> values;
  limits.fill(limit);
  values.fill(most);
  parallel_for(0, src.height * src.row(), kPixelGrain * 8, [&](int64_t begin, int64_t end) {
    std::array<uint8_t, kBlock> zeros{};
    std::array<uint8_t, kBlock> mask;
    for (int64_t at = begin; at < end; at += kBlock) {
      const int64_t n = std::min(kBlock, end - at);
      const uint8_t* from = src.data<uint8_t>() + at;
      uint8_t* to = out.data<uint8_t>() + at;
      if (kind == 2) {
        loops.minimum(to, from, limits.data(), n);
        continue;
      }
      const bool keeps_above = kind == 0 || kind == 3;
      (keeps_above ? loops.greater : loops.less_equal)(mask.data(), from, limits.data(), n);
      loops.subtract(mask.data(), zeros.data(), mask.data(), n);
      loops.conjunction(to, mask.data(), kind < 2 ? values.data() : from, n);
    }
  });
}

template <typename T>
void apply_threshold(const Image& src, const Image& out, T limit, T most, int64_t kind) {
  const int64_t size = src.height * src.row();
  const T* from = src.data<T>();
  T* to = out.data<T>();
  parallel_for(0, size, kGrain, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const bool above = from[i] > limit;
      switch (kind) {
        case 0: to[i] = above ? most : T{0}; break;
        case 1: to[i] = above ? T{0} : most; break;
        case 2: to[i] = above ? limit : from[i]; break;
        case 3: to[i] = above ? from[i] : T{0}; break;
        default: to[i] = above ? T{0} : from[i]; break;
      }
    }
  });
}

std::tuple<double, Tensor> threshold(const Tensor& self, double limit, double most, int64_t type) {
  constexpr int64_t kOtsu = 8;
  const Image src = image_of(self, "threshold");
  const Image out = new_image(src.height, src.width, src.channels, src.dtype());
  const int64_t kind = type & 7;
  if (kind > 4 || (type & ~(kOtsu | 7)) != 0) raise("error", "threshold(): the type ", type, " isn't supported");
  if ((type & kOtsu) != 0) {
    if (src.channels != 1 || src.dtype() != Dtype::UInt8) {
      raise("error", "threshold(): THRESH_OTSU takes images of uint8 of one channel");
    }
    limit = otsu(src);
  }
  dispatch_depth(src.dtype(), "threshold", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_floating_point_v<T>) {
      limit = std::floor(limit);
      // Beyond what a pixel can be, all are above, or none.
      const bool none_above = limit >= std::numeric_limits<T>::max();
      if (limit < std::numeric_limits<T>::min() || none_above) {
        const bool gives_source = kind == 2 ? none_above : kind == 3 ? !none_above : kind == 4 && none_above;
        const bool gives_most = (kind == 0 && !none_above) || (kind == 1 && none_above);
        if (gives_source) return copy_elements(out.tensor, src.tensor);
        std::fill_n(out.data<T>(), out.height * out.row(), saturate<T>(gives_most ? most : 0.0));
        return;
      }
    }
    apply_threshold(src, out, static_cast<T>(limit), saturate<T>(most), kind);
  });
  return {limit, out.tensor};
}

// --- arithmetic
// -------------------------------------------------------------------------------------------------------

void mix_bytes(Mix mix, const Tensor& x, const Tensor& y, const std::array<float, 3>& by, const Tensor& out) {
  parallel_for(0, out.numel(), kPixelGrain * 2, [&](int64_t begin, int64_t end) {
    mix_functions().bytes(mix, x.data<uint8_t>() + begin, y.data<uint8_t>() + begin, by.data(),
                          out.data<uint8_t>() + begin, end - begin);
  });
}

Tensor add_weighted(const Tensor& a, double alpha, const Tensor& b, double beta, double gamma) {
  const Image first = image_of(a, "addWeighted");
  const Image second = image_of(b, "addWeighted");
  if (first.tensor.sizes() != second.tensor.sizes() || first.dtype() != second.dtype()) {
    raise("error", "addWeighted(): both images have the same size and type");
  }
  const Tensor out = empty(first.tensor.sizes(), first.dtype());
  const auto f = static_cast<float>(alpha);
  const auto g = static_cast<float>(beta);
  const auto h = static_cast<float>(gamma);
  // Two products and sums, each rounded once.
  const auto sum = [=](double x, double y) {
    const auto right = static_cast<float>(y * g + h);
    return static_cast<float>(x * f + static_cast<double>(right));
  };
  if (out.dtype() == Dtype::UInt8) {
    mix_bytes(Mix::Weighted, first.tensor, second.tensor, {f, g, h}, out);
    return out;
  }
  dispatch_depth(first.dtype(), "addWeighted", [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* x = first.data<T>();
    const T* y = second.data<T>();
    T* to = out.data<T>();
    parallel_for(0, out.numel(), kGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        if constexpr (std::is_same_v<T, double>) {
          to[i] = x[i] * alpha + y[i] * beta + gamma;
        } else {
          to[i] = saturate<T>(sum(x[i], y[i]));
        }
      }
    });
  });
  return out;
}

enum class Arithmetic : int64_t { Add, Subtract, AbsoluteDifference, Multiply, Divide, Between, Part };

// Sums, differences and products that stay within the type; `b` may be one value for each channel. Of bytes also
// quotients times `scale`, what lies between both, at that share of the way, and parts of products, cut off.
Tensor saturating(const Tensor& a, const Tensor& b, int64_t operation, double scale) {
  const auto kind = static_cast<Arithmetic>(operation);
  if (a.dtype() != b.dtype()) raise("error", "arithmetic of images: both have the same type");
  const Tensor x = contiguous(a);
  const Tensor y = contiguous(expand_to(b, a.sizes()));
  const Tensor out = empty(x.sizes(), x.dtype());
  if (x.dtype() == Dtype::UInt8 && kind >= Arithmetic::Multiply) {
    constexpr Mix kMixes[] = {Mix::Product, Mix::Quotient, Mix::Between, Mix::Part};
    const Mix mix = kMixes[std::min<int64_t>(operation - static_cast<int64_t>(Arithmetic::Multiply), 3)];
    mix_bytes(mix, x, y, {static_cast<float>(scale)}, out);
    return out;
  }
  if (kind > Arithmetic::Multiply) unsupported_depth("divide", x.dtype());
  if (x.dtype() == Dtype::UInt8) {
    const ByteLoop loop = kind == Arithmetic::Add        ? byte_loops().add_within
                          : kind == Arithmetic::Subtract ? byte_loops().subtract_within
                                                         : byte_loops().difference;
    parallel_for(0, out.numel(), kPixelGrain * 8, [&](int64_t begin, int64_t end) {
      loop(out.data<uint8_t>() + begin, x.data<uint8_t>() + begin, y.data<uint8_t>() + begin, end - begin);
    });
    return out;
  }
  dispatch_depth(x.dtype(), "arithmetic", [&](auto tag) {
    using T = typename decltype(tag)::type;
    using Wide =
        std::conditional_t<std::is_floating_point_v<T>, T, std::conditional_t<sizeof(T) == 1, int32_t, int64_t>>;
    const auto factor = static_cast<SumOf<T>>(scale);
    const T* p = x.data<T>();
    const T* q = y.data<T>();
    T* to = out.data<T>();
    parallel_for(0, out.numel(), kGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const Wide u = p[i];
        const Wide v = q[i];
        switch (kind) {
          case Arithmetic::Add: to[i] = saturate<T>(u + v); break;
          case Arithmetic::Subtract: to[i] = saturate<T>(u - v); break;
          case Arithmetic::AbsoluteDifference: to[i] = saturate<T>(u < v ? v - u : u - v); break;
          default: to[i] = scale == 1 ? saturate<T>(u * v) : saturate<T>(static_cast<SumOf<T>>(u * v) * factor);
        }
      }
    });
  });
  return out;
}

std::vector<double> doubles_of(const Tensor& self) {
  const Tensor x = contiguous(self);
  std::vector<double> values(static_cast<std::size_t>(x.numel()));
  dispatch_depth(x.dtype(), "convertTo",
                 [&](auto tag) { std::copy_n(x.data<typename decltype(tag)::type>(), x.numel(), values.data()); });
  return values;
}

// src * scale + shift from or to other depths than bytes and floats.
Tensor convert_wide(const Tensor& self, double scale, double shift, Dtype dtype) {
  const bool exact = dtype == Dtype::Float64 || (self.dtype() == Dtype::Float64 && dtype == Dtype::Float32);
  const auto cut = [exact](double v) { return exact ? v : static_cast<double>(static_cast<float>(v)); };
  const std::vector<double> x = doubles_of(self);
  const Tensor out = empty(self.sizes(), dtype);
  dispatch_depth(dtype, "convertTo", [&](auto tag) {
    using To = typename decltype(tag)::type;
    for (std::size_t i = 0; i < x.size(); ++i)
      out.data<To>()[i] = saturate<To>(cut(cut(x[i]) * cut(scale) + cut(shift)));
  });
  return out;
}

// The same of floats into floats, bytes or int16.
void scale_floats(const Tensor& x, float scale, float shift, const Tensor& out) {
  parallel_for(0, out.numel(), kPixelGrain * 2, [&](int64_t begin, int64_t end) {
    constexpr int64_t kBlock = 2048;
    std::array<float, kBlock> line;
    for (int64_t at = begin; at < end; at += kBlock) {
      const int64_t n = std::min(kBlock, end - at);
      float* const to = out.dtype() == Dtype::Float32 ? out.data<float>() + at : line.data();
      mix_functions().scaled(x.data<float>() + at, scale, shift, to, n);
      if (out.dtype() == Dtype::UInt8) pixel_functions().to_bytes(to, out.data<uint8_t>() + at, n);
      if (out.dtype() == Dtype::Int16) mix_functions().to_words(to, out.data<int16_t>() + at, n);
    }
  });
}

// src * scale + shift, rounded into `dtype`.
Tensor convert_scale(const Tensor& self, double scale, double shift, Dtype dtype) {
  const bool of_bytes = self.dtype() == Dtype::UInt8;
  const bool common = dtype == Dtype::UInt8 || dtype == Dtype::Float32;
  const bool of_floats = self.dtype() == Dtype::Float32 && (common || dtype == Dtype::Int16);
  if (!of_floats && !(of_bytes && common)) return convert_wide(self, scale, shift, dtype);
  const Tensor x = contiguous(self);
  const Tensor out = empty(x.sizes(), dtype);
  if (of_floats) {
    scale_floats(x, static_cast<float>(scale), static_cast<float>(shift), out);
    return out;
  }
  const auto f = static_cast<double>(static_cast<float>(scale));
  const auto g = static_cast<double>(static_cast<float>(shift));
  dispatch_image(dtype, "convertTo", [&](auto tag) {
    using To = typename decltype(tag)::type;
    std::array<To, 256> table{};
    for (std::size_t i = 0; i < 256; ++i) {
      table[i] = saturate<To>(static_cast<float>(static_cast<double>(i) * f + g));
    }
    parallel_for(0, out.numel(), kGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) out.data<To>()[i] = table[x.data<uint8_t>()[i]];
    });
  });
  return out;
}

Tensor normalize(const Tensor& self, double alpha, double beta, int64_t kind, Dtype dtype) {
  constexpr int64_t kInfinity = 1;
  constexpr int64_t kL1 = 2;
  constexpr int64_t kL2 = 4;
  constexpr int64_t kRange = 32;
  const Image src = image_of(self, "normalize");
  double least = 0;
  double most = -1;
  double sum = 0;
  double squares = 0;
  if (src.dtype() == Dtype::Float32 && (kind == kRange || kind == kInfinity)) {
    least = static_cast<double>(row_functions().minimum(src.data<float>(), src.tensor.numel()));
    most = static_cast<double>(row_functions().maximum(src.data<float>(), src.tensor.numel()));
  }
  if (!(least <= most)) {  // nothing is known yet, or there is a NaN
    least = std::numeric_limits<double>::infinity();
    most = -least;
    dispatch_depth(src.dtype(), "normalize", [&](auto tag) {
      const auto* from = src.data<typename decltype(tag)::type>();
      for (int64_t i = 0; i < src.tensor.numel(); ++i) {
        const auto x = static_cast<double>(from[i]);
        least = std::min(least, x);
        most = std::max(most, x);
        sum += std::abs(x);
        squares += x * x;
      }
    });
  }
  constexpr double kTiny = 2.220446049250313e-16;
  const auto inverse = [](double x) { return x > kTiny ? 1.0 / x : 0.0; };
  if (kind == kRange) {
    const double low = std::min(alpha, beta);
    double scale = (std::max(alpha, beta) - low) * inverse(most - least);
    double shift = low - least * scale;
    if (dtype == Dtype::Float32) {
      scale = static_cast<double>(static_cast<float>(scale));
      shift = static_cast<double>(static_cast<float>(low) - static_cast<float>(least * scale));
    }
    return convert_scale(src.tensor, scale, shift, dtype);
  }
  double norm = 0;
  if (kind == kInfinity) {
    norm = std::max(std::abs(least), std::abs(most));
  } else if (kind == kL1) {
    norm = sum;
  } else if (kind == kL2) {
    norm = std::sqrt(squares);
  } else {
    raise("error", "normalize(): the norm ", kind, " isn't supported");
  }
  return convert_scale(src.tensor, alpha * inverse(norm), 0, dtype);
}

// What tables have for bytes: one table, or one for each channel, [channels, 256].
Tensor look_up(const Tensor& self, const Tensor& tables) {
  const Tensor src = contiguous(self);
  const Tensor table = contiguous(tables);
  const int64_t channels = table.numel() / 256;
  if (src.dtype() != Dtype::UInt8 || table.dtype() != Dtype::UInt8 || channels < 1 || channels * 256 != table.numel() ||
      src.numel() % channels != 0) {
    raise("error", "LUT(): bytes are looked up in tables of 256 bytes, one for each channel");
  }
  const Tensor out = empty(src.sizes(), Dtype::UInt8);
  parallel_for(0, src.numel() / channels, kPixelGrain, [&](int64_t begin, int64_t end) {
    for (int64_t c = 0; c < channels; ++c) {
      const uint8_t* levels = table.data<uint8_t>() + c * 256;
      const uint8_t* from = src.data<uint8_t>() + c;
      uint8_t* to = out.data<uint8_t>() + c;
      for (int64_t i = begin * channels; i < end * channels; i += channels) to[i] = levels[from[i]];
    }
  });
  return out;
}

// The angles of points, in degrees or radians.
Tensor phase(const Tensor& across, const Tensor& down, bool degrees) {
  const Tensor x = contiguous(to_dtype(across, Dtype::Float32));
  const Tensor y = contiguous(to_dtype(down, Dtype::Float32));
  if (x.sizes() != y.sizes()) raise("error", "phase(): both arrays have the same size");
  const Tensor out = empty(x.sizes(), Dtype::Float32);
  const float unit = degrees ? 1.0F : 0.0174532924F;
  parallel_for(0, out.numel(), kPixelGrain, [&](int64_t begin, int64_t end) {
    mix_functions().angles(x.data<float>() + begin, y.data<float>() + begin, unit, out.data<float>() + begin,
                           end - begin);
  });
  return out;
}

// (image - mean) * scale as float32, channels first; blue and red change places where `swap`.
Tensor planes(const Tensor& self, double scale, const std::vector<double>& mean, bool swap) {
  const Image src = image_of(self, "blobFromImage");
  if (src.channels > 4 || mean.size() < 4) raise("error", "blobFromImage(): an image has at most 4 channels");
  const Tensor out = empty(Ints{src.channels, src.height, src.width}, Dtype::Float32);
  const auto factor = static_cast<float>(scale);
  dispatch_depth(src.dtype(), "blobFromImage", [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_rows(src.height, src.row(), [&](int64_t begin, int64_t end) {
      for (int64_t c = 0; c < src.channels; ++c) {
        const int64_t channel = swap && src.channels >= 3 && c < 3 ? 2 - c : c;
        const auto level = static_cast<float>(mean[static_cast<std::size_t>(c)]);
        const T* from = src.at<T>(begin) + channel;
        float* to = out.data<float>() + (c * src.height + begin) * src.width;
        const int64_t count = (end - begin) * src.width;
        for (int64_t i = 0; i < count; ++i) to[i] = (static_cast<float>(from[i * src.channels]) - level) * factor;
      }
    });
  });
  return out;
}

// Bytes, channel by channel.
void bytes_in_range(const Image& src, const std::vector<double>& lower, const std::vector<double>& upper,
                    const Image& out) {
  constexpr int64_t kBlock = 2048;
  const ByteLoops& loops = byte_loops();
  using Line = std::array<uint8_t, kBlock>;
  for_rows(src.height, src.row(), [&](int64_t begin, int64_t end) {
    Line plane;
    Line inside;
    Line limit;
    const Line zeros{};
    for (int64_t at = begin * src.width; at < end * src.width; at += kBlock) {
      const int64_t n = std::min(kBlock, end * src.width - at);
      uint8_t* const to = out.data<uint8_t>() + at;
      for (int64_t c = 0; c < src.channels; ++c) {
        const double least = std::ceil(lower[static_cast<std::size_t>(c)]);
        const double most = std::floor(upper[static_cast<std::size_t>(c)]);
        const bool any = least <= most && least <= 255 && most >= 0;
        const auto channel = static_cast<uint8_t>(c);
        const uint8_t* from = src.data<uint8_t>() + at;
        if (src.channels > 1) {
          pixel_functions().reorder(from + (at * (src.channels - 1)), src.channels, plane.data(), 1, &channel, n);
          from = plane.data();
        }
        limit.fill(any ? static_cast<uint8_t>(std::max(least, 0.0)) : uint8_t{255});
        loops.greater_equal(inside.data(), from, limit.data(), n);
        if (c > 0) loops.conjunction(inside.data(), inside.data(), to, n);
        limit.fill(any ? static_cast<uint8_t>(std::min(most, 255.0)) : uint8_t{0});
        loops.less_equal(plane.data(), from, limit.data(), n);
        loops.conjunction(to, inside.data(), plane.data(), n);
        if (!any) std::fill_n(to, n, uint8_t{0});
      }
      loops.subtract(to, zeros.data(), to, n);
    }
  });
}

// 255 where every channel lies between its limits.
Tensor in_range(const Tensor& self, const std::vector<double>& lower, const std::vector<double>& upper) {
  const Image src = image_of(self, "inRange");
  const auto channels = static_cast<std::size_t>(src.channels);
  if (lower.size() < channels || upper.size() < channels)
    raise("error", "inRange(): a limit for each channel is needed");
  const Image out = new_image(src.height, src.width, 1, Dtype::UInt8);
  if (src.dtype() == Dtype::UInt8 && src.channels <= 4) {
    bytes_in_range(src, lower, upper, out);
    return out.tensor;
  }
  dispatch_depth(src.dtype(), "inRange", [&](auto tag) {
    using T = typename decltype(tag)::type;
    for_rows(src.height, src.row(), [&](int64_t begin, int64_t end) {
      const T* from = src.at<T>(begin);
      uint8_t* to = out.at<uint8_t>(begin);
      for (int64_t i = 0; i < (end - begin) * src.width; ++i, from += channels) {
        bool inside = true;
        for (std::size_t c = 0; c < channels; ++c) {
          const auto x = static_cast<double>(from[c]);
          inside = inside && x >= lower[c] && x <= upper[c];
        }
        to[i] = inside ? 255 : 0;
      }
    });
  });
  return out.tensor;
}

// --- boxes
// ------------------------------------------------------------------------------------------------------------

// Boxes [n, 4] of x, y, width, height by falling score; each is kept unless it overlaps a kept one by more.
Tensor nms_boxes(const Tensor& boxes, const Tensor& scores, double least_score, double most_overlap, double eta,
                 int64_t top) {
  const Tensor b = contiguous(to_dtype(boxes, Dtype::Float64));
  const Tensor s = contiguous(to_dtype(scores, Dtype::Float32));
  if (b.numel() != 4 * s.numel()) raise("error", "NMSBoxes(): there are as many boxes as scores");
  std::vector<int64_t> order;
  for (int64_t i = 0; i < s.numel(); ++i) {
    if (s.data<float>()[i] > static_cast<float>(least_score)) order.push_back(i);
  }
  merge_sort(order.data(), order.size(), [&](int64_t x, int64_t y) { return s.data<float>()[x] > s.data<float>()[y]; });
  if (top > 0 && static_cast<int64_t>(order.size()) > top) order.resize(static_cast<std::size_t>(top));
  const auto overlap = [&](int64_t i, int64_t j) {
    const double* p = b.data<double>() + 4 * i;
    const double* q = b.data<double>() + 4 * j;
    const double areas = p[2] * p[3] + q[2] * q[3];
    if (areas <= std::numeric_limits<double>::epsilon()) return 1.0F;
    const double width = std::min(p[0] + p[2], q[0] + q[2]) - std::max(p[0], q[0]);
    const double height = std::min(p[1] + p[3], q[1] + q[3]) - std::max(p[1], q[1]);
    const double both = width > 0 && height > 0 ? width * height : 0;
    return 1.0F - static_cast<float>(1.0 - both / (areas - both));
  };
  auto limit = static_cast<float>(most_overlap);
  std::vector<int32_t> kept;
  for (const int64_t i : order) {
    bool keep = true;
    for (const int32_t j : kept) keep = keep && overlap(i, j) <= limit;
    if (keep) kept.push_back(static_cast<int32_t>(i));
    if (keep && eta < 1 && limit > 0.5F) limit *= static_cast<float>(eta);
  }
  const Tensor out = empty(Ints{static_cast<int64_t>(kept.size())}, Dtype::Int32);
  std::copy(kept.begin(), kept.end(), out.data<int32_t>());
  return out;
}

}  // namespace

Image bordered(const Image& src, int64_t top, int64_t bottom, int64_t left, int64_t right, Border border,
               const std::vector<double>& value) {
  const Image out = new_image(src.height + top + bottom, src.width + left + right, src.channels, src.dtype());
  fill_border(src, out, top, left, border, value);
  return out;
}

KERNEL(cv2_copyMakeBorder, copy_make_border)
KERNEL(cv2_threshold, threshold)
KERNEL(cv2_addWeighted, add_weighted)
KERNEL(cv2_saturating, saturating)
KERNEL(cv2_convertTo, convert_scale)
KERNEL(cv2_normalize, normalize)
KERNEL(cv2_LUT, look_up)
KERNEL(cv2_phase, phase)
KERNEL(cv2_planes, planes)
KERNEL(cv2_inRange, in_range)
KERNEL(cv2_NMSBoxes, nms_boxes)

}  // namespace flambeau
