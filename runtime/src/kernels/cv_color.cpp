// OpenCV's cvtColor: pixel by pixel, in whole numbers for uint8 wherever OpenCV does so, in float for float32.
//
// The weights, shifts and ranges are those of OpenCV's documentation and sources: 15 bits for gray, 14 for YCrCb and
// YUV, 12 for HSV's quotients and for Lab's matrices.
#include <array>
#include <bit>
#include <vector>

#include "kernels/cv_image.h"
#include "simd/colors.h"
#include "simd/pixels.h"

namespace flambeau {
namespace {

constexpr int descale(int value, int bits) { return (value + (1 << (bits - 1))) >> bits; }
template <typename T>
constexpr T kFull = std::is_floating_point_v<T> ? T{1} : std::numeric_limits<T>::max();

// One conversion: how many channels go in and come out, and where blue is among red, green and blue (0 or 2).
struct Channels {
  int from, to, blue;
};

void check_channels(const Image& src, const Channels& channels) {
  if (src.channels != channels.from && !(channels.from == 3 && src.channels == 4)) {
    raise("error", "cvtColor(): this conversion takes images of ", channels.from, " channels, not ", src.channels);
  }
}

// f(in, out) for every pixel; both are pointers to its channels.
template <typename T, typename F>
Image map_pixels(const Image& src, const Channels& channels, const F& f) {
  check_channels(src, channels);
  const Image out = new_image(src.height, src.width, channels.to, src.dtype());
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    const T* in = src.at<T>(begin);
    T* result = out.at<T>(begin);
    const int64_t count = (end - begin) * src.width;
    for (int64_t i = 0; i < count; ++i, in += src.channels, result += channels.to) f(in, result);
  });
  return out;
}

// --- RGB in another order, with and without alpha; gray
// ---------------------------------------------------------------

// f(in, out, count) for the rows of an image of bytes.
Image map_rows(const Image& src, int64_t channels, FunctionRef<void(const uint8_t*, uint8_t*, int64_t)> f) {
  const Image out = new_image(src.height, src.width, channels, src.dtype());
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    f(src.at<uint8_t>(begin), out.at<uint8_t>(begin), (end - begin) * src.width);
  });
  return out;
}

// Of bytes: each pixel's are the ones that `order` names.
Image reordered(const Image& src, const Channels& c, const std::array<uint8_t, 4>& order) {
  check_channels(src, c);
  return map_rows(src, c.to, [&](const uint8_t* in, uint8_t* out, int64_t count) {
    pixel_functions().reorder(in, src.channels, out, c.to, order.data(), count);
  });
}

template <typename T>
Image reorder(const Image& src, const Channels& c) {
  if constexpr (sizeof(T) == 1) {
    const auto blue = static_cast<uint8_t>(c.blue);
    return reordered(src, c, {blue, 1, static_cast<uint8_t>(2 - blue), c.from == 4 ? uint8_t{3} : kOpaque});
  } else {
    const bool alpha_in = c.from == 4;
    const bool alpha_out = c.to == 4;
    return map_pixels<T>(src, c, [&](const T* in, T* out) {
      const T first = in[c.blue];
      const T last = in[2 - c.blue];
      const T alpha = alpha_in ? in[3] : kFull<T>;
      out[0] = first;
      out[1] = in[1];
      out[2] = last;
      if (alpha_out) out[3] = alpha;
    });
  }
}

template <typename T>
Image to_gray(const Image& src, const Channels& c) {
  if constexpr (sizeof(T) == 1) {
    if (src.channels == 3 && c.from == 3) {
      const std::array<int32_t, 3> weights{c.blue == 0 ? 3735 : 9798, 19235, c.blue == 0 ? 9798 : 3735};
      return map_rows(src, 1, [&](const uint8_t* in, uint8_t* out, int64_t count) {
        pixel_functions().weigh(in, weights.data(), 15, out, count);
      });
    }
  }
  return map_pixels<T>(src, c, [&](const T* in, T* out) {
    const T b = in[c.blue];
    const T r = in[2 - c.blue];
    if constexpr (std::is_floating_point_v<T>) {
      *out = b * 0.114F + in[1] * 0.587F + r * 0.299F;
    } else {
      *out = static_cast<T>(descale(b * 3735 + in[1] * 19235 + r * 9798, 15));
    }
  });
}

