// The operators of views: view.cpp's functions, and those made of them.
#include <algorithm>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "kernels/invoke.h"
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

// In-place forms give this very tensor the view's shape.
Tensor become(const Tensor& self, const Tensor& shaped) {
  Tensor written = self;
  written.set_geometry(shaped.sizes(), shaped.strides(), shaped.offset());
  return self;
}

Tensor view_dtype(const Tensor& self, Dtype dtype) {
  const auto from = static_cast<int64_t>(self.itemsize()), to = static_cast<int64_t>(item_size(dtype));
  Ints sizes = self.sizes(), strides = self.strides();
  if (from == to) return Tensor(self.storage(), dtype, sizes, strides, self.offset());
  const std::string how =
      concat("to view ", scalar_type_name(self.dtype()), " as ", scalar_type_name(dtype), " (different element sizes)");
  check(self.dim() > 0, "self.dim() cannot be 0 ", how);
  const int64_t last = self.dim() - 1;
  check(strides[last] == 1, "self.stride(-1) must be 1 ", how, ", but got ", strides[last]);
  const int64_t ratio = from > to ? from / to : to / from;
  if (from > to) {
    for (int64_t d = 0; d < last; ++d) strides[d] *= ratio;
    sizes[last] *= ratio;
    return Tensor(self.storage(), dtype, sizes, strides, self.offset() * ratio);
  }
  check(sizes[last] % ratio == 0, "self.size(-1) must be divisible by ", ratio, " ", how, ", but got ", sizes[last]);
  check(self.offset() % ratio == 0, "self.storage_offset() must be divisible by ", ratio, " ", how, ", but got ",
        self.offset());
  for (int64_t d = 0; d < last; ++d) {
    check(strides[d] % ratio == 0, "self.stride(", d, ") must be divisible by ", ratio, " ", how, ", but got ",
          strides[d]);
    strides[d] /= ratio;
  }
  sizes[last] /= ratio;
  return Tensor(self.storage(), dtype, sizes, strides, self.offset() / ratio);
}

Tensor view_copy(const Tensor& self, const Ints& size) { return clone(view(self, size)); }
Tensor view_as(const Tensor& self, const Tensor& other) { return view(self, other.sizes()); }
Tensor reshape_as(const Tensor& self, const Tensor& other) { return reshape(self, other.sizes()); }
Tensor reshape_alias(const Tensor& self, const Ints& size, const Ints& stride) {
  return self.view_as(size, stride, self.offset());
}
Tensor ravel(const Tensor& self) { return view(contiguous(self), Ints{-1}); }

Tensor t(const Tensor& self) {
  check(self.dim() <= 2, "t() expects a tensor with <= 2 dimensions, but self is ", self.dim(), "D");
  return transpose(self, 0, self.dim() < 2 ? 0 : 1);
}
Tensor t_(const Tensor& self) { return become(self, t(self)); }
Tensor transpose_(const Tensor& self, int64_t a, int64_t b) { return become(self, transpose(self, a, b)); }
Tensor numpy_t(const Tensor& self) {
  Ints order(self.sizes().size());
  for (int64_t d = 0; d < self.dim(); ++d) order[d] = self.dim() - 1 - d;
  return permute(self, order);
}
Tensor matrix_t(const Tensor& self) {
  check(self.dim() >= 2 || self.dim() == 0, "tensor.mT is only supported on matrices or batches of matrices. Got ",
        self.dim(), "-D tensor.");
  return self.dim() == 0 ? self : transpose(self, -2, -1);
}
Tensor matrix_h(const Tensor& self) {
  check(self.dim() == 2 || self.dim() == 0, "tensor.H is only supported on matrices (2-D tensors). Got ", self.dim(),
        "-D tensor.", self.dim() > 2 ? " For batches of matrices, consider using tensor.mH" : "");
  return matrix_t(self);
}
Tensor adjoint(const Tensor& self) {
  return matrix_t(is_complex(self.dtype()) ? invoke("aten::conj", self).to_tensor() : self);
}

