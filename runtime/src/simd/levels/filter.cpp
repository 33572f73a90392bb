// Compiled without contraction of products and sums: where OpenCV rounds them once, fused() says so.
#include "simd/filter.h"

#include "simd/lanes.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

void extreme(const uint8_t* const* lines, int64_t count, bool least, uint8_t* out, int64_t n) {
  in_blocks<kBytes>(n, [=](auto block, int64_t i) {
    constexpr int kLanes = decltype(block)::kLanes;
    auto best = read<kLanes>(lines[0] + i);
    if (least) {
      for (int64_t k = 1; k < count; ++k) {
        const auto other = read<kLanes>(lines[k] + i);
        best = other < best ? other : best;
      }
    } else {
      for (int64_t k = 1; k < count; ++k) {
        const auto other = read<kLanes>(lines[k] + i);
        best = best < other ? other : best;
      }
    }
    write(out + i, best);
  });
}

// Of somewhat more than half of the values neither the least nor the greatest can be the middle one: they are put at
// the ends and forgotten, and the next value takes part.
void median(const uint8_t* const* lines, int64_t count, uint8_t* out, int64_t n) {
  in_blocks<kBytes>(n, [=](auto block, int64_t i) {
    constexpr int kLanes = decltype(block)::kLanes;
    using V = Lanes<uint8_t, kLanes>;
    V values[14];
    int64_t held = count / 2 + 2;
    for (int64_t k = 0; k < held; ++k) values[k] = read<kLanes>(lines[k] + i);
    for (int64_t next = held; held > 3; ++next, --held) {
      for (int64_t k = 0; k < held / 2; ++k) {
        const V a = values[k];
        const V b = values[held - 1 - k];
        values[k] = a < b ? a : b;
        values[held - 1 - k] = a < b ? b : a;
      }
      V least = values[0];
      for (int64_t k = 1; k <= (held - 1) / 2; ++k) {
        const V v = values[k];
        values[k] = v < least ? least : v;
        least = v < least ? v : least;
      }
      V most = values[held - 1];
      for (int64_t k = held / 2; k < held - 1; ++k) {
        const V v = values[k];
        values[k] = most < v ? most : v;
        most = most < v ? v : most;
      }
      values[0] = read<kLanes>(lines[next] + i);
    }
    const V low = values[0] < values[1] ? values[0] : values[1];
    const V high = values[0] < values[1] ? values[1] : values[0];
    const V below = high < values[2] ? high : values[2];
    write(out + i, low < below ? below : low);
  });
}

void weigh_bytes(const uint8_t* const* lines, const uint16_t* weights, int64_t count, uint16_t* out, int64_t n) {
  in_blocks<kBytes / 2>(n, [=](auto block, int64_t i) {
    constexpr int kLanes = decltype(block)::kLanes;
    Lanes<uint16_t, kLanes> sum{};
    for (int64_t k = 0; k < count; ++k) {
      sum = static_cast<Lanes<uint16_t, kLanes>>(sum +
                                                 converted<uint16_t, kLanes>(read<kLanes>(lines[k] + i)) * weights[k]);
    }
    write(out + i, sum);
  });
}

void weigh_sums(const uint16_t* const* lines, const uint16_t* weights, int64_t count, uint8_t* out, int64_t n) {
  in_blocks<kBytes / 4>(n, [=](auto block, int64_t i) {
    constexpr int kLanes = decltype(block)::kLanes;
    Lanes<uint32_t, kLanes> sum{};
    for (int64_t k = 0; k < count; ++k) {
      sum += converted<uint32_t, kLanes>(read<kLanes>(lines[k] + i)) * uint32_t{weights[k]};
    }
    sum = (sum + (1U << 15)) >> 16;
    sum = sum < 255U ? sum : sum - sum + 255U;
    write(out + i, converted<uint8_t, kLanes>(sum));
  });
}

template <typename T>
void sum_lines(const T* const* lines, const float* weights, int64_t count, float start, float* out, int64_t n) {
  in_blocks<kFloats>(n, [=](auto block, int64_t i) {
    if constexpr (decltype(block)::kLanes == 1) {
      float sum = start;
      for (int64_t k = 0; k < count; ++k) sum += static_cast<float>(lines[k][i]) * weights[k];
      out[i] = sum;
    } else {
      VecF sum = broadcast(start);
      for (int64_t k = 0; k < count; ++k) sum += read_floats(lines[k] + i) * broadcast(weights[k]);
      store(out + i, sum);
    }
  });
}

