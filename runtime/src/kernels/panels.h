// Weights that lie in the file as kernels read them: see schemas/linalg.def. Passes make them (passes/store_panels.py).
#pragma once

#include "kernels/packed_once.h"

namespace flambeau {

// A matrix (depth, outputs) in panels of `width` outputs.
struct Panels {
  const Tensor& numbers;
  int64_t outputs, depth, width;
};

// RuntimeError where the sizes aren't those of the numbers: a file may hold anything.
void check_panels(const Panels& panels);
// Where they lie, `offset` elements into the storage, in panels of this machine's width; packed anew once for those of
// another one.
struct PanelMemory {
  Ref<Storage> storage;
  int64_t offset;
};
PanelMemory panel_memory(const Panels& panels);

}  // namespace flambeau
