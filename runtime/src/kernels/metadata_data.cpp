// torch.tensor(data): nested Python lists, tuples, numbers and one-element tensors become a tensor.
#include <limits>

#include "kernels/iterate.h"
#include "ops/kernel.h"
#include "value/array_scalar.h"

namespace flambeau {
namespace {

bool is_sequence(const Value& v) { return v.is(Tag::List) || v.is(Tag::Tuple) || v.is(Tag::Size) || v.is(Tag::Range); }

std::vector<Value> elements(const Value& v) {
  if (!v.is(Tag::Range)) return v.items();
  const auto& range = v.object<RangeObject>(Tag::Range);
  std::vector<Value> out;
  for (int64_t i = range.start; range.step > 0 ? i < range.stop : i > range.stop; i += range.step) out.emplace_back(i);
  return out;
}

// The dtype that holds every number of `data`: bool, int64, float32 or complex64; tensors bring their own.
Dtype infer_dtype(const Value& data) {
  switch (data.tag()) {
    case Tag::Bool: return Dtype::Bool;
    case Tag::Int: return Dtype::Int64;
    case Tag::Float: return Dtype::Float32;
    case Tag::Complex: return Dtype::Complex64;
    case Tag::Tensor: return data.to_tensor().dtype();
    case Tag::Str: raise("TypeError", "new(): invalid data type 'str'");
    default: break;
  }
  if (data.is_array_scalar()) return data.to_array().dtype();
  check(is_sequence(data), "Could not infer dtype of ", type_name(data));
  const auto items = elements(data);
  if (items.empty()) return Dtype::Float32;
  Dtype dtype = infer_dtype(items[0]);
  for (const Value& item : items) dtype = promote_types(dtype, infer_dtype(item));
  return dtype;
}

Ints infer_sizes(const Value& data) {
  Ints sizes;
  Value level = data;
  while (is_sequence(level)) {
    const auto items = elements(level);
    sizes.push_back(static_cast<int64_t>(items.size()));
    if (items.empty()) break;
    level = items[0];
  }
  return sizes;
}

template <typename T>
T number_from(const Value& given, Dtype dtype) {
  const Value v = given.is_array_scalar() ? array_item(given.to_array()) : given;
  if (v.is(Tag::Tensor)) {
    const Tensor t = v.to_tensor();
    if (is_integral(dtype, true) && (t.numel() != 1 || !is_integral(t.dtype(), true))) {
      raise("TypeError", "only integer tensors of a single element can be converted to an index");
    }
    if (t.numel() != 1) raise("ValueError", "only one element tensors can be converted to Python scalars");
    return *to_dtype(t, dtype).data<T>();
  }
  if (!v.is(Tag::Bool) && !v.is(Tag::Int) && !v.is(Tag::Float) && !v.is(Tag::Complex)) {
    if (is_integral(dtype, true)) raise("TypeError", "'", type_name(v), "' object cannot be interpreted as an integer");
    raise("TypeError", "must be real number, not ", type_name(v));
  }
  if constexpr (is_complex(dtype_of<T>)) {
    const std::complex<double> c = v.to_complex();
    return T(static_cast<typename T::value_type>(c.real()), static_cast<typename T::value_type>(c.imag()));
  } else if constexpr (std::is_same_v<T, bool>) {
    return v.to_double() != 0;
  } else if constexpr (std::is_integral_v<T>) {
    const double f = v.to_double();
    // A negative number wraps around in an unsigned type, as long as its magnitude fits.
    const double top = static_cast<double>(std::numeric_limits<T>::max());
    const double bottom = std::is_unsigned_v<T> ? -top : static_cast<double>(std::numeric_limits<T>::min());
    check(f >= bottom && (f <= top || (sizeof(T) == 8 && v.is(Tag::Int))), "value cannot be converted to type ",
          dtype_name(dtype), " without overflow");
    return v.is(Tag::Float) ? static_cast<T>(static_cast<int64_t>(f)) : static_cast<T>(v.to_int());
  } else {
    if constexpr (std::is_same_v<T, float> || std::is_same_v<T, double>) {
      return static_cast<T>(v.to_double());
    } else {
      return T(static_cast<float>(v.to_double()));
    }
  }
}

template <typename T>
void fill_from(const Value& data, const Ints& sizes, int64_t dim, Dtype dtype, T*& out) {
  if (dim == sizes.ssize()) {
    *out++ = number_from<T>(data, dtype);
    return;
  }
  if (!is_sequence(data)) raise("TypeError", "not a sequence");
  const auto items = elements(data);
  if (static_cast<int64_t>(items.size()) != sizes[dim]) {
    raise("ValueError", "expected sequence of length ", sizes[dim], " at dim ", dim, " (got ", items.size(), ")");
  }
  for (const Value& item : items) fill_from(item, sizes, dim + 1, dtype, out);
}

Tensor from_data(const Value& data, std::optional<Dtype> dtype, std::optional<Device>) {
  if (data.is(Tag::Tensor)) {
    const Tensor source = data.to_tensor();
    Tensor copy = output_for(source.sizes(), {source}, dtype.value_or(source.dtype()));
    copy_elements(copy, source);
    return copy;
  }
  if (data.is(Tag::Str)) raise("TypeError", "new(): invalid data type 'str'");
  const Dtype wanted = dtype ? *dtype : infer_dtype(data);
  Tensor out = empty(infer_sizes(data), wanted);
  dispatch_all(wanted, "tensor", [&](auto tag) {
    auto* at = out.data<typename decltype(tag)::type>();
    fill_from(data, out.sizes(), 0, wanted, at);
  });
  return out;
}

Tensor legacy(const Value& data) {
  if (data.is_none()) return empty(Ints{0}, Dtype::Float32);
  return from_data(data, Dtype::Float32, std::nullopt);
}

}  // namespace

KERNEL(tensor_from_data, from_data)
KERNEL(tensor_legacy, legacy)

}  // namespace flambeau
