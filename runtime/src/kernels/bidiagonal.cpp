// Singular values of a square matrix: reflections from both sides make it bidiagonal, QR steps with implicit shifts
// diagonal (Golub and Van Loan, Matrix Computations, 8.6).
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/spectra.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"
#include "simd/rotations.h"

namespace flambeau {

namespace {

constexpr double kEpsilon = std::numeric_limits<double>::epsilon();
constexpr int64_t kMostSteps = 60;  // for each singular value
constexpr int64_t kTogether = 32;

std::size_t bytes_of(int64_t count) { return static_cast<std::size_t>(count) * sizeof(double); }

struct Bidiagonal {
  int64_t n;
  double *diagonal, *above;  // above[i]: right of diagonal[i], above diagonal[i + 1]
};

// Row i of `left` is the vector of the i-th reflection from the left, from column i on; row i of `right` that of the
// right, from column i + 1 on.
void make_bidiagonal(const Block& a, const Bidiagonal& made, const Block& left, double* left_tau, const Block& right,
                     double* right_tau) {
  const GemmOf<double>& f = gemm_functions<double>();
  const int64_t n = a.rows;
  const Scratch scratch(bytes_of(3 * n));
  for (int64_t i = 0; i < n; ++i) {
    const int64_t m = n - i - 1;
    double *const v = &left(i, i), *const sums = scratch.as<double>(), *const turned = sums + m, *const y = turned + m;
    std::fill_n(&left(i, 0), i, 0.0);
    std::fill_n(&right(i, 0), i + 1, 0.0);
    for (int64_t k = i; k < n; ++k) v[k - i] = a(k, i);
    made.diagonal[i] = make_reflection(v, m + 1, left_tau[i]);
    right_tau[i] = 0;
    if (m == 0) break;
    // The reflection from the left makes v sums^T of the rest smaller, that from the right y turned^T.
    const double tau = left_tau[i];
    f.combine_rows(v, &a(i, i + 1), a.step, m + 1, m, nullptr, sums);
    for (int64_t k = 0; k < m; ++k) turned[k] = a(i, i + 1 + k) - tau * sums[k];
    made.above[i] = make_reflection(turned, m, right_tau[i]);
    std::copy_n(turned, m, &right(i, i + 1));
    const Block rest = a.part(i + 1, i + 1, m, m);
    double product = 0;
    f.dot_rows(turned, sums, m, m, 1, nullptr, &product);
    f.dot_rows(turned, rest.data, rest.step, m, m, nullptr, y);
    for (int64_t k = 0; k < m; ++k) {
      const double factors[] = {-tau * v[k + 1], -right_tau[i] * (y[k] - tau * product * v[k + 1])};
      f.combine_rows(factors, sums, m, 2, m, &rest(k, 0), &rest(k, 0));
    }
  }
}

// The transposed product of the reflections, whose vectors are rows from column `offset` of their index on.
void multiply_out(const Block& vectors, const double* tau, int64_t offset, const Block& out) {
  const int64_t n = out.rows;
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < n; ++j) out(i, j) = i == j ? 1 : 0;
  }
  for (int64_t end = n - offset; end > 0;) {
    const int64_t first = (end - 1) / kTogether * kTogether, at = first + offset;
    apply_vectors(vectors.part(first, at, end - first, n - at), tau + first, false, out.part(at, at, n - at, n - at));
    end = first;
  }
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t j = 0; j < i; ++j) std::swap(out(i, j), out(j, i));
  }
}

// The smaller singular value of the last two rows, 0 where it makes no difference: with it small ones stay exact.
double shift_of(const Bidiagonal& b, int64_t first, int64_t last) {
  const double f = std::fabs(b.diagonal[last - 1]), g = b.above[last - 1], h = std::fabs(b.diagonal[last]);
  const double sums = std::hypot(f + h, g) + std::hypot(f - h, g);
  if (b.diagonal[first] == 0) return 0;
  const double shift = sums == 0 ? 0 : 2 * f * (h / sums), share = shift / std::fabs(b.diagonal[first]);
  return share * share > kEpsilon ? shift : 0;
}

