// Weights in the form that a kernel wants, made at their first use and kept with them.
#pragma once

#include <utility>

#include "base/mapped.h"
#include "tensor/tensor.h"

namespace flambeau {

// What `make` gives for `weights`; the same each time where they are constants. `key` says what else it depends on.
template <typename Packed, typename Make>
Ref<Packed> kept_once(const Tensor& weights, const DerivedKey& key, Make&& make) {
  if (!weights.storage()->readonly()) return make();
  Ref<Counted> kept = weights.storage()->derived().get(key, [&]() -> Ref<Counted> { return make(); });
  return Ref<Packed>::adopt(static_cast<Packed*>(kept.detach()));
}

// To give pages of a file back takes longer than small weights are worth: the other threads' processors hear of each.
constexpr std::size_t kLeastSetAside = std::size_t{256} << 10;  // bytes

// The weights are read no more, as long as what was made of them stays.
inline void set_aside_weights(const Tensor& weights) {
  const std::size_t bytes = static_cast<std::size_t>(weights.numel()) * weights.itemsize();
  if (bytes >= kLeastSetAside && weights.storage()->readonly() && weights.is_dense()) set_aside(weights.raw(), bytes);
}

// The same where what is made is read instead of the weights.
template <typename Packed, typename Make>
Ref<Packed> packed_once(const Tensor& weights, const DerivedKey& key, Make&& make) {
  return kept_once<Packed>(weights, key, [&] {
    auto made = make();
    set_aside_weights(weights);
    return made;
  });
}

}  // namespace flambeau
