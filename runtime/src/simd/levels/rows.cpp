#include "simd/rows.h"

#include "simd/exp.h"
#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

constexpr int kWide = kWidth<float>;

// The sum of f(i, count) over blocks of `count` elements at i: four vectors of partial sums, folded into a double
// every kBlock elements, so that the error doesn't grow with n.
template <typename F>
inline double blocked_sum(int64_t n, F f) {
  constexpr int64_t kBlock = 64 * kWide;
  double total = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t end = n - begin < kBlock ? n : begin + kBlock;
    VecF acc[4] = {};
    int64_t i = begin;
    for (; i + 4 * kWide <= end; i += 4 * kWide) {
#pragma GCC unroll 4
      for (int v = 0; v < 4; ++v) acc[v] += f(i + v * kWide, kWide);
    }
    for (; i < end; i += kWide) acc[0] += f(i, end - i < kWide ? end - i : kWide);
    total += static_cast<double>(sum((acc[0] + acc[1]) + (acc[2] + acc[3])));
  }
  return total;
}

inline VecF take(const float* p, int64_t count) { return count == kWide ? load(p) : load_first(p, count); }
inline void put(float* p, VecF v, int64_t count) {
  if (count == kWide) {
    store(p, v);
  } else {
    store_first(p, v, count);
  }
}

// f(i, count) for every vector of elements [0, n), the last one partial.
template <typename F>
inline void for_each_vector(int64_t n, F f) {
  int64_t i = 0;
  for (; i + kWide <= n; i += kWide) f(i, kWide);
  if (i < n) f(i, n - i);
}

double row_sum(const float* x, int64_t n) {
  return blocked_sum(n, [x](int64_t i, int64_t count) { return take(x + i, count); });
}

double row_sum_of_squares(const float* x, float center, int64_t n) {
  const VecF c = broadcast(center);
  return blocked_sum(n, [x, c](int64_t i, int64_t count) {
    VecF d = take(x + i, count) - c;
    if (count < kWide) d = keep_first(d, count);  // the elements beyond the row read as 0
    return d * d;
  });
}

double row_dot(const float* x, const float* y, int64_t n) {
  return blocked_sum(n, [x, y](int64_t i, int64_t count) { return take(x + i, count) * take(y + i, count); });
}

// The larger (smaller) of two, a NaN in either being kept.
template <bool kMax>
inline VecF extreme(VecF acc, VecF x) {
  const VecI better = (kMax ? x > acc : x < acc) | (x != x);
  return reinterpret_cast<VecF>((reinterpret_cast<VecI>(x) & better) | (reinterpret_cast<VecI>(acc) & ~better));
}

float row_largest(const float* x, int64_t n) {
  if (n < kWide) {
    float best = -__builtin_inff();
    for (int64_t i = 0; i < n; ++i) best = x[i] > best ? x[i] : best;
    return best;
  }
  VecF acc[4];
  for (VecF& each : acc) each = load(x);
  int64_t i = kWide;
  for (; i + 4 * kWide <= n; i += 4 * kWide) {
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) acc[v] = maximum(acc[v], load(x + i + v * kWide));
  }
  for (; i + kWide <= n; i += kWide) acc[0] = maximum(acc[0], load(x + i));
  acc[1] = maximum(acc[1], load(x + n - kWide));  // some of them again
  return largest(maximum(maximum(acc[0], acc[1]), maximum(acc[2], acc[3])));
}

template <bool kMax>
float row_extreme(const float* x, int64_t n) {
  const float worst = kMax ? -__builtin_inff() : __builtin_inff();
  if (n < kWide) {
    float best = worst;
    for (int64_t i = 0; i < n; ++i) {
      if ((kMax ? x[i] > best : x[i] < best) || x[i] != x[i]) best = x[i];
    }
    return best;
  }
  VecF acc[4] = {broadcast(worst), broadcast(worst), broadcast(worst), broadcast(worst)};
  int64_t i = 0;
  for (; i + 4 * kWide <= n; i += 4 * kWide) {
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) acc[v] = extreme<kMax>(acc[v], load(x + i + v * kWide));
  }
  for (; i + kWide <= n; i += kWide) acc[0] = extreme<kMax>(acc[0], load(x + i));
  if (i < n) acc[1] = extreme<kMax>(acc[1], load(x + n - kWide));  // some of them again
  const VecF best = extreme<kMax>(extreme<kMax>(acc[0], acc[1]), extreme<kMax>(acc[2], acc[3]));
  return join<float>(best, [](VecF a, VecF b) { return extreme<kMax>(a, b); });
}

