// What a tensor is: shape, dtype, layout; and its single elements as Python numbers.
#include <cmath>
#include <cstring>

#include "kernels/iterate.h"
#include "kernels/pointwise.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

void check_has_dims(const Tensor& self, int64_t dim) {
  if (self.dim() == 0) raise("IndexError", "Dimension specified as ", dim, " but tensor has no dimensions");
}

Ints size(const Tensor& self) { return self.sizes(); }
int64_t size_int(const Tensor& self, int64_t dim) {
  check_has_dims(self, dim);
  return self.size(dim);
}
Ints stride(const Tensor& self) { return self.strides(); }
int64_t stride_int(const Tensor& self, int64_t dim) {
  check_has_dims(self, dim);
  return self.stride(dim);
}
int64_t dim(const Tensor& self) { return self.dim(); }
int64_t numel(const Tensor& self) { return self.numel(); }
int64_t storage_offset(const Tensor& self) { return self.offset(); }
int64_t element_size(const Tensor& self) { return static_cast<int64_t>(self.itemsize()); }
bool is_contiguous(const Tensor& self) { return self.is_contiguous(); }

bool is_contiguous_as(const Tensor& self, int64_t memory_format) {
  if (memory_format == kChannelsLast) return self.is_channels_last();
  if (memory_format == kChannelsLast3d) {
    return self.dim() == 5 && is_packed_in_order(self, {1, 4, 3, 2, 0});
  }
  check(memory_format == kContiguousFormat,
        "is_contiguous: preserve memory format is unsupported by the contiguous operator");
  return self.is_contiguous();
}

bool is_floating_point(const Tensor& self) { return is_floating(self.dtype()); }
bool is_complex_tensor(const Tensor& self) { return is_complex(self.dtype()); }
bool is_signed(const Tensor& self) { return self.dtype() != Dtype::UInt8 && self.dtype() != Dtype::Bool; }
bool is_same_size(const Tensor& self, const Tensor& other) { return self.sizes() == other.sizes(); }
bool is_never(const Tensor&) { return false; }
bool is_always(const Tensor&) { return true; }
int64_t get_device(const Tensor&) { return -1; }

int64_t len(const Tensor& self) {
  if (self.dim() == 0) raise("TypeError", "len() of a 0-d tensor");
  return self.sizes()[0];
}

Value shape(const Tensor& self) { return Value::size(self.sizes()); }
Value strides(const Tensor& self) {
  const Ints& s = self.strides();
  return Value::tuple(std::vector<Value>(s.begin(), s.end()));
}
Dtype dtype(const Tensor& self) { return self.dtype(); }
Device device(const Tensor&) { return Device{}; }
int64_t layout(const Tensor&) { return 0; }

Value element_at(const std::byte* at, Dtype dtype) {
  return dispatch_all(dtype, "item", [&](auto tag) {
    using T = typename decltype(tag)::type;
    T element;
    std::memcpy(&element, at, sizeof(T));
    if constexpr (is_complex(dtype_of<T>)) {
      return Value(Tag::Complex, make_ref<ComplexBox>(std::complex<double>(element.real(), element.imag())));
    } else if constexpr (std::is_same_v<T, bool>) {
      return Value(element);
    } else if constexpr (std::is_integral_v<T>) {
      return Value(static_cast<int64_t>(element));
    } else {
      return Value(static_cast<double>(element));
    }
  });
}

Value item(const Tensor& self) {
  check(self.numel() == 1, "a Tensor with ", self.numel(), " elements cannot be converted to Scalar");
  return element_at(self.raw(), self.dtype());
}

// As `item`, with the error of Python's number protocol: float(t), int(t).
Value number(const Tensor& self) {
  if (self.numel() != 1) raise("ValueError", "only one element tensors can be converted to Python scalars");
  return element_at(self.raw(), self.dtype());
}

