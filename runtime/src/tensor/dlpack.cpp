#include "tensor/dlpack.h"

#include <memory>
#include <vector>

namespace flambeau::dlpack {

namespace {

enum Code : uint8_t { kInt = 0, kUInt = 1, kFloat = 2, kBFloat = 4, kComplex = 5, kBool = 6 };

// The lowest address and the extent are what the storage must cover: strides may be negative.
Tensor import_view(const View& view, bool readonly, std::function<void()> release) {
  if (view.device.type != kCpu) raise("RuntimeError", "expected a tensor on the CPU; copy it there first");
  const Dtype dtype = dtype_from(view.dtype);
  const auto rank = static_cast<std::size_t>(view.ndim);
  const Ints sizes(std::span<const int64_t>(view.shape, rank));
  Ints strides = view.strides ? Ints(std::span<const int64_t>(view.strides, rank)) : contiguous_strides(sizes);
  int64_t low = 0;
  int64_t high = 0;
  for (std::size_t d = 0; d < rank; ++d) {
    if (sizes[d] > 0) (strides[d] < 0 ? low : high) += (sizes[d] - 1) * strides[d];
  }
  const int64_t extent = count_elements(sizes) ? high - low + 1 : 0;
  const auto item = static_cast<int64_t>(item_size(dtype));
  auto* first = static_cast<std::byte*>(view.data) + view.byte_offset;
  auto storage = Storage::wrap(extent ? first + low * item : first, static_cast<std::size_t>(extent * item),
                               std::move(release), readonly);
  return Tensor(std::move(storage), dtype, sizes, std::move(strides), extent ? -low : 0);
}

// What an exported struct owns: the tensor, and the arrays that `view` points to.
template <typename Struct>
struct Exported {
  Struct managed{};
  Tensor tensor;
  std::vector<int64_t> shape, strides;
};

template <typename Struct>
Struct* export_as(const Tensor& tensor) {
  auto owner = std::make_unique<Exported<Struct>>();
  owner->tensor = tensor;
  owner->shape.assign(tensor.sizes().begin(), tensor.sizes().end());
  owner->strides.assign(tensor.strides().begin(), tensor.strides().end());
  owner->managed.view = {tensor.raw(),
                         {kCpu, 0},
                         static_cast<int32_t>(tensor.dim()),
                         data_type(tensor.dtype()),
                         owner->shape.data(),
                         owner->strides.data(),
                         0};
  owner->managed.manager = owner.get();
  owner->managed.deleter = [](Struct* self) { delete static_cast<Exported<Struct>*>(self->manager); };
  return &owner.release()->managed;
}

}  // namespace

DataType data_type(Dtype dtype) {
  const auto bits = static_cast<uint8_t>(item_size(dtype) * 8);
  const auto code = [&]() -> uint8_t {
    if (dtype == Dtype::Bool) return kBool;
    if (dtype == Dtype::UInt8 || is_wide_unsigned(dtype)) return kUInt;
    if (dtype == Dtype::BFloat16) return kBFloat;
    if (is_complex(dtype)) return kComplex;
    return is_floating(dtype) ? kFloat : kInt;
  }();
  return {code, bits, 1};
}

Dtype dtype_from(DataType type) {
  if (type.lanes == 1) {
    for (const Dtype dtype : {Dtype::UInt8, Dtype::Int8, Dtype::Int16, Dtype::Int32, Dtype::Int64, Dtype::Float16,
                              Dtype::Float32, Dtype::Float64, Dtype::Complex64, Dtype::Complex128, Dtype::Bool,
                              Dtype::BFloat16, Dtype::UInt16, Dtype::UInt32, Dtype::UInt64}) {
      const DataType mine = data_type(dtype);
      if (mine.code == type.code && mine.bits == type.bits) return dtype;
    }
  }
  raise("TypeError", "a tensor's element type isn't supported (DLPack code ", int{type.code}, ", ", int{type.bits},
        " bits, ", type.lanes, " lanes)");
}

Tensor import_managed(Managed* managed) {
  return import_view(managed->view, false, [managed] {
    if (managed->deleter) managed->deleter(managed);
  });
}

Tensor import_managed(ManagedVersioned* managed) {
  if (managed->major > 1) raise("RuntimeError", "expected DLPack version 1, got version ", managed->major);
  return import_view(managed->view, (managed->flags & kReadOnly) != 0, [managed] {
    if (managed->deleter) managed->deleter(managed);
  });
}

Managed* export_managed(const Tensor& tensor) { return export_as<Managed>(tensor); }

ManagedVersioned* export_versioned(const Tensor& tensor) {
  auto* managed = export_as<ManagedVersioned>(tensor);
  managed->major = 1;
  managed->flags = tensor.storage()->readonly() ? kReadOnly : 0;
  return managed;
}

}  // namespace flambeau::dlpack
