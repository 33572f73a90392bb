// What the machine can do at most: prints float32 operations and bytes read from memory a second, by two threads.
//
// Compiled for the machine that it runs on: products and sums in as many vectors as hide the latency of a fused one,
// and reads of a block that no cache holds.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <thread>
#include <vector>

#if defined(__AVX512F__)
constexpr std::size_t kBytes = 64;
#elif defined(__AVX__)
constexpr std::size_t kBytes = 32;
#else
constexpr std::size_t kBytes = 16;
#endif
typedef float Vector __attribute__((vector_size(kBytes)));
constexpr int kChains = kBytes == 64 ? 24 : 12;  // as many registers as the level leaves free
constexpr int kThreads = 2;

float sum_of(const Vector* values, int count) {
  Vector total = values[0];
  for (int i = 1; i < count; ++i) total += values[i];
  return total[0];
}

float multiply(long turns) {
  Vector chains[kChains];
  for (int i = 0; i < kChains; ++i) chains[i] = Vector{} + static_cast<float>(i);
  const Vector factor = Vector{} + 0.999F;
  const Vector term = Vector{} + 0.001F;
  for (long turn = 0; turn < turns; ++turn) {
#pragma GCC unroll 24
    for (int i = 0; i < kChains; ++i) chains[i] = chains[i] * factor + term;
  }
  return sum_of(chains, kChains);
}

float read(const Vector* from, std::size_t count) {
  Vector sums[8] = {};
  for (std::size_t i = 0; i + 8 <= count; i += 8) {
    for (std::size_t j = 0; j < 8; ++j) sums[j] += from[i + j];
  }
  return sum_of(sums, 8);
}

volatile float sink;  // so that nothing is left out

// Seconds that `work` takes on all threads at once, the least of a few times.
template <typename Work>
double seconds(const Work& work) {
  double least = 1e9;
  for (int round = 0; round < 8; ++round) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::thread> threads;
    for (int i = 0; i < kThreads; ++i) threads.emplace_back([&work, i] { sink = work(i); });
    for (std::thread& thread : threads) thread.join();
    least = std::min(least, std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
  }
  return least;
}

int main() {
  constexpr long kTurns = 4'000'000;
  const double operations = 2.0 * kThreads * kTurns * kChains * (kBytes / sizeof(float));
  const double multiplied = seconds([](int) { return multiply(kTurns); });
  constexpr std::size_t kCount = (std::size_t{256} << 20) / kBytes;
  const std::vector<Vector> block(kCount, Vector{} + 1.0F);
  const double taken = seconds(
      [&](int i) { return read(block.data() + kCount / kThreads * static_cast<std::size_t>(i), kCount / kThreads); });
  std::printf("%.6g %.6g\n", operations / multiplied, static_cast<double>(kCount * kBytes) / taken);
}
