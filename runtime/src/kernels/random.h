// The generator of random numbers: the Mersenne Twister, as torch.Generator on a CPU, so that a seed gives the same
// numbers (rand, randn, randint, randperm) as in eager PyTorch.
#pragma once

#include <array>
#include <cstdint>
#include <mutex>
#include <optional>

#include "value/value.h"

namespace flambeau {

class Generator {
 public:
  static constexpr uint64_t kDefaultSeed = 67280421310721U;
  static constexpr std::size_t kWords = 624;
  static constexpr int64_t kStateSize =
      kWords + 3;  // the words, the place among them, whether a number is kept, and it

  Generator() { seed(kDefaultSeed); }
  void seed(uint64_t value);
  // As kStateSize ints, which may come from anywhere.
  void load(const int64_t* state);
  void store(int64_t* state) const;
  uint32_t next32();
  uint64_t next64() {
    const uint64_t high = next32();
    return (high << 32) | next32();
  }
  // Uniform in [0, 1) with as many random bits as a significand of that width has.
  float uniform_float();
  double uniform_double();
  // Standard normal; numbers come in pairs, the second of which is kept for the next call.
  double normal();

  // Held while a kernel draws, so that its numbers are consecutive.
  std::mutex mutex;

 private:
  void renew();

  std::array<uint32_t, kWords> words_{};
  std::size_t at_ = kWords;
  std::optional<double> kept_;
};

// The one that kernels draw from: the program-wide one, which torch.manual_seed seeds, unless a DrawsFrom is around.
Generator& default_generator();

// While it lives, this thread's kernels draw from the generator that they are given: None for no other than before, or
// the tensor with the state of a torch.Generator that the program has made.
class DrawsFrom {
 public:
  explicit DrawsFrom(const Value& state);
  ~DrawsFrom();
  DrawsFrom(const DrawsFrom&) = delete;
  DrawsFrom& operator=(const DrawsFrom&) = delete;

 private:
  Tensor state_;
  std::optional<Generator> own_;
  Generator* before_ = nullptr;
};

}  // namespace flambeau