void slide(uint16_t* sum, const uint16_t* coming, const uint16_t* going, const uint32_t* delta_most_scale, uint8_t* out,
           int64_t n) {
  const auto step = [=](auto block, int64_t i) {
    constexpr int kLanes = decltype(block)::kLanes;
    using Sum = Lanes<uint16_t, kLanes>;
    const auto all = static_cast<Sum>(read<kLanes>(sum + i) + read<kLanes>(coming + i));
    write(sum + i, static_cast<Sum>(all - read<kLanes>(going + i)));
    const auto most = Lanes<uint32_t, kLanes>{} + delta_most_scale[1];
    auto wide = converted<uint32_t, kLanes>(all) + delta_most_scale[0];
    wide = wide < most ? wide : most;
    write(out + i, converted<uint8_t, kLanes>((wide * delta_most_scale[2]) >> 24));
  };
  int64_t i = 0;
  for (; i + kBytes / 4 <= n; i += kBytes / 4) step(Block<kBytes / 4>(), i);
  for (; i < n; ++i) step(Block<1>(), i);
}

template <int kChannels>
void bilateral_of(const Nearby& near, const uint8_t* const* planes, float* const* out, int64_t n) {
  for (int64_t i = 0; i < n; i += kFloats) {
    VecF here[kChannels];
    VecF sums[kChannels]{};
    VecF total{};
    for (int c = 0; c < kChannels; ++c) here[c] = read_floats(planes[c] + i);
    for (int64_t k = 0; k < near.count; ++k) {
      VecF other[kChannels];
      VecF difference{};
      for (int c = 0; c < kChannels; ++c) {
        other[c] = read_floats(planes[c] + i + near.offsets[k]);
        difference += maximum(here[c], other[c]) - minimum(here[c], other[c]);
      }
      const VecF w = broadcast(near.weights[k]) * look_up(near.by_difference, converted<int32_t, kFloats>(difference));
      total += w;
      for (int c = 0; c < kChannels; ++c) sums[c] += other[c] * w;
    }
    for (int c = 0; c < kChannels; ++c) store(out[c] + i, sums[c] / total);
  }
}

void bilateral(const Nearby& near, const uint8_t* const* planes, int64_t channels, float* const* out, int64_t n) {
  (channels == 1 ? bilateral_of<1> : bilateral_of<3>)(near, planes, out, n);
}

// --- warps ----------------------------------------------------------------------------------------------------------

using Floats = Lanes<float, 4>;
// x * a + b, rounded once.
Floats fused_four(Floats x, Floats a, Floats b) {
#if defined(__FMA__)
  return _mm_fmadd_ps(x, a, b);
#elif defined(__ARM_FEATURE_FMA)
  return vfmaq_f32(b, x, a);
#else
  using Doubles = Lanes<double, 4>;
  return __builtin_convertvector(
      __builtin_convertvector(x, Doubles) * __builtin_convertvector(a, Doubles) + __builtin_convertvector(b, Doubles),
      Floats);
#endif
}

void places(const float* m, const float* row, bool perspective, float* u, float* v, int64_t n) {
  for (int64_t i = 0; i < n; i += 4) {
    const Floats x = Floats{0, 1, 2, 3} + static_cast<float>(static_cast<int32_t>(i));
    Floats across = fused_four(x, Floats{} + m[0], Floats{} + row[0]);
    Floats down = fused_four(x, Floats{} + m[3], Floats{} + row[1]);
    if (perspective) {
      const Floats w = fused_four(x, Floats{} + m[6], Floats{} + row[2]);
      across /= w;
      down /= w;
    }
    write(u + i, across);
    write(v + i, down);
  }
}

// Four elements: a pixel and perhaps a part of the next ones, which nobody uses.
Floats four(const float* from) { return read<4>(from); }
Floats four(const uint8_t* from) {
#if defined(__SSE4_1__)
  int32_t bytes;
  __builtin_memcpy(&bytes, from, 4);
  return _mm_cvtepi32_ps(_mm_cvtepu8_epi32(_mm_cvtsi32_si128(bytes)));
#else
  return Floats{static_cast<float>(from[0]), static_cast<float>(from[1]), static_cast<float>(from[2]),
                static_cast<float>(from[3])};
#endif
}

