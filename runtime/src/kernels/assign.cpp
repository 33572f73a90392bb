// The value of an indexed assignment.
#include "kernels/view.h"
#include "ops/kernel.h"

namespace flambeau {
namespace {

Tensor drop_leading_ones(const Tensor& self) {
  const Ints& sizes = self.sizes();
  std::size_t ones = 0;
  while (ones < sizes.size() && sizes[ones] == 1) ++ones;
  if (ones == 0) return self;
  Ints kept;
  for (std::size_t dim = ones; dim < sizes.size(); ++dim) kept.push_back(sizes[dim]);
  return view(self, kept);
}

// A value that is the target itself, as after `x[key] += 1`, keeps its strides; a number is read before it is written.
Tensor as_assigned(const Tensor& self, const Tensor& target) {
  if (self.dim() == 0) return self.storage().get() == target.storage().get() ? clone(self) : self;
  return self.sizes() == target.sizes() ? self : expand(drop_leading_ones(self), target.sizes());
}

}  // namespace

KERNEL(tensor_drop_leading_ones, drop_leading_ones)
KERNEL(tensor_as_assigned, as_assigned)

}  // namespace flambeau
