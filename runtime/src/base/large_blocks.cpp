#include "base/large_blocks.h"

#include <algorithm>
#include <array>
#include <bit>
#include <mutex>
#include <new>

#include "base/element_blocks.h"

namespace flambeau {

namespace {

constexpr std::size_t kMostKept = std::size_t{64} << 20;    // bytes
constexpr std::size_t kAlwaysKept = std::size_t{12} << 20;  // the same, however little has been needed at once
constexpr std::size_t kMostBlocks = 64;
constexpr std::align_val_t kAlignment{kElementAlignment};

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
  std::size_t kept = 0;       // bytes of `blocks`
  std::size_t used = 0;       // bytes handed out
  std::size_t most_used = 0;  // at any time

  Block remove(std::size_t at) {
    const Block block = blocks[at];
    std::copy(blocks.begin() + at + 1, blocks.begin() + count, blocks.begin() + at);
    --count;
    kept -= block.bytes;
    return block;
  }
  void give_back_oldest() { ::operator delete(remove(0).data, kAlignment); }
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
  const std::size_t size = capacity(bytes);
  Idle& state = idle();
  const std::lock_guard lock(state.mutex);
  void* data = nullptr;
  for (std::size_t i = state.count; i-- > 0 && !data;) {
    if (state.blocks[i].bytes == size) data = state.remove(i).data;
  }
  const std::size_t used = state.used + size;
  const std::size_t most = std::max(state.most_used, used);
  while (state.count > 0 && used + state.kept > most + std::max(most / 8, kAlwaysKept)) state.give_back_oldest();
  if (!data) data = ::operator new(size, kAlignment);
  state.used = used;
  state.most_used = most;
  return data;
}

void free_large(void* block, std::size_t bytes) noexcept {
  const std::size_t size = capacity(bytes);
  Idle& state = idle();
  const std::lock_guard lock(state.mutex);
  state.used -= size;
  while (state.count > 0 && (state.count == kMostBlocks || state.kept + size > kMostKept)) state.give_back_oldest();
  if (size > kMostKept) return ::operator delete(block, kAlignment);
  state.blocks[state.count++] = {block, size};
  state.kept += size;
}

}  // namespace flambeau
