#include "kernels/byte_counts.h"

#include <algorithm>
#include <cstring>

namespace flambeau {

ByteCounts counts_of(const uint8_t* bytes, int64_t n, int64_t step) {
  // Several tables: bytes that follow each other are often alike, and one count would wait for the other.
  constexpr int64_t kTables = 4;
  std::array<ByteCounts, kTables> tables{};
  int64_t i = 0;
  for (; i + kTables <= n; i += kTables) {
    for (int64_t k = 0; k < kTables; ++k) ++tables[static_cast<std::size_t>(k)][bytes[(i + k) * step]];
  }
  for (; i < n; ++i) ++tables[0][bytes[i * step]];
  for (std::size_t k = 1; k < kTables; ++k) {
    for (std::size_t level = 0; level < 256; ++level) tables[0][level] += tables[k][level];
  }
  return tables[0];
}

int64_t count_nonzero(const uint8_t* bytes, int64_t n) {
  constexpr uint64_t kLow = 0x7f7f7f7f7f7f7f7f;
  constexpr uint64_t kOnes = 0x0101010101010101;
  int64_t count = 0;
  int64_t i = 0;
  while (i + 8 <= n) {
    uint64_t sums = 0;  // one in each byte, none of which may overflow
    const int64_t end = std::min(n - 7, i + 8 * 255);
    for (; i < end; i += 8) {
      uint64_t word;
      std::memcpy(&word, bytes + i, 8);
      sums += ((((word & kLow) + kLow) | word) >> 7) & kOnes;
    }
    for (; sums != 0; sums >>= 8) count += static_cast<int64_t>(sums & 255);
  }
  for (; i < n; ++i) count += bytes[i] != 0 ? 1 : 0;
  return count;
}

}  // namespace flambeau