Tensor squeeze_all_(const Tensor& self) { return become(self, squeeze(self)); }
Tensor squeeze_dim_(const Tensor& self, int64_t dim) { return become(self, squeeze_dim(self, dim)); }
Tensor squeeze_dims_(const Tensor& self, const Ints& dims) { return become(self, squeeze_dims(self, dims)); }
Tensor unsqueeze_(const Tensor& self, int64_t dim) { return become(self, unsqueeze(self, dim)); }

Tensor expand_op(const Tensor& self, const Ints& size, bool) { return expand(self, size); }
Tensor expand_copy(const Tensor& self, const Ints& size, bool) { return clone(expand(self, size)); }
Tensor expand_as(const Tensor& self, const Tensor& other) { return expand(self, other.sizes()); }
Tensor select_copy(const Tensor& self, int64_t dim, int64_t index) { return clone(select(self, dim, index)); }
Tensor narrow_tensor(const Tensor& self, int64_t dim, const Tensor& start, int64_t length) {
  check(start.dim() == 0 && is_integral(start.dtype()), "start must be an 0-dim integral Tensor.");
  return narrow(self, dim, *to_dtype(start, Dtype::Int64).data<int64_t>(), length);
}
Tensor linalg_diagonal(const Tensor& self, int64_t offset, int64_t dim1, int64_t dim2) {
  return diagonal(self, offset, dim1, dim2);
}

Tensor unfold(const Tensor& self, int64_t dimension, int64_t size, int64_t step) {
  const int64_t d = wrap_dim(dimension, self.dim());
  const int64_t full = self.dim() == 0 ? 1 : self.sizes()[d];
  check(size <= full, "maximum size for tensor at dimension ", d, " is ", full, " but size is ", size);
  check(size >= 0, "size is ", size, " but must be >= 0");
  check(step > 0, "step is ", step, " but must be > 0");
  Ints sizes = self.sizes(), strides = self.strides();
  sizes.push_back(size);
  strides.push_back(self.dim() == 0 ? 1 : strides[d]);
  if (self.dim() > 0) {
    sizes[d] = (full - size) / step + 1;
    strides[d] *= step;
  }
  return self.view_as(sizes, strides, self.offset());
}

Tensor unflatten(const Tensor& self, int64_t dim, const Ints& sizes) {
  const int64_t d = wrap_dim(dim, self.dim());
  check(!sizes.empty(), "unflatten: sizes must be non-empty");
  int64_t known = 1, unknown = 0;
  for (const int64_t size : sizes) {
    unknown += size == -1;
    known *= size == -1 ? 1 : size;
  }
  const int64_t full = self.sizes()[d];
  check(unknown ? known != 0 && full % known == 0 : known == full, "unflatten: Provided sizes ", sizes,
        " don't multiply up to the size of dim ", d, " (", full, ") in the input tensor");
  Ints shape(self.sizes().begin(), self.sizes().begin() + d);
  for (const int64_t size : sizes) shape.push_back(size == -1 ? full / known : size);
  for (int64_t k = d + 1; k < self.dim(); ++k) shape.push_back(self.sizes()[k]);
  return view(self, shape);
}

Tensor movedim_int(const Tensor& self, int64_t source, int64_t destination) {
  return movedim(self, Ints{source}, Ints{destination});
}

// Whether every element lies inside the storage.
void check_bounds(const Tensor& self, const Ints& size, const Ints& stride, int64_t offset) {
  check(size.size() == stride.size(), "mismatch in length of strides and shape");
  check(offset >= 0, "Tensor: invalid storage offset ", offset);
  constexpr int64_t kFarthest = INT64_MAX / 32;  // beyond any storage; in bytes, too, it is a number
  int64_t last = std::min(offset, kFarthest);
  for (std::size_t d = 0; d < size.size(); ++d) {
    check(stride[d] >= 0, "as_strided: Negative strides are not supported at the moment, got strides: ", stride);
    check(stride[d] == 0 || size[d] <= 1 || size[d] - 1 <= kFarthest / stride[d], "as_strided: sizes ", size,
          " and strides ", stride, " are out of bounds");
    last = std::min(last + std::max<int64_t>(0, size[d] - 1) * stride[d], kFarthest);
  }
  const auto itemsize = static_cast<int64_t>(self.itemsize());
  check(count_elements(size) == 0 || (last + 1) * itemsize <= static_cast<int64_t>(self.storage()->bytes()),
        "setStorage: sizes ", size, ", strides ", stride, ", storage offset ", offset, ", and itemsize ", itemsize,
        " requiring a storage size of ", (last + 1) * itemsize, " are out of bounds for storage of size ",
        self.storage()->bytes());
}
Tensor as_strided(const Tensor& self, const Ints& size, const Ints& stride, std::optional<int64_t> offset) {
  const int64_t at = offset.value_or(self.offset());
  check_bounds(self, size, stride, at);
  return self.view_as(size, stride, at);
}
Tensor as_strided_(const Tensor& self, const Ints& size, const Ints& stride, std::optional<int64_t> offset) {
  return become(self, as_strided(self, size, stride, offset));
}

