#include "simd/gemm.h"

#include <utility>

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// rows * 2 accumulators, 2 vectors of b and 1 of a must fit the registers: 32 of AVX-512 and NEON, 16 otherwise.
#if defined(__AVX512F__)
constexpr int kTileRows = 14;
#elif defined(__ARM_NEON)
constexpr int kTileRows = 12;
#else
constexpr int kTileRows = 6;
#endif

// Rows are addressed from every fourth one, base + {0, 1, 2, 3} * stride: more pointers would not fit the registers.
// The compiler must not see how they are related, else it keeps a pointer per row again.
#define FLAMBEAU_OPAQUE(variable) asm("" : "+r"(variable))

// Columns [column, column + count) of a row of the result, of which `out` and `residual` are the first elements.
template <typename T>
Vec<T> finished(const GemmTile<T>& t, Vec<T> value, int64_t column, int64_t count, const T* out, const T* residual) {
  if (t.bias) value += load_first(t.bias + column, count);
  if (t.accumulate) value += load_first(out + column, count);
  if (t.residual) value += load_first(residual + column, count);
  return minimum(broadcast(t.high), maximum(broadcast(t.low), value));
}

// Stores the sums of a tile that ends within a vector of columns, kRows rows of `width`.
template <typename T>
__attribute__((noinline)) void store_part(const GemmTile<T>& t, const T* sums, int64_t rows, int64_t width) {
  for (int64_t r = 0; r < rows; ++r, sums += width) {
    T* const out = t.c + r * t.c_stride;
    const T* const residual = t.residual ? t.residual + r * t.residual_stride : nullptr;
    for (int64_t j = 0; j < t.columns; j += kWidth<T>) {
      const int64_t count = t.columns - j < kWidth<T> ? t.columns - j : kWidth<T>;
      store_first(out + j, finished(t, load(sums + j), j, count, out, residual), count);
    }
  }
}

// Where its loop lies against the lines of the instruction cache makes up to a tenth of its speed.
template <typename T, int kRows, int kVecs>
__attribute__((aligned(64))) void tile(const GemmTile<T>& t) {
  using V = Vec<T>;
  constexpr int64_t kColumns = kVecs * kWidth<T>;
  int64_t stride1 = t.a_stride * static_cast<int64_t>(sizeof(T));
  int64_t stride3 = 3 * stride1;
  // A matrix without columns may have no address; nothing is read then, but no offset may be added to null.
  const char* base0 = t.a ? reinterpret_cast<const char*>(t.a) : reinterpret_cast<const char*>(&t);
  const char* base4 = base0 + 4 * stride1;  // only read where there are such rows
  const char* base8 = base0 + 8 * stride1;
  const char* base12 = base0 + 12 * stride1;
  const T* b = t.b;
  // Fetching what is in the cache anyway costs less than asking whether to fetch.
  const char* ahead = t.ahead ? t.ahead : reinterpret_cast<const char*>(b);
  const int64_t ahead_step = t.ahead ? t.ahead_step : 0;
  const int64_t ahead_second = t.ahead ? t.ahead_second : 0;

  // Of what is written the compiler must not think that it may be `t`.
  T* const c = t.c;
  const int64_t c_stride = t.c_stride;
  // What is read and written at the end is on its way by then.
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) __builtin_prefetch(c + r * c_stride, 1);
  if (t.residual) {
    for (int r = 0; r < kRows; ++r) {
      __builtin_prefetch(t.residual + r * t.residual_stride);
      __builtin_prefetch(t.residual + r * t.residual_stride + kColumns - 1);
    }
  }

  V acc[kRows][kVecs];
