#include "base/blocks.h"

#include <array>
#include <cstdint>
#include <new>

#include "base/element_blocks.h"
#include "base/large_blocks.h"

// Address sanitizers see a use after free only where memory really is freed. GCC and clang say each in its own way that
// one is at work.
#if defined(__SANITIZE_ADDRESS__)
#define FLAMBEAU_KEEP_BLOCKS 0
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define FLAMBEAU_KEEP_BLOCKS 0
#endif
#endif
#ifndef FLAMBEAU_KEEP_BLOCKS
#define FLAMBEAU_KEEP_BLOCKS 1
#endif

namespace flambeau {

#if FLAMBEAU_KEEP_BLOCKS

namespace {

struct Block {
  Block* next;
};
// Blocks of kStep, 2 * kStep, ... bytes: `first[i]` are `count[i]` free ones of (i + 1) * kStep, no more than
// kMostBytes.
template <std::size_t kStep, std::size_t kAlignment, std::size_t kMostBytes>
struct FreeBlocks {
  static constexpr std::size_t kLists = 16;
  std::array<Block*, kLists> first{};
  std::array<uint32_t, kLists> count{};

  void* take(std::size_t bytes) {
    const std::size_t list = (bytes + kStep - 1) / kStep - 1;
    if (list >= kLists) return get(bytes);
    Block* block = first[list];
    if (!block) return get((list + 1) * kStep);
    first[list] = block->next;
    --count[list];
    return block;
  }
  // Whether the block is kept; otherwise it must be given back.
  bool keep(void* block, std::size_t bytes) noexcept {
    const std::size_t list = (bytes + kStep - 1) / kStep - 1;
    if (list >= kLists || count[list] * (list + 1) * kStep >= kMostBytes) return false;
    first[list] = new (block) Block{first[list]};
    ++count[list];
    return true;
  }
  // Asking for an alignment takes longer, even for one that every block has.
  static constexpr bool kPlain = kAlignment <= __STDCPP_DEFAULT_NEW_ALIGNMENT__;
  static void* get(std::size_t bytes) {
    if constexpr (kPlain) return ::operator new(bytes);
    else return ::operator new (bytes, std::align_val_t{kAlignment});
  }
  static void give_back(void* block) noexcept {
    if constexpr (kPlain) ::operator delete(block);
    else ::operator delete (block, std::align_val_t{kAlignment});
  }
  void give_all_back() noexcept {
    for (Block*& each : first) {
      while (each) {
        Block* next = each->next;
        give_back(each);
        each = next;
      }
    }
  }
};

enum class State : uint8_t { New, Open, Closed };  // Closed: the thread is ending
struct Kept {
  FreeBlocks<16, 16, std::size_t{1} << 18> objects;
  FreeBlocks<kElementAlignment, kElementAlignment, std::size_t{1} << 14> elements;
  State state = State::New;
};

constinit thread_local Kept kept;

struct Cleaner {
  bool armed = false;
  ~Cleaner() {
    kept.state = State::Closed;
    kept.objects.give_all_back();
    kept.elements.give_all_back();
  }
};
thread_local Cleaner cleaner;

// Whether the thread may keep blocks; the first time it sees to their end.
bool open() noexcept {
  if (kept.state == State::New) {
    cleaner.armed = true;
    kept.state = State::Open;
  }
  return kept.state == State::Open;
}

template <typename Blocks>
void free_into(Blocks& blocks, void* block, std::size_t bytes) noexcept {
  if (kept.state != State::Open && !open()) [[unlikely]] {
    return Blocks::give_back(block);
  }
  if (!blocks.keep(block, bytes)) Blocks::give_back(block);
}

}  // namespace

void* allocate_block(std::size_t bytes) { return kept.objects.take(bytes); }
void free_block(void* block, std::size_t bytes) noexcept { free_into(kept.objects, block, bytes); }
void* allocate_elements(std::size_t bytes) {
  return bytes < kLargeBytes ? kept.elements.take(bytes) : allocate_large(bytes);
}
void free_elements(void* block, std::size_t bytes) noexcept {
  return bytes < kLargeBytes ? free_into(kept.elements, block, bytes) : free_large(block, bytes);
}

#else

void* allocate_block(std::size_t bytes) { return ::operator new(bytes); }
void free_block(void* block, std::size_t) noexcept { ::operator delete(block); }
void* allocate_elements(std::size_t bytes) { return ::operator new (bytes, std::align_val_t{kElementAlignment}); }
void free_elements(void* block, std::size_t) noexcept {
  ::operator delete (block, std::align_val_t{kElementAlignment});
}

#endif

}  // namespace flambeau
