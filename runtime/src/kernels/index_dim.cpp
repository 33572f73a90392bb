// Indexing along one dim: index_select, gather, scatter and their relatives.
#include <algorithm>
#include <atomic>
#include <numeric>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "kernels/index.h"
#include "kernels/integer_math.h"
#include "kernels/pointwise.h"
#include "kernels/shape.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

// The indices of a 1-d tensor, not yet checked; they lie in `held`.
std::span<const int64_t> long_places(const Tensor& index, const char* what, Tensor& held) {
  if (index.dtype() != Dtype::Int64 && index.dtype() != Dtype::Int32) {
    raise("RuntimeError", what, ": Expected dtype int32 or int64 for index, but got ", scalar_type_name(index.dtype()));
  }
  held = contiguous(to_dtype(index, Dtype::Int64));
  return {held.data<int64_t>(), static_cast<std::size_t>(held.numel())};
}

void check_place(int64_t at, int64_t size) {
  if (at < 0 || at >= size) raise("IndexError", "index out of range in self");
}

}  // namespace

Tensor index_select(const Tensor& self, int64_t dim, const Tensor& index) {
  if (index.dim() > 1) raise("IndexError", "index_select(): Index is supposed to be a vector");
  const int64_t d = wrap_dim(dim, self.dim());
  const Tensor from = self.dim() == 0 ? view(self, Ints{1}) : self;
  Tensor held;
  const auto places = long_places(index, "index_select()", held);
  for (const int64_t at : places) check_place(at, from.sizes()[d]);
  const Tensor out = take_places(from, d, places);
  return self.dim() == 0 ? view(out, {}) : out;
}

namespace {

struct Average {
  template <typename T>
  static T apply(T sum, T count) {
    if (count == 0) return sum;
    if constexpr (std::is_integral_v<T>) {
      return divide_floor(sum, count);
    } else {
      return sum / count;
    }
  }
};
constexpr PointwiseOp kAverage = real<Average, 2>("scatter_reduce", Rule::Same);
struct Times {
  template <typename T>
  static T apply(T a, T b) {
    if constexpr (std::is_integral_v<T>) {
      return wrap_mul(a, b);
    } else {
      return a * b;
    }
  }
};
constexpr PointwiseOp kTimes = real<Times, 2>("index_add", Rule::Same);

// self with stride 0 along dim, under the sizes of `index`: where an index of 0 leads.
Tensor under_index(const Tensor& self, int64_t dim, const Tensor& index) {
  Ints strides = self.strides();
  if (self.dim() > 0) strides[dim] = 0;
  return self.view_as(index.sizes(), strides, self.offset());
}

void check_index(const Tensor& self, int64_t dim, const Tensor& index, const char* op) {
  check(index.dtype() == Dtype::Int64 || index.dtype() == Dtype::Int32, op, "(): Expected dtype int32/int64 for index");
  const int64_t rank = std::max<int64_t>(1, self.dim());
  check(std::max<int64_t>(1, index.dim()) == rank, "Index tensor must have the same number of dimensions as ",
        std::string_view(op) == "gather" ? "input" : "self", " tensor");
  for (int64_t d = 0; d < std::min(self.dim(), index.dim()); ++d) {
    check(d == dim || index.sizes()[d] <= self.sizes()[d], "Size does not match at dimension ", d, " expected index ",
          index.sizes(), " to be no larger than self ", self.sizes(), " apart from dimension ", dim);
  }
}

// Bytes from under_index's element to the indexed one; repeated along the dims along which the index is.
Tensor offsets_of(const Tensor& self, int64_t dim, const Tensor& index) {
  const int64_t size = self.dim() == 0 ? 1 : self.sizes()[dim];
  const int64_t step = (self.dim() == 0 ? 0 : self.strides()[dim]) * static_cast<int64_t>(self.itemsize());
  Ints sizes = index.sizes();
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (index.strides()[d] == 0) sizes[d] = 1;
  }
  const Tensor places = contiguous(to_dtype(index.view_as(sizes, index.strides(), index.offset()), Dtype::Int64));
  const Tensor out = empty(sizes, Dtype::Int64);
  const auto* const at = places.data<int64_t>();
  auto* const offsets = out.data<int64_t>();
  std::atomic<bool> inside = true;
  parallel_for(0, out.numel(), kGrain, [&](int64_t first, int64_t last) {
    bool all_inside = true;
    for (int64_t i = first; i < last; ++i) {
      all_inside &= static_cast<uint64_t>(at[i]) < static_cast<uint64_t>(size);
      offsets[i] = at[i] * step;
    }
    if (!all_inside) inside = false;
  });
  for (int64_t i = 0; !inside && i < out.numel(); ++i) {
    check(at[i] >= 0 && at[i] < size, "index ", at[i], " is out of bounds for dimension ", dim, " with size ", size);
  }
  return expand_to(out, index.sizes());
}

