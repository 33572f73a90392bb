// Discrete Fourier transforms, in double whatever the dtype: by the factors of the length (Stockham's order of Cooley's
// and Tukey's), and by a convolution of a power of two where a factor is a large prime (Bluestein).
//
// Lines are transformed as many at a time as a vector has lanes, and of real ones two in each lane, as the real and the
// imaginary part of one complex line.
#include <bit>
#include <cmath>
#include <memory>
#include <mutex>
#include <numbers>
#include <vector>

#include "kernels/iterate.h"
#include "kernels/view.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"
#include "parallel/scratch.h"
#include "simd/fft.h"

namespace flambeau {
namespace {

// e^(-2 pi i turn / n)
void put_root(double* to, int64_t turn, int64_t n) {
  const double angle = -2 * std::numbers::pi * static_cast<double>(turn) / static_cast<double>(n);
  to[0] = std::cos(angle);
  to[1] = std::sin(angle);
}

// The forward transform of `n` points.
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
    roots_.resize(static_cast<std::size_t>(2 * n));
    for (int64_t k = 0; k < n; ++k) put_root(&roots_[static_cast<std::size_t>(2 * k)], k, n);
  }

  int64_t points() const { return n_; }
  // Elements that each of run's two buffers has room for.
  int64_t room() const { return inner_ ? inner_->room() : n_; }

  // What is in `data` is transformed, by way of `other`; the result is in the one that is returned.
  double* run(double* data, double* other, const FftLoops& loops) const {
    if (inner_) return convolve(data, other, loops);
    int64_t stride = 1;
    for (const int64_t p : factors_) {
      loops.pass(data, other, roots_.data(), n_, p, stride);
      std::swap(data, other);
      stride *= p;
    }
    return data;
  }

 private:
  // jk = (j^2 + k^2 - (k - j)^2) / 2 makes the sum a convolution with the chirp e^(pi i k^2 / n).
  void prepare_convolution() {
    const auto size = static_cast<int64_t>(std::bit_ceil(static_cast<uint64_t>(2 * n_ - 1)));
    inner_ = std::make_unique<Transform>(size);
    chirp_.resize(static_cast<std::size_t>(2 * n_));
    std::vector<double> spread(static_cast<std::size_t>(2 * size)), other(spread.size());
    for (int64_t k = 0; k < n_; ++k) {
      double* const c = &chirp_[static_cast<std::size_t>(2 * k)];
      put_root(c, k * k % (2 * n_), 2 * n_);
      for (const int64_t at : {k, (size - k) % size}) {
        spread[static_cast<std::size_t>(2 * at)] = c[0];
        spread[static_cast<std::size_t>(2 * at + 1)] = -c[1];
      }
    }
    const double* const found = inner_->run(spread.data(), other.data(), fft_functions().single);
    kernel_.assign(found, found + 2 * size);
    for (double& part : kernel_) part /= static_cast<double>(size);  // the way back's
  }

  double* convolve(double* data, double* other, const FftLoops& loops) const {
    const int64_t size = inner_->points(), element = 2 * loops.lanes;
    loops.multiply(data, chirp_.data(), n_, false, false);
    std::fill(data + n_ * element, data + size * element, 0.0);
    double* const there = inner_->run(data, other, loops);
    // Back by the forward transform of the conjugate.
    loops.multiply(there, kernel_.data(), size, false, true);
    double* const back = inner_->run(there, there == data ? other : data, loops);
    loops.multiply(back, chirp_.data(), n_, true, false);
    return back;
  }

  int64_t n_;
  std::vector<int64_t> factors_;
  std::vector<double> roots_;
  std::unique_ptr<Transform> inner_;
  std::vector<double> chirp_, kernel_;
};

// Transforms that were asked for lately: their roots take longer than a few lines do.
std::shared_ptr<const Transform> transform_of(int64_t n) {
  constexpr std::size_t kKept = 8;
  constexpr int64_t kLargestKept = 1 << 16;
  static std::mutex mutex;
  static std::shared_ptr<const Transform> kept[kKept];
  static std::size_t next = 0;
  const std::lock_guard lock(mutex);
  for (const auto& each : kept) {
    if (each && each->points() == n) return each;
  }
  auto made = std::make_shared<const Transform>(n);
  if (n <= kLargestKept) kept[next++ % kKept] = made;
  return made;
}

enum class Kind : uint8_t { Complex, FromReal, ToReal };

// Lines of one transform, along `dim` of both tensors, which differ in no other size. Of the tensors' numbers parts lie
// next to each other, complex64 and complex128 as two of their reals.
struct Lines {
  Kind kind;
  bool forward;
  double scale;
  int64_t dim;
  Tensor from, to;
  int64_t count = 1;