#pragma GCC unroll 16
  for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
    for (int v = 0; v < kVecs; ++v) acc[r][v] = V{};
  }
  // A sum over a long depth is taken in parts, so that its error grows less.
  alignas(64) T parts[kRows * kColumns];
  T* earlier = parts;
  FLAMBEAU_OPAQUE(earlier);  // which stay in memory
  bool has_earlier = false;
  int64_t added = 0;
  const int64_t a_gap = (t.a_step - t.depth) * static_cast<int64_t>(sizeof(T));
  const int64_t b_gap = t.b_step - t.depth * kColumns;
  for (int64_t s = t.segments; s > 0; --s) {
    for (int64_t k = t.depth; k > 0; --k) {
      V right[kVecs];
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) right[v] = load(b + v * kWidth<T>);
      b += kColumns;
      __builtin_prefetch(ahead, 0, 2);
      __builtin_prefetch(ahead + ahead_second, 0, 2);
      ahead += ahead_step;
      FLAMBEAU_OPAQUE(base0);
      if constexpr (kRows > 4) FLAMBEAU_OPAQUE(base4);
      if constexpr (kRows > 8) FLAMBEAU_OPAQUE(base8);
      if constexpr (kRows > 12) FLAMBEAU_OPAQUE(base12);
      FLAMBEAU_OPAQUE(stride1);
      FLAMBEAU_OPAQUE(stride3);
#pragma GCC unroll 16
      for (int r = 0; r < kRows; ++r) {
        const int64_t step = r % 4 == 0 ? 0 : r % 4 == 1 ? stride1 : r % 4 == 2 ? 2 * stride1 : stride3;
        const char* const base = r < 4 ? base0 : r < 8 ? base4 : r < 12 ? base8 : base12;
        const V left = broadcast(*reinterpret_cast<const T*>(base + step));
#pragma GCC unroll 2
        for (int v = 0; v < kVecs; ++v) acc[r][v] = fma(left, right[v], acc[r][v]);
      }
      base0 += sizeof(T);
      base4 += sizeof(T);
      base8 += sizeof(T);
      base12 += sizeof(T);
    }
    base0 += a_gap;
    base4 += a_gap;
    base8 += a_gap;
    base12 += a_gap;
    b += b_gap;
    added += t.depth;
    if (s == 1 || added < kSumDepth) continue;
    added = 0;
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) {
        T* const part = earlier + r * kColumns + v * kWidth<T>;
        store(part, has_earlier ? load(part) + acc[r][v] : acc[r][v]);
        acc[r][v] = V{};
      }
    }
    has_earlier = true;
  }

  // Each of these is decided once, not for each vector.
  const auto for_each = [&](auto f) {
#pragma GCC unroll 16
    for (int r = 0; r < kRows; ++r) {
#pragma GCC unroll 2
      for (int v = 0; v < kVecs; ++v) f(acc[r][v], r, v * kWidth<T>);
    }
  };
  if (has_earlier) for_each([&](V& value, int r, int j) { value += load(earlier + r * kColumns + j); });
  if (t.columns != kColumns) {
    for_each([&](V& value, int r, int j) { store(earlier + r * kColumns + j, value); });
    return store_part(t, earlier, kRows, kColumns);
  }
  if (t.bias) for_each([&](V& value, int, int j) { value += load(t.bias + j); });
  if (t.accumulate) for_each([&](V& value, int r, int j) { value += load(c + r * c_stride + j); });
  if (t.residual) for_each([&](V& value, int r, int j) { value += load(t.residual + r * t.residual_stride + j); });
  if (t.low > -__builtin_inff() || t.high < __builtin_inff()) {
    const V low = broadcast(t.low);
    const V high = broadcast(t.high);
    for_each([&](V& value, int, int) { value = minimum(high, maximum(low, value)); });
  }
  for_each([&](V& value, int r, int j) { store(c + r * c_stride + j, value); });
}

template <typename T, int kVecs, int... I>
void tile_of_rows(const GemmTile<T>& t, std::integer_sequence<int, I...>) {
  static constexpr void (*kTiles[])(const GemmTile<T>&) = {tile<T, I + 1, kVecs>...};
  kTiles[t.rows - 1](t);
}

template <typename T>
void any_tile(const GemmTile<T>& t) {
  constexpr auto kRows = std::make_integer_sequence<int, kTileRows>();
  if (t.columns <= kWidth<T>) {
    tile_of_rows<T, 1>(t, kRows);
  } else {
    tile_of_rows<T, 2>(t, kRows);
  }
}

// One row at a time, as it lies in memory: four rows side by side came half as fast from the second-level cache of a
// Zen 5, whose first one foresees a single stream of loads.
template <typename T>
T dot(const T* x, const T* w, int64_t depth) {
  using V = Vec<T>;
  constexpr int kStep = 4;  // vectors at a time, so that additions needn't wait for each other
  V acc[kStep] = {};
  int64_t k = 0;
  for (; k + kStep * kWidth<T> <= depth; k += kStep * kWidth<T>) {
#pragma GCC unroll 4
    for (int v = 0; v < kStep; ++v) {
      acc[v] = fma(load(x + k + v * kWidth<T>), load(w + k + v * kWidth<T>), acc[v]);
    }
  }
  for (; k < depth; k += kWidth<T>) {
    const int64_t count = depth - k < kWidth<T> ? depth - k : kWidth<T>;
    acc[0] = fma(load_first(x + k, count), load_first(w + k, count), acc[0]);
  }
  return sum((acc[0] + acc[1]) + (acc[2] + acc[3]));
}

template <typename T>
void dot_rows(const T* x, const T* w, int64_t stride, int64_t depth, int64_t count, const T* bias, T* out) {
  for (int64_t n = 0; n < count; ++n) out[n] = dot(x, w + n * stride, depth) + (bias ? bias[n] : T(0));
}