struct Rotations {
  double *left_cosines, *left_sines, *right_cosines, *right_sines;
};

// One step on the rows `first` to `last`, of which none is apart from the next.
void turn(const Bidiagonal& b, int64_t first, int64_t last, const Rotations& made) {
  double *const d = b.diagonal, *const e = b.above;
  const double shift = shift_of(b, first, last);
  double f = d[first], g = e[first];
  if (shift != 0) f = (std::fabs(f) - shift) * (std::copysign(1.0, f) + shift / f);
  for (int64_t k = first; k < last; ++k) {
    double c, s;
    const double right = rotation_of(f, g, c, s);
    if (k > first) e[k - 1] = right;
    made.right_cosines[k - first] = c;
    made.right_sines[k - first] = s;
    f = c * d[k] + s * e[k];
    e[k] = c * e[k] - s * d[k];
    g = s * d[k + 1];
    d[k + 1] *= c;
    d[k] = rotation_of(f, g, c, s);
    made.left_cosines[k - first] = c;
    made.left_sines[k - first] = s;
    f = c * e[k] + s * d[k + 1];
    d[k + 1] = c * d[k + 1] - s * e[k];
    if (k + 1 == last) break;
    g = s * e[k + 1];
    e[k + 1] *= c;
  }
  e[last - 1] = f;
}

void make_diagonal(const Bidiagonal& b, const Block& left, const Block& right) {
  const RotationFunctions& f = rotation_functions();
  const int64_t n = b.n;
  const Scratch scratch(bytes_of(4 * n));
  double* const all = scratch.as<double>();
  const Rotations made{all, all + n, all + 2 * n, all + 3 * n};
  b.above[n - 1] = 0;
  const double least = negligible(b.diagonal, b.above, n);
  const auto apart = [&](int64_t i) {
    return std::fabs(b.above[i]) <= kEpsilon * (std::fabs(b.diagonal[i]) + std::fabs(b.diagonal[i + 1])) + least;
  };
  int64_t last = n - 1;
  for (int64_t step = 0; last > 0 && step < kMostSteps * n; ++step) {
    while (last > 0 && apart(last - 1)) --last;
    int64_t first = last;
    while (first > 0 && !apart(first - 1)) --first;
    if (first == last) break;
    turn(b, first, last, made);
    if (left.rows == 0) continue;
    f.rotate_rows(&left(first, 0), left.step, last - first, made.left_cosines, made.left_sines, n);
    f.rotate_rows(&right(first, 0), right.step, last - first, made.right_cosines, made.right_sines, n);
  }
}

}  // namespace

void square_singular_values(const Block& a, double* values, const Block& left, const Block& right) {
  const int64_t n = a.rows;
  const double scale = scale_to_safety(a);
  const Scratch scratch(bytes_of(n * (2 * n + 3)));
  double* const above = scratch.as<double>();
  double *const left_tau = above + n, *const right_tau = left_tau + n, *const vectors = right_tau + n;
  const Block left_vectors{vectors, n, n, n}, right_vectors{vectors + n * n, n, n, n};
  const Bidiagonal made{n, values, above};
  make_bidiagonal(a, made, left_vectors, left_tau, right_vectors, right_tau);
  if (left.rows > 0) {
    multiply_out(left_vectors, left_tau, 0, left);
    multiply_out(right_vectors, right_tau, 1, right);
  }
  make_diagonal(made, left, right);
  for (int64_t i = 0; i < n; ++i) {
    for (int64_t k = 0; std::signbit(values[i]) && k < right.rows; ++k) right(i, k) = -right(i, k);
    values[i] = std::fabs(values[i]) / scale;
  }
}

}  // namespace flambeau