  // Where line `index` starts in a tensor, in elements.
  int64_t start(const Tensor& t, int64_t index) const {
    int64_t at = 0;
    for (int64_t d = t.dim() - 1; d >= 0; --d) {
      if (d == dim) continue;
      at += index % t.size(d) * t.stride(d);
      index /= t.size(d);
    }
    return at;
  }
};

// Buffers of `lanes` lines' elements get what is to be transformed, of lines that start at `starts`, `count` of them;
// pairs of real lines are (2 l, 2 l + 1).
template <typename T>
void load_lines(const Lines& lines, const int64_t* starts, int64_t count, int64_t n, int64_t lanes, double* to) {
  const auto* const data = reinterpret_cast<const T*>(lines.from.raw());
  const int64_t step = lines.from.stride(lines.dim);
  const int64_t stored = std::min(lines.from.size(lines.dim), n / 2 + 1);
  if (lines.kind == Kind::ToReal || count < lanes * (lines.kind == Kind::FromReal ? 2 : 1)) {
    std::fill_n(to, n * 2 * lanes, 0.0);
  }
  const double turn = lines.forward ? 1 : -1;  // the way back is the conjugate of the conjugate's way there
  if (lines.kind == Kind::FromReal) {
    for (int64_t k = 0; k < n; ++k, to += 2 * lanes) {
      for (int64_t l = 0; l < count; ++l) to[l % 2 * lanes + l / 2] = static_cast<double>(data[starts[l] + k * step]);
    }
  } else if (lines.kind == Kind::Complex) {
    for (int64_t k = 0; k < n; ++k, to += 2 * lanes) {
      for (int64_t l = 0; l < count; ++l) {
        const T* const at = data + 2 * (starts[l] + k * step);
        to[l] = static_cast<double>(at[0]);
        to[lanes + l] = turn * static_cast<double>(at[1]);
      }
    }
  } else {
    // The conjugates of a + i b, both spectra being their own mirror images' conjugates: what of the first and the
    // middle value is imaginary is left out.
    for (int64_t k = 0; k < stored; ++k) {
      for (int64_t l = 0; l < count; ++l) {
        const T* const at = data + 2 * (starts[l] + k * step);
        const auto re = static_cast<double>(at[0]);
        const double im = 2 * k % n == 0 ? 0.0 : static_cast<double>(at[1]);
        double* const here = to + k * 2 * lanes + l / 2;
        double* const mirror = to + (n - k) % n * 2 * lanes + l / 2;
        const bool itself = here == mirror;
        if (l % 2 == 0) {
          here[0] += re;
          here[lanes] -= im;
          if (!itself) mirror[0] += re, mirror[lanes] += im;
        } else {
          here[0] -= im;
          here[lanes] -= re;
          if (!itself) mirror[0] += im, mirror[lanes] -= re;
        }
      }
    }
  }
}

template <typename T>
void store_lines(const Lines& lines, const int64_t* starts, int64_t count, int64_t n, int64_t lanes,
                 const double* from) {
  auto* const data = reinterpret_cast<T*>(lines.to.raw());
  const int64_t step = lines.to.stride(lines.dim), size = lines.to.size(lines.dim);
  const double scale = lines.scale, turned = lines.forward ? scale : -scale;
  for (int64_t k = 0; k < size; ++k) {
    const double* const here = from + k * 2 * lanes;
    const double* const mirror = from + (n - k) % n * 2 * lanes;
    for (int64_t l = 0; l < count; ++l) {
      T* const at = data + (lines.kind == Kind::ToReal ? 1 : 2) * (starts[l] + k * step);
      if (lines.kind == Kind::Complex) {
        at[0] = static_cast<T>(here[l] * scale);
        at[1] = static_cast<T>(here[lanes + l] * turned);
      } else if (lines.kind == Kind::ToReal) {
        at[0] = static_cast<T>(l % 2 == 0 ? here[l / 2] * scale : -here[lanes + l / 2] * scale);
      } else {
        // The part of z that is its mirror image's conjugate is the first line's, i times the second one's the rest.
        const double re = here[l / 2], im = here[lanes + l / 2];
        const double other_re = mirror[l / 2], other_im = mirror[lanes + l / 2];
        const double half = scale / 2;
        at[0] = static_cast<T>((l % 2 == 0 ? re + other_re : im + other_im) * half);
        at[1] = static_cast<T>((l % 2 == 0 ? im - other_im : other_re - re) * half);
      }
    }
  }
}

