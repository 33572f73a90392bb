// The generator of random numbers: the Mersenne Twister, as torch.Generator on a CPU, so that a seed gives the same
// numbers (rand, randn, randint, randperm) as in eager PyTorch.
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <random>

namespace flambeau {

class Generator {
 public:
  static constexpr uint64_t kDefaultSeed = 67280421310721U;

  void seed(uint64_t value);
  uint32_t next32() { return static_cast<uint32_t>(engine_()); }
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
  std::mt19937 engine_{static_cast<uint32_t>(kDefaultSeed)};
  std::optional<double> kept_;
};

// The program-wide one, which torch.manual_seed seeds.
Generator& default_generator();

}  // namespace flambeau