std::vector<Tensor> split(const Tensor& self, int64_t size, int64_t dim) {
  check(self.dim() > 0, "split expects at least a 1-dimensional tensor");
  check(size >= 0, "split expects split_size be non-negative, but got split_size=", size);
  const int64_t full = self.size(dim);
  check(size > 0 || full == 0, "split_size can only be 0 if dimension size is 0, but got dimension size of ", full);
  const int64_t count = size == 0 ? 1 : std::max<int64_t>(1, (full + size - 1) / size);
  Ints sizes(static_cast<std::size_t>(count), size);
  sizes.back() = full - (count - 1) * size;
  return split_with_sizes(self, sizes, dim);
}
std::vector<Tensor> split_sizes(const Tensor& self, const Ints& sizes, int64_t dim) {
  return split_with_sizes(self, sizes, dim);
}
std::vector<Tensor> chunk(const Tensor& self, int64_t chunks, int64_t dim) {
  check(self.dim() > 0, "chunk expects at least a 1-dimensional tensor");
  check(chunks > 0, "chunk expects `chunks` to be greater than 0, got: ", chunks);
  const int64_t full = self.size(dim);
  const int64_t size = (full + chunks - 1) / chunks;
  // An empty dim still gives as many chunks as were asked for.
  if (size == 0) return split_with_sizes(self, Ints(static_cast<std::size_t>(chunks), 0), dim);
  return split(self, size, dim);
}
std::vector<Tensor> tensor_split(const Tensor& self, int64_t sections, int64_t dim) {
  check(self.dim() > 0, "tensor_split expected at least a 1-dimensional tensor, but got a tensor with ", self.dim(),
        " dims");
  check(sections > 0, "number of sections must be larger than 0, got ", sections);
  const int64_t full = self.size(dim);
  Ints sizes(static_cast<std::size_t>(sections), full / sections);
  for (int64_t i = 0; i < full % sections; ++i) ++sizes[i];
  return split_with_sizes(self, sizes, dim);
}
std::vector<Tensor> tensor_split_at(const Tensor& self, const Ints& indices, int64_t dim) {
  check(self.dim() > 0, "tensor_split expected at least a 1-dimensional tensor, but got a tensor with ", self.dim(),
        " dims");
  std::vector<Tensor> out;
  int64_t from = 0;
  for (const int64_t index : indices) {
    out.push_back(slice(self, dim, from, index, 1));
    from = index;
  }
  out.push_back(slice(self, dim, from, std::nullopt, 1));
  return out;
}
std::vector<Tensor> tensor_split_tensor(const Tensor& self, const Tensor& where, int64_t dim) {
  check(where.dim() <= 1,
        "tensor_split expected tensor_indices_or_sections to be a zero-dimensional or one-dimensional tensor, but got "
        "a tensor with ",
        where.dim(), " dims");
  check(where.dtype() == Dtype::Int64,
        "tensor_split expected tensor_indices_or_sections to have dtype of long, but got ",
        scalar_type_name(where.dtype()));
  const Tensor numbers = contiguous(where);
  const auto* data = numbers.data<int64_t>();
  return where.dim() == 0 ? tensor_split(self, *data, dim)
                          : tensor_split_at(self, Ints(data, data + numbers.numel()), dim);
}

