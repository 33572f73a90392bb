// QR factors by Householder's reflections.
#include "kernels/householder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/factors.h"
#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"

namespace flambeau {

void check_matrix(const Tensor& a, const char* name) {
  check(a.dim() >= 2, name, ": The input tensor A must have at least 2 dimensions.");
}

void check_square(const Tensor& a, const char* name) {
  check_matrix(a, name);
  check(a.size(-1) == a.size(-2), name, ": A must be batches of square matrices, but they are ", a.size(-2), " by ",
        a.size(-1), " matrices");
}

void check_decomposable(const Tensor& a, const char* name) {
  check(is_floating(a.dtype()), name, ": Expected a floating point or complex tensor as input. Got ",
        scalar_type_name(a.dtype()));
  check(a.dtype() == Dtype::Float32 || a.dtype() == Dtype::Float64, name, ": Low precision dtypes not supported. Got ",
        scalar_type_name(a.dtype()));
}

Tensor working_copy(const Tensor& t) {
  const Tensor wide = contiguous(to_dtype(t, Dtype::Float64));
  return wide.storage().get() == t.storage().get() ? clone(wide) : wide;
}

int64_t matrices(const Tensor& a) {
  return std::accumulate(a.sizes().begin(), a.sizes().end() - 2, int64_t{1}, std::multiplies<>());
}

Ints batch_with(const Tensor& a, std::initializer_list<int64_t> more) {
  Ints sizes(a.sizes().begin(), a.sizes().end() - 2);
  for (int64_t size : more) sizes.push_back(size);
  return sizes;
}

namespace {

constexpr int64_t kTogether = 32;  // reflections that are applied as one
constexpr int64_t kSeparate = 12;  // reflections that aren't worth it
constexpr int64_t kNarrow = 4;     // columns that aren't worth a call
constexpr double kSafe = 1e-280;   // sums of squares below which, or above whose inverse, digits are lost
constexpr double kFewDigits = 1e-290, kMoreDigits = 0x1p600;  // lengths whose parts may be subnormal, what helps

std::size_t bytes_of(int64_t count) { return static_cast<std::size_t>(count) * sizeof(double); }

double length_of(const double* x, int64_t count) {
  double sum = 0;
  gemm_functions<double>().dot_rows(x, x, count, count, 1, nullptr, &sum);
  if (!(sum < kSafe) && !(sum > 1 / kSafe)) return std::sqrt(sum);
  double length = 0;
  for (int64_t i = 0; i < count; ++i) length = std::hypot(length, x[i]);
  return length;
}

// target -= tau v (v^T target)
void reflect(const double* v, double tau, const Block& target) {
  if (tau == 0 || target.columns <= 0) return;
  if (target.columns <= kNarrow) {
    for (int64_t c = 0; c < target.columns; ++c) {
      double sum = 0;
      for (int64_t i = 0; i < target.rows; ++i) sum += v[i] * target(i, c);
      for (int64_t i = 0; i < target.rows; ++i) target(i, c) -= tau * sum * v[i];
    }
    return;
  }
  const GemmOf<double>& f = gemm_functions<double>();
  const Scratch sums(bytes_of(target.columns));
  f.combine_rows(v, target.data, target.step, target.rows, target.columns, nullptr, sums.as<double>());
  for (int64_t i = 0; i < target.rows; ++i) {
    const double factor = -tau * v[i];
    f.combine_rows(&factor, sums.as<double>(), 0, 1, target.columns, &target(i, 0), &target(i, 0));
  }
}

// The vectors of the reflections that lie below the diagonal of `a`, as rows.
void vectors_of(const Block& a, const Block& vectors) {
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < a.columns; ++j) vectors(j, i) = i > j ? a(i, j) : i == j ? 1 : 0;
  }
}

}  // namespace

