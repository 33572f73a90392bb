// Order: sort, argsort, unique, searchsorted, lexsort, bincount. Sorts are stable; NaN comes last.
#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/merge_sort.h"
#include "kernels/byte_counts.h"
#include "kernels/np.h"
#include "kernels/order.h"
#include "parallel/parallel.h"

namespace flambeau::np {

namespace {

template <typename T>
bool before(T a, T b) {
  if constexpr (is_complex_type<T>) {
    if (before(a.real(), b.real())) return true;
    return !before(b.real(), a.real()) && before(a.imag(), b.imag());
  } else if constexpr (std::is_same_v<T, Half>) {
    return before(static_cast<float>(a), static_cast<float>(b));
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<bool>((a < b) | ((b != b) & (a == a)));  // without jumps
  } else {
    return a < b;
  }
}

// `use(row, length)` for each row along `axis` of a row-major copy with that axis last; the copy is given back.
Tensor last_axis_rows(const Value& a, const Value& axis, int64_t& along) {
  Tensor t = as_array(a);
  if (axis.is_none()) t = reshaped(t, Ints{t.numel()});
  along = axis.is_none() ? 0 : axis_argument(index_argument(axis), t.dim());
  return copy(axes_last(t, Ints{along}));
}

// The way back of axes_last.
Tensor axis_back(const Tensor& t, int64_t along) {
  Ints order;
  for (int64_t d = 0; d + 1 < t.dim(); ++d) order.push_back(d);
  order.insert(static_cast<std::size_t>(along), t.dim() - 1);
  return copy(permuted(t, order));
}

// Puts each row of indices into the order of the elements in the same row of `rows`; indices that aren't `given` yet
// begin as 0, 1, 2, ...
void sort_order(const Tensor& orders, const Tensor& rows, bool given) {
  const int64_t length = rows.dim() ? rows.sizes().back() : 1;
  const auto complex_order = [&](auto zero) {
    using T = decltype(zero);
    for (int64_t i = 0; i < rows.numel(); i += length) {
      const T* row = rows.data<T>() + i;
      int64_t* const places = orders.data<int64_t>() + i;
      if (!given) std::iota(places, places + length, int64_t{0});
      merge_sort(places, static_cast<std::size_t>(length),
                 [row](int64_t x, int64_t y) { return before(row[x], row[y]); });
    }
  };
  if (rows.dtype() == Dtype::Complex64) return complex_order(Complex64{});
  if (rows.dtype() == Dtype::Complex128) return complex_order(Complex128{});
  const auto size = static_cast<int64_t>(rows.itemsize());
  const Tensor scratch = empty(Ints{length}, Dtype::UInt64);
  uint64_t* const keys = scratch.data<uint64_t>();
  for (int64_t i = 0; i < rows.numel(); i += length) {
    int64_t* const places = orders.data<int64_t>() + i;
    keys_of_line(rows.raw() + i * size, rows.dtype(), length, 1, false, keys);
    if (!given) {
      order_of_keys(keys, length, places);
      continue;
    }
    // lexsort sorts by several rows of elements: of this one, the keys as the indices have them so far.
    const std::vector<int64_t> before(places, places + length);
    std::vector<uint64_t> wanted;
    for (const int64_t place : before) wanted.push_back(keys[place]);
    order_of_keys(wanted.data(), length, places);
    for (int64_t k = 0; k < length; ++k) places[k] = before[static_cast<std::size_t>(places[k])];
  }
}

Tensor order_rows(const Tensor& rows) {
  const Tensor out = empty(rows.sizes(), Dtype::Int64);
  sort_order(out, rows, false);
  return out;
}

Value sort(const Value& a, const Value& axis) {
  int64_t along = 0;
  const Tensor rows = last_axis_rows(a, axis, along);
  const Tensor out = empty(rows.sizes(), rows.dtype());
  const Tensor order = order_rows(rows);
  const int64_t length = rows.dim() ? rows.sizes().back() : 1;
  const auto size = static_cast<int64_t>(rows.itemsize());
  for (int64_t i = 0; i < rows.numel(); i += length) {
    take_in_order(rows.raw() + i * size, 1, order.data<int64_t>() + i, length, size, out.raw() + i * size, 1);
  }
  return array(axis_back(out, along));
}
Value argsort(const Value& a, const Value& axis) {
  int64_t along = 0;
  const Tensor rows = last_axis_rows(a, axis, along);
  return array(axis_back(order_rows(rows), along));
}
void sort_inplace(const Value& a, const Value& axis) { assign(as_array(a), sort(a, axis).to_array()); }

// Sorted by the last key first, as numpy.lexsort has it.
Value lexsort(const Value& keys, const Value& axis) {
  std::vector<Tensor> columns;
  int64_t along = 0;
  for (const Value& key : sequence_argument(keys)) columns.push_back(last_axis_rows(key, axis, along));
  if (columns.empty()) raise("TypeError", "need sequence of keys with len > 0 in lexsort");
  const Tensor out = empty(columns[0].sizes(), Dtype::Int64);
  bool given = false;
  for (const Tensor& column : columns) {
    if (!(column.sizes() == out.sizes())) raise("ValueError", "all keys need to be the same shape");
    sort_order(out, column, given);
    given = true;
  }
  return array(axis_back(out, along));
}

Value searchsorted(const Value& a, const Value& v, std::string_view side, const Value& sorter) {
  Tensor sorted = as_array(a);
  const Operand operands[] = {{sorted}, as_operand(v)};
  const Dtype common = result_type(operands);
  sorted = row_major(cast(sorted, common));
  if (sorted.dim() != 1) raise("ValueError", "object too deep for desired array");
  if (!sorter.is_none()) {
    const Tensor order = row_major(cast(as_array(sorter), Dtype::Int64));
    const Tensor ordered = copy(sorted);
    dispatch(common, [&](auto tag) {
      using T = typename decltype(tag)::type;
      for (int64_t i = 0; i < order.numel(); ++i) ordered.data<T>()[i] = sorted.data<T>()[order.data<int64_t>()[i]];
    });
    sorted = ordered;
  }
  const Tensor wanted = row_major(cast(operands[1], common));
  const Tensor out = empty(wanted.sizes(), Dtype::Int64);
  dispatch(common, [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T *first = sorted.data<T>(), *values = wanted.data<T>();
    auto* const places = out.data<int64_t>();
    const bool right = side == "right";
    parallel_for(0, wanted.numel(), kGrain, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i) {
        const T value = values[i];
        const auto lies_before = [&](T element) { return right ? !before(value, element) : before(element, value); };
        // Halves without jumps, which would be hard to foresee.
        int64_t at = 0, count = sorted.numel();
        for (; count > 1; count -= count / 2) at += lies_before(first[at + count / 2 - 1]) * (count / 2);
        places[i] = at + (count == 1 && lies_before(first[at]));
      }
    });
  });
  return result(out);
}

