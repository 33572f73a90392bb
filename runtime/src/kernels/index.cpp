// Advanced indexing: self[indices], self[indices] = values, and nonzero, which turns masks into indices.
#include "kernels/index.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <functional>
#include <span>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "kernels/shape.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

constexpr uint64_t kLowBits = 0x0101010101010101;

// Eight bools at once, from their bytes' lowest bits.
uint64_t eight_bools(const uint8_t* from) {
  uint64_t bools;
  std::memcpy(&bools, from, sizeof(bools));
  return bools & kLowBits;
}

int64_t count_true(const uint8_t* truth, int64_t n) {
  int64_t count = 0, i = 0;
  for (; i + 8 <= n; i += 8) count += static_cast<int64_t>(eight_bools(truth + i) * kLowBits >> 56U);
  for (; i < n; ++i) count += truth[i] & 1;
  return count;
}

// Writes the places of those that are true, from `first` on, into `to`, which has room for no more than these.
void list_true(const uint8_t* truth, int64_t n, int64_t first, int64_t* to, const int64_t* end) {
  int64_t i = 0;
  for (; i + 8 <= n; i += 8) {
    if (eight_bools(truth + i) == 0) continue;
    if (end - to < 8) break;
    for (int64_t k = 0; k < 8; ++k) {  // without a jump, which would be hard to foresee
      *to = first + i + k;
      to += truth[i + k] & 1;
    }
  }
  for (; i < n; ++i) {
    if (truth[i] & 1) *to++ = first + i;
  }
}

// Masks become one index tensor for each of their dims.
std::vector<Tensor> expand_masks(const Tensor& self, const std::vector<Tensor>& indices) {
  std::vector<Tensor> out;
  for (const Tensor& index : indices) {
    if (!index.defined()) {
      out.emplace_back();
      continue;
    }
    const bool mask = index.dtype() == Dtype::Bool || index.dtype() == Dtype::UInt8;
    if (!mask) {
      if (index.dtype() != Dtype::Int64 && index.dtype() != Dtype::Int32) {
        raise("IndexError", "tensors used as indices must be long, int, byte or bool tensors");
      }
      out.push_back(to_dtype(index, Dtype::Int64));
      continue;
    }
    for (int64_t d = 0; d < index.dim(); ++d) {
      const auto own = static_cast<int64_t>(out.size()) + d;
      if (own >= self.dim()) raise("IndexError", "too many indices for tensor of dimension ", self.dim());
      if (index.sizes()[d] != self.sizes()[own]) {
        raise("IndexError", "The shape of the mask ", index.sizes().text(), " at index ", d,
              " does not match the shape of the indexed tensor ", self.sizes().text(), " at index ", own);
      }
    }
    const Tensor places = nonzero(index);
    for (int64_t d = 0; d < index.dim(); ++d) out.push_back(select(places, 1, d));
    // A 0-dim mask adds a dim of size 0 or 1; it is handled by the caller's unsqueeze.
  }
  return out;
}

std::string shapes_text(const std::vector<Tensor>& tensors) {
  std::string out;
  for (const Tensor& t : tensors) {
    if (t.defined()) out += (out.empty() ? "" : ", ") + t.sizes().text();
  }
  return out;
}

Ints index_shape(const std::vector<Tensor>& indices) {
  Ints shape;
  for (const Tensor& index : indices) {
    if (!index.defined()) continue;
    try {
      shape = broadcast_shapes(shape, index.sizes());
    } catch (const Error&) {
      raise("IndexError", "shape mismatch: indexing tensors could not be broadcast together with shapes ",
            shapes_text(indices));
    }
  }
  return shape;
}

// Adds index[i] * step to every offset, once its bounds are checked.
void add_offsets(Tensor& offsets, const Tensor& index, int64_t size, int64_t step, int64_t dim) {
  const Tensor places = contiguous(expand_to(index, offsets.sizes()));
  const auto* from = places.data<int64_t>();
  auto* to = offsets.data<int64_t>();
  for (int64_t i = 0; i < offsets.numel(); ++i) {
    const int64_t at = from[i];
    if (at < -size || at >= size) {
      raise("IndexError", "index ", at, " is out of bounds for dimension ", dim, " with size ", size);
    }
    to[i] += (at < 0 ? at + size : at) * step;
  }
}

void check_values(const Tensor& values, const Ints& shape) {
  bool fits = values.dim() <= shape.ssize();
  for (int64_t d = 1; fits && d <= values.dim(); ++d) {
    const int64_t size = values.sizes()[values.dim() - d];
    fits = size == 1 || size == shape[shape.ssize() - d];
  }
  check(fits, "shape mismatch: value tensor of shape ", values.sizes(),
        " cannot be broadcast to indexing result of shape ", shape);
}

}  // namespace

