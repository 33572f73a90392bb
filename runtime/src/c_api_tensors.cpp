// The C interface: tensors, and single operators on them.
#include "c_api.h"
#include "ops/call.h"
#include "tensor/dlpack.h"

using namespace flambeau;         // NOLINT: the functions below are C's
using namespace flambeau::c_api;  // NOLINT

namespace {

Dtype checked_dtype(flambeau_dtype dtype) {
  if (!is_valid_dtype(dtype)) raise("TypeError", "there is no dtype of the number ", static_cast<int>(dtype));
  return static_cast<Dtype>(dtype);
}

const Tensor* find_tensor(const flambeau_value* handle) noexcept {
  if (!handle || (!handle->value.is(Tag::Tensor) && !handle->value.is(Tag::Array))) return nullptr;
  return &static_cast<const TensorBox*>(handle->value.identity())->tensor;
}

// The number of elements between the first and the last, both included.
int64_t extent_of(const Ints& sizes, const Ints& strides) {
  int64_t extent = count_elements(sizes) ? 1 : 0;
  for (size_t d = 0; d < sizes.size(); ++d) {
    if (strides[d] < 0) raise("ValueError", "a stride must not be negative, got ", strides.text());
    if (extent) extent += (sizes[d] - 1) * strides[d];
  }
  return extent;
}

}  // namespace

extern "C" {

flambeau_value* flambeau_dtype_value(flambeau_dtype dtype) {
  return guard_value([&] { return Value(checked_dtype(dtype)); });
}
flambeau_status flambeau_to_dtype(const flambeau_value* value, flambeau_dtype* out) {
  return guard_status([&] {
    const Value& held = value_of(value);
    *out = static_cast<flambeau_dtype>(held.is(Tag::ArrayDtype) ? held.to_array_dtype() : held.to_dtype());
  });
}

flambeau_value* flambeau_tensor_empty(flambeau_dtype dtype, size_t rank, const int64_t* sizes) {
  return guard_value([&] { return Value(empty(Ints(sizes, sizes + rank), checked_dtype(dtype))); });
}

flambeau_value* flambeau_tensor_from_blob(void* data, flambeau_dtype dtype, size_t rank, const int64_t* sizes,
                                          const int64_t* strides, void (*deleter)(void*), void* context) {
  return guard_value([&] {
    const Dtype type = checked_dtype(dtype);
    const Ints shape(sizes, sizes + rank);
    const Ints steps = strides ? Ints(strides, strides + rank) : contiguous_strides(shape);
    const auto bytes = static_cast<size_t>(extent_of(shape, steps)) * item_size(type);
    if (bytes && !data) raise("ValueError", "a tensor of ", bytes, " bytes needs memory, got a null pointer");
    std::function<void()> release;
    if (deleter) release = [deleter, context] { deleter(context); };
    return Value(Tensor(Storage::wrap(data, bytes, std::move(release)), type, shape, steps));
  });
}

void* flambeau_tensor_data(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? found->raw() : nullptr;
}
flambeau_dtype flambeau_tensor_dtype(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? static_cast<flambeau_dtype>(found->dtype()) : FLAMBEAU_FLOAT32;
}
size_t flambeau_tensor_rank(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? found->sizes().size() : 0;
}
const int64_t* flambeau_tensor_sizes(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? found->sizes().data() : nullptr;
}
const int64_t* flambeau_tensor_strides(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? found->strides().data() : nullptr;
}
int64_t flambeau_tensor_numel(const flambeau_value* tensor) {
  const Tensor* found = find_tensor(tensor);
  return found ? found->numel() : 0;
}

flambeau_value* flambeau_tensor_from_dlpack(DLManagedTensor* managed) {
  return guard_value([&] { return Value(dlpack::import_managed(reinterpret_cast<dlpack::Managed*>(managed))); });
}
DLManagedTensor* flambeau_tensor_to_dlpack(const flambeau_value* tensor) {
  return guard<DLManagedTensor*>(nullptr, [&] {
    const Value& held = value_of(tensor);
    return reinterpret_cast<DLManagedTensor*>(
        dlpack::export_managed(held.is(Tag::Array) ? held.to_array() : held.to_tensor()));
  });
}

flambeau_value* flambeau_call(const char* op, const flambeau_value* const* arguments, size_t count) {
  return guard_value([&] {
    std::vector<Value> values = values_of(arguments, count);
    const Shared shared(arguments, count);
    // What a program gave as an array is a tensor to C and C++.
    for (Value& value : values) {
      if (value.is(Tag::Array)) value = Value(with_positive_strides(value.to_array()));
    }
    return call_operator(op, values);
  });
}

}  // extern "C"
