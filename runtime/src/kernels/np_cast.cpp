// Elements of one dtype as another's; copies and assignments between arrays of any strides.
#include <algorithm>
#include <array>

#include "kernels/np.h"
#include "ops/call.h"

namespace flambeau::np {

void each_run(const Ints& shape, std::initializer_list<Tensor> arrays, RunFunction fn) {
  const Walk walk(shape, arrays);
  if (walk.numel == 0) return;
  for_each_run(walk, 0, walk.numel,
               [&](std::byte* const* data, const int64_t* strides, int64_t n) { fn(data, strides, n); });
}

namespace {

using ConvertRun = void (*)(std::byte*, int64_t, const std::byte*, int64_t, int64_t);

template <typename To, typename From>
void convert_run(std::byte* to, int64_t to_step, const std::byte* from, int64_t from_step, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    *reinterpret_cast<To*>(to + i * to_step) = convert<To>(*reinterpret_cast<const From*>(from + i * from_step));
  }
}

template <typename T>
inline constexpr bool is_wide_unsigned =
    std::is_same_v<T, uint16_t> || std::is_same_v<T, uint32_t> || std::is_same_v<T, uint64_t>;

// From and to dtypes that `Tensor.to` has no conversion for. Null for the others.
ConvertRun find_own(Dtype to, Dtype from) {
  if (to == from) return nullptr;
  return dispatch(to, [&](auto target) {
    using To = typename decltype(target)::type;
    return dispatch(from, [&](auto source) -> ConvertRun {
      using From = typename decltype(source)::type;
      if constexpr (is_wide_unsigned<To> || is_wide_unsigned<From>) {
        return &convert_run<To, From>;
      } else {
        return nullptr;
      }
    });
  });
}

// Into narrow integers of numbers that those can't hold: as int32, which is cut off. `Tensor.to` is another's.
void convert_by_int32(std::byte* to, int64_t to_step, Dtype to_dtype, const std::byte* from, int64_t from_step,
                      Dtype from_dtype, int64_t n) {
  constexpr int64_t kSome = 256, kStep = sizeof(int32_t);
  std::array<int32_t, kSome> middle;
  auto* const held = reinterpret_cast<std::byte*>(middle.data());
  for (int64_t i = 0; i < n; i += kSome) {
    const int64_t count = std::min(kSome, n - i);
    convert_elements(held, kStep, Dtype::Int32, from + i * from_step, from_step, from_dtype, count);
    convert_elements(to + i * to_step, to_step, to_dtype, held, kStep, Dtype::Int32, count);
  }
}

// Both of one shape.
void copy_same_shape(const Tensor& target, const Tensor& source) {
  const Dtype to = target.dtype(), from = source.dtype();
  const ConvertRun own = find_own(to, from);
  const bool narrow = to == Dtype::UInt8 || to == Dtype::Int8 || to == Dtype::Int16;
  const bool cut_off = narrow && (is_floating(from) || is_complex(from));
  if (!own && !cut_off) return copy_elements(target, source);
  const Walk walk(target.sizes(), {target, source});
  if (walk.numel == 0) return;
  for_each_run(walk, [&](std::byte* const* data, const int64_t* strides, int64_t n) {
    if (own) own(data[0], strides[0], data[1], strides[1], n);
    else convert_by_int32(data[0], strides[0], to, data[1], strides[1], from, n);
  });
}

bool fits(int64_t value, Dtype dtype) {
  return dispatch(dtype, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, bool> || !std::is_integral_v<T>) {
      return true;
    } else if constexpr (std::is_same_v<T, uint64_t>) {
      return value >= 0;
    } else {
      return value >= std::numeric_limits<T>::min() && value <= std::numeric_limits<T>::max();
    }
  });
}

}  // namespace

