// Compiled without contraction of products and sums: where OpenCV rounds them once, fused() says so.
#include "simd/mixing.h"

#include "simd/lanes.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Runs step(i) for the first elements of whole vectors, and finish(i, rest) for the ones left.
template <typename Step, typename Finish>
void in_vectors(int64_t n, const Step& step, const Finish& finish) {
  int64_t i = 0;
  for (; i + kFloats <= n; i += kFloats) step(i);
  if (i < n) finish(i, n - i);
}

void bytes(Mix mix, const uint8_t* a, const uint8_t* b, const float* by, uint8_t* out, int64_t n) {
  const auto step = [=](int64_t i) {
    const VecF x = read_floats(a + i);
    const VecF y = read_floats(b + i);
    VecF made;
    switch (mix) {
      case Mix::Weighted: made = fused(x, broadcast(by[0]), fused(y, broadcast(by[1]), broadcast(by[2]))); break;
      case Mix::Between: made = x + broadcast(by[0]) * (y - x); break;
      case Mix::Part: made = (x * y + broadcast(0.5F)) * broadcast(by[0]); break;
      case Mix::Product: made = x * y * broadcast(by[0]); break;
      default: made = y > VecF{} ? x * broadcast(by[0]) / y : VecF{}; break;
    }
    made = within_byte(made);
    write_bytes(out + i, mix == Mix::Between || mix == Mix::Part ? made : rounded(made));
  };
  in_vectors(n, step, [=](int64_t i, int64_t rest) {
    uint8_t last[3][kFloats] = {};
    __builtin_memcpy(last[0], a + i, static_cast<std::size_t>(rest));
    __builtin_memcpy(last[1], b + i, static_cast<std::size_t>(rest));
    bytes(mix, last[0], last[1], by, last[2], kFloats);
    __builtin_memcpy(out + i, last[2], static_cast<std::size_t>(rest));
  });
}

void scaled(const float* in, float scale, float shift, float* out, int64_t n) {
  const auto made = [=](VecF x) { return fused(x, broadcast(scale), broadcast(shift)); };
  in_vectors(
      n, [=](int64_t i) { store(out + i, made(load(in + i))); },
      [=](int64_t i, int64_t rest) { store_first(out + i, made(load_first(in + i, rest)), rest); });
}

void to_words(const float* in, int16_t* out, int64_t n) {
  const auto made = [](VecF x) {
    const VecF least = broadcast(-32768.0F);
    const VecF most = broadcast(32767.0F);
    x = x > least ? x : least;
    x = x < most ? x : most;
    return converted<int16_t, kFloats>(converted<int32_t, kFloats>(rounded(x)));
  };
  in_vectors(
      n, [=](int64_t i) { write(out + i, made(load(in + i))); },
      [=](int64_t i, int64_t rest) {
        const auto last = made(load_first(in + i, rest));
        __builtin_memcpy(out + i, &last, static_cast<std::size_t>(rest) * sizeof(int16_t));
      });
}

// A polynomial of the smaller coordinate over the larger one, turned into the right eighth of the circle.
VecF angle_of(VecF x, VecF y, float unit) {
  constexpr float kDegrees[] = {-2.53972459F, 8.91400051F, -18.6674461F, 57.2836227F};
  constexpr float kTiny = 2.220446049250313e-16F;
  const VecF zero{};
  const VecF across = x < zero ? -x : x;
  const VecF down = y < zero ? -y : y;
  const VecF ratio = minimum(across, down) / (maximum(across, down) + broadcast(kTiny));
  VecF angle = broadcast(kDegrees[0]);
  for (int i = 1; i < 4; ++i) angle = angle * (ratio * ratio) + broadcast(kDegrees[i]);
  angle = angle * ratio;
  angle = across >= down ? angle : broadcast(90.0F) - angle;
  angle = x < zero ? broadcast(180.0F) - angle : angle;
  angle = y < zero ? broadcast(360.0F) - angle : angle;
  return angle * broadcast(unit);
}

void angles(const float* x, const float* y, float unit, float* out, int64_t n) {
  in_vectors(
      n, [=](int64_t i) { store(out + i, angle_of(load(x + i), load(y + i), unit)); },
      [=](int64_t i, int64_t rest) {
        store_first(out + i, angle_of(load_first(x + i, rest), load_first(y + i, rest), unit), rest);
      });
}

void see(const Lens& lens, double row, float* across, float* down, int64_t n) {
  constexpr int kDoubles = kWidth<double>;
  using Floats = Lanes<float, kDoubles>;
  static constexpr double kColumns[] = {0, 1, 2, 3, 4, 5, 6, 7};
  const auto of = [](double x) { return broadcast(x); };
  const auto put = [&](float* to, VecD v, const double* camera) {
    constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: no room for a fraction above it
    const auto place = __builtin_convertvector(v * of(camera[0]) + of(camera[1]), Floats);
    write(to, lens.parts > 0 ? (place * lens.parts + kShift - kShift) / lens.parts : place);
  };
  const double* m = lens.inverse;
  const double* k = lens.k;
  const VecD one = of(1);
  const VecD two = of(2);
  for (int64_t i = 0; i < n; i += kDoubles) {
    const VecD column = load(kColumns) + of(static_cast<double>(i));
    const auto along = [&](const double* by) { return of(by[0]) * column + of(by[1]) * of(row) + of(by[2]); };
    const VecD depth = along(m + 6);
    const VecD x = along(m) / depth;
    const VecD y = along(m + 3) / depth;
    const VecD r2 = x * x + y * y;
    const VecD r4 = r2 * r2;
    const VecD xy2 = two * x * y;
    const auto bend = [&](double a, double b, double c) { return one + ((of(a) * r2 + of(b)) * r2 + of(c)) * r2; };
    const VecD scale = bend(k[4], k[1], k[0]) / bend(k[7], k[6], k[5]);
    const VecD u = x * scale + of(k[2]) * xy2 + of(k[3]) * (r2 + two * x * x) + of(k[8]) * r2 + of(k[9]) * r4;
    const VecD v = y * scale + of(k[2]) * (r2 + two * y * y) + of(k[3]) * xy2 + of(k[10]) * r2 + of(k[11]) * r4;
    put(across + i, u, lens.camera);
    put(down + i, v, lens.camera + 2);
  }
}

}  // namespace

const MixFunctions mix_functions = {bytes, scaled, to_words, angles, see};

}  // namespace flambeau::FLAMBEAU_LEVEL