int64_t row_find(const float* x, float value, int64_t n) {
  const VecF wanted = broadcast(value);
  const bool is_nan = value != value;
  int64_t i = 0;
  for (; i + 4 * kWide <= n; i += 4 * kWide) {
    LanesF found{};
#pragma GCC unroll 4
    for (int v = 0; v < 4; ++v) {
      const VecF each = load(x + i + v * kWide);
      found |= is_nan ? each != each : each == wanted;
    }
    if (join<float>(reinterpret_cast<VecF>(found), [](VecF a, VecF b) {
          return reinterpret_cast<VecF>(reinterpret_cast<LanesF>(a) | reinterpret_cast<LanesF>(b));
        }) != 0) {
      break;
    }
  }
  while (i < n && !(is_nan ? x[i] != x[i] : x[i] == value)) ++i;
  return i;
}

double row_exp_sum(const float* x, float shift, float* out, int64_t n) {
  const VecF s = broadcast(shift);
  return blocked_sum(n, [=](int64_t i, int64_t count) {
    const VecF e = exp(take(x + i, count) - s);
    put(out + i, e, count);
    return count == kWide ? e : keep_first(e, count);
  });
}

void row_affine(const float* x, float scale, float shift, float* out, int64_t n) {
  const VecF a = broadcast(scale);
  const VecF b = broadcast(shift);
  for_each_vector(n, [=](int64_t i, int64_t count) { put(out + i, fma(take(x + i, count), a, b), count); });
}

void row_add(float* x, const float* y, int64_t n) {
  for_each_vector(n, [=](int64_t i, int64_t count) { put(x + i, take(x + i, count) + take(y + i, count), count); });
}

void row_affine_columns(const float* x, const float* scale, const float* shift, float* out, int64_t n) {
  for_each_vector(n, [=](int64_t i, int64_t count) {
    put(out + i, fma(take(x + i, count), take(scale + i, count), take(shift + i, count)), count);
  });
}

void row_normalize(const float* x, float mean, float rstd, const float* weight, const float* bias, float* out,
                   int64_t n) {
  const VecF m = broadcast(mean);
  const VecF r = broadcast(rstd);
  for_each_vector(n, [=](int64_t i, int64_t count) {
    VecF value = (take(x + i, count) - m) * r;
    if (weight) value *= take(weight + i, count);
    if (bias) value += take(bias + i, count);
    put(out + i, value, count);
  });
}

void row_add_moments_to(double* sum, double* squares, const float* x, int64_t n) {
  for (int64_t j = 0; j < n; ++j) {
    const auto value = static_cast<double>(x[j]);
    sum[j] += value;
    squares[j] += value * value;
  }
}

void row_add_to(double* sum, const float* x, int64_t n) {
  for (int64_t j = 0; j < n; ++j) sum[j] += static_cast<double>(x[j]);
}

template <bool kMax>
void row_extreme_to(float* best, const float* x, int64_t n) {
  for_each_vector(n, [=](int64_t i, int64_t count) {
    put(best + i, extreme<kMax>(take(best + i, count), take(x + i, count)), count);
  });
}

template <bool kMax>
void row_extreme_at(float* best, int32_t* at, const float* x, int32_t index, int64_t n) {
  const VecF number = reinterpret_cast<VecF>(LanesF{} + index);
  for_each_vector(n, [=](int64_t i, int64_t count) {
    auto* const places = reinterpret_cast<float*>(at + i);
    const VecF held = take(best + i, count);
    const VecF each = take(x + i, count);
    const LanesF better = (kMax ? each > held : each < held) | ((each != each) & (held == held));
    put(best + i, better ? each : held, count);
    put(places, better ? number : take(places, count), count);
  });
}

// kVecs vectors of columns from j on, the last one of `count` elements: join(so far, each) of the rows from `first` on,
// and finish(all) of that.
template <int kVecs, typename Join, typename Finish>
void join_columns(const float* const* rows, int64_t height, float first, int64_t j, int64_t count, float* out,
                  Join join, Finish finish) {
  VecF all[kVecs];
  for (VecF& each : all) each = broadcast(first);
  for (int64_t i = 0; i < height; ++i) {
    const float* const x = rows[i] + j;
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) all[v] = join(all[v], take(x + v * kWide, v + 1 < kVecs ? kWide : count));
  }
  for (int v = 0; v < kVecs; ++v) put(out + j + v * kWide, finish(all[v]), v + 1 < kVecs ? kWide : count);
}

template <typename Join, typename Finish>
void join_rows(const float* const* rows, int64_t height, float first, float* out, int64_t n, Join join, Finish finish) {
  int64_t j = 0;
  for (; j + 4 * kWide <= n; j += 4 * kWide) join_columns<4>(rows, height, first, j, kWide, out, join, finish);
  for (; j < n; j += kWide) {
    join_columns<1>(rows, height, first, j, n - j < kWide ? n - j : kWide, out, join, finish);
  }
}

