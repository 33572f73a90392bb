// Compiled without contraction of products and sums. Formulas are OpenCV's, see kernels/cv_color.cpp.
#include "simd/colors.h"

#include "simd/lanes.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

struct Three {
  VecF a, b, c;
};

VecF of(float x) { return broadcast(x); }
VecF cut(VecF v) { return converted<float, kFloats>(converted<int32_t, kFloats>(v)); }
// Whole numbers divided by 2^bits, to the nearest, half up; below 2^23 in magnitude, and above -512 divided.
VecF descaled(VecF v, float unit) { return cut(v * of(1 / unit) + of(512.5F)) - of(512.0F); }
VecF largest_of(VecF x, VecF y, VecF z) { return maximum(maximum(x, y), z); }
VecF smallest_of(VecF x, VecF y, VecF z) { return minimum(minimum(x, y), z); }
constexpr float kUnit = 1 << 14;

// by: the weights of the differences from red and from blue.
Three to_luma(const float* by, VecF b, VecF g, VecF r) {
  const VecF y = descaled(b * of(1868) + g * of(9617) + r * of(4899), kUnit);
  const VecF middle = of(128 * kUnit);
  return {y, descaled((r - y) * of(by[0]) + middle, kUnit), descaled((b - y) * of(by[1]) + middle, kUnit)};
}

// by: the weights of red's difference in red and green, and those of blue's in green and blue.
Three from_luma(const float* by, VecF y, VecF red, VecF blue) {
  red = red - of(128);
  blue = blue - of(128);
  return {y + descaled(blue * of(by[3]), kUnit), y + descaled(blue * of(by[2]) + red * of(by[1]), kUnit),
          y + descaled(red * of(by[0]), kUnit)};
}

// by: a whole circle. Quotients have 12 bits: those of small whole numbers are right in floats.
Three to_hsv(const float* by, VecF b, VecF g, VecF r) {
  constexpr float kQuotient = 1 << 12;
  const VecF v = largest_of(b, g, r);
  const VecF spread = v - smallest_of(b, g, r);
  const auto share = [](float of_what, VecF by_what) { return rounded(of(of_what) / maximum(by_what, of(1))); };
  const VecF s = descaled(spread * share(255 * kQuotient, v), kQuotient);
  const VecF sixths = v == r ? g - b : v == g ? b - r + spread + spread : r - g + of(4) * spread;
  const VecF h = descaled(sixths * share(by[0] * kQuotient / 6, spread), kQuotient);
  return {h < VecF{} ? h + of(by[0]) : h, s, v};
}

// by: how much of the circle, of 360 degrees, a degree is.
Three to_hls(const float* by, VecF b, VecF g, VecF r) {
  constexpr float kDown = 1.0F / 255;
  b = b * of(kDown);
  g = g * of(kDown);
  r = r * of(kDown);
  const VecF most = largest_of(b, g, r);
  const VecF least = smallest_of(b, g, r);
  const VecF spread = most - least;
  const VecF l = (most + least) * of(0.5F);
  const auto gray = spread <= of(1.1920929e-07F);
  const VecF s = spread / (l < of(0.5F) ? most + least : of(2) - most - least);
  const VecF scale = of(60) / spread;
  VecF h = most == r ? (g - b) * scale : most == g ? (b - r) * scale + of(120) : (r - g) * scale + of(240);
  h = h < VecF{} ? h + of(360) : h;
  return {gray ? VecF{} : h * of(by[0]), l * of(255), gray ? VecF{} : s * of(255)};
}

// Blue, green and red from the greatest level, the least, and what falls and rises with the rest of a sixth.
template <typename Falling, typename Rising>
Three from_hue(VecF hue, VecF most, VecF least, const Falling& falling, const Rising& rising) {
  hue = hue >= of(6) ? hue - of(6) : hue;
  const VecF sector = cut(hue);
  const VecF rest = hue - sector;
  const VecF down = falling(rest);
  const VecF up = rising(rest);
  const auto before = [sector](float k) { return sector < of(k); };
  const VecF b = before(2) ? least : before(3) ? up : before(5) ? most : down;
  const VecF g = before(1) ? up : before(3) ? most : before(4) ? down : least;
  const VecF r = before(1) ? most : before(2) ? down : before(4) ? least : before(5) ? up : most;
  return {b * of(255), g * of(255), r * of(255)};
}

