// What the kernels that make new tensors share.
#pragma once

#include <cmath>
#include <optional>
#include <string_view>

#include "kernels/iterate.h"
#include "value/value.h"

// The last parameters of every factory's schema. There is one layout and one device, and memory isn't pinned.
#define TENSOR_OPTIONS                                                                         \
  [[maybe_unused]] std::optional<Dtype> dtype, [[maybe_unused]] std::optional<int64_t> layout, \
      [[maybe_unused]] std::optional<Device> device, [[maybe_unused]] std::optional<bool> pin_memory

namespace flambeau {

// A new row-major tensor full of `value`; RuntimeError where the dtype can't hold it.
Tensor filled(const Ints& sizes, Dtype dtype, const Scalar& value);
void fill_scalar(const Tensor& self, const Scalar& value);
// RuntimeError "value cannot be converted to type uint8_t without overflow".
void check_fits(const Scalar& value, Dtype dtype);
// The same where eager takes no number either that float16 and bfloat16 would round to infinity.
void check_converts(const Scalar& value, Dtype dtype);
// The C++ name of an element type, for messages.
std::string_view c_type_name(Dtype dtype);

// A new tensor of self's shape: in self's own layout (kPreserveFormat), or in another memory format.
inline Tensor empty_as(const Tensor& self, int64_t memory_format, Dtype dtype) {
  return memory_format == kPreserveFormat ? output_for(self.sizes(), {self}, dtype)
                                          : empty_in_format(self.sizes(), memory_format, dtype);
}

}  // namespace flambeau
