// Shapes of arrays: broadcasting, reshaping, reordering, joining.
#include <algorithm>
#include <numeric>

#include "kernels/np.h"
#include "kernels/view.h"

namespace flambeau::np {

Ints broadcast(std::span<const Tensor> arrays) {
  Ints shape;
  for (const Tensor& array : arrays) {
    if (array.dim() > shape.ssize()) {
      Ints longer(static_cast<std::size_t>(array.dim()) - shape.size(), 1);
      for (const int64_t size : shape) longer.push_back(size);
      shape = longer;
    }
    const int64_t skipped = shape.ssize() - array.dim();
    for (int64_t d = 0; d < array.dim(); ++d) {
      int64_t& size = shape[d + skipped];
      if (size == 1) {
        size = array.sizes()[d];
      } else if (array.sizes()[d] != 1 && array.sizes()[d] != size) {
        std::string shapes;
        for (const Tensor& each : arrays) shapes += shape_text(each.sizes()) + " ";
        raise("ValueError", "operands could not be broadcast together with shapes ", shapes);
      }
    }
  }
  return shape;
}

Tensor broadcast_to(const Tensor& self, const Ints& shape) {
  Ints strides(shape.size());
  const int64_t skipped = shape.ssize() - self.dim();
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (self.sizes()[d] == shape[d + skipped]) strides[d + skipped] = self.strides()[d];
  }
  return self.view_as(shape, strides, self.offset());
}

namespace {

// What NumPy's message says of a shape: a leading -1 is left out.
std::string wanted_text(const Ints& shape) {
  std::size_t from = 0;
  while (from < shape.size() && shape[from] < 0) ++from;
  std::string out = "(";
  for (std::size_t i = from; i < shape.size(); ++i) {
    out += (i > from ? "," : "") + (shape[i] < 0 ? std::string("newaxis") : std::to_string(shape[i]));
  }
  return out + (shape.size() == 1 ? ",)" : ")");
}

}  // namespace

Tensor reshaped(const Tensor& self, Ints shape) {
  int64_t unknown = -1, known = 1;
  const Ints asked = shape;
  for (int64_t d = 0; d < shape.ssize(); ++d) {
    if (shape[d] < 0) {
      if (unknown >= 0) raise("ValueError", "can only specify one unknown dimension");
      unknown = d;
    } else {
      known *= shape[d];
    }
  }
  const bool fits = unknown >= 0 ? known != 0 && self.numel() % known == 0 : known == self.numel();
  if (!fits) raise("ValueError", "cannot reshape array of size ", self.numel(), " into shape ", wanted_text(asked));
  if (unknown >= 0) shape[unknown] = self.numel() / known;
  if (const auto strides = view_strides(self.sizes(), self.strides(), shape)) {
    return self.view_as(shape, *strides, self.offset());
  }
  const Tensor copied = copy(self);
  return copied.view_as(shape, contiguous_strides(shape), 0);
}

Tensor permuted(const Tensor& self, const Ints& order) {
  Ints sizes, strides;
  for (const int64_t d : order) {
    sizes.push_back(self.sizes()[d]);
    strides.push_back(self.strides()[d]);
  }
  return self.view_as(sizes, strides, self.offset());
}

Tensor axes_last(const Tensor& self, const Ints& axes) {
  Ints order;
  for (int64_t d = 0; d < self.dim(); ++d) {
    if (std::find(axes.begin(), axes.end(), d) == axes.end()) order.push_back(d);
  }
  for (const int64_t axis : axes) order.push_back(axis);
  return permuted(self, order);
}

Tensor sliced(const Tensor& self, int64_t axis, int64_t start, int64_t count, int64_t step) {
  Ints sizes = self.sizes(), strides = self.strides();
  const int64_t offset = self.offset() + (count ? start * strides[axis] : 0);
  sizes[axis] = count;
  strides[axis] *= step;
  return self.view_as(sizes, strides, offset);
}