IndexPlan plan_index(const Tensor& source, const std::vector<Tensor>& given, const Tensor& values) {
  Tensor self = source;
  // A 0-dim mask indexes a dim that doesn't exist yet.
  for (std::size_t k = 0; k < given.size(); ++k) {
    const Tensor& index = given[k];
    if (index.defined() && index.dim() == 0 && (index.dtype() == Dtype::Bool || index.dtype() == Dtype::UInt8)) {
      std::vector<Tensor> indices = given;
      indices[k] = view(index, Ints{1});
      return plan_index(unsqueeze(self, static_cast<int64_t>(k)), indices, values);
    }
  }
  if (static_cast<int64_t>(given.size()) > self.dim()) {
    raise("IndexError", "too many indices for tensor of dimension ", self.dim(), " (got ", given.size(), ")");
  }
  std::vector<Tensor> indices = expand_masks(self, given);
  if (static_cast<int64_t>(indices.size()) > self.dim()) {
    raise("IndexError", "too many indices for tensor of dimension ", self.dim(), " (got ", indices.size(), ")");
  }
  indices.resize(static_cast<std::size_t>(self.dim()));
  const Ints shape = index_shape(indices);

  // Indexed dims that aren't adjacent give a result whose indexed part comes first.
  int64_t first = -1, last = -1, count = 0;
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (!indices[static_cast<std::size_t>(d)].defined()) continue;
    first = first < 0 ? d : first;
    last = d;
    ++count;
  }
  const bool adjacent = count == 0 || last - first + 1 == count;
  const int64_t before = count == 0 || !adjacent ? 0 : first;

  IndexPlan plan;
  Ints strides, offset_strides;
  Tensor offsets = filled(shape, Dtype::Int64, 0);
  const auto itemsize = static_cast<int64_t>(self.itemsize());
  const auto push_plain = [&](int64_t d) {
    plan.shape.push_back(self.sizes()[d]);
    strides.push_back(self.strides()[d]);
    offset_strides.push_back(0);
  };
  const auto push_indexed = [&] {
    for (int64_t d = 0; count && d < shape.ssize(); ++d) {
      plan.shape.push_back(shape[d]);
      strides.push_back(0);
      offset_strides.push_back(offsets.strides()[d]);
    }
  };
  for (int64_t d = 0; d < before; ++d) push_plain(d);
  push_indexed();
  for (int64_t d = before; d < self.dim(); ++d) {
    if (!indices[static_cast<std::size_t>(d)].defined()) push_plain(d);
  }
  if (values.defined()) check_values(values, plan.shape);
  int64_t number = 0;  // of the index among those given, by which PyTorch's messages count dims
  for (int64_t d = before; d < self.dim(); ++d) {
    const Tensor& index = indices[static_cast<std::size_t>(d)];
    if (!index.defined()) continue;
    if (self.sizes()[d] == 0 && count_elements(plan.shape) > 0) {
      raise("IndexError", "index is out of bounds for dimension with size 0");
    }
    add_offsets(offsets, index, self.sizes()[d], self.strides()[d] * itemsize, number++);
  }
  plan.self_view = self.view_as(plan.shape, strides, self.offset());
  plan.offsets = offsets.view_as(plan.shape, offset_strides, 0);
  plan.operands.push_back(plan.self_view);
  for (const Tensor& index : indices) {
    if (!index.defined()) continue;
    // The index under the result's shape: its own dims, and 1 elsewhere.
    Ints sizes(plan.shape.size(), 1), steps(plan.shape.size(), 0);
    for (int64_t d = 0; d < index.dim(); ++d) {
      const int64_t at = before + shape.ssize() - index.dim() + d;
      sizes[at] = index.sizes()[d];
      steps[at] = index.strides()[d];
    }
    plan.operands.push_back(index.view_as(sizes, steps, index.offset()));
  }
  return plan;
}

