#include "kernels/overlap.h"

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <utility>

namespace flambeau {

namespace {

constexpr int64_t kFewSteps = 4;

int64_t rounded_down(int64_t a, int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

// Whether two operands with these strides, the second `distance` bytes behind the first, may have an element in common.
// Tells so, too, where there would be much to try.
bool may_meet(const Ints& sizes, const Ints& strides, std::size_t dims, int64_t distance) {
  if (dims == 0) return distance == 0;
  const std::size_t d = dims - 1;
  const int64_t stride = std::abs(strides[d]);
  if (stride == 0) return may_meet(sizes, strides, d, distance);
  int64_t inner = 0;  // how far the dims within reach
  for (std::size_t k = 0; k < d; ++k) inner += (sizes[k] - 1) * std::abs(strides[k]);
  const int64_t most = sizes[d] - 1;
  const int64_t first = std::max(-most, -rounded_down(inner - distance, stride));
  const int64_t last = std::min(most, rounded_down(inner + distance, stride));
  if (last - first > kFewSteps) return true;
  for (int64_t step = first; step <= last; ++step) {
    if (may_meet(sizes, strides, d, distance - step * stride)) return true;
  }
  return false;
}

}  // namespace

bool feeds_itself(const Walk& walk) {
  // From the first byte of an operand to behind its last one.
  const auto extent = [&walk](std::size_t k) {
    const std::byte *low = walk.data[k], *high = walk.data[k] + walk.held[k].itemsize();
    for (std::size_t d = 0; d < walk.sizes.size(); ++d) {
      const int64_t reach = (walk.sizes[d] - 1) * walk.strides[k][d];
      (reach < 0 ? low : high) += reach;
    }
    return std::pair(low, high);
  };
  if (walk.numel == 0) return false;
  const auto [first, end] = extent(0);
  for (std::size_t k = 1; k < walk.count; ++k) {
    const bool alike = walk.strides[k] == walk.strides[0] && walk.held[k].itemsize() == walk.held[0].itemsize();
    if (alike && walk.data[k] == walk.data[0]) continue;
    const auto [low, high] = extent(k);
    if (low >= end || first >= high) continue;
    if (walk.held[k].itemsize() == walk.held[0].itemsize()) {
      int64_t step = 0;  // every element of both lies at a multiple of it
      for (const std::size_t operand : {std::size_t{0}, k}) {
        for (const int64_t stride : walk.strides[operand]) step = std::gcd(step, stride);
      }
      const int64_t distance = walk.data[k] - walk.data[0];
      if (step != 0 && distance % step != 0) continue;
      if (alike && !may_meet(walk.sizes, walk.strides[0], walk.sizes.size(), distance)) continue;
    }
    return true;
  }
  return false;
}

}  // namespace flambeau
