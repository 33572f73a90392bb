// std::floor is a call where the processor's baseline has no instruction for it.
#pragma once

#include <cstdint>

namespace flambeau {

// The whole number at or below x, which an int64 must hold.
template <typename T>
int64_t floor_of(T x) {
  const auto cut = static_cast<int64_t>(x);
  return cut - (static_cast<T>(cut) > x ? 1 : 0);
}

}  // namespace flambeau
