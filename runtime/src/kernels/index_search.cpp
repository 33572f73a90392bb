// Searching and counting: searchsorted, unique, isin, bincount.
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <tuple>

#include "base/ints_stream.h"
#include "base/merge_sort.h"
#include "kernels/factory.h"
#include "kernels/index.h"
#include "kernels/order.h"
#include "kernels/reduce.h"
#include "kernels/shape.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// Calls f(T{}) with the type that elements of `dtype` are compared in: int64, float or double.
template <typename F>
void with_ordered_type(Dtype dtype, const char* op, F&& f) {
  check(!is_complex(dtype), "\"", op, "\" not implemented for '", scalar_type_name(dtype), "'");
  switch (compute_type(dtype)) {
    case Dtype::Int64: return f(int64_t{});
    case Dtype::Float32: return f(float{});
    default: return f(double{});
  }
}

// A strict order in which NaN comes last.
template <typename T>
bool before(T a, T b) {
  return a < b || (b != b && a == a);
}

template <typename T>
int64_t search(const T* row, const int64_t* sorter, int64_t count, T value, bool right) {
  int64_t low = 0, high = count;
  while (low < high) {
    const int64_t middle = low + (high - low) / 2;
    const T at = row[sorter ? sorter[middle] : middle];
    const bool is_before = !(right ? at > value : at >= value);
    const int64_t mask = -static_cast<int64_t>(is_before);  // instead of a jump, which would be hard to foresee
    low += (middle + 1 - low) & mask;
    high = middle + ((high - middle) & mask);
  }
  return low;
}

Tensor search_in(const Tensor& sequence, const Tensor& values, Dtype common, bool int32, bool right,
                 const Tensor& sorter) {
  check(sequence.dim() > 0,
        "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1");
  const Dtype compute = compute_type(common);
  const Tensor rows = contiguous(to_dtype(to_dtype(sequence, common), compute));
  const Tensor wanted = contiguous(to_dtype(to_dtype(values, common), compute));
  const Tensor order = sorter.defined() ? contiguous(sorter) : sorter;
  Tensor out = empty(values.sizes(), Dtype::Int64);
  const int64_t count = sequence.size(-1);
  const int64_t per_row = sequence.dim() == 1 ? wanted.numel() : values.size(-1);
  with_ordered_type(compute, "searchsorted", [&](auto zero) {
    using T = decltype(zero);
    parallel_for(0, wanted.numel(), kGrain / 8, [&](int64_t first, int64_t last) {
      for (int64_t i = first; i < last; ++i) {
        const int64_t row = sequence.dim() == 1 ? 0 : i / per_row * count;
        out.data<int64_t>()[i] = search(rows.data<T>() + row, order.defined() ? order.data<int64_t>() + row : nullptr,
                                        count, wanted.data<T>()[i], right);
      }
    });
  });
  return int32 ? to_dtype(out, Dtype::Int32) : out;
}

bool is_right(bool right, std::optional<std::string_view> side) {
  if (!side) return right;
  check(*side == "left" || *side == "right", "torch.searchsorted(): side can only be 'left' or 'right' but got ",
        *side);
  check(*side == "right" || !right,
        "torch.searchsorted(): side and right can't be set to opposites, got side of left while right was True");
  return *side == "right";
}

Tensor searchsorted(const Tensor& sequence, const Tensor& values, bool int32, bool right,
                    std::optional<std::string_view> side, const Tensor& sorter) {
  const bool from_right = is_right(right, side);
  check(!sorter.defined() || sorter.sizes() == sequence.sizes(),
        "torch.searchsorted(): boundary and sorter must have the same size");
  if (sequence.dim() != 1) {
    const bool matches = sequence.dim() == values.dim() &&
                         std::equal(sequence.sizes().begin(), sequence.sizes().end() - 1, values.sizes().begin());
    check(matches,
          "torch.searchsorted(): boundaries tensor should be 1 dimension or the first N-1 dimensions of "
          "boundaries tensor and input value tensor must match, but we got boundaries tensor ",
          sequence.sizes(), " and input value tensor ", values.sizes());
  }
  return search_in(sequence, values, result_type(sequence, values), int32, from_right, sorter);
}
Tensor searchsorted_scalar(const Tensor& sequence, Scalar value, bool int32, bool right,
                           std::optional<std::string_view> side, const Tensor& sorter) {
  const Dtype common = result_type(sequence, value);
  check(sequence.dim() == 1,
        "torch.searchsorted(): input value can be a scalar only when boundaries tensor dimension is 1");
  return search_in(sequence, scalar_tensor(value, common), common, int32, is_right(right, side), sorter);
}
Tensor bucketize(const Tensor& self, const Tensor& boundaries, bool int32, bool right) {
  check(boundaries.dim() == 1, "boundaries tensor must be 1 dimension, but got dim(", boundaries.dim(), ")");
  return search_in(boundaries, self, result_type(boundaries, self), int32, right, {});
}
Tensor bucketize_scalar(Scalar self, const Tensor& boundaries, bool int32, bool right) {
  check(boundaries.dim() == 1, "boundaries tensor must be 1 dimension, but got dim(", boundaries.dim(), ")");
  const Dtype common = result_type(boundaries, self);
  return search_in(boundaries, scalar_tensor(self, common), common, int32, right, {});
}