template <typename T>
Image from_gray(const Image& src, const Channels& c) {
  if constexpr (sizeof(T) == 1) {
    return reordered(src, c, {0, 0, 0, kOpaque});
  } else {
    return map_pixels<T>(src, c, [&](const T* in, T* out) {
      out[0] = out[1] = out[2] = *in;
      if (c.to == 4) out[3] = kFull<T>;
    });
  }
}

// --- luma and two differences
// -----------------------------------------------------------------------------------------

// YCrCb and YUV are of one form; they differ in weights and in which difference comes first.
struct LumaSpace {
  std::array<float, 2> forward;  // of red and of blue, whole numbers of 14 bits
  std::array<float, 4> inverse;  // red to red and green, blue to green and blue, the same
  std::array<float, 2> scales;   // the same as numbers
  std::array<float, 4> back;
  int red_at;  // the index of red's difference
};
constexpr LumaSpace kYCrCb = {
    {11682, 9241}, {22987, -11698, -5636, 29049}, {0.713F, 0.564F}, {1.403F, -0.714F, -0.344F, 1.773F}, 1};
constexpr LumaSpace kYuv = {
    {14369, 8061}, {18678, -9519, -6472, 33292}, {0.877F, 0.492F}, {1.14F, -0.581F, -0.395F, 2.032F}, 2};

Image to_luma(const Image& src, const Channels& c, const LumaSpace& space) {
  return map_pixels<float>(src, c, [&](const float* in, float* out) {
    const float b = in[c.blue];
    const float r = in[2 - c.blue];
    const float y = b * 0.114F + in[1] * 0.587F + r * 0.299F;
    out[0] = y;
    out[space.red_at] = (r - y) * space.scales[0] + 0.5F;
    out[3 - space.red_at] = (b - y) * space.scales[1] + 0.5F;
  });
}

Image from_luma(const Image& src, const Channels& c, const LumaSpace& space) {
  return map_pixels<float>(src, c, [&](const float* in, float* out) {
    const float red = in[space.red_at] - 0.5F;
    const float blue = in[3 - space.red_at] - 0.5F;
    const float y = in[0];
    out[c.blue] = y + blue * space.back[3];
    out[1] = y + blue * space.back[2] + red * space.back[1];
    out[2 - c.blue] = y + red * space.back[0];
    if (c.to == 4) out[3] = 1;
  });
}

// --- hue
// --------------------------------------------------------------------------------------------------------------

using Three = std::array<float, 3>;
constexpr float kTiny = 1.1920929e-07F;

float hue_of(float b, float g, float r, float most, float scale) {
  float h = 0;
  if (most == r) {
    h = (g - b) * scale;
  } else if (most == g) {
    h = (b - r) * scale + 120.0F;
  } else {
    h = (r - g) * scale + 240.0F;
  }
  return h < 0 ? h + 360.0F : h;
}

Three to_hsv(float b, float g, float r) {
  const float v = std::max({b, g, r});
  const float difference = v - std::min({b, g, r});
  const float s = difference / (std::abs(v) + kTiny);
  return {hue_of(b, g, r, v, static_cast<float>(60.0 / static_cast<double>(difference + kTiny))), s, v};
}

Three to_hls(float b, float g, float r) {
  const float most = std::max({b, g, r});
  const float least = std::min({b, g, r});
  const float difference = most - least;
  const float l = (most + least) * 0.5F;
  if (difference <= kTiny) return {0, l, 0};
  const float s = l < 0.5F ? difference / (most + least) : difference / (2 - most - least);
  return {hue_of(b, g, r, most, 60.0F / difference), l, s};
}

