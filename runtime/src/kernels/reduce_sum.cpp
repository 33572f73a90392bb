// Sums, means, products, counts, and the two quantifiers.
#include <algorithm>
#include <cmath>

#include "kernels/invoke.h"
#include "kernels/reduce.h"
#include "ops/kernel.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

// Floats are summed in double across rows, so the result is the rounded sum but for the rows' own last bits.
template <typename T, bool kSkipNan = false>
struct Sum {
  using In = T;
  using Acc = std::conditional_t<std::is_integral_v<T>, int64_t, double>;
  using Out = std::conditional_t<std::is_integral_v<T>, int64_t, T>;
  double divisor = 1;  // the mean's count
  Acc init() const { return 0; }
  void step(Acc& acc, In x) const {
    if constexpr (kSkipNan && !std::is_integral_v<T>) {
      acc += x == x ? static_cast<Acc>(x) : Acc{0};
    } else if constexpr (std::is_integral_v<T>) {
      acc = static_cast<Acc>(static_cast<uint64_t>(acc) + static_cast<uint64_t>(x));  // wraps around
    } else {
      acc += static_cast<Acc>(x);
    }
  }
  void merge(Acc& acc, const Acc& other) const {
    if constexpr (std::is_integral_v<T>) {
      acc = static_cast<Acc>(static_cast<uint64_t>(acc) + static_cast<uint64_t>(other));
    } else {
      acc += other;
    }
  }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    if constexpr (std::is_same_v<T, float> && !kSkipNan) {
      if (stride == 1) {
        acc += row_functions().sum(x, n);
        return;
      }
    }
    if constexpr (std::is_same_v<T, uint8_t>) {
      // No piece of a row is as long that 32 bits could overflow.
      row_in_columns(*this, acc, x, n, stride, fold_functions().add_u8, uint32_t{0});
    } else if constexpr (kFolds) {
      row_in_columns(*this, acc, x, n, stride, fold(), Acc{0});
    } else {
      row_in_lanes(*this, acc, x, n, stride);
    }
  }
  static constexpr bool kFolds = !std::is_same_v<T, float> && !std::is_same_v<T, uint8_t> && !kSkipNan;
  static Fold<T, Acc> fold() {
    if constexpr (std::is_same_v<T, double>) return fold_functions().add_f64;
    else if constexpr (std::is_same_v<T, int64_t>) return fold_functions().add_i64;
    else return fold_functions().add_i32;
  }
  void rows(Acc* acc, const In* x, int64_t stride, int64_t count, int64_t n) const requires(kFolds) {
    fold()(acc, x, stride, count, n);
  }
  void columns(Acc* acc, const In* x, int64_t n) const requires(std::is_same_v<T, float> && !kSkipNan) {
    row_functions().add_to(acc, x, n);
  }
  Out finish(const Acc& acc) const {
    if constexpr (std::is_integral_v<T>) {
      return acc;
    } else {
      return static_cast<Out>(acc / divisor);
    }
  }
};

template <typename T>
struct Product {
  using In = T;
  using Acc = T;
  using Out = T;
  Acc init() const { return 1; }
  void step(Acc& acc, In x) const {
    if constexpr (std::is_integral_v<T>) {
      acc = static_cast<T>(static_cast<uint64_t>(acc) * static_cast<uint64_t>(x));
    } else {
      acc *= x;
    }
  }
  void merge(Acc& acc, const Acc& other) const { step(acc, other); }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const { row_in_lanes(*this, acc, x, n, stride); }
  Out finish(const Acc& acc) const { return acc; }
};

using Count = Sum<uint8_t>;  // of bytes that are 0 or 1

template <bool kAll>
struct Quantifier {
  using In = uint8_t;
  using Acc = uint8_t;
  using Out = uint8_t;
  Acc init() const { return kAll; }
  void step(Acc& acc, In x) const { acc = static_cast<Acc>(kAll ? acc & x : acc | x); }
  void merge(Acc& acc, const Acc& other) const { step(acc, other); }
  // Of 0 and 1 the smallest one says whether all are 1, the largest one whether any is.
  static Fold<uint8_t, uint8_t> fold() { return kAll ? fold_functions().min_u8 : fold_functions().max_u8; }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    row_in_columns(*this, acc, x, n, stride, fold(), init());
  }
  void rows(Acc* acc, const In* x, int64_t stride, int64_t count, int64_t n) const { fold()(acc, x, stride, count, n); }
  Out finish(const Acc& acc) const { return acc; }
};

