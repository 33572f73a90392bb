#include "tensor/tensor.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>
#include <numeric>

#include "base/element_blocks.h"

namespace flambeau {

namespace {
std::byte* allocate_aligned(std::size_t bytes) {
  try {
    return static_cast<std::byte*>(allocate_elements(bytes ? bytes : 1));
  } catch (const std::bad_alloc&) {
    raise("RuntimeError", "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", bytes, " bytes");
  }
}
void free_aligned(std::byte* data, std::size_t bytes) noexcept {
  if (data) free_elements(data, bytes ? bytes : 1);
}
}  // namespace

Ref<Storage> Storage::allocate(std::size_t bytes) {
  struct Made : Storage {  // one that make_ref, which counts without a lock what is new, can make
    Made() {}
  };
  Ref<Storage> storage = make_ref<Made>();
  storage->data_ = allocate_aligned(bytes);
  storage->bytes_ = bytes;
  return storage;
}

Ref<Storage> Storage::wrap(void* data, std::size_t bytes, std::function<void()> release, bool readonly) {
  auto storage = Ref<Storage>(new Storage);
  storage->data_ = static_cast<std::byte*>(data);
  storage->bytes_ = bytes;
  storage->readonly_ = readonly;
  storage->release_ = release ? std::move(release) : [] {};
  return storage;
}

Storage::~Storage() {
  delete derived_.load(std::memory_order_relaxed);
  if (release_) {
    release_();
  } else {
    free_aligned(data_, bytes_);
  }
}

void Storage::resize(std::size_t bytes) {
  if (bytes <= bytes_) return;
  std::byte* grown = allocate_aligned(bytes);
  std::memcpy(grown, data_, bytes_);
  if (release_) {
    release_();
    release_ = nullptr;
  } else {
    free_aligned(data_, bytes_);
  }
  data_ = grown;
  bytes_ = bytes;
  readonly_ = false;
}

DerivedCache& Storage::derived() {
  DerivedCache* cache = derived_.load(std::memory_order_acquire);
  if (cache) return *cache;
  auto made = std::make_unique<DerivedCache>();
  if (derived_.compare_exchange_strong(cache, made.get(), std::memory_order_acq_rel)) return *made.release();
  return *cache;  // another thread was first
}

Tensor::Tensor(Ref<Storage> storage, Dtype dtype, Ints sizes, Ints strides, int64_t offset) {
  struct Made : Body {
    Made() {}  // without it all bytes would be cleared first, which takes as long as to make the rest
  };
  body_ = make_ref<Made>();
  body_->storage = std::move(storage);
  body_->dtype = dtype;
  body_->numel = count_elements(sizes);
  body_->sizes = std::move(sizes);
  body_->strides = std::move(strides);
  body_->offset = offset;
}

bool Tensor::is_contiguous() const noexcept {
  int64_t expected = 1;
  if (numel() == 0) return true;
  for (int64_t d = dim() - 1; d >= 0; --d) {
    if (sizes()[d] != 1 && strides()[d] != expected) return false;
    expected *= sizes()[d];
  }
  return true;
}

bool Tensor::is_channels_last() const noexcept {
  if (dim() != 4) return false;
  int64_t expected = 1;
  for (const int64_t d : {1, 3, 2, 0}) {
    if (sizes()[d] != 1 && strides()[d] != expected) return false;
    expected *= sizes()[d];
  }
  return true;
}

bool Tensor::is_dense() const noexcept {
  if (numel() < 2) return true;
  Ints order(static_cast<std::size_t>(dim()));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int64_t a, int64_t b) {
    return strides()[a] != strides()[b] ? strides()[a] < strides()[b] : sizes()[a] < sizes()[b];
  });
  int64_t expected = 1;
  for (const int64_t d : order) {
    if (sizes()[d] == 1) continue;
    if (strides()[d] != expected) return false;
    expected *= sizes()[d];
  }
  return true;
}

Tensor Tensor::view_as(Ints sizes, Ints strides, int64_t offset) const {
  return Tensor(storage(), dtype(), std::move(sizes), std::move(strides), offset);
}

