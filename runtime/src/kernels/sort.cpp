// sort, argsort, topk, msort; and the order statistics that stand on the same lines: median, kthvalue, mode.
//
// A NaN is larger than every number, as in PyTorch. Every sort is stable.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "kernels/factory.h"
#include "kernels/order.h"
#include "kernels/reduce.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

template <typename T>
bool is_less(T a, T b) {
  if constexpr (std::is_floating_point_v<T>) return a < b || (b != b && a == a);
  return a < b;
}
template <typename T>
bool is_greater(T a, T b) {
  return is_less(b, a);
}

template <typename T>
struct Entry {
  T value;
  int64_t index;
};

// Lines of a tensor along `dim`, of which each is read into a buffer of entries.
struct Lines {
  Loops outer;  // the other dims
  int64_t n = 1, stride = 1;
  Lines(const Tensor& self, int64_t dim) {
    for (int64_t d = 0; d < self.dim(); ++d) {
      if (d == dim) {
        n = self.sizes()[d];
        stride = self.strides()[d];
      } else {
        outer.add(self.sizes()[d], self.strides()[d]);
      }
    }
  }
  // f(line number, entries) for every line, in parallel.
  template <typename T, typename F>
  void for_each(const T* in, F f) const {
    parallel_for(0, outer.count, std::max<int64_t>(1, 4096 / std::max<int64_t>(1, n)),
                 [&](int64_t first, int64_t last) {
                   std::vector<Entry<T>> entries(static_cast<std::size_t>(n));
                   for (int64_t line = first; line < last; ++line) {
                     const T* x = in + outer.offset(line);
                     for (int64_t k = 0; k < n; ++k) entries[static_cast<std::size_t>(k)] = {x[k * stride], k};
                     f(line, entries);
                   }
                 });
  }
};

// Where one element is looked for, in the type of computation, to which every dtype converts without loss.
Tensor widened(const Tensor& self, const char* what) {
  check_not_complex(self, what);
  return to_dtype(self, compute_type(self.dtype()));
}

// Where the lines of a result go, whose layout may differ from the input's.
template <typename T>
struct Target {
  T* data;
  Lines lines;
  Target(const Tensor& t, int64_t dim) : data(t.data<T>()), lines(t, dim) {}
  T& at(int64_t line, int64_t k) const { return data[lines.outer.offset(line) + k * lines.stride]; }
};

using TwoTensors = std::tuple<Tensor, Tensor>;

TwoTensors sort_stable(const Tensor& self, std::optional<bool>, int64_t dim, bool descending) {
  const int64_t at = wrap_dim(dim, self.dim());
  check_not_complex(self, "sort");
  const Tensor values = output_for(self.sizes(), {self}, self.dtype());
  const Tensor indices = output_for(self.sizes(), {self}, Dtype::Int64);
  const auto size = static_cast<int64_t>(self.itemsize());
  const Lines from(self, at), to(values, at);
  const Target<int64_t> index(indices, at);
  const int64_t n = from.n;
  parallel_for(
      0, from.outer.count, std::max<int64_t>(1, 4096 / std::max<int64_t>(1, n)), [&](int64_t first, int64_t last) {
        const Tensor scratch = empty(Ints{n}, Dtype::UInt64), places = empty(Ints{n}, Dtype::Int64);
        uint64_t* const keys = scratch.data<uint64_t>();
        int64_t* const order = places.data<int64_t>();
        for (int64_t line = first; line < last; ++line) {
          const std::byte* x = self.raw() + from.outer.offset(line) * size;
          keys_of_line(x, self.dtype(), n, from.stride, descending, keys);
          order_of_keys(keys, n, order);
          take_in_order(x, from.stride, order, n, size, values.raw() + to.outer.offset(line) * size, to.stride);
          int64_t* const to_places = &index.at(line, 0);
          for (int64_t k = 0; k < n; ++k) to_places[k * index.lines.stride] = order[k];
        }
      });
  return {values, indices};
}

TwoTensors sort(const Tensor& self, int64_t dim, bool descending) {
  return sort_stable(self, std::nullopt, dim, descending);
}
Tensor argsort(const Tensor& self, int64_t dim, bool descending) { return std::get<1>(sort(self, dim, descending)); }
Tensor argsort_stable(const Tensor& self, bool, int64_t dim, bool descending) {
  return std::get<1>(sort(self, dim, descending));
}
Tensor msort(const Tensor& self) { return std::get<0>(sort(self, 0, false)); }

