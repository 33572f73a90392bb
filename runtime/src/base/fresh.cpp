#include "base/fresh.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <new>
#include <vector>

#include "base/element_blocks.h"

#ifdef __linux__
#include <sys/mman.h>
#endif

namespace flambeau {

namespace {

constexpr std::align_val_t kAlignment{kElementAlignment};

void* allocate_plain(std::size_t bytes) { return ::operator new(bytes, kAlignment); }
void free_plain(void* block) noexcept { ::operator delete(block, kAlignment); }

#if defined(__linux__) && defined(MADV_POPULATE_WRITE)

constexpr std::size_t kPage = 4096;  // where pages are larger, the system refuses what is asked for them: nothing lost
constexpr std::size_t kHugePage = std::size_t{2} << 20;
constexpr std::size_t kMostFilled = std::size_t{8} << 20;  // bytes in small pages, which several threads get sooner
constexpr std::size_t kApart = 13 * kElementAlignment;     // blocks at like places of their pages disturb each other

std::size_t round_up(std::size_t value, std::size_t multiple) { return (value + multiple - 1) / multiple * multiple; }

std::size_t room_of(std::size_t bytes) { return round_up(bytes, kElementAlignment) + kApart; }

// The whole pages inside of a block.
void advise(void* block, std::size_t bytes, int advice) noexcept {
  const auto first = round_up(reinterpret_cast<uintptr_t>(block), kPage);
  const auto last = (reinterpret_cast<uintptr_t>(block) + bytes) / kPage * kPage;
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, advice);
}

uintptr_t address(const void* block) { return reinterpret_cast<uintptr_t>(block); }

// Whether huge pages came, and soon, when they were last asked for. A virtual machine gets some of its memory from its
// host when it is first written, 5 ms for a huge page: small pages are likelier to have been somebody's before.
std::atomic<bool> has_huge{false};
constexpr std::chrono::milliseconds kSlow{1};

// Gets the pages of new memory that begins where a huge page may: huge ones as long as they come, small ones for what
// is left where `always`.
void fetch(std::byte* data, std::size_t bytes, bool always) noexcept {
  using Clock = std::chrono::steady_clock;
  const std::size_t whole = bytes / kHugePage * kHugePage;
  ::madvise(data, whole, MADV_HUGEPAGE);
  std::size_t there = 0;
  bool is_huge = whole > 0;
  while (there < whole && is_huge) {
    const auto start = Clock::now();
    *reinterpret_cast<volatile std::byte*>(data + there) = std::byte{0};
    unsigned char is_there = 0;
    is_huge = ::mincore(data + there + kHugePage / 2, kPage, &is_there) == 0 && (is_there & 1) != 0;
    if (is_huge) there += kHugePage;
    is_huge = is_huge && Clock::now() - start < kSlow;
  }
  has_huge.store(is_huge, std::memory_order_relaxed);
  if (!is_huge) ::madvise(data + there, bytes - there, MADV_NOHUGEPAGE);
  if (is_huge || always) ::madvise(data + there, bytes - there, MADV_POPULATE_WRITE);
}

// Memory of the process's own, its pages there where `always` or where they are huge. Null where there is none.
std::byte* map_pages(std::size_t bytes, bool always) noexcept {
  const std::size_t whole = bytes + kHugePage;
  void* const data = ::mmap(nullptr, whole, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (data == MAP_FAILED) return nullptr;
  auto* const begin = static_cast<std::byte*>(data);
  auto* const first = begin + (round_up(address(begin), kHugePage) - address(begin));
  if (first > begin) ::munmap(begin, static_cast<std::size_t>(first - begin));
  if (first + bytes < begin + whole) ::munmap(first + bytes, static_cast<std::size_t>(begin + whole - first) - bytes);
  fetch(first, bytes, always);
  return first;
}

// Memory from the system that blocks are cut from. It goes back once nothing of it is in use.
struct Chunk {
  struct Hole {
    std::size_t start, bytes;
  };
  std::byte* data;
  std::size_t bytes;
  std::vector<Hole> holes;  // by their starts; no two touch
  bool is_filled = true;    // all pages of its holes are there: no block has come back

  bool holds(const void* block) const noexcept {
    const auto* at = static_cast<const std::byte*>(block);
    return data <= at && at < data + bytes;
  }
  bool is_unused() const noexcept { return holes.size() == 1 && holes[0].bytes == bytes; }

  std::byte* take(std::size_t room) noexcept {
    const auto hole = std::find_if(holes.begin(), holes.end(), [room](const Hole& h) { return h.bytes >= room; });
    if (hole == holes.end()) return nullptr;
    std::byte* const block = data + hole->start;
    hole->start += room;
    hole->bytes -= room;
    if (hole->bytes == 0) holes.erase(hole);
    return block;
  }
  void put_back(const std::byte* block, std::size_t room) {
    const auto start = static_cast<std::size_t>(block - data);
    auto next = std::find_if(holes.begin(), holes.end(), [start](const Hole& h) { return h.start > start; });
    next = holes.insert(next, {start, room});
    if (next + 1 != holes.end() && next->start + next->bytes == (next + 1)->start) {
      next->bytes += (next + 1)->bytes;
      holes.erase(next + 1);
    }
    if (next != holes.begin() && (next - 1)->start + (next - 1)->bytes == next->start) {
      (next - 1)->bytes += next->bytes;
      holes.erase(next);
    }
  }
};

struct Reserve {
  std::mutex mutex;
  std::vector<Chunk> chunks;
};

// Never destroyed: tensors may be freed while a process ends.
Reserve& reserve() {
  static auto* const instance = new Reserve;
  return *instance;
}

// Null where there is no room. To ask for pages that are there takes a part of the time that it takes to get them.
std::byte* take_reserved(std::size_t bytes, bool& is_filled) {
  Reserve& state = reserve();
  const std::lock_guard lock(state.mutex);
  for (Chunk& chunk : state.chunks) {
    is_filled = chunk.is_filled;
    if (std::byte* block = chunk.take(room_of(bytes))) return block;
  }
  is_filled = false;
  return nullptr;
}

// A block of memory that is mapped for it: of its own, or of a huge page that others may share.
std::byte* take_from_new(std::size_t bytes) {
  const std::size_t room = round_up(std::max(room_of(bytes), kHugePage), kPage);
  std::byte* const data = map_pages(room, false);
  if (!data) return nullptr;
  Reserve& state = reserve();
  const std::lock_guard lock(state.mutex);
  state.chunks.push_back({data, room, {{0, room}}});
  state.chunks.back().is_filled = has_huge.load(std::memory_order_relaxed);
  return state.chunks.back().take(room_of(bytes));
}

// Whether the block was of the reserve.
bool put_back(void* block, std::size_t bytes) noexcept {
  Reserve& state = reserve();
  const std::lock_guard lock(state.mutex);
  const auto chunk =
      std::find_if(state.chunks.begin(), state.chunks.end(), [block](const Chunk& each) { return each.holds(block); });
  if (chunk == state.chunks.end()) return false;
  chunk->put_back(static_cast<std::byte*>(block), room_of(bytes));
  chunk->is_filled = false;
  advise(block, bytes, MADV_DONTNEED);
  if (chunk->is_unused()) {
    ::munmap(chunk->data, chunk->bytes);
    state.chunks.erase(chunk);
  }
  return true;
}

#endif

}  // namespace

#if defined(__linux__) && defined(MADV_POPULATE_WRITE)

void* allocate_fresh(std::size_t bytes) {
  bool is_filled = false;
  void* block = take_reserved(bytes, is_filled);
  if (!block && has_huge.load(std::memory_order_relaxed)) {
    block = take_from_new(bytes);
    is_filled = block && has_huge.load(std::memory_order_relaxed);
  }
  if (!block) block = allocate_plain(bytes);
  // One after another, each at its first use, pages would take twice as long.
  if (!is_filled && bytes <= kMostFilled) advise(block, bytes, MADV_POPULATE_WRITE);
  return block;
}

void free_fresh(void* block, std::size_t bytes) noexcept {
  if (!put_back(block, bytes)) free_plain(block);
}

void reserve_fresh(std::size_t bytes) {
  bytes = round_up(bytes, kPage);
  Reserve& state = reserve();
  const std::lock_guard lock(state.mutex);
  for (const Chunk& chunk : state.chunks) {
    for (const Chunk::Hole& hole : chunk.holes) {
      if (hole.bytes >= bytes / 2) return;
    }
  }
  std::byte* const data = map_pages(bytes, true);
  if (data) state.chunks.push_back({data, bytes, {{0, bytes}}});  // blocks come from elsewhere otherwise
}

#else

void* allocate_fresh(std::size_t bytes) { return allocate_plain(bytes); }
void free_fresh(void* block, std::size_t) noexcept { free_plain(block); }
void reserve_fresh(std::size_t) {}

#endif

}  // namespace flambeau