void Tensor::set_geometry(Ints sizes, Ints strides, int64_t offset) {
  body_->numel = count_elements(sizes);
  body_->sizes = std::move(sizes);
  body_->strides = std::move(strides);
  body_->offset = offset;
}

void Tensor::assign(const Tensor& other) {
  body_->storage = other.storage();
  body_->dtype = other.dtype();
  set_geometry(other.sizes(), other.strides(), other.offset());
}

Ints contiguous_strides(const Ints& sizes) {
  Ints strides(sizes.size(), 1);
  for (int64_t d = sizes.ssize() - 2; d >= 0; --d) {
    strides[d] = strides[d + 1] * std::max<int64_t>(sizes[d + 1], 1);
  }
  return strides;
}

Ints channels_last_strides(const Ints& sizes) {
  Ints strides(4);
  int64_t step = 1;
  for (const int64_t d : {1, 3, 2, 0}) {
    strides[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
  return strides;
}

int64_t count_elements(const Ints& sizes) {
  int64_t count = 1;
  bool overflow = false;
  bool zero = false;
  for (const int64_t size : sizes) {
    if (size < 0) raise("RuntimeError", "Trying to create tensor with negative dimension ", size, ": ", sizes.text());
    zero = zero || size == 0;
    overflow = overflow || (size != 0 && count > INT64_MAX / 16 / size);
    if (!overflow && size != 0) count *= size;
  }
  if (zero) return 0;
  if (overflow) raise("RuntimeError", "Storage size calculation overflowed with sizes=", sizes.text());
  return count;
}

Tensor empty(const Ints& sizes, Dtype dtype) { return empty_strided(sizes, contiguous_strides(sizes), dtype); }

Tensor empty_strided(const Ints& sizes, const Ints& strides, Dtype dtype) {
  int64_t extent = count_elements(sizes) ? 1 : 0;
  for (std::size_t d = 0; extent && d < sizes.size(); ++d) extent += (sizes[d] - 1) * strides[d];
  return Tensor(Storage::allocate(static_cast<std::size_t>(extent) * item_size(dtype)), dtype, sizes, strides);
}

Tensor empty_like(const Tensor& like, Dtype dtype) {
  return like.is_dense() ? empty_strided(like.sizes(), like.strides(), dtype) : empty(like.sizes(), dtype);
}

namespace {

// dims [dim, rank) of elements from `from` on, to `to` on, row by row.
void copy_row_major(const Tensor& self, int64_t dim, const std::byte* from, std::byte*& to) {
  const auto item = static_cast<std::ptrdiff_t>(self.itemsize());
  if (dim == self.dim()) {
    std::memcpy(to, from, self.itemsize());
    to += item;
    return;
  }
  for (int64_t i = 0; i < self.sizes()[dim]; ++i)
    copy_row_major(self, dim + 1, from + i * self.strides()[dim] * item, to);
}

}  // namespace

Tensor with_positive_strides(const Tensor& self) {
  if (std::none_of(self.strides().begin(), self.strides().end(), [](int64_t s) { return s < 0; })) return self;
  Tensor out = empty(self.sizes(), self.dtype());
  std::byte* to = out.raw();
  if (self.numel()) copy_row_major(self, 0, self.raw(), to);
  return out;
}

void check_changeable(const Tensor& self, const char* op) {
  if (self.storage()->readonly()) {
    raise("RuntimeError", op, ": a parameter or buffer of the program can't be changed in place; clone() it first");
  }
}

bool shares_elements(const Tensor& self) {
  if (self.numel() == 0) return false;
  for (std::size_t d = 0; d < self.sizes().size(); ++d) {
    if (self.strides()[d] == 0 && self.sizes()[d] > 1) return true;
  }
  return false;
}

void check_writable(const Tensor& self, const char* op) {
  check_changeable(self, op);
  if (shares_elements(self)) {
    raise("RuntimeError",
          "unsupported operation: more than one element of the written-to tensor refers to a single memory "
          "location. Please clone() the tensor before performing the operation.");
  }
}

}  // namespace flambeau
