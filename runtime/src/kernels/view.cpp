// Views: other sizes and strides on the same storage.
#include "kernels/view.h"

#include <algorithm>
#include <numeric>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "ops/kernel.h"

namespace flambeau {

Ints infer_shape(const Ints& shape, int64_t numel) {
  Ints out = shape;
  int64_t known = 1;
  int64_t unknown = -1;
  for (int64_t d = 0; d < shape.ssize(); ++d) {
    if (shape[d] == -1) {
      check(unknown < 0, "only one dimension can be inferred");
      unknown = d;
    } else {
      check(shape[d] >= 0, "invalid shape dimension ", shape[d], " at index ", d, " of shape ", shape);
      known *= shape[d];
    }
  }
  if (unknown >= 0) {
    check(known != 0 || numel != 0, "cannot reshape tensor of 0 elements into shape ", shape,
          " because the unspecified dimension size -1 can be any value and is ambiguous");
    check(known != 0 && numel % known == 0, "shape '", shape, "' is invalid for input of size ", numel);
    out[unknown] = numel / known;
    return out;
  }
  check(known == numel, "shape '", shape, "' is invalid for input of size ", numel);
  return out;
}

std::optional<Ints> view_strides(const Ints& sizes, const Ints& strides, const Ints& shape) {
  if (sizes == shape) return strides;
  const bool empty = std::any_of(sizes.begin(), sizes.end(), [](int64_t s) { return s == 0; });
  if (empty) return contiguous_strides(shape);
  Ints out(shape.size(), 1);
  if (sizes.empty()) return out;
  // Old dims are taken in groups that lie in one piece; new dims must fill each group exactly.
  int64_t to = shape.ssize() - 1;
  int64_t base = strides.back();
  int64_t group = 1;
  int64_t filled = 1;
  for (int64_t d = sizes.ssize() - 1; d >= 0; --d) {
    group *= sizes[d];
    if (d > 0 && (sizes[d - 1] == 1 || strides[d - 1] == group * base)) continue;
    while (to >= 0 && (filled < group || shape[to] == 1)) {
      out[to] = filled * base;
      filled *= shape[to];
      --to;
    }
    if (filled != group) return std::nullopt;
    if (d > 0) base = strides[d - 1];
    group = filled = 1;
  }
  return to == -1 ? std::optional<Ints>(out) : std::nullopt;
}

Tensor view(const Tensor& self, const Ints& shape) {
  const Ints sizes = infer_shape(shape, self.numel());
  const auto strides = view_strides(self.sizes(), self.strides(), sizes);
  check(strides.has_value(),
        "view size is not compatible with input tensor's size and stride (at least one dimension spans across two "
        "contiguous subspaces). Use .reshape(...) instead.");
  return self.view_as(sizes, *strides, self.offset());
}

Tensor reshape(const Tensor& self, const Ints& shape) {
  const Ints sizes = infer_shape(shape, self.numel());
  if (const auto strides = view_strides(self.sizes(), self.strides(), sizes)) {
    return self.view_as(sizes, *strides, self.offset());
  }
  return view(contiguous(self), sizes);
}

Tensor permute(const Tensor& self, const Ints& dims) {
  check(dims.ssize() == self.dim(),
        "permute(sparse_coo): number of dimensions in the tensor input does not match the length of the desired "
        "ordering of dimensions i.e. input.dim() = ",
        self.dim(), " is not equal to len(dims) = ", dims.ssize());
  Ints sizes(dims.size()), strides(dims.size()), seen(dims.size());
  for (int64_t d = 0; d < dims.ssize(); ++d) {
    const int64_t from = wrap_dim(dims[d], self.dim());
    check(!seen[from], "permute(): duplicate dims are not allowed.");
    seen[from] = 1;
    sizes[d] = self.sizes()[from];
    strides[d] = self.strides()[from];
  }
  return self.view_as(sizes, strides, self.offset());
}

Tensor transpose(const Tensor& self, int64_t dim0, int64_t dim1) {
  const int64_t a = wrap_dim(dim0, self.dim()), b = wrap_dim(dim1, self.dim());
  Ints sizes = self.sizes(), strides = self.strides();
  if (a != b) {
    std::swap(sizes[a], sizes[b]);
    std::swap(strides[a], strides[b]);
  }
  return self.view_as(sizes, strides, self.offset());
}

namespace {

// Without the dims of size 1 among those that are marked.
Tensor squeeze_marked(const Tensor& self, const Ints& marked) {
  Ints sizes, strides;
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (marked[d] && self.sizes()[d] == 1) continue;
    sizes.push_back(self.sizes()[d]);
    strides.push_back(self.strides()[d]);
  }
  return self.view_as(sizes, strides, self.offset());
}

}  // namespace

Tensor squeeze_dims(const Tensor& self, const Ints& dims) {
  Ints marked(std::max<std::size_t>(1, self.sizes().size()));
  for (const int64_t dim : dims) {
    const int64_t d = wrap_dim(dim, self.dim());
    check(!marked[d], "dim ", d, " appears multiple times in the list of dims");
    marked[d] = 1;
  }
  return squeeze_marked(self, marked);
}

