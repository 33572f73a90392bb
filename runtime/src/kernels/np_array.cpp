// Arrays out of Python's values, and back: np.asarray and np.array, item, tolist, torch.from_numpy.
#include <algorithm>
#include <limits>

#include "kernels/np.h"
#include "kernels/py_operators.h"
#include "ops/call.h"
#include "value/array_scalar.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/sequence.h"

namespace flambeau::np {

bool is_python_number(const Value& value) {
  return value.is(Tag::Bool) || value.is(Tag::Int) || value.is(Tag::Float) || value.is(Tag::Complex);
}

namespace {

Dtype dtype_of_number(const Value& value) {
  switch (value.tag()) {
    case Tag::Bool: return Dtype::Bool;
    case Tag::Int: return Dtype::Int64;
    case Tag::Float: return Dtype::Float64;
    default: return Dtype::Complex128;
  }
}

void store_number(const Value& value, Dtype dtype, std::byte* to) {
  dispatch(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    T out;
    if (value.is(Tag::Complex)) {
      out = convert<T>(value.to_complex());
    } else if (value.is(Tag::Float)) {
      out = convert<T>(value.to_double());
    } else {
      out = convert<T>(value.to_int());
    }
    *reinterpret_cast<T*>(to) = out;
  });
}

Tensor number_array(const Value& value, Dtype dtype) {
  Tensor out = empty({}, dtype);
  store_number(value, dtype, out.raw());
  return out;
}

bool is_sequence(const Value& value) {
  return value.is(Tag::List) || value.is(Tag::Tuple) || value.is(Tag::Size) || value.is(Tag::Range);
}

// Whether its items lie side by side.
bool holds_items(const Value& value) { return value.is(Tag::List) || value.is(Tag::Tuple); }

// The shape and dtype of nested sequences.
struct Discovery {
  Ints shape;
  std::optional<Dtype> dtype;
  std::string unsupported;  // the type of an element that arrays can't hold: the shape is looked at first
  bool shape_known = false;
  bool holds_none = false;  // which is NaN among floats

  void add(Dtype found) {
    if (dtype != found) dtype = dtype ? promote(*dtype, found) : found;
  }

  void settle(const Ints& found, int64_t depth) {
    Ints whole(shape.begin(), shape.begin() + depth);
    for (const int64_t size : found) whole.push_back(size);
    if (!shape_known) {
      shape = whole;
      shape_known = true;
    } else if (!(shape == whole)) {
      std::size_t common = 0;
      while (common < shape.size() && common < whole.size() && shape[common] == whole[common]) ++common;
      raise("ValueError",
            "setting an array element with a sequence. The requested array has an inhomogeneous shape after ", common,
            " dimensions. The detected shape was ",
            tuple_text(Ints(shape.begin(), shape.begin() + static_cast<std::ptrdiff_t>(common))),
            " + inhomogeneous part.");
    }
  }

