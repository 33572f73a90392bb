#include "kernels/factors.h"

#include <algorithm>
#include <cmath>

#include "parallel/scratch.h"
#include "simd/gemm.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kLeaf = 16;          // rows or columns that aren't halved
constexpr int64_t kTiny = 8;           // up to which a matrix is eliminated where it lies
constexpr int64_t kDepth = 512;        // of a product, at most: gemm's epilogue comes after the first part of a sum
constexpr int64_t kPackedWork = 8192;  // multiplications from which packing pays
constexpr int64_t kStrip = 64;         // columns of a symmetric product that are computed at a time

std::size_t bytes_of(int64_t count) { return static_cast<std::size_t>(count) * sizeof(double); }

// The first half of `n`, whole vectors long.
int64_t half_of(int64_t n) { return (n / 2 + kLeaf - 1) / kLeaf * kLeaf; }

void negate(const double* from, double* to, int64_t count) {
  for (int64_t i = 0; i < count; ++i) to[i] = -from[i];
}

}  // namespace

void subtract_product(const Matrix<const double>& a, const Matrix<const double>& b, const Block& c) {
  const GemmOf<double>& f = gemm_functions<double>();
  const int64_t depth = a.columns;
  if (c.rows == 0 || c.columns == 0 || depth == 0) return;
  if (depth > kDepth) {
    const auto part = [&](int64_t first, int64_t count) {
      subtract_product({a.data + first * a.column_stride, a.rows, count, a.row_stride, a.column_stride},
                       {b.data + first * b.row_stride, count, b.columns, b.row_stride, b.column_stride}, c);
    };
    part(0, kDepth);
    return part(kDepth, depth - kDepth);
  }
  const bool vector = c.columns == 1 && c.step == 1 && b.row_stride == 1 && a.column_stride == 1;
  if (vector || (c.rows * c.columns * depth < kPackedWork && b.column_stride == 1)) {
    double negated[kDepth];
    if (vector) {
      negate(b.data, negated, depth);
      return f.dot_rows(negated, a.data, a.row_stride, depth, c.rows, c.data, c.data);
    }
    for (int64_t i = 0; i < c.rows; ++i) {
      for (int64_t k = 0; k < depth; ++k) negated[k] = -a.data[i * a.row_stride + k * a.column_stride];
      f.combine_rows(negated, b.data, b.row_stride, depth, c.columns, &c(i, 0), &c(i, 0));
    }
    return;
  }
  const int64_t size = packed_size<double>(depth, c.columns);
  Ref<Storage> storage = allocate_kept(bytes_of(size));
  double* const panels = reinterpret_cast<double*>(storage->data());
  gemm_pack(b, panels);
  negate(panels, panels, size);
  Epilogue<double> epilogue;
  epilogue.residual = c.data;
  epilogue.residual_stride = c.step;
  gemm(a, PackedMatrix<double>(depth, c.columns, std::move(storage), 0), c.data, c.step, epilogue);
}

void substitute(const Block& t, Triangle triangle, const Block& x) {
  const bool upper = triangle == Triangle::Upper || triangle == Triangle::UnitUpper;
  const int64_t n = t.rows;
  if (n > kLeaf) {
    const int64_t half = half_of(n), near = upper ? half : 0, far = upper ? 0 : half;
    const int64_t solved = upper ? n - half : half;
    const Block before = x.part(near, 0, solved, x.columns), after = x.part(far, 0, n - solved, x.columns);
    substitute(t.part(near, near, solved, solved), triangle, before);
    subtract_product(matrix_of(t.part(far, near, n - solved, solved)), matrix_of(before), after);
    return substitute(t.part(far, far, n - solved, n - solved), triangle, after);
  }
  const GemmOf<double>& f = gemm_functions<double>();
  double negated[kLeaf];
  for (int64_t step = 0; step < n; ++step) {
    const int64_t i = upper ? n - 1 - step : step, known = upper ? i + 1 : 0;
    double* const row = &x(i, 0);
    if (n <= kTiny && x.columns <= kTiny) {
      for (int64_t k = known; k < known + step; ++k) {
        for (int64_t c = 0; c < x.columns; ++c) row[c] -= t(i, k) * x(k, c);
      }
    } else if (step > 0) {
      negate(&t(i, known), negated, step);
      f.combine_rows(negated, &x(known, 0), x.step, step, x.columns, row, row);
    }
    if (triangle == Triangle::UnitLower || triangle == Triangle::UnitUpper) continue;
    for (int64_t c = 0; c < x.columns; ++c) row[c] /= t(i, i);
  }
}

void exchange_rows(const Block& a, const int64_t* pivots, int64_t count) {
  for (int64_t k = 0; k < count; ++k) {
    if (pivots[k] != k) std::swap_ranges(&a(k, 0), &a(k, 0) + a.columns, &a(pivots[k], 0));
  }
}