double make_reflection(double* x, int64_t count, double& tau) {
  const double top = x[0], below = count > 1 ? length_of(x + 1, count - 1) : 0;
  if (below != 0 && std::hypot(top, below) < kFewDigits) {
    for (int64_t i = 0; i < count; ++i) x[i] *= kMoreDigits;
    return make_reflection(x, count, tau) / kMoreDigits;
  }
  x[0] = 1;
  tau = 0;
  if (below == 0) return top;
  const double length = -std::copysign(std::hypot(top, below), top);
  tau = (length - top) / length;
  for (int64_t i = 1; i < count; ++i) x[i] /= top - length;
  return length;
}

void apply_vectors(const Block& vectors, const double* tau, bool transposed, const Block& target) {
  const int64_t count = vectors.rows, m = vectors.columns, n = target.columns;
  if (count == 0 || n <= 0) return;
  if (count < kSeparate) {
    for (int64_t k = 0; k < count; ++k) {
      const int64_t j = transposed ? k : count - 1 - k;
      reflect(&vectors(j, j), tau[j], target.part(j, 0, m - j, n));
    }
    return;
  }
  // Their product is 1 - V T V^T, V's columns being the vectors, and T an upper triangle.
  const GemmOf<double>& f = gemm_functions<double>();
  const Scratch scratch(bytes_of(count * (2 * count + m + 2 * n)));
  double* const triangle = scratch.as<double>();
  double* const v = triangle + count * count;
  double* const sums = v + m * count;
  double* const turned = sums + count * n;
  double* const part = turned + count * n;
  for (int64_t j = 0; j < count; ++j) {
    f.dot_rows(&vectors(j, 0), vectors.data, vectors.step, m, j, nullptr, part);
    for (int64_t i = 0; i < count; ++i) {
      double& entry = triangle[transposed ? j * count + i : i * count + j] = i == j ? tau[j] : 0;
      for (int64_t k = i; i < j && k < j; ++k) {
        entry -= tau[j] * triangle[transposed ? k * count + i : i * count + k] * part[k];
      }
    }
    for (int64_t i = 0; i < m; ++i) v[i * count + j] = vectors(j, i);
  }
  const Matrix<const double> rows = matrix_of(vectors);
  gemm<double>(rows, matrix_of(target), sums, n);
  gemm<double>({triangle, count, count, count, 1}, {sums, count, n, n, 1}, turned, n);
  subtract_product({v, m, count, count, 1}, {turned, count, n, n, 1}, target);
}

void reflect_columns(const Block& a, double* tau) {
  const int64_t count = std::min(a.rows, a.columns);
  const Scratch scratch(bytes_of(kTogether * a.rows));
  double* const v = scratch.as<double>();
  for (int64_t first = 0; first < count; first += kTogether) {
    const int64_t last = std::min(first + kTogether, count), near = last == count ? a.columns : last;
    for (int64_t j = first; j < last; ++j) {
      const int64_t height = a.rows - j;
      for (int64_t i = 0; i < height; ++i) v[i] = a(j + i, j);
      a(j, j) = make_reflection(v, height, tau[j]);
      for (int64_t i = 1; i < height; ++i) a(j + i, j) = v[i];
      reflect(v, tau[j], a.part(j, j + 1, height, near - j - 1));
    }
    if (near == a.columns) continue;
    const int64_t height = a.rows - first;
    const Block vectors{v, last - first, height, height};
    vectors_of(a.part(first, first, height, last - first), vectors);
    apply_vectors(vectors, tau + first, true, a.part(first, near, height, a.columns - near));
  }
}

void apply_reflections(const Block& a, const double* tau, int64_t count, const Block& target) {
  const Scratch scratch(bytes_of(kTogether * a.rows));
  for (int64_t last = count; last > 0;) {
    const int64_t first = (last - 1) / kTogether * kTogether, height = a.rows - first;
    const Block vectors{scratch.as<double>(), last - first, height, height};
    vectors_of(a.part(first, first, height, last - first), vectors);
    apply_vectors(vectors, tau + first, false, target.part(first, 0, height, target.columns));
    last = first;
  }
}

void product_of_reflections(const Block& a, const double* tau, int64_t count, const Block& q) {
  for (int64_t i = 0; i < q.rows; ++i) {
    for (int64_t j = 0; j < q.columns; ++j) q(i, j) = i == j ? 1 : 0;
  }
  apply_reflections(a, tau, count, q);
}