// by: how many sixths a step of hue is.
Three from_hsv(const float* by, VecF h, VecF s, VecF v) {
  constexpr float kDown = 1.0F / 255;
  s = s * of(kDown);
  v = v * of(kDown);
  const VecF one = of(1);
  return from_hue(
      h * of(by[0]), v, v * (one - s), [=](VecF rest) { return v * (one - s * rest); },
      [=](VecF rest) { return v * (one - s * (one - rest)); });
}

// a * b + c, rounded once on levels without such an instruction, too.
VecF rounded_once(VecF a, VecF b, VecF c) {
#if defined(__FMA__) || defined(__ARM_NEON)
  return fma(a, b, c);
#else
  for (int i = 0; i < kFloats; ++i) a[i] = __builtin_fmaf(a[i], b[i], c[i]);
  return a;
#endif
}

// The same as OpenCV's vectors have it: with fewer roundings on the way, and without the last.
Three from_hsv_cut(const float* by, VecF h, VecF s, VecF v) {
  constexpr float kDown = 1.0F / 255;
  s = s * of(kDown);
  v = v * of(kDown);
  const VecF one = of(1);
  const Three made = from_hue(
      h * of(by[0]), v, v * (one - s), [=](VecF rest) { return v * rounded_once(VecF{} - s, rest, one); },
      [=](VecF rest) { return v * rounded_once(VecF{} - s, one - rest, one); });
  return {cut(made.a), cut(made.b), cut(made.c)};
}

Three from_hls(const float* by, VecF h, VecF l, VecF s) {
  constexpr float kDown = 1.0F / 255;
  l = l * of(kDown);
  s = s * of(kDown);
  const VecF one = of(1);
  const VecF upper = l <= of(0.5F) ? l * (one + s) : l + s - l * s;
  const VecF lower = of(2) * l - upper;
  return from_hue(
      h * of(by[0]), upper, lower, [=](VecF rest) { return lower + (upper - lower) * (one - rest); },
      [=](VecF rest) { return lower + (upper - lower) * rest; });
}

template <typename Formula>
void each(const Formula& formula, const float* by, const uint8_t* const* in, uint8_t* const* out, int64_t n) {
  for (int64_t i = 0; i < n; i += kFloats) {
    const Three made = formula(by, read_floats(in[0] + i), read_floats(in[1] + i), read_floats(in[2] + i));
    write_bytes(out[0] + i, rounded(within_byte(made.a)));
    write_bytes(out[1] + i, rounded(within_byte(made.b)));
    write_bytes(out[2] + i, rounded(within_byte(made.c)));
  }
}

void change(ColorChange change, const float* by, const uint8_t* const* in, uint8_t* const* out, int64_t n) {
  switch (change) {
    case ColorChange::ToLuma: return each(to_luma, by, in, out, n);
    case ColorChange::FromLuma: return each(from_luma, by, in, out, n);
    case ColorChange::ToHsv: return each(to_hsv, by, in, out, n);
    case ColorChange::FromHsv: return each(from_hsv, by, in, out, n);
    case ColorChange::FromHsvCut: return each(from_hsv_cut, by, in, out, n);
    case ColorChange::ToHls: return each(to_hls, by, in, out, n);
    case ColorChange::FromHls: return each(from_hls, by, in, out, n);
  }
}

void join(const uint8_t* const* planes, uint8_t* out, int64_t n) {
  using Bytes = Lanes<uint8_t, 16>;
  using Words = Lanes<uint16_t, 8>;
  constexpr auto kBytesOf = std::make_integer_sequence<int, 16>();
  constexpr auto kWordsOf = std::make_integer_sequence<int, 8>();
  const auto words = [](Bytes bytes) { return reinterpret_cast<Words>(bytes); };
  const Bytes opaque = Bytes{} + uint8_t{255};
  for (int64_t i = 0; i < n; i += 16) {
    const Bytes a = read<16>(planes[0] + i);
    const Bytes b = read<16>(planes[1] + i);
    const Bytes c = read<16>(planes[2] + i);
    const Words ab[] = {words(zip<false>(a, b, kBytesOf)), words(zip<true>(a, b, kBytesOf))};
    const Words cd[] = {words(zip<false>(c, opaque, kBytesOf)), words(zip<true>(c, opaque, kBytesOf))};
    for (int64_t k = 0; k < 2; ++k) {
      write(out + 4 * i + 32 * k, zip<false>(ab[k], cd[k], kWordsOf));
      write(out + 4 * i + 32 * k + 16, zip<true>(ab[k], cd[k], kWordsOf));
    }
  }
}

}  // namespace

const ColorFunctions color_functions = {change, join};

}  // namespace flambeau::FLAMBEAU_LEVEL
