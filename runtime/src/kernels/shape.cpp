// Joining, repeating, turning: operators that copy elements to other places.
#include "kernels/shape.h"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "base/ints_stream.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

// PyTorch lets empty 1-d tensors be joined with anything, for the sake of old code.
bool is_skipped(const Tensor& t) { return t.dim() == 1 && t.sizes()[0] == 0; }

Ints joined_shape(const std::vector<Tensor>& tensors, int64_t dim) {
  const auto first = std::find_if_not(tensors.begin(), tensors.end(), is_skipped);
  if (first == tensors.end()) return Ints{0};
  Ints shape = first->sizes();
  shape[dim] = 0;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    const Ints& sizes = tensors[i].sizes();
    if (is_skipped(tensors[i])) continue;
    check(sizes.size() == shape.size(), "Tensors must have same number of dimensions: got ", shape.size(), " and ",
          sizes.size());
    for (int64_t d = 0; d < shape.ssize(); ++d) {
      check(d == dim || sizes[d] == shape[d], "Sizes of tensors must match except in dimension ", dim,
            ". Expected size ", shape[d], " but got size ", sizes[d], " for tensor number ", i, " in the list.");
    }
    shape[dim] += sizes[dim];
  }
  return shape;
}

}  // namespace

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim) {
  if (tensors.empty()) raise("ValueError", "torch.cat(): expected a non-empty list of Tensors");
  ResultType type;
  int64_t format = suggested_format(tensors[0]);
  int64_t rank = 1;
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    check(tensors[i].dim() > 0, "zero-dimensional tensor (at position ", i, ") cannot be concatenated");
    type.add(tensors[i]);
    if (is_skipped(tensors[i])) continue;
    rank = tensors[i].dim();
    if (suggested_format(tensors[i]) != format) format = kContiguousFormat;
  }
  const int64_t d = wrap_dim(dim, rank);
  const Ints shape = joined_shape(tensors, d);
  Tensor out = empty_in_format(shape, shape.size() < 4 ? kContiguousFormat : format, type.get());
  int64_t from = 0;
  for (const Tensor& t : tensors) {
    if (is_skipped(t)) continue;
    copy_elements(narrow(out, d, from, t.sizes()[d]), t);
    from += t.sizes()[d];
  }
  return out;
}

Tensor stack(const std::vector<Tensor>& tensors, int64_t dim) {
  check(!tensors.empty(), "stack expects a non-empty TensorList");
  const int64_t d = wrap_dim(dim, tensors[0].dim() + 1);
  for (std::size_t i = 0; i < tensors.size(); ++i) {
    check(tensors[i].sizes() == tensors[0].sizes(), "stack expects each tensor to be equal size, but got ",
          tensors[0].sizes(), " at entry 0 and ", tensors[i].sizes(), " at entry ", i);
  }
  if (d < tensors[0].dim()) {  // a view of what cat gives, whose memory format is that of the parts
    Ints sizes;
    for (int64_t i = 0; i < tensors[0].dim(); ++i) {
      if (i == d) sizes.push_back(static_cast<int64_t>(tensors.size()));
      sizes.push_back(tensors[0].sizes()[i]);
    }
    return view(cat(tensors, d), sizes);
  }
  std::vector<Tensor> parts;
  for (const Tensor& t : tensors) parts.push_back(unsqueeze(t, d));
  return cat(parts, d);
}

Tensor repeat(const Tensor& self, const Ints& repeats) {
  check(repeats.ssize() >= self.dim(),
        "Number of dimensions of repeat dims can not be smaller than number of dimensions of tensor");
  const int64_t added = repeats.ssize() - self.dim();
  // Each dim becomes two, the repeats with stride 0 outside.
  Ints shape, sizes, strides;
  for (int64_t d = 0; d < repeats.ssize(); ++d) {
    const int64_t size = d < added ? 1 : self.sizes()[d - added];
    check(repeats[d] >= 0, "Trying to create tensor with negative dimension ", repeats[d] * size, ": ", repeats);
    shape.push_back(repeats[d] * size);
    sizes.push_back(repeats[d]);
    sizes.push_back(size);
    strides.push_back(0);
    strides.push_back(d < added ? 0 : self.strides()[d - added]);
  }
  Tensor out = empty(shape, self.dtype());
  if (out.numel() == 0) return out;
  copy_elements(view(out, sizes), self.view_as(sizes, strides, self.offset()));
  return out;
}

