#include "base/blocks.h"

#include <array>
#include <atomic>
#include <bit>
#include <cstdint>
#include <new>
#include <utility>

#include "base/element_blocks.h"
#include "base/large_blocks.h"
#include "base/noted_blocks.h"

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
  std::size_t count;  // of this one and those behind it: kept here, taking one needn't count
};
// Blocks of kStep, 2 * kStep, ... 16 * kStep bytes, then kDoublings times four sizes up to twice as many: `first[i]`
// are free ones of size_of(i), no more than kMostBytes.
template <std::size_t kStep, std::size_t kDoublings, std::size_t kAlignment, std::size_t kMostBytes>
struct FreeBlocks {
  static_assert(std::has_single_bit(kStep) && kStep >= sizeof(Block));
  static constexpr std::size_t kEven = 16;
  static constexpr std::size_t kLists = kEven + 4 * kDoublings;
  std::array<Block*, kLists> first{};

  // The list of blocks that are large enough, kLists or more where there is none.
  static std::size_t list_of(std::size_t bytes) noexcept {
    if (bytes <= kEven * kStep) return (bytes + kStep - 1) / kStep - 1;
    const auto doubling = static_cast<std::size_t>(std::bit_width((bytes - 1) / (kEven * kStep))) - 1;
    return kEven + 4 * doubling + (bytes - 1) / ((kEven * kStep / 4) << doubling) - 4;
  }
  static constexpr std::size_t size_of(std::size_t list) noexcept {
    if (list < kEven) return (list + 1) * kStep;
    return (5 + (list - kEven) % 4) * ((kEven * kStep / 4) << ((list - kEven) / 4));
  }
  static std::size_t most_of(std::size_t list) noexcept {
    static constexpr std::array<uint32_t, kLists> kMost = [] {
      std::array<uint32_t, kLists> most{};
      for (std::size_t i = 0; i < kLists; ++i) most[i] = static_cast<uint32_t>((kMostBytes - 1) / size_of(i) + 1);
      return most;
    }();
    return kMost[list];
  }

  void* take(std::size_t bytes) {
    const std::size_t list = list_of(bytes);
    if (list >= kLists) return get(bytes);
    Block* block = first[list];
    if (!block) return get(size_of(list));
    first[list] = block->next;
    // Whoever takes the next one would wait for it. To prefetch null is slow: its page is looked for each time.
    if (block->next) __builtin_prefetch(block->next, 1);
    return block;
  }
  // Whether the block is kept; otherwise it must be given back.
  bool keep(void* block, std::size_t bytes) noexcept {
    const std::size_t list = list_of(bytes);
    if (list >= kLists) return false;
    Block* const next = first[list];
    const std::size_t count = next ? next->count : 0;
    if (count >= most_of(list)) return false;
    first[list] = new (block) Block{next, count + 1};
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

struct Kept {
  FreeBlocks<16, 5, 16, std::size_t{1} << 18> objects;
  FreeBlocks<kElementAlignment, 0, kElementAlignment, std::size_t{1} << 14> elements;
};

enum class State : uint8_t { New, Open, Closed };  // Closed: the thread is ending

// A thread's own variables are slow to reach in a library that was loaded late: each access is a call. So what a thread
// keeps lies in a table, at a place that its address tells and that it has taken; of threads that meet at one place,
// the later ones use variables of their own.
struct Place {
  std::atomic<uintptr_t> owner{0};  // the thread's address
  Kept kept;
};
constinit std::array<Place, 64> places;

struct Thread {
  State state = State::New;
  Place* place = nullptr;  // the one that it has taken
  Kept own;                // used where it has none
};
constinit thread_local Thread thread;

// The same for a thread as long as it lives, and for no other meanwhile; 0 where there is no quick way to ask.
uintptr_t thread_address() noexcept {
  uintptr_t address = 0;
#if defined(__linux__) && defined(__x86_64__) && defined(__LP64__)
  __asm__("mov %%fs:0, %0" : "=r"(address));
#elif defined(__linux__) && defined(__aarch64__)
  __asm__("mrs %0, tpidr_el0" : "=r"(address));
#endif
  return address;
}

Place& place_of(uintptr_t address) noexcept { return places[address * 0x9e3779b97f4a7c15U >> 58U]; }

struct Cleaner {
  bool armed = false;
  ~Cleaner() {
    thread.state = State::Closed;
    Kept& kept = thread.place ? thread.place->kept : thread.own;
    kept.objects.give_all_back();
    kept.elements.give_all_back();
    if (Place* place = std::exchange(thread.place, nullptr)) place->owner.store(0, std::memory_order_release);
  }
};
thread_local Cleaner cleaner;

// What a thread keeps that has no place or is new; null where it may keep nothing more.
[[gnu::noinline]] Kept* find_kept(uintptr_t address) noexcept {
  if (thread.state == State::New) {
    cleaner.armed = true;  // sees to the end
    thread.state = State::Open;
    uintptr_t nobody = 0;
    Place& place = place_of(address);
    if (address != 0 && place.owner.compare_exchange_strong(nobody, address, std::memory_order_acquire)) {
      thread.place = &place;
    }
  }
  if (thread.state == State::Closed) return nullptr;
  return thread.place ? &thread.place->kept : &thread.own;
}

Kept* kept() noexcept {
  const uintptr_t address = thread_address();
  Place& place = place_of(address);
  if (address != 0 && place.owner.load(std::memory_order_relaxed) == address) [[likely]] {
    return &place.kept;
  }
  return find_kept(address);
}

template <typename Blocks>
[[gnu::always_inline]] inline void* take_from(Blocks Kept::*blocks, std::size_t bytes) {
  Kept* from = kept();
  return from ? (from->*blocks).take(bytes) : Blocks::get(bytes);
}

template <typename Blocks>
[[gnu::always_inline]] inline void free_into(Blocks Kept::*blocks, void* block, std::size_t bytes) noexcept {
  Kept* into = kept();
  if (!into || !(into->*blocks).keep(block, bytes)) Blocks::give_back(block);
}

}  // namespace

namespace {

void* allocate_plain(std::size_t bytes) { return take_from(&Kept::objects, bytes); }
void free_plain(void* block, std::size_t bytes) noexcept { free_into(&Kept::objects, block, bytes); }

}  // namespace

void* allocate_elements(std::size_t bytes) {
  return bytes < kLargeBytes ? take_from(&Kept::elements, bytes) : allocate_large(bytes);
}
void free_elements(void* block, std::size_t bytes) noexcept {
  return bytes < kLargeBytes ? free_into(&Kept::elements, block, bytes) : free_large(block, bytes);
}

#else

namespace {

void* allocate_plain(std::size_t bytes) { return ::operator new(bytes); }
void free_plain(void* block, std::size_t) noexcept { ::operator delete(block); }

}  // namespace

void* allocate_elements(std::size_t bytes) { return ::operator new (bytes, std::align_val_t{kElementAlignment}); }
void free_elements(void* block, std::size_t) noexcept {
  ::operator delete (block, std::align_val_t{kElementAlignment});
}

#endif

void* allocate_block(std::size_t bytes) {
  if (bytes <= kMostWithoutNote) return allocate_plain(bytes);
  bytes += sizeof(BlockNote);
  void* const start = allocate_plain(bytes);
  return new (start) BlockNote{start, bytes} + 1;
}

void free_block(void* block, std::size_t bytes) noexcept {
  if (bytes <= kMostWithoutNote) return free_plain(block, bytes);
  const BlockNote note = note_of(block);
  free_plain(note.start, note.bytes);
}

}  // namespace flambeau