namespace {

// The upper triangle, `rows` high.
Tensor upper_of(const Tensor& a, int64_t rows) {
  const Tensor out = empty(batch_with(a, {rows, a.size(-1)}), Dtype::Float64);
  for (int64_t m = 0; out.numel() > 0 && m < matrices(a); ++m) {
    const Block from = block_of(a, m), to = block_of(out, m);
    for (int64_t i = 0; i < rows; ++i) {
      for (int64_t j = 0; j < to.columns; ++j) to(i, j) = i <= j ? from(i, j) : 0;
    }
  }
  return out;
}

std::tuple<Tensor, Tensor> reflections_of(const Tensor& self, const char* name) {
  check_matrix(self, name);
  check_decomposable(self, name);
  const int64_t least = std::min(self.size(-2), self.size(-1));
  const Tensor a = working_copy(self), tau = empty(batch_with(self, {least}), Dtype::Float64);
  for (int64_t m = 0; tau.numel() > 0 && m < matrices(a); ++m) {
    reflect_columns(block_of(a, m), tau.data<double>() + m * least);
  }
  return {a, tau};
}

// q's first `columns` columns, of the reflections in `a`.
Tensor product_of(const Tensor& a, const Tensor& tau, int64_t columns) {
  const Tensor q = empty(batch_with(a, {a.size(-2), columns}), Dtype::Float64);
  const int64_t count = tau.size(-1);
  for (int64_t m = 0; q.numel() > 0 && m < matrices(a); ++m) {
    product_of_reflections(block_of(a, m), tau.data<double>() + m * count, count, block_of(q, m));
  }
  return q;
}

std::tuple<Tensor, Tensor> geqrf(const Tensor& self) {
  const auto [a, tau] = reflections_of(self, "torch.geqrf");
  return {to_dtype(a, self.dtype()), to_dtype(tau, self.dtype())};
}

Tensor householder_product(const Tensor& input, const Tensor& tau) {
  const char* const name = "torch.linalg.householder_product";
  check(input.dim() >= 2, name, ": input must have at least 2 dimensions.");
  check(input.size(-2) >= input.size(-1), name, ": input.shape[-2] must be greater than or equal to input.shape[-1]");
  check(input.size(-1) >= tau.size(-1), name, ": input.shape[-1] must be greater than or equal to tau.shape[-1]");
  check(input.dim() - tau.dim() == 1, name,
        ": Expected tau to have one dimension less than input, but got tau.ndim "
        "equal to ",
        tau.dim(), " and input.ndim is equal to ", input.dim());
  check(Ints(input.sizes().begin(), input.sizes().end() - 2) == Ints(tau.sizes().begin(), tau.sizes().end() - 1), name,
        ": Expected batch of tau to have the batch dimensions of input");
  check(input.dtype() == tau.dtype(), name, ": tau dtype ", scalar_type_name(tau.dtype()),
        " does not match input dtype ", scalar_type_name(input.dtype()));
  check_decomposable(input, name);
  return to_dtype(product_of(working_copy(input), working_copy(tau), input.size(-1)), input.dtype());
}

std::tuple<Tensor, Tensor> linalg_qr(const Tensor& self, std::string_view mode) {
  check(mode == "reduced" || mode == "complete" || mode == "r", "qr received unrecognized mode '", mode,
        "' but expected one of 'reduced' (default), 'r', or 'complete'");
  const auto [a, tau] = reflections_of(self, "linalg.qr");
  const int64_t rows = self.size(-2), least = std::min(rows, self.size(-1));
  const int64_t columns = mode == "complete" ? rows : least;
  const Tensor q = mode == "r" ? empty(Ints{0}, self.dtype()) : to_dtype(product_of(a, tau, columns), self.dtype());
  return {q, to_dtype(upper_of(a, columns), self.dtype())};
}

}  // namespace

KERNEL(aten_geqrf, geqrf)
KERNEL(aten_linalg_householder_product, householder_product)
KERNEL(aten_linalg_qr, linalg_qr)

}  // namespace flambeau
