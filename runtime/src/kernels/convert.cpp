// Copies and conversions: `to` in all its forms, clone, contiguous, copy_, and the parts of complex tensors.
#include "kernels/factory.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

using Format = std::optional<int64_t>;

// Another tensor on the same storage, whose shape may be changed on its own.
Tensor alias(const Tensor& self) { return self.view_as(self.sizes(), self.strides(), self.offset()); }

bool has_format(const Tensor& self, int64_t format) {
  if (format == kChannelsLast) return self.is_channels_last();
  if (format == kChannelsLast3d) return self.dim() == 5 && is_packed_in_order(self, {1, 4, 3, 2, 0});
  return self.is_contiguous();
}

Tensor copied(const Tensor& self, Dtype dtype, int64_t format) {
  // A dense tensor's clone keeps even the strides of its dims of size 1.
  const bool keep = format == kPreserveFormat && self.is_dense();
  Tensor out = keep ? empty_strided(self.sizes(), self.strides(), dtype) : empty_as(self, format, dtype);
  copy_elements(out, self);
  return out;
}

Tensor convert(const Tensor& self, std::optional<Dtype> dtype, bool copy, Format format) {
  const Dtype wanted = dtype.value_or(self.dtype());
  const int64_t layout = format.value_or(kPreserveFormat);
  const bool same = wanted == self.dtype() && (layout == kPreserveFormat || suggested_format(self) == layout);
  return same && !copy ? self : copied(self, wanted, layout);
}

Tensor to_device(const Tensor& self, Device, Dtype dtype, bool, bool copy, Format format) {
  return convert(self, dtype, copy, format);
}
Tensor to_dtype_op(const Tensor& self, Dtype dtype, bool, bool copy, Format format) {
  return convert(self, dtype, copy, format);
}
Tensor to_other(const Tensor& self, const Tensor& other, bool, bool copy, Format format) {
  return convert(self, other.dtype(), copy, format);
}
Tensor to_options(const Tensor& self, TENSOR_OPTIONS, bool, bool copy, Format format) {
  return convert(self, dtype, copy, format);
}
Tensor to_prim_device(const Tensor& self, std::optional<Device>, std::optional<Dtype> dtype, bool, bool copy) {
  return convert(self, dtype, copy, std::nullopt);
}
Tensor to_prim_dtype(const Tensor& self, std::optional<Dtype> dtype, bool, bool copy) {
  return convert(self, dtype, copy, std::nullopt);
}
Tensor to_prim_other(const Tensor& self, bool, bool copy) { return convert(self, std::nullopt, copy, std::nullopt); }
Tensor to_copy(const Tensor& self, TENSOR_OPTIONS, bool, Format format) { return convert(self, dtype, true, format); }
Tensor type_as(const Tensor& self, const Tensor& other) { return convert(self, other.dtype(), false, std::nullopt); }
template <Dtype To>
Tensor cast(const Tensor& self, bool) {
  return convert(self, To, false, std::nullopt);
}

Tensor clone(const Tensor& self, Format format) { return copied(self, self.dtype(), format.value_or(kPreserveFormat)); }
Tensor contiguous_op(const Tensor& self, int64_t format) {
  if (has_format(self, format)) return self;
  check(format != kPreserveFormat, "preserve memory format is unsupported by the contiguous operator");
  return copied(self, self.dtype(), format);
}

Tensor copy_(const Tensor& self, const Tensor& src, bool) {
  if (self.is_same(src)) return self;
  check_writable(self, "copy_");
  expand_to(src, self.sizes());
  check_no_partial_overlap(self, src);
  copy_elements(self, src);
  return self;
}
Tensor copy_tensor_(const Tensor& self, const Tensor& src) { return copy_(self, src, false); }
Tensor copy_int_(const Tensor& self, int64_t value) { return copy_(self, scalar_tensor(value, Dtype::Int64), false); }
Tensor copy_float_(const Tensor& self, double value) {
  return copy_(self, scalar_tensor(value, Dtype::Float64), false);
}
Tensor copy(const Tensor& self, const Tensor& src, bool) {
  return copy_(empty_as(self, kPreserveFormat, self.dtype()), src, false);
}