bool as_bool(const Tensor& self) {
  check(self.numel() == 1, "Boolean value of Tensor with ", self.numel() ? "more than one value" : "no values",
        " is ambiguous");
  const Value value = element_at(self.raw(), self.dtype());
  return value.is(Tag::Complex) ? value.to_complex() != 0.0 : value.to_double() != 0;
}

int64_t as_int(const Tensor& self) {
  const Value value = number(self);
  if (!value.is(Tag::Float)) return value.to_int();
  const double f = value.to_double();
  if (std::isnan(f)) raise("ValueError", "cannot convert float NaN to integer");
  if (std::isinf(f)) raise("OverflowError", "cannot convert float infinity to integer");
  if (f < -0x1p63 || f >= 0x1p63) raise("OverflowError", "int too large to convert to a 64-bit integer");
  return static_cast<int64_t>(f);
}

double as_float(const Tensor& self) { return number(self).to_double(); }

// operator.index(t): where a Python list is indexed by a tensor.
int64_t as_index(const Tensor& self) {
  if (self.numel() != 1 || !is_integral(self.dtype(), true)) {
    raise("TypeError", "only integer tensors of a single element can be converted to an index");
  }
  return item(self).to_int();
}

Value list_from(const Tensor& self, int64_t dim, const std::byte* at) {
  if (dim == self.dim()) return element_at(at, self.dtype());
  std::vector<Value> items;
  items.reserve(static_cast<std::size_t>(self.sizes()[dim]));
  const int64_t step = self.strides()[dim] * static_cast<int64_t>(self.itemsize());
  for (int64_t i = 0; i < self.sizes()[dim]; ++i) items.push_back(list_from(self, dim + 1, at + i * step));
  return Value::list(std::move(items));
}

Value tolist(const Tensor& self) { return list_from(self, 0, self.raw()); }

std::vector<Tensor> unbind_list(const Tensor& self) {
  if (self.dim() == 0) raise("TypeError", "iteration over a 0-d tensor");
  const Ints sizes(self.sizes().begin() + 1, self.sizes().end());
  const Ints steps(self.strides().begin() + 1, self.strides().end());
  std::vector<Tensor> out;
  out.reserve(static_cast<std::size_t>(self.sizes()[0]));
  for (int64_t i = 0; i < self.sizes()[0]; ++i) {
    out.push_back(self.view_as(sizes, steps, self.offset() + i * self.strides()[0]));
  }
  return out;
}

bool equal_tensors(const Tensor& self, const Tensor& other) {
  if (self.sizes() != other.sizes()) return false;
  if (self.numel() == 0) return true;
  bool same = true;
  const Dtype common = promote_types(self.dtype(), other.dtype());
  const Tensor a = to_dtype(self, common);
  const Tensor b = to_dtype(other, common);
  dispatch_all(common, "equal", [&](auto tag) {
    using T = typename decltype(tag)::type;
    const Walk walk(self.sizes(), {a, b});
    for_each_run(walk, 0, walk.numel, [&](std::byte* const* data, const int64_t* steps, int64_t n) {
      for (int64_t i = 0; same && i < n; ++i) {
        same =
            *reinterpret_cast<const T*>(data[0] + i * steps[0]) == *reinterpret_cast<const T*>(data[1] + i * steps[1]);
      }
    });
  });
  return same;
}

Dtype result_type_tensors(const Tensor& a, const Tensor& b) { return result_type(a, b); }
Dtype result_type_scalar(const Tensor& a, Scalar b) { return result_type(a, b); }
Dtype result_type_scalar_first(Scalar a, const Tensor& b) { return result_type(b, a); }

void check_out(const Tensor& out, const Tensor& value) {
  check(out.dtype() == value.dtype(), "Expected out tensor to have dtype ", scalar_type_name(value.dtype()),
        ", but got ", scalar_type_name(out.dtype()), " instead");
}

// What an in-place function writes: of self's shape, and of a dtype that fits.
Tensor write_in_place(const Tensor& self, const Tensor& value) {
  const Tensor target = pointwise_target(self, value.sizes(), {}, value.dtype(), "an in-place operator");
  copy_elements(target, value);
  return target;
}

