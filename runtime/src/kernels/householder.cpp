// QR factors by Householder's reflections.
#include "kernels/householder.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"

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

// Multiplies the columns from `first` on by 1 - tau v v^T, v being the column j of `a` with 1 at its top.
void reflect(const Block& a, int64_t j, double tau, const Block& target, int64_t first) {
  if (tau == 0) return;
  const int64_t width = target.columns - first;
  std::vector<double> sums(static_cast<std::size_t>(std::max<int64_t>(width, 0)));
  for (int64_t i = j; i < a.rows; ++i) {
    const double v = i == j ? 1 : a(i, j);
    for (int64_t c = 0; c < width; ++c) sums[static_cast<std::size_t>(c)] += v * target(i, first + c);
  }
  for (int64_t i = j; i < a.rows; ++i) {
    const double v = tau * (i == j ? 1 : a(i, j));
    for (int64_t c = 0; c < width; ++c) target(i, first + c) -= v * sums[static_cast<std::size_t>(c)];
  }
}

}  // namespace

void reflect_columns(const Block& a, double* tau) {
  for (int64_t j = 0; j < std::min(a.rows, a.columns); ++j) {
    double below = 0;
    for (int64_t i = j + 1; i < a.rows; ++i) below = std::hypot(below, a(i, j));
    tau[j] = 0;
    if (below == 0) continue;
    const double top = a(j, j), length = -std::copysign(std::hypot(top, below), top);
    tau[j] = (length - top) / length;
    for (int64_t i = j + 1; i < a.rows; ++i) a(i, j) /= top - length;
    reflect(a, j, tau[j], a, j + 1);
    a(j, j) = length;
  }
}

void apply_reflections(const Block& a, const double* tau, int64_t count, const Block& target) {
  for (int64_t j = count; j-- > 0;) reflect(a, j, tau[j], target, 0);
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