Tensor itself(const Tensor& self) { return self; }
Tensor fresh_copy(const Tensor& self) { return clone(self, std::nullopt); }
Tensor requires_grad_(const Tensor& self, bool) { return self; }
Tensor set_(const Tensor& self, const Tensor& source) {
  Tensor written = self;
  written.assign(source);
  return self;
}
void set_data(const Tensor& self, const Tensor& data) { set_(self, data); }

Tensor resize_(const Tensor& self, const Ints& size, Format format) {
  check(!self.storage()->readonly(), "resize_: a parameter or buffer of the program can't be changed in place");
  const int64_t layout = format.value_or(kContiguousFormat);
  if (layout == kContiguousFormat && size == self.sizes()) return self;
  const Tensor shaped = empty_in_format(size, layout, self.dtype());
  const auto end = static_cast<std::size_t>(self.offset() + shaped.numel()) * self.itemsize();
  self.storage()->resize(end);
  Tensor written = self;
  written.set_geometry(size, shaped.strides(), self.offset());
  return self;
}
Tensor resize_as_(const Tensor& self, const Tensor& like, Format format) {
  return resize_(self, like.sizes(),
                 format.value_or(kContiguousFormat) == kPreserveFormat ? suggested_format(like) : format);
}

Dtype part_dtype(Dtype dtype) { return dtype == Dtype::Complex64 ? Dtype::Float32 : Dtype::Float64; }

// The real (0) or imaginary (1) numbers of a complex tensor, in place.
Tensor complex_part(const Tensor& self, int64_t part) {
  Ints strides = self.strides();
  for (int64_t& stride : strides) stride *= 2;
  return Tensor(self.storage(), part_dtype(self.dtype()), self.sizes(), strides, self.offset() * 2 + part);
}
Tensor real(const Tensor& self) { return is_complex(self.dtype()) ? complex_part(self, 0) : self; }
Tensor imag(const Tensor& self) {
  check(is_complex(self.dtype()), "imag is not implemented for tensors with non-complex dtypes.");
  return complex_part(self, 1);
}
Tensor view_as_real(const Tensor& self) {
  check(is_complex(self.dtype()), "view_as_real is only supported for complex tensors");
  const Tensor first = complex_part(self, 0);
  Ints sizes = first.sizes(), strides = first.strides();
  sizes.push_back(2);
  strides.push_back(1);
  return first.view_as(sizes, strides, first.offset());
}
Tensor view_as_complex(const Tensor& self) {
  const Dtype dtype = self.dtype() == Dtype::Float32 ? Dtype::Complex64 : Dtype::Complex128;
  check(self.dtype() == Dtype::Float32 || self.dtype() == Dtype::Float64,
        "view_as_complex is only supported for half, float and double tensors, but got a tensor of scalar type: ",
        scalar_type_name(self.dtype()));
  check(self.dim() != 0, "Input tensor must have one or more dimensions");
  check(self.size(-1) == 2, "Tensor must have a last dimension of size 2");
  check(self.stride(-1) == 1, "Tensor must have a last dimension with stride 1");
  Ints sizes(self.sizes().begin(), self.sizes().end() - 1);
  Ints strides(self.strides().begin(), self.strides().end() - 1);
  for (int64_t& stride : strides) {
    check(stride % 2 == 0, "Tensor must have a stride divisible by 2 for all but last dimension");
    stride /= 2;
  }
  check(self.offset() % 2 == 0, "Tensor must have a storage_offset divisible by 2");
  return Tensor(self.storage(), dtype, sizes, strides, self.offset() / 2);
}
Tensor complex_op(const Tensor& real_part, const Tensor& imag_part) {
  check(real_part.dtype() == imag_part.dtype(), "Expected object of scalar type ", scalar_type_name(real_part.dtype()),
        " but got scalar type ", scalar_type_name(imag_part.dtype()), " for second argument");
  check(real_part.dtype() == Dtype::Float32 || real_part.dtype() == Dtype::Float64,
        "Expected both inputs to be Half, Float or Double tensors but got ", scalar_type_name(real_part.dtype()),
        " and ", scalar_type_name(imag_part.dtype()));
  const Dtype dtype = real_part.dtype() == Dtype::Float32 ? Dtype::Complex64 : Dtype::Complex128;
  Tensor out = output_for(broadcast_shapes(real_part.sizes(), imag_part.sizes()), {real_part, imag_part}, dtype);
  copy_elements(complex_part(out, 0), real_part);
  copy_elements(complex_part(out, 1), imag_part);
  return out;
}
template <typename T>
void negate_elements(const Tensor& self) {
  for_each_run(Walk(self.sizes(), {self}), [](std::byte* const* data, const int64_t* steps, int64_t n) {
    for (int64_t i = 0; i < n; ++i) {
      auto& value = *reinterpret_cast<T*>(data[0] + i * steps[0]);
      value = -value;
    }
  });
}
Tensor conj(const Tensor& self) {
  if (!is_complex(self.dtype())) return self;
  const Tensor out = clone(self, std::nullopt);
  if (out.dtype() == Dtype::Complex64) {
    negate_elements<float>(complex_part(out, 1));
  } else {
    negate_elements<double>(complex_part(out, 1));
  }
  return out;
}

}  // namespace