// Writes `count` of them, or all four where there is `room`: what follows is written later.
template <typename T>
void write_four(T* to, const T* four, int64_t count, int64_t room) {
  if (room >= 4) {
    __builtin_memcpy(to, four, 4 * sizeof(T));
  } else {
    for (int64_t i = 0; i < count; ++i) to[i] = four[i];
  }
}
void put(float* to, Floats values, int64_t count, int64_t room) {
  float all[4];
  write(all, values);
  write_four(to, all, count, room);
}
void put(uint8_t* to, Floats values, int64_t count, int64_t room) {
  constexpr float kShift = 12582912.0F;  // 1.5 * 2^23: no room for a fraction above it
  const Floats most = Floats{} + 255.0F;
  values = values > Floats{} ? values : Floats{};
  values = values < most ? values : most;
  const auto whole = converted<int32_t, 4>(values + kShift - kShift);
  uint8_t all[4];
#if defined(__SSE4_1__)
  const auto words = _mm_packus_epi32(reinterpret_cast<__m128i>(whole), reinterpret_cast<__m128i>(whole));
  const int32_t bytes = _mm_cvtsi128_si32(_mm_packus_epi16(words, words));
  __builtin_memcpy(all, &bytes, 4);
#else
  for (int i = 0; i < 4; ++i) all[i] = static_cast<uint8_t>(whole[i]);
#endif
  write_four(to, all, count, room);
}

// Calls read(first element, parts of a pixel beyond it) for places that have `before` pixels in front of them, `behind`
// behind, and four elements more; both ways.
template <int kBefore, int kBehind, typename T, typename Read>
int64_t inside(const WarpSource<T>& from, const float* u, const float* v, T* out, int64_t n, const Read& read_at) {
  constexpr auto kLeast = static_cast<float>(kBefore);
  const auto right = static_cast<float>(from.width - kBehind);
  const auto bottom = static_cast<float>(from.height - kBehind);
  const int64_t last = from.elements - 4 - (kBefore + kBehind) * (from.row + from.channels);
  for (int64_t i = 0; i < n; ++i) {
    if (!(u[i] >= kLeast && v[i] >= kLeast && u[i] < right && v[i] < bottom)) return i;
    const auto x = static_cast<int32_t>(u[i]);
    const auto y = static_cast<int32_t>(v[i]);
    const int64_t at = (y - kBefore) * from.row + (x - kBefore) * from.channels;
    if (at > last) return i;
    const Floats sum = read_at(from.data + at, u[i] - static_cast<float>(x), v[i] - static_cast<float>(y));
    put(out + i * from.channels, sum, from.channels, (n - i) * from.channels);
  }
  return n;
}

#if defined(FLAMBEAU_GATHERS)
// The four pixels of one channel around each place.
struct Around {
  VecF a, b, c, d;
};
Around around(const uint8_t* from, VecI places, int32_t row) {
  const VecI upper = gather(from, places);
  const VecI lower = gather(from, places + row);
  const auto byte = [](VecI four) { return converted<float, kFloats>(four & 255); };
  return {byte(upper), byte(upper >> 8), byte(lower), byte(lower >> 8)};
}
Around around(const float* from, VecI places, int32_t row) {
  return {gather(from, places), gather(from, places + 1), gather(from, places + row), gather(from, places + row + 1)};
}
void put_all(uint8_t* to, VecF v) { write_bytes(to, rounded(within_byte(v))); }
void put_all(float* to, VecF v) { store(to, v); }

// Pixels of one channel, a vector at a time, up to the first vector that holds one near the edge. Returns how many.
template <typename T>
int64_t linear_vectors(const WarpSource<T>& from, const float* u, const float* v, T* out, int64_t n) {
  const auto right = static_cast<float>(from.width - 1);
  const auto bottom = static_cast<float>(from.height - 1);
  const int64_t last = from.elements - 5 - from.row;
  if (from.elements > 1 << 30 || last < 0) return 0;
  const auto row = static_cast<int32_t>(from.row);
  int64_t i = 0;
  for (; i + kFloats <= n; i += kFloats) {
    const VecF across = load(u + i);
    const VecF down = load(v + i);
    const VecF zero{};
    if (!all_of((across >= zero) & (down >= zero) & (across < broadcast(right)) & (down < broadcast(bottom)))) break;
    const VecI x = converted<int32_t, kFloats>(across);
    const VecI y = converted<int32_t, kFloats>(down);
    const VecI places = y * row + x;
    if (!all_of(places <= static_cast<int32_t>(last))) break;
    const Around p = around(from.data, places, row);
    const VecF to_right = across - converted<float, kFloats>(x);
    const VecF upper = fused(to_right, p.b - p.a, p.a);
    const VecF lower = fused(to_right, p.d - p.c, p.c);
    put_all(out + i, fused(down - converted<float, kFloats>(y), lower - upper, upper));
  }
  return i;
}
#endif