template <int64_t Dim>
int64_t split_dim(const Tensor& self, const char* op) {
  constexpr int64_t rank = Dim == 1 ? 1 : Dim + 1;
  check(self.dim() >= rank, "torch.", op, " requires a tensor with at least ", rank, " dimension", rank > 1 ? "s" : "",
        ", but got a tensor with ", self.dim(), " dimensions!");
  return Dim == 1 && self.dim() == 1 ? 0 : Dim;
}
constexpr const char* kSplitNames[] = {"vsplit", "hsplit", "dsplit"};
template <int64_t Dim>
std::vector<Tensor> split_along(const Tensor& self, int64_t sections) {
  const int64_t d = split_dim<Dim>(self, kSplitNames[Dim]);
  check(sections > 0 && self.sizes()[d] % sections == 0, "torch.", kSplitNames[Dim],
        " attempted to split along dimension ", d, ", but the size of the dimension ", self.sizes()[d],
        " is not divisible by the split_size ", sections, "!");
  return tensor_split(self, sections, d);
}
template <int64_t Dim>
std::vector<Tensor> split_along_at(const Tensor& self, const Ints& indices) {
  return tensor_split_at(self, indices, split_dim<Dim>(self, kSplitNames[Dim]));
}

Tensor atleast_1d(const Tensor& self) { return self.dim() == 0 ? reshape(self, Ints{1}) : self; }
Tensor atleast_2d(const Tensor& self) {
  return self.dim() == 0 ? reshape(self, Ints{1, 1}) : self.dim() == 1 ? unsqueeze(self, 0) : self;
}
Tensor atleast_3d(const Tensor& self) {
  if (self.dim() == 0) return reshape(self, Ints{1, 1, 1});
  if (self.dim() == 1) return unsqueeze(unsqueeze(self, 0), -1);
  return self.dim() == 2 ? unsqueeze(self, -1) : self;
}
template <Tensor (*Function)(const Tensor&)>
std::vector<Tensor> each(const std::vector<Tensor>& tensors) {
  std::vector<Tensor> out;
  for (const Tensor& t1 : tensors) out.push_back(Function(t1));
  return out;
}
std::vector<Tensor> broadcast_all(const std::vector<Tensor>& tensors) {
  const Ints shape = broadcast_tensors_shape(tensors);
  std::vector<Tensor> out;
  for (const Tensor& each_tensor : tensors) out.push_back(expand(each_tensor, shape));
  return out;
}

// A copy of self in which the part that `at` views is replaced by `src`.
template <typename View>
Tensor scatter_view(const Tensor& self, const Tensor& src, const char* op, View&& at) {
  const Tensor out = clone(self);
  const Tensor part = at(out);
  check(part.sizes() == src.sizes(), "expected src to have a size equal to the ", op,
        " of self. src size = ", src.sizes(), ", ", op, " size = ", part.sizes());
  copy_elements(part, src);
  return out;
}
Tensor select_scatter(const Tensor& self, const Tensor& src, int64_t dim, int64_t index) {
  return scatter_view(self, src, "slice", [&](const Tensor& out) { return select(out, dim, index); });
}
Tensor slice_scatter(const Tensor& self, const Tensor& src, int64_t dim, std::optional<int64_t> start,
                     std::optional<int64_t> end, int64_t step) {
  return scatter_view(self, src, "slice", [&](const Tensor& out) { return slice(out, dim, start, end, step); });
}
Tensor diagonal_scatter(const Tensor& self, const Tensor& src, int64_t offset, int64_t dim1, int64_t dim2) {
  return scatter_view(self, src, "diagonal", [&](const Tensor& out) { return diagonal(out, offset, dim1, dim2); });
}

}  // namespace

