// Time in which weights are brought into the form that kernels like best. To do so takes as long as many calls, above
// all for want of memory that has been written before: so of the time that kernels take for weights as they are, a part
// is put aside for it, and no call takes much longer than later ones. All programs share what is put aside.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>

namespace flambeau {

class SpareTime {
 public:
  using Clock = std::chrono::steady_clock;

  static bool is_left() noexcept { return nanoseconds_.load(std::memory_order_relaxed) > 0; }
  // A kernel has taken so long.
  static void note_run(Clock::duration taken) noexcept {
    if (nanoseconds_.load(std::memory_order_relaxed) < kMost) {
      nanoseconds_.fetch_add(count(taken) / kShare, std::memory_order_relaxed);
    }
  }
  static void spend(Clock::duration taken) noexcept { nanoseconds_.fetch_sub(count(taken), std::memory_order_relaxed); }

 private:
  static constexpr int64_t kShare = 4;
  static constexpr int64_t kMost = 1'000'000;

  static int64_t count(Clock::duration time) noexcept {
    return std::chrono::duration_cast<std::chrono::nanoseconds>(time).count();
  }
  static inline std::atomic<int64_t> nanoseconds_{0};
};

}  // namespace flambeau