// Rows of `width` elements, in an order in which equal ones are neighbours; what becomes of them.
struct Groups {
  std::vector<int64_t> representatives;  // a row of each group, in order
  std::vector<int64_t> counts;
  std::vector<int64_t> inverse;  // the group of each row
};

template <typename T>
Groups group_rows(const T* data, int64_t rows, int64_t width, bool sorted) {
  const auto row_less = [&](int64_t a, int64_t b) {
    return std::lexicographical_compare(data + a * width, data + (a + 1) * width, data + b * width,
                                        data + (b + 1) * width, before<T>);
  };
  const auto same = [&](int64_t a, int64_t b) {
    return std::equal(data + a * width, data + (a + 1) * width, data + b * width);
  };
  std::vector<int64_t> order(static_cast<std::size_t>(rows));
  if (sorted && width == 1) {
    std::vector<uint64_t> keys(order.size());
    keys_of_line(reinterpret_cast<const std::byte*>(data), dtype_of<T>, rows, 1, false, keys.data());
    order_of_keys(keys.data(), rows, order.data());
  } else {
    std::iota(order.begin(), order.end(), 0);
    if (sorted) merge_sort(order.data(), order.size(), row_less);
  }
  Groups groups;
  groups.inverse.resize(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    if (i == 0 || !same(order[i - 1], order[i])) {
      groups.representatives.push_back(order[i]);
      groups.counts.push_back(0);
    }
    ++groups.counts.back();
    groups.inverse[static_cast<std::size_t>(order[i])] = static_cast<int64_t>(groups.counts.size()) - 1;
  }
  return groups;
}

Tensor long_tensor(const std::vector<int64_t>& values) {
  Tensor out = empty(Ints{static_cast<int64_t>(values.size())}, Dtype::Int64);
  std::copy(values.begin(), values.end(), out.data<int64_t>());
  return out;
}

using Unique = std::tuple<Tensor, Tensor, Tensor>;

Unique unique_rows(const Tensor& self, int64_t dim, const Ints& inverse_shape, bool sorted, bool inverse, bool counts) {
  const Tensor rows_first = movedim(self, Ints{dim}, Ints{0});
  const Tensor front = contiguous(to_dtype(rows_first, compute_type(self.dtype())));
  const int64_t rows = front.sizes()[0];
  check(rows == 0 || self.numel() > 0,
        "There are 0 sized dimensions, and they aren't selected, so unique cannot be applied");
  Groups groups;
  with_ordered_type(self.dtype(), "unique", [&](auto zero) {
    using T = decltype(zero);
    groups = group_rows(front.data<T>(), rows, rows ? front.numel() / rows : 0, sorted);
  });
  const Tensor none = empty(Ints{0}, Dtype::Int64);
  return {movedim(take_places(rows_first, 0, groups.representatives), Ints{0}, Ints{dim}),
          inverse ? view(long_tensor(groups.inverse), inverse_shape) : none,
          counts ? long_tensor(groups.counts) : none};
}
Unique unique2(const Tensor& self, bool, bool inverse, bool counts) {
  return unique_rows(reshape(self, Ints{-1}), 0, self.sizes(), true, inverse, counts);
}
std::tuple<Tensor, Tensor> unique1(const Tensor& self, bool sorted, bool inverse) {
  auto [values, places, counts] = unique2(self, sorted, inverse, false);
  return {values, places};
}
// Along a dim eager gives the inverse and the counts whether they are asked for or not.
Unique unique_along(const Tensor& self, int64_t dim, bool sorted) {
  const int64_t d = wrap_dim(dim, self.dim());
  if (self.dim() == 0) raise("IndexError", "Dimension specified as ", dim, " but tensor has no dimensions");
  return unique_rows(self, d, Ints{self.sizes()[d]}, sorted, true, true);
}
Unique unique_dim(const Tensor& self, int64_t dim, bool, bool, bool) { return unique_along(self, dim, true); }
Unique unique_dim_consecutive(const Tensor& self, int64_t dim, bool, bool) { return unique_along(self, dim, false); }
Unique unique_consecutive(const Tensor& self, bool inverse, bool counts, std::optional<int64_t> dim) {
  if (dim && (*dim != 0 || self.dim() != 1)) return unique_dim_consecutive(self, *dim, inverse, counts);
  return unique_rows(reshape(self, Ints{-1}), 0, self.sizes(), false, inverse, counts);
}

