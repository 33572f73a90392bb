// Loops over elements that are found through an index.
#pragma once

#include <string_view>
#include <vector>

#include "kernels/view.h"

namespace flambeau {

// self[indices...]: what advanced indexing makes of its arguments. Elements of `target` (the result, or the values of
// index_put) correspond to elements self_view + offset; `offsets` are bytes, broadcast to the shape.
struct IndexPlan {
  Ints shape;                    // of the result
  Tensor self_view;              // self with stride 0 in the indexed dims, of that shape
  Tensor offsets;                // int64, of that shape
  std::vector<Tensor> operands;  // self_view and the index tensors, which decide the layout of the result
};
// IndexError for too many indices, wrong dtypes, shapes or bounds.
// `values`, where given, must broadcast to the result's shape (RuntimeError), which is checked before the bounds.
IndexPlan plan_index(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values = {});

Tensor nonzero(const Tensor& self);
Tensor index(const Tensor& self, const std::vector<Tensor>& indices);
Tensor index_select(const Tensor& self, int64_t dim, const Tensor& index);
void index_put_into(const Tensor& self, const std::vector<Tensor>& indices, const Tensor& values, bool accumulate);

// to[0] op= from, as sum, prod, amax, amin do; plain assignment for Set.
enum class Combine : uint8_t { Set, Sum, Prod, Amax, Amin };
// A run of n elements at strides in bytes, `to` being found at offsets[i] beyond to + i * to_step.
using CombineRun = void (*)(std::byte* to, int64_t to_step, const std::byte* offsets, int64_t offset_step,
                            const std::byte* from, int64_t from_step, int64_t n);
CombineRun find_combine(Combine how, Dtype dtype);
// The way back: to[i] = from[i] at offsets[i] beyond.
using FetchRun = void (*)(std::byte* to, int64_t to_step, const std::byte* from, int64_t from_step,
                          const std::byte* offsets, int64_t offset_step, int64_t n);
FetchRun find_fetch(Dtype dtype);

}  // namespace flambeau
