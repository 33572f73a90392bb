// Joining, repeating and padding, for kernels that are built from them.
#pragma once

#include <vector>

#include "kernels/view.h"

namespace flambeau {

Tensor cat(const std::vector<Tensor>& tensors, int64_t dim);
Tensor stack(const std::vector<Tensor>& tensors, int64_t dim);
Tensor repeat(const Tensor& self, const Ints& repeats);
Tensor flip(const Tensor& self, const Ints& dims);
Tensor constant_pad_nd(const Tensor& self, const Ints& pad, Scalar value);
// Elements of `self` along `dim` at `places`, each in [0, size).
Tensor take_places(const Tensor& self, int64_t dim, std::span<const int64_t> places);
// A copy in row-major order of `shape`, whose elements are self's in row-major order.
Tensor reshape_copy(const Tensor& self, const Ints& shape);

}  // namespace flambeau