Tensor isin_of(const Tensor& elements, const Tensor& tests, Dtype common, bool invert) {
  for (const Tensor& given : {elements, tests}) {
    check(given.dtype() != Dtype::Bool, "Unsupported input type encountered for isin(): Bool");
  }
  const Dtype compute = compute_type(common);
  const Tensor from = contiguous(to_dtype(to_dtype(elements, common), compute));
  const Tensor tested = contiguous(to_dtype(to_dtype(tests, common), compute));
  Tensor out = empty(elements.sizes(), Dtype::Bool);
  with_ordered_type(compute, "isin", [&](auto zero) {
    using T = decltype(zero);
    std::vector<T> sorted(tested.data<T>(), tested.data<T>() + tested.numel());
    std::sort(sorted.begin(), sorted.end(), before<T>);
    for (int64_t i = 0; i < from.numel(); ++i) {
      const T value = from.data<T>()[i];
      const auto at = std::lower_bound(sorted.begin(), sorted.end(), value, before<T>);
      out.data<bool>()[i] = (at != sorted.end() && *at == value) != invert;
    }
  });
  return out;
}
Tensor isin(const Tensor& elements, const Tensor& tests, bool, bool invert) {
  return isin_of(elements, tests, result_type(elements, tests), invert);
}
Tensor isin_tensor_scalar(const Tensor& elements, Scalar test, bool, bool invert) {
  const Dtype common = result_type(elements, test);
  return isin_of(elements, scalar_tensor(test, common), common, invert);
}
Tensor isin_scalar_tensor(Scalar element, const Tensor& tests, bool, bool invert) {
  const Dtype common = result_type(tests, element);
  return isin_of(scalar_tensor(element, common), tests, common, invert);
}

Tensor bincount(const Tensor& self, const Tensor& weights, int64_t minlength) {
  check(minlength >= 0, "minlength should be >= 0");
  if (self.dim() == 1 && self.numel() == 0) return filled(Ints{minlength}, Dtype::Int64, 0);
  if (!is_integral(self.dtype(), false)) {
    raise("NotImplementedError", "\"bincount_cpu\" not implemented for '", scalar_type_name(self.dtype()), "'");
  }
  const Tensor numbers = contiguous(to_dtype(self, Dtype::Int64));
  const auto* data = numbers.data<int64_t>();
  const bool fits = self.dim() == 1 && *extremes_over(numbers, std::nullopt, false).data<int64_t>() >= 0;
  check(fits, "bincount only supports 1-d non-negative integral inputs.");
  check(!weights.defined() || (weights.dim() == 1 && weights.numel() == self.numel()),
        "weights should be 1-d and have the same length as input");
  const int64_t most = *extremes_over(numbers, std::nullopt, true).data<int64_t>();
  const int64_t limit = std::numeric_limits<int64_t>::max();
  check(most < limit, "maximum value of input overflowed, it should be < ", limit, " but got ", most);
  const int64_t bins = std::max(minlength, most + 1);
  if (!weights.defined()) {
    Tensor out = filled(Ints{bins}, Dtype::Int64, 0);
    auto* const counts = out.data<int64_t>();
    for (int64_t i = 0; i < numbers.numel(); ++i) ++counts[data[i]];
    return out;
  }
  const Dtype dtype = weights.dtype() == Dtype::Float32 ? Dtype::Float32 : Dtype::Float64;
  const Tensor heavy = contiguous(to_dtype(weights, dtype));
  Tensor out = filled(Ints{bins}, dtype, 0);
  const auto add = [&](auto* to, const auto* from) {
    for (int64_t i = 0; i < numbers.numel(); ++i) to[data[i]] += from[i];
  };
  if (dtype == Dtype::Float32) {
    add(out.data<float>(), heavy.data<float>());
  } else {
    add(out.data<double>(), heavy.data<double>());
  }
  return out;
}

}  // namespace

KERNEL(aten_searchsorted_Tensor, searchsorted)
KERNEL(aten_searchsorted_Scalar, searchsorted_scalar)
KERNEL(aten_bucketize_Tensor, bucketize)
KERNEL(aten_bucketize_Scalar, bucketize_scalar)
KERNEL(aten__unique2, unique2)
KERNEL(aten__unique, unique1)
KERNEL(aten_unique_dim, unique_dim)
KERNEL(aten_unique_consecutive, unique_consecutive)
KERNEL(aten_unique_dim_consecutive, unique_dim_consecutive)
KERNEL(aten_isin_Tensor_Tensor, isin)
KERNEL(aten_isin_Tensor_Scalar, isin_tensor_scalar)
KERNEL(aten_isin_Scalar_Tensor, isin_scalar_tensor)
KERNEL(aten_bincount, bincount)

}  // namespace flambeau