// Blue, green, red from the four levels that a colour of this hue can have; `hue` counts sixths of the circle.
template <typename Levels>
Three from_hue(float hue, const Levels& levels) {
  static constexpr std::array<std::array<std::size_t, 3>, 6> kSectors = {
      {{1, 3, 0}, {1, 0, 2}, {3, 0, 1}, {0, 2, 1}, {0, 1, 3}, {2, 1, 0}}};
  while (hue < 0) hue += 6;
  while (hue >= 6) hue -= 6;
  auto sector = static_cast<std::size_t>(std::max(hue, 0.0F));
  float rest = hue - static_cast<float>(sector);
  if (sector >= 6) {
    sector = 0;
    rest = 0;
  }
  const std::array<float, 4> table = levels(rest);
  return {table[kSectors[sector][0]], table[kSectors[sector][1]], table[kSectors[sector][2]]};
}

Three from_hsv(float h, float s, float v) {
  if (s == 0) return {v, v, v};
  return from_hue(h, [s, v](float rest) {
    return std::array<float, 4>{v, v * (1 - s), v * (1 - s * rest), v * (1 - s * (1 - rest))};
  });
}

Three from_hls(float h, float l, float s) {
  if (s == 0) return {l, l, l};
  const float upper = l <= 0.5F ? l * (1 + s) : l + s - l * s;
  const float lower = 2 * l - upper;
  return from_hue(h, [upper, lower](float rest) {
    return std::array<float, 4>{upper, lower, lower + (upper - lower) * (1 - rest), lower + (upper - lower) * rest};
  });
}

template <Three (*Convert)(float, float, float)>
Image to_hue(const Image& src, const Channels& c) {
  return map_pixels<float>(src, c, [&](const float* in, float* out) {
    const Three made = Convert(in[c.blue], in[1], in[2 - c.blue]);
    std::copy(made.begin(), made.end(), out);
  });
}

template <Three (*Convert)(float, float, float)>
Image from_hue_space(const Image& src, const Channels& c) {
  return map_pixels<float>(src, c, [&](const float* in, float* out) {
    const Three made = Convert(in[0] * (6.0F / 360.0F), in[1], in[2]);
    out[c.blue] = made[0];
    out[1] = made[1];
    out[2 - c.blue] = made[2];
    if (c.to == 4) out[3] = 1;
  });
}

// --- bytes, by planes
// -------------------------------------------------------------------------------------------------

// A conversion of bytes: which bytes of a pixel its three planes are, and which of the planes made, or kOpaque, a pixel
// gets.
struct PlaneChange {
  ColorChange change;
  std::array<float, 4> by;
  std::array<uint8_t, 3> from;
  std::array<uint8_t, 4> to;
};

Image changed(const Image& src, const Channels& c, const PlaneChange& change) {
  check_channels(src, c);
  return map_rows(src, c.to, [&](const uint8_t* in, uint8_t* out, int64_t count) {
    constexpr int64_t kBlock = 512;
    using Plane = std::array<uint8_t, kBlock>;
    std::array<Plane, 3> held{};
    std::array<Plane, 3> made;
    std::array<uint8_t, 4 * kBlock> pixels;
    const std::array<const uint8_t*, 3> planes{held[0].data(), held[1].data(), held[2].data()};
    const std::array<uint8_t*, 3> results{made[0].data(), made[1].data(), made[2].data()};
    const auto& functions = pixel_functions();
    for (int64_t at = 0, n = 0; at < count; at += n) {
      ColorChange made_by = change.change;
      n = std::min(kBlock, count - at);
      if (made_by == ColorChange::FromHsvCut) {  // in OpenCV's blocks; what is left of a row is rounded
        const int64_t column = at % src.width;
        const int64_t blocks = src.width / 32 * 32;
        if (column >= blocks) made_by = ColorChange::FromHsv;
        n = std::min(n, (column < blocks ? blocks : src.width) - column);
      }
      for (std::size_t k = 0; k < 3; ++k) {
        functions.reorder(in + at * src.channels, src.channels, held[k].data(), 1, &change.from[k], n);
      }
      color_functions().change(made_by, change.by.data(), planes.data(), results.data(), n);
      color_functions().join(results.data(), pixels.data(), n);
      functions.reorder(pixels.data(), 4, out + at * c.to, c.to, change.to.data(), n);
    }
  });
}