template <typename Op>
Tensor run(const Op& op, const Tensor& self, const std::vector<bool>& mask, bool keepdim, Dtype out_dtype) {
  Tensor out = empty(reduced_sizes(self, mask, keepdim), out_dtype);
  reduce_elements(op, self.data<typename Op::In>(), out.data<typename Op::Out>(), ReducePlan(self, mask));
  return out;
}

// How many elements go into each result.
double reduced_count(const Tensor& self, const std::vector<bool>& mask) {
  double count = 1;
  for (std::size_t d = 0; d < mask.size(); ++d) count *= mask[d] ? static_cast<double>(self.sizes()[d]) : 1.0;
  return count;
}

enum class SumKind : uint8_t { Plain, Mean, SkipNan };

Tensor sum_as(SumKind kind, const Tensor& self, const std::vector<bool>& mask, bool keepdim, Dtype dtype) {
  if (is_complex(dtype)) {
    const Tensor pairs = view_as_real_pairs(to_dtype(self, dtype));
    std::vector<bool> wider = mask;
    wider.push_back(false);
    return view_as_complex_pairs(sum_as(kind, pairs, wider, keepdim, pairs.dtype()));
  }
  const double divisor = kind == SumKind::Mean ? reduced_count(self, mask) : 1.0;
  if (dtype == Dtype::Int64 && kind == SumKind::Plain) {
    if (self.dtype() == Dtype::Bool) return run(Count{}, self, mask, keepdim, dtype);
    if (self.dtype() == Dtype::UInt8) return run(Sum<uint8_t>{}, self, mask, keepdim, dtype);
    if (self.dtype() == Dtype::Int32) return run(Sum<int32_t>{}, self, mask, keepdim, dtype);
  }
  const Tensor input = to_dtype(self, dtype);
  const Tensor wide = to_dtype(input, compute_type(dtype));
  const Tensor out = dispatch_compute(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    return kind == SumKind::SkipNan ? run(Sum<T, true>{}, wide, mask, keepdim, wide.dtype())
                                    : run(Sum<T>{divisor}, wide, mask, keepdim, wide.dtype());
  });
  return to_dtype(out, dtype);
}

// Integers are summed as int64 unless a dtype is asked for.
Dtype sum_dtype(const Tensor& self, std::optional<Dtype> dtype) {
  return dtype.value_or(is_integral(self.dtype(), true) ? Dtype::Int64 : self.dtype());
}

Tensor sum(const Tensor& self, std::optional<Dtype> dtype) { return sum_over(self, std::nullopt, false, dtype); }

Tensor mean_dim(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype) {
  const Dtype type = dtype.value_or(self.dtype());
  check(!is_integral(type, true), "mean(): could not infer output dtype. ", dtype ? "Optional" : "Input",
        " dtype must be either a floating point or complex dtype. Got: ", scalar_type_name(type));
  return sum_as(SumKind::Mean, self, reduced_dims(dims, self.dim()), keepdim, type);
}
Tensor mean(const Tensor& self, std::optional<Dtype> dtype) { return mean_dim(self, std::nullopt, false, dtype); }

Tensor nansum(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype) {
  check(!is_complex(self.dtype()), "nansum does not support complex inputs");
  const Dtype type = sum_dtype(self, dtype);
  const auto mask = reduced_dims(dims, self.dim());
  if (!is_floating(self.dtype())) return sum_as(SumKind::Plain, self, mask, keepdim, type);
  if (is_floating(type)) return sum_as(SumKind::SkipNan, self, mask, keepdim, type);
  // A NaN would be some integer or other, which isn't left out.
  const Tensor numbers = invoke("aten::nan_to_num", self, 0.0, HUGE_VAL, -HUGE_VAL).to_tensor();
  return sum_as(SumKind::Plain, numbers, mask, keepdim, type);
}

Tensor prod_over(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype) {
  const Dtype type = sum_dtype(self, dtype);
  const Tensor wide = to_dtype(to_dtype(self, type), compute_type(type));
  const auto mask = reduced_dims(dims, self.dim());
  if (is_complex(type)) return to_dtype(run(Product<Complex128>{}, wide, mask, keepdim, wide.dtype()), type);
  const Tensor out = dispatch_compute(
      type, [&](auto tag) { return run(Product<typename decltype(tag)::type>{}, wide, mask, keepdim, wide.dtype()); });
  return to_dtype(out, type);
}
Tensor prod(const Tensor& self, std::optional<Dtype> dtype) { return prod_over(self, std::nullopt, false, dtype); }
Tensor prod_dim(const Tensor& self, int64_t dim, bool keepdim, std::optional<Dtype> dtype) {
  return prod_over(self, Ints{dim}, keepdim, dtype);
}

