// Views that other kernels are built from.
#pragma once

#include <optional>
#include <vector>

#include "kernels/iterate.h"

namespace flambeau {

// A shape with its -1 worked out; RuntimeError "shape '[5, 5]' is invalid for input of size 24".
Ints infer_shape(const Ints& shape, int64_t numel);
// Strides with which a tensor of `sizes` and `strides` is seen under `shape`, or nothing where it must be copied.
std::optional<Ints> view_strides(const Ints& sizes, const Ints& strides, const Ints& shape);

Tensor view(const Tensor& self, const Ints& shape);
Tensor reshape(const Tensor& self, const Ints& shape);
Tensor permute(const Tensor& self, const Ints& dims);
Tensor transpose(const Tensor& self, int64_t dim0, int64_t dim1);
Tensor squeeze(const Tensor& self);
Tensor squeeze_dim(const Tensor& self, int64_t dim);
Tensor squeeze_dims(const Tensor& self, const Ints& dims);
Tensor unsqueeze(const Tensor& self, int64_t dim);
Tensor expand(const Tensor& self, const Ints& sizes);
Tensor select(const Tensor& self, int64_t dim, int64_t index);
Tensor select_by_key(const Tensor& self, int64_t dim, int64_t index, int64_t position, int64_t taken);
// self[start:end:step] along `dim`, bounds clamped as Python's.
Tensor slice(const Tensor& self, int64_t dim, std::optional<int64_t> start, std::optional<int64_t> end, int64_t step);
Tensor narrow(const Tensor& self, int64_t dim, int64_t start, int64_t length);
Tensor diagonal(const Tensor& self, int64_t offset, int64_t dim1, int64_t dim2);
Tensor flatten(const Tensor& self, int64_t start_dim, int64_t end_dim);
Tensor movedim(const Tensor& self, const Ints& source, const Ints& destination);
std::vector<Tensor> split_with_sizes(const Tensor& self, const Ints& sizes, int64_t dim);
std::vector<Tensor> unbind(const Tensor& self, int64_t dim);
// A dense copy in self's layout.
Tensor clone(const Tensor& self);

}  // namespace flambeau
