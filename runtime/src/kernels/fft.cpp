// Discrete Fourier transforms, in double whatever the dtype: by the factors of the length (Cooley and Tukey), and by
// a convolution of a power of two where a factor is a large prime (Bluestein).
#include <bit>
#include <cmath>
#include <memory>
#include <numbers>
#include <vector>

#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

struct Complex {
  double re, im;
};
Complex operator+(Complex a, Complex b) { return {a.re + b.re, a.im + b.im}; }
Complex operator-(Complex a, Complex b) { return {a.re - b.re, a.im - b.im}; }
Complex operator*(Complex a, Complex b) { return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re}; }
Complex conjugate(Complex a) { return {a.re, -a.im}; }
// e^(-2 pi i turn / n)
Complex root(int64_t turn, int64_t n) {
  const double angle = -2 * std::numbers::pi * static_cast<double>(turn) / static_cast<double>(n);
  return {std::cos(angle), std::sin(angle)};
}

constexpr int64_t kLargestFactor = 31;

// The forward transform of `n` points; made once, used for many lines.
class Transform {
 public:
  explicit Transform(int64_t n) : n_(n) {
    int64_t rest = n;
    for (int64_t p : {4, 2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31}) {
      for (; rest % p == 0; rest /= p) factors_.push_back(p);
    }
    if (rest > 1) {
      prepare_convolution();
      return;
    }
    roots_.resize(static_cast<std::size_t>(n));
    for (int64_t k = 0; k < n; ++k) roots_[static_cast<std::size_t>(k)] = root(k, n);
  }

  // `in` and `out` don't overlap.
  void run(const Complex* in, Complex* out) const {
    if (inner_) {
      convolve(in, out);
    } else {
      step(in, 1, out, n_, 0);
    }
  }

 private:
  // The transform of n points `stride` apart: p transforms of every p-th point, then p-point ones across them.
  void step(const Complex* in, int64_t stride, Complex* out, int64_t n, std::size_t level) const {
    if (n == 1) {
      *out = *in;
      return;
    }
    const int64_t p = factors_[level], m = n / p;
    for (int64_t q = 0; q < p; ++q) step(in + q * stride, stride * p, out + q * m, m, level + 1);
    Complex t[kLargestFactor];
    for (int64_t k = 0; k < m; ++k) {
      t[0] = out[k];
      for (int64_t q = 1; q < p; ++q) t[q] = out[q * m + k] * roots_[static_cast<std::size_t>(q * k * stride)];
      if (p == 2) {
        out[k] = t[0] + t[1];
        out[m + k] = t[0] - t[1];
      } else if (p == 4) {
        const Complex a = t[0] + t[2], b = t[0] - t[2], c = t[1] + t[3], d = t[1] - t[3];
        out[k] = a + c;
        out[m + k] = {b.re + d.im, b.im - d.re};
        out[2 * m + k] = a - c;
        out[3 * m + k] = {b.re - d.im, b.im + d.re};
      } else {
        across(t, p, m, out + k);
      }
    }
  }

  void across(const Complex* t, int64_t p, int64_t m, Complex* out) const {
    const int64_t turn = n_ / p;
    for (int64_t j = 0; j < p; ++j) {
      Complex sum = t[0];
      for (int64_t q = 1; q < p; ++q) sum = sum + t[q] * roots_[static_cast<std::size_t>(j * q % p * turn)];
      out[j * m] = sum;
    }
  }

