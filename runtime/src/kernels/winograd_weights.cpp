#include <algorithm>
#include <atomic>
#include <utility>

#include "base/error.h"
#include "base/mapped.h"
#include "kernels/spare_time.h"
#include "kernels/winograd.h"
#include "parallel/parallel.h"
#include "simd/winograd.h"
#include "tensor/kept.h"

namespace flambeau {

namespace {

// Whose turn it is; null if it may be anyone's. Weights of which a part is transformed are slower than others: few are.
std::atomic<const PackedWinograd*> in_turn{nullptr};
std::atomic<int> refused{0};        // how often another's turn was wanted since its own last call
constexpr int kMostRefused = 1000;  // then its program isn't called any more

bool take_turn(const PackedWinograd* weights) {
  const PackedWinograd* holder = nullptr;
  const bool is_free = in_turn.compare_exchange_strong(holder, weights, std::memory_order_relaxed);
  if (!is_free && holder != weights && refused.fetch_add(1, std::memory_order_relaxed) < kMostRefused) return false;
  if (!is_free && holder != weights) in_turn.store(weights, std::memory_order_relaxed);
  refused.store(0, std::memory_order_relaxed);
  return true;
}

void end_turn(const PackedWinograd* weights) {
  in_turn.compare_exchange_strong(weights, nullptr, std::memory_order_relaxed);
}

int64_t panels_of(int64_t out_channels) {
  const int64_t panel = panel_columns<float>();
  return (out_channels + panel - 1) / panel;
}

}  // namespace

Ref<PackedMatrix<float>> pack_taps(const ConvShape& s, const float* weight) {
  const int64_t depth = s.in_channels * 9;
  return make_ref<PackedMatrix<float>>(Matrix<const float>{weight, depth, s.out_channels, 1, depth});
}

PackedWinograd::PackedWinograd(const ConvShape& s, int tile, Ref<PackedMatrix<float>> taps, Storage* source)
    : tile_(tile),
      in_channels_(s.in_channels),
      out_channels_(s.out_channels),
      source_(source),
      panels_(panels_of(s.out_channels)),
      form_{std::move(taps), {}, 0} {}

PackedWinograd::~PackedWinograd() { end_turn(this); }

int64_t PackedWinograd::point_stride() const {
  // A place of all points would otherwise, where channels are a power of two, share a few places of the cache.
  return in_channels_ * panel_columns<float>() + 16;
}

int64_t PackedWinograd::transformed_bytes() const {
  return panels_ * panel_stride() * static_cast<int64_t>(sizeof(float));
}

PackedWinograd::Form PackedWinograd::form() {
  Form now;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    const bool is_time = has_run_ && !is_busy_ && SpareTime::is_left();
    if (form_.panels == panels_ || !is_time || !take_turn(this)) return form_;
    is_busy_ = true;  // calls on other threads go on with what there is
    now = form_;
  }
  const int64_t before = now.panels;
  do {
    const auto start = SpareTime::Clock::now();
    if (!extend(now, thread_count())) break;
    SpareTime::spend(SpareTime::Clock::now() - start);
  } while (SpareTime::is_left() && now.panels < panels_);
  finish(now, before);
  return now;
}

void PackedWinograd::note_run() {
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (std::exchange(has_run_, true)) return;
  }
  // The taps' memory would be gone with the program, which may be let go of at any time.
  add_chore(
      [self = Ref<PackedWinograd>(this), source = Ref<Storage>(source_)] { return self->transform_idly(source); });
}

bool PackedWinograd::transform_idly(const Ref<Storage>& source) {
  if (source ? source->unique() : unique()) return false;  // nobody wants them any more
  Form now;
  {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (form_.panels == panels_ || is_busy_) return form_.panels < panels_;
    is_busy_ = true;
    now = form_;
  }
  const int64_t before = now.panels;
  const bool is_done = extend(now, 1);
  finish(now, before);
  return is_done && now.panels < panels_;
}

// Whether there was memory for them.
bool PackedWinograd::extend(Form& now, int64_t count) const {
  try {
    if (!now.transformed) now.transformed = allocate_kept(static_cast<std::size_t>(transformed_bytes()));
  } catch (const Error&) {
    return false;
  }
  const int64_t end = std::min(now.panels + count, panels_);
  transform_panels(*now.taps, now.panels, end, reinterpret_cast<float*>(now.transformed->data()));
  now.panels = end;
  return true;
}

void PackedWinograd::finish(Form& now, int64_t before) {
  // Pages of a file are needed no more.
  const int64_t panel = panel_columns<float>() * in_channels_ * 9;
  const int64_t all = packed_size<float>(in_channels_ * 9, out_channels_);
  set_aside(now.taps->panels() + before * panel,
            static_cast<std::size_t>(std::min(now.panels * panel, all) - before * panel) * sizeof(float));
  if (now.panels == panels_) {
    now.taps = nullptr;
    end_turn(this);
  }
  const std::lock_guard<std::mutex> lock(mutex_);
  is_busy_ = false;
  form_ = now;
}

void PackedWinograd::transform(const PackedMatrix<float>& taps, int64_t column, int64_t from, int64_t count, float* out,
                               int64_t stride) const {
  const int64_t panel = panel_columns<float>();
  const int64_t width = out_channels_ - column <= panel / 2 ? panel / 2 : panel;
  winograd_transforms(tile_).weights(
      {taps.panels() + (column * in_channels_ + from * width) * 9, count, width, out, stride});
}

void PackedWinograd::transform_panels(const PackedMatrix<float>& taps, int64_t begin, int64_t end, float* out) const {
  parallel_for(begin, end, 1, [&](int64_t first, int64_t last) {
    for (int64_t p = first; p < last; ++p) {
      transform(taps, p * panel_columns<float>(), 0, in_channels_, out + p * panel_stride(), point_stride());
    }
  });
}

}  // namespace flambeau