  void visit(const Value& value, int64_t depth) {
    if (is_sequence(value)) {
      const std::vector<Value> made = holds_items(value) ? std::vector<Value>{} : iterate(value);
      const std::vector<Value>& items = holds_items(value) ? value.items() : made;
      const auto size = static_cast<int64_t>(items.size());
      if (!shape_known) {
        shape.resize(static_cast<std::size_t>(depth));
        shape.push_back(size);
      } else if (shape.ssize() <= depth || shape[depth] != size) {
        settle(Ints{size}, depth);
      }
      if (items.empty()) settle(Ints{0}, depth);
      for (const Value& item : items) visit(item, depth + 1);
      return;
    }
    if (is_python_number(value)) {
      add(dtype_of_number(value));
      if (!shape_known || shape.ssize() != depth) settle({}, depth);
      return;
    }
    if (value.is(Tag::Array) || value.is(Tag::Tensor)) {
      const Tensor t = value.is(Tag::Array) ? value.to_array() : value.to_tensor();
      add(t.dtype());
      settle(t.sizes(), depth);
      return;
    }
    if (value.is_none()) {
      holds_none = true;
    } else if (unsupported.empty()) {
      unsupported = type_name(value);
    }
    settle({}, depth);
  }
};

// An int in a dtype of many elements that has it; whether it does.
bool store_plainly(const Value& value, Dtype dtype, std::byte* to) {
  const int64_t number = value.to_int();
  if (dtype == Dtype::Int64) *reinterpret_cast<int64_t*>(to) = number;
  else if (dtype == Dtype::Float64) *reinterpret_cast<double*>(to) = static_cast<double>(number);
  else if (dtype == Dtype::Float32) *reinterpret_cast<float*>(to) = static_cast<float>(number);
  else return false;
  return true;
}

void fill(const Value& value, Dtype dtype, std::byte*& to) {
  if (holds_items(value)) {
    for (const Value& item : value.items()) fill(item, dtype, to);
    return;
  }
  if (is_sequence(value)) {
    for (const Value& item : iterate(value)) fill(item, dtype, to);
    return;
  }
  if (is_python_number(value) || value.is_none()) {
    if (value.is_none()) {
      store_number(Value(std::numeric_limits<double>::quiet_NaN()), dtype, to);
    } else if (value.is(Tag::Float) && dtype == Dtype::Float64) {
      *reinterpret_cast<double*>(to) = value.to_double();
    } else if (value.is(Tag::Int) && !store_plainly(value, dtype, to)) {
      const Tensor checked = cast(Operand{number_array(value, Dtype::Int64), Weak::Int}, dtype);
      std::copy_n(checked.raw(), item_size(dtype), to);
    } else if (!value.is(Tag::Int)) {
      store_number(value, dtype, to);
    }
    to += item_size(dtype);
    return;
  }
  const Tensor t = row_major(cast(value.is(Tag::Array) ? value.to_array() : value.to_tensor(), dtype));
  const auto bytes = static_cast<std::size_t>(t.numel()) * item_size(dtype);
  std::copy_n(t.raw(), bytes, to);
  to += bytes;
}

Tensor array_of(const Value& value, std::optional<Dtype> wanted) {
  Discovery found;
  found.visit(value, 0);
  if (found.holds_none && !(wanted && kind_of(*wanted) == 'f')) found.unsupported = "NoneType";
  if (!found.unsupported.empty()) {
    raise("NotImplementedError", "arrays of '", found.unsupported, "' aren't supported: only of numbers and bools");
  }
  const Dtype dtype = wanted.value_or(found.dtype.value_or(Dtype::Float64));
  Tensor out = empty(found.shape, dtype);
  std::byte* to = out.raw();
  fill(value, dtype, to);
  return out;
}

}  // namespace

Tensor as_array(const Value& value) {
  if (value.is(Tag::Array)) return value.to_array();
  if (value.is(Tag::Tensor)) return value.to_tensor();
  if (is_python_number(value)) return number_array(value, dtype_of_number(value));
  return array_of(value, std::nullopt);
}

Operand as_operand(const Value& value) {
  const Weak weak = value.is(Tag::Int)       ? Weak::Int
                    : value.is(Tag::Float)   ? Weak::Float
                    : value.is(Tag::Complex) ? Weak::Complex
                                             : Weak::No;
  return {as_array(value), weak};
}

std::optional<Dtype> dtype_argument(const Value& value) {
  if (value.is_none()) return std::nullopt;
  if (value.is(Tag::ArrayDtype)) return value.to_array_dtype();
  return value.to_dtype();
}

int64_t index_argument(const Value& value) {
  if (value.is(Tag::Int) || value.is(Tag::Bool)) return value.to_int();
  if (value.is(Tag::Array) || value.is(Tag::Tensor)) {
    const Tensor t = as_array(value);
    const char kind = kind_of(t.dtype());
    if ((kind == 'i' || kind == 'u') && t.dim() == 0) return array_item(t).to_int();
    if (kind == 'i' || kind == 'u') raise("TypeError", "only integer scalar arrays can be converted to a scalar index");
    if (!value.is_array_scalar()) raise("TypeError", "only integer scalar arrays can be converted to a scalar index");
  }
  const std::string name =
      value.is_array_scalar() ? concat("numpy.", type_name(value)) : std::string(error_type_name(value));
  raise("TypeError", "'", name, "' object cannot be interpreted as an integer");
}

double float_argument(const Value& value) {
  if (value.is(Tag::Array)) {
    const Value held = array_item(value.to_array());
    return held.to_double();
  }
  return value.to_double();
}

