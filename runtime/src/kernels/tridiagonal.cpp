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

// The same elements from either end, with the rows that are turned with them.
struct Band {
  double *diagonal, *beside;
  int64_t step;  // 1 or -1
  double& d(int64_t i) const { return diagonal[i * step]; }
  double& e(int64_t i) const { return beside[i * step]; }
};

// As LAPACK chooses the sign, on which those of eigenvectors depend.
double signed_rotation(double f, double g, bool newer, double& cosine, double& sine) {
  const double r = rotation_of(f, g, cosine, sine);
  const bool turned = newer ? f < 0 : f == 0 ? g < 0 : f < 0 && std::fabs(f) > std::fabs(g);
  if (!turned) return r;
  cosine = -cosine;
  sine = -sine;
  return -r;
}

// One step on the elements `first` to `last`, of which none is apart from the next.
void turn(const Band& band, int64_t first, int64_t last, bool newer, double* cosines, double* sines) {
  double g = (band.d(first + 1) - band.d(first)) / (2 * band.e(first));
  g = band.d(last) - band.d(first) + band.e(first) / (g + std::copysign(std::hypot(g, 1.0), g));
  double cosine = 1, sine = 1, part = 0;
  for (int64_t i = last - 1; i >= first; --i) {
    const double f = sine * band.e(i), b = cosine * band.e(i);
    const double r = signed_rotation(g, f, newer, cosine, sine);
    if (i + 1 < last) band.e(i + 1) = r;
    g = band.d(i + 1) - part;
    const double turned = (band.d(i) - g) * sine + 2 * cosine * b;
    part = sine * turned;
    band.d(i + 1) = g + part;
    g = cosine * turned - b;
    cosines[last - 1 - i] = cosine;
    sines[last - 1 - i] = sine;
  }
  band.d(first) -= part;
  band.e(first) = g;
}

// Of two rows, d[0] becoming the eigenvalue of the larger magnitude, with the signs that LAPACK gives.
void turn_pair(double* d, double e, double& cosine, double& sine) {
  const double sum = d[0] + d[1], difference = d[0] - d[1], twice = 2 * e, root = std::hypot(difference, twice);
  const bool wide = std::fabs(d[0]) > std::fabs(d[1]);
  const double larger = wide ? d[0] : d[1], smaller = wide ? d[1] : d[0];
  const double first = (sum < 0 ? sum - root : sum + root) / 2;
  d[1] = sum == 0 ? -root / 2 : larger / first * smaller - e / first * e;
  d[0] = first;
  const double toward = difference < 0 ? difference - root : difference + root;
  if (std::fabs(toward) > std::fabs(twice)) {
    const double cotangent = -twice / toward;
    sine = 1 / std::sqrt(1 + cotangent * cotangent);
    cosine = cotangent * sine;
  } else {
    const double tangent = twice == 0 ? 0 : -toward / twice;
    cosine = 1 / std::sqrt(1 + tangent * tangent);
    sine = tangent * cosine;
  }
  if ((sum < 0) == (difference < 0)) {
    const double before = cosine;
    cosine = -sine;
    sine = before;
  }
}

void make_diagonal(double* diagonal, double* beside, const Block& vectors, int64_t n, bool newer) {
  const RotationFunctions& f = rotation_functions();
  const Scratch scratch(bytes_of(2 * n));
  double *const cosines = scratch.as<double>(), *const sines = cosines + n;
  const auto rotate = [&](int64_t row, int64_t step, int64_t count) {
    if (vectors.rows == 0) return;
    f.rotate_rows(&vectors(row, 0), step * vectors.step, count, cosines, sines, vectors.columns);
  };
  beside[n - 1] = 0;
  const double least = negligible(diagonal, beside, n);
  const auto apart = [&](double above, double between, double below) {
    constexpr double kEpsilon = std::numeric_limits<double>::epsilon() / 2;
    return std::fabs(between) <= kEpsilon * std::sqrt(std::fabs(above)) * std::sqrt(std::fabs(below)) + least;
  };
  for (int64_t start = 0, end = 0; start < n; start = end + 1) {
    end = start;
    while (end + 1 < n && !apart(diagonal[end], beside[end], diagonal[end + 1])) ++end;
    // From the end with the smaller elements.
    const bool back = std::fabs(diagonal[end]) < std::fabs(diagonal[start]);
    const Band band = back ? Band{diagonal + end, beside + end - 1, -1} : Band{diagonal + start, beside + start, 1};
    const int64_t size = end - start;
    int64_t first = 0;
    for (int64_t step = 0; first <= size && step < kMostSteps * (size + 1); ++step) {
      int64_t last = first;
      while (last < size && !apart(band.d(last), band.e(last), band.d(last + 1))) ++last;
      if (last < size) band.e(last) = 0;
      if (last == first) {
        ++first;
      } else if (last == first + 1) {
        const int64_t row = back ? end - last : start + first;
        turn_pair(diagonal + row, beside[row], cosines[0], sines[0]);
        rotate(row, 1, 1);
        beside[row] = 0;
        first += 2;
      } else {
        turn(band, first, last, newer, cosines, sines);
        rotate(back ? end - last : start + last, -band.step, last - first);
      }
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

void symmetric_eigenvalues(const Block& a, double* values, const Block& vectors, bool newer) {
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
  make_diagonal(values, beside, vectors, n, newer);
  for (int64_t i = 0; scale != 1 && i < n; ++i) values[i] /= scale;
}

}  // namespace flambeau