namespace {

// The places of those that are true in the mask, or the indices without negative ones. Undefined where one is outside.
Tensor places_of(const Tensor& index, bool is_mask, int64_t size) {
  if (is_mask) return nonzero(view(index, Ints{index.numel()}));
  const Tensor given = to_dtype(index, Dtype::Int64);
  Tensor out = empty(given.sizes(), Dtype::Int64);
  const auto* const from = given.data<int64_t>();
  auto* const to = out.data<int64_t>();
  std::atomic<bool> inside = true;
  parallel_for(0, out.numel(), kGrain, [&](int64_t first, int64_t last) {
    bool all_inside = true;
    for (int64_t i = first; i < last; ++i) {
      to[i] = from[i] + (from[i] < 0 ? size : 0);
      all_inside &= static_cast<uint64_t>(to[i]) < static_cast<uint64_t>(size);
    }
    if (!all_inside) inside = false;
  });
  return inside ? out : Tensor();
}

// Row-major, by the strides of dims of size 1 too: these count in the result's layout.
bool is_row_major(const Tensor& t) {
  return t.is_contiguous() && std::is_sorted(t.strides().begin(), t.strides().end(), std::greater<>());
}

// By one tensor of indices, or one mask, where whole blocks can be taken. Undefined where that isn't so.
Tensor take_blocks(const Tensor& self, const std::vector<Tensor>& indices) {
  const auto found = std::find_if(indices.begin(), indices.end(), [](const Tensor& t) { return t.defined(); });
  if (found == indices.end() || std::any_of(found + 1, indices.end(), [](const Tensor& t) { return t.defined(); })) {
    return {};
  }
  const Tensor& index = *found;
  const bool is_mask = index.dtype() == Dtype::Bool;
  if (!is_mask && index.dtype() != Dtype::Int64 && index.dtype() != Dtype::Int32) return {};
  const int64_t first = found - indices.begin(), end = first + (is_mask ? index.dim() : 1);
  if (end == first || end > self.dim() || self.numel() == 0 || index.numel() == 0) return {};
  if (!is_row_major(self) || !is_row_major(index)) return {};
  Ints shape;
  int64_t outer = 1, size = 1, inner = 1;
  for (int64_t d = 0; d < first; ++d) {
    outer *= self.sizes()[d];
    shape.push_back(self.sizes()[d]);
  }
  for (int64_t d = first; d < end; ++d) {
    if (is_mask && index.sizes()[d - first] != self.sizes()[d]) return {};
    size *= self.sizes()[d];
  }
  const Tensor places = places_of(index, is_mask, size);
  if (!places.defined()) return {};
  for (int64_t d = 0; d < (is_mask ? 1 : places.dim()); ++d) shape.push_back(places.sizes()[d]);
  for (int64_t d = end; d < self.dim(); ++d) {
    inner *= self.sizes()[d];
    shape.push_back(self.sizes()[d]);
  }
  const std::span<const int64_t> all(places.data<int64_t>(), static_cast<std::size_t>(places.numel()));
  return view(take_places(view(self, Ints{outer, size, inner}), 1, all), shape);
}

}  // namespace

Tensor index(const Tensor& self, const std::vector<Tensor>& indices) {
  if (Tensor taken = take_blocks(self, indices); taken.defined()) return taken;
  const IndexPlan plan = plan_index(self, indices);
  Tensor out = output_for(plan.shape, plan.operands, self.dtype());
  if (out.numel() == 0) return out;
  const FetchRun fetch = find_fetch(self.dtype());
  for_each_run(Walk(plan.shape, {out, plan.self_view, plan.offsets}),
               [&](std::byte* const* data, const int64_t* steps, int64_t n) {
                 fetch(data[0], steps[0], data[1], steps[1], data[2], steps[2], n);
               });
  return out;
}

// Whether PyTorch takes `x[mask] = number` for masked_fill_, which lets the mask be x itself.
static bool is_one_mask(const std::vector<Tensor>& indices) {
  int64_t masks = 0, others = 0;
  for (const Tensor& index : indices) {
    if (index.defined()) ++(index.dtype() == Dtype::Bool || index.dtype() == Dtype::UInt8 ? masks : others);
  }
  return masks == 1 && others == 0;
}

void index_put_into(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate) {
  check_changeable(self, "index_put_");
  check(self.dtype() == values.dtype() || values.dim() == 0,
        "Index put requires the source and destination dtypes match, got ", scalar_type_name(self.dtype()),
        " for the destination and ", scalar_type_name(values.dtype()), " for the source.");
  if (accumulate || values.numel() != 1 || !is_one_mask(indices)) {
    check_no_overlap(self, values);
    for (const Tensor& index : indices) {
      if (index.defined()) check_no_overlap(self, index);
    }
  }
  const IndexPlan plan = plan_index(self, indices, values);
  const Tensor from = expand_to(to_dtype(values, self.dtype()), plan.shape);
  const Walk walk(plan.shape, {from, plan.self_view, plan.offsets});
  const CombineRun combine = find_combine(accumulate ? Combine::Sum : Combine::Set, self.dtype());
  // In order and on one thread, since an index may occur twice.
  for_each_run(walk, 0, walk.numel, [&](std::byte* const* data, const int64_t* steps, int64_t n) {
    combine(data[1], steps[1], data[2], steps[2], data[0], steps[0], n);
  });
}

