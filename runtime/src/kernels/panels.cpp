#include "kernels/panels.h"

#include <algorithm>

#include "kernels/gemm.h"
#include "parallel/scratch.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

constexpr int64_t kPanelsKey = 6;  // of DerivedKey: which kernel's packed weights

struct Repacked : Counted {
  explicit Repacked(const Panels& p) {
    const Scratch rows(static_cast<std::size_t>(p.depth * p.outputs) * sizeof(float));
    auto* const matrix = rows.as<float>();
    const float* from = p.numbers.data<float>();
    for (int64_t first = 0; first < p.outputs; first += p.width) {
      const int64_t count = std::min(p.width, p.outputs - first);
      const int64_t width = count <= p.width / 2 ? p.width / 2 : p.width;
      for (int64_t k = 0; k < p.depth; ++k, from += width) std::copy_n(from, count, matrix + k * p.outputs + first);
    }
    storage = allocate_kept(static_cast<std::size_t>(packed_size<float>(p.depth, p.outputs)) * sizeof(float));
    gemm_pack<float>({matrix, p.depth, p.outputs, p.outputs, 1}, reinterpret_cast<float*>(storage->data()));
  }
  Ref<Storage> storage;
};

}  // namespace

void check_panels(const Panels& p) {
  const Tensor& t = p.numbers;
  check(t.dtype() == Dtype::Float32 && t.dim() == 1 && t.is_contiguous(), "panels are one row of float32");
  check(p.width == 8 || p.width == 16 || p.width == 32, "a panel is 8, 16 or 32 outputs wide, not ", p.width);
  const int64_t half = p.width / 2;
  const int64_t size = t.numel();
  check(p.outputs > 0 && p.depth > 0 && p.outputs <= size && size % p.depth == 0 &&
            size / p.depth == (p.outputs + half - 1) / half * half,
        "panels of ", p.outputs, " outputs for ", p.depth, " inputs have other sizes than ", size, " numbers");
}

PanelMemory panel_memory(const Panels& p) {
  const Tensor& t = p.numbers;
  if (p.width == panel_columns<float>()) return {t.storage(), t.offset()};
  const auto made = packed_once<Repacked>(t, {kPanelsKey, t.offset(), p.outputs, p.depth, p.width},
                                          [&] { return make_ref<Repacked>(p); });
  return {made->storage, 0};
}

}  // namespace flambeau
