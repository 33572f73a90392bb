// The geometry of reductions.
#include <algorithm>
#include <numeric>

#include "base/merge_sort.h"
#include "kernels/reduce.h"

namespace flambeau {

std::vector<bool> reduced_dims(const OptionalInts& dims, int64_t rank) {
  check(rank <= 64, "only tensors with up to 64 dims are supported");
  const auto count = static_cast<std::size_t>(rank);
  if (!dims || dims->empty()) return std::vector<bool>(count, true);
  std::vector<bool> mask(std::max<std::size_t>(count, 1), false);
  for (const int64_t d : *dims) {
    const int64_t dim = wrap_dim(d, rank);
    if (mask[static_cast<std::size_t>(dim)]) {
      raise("RuntimeError", "dim ", dim, " appears multiple times in the list of dims");
    }
    mask[static_cast<std::size_t>(dim)] = true;
  }
  mask.resize(count);
  return mask;
}

void check_not_complex(const Tensor& self, const char* what) {
  if (is_complex(self.dtype())) {
    raise("NotImplementedError", "\"", what, "\" not implemented for '", scalar_type_name(self.dtype()), "'");
  }
}

Ints reduced_sizes(const Tensor& self, const std::vector<bool>& reduced, bool keepdim) {
  Ints sizes;
  for (std::size_t d = 0; d < reduced.size(); ++d) {
    if (!reduced[d]) sizes.push_back(self.sizes()[d]);
    if (reduced[d] && keepdim) sizes.push_back(1);
  }
  return sizes;
}

void Loops::add(int64_t size, int64_t stride) {
  count *= size;
  if (size == 1) return;
  if (!sizes.empty() && strides.back() == size * stride) {
    sizes.back() *= size;
    strides.back() = stride;
  } else {
    sizes.push_back(size);
    strides.push_back(stride);
  }
}

int64_t Loops::offset(int64_t index) const {
  int64_t at = 0;
  for (std::size_t d = sizes.size(); d-- > 1;) {
    at += index % sizes[d] * strides[d];
    index /= sizes[d];
  }
  return sizes.empty() ? 0 : at + index * strides[0];
}

ReducePlan::ReducePlan(const Tensor& self, const std::vector<bool>& mask, bool ordered) {
  Ints order;
  for (std::size_t d = 0; d < mask.size(); ++d) {
    if (mask[d]) {
      order.push_back(static_cast<int64_t>(d));
    } else {
      kept.add(self.sizes()[d], self.strides()[d]);
    }
  }
  if (!ordered) {
    merge_sort(order.data(), order.size(), [&](int64_t a, int64_t b) { return self.strides()[a] > self.strides()[b]; });
  }
  for (const int64_t d : order) reduced.add(self.sizes()[d], self.strides()[d]);
  // Rows of a few elements are met down their columns, of which there are more.
  const bool few = reduced.count <= 16 && column_count() >= 64;
  columns = !kept.sizes.empty() && kept.count > 0 && reduced.count > 0 &&
            (reduced.sizes.empty() || few || column_stride() < row_stride());
}

Tensor view_as_real_pairs(const Tensor& self) {
  Ints sizes = self.sizes(), strides;
  for (const int64_t stride : self.strides()) strides.push_back(stride * 2);
  sizes.push_back(2);
  strides.push_back(1);
  const Dtype part = self.dtype() == Dtype::Complex64 ? Dtype::Float32 : Dtype::Float64;
  return Tensor(self.storage(), part, std::move(sizes), std::move(strides), self.offset() * 2);
}

Tensor view_as_complex_pairs(const Tensor& self) {
  Ints sizes = self.sizes();
  sizes.pop_back();
  const Dtype whole = self.dtype() == Dtype::Float32 ? Dtype::Complex64 : Dtype::Complex128;
  Ints strides = contiguous_strides(sizes);
  return Tensor(self.storage(), whole, std::move(sizes), std::move(strides), self.offset() / 2);
}

}  // namespace flambeau