Tensor nonzero(const Tensor& self) {
  const Tensor bools = contiguous(to_dtype(self, Dtype::Bool));
  const auto* const truth = bools.data<uint8_t>();
  const int64_t n = bools.numel(), count = count_true(truth, n);
  // Column by column in memory, as eager gives it; each row is an index.
  Tensor out = empty_strided(Ints{count, self.dim()}, Ints{1, std::max<int64_t>(count, 1)}, Dtype::Int64);
  if (self.dim() == 0 || count == 0) return out;
  auto* const to = out.data<int64_t>();
  const int64_t last = self.dim() - 1;
  int64_t* const places = to + last * count;
  list_true(truth, n, 0, places, places + count);
  // The places of all dims together become those of each.
  for (int64_t d = 0, inner = n; d < last; ++d) {
    inner /= self.sizes()[d];
    for (int64_t row = 0, at = 0; row < count; ++row) {
      if (places[row] < at * inner) at = 0;  // the dims outside have gone on
      while (places[row] >= (at + 1) * inner) ++at;
      to[d * count + row] = at;
      places[row] -= at * inner;
    }
  }
  return out;
}

namespace {

Tensor index_put_(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate) {
  index_put_into(self, indices, values, accumulate);
  return self;
}
Tensor index_put(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate) {
  return index_put_(clone(self), indices, values, accumulate);
}
Tensor index_put_impl_(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate,
                       bool) {
  return index_put_(self, indices, values, accumulate);
}
std::vector<Tensor> nonzero_columns(const Tensor& self) {
  return unbind(nonzero(self.dim() == 0 ? view(self, Ints{1}) : self), 1);
}
Tensor nonzero_static(const Tensor& self, int64_t size, int64_t fill_value) {
  check(size >= 0, "nonzero_static: 'size' must be an non-negative integer");
  const Tensor found = nonzero(self);
  Tensor out = filled(Ints{size, self.dim()}, Dtype::Int64, fill_value);
  const int64_t count = std::min(size, found.sizes()[0]);
  copy_elements(narrow(out, 0, 0, count), narrow(found, 0, 0, count));
  return out;
}

// The mask and self broadcast to one shape.
Tensor masked_select(const Tensor& self, const Tensor& mask) {
  check(mask.dtype() == Dtype::Bool, "masked_select: expected BoolTensor for mask");
  const Ints shape = broadcast_shapes(self.sizes(), mask.sizes());
  const Tensor from = shape.empty() ? view(self, Ints{1}) : expand_to(self, shape);
  const Tensor where = shape.empty() ? view(mask, Ints{1}) : expand_to(mask, shape);
  return contiguous(index(from, {where}));
}
Tensor masked_scatter_(const Tensor& self, const Tensor& mask, const Tensor& source) {
  check(mask.dtype() == Dtype::Bool, "masked_scatter_ only supports boolean masks, but got mask with dtype ",
        dtype_name(mask.dtype()));
  check(self.dtype() == source.dtype(), "masked_scatter: expected self and source to have same dtypes but got ",
        scalar_type_name(self.dtype()), " and ", scalar_type_name(source.dtype()));
  check_writable(self, "masked_scatter_");
  const Tensor where = expand_to(mask, self.sizes());
  const Tensor places = nonzero(self.dim() == 0 ? view(where, Ints{1}) : where);
  const int64_t count = places.sizes()[0];
  check(source.numel() >= count, "Number of elements of source < number of ones in mask");
  const Tensor target = self.dim() == 0 ? view(self, Ints{1}) : self;
  index_put_into(target, unbind(places, 1), narrow(reshape(source, Ints{-1}), 0, 0, count), false);
  return self;
}
Tensor masked_scatter(const Tensor& self, const Tensor& mask, const Tensor& source) {
  const Ints shape = broadcast_shapes(self.sizes(), mask.sizes());
  Tensor out = empty(shape, self.dtype());
  copy_elements(out, self);
  return masked_scatter_(out, mask, source);
}

}  // namespace

KERNEL(aten_index_Tensor, index)
KERNEL(aten_index_Tensor_hacked_twin, index)
KERNEL(aten__unsafe_index_Tensor, index)
KERNEL(aten_index_put_, index_put_)
KERNEL(aten_index_put, index_put)
KERNEL(aten_index_put__hacked_twin, index_put_)
KERNEL(aten_index_put_hacked_twin, index_put)
KERNEL(aten__unsafe_index_put, index_put)
KERNEL(aten__index_put_impl_, index_put_impl_)
KERNEL(aten_nonzero, nonzero)
KERNEL(aten_argwhere, nonzero)
KERNEL(aten_nonzero_numpy, nonzero_columns)
KERNEL(aten_where, nonzero_columns)
KERNEL(aten_nonzero_static, nonzero_static)
KERNEL(aten_masked_select, masked_select)
KERNEL(aten_masked_scatter, masked_scatter)
KERNEL(aten_masked_scatter_, masked_scatter_)

}  // namespace flambeau
