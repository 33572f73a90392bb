// Systems of linear equations by LU factors with partial pivoting, and Cholesky factors. Float32 is computed in double.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "kernels/factors.h"
#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// The LU factors of one matrix after the other.
struct Factors {
  Tensor lu;
  std::vector<int64_t> pivots;
  Block one{};
  Elimination made;

  explicit Factors(const Tensor& matrices)
      : lu(working_copy(matrices)), pivots(static_cast<std::size_t>(std::min(lu.size(-2), lu.size(-1)))) {}
  const Elimination& factor(int64_t index) {
    one = block_of(lu, index);
    return made = eliminate(one, pivots.data());
  }
  // x, which was b, becomes the solution of matrix * x == b; of a square matrix.
  void solve(const Block& x) const {
    exchange_rows(x, pivots.data(), one.rows);
    substitute(one, Triangle::UnitLower, x);
    substitute(one, Triangle::Upper, x);
  }
};

std::string batch_text(const Tensor& a, int64_t index) {
  return a.dim() > 2 ? concat("(Batch element ", index, "): ") : std::string();
}

Tensor linalg_inv(const Tensor& a) {
  check_square(a, "linalg.inv");
  check_decomposable(a, "linalg.inv");
  const int64_t n = a.size(-1);
  const Tensor out = empty(a.sizes(), Dtype::Float64);
  Factors factors(a);
  for (int64_t m = 0; n > 0 && m < matrices(a); ++m) {
    const int64_t zero = factors.factor(m).zero;
    check(zero < 0, "linalg.inv: ", batch_text(a, m), "The diagonal element ", zero + 1,
          " is zero, the inversion could not be completed because the input matrix is singular.");
    const Block x = block_of(out, m);
    std::fill_n(x.data, n * n, 0.0);
    for (int64_t i = 0; i < n; ++i) x(i, i) = 1;
    factors.solve(x);
  }
  return to_dtype(out, a.dtype());
}

// Both broadcast over their batches.
std::pair<Tensor, Tensor> broadcast_batches(const Tensor& a, const Tensor& b, const char* name) {
  check(b.dim() >= 2, name, ": The input tensor B must have at least 2 dimensions.");
  const Ints batch =
      broadcast_shapes(Ints(a.sizes().begin(), a.sizes().end() - 2), Ints(b.sizes().begin(), b.sizes().end() - 2));
  const auto spread = [&](const Tensor& t) {
    Ints sizes = batch;
    sizes.push_back(t.size(-2));
    sizes.push_back(t.size(-1));
    return expand(t, sizes);
  };
  return {spread(a), spread(b)};
}

bool is_vector_system(const Tensor& a, const Tensor& b) {
  return b.dim() == 1 || (a.dim() - 1 == b.dim() && Ints(a.sizes().begin(), a.sizes().end() - 1) == b.sizes());
}

Tensor linalg_solve(const Tensor& a, const Tensor& b, bool left) {
  check_square(a, "linalg.solve");
  check_decomposable(a, "linalg.solve");
  check(a.dtype() == b.dtype(), "linalg.solve: Expected A and B to have the same dtype, but found A of type ",
        scalar_type_name(a.dtype()), " and B of type ", scalar_type_name(b.dtype()), " instead");
  const bool vector = is_vector_system(a, b);
  check(left || !vector, "linalg.solve: Vector broadcasting of the left hand side is not supported for left=False.");
  if (!left) return transpose(linalg_solve(transpose(a, -2, -1), transpose(b, -2, -1), true), -2, -1);
  const auto [matrix, columns] = broadcast_batches(a, vector ? unsqueeze(b, -1) : b, "linalg.solve");
  const int64_t n = matrix.size(-1), width = columns.size(-1);
  check(columns.size(-2) == n, "linalg.solve: Incompatible shapes of A and B for the equation AX = B (", a.size(-2),
        "x", a.size(-1), " and ", columns.size(-2), "x", width, ")");
  const Tensor out = working_copy(columns);
  Factors factors(matrix);
  for (int64_t m = 0; out.numel() > 0 && m < matrices(matrix); ++m) {
    check(factors.factor(m).zero < 0, "torch.linalg.solve: ", batch_text(a, m),
          "The solver failed because the input matrix is singular.");
    factors.solve(block_of(out, m));
  }
  return to_dtype(vector ? squeeze_dim(out, -1) : out, a.dtype());
}

Tensor linalg_solve_triangular(const Tensor& a, const Tensor& b, bool upper, bool left, bool unitriangular) {
  check_square(a, "linalg.solve_triangular");
  check_decomposable(a, "linalg.solve_triangular");
  if (!left) {
    const Tensor turned =
        linalg_solve_triangular(transpose(a, -2, -1), transpose(b, -2, -1), !upper, true, unitriangular);
    return transpose(turned, -2, -1);
  }
  const auto [matrix, columns] = broadcast_batches(a, b, "linalg.solve_triangular");
  const int64_t n = matrix.size(-1), width = columns.size(-1);
  check(columns.size(-2) == n, "linalg.solve_triangular: Incompatible shapes of A and B for the equation AX = B (", n,
        "x", n, " and ", columns.size(-2), "x", width, ")");
  const Tensor factor = working_copy(matrix), out = working_copy(columns);
  const Triangle triangle = upper ? (unitriangular ? Triangle::UnitUpper : Triangle::Upper)
                                  : (unitriangular ? Triangle::UnitLower : Triangle::Lower);
  for (int64_t m = 0; out.numel() > 0 && m < matrices(matrix); ++m) {
    substitute(block_of(factor, m), triangle, block_of(out, m));
  }
  return to_dtype(out, a.dtype());
}