void row_max_rows(const float* const* rows, int64_t height, float* out, int64_t n) {
  const auto larger = [](VecF so_far, VecF each) { return extreme<true>(so_far, each); };
  join_rows(rows, height, -__builtin_inff(), out, n, larger, [](VecF all) { return all; });
}

void row_mean_rows(const float* const* rows, int64_t height, float divisor, float* out, int64_t n) {
  const VecF by = broadcast(divisor);
  const auto plus = [](VecF so_far, VecF each) { return so_far + each; };
  join_rows(rows, height, 0, out, n, plus, [by](VecF all) { return all / by; });
}

template <int kVecs>
void add_columns(float* total, const float* x, int64_t stride, int64_t height, int64_t count) {
  VecF sum[kVecs] = {};
  for (int64_t i = 0; i < height; ++i) {
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) sum[v] += take(x + i * stride + v * kWide, v + 1 < kVecs ? kWide : count);
  }
  for (int v = 0; v < kVecs; ++v) {
    float* const to = total + v * kWide;
    put(to, take(to, v + 1 < kVecs ? kWide : count) + sum[v], v + 1 < kVecs ? kWide : count);
  }
}

void row_add_rows(float* total, const float* x, int64_t stride, int64_t height, int64_t n) {
  int64_t j = 0;
  for (; j + 4 * kWide <= n; j += 4 * kWide) add_columns<4>(total + j, x + j, stride, height, kWide);
  for (; j < n; j += kWide) add_columns<1>(total + j, x + j, stride, height, n - j < kWide ? n - j : kWide);
}

void row_dots(const float* x, const float* rows, int64_t stride, int64_t count, int64_t n, float* out) {
  for (int64_t i = 0; i < count; ++i) {
    const float* const row = rows + i * stride;
    VecF acc[4] = {};
    int64_t j = 0;
    for (; j + 4 * kWide <= n; j += 4 * kWide) {
#pragma GCC unroll 4
      for (int v = 0; v < 4; ++v) acc[v] = fma(load(x + j + v * kWide), load(row + j + v * kWide), acc[v]);
    }
    for (; j < n; j += kWide) {
      const int64_t some = n - j < kWide ? n - j : kWide;
      acc[0] = fma(take(x + j, some), take(row + j, some), acc[0]);
    }
    out[i] = sum((acc[0] + acc[1]) + (acc[2] + acc[3]));
  }
}

// kVecs vectors of columns from j on, the last one of `some` elements.
template <int kVecs>
void add_scaled_columns(float* total, const float* factors, const float* rows, int64_t stride, int64_t count,
                        int64_t some) {
  VecF acc[kVecs];
#pragma GCC unroll 4
  for (int v = 0; v < kVecs; ++v) acc[v] = take(total + v * kWide, v + 1 < kVecs ? kWide : some);
  for (int64_t i = 0; i < count; ++i, rows += stride) {
    const VecF factor = broadcast(factors[i]);
#pragma GCC unroll 4
    for (int v = 0; v < kVecs; ++v) {
      acc[v] = fma(factor, take(rows + v * kWide, v + 1 < kVecs ? kWide : some), acc[v]);
    }
  }
#pragma GCC unroll 4
  for (int v = 0; v < kVecs; ++v) put(total + v * kWide, acc[v], v + 1 < kVecs ? kWide : some);
}

void row_add_scaled_rows(float* total, const float* factors, const float* rows, int64_t stride, int64_t count,
                         int64_t n) {
  int64_t j = 0;
  for (; j + 4 * kWide <= n; j += 4 * kWide) {
    add_scaled_columns<4>(total + j, factors, rows + j, stride, count, kWide);
  }
  for (; j < n; j += kWide) {
    add_scaled_columns<1>(total + j, factors, rows + j, stride, count, n - j < kWide ? n - j : kWide);
  }
}

void row_exp_to(float* sum, const float* x, const float* shift, float* out, int64_t n) {
  for_each_vector(n, [=](int64_t i, int64_t count) {
    const VecF e = exp(take(x + i, count) - take(shift + i, count));
    put(out + i, e, count);
    put(sum + i, take(sum + i, count) + e, count);
  });
}

}  // namespace

const RowFunctions row_functions = {
    row_sum,
    row_sum_of_squares,
    row_dot,
    row_extreme<true>,
    row_extreme<false>,
    row_largest,
    row_find,
    row_exp_sum,
    row_affine,
    row_add,
    row_affine_columns,
    row_normalize,
    row_add_to,
    row_add_moments_to,
    row_extreme_to<true>,
    row_extreme_to<false>,
    row_extreme_at<true>,
    row_extreme_at<false>,
    row_max_rows,
    row_mean_rows,
    row_add_rows,
    row_dots,
    row_add_scaled_rows,
    row_exp_to,
};

}  // namespace flambeau::FLAMBEAU_LEVEL