// The unique values of a flat array: (values, first indices, inverse, counts).
Value unique(const Value& a) {
  const Tensor given = as_array(a);
  const Tensor flat = copy(reshaped(given, Ints{given.numel()}));
  const int64_t length = flat.numel();
  const Tensor order = order_rows(flat);
  std::vector<int64_t> starts;
  const Tensor inverse = empty(given.sizes(), Dtype::Int64);
  Tensor values;
  dispatch(flat.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T* data = flat.data<T>();
    const int64_t* places = order.data<int64_t>();
    for (int64_t i = 0; i < length; ++i) {
      // NaNs count as equal.
      if (i == 0 || before(data[places[i - 1]], data[places[i]])) starts.push_back(i);
      inverse.data<int64_t>()[places[i]] = static_cast<int64_t>(starts.size()) - 1;
    }
    values = empty(Ints{static_cast<int64_t>(starts.size())}, flat.dtype());
    for (std::size_t k = 0; k < starts.size(); ++k) values.data<T>()[k] = data[places[starts[k]]];
  });
  const auto count = static_cast<int64_t>(starts.size());
  const Tensor firsts = empty(Ints{count}, Dtype::Int64), counts = empty(Ints{count}, Dtype::Int64);
  for (int64_t k = 0; k < count; ++k) {
    const int64_t stop = k + 1 < count ? starts[static_cast<std::size_t>(k) + 1] : length;
    firsts.data<int64_t>()[k] = order.data<int64_t>()[starts[static_cast<std::size_t>(k)]];
    counts.data<int64_t>()[k] = stop - starts[static_cast<std::size_t>(k)];
  }
  return Value::tuple({array(values), array(firsts), array(inverse), array(counts)});
}