// A 0-dim tensor counts as one element along one dim.
Tensor with_a_dim(const Tensor& t) { return t.dim() == 0 ? view(t, Ints{1}) : t; }

Tensor gather(const Tensor& given, int64_t dim, const Tensor& given_index, bool) {
  const int64_t d = wrap_dim(dim, given.dim());
  if (given_index.numel() == 0) return empty(given_index.sizes(), given.dtype());
  check_index(given, d, given_index, "gather");
  const Tensor self = with_a_dim(given), index = with_a_dim(given_index);
  Tensor out = empty(index.sizes(), self.dtype());
  const FetchRun fetch = find_fetch(self.dtype());
  for_each_run(Walk(out.sizes(), {out, under_index(self, d, index), offsets_of(self, d, index)}),
               [&](std::byte* const* data, const int64_t* steps, int64_t n) {
                 fetch(data[0], steps[0], data[1], steps[1], data[2], steps[2], n);
               });
  return view(out, given_index.sizes());
}

// Expects that `given` may be written.
void scatter_checked(const Tensor& given, int64_t dim, const Tensor& given_index, const Tensor& given_src,
                     Combine how) {
  const int64_t d = wrap_dim(dim, given.dim());
  if (given_index.numel() == 0) return;
  check_index(given, d, given_index, "scatter");
  check(given.dtype() == given_src.dtype(), "scatter(): Expected self.dtype to be equal to src.dtype");
  const Tensor self = with_a_dim(given), index = with_a_dim(given_index), src = with_a_dim(given_src);
  check(src.dim() == index.dim(), "Index tensor must have the same number of dimensions as src tensor");
  for (int64_t k = 0; k < index.dim(); ++k) {
    check(index.sizes()[k] <= src.sizes()[k], "Expected index ", index.sizes(), " to be no larger than self ",
          self.sizes(), " apart from dimension ", d, " and to be no larger size than src ", src.sizes());
  }
  const Tensor from = src.view_as(index.sizes(), src.strides(), src.offset());
  const CombineRun combine = find_combine(how, self.dtype());
  const Walk walk(index.sizes(), {from, under_index(self, d, index), offsets_of(self, d, index)});
  for_each_run(walk, 0, walk.numel, [&](std::byte* const* data, const int64_t* steps, int64_t n) {
    combine(data[1], steps[1], data[2], steps[2], data[0], steps[0], n);
  });
}

void scatter_into(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src, Combine how) {
  check_writable(self, "scatter_");
  scatter_checked(self, dim, index, src, how);
}