Tensor squeeze(const Tensor& self) { return squeeze_marked(self, Ints(self.sizes().size(), 1)); }
Tensor squeeze_dim(const Tensor& self, int64_t dim) { return squeeze_dims(self, Ints{dim}); }

Tensor unsqueeze(const Tensor& self, int64_t dim) {
  const int64_t d = wrap_dim(dim, self.dim() + 1);
  Ints sizes = self.sizes(), strides = self.strides();
  const int64_t stride = d < self.dim() ? sizes[d] * strides[d] : 1;
  sizes.insert(static_cast<std::size_t>(d), 1);
  strides.insert(static_cast<std::size_t>(d), stride);
  return self.view_as(sizes, strides, self.offset());
}

Tensor expand(const Tensor& self, const Ints& sizes) {
  const int64_t added = sizes.ssize() - self.dim();
  check(added >= 0, "expand(torch.", scalar_type_name(self.dtype()), "Tensor{", self.sizes(), "}, size=", sizes,
        "): the number of sizes provided (", sizes.ssize(),
        ") must be greater or equal to the number of dimensions in the tensor (", self.dim(), ")");
  Ints shape = sizes, strides(sizes.size());
  for (int64_t d = sizes.ssize() - 1; d >= 0; --d) {
    const int64_t own = d - added;
    if (shape[d] == -1) {
      check(own >= 0, "The expanded size of the tensor (-1) isn't allowed in a leading, non-existing dimension ", d);
      shape[d] = self.sizes()[own];
    }
    const int64_t size = own >= 0 ? self.sizes()[own] : 1;
    const int64_t inner = d + 1 < sizes.ssize() ? shape[d + 1] * strides[d + 1] : 1;
    strides[d] = own >= 0 ? self.strides()[own] : inner;
    if (size == shape[d]) continue;
    check(size == 1, "The expanded size of the tensor (", shape[d], ") must match the existing size (", size,
          ") at non-singleton dimension ", d, ".  Target sizes: ", sizes, ".  Tensor sizes: ", self.sizes());
    strides[d] = 0;
  }
  return self.view_as(shape, strides, self.offset());
}

Tensor select(const Tensor& self, int64_t dim, int64_t index) {
  if (self.dim() == 0) raise("IndexError", "select() cannot be applied to a 0-dim tensor.");
  const int64_t d = wrap_dim(dim, self.dim());
  const int64_t size = self.sizes()[d];
  if (index < -size || index >= size) {
    raise("IndexError", "select(): index ", index, " out of range for tensor of size ", self.sizes().text(),
          " at dimension ", d);
  }
  Ints sizes = self.sizes(), strides = self.strides();
  const int64_t offset = self.offset() + (index < 0 ? index + size : index) * strides[d];
  sizes.erase(static_cast<std::size_t>(d));
  strides.erase(static_cast<std::size_t>(d));
  return self.view_as(std::move(sizes), std::move(strides), offset);
}

Tensor select_by_key(const Tensor& self, int64_t dim, int64_t index, int64_t position, int64_t taken) {
  const int64_t rank = self.dim(), d = dim < 0 ? dim + rank : dim;
  if (rank == 0 && taken == 0 && index == 0) {
    raise("IndexError",
          "invalid index of a 0-dim tensor. Use `tensor.item()` in Python or `tensor.item<T>()` in C++ "
          "to convert a 0-dim tensor to a number");
  }
  if (d < 0 || d >= rank) {
    if (rank > 0 || position > 0) raise("IndexError", "too many indices for tensor of dimension ", rank + taken);
    raise("IndexError", "index ", index, " is out of bounds for dimension 0 with size 0");
  }
  const int64_t size = self.sizes()[d];
  if (index < -size || index >= size) {
    raise("IndexError", "index ", index, " is out of bounds for dimension ", position, " with size ", size);
  }
  return select(self, d, index);
}

Tensor slice(const Tensor& self, int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end, int64_t step) {
  if (self.dim() == 0) raise("IndexError", "slice() cannot be applied to a 0-dim tensor.");
  check(step > 0, "slice step must be positive");
  const int64_t d = wrap_dim(dim, self.dim());
  const int64_t size = self.sizes()[d];
  const auto place = [size](int64_t at, int64_t low) { return std::clamp(at < 0 ? at + size : at, low, size); };
  const int64_t from = place(start.value_or(0), 0);
  const int64_t to = place(end.value_or(size), from);
  Ints sizes = self.sizes(), strides = self.strides();
  sizes[d] = (to - from + step - 1) / step;
  const int64_t offset = self.offset() + from * strides[d];
  strides[d] *= step;
  return self.view_as(std::move(sizes), std::move(strides), offset);
}