Tensor flip(const Tensor& self, const Ints& dims) {
  Tensor out = output_for(self.sizes(), {self}, self.dtype());
  Ints seen(std::max<std::size_t>(1, self.sizes().size())), strides = self.strides();
  int64_t offset = self.offset();
  for (const int64_t dim : dims) {
    const int64_t d = wrap_dim(dim, self.dim());
    check(!seen[d], "dim ", d, " appears multiple times in the list of dims");
    seen[d] = 1;
    if (self.dim() == 0) continue;
    offset += (self.sizes()[d] - 1) * strides[d];
    strides[d] = -strides[d];
  }
  // A view with negative strides exists only while it is being copied.
  if (self.numel()) copy_elements(out, self.view_as(self.sizes(), strides, offset));
  return out;
}

namespace {

// Blocks that one of these holds, one by one.
template <typename Word>
void copy_words(std::byte* to, const std::byte* from, std::span<const int64_t> places) {
  for (std::size_t i = 0; i < places.size(); ++i) {
    std::memcpy(to + i * sizeof(Word), from + static_cast<std::size_t>(places[i]) * sizeof(Word), sizeof(Word));
  }
}

// A few pieces without a call; the last one goes back over some of the one before.
void copy_pieces(std::byte* to, const std::byte* from, std::size_t bytes) {
  constexpr std::size_t kPiece = 16, kFew = 256;
  if (bytes == 4) {
    std::memcpy(to, from, 4);
    return;
  }
  if (bytes < kPiece || bytes > kFew) {
    std::memcpy(to, from, bytes);
    return;
  }
  for (std::size_t i = 0; i < bytes - kPiece; i += kPiece) std::memcpy(to + i, from + i, kPiece);
  std::memcpy(to + bytes - kPiece, from + bytes - kPiece, kPiece);
}

// Whether most places come right after the one before: told by the first of them.
bool follow_each_other(std::span<const int64_t> places) {
  places = places.first(std::min<std::size_t>(places.size(), 64));
  std::size_t count = 0;
  for (std::size_t i = 1; i < places.size(); ++i) count += places[i] == places[i - 1] + 1;
  return 8 * count >= 7 * places.size();
}

// to[i] = from[places[i]], for blocks of so many bytes.
void copy_blocks(std::byte* to, const std::byte* from, std::span<const int64_t> places, std::size_t bytes) {
  switch (bytes) {
    case 1: return copy_words<uint8_t>(to, from, places);
    case 2: return copy_words<uint16_t>(to, from, places);
    case 4: return copy_words<uint32_t>(to, from, places);
    case 8: return copy_words<uint64_t>(to, from, places);
    default: break;
  }
  for (std::size_t i = 0; i < places.size(); ++i) {
    copy_pieces(to + i * bytes, from + static_cast<std::size_t>(places[i]) * bytes, bytes);
  }
}

// Places that follow each other, which are copied at once: from `first` on become those from `at` on.
struct Stretch {
  int64_t at, first, count;
};
std::vector<Stretch> runs_of(std::span<const int64_t> places) {
  std::vector<Stretch> runs;
  for (std::size_t i = 0; i < places.size(); ++i) {
    if (!runs.empty() && places[i] == runs.back().first + runs.back().count) {
      ++runs.back().count;
    } else {
      runs.push_back({static_cast<int64_t>(i), places[i], 1});
    }
  }
  return runs;
}

}  // namespace

