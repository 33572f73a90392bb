#include "kernels/iterate.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <vector>

#include "base/ints_stream.h"
#include "parallel/parallel.h"

namespace flambeau {

Ints broadcast_shapes(const Ints& a, const Ints& b) {
  const int64_t rank = std::max(a.ssize(), b.ssize());
  Ints out(static_cast<std::size_t>(rank), 1);
  for (int64_t d = rank - 1; d >= 0; --d) {
    const int64_t ia = d - (rank - a.ssize());
    const int64_t ib = d - (rank - b.ssize());
    const int64_t sa = ia < 0 ? 1 : a[ia];
    const int64_t sb = ib < 0 ? 1 : b[ib];
    check(sa == sb || sa == 1 || sb == 1, "The size of tensor a (", sa, ") must match the size of tensor b (", sb,
          ") at non-singleton dimension ", d);
    out[d] = sa == 1 ? sb : sa;
  }
  return out;
}

Ints broadcast_tensors_shape(std::span<const Tensor> tensors) {
  Ints shape;
  for (const Tensor& t : tensors) shape = shape == t.sizes() ? shape : broadcast_shapes(shape, t.sizes());
  return shape;
}

Tensor expand_to(const Tensor& self, const Ints& shape) {
  if (self.sizes() == shape) return self;
  const int64_t added = shape.ssize() - self.dim();
  check(added >= 0, "expand: the requested shape ", shape, " has too few dimensions for a tensor of shape ",
        self.sizes());
  Ints strides(shape.size());
  for (int64_t d = shape.ssize() - 1; d >= 0; --d) {
    const int64_t size = d >= added ? self.sizes()[d - added] : 1;
    if (size == shape[d]) {
      // A dim that is added has PyTorch's stride too: whether two tensors overlap exactly is told by their strides.
      const bool last = d + 1 == shape.ssize();
      strides[d] = d >= added ? self.strides()[d - added] : last ? 0 : shape[d + 1] * strides[d + 1];
    } else {
      check(size == 1, "The expanded size of the tensor (", shape[d], ") must match the existing size (", size,
            ") at non-singleton dimension ", d, ".  Target sizes: ", shape, ".  Tensor sizes: ", self.sizes());
    }
  }
  return self.view_as(shape, strides, self.offset());
}

void ResultType::Category::add(Dtype d) {
  dtype = seen ? promote_types(dtype, d) : d;
  seen = true;
}

ResultType& ResultType::add(const Tensor& t) {
  (t.dim() > 0 ? dims_ : zero_dims_).add(t.dtype());
  return *this;
}

ResultType& ResultType::add(const Scalar& s) {
  numbers_.add(s.dtype());
  return *this;
}

namespace {

int kind_of(Dtype d) { return is_complex(d) ? 3 : is_floating(d) ? 2 : is_integral(d) ? 1 : 0; }

}  // namespace

Dtype ResultType::get() const {
  // A lower category counts only where its kind is higher; a number brings the kind's default type.
  Dtype result = Dtype::Bool;
  bool seen = false;
  for (const Category* category : {&dims_, &zero_dims_, &numbers_}) {
    if (!category->seen) continue;
    if (!seen) {
      result = category->dtype;
    } else if (kind_of(category->dtype) > kind_of(result)) {
      result = promote_types(result, category->dtype);
    }
    seen = true;
  }
  return result;
}

bool can_cast(Dtype from, Dtype to) {
  if (is_complex(from) && !is_complex(to)) return false;
  if (is_floating(from) && is_integral(to)) return false;
  return from == Dtype::Bool || to != Dtype::Bool;
}

namespace {

// Whether dim `a` must lie outside dim `b`: > 0 to swap, < 0 not, 0 where the operands don't say.
int compare_dims(const Ints& shape, std::span<const Ints> strides, int64_t a, int64_t b) {
  for (const Ints& s : strides) {
    if (s[a] == 0 || s[b] == 0) continue;
    if (s[a] != s[b]) return s[a] < s[b] ? -1 : 1;
    if (shape[a] > shape[b]) return 1;
  }
  return 0;
}

// Dims from the innermost outwards, by the operands' strides (dim -1 first where they don't say). An insertion sort,
// since "don't say" isn't transitive: the result must be PyTorch's, which decides the layout of outputs.
Ints order_dims(const Ints& shape, std::span<const Ints> strides) {
  const int64_t rank = shape.ssize();
  Ints order(static_cast<std::size_t>(rank));
  for (int64_t d = 0; d < rank; ++d) order[d] = rank - 1 - d;
  for (int64_t i = 1; i < rank; ++i) {
    int64_t moving = i;
    for (int64_t j = i - 1; j >= 0; --j) {
      const int comparison = compare_dims(shape, strides, order[j], order[moving]);
      if (comparison > 0) {
        std::swap(order[j], order[moving]);
        moving = j;
      } else if (comparison < 0) {
        break;
      }
    }
  }
  return order;
}

// The strides with which `t` is read under `shape`: 0 where it is broadcast.
Ints broadcast_strides(const Tensor& t, const Ints& shape) {
  const int64_t added = shape.ssize() - t.dim();
  Ints strides(shape.size());
  for (int64_t d = added; d < shape.ssize(); ++d) {
    const int64_t own = d - added;
    strides[d] = t.sizes()[own] == 1 && shape[d] != 1 ? 0 : t.strides()[own];
  }
  return strides;
}

bool all_of(std::span<const Tensor> tensors, bool (Tensor::*property)() const noexcept) {
  return std::all_of(tensors.begin(), tensors.end(), [&](const Tensor& t) { return (t.*property)(); });
}

}  // namespace

Tensor output_for(const Ints& shape, std::span<const Tensor> inputs, Dtype dtype) {
  const bool same_shape =
      std::all_of(inputs.begin(), inputs.end(), [&](const Tensor& t) { return t.sizes() == shape; });
  if (same_shape && all_of(inputs, &Tensor::is_contiguous)) return empty(shape, dtype);
  if (same_shape && all_of(inputs, &Tensor::is_channels_last)) {
    return empty_strided(shape, channels_last_strides(shape), dtype);
  }
  if (same_shape && all_of(inputs, &Tensor::is_dense) &&
      std::all_of(inputs.begin(), inputs.end(), [&](const Tensor& t) { return t.strides() == inputs[0].strides(); })) {
    return empty_strided(shape, inputs[0].strides(), dtype);
  }
  std::vector<Ints> strides;
  for (const Tensor& t : inputs) strides.push_back(broadcast_strides(t, shape));
  const Ints order = order_dims(shape, strides);
  if (std::is_sorted(order.begin(), order.end(), std::greater<>())) return empty(shape, dtype);
  Ints out_strides(shape.size());
  int64_t step = 1;
  for (const int64_t d : order) {
    out_strides[d] = step;
    step *= shape[d];
  }
  return empty_strided(shape, out_strides, dtype);
}

bool is_packed_in_order(const Tensor& self, const Ints& order) {
  int64_t expected = 1;
  for (const int64_t d : order) {
    if (self.sizes()[d] != 1 && self.strides()[d] != expected) return false;
    expected *= self.sizes()[d];
  }
  return true;
}

int64_t suggested_format(const Tensor& self) {
  if (self.dim() != 4 && self.dim() != 5) return kContiguousFormat;
  const Ints order = self.dim() == 4 ? Ints{1, 3, 2, 0} : Ints{1, 4, 3, 2, 0};
  if (self.strides()[1] == 0) return kContiguousFormat;
  int64_t least = 0;
  for (const int64_t d : order) {
    const int64_t size = self.sizes()[d], stride = self.strides()[d];
    // N11W with one channel fits both formats: it counts as row-major.
    if (size == 0 || stride < least || (d == 0 && least == self.strides()[1])) return kContiguousFormat;
    least = size > 1 ? stride * size : stride;
  }
  return self.dim() == 4 ? kChannelsLast : kChannelsLast3d;
}

Tensor empty_in_format(const Ints& sizes, int64_t memory_format, Dtype dtype) {
  if (memory_format == kChannelsLast) {
    check(sizes.size() == 4, "required rank 4 tensor to use channels_last format");
    return empty_strided(sizes, channels_last_strides(sizes), dtype);
  }
  if (memory_format == kChannelsLast3d) {
    check(sizes.size() == 5, "required rank 5 tensor to use channels_last_3d format");
    Ints strides(5);
    int64_t step = 1;
    for (const int64_t d : {1, 4, 3, 2, 0}) {
      strides[d] = step;
      step *= std::max<int64_t>(sizes[d], 1);
    }
    return empty_strided(sizes, strides, dtype);
  }
  return empty(sizes, dtype);
}

namespace {

enum class Overlap { No, Partial, Full };

// Of tensors with holes nothing is said, as in PyTorch. By addresses, not storages: two tensors may come from one
// buffer of the caller's.
Overlap overlap_of(const Tensor& a, const Tensor& b) {
  if (a.is_same(b)) return Overlap::Full;
  if (!a.numel() || !b.numel() || !a.is_dense() || !b.is_dense()) return Overlap::No;
  const std::byte* first = a.raw();
  const std::byte* second = b.raw();
  const std::byte* first_end = first + static_cast<std::size_t>(a.numel()) * a.itemsize();
  const std::byte* second_end = second + static_cast<std::size_t>(b.numel()) * b.itemsize();
  if (first >= second_end || second >= first_end) return Overlap::No;
  return first == second && first_end == second_end && a.strides() == b.strides() ? Overlap::Full : Overlap::Partial;
}

void check_separate(bool separate) {
  check(separate,
        "unsupported operation: some elements of the input tensor and the written-to tensor refer to a single memory "
        "location. Please clone() the tensor before performing the operation.");
}

}  // namespace

void check_no_partial_overlap(const Tensor& out, const Tensor& input) {
  check_separate(overlap_of(out, input) != Overlap::Partial);
}
void check_no_overlap(const Tensor& out, const Tensor& input) { check_separate(overlap_of(out, input) == Overlap::No); }

Walk::Walk(const Ints& shape, std::span<const Tensor> operands) : count(operands.size()) {
  check(count <= kMaxOperands, "too many operands for one loop");
  numel = count_elements(shape);
  std::array<Ints, kMaxOperands> all;
  for (std::size_t k = 0; k < count; ++k) {
    held[k] = operands[k];
    data[k] = operands[k].raw();
    all[k] = operands[k].strides();
    const auto itemsize = static_cast<int64_t>(operands[k].itemsize());
    for (int64_t& stride : all[k]) stride *= itemsize;
  }
  const Ints order = order_dims(shape, std::span<const Ints>(all.data(), count));
  for (const int64_t d : order) {
    if (shape[d] == 1) continue;
    bool merges = !sizes.empty();
    for (std::size_t k = 0; merges && k < count; ++k) merges = all[k][d] == strides[k].back() * sizes.back();
    if (merges) {
      sizes.back() *= shape[d];
      continue;
    }
    sizes.push_back(shape[d]);
    for (std::size_t k = 0; k < count; ++k) strides[k].push_back(all[k][d]);
  }
  if (sizes.empty()) {
    sizes.push_back(1);
    for (std::size_t k = 0; k < count; ++k) strides[k].push_back(0);
  }
}

bool Walk::is_linear(std::size_t operand, std::size_t itemsize) const {
  auto expected = static_cast<int64_t>(itemsize);
  for (std::size_t d = 0; d < sizes.size(); ++d) {
    if (sizes[d] != 1 && strides[operand][d] != expected) return false;
    expected *= sizes[d];
  }
  return true;
}

void for_each_run(const Walk& walk, int64_t begin, int64_t end, FunctionRef<Run> run) {
  if (begin >= end) return;
  const std::size_t rank = walk.sizes.size();
  Ints index(rank);
  std::array<std::byte*, kMaxOperands> data = walk.data;
  std::array<int64_t, kMaxOperands> steps{};
  for (std::size_t k = 0; k < walk.count; ++k) steps[k] = walk.strides[k][0];
  int64_t rest = begin;
  for (std::size_t d = 0; d < rank; ++d) {
    index[d] = rest % walk.sizes[d];
    rest /= walk.sizes[d];
    for (std::size_t k = 0; k < walk.count; ++k) data[k] += index[d] * walk.strides[k][d];
  }
  for (int64_t done = begin; done < end;) {
    const int64_t n = std::min(walk.sizes[0] - index[0], end - done);
    run(data.data(), steps.data(), n);
    done += n;
    if (done >= end) return;
    // The run ended with dim 0: back to its start, and carry into the outer dims.
    for (std::size_t k = 0; k < walk.count; ++k) data[k] -= index[0] * steps[k];
    index[0] = 0;
    for (std::size_t d = 1; d < rank; ++d) {
      for (std::size_t k = 0; k < walk.count; ++k) data[k] += walk.strides[k][d];
      if (++index[d] < walk.sizes[d]) break;
      for (std::size_t k = 0; k < walk.count; ++k) data[k] -= walk.strides[k][d] * walk.sizes[d];
      index[d] = 0;
    }
  }
}

void for_each_run(const Walk& walk, FunctionRef<Run> run, int64_t grain) {
  if (walk.numel <= grain) {
    for_each_run(walk, 0, walk.numel, run);
    return;
  }
  parallel_for(0, walk.numel, grain, [&](int64_t begin, int64_t end) { for_each_run(walk, begin, end, run); });
}

Dtype compute_type(Dtype dtype) {
  if (is_complex(dtype)) return Dtype::Complex128;
  if (dtype == Dtype::Float64) return Dtype::Float64;
  return is_floating(dtype) ? Dtype::Float32 : Dtype::Int64;
}

}  // namespace flambeau