namespace {

// Row by row, where all of it is near.
void eliminate_tiny(const Block& a, int64_t* pivots, Elimination& made) {
  for (int64_t k = 0; k < std::min(a.rows, a.columns); ++k) {
    int64_t pivot = k;
    for (int64_t i = k + 1; i < a.rows; ++i) {
      if (std::fabs(a(i, k)) > std::fabs(a(pivot, k))) pivot = i;
    }
    pivots[k] = pivot;
    if (pivot != k) {
      std::swap_ranges(&a(k, 0), &a(k, 0) + a.columns, &a(pivot, 0));
      made.sign = -made.sign;
    }
    const double* const above = &a(k, 0);
    if (above[k] == 0) {
      if (made.zero < 0) made.zero = k;
      continue;
    }
    for (int64_t i = k + 1; i < a.rows; ++i) {
      double* const row = &a(i, 0);
      const double factor = row[k] /= above[k];
      for (int64_t j = k + 1; j < a.columns; ++j) row[j] -= factor * above[j];
    }
  }
}

// A few columns, each of which is a row of `turned`: brought up to date when its turn comes.
void eliminate_columns(const Block& a, int64_t* pivots, Elimination& made, int64_t offset) {
  const GemmOf<double>& f = gemm_functions<double>();
  const int64_t m = a.rows, width = a.columns;
  const Scratch scratch(bytes_of(m * width));
  const Block turned{scratch.as<double>(), width, m, m};
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < width; ++j) turned(j, i) = a(i, j);
  }
  double negated[kLeaf];
  for (int64_t j = 0; j < width; ++j) {
    double* const column = &turned(j, 0);
    const int64_t top = std::min(j, m);
    for (int64_t k = 0; k < top; ++k) {
      for (int64_t q = 0; q < k; ++q) column[k] -= turned(q, k) * column[q];
    }
    if (j >= m) continue;
    negate(column, negated, j);
    if (j > 0) f.combine_rows(negated, turned.data + j, m, j, m - j, column + j, column + j);
    int64_t pivot = j;
    double largest = std::fabs(column[j]);
    for (int64_t i = j + 1; i < m; ++i) {
      if (std::fabs(column[i]) > largest) largest = std::fabs(column[pivot = i]);
    }
    pivots[j] = pivot;
    if (pivot != j) {
      for (int64_t k = 0; k < width; ++k) std::swap(turned(k, j), turned(k, pivot));
      made.sign = -made.sign;
    }
    if (column[j] == 0) {
      if (made.zero < 0) made.zero = offset + j;
      continue;
    }
    for (int64_t i = j + 1; i < m; ++i) column[i] /= column[j];
  }
  for (int64_t i = 0; i < m; ++i) {
    for (int64_t j = 0; j < width; ++j) a(i, j) = turned(j, i);
  }
}

// The left half of the columns, what that makes of the right one, and the right half. Pivots count from a's first row.
void eliminate_halves(const Block& a, int64_t* pivots, Elimination& made, int64_t offset) {
  const int64_t m = a.rows, n = a.columns;
  if (n <= kLeaf) return eliminate_columns(a, pivots, made, offset);
  const int64_t half = std::min(half_of(n), m);
  eliminate_halves(a.part(0, 0, m, half), pivots, made, offset);
  exchange_rows(a.part(0, half, m, n - half), pivots, half);
  const Block above = a.part(0, half, half, n - half), rest = a.part(half, half, m - half, n - half);
  substitute(a.part(0, 0, half, half), Triangle::UnitLower, above);
  if (m == half) return;
  const Block below = a.part(half, 0, m - half, half);
  subtract_product(matrix_of(below), matrix_of(above), rest);
  eliminate_halves(rest, pivots + half, made, offset + half);
  const int64_t more = std::min(rest.rows, rest.columns);
  exchange_rows(below, pivots + half, more);
  for (int64_t k = half; k < half + more; ++k) pivots[k] += half;
}

}  // namespace

Elimination eliminate(const Block& a, int64_t* pivots) {
  Elimination made;
  if (a.rows <= kTiny && a.columns <= kTiny) eliminate_tiny(a, pivots, made);
  else eliminate_halves(a, pivots, made, 0);
  return made;
}

namespace {

int64_t factor_leaf(const Block& a) {
  for (int64_t i = 0; i < a.rows; ++i) {
    double* const row = &a(i, 0);
    for (int64_t j = 0; j <= i; ++j) {
      const double* const other = &a(j, 0);
      double sum = row[j];
      for (int64_t k = 0; k < j; ++k) sum -= row[k] * other[k];
      if (i == j && !(sum > 0)) return i + 1;
      row[j] = i == j ? std::sqrt(sum) : sum / other[j];
    }
  }
  return 0;
}

int64_t factor_halves(const Block& a) {
  const int64_t n = a.rows;
  if (n <= kLeaf) return factor_leaf(a);
  const int64_t half = half_of(n), rest = n - half;
  if (const int64_t order = factor_halves(a.part(0, 0, half, half))) return order;
  const Block below = a.part(half, 0, rest, half), corner = a.part(half, half, rest, rest);
  const Scratch scratch(bytes_of(half * rest));
  const Block turned{scratch.as<double>(), half, rest, rest};
  for (int64_t i = 0; i < rest; ++i) {
    for (int64_t j = 0; j < half; ++j) turned(j, i) = below(i, j);
  }
  substitute(a.part(0, 0, half, half), Triangle::Lower, turned);
  for (int64_t i = 0; i < rest; ++i) {
    for (int64_t j = 0; j < half; ++j) below(i, j) = turned(j, i);
  }
  for (int64_t j = 0; j < rest; j += kStrip) {
    const int64_t width = std::min(kStrip, rest - j);
    subtract_product(matrix_of(below.part(j, 0, rest - j, half)), matrix_of(turned.part(0, j, half, width)),
                     corner.part(j, j, rest - j, width));
  }
  const int64_t order = factor_halves(corner);
  return order ? half + order : 0;
}

}  // namespace

int64_t factor_definite(const Block& a) {
  const int64_t order = factor_halves(a);
  for (int64_t i = 0; i < a.rows; ++i) std::fill(&a(i, 0) + i + 1, &a(i, 0) + a.columns, 0.0);
  return order;
}

}  // namespace flambeau