Tensor narrow(const Tensor& self, int64_t dim, int64_t start, int64_t length) {
  check(self.dim() > 0, "narrow() cannot be applied to a 0-dim tensor.");
  check(length >= 0, "narrow(): length must be non-negative.");
  const int64_t d = wrap_dim(dim, self.dim());
  const int64_t size = self.sizes()[d];
  if (start < -size || start > size) {
    raise("IndexError", "start out of range (expected to be in range of [", -size, ", ", size, "], but got ", start,
          ")");
  }
  const int64_t from = start < 0 ? start + size : start;
  check(from <= size - length, "start (", from, ") + length (", length, ") exceeds dimension size (", size, ").");
  return slice(self, d, from, from + length, 1);
}

Tensor diagonal(const Tensor& self, int64_t offset, int64_t dim1, int64_t dim2) {
  const int64_t a = wrap_dim(dim1, self.dim()), b = wrap_dim(dim2, self.dim());
  check(a != b, "diagonal dimensions cannot be identical ", dim1, ", ", dim2);
  const int64_t rows = self.sizes()[a], columns = self.sizes()[b];
  const int64_t length =
      std::max<int64_t>(0, offset >= 0 ? std::min(rows, columns - offset) : std::min(rows + offset, columns));
  const int64_t skipped = length == 0 ? 0 : offset >= 0 ? offset * self.strides()[b] : -offset * self.strides()[a];
  Ints sizes, strides;
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (d == a || d == b) continue;
    sizes.push_back(self.sizes()[d]);
    strides.push_back(self.strides()[d]);
  }
  sizes.push_back(length);
  strides.push_back(self.strides()[a] + self.strides()[b]);
  return self.view_as(sizes, strides, self.offset() + skipped);
}

Tensor flatten(const Tensor& self, int64_t start_dim, int64_t end_dim) {
  const int64_t from = wrap_dim(start_dim, self.dim()), to = wrap_dim(end_dim, self.dim());
  check(from <= to, "flatten() has invalid args: start_dim cannot come after end_dim");
  if (self.dim() == 0) return view(self, Ints{1});
  if (from == to) return self;
  Ints shape(self.sizes().begin(), self.sizes().begin() + from);
  int64_t merged = 1;
  for (int64_t d = from; d <= to; ++d) merged *= self.sizes()[d];
  shape.push_back(merged);
  for (int64_t d = to + 1; d < self.dim(); ++d) shape.push_back(self.sizes()[d]);
  return reshape(self, shape);
}

Tensor movedim(const Tensor& self, const Ints& source, const Ints& destination) {
  check(source.size() == destination.size(), "movedim: Invalid source or destination dims: source (", source,
        " dims) should contain the same number of dims as destination (", destination, " dims)");
  Ints order(self.sizes().size(), -1), used(self.sizes().size());
  for (std::size_t i = 0; i < source.size(); ++i) {
    const int64_t from = wrap_dim(source[i], self.dim()), to = wrap_dim(destination[i], self.dim());
    if (self.dim() == 0) continue;
    check(!used[from], "movedim: repeated dim in `source` (", source, ")");
    check(order[to] < 0, "movedim: repeated dim in `destination` (", destination, ")");
    used[from] = 1;
    order[to] = from;
  }
  int64_t next = 0;
  for (int64_t& from : order) {
    if (from >= 0) continue;
    while (used[next]) ++next;
    from = next++;
  }
  return permute(self, order);
}

std::vector<Tensor> split_with_sizes(const Tensor& self, const Ints& sizes, int64_t dim) {
  check(self.dim() > 0, "split expects at least a 1-dimensional tensor");
  const int64_t d = wrap_dim(dim, self.dim());
  const int64_t total = std::accumulate(sizes.begin(), sizes.end(), int64_t{0});
  for (const int64_t size : sizes) {
    check(size >= 0,
          "split_with_sizes expects split_sizes have only non-negative entries, but got split_sizes=", sizes);
  }
  check(total == self.sizes()[d], "split_with_sizes expects split_sizes to sum exactly to ", self.sizes()[d],
        " (input tensor's size at dimension ", d, "), but got split_sizes=", sizes);
  std::vector<Tensor> out;
  int64_t from = 0;
  for (const int64_t size : sizes) {
    out.push_back(slice(self, d, from, from + size, 1));
    from += size;
  }
  return out;
}

std::vector<Tensor> unbind(const Tensor& self, int64_t dim) {
  if (self.dim() == 0) raise("IndexError", "Dimension specified as ", dim, " but tensor has no dimensions");
  const int64_t d = wrap_dim(dim, self.dim());
  std::vector<Tensor> out;
  for (int64_t i = 0; i < self.sizes()[d]; ++i) out.push_back(select(self, d, i));
  return out;
}

Tensor clone(const Tensor& self) {
  Tensor out = self.is_dense() ? empty_strided(self.sizes(), self.strides(), self.dtype())
                               : output_for(self.sizes(), {self}, self.dtype());
  copy_elements(out, self);
  return out;
}

}  // namespace flambeau
