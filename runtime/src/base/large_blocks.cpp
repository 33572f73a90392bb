#include "base/large_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <mutex>
#include <new>
#include <unordered_map>

#include "base/fresh.h"

namespace flambeau {

namespace {

constexpr std::size_t kMostKept = std::size_t{64} << 20;    // bytes
constexpr std::size_t kAlwaysKept = std::size_t{12} << 20;  // the same, however little has been needed at once
constexpr std::size_t kMostBlocks = 64;

struct Block {
  void* data;
  std::size_t bytes;
};

// Blocks that nobody uses, the oldest first. used + kept <= most_used + max(most_used / 8, kAlwaysKept): what is kept
// stays small beside what has been needed at once, but the many sizes of a small network's maps all stay.
struct Idle {
  std::mutex mutex;
  std::array<Block, kMostBlocks> blocks{};
  std::size_t count = 0;
  std::size_t kept = 0;                           // bytes of `blocks`
  std::size_t used = 0;                           // bytes handed out
  std::size_t most_used = 0;                      // at any time
  std::unordered_map<void*, std::size_t> larger;  // bytes of the blocks handed out that are larger than was asked for

  // The newest of the smallest blocks that hold `size` bytes and at most twice as many; `count` where there is none.
  std::size_t find(std::size_t size) const {
    std::size_t best = count;
    for (std::size_t i = count; i-- > 0;) {
      const std::size_t bytes = blocks[i].bytes;
      if (bytes >= size && bytes / 2 <= size && (best == count || bytes < blocks[best].bytes)) best = i;
    }
    return best;
  }
  Block remove(std::size_t at) {
    const Block block = blocks[at];
    std::copy(blocks.begin() + at + 1, blocks.begin() + count, blocks.begin() + at);
    --count;
    kept -= block.bytes;
    return block;
  }
  void give_back_oldest() {
    const Block block = remove(0);
    free_fresh(block.data, block.bytes);
  }
};

// Never destroyed: tensors may be freed while a process ends.
Idle& idle() {
  static auto* const instance = new Idle;
  return *instance;
}

// Sizes in steps of an eighth of a power of two, so that a block fits tensors of about one size.
std::size_t capacity(std::size_t bytes) {
  const std::size_t step = std::bit_floor(bytes) / 8;
  return (bytes + step - 1) / step * step;
}

}  // namespace

void* allocate_large(std::size_t bytes) {
  std::size_t size = capacity(bytes);
  Idle& state = idle();
  {
    const std::lock_guard lock(state.mutex);
    void* data = nullptr;
    if (const std::size_t at = state.find(size); at < state.count) {
      const Block block = state.remove(at);
      if (block.bytes != size) state.larger.emplace(block.data, block.bytes);
      data = block.data;
      size = block.bytes;
    }
    const std::size_t used = state.used + size;
    const std::size_t most = std::max(state.most_used, used);
    while (state.count > 0 && used + state.kept > most + std::max(most / 8, kAlwaysKept)) state.give_back_oldest();
    state.used = used;
    state.most_used = most;
    if (data) return data;
  }
  try {
    return allocate_fresh(size);
  } catch (...) {
    const std::lock_guard lock(state.mutex);
    state.used -= size;
    throw;
  }
}

void free_large(void* block, std::size_t bytes) noexcept {
  std::size_t size = capacity(bytes);
  Idle& state = idle();
  const std::lock_guard lock(state.mutex);
  if (const auto found = state.larger.find(block); found != state.larger.end()) {
    size = found->second;
    state.larger.erase(found);
  }
  state.used -= size;
  while (state.count > 0 && (state.count == kMostBlocks || state.kept + size > kMostKept)) state.give_back_oldest();
  if (size > kMostKept) return free_fresh(block, size);
  state.blocks[state.count++] = {block, size};
  state.kept += size;
}

}  // namespace flambeau