bool bool_argument(const Value& value) {
  if (value.is(Tag::Bool) || value.is(Tag::Int)) return value.to_int() != 0;
  if (value.is(Tag::Array)) return cast(value.to_array(), Dtype::Bool).data<bool>()[0];
  return !value.is_none();
}

Ints ints_argument(const Value& value) {
  if (is_sequence(value)) {
    Ints out;
    for (const Value& item : iterate(value)) out.push_back(index_argument(item));
    return out;
  }
  if (value.is(Tag::Array) && value.to_array().dim() == 1) {
    const Tensor t = row_major(cast(value.to_array(), Dtype::Int64));
    return Ints(t.data<int64_t>(), t.data<int64_t>() + t.numel());
  }
  return Ints{index_argument(value)};
}

std::string tuple_text(const Ints& sizes) {
  std::string out = "(";
  for (std::size_t i = 0; i < sizes.size(); ++i) out += (i ? ", " : "") + std::to_string(sizes[i]);
  return out + (sizes.size() == 1 ? ",)" : ")");
}

std::string shape_text(const Ints& sizes) {
  std::string out = "(";
  for (std::size_t i = 0; i < sizes.size(); ++i) out += (i ? "," : "") + std::to_string(sizes[i]);
  return out + (sizes.size() == 1 ? ",)" : ")");
}

std::vector<Value> sequence_argument(const Value& value) {
  if (!value.is(Tag::Array)) return iterate(value);
  const Tensor t = value.to_array();
  if (t.dim() == 0) raise("TypeError", "iteration over a 0-d array");
  std::vector<Value> out;
  for (int64_t i = 0; i < t.sizes()[0]; ++i) {
    Ints sizes = t.sizes(), strides = t.strides();
    sizes.erase(0);
    strides.erase(0);
    out.push_back(result(t.view_as(sizes, strides, t.offset() + i * t.strides()[0])));
  }
  return out;
}

