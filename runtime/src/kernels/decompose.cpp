// Singular values and the eigenvalues of symmetric matrices, in order, in double.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

#include "base/merge_sort.h"
#include "kernels/iterate.h"
#include "kernels/spectra.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

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

// Of a tall matrix `a`, which is overwritten: a == u diag(s) vh, u being (rows, columns or rows). `u` and `vh` are
// empty where only the values are wanted.
void singular_values(const Block& a, const Block& u, double* s, const Block& vh) {
  const int64_t n = a.columns, vectors = vh.rows;
  const std::size_t size = static_cast<std::size_t>(n);
  std::vector<double> tau(size), values(size), turned(static_cast<std::size_t>(2 * vectors * n));
  const Block left{turned.data(), vectors, n, n}, right{turned.data() + vectors * n, vectors, n, n};
  std::vector<double> triangle;
  Block square = a;
  if (a.rows > n) {
    reflect_columns(a, tau.data());
    triangle.resize(size * size);
    square = {triangle.data(), n, n, n};
    for (int64_t i = 0; i < n; ++i) std::copy(&a(i, i), &a(i, 0) + n, &square(i, i));
  }
  square_singular_values(square, values.data(), left, right);
  const std::vector<int64_t> order = order_of(values, true);
  for (int64_t i = 0; i < n; ++i) s[i] = values[static_cast<std::size_t>(order[static_cast<std::size_t>(i)])];
  if (vectors == 0) return;
  if (a.rows > n) product_of_reflections(a, tau.data(), 0, u);  // the unit matrix
  for (int64_t i = 0; i < n; ++i) {
    const int64_t from = order[static_cast<std::size_t>(i)];
    std::copy_n(&right(from, 0), n, &vh(i, 0));
    for (int64_t k = 0; k < n; ++k) u(k, i) = left(from, k);
  }
  if (a.rows > n) apply_reflections(a, tau.data(), n, u);
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
  const int64_t width = full_matrices ? rows : n, vectors = compute_uv ? n : 0;
  const Tensor u = empty(batch_with(a, {compute_uv ? rows : 0, width}), Dtype::Float64);
  const Tensor vh = empty(batch_with(a, {vectors, n}), Dtype::Float64);
  // Of a matrix without columns the vectors are those of the unit matrix.
  for (int64_t m = 0; a.numel() == 0 && u.numel() > 0 && m < matrices(u); ++m) {
    product_of_reflections(block_of(a, m), nullptr, 0, block_of(u, m));
  }
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

std::tuple<Tensor, Tensor> eigenvalues(const Tensor& self, std::string_view triangle, bool compute_v, bool newer) {
  check_square(self, "linalg.eigh");
  check_decomposable(self, "linalg.eigh");
  const bool upper = triangle == "U" || triangle == "u";
  check(upper || triangle == "L" || triangle == "l", "Expected UPLO argument to be 'L' or 'U', but got ", triangle);
  const int64_t n = self.size(-1);
  const Tensor a = working_copy(self), values = empty(batch_with(a, {n}), Dtype::Float64);
  const Tensor vectors = empty(a.sizes(), Dtype::Float64);
  const std::size_t size = static_cast<std::size_t>(n);
  std::vector<double> turned(compute_v ? size * size : 0), found(size);
  const Block v{turned.data(), compute_v ? n : 0, n, n};
  for (int64_t m = 0; a.numel() > 0 && m < matrices(a); ++m) {
    const Block matrix = block_of(a, m), out = block_of(vectors, m);
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < i; ++j) (upper ? matrix(i, j) : matrix(j, i)) = upper ? matrix(j, i) : matrix(i, j);
    }
    symmetric_eigenvalues(matrix, found.data(), v, newer);
    const std::vector<int64_t> order = order_of(found, false);
    for (int64_t i = 0; i < n; ++i) {
      const int64_t from = order[static_cast<std::size_t>(i)];
      values.data<double>()[m * n + i] = found[static_cast<std::size_t>(from)];
      for (int64_t k = 0; k < v.rows; ++k) out(k, i) = v(from, k);
    }
  }
  const Dtype dtype = self.dtype();
  return {to_dtype(values, dtype), compute_v ? to_dtype(vectors, dtype) : empty(Ints{0}, dtype)};
}

std::tuple<Tensor, Tensor> linalg_eigh(const Tensor& self, std::string_view triangle, bool compute_v) {
  return eigenvalues(self, triangle, compute_v, false);
}

std::tuple<Tensor, Tensor> numpy_eigh(const Tensor& self, std::string_view triangle) {
  return eigenvalues(self, triangle, true, true);
}

}  // namespace

KERNEL(aten__linalg_svd, linalg_svd)
KERNEL(aten__linalg_eigh, linalg_eigh)
KERNEL(np_eigh, numpy_eigh)

}  // namespace flambeau
