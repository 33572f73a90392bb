#include "parallel/scratch.h"

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstring>
#include <new>
#include <tuple>
#include <utility>
#include <vector>

#include "base/error.h"

namespace flambeau {

namespace {

constexpr std::size_t kKeptBytes = std::size_t{64} << 20;  // a thread, at most
constexpr std::size_t kLeast = std::size_t{64} << 10;      // of a block
constexpr std::size_t kWarm = std::size_t{256} << 10;      // of a block that is there at first
constexpr std::size_t kLargest = std::size_t{1} << 20;     // of a block whose size is rounded up
constexpr std::align_val_t kAlignment{64};

struct Idle {
  // kept == the sum of the blocks' sizes <= kKeptBytes
  std::vector<std::pair<std::size_t, void*>> blocks;
  std::size_t kept = 0;

  ~Idle() { clear(); }
  void clear() {
    for (const auto& [bytes, data] : blocks) ::operator delete(data, kAlignment);
    blocks.clear();
    kept = 0;
  }
};
thread_local Idle idle;

}  // namespace

// Sizes in steps of powers of two, so that kernels that want somewhat more than those before find a block, too; only
// what is written takes memory.
Scratch::Scratch(std::size_t bytes)
    : data_(nullptr), bytes_(bytes > kLargest ? bytes : std::max(std::bit_ceil(bytes), kLeast)) {
  auto best = idle.blocks.end();
  for (auto it = idle.blocks.begin(); it != idle.blocks.end(); ++it) {
    if (it->first >= bytes_ && (best == idle.blocks.end() || it->first < best->first)) best = it;
  }
  if (best != idle.blocks.end()) {
    std::tie(bytes_, data_) = *best;
    idle.kept -= bytes_;
    idle.blocks.erase(best);
    return;
  }
  data_ = ::operator new(bytes_, kAlignment, std::nothrow);
  if (!data_) raise("RuntimeError", "can't allocate memory: a kernel tried to allocate ", bytes_, " bytes");
}

Scratch::~Scratch() {
  // The blocks that are there are smaller than what was asked for: make room for the larger one.
  while (!idle.blocks.empty() && idle.kept + bytes_ > kKeptBytes) {
    idle.kept -= idle.blocks.front().first;
    ::operator delete(idle.blocks.front().second, kAlignment);
    idle.blocks.erase(idle.blocks.begin());
  }
  if (idle.kept + bytes_ > kKeptBytes) {
    ::operator delete(data_, kAlignment);
    return;
  }
  idle.blocks.emplace_back(bytes_, data_);
  idle.kept += bytes_;
}

void warm_scratch() {
  const Scratch block(kLeast), larger(kWarm);
  std::memset(block.as<std::byte>(), 0, kLeast);
  std::memset(larger.as<std::byte>(), 0, kWarm);
}

void release_scratch() { idle.clear(); }

}  // namespace flambeau
