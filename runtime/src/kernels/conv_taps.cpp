#include "kernels/conv_taps.h"

#include <algorithm>
#include <utility>

#include "kernels/winograd.h"
#include "kernels/winograd_plan.h"
#include "parallel/parallel.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

// Of DerivedKey: which kernel's packed weights. Winograd's are kTapsKey + m.
constexpr int64_t kOrderedKey = 7;
constexpr int64_t kTapsKey = 64;

const float* start_of(const PanelMemory& memory) {
  return reinterpret_cast<const float*>(memory.storage->data()) + memory.offset;
}

// The taps [begin, end) of each dim that lie in the map for some output: dilated ones needn't.
struct UsedTaps {
  explicit UsedTaps(const ConvWindow& w) {
    for (int d = 0; d < 3; ++d) {
      begin[d] = 0;
      end[d] = w.kernel[d];
      const int64_t last =
          (w.output[d] - 1) * w.stride[d] - w.padding[d];  // what the first tap of the last output reads
      while (begin[d] + 1 < end[d] && last + begin[d] * w.dilation[d] < 0) ++begin[d];
      while (begin[d] + 1 < end[d] && (end[d] - 1) * w.dilation[d] - w.padding[d] >= w.input[d]) --end[d];
    }
  }

  // The convolution by these alone.
  ConvShape of(ConvShape s) const {
    for (int d = 0; d < 3; ++d) {
      s.window.kernel[d] = end[d] - begin[d];
      s.window.padding[d] -= begin[d] * s.window.dilation[d];
    }
    return s;
  }

  int64_t begin[3], end[3];
};

// Their weights as rows (tap, channel), as the direct way reads them.
struct Ordered : Counted {
  Ordered(const ConvShape& s, const UsedTaps& used, const Panels& p)
      : depth(used.of(s).taps() * s.in_channels),
        storage(allocate_kept(static_cast<std::size_t>(packed_size<float>(depth, p.outputs)) * sizeof(float))) {
    const PanelMemory memory = panel_memory(p);
    const int64_t panel = panel_columns<float>();
    const int64_t lines = s.window.kernel[1], columns = s.window.kernel[2];
    parallel_for(0, divide_up(p.outputs, panel), 1, [&](int64_t first, int64_t last) {
      for (int64_t j = first * panel; j < std::min(last * panel, p.outputs); j += panel) {
        const int64_t width = p.outputs - j <= panel / 2 ? panel / 2 : panel;
        const float* const from = start_of(memory) + j * p.depth;
        float* const to = reinterpret_cast<float*>(storage->data()) + j * depth;
        for (int64_t i = 0; i < s.in_channels; ++i) {
          const float* const taps = from + i * s.taps() * width;
          float* row = to + i * width;
          for (int64_t z = used.begin[0]; z < used.end[0]; ++z) {
            for (int64_t y = used.begin[1]; y < used.end[1]; ++y) {
              for (int64_t x = used.begin[2]; x < used.end[2]; ++x, row += s.in_channels * width) {
                std::copy_n(taps + ((z * lines + y) * columns + x) * width, width, row);
              }
            }
          }
        }
      }
    });
  }
  int64_t depth;
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
  const UsedTaps used(s.window);
  const DerivedKey key{kOrderedKey,   p.numbers.offset(), p.outputs,     p.depth,     p.width,       s.in_channels,
                       used.begin[0], used.end[0],        used.begin[1], used.end[1], used.begin[2], used.end[2]};
  const auto ordered = kept_once<Ordered>(p.numbers, key, [&] {
    auto made = make_ref<Ordered>(s, used, p);
    // Of a few taps there are hardly more numbers than it is worth to give pages back for.
    if (made->depth == p.depth) set_aside_weights(p.numbers);
    return made;
  });
  convolve_direct(used.of(s), PackedConv<float>(ordered->depth, p.outputs, ordered->storage, 0), operands);
}

}  // namespace flambeau