  // jk = (j^2 + k^2 - (k - j)^2) / 2 makes the sum a convolution with the chirp e^(pi i k^2 / n).
  void prepare_convolution() {
    const auto size = static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(2 * n_ - 1)));
    inner_ = std::make_unique<Transform>(size);
    chirp_.resize(static_cast<std::size_t>(n_));
    std::vector<Complex> spread(static_cast<std::size_t>(size), Complex{0, 0});
    for (int64_t k = 0; k < n_; ++k) {
      const Complex c = root(k * k % (2 * n_), 2 * n_);
      chirp_[static_cast<std::size_t>(k)] = c;
      spread[static_cast<std::size_t>(k)] = spread[static_cast<std::size_t>((size - k) % size)] = conjugate(c);
    }
    kernel_.resize(spread.size());
    inner_->run(spread.data(), kernel_.data());
  }

  void convolve(const Complex* in, Complex* out) const {
    const std::size_t size = kernel_.size(), n = static_cast<std::size_t>(n_);
    std::vector<Complex> a(size, Complex{0, 0}), b(size);
    for (std::size_t k = 0; k < n; ++k) a[k] = in[k] * chirp_[k];
    inner_->run(a.data(), b.data());
    // Back by the forward transform of the conjugate.
    for (std::size_t k = 0; k < size; ++k) b[k] = conjugate(b[k] * kernel_[k]);
    inner_->run(b.data(), a.data());
    const double scale = 1 / static_cast<double>(size);
    for (std::size_t k = 0; k < n; ++k) {
      const Complex c = conjugate(a[k]) * chirp_[k];
      out[k] = {c.re * scale, c.im * scale};
    }
  }

  int64_t n_;
  std::vector<int64_t> factors_;
  std::vector<Complex> roots_;
  std::unique_ptr<Transform> inner_;
  std::vector<Complex> chirp_, kernel_;
};

// Calls `line(from, to)` with the offsets in two row-major tensors of their lines along `dim`: they differ in no other
// size.
template <typename Line>
void each_line(const Tensor& from, const Tensor& to, int64_t dim, Line line) {
  Ints others = from.sizes();
  others[static_cast<std::size_t>(dim)] = 1;
  int64_t lines = 1;
  for (int64_t size : others) lines *= size;
  parallel_for(0, lines, std::max<int64_t>(1, 4096 / to.size(dim)), [&](int64_t first, int64_t last) {
    for (int64_t index = first; index < last; ++index) {
      int64_t rest = index, a = 0, b = 0;
      for (std::size_t d = others.size(); d-- > 0; rest /= others[d]) {
        a += rest % others[d] * from.strides()[d];
        b += rest % others[d] * to.strides()[d];
      }
      line(a, b);
    }
  });
}

Complex* values(const Tensor& t) { return reinterpret_cast<Complex*>(t.data<Complex128>()); }

// Transforms all lines along `dim` of a complex128 tensor in their place.
void transform_dim(const Tensor& data, int64_t dim, bool forward) {
  const int64_t n = data.size(dim), stride = data.stride(dim);
  const Transform transform(n);
  each_line(data, data, dim, [&](int64_t offset, int64_t) {
    Complex* const at = values(data) + offset;
    std::vector<Complex> in(static_cast<std::size_t>(n)), out(in.size());
    for (int64_t k = 0; k < n; ++k) {
      in[static_cast<std::size_t>(k)] = forward ? at[k * stride] : conjugate(at[k * stride]);
    }
    transform.run(in.data(), out.data());
    for (int64_t k = 0; k < n; ++k) {
      const Complex c = out[static_cast<std::size_t>(k)];
      at[k * stride] = forward ? c : conjugate(c);
    }
  });
}

// The inverse transforms along `dim` of spectra whose first halves `half` holds, the others being their mirror images;
// real. What the imaginary parts of the first and the middle value say is left out.
void real_inverse(const Tensor& half, const Tensor& out, int64_t dim) {
  const int64_t n = out.size(dim), stride = half.stride(dim), to_stride = out.stride(dim);
  const int64_t stored = std::min(half.size(dim), n / 2 + 1);
  const Transform transform(n);
  each_line(half, out, dim, [&](int64_t from, int64_t to) {
    const Complex* const at = values(half) + from;
    std::vector<Complex> in(static_cast<std::size_t>(n), Complex{0, 0}), found(in.size());
    for (int64_t k = 0; k < stored; ++k) {
      // A real result is its own conjugate, so that the forward transform of the conjugate serves.
      in[static_cast<std::size_t>(k)] = conjugate(at[k * stride]);
      in[static_cast<std::size_t>((n - k) % n)] = at[k * stride];
      if (2 * k % n == 0) in[static_cast<std::size_t>(k)].im = 0;
    }
    transform.run(in.data(), found.data());
    for (int64_t k = 0; k < n; ++k) out.data<double>()[to + k * to_stride] = found[static_cast<std::size_t>(k)].re;
  });
}