Tensor take_places(const Tensor& self, int64_t dim, std::span<const int64_t> places) {
  const Tensor source = contiguous(self);
  Ints shape = self.sizes();
  const int64_t size = shape[dim], count = static_cast<int64_t>(places.size());
  shape[dim] = count;
  Tensor out = empty(shape, self.dtype());
  if (out.numel() == 0) return out;
  int64_t outer = 1;
  for (int64_t d = 0; d < dim; ++d) outer *= shape[d];
  const int64_t block = out.numel() / outer / count * static_cast<int64_t>(self.itemsize());
  const std::byte* const from = source.raw();
  std::byte* const to = out.raw();
  // Calls f(i, first, n) for n of `parts` pieces of line i, in parallel.
  const auto for_each_line = [&](int64_t parts, auto&& f) {
    const int64_t bytes = std::max<int64_t>(1, count * block / parts);
    parallel_for(0, outer * parts, std::max<int64_t>(1, 65536 / bytes), [&](int64_t begin, int64_t end) {
      while (begin < end) {
        const int64_t first = begin % parts, n = std::min(parts - first, end - begin);
        f(begin / parts, first, n);
        begin += n;
      }
    });
  };
  if (follow_each_other(places)) {
    const std::vector<Stretch> runs = runs_of(places);
    for_each_line(static_cast<int64_t>(runs.size()), [&](int64_t i, int64_t first, int64_t n) {
      for (const Stretch& run : std::span(runs).subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n))) {
        copy_pieces(to + (i * count + run.at) * block, from + (i * size + run.first) * block,
                    static_cast<std::size_t>(run.count * block));
      }
    });
  } else {
    for_each_line(count, [&](int64_t i, int64_t first, int64_t n) {
      copy_blocks(to + (i * count + first) * block, from + i * size * block,
                  places.subspan(static_cast<std::size_t>(first), static_cast<std::size_t>(n)),
                  static_cast<std::size_t>(block));
    });
  }
  return out;
}

Tensor reshape_copy(const Tensor& self, const Ints& shape) {
  Tensor out = empty(self.sizes(), self.dtype());
  copy_elements(out, self);
  return view(out, shape);
}

