#include "base/mapped.h"

#include <cstdint>
#include <iterator>
#include <map>
#include <mutex>

#ifdef _WIN32
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#else
#include <sys/mman.h>
#include <unistd.h>
#endif

namespace flambeau {

namespace {

struct Mappings {
  std::mutex mutex;
  std::map<uintptr_t, std::size_t> bytes;  // by address; they don't overlap
};

Mappings& mappings() {
  static auto* const all = new Mappings;  // programs may end after static objects have
  return *all;
}

void give_back(uintptr_t first, uintptr_t last) noexcept {
#ifdef _WIN32
  // Unlocking what isn't locked takes it out of the working set.
  VirtualUnlock(reinterpret_cast<void*>(first), last - first);
#else
  // Whole pages: those at the ends hold something else, too.
  const auto page = static_cast<uintptr_t>(::sysconf(_SC_PAGESIZE));
  first = (first + page - 1) / page * page;
  last = last / page * page;
  if (first < last) ::madvise(reinterpret_cast<void*>(first), last - first, MADV_DONTNEED);
#endif
}

}  // namespace

void add_mapping(const void* data, std::size_t bytes) {
  Mappings& all = mappings();
  const std::lock_guard guard(all.mutex);
  all.bytes[reinterpret_cast<uintptr_t>(data)] = bytes;
}

void remove_mapping(const void* data) noexcept {
  Mappings& all = mappings();
  const std::lock_guard guard(all.mutex);
  all.bytes.erase(reinterpret_cast<uintptr_t>(data));
}

void set_aside(const void* data, std::size_t bytes) noexcept {
  const auto first = reinterpret_cast<uintptr_t>(data);
  Mappings& all = mappings();
  const std::lock_guard guard(all.mutex);  // the mapping mustn't end meanwhile
  const auto after = all.bytes.upper_bound(first);
  if (after == all.bytes.begin()) return;
  const auto& [start, size] = *std::prev(after);
  if (first - start < size && bytes <= size - (first - start)) give_back(first, first + bytes);
}

}  // namespace flambeau
