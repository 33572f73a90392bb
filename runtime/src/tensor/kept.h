// Memory for what a program keeps until it is unloaded, packed weights above all: in huge pages where the system has
// them. Writing such memory for the first time costs a fraction of what small pages do, and so does reading it in
// order.
#pragma once

#include "tensor/tensor.h"

namespace flambeau {

// `bytes` uninitialised bytes, aligned to 64. Small ones share a block of memory, which is freed with the last of them.
Ref<Storage> allocate_kept(std::size_t bytes);

}  // namespace flambeau
