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

}  // namespace

KERNEL(tensor_drop_leading_ones, drop_leading_ones)

}  // namespace flambeau
