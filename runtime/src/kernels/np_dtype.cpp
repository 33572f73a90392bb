// NumPy's dtypes: promotion, casting rules, axes.
#include <algorithm>

#include "kernels/np.h"
#include "value/array_scalar.h"

namespace flambeau::np {

char kind_of(Dtype dtype) {
  if (dtype == Dtype::Bool) return 'b';
  if (is_complex(dtype)) return 'c';
  if (is_floating(dtype)) return 'f';
  return dtype == Dtype::UInt8 || is_wide_unsigned(dtype) ? 'u' : 'i';
}

namespace {

Dtype signed_of(std::size_t bytes) {
  return bytes == 1 ? Dtype::Int8 : bytes == 2 ? Dtype::Int16 : bytes == 4 ? Dtype::Int32 : Dtype::Int64;
}

Dtype float_of(std::size_t bytes) { return bytes <= 2 ? Dtype::Float16 : bytes == 4 ? Dtype::Float32 : Dtype::Float64; }

// The float that holds the numbers of an integer dtype, as promotion sees it.
Dtype float_for(Dtype dtype) { return float_of(kind_of(dtype) == 'b' ? 2 : item_size(dtype) * 2); }

Dtype promote_integers(Dtype a, Dtype b) {
  if (kind_of(a) == kind_of(b)) return item_size(a) >= item_size(b) ? a : b;
  const Dtype unsigned_one = kind_of(a) == 'u' ? a : b;
  const Dtype signed_one = kind_of(a) == 'u' ? b : a;
  if (item_size(signed_one) > item_size(unsigned_one)) return signed_one;
  return unsigned_one == Dtype::UInt64 ? Dtype::Float64 : signed_of(item_size(unsigned_one) * 2);
}

}  // namespace

Dtype promote(Dtype a, Dtype b) {
  if (a == b || kind_of(b) == 'b') return a;
  if (kind_of(a) == 'b') return b;
  if (is_complex(a) || is_complex(b)) {
    const auto part = [](Dtype d) {
      return is_complex(d) ? item_size(d) / 2 : item_size(is_floating(d) ? d : float_for(d));
    };
    return std::max(part(a), part(b)) > 4 ? Dtype::Complex128 : Dtype::Complex64;
  }
  if (is_floating(a) || is_floating(b)) {
    const Dtype x = is_floating(a) ? a : float_for(a), y = is_floating(b) ? b : float_for(b);
    return item_size(x) >= item_size(y) ? x : y;
  }
  return promote_integers(a, b);
}

Dtype with_weak(Dtype strong, Weak weak) {
  const char kind = kind_of(strong);
  switch (weak) {
    case Weak::No: return strong;
    case Weak::Int: return kind == 'b' ? Dtype::Int64 : strong;
    case Weak::Float: return kind == 'f' || kind == 'c' ? strong : Dtype::Float64;
    case Weak::Complex:
      if (kind == 'c') return strong;
      return kind == 'f' && strong != Dtype::Float64 ? Dtype::Complex64 : Dtype::Complex128;
  }
  return strong;
}

Dtype result_type(std::span<const Operand> operands) {
  std::optional<Dtype> strong;
  Weak weak = Weak::No;
  for (const Operand& operand : operands) {
    if (operand.weak != Weak::No) {
      weak = std::max(weak, operand.weak);
    } else {
      strong = strong ? promote(*strong, operand.tensor.dtype()) : operand.tensor.dtype();
    }
  }
  if (strong) return with_weak(*strong, weak);
  return weak == Weak::Int ? Dtype::Int64 : weak == Weak::Float ? Dtype::Float64 : Dtype::Complex128;
}

Dtype float_type(Dtype dtype) {
  if (is_floating(dtype) || is_complex(dtype)) return dtype;
  return item_size(dtype) == 1 ? Dtype::Float16 : item_size(dtype) == 2 ? Dtype::Float32 : Dtype::Float64;
}

bool can_cast(Dtype from, Dtype to, std::string_view casting) {
  if (casting == "unsafe" || from == to) return true;
  if (casting == "no" || casting == "equiv") return false;
  if (promote(from, to) == to) return true;
  if (casting == "safe") return false;
  constexpr std::string_view kOrder = "buifc";
  return kOrder.find(kind_of(from)) <= kOrder.find(kind_of(to));
}

int64_t axis_argument(int64_t axis, int64_t rank) {
  if (axis < -rank || axis >= rank) {
    raise("AxisError", "axis ", axis, " is out of bounds for array of dimension ", rank);
  }
  return axis < 0 ? axis + rank : axis;
}

Ints axes_argument(const Value& axis, int64_t rank) {
  Ints out;
  if (axis.is_none()) {
    for (int64_t d = 0; d < rank; ++d) out.push_back(d);
    return out;
  }
  for (const int64_t each : ints_argument(axis)) {
    const int64_t wrapped = axis_argument(each, rank);
    if (std::find(out.begin(), out.end(), wrapped) != out.end()) raise("ValueError", "duplicate value in 'axis'");
    out.push_back(wrapped);
  }
  return out;
}

namespace {

bool is_integer_kind(std::string_view name, Dtype dtype) {
  const char kind = kind_of(dtype);
  if (name == "generic") return true;
  if (name == "number") return kind != 'b';
  if (name == "integer") return kind == 'i' || kind == 'u';
  if (name == "signedinteger") return kind == 'i';
  if (name == "unsignedinteger") return kind == 'u';
  if (name == "inexact") return kind == 'f' || kind == 'c';
  if (name == "floating") return kind == 'f';
  if (name == "complexfloating") return kind == 'c';
  return name == dtype_name(dtype) || (name == "bool_" && kind == 'b');
}

Dtype dtype_of_value(const Value& value) {
  return value.is(Tag::ArrayDtype) ? value.to_array_dtype() : *dtype_argument(value);
}

Value make_dtype(const Value& value) { return Value::array_dtype(dtype_argument(value).value_or(Dtype::Float64)); }
Value dtype_of_array(const Value& a) { return Value::array_dtype(as_array(a).dtype()); }
std::string dtype_attribute(const Value& dtype, std::string_view which) {
  const Dtype held = dtype_of_value(dtype);
  const std::string kind(1, kind_of(held));
  if (which == "kind") return kind;
  if (which == "name") return std::string(dtype_name(held));
  const std::string size = std::to_string(item_size(held));
  return (item_size(held) == 1 ? "|" : "<") + kind + size;
}
int64_t dtype_itemsize(const Value& dtype) { return static_cast<int64_t>(item_size(dtype_of_value(dtype))); }
Value to_torch_dtype(const Value& dtype) { return dtype_of_value(dtype); }

bool is_subdtype(const Value& dtype, const std::vector<std::string_view>& names) {
  const Dtype held = dtype_of_value(dtype);
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return is_integer_kind(name, held); });
}