TwoTensors topk(const Tensor& self, int64_t k, int64_t dim, bool largest, bool sorted) {
  const int64_t at = wrap_dim(dim, self.dim());
  check(self.dtype() != Dtype::Bool, "topk does not support bool dtypes on CPU");
  check(k >= 0 && k <= (self.dim() > 0 ? self.sizes()[at] : 1), "selected index k out of range");
  if (self.dim() == 0) return {clone(self), filled(Ints{}, Dtype::Int64, 0)};  // whatever k is
  Ints sizes = self.sizes();
  if (self.dim() > 0) sizes[at] = k;
  const Tensor wide = widened(self, "topk_impl_loop");
  const Tensor values = empty(sizes, wide.dtype());
  const Tensor indices = empty(sizes, Dtype::Int64);
  dispatch_compute(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Target<T> value(values, at);
    const Target<int64_t> index(indices, at);
    Lines(wide, at).for_each(wide.data<T>(), [&](int64_t line, std::vector<Entry<T>>& entries) {
      // Which of equal elements are taken is open; with the same selections of the standard library it is as in eager.
      const auto before = [largest](const Entry<T>& a, const Entry<T>& b) {
        return largest ? is_greater(a.value, b.value) : is_less(a.value, b.value);
      };
      const auto middle = entries.begin() + k;
      if (k * 64 <= static_cast<int64_t>(entries.size())) {
        std::partial_sort(entries.begin(), middle, entries.end(), before);
      } else {
        std::nth_element(entries.begin(), middle - 1, entries.end(), before);
        if (sorted) std::sort(entries.begin(), middle - 1, before);
      }
      for (int64_t i = 0; i < k; ++i) {
        value.at(line, i) = entries[static_cast<std::size_t>(i)].value;
        index.at(line, i) = entries[static_cast<std::size_t>(i)].index;
      }
    });
  });
  return {to_dtype(values, self.dtype()), indices};
}

// One chosen entry for each line along `dim`; choose(entries) may reorder them.
template <typename Choose>
TwoTensors choose_entries(const Tensor& self, int64_t dim, bool keepdim, const char* name, const char* what,
                          Choose choose) {
  const auto mask = reduced_dims(Ints{dim}, self.dim());
  const int64_t at = wrap_dim(dim, self.dim());
  if (self.dim() > 0 && self.sizes()[at] == 0) {
    raise("IndexError", name, ": Expected reduction dim ", at, " to have non-zero size.");
  }
  const Tensor wide = widened(self, what);
  const Ints sizes = reduced_sizes(self, mask, keepdim);
  const Tensor values = empty(sizes, wide.dtype());
  const Tensor indices = empty(sizes, Dtype::Int64);
  dispatch_compute(self.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    Lines(wide, at).for_each(wide.data<T>(), [&](int64_t line, std::vector<Entry<T>>& entries) {
      const Entry<T> chosen = choose(entries);
      values.data<T>()[line] = chosen.value;
      indices.data<int64_t>()[line] = chosen.index;
    });
  });
  return {to_dtype(values, self.dtype()), indices};
}

// The entry that is at `k` in a stable order.
template <typename T>
Entry<T> kth_of_stable(std::vector<Entry<T>>& entries, std::size_t k) {
  const auto at = entries.begin() + static_cast<std::ptrdiff_t>(k);
  std::nth_element(entries.begin(), at, entries.end(), [](const Entry<T>& a, const Entry<T>& b) {
    return is_less(a.value, b.value) || (!is_less(b.value, a.value) && a.index < b.index);
  });
  return *at;
}

// Hoare's selection, the pivot being the median of three. Which of equal entries comes out is as in eager, whose steps
// are these.
template <typename T>
Entry<T> kth(std::vector<Entry<T>>& entries, std::size_t k) {
  const auto greater = [&](std::size_t i, std::size_t j) { return is_less(entries[j].value, entries[i].value); };
  const auto exchange = [&](std::size_t i, std::size_t j) { std::swap(entries[i], entries[j]); };
  std::size_t low = 0, high = entries.size() - 1;
  while (high > low + 1) {
    exchange((low + high) / 2, low + 1);
    if (greater(low + 1, high)) exchange(low + 1, high);
    if (greater(low, high)) exchange(low, high);
    if (greater(low + 1, low)) exchange(low + 1, low);
    std::size_t i = low + 1, j = high;
    while (true) {
      do ++i;
      while (greater(low, i));
      do --j;
      while (greater(j, low));
      if (j < i) break;
      exchange(i, j);
    }
    exchange(low, j);
    if (j <= k) low = i;
    if (j >= k) high = j - 1;
  }
  if (high == low + 1 && greater(low, high)) exchange(low, high);
  return entries[k];
}

