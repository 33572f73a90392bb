#include "simd/bytes.h"

#include <cstring>

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

#if defined(__AVX512BW__)
constexpr int64_t kBytes = 64;
#elif defined(__AVX2__)
constexpr int64_t kBytes = 32;
#else
constexpr int64_t kBytes = 16;
#endif
using Bytes = uint8_t __attribute__((vector_size(kBytes)));

Bytes load(const uint8_t* from) {
  Bytes bytes;
  std::memcpy(&bytes, from, kBytes);
  return bytes;
}

// The last bytes, less than a vector, by a loop over a whole one.
[[gnu::noinline]] void finish(ByteLoop loop, uint8_t* out, const uint8_t* a, const uint8_t* b, int64_t n) {
  const auto rest = static_cast<std::size_t>(n);
  uint8_t x[kBytes] = {};
  uint8_t y[kBytes] = {};
  std::memcpy(x, a, rest);
  std::memcpy(y, b, rest);
  loop(x, x, y, kBytes);
  std::memcpy(out, x, rest);
}

Bytes greater_of(Bytes x, Bytes y) { return x > y ? x : y; }
Bytes lesser_of(Bytes x, Bytes y) { return x < y ? x : y; }
template <typename Mask>
Bytes truth(Mask mask) {
  return reinterpret_cast<Bytes>(mask) & 1;
}

// A loop over vectors whose body is `expression` in x and y.
#define LOOP(name, expression)                                             \
  void name(uint8_t* out, const uint8_t* a, const uint8_t* b, int64_t n) { \
    int64_t i = 0;                                                         \
    for (; i + kBytes <= n; i += kBytes) {                                 \
      const Bytes x = load(a + i);                                         \
      [[maybe_unused]] const Bytes y = load(b + i);                        \
      const Bytes made = expression;                                       \
      std::memcpy(out + i, &made, kBytes);                                 \
    }                                                                      \
    if (i < n) finish(name, out + i, a + i, b + i, n - i);                 \
  }
LOOP(add, x + y)
LOOP(subtract, x - y)
LOOP(multiply, x* y)
LOOP(maximum, greater_of(x, y))
LOOP(minimum, lesser_of(x, y))
LOOP(conjunction, x& y)
LOOP(disjunction, x | y)
LOOP(exclusive, x ^ y)
LOOP(complement, ~x)
LOOP(less, truth(x < y))
LOOP(less_equal, truth(x <= y))
LOOP(equal, truth(x == y))
LOOP(not_equal, truth(x != y))
LOOP(add_within, x + lesser_of(y, ~x))
LOOP(subtract_within, x - lesser_of(x, y))
LOOP(difference, greater_of(x, y) - lesser_of(x, y))
#undef LOOP

void greater(uint8_t* out, const uint8_t* a, const uint8_t* b, int64_t n) { less(out, b, a, n); }
void greater_equal(uint8_t* out, const uint8_t* a, const uint8_t* b, int64_t n) { less_equal(out, b, a, n); }

}  // namespace

const ByteLoops byte_loops = {add,           subtract,  multiply,   maximum,    minimum,         conjunction,
                              disjunction,   exclusive, complement, less,       less_equal,      greater,
                              greater_equal, equal,     not_equal,  add_within, subtract_within, difference};

}  // namespace flambeau::FLAMBEAU_LEVEL