Tensor cast(const Tensor& self, Dtype dtype) {
  if (self.dtype() == dtype) return self;
  Tensor out = self.dim() ? empty_like(with_positive_strides(self), dtype) : empty({}, dtype);
  copy_same_shape(out, self);
  return out;
}

Tensor cast(const Operand& operand, Dtype dtype) {
  if (operand.weak == Weak::Int && !fits(*operand.tensor.data<int64_t>(), dtype)) {
    raise("OverflowError", "Python integer ", *operand.tensor.data<int64_t>(), " out of bounds for ",
          dtype_name(dtype));
  }
  return cast(operand.tensor, dtype);
}

Tensor copy(const Tensor& self) {
  Tensor out = empty(self.sizes(), self.dtype());
  copy_same_shape(out, self);
  return out;
}

Tensor row_major(const Tensor& self) { return self.is_contiguous() ? self : copy(self); }

Tensor reversed(const Tensor& self) {
  Ints order;
  for (int64_t d = self.dim(); d-- > 0;) order.push_back(d);
  return permuted(self, order);
}

Tensor copied_in(const Tensor& self, std::string_view order) {
  if (order == "F") return reversed(copy(reversed(self)));
  if (order != "K" && order != "A") return copy(self);
  Tensor out = empty_like(with_positive_strides(self), self.dtype());
  copy_same_shape(out, self);
  return out;
}

void check_writeable(const Tensor& self) {
  if (self.storage()->readonly()) raise("ValueError", "assignment destination is read-only");
}

void assign(const Tensor& target, const Tensor& source) {
  check_writeable(target);
  Tensor from = source;
  // Leading dims of size 1 beyond the target's own are dropped.
  while (from.dim() > target.dim() && from.sizes()[0] == 1) {
    Ints sizes = from.sizes(), strides = from.strides();
    sizes.erase(0);
    strides.erase(0);
    from = from.view_as(sizes, strides, from.offset());
  }
  bool fits = from.dim() <= target.dim();
  for (int64_t d = 0; fits && d < from.dim(); ++d) {
    const int64_t size = from.sizes()[from.dim() - 1 - d];
    fits = size == 1 || size == target.sizes()[target.dim() - 1 - d];
  }
  if (!fits) {
    raise("ValueError", "could not broadcast input array from shape ", shape_text(source.sizes()), " into shape ",
          shape_text(target.sizes()));
  }
  if (target.numel() == 0) return;
  if (from.storage().get() == target.storage().get()) from = copy(from);
  copy_same_shape(target, broadcast_to(from, target.sizes()));
}

namespace {

Value astype(const Value& a, const Value& dtype, std::string_view casting, bool copied) {
  const Tensor t = as_array(a);
  const Dtype wanted = dtype_argument(dtype).value_or(Dtype::Float64);
  if (!can_cast(t.dtype(), wanted, casting)) {
    raise("TypeError", "Cannot cast array data from dtype('", dtype_name(t.dtype()), "') to dtype('",
          dtype_name(wanted), "') according to the rule '", casting, "'");
  }
  if (a.is_array_scalar()) return result(cast(t, wanted));
  if (wanted != t.dtype()) return array(cast(t, wanted));
  if (!copied && a.is(Tag::Array)) return a;
  // A dense array's copy keeps its order of dims.
  Tensor out = empty_like(with_positive_strides(t), wanted);
  copy_same_shape(out, t);
  return array(out);
}

Value copy_of(const Value& a, std::string_view order) {
  const Tensor t = as_array(a);
  return a.is_array_scalar() ? result(copy(t)) : array(copied_in(t, order));
}

// numpy.float32(value) and its like: a scalar, or an array where the value has dims.
Value construct(const Value& dtype, const Value& value) {
  const Dtype wanted = *dtype_argument(dtype);
  if (value.is_none()) return result(cast(as_array(Value(int64_t{0})), wanted));
  if (value.is(Tag::Str)) {
    const bool whole = kind_of(wanted) == 'i' || kind_of(wanted) == 'u';
    return construct(dtype, call_operator(whole ? "py::int" : "py::float", {value}));
  }
  if (kind_of(wanted) == 'b' || !value.is(Tag::Int)) return result(cast(as_array(value), wanted));
  return result(cast(as_operand(value), wanted));
}

void copy_to(const Value& target, const Value& source, std::string_view casting, const Value& where) {
  const Tensor t = as_array(target), s = as_array(source);
  if (!is_python_number(source) && !can_cast(s.dtype(), t.dtype(), casting)) {
    raise("TypeError", "Cannot cast array data from dtype('", dtype_name(s.dtype()), "') to dtype('",
          dtype_name(t.dtype()), "') according to the rule '", casting, "'");
  }
  if (where.is(Tag::Bool) && where.to_bool()) return assign(t, s);
  const Tensor mask = broadcast_to(as_array(where), t.sizes());
  check_writeable(t);
  const Tensor from = broadcast_to(copy(cast(s, t.dtype())), t.sizes());
  const std::size_t item = t.itemsize();
  each_run(t.sizes(), {t, from, mask}, [&](std::byte* const* data, const int64_t* strides, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      if (data[2][i * strides[2]] != std::byte{0}) {
        std::copy_n(data[1] + i * strides[1], item, data[0] + i * strides[0]);
      }
    }
  });
}

