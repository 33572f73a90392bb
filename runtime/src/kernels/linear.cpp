#include "kernels/linear.h"

#include <algorithm>
#include <mutex>
#include <type_traits>
#include <utility>

#include "base/ints_stream.h"
#include "kernels/gemm.h"
#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/packed_once.h"
#include "kernels/reduce.h"
#include "kernels/spare_time.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

constexpr int64_t kPackedKey = 2;   // of DerivedKey: which kernel's packed weights
constexpr int64_t kPackedRows = 5;  // of a, from which packing a constant b pays

// The largest magnitude of integers.
double largest_of(const Tensor& t) {
  const Tensor wide = contiguous(to_dtype(t, Dtype::Int64));
  const auto* const x = wide.data<int64_t>();
  int64_t low = 0, high = 0;
  for (int64_t i = 0; i < wide.numel(); ++i) {
    low = std::min(low, x[i]);
    high = std::max(high, x[i]);
  }
  return std::max(-static_cast<double>(low), static_cast<double>(high));
}

// What products of a and b are computed in. Integers' wrap around when they are cut off; no sum of small ones is too
// large for a double, whose products are much faster.
Dtype computed_in(const Tensor& a, const Tensor& b) {
  const Dtype dtype = a.dtype();
  if (dtype == Dtype::Float16 || dtype == Dtype::BFloat16) return Dtype::Float32;
  if (!is_integral(dtype, false)) return dtype;
  constexpr int64_t kMany = 16;  // multiplications of each number that are worth a look at it
  const int64_t depth = a.size(-1);
  if (a.numel() * b.size(-1) < kMany * (a.numel() + b.numel())) return Dtype::Int64;
  return largest_of(a) * largest_of(b) * static_cast<double>(depth) < 0x1p53 ? Dtype::Float64 : Dtype::Int64;
}

// The product in the operands' dtype.
Tensor cut_off(const Tensor& product, Dtype dtype) {
  return to_dtype(is_integral(dtype, false) ? to_dtype(product, Dtype::Int64) : product, dtype);
}

// The matrix of the last two dims, `offset` elements into `t`.
template <typename T>
Matrix<const T> matrix(const Tensor& t, int64_t offset = 0) {
  const int64_t d = t.dim() - 2;
  return {t.data<T>() + offset, t.sizes()[d], t.sizes()[d + 1], t.strides()[d], t.strides()[d + 1]};
}

Loops batch_loops(const Tensor& t) {
  Loops loops;
  for (int64_t d = 0; d + 2 < t.dim(); ++d) loops.add(t.sizes()[d], t.strides()[d]);
  return loops;
}

// Constant weights, which are packed once. To pack large ones takes as long as many products with them: the first
// product reads them where they lie, and gives the same to the last bit. Later ones pack them in spare time, or a
// thread that has nothing else to do does.
template <typename T>
class PackedLater : public Counted {
 public:
  static Ref<PackedLater> of(const Tensor& b) {
    const DerivedKey key{kPackedKey,     b.offset(),    static_cast<int64_t>(b.dtype()), b.sizes()[0], b.sizes()[1],
                         b.strides()[0], b.strides()[1]};
    return kept_once<PackedLater>(b, key, [] { return make_ref<PackedLater>(); });
  }
  // Null where they had better be read where they lie.
  Ref<PackedMatrix<T>> get(const Tensor& b) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (packed_) return packed_;
      const bool may_wait = b.numel() >= kMostAtOnce && b.size(0) <= kWholeDepth;
      const bool is_first = may_wait && !std::exchange(has_run_, true);
      if (is_first) add_chore([self = Ref<PackedLater>(this), b] { return self->pack_idly(b); });
      if (may_wait && (is_first || is_busy_ || !SpareTime::is_left())) return {};
      is_busy_ = true;
    }
    const auto start = SpareTime::Clock::now();
    auto made = pack(b);
    SpareTime::spend(SpareTime::Clock::now() - start);
    return made;
  }

 private:
  static constexpr int64_t kMostAtOnce = 1 << 18;  // numbers that are packed at their first use
  static constexpr int64_t kWholeDepth = 4096;     // up to which products by both ways add up in the same order

  // There is no more to do then.
  bool pack_idly(const Tensor& b) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (packed_ || is_busy_) return false;
      is_busy_ = true;
    }
    try {
      pack(b);
    } catch (const Error&) {
      // There is no memory for it.
    }
    return false;
  }
  // Not under the lock: it may take long. Whoever set is_busy_ calls it, or two where neither may wait.
  Ref<PackedMatrix<T>> pack(const Tensor& b) {
    auto made = make_ref<PackedMatrix<T>>(matrix<T>(b));
    set_aside_weights(b);
    const std::lock_guard<std::mutex> lock(mutex_);
    if (!packed_) packed_ = made;
    return packed_;
  }

  std::mutex mutex_;
  Ref<PackedMatrix<T>> packed_;
  bool has_run_ = false, is_busy_ = false;
};

