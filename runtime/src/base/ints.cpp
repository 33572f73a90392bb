#include "base/ints.h"

#include "base/error.h"

namespace flambeau {

int64_t wrap_dim(int64_t dim, int64_t rank) {
  const int64_t bound = std::max<int64_t>(rank, 1);
  if (dim < -bound || dim >= bound) {
    raise("IndexError", "Dimension out of range (expected to be in range of [", -bound, ", ", bound - 1, "], but got ",
          dim, ")");
  }
  return dim < 0 ? dim + bound : dim;
}

}  // namespace flambeau
