// The largest and smallest elements, and where they are. A NaN is larger and smaller than everything; of equal elements
// the first one counts.
#include <algorithm>
#include <limits>

#include "kernels/reduce.h"
#include "ops/kernel.h"
#include "simd/rows.h"

namespace flambeau {
namespace {

template <typename T>
constexpr T lowest() {
  return std::numeric_limits<T>::has_infinity ? -std::numeric_limits<T>::infinity() : std::numeric_limits<T>::lowest();
}
template <typename T>
constexpr T highest() {
  return std::numeric_limits<T>::has_infinity ? std::numeric_limits<T>::infinity() : std::numeric_limits<T>::max();
}
template <bool kMax, typename T>
constexpr T worst() {
  return kMax ? lowest<T>() : highest<T>();
}

// Whether `x` takes the place of `best`, which came earlier. Once `best` is NaN, nothing does.
template <bool kMax, typename T>
bool is_better(T x, T best) {
  const bool further = kMax ? x > best : x < best;
  if constexpr (std::is_floating_point_v<T>) return further | ((x != x) & (best == best));
  return further;
}

template <bool kMax, typename T>
struct Extreme {
  using In = T;
  using Acc = T;
  using Out = T;
  Acc init() const { return worst<kMax, T>(); }
  void step(Acc& acc, In x) const { acc = is_better<kMax>(x, acc) ? x : acc; }
  void merge(Acc& acc, const Acc& other) const { step(acc, other); }
  void row(Acc& acc, const In* x, int64_t n, int64_t stride) const {
    if constexpr (std::is_same_v<T, float>) {
      if (stride == 1) {
        step(acc, kMax ? row_functions().maximum(x, n) : row_functions().minimum(x, n));
        return;
      }
      row_in_lanes(*this, acc, x, n, stride);
    } else {
      row_in_columns(*this, acc, x, n, stride, fold(), init());
    }
  }
  void columns(Acc* acc, const In* x, int64_t n) const requires(std::is_same_v<T, float>) {
    (kMax ? row_functions().max_to : row_functions().min_to)(acc, x, n);
  }
  void rows(Acc* acc, const In* x, int64_t stride, int64_t count, int64_t n) const requires(!std::is_same_v<T, float>) {
    fold()(acc, x, stride, count, n);
  }
  static Fold<T, T> fold() {
    const FoldFunctions& folds = fold_functions();
    if constexpr (std::is_same_v<T, double>) return kMax ? folds.max_f64 : folds.min_f64;
    else if constexpr (std::is_same_v<T, int64_t>) return kMax ? folds.max_i64 : folds.min_i64;
    else if constexpr (std::is_same_v<T, int32_t>) return kMax ? folds.max_i32 : folds.min_i32;
    else return kMax ? folds.max_u8 : folds.min_u8;
  }
  Out finish(const Acc& acc) const { return acc; }
};

// IndexError where a reduced dim is empty, there being nothing to choose from.
void check_nonempty(const Tensor& self, const std::vector<bool>& mask, const char* name) {
  for (std::size_t d = 0; d < mask.size(); ++d) {
    if (mask[d] && self.sizes()[d] == 0) {
      raise("IndexError", name, ": Expected reduction dim ", d, " to have non-zero size.");
    }
  }
}

template <bool kMax>
Tensor extreme_values(const Tensor& self, const std::vector<bool>& mask, bool keepdim) {
  // These are compared as they are, everything else in the type of computation.
  const Dtype own = self.dtype();
  const bool bytes = own == Dtype::UInt8 || own == Dtype::Bool;
  const Tensor wide = bytes || own == Dtype::Int32 ? self : to_dtype(self, compute_type(own));
  const Tensor out = empty(reduced_sizes(self, mask, keepdim), wide.dtype());
  const auto reduce = [&](auto tag) {
    using T = typename decltype(tag)::type;
    reduce_elements(Extreme<kMax, T>{}, wide.data<T>(), out.data<T>(), ReducePlan(wide, mask));
  };
  if (bytes) {
    reduce(TypeTag<uint8_t>{});
  } else if (own == Dtype::Int32) {
    reduce(TypeTag<int32_t>{});
  } else {
    dispatch_compute(own, reduce);
  }
  return to_dtype(out, own);
}

template <bool kMax>
Tensor amax(const Tensor& self, const Ints& dims, bool keepdim) {
  const auto mask = reduced_dims(dims, self.dim());
  const char* name = kMax ? "amax()" : "amin()";
  if (dims.empty()) {
    check(self.numel() > 0, name,
          ": Expected reduction dim to be specified for input.numel() == 0. Specify the "
          "reduction dim with the 'dim' argument.");
  } else {
    check_nonempty(self, mask, name);
  }
  check_not_complex(self, kMax ? "max_values_cpu" : "min_values_cpu");
  return extreme_values<kMax>(self, mask, keepdim);
}

template <bool kMax>
Tensor max_full(const Tensor& self) {
  check(self.numel() > 0, kMax ? "max()" : "min()",
        ": Expected reduction dim to be specified for input.numel() == 0. "
        "Specify the reduction dim with the 'dim' argument.");
  check_not_complex(self, kMax ? "max_all" : "min_all");
  return extreme_values<kMax>(self, reduced_dims(std::nullopt, self.dim()), false);
}

// Elements k ... k + n, which lie together.
template <bool kMax, typename T>
void best_of_row(const T* x, int64_t n, int64_t k, T& best, int64_t& at) {
  if constexpr (std::is_same_v<T, float>) {
    const float found = kMax ? row_functions().maximum(x, n) : row_functions().minimum(x, n);
    if (!is_better<kMax>(found, best)) return;
    best = found;
    at = k + row_functions().find(x, found, n);
  } else {
    constexpr int64_t kBlock = 1024;  // is looked through again where it has something better
    for (int64_t begin = 0; begin < n; begin += kBlock) {
      const int64_t end = std::min(n, begin + kBlock);
      T found = worst<kMax, T>();
      Extreme<kMax, T>{}.row(found, x + begin, end - begin, 1);
      if (!is_better<kMax>(found, best)) continue;
      best = found;
      const T* const place =
          std::find_if(x + begin, x + end, [&](T e) { return e == found || (e != e && found != found); });
      at = k + (place - x);
    }
  }
}

// Writes value and index of the best element; either output may be null. `plan` is ordered over the reduced dims.
template <bool kMax, typename T>
void find_best(const T* in, T* values, int64_t* indices, const ReducePlan& plan) {
  const int64_t n = plan.reduced.count;
  const int64_t row = plan.row_size();
  const int64_t stride = plan.row_stride();
  if (!plan.columns) {
    parallel_for(0, plan.kept.count, std::max<int64_t>(1, kGrain / std::max<int64_t>(1, n)),
                 [&](int64_t first, int64_t last) {
                   for (int64_t i = first; i < last; ++i) {
                     const T* from = in + plan.kept.offset(i);
                     T best = worst<kMax, T>();
                     int64_t at = 0;
                     for (int64_t k = 0; k < n; k += row) {
                       const T* x = from + plan.reduced.offset(k);
                       if (stride == 1 && (std::is_same_v<T, float> || row >= 256)) {
                         best_of_row<kMax, T>(x, row, k, best, at);
                         continue;
                       }
                       // The first element may equal the worst value: index 0 stands for it already.
                       for (int64_t j = 0; j < row; ++j) {
                         if (is_better<kMax>(x[j * stride], best)) {
                           best = x[j * stride];
                           at = k + j;
                         }
                       }
                     }
                     if (values) values[i] = best;
                     if (indices) indices[i] = at;
                   }
                 });
    return;
  }
  constexpr int64_t kBlock = 512;
  const int64_t columns = plan.column_count();
  const int64_t blocks = (columns + kBlock - 1) / kBlock;
  const int64_t step = plan.column_stride();
  const int64_t grain = std::max<int64_t>(1, kGrain / kBlock / n);
  // Indices of four bytes, so that a comparison's mask selects values and indices alike.
  using Index = std::conditional_t<sizeof(T) == 4, int32_t, int64_t>;
  parallel_for(0, plan.kept.count / columns * blocks, grain, [&](int64_t first, int64_t last) {
    T best[kBlock];
    Index at[kBlock];
    for (int64_t b = first; b < last; ++b) {
      const int64_t start = b % blocks * kBlock;
      const int64_t width = std::min(kBlock, columns - start);
      const int64_t result = b / blocks * columns + start;
      const T* from = in + plan.kept.offset(result);
      std::fill_n(best, width, worst<kMax, T>());
      std::fill_n(at, width, Index{0});
      for (int64_t k = 0; k < n; ++k) {
        const T* x = from + plan.reduced.offset(k);
        const auto index = static_cast<Index>(k);
        if constexpr (std::is_same_v<T, float>) {
          if (step == 1) {
            (kMax ? row_functions().max_at : row_functions().min_at)(best, at, x, index, width);
            continue;
          }
        }
        for (int64_t j = 0; j < width; ++j) {
          const T value = x[j * step];
          const bool better = is_better<kMax>(value, best[j]);
          best[j] = better ? value : best[j];
          at[j] = better ? index : at[j];
        }
      }
      for (int64_t j = 0; j < width; ++j) {
        if (values) values[result + j] = best[j];
        if (indices) indices[result + j] = at[j];
      }
    }
  });
}

struct Found {
  Tensor values, indices;
};

template <bool kMax>
Found find(const Tensor& self, const std::vector<bool>& mask, bool keepdim, bool want_values) {
  // Floats hold what bytes and int16 do, and have the quickest loops.
  const bool narrow = is_integral(self.dtype(), true) && self.itemsize() <= 2;
  const Dtype compute = narrow ? Dtype::Float32 : compute_type(self.dtype());
  const Tensor wide = to_dtype(self, compute);
  const Ints sizes = reduced_sizes(self, mask, keepdim);
  Found found{want_values ? empty(sizes, wide.dtype()) : Tensor(), empty(sizes, Dtype::Int64)};
  dispatch_compute(compute, [&](auto tag) {
    using T = typename decltype(tag)::type;
    find_best<kMax, T>(wide.data<T>(), want_values ? found.values.template data<T>() : nullptr,
                       found.indices.template data<int64_t>(), ReducePlan(wide, mask, true));
  });
  if (want_values) found.values = to_dtype(found.values, self.dtype());
  return found;
}

template <bool kMax>
std::tuple<Tensor, Tensor> max_dim(const Tensor& self, int64_t dim, bool keepdim) {
  const auto mask = reduced_dims(Ints{dim}, self.dim());
  check_nonempty(self, mask, kMax ? "max()" : "min()");
  check_not_complex(self, kMax ? "max" : "min");
  Found found = find<kMax>(self, mask, keepdim, true);
  return {found.values, found.indices};
}

template <bool kMax>
Tensor argmax(const Tensor& self, std::optional<int64_t> dim, bool keepdim) {
  const char* name = kMax ? "argmax()" : "argmin()";
  const auto mask = reduced_dims(dim ? Ints{*dim} : Ints{}, self.dim());
  check(!is_complex(self.dtype()), name, ": does not support complex input");
  check(self.dtype() != Dtype::Bool, name, ": does not support bool input");
  if (!dim && self.numel() == 0) {
    raise("IndexError", name, ": Expected reduction dim to be specified for input.numel() == 0.");
  }
  check_nonempty(self, mask, name);
  return find<kMax>(self, mask, keepdim, false).indices;
}

std::tuple<Tensor, Tensor> aminmax(const Tensor& self, std::optional<int64_t> dim, bool keepdim) {
  const auto mask = reduced_dims(dim ? Ints{*dim} : Ints{}, self.dim());
  if (dim) {
    check_nonempty(self, mask, "aminmax");
  } else {
    check(self.numel() > 0,
          "aminmax(): cannot compute aminmax over an empty dimension as the operation has no identity.");
  }
  check_not_complex(self, "aminmax_cpu");
  return {extreme_values<false>(self, mask, keepdim), extreme_values<true>(self, mask, keepdim)};
}

}  // namespace

Tensor extremes_over(const Tensor& self, const OptionalInts& dims, bool largest) {
  const auto mask = reduced_dims(dims, self.dim());
  return largest ? extreme_values<true>(self, mask, false) : extreme_values<false>(self, mask, false);
}
Tensor places_of_extremes(const Tensor& self, const OptionalInts& dims, bool largest) {
  const auto mask = reduced_dims(dims, self.dim());
  return largest ? find<true>(self, mask, false, false).indices : find<false>(self, mask, false, false).indices;
}

KERNEL(aten_amax, amax<true>)
KERNEL(aten_amin, amax<false>)
KERNEL(aten_max, max_full<true>)
KERNEL(aten_min, max_full<false>)
KERNEL(aten_max_dim, max_dim<true>)
KERNEL(aten_min_dim, max_dim<false>)
KERNEL(aten_argmax, argmax<true>)
KERNEL(aten_argmin, argmax<false>)
KERNEL(aten_aminmax, aminmax)

}  // namespace flambeau