// One matrix of a batch, each so many elements into its tensor, into row-major `out`.
template <typename T>
void multiply_one(const Tensor& a, int64_t a_offset, const Tensor& b, int64_t b_offset, const T* bias,
                  const LinearEnd& end, T* out) {
  const Matrix<const T> left = matrix<T>(a, a_offset);
  const Matrix<const T> right = matrix<T>(b, b_offset);
  if constexpr (std::is_floating_point_v<T>) {
    Epilogue<T> epilogue;
    epilogue.bias = bias;
    if (end.residual.defined()) epilogue.residual = end.residual.data<T>();
    epilogue.residual_stride = right.columns;
    if (end.activation == Activation::Relu || end.activation == Activation::Relu6) epilogue.low = 0;
    if (end.activation == Activation::Relu6) epilogue.high = 6;
    if (end.activation > Activation::Relu6) epilogue.activation = end.activation;
    const bool is_packed = b.dim() == 2 && left.rows >= kPackedRows && b.storage()->readonly();
    if (const auto packed = is_packed ? PackedLater<T>::of(b)->get(b) : nullptr) {
      gemm<T>(left, *packed, out, right.columns, epilogue);
    } else {
      const auto start = SpareTime::Clock::now();
      gemm<T>(left, right, out, right.columns, epilogue);
      if (is_packed) SpareTime::note_run(SpareTime::Clock::now() - start);
    }
  } else {
    gemm_reference<T, uint64_t>(left, right, out, right.columns);
    for (int64_t i = 0; bias && i < left.rows * right.columns; ++i) {
      out[i] = static_cast<T>(static_cast<uint64_t>(out[i]) + static_cast<uint64_t>(bias[i % right.columns]));
    }
  }
}

template <typename F>
void dispatch_product(Dtype dtype, F&& f) {
  dispatch_real(dtype, "addmm_impl_cpu_", [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, int64_t> && !std::is_same_v<T, float> && !std::is_same_v<T, double>) {
      raise("NotImplementedError", "\"addmm_impl_cpu_\" not implemented for '", scalar_type_name(dtype), "'");
    } else {
      f(tag);
    }
  });
}

// What loops over one type of elements rely on.
void check_alike(const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(), "expected m1 and m2 to have the same dtype, but got: ", scalar_type_name(a.dtype()),
        " != ", scalar_type_name(b.dtype()));
}

}  // namespace

// Of complex matrices, by four products of real ones.
template <typename F>
Tensor multiply_parts(const Tensor& a, const Tensor& b, F product) {
  const auto part = [](const char* name, const Tensor& t) { return contiguous(invoke(name, t).to_tensor()); };
  const Tensor left = part("aten::real", a), left_imaginary = part("aten::imag", a);
  const Tensor right = part("aten::real", b), right_imaginary = part("aten::imag", b);
  const Value real = invoke("aten::sub.Tensor", product(left, right), product(left_imaginary, right_imaginary), 1);
  const Value imaginary = invoke("aten::add.Tensor", product(left, right_imaginary), product(left_imaginary, right), 1);
  return invoke("aten::complex", real, imaginary).to_tensor();
}