namespace {

template <Tensor (*Rank)(const Tensor&)>
std::vector<Tensor> mapped(const std::vector<Tensor>& tensors) {
  std::vector<Tensor> out;
  for (const Tensor& t : tensors) out.push_back(Rank(t));
  return out;
}
Tensor with_1_dim(const Tensor& t) { return t.dim() == 0 ? view(t, Ints{1}) : t; }
Tensor with_2_dims(const Tensor& t) { return t.dim() < 2 ? view(t, Ints{1, t.numel()}) : t; }
Tensor with_3_dims(const Tensor& t) {
  return t.dim() < 2 ? view(t, Ints{1, t.numel(), 1}) : t.dim() == 2 ? unsqueeze(t, 2) : t;
}
Tensor as_columns(const Tensor& t) { return t.dim() < 2 ? reshape(t, Ints{t.numel(), 1}) : t; }

void check_not_empty(const std::vector<Tensor>& tensors, const char* op) {
  check(!tensors.empty(), op, " expects a non-empty TensorList");
}
Tensor hstack(const std::vector<Tensor>& tensors) {
  check_not_empty(tensors, "hstack");
  const auto parts = mapped<with_1_dim>(tensors);
  return cat(parts, parts[0].dim() == 1 ? 0 : 1);
}
Tensor vstack(const std::vector<Tensor>& tensors) {
  check_not_empty(tensors, "vstack");
  return cat(mapped<with_2_dims>(tensors), 0);
}
Tensor dstack(const std::vector<Tensor>& tensors) {
  check_not_empty(tensors, "dstack");
  return cat(mapped<with_3_dims>(tensors), 2);
}
Tensor column_stack(const std::vector<Tensor>& tensors) {
  check_not_empty(tensors, "column_stack");
  return cat(mapped<as_columns>(tensors), 1);
}

Tensor tile(const Tensor& self, const Ints& dims) {
  Ints repeats(static_cast<std::size_t>(std::max<int64_t>(0, self.dim() - dims.ssize())), 1);
  for (const int64_t d : dims) repeats.push_back(d);
  return repeat(self, repeats);
}

Tensor roll(const Tensor& self, const Ints& shifts, const Ints& dims) {
  check(!shifts.empty(), "`shifts` required");
  if (dims.empty() && shifts.size() == 1) {
    const Tensor flat = reshape(self, Ints{-1});
    return view(roll(flat, shifts, Ints{0}), self.sizes());
  }
  check(shifts.size() == dims.size(), "shifts and dimensions must align. shifts: ", shifts.size(),
        ", dims:", dims.size());
  Tensor current = self;
  for (std::size_t i = 0; i < dims.size(); ++i) {
    const int64_t d = wrap_dim(dims[i], self.dim());
    if (self.dim() == 0) raise("IndexError", "Dimension specified as ", dims[i], " but tensor has no dimensions");
    if (self.numel() == 0) return clone(self);
    const int64_t size = self.sizes()[d];
    const int64_t shift = ((shifts[i] % size) + size) % size;
    const int64_t start = (size - shift) % size;
    current = cat({narrow(current, d, start, size - start), narrow(current, d, 0, start)}, d);
  }
  return current.is_same(self) ? clone(self) : current;
}

Tensor fliplr(const Tensor& self) {
  check(self.dim() >= 2, "Input must be >= 2-d.");
  return flip(self, Ints{1});
}
Tensor flipud(const Tensor& self) {
  check(self.dim() >= 1, "Input must be >= 1-d.");
  return flip(self, Ints{0});
}
Tensor rot90(const Tensor& self, int64_t k, const Ints& dims) {
  check(dims.size() == 2, "expected total rotation dims == 2, but got dims = ", dims.size());
  check(self.dim() >= 2, "expected total dims >= 2, but got total dims = ", self.dim());
  const int64_t a = wrap_dim(dims[0], self.dim()), b = wrap_dim(dims[1], self.dim());
  check(a != b, "expected rotation dims to be different, but got dim0 = ", dims[0], " and dim1 = ", dims[1]);
  switch ((k % 4 + 4) % 4) {
    case 1: return transpose(flip(self, Ints{b}), a, b);
    case 2: return flip(self, Ints{a, b});
    case 3: return transpose(flip(self, Ints{a}), a, b);
    default: return clone(self);
  }
}

Tensor repeat_rows(const Tensor& self, std::span<const int64_t> repeats, int64_t dim) {
  std::vector<int64_t> places;
  for (std::size_t i = 0; i < repeats.size(); ++i) {
    check(repeats[i] >= 0, "repeats can not be negative");
    places.insert(places.end(), static_cast<std::size_t>(repeats[i]), static_cast<int64_t>(i));
  }
  return take_places(self, dim, places);
}
Tensor repeat_interleave_int(const Tensor& self, int64_t repeats, std::optional<int64_t> dim, std::optional<int64_t>) {
  if (dim && self.dim() == 0) raise("IndexError", "Dimension specified as ", *dim, " but tensor has no dimensions");
  const Tensor from = dim ? self : reshape(self, Ints{-1});
  const int64_t d = dim ? wrap_dim(*dim, self.dim()) : 0;
  check(repeats >= 0, "Repeats must be non-negative");
  return repeat_rows(from, std::vector<int64_t>(static_cast<std::size_t>(from.sizes()[d]), repeats), d);
}
std::span<const int64_t> integers(const Tensor& t, Tensor& holder) {
  check(t.dtype() == Dtype::Int64 || t.dtype() == Dtype::Int32, "repeats has to be Long or Int tensor");
  holder = contiguous(to_dtype(t, Dtype::Int64));
  return {holder.data<int64_t>(), static_cast<std::size_t>(holder.numel())};
}
Tensor repeat_interleave_tensor(const Tensor& self, const Tensor& repeats, std::optional<int64_t> dim,
                                std::optional<int64_t> size) {
  check(repeats.dim() <= 1, "repeats must be 0-dim or 1-dim tensor");
  Tensor holder;
  const auto counts = integers(repeats, holder);
  if (counts.size() == 1) return repeat_interleave_int(self, counts[0], dim, size);
  const Tensor from = dim && self.dim() > 0 ? self : reshape(self, Ints{-1});
  const int64_t d = dim ? wrap_dim(*dim, self.dim()) : 0;
  check(static_cast<int64_t>(counts.size()) == from.sizes()[d],
        "repeats must have the same size as input along dim, but got repeats.size(0) = ", counts.size(),
        " and input.size(", d, ") = ", from.sizes()[d]);
  return repeat_rows(from, counts, d);
}
Tensor repeat_interleave_places(const Tensor& repeats, std::optional<int64_t>) {
  check(repeats.dim() == 1, "repeat_interleave only accept 1D vector as repeat");
  Tensor holder;
  const auto counts = integers(repeats, holder);
  Tensor places = empty(Ints{repeats.numel()}, Dtype::Int64);
  std::iota(places.data<int64_t>(), places.data<int64_t>() + places.numel(), 0);
  return to_dtype(repeat_rows(places, counts, 0), repeats.dtype());
}

std::vector<Tensor> meshgrid_indexing(const std::vector<Tensor>& tensors, std::string_view indexing) {
  check(!tensors.empty(), "meshgrid expects a non-empty TensorList");
  check(indexing == "ij" || indexing == "xy",
        "torch.meshgrid: indexing must be one of \"xy\" or \"ij\", but received: ", indexing);
  std::vector<Tensor> from = tensors;
  const bool swapped = indexing == "xy" && tensors.size() >= 2;
  if (swapped) std::swap(from[0], from[1]);
  Ints shape;
  for (const Tensor& t : from) {
    check(t.dim() <= 1, "torch.meshgrid: Expected 0D or 1D tensor in the tensor list but got: ", t.dim());
    check(t.dtype() == from[0].dtype(), "torch.meshgrid expects all tensors to have the same dtype");
    shape.push_back(t.numel());
  }
  std::vector<Tensor> grids;
  for (std::size_t i = 0; i < from.size(); ++i) {
    Ints sizes(shape.size(), 1);
    sizes[i] = from[i].numel();
    grids.push_back(expand(reshape(from[i], sizes), shape));
  }
  if (swapped) std::swap(grids[0], grids[1]);
  return grids;
}
std::vector<Tensor> meshgrid(const std::vector<Tensor>& tensors) { return meshgrid_indexing(tensors, "ij"); }

Tensor cartesian_prod(const std::vector<Tensor>& tensors) {
  for (const Tensor& t : tensors) check(t.dim() == 1, "Expect a 1D vector, but got shape ", t.sizes());
  if (tensors.size() == 1) return tensors[0];
  std::vector<Tensor> columns;
  for (const Tensor& grid : meshgrid(tensors)) columns.push_back(reshape(grid, Ints{-1}));
  return stack(columns, 1);
}

}  // namespace

KERNEL(aten_cat, cat)
KERNEL(aten_concat, cat)
KERNEL(aten_concatenate, cat)
KERNEL(aten_stack, stack)
KERNEL(aten_hstack, hstack)
KERNEL(aten_vstack, vstack)
KERNEL(aten_row_stack, vstack)
KERNEL(aten_dstack, dstack)
KERNEL(aten_column_stack, column_stack)
KERNEL(aten_repeat, repeat)
KERNEL(aten_tile, tile)
KERNEL(aten_repeat_interleave_self_int, repeat_interleave_int)
KERNEL(aten_repeat_interleave_self_Tensor, repeat_interleave_tensor)
KERNEL(aten_repeat_interleave_Tensor, repeat_interleave_places)
KERNEL(aten_roll, roll)
KERNEL(aten_flip, flip)
KERNEL(aten_fliplr, fliplr)
KERNEL(aten_flipud, flipud)
KERNEL(aten_rot90, rot90)
KERNEL(aten_meshgrid, meshgrid)
KERNEL(aten_meshgrid_indexing, meshgrid_indexing)
KERNEL(aten_cartesian_prod, cartesian_prod)

}  // namespace flambeau