// `out=`: the value is written into `self`, which takes its shape; its dtype stays, if the value's can become it.
// `exact`: functions that convert nothing.
Tensor write_out(const Tensor& self, const Tensor& value, bool exact) {
  check(!exact || value.dtype() == self.dtype(), "Expected object of scalar type ", scalar_type_name(value.dtype()),
        " but got scalar type ", scalar_type_name(self.dtype()), " for argument 'out'");
  check(can_cast(value.dtype(), self.dtype()), "result type ", scalar_type_name(value.dtype()),
        " can't be cast to the desired output type ", scalar_type_name(self.dtype()));
  check_writable(self, "out");
  if (self.sizes() == value.sizes()) {
    copy_elements(self, value);
    return self;
  }
  Tensor written = self;
  const Tensor shaped = contiguous(to_dtype(value, self.dtype()));
  written.assign(shaped.is_same(value) ? clone(value) : shaped);
  return written;
}

Tensor set_data(const Tensor& self, const Tensor& other) {
  Tensor written = self;
  written.assign(other);
  return written;
}

}  // namespace

KERNEL(aten_size, size)
KERNEL(aten_size_int, size_int)
KERNEL(aten_sym_size, size)
KERNEL(aten_sym_size_int, size_int)
KERNEL(aten_stride, stride)
KERNEL(aten_stride_int, stride_int)
KERNEL(aten_sym_stride, stride)
KERNEL(aten_sym_stride_int, stride_int)
KERNEL(aten_dim, dim)
KERNEL(aten_numel, numel)
KERNEL(aten_sym_numel, numel)
KERNEL(aten_storage_offset, storage_offset)
KERNEL(aten_element_size, element_size)
KERNEL(aten_is_contiguous, is_contiguous)
KERNEL(aten_is_contiguous_memory_format, is_contiguous_as)
KERNEL(aten_is_floating_point, is_floating_point)
KERNEL(aten_is_complex, is_complex_tensor)
KERNEL(aten_is_signed, is_signed)
KERNEL(aten_is_same_size, is_same_size)
KERNEL(aten_is_conj, is_never)
KERNEL(aten_is_neg, is_never)
KERNEL(aten_is_inference, is_never)
KERNEL(aten_is_leaf, is_always)
KERNEL(aten_get_device, get_device)
KERNEL(aten_is_nonzero, as_bool)
KERNEL(aten_item, item)
KERNEL(aten__local_scalar_dense, item)
KERNEL(aten_ScalarImplicit, item)
KERNEL(aten_Bool_Tensor, as_bool)
KERNEL(aten_Int_Tensor, as_int)
KERNEL(aten_IntImplicit, as_int)
KERNEL(aten_Float_Tensor, as_float)
KERNEL(aten_FloatImplicit, as_float)
KERNEL(aten_len_Tensor, len)
KERNEL(aten_equal, equal_tensors)
KERNEL(aten_result_type_Tensor, result_type_tensors)
KERNEL(aten_result_type_Scalar, result_type_scalar)
KERNEL(aten_result_type_Scalar_Tensor, result_type_scalar_first)
KERNEL(aten_can_cast, can_cast)
KERNEL(aten_promote_types, promote_types)
KERNEL(tensor_shape, shape)
KERNEL(tensor_strides, strides)
KERNEL(tensor_dtype, dtype)
KERNEL(tensor_device, device)
KERNEL(tensor_layout, layout)
KERNEL(tensor_len, len)
KERNEL(tensor_item, item)
KERNEL(tensor_bool, as_bool)
KERNEL(tensor_int, as_int)
KERNEL(tensor_float, as_float)
KERNEL(tensor_index, as_index)
KERNEL(tensor_tolist, tolist)
KERNEL(tensor_unbind_list, unbind_list)
KERNEL(tensor_set_data, set_data)
KERNEL(tensor_write_in_place, write_in_place)
KERNEL(tensor_check_out, check_out)
KERNEL(tensor_write_out, write_out)

}  // namespace flambeau