void fill(const Value& a, const Value& value) {
  const Tensor t = as_array(a);
  const Operand source = as_operand(value);
  assign(t, source.weak == Weak::Int ? cast(source, t.dtype()) : source.tensor);
}

// The same memory under another dtype.
Value view(const Value& a, const Value& dtype) {
  const Tensor t = as_array(a);
  const auto wanted = dtype_argument(dtype);
  if (!wanted || *wanted == t.dtype()) return array(t.view_as(t.sizes(), t.strides(), t.offset()));
  const auto from = static_cast<int64_t>(t.itemsize()), to = static_cast<int64_t>(item_size(*wanted));
  Ints sizes = t.sizes(), strides = t.strides();
  if (from != to) {
    if (t.dim() == 0)
      raise("ValueError", "Changing the dtype of a 0d array is only supported if the itemsize is unchanged");
    if (t.strides().back() != 1) {
      raise("ValueError", "To change to a dtype of a different size, the last axis must be contiguous");
    }
    if (sizes.back() * from % to != 0) {
      raise("ValueError",
            "When changing to a larger dtype, its size must be a divisor of the total size in bytes of the last axis "
            "of the array.");
    }
    sizes.back() = sizes.back() * from / to;
    for (int64_t d = 0; d + 1 < t.dim(); ++d) strides[d] = strides[d] * from / to;
  }
  return array(Tensor(t.storage(), *wanted, sizes, strides, t.offset() * from / to));
}

Value part(const Value& a, bool imaginary) {
  const Tensor t = as_array(a);
  if (!is_complex(t.dtype())) {
    if (!imaginary) return a;
    Tensor zeros = copy(t);
    std::fill_n(zeros.raw(), static_cast<std::size_t>(zeros.numel()) * zeros.itemsize(), std::byte{0});
    return Value::array(zeros, a.is_array_scalar());
  }
  Ints strides = t.strides();
  for (int64_t& stride : strides) stride *= 2;
  const Dtype dtype = t.dtype() == Dtype::Complex64 ? Dtype::Float32 : Dtype::Float64;
  return Value::array(Tensor(t.storage(), dtype, t.sizes(), strides, t.offset() * 2 + (imaginary ? 1 : 0)),
                      a.is_array_scalar());
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_astype, np::astype)
KERNEL(np_copy, np::copy_of)
KERNEL(np_scalar, np::construct)
KERNEL(np_copyto, np::copy_to)
KERNEL(np_fill, np::fill)
KERNEL(np_view, np::view)
KERNEL(np_part, np::part)
}  // namespace flambeau
