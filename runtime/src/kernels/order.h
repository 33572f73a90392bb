// Lines of elements in order, of any real dtype, by keys: unsigned numbers that are ordered as the elements are.
//
// A NaN is larger than every number, all NaNs are alike, and -0 is 0. Equal elements stay as they come.
#pragma once

#include <cstddef>
#include <cstdint>

#include "tensor/tensor.h"

namespace flambeau {

// The keys of n elements, `stride` elements apart. With `descending` larger elements have smaller keys.
void keys_of_line(const std::byte* line, Dtype dtype, int64_t n, int64_t stride, bool descending, uint64_t* keys);
// order[k] = the place of the k-th key in rising order
void order_of_keys(const uint64_t* keys, int64_t n, int64_t* order);
// to[k * to_stride] = from[order[k] * stride], for elements of `size` bytes; strides are in elements.
void take_in_order(const std::byte* from, int64_t stride, const int64_t* order, int64_t n, int64_t size, std::byte* to,
                   int64_t to_stride);

}  // namespace flambeau