template <typename T>
int64_t linear(const WarpSource<T>& from, const float* u, const float* v, T* out, int64_t n) {
  const int64_t pixel = from.channels;
  const int64_t row = from.row;
  const auto one_by_one = [&](int64_t first, int64_t count) {
    return inside<0, 1>(from, u + first, v + first, out + first * pixel, count,
                        [pixel, row](const T* at, float x, float y) {
                          const Floats across = Floats{} + x;
                          const Floats a = four(at);
                          const Floats c = four(at + row);
                          const Floats upper = fused_four(across, four(at + pixel) - a, a);
                          const Floats lower = fused_four(across, four(at + row + pixel) - c, c);
                          return fused_four(Floats{} + y, lower - upper, upper);
                        });
  };
#if defined(FLAMBEAU_GATHERS)
  if (pixel == 1) {
    for (int64_t i = 0; i < n;) {
      i += linear_vectors(from, u + i, v + i, out + i, n - i);
      const int64_t rest = n - i < kFloats ? n - i : kFloats;
      const int64_t made = one_by_one(i, rest);
      i += made;
      if (made < rest) return i;
    }
    return n;
  }
#endif
  return one_by_one(0, n);
}

// Pixels of one byte that lie nearest, up to the first vector that holds one near the edge. Returns how many.
int64_t nearest(const WarpSource<uint8_t>& from, const float* u, const float* v, uint8_t* out, int64_t n) {
  int64_t i = 0;
#if defined(FLAMBEAU_GATHERS)
  const auto right = static_cast<float>(from.width - 1);
  const auto bottom = static_cast<float>(from.height - 1);
  const int64_t last = from.elements - 4;
  if (from.elements > 1 << 22 || last < 0 || from.channels != 1) return 0;
  for (; i + kFloats <= n; i += kFloats) {
    const VecF across = load(u + i);
    const VecF down = load(v + i);
    const VecF zero{};
    if (!all_of((across >= zero) & (down >= zero) & (across <= broadcast(right)) & (down <= broadcast(bottom)))) break;
    const VecI places = converted<int32_t, kFloats>(rounded(down)) * static_cast<int32_t>(from.row) +
                        converted<int32_t, kFloats>(rounded(across));
    if (!all_of(places <= static_cast<int32_t>(last))) break;
    write(out + i, converted<uint8_t, kFloats>(gather(from.data, places) & 255));
  }
#else
  (void)from, (void)u, (void)v, (void)out, (void)n;
#endif
  return i;
}

// Keys' cubic with a = -0.75: of the four pixels around, at a distance t behind the second.
struct Cubic {
  float weights[4];
  explicit Cubic(float t) {
    constexpr float kA = -0.75F;
    const float before = t + 1;
    const float after = 1 - t;
    weights[0] = ((kA * before - 5 * kA) * before + 8 * kA) * before - 4 * kA;
    weights[1] = ((kA + 2) * t - (kA + 3)) * t * t + 1;
    weights[2] = ((kA + 2) * after - (kA + 3)) * after * after + 1;
    weights[3] = 1 - weights[0] - weights[1] - weights[2];
  }
};

template <typename T>
int64_t cubic(const WarpSource<T>& from, const float* u, const float* v, T* out, int64_t n) {
  const int64_t pixel = from.channels;
  const int64_t row = from.row;
  return inside<1, 2>(from, u, v, out, n, [pixel, row](const T* at, float x, float y) {
    const Cubic columns(x);
    const Cubic rows(y);
    Floats sum{};
    for (int j = 0; j < 4; ++j, at += row) {
      Floats line{};
      for (int i = 0; i < 4; ++i) line += four(at + i * pixel) * columns.weights[i];
      sum += line * rows.weights[j];
    }
    return sum;
  });
}

}  // namespace

const FilterFunctions filter_functions = {
    extreme,   median, weigh_bytes,     weigh_sums,    sum_lines<uint8_t>, sum_lines<float>, slide,
    bilateral, places, linear<uint8_t>, linear<float>, cubic<uint8_t>,     cubic<float>,     nearest};

}  // namespace flambeau::FLAMBEAU_LEVEL
