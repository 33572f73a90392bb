#include "simd/integers.h"

#include <cstring>

#include "simd/vec.h"

namespace flambeau::FLAMBEAU_LEVEL {

namespace {

constexpr int64_t kBytes = sizeof(VecF);

// Vectors of T, and of the same bits without signs: those wrap around.
template <typename T>
struct Lanes;
#define LANES(T)                                                \
  template <>                                                   \
  struct Lanes<T##_t> {                                         \
    using Signed = T##_t __attribute__((vector_size(kBytes)));  \
    using Bits = u##T##_t __attribute__((vector_size(kBytes))); \
  };
LANES(int16)
LANES(int32)
LANES(int64)
#undef LANES

// The last `n` bytes, less than a vector, by a loop over `count` elements of a whole one.
[[gnu::noinline]] void finish(IntegerLoop loop, std::byte* out, const std::byte* a, const std::byte* b, int64_t n,
                              int64_t count) {
  const auto rest = static_cast<std::size_t>(n);
  std::byte x[kBytes] = {};
  std::byte y[kBytes] = {};
  std::memcpy(x, a, rest);
  std::memcpy(y, b, rest);
  loop(x, x, y, count);
  std::memcpy(out, x, rest);
}

template <typename V, typename T, typename F>
void each(IntegerLoop self, void* out, const void* a, const void* b, int64_t n, F f) {
  auto* const to = static_cast<std::byte*>(out);
  const auto* const from = static_cast<const std::byte*>(a);
  const auto* const other = static_cast<const std::byte*>(b);
  const int64_t bytes = n * static_cast<int64_t>(sizeof(T));
  int64_t i = 0;
  for (; i + kBytes <= bytes; i += kBytes) {
    V x, y;
    std::memcpy(&x, from + i, kBytes);
    std::memcpy(&y, other + i, kBytes);
    const V made = f(x, y);
    std::memcpy(to + i, &made, kBytes);
  }
  if (i < bytes) {
    finish(self, to + i, from + i, other + i, bytes - i, kBytes / static_cast<int64_t>(sizeof(T)));
  }
}

#define LOOP(name, Kind, expression)                                             \
  template <typename T>                                                          \
  void name(void* out, const void* a, const void* b, int64_t n) {                \
    using V = typename Lanes<T>::Kind;                                           \
    each<V, T>(name<T>, out, a, b, n, [](V x, V y) -> V { return expression; }); \
  }
LOOP(add, Bits, x + y)
LOOP(subtract, Bits, x - y)
LOOP(multiply, Bits, x* y)
LOOP(maximum, Signed, x > y ? x : y)
LOOP(minimum, Signed, x < y ? x : y)
#undef LOOP

template <typename T>
constexpr IntegerLoops kLoops = {add<T>, subtract<T>, multiply<T>, maximum<T>, minimum<T>};

}  // namespace

const IntegerLoops int16_loops = kLoops<int16_t>;
const IntegerLoops int32_loops = kLoops<int32_t>;
const IntegerLoops int64_loops = kLoops<int64_t>;

}  // namespace flambeau::FLAMBEAU_LEVEL