// --- Lab
// --------------------------------------------------------------------------------------------------------------

constexpr std::array<double, 9> kRgbToXyz = {0.412453, 0.357580, 0.180423, 0.212671, 0.715160,
                                             0.072169, 0.019334, 0.119193, 0.950227};
constexpr std::array<double, 9> kXyzToRgb = {3.240479, -1.53715, -0.498535, -0.969256, 1.875991,
                                             0.041556, 0.055648, -0.204043, 1.057311};
constexpr std::array<double, 3> kWhite = {0.950456, 1, 1.088754};
constexpr int kLabBase = 1 << 14;
constexpr int kLowest = -8145;  // of what f(x) and f(z) can be

// What uint8 Lab looks up: sRGB's gamma and its inverse, the cube root, and their inverses in whole numbers.
struct LabTables {
  std::array<int, 256> gamma{};
  std::array<int, 4096> inverse_gamma{};
  std::vector<int> root = std::vector<int>(256 * 3 / 2 * 8);
  std::array<int, 256> luminance{}, luminance_root{};
  std::vector<int> cube = std::vector<int>(kLabBase * 9 / 4);
  std::array<int, 9> forward{}, inverse{};

  LabTables() {
    const auto rounded = [](double x) { return static_cast<int>(std::nearbyint(x)); };
    for (int i = 0; i < 256; ++i) {
      const double x = i / 255.0;
      const double linear = x <= 0.04045 ? x / 12.92 : std::pow((x + 0.055) / 1.055, 2.4);
      gamma[static_cast<std::size_t>(i)] = rounded(255 * 8 * linear);
    }
    for (int i = 0; i < 4096; ++i) {
      const double x = i / 4096.0;
      const double curved = x <= 0.0031308 ? x * 12.92 : std::pow(x, 1 / 2.4) * 1.055 - 0.055;
      inverse_gamma[static_cast<std::size_t>(i)] = rounded(255 * curved);
    }
    // In single precision, as OpenCV makes it: its cube root cuts off what is beyond.
    const auto truncated = [](double y) {
      return static_cast<float>(std::bit_cast<double>(std::bit_cast<uint64_t>(y) & ~uint64_t{0x1fffffff}));
    };
    constexpr float kStep = 1.0F / (255 * 8);
    for (std::size_t i = 0; i < root.size(); ++i) {
      const float x = kStep * static_cast<float>(i);
      const float f = x < 216.0F / 24389.0F ? std::fma(x, 841.0F / 108.0F, 16.0F / 116.0F)
                                            : truncated(std::cbrt(static_cast<double>(x)));
      root[i] = rounded(static_cast<double>(f) * (1 << 15));
    }
    for (int i = 0; i < 256; ++i) {
      const auto at = static_cast<std::size_t>(i);
      if (i <= 20) {
        luminance[at] = rounded(i * static_cast<double>(kLabBase) * 20 * 9 / (17.0 * 29 * 29 * 29));
        luminance_root[at] = rounded(kLabBase * (16.0 / 116 + i * 5 / (3.0 * 17 * 29)));
      } else {
        const double f = i * 100 * static_cast<double>(kLabBase) / (255 * 116) + 16.0 * kLabBase / 116;
        luminance_root[at] = rounded(f);
        luminance[at] = rounded(f * f * f / (static_cast<double>(kLabBase) * kLabBase));
      }
    }
    for (std::size_t k = 0; k < cube.size(); ++k) {
      const int i = static_cast<int>(k) + kLowest;
      cube[k] = i <= 3390 ? i * 108 / 841 - kLabBase * 16 / 116 * 108 / 841
                          : static_cast<int>(static_cast<int64_t>(i) * i / kLabBase * i / kLabBase);
    }
    for (std::size_t row = 0; row < 3; ++row) {
      for (std::size_t column = 0; column < 3; ++column) {
        forward[3 * row + column] = rounded(4096 * kRgbToXyz[3 * row + column] / kWhite[row]);
        inverse[3 * row + column] = rounded(4096 * kXyzToRgb[3 * row + column] * kWhite[column]);
      }
    }
  }
};

