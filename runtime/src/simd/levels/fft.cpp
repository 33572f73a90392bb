#include "simd/fft.h"

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

inline double load_lanes(const double* p, double) { return *p; }
inline VecD load_lanes(const double* p, VecD) { return load(p); }
inline void store_lanes(double* p, double x) { *p = x; }
inline void store_lanes(double* p, VecD x) { store(p, x); }

// Lines side by side, and one line. (A vector as a template's argument would lose its alignment.)
struct Wide {
  using Type = VecD;
};
struct Single {
  using Type = double;
};

template <typename V>
constexpr int64_t kLanes = static_cast<int64_t>(sizeof(typename V::Type) / sizeof(double));

template <typename V>
struct Complex {
  typename V::Type re, im;
};
template <typename V>
inline Complex<V> operator+(Complex<V> a, Complex<V> b) {
  return {a.re + b.re, a.im + b.im};
}
template <typename V>
inline Complex<V> operator-(Complex<V> a, Complex<V> b) {
  return {a.re - b.re, a.im - b.im};
}
// Times a number that all lanes share.
template <typename V>
inline Complex<V> times(Complex<V> a, const double* factor) {
  return {a.re * factor[0] - a.im * factor[1], a.re * factor[1] + a.im * factor[0]};
}
template <typename V>
inline Complex<V> load_complex(const double* data, int64_t k) {
  const double* const at = data + k * 2 * kLanes<V>;
  return {load_lanes(at, typename V::Type{}), load_lanes(at + kLanes<V>, typename V::Type{})};
}
template <typename V>
inline void store_complex(double* data, int64_t k, Complex<V> x) {
  double* const at = data + k * 2 * kLanes<V>;
  store_lanes(at, x.re);
  store_lanes(at + kLanes<V>, x.im);
}

constexpr int64_t kMost = 31;

// The p-point transform of x in its place, p odd: cosines meet the sums of mirror images, sines the differences.
template <typename V>
void transform_odd(Complex<V>* x, const double* roots, int64_t turn, int64_t p) {
  const int64_t half = p / 2;
  const Complex<V> first = x[0];
  Complex<V> sums[kMost / 2], differences[kMost / 2];
  for (int64_t r = 0; r < half; ++r) {
    sums[r] = x[r + 1] + x[p - 1 - r];
    differences[r] = x[r + 1] - x[p - 1 - r];
    x[0] = x[0] + sums[r];
  }
  for (int64_t j = 1; j <= half; ++j) {
    Complex<V> even = first, odd{};
    for (int64_t r = 0, at = 0; r < half; ++r) {
      at = at + j < p ? at + j : at + j - p;
      const double* const root = roots + 2 * at * turn;
      even.re += sums[r].re * root[0];
      even.im += sums[r].im * root[0];
      odd.re += differences[r].re * root[1];
      odd.im += differences[r].im * root[1];
    }
    x[j] = {even.re - odd.im, even.im + odd.re};
    x[p - j] = {even.re + odd.im, even.im - odd.re};
  }
}

template <typename V>
inline void transform_four(Complex<V>* x) {
  const Complex<V> a = x[0] + x[2], b = x[0] - x[2], c = x[1] + x[3], d = x[1] - x[3];
  x[0] = a + c;
  x[1] = {b.re + d.im, b.im - d.re};
  x[2] = a - c;
  x[3] = {b.re - d.im, b.im + d.re};
}

// kFactor is p, or 0 for any odd one.
template <typename V, int kFactor>
void pass_of(const double* in, double* out, const double* roots, int64_t n, int64_t any, int64_t stride) {
  const int64_t p = kFactor ? kFactor : any;
  const int64_t m = n / stride / p;
  Complex<V> x[kFactor ? kFactor : kMost];
  for (int64_t q = 0; q < m; ++q) {
    for (int64_t t = 0; t < stride; ++t) {
#pragma GCC unroll 4
      for (int64_t r = 0; r < p; ++r) x[r] = load_complex<V>(in, t + stride * (q + m * r));
      if constexpr (kFactor == 4) {
        transform_four(x);
      } else if constexpr (kFactor == 2) {
        const Complex<V> difference = x[0] - x[1];
        x[0] = x[0] + x[1];
        x[1] = difference;
      } else {
        transform_odd(x, roots, n / p, p);
      }
      store_complex(out, t + stride * p * q, x[0]);
#pragma GCC unroll 4
      for (int64_t j = 1; j < p; ++j) {
        store_complex(out, t + stride * (p * q + j), times(x[j], roots + 2 * j * q * stride));
      }
    }
  }
}

template <typename V>
void pass(const double* in, double* out, const double* roots, int64_t n, int64_t p, int64_t stride) {
  if (p == 4) return pass_of<V, 4>(in, out, roots, n, p, stride);
  if (p == 2) return pass_of<V, 2>(in, out, roots, n, p, stride);
  pass_of<V, 0>(in, out, roots, n, p, stride);
}

template <typename V>
void multiply(double* x, const double* factors, int64_t n, bool conjugate_first, bool conjugate_after) {
  for (int64_t k = 0; k < n; ++k) {
    Complex<V> each = load_complex<V>(x, k);
    if (conjugate_first) each.im = -each.im;
    each = times(each, factors + 2 * k);
    if (conjugate_after) each.im = -each.im;
    store_complex(x, k, each);
  }
}

}  // namespace

const FftFunctions fft_functions = {
    {kLanes<Wide>, pass<Wide>, multiply<Wide>},
    {1, pass<Single>, multiply<Single>},
};

}  // namespace flambeau::FLAMBEAU_LEVEL