// isinstance(value, classes) for classes of NumPy's; a float64 is a float of Python's too, a complex128 a complex.
bool is_instance(const Value& value, const std::vector<std::string_view>& names) {
  if (!value.is(Tag::Array)) return false;
  const bool scalar = value.is_array_scalar();
  const Dtype dtype = value.to_array().dtype();
  return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
    if (name == "ndarray") return !scalar;
    if (!scalar) return false;
    if (name == "float") return dtype == Dtype::Float64;
    if (name == "complex") return dtype == Dtype::Complex128;
    return is_integer_kind(name, dtype);
  });
}

Value promote_dtypes(const Value& a, const Value& b) {
  return Value::array_dtype(promote(dtype_of_value(a), dtype_of_value(b)));
}
Value result_type_of(const Value& values) {
  std::vector<Operand> operands;
  for (const Value& value : values.items()) {
    if (value.is(Tag::ArrayDtype) || value.is(Tag::Dtype)) {
      operands.push_back({empty({}, dtype_of_value(value))});
    } else {
      operands.push_back(as_operand(value));
    }
  }
  return Value::array_dtype(result_type(operands));
}
bool can_cast_to(const Value& from, const Value& to, std::string_view casting) {
  const bool is_dtype = from.is(Tag::ArrayDtype) || from.is(Tag::Dtype);
  return can_cast(is_dtype ? dtype_of_value(from) : as_array(from).dtype(), dtype_of_value(to), casting);
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_dtype, np::make_dtype)
KERNEL(np_dtype_of, np::dtype_of_array)
KERNEL(np_dtype_attribute, np::dtype_attribute)
KERNEL(np_dtype_itemsize, np::dtype_itemsize)
KERNEL(np_torch_dtype, np::to_torch_dtype)
KERNEL(np_is_subdtype, np::is_subdtype)
KERNEL(np_isinstance, np::is_instance)
KERNEL(np_promote_types, np::promote_dtypes)
KERNEL(np_result_type, np::result_type_of)
KERNEL(np_can_cast, np::can_cast_to)
}  // namespace flambeau