namespace {

Value as_it_lies(const Value& value, const Value& dtype) {
  const auto wanted = dtype_argument(dtype);
  if (value.is(Tag::Array) && !value.is_array_scalar() && (!wanted || *wanted == value.to_array().dtype()))
    return value;
  if (value.is(Tag::Array) || value.is(Tag::Tensor)) {
    const Tensor t = as_array(value);
    if (wanted && *wanted != t.dtype()) return array(cast(t, *wanted));
    // A tensor's array is another object on the same memory.
    return array(value.is_array_scalar() ? copy(t) : t.view_as(t.sizes(), t.strides(), t.offset()));
  }
  if (is_python_number(value) && !wanted) return array(as_array(value));
  return array(array_of(value, wanted));
}

Value to_asarray(const Value& value, const Value& dtype, std::string_view order) {
  const Value made = as_it_lies(value, dtype);
  const Tensor t = made.to_array();
  const bool moves = order == "C" ? !t.is_contiguous() : order == "F" && !reversed(t).is_contiguous();
  return moves ? array(copied_in(t, order)) : made;
}

Tensor with_rank(const Tensor& t, int64_t least) {
  if (t.dim() >= least) return t;
  Ints sizes(static_cast<std::size_t>(least - t.dim()), 1);
  for (const int64_t size : t.sizes()) sizes.push_back(size);
  return reshaped(t, sizes);
}

Value to_array(const Value& value, const Value& dtype, const Value& copied, std::string_view order, int64_t ndmin) {
  const Tensor made = to_asarray(value, dtype, order).to_array();
  const bool shares =
      (value.is(Tag::Array) || value.is(Tag::Tensor)) && made.storage().get() == as_array(value).storage().get();
  if (!shares) return array(with_rank(made, ndmin));
  if (copied.is(Tag::Bool) && copied.to_bool()) return array(with_rank(copied_in(made, order), ndmin));
  return array(with_rank(made, ndmin));
}

Value ascontiguous(const Value& value, const Value& dtype) {
  const Value made = to_asarray(value, dtype, "K");
  const Tensor t = made.to_array();
  if (t.dim() == 0) return array(reshaped(t, Ints{1}));
  return t.is_contiguous() ? made : array(copy(t));
}

// Tensors and arrays of one another, on the same memory.
Tensor from_numpy(const Value& value) {
  if (!value.is(Tag::Array) || value.is_array_scalar()) {
    raise("TypeError", "expected np.ndarray (got ", value.is_array_scalar() ? "numpy." : "", type_name(value), ")");
  }
  const Tensor t = value.to_array();
  for (const int64_t stride : t.strides()) {
    if (stride < 0) {
      raise("ValueError",
            "At least one stride in the given numpy array is negative, and tensors with negative strides are not "
            "currently supported. (You can probably work around this by making a copy of your array  with "
            "array.copy().) ");
    }
  }
  return t.view_as(t.sizes(), t.strides(), t.offset());
}

Value from_tensor(const Tensor& t) {
  if (t.dtype() == Dtype::BFloat16) raise("TypeError", "Got unsupported ScalarType BFloat16");
  return array(t.view_as(t.sizes(), t.strides(), t.offset()));
}

// The array or scalar that a constant of the program stands for: `tensor` is read-only memory.
Value constant(const Tensor& t, bool is_scalar) { return Value::array(t, is_scalar); }

void check_one(const Tensor& t) {
  if (t.numel() != 1) raise("ValueError", "can only convert an array of size 1 to a Python scalar");
}

Value item(const Value& a, const Value& index) {
  Tensor t = as_array(a);
  if (!index.is_none()) {
    const Ints at = ints_argument(index);
    int64_t offset = t.offset();
    if (at.size() == 1 && t.dim() != 1) {
      const int64_t size = t.numel();
      const int64_t flat = at[0] < 0 ? at[0] + size : at[0];
      if (flat < 0 || flat >= size) raise("IndexError", "index ", at[0], " is out of bounds for size ", size);
      int64_t rest = flat;
      for (int64_t d = t.dim() - 1; d >= 0; --d) {
        offset += rest % t.sizes()[d] * t.strides()[d];
        rest /= t.sizes()[d];
      }
    } else {
      if (at.ssize() != t.dim()) raise("ValueError", "incorrect number of indices for array");
      for (int64_t d = 0; d < t.dim(); ++d) {
        const int64_t i = at[d] < 0 ? at[d] + t.sizes()[d] : at[d];
        if (i < 0 || i >= t.sizes()[d]) {
          raise("IndexError", "index ", at[d], " is out of bounds for axis ", d, " with size ", t.sizes()[d]);
        }
        offset += i * t.strides()[d];
      }
    }
    t = t.view_as({}, {}, offset);
  }
  check_one(t);
  return array_item(t);
}

// The Python number of a scalar, for torch's functions, which don't take arrays for numbers.
Value number(const Value& a) {
  if (a.is(Tag::Array) && !a.is_array_scalar() && a.to_array().dim() != 0) {
    raise("NotImplementedError",
          "a NumPy array stands where torch takes a number or Tensor; convert it with torch.from_numpy");
  }
  return array_item(as_array(a));
}

// `element` is a view without dims, which is moved from one to the next.
Value list_of(const Tensor& t, int64_t dim, int64_t offset, Tensor& element) {
  if (dim == t.dim()) {
    element.set_geometry({}, {}, offset);
    return array_item(element);
  }
  std::vector<Value> items;
  items.reserve(static_cast<std::size_t>(t.sizes()[dim]));
  for (int64_t i = 0; i < t.sizes()[dim]; ++i) {
    items.push_back(list_of(t, dim + 1, offset + i * t.strides()[dim], element));
  }
  return Value::list(std::move(items));
}
Value tolist(const Value& a) {
  const Tensor t = as_array(a);
  Tensor element = t.view_as({}, {}, t.offset());
  return list_of(t, 0, t.offset(), element);
}

int64_t to_int(const Value& a) {
  const Tensor t = as_array(a);
  if (t.dim() != 0) raise("TypeError", "only 0-dimensional arrays can be converted to Python scalars");
  const Value held = array_item(t);
  if (held.is(Tag::Complex))
    raise("TypeError", "int() argument must be a string, a bytes-like object or a real number, not 'complex'");
  if (!held.is(Tag::Float)) return held.to_int();
  return int_from_float(held.to_double());
}
double to_float(const Value& a) {
  const Tensor t = as_array(a);
  if (t.dim() != 0) raise("TypeError", "only 0-dimensional arrays can be converted to Python scalars");
  if (t.dtype() == Dtype::UInt64) return static_cast<double>(*t.data<uint64_t>());
  const Value held = array_item(t);
  if (held.is(Tag::Complex)) raise("TypeError", "float() argument must be a string or a real number, not 'complex'");
  return held.to_double();
}
bool to_bool(const Value& a) {
  const Tensor t = as_array(a);
  if (t.numel() == 0) {
    raise("ValueError",
          "The truth value of an empty array is ambiguous. Use `array.size > 0` to check that an array is not empty.");
  }
  if (t.numel() != 1) {
    raise("ValueError", "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
  }
  return *cast(t, Dtype::Bool).data<bool>();
}
// format(value, spec): scalars format as the Python number that they hold, without a spec too.
std::string format(const Value& a, std::string_view spec) {
  if (!a.is_array_scalar()) {
    if (!spec.empty()) raise("TypeError", "unsupported format string passed to numpy.ndarray.__format__");
    return str(a);
  }
  return std::string(call_operator("py::format", {array_item(a.to_array()), Value(spec)}).to_str());
}

// The same for an index into a list or another sequence, whose words NumPy's scalars leave to it.
int64_t sequence_index(const Value& a, std::string_view owner) {
  if (a.is_array_scalar()) {
    const char kind = kind_of(a.to_array().dtype());
    if (kind != 'i' && kind != 'u') {
      raise("TypeError", owner, " indices must be integers or slices, not numpy.", type_name(a));
    }
  }
  return index_argument(a);
}

Value shape(const Value& a) {
  const Tensor t = as_array(a);
  return Value::tuple(std::vector<Value>(t.sizes().begin(), t.sizes().end()));
}
Value strides(const Value& a) {
  const Tensor t = as_array(a);
  std::vector<Value> out;
  for (const int64_t stride : t.strides()) out.emplace_back(stride * static_cast<int64_t>(t.itemsize()));
  return Value::tuple(std::move(out));
}
int64_t ndim(const Value& a) { return as_array(a).dim(); }
int64_t size(const Value& a, const Value& axis) {
  const Tensor t = as_array(a);
  return axis.is_none() ? t.numel() : t.sizes()[axis_argument(index_argument(axis), t.dim())];
}
int64_t itemsize(const Value& a) { return static_cast<int64_t>(as_array(a).itemsize()); }
int64_t len(const Value& a) {
  const Tensor t = as_array(a);
  if (a.is_array_scalar()) raise("TypeError", "object of type 'numpy.", type_name(a), "' has no len()");
  if (t.dim() == 0) raise("TypeError", "len() of unsized object");
  return t.sizes()[0];
}
Value iterate_rows(const Value& a) {
  if (a.is_array_scalar()) raise("TypeError", "'numpy.", type_name(a), "' object is not iterable");
  return Value::list(sequence_argument(a));
}
bool is_c_contiguous(const Value& a) { return as_array(a).is_contiguous(); }
bool shares_memory(const Value& a, const Value& b) {
  return as_array(a).storage().get() == as_array(b).storage().get();
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_array, np::to_array)
KERNEL(np_asarray, np::to_asarray)
KERNEL(np_ascontiguousarray, np::ascontiguous)
KERNEL(np_to_tensor, np::from_numpy)
KERNEL(np_from_tensor, np::from_tensor)
KERNEL(np_constant, np::constant)
KERNEL(np_item, np::item)
KERNEL(np_number, np::number)
KERNEL(np_tolist, np::tolist)
KERNEL(np_int, np::to_int)
KERNEL(np_float, np::to_float)
KERNEL(np_bool, np::to_bool)
KERNEL(np_index, np::index_argument)
KERNEL(np_sequence_index, np::sequence_index)
KERNEL(np_format, np::format)
KERNEL(np_shape, np::shape)
KERNEL(np_strides, np::strides)
KERNEL(np_ndim, np::ndim)
KERNEL(np_size, np::size)
KERNEL(np_itemsize, np::itemsize)
KERNEL(np_len, np::len)
KERNEL(np_iterate, np::iterate_rows)
KERNEL(np_is_c_contiguous, np::is_c_contiguous)
KERNEL(np_shares_memory, np::shares_memory)
}  // namespace flambeau