void check_points(const Tensor& self, const Ints& dims) {
  for (int64_t dim : dims) {
    check(self.size(dim) > 0, "Invalid number of data points (", self.size(dim), ") specified");
  }
}

// A row-major copy in complex128.
Tensor working_copy(const Tensor& self) {
  const Tensor out = empty(self.sizes(), Dtype::Complex128);
  copy_elements(out, self);
  return out;
}

// The factor for transforms of so many points.
double scale_for(int64_t normalization, double points) {
  return normalization == 0 ? 1 : normalization == 1 ? 1 / std::sqrt(points) : 1 / points;
}

double points_of(const Tensor& data, const Ints& dims) {
  double points = 1;
  for (int64_t dim : dims) points *= static_cast<double>(data.size(dim));
  return points;
}

template <typename T>
void multiply(const Tensor& data, double scale) {
  for (int64_t i = 0; i < data.numel(); ++i) data.data<T>()[i] *= scale;
}

void transform_dims(const Tensor& data, const Ints& dims, bool forward) {
  for (int64_t dim : dims) {
    if (data.numel() > 0) transform_dim(data, dim < 0 ? dim + data.dim() : dim, forward);
  }
}

void check_float(Dtype dtype) {
  check(dtype == Dtype::Float32 || dtype == Dtype::Float64, "Unsupported dtype ", scalar_type_name(dtype));
}

Tensor fft_c2c(const Tensor& self, const Ints& dims, int64_t normalization, bool forward) {
  check(is_complex(self.dtype()), "_fft_c2c: a complex tensor is expected, not ", scalar_type_name(self.dtype()));
  check_points(self, dims);
  const Tensor data = working_copy(self);
  transform_dims(data, dims, forward);
  multiply<Complex128>(data, scale_for(normalization, points_of(data, dims)));
  return to_dtype(data, self.dtype());
}

Tensor fft_r2c(const Tensor& self, const Ints& dims, int64_t normalization, bool onesided) {
  check_float(self.dtype());
  check_points(self, dims);
  Tensor data = working_copy(self);
  transform_dims(data, dims, true);
  multiply<Complex128>(data, scale_for(normalization, points_of(data, dims)));
  if (onesided) data = narrow(data, dims.back(), 0, self.size(dims.back()) / 2 + 1);
  return contiguous(to_dtype(data, self.dtype() == Dtype::Float32 ? Dtype::Complex64 : Dtype::Complex128));
}

Tensor fft_c2r(const Tensor& self, const Ints& dims, int64_t normalization, int64_t last_size) {
  check(last_size > 0, "Invalid number of data points (", last_size, ") specified");
  check(is_complex(self.dtype()), "_fft_c2r: a complex tensor is expected, not ", scalar_type_name(self.dtype()));
  check_points(self, dims);
  const int64_t last = dims.back() < 0 ? dims.back() + self.dim() : dims.back();
  const Tensor half = working_copy(self);
  transform_dims(half, Ints(dims.begin(), dims.end() - 1), false);
  Ints sizes = self.sizes();
  sizes[static_cast<std::size_t>(last)] = last_size;
  const Tensor out = empty(sizes, Dtype::Float64);
  if (out.numel() > 0) real_inverse(half, out, last);
  multiply<double>(out, scale_for(normalization, points_of(out, dims)));
  return to_dtype(out, self.dtype() == Dtype::Complex64 ? Dtype::Float32 : Dtype::Float64);
}

}  // namespace

KERNEL(aten__fft_c2c, fft_c2c)
KERNEL(aten__fft_r2c, fft_r2c)
KERNEL(aten__fft_c2r, fft_c2r)

}  // namespace flambeau
