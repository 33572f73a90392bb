// Eigenvalues of a symmetric matrix: reflections make it tridiagonal, QL steps with implicit shifts diagonal (Golub and
// Van Loan, Matrix Computations, 8.3).
#include <algorithm>
#include <cmath>
#include <limits>

#include "kernels/spectra.h"
#include "parallel/scratch.h"
#include "simd/gemm.h"
#include "simd/rotations.h"

namespace flambeau {

namespace {

constexpr double kLargest = 0x1p300, kSmallest = 0x1p-300;  // elements between which nothing is scaled
constexpr double kLeastSquares = 1e-290, kMoreDigits = 0x1p600;
constexpr double kNegligible = 1e-160;  // beside the largest element: there may be no digits left
constexpr int kMostSteps = 60;          // for each eigenvalue
constexpr int64_t kTogether = 32;

std::size_t bytes_of(int64_t count) { return static_cast<std::size_t>(count) * sizeof(double); }

// Row i of `a` becomes the vector of the i-th reflection, from column i + 1 on.
void make_tridiagonal(const Block& a, double* diagonal, double* beside, double* tau) {
  const GemmOf<double>& f = gemm_functions<double>();
  const int64_t n = a.rows;
  const Scratch scratch(bytes_of(2 * n));
  for (int64_t i = 0; i + 1 < n; ++i) {
    const int64_t m = n - i - 1;
    double* const v = &a(i, i + 1);
    const Block rest = a.part(i + 1, i + 1, m, m);
    diagonal[i] = a(i, i);
    beside[i] = make_reflection(v, m, tau[i]);
    if (tau[i] == 0) continue;
    // rest -= v w^T + w v^T, with w = tau (rest v - tau / 2 (v^T rest v) v)
    double* const w = scratch.as<double>();
    double product = 0;
    f.dot_rows(v, rest.data, rest.step, m, m, nullptr, w);
    f.dot_rows(v, w, m, m, 1, nullptr, &product);
    for (int64_t k = 0; k < m; ++k) w[k] = tau[i] * (w[k] - tau[i] / 2 * product * v[k]);
    std::copy_n(v, m, w + m);
    for (int64_t k = 0; k < m; ++k) {
      const double factors[] = {-v[k], -w[k]};
      f.combine_rows(factors, w, m, 2, m, &rest(k, 0), &rest(k, 0));
    }
  }
  diagonal[n - 1] = a(n - 1, n - 1);
}

// One step on the rows `first` to `last`, of which none is apart from the next.
void turn(double* diagonal, double* beside, int64_t first, int64_t last, double* cosines, double* sines) {
  double g = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first]);
  g = diagonal[last] - diagonal[first] + beside[first] / (g + std::copysign(std::hypot(g, 1.0), g));
  double cosine = 1, sine = 1, part = 0;
  for (int64_t i = last - 1; i >= first; --i) {
    const double f = sine * beside[i], b = cosine * beside[i];
    const double r = rotation_of(g, f, cosine, sine);
    beside[i + 1] = r;
    g = diagonal[i + 1] - part;
    const double turned = (diagonal[i] - g) * sine + 2 * cosine * b;
    part = sine * turned;
    diagonal[i + 1] = g + part;
    g = cosine * turned - b;
    cosines[last - 1 - i] = cosine;
    sines[last - 1 - i] = sine;
  }
  diagonal[first] -= part;
  beside[first] = g;
  beside[last] = 0;
}

void make_diagonal(double* diagonal, double* beside, int64_t n, const Block& vectors) {
  const RotationFunctions& f = rotation_functions();
  const Scratch scratch(bytes_of(2 * n));
  double *const cosines = scratch.as<double>(), *const sines = cosines + n;
  beside[n - 1] = 0;
  const double least = negligible(diagonal, beside, n);
  const auto apart = [&](int64_t i) {
    return std::fabs(beside[i]) <=
           std::numeric_limits<double>::epsilon() * (std::fabs(diagonal[i]) + std::fabs(diagonal[i + 1])) + least;
  };
  for (int64_t first = 0; first < n; ++first) {
    for (int step = 0; step < kMostSteps; ++step) {
      int64_t last = first;
      while (last + 1 < n && !apart(last)) ++last;
      if (last == first) break;
      turn(diagonal, beside, first, last, cosines, sines);
      if (vectors.rows == 0) continue;
      f.rotate_rows(&vectors(last, 0), -vectors.step, last - first, cosines, sines, vectors.columns);
    }
  }
}

}  // namespace

double scale_to_safety(const Block& a) {
  double largest = 0, sum = 0;
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < a.columns; ++j) {
      largest = std::max(largest, std::fabs(a(i, j)));
      sum += a(i, j) * 0;  // NaN for what isn't finite
    }
  }
  if (sum != 0) return 0;
  if (largest == 0 || (largest < kLargest && largest > kSmallest)) return 1;
  const double scale = std::ldexp(1.0, std::clamp(-std::ilogb(largest), -1000, 1000));
  for (int64_t i = 0; i < a.rows; ++i) {
    for (int64_t j = 0; j < a.columns; ++j) a(i, j) *= scale;
  }
  return scale;
}

double rotation_of(double f, double g, double& cosine, double& sine) {
  const double squares = f * f + g * g;
  if (squares < kLeastSquares && (f != 0 || g != 0)) {
    return rotation_of(f * kMoreDigits, g * kMoreDigits, cosine, sine) / kMoreDigits;
  }
  const double r = std::sqrt(squares);
  cosine = r == 0 ? 1 : f / r;
  sine = r == 0 ? 0 : g / r;
  return r;
}

double negligible(const double* a, const double* b, int64_t count) {
  double largest = 0;
  for (int64_t i = 0; i < count; ++i) largest = std::max({largest, std::fabs(a[i]), std::fabs(b[i])});
  return largest * kNegligible;
}

void symmetric_eigenvalues(const Block& a, double* values, const Block& vectors) {
  const int64_t n = a.rows;
  const double scale = scale_to_safety(a);
  if (scale == 0) {
    std::fill_n(values, n, std::numeric_limits<double>::quiet_NaN());
    for (int64_t i = 0; i < vectors.rows; ++i) std::fill_n(&vectors(i, 0), n, values[0]);
    return;
  }
  const Scratch scratch(bytes_of(2 * n));
  double *const beside = scratch.as<double>(), *const tau = beside + n;
  make_tridiagonal(a, values, beside, tau);
  if (vectors.rows > 0) {
    // The rows are the columns of the product of all reflections: it is formed transposed.
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < n; ++j) vectors(i, j) = i == j ? 1 : 0;
      std::fill_n(&a(i, 0), std::min(i + 1, n), 0.0);
    }
    for (int64_t end = n - 1; end > 0;) {
      const int64_t first = (end - 1) / kTogether * kTogether, m = n - first - 1;
      apply_vectors(a.part(first, first + 1, end - first, m), tau + first, false,
                    vectors.part(first + 1, first + 1, m, m));
      end = first;
    }
    for (int64_t i = 0; i < n; ++i) {
      for (int64_t j = 0; j < i; ++j) std::swap(vectors(i, j), vectors(j, i));
    }
  }
  make_diagonal(values, beside, n, vectors);
  for (int64_t i = 0; scale != 1 && i < n; ++i) values[i] /= scale;
}

}  // namespace flambeau
