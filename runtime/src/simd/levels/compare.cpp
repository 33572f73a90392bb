#include "simd/compare.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

// Blocks of a fixed size, which the compiler makes vectors of.
template <typename T>
void compare(uint8_t* out, const void* a, const void* b, int64_t n, Comparison what) {
  constexpr int64_t kBlock = 32;
  const auto* const x = static_cast<const T*>(a);
  const auto* const y = static_cast<const T*>(b);
  const auto one = [&](int64_t i) {
    const int truth = (what.less & static_cast<int>(x[i] < y[i])) | (what.equal & static_cast<int>(x[i] == y[i]));
    return static_cast<uint8_t>(truth ^ what.inverse);
  };
  int64_t i = 0;
  for (; i + kBlock <= n; i += kBlock) {
    uint8_t block[kBlock];
    for (int64_t j = 0; j < kBlock; ++j) block[j] = one(i + j);
    for (int64_t j = 0; j < kBlock; ++j) out[i + j] = block[j];
  }
  for (; i < n; ++i) out[i] = one(i);
}

}  // namespace

const CompareLoops compare_loops = {compare<float>, compare<double>, compare<int32_t>, compare<int64_t>};

}  // namespace flambeau::FLAMBEAU_LEVEL
