// Strided tensors on reference-counted storage, with PyTorch's meaning of views.
//
// A Tensor is a handle: copies of it are the same tensor, so an in-place operator that changes sizes (`unsqueeze_`)
// is seen by every holder. A view is another tensor on the same storage.
#pragma once

#include <atomic>
#include <cstddef>
#include <functional>
#include <memory>

#include "base/ints.h"
#include "base/ref.h"
#include "tensor/derived.h"
#include "tensor/dtype.h"

namespace flambeau {

// A block of bytes, aligned to 64. `data` stays valid as long as the storage lives.
class Storage : public Counted {
 public:
  using AlwaysShared = void;
  static Ref<Storage> allocate(std::size_t bytes);  // not initialised; RuntimeError where there is none
  // Wraps memory of someone else's; `release` is called once, when the last tensor is gone.
  static Ref<Storage> wrap(void* data, std::size_t bytes, std::function<void()> release, bool readonly = false);
  ~Storage() override;

  std::byte* data() const noexcept { return data_; }
  std::size_t bytes() const noexcept { return bytes_; }
  // Weights are mapped from the file and shared: an operator that writes must refuse them.
  bool readonly() const noexcept { return readonly_; }
  // Storage grows when an operator resizes its tensor; the old bytes are kept.
  void resize(std::size_t bytes);
  // What kernels keep that they computed from these bytes. Only for readonly storage.
  DerivedCache& derived();

 private:
  Storage() = default;
  std::byte* data_ = nullptr;
  std::size_t bytes_ = 0;
  bool readonly_ = false;
  std::function<void()> release_;
  std::atomic<DerivedCache*> derived_{nullptr};  // owned
};

class Tensor {
 public:
  Tensor() = default;  // undefined: what an absent `Tensor?` argument looks like
  // A view of `storage`: sizes and strides in elements, `offset` in elements. The caller has checked the bounds.
  Tensor(Ref<Storage> storage, Dtype dtype, Ints sizes, Ints strides, int64_t offset = 0);

  bool defined() const noexcept { return static_cast<bool>(body_); }
  Dtype dtype() const noexcept { return body_->dtype; }
  int64_t dim() const noexcept { return body_->sizes.ssize(); }
  const Ints& sizes() const noexcept { return body_->sizes; }
  const Ints& strides() const noexcept { return body_->strides; }
  int64_t size(int64_t dim) const { return body_->sizes[wrap_dim(dim, this->dim())]; }
  int64_t stride(int64_t dim) const { return body_->strides[wrap_dim(dim, this->dim())]; }
  int64_t offset() const noexcept { return body_->offset; }
  int64_t numel() const noexcept { return body_->numel; }
  std::size_t itemsize() const { return item_size(dtype()); }
  const Ref<Storage>& storage() const noexcept { return body_->storage; }
  bool is_same(const Tensor& other) const noexcept { return body_.get() == other.body_.get(); }
  // Equal for handles of the same tensor, as long as one of them lives.
  const void* identity() const noexcept { return body_.get(); }

  // The first element.
  std::byte* raw() const noexcept {
    return body_->storage->data() + static_cast<std::size_t>(body_->offset) * item_size(body_->dtype);
  }
  template <typename T>
  T* data() const noexcept {
    return reinterpret_cast<T*>(raw());
  }

  bool is_contiguous() const noexcept;     // row-major, no gaps
  bool is_channels_last() const noexcept;  // rank 4, NHWC in memory, as torch.channels_last
  // Whether the elements fill one block of memory without gaps or overlap, in whatever order of dims.
  bool is_dense() const noexcept;

  Tensor view_as(Ints sizes, Ints strides, int64_t offset) const;  // same storage and dtype; bounds already checked
  // For in-place operators that change the shape of this very tensor.
  void set_geometry(Ints sizes, Ints strides, int64_t offset);
  // `x.data = y`, `x.set_(y)`: this tensor becomes what `other` is.
  void assign(const Tensor& other);

 private:
  struct Body : Counted {
    using AlwaysShared = void;
    // numel == product(sizes); every element offset + sum(index[d] * strides[d]) lies inside storage.
    Ref<Storage> storage;
    Dtype dtype = Dtype::Float32;
    Ints sizes, strides;
    int64_t offset = 0;
    int64_t numel = 0;
  };
  Ref<Body> body_;
};

// Row-major strides of `sizes`.
Ints contiguous_strides(const Ints& sizes);
// Strides of NHWC memory under NCHW sizes (rank 4).
Ints channels_last_strides(const Ints& sizes);
// product(sizes); RuntimeError where a size is negative or the product overflows.
int64_t count_elements(const Ints& sizes);

// New, uninitialised tensors.
Tensor empty(const Ints& sizes, Dtype dtype);
Tensor empty_strided(const Ints& sizes, const Ints& strides, Dtype dtype);
// The layout that pointwise operators give their result: dense `like` keeps its order of dims, else row-major.
Tensor empty_like(const Tensor& like, Dtype dtype);

// `self`, or a row-major copy where a stride is negative: NumPy's arrays may have such, torch's tensors don't.
Tensor with_positive_strides(const Tensor& self);

// Raises where `self` must not be changed: weights.
void check_changeable(const Tensor& self, const char* op);
// The same, and where elements share memory, as those of expanded tensors do: what doesn't set them all to one value
// would leave one of several.
void check_writable(const Tensor& self, const char* op);
// Whether elements share memory along a dim.
bool shares_elements(const Tensor& self);

}  // namespace flambeau