// The lower of the two middle elements. A NaN anywhere is the result, unless they are to be ignored.
template <bool kIgnoreNan>
auto choose_median = [](auto& entries) {
  const auto is_nan = [](const auto& e) { return e.value != e.value; };
  if (!kIgnoreNan) {
    const auto nan = std::find_if(entries.begin(), entries.end(), is_nan);
    if (nan != entries.end()) return *nan;
  }
  const auto nans = static_cast<std::size_t>(std::count_if(entries.begin(), entries.end(), is_nan));
  const std::size_t count = entries.size() - nans;
  return kth_of_stable(entries, count ? (count - 1) / 2 : 0);
};

void check_not_bool(const Tensor& self, const char* what) {
  if (self.dtype() == Dtype::Bool) {
    raise("NotImplementedError", "\"", what, "\" not implemented for 'Bool'");
  }
}

template <bool kIgnoreNan>
TwoTensors median_dim(const Tensor& self, int64_t dim, bool keepdim) {
  wrap_dim(dim, self.dim());
  check_not_bool(self, "median_cpu");
  return choose_entries(self, dim, keepdim, "median()", "median_cpu", choose_median<kIgnoreNan>);
}

template <bool kIgnoreNan>
Tensor median(const Tensor& self) {
  check_not_bool(self, "median_cpu");
  if (self.numel() == 0) {
    return to_dtype(scalar_tensor(std::nan(""), Dtype::Float32), self.dtype());
  }
  const Tensor row = contiguous(self);
  return std::get<0>(median_dim<kIgnoreNan>(row.view_as(Ints{row.numel()}, Ints{1}, row.offset()), 0, false));
}

TwoTensors kthvalue(const Tensor& self, int64_t k, int64_t dim, bool keepdim) {
  const int64_t at = wrap_dim(dim, self.dim());
  if (self.dim() > 0 && self.sizes()[at] == 0) {
    raise("IndexError", "kthvalue(): Expected reduction dim ", at, " to have non-zero size.");
  }
  check(k >= 1 && k <= (self.dim() > 0 ? self.sizes()[at] : 1),
        "kthvalue(): selected number k out of range for dimension ", at);
  check_not_bool(self, "kthvalue_cpu");
  return choose_entries(self, dim, keepdim, "kthvalue()", "kthvalue_cpu",
                        [k](auto& entries) { return kth(entries, static_cast<std::size_t>(k - 1)); });
}

// The most frequent value, the smallest of several; the index is that of one of its occurrences.
TwoTensors mode(const Tensor& self, int64_t dim, bool keepdim) {
  return choose_entries(self, dim, keepdim, "mode()", "mode_cpu", [](auto& entries) {
    using E = std::remove_cvref_t<decltype(entries[0])>;
    std::sort(entries.begin(), entries.end(), [](const E& a, const E& b) { return is_less(a.value, b.value); });
    std::size_t best = 0;
    std::size_t best_count = 0;
    for (std::size_t i = 0; i < entries.size();) {
      std::size_t end = i + 1;
      while (end < entries.size() && entries[end].value == entries[i].value) ++end;
      if (end - i > best_count) {
        best_count = end - i;
        best = end - 1;
      }
      i = end;
    }
    return entries[best];
  });
}

}  // namespace

KERNEL(aten_sort, sort)
KERNEL(aten_sort_stable, sort_stable)
KERNEL(aten_argsort, argsort)
KERNEL(aten_argsort_stable, argsort_stable)
KERNEL(aten_msort, msort)
KERNEL(aten_topk, topk)
KERNEL(aten_median, median<false>)
KERNEL(aten_median_dim, median_dim<false>)
KERNEL(aten_nanmedian, median<true>)
KERNEL(aten_nanmedian_dim, median_dim<true>)
KERNEL(aten_kthvalue, kthvalue)
KERNEL(aten_mode, mode)

}  // namespace flambeau