Tensor multiply(const Tensor& a, const Tensor& b, const Tensor& bias, const LinearEnd& end) {
  check_alike(a, b);
  if (is_complex(a.dtype())) {
    const Tensor out = multiply_parts(a, b, [](const Tensor& x, const Tensor& y) { return multiply(x, y); });
    return bias.defined() ? invoke("aten::add.Tensor", out, bias, 1).to_tensor() : out;
  }
  const Dtype work = computed_in(a, b);
  if (work != a.dtype()) {
    const bool adds_after = bias.defined() && is_integral(a.dtype(), false);  // any numbers, wrapping around
    const Tensor inner = bias.defined() && !adds_after ? to_dtype(bias, work) : Tensor();
    const Tensor out = cut_off(multiply(to_dtype(a, work), to_dtype(b, work), inner), a.dtype());
    return adds_after ? invoke("aten::add.Tensor", out, bias, 1).to_tensor() : out;
  }
  Tensor out = empty({a.size(0), b.size(1)}, a.dtype());
  const Tensor dense = bias.defined() ? contiguous(bias) : bias;
  dispatch_product(a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    multiply_one<T>(a, 0, b, 0, dense.defined() ? dense.data<T>() : nullptr, end, out.data<T>());
  });
  return out;
}

Tensor multiply_batches(const Tensor& a, const Tensor& b) {
  check_alike(a, b);
  if (is_complex(a.dtype())) return multiply_parts(a, b, multiply_batches);
  const Dtype work = computed_in(a, b);
  if (work != a.dtype()) return cut_off(multiply_batches(to_dtype(a, work), to_dtype(b, work)), a.dtype());
  const Loops lefts = batch_loops(a), rights = batch_loops(b);
  const int64_t batches = lefts.count;
  Ints sizes(a.sizes().begin(), a.sizes().end() - 1);
  sizes.push_back(b.size(-1));
  Tensor out = empty(sizes, a.dtype());
  if (out.numel() == 0) return out;
  const int64_t size = a.size(-2) * b.size(-1);
  dispatch_product(a.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto run = [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) {
        multiply_one<T>(a, lefts.offset(i), b, rights.offset(i), nullptr, {}, out.data<T>() + i * size);
      }
    };
    // Few matrices: each is shared out among the threads. Many: each thread takes whole ones.
    if (batches < 2 * thread_count()) return run(0, batches);
    parallel_for(0, batches, 1 + 40'000 / (1 + size * a.size(-1)), run);
  });
  return out;
}

Tensor add_product(const Tensor& self, const Tensor& product, const Scalar& beta, const Scalar& alpha) {
  const Dtype dtype = product.dtype();
  const Tensor other = contiguous(expand_to(self, product.sizes()));
  check(other.dtype() == dtype, "self and the product must have the same dtype, but got: ", dtype_name(other.dtype()),
        " != ", dtype_name(dtype));
  if (is_complex(dtype)) {
    return invoke("aten::add.Tensor", invoke("aten::mul.Scalar", product, box(alpha)), other, box(beta)).to_tensor();
  }
  Tensor out = empty(product.sizes(), dtype);
  const int64_t count = out.numel();
  const bool ignored = beta.to_double() == 0;
  dispatch_real(dtype, "addmm", [&](auto tag) {
    using T = typename decltype(tag)::type;
    using W = std::conditional_t<std::is_integral_v<T>, int64_t, std::conditional_t<sizeof(T) == 2, float, T>>;
    const W scale = alpha.to<W>();
    const W other_scale = beta.to<W>();
    const T* const x = product.data<T>();
    const T* const y = other.data<T>();
    T* const z = out.data<T>();
    for (int64_t i = 0; i < count; ++i) {
      const W value = static_cast<W>(scale * static_cast<W>(x[i]));
      z[i] = static_cast<T>(ignored ? value : static_cast<W>(value + other_scale * static_cast<W>(y[i])));
    }
  });
  return out;
}