// The sign and the logarithm of the magnitude of each determinant.
std::tuple<Tensor, Tensor> sign_and_logarithm(const Tensor& a, const char* name) {
  check_square(a, name);
  check_decomposable(a, name);
  const int64_t n = a.size(-1);
  const Ints batch(a.sizes().begin(), a.sizes().end() - 2);
  const Tensor sign = empty(batch, Dtype::Float64), logarithm = empty(batch, Dtype::Float64);
  Factors factors(a);
  for (int64_t m = 0; m < matrices(a); ++m) {
    double s = factors.factor(m).sign, log = 0;
    for (int64_t i = 0; i < n; ++i) {
      const double pivot = factors.one(i, i);
      s *= pivot == 0 ? 0.0 : std::copysign(1.0, pivot);
      log += std::log(std::abs(pivot));
    }
    sign.data<double>()[m] = s;
    logarithm.data<double>()[m] = s == 0 ? -std::numeric_limits<double>::infinity() : log;
  }
  return {sign, logarithm};
}

Tensor linalg_det(const Tensor& a) {
  check_square(a, "linalg.det");
  check_decomposable(a, "linalg.det");
  const int64_t n = a.size(-1);
  const Tensor out = empty(Ints(a.sizes().begin(), a.sizes().end() - 2), Dtype::Float64);
  Factors factors(a);
  for (int64_t m = 0; m < matrices(a); ++m) {
    double product = factors.factor(m).sign;
    for (int64_t i = 0; i < n; ++i) product *= factors.one(i, i);
    out.data<double>()[m] = product;
  }
  return to_dtype(out, a.dtype());
}

std::tuple<Tensor, Tensor> linalg_slogdet(const Tensor& a) {
  const auto [sign, logarithm] = sign_and_logarithm(a, "linalg.slogdet");
  return {to_dtype(sign, a.dtype()), to_dtype(logarithm, a.dtype())};
}

Tensor logdet(const Tensor& a) {
  const auto [sign, logarithm] = sign_and_logarithm(a, "logdet");
  for (int64_t m = 0; m < sign.numel(); ++m) {
    if (sign.data<double>()[m] < 0) logarithm.data<double>()[m] = std::numeric_limits<double>::quiet_NaN();
  }
  return to_dtype(logarithm, a.dtype());
}

// The lower triangular L with L L^T == a, of which only the lower triangle is read, or its transposed one.
std::tuple<Tensor, Tensor> linalg_cholesky_ex(const Tensor& self, bool upper, bool check_errors) {
  check_square(self, "linalg.cholesky");
  check_decomposable(self, "linalg.cholesky");
  const Tensor out = working_copy(upper ? transpose(self, -2, -1) : self),
               info = empty(batch_with(out, {}), Dtype::Int32);
  for (int64_t m = 0; m < info.numel(); ++m) {
    int32_t& order = info.data<int32_t>()[m];
    order = static_cast<int32_t>(factor_definite(block_of(out, m)));
    check(!check_errors || order == 0, "linalg.cholesky: ", batch_text(self, m),
          "The factorization could not be completed because the input is not positive-definite (the leading minor of "
          "order ",
          order, " is not positive-definite).");
  }
  const Tensor lower = to_dtype(out, self.dtype());
  return {upper ? transpose(lower, -2, -1) : lower, info};
}

Tensor linalg_cholesky(const Tensor& a, bool upper) { return std::get<0>(linalg_cholesky_ex(a, upper, true)); }

std::tuple<Tensor, Tensor, Tensor> linalg_lu_factor_ex(const Tensor& self, bool pivot, bool check_errors) {
  check_matrix(self, "torch.linalg.lu_factor");
  check_decomposable(self, "torch.linalg.lu_factor");
  check(pivot, "linalg.lu_factor: LU without pivoting is not implemented on the CPU");
  const int64_t count = std::min(self.size(-2), self.size(-1));
  Factors factors(self);
  const Tensor pivots = empty(batch_with(self, {count}), Dtype::Int32),
               info = empty(batch_with(self, {}), Dtype::Int32);
  for (int64_t m = 0; m < info.numel(); ++m) {
    const int64_t zero = factors.factor(m).zero;
    for (int64_t k = 0; k < count; ++k) {
      pivots.data<int32_t>()[m * count + k] = static_cast<int32_t>(factors.pivots[static_cast<std::size_t>(k)] + 1);
    }
    info.data<int32_t>()[m] = static_cast<int32_t>(zero + 1);
    check(!check_errors || zero < 0, "torch.linalg.lu_factor_ex: ", batch_text(self, m), "U[", zero + 1, ",", zero + 1,
          "] is zero and using it on lu_solve would result in a division by zero. If you still want to perform the "
          "factorization, consider calling linalg.lu(A, pivot) or linalg.lu_factor_ex(A, pivot)");
  }
  return {to_dtype(factors.lu, self.dtype()), pivots, info};
}

}  // namespace

KERNEL(aten_linalg_inv, linalg_inv)
KERNEL(aten_inverse, linalg_inv)
KERNEL(aten_linalg_solve, linalg_solve)
KERNEL(aten_linalg_solve_triangular, linalg_solve_triangular)
KERNEL(aten_linalg_det, linalg_det)
KERNEL(aten_det, linalg_det)
KERNEL(aten_linalg_slogdet, linalg_slogdet)
KERNEL(aten_slogdet, linalg_slogdet)
KERNEL(aten_logdet, logdet)
KERNEL(aten_linalg_lu_factor_ex, linalg_lu_factor_ex)
KERNEL(aten_linalg_cholesky_ex, linalg_cholesky_ex)
KERNEL(aten_linalg_cholesky, linalg_cholesky)
KERNEL(aten_cholesky, linalg_cholesky)

}  // namespace flambeau