KERNEL(aten_to_device, to_device)
KERNEL(aten_to_dtype, to_dtype_op)
KERNEL(aten_to_other, to_other)
KERNEL(aten_to_dtype_layout, to_options)
KERNEL(aten_to_prim_Device, to_prim_device)
KERNEL(aten_to_prim_dtype, to_prim_dtype)
KERNEL(aten_to_prim_other, to_prim_other)
KERNEL(aten__to_copy, to_copy)
KERNEL(aten_type_as, type_as)
KERNEL(aten__cast_Float, cast<Dtype::Float32>)
KERNEL(aten__cast_Double, cast<Dtype::Float64>)
KERNEL(aten__cast_Half, cast<Dtype::Float16>)
KERNEL(aten__cast_Long, cast<Dtype::Int64>)
KERNEL(aten__cast_Int, cast<Dtype::Int32>)
KERNEL(aten__cast_Byte, cast<Dtype::UInt8>)
KERNEL(aten_clone, clone)
KERNEL(aten_contiguous, contiguous_op)
KERNEL(aten_copy, copy)
KERNEL(aten_copy_, copy_)
KERNEL(aten_copy__Tensor, copy_tensor_)
KERNEL(aten_copy__int, copy_int_)
KERNEL(aten_copy__float, copy_float_)
KERNEL(aten_detach, alias)
KERNEL(aten_detach_, itself)
KERNEL(aten_data, alias)
KERNEL(aten_alias, alias)
KERNEL(aten_lift, itself)
KERNEL(aten_lift_fresh, itself)
KERNEL(aten_lift_fresh_copy, fresh_copy)
KERNEL(aten_cpu, itself)
KERNEL(aten_resolve_conj, itself)
KERNEL(aten_resolve_neg, itself)
KERNEL(aten_requires_grad_, requires_grad_)
KERNEL(aten_set__source_Tensor, set_)
KERNEL(aten_set_data, set_data)
KERNEL(aten_resize_, resize_)
KERNEL(aten_resize_as_, resize_as_)
KERNEL(aten_conj, conj)
KERNEL(aten__conj, conj)
KERNEL(aten_real, real)
KERNEL(aten_imag, imag)
KERNEL(aten_view_as_real, view_as_real)
KERNEL(aten_view_as_complex, view_as_complex)
KERNEL(aten_complex, complex_op)

}  // namespace flambeau
