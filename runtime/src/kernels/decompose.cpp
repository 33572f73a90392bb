// Singular values and the eigenvalues of symmetric matrices by Jacobi's rotations, in double.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/merge_sort.h"
#include "kernels/householder.h"
#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

constexpr int kMostSweeps = 60;
constexpr double kOrthogonal = 1e-15;

void rotate(double* a, double* b, int64_t step, int64_t n, double c, double s) {
  for (int64_t k = 0; k < n; ++k) {
    const double x = a[k * step], y = b[k * step];
    a[k * step] = c * x - s * y;
    b[k * step] = s * x + c * y;
  }
}

// The tangent of the smaller angle whose double has the cotangent `zeta`.
double tangent(double zeta) { return std::copysign(1 / (std::fabs(zeta) + std::hypot(1.0, zeta)), zeta); }

double dot(const double* a, const double* b, int64_t n) { return std::inner_product(a, a + n, b, 0.0); }

Tensor unit_matrices(const Ints& sizes) {
  const Tensor out = empty(sizes, Dtype::Float64);
  std::fill_n(out.data<double>(), out.numel(), 0.0);
  for (int64_t m = 0; out.numel() > 0 && m < matrices(out); ++m) {
    const Block one = block_of(out, m);
    for (int64_t i = 0; i < std::min(one.rows, one.columns); ++i) one(i, i) = 1;
  }
  return out;
}

// The positions that bring `values` into order.
std::vector<int64_t> order_of(const std::vector<double>& values, bool descending) {
  std::vector<int64_t> order(values.size());
  std::iota(order.begin(), order.end(), int64_t{0});
  merge_sort(order.data(), order.size(), [&](int64_t a, int64_t b) {
    const double x = values[static_cast<std::size_t>(a)], y = values[static_cast<std::size_t>(b)];
    return descending ? x > y : x < y;
  });
  return order;
}

// Turns the rows of `w` until they are orthogonal, and those of `v` with them (Hestenes).
void orthogonalise(const Block& w, const Block& v) {
  bool turned = true;
  for (int sweep = 0; turned && sweep < kMostSweeps; ++sweep) {
    turned = false;
    for (int64_t p = 0; p < w.rows; ++p) {
      for (int64_t q = p + 1; q < w.rows; ++q) {
        double *const a = &w(p, 0), *const b = &w(q, 0);
        const double aa = dot(a, a, w.columns), bb = dot(b, b, w.columns), ab = dot(a, b, w.columns);
        if (!(std::fabs(ab) > kOrthogonal * std::sqrt(aa * bb))) continue;
        turned = true;
        const double t = tangent((bb - aa) / (2 * ab)), c = 1 / std::hypot(1.0, t);
        rotate(a, b, 1, w.columns, c, c * t);
        rotate(&v(p, 0), &v(q, 0), 1, v.columns, c, c * t);
      }
    }
  }
}

// Fills row `at` of `u` with a unit vector orthogonal to the rows before it.
void complete_row(const Block& u, int64_t at) {
  for (int64_t unit = 0; unit < u.columns; ++unit) {
    double* const row = &u(at, 0);
    std::fill_n(row, u.columns, 0.0);
    row[unit] = 1;
    for (int pass = 0; pass < 2; ++pass) {
      for (int64_t k = 0; k < at; ++k) {
        const double part = dot(row, &u(k, 0), u.columns);
        for (int64_t i = 0; i < u.columns; ++i) row[i] -= part * u(k, i);
      }
    }
    const double length = std::sqrt(dot(row, row, u.columns));
    if (length < 0.5 / std::sqrt(static_cast<double>(u.columns))) continue;
    for (int64_t i = 0; i < u.columns; ++i) row[i] /= length;
    return;
  }
}

// Of a tall matrix `a`, which is overwritten: a == u diag(s) vh, u being (rows, columns or rows).
void singular_values(const Block& a, const Block& u, double* s, const Block& vh) {
  const int64_t n = a.columns;
  std::vector<double> tau(static_cast<std::size_t>(n)), lengths(tau.size());
  reflect_columns(a, tau.data());
  // The rows of `turned` are the columns of R, then those of R V; the rows of `left` those of U's part for R.
  std::vector<double> turned(static_cast<std::size_t>(n * n)), right(turned.size()), left(turned.size());
  const Block w{turned.data(), n, n, n}, v{right.data(), n, n, n}, l{left.data(), n, n, n};
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < n; ++j) w(j, i) = i <= j ? a(i, j) : 0;
    v(i, i) = 1;
  }
  orthogonalise(w, v);
  for (int64_t i = 0; i < n; ++i) lengths[static_cast<std::size_t>(i)] = std::sqrt(dot(&w(i, 0), &w(i, 0), n));
  const std::vector<int64_t> order = order_of(lengths, true);
  for (int64_t i = 0; i < n; ++i) {
    const int64_t from = order[static_cast<std::size_t>(i)];
    s[i] = lengths[static_cast<std::size_t>(from)];
    std::copy_n(&v(from, 0), n, &vh(i, 0));
    if (s[i] < 1e-300) {
      complete_row(l, i);
    } else {
      for (int64_t k = 0; k < n; ++k) l(i, k) = w(from, k) / s[i];
    }
  }
  product_of_reflections(a, tau.data(), 0, u);  // the unit matrix
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < n; ++j) u(i, j) = l(j, i);
  }
  apply_reflections(a, tau.data(), n, u);
}