const LabTables& lab_tables() {
  static const LabTables tables;
  return tables;
}

Image to_lab(const Image& src, const Channels& c) {
  const LabTables& t = lab_tables();
  constexpr int kScale = (116 * 255 + 50) / 100;
  constexpr int kShift = -((16 * 255 * (1 << 15) + 50) / 100);
  return map_pixels<uint8_t>(src, c, [&](const uint8_t* in, uint8_t* out) {
    const int b = t.gamma[in[c.blue]];
    const int g = t.gamma[in[1]];
    const int r = t.gamma[in[2 - c.blue]];
    std::array<int, 3> f{};
    for (std::size_t i = 0; i < 3; ++i) {
      const int* m = t.forward.data() + 3 * i;
      f[i] = t.root[static_cast<std::size_t>(descale(r * m[0] + g * m[1] + b * m[2], 12))];
    }
    out[0] = saturate<uint8_t>(descale(kScale * f[1] + kShift, 15));
    out[1] = saturate<uint8_t>(descale(500 * (f[0] - f[1]) + (128 << 15), 15));
    out[2] = saturate<uint8_t>(descale(200 * (f[1] - f[2]) + (128 << 15), 15));
  });
}

Image from_lab(const Image& src, const Channels& c) {
  const LabTables& t = lab_tables();
  return map_pixels<uint8_t>(src, c, [&](const uint8_t* in, uint8_t* out) {
    const int f = t.luminance_root[in[0]];
    const int across = ((5 * in[1] * 53687 + (1 << 7)) >> 13) - 128 * kLabBase / 500;
    const int down = ((in[2] * 41943 + (1 << 4)) >> 9) - 128 * kLabBase / 200 + 1;
    const int x = t.cube[static_cast<std::size_t>(f + across - kLowest)];
    const int y = t.luminance[in[0]];
    const int z = t.cube[static_cast<std::size_t>(f - down - kLowest)];
    std::array<uint8_t, 3> rgb{};
    for (std::size_t i = 0; i < 3; ++i) {
      const int* m = t.inverse.data() + 3 * i;
      const int linear = std::clamp(descale(m[0] * x + m[1] * y + m[2] * z, 14), 0, 4095);
      rgb[i] = saturate<uint8_t>(t.inverse_gamma[static_cast<std::size_t>(linear)]);
    }
    out[2 - c.blue] = rgb[0];
    out[1] = rgb[1];
    out[c.blue] = rgb[2];
    if (c.to == 4) out[3] = 255;
  });
}

// --- the codes
// --------------------------------------------------------------------------------------------------------

enum class Space { Rgb, Gray, YCrCb, Yuv, Hsv, Hls, Lab };

