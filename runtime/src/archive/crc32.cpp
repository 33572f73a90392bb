// The fast version folds 64 bytes at a time with carry-less multiplication, after "Fast CRC Computation for Generic
// Polynomials Using PCLMULQDQ Instruction" (Gopal et al., Intel, 2009); what remains goes through the tables, which
// take eight bytes at a time.
#include "archive/crc32.h"

#include <array>
#include <bit>
#include <cstring>

#if defined(FLAMBEAU_X86)
#include <immintrin.h>
#endif

namespace flambeau {

namespace {

static_assert(std::endian::native == std::endian::little);
constexpr uint32_t kPolynomial = 0xEDB88320U;
using Tables = std::array<std::array<uint32_t, 256>, 8>;

constexpr Tables make_tables() {
  Tables tables{};
  for (uint32_t byte = 0; byte < 256; ++byte) {
    uint32_t value = byte;
    for (int bit = 0; bit < 8; ++bit) value = (value >> 1) ^ ((value & 1U) ? kPolynomial : 0U);
    tables[0][byte] = value;
  }
  for (std::size_t t = 1; t < 8; ++t) {
    for (std::size_t byte = 0; byte < 256; ++byte) {
      const uint32_t before = tables[t - 1][byte];
      tables[t][byte] = (before >> 8) ^ tables[0][before & 0xffU];
    }
  }
  return tables;
}
constexpr Tables kTables = make_tables();

// `state` is the inverted CRC of what came before.
uint32_t add_bytes(uint32_t state, const std::byte* data, std::size_t size) {
  for (; size >= 8; data += 8, size -= 8) {
    uint64_t word;
    std::memcpy(&word, data, 8);
    word ^= state;
    state = 0;
    for (std::size_t i = 0; i < 8; ++i) state ^= kTables[7 - i][(word >> (8 * i)) & 0xffU];
  }
  for (; size > 0; ++data, --size) {
    state = (state >> 8) ^ kTables[0][(state ^ static_cast<uint32_t>(*data)) & 0xffU];
  }
  return state;
}

#if defined(FLAMBEAU_X86)

// x^n modulo the polynomial, reflected, in the upper bits of a 33-bit number: how far folding shifts a lane.
constexpr int64_t fold_constant(int n) {
  uint32_t value = 0x80000000U;  // x^0
  for (int i = 0; i < n; ++i) value = (value >> 1) ^ ((value & 1U) ? kPolynomial : 0U);
  return static_cast<int64_t>(value) << 1;
}

// Multiplies both halves of `lane` past `distance` bits, which `constants` stands for, and adds `next`.
__attribute__((target("pclmul,sse4.1"))) inline __m128i fold(__m128i lane, __m128i constants, __m128i next) {
  const __m128i low = _mm_clmulepi64_si128(lane, constants, 0x00);
  const __m128i high = _mm_clmulepi64_si128(lane, constants, 0x11);
  return _mm_xor_si128(_mm_xor_si128(low, high), next);
}

__attribute__((target("pclmul,sse4.1"))) uint32_t crc32_folded(const std::byte* data, std::size_t size) {
  const auto load = [](const std::byte* p) __attribute__((target("pclmul,sse4.1"))) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p));
  };
  constexpr std::array<int64_t, 4> kFolds = {fold_constant(512 - 32), fold_constant(512 + 32), fold_constant(128 - 32),
                                             fold_constant(128 + 32)};
  const __m128i by_512 = _mm_set_epi64x(kFolds[0], kFolds[1]);
  const __m128i by_128 = _mm_set_epi64x(kFolds[2], kFolds[3]);
  __m128i lane[4];
  for (int i = 0; i < 4; ++i) lane[i] = load(data + 16 * i);
  lane[0] = _mm_xor_si128(lane[0], _mm_cvtsi32_si128(-1));
  for (data += 64, size -= 64; size >= 64; data += 64, size -= 64) {
    for (int i = 0; i < 4; ++i) lane[i] = fold(lane[i], by_512, load(data + 16 * i));
  }
  __m128i sum = lane[0];
  for (int i = 1; i < 4; ++i) sum = fold(sum, by_128, lane[i]);
  std::byte rest[16];
  _mm_storeu_si128(reinterpret_cast<__m128i*>(rest), sum);
  return ~add_bytes(add_bytes(0, rest, 16), data, size);
}

bool can_fold() {
  static const bool can = __builtin_cpu_supports("pclmul") && __builtin_cpu_supports("sse4.1");
  return can;
}

#endif

}  // namespace

uint32_t crc32_portable(std::span<const std::byte> bytes) {
  return ~add_bytes(0xffffffffU, bytes.data(), bytes.size());
}

uint32_t crc32(std::span<const std::byte> bytes) {
#if defined(FLAMBEAU_X86)
  if (bytes.size() >= 64 && can_fold()) return crc32_folded(bytes.data(), bytes.size());
#endif
  return crc32_portable(bytes);
}

}  // namespace flambeau