std::tuple<Tensor, Tensor, Tensor> linalg_svd(const Tensor& self, bool full_matrices, bool compute_uv,
                                              const std::optional<std::string_view>&) {
  check_matrix(self, "linalg.svd");
  check_decomposable(self, "linalg.svd");
  if (self.size(-2) < self.size(-1)) {
    const auto [u, s, vh] = linalg_svd(transpose(self, -2, -1), full_matrices, compute_uv, std::nullopt);
    return compute_uv ? std::tuple(transpose(vh, -2, -1), s, transpose(u, -2, -1)) : std::tuple(u, s, vh);
  }
  const int64_t rows = self.size(-2), n = self.size(-1);
  const Tensor a = working_copy(self), s = empty(batch_with(a, {n}), Dtype::Float64);
  const Tensor u = unit_matrices(batch_with(a, {rows, full_matrices ? rows : n}));
  const Tensor vh = unit_matrices(batch_with(a, {n, n}));
  for (int64_t i = 0; i < a.numel(); ++i) {
    check(std::isfinite(a.data<double>()[i]),
          "linalg.svd: The algorithm failed to converge because the input matrix "
          "contained non-finite values.");
  }
  for (int64_t m = 0; a.numel() > 0 && m < matrices(a); ++m) {
    singular_values(block_of(a, m), block_of(u, m), s.data<double>() + m * n, block_of(vh, m));
  }
  const Dtype dtype = self.dtype();
  if (!compute_uv) return {empty(Ints{0}, dtype), to_dtype(s, dtype), empty(Ints{0}, dtype)};
  return {to_dtype(u, dtype), to_dtype(s, dtype), to_dtype(vh, dtype)};
}

// Turns the symmetric `a` until it is diagonal, and the rows of `v` with it.
void diagonalise(const Block& a, const Block& v) {
  double size = 0;
  for (int64_t i = 0; i < a.rows; ++i) size += dot(&a(i, 0), &a(i, 0), a.columns);
  const double least = 1e-17 * std::sqrt(size);
  bool turned = true;
  for (int sweep = 0; turned && sweep < kMostSweeps; ++sweep) {
    turned = false;
    for (int64_t p = 0; p < a.rows; ++p) {
      for (int64_t q = p + 1; q < a.rows; ++q) {
        if (!(std::fabs(a(p, q)) > least)) continue;
        turned = true;
        const double t = tangent((a(q, q) - a(p, p)) / (2 * a(p, q))), c = 1 / std::hypot(1.0, t);
        rotate(&a(p, 0), &a(q, 0), 1, a.columns, c, c * t);
        rotate(&a(0, p), &a(0, q), a.step, a.rows, c, c * t);
        rotate(&v(p, 0), &v(q, 0), 1, v.columns, c, c * t);
      }
    }
  }
}

std::tuple<Tensor, Tensor> linalg_eigh(const Tensor& self, std::string_view triangle, bool compute_v) {
  check_square(self, "linalg.eigh");
  check_decomposable(self, "linalg.eigh");
  const bool upper = triangle == "U" || triangle == "u";
  check(upper || triangle == "L" || triangle == "l", "Expected UPLO argument to be 'L' or 'U', but got ", triangle);
  const int64_t n = self.size(-1);
  const Tensor a = working_copy(self), values = empty(batch_with(a, {n}), Dtype::Float64);
  const Tensor turned = unit_matrices(a.sizes()), vectors = empty(a.sizes(), Dtype::Float64);
  for (int64_t m = 0; a.numel() > 0 && m < matrices(a); ++m) {
    const Block matrix = block_of(a, m), v = block_of(turned, m), out = block_of(vectors, m);
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < i; ++j) (upper ? matrix(i, j) : matrix(j, i)) = upper ? matrix(j, i) : matrix(i, j);
    }
    diagonalise(matrix, v);
    std::vector<double> found;
    for (int64_t i = 0; i < n; ++i) found.push_back(matrix(i, i));
    const std::vector<int64_t> order = order_of(found, false);
    for (int64_t i = 0; i < n; ++i) {
      const int64_t from = order[static_cast<std::size_t>(i)];
      values.data<double>()[m * n + i] = found[static_cast<std::size_t>(from)];
      for (int64_t k = 0; k < n; ++k) out(k, i) = v(from, k);
    }
  }
  const Dtype dtype = self.dtype();
  return {to_dtype(values, dtype), compute_v ? to_dtype(vectors, dtype) : empty(Ints{0}, dtype)};
}

}  // namespace

KERNEL(aten__linalg_svd, linalg_svd)
KERNEL(aten__linalg_eigh, linalg_eigh)

}  // namespace flambeau
