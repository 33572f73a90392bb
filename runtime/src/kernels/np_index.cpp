// a[key] and a[key] = value with every kind of key: ints, slices, None, ..., integer and boolean arrays.
//
// Without arrays in the key the result is a view. With arrays, the rest of the key makes a view first; what the arrays
// select then takes the place of the dims that they index, or comes first where a slice lies between them.
#include <algorithm>
#include <cstring>

#include "kernels/byte_counts.h"
#include "kernels/np.h"
#include "value/array_scalar.h"
#include "value/sequence.h"

namespace flambeau::np {

namespace {

constexpr const char* kInvalid =
    "only integers, slices (`:`), ellipsis (`...`), numpy.newaxis (`None`) and integer or boolean arrays are valid "
    "indices";

// One part of a key, ready to be applied: how many dims it takes.
struct Part {
  enum class Kind : uint8_t { Int, Slice, NewAxis, Ellipsis, Array } kind;
  Value value;     // of an Int or Slice
  Tensor indices;  // of an Array: int64; a mask becomes one for each of its dims
  int64_t takes = 1;
  bool from_mask = false;
};

std::vector<Tensor> mask_indices(const Tensor& mask) {
  const Tensor flat = row_major(mask);
  const bool* data = flat.data<bool>();
  const int64_t count = std::count(data, data + flat.numel(), true);
  std::vector<Tensor> out;
  for (int64_t d = 0; d < mask.dim(); ++d) out.push_back(empty(Ints{count}, Dtype::Int64));
  // Row by row: the last dim's places, without a jump for each element, and then what the row has in common.
  const int64_t rank = mask.dim();
  if (rank == 0) return out;
  const int64_t width = mask.sizes()[rank - 1];
  int64_t* const places = out.back().data<int64_t>();
  int64_t found = 0;
  for (int64_t row = 0; found < count; ++row) {
    const int64_t before = found;
    int64_t rest = row;
    for (int64_t j = 0; j < width && found < count; ++j) {
      places[found] = j;
      found += data[row * width + j];
    }
    for (int64_t d = rank - 2; d >= 0; --d) {
      std::fill(out[static_cast<std::size_t>(d)].data<int64_t>() + before,
                out[static_cast<std::size_t>(d)].data<int64_t>() + found, rest % mask.sizes()[d]);
      rest /= mask.sizes()[d];
    }
  }
  return out;
}

void add_array(std::vector<Part>& parts, const Tensor& t, const Tensor& self, int64_t dim, bool listed = false) {
  if (t.dtype() == Dtype::Bool) {
    if (t.dim() == 0) {
      // A bool indexes a new dim of size 1.
      Part axis{Part::Kind::NewAxis, {}, {}, 0, false};
      parts.push_back(axis);
      Tensor indices = empty(Ints{*t.data<bool>() ? 1 : 0}, Dtype::Int64);
      std::fill_n(indices.data<int64_t>(), indices.numel(), 0);
      parts.push_back({Part::Kind::Array, {}, indices, 0, true});
      return;
    }
    for (int64_t d = 0; d < t.dim(); ++d) {
      if (dim + d < self.dim() && t.sizes()[d] != self.sizes()[dim + d]) {
        raise("IndexError", "boolean index did not match indexed array along axis ", dim + d, "; size of axis is ",
              self.sizes()[dim + d], " but size of corresponding boolean axis is ", t.sizes()[d]);
      }
    }
    for (const Tensor& indices : mask_indices(t)) parts.push_back({Part::Kind::Array, {}, indices, 1, true});
    return;
  }
  const char kind = kind_of(t.dtype());
  if (kind != 'i' && kind != 'u') {
    // An empty list is of floats, and indexes nothing.
    if (!listed || t.numel() != 0) raise("IndexError", "arrays used as indices must be of integer (or boolean) type");
  }
  parts.push_back({Part::Kind::Array, {}, cast(t, Dtype::Int64), 1, false});
}

// How many dims of the array a part of the key takes, before it is read.
int64_t dims_taken(const Value& part) {
  if (part.is_none() || part.is(Tag::Ellipsis) || part.is(Tag::Bool)) return 0;
  if (part.is(Tag::Array) || part.is(Tag::Tensor)) {
    const Tensor t = as_array(part);
    return t.dtype() == Dtype::Bool ? t.dim() : 1;
  }
  if (part.is(Tag::List)) {
    const Tensor t = as_array(part);
    return t.dtype() == Dtype::Bool && t.numel() ? t.dim() : 1;
  }
  return 1;
}

std::vector<Part> parts_of(const Tensor& self, const Value& key) {
  std::vector<Value> given;
  if (key.is(Tag::Tuple) || key.is(Tag::Size)) {
    given = key.items();
  } else {
    given = {key};
  }
  for (Value& each : given) {
    // NumPy asks tensors for an integer first, which those of one element are, whatever their dims.
    if (!each.is(Tag::Tensor)) continue;
    const Tensor t = each.tensor();
    const char kind = kind_of(t.dtype());
    const bool is_integral = kind != 'f' && kind != 'c';
    if (!is_integral && t.numel() != 0) raise("IndexError", kInvalid);
    if (!is_integral) each = array(empty(t.sizes(), Dtype::Int64));
    if (t.numel() == 1) each = Value(array_item(t.view_as({}, {}, t.offset())).to_int());
  }
  int64_t taken = 0;
  int64_t ellipses = 0;
  for (const Value& each : given) {
    taken += dims_taken(each);
    ellipses += each.is(Tag::Ellipsis) ? 1 : 0;
  }
  if (ellipses > 1) raise("IndexError", "an index can only have a single ellipsis ('...')");
  if (taken > self.dim()) {
    raise("IndexError", "too many indices for array: array is ", self.dim(), "-dimensional, but ", taken,
          " were indexed");
  }
  std::vector<Part> parts;
  int64_t dim = 0;
  for (const Value& each : given) {
    switch (each.tag()) {
      case Tag::None: parts.push_back({Part::Kind::NewAxis, {}, {}, 0, false}); continue;
      case Tag::Ellipsis:
        parts.push_back({Part::Kind::Ellipsis, {}, {}, self.dim() - taken, false});
        dim += self.dim() - taken;
        continue;
      case Tag::Slice: parts.push_back({Part::Kind::Slice, each, {}, 1, false}); break;
      case Tag::Int: parts.push_back({Part::Kind::Int, each, {}, 1, false}); break;
      case Tag::Bool: add_array(parts, as_array(each), self, dim); continue;
      case Tag::Array:
      case Tag::Tensor: {
        const Tensor t = as_array(each);
        const char kind = kind_of(t.dtype());
        if (t.dim() == 0 && kind != 'b') {
          if (kind != 'i' && kind != 'u') raise("IndexError", kInvalid);
          parts.push_back({Part::Kind::Int, Value(index_argument(each)), {}, 1, false});
        } else {
          add_array(parts, t, self, dim);
        }
        break;
      }
      case Tag::List:
      case Tag::Range:
      case Tag::Tuple:
      case Tag::Size: add_array(parts, as_array(each), self, dim, true); break;
      default: raise("IndexError", kInvalid);
    }
    dim += dims_taken(each);
  }
  if (ellipses == 0 && taken < self.dim()) {
    parts.push_back({Part::Kind::Ellipsis, {}, {}, self.dim() - taken, false});
  }
  return parts;
}

int64_t checked_index(int64_t index, int64_t size, int64_t axis) {
  if (index < -size || index >= size) {
    raise("IndexError", "index ", index, " is out of bounds for axis ", axis, " with size ", size);
  }
  return index < 0 ? index + size : index;
}

// A key applied as far as views go: dims that arrays index are marked by their places in `view`.
struct Applied {
  Tensor view;
  std::vector<Tensor> indices;  // int64
  Ints dims;                    // of `view`, ascending
  Ints axes;                    // of the array, for messages
  bool apart = false;           // a slice, None or ... lies between the arrays
};

Applied apply_key(const Tensor& self, const std::vector<Part>& parts) {
  const bool advanced =
      std::any_of(parts.begin(), parts.end(), [](const Part& p) { return p.kind == Part::Kind::Array; });
  Applied out;
  Ints sizes, strides;
  int64_t offset = self.offset(), dim = 0;
  bool between = false;  // something that isn't an array has come since the last one
  for (const Part& part : parts) {
    const bool is_index = part.kind == Part::Kind::Array || (advanced && part.kind == Part::Kind::Int);
    if (is_index) {
      if (between && !out.indices.empty()) out.apart = true;
      between = false;
    } else {
      between = true;
    }
    switch (part.kind) {
      case Part::Kind::NewAxis:
        sizes.push_back(1);
        strides.push_back(0);
        break;
      case Part::Kind::Ellipsis:
        for (int64_t i = 0; i < part.takes; ++i, ++dim) {
          sizes.push_back(self.sizes()[dim]);
          strides.push_back(self.strides()[dim]);
        }
        break;
      case Part::Kind::Slice: {
        const Selection chosen = select(part.value.object<SliceObject>(Tag::Slice), self.sizes()[dim]);
        if (chosen.count) offset += chosen.start * self.strides()[dim];
        sizes.push_back(chosen.count);
        strides.push_back(self.strides()[dim] * chosen.step);
        ++dim;
        break;
      }
      case Part::Kind::Int: {
        const int64_t index = checked_index(part.value.to_int(), self.sizes()[dim], dim);
        if (!advanced) {
          offset += index * self.strides()[dim];
          ++dim;
          break;
        }
        Tensor number = empty({}, Dtype::Int64);
        *number.data<int64_t>() = index;
        out.indices.push_back(number);
        out.dims.push_back(sizes.ssize());
        out.axes.push_back(dim);
        sizes.push_back(self.sizes()[dim]);
        strides.push_back(self.strides()[dim]);
        ++dim;
        break;
      }
      case Part::Kind::Array:
        out.indices.push_back(part.indices);
        out.axes.push_back(dim);
        if (part.takes == 0) {
          // The new dim that a bool indexes is the last one made.
          out.dims.push_back(sizes.ssize() - 1);
          break;
        }
        out.dims.push_back(sizes.ssize());
        sizes.push_back(self.sizes()[dim]);
        strides.push_back(self.strides()[dim]);
        ++dim;
        break;
    }
  }
  out.view = self.view_as(sizes, strides, offset);
  return out;
}

// What arrays select: `offsets` (in elements of the view) for each place of the shape `selected`, then the dims left.
struct Selected {
  Ints selected;
  Tensor offsets;
  Ints shape, rest_sizes, rest_strides;
  int64_t first = 0;  // where the selected dims stand in the result
};

Selected select_elements(const Applied& applied) {
  Selected out;
  std::vector<Tensor> indices = applied.indices;
  try {
    out.selected = broadcast(indices);
  } catch (const Error&) {
    std::string shapes;
    for (const Tensor& each : indices) {
      if (each.dim()) shapes += shape_text(each.sizes()) + " ";
    }
    raise("IndexError", "shape mismatch: indexing arrays could not be broadcast together with shapes ", shapes);
  }
  out.offsets = empty(out.selected, Dtype::Int64);
  std::fill_n(out.offsets.data<int64_t>(), out.offsets.numel(), 0);
  for (std::size_t k = 0; k < indices.size(); ++k) {
    const int64_t size = applied.view.sizes()[applied.dims[k]], stride = applied.view.strides()[applied.dims[k]];
    const int64_t axis = applied.axes[k];
    each_run(out.selected, {out.offsets, broadcast_to(indices[k], out.selected)},
             [&](std::byte* const* data, const int64_t* s, int64_t n) {
               for (int64_t i = 0; i < n; ++i) {
                 const int64_t index = *reinterpret_cast<const int64_t*>(data[1] + i * s[1]);
                 *reinterpret_cast<int64_t*>(data[0] + i * s[0]) += checked_index(index, size, axis) * stride;
               }
             });
  }
  out.first = applied.apart ? 0 : applied.dims[0];
  for (int64_t d = 0; d < applied.view.dim(); ++d) {
    if (std::find(applied.dims.begin(), applied.dims.end(), d) != applied.dims.end()) continue;
    out.rest_sizes.push_back(applied.view.sizes()[d]);
    out.rest_strides.push_back(applied.view.strides()[d]);
  }
  out.shape = Ints(out.rest_sizes.begin(), out.rest_sizes.begin() + out.first);
  for (const int64_t size : out.selected) out.shape.push_back(size);
  for (int64_t d = out.first; d < out.rest_sizes.ssize(); ++d) out.shape.push_back(out.rest_sizes[d]);
  return out;
}

// `use(piece of the array, piece of `block`)` for each selected place; `block` has the selection's shape.
template <typename Use>
void for_each_selected(const Applied& applied, const Selected& chosen, const Tensor& block, Use use) {
  const int64_t rank = chosen.selected.ssize();
  Ints piece_sizes, piece_strides;
  for (int64_t d = 0; d < block.dim(); ++d) {
    if (d >= chosen.first && d < chosen.first + rank) continue;
    piece_sizes.push_back(block.sizes()[d]);
    piece_strides.push_back(block.strides()[d]);
  }
  const Tensor offsets = row_major(chosen.offsets);
  Ints at(chosen.selected.size());
  for (int64_t i = 0; i < offsets.numel(); ++i) {
    int64_t place = block.offset();
    for (int64_t d = 0; d < rank; ++d) place += at[d] * block.strides()[chosen.first + d];
    use(applied.view.view_as(chosen.rest_sizes, chosen.rest_strides,
                             applied.view.offset() + offsets.data<int64_t>()[i]),
        block.view_as(piece_sizes, piece_strides, place));
    for (int64_t d = rank - 1; d >= 0 && ++at[d] == chosen.selected[d]; --d) at[d] = 0;
  }
}

// The same for single elements, without making views of each: where more are selected than a piece has.
template <typename Use>
bool for_each_element(const Applied& applied, const Selected& chosen, const Tensor& block, Use use) {
  const int64_t pieces = count_elements(chosen.rest_sizes);
  if (!chosen.rest_sizes.empty() && pieces >= chosen.offsets.numel()) return false;
  const auto item = static_cast<int64_t>(applied.view.itemsize());
  const int64_t rank = chosen.selected.ssize();
  Ints strides;
  for (int64_t d = 0; d < rank; ++d) strides.push_back(block.strides()[chosen.first + d]);
  Ints at(chosen.rest_sizes.size());
  for (int64_t piece = 0; piece < pieces; ++piece) {
    int64_t from = 0, to = block.offset();
    for (int64_t d = 0; d < at.ssize(); ++d) {
      from += at[d] * chosen.rest_strides[d];
      to += at[d] * block.strides()[d < chosen.first ? d : d + rank];
    }
    std::byte* base = applied.view.raw() + from * item;
    each_run(chosen.selected, {block.view_as(chosen.selected, strides, to), chosen.offsets},
             [&](std::byte* const* data, const int64_t* s, int64_t n) {
               for (int64_t i = 0; i < n; ++i) {
                 use(base + *reinterpret_cast<const int64_t*>(data[1] + i * s[1]) * item, data[0] + i * s[0]);
               }
             });
    for (int64_t d = at.ssize() - 1; d >= 0 && ++at[d] == chosen.rest_sizes[d]; --d) at[d] = 0;
  }
  return true;
}

// Pieces of one size, at places that are given, side by side.
template <typename Piece, typename Place>
void gather(const std::byte* from, std::byte* to, int64_t n, Place place) {
  for (int64_t i = 0; i < n; ++i) {
    reinterpret_cast<Piece*>(to)[i] =
        *reinterpret_cast<const Piece*>(from + place(i) * static_cast<int64_t>(sizeof(Piece)));
  }
}

// self[places] of a row-major array, where `place(i)` is the i-th place along its first dim: what tables are for.
template <typename Place>
Tensor take_rows(const Tensor& self, const Ints& selected, Place place) {
  struct Three {
    std::byte bytes[3];
  };
  Ints shape = selected;
  int64_t size = static_cast<int64_t>(self.itemsize());
  for (int64_t d = 1; d < self.dim(); ++d) {
    shape.push_back(self.sizes()[d]);
    size *= self.sizes()[d];
  }
  const Tensor out = empty(shape, self.dtype());
  const std::byte* from = self.raw();
  std::byte* to = out.raw();
  const int64_t n = count_elements(selected);
  switch (size) {
    case 1: gather<uint8_t>(from, to, n, place); break;
    case 3: gather<Three>(from, to, n, place); break;
    case 4: gather<uint32_t>(from, to, n, place); break;
    case 8: gather<uint64_t>(from, to, n, place); break;
    default:
      for (int64_t i = 0; i < n; ++i)
        std::memcpy(to + i * size, from + place(i) * size, static_cast<std::size_t>(size));
  }
  return out;
}

// A key that is one mask of the first dims of a row-major array: what it selects are whole pieces of memory.
struct Masked {
  Tensor mask;  // row-major
  Ints rest;    // the sizes of a piece
  int64_t bytes = 0;
};
std::optional<Masked> masked_pieces(const Tensor& self, const Value& key) {
  if (!key.is(Tag::Array) || key.is_array_scalar() || !self.is_contiguous()) return std::nullopt;
  const Tensor mask = key.to_array();
  if (mask.dtype() != Dtype::Bool || mask.dim() == 0 || mask.dim() > self.dim()) return std::nullopt;
  Masked out{row_major(mask), {}, static_cast<int64_t>(self.itemsize())};
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (d < mask.dim() && mask.sizes()[d] != self.sizes()[d]) return std::nullopt;
    if (d < mask.dim()) continue;
    out.rest.push_back(self.sizes()[d]);
    out.bytes *= self.sizes()[d];
  }
  return out;
}

// `use` for each piece; `use_eight` for eight of them in a row.
template <typename Use, typename UseEight>
void for_each_piece(const Tensor& self, const Masked& masked, Use use, UseEight use_eight) {
  const auto* inside = masked.mask.data<uint8_t>();
  const int64_t n = masked.mask.numel();
  for (int64_t i = 0; i < n;) {
    uint64_t next = 1;
    if (i + 8 <= n) std::memcpy(&next, inside + i, 8);
    if (next == 0 || next == 0x0101010101010101) {
      if (next != 0) use_eight(self.raw() + i * masked.bytes);
      i += 8;
      continue;
    }
    const int64_t end = std::min(n, i + 8);
    for (; i < end; ++i) {
      if (inside[i] != 0) use(self.raw() + i * masked.bytes);
    }
  }
}
template <typename Use>
void for_each_piece(const Tensor& self, const Masked& masked, Use use) {
  for_each_piece(self, masked, use, [&](std::byte* first) {
    for (int64_t k = 0; k < 8; ++k) use(first + k * masked.bytes);
  });
}

// Keys of ints within bounds, slices and None, as most are: an element, or a view. None: the key is another.
Value item_at(const Value& a, const Value& key) {
  if (a.is_array_scalar()) return {};
  const std::span<const Value> places =
      key.is(Tag::Tuple) ? std::span<const Value>(key.items()) : std::span<const Value>(&key, 1);
  const Tensor self = a.to_array();
  int64_t offset = self.offset(), d = 0;
  Ints sizes, strides;
  for (const Value& place : places) {
    if (place.is_none()) {
      sizes.push_back(1);
      strides.push_back(0);
      continue;
    }
    if (d == self.dim()) return {};
    const int64_t size = self.sizes()[d], stride = self.strides()[d];
    if (place.is(Tag::Int)) {
      const int64_t at = place.to_int() < 0 ? place.to_int() + size : place.to_int();
      if (at < 0 || at >= size) return {};
      offset += at * stride;
    } else if (place.is(Tag::Slice)) {
      const Selection chosen = select(place.object<SliceObject>(Tag::Slice), size);
      if (chosen.count) offset += chosen.start * stride;
      sizes.push_back(chosen.count);
      strides.push_back(stride * chosen.step);
    } else {
      return {};
    }
    ++d;
  }
  if (d < self.dim() || !sizes.empty()) {
    for (; d < self.dim(); ++d) {
      sizes.push_back(self.sizes()[d]);
      strides.push_back(self.strides()[d]);
    }
    return array(self.view_as(sizes, strides, offset));
  }
  const Tensor element = empty({}, self.dtype());
  const auto item = static_cast<int64_t>(self.itemsize());
  std::memcpy(element.raw(), self.raw() + (offset - self.offset()) * item, self.itemsize());
  return result(element);
}

Value get_item(const Value& a, const Value& key) {
  if (a.is(Tag::Array) && (key.is(Tag::Int) || key.is(Tag::Slice) || key.is(Tag::Tuple))) {
    if (Value item = item_at(a, key); !item.is_none()) return item;
  }
  const Tensor self = as_array(a);
  if (const auto masked = masked_pieces(self, key)) {
    Ints shape{count_nonzero(masked->mask.data<uint8_t>(), masked->mask.numel())};
    for (const int64_t size : masked->rest) shape.push_back(size);
    const Tensor out = empty(shape, self.dtype());
    std::byte* to = out.raw();
    const auto copy_each = [&](auto piece) {
      using Piece = decltype(piece);
      struct Eight {
        Piece pieces[8];
      };
      const auto copy_one = [&](const std::byte* from) {
        *reinterpret_cast<Piece*>(to) = *reinterpret_cast<const Piece*>(from);
        to += sizeof(Piece);
      };
      for_each_piece(self, *masked, copy_one, [&](const std::byte* from) {
        *reinterpret_cast<Eight*>(to) = *reinterpret_cast<const Eight*>(from);
        to += sizeof(Eight);
      });
    };
    switch (masked->bytes) {
      case 1: copy_each(uint8_t{}); break;
      case 4: copy_each(uint32_t{}); break;
      case 8: copy_each(uint64_t{}); break;
      default:
        for_each_piece(self, *masked, [&](const std::byte* from) {
          std::memcpy(to, from, static_cast<std::size_t>(masked->bytes));
          to += masked->bytes;
        });
    }
    return array(out);
  }
  if (key.is(Tag::Array) && !key.is_array_scalar() && key.to_array().dtype() == Dtype::UInt8 &&
      key.to_array().dim() > 0 && self.dim() > 0 && self.sizes()[0] >= 256 && self.is_contiguous()) {
    const Tensor places = row_major(key.to_array());
    return array(take_rows(self, places.sizes(), [at = places.data<uint8_t>()](int64_t i) { return int64_t{at[i]}; }));
  }
  if (a.is_array_scalar() && !key.is_none() && !key.is(Tag::Ellipsis) && !key.is(Tag::Tuple)) {
    raise("IndexError", "invalid index to scalar variable.");
  }
  const std::vector<Part> parts = parts_of(self, key);
  const Applied applied = apply_key(self, parts);
  if (applied.indices.empty()) {
    // An element is a scalar; a view without dims comes of an Ellipsis in the key.
    const bool whole = std::any_of(parts.begin(), parts.end(), [](const Part& p) { return p.kind != Part::Kind::Int; });
    if (applied.view.dim() == 0 && !whole) return result(copy(applied.view));
    return array(applied.view);
  }
  if (applied.indices.size() == 1 && applied.dims[0] == 0 && applied.indices[0].dim() > 0 &&
      applied.view.is_contiguous()) {
    const Tensor places = row_major(applied.indices[0]);
    const int64_t size = applied.view.sizes()[0];
    return array(take_rows(applied.view, places.sizes(), [&, at = places.data<int64_t>()](int64_t i) {
      return checked_index(at[i], size, applied.axes[0]);
    }));
  }
  const Selected chosen = select_elements(applied);
  const Tensor out = empty(chosen.shape, self.dtype());
  const std::size_t item = self.itemsize();
  if (!for_each_element(applied, chosen, out,
                        [&](const std::byte* from, std::byte* to) { std::memcpy(to, from, item); })) {
    for_each_selected(applied, chosen, out, [](const Tensor& from, const Tensor& to) { assign(to, from); });
  }
  return result(out);
}

// The value as an array of the target's dtype; Python's numbers are checked as NumPy's assignment does.
Tensor assigned_value(const Value& value, Dtype dtype) {
  if (value.is(Tag::Int)) return cast(as_operand(value), dtype);
  const Tensor t = as_array(value);
  const char from = kind_of(t.dtype()), to = kind_of(dtype);
  if (is_python_number(value) && from == 'c' && to != 'c') {
    raise("TypeError", to == 'f'
                           ? "float() argument must be a string or a real number, not 'complex'"
                           : "int() argument must be a string, a bytes-like object or a real number, not 'complex'");
  }
  if (value.is(Tag::Float) && (to == 'i' || to == 'u')) {
    const double number = value.to_double();
    if (number != number) raise("ValueError", "cannot convert float NaN to integer");
    if (number - number != 0) raise("OverflowError", "cannot convert float infinity to integer");
  }
  return cast(t, dtype);
}

void set_item(const Value& a, const Value& key, const Value& value) {
  const Tensor self = as_array(a);
  if (a.is_array_scalar()) {
    raise("TypeError", "'numpy.", dtype_name(self.dtype()), "' object does not support item assignment");
  }
  check_writeable(self);
  if (const auto masked = masked_pieces(self, key)) {
    // One value for every place that the mask selects.
    const Tensor source = assigned_value(value, self.dtype());
    bool fits = source.dim() <= masked->rest.ssize();
    for (int64_t d = 0; fits && d < source.dim(); ++d) {
      const int64_t size = source.sizes()[source.dim() - 1 - d];
      fits = size == 1 || size == masked->rest[masked->rest.ssize() - 1 - d];
    }
    if (fits) {
      const Tensor piece = copy(broadcast_to(source, masked->rest));
      if (masked->bytes == 3) {
        for_each_piece(self, *masked, [from = piece.raw()](std::byte* to) { std::memcpy(to, from, 3); });
        return;
      }
      for_each_piece(self, *masked,
                     [&](std::byte* to) { std::memcpy(to, piece.raw(), static_cast<std::size_t>(masked->bytes)); });
      return;
    }
  }
  const std::vector<Part> parts = parts_of(self, key);
  const Applied applied = apply_key(self, parts);
  const bool element = std::all_of(parts.begin(), parts.end(), [](const Part& p) { return p.kind == Part::Kind::Int; });
  if (element && !is_python_number(value) && as_array(value).dim() > 0) {
    raise("ValueError", "setting an array element with a sequence.");
  }
  const Tensor source = assigned_value(value, self.dtype());
  if (applied.indices.empty()) return assign(applied.view, source);
  const Selected chosen = select_elements(applied);
  bool fits = true;
  Tensor from = source;
  while (from.dim() > chosen.shape.ssize() && from.sizes()[0] == 1) {
    Ints sizes = from.sizes(), strides = from.strides();
    sizes.erase(0);
    strides.erase(0);
    from = from.view_as(sizes, strides, from.offset());
  }
  fits = from.dim() <= chosen.shape.ssize();
  for (int64_t d = 0; fits && d < from.dim(); ++d) {
    const int64_t size = from.sizes()[from.dim() - 1 - d];
    fits = size == 1 || size == chosen.shape[chosen.shape.ssize() - 1 - d];
  }
  if (!fits) {
    const bool one_mask = key.is(Tag::Array) && key.to_array().dtype() == Dtype::Bool && source.dim() == 1;
    if (one_mask) {
      raise("ValueError", "NumPy boolean array indexing assignment cannot assign ", source.numel(),
            " input values to the ", chosen.offsets.numel(), " output values where the mask is true");
    }
    raise("ValueError", "shape mismatch: value array of shape ", shape_text(source.sizes()),
          " could not be broadcast to indexing result of shape ", shape_text(chosen.shape));
  }
  if (from.storage().get() == self.storage().get()) from = copy(from);
  const Tensor block = broadcast_to(from, chosen.shape);
  const std::size_t item = self.itemsize();
  if (!for_each_element(applied, chosen, block,
                        [&](std::byte* to, const std::byte* value_at) { std::memcpy(to, value_at, item); })) {
    for_each_selected(applied, chosen, block, [](const Tensor& to, const Tensor& piece) { assign(to, piece); });
  }
}

// ufunc.at: a[key] = a[key] op b, one place after the other, so that one that comes twice is changed twice.
void ufunc_at(std::string_view name, const Value& a, const Value& key, const Value& b) {
  const Tensor self = as_array(a);
  check_writeable(self);
  const Applied applied = apply_key(self, parts_of(self, key));
  const auto combine = [&](const Tensor& to, const Tensor& with) {
    const Tensor made = ufunc(name, to, with);
    if (!can_cast(made.dtype(), self.dtype(), "same_kind")) {
      raise("UFuncTypeError", "Cannot cast ufunc '", name, "' output from dtype('", dtype_name(made.dtype()),
            "') to dtype('", dtype_name(self.dtype()), "') with casting rule 'same_kind'");
    }
    assign(to, made);
  };
  const Operand operands[] = {{self}, as_operand(b)};
  const Tensor source =
      cast(operands[1],
           with_weak(operands[1].weak == Weak::No ? operands[1].tensor.dtype() : self.dtype(), operands[1].weak));
  if (applied.indices.empty()) return combine(applied.view, source);
  const Selected chosen = select_elements(applied);
  for_each_selected(applied, chosen, broadcast_to(source, chosen.shape), combine);
}

Value nonzero(const Value& a) {
  const Tensor t = as_array(a);
  if (t.dim() == 0) {
    raise("ValueError",
          "Calling nonzero on 0d arrays is not allowed. Use np.atleast_1d(scalar).nonzero() instead. If the context of "
          "this error is of the form `arr[nonzero(cond)]`, just use `arr[cond]`.");
  }
  std::vector<Value> out;
  for (const Tensor& indices : mask_indices(cast(t, Dtype::Bool))) out.push_back(array(indices));
  return Value::tuple(std::move(out));
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_getitem, np::get_item)
KERNEL(np_setitem, np::set_item)
KERNEL(np_ufunc_at, np::ufunc_at)
KERNEL(np_nonzero, np::nonzero)
}  // namespace flambeau