bool is_column_bias(const Tensor& bias, const Tensor& weight) {
  return !bias.defined() || (bias.dim() == 1 && bias.dtype() == weight.dtype() &&
                             bias.size(0) == (weight.dim() == 2 ? weight.size(0) : 1));
}

Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias) {
  if (is_column_bias(bias, weight)) return linear_with_end(input, weight, bias, {});
  return add_product(bias, linear_with_end(input, weight, {}, {}), 1, 1);
}

Tensor linear_with_end(const Tensor& input, const Tensor& weight, const Tensor& bias, const LinearEnd& end) {
  check(input.dim() >= 1 && (weight.dim() == 2 || weight.dim() == 1),
        "linear: expected an input of at least 1 dim "
        "and a weight of 1 or 2, got ",
        input.sizes(), " and ", weight.sizes());
  const int64_t depth = input.size(-1);
  const Tensor rows = weight.dim() == 2 ? weight : inserted(weight, 0);
  const int64_t count =
      depth == 0 ? count_elements(Ints(input.sizes().begin(), input.sizes().end() - 1)) : input.numel() / depth;
  check(rows.size(1) == depth, "mat1 and mat2 shapes cannot be multiplied (", count, "x", depth, " and ", rows.size(1),
        "x", rows.size(0), ")");
  check(input.dtype() == weight.dtype(), "mat1 and mat2 must have the same dtype, but got ", dtype_name(input.dtype()),
        " and ", dtype_name(weight.dtype()));
  const Tensor out = multiply(reshaped(input, {count, depth}), transposed(rows), bias, end);
  Ints sizes(input.sizes().begin(), input.sizes().end() - 1);
  if (weight.dim() == 2) sizes.push_back(rows.size(0));
  return reshaped(out, sizes);
}

Tensor permuted(const Tensor& t, const Ints& dims) {
  Ints sizes;
  Ints strides;
  for (const int64_t d : dims) {
    sizes.push_back(t.sizes()[d]);
    strides.push_back(t.strides()[d]);
  }
  return t.view_as(sizes, strides, t.offset());
}

Tensor transposed(const Tensor& t) {
  Ints dims;
  for (int64_t d = 0; d < t.dim(); ++d) dims.push_back(d);
  std::swap(dims[t.dim() - 1], dims[t.dim() - 2]);
  return permuted(t, dims);
}

Tensor inserted(const Tensor& t, int64_t dim) {
  Ints sizes = t.sizes();
  Ints strides = t.strides();
  const int64_t stride = dim < t.dim() ? sizes[dim] * strides[dim] : 1;
  sizes.insert(static_cast<std::size_t>(dim), 1);
  strides.insert(static_cast<std::size_t>(dim), stride);
  return t.view_as(sizes, strides, t.offset());
}

Tensor reshaped(const Tensor& t, const Ints& sizes) {
  if (t.is_contiguous()) return t.view_as(sizes, contiguous_strides(sizes), t.offset());
  // Leading dims that lie evenly in memory merge into one; that is all that products ask for.
  if (sizes.size() == 2 && t.dim() >= 1 && t.sizes().back() == sizes[1]) {
    int64_t stride = 0;
    int64_t extent = 1;
    bool even = true;
    for (int64_t d = t.dim() - 2; d >= 0; --d) {
      if (t.sizes()[d] == 1) continue;
      if (extent == 1) stride = t.strides()[d];
      even = even && t.strides()[d] == stride * extent;
      extent *= t.sizes()[d];
    }
    if (even && extent == sizes[0]) return t.view_as(sizes, {stride, t.strides().back()}, t.offset());
  }
  const Tensor copy = contiguous(t);
  return copy.view_as(sizes, contiguous_strides(sizes), copy.offset());
}

}  // namespace flambeau
