#include "simd/products.h"

namespace flambeau {

FLAMBEAU_LEVEL_TABLE(Bf16Functions, bf16_table)
FLAMBEAU_LEVEL_TABLE(Int8Functions, int8_table)

#if defined(FLAMBEAU_X86)
namespace avx512bf16 {
extern const Bf16Functions bf16_table;
}
namespace avx512vnni {
extern const Int8Functions int8_table;
}
namespace avxvnni {
extern const Int8Functions int8_table;
}

const Bf16Functions& bf16_functions() {
  return simd_uses(SimdExtension::Avx512Bf16) ? avx512bf16::bf16_table : bf16_table();
}

const Int8Functions& int8_functions() {
  if (simd_uses(SimdExtension::Avx512Vnni)) return avx512vnni::int8_table;
  return simd_uses(SimdExtension::AvxVnni) ? avxvnni::int8_table : int8_table();
}
#else
const Bf16Functions& bf16_functions() { return bf16_table(); }
const Int8Functions& int8_functions() { return int8_table(); }
#endif

}  // namespace flambeau