Tensor scatter_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src) {
  scatter_into(self, dim, index, src, Combine::Set);
  return self;
}
Tensor scatter_value_tensor(const Tensor& self, const Tensor& index, const Scalar& value) {
  return expand(scalar_tensor(value, self.dtype()), index.sizes());
}
Tensor scatter_value_(const Tensor& self, int64_t dim, const Tensor& index, Scalar value) {
  return scatter_(self, dim, index, scatter_value_tensor(self, index, value));
}
Combine combine_named(std::string_view reduce) {
  check(reduce == "add" || reduce == "multiply", "reduce argument must be either add or multiply.");
  return reduce == "add" ? Combine::Sum : Combine::Prod;
}
Tensor scatter_by_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce) {
  scatter_into(self, dim, index, src, combine_named(reduce));
  return self;
}
Tensor scatter_value_by_(const Tensor& self, int64_t dim, const Tensor& index, Scalar value, std::string_view reduce) {
  return scatter_by_(self, dim, index, scatter_value_tensor(self, index, value), reduce);
}
Tensor scatter_add_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src) {
  scatter_into(self, dim, index, src, Combine::Sum);
  return self;
}

// Starts over at the reduction's own start where self's values don't count.
double start_of(std::string_view reduce, Dtype dtype) {
  if (reduce == "sum" || reduce == "mean") return 0;
  if (reduce == "prod") return 1;
  const bool most = reduce == "amax";
  if (is_floating(dtype)) return most ? -INFINITY : INFINITY;
  if (dtype == Dtype::Bool) return most ? 0 : 1;
  const int bits = 8 * static_cast<int>(item_size(dtype));
  if (dtype == Dtype::UInt8) return most ? 0 : 255;
  return most ? -std::ldexp(1.0, bits - 1) : std::nextafter(std::ldexp(1.0, bits - 1), 0.0);
}

Tensor scatter_reduce_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce,
                       bool include_self) {
  const bool known = reduce == "sum" || reduce == "prod" || reduce == "mean" || reduce == "amax" || reduce == "amin";
  check(known, "reduce argument must be either sum, prod, mean, amax or amin, got ", reduce);
  if (!include_self) {
    Tensor start = scalar_tensor(start_of(reduce, self.dtype()), self.dtype());
    if (self.dtype() == Dtype::Int64 && reduce == "amin") *start.data<int64_t>() = INT64_MAX;
    scatter_(self, dim, index, expand(start, index.sizes()));
  }
  const Combine how = reduce == "prod"   ? Combine::Prod
                      : reduce == "amax" ? Combine::Amax
                      : reduce == "amin" ? Combine::Amin
                                         : Combine::Sum;
  scatter_into(self, dim, index, src, how);
  if (reduce != "mean") return self;
  Tensor counts = filled(self.sizes(), self.dtype(), include_self ? 1 : 0);
  scatter_add_(counts, dim, index, expand(scalar_tensor(1, self.dtype()), index.sizes()));
  return run_pointwise(kAverage, self, {self, counts});
}

// What the operators that aren't in-place write to: row-major, whatever self's layout.
Tensor row_major_copy(const Tensor& self) { return reshape_copy(self, self.sizes()); }

Tensor scatter(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src) {
  return scatter_(row_major_copy(self), dim, index, src);
}
Tensor scatter_value(const Tensor& self, int64_t dim, const Tensor& index, Scalar value) {
  return scatter_value_(row_major_copy(self), dim, index, value);
}
Tensor scatter_by(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce) {
  return scatter_by_(row_major_copy(self), dim, index, src, reduce);
}
Tensor scatter_value_by(const Tensor& self, int64_t dim, const Tensor& index, Scalar value, std::string_view reduce) {
  return scatter_value_by_(row_major_copy(self), dim, index, value, reduce);
}
Tensor scatter_add(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src) {
  return scatter_add_(row_major_copy(self), dim, index, src);
}
Tensor scatter_reduce(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& src, std::string_view reduce,
                      bool include_self) {
  return scatter_reduce_(row_major_copy(self), dim, index, src, reduce, include_self);
}

