#include "tensor/kept.h"

#include <algorithm>
#include <mutex>
#include <new>

#include "base/element_blocks.h"
#include "base/error.h"

#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace flambeau {

namespace {

constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kBlockBytes = 4 * kHugePage;
// A network that packs nothing larger at its first call would wait for a huge page, milliseconds where it is slow to
// come, for a few small weights.
constexpr std::size_t kLeastShared = std::size_t{256} << 10;

std::size_t round_up(std::size_t value, std::size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

// data .. data + used is handed out; used <= bytes.
struct Block : Counted {
  explicit Block(std::size_t size)
      : bytes(size), data(static_cast<std::byte*>(::operator new (size, std::align_val_t{kHugePage}, std::nothrow))) {
    if (!data)
      raise("RuntimeError", "DefaultCPUAllocator: can't allocate memory: you tried to allocate ", size, " bytes");
#if defined(__linux__) && defined(MADV_HUGEPAGE)
    ::madvise(data, bytes, MADV_HUGEPAGE);  // merely a wish
#endif
  }
  ~Block() override { ::operator delete (data, std::align_val_t{kHugePage}); }

  std::size_t bytes;
  std::byte* data;
  std::size_t used = 0;
};

// The block that small pieces are cut from; each piece holds its block.
std::mutex mutex;
Ref<Block>& shared() {
  static auto* const block = new Ref<Block>;
  return *block;
}

Ref<Storage> cut(const Ref<Block>& block, std::size_t bytes) {
  std::byte* const data = block->data + block->used;
  block->used += round_up(bytes, kElementAlignment);
  return Storage::wrap(data, bytes, [block] {});
}

}  // namespace

Ref<Storage> allocate_kept(std::size_t bytes) {
  if (bytes < kLeastShared) return Storage::allocate(bytes);
  if (bytes >= kBlockBytes / 2) return cut(make_ref<Block>(round_up(bytes, kHugePage)), bytes);
  const std::lock_guard<std::mutex> lock(mutex);
  Ref<Block>& block = shared();
  if (block && block->unique()) block->used = 0;  // all its pieces are gone
  if (!block || block->bytes - block->used < round_up(bytes, kElementAlignment)) block = make_ref<Block>(kBlockBytes);
  return cut(block, bytes);
}

}  // namespace flambeau