Tensor concatenated(const std::vector<Tensor>& arrays, int64_t axis, std::optional<Dtype> dtype) {
  if (arrays.empty()) raise("ValueError", "need at least one array to concatenate");
  const Tensor& first = arrays[0];
  if (first.dim() == 0) raise("ValueError", "zero-dimensional arrays cannot be concatenated");
  const int64_t along = axis_argument(axis, first.dim());
  Ints shape = first.sizes();
  Dtype common = first.dtype();
  for (std::size_t i = 1; i < arrays.size(); ++i) {
    const Tensor& each = arrays[i];
    if (each.dim() != first.dim()) {
      raise("ValueError", "all the input arrays must have same number of dimensions, but the array at index 0 has ",
            first.dim(), " dimension(s) and the array at index ", i, " has ", each.dim(), " dimension(s)");
    }
    for (int64_t d = 0; d < first.dim(); ++d) {
      if (d != along && each.sizes()[d] != first.sizes()[d]) {
        raise("ValueError",
              "all the input array dimensions except for the concatenation axis must match exactly, but along "
              "dimension ",
              d, ", the array at index 0 has size ", first.sizes()[d], " and the array at index ", i, " has size ",
              each.sizes()[d]);
      }
    }
    shape[along] += each.sizes()[along];
    common = promote(common, each.dtype());
  }
  const Tensor out = empty(shape, dtype.value_or(common));
  int64_t start = 0;
  for (const Tensor& each : arrays) {
    const int64_t size = each.sizes()[along];
    assign(sliced(out, along, start, size, 1), each);
    start += size;
  }
  return out;
}