void transform_lines(Lines lines) {
  if (lines.to.numel() == 0) return;
  const int64_t n = (lines.kind == Kind::ToReal ? lines.to : lines.from).size(lines.dim);
  for (int64_t d = 0; d < lines.to.dim(); ++d) lines.count *= d == lines.dim ? 1 : lines.to.size(d);
  const auto transform = transform_of(n);
  const int64_t in_lane = lines.kind == Kind::Complex ? 1 : 2;
  const FftLoops& loops = lines.count <= in_lane ? fft_functions().single : fft_functions().lines;
  const int64_t width = loops.lanes * in_lane;
  const bool from_float = lines.from.dtype() == Dtype::Float32 || lines.from.dtype() == Dtype::Complex64;
  const bool to_float = lines.to.dtype() == Dtype::Float32 || lines.to.dtype() == Dtype::Complex64;
  const int64_t grain = std::max<int64_t>(1, 4096 / n / width);
  parallel_for(0, (lines.count + width - 1) / width, grain, [&](int64_t first, int64_t last) {
    const int64_t size = transform->room() * 2 * loops.lanes;
    const Scratch memory(static_cast<std::size_t>(2 * size) * sizeof(double));
    auto* const data = memory.as<double>();
    std::vector<int64_t> from(static_cast<std::size_t>(width)), to(from.size());
    for (int64_t block = first; block < last; ++block) {
      const int64_t count = std::min(width, lines.count - block * width);
      for (int64_t l = 0; l < count; ++l) {
        from[static_cast<std::size_t>(l)] = lines.start(lines.from, block * width + l);
        to[static_cast<std::size_t>(l)] = lines.start(lines.to, block * width + l);
      }
      (from_float ? load_lines<float> : load_lines<double>)(lines, from.data(), count, n, loops.lanes, data);
      const double* const found = transform->run(data, data + size, loops);
      (to_float ? store_lines<float> : store_lines<double>)(lines, to.data(), count, n, loops.lanes, found);
    }
  });
}

void check_points(const Tensor& self, const Ints& dims) {
  for (int64_t dim : dims) {
    check(self.size(dim) > 0, "Invalid number of data points (", self.size(dim), ") specified");
  }
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

// Along the dims in turn, from `from` to `to` the first time and then in its place.
void transform_dims(Tensor from, const Tensor& to, std::span<const int64_t> dims, bool forward, double scale) {
  for (const int64_t dim : dims) {
    transform_lines({Kind::Complex, forward, scale, wrap_dim(dim, to.dim()), from, to});
    from = to;
    scale = 1;
  }
}

void check_float(Dtype dtype) {
  check(dtype == Dtype::Float32 || dtype == Dtype::Float64, "Unsupported dtype ", scalar_type_name(dtype));
}

Tensor fft_c2c(const Tensor& self, const Ints& dims, int64_t normalization, bool forward) {
  check(is_complex(self.dtype()), "_fft_c2c: a complex tensor is expected, not ", scalar_type_name(self.dtype()));
  check_points(self, dims);
  const Tensor out = empty(self.sizes(), self.dtype());
  if (dims.empty()) copy_elements(out, self);
  transform_dims(self, out, dims, forward, scale_for(normalization, points_of(self, dims)));
  return out;
}

Tensor fft_r2c(const Tensor& self, const Ints& dims, int64_t normalization, bool onesided) {
  check_float(self.dtype());
  check_points(self, dims);
  const int64_t last = wrap_dim(dims.back(), self.dim());
  Ints sizes = self.sizes();
  if (onesided) sizes[last] = sizes[last] / 2 + 1;
  const Tensor out = empty(sizes, self.dtype() == Dtype::Float32 ? Dtype::Complex64 : Dtype::Complex128);
  transform_lines({Kind::FromReal, true, scale_for(normalization, points_of(self, dims)), last, self, out});
  transform_dims(out, out, std::span(dims.begin(), dims.size() - 1), true, 1);
  return out;
}

Tensor fft_c2r(const Tensor& self, const Ints& dims, int64_t normalization, int64_t last_size) {
  check(last_size > 0, "Invalid number of data points (", last_size, ") specified");
  check(is_complex(self.dtype()), "_fft_c2r: a complex tensor is expected, not ", scalar_type_name(self.dtype()));
  check_points(self, dims);
  const int64_t last = wrap_dim(dims.back(), self.dim());
  Ints sizes = self.sizes();
  sizes[last] = last_size;
  const Tensor out = empty(sizes, self.dtype() == Dtype::Complex64 ? Dtype::Float32 : Dtype::Float64);
  const double scale = scale_for(normalization, points_of(out, dims));
  Tensor half = self;
  if (dims.size() > 1) {
    half = empty(self.sizes(), self.dtype());
    transform_dims(self, half, std::span(dims.begin(), dims.size() - 1), false, 1);
  }
  transform_lines({Kind::ToReal, false, scale, last, half, out});
  return out;
}

}  // namespace

KERNEL(aten__fft_c2c, fft_c2c)
KERNEL(aten__fft_r2c, fft_r2c)
KERNEL(aten__fft_c2r, fft_c2r)

}  // namespace flambeau
