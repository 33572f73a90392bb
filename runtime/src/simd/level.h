// Levels of vector instructions: the best one that this processor has is chosen when the program runs.
//
// Files in simd/levels/ are compiled once per level, each time with that level's options and with FLAMBEAU_LEVEL
// defined as its name: `baseline` (what the target always has: SSE2 on x86-64, NEON on aarch64), and on x86-64 `avx2`
// (with FMA and F16C) and `avx512` (F, DQ, BW, VL). To add vectorised functions:
//
//   1. simd/softmax.h lists them in a struct and declares one table of it a level:
//          struct SoftmaxFunctions { void (*row)(const float* in, float* out, int64_t count); };
//          FLAMBEAU_LEVEL_TABLE(SoftmaxFunctions, softmax_functions)
//   2. simd/levels/softmax.cpp defines them, everything inside the level's namespace, and fills the table:
//          namespace flambeau::FLAMBEAU_LEVEL {
//          namespace { void row(...) { ... } }
//          const SoftmaxFunctions softmax_functions = {row};
//          }
//   3. A kernel calls `softmax_functions().row(...)`: the table of the level in use.
//
// The linker keeps one copy of an inline function, perhaps the one compiled for AVX-512, and then plain code would
// call it on a processor without. So a file in levels/ uses no inline function or template of the standard library
// nor of other headers, except those of simd/vec.h and its like, which live inside the level's namespace.
#pragma once

#include <cstdint>

namespace flambeau {

enum class SimdLevel : uint8_t { Baseline, Avx2, Avx512 };

// The level in use: the best that processor and operating system support, or the one that FLAMBEAU_SIMD names
// (baseline, avx2, avx512; for tests and measurements), if it is supported. Fixed at the first call.
SimdLevel simd_level();

// Instructions beyond a level's, for products of small numbers (simd/products.h): each is used where it is there.
// FLAMBEAU_SIMD=avx2 and =avx512 leave them all out; avxvnni, avx512vnni and avx512bf16 name a level and one of them.
enum class SimdExtension : uint8_t { AvxVnni = 1, Avx512Vnni = 2, Avx512Bf16 = 4 };
bool simd_uses(SimdExtension extension);

const char* simd_level_name(SimdLevel level);

}  // namespace flambeau

#if defined(FLAMBEAU_X86)
#define FLAMBEAU_LEVEL_TABLE(Struct, table)                     \
  namespace baseline {                                          \
  extern const Struct table;                                    \
  }                                                             \
  namespace avx2 {                                              \
  extern const Struct table;                                    \
  }                                                             \
  namespace avx512 {                                            \
  extern const Struct table;                                    \
  }                                                             \
  inline const Struct& table() {                                \
    switch (::flambeau::simd_level()) {                         \
      case ::flambeau::SimdLevel::Avx512: return avx512::table; \
      case ::flambeau::SimdLevel::Avx2: return avx2::table;     \
      default: return baseline::table;                          \
    }                                                           \
  }
#else
#define FLAMBEAU_LEVEL_TABLE(Struct, table) \
  namespace baseline {                      \
  extern const Struct table;                \
  }                                         \
  inline const Struct& table() { return baseline::table; }
#endif