// The unique rows of a two-dimensional array, in lexicographic order: (first indices, inverse, counts).
Value unique_rows(const Value& a) {
  const Tensor rows = row_major(as_array(a));
  const int64_t count = rows.sizes()[0], width = rows.sizes()[1];
  std::vector<int64_t> order(static_cast<std::size_t>(count));
  std::iota(order.begin(), order.end(), int64_t{0});
  const Tensor inverse = empty(Ints{count}, Dtype::Int64);
  std::vector<int64_t> firsts, counts;
  dispatch(rows.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto row = [&](int64_t i) { return rows.data<T>() + i * width; };
    const auto less = [&](int64_t x, int64_t y) {
      return std::lexicographical_compare(row(x), row(x) + width, row(y), row(y) + width, before<T>);
    };
    merge_sort(order.data(), order.size(), less);
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == 0 || less(order[i - 1], order[i])) {
        firsts.push_back(order[i]);
        counts.push_back(0);
      }
      ++counts.back();
      inverse.data<int64_t>()[order[i]] = static_cast<int64_t>(firsts.size()) - 1;
    }
  });
  const auto made = [](const std::vector<int64_t>& values) {
    const Tensor t = empty(Ints{static_cast<int64_t>(values.size())}, Dtype::Int64);
    std::copy(values.begin(), values.end(), t.data<int64_t>());
    return array(t);
  };
  return Value::tuple({made(firsts), array(inverse), made(counts)});
}

Value bincount(const Value& x, const Value& weights, const Value& minlength) {
  const Tensor given = as_array(x);
  if (given.dim() > 1) raise("ValueError", "object too deep for desired array");
  if (given.dim() == 0) raise("ValueError", "object of too small depth for desired array");
  if (!can_cast(given.dtype(), Dtype::Int64, "safe") && given.numel()) {
    raise("TypeError", "Cannot cast array data from dtype('", dtype_name(given.dtype()),
          "') to dtype('int64') according to the rule 'safe'");
  }
  int64_t length = index_argument(minlength);
  if (length < 0) raise("ValueError", "'minlength' must not be negative");
  if (given.dtype() == Dtype::UInt8 && weights.is_none()) {
    const ByteCounts counts = counts_of(row_major(given).data<uint8_t>(), given.numel());
    for (int64_t i = 0; i < 256; ++i) {
      if (counts[static_cast<std::size_t>(i)] > 0) length = std::max(length, i + 1);
    }
    const Tensor out = empty(Ints{length}, Dtype::Int64);
    std::fill_n(out.data<int64_t>(), length, 0);
    std::copy_n(counts.begin(), std::min<int64_t>(length, 256), out.data<int64_t>());
    return array(out);
  }
  const Tensor held = row_major(cast(given, Dtype::Int64));
  const std::span<const int64_t> places(held.data<int64_t>(), static_cast<std::size_t>(held.numel()));
  int64_t least = 0, most = length - 1;
  for (const int64_t place : places) {
    least = std::min(least, place);
    most = std::max(most, place);
  }
  if (least < 0) raise("ValueError", "'list' argument must have no negative elements");
  length = most + 1;
  if (weights.is_none()) {
    const Tensor out = empty(Ints{length}, Dtype::Int64);
    auto* const counts = out.data<int64_t>();
    std::fill_n(counts, length, 0);
    for (const int64_t place : places) ++counts[place];
    return array(out);
  }
  const Tensor weighed = row_major(cast(as_array(weights), Dtype::Float64));
  if (weighed.numel() != held.numel()) raise("ValueError", "The weights and list don't have the same length.");
  const Tensor out = empty(Ints{length}, Dtype::Float64);
  auto* const sums = out.data<double>();
  std::fill_n(sums, length, 0.0);
  const double* weight = weighed.data<double>();
  for (const int64_t place : places) sums[place] += *weight++;
  return array(out);
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_sort, np::sort)
KERNEL(np_argsort, np::argsort)
KERNEL(np_sort_inplace, np::sort_inplace)
KERNEL(np_lexsort, np::lexsort)
KERNEL(np_searchsorted, np::searchsorted)
KERNEL(np_unique, np::unique)
KERNEL(np_unique_rows, np::unique_rows)
KERNEL(np_bincount, np::bincount)
}  // namespace flambeau