KERNEL(aten_view, view)
KERNEL(aten_view_dtype, view_dtype)
KERNEL(aten_view_copy, view_copy)
KERNEL(aten_view_as, view_as)
KERNEL(aten__unsafe_view, view)
KERNEL(aten_reshape, reshape)
KERNEL(aten_reshape_as, reshape_as)
KERNEL(aten__reshape_alias, reshape_alias)
KERNEL(aten_ravel, ravel)
KERNEL(aten_permute, permute)
KERNEL(aten_transpose_int, transpose)
KERNEL(aten_transpose_, transpose_)
KERNEL(aten_swapaxes, transpose)
KERNEL(aten_swapaxes_, transpose_)
KERNEL(aten_swapdims, transpose)
KERNEL(aten_swapdims_, transpose_)
KERNEL(aten_t, t)
KERNEL(aten_t_, t_)
KERNEL(aten_numpy_T, numpy_t)
KERNEL(aten_mT, matrix_t)
KERNEL(aten_mH, adjoint)
KERNEL(aten_matrix_H, matrix_h)
KERNEL(aten_adjoint, adjoint)
KERNEL(aten_squeeze, squeeze)
KERNEL(aten_squeeze_dim, squeeze_dim)
KERNEL(aten_squeeze_dims, squeeze_dims)
KERNEL(aten_squeeze_, squeeze_all_)
KERNEL(aten_squeeze__dim, squeeze_dim_)
KERNEL(aten_squeeze__dims, squeeze_dims_)
KERNEL(aten_unsqueeze, unsqueeze)
KERNEL(aten_unsqueeze_, unsqueeze_)
KERNEL(aten_expand, expand_op)
KERNEL(aten_expand_copy, expand_copy)
KERNEL(aten_expand_as, expand_as)
KERNEL(aten_broadcast_to, expand)
KERNEL(aten_select_int, select)
KERNEL(tensor_select, select_by_key)
KERNEL(aten_select_copy_int, select_copy)
KERNEL(aten_slice_Tensor, slice)
KERNEL(aten_narrow, narrow)
KERNEL(aten_narrow_Tensor, narrow_tensor)
KERNEL(aten_diagonal, diagonal)
KERNEL(aten_linalg_diagonal, linalg_diagonal)
KERNEL(aten_unfold, unfold)
KERNEL(aten_flatten_using_ints, flatten)
KERNEL(aten_unflatten_int, unflatten)
KERNEL(aten_movedim_int, movedim_int)
KERNEL(aten_movedim_intlist, movedim)
KERNEL(aten_moveaxis_int, movedim_int)
KERNEL(aten_moveaxis_intlist, movedim)
KERNEL(aten_as_strided, as_strided)
KERNEL(aten_as_strided_, as_strided_)
KERNEL(aten_split_Tensor, split)
KERNEL(aten_split_sizes, split_sizes)
KERNEL(aten_split, split_sizes)
KERNEL(aten_split_with_sizes, split_sizes)
KERNEL(aten_unsafe_split_Tensor, split)
KERNEL(aten_unsafe_split_with_sizes, split_sizes)
KERNEL(aten_chunk, chunk)
KERNEL(aten_unsafe_chunk, chunk)
KERNEL(aten_tensor_split_sections, tensor_split)
KERNEL(aten_tensor_split_indices, tensor_split_at)
KERNEL(aten_tensor_split_tensor_indices_or_sections, tensor_split_tensor)
KERNEL(aten_hsplit_int, split_along<1>)
KERNEL(aten_hsplit_array, split_along_at<1>)
KERNEL(aten_vsplit_int, split_along<0>)
KERNEL(aten_vsplit_array, split_along_at<0>)
KERNEL(aten_dsplit_int, split_along<2>)
KERNEL(aten_dsplit_array, split_along_at<2>)
KERNEL(aten_unbind_int, unbind)
KERNEL(aten_atleast_1d, atleast_1d)
KERNEL(aten_atleast_1d_Sequence, each<atleast_1d>)
KERNEL(aten_atleast_2d, atleast_2d)
KERNEL(aten_atleast_2d_Sequence, each<atleast_2d>)
KERNEL(aten_atleast_3d, atleast_3d)
KERNEL(aten_atleast_3d_Sequence, each<atleast_3d>)
KERNEL(aten_broadcast_tensors, broadcast_all)
KERNEL(aten_select_scatter, select_scatter)
KERNEL(aten_slice_scatter, slice_scatter)
KERNEL(aten_diagonal_scatter, diagonal_scatter)

}  // namespace flambeau