// A code of cv2.COLOR_*: from RGB to `space`, or from it where `inverse`; `full` is a hue of 256 steps.
struct Code {
  int64_t code;
  Space space;
  bool inverse;
  Channels channels;
  bool full = false;
};
constexpr Code kCodes[] = {
    {0, Space::Rgb, false, {3, 4, 0}},        {1, Space::Rgb, false, {4, 3, 0}},
    {2, Space::Rgb, false, {3, 4, 2}},        {3, Space::Rgb, false, {4, 3, 2}},
    {4, Space::Rgb, false, {3, 3, 2}},        {5, Space::Rgb, false, {4, 4, 2}},
    {6, Space::Gray, false, {3, 1, 0}},       {7, Space::Gray, false, {3, 1, 2}},
    {8, Space::Gray, true, {1, 3, 0}},        {9, Space::Gray, true, {1, 4, 0}},
    {10, Space::Gray, false, {4, 1, 0}},      {11, Space::Gray, false, {4, 1, 2}},
    {36, Space::YCrCb, false, {3, 3, 0}},     {37, Space::YCrCb, false, {3, 3, 2}},
    {38, Space::YCrCb, true, {3, 3, 0}},      {39, Space::YCrCb, true, {3, 3, 2}},
    {40, Space::Hsv, false, {3, 3, 0}},       {41, Space::Hsv, false, {3, 3, 2}},
    {44, Space::Lab, false, {3, 3, 0}},       {45, Space::Lab, false, {3, 3, 2}},
    {52, Space::Hls, false, {3, 3, 0}},       {53, Space::Hls, false, {3, 3, 2}},
    {54, Space::Hsv, true, {3, 3, 0}},        {55, Space::Hsv, true, {3, 3, 2}},
    {56, Space::Lab, true, {3, 3, 0}},        {57, Space::Lab, true, {3, 3, 2}},
    {60, Space::Hls, true, {3, 3, 0}},        {61, Space::Hls, true, {3, 3, 2}},
    {66, Space::Hsv, false, {3, 3, 0}, true}, {67, Space::Hsv, false, {3, 3, 2}, true},
    {70, Space::Hsv, true, {3, 3, 0}, true},  {71, Space::Hsv, true, {3, 3, 2}, true},
    {82, Space::Yuv, false, {3, 3, 0}},       {83, Space::Yuv, false, {3, 3, 2}},
    {84, Space::Yuv, true, {3, 3, 0}},        {85, Space::Yuv, true, {3, 3, 2}},
};

// To or from a space of bytes that is computed by planes.
Image convert_bytes(const Image& src, const Code& code) {
  const Channels& c = code.channels;
  const auto blue = static_cast<uint8_t>(c.blue);
  const auto red = static_cast<uint8_t>(2 - c.blue);
  const bool has_luma = code.space == Space::Yuv || code.space == Space::YCrCb;
  const LumaSpace& luma = code.space == Space::Yuv ? kYuv : kYCrCb;
  // Where the planes stand in the space: those of luma with red's difference first.
  const auto second = static_cast<uint8_t>(has_luma ? luma.red_at : 1);
  const auto third = static_cast<uint8_t>(3 - second);
  // A whole circle of hue; on the way back a full one counts 255.
  const int range = !code.full ? 180 : code.inverse ? 255 : 256;
  PlaneChange change{};
  if (has_luma) {
    change.change = code.inverse ? ColorChange::FromLuma : ColorChange::ToLuma;
    if (code.inverse) change.by = luma.inverse;
    else change.by = {luma.forward[0], luma.forward[1]};
  } else if (code.inverse) {
    const ColorChange from_hsv = code.full ? ColorChange::FromHsv : ColorChange::FromHsvCut;
    change.change = code.space == Space::Hsv ? from_hsv : ColorChange::FromHls;
    change.by = {6.0F / static_cast<float>(range)};
  } else {
    change.change = code.space == Space::Hsv ? ColorChange::ToHsv : ColorChange::ToHls;
    change.by = {code.space == Space::Hsv ? static_cast<float>(range) : static_cast<float>(range) / 360.0F};
  }
  if (code.inverse) {
    change.from = {0, second, third};
    change.to = {blue, 1, red, kOpaque};
  } else {
    change.from = {blue, 1, red};
    change.to = {0, second, third, kOpaque};
  }
  return changed(src, c, change);
}

