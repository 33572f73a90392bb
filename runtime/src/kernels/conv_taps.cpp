#include "kernels/conv_taps.h"

#include <algorithm>
#include <utility>

#include "kernels/winograd.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

// Of DerivedKey: which kernel's packed weights. Winograd's are kTapsKey + m.
constexpr int64_t kOrderedKey = 7;
constexpr int64_t kTapsKey = 64;

const float* start_of(const PanelMemory& memory) {
  return reinterpret_cast<const float*>(memory.storage->data()) + memory.offset;
}

// Rows (tap, channel), as the direct way reads them.
struct Ordered : Counted {
  Ordered(const ConvShape& s, const Panels& p)
      : storage(allocate_kept(static_cast<std::size_t>(packed_size<float>(p.depth, p.outputs)) * sizeof(float))) {
    const PanelMemory memory = panel_memory(p);
    const float* from = start_of(memory);
    auto* to = reinterpret_cast<float*>(storage->data());
    const int64_t panel = panel_columns<float>();
    const int64_t taps = s.taps();
    for (int64_t first = 0; first < p.outputs; first += panel) {
      const int64_t width = p.outputs - first <= panel / 2 ? panel / 2 : panel;
      for (int64_t i = 0; i < s.in_channels; ++i) {
        for (int64_t t = 0; t < taps; ++t, from += width)
          std::copy_n(from, width, to + (t * s.in_channels + i) * width);
      }
      to += p.depth * width;
    }
  }
  Ref<Storage> storage;
};

Ref<PackedWinograd> transformed(const ConvShape& s, int tile, const Panels& p) {
  return kept_once<PackedWinograd>(p.numbers, {kTapsKey + tile, p.numbers.offset(), p.outputs, p.depth, p.width}, [&] {
    PanelMemory memory = panel_memory(p);
    Storage* const source = p.numbers.storage()->readonly() ? p.numbers.storage().get() : nullptr;
    if (source) {
      // What is kept with the numbers doesn't keep them in turn.
      memory.storage = Storage::wrap(memory.storage->data(), memory.storage->bytes(), [] {});
    }
    return make_ref<PackedWinograd>(
        s, tile, make_ref<PackedMatrix<float>>(p.depth, p.outputs, std::move(memory.storage), memory.offset), source);
  });
}

}  // namespace

void convolve_taps(const ConvShape& s, const Panels& p, const ConvOperands<float>& operands) {
  const int tile = winograd_tile(s);
  if (tile != 0) return convolve_winograd(s, *transformed(s, tile, p), operands);
  const auto ordered =
      packed_once<Ordered>(p.numbers, {kOrderedKey, p.numbers.offset(), p.outputs, p.depth, p.width, s.in_channels},
                           [&] { return make_ref<Ordered>(s, p); });
  convolve_direct(s, PackedConv<float>(p.depth, p.outputs, ordered->storage, 0), operands);
}

}  // namespace flambeau
