#include "simd/level.h"

#include <cstdlib>
#include <string_view>
#include <utility>

#if defined(FLAMBEAU_X86)
#include <cpuid.h>
#endif

namespace flambeau {

namespace {

constexpr int kAvxVnni = static_cast<int>(SimdExtension::AvxVnni);
constexpr int kAvx512Vnni = static_cast<int>(SimdExtension::Avx512Vnni);
constexpr int kAvx512Bf16 = static_cast<int>(SimdExtension::Avx512Bf16);

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
SimdLevel detect_level() {
  uint32_t a = 0, b = 0, c = 0, d = 0;
  if (!__get_cpuid(1, &a, &b, &c, &d)) return SimdLevel::Baseline;
  const bool xsave = has(c, 27) && has(c, 28);  // OSXSAVE, AVX
  const bool fma = has(c, 12) && has(c, 29);    // FMA, F16C
  if (!xsave || !fma || (saved_state() & 0x6U) != 0x6U) return SimdLevel::Baseline;
  if (!__get_cpuid_count(7, 0, &a, &b, &c, &d) || !has(b, 5)) return SimdLevel::Baseline;  // AVX2
  const bool avx512 = has(b, 16) && has(b, 17) && has(b, 30) && has(b, 31);                // F, DQ, BW, VL
  return avx512 && (saved_state() & 0xe6U) == 0xe6U ? SimdLevel::Avx512 : SimdLevel::Avx2;
}

int detect_extensions(SimdLevel level) {
  uint32_t a = 0, b = 0, c = 0, d = 0;
  int found = 0;
  if (level == SimdLevel::Avx512 && __get_cpuid_count(7, 0, &a, &b, &c, &d) && has(c, 11)) found |= kAvx512Vnni;
  if (level == SimdLevel::Baseline || !__get_cpuid_count(7, 1, &a, &b, &c, &d)) return found;
  if (has(a, 4)) found |= kAvxVnni;
  if (level == SimdLevel::Avx512 && has(a, 5)) found |= kAvx512Bf16;
  return found;
}
#else
SimdLevel detect_level() { return SimdLevel::Baseline; }
int detect_extensions(SimdLevel) { return 0; }
#endif

struct Choice {
  SimdLevel level;
  int extensions;
};

Choice choose() {
  const SimdLevel best = detect_level();
  const Choice all{best, detect_extensions(best)};
  const char* wanted = std::getenv("FLAMBEAU_SIMD");
  if (!wanted) return all;
  constexpr std::pair<std::string_view, Choice> kNames[] = {
      {"baseline", {SimdLevel::Baseline, 0}},           {"avx2", {SimdLevel::Avx2, 0}},
      {"avxvnni", {SimdLevel::Avx2, kAvxVnni}},         {"avx512", {SimdLevel::Avx512, 0}},
      {"avx512vnni", {SimdLevel::Avx512, kAvx512Vnni}}, {"avx512bf16", {SimdLevel::Avx512, kAvx512Bf16}},
  };
  for (const auto& [name, choice] : kNames) {
    const bool supported = choice.level <= best && (choice.extensions & ~all.extensions) == 0;
    if (name == wanted && supported) return choice;
  }
  return all;
}

const Choice& chosen() {
  static const Choice choice = choose();
  return choice;
}

}  // namespace

SimdLevel simd_level() { return chosen().level; }

bool simd_uses(SimdExtension extension) { return (chosen().extensions & static_cast<int>(extension)) != 0; }

const char* simd_level_name(SimdLevel level) {
  switch (level) {
    case SimdLevel::Baseline: return "baseline";
    case SimdLevel::Avx2: return "avx2";
    case SimdLevel::Avx512: return "avx512";
  }
  return "";
}

}  // namespace flambeau