// index_add, index_copy and index_fill, slice by slice of `dim`, through scatter: the index repeated over the others.
Tensor spread_index(const Tensor& self, int64_t dim, const Tensor& index, const char* op) {
  if (index.dim() > 1) raise("IndexError", op, ": Index is supposed to be a vector, but got dim: ", index.dim());
  Tensor held;
  const auto places = long_places(index, op, held);
  Ints shape = with_a_dim(self).sizes();
  shape[dim] = static_cast<int64_t>(places.size());
  Ints sizes(shape.size(), 1);
  sizes[dim] = shape[dim];
  Tensor wide = empty(sizes, Dtype::Int64);
  const int64_t size = with_a_dim(self).sizes()[dim];
  for (std::size_t i = 0; i < places.size(); ++i) {
    const int64_t at = places[i];
    if (at < -size || at >= size) raise("IndexError", "index out of range in self");
    wide.data<int64_t>()[i] = at < 0 ? at + size : at;
  }
  return expand(wide, shape);
}
// The sizes of a slice of `dim`.
Ints slice_sizes(const Tensor& t, int64_t dim) {
  Ints sizes;
  for (int64_t d = 0; d < t.dim(); ++d) {
    if (d != dim) sizes.push_back(t.sizes()[d]);
  }
  return sizes;
}
std::string words(const Ints& sizes) {
  std::string text = sizes.text();
  std::erase_if(text, [](char c) { return c == '[' || c == ']' || c == ','; });
  return text;
}
Tensor index_add_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha) {
  const int64_t d = wrap_dim(dim, self.dim());
  check(self.dtype() == source.dtype(), "index_add_(): self (", scalar_type_name(self.dtype()), ") and source (",
        scalar_type_name(source.dtype()), ") must have the same scalar type");
  check(source.dim() == 0 || d < source.dim(), "index_add_(): Indexing dim ", d,
        " is out of bounds of the source tensor with dim ", source.dim());
  check(index.numel() == (source.dim() == 0 ? 1 : source.size(d)), "index_add_(): Number of indices (", index.numel(),
        ") should be equal to source.size(dim): (", source.dim() == 0 ? 1 : source.size(d), "), for dim: ", d);
  check_writable(self, "index_add_");
  check(self.dim() == source.dim() && slice_sizes(self, d) == slice_sizes(source, d),
        "source tensor shape must match self tensor shape, excluding the specified dimension. Got self.shape = ",
        self.sizes(), " source.shape = ", source.sizes());
  Tensor scaled = source;
  if (alpha.to_double() != 1) scaled = run_pointwise(kTimes, {}, {source, alpha});
  scatter_into(self, d, spread_index(self, d, index, "index_add_()"), scaled, Combine::Sum);
  return self;
}
Tensor index_copy_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& source) {
  const int64_t d = wrap_dim(dim, self.dim());
  check(self.dtype() == source.dtype(),
        "index_copy_(): self and source expected to have the same dtype, but got (self) ",
        scalar_type_name(self.dtype()), " and (source) ", scalar_type_name(source.dtype()));
  if (index.numel() != (source.dim() == 0 ? 1 : source.size(d))) {
    raise("IndexError", "index_copy_(): Number of indices (", index.numel(), ") should be equal to source.size(dim) (",
          source.dim() == 0 ? 1 : source.size(d), ")");
  }
  check_writable(self, "index_copy_");
  const Ints to = slice_sizes(self, d), from = slice_sizes(source, d);
  check(to == from,
        "index_copy_(): Source/destination tensor must have same slice shapes. Destination slice shape: ", words(to),
        " at dimension ", d, " and source slice shape: ", words(from), " at dimension 0.");
  scatter_into(self, d, spread_index(self, d, index, "index_copy_()"), source, Combine::Set);
  return self;
}
Tensor index_fill_tensor_(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& value) {
  check(value.dim() == 0, "index_fill_ only supports a 0-dimensional value tensor, but got tensor with ", value.dim(),
        " dimension(s).");
  const int64_t d = wrap_dim(dim, self.dim());
  if (index.dtype() != Dtype::Int64) raise("IndexError", "index_fill_(): Expected dtype int64 for index.");
  check(index.dim() <= 1, "Index has to be a vector/scalar");
  const Tensor spread = spread_index(self, d, index, "index_fill_()");
  check_changeable(self, "index_fill_");  // one value for all, whether or not elements share memory
  scatter_checked(self, d, spread, expand(to_dtype(value, self.dtype()), spread.sizes()), Combine::Set);
  return self;
}
Tensor index_fill_(const Tensor& self, int64_t dim, const Tensor& index, Scalar value) {
  check_converts(value, self.dtype());
  return index_fill_tensor_(self, dim, index, scalar_tensor(value, self.dtype()));
}
Tensor index_add(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& source, Scalar alpha) {
  return index_add_(row_major_copy(self), dim, index, source, alpha);
}
Tensor index_copy(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& source) {
  return index_copy_(row_major_copy(self), dim, index, source);
}
Tensor index_fill(const Tensor& self, int64_t dim, const Tensor& index, Scalar value) {
  return index_fill_(clone(self), dim, index, value);
}
Tensor index_fill_tensor(const Tensor& self, int64_t dim, const Tensor& index, const Tensor& value) {
  return index_fill_tensor_(clone(self), dim, index, value);
}