namespace {

Value reshape_to(const Value& a, const Value& shape, std::string_view order) {
  const Tensor t = as_array(a);
  Ints sizes = ints_argument(shape);
  if (order != "F") return array(reshaped(t, sizes));
  Ints backwards, reversed(sizes.begin(), sizes.end());
  for (int64_t d = t.dim() - 1; d >= 0; --d) backwards.push_back(d);
  std::reverse(reversed.begin(), reversed.end());
  const Tensor made = reshaped(permuted(t, backwards), reversed);
  Ints order_back;
  for (int64_t d = made.dim() - 1; d >= 0; --d) order_back.push_back(d);
  return array(permuted(made, order_back));
}

Value transpose(const Value& a, const Value& axes) {
  const Tensor t = as_array(a);
  Ints order;
  if (axes.is_none()) {
    for (int64_t d = t.dim() - 1; d >= 0; --d) order.push_back(d);
  } else {
    for (const int64_t axis : ints_argument(axes)) {
      const int64_t wrapped = axis_argument(axis, t.dim());
      if (std::find(order.begin(), order.end(), wrapped) != order.end()) {
        raise("ValueError", "repeated axis in transpose");
      }
      order.push_back(wrapped);
    }
    if (order.ssize() != t.dim()) raise("ValueError", "axes don't match array");
  }
  return Value::array(permuted(t, order), a.is_array_scalar());
}

Value swapaxes(const Value& a, int64_t axis1, int64_t axis2) {
  const Tensor t = as_array(a);
  for (const auto& [name, axis] : {std::pair{"axis1", axis1}, std::pair{"axis2", axis2}}) {
    if (axis < -t.dim() || axis >= t.dim()) {
      raise("AxisError", name, ": axis ", axis, " is out of bounds for array of dimension ", t.dim());
    }
  }
  const int64_t x = axis_argument(axis1, t.dim()), y = axis_argument(axis2, t.dim());
  Ints order;
  for (int64_t d = 0; d < t.dim(); ++d) order.push_back(d == x ? y : d == y ? x : d);
  return array(permuted(t, order));
}

Value moveaxis(const Value& a, const Value& source, const Value& destination) {
  const Tensor t = as_array(a);
  const auto axes = [&](const Value& given, std::string_view name) {
    try {
      return axes_argument(given, t.dim());
    } catch (const Error& error) {
      if (error.type() == "AxisError") throw Error("AxisError", concat(name, ": ", error.what()));
      raise("ValueError", "repeated axis in `", name, "` argument");
    }
  };
  const Ints from = axes(source, "source"), to = axes(destination, "destination");
  if (from.size() != to.size()) {
    raise("ValueError", "`source` and `destination` arguments must have the same number of elements");
  }
  Ints order(t.sizes().size(), -1);
  for (std::size_t i = 0; i < to.size(); ++i) order[to[i]] = from[i];
  int64_t next = 0;
  for (int64_t& place : order) {
    if (place >= 0) continue;
    while (std::find(from.begin(), from.end(), next) != from.end()) ++next;
    place = next++;
  }
  return array(permuted(t, order));
}

Value expand_dims(const Value& a, const Value& axis) {
  const Tensor t = as_array(a);
  const Ints given = ints_argument(axis);
  const int64_t rank = t.dim() + given.ssize();
  Ints axes;
  for (const int64_t each : given) {
    const int64_t wrapped = axis_argument(each, rank);
    if (std::find(axes.begin(), axes.end(), wrapped) != axes.end()) raise("ValueError", "repeated axis");
    axes.push_back(wrapped);
  }
  Ints sizes, strides;
  int64_t own = 0;
  for (int64_t d = 0; d < rank; ++d) {
    const bool is_new = std::find(axes.begin(), axes.end(), d) != axes.end();
    sizes.push_back(is_new ? 1 : t.sizes()[own]);
    strides.push_back(is_new ? 0 : t.strides()[own]);
    own += is_new ? 0 : 1;
  }
  return array(t.view_as(sizes, strides, t.offset()));
}

Value squeeze(const Value& a, const Value& axis) {
  const Tensor t = as_array(a);
  const Ints axes = axes_argument(axis, t.dim());
  Ints sizes, strides;
  for (int64_t d = 0; d < t.dim(); ++d) {
    const bool asked = std::find(axes.begin(), axes.end(), d) != axes.end();
    if (asked && !axis.is_none() && t.sizes()[d] != 1) {
      raise("ValueError", "cannot select an axis to squeeze out which has size not equal to one");
    }
    if (asked && t.sizes()[d] == 1) continue;
    sizes.push_back(t.sizes()[d]);
    strides.push_back(t.strides()[d]);
  }
  return Value::array(t.view_as(sizes, strides, t.offset()), a.is_array_scalar());
}

Value ravel(const Value& a, std::string_view order, bool copied) {
  Tensor t = as_array(a);
  if (order == "F" || (order == "A" && !t.is_contiguous() && reversed(t).is_contiguous())) t = reversed(t);
  if (order == "K") {
    Ints places;
    for (int64_t d = 0; d < t.dim(); ++d) places.push_back(d);
    const auto step = [&t](int64_t d) { return std::abs(t.strides()[d]); };
    std::stable_sort(places.begin(), places.end(), [&](int64_t a, int64_t b) { return step(a) > step(b); });
    t = permuted(t, places);
  }
  const Tensor flat = reshaped(t, Ints{-1 + (t.numel() == 0 ? 1 : 0)});
  return array(copied && flat.storage().get() == t.storage().get() ? copy(flat) : flat);
}

Value broadcast_array(const Value& a, const Value& shape) {
  const Tensor t = as_array(a);
  const Ints sizes = ints_argument(shape);
  bool fits = t.dim() <= sizes.ssize();
  for (int64_t d = 0; fits && d < t.dim(); ++d) {
    const int64_t size = t.sizes()[t.dim() - 1 - d];
    fits = size == 1 || size == sizes[sizes.ssize() - 1 - d];
  }
  if (!fits) {
    raise("ValueError",
          "operands could not be broadcast together with remapped shapes [original->remapped]: ", shape_text(t.sizes()),
          "  and requested shape ", shape_text(sizes));
  }
  return array(broadcast_to(t, sizes));
}

std::vector<Tensor> arrays_of(const Value& values) {
  std::vector<Tensor> out;
  for (const Value& value : sequence_argument(values)) out.push_back(as_array(value));
  return out;
}

Value broadcast_all(const Value& values) {
  const std::vector<Tensor> arrays = arrays_of(values);
  const Ints shape = broadcast(arrays);
  std::vector<Value> out;
  for (const Tensor& each : arrays) out.push_back(array(broadcast_to(each, shape)));
  return Value::tuple(std::move(out));
}
Value broadcast_shapes_of(const Value& shapes) {
  std::vector<Tensor> arrays;
  for (const Value& shape : shapes.items()) {
    const Ints sizes = ints_argument(shape);
    arrays.push_back(empty({}, Dtype::Bool).view_as(sizes, Ints(sizes.size()), 0));
  }
  const Ints shape = broadcast(arrays);
  return Value::tuple(std::vector<Value>(shape.begin(), shape.end()));
}

Value write_to(const Value& out, const Tensor& made) {
  if (out.is_none()) return array(made);
  assign(as_array(out), made);
  return out;
}

Value concatenate(const Value& values, const Value& axis, const Value& out, const Value& dtype) {
  std::vector<Tensor> arrays = arrays_of(values);
  if (axis.is_none()) {
    for (Tensor& each : arrays) each = reshaped(each, Ints{each.numel()});
    return write_to(out, concatenated(arrays, 0, dtype_argument(dtype)));
  }
  return write_to(out, concatenated(arrays, index_argument(axis), dtype_argument(dtype)));
}

Value stack(const Value& values, int64_t axis, const Value& out, const Value& dtype) {
  std::vector<Tensor> arrays = arrays_of(values);
  if (arrays.empty()) raise("ValueError", "need at least one array to stack");
  for (const Tensor& each : arrays) {
    if (!(each.sizes() == arrays[0].sizes())) raise("ValueError", "all input arrays must have the same shape");
  }
  const int64_t along = axis_argument(axis, arrays[0].dim() + 1);
  for (Tensor& each : arrays) each = unsqueeze(each, along);
  return write_to(out, concatenated(arrays, along, dtype_argument(dtype)));
}

// The array with at least `least` dims, where NumPy puts the new ones.
Tensor at_least(const Tensor& t, int64_t least) {
  if (t.dim() >= least) return t;
  if (t.dim() == 0) return reshaped(t, Ints(static_cast<std::size_t>(least), 1));
  if (least == 2) return unsqueeze(t, 0);
  if (least == 3) return t.dim() == 1 ? unsqueeze(unsqueeze(t, 0), 2) : unsqueeze(t, 2);
  return t;
}
Value at_least_nd(const Value& a, int64_t least) {
  const Tensor t = as_array(a);
  if (t.dim() >= least && a.is(Tag::Array)) return a;
  return array(at_least(t, least));
}

// hstack, vstack and dstack: the arrays with `least` dims, joined along an axis.
Value join(const Value& values, int64_t least, int64_t axis, const Value& dtype) {
  std::vector<Tensor> arrays = arrays_of(values);
  for (Tensor& each : arrays) each = at_least(each, least);
  // hstack joins what has just one dim along that.
  if (least == 1 && !arrays.empty() && arrays[0].dim() == 1) axis = 0;
  return array(concatenated(arrays, axis, dtype_argument(dtype)));
}

Value split(const Value& a, const Value& where, int64_t axis, bool equal) {
  const Tensor t = as_array(a);
  const int64_t along = axis_argument(axis, t.dim());
  const int64_t size = t.sizes()[along];
  std::vector<std::pair<int64_t, int64_t>> parts;
  const bool is_count = is_python_number(where) || (where.is(Tag::Array) && where.to_array().dim() == 0);
  if (is_count) {
    const int64_t count = index_argument(where);
    if (count <= 0) raise("ValueError", "number sections must be larger than 0.");
    if (equal && size % count != 0) raise("ValueError", "array split does not result in an equal division");
    int64_t start = 0;
    for (int64_t i = 0; i < count; ++i) {
      const int64_t length = size / count + (i < size % count ? 1 : 0);
      parts.emplace_back(start, start + length);
      start += length;
    }
  } else {
    int64_t start = 0;
    const auto place = [size](int64_t at) { return std::clamp<int64_t>(at < 0 ? at + size : at, 0, size); };
    for (const int64_t stop : ints_argument(where)) {
      parts.emplace_back(place(start), place(stop));
      start = stop;
    }
    parts.emplace_back(place(start), size);
  }
  std::vector<Value> out;
  for (const auto& [start, stop] : parts) {
    out.push_back(array(sliced(t, along, start, std::max<int64_t>(stop - start, 0), 1)));
  }
  return Value::list(std::move(out));
}

Value flip(const Value& a, const Value& axis) {
  Tensor t = as_array(a);
  for (const int64_t along : axes_argument(axis, t.dim())) {
    const int64_t size = t.sizes()[along];
    t = sliced(t, along, std::max<int64_t>(size - 1, 0), size, -1);
  }
  return array(t);
}

Value roll(const Value& a, const Value& shift, const Value& axis) {
  const Tensor t = as_array(a);
  if (axis.is_none()) {
    const Tensor flat = reshaped(t, Ints{t.numel()});
    int64_t total = 0;
    for (const int64_t each : ints_argument(shift)) total += each;
    return array(reshaped(roll(array(flat), Value(total), Value(int64_t{0})).to_array(), t.sizes()));
  }
  Ints shifts = ints_argument(shift), axes;
  for (const int64_t each : ints_argument(axis)) axes.push_back(axis_argument(each, t.dim()));
  if (shifts.size() == 1) shifts.resize(axes.size(), shifts[0]);
  if (axes.size() == 1) axes.resize(shifts.size(), axes[0]);
  if (shifts.size() != axes.size()) raise("ValueError", "'shift' and 'axis' should be scalars or 1D sequences");
  Tensor from = copy(t);
  for (std::size_t i = 0; i < axes.size(); ++i) {
    const int64_t size = t.sizes()[axes[i]];
    if (size == 0) continue;
    const int64_t by = (shifts[i] % size + size) % size;
    const Tensor out = empty(t.sizes(), t.dtype());
    assign(sliced(out, axes[i], by, size - by, 1), sliced(from, axes[i], 0, size - by, 1));
    assign(sliced(out, axes[i], 0, by, 1), sliced(from, axes[i], size - by, by, 1));
    from = out;
  }
  return array(from);
}

Value repeat(const Value& a, const Value& repeats, const Value& axis) {
  Tensor t = as_array(a);
  if (axis.is_none()) t = reshaped(t, Ints{t.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), t.dim());
  Ints counts = ints_argument(repeats);
  const int64_t size = t.sizes()[along];
  if (counts.size() == 1) counts.resize(static_cast<std::size_t>(size), counts[0]);
  if (counts.ssize() != size) {
    raise("ValueError", "operands could not be broadcast together with shape (", size, ",) (", counts.size(), ",)");
  }
  int64_t total = 0;
  for (const int64_t count : counts) {
    if (count < 0) raise("ValueError", "repeats may not contain negative values.");
    total += count;
  }
  Ints shape = t.sizes();
  shape[along] = total;
  const Tensor out = empty(shape, t.dtype());
  int64_t start = 0;
  for (int64_t i = 0; i < size; ++i) {
    assign(sliced(out, along, start, counts[i], 1), sliced(t, along, i, 1, 1));
    start += counts[i];
  }
  return array(out);
}

Value tile(const Value& a, const Value& reps) {
  Tensor t = as_array(a);
  Ints counts = ints_argument(reps);
  while (counts.ssize() < t.dim()) counts.insert(0, 1);
  while (t.dim() < counts.ssize()) t = unsqueeze(t, 0);
  Ints blocks, view_shape, shape;
  for (int64_t d = 0; d < t.dim(); ++d) {
    blocks.push_back(counts[d]);
    blocks.push_back(t.sizes()[d]);
    view_shape.push_back(1);
    view_shape.push_back(t.sizes()[d]);
    shape.push_back(counts[d] * t.sizes()[d]);
  }
  return array(reshaped(copy(broadcast_to(reshaped(t, view_shape), blocks)), shape));
}

// A view by given strides in bytes, as long as it stays inside the array's memory.
Value as_strided(const Value& a, const Value& shape, const Value& strides) {
  const Tensor t = as_array(a);
  const Ints sizes = shape.is_none() ? t.sizes() : ints_argument(shape);
  const auto item = static_cast<int64_t>(t.itemsize());
  Ints steps = t.strides();
  if (!strides.is_none()) {
    steps = ints_argument(strides);
    for (int64_t& step : steps) {
      if (step % item != 0) raise("NotImplementedError", "strides that aren't whole elements aren't supported");
      step /= item;
    }
  }
  if (steps.size() != sizes.size()) raise("ValueError", "strides and shape must have the same length");
  int64_t low = t.offset(), high = t.offset();
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] < 0) raise("ValueError", "negative dimensions are not allowed");
    (steps[d] < 0 ? low : high) += std::max<int64_t>(sizes[d] - 1, 0) * steps[d];
  }
  const auto held = static_cast<int64_t>(t.storage()->bytes()) / item;
  if (count_elements(sizes) && (low < 0 || high >= held)) {
    raise("ValueError", "as_strided: the shape ", tuple_text(sizes), " reaches beyond the array's memory");
  }
  return array(t.view_as(sizes, steps, t.offset()));
}