template <typename T, int kVecs>
void combine(const T* x, const T* b, int64_t stride, int64_t depth, const T* bias, T* out) {
  using V = Vec<T>;
  V acc[kVecs];
  for (int v = 0; v < kVecs; ++v) acc[v] = bias ? load(bias + v * kWidth<T>) : V{};
  for (int64_t k = 0; k < depth; ++k) {
    const V left = broadcast(x[k]);
#pragma GCC unroll 8
    for (int v = 0; v < kVecs; ++v) acc[v] = fma(left, load(b + k * stride + v * kWidth<T>), acc[v]);
  }
  for (int v = 0; v < kVecs; ++v) store(out + v * kWidth<T>, acc[v]);
}

template <typename T>
void combine_rows(const T* x, const T* b, int64_t stride, int64_t depth, int64_t columns, const T* bias, T* out) {
  constexpr int64_t kWide = 8 * kWidth<T>;
  int64_t j = 0;
  for (; j + kWide <= columns; j += kWide) combine<T, 8>(x, b + j, stride, depth, bias ? bias + j : nullptr, out + j);
  for (; j + kWidth<T> <= columns; j += kWidth<T>) {
    combine<T, 1>(x, b + j, stride, depth, bias ? bias + j : nullptr, out + j);
  }
  if (j == columns) return;
  const int64_t count = columns - j;
  Vec<T> acc = bias ? load_first(bias + j, count) : Vec<T>{};
  for (int64_t k = 0; k < depth; ++k) acc = fma(broadcast(x[k]), load_first(b + k * stride + j, count), acc);
  store_first(out + j, acc, count);
}

// A panel from memory whose columns are contiguous (column_stride == 1).
template <typename T>
void pack_rows(const T* b, int64_t row_stride, int64_t depth, int64_t columns, int64_t width, T* panel) {
  for (int64_t k = 0; k < depth; ++k, b += row_stride, panel += width) {
    for (int64_t j = 0; j < width; j += kWidth<T>) {
      const int64_t left = columns - j < 0 ? 0 : columns - j;
      store(panel + j, left >= kWidth<T> ? load(b + j) : load_first(b + j, left));
    }
  }
}

// A panel from `count` <= kWidth columns, each contiguous in memory (row_stride == 1).
template <typename T>
void pack_columns(const T* b, int64_t column_stride, int64_t depth, int64_t count, int64_t width, T* panel) {
  constexpr int kSize = kWidth<T>;
  for (int64_t k = 0; k + kSize <= depth; k += kSize) {
    Vec<T> rows[kSize];
    for (int i = 0; i < kSize; ++i) rows[i] = i < count ? load(b + i * column_stride + k) : Vec<T>{};
    transpose_square<T>(rows);
    for (int i = 0; i < kSize; ++i) store(panel + (k + i) * width, rows[i]);
  }
  for (int64_t k = depth / kSize * kSize; k < depth; ++k) {
    for (int i = 0; i < kSize; ++i) panel[k * width + i] = i < count ? b[i * column_stride + k] : T(0);
  }
}

template <typename T>
void pack(const T* b, int64_t row_stride, int64_t column_stride, int64_t depth, int64_t columns, T* panels) {
  for (int64_t j = 0; j < columns; j += 2 * kWidth<T>) {
    const int64_t count = columns - j < 2 * kWidth<T> ? columns - j : 2 * kWidth<T>;
    const int64_t width = count <= kWidth<T> ? kWidth<T> : 2 * kWidth<T>;
    const T* const first = b + j * column_stride;
    if (column_stride == 1) {
      pack_rows(first, row_stride, depth, count, width, panels);
    } else if (row_stride == 1) {
      for (int64_t i = 0; i < width; i += kWidth<T>) {
        pack_columns(first + i * column_stride, column_stride, depth, count - i, width, panels + i);
      }
    } else {
      constexpr int64_t kBlock = 16;  // rows at a time: a block of columns is read as whole cache lines
      for (int64_t start = 0; start < depth; start += kBlock) {
        const int64_t end = depth - start < kBlock ? depth : start + kBlock;
        for (int64_t i = 0; i < width; ++i) {
          T* out = panels + start * width + i;
          const T* in = first + i * column_stride + start * row_stride;
          for (int64_t k = start; k < end; ++k, out += width, in += row_stride) *out = i < count ? *in : T(0);
        }
      }
    }
    panels += width * depth;
  }
}

template <typename T>
constexpr GemmOf<T> functions() {
  return {kTileRows, 2 * kWidth<T>, any_tile<T>, dot_rows<T>, combine_rows<T>, pack<T>};
}

}  // namespace

const GemmFunctions gemm_functions = {functions<float>(), functions<double>()};

}  // namespace flambeau::FLAMBEAU_LEVEL