Tensor take(const Tensor& self, const Tensor& index) {
  check(index.dtype() == Dtype::Int64, "take(): Expected a long tensor for index, but got ",
        scalar_type_name(index.dtype()));
  if (self.numel() == 0 && index.numel() != 0) raise("IndexError", "take(): tried to take from an empty tensor");
  const Tensor flat = reshape(self, Ints{-1});
  const Tensor places = contiguous(index);
  std::vector<int64_t> at(places.data<int64_t>(), places.data<int64_t>() + places.numel());
  for (int64_t& i : at) {
    if (i < -flat.numel() || i >= flat.numel()) {
      raise("IndexError", "out of range: tried to access index ", i, " on a tensor of ", flat.numel(), " elements.");
    }
    i = i < 0 ? i + flat.numel() : i;
  }
  return view(take_places(flat, 0, at), index.sizes());
}
Tensor put_(const Tensor& self, const Tensor& index, const Tensor& source, bool accumulate) {
  check(index.dtype() == Dtype::Int64, "put_(): Expected a long tensor for index, but got ",
        scalar_type_name(index.dtype()));
  check(self.dtype() == source.dtype(),
        "put_(): self and source expected to have the same dtype, but got self.dtype = ",
        scalar_type_name(self.dtype()), " and source.dtype = ", scalar_type_name(source.dtype()));
  if (index.numel() != source.numel()) {
    raise("IndexError",
          "put_(): Expected source and index to have the same number of elements, but got source.numel() = ",
          source.numel(), ", index.numel() = ", index.numel());
  }
  check_writable(self, "put_");
  const Tensor flat = reshape(self, Ints{-1});
  index_put_into(flat, {reshape(index, Ints{-1})}, reshape(source, Ints{-1}), accumulate);
  if (flat.storage().get() != self.storage().get()) copy_elements(self, view(flat, self.sizes()));
  return self;
}
Tensor put(const Tensor& self, const Tensor& index, const Tensor& source, bool accumulate) {
  return put_(clone(self), index, source, accumulate);
}

// Negative indices counted from the end, as a new tensor.
Tensor from_the_end(const Tensor& indices, int64_t size) {
  const Tensor out = reshape_copy(indices, indices.sizes());
  auto* data = out.data<int64_t>();
  for (int64_t i = 0; i < out.numel(); ++i) data[i] += data[i] < 0 ? size : 0;
  return out;
}