Tensor count_nonzero_dims(const Tensor& self, const Ints& dims) {
  return run(Count{}, to_dtype(self, Dtype::Bool), reduced_dims(dims, self.dim()), false, Dtype::Int64);
}
Tensor count_nonzero(const Tensor& self, std::optional<int64_t> dim) {
  return count_nonzero_dims(self, dim ? Ints{*dim} : Ints{});
}

// Counts what isn't NaN, as a tensor of `dtype`, and divides the sum by it.
Tensor nanmean(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype) {
  check(is_floating(self.dtype()) || is_complex(self.dtype()),
        "nanmean(): expected input to have floating point or complex dtype but got ", scalar_type_name(self.dtype()));
  const Tensor total = nansum(self, dims, keepdim, dtype);
  const Tensor present = empty_like(self, Dtype::Bool);
  const Tensor wide = to_dtype(self, compute_type(self.dtype()));
  dispatch_compute(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    map_elements({present, Dtype::Int64}, {{wide, wide.dtype(), wide.dtype()}},
                 [](std::byte* out, const std::byte* const* in, int64_t n) {
                   const auto* x = reinterpret_cast<const T*>(in[0]);
                   auto* y = reinterpret_cast<int64_t*>(out);
                   for (int64_t i = 0; i < n; ++i) y[i] = x[i] == x[i];
                 });
  });
  const Tensor count = run(Count{}, present, reduced_dims(dims, self.dim()), keepdim, Dtype::Int64);
  const Tensor out = empty(total.sizes(), total.dtype());
  map_elements({out, Dtype::Float64}, {{total, total.dtype(), Dtype::Float64}, {count, Dtype::Int64, Dtype::Float64}},
               [](std::byte* result, const std::byte* const* in, int64_t n) {
                 const auto* x = reinterpret_cast<const double*>(in[0]);
                 const auto* y = reinterpret_cast<const double*>(in[1]);
                 for (int64_t i = 0; i < n; ++i) reinterpret_cast<double*>(result)[i] = x[i] / y[i];
               });
  return out;
}

template <bool kAll>
Tensor quantify(const Tensor& self, const std::vector<bool>& mask, bool keepdim) {
  const Tensor out = run(Quantifier<kAll>{}, to_dtype(self, Dtype::Bool), mask, keepdim, Dtype::Bool);
  return self.dtype() == Dtype::UInt8 ? to_dtype(out, Dtype::UInt8) : out;  // uint8 stays, as in PyTorch
}
template <bool kAll>
Tensor quantify_full(const Tensor& self) {
  return quantify<kAll>(self, reduced_dims(std::nullopt, self.dim()), false);
}
template <bool kAll>
Tensor quantify_dim(const Tensor& self, int64_t dim, bool keepdim) {
  return quantify<kAll>(self, reduced_dims(Ints{dim}, self.dim()), keepdim);
}
// Here an empty list of dims names none, unlike elsewhere.
template <bool kAll>
Tensor quantify_dims(const Tensor& self, const OptionalInts& dims, bool keepdim) {
  auto mask = reduced_dims(dims, self.dim());
  if (dims && dims->empty()) mask.assign(mask.size(), false);
  return quantify<kAll>(self, mask, keepdim);
}

}  // namespace

Tensor sum_over(const Tensor& self, const OptionalInts& dims, bool keepdim, std::optional<Dtype> dtype) {
  return sum_as(SumKind::Plain, self, reduced_dims(dims, self.dim()), keepdim, sum_dtype(self, dtype));
}

KERNEL(aten_sum, sum)
KERNEL(aten_sum_dim_IntList, sum_over)
KERNEL(aten_mean, mean)
KERNEL(aten_mean_dim, mean_dim)
KERNEL(aten_nansum, nansum)
KERNEL(aten_nanmean, nanmean)
KERNEL(aten_prod, prod)
KERNEL(aten_prod_dim_int, prod_dim)
KERNEL(aten_count_nonzero, count_nonzero)
KERNEL(aten_count_nonzero_dim_IntList, count_nonzero_dims)
KERNEL(aten_all, quantify_full<true>)
KERNEL(aten_all_dim, quantify_dim<true>)
KERNEL(aten_all_dims, quantify_dims<true>)
KERNEL(aten_any, quantify_full<false>)
KERNEL(aten_any_dim, quantify_dim<false>)
KERNEL(aten_any_dims, quantify_dims<false>)

}  // namespace flambeau
