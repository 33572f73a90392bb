#include "simd/level.h"

#include <cstdlib>
#include <string_view>

#if defined(FLAMBEAU_X86)
#include <cpuid.h>
#endif

namespace flambeau {

namespace {

#if defined(FLAMBEAU_X86)
constexpr bool has(uint32_t word, int bit) { return ((word >> bit) & 1U) != 0; }

// Register state that the operating system saves and restores (XCR0).
uint64_t saved_state() {
  uint32_t low = 0;
  uint32_t high = 0;
  asm volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (static_cast<uint64_t>(high) << 32) | low;
}

// Bits of CPUID leaves 1 and 7 as Intel's and AMD's manuals number them.
SimdLevel detect() {
  uint32_t a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return SimdLevel::Baseline;
  const bool xsave = has(c, 27) && has(c, 28);  // OSXSAVE, AVX
  const bool fma = has(c, 12) && has(c, 29);    // FMA, F16C
  if (!xsave || !fma || (saved_state() & 0x6U) != 0x6U) return SimdLevel::Baseline;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !has(b, 5)) return SimdLevel::Baseline;  // AVX2
  const bool avx512 = has(b, 16) && has(b, 17) && has(b, 30) && has(b, 31);                // F, DQ, BW, VL
  return avx512 && (saved_state() & 0xe6U) == 0xe6U ? SimdLevel::Avx512 : SimdLevel::Avx2;
}
#else
SimdLevel detect() { return SimdLevel::Baseline; }
#endif

SimdLevel choose() {
  const SimdLevel best = detect();
  const char* wanted = std::getenv("FLAMBEAU_SIMD");
  if (!wanted) return best;
  for (const SimdLevel level : {SimdLevel::Baseline, SimdLevel::Avx2, SimdLevel::Avx512}) {
    if (std::string_view(wanted) == simd_level_name(level) && level <= best) return level;
  }
  return best;
}

}  // namespace

SimdLevel simd_level() {
  static const SimdLevel level = choose();
  return level;
}

const char* simd_level_name(SimdLevel level) {
  switch (level) {
    case SimdLevel::Baseline: return "baseline";
    case SimdLevel::Avx2: return "avx2";
    case SimdLevel::Avx512: return "avx512";
  }
  return "";
}

}  // namespace flambeau