template <typename T>
Image convert(const Image& src, const Code& code) {
  constexpr bool kBytes = !std::is_floating_point_v<T>;
  const Channels& c = code.channels;
  const LumaSpace& luma = code.space == Space::Yuv ? kYuv : kYCrCb;
  switch (code.space) {
    case Space::Rgb: return reorder<T>(src, c);
    case Space::Gray: return code.inverse ? from_gray<T>(src, c) : to_gray<T>(src, c);
    case Space::Lab:
      if constexpr (kBytes) return code.inverse ? from_lab(src, c) : to_lab(src, c);
      raise("error", "cvtColor(): Lab of float32 isn't supported, only of uint8");
    default: break;
  }
  if constexpr (kBytes) {
    return convert_bytes(src, code);
  } else {
    switch (code.space) {
      case Space::Hsv: return code.inverse ? from_hue_space<from_hsv>(src, c) : to_hue<to_hsv>(src, c);
      case Space::Hls: return code.inverse ? from_hue_space<from_hls>(src, c) : to_hue<to_hls>(src, c);
      default: return code.inverse ? from_luma(src, c, luma) : to_luma(src, c, luma);
    }
  }
}

// Images of 16 bits, such as depth cameras and scanners give: gray and other orders of the channels.
Image convert_words(const Image& src, const Code& code) {
  if (code.space == Space::Rgb) return reorder<uint16_t>(src, code.channels);
  if (code.space != Space::Gray) unsupported_depth("cvtColor", src.dtype());
  return code.inverse ? from_gray<uint16_t>(src, code.channels) : to_gray<uint16_t>(src, code.channels);
}

Tensor cvt_color(const Tensor& self, int64_t number, int64_t channels) {
  const Image src = image_of(self, "cvtColor");
  for (const Code& one : kCodes) {
    if (one.code != number) continue;
    Code code = one;
    if (channels == 4 && code.inverse) code.channels.to = 4;
    if (src.dtype() == Dtype::UInt16) return convert_words(src, code).tensor;
    return dispatch_image(src.dtype(), "cvtColor",
                          [&](auto tag) { return convert<typename decltype(tag)::type>(src, code).tensor; });
  }
  raise("error", "cvtColor(): the code ", number, " isn't supported");
}

// Three planes of bytes as the channels of one image.
Tensor merge(const Tensor& a, const Tensor& b, const Tensor& c) {
  const std::array<Image, 3> planes{image_of(a, "merge"), image_of(b, "merge"), image_of(c, "merge")};
  for (const Image& plane : planes) {
    if (plane.dtype() != Dtype::UInt8 || plane.tensor.dim() != 2 || plane.tensor.sizes() != planes[0].tensor.sizes()) {
      raise("error", "merge(): the channels have one size and one type");
    }
  }
  const Image out = new_image(planes[0].height, planes[0].width, 3, Dtype::UInt8);
  parallel_for(0, out.height * out.width, kPixelGrain * 2, [&](int64_t begin, int64_t end) {
    constexpr int64_t kBlock = 512;
    constexpr std::array<uint8_t, 3> kOrder{0, 1, 2};
    std::array<std::array<uint8_t, kBlock>, 3> held{};
    std::array<uint8_t, 4 * kBlock> pixels;
    for (int64_t at = begin; at < end; at += kBlock) {
      const int64_t n = std::min(kBlock, end - at);
      for (std::size_t k = 0; k < 3; ++k) std::copy_n(planes[k].data<uint8_t>() + at, n, held[k].data());
      const std::array<const uint8_t*, 3> lines{held[0].data(), held[1].data(), held[2].data()};
      color_functions().join(lines.data(), pixels.data(), n);
      pixel_functions().reorder(pixels.data(), 4, out.data<uint8_t>() + 3 * at, 3, kOrder.data(), n);
    }
  });
  return out.tensor;
}

}  // namespace

KERNEL(cv2_merge, merge)
KERNEL(cv2_cvtColor, cvt_color)

}  // namespace flambeau