Tensor take_along_dim(const Tensor& self, const Tensor& indices, std::optional<int64_t> dim) {
  check(!dim || self.dim() == indices.dim(),
        "torch.take_along_dim(): input and indices should have the same number of dimensions, but got ", self.dim(),
        " dimensions for input, and ", indices.dim(), " dimensions for indices");
  check(indices.dtype() == Dtype::Int64, "torch.take_along_dim(): dtype of indices should be Long but got ",
        scalar_type_name(indices.dtype()));
  if (!dim) return gather(reshape(self, Ints{-1}), 0, reshape(indices, Ints{-1}), false);
  const int64_t d = wrap_dim(*dim, self.dim());
  if (self.dim() == 0) raise("IndexError", "Dimension specified as 0 but tensor has no dimensions");
  Ints own = self.sizes(), other = indices.sizes();
  own[d] = other[d] = 1;
  Ints shape = broadcast_shapes(own, other), index_shape = shape;
  shape[d] = self.sizes()[d];
  index_shape[d] = indices.sizes()[d];
  return gather(expand(self, shape), d, from_the_end(expand(indices, index_shape), self.sizes()[d]), false);
}

Tensor embedding(const Tensor& weight, const Tensor& indices, int64_t, bool, bool) {
  check(weight.dim() == 2, "'weight' must be 2-D");
  check(indices.dtype() == Dtype::Int64 || indices.dtype() == Dtype::Int32,
        "Expected tensor for argument #1 'indices' to have one of the following scalar types: Long, Int; but got ",
        scalar_type_name(indices.dtype()), " instead (while checking arguments for embedding)");
  const Tensor rows = index_select(weight, 0, reshape(indices, Ints{-1}));
  Ints shape = indices.sizes();
  shape.push_back(weight.sizes()[1]);
  return view(rows, shape);
}

Tensor one_hot(const Tensor& self, int64_t classes) {
  check(self.dtype() == Dtype::Int64, "one_hot is only applicable to index tensor of type LongTensor.");
  const Tensor labels = contiguous(self);
  const auto* data = labels.data<int64_t>();
  check(labels.numel() > 0 || classes > 0, "Can not infer total number of classes from empty tensor.");
  int64_t most = -1;
  for (int64_t i = 0; i < labels.numel(); ++i) {
    check(data[i] >= 0, "Class values must be non-negative.");
    most = std::max(most, data[i]);
  }
  check(classes == -1 || classes > most, "Class values must be smaller than num_classes.");
  const int64_t width = classes == -1 ? most + 1 : classes;
  Ints shape = self.sizes();
  shape.push_back(width);
  Tensor out = filled(shape, Dtype::Int64, 0);
  for (int64_t i = 0; i < labels.numel(); ++i) out.data<int64_t>()[i * width + data[i]] = 1;
  return out;
}

}  // namespace

KERNEL(aten_index_select, index_select)
KERNEL(aten_gather, gather)
KERNEL(aten_scatter_src, scatter)
KERNEL(aten_scatter_value, scatter_value)
KERNEL(aten_scatter_reduce, scatter_by)
KERNEL(aten_scatter_value_reduce, scatter_value_by)
KERNEL(aten_scatter__src, scatter_)
KERNEL(aten_scatter__value, scatter_value_)
KERNEL(aten_scatter__reduce, scatter_by_)
KERNEL(aten_scatter__value_reduce, scatter_value_by_)
KERNEL(aten_scatter_add, scatter_add)
KERNEL(aten_scatter_add_, scatter_add_)
KERNEL(aten_scatter_reduce_two, scatter_reduce)
KERNEL(aten_scatter_reduce__two, scatter_reduce_)
KERNEL(aten_index_add, index_add)
KERNEL(aten_index_add_, index_add_)
KERNEL(aten_index_copy, index_copy)
KERNEL(aten_index_copy_, index_copy_)
KERNEL(aten_index_fill_int_Scalar, index_fill)
KERNEL(aten_index_fill_int_Tensor, index_fill_tensor)
KERNEL(aten_index_fill__int_Scalar, index_fill_)
KERNEL(aten_index_fill__int_Tensor, index_fill_tensor_)
KERNEL(aten_take, take)
KERNEL(aten_put, put)
KERNEL(aten_put_, put_)
KERNEL(aten_take_along_dim, take_along_dim)
KERNEL(aten_embedding, embedding)
KERNEL(aten_one_hot, one_hot)

}  // namespace flambeau