Value diagonal(const Value& a, int64_t offset, int64_t axis1, int64_t axis2) {
  const Tensor t = as_array(a);
  if (t.dim() < 2) raise("ValueError", "diag requires an array of at least two dimensions");
  return array(diagonal(t, offset, axis_argument(axis1, t.dim()), axis_argument(axis2, t.dim())));
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_reshape, np::reshape_to)
KERNEL(np_transpose, np::transpose)
KERNEL(np_swapaxes, np::swapaxes)
KERNEL(np_moveaxis, np::moveaxis)
KERNEL(np_expand_dims, np::expand_dims)
KERNEL(np_squeeze, np::squeeze)
KERNEL(np_ravel, np::ravel)
KERNEL(np_broadcast_to, np::broadcast_array)
KERNEL(np_broadcast_arrays, np::broadcast_all)
KERNEL(np_broadcast_shapes, np::broadcast_shapes_of)
KERNEL(np_concatenate, np::concatenate)
KERNEL(np_stack, np::stack)
KERNEL(np_at_least, np::at_least_nd)
KERNEL(np_join, np::join)
KERNEL(np_split, np::split)
KERNEL(np_flip, np::flip)
KERNEL(np_roll, np::roll)
KERNEL(np_repeat, np::repeat)
KERNEL(np_tile, np::tile)
KERNEL(np_as_strided, np::as_strided)
KERNEL(np_diagonal, np::diagonal)
}  // namespace flambeau
