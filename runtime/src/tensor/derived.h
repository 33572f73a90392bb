// What kernels have computed once from memory that doesn't change, such as packed weights. It dies with that memory.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "base/ref.h"

namespace flambeau {

// Says what was computed from which part of the memory: a kernel's own number, then offsets, sizes, strides, options.
using DerivedKey = std::array<int64_t, 16>;

class DerivedCache {
 public:
  // The object of that key, made by `make` where there is none yet. Callers on several threads get the same one.
  Ref<Counted> get(const DerivedKey& key, const std::function<Ref<Counted>()>& make) {
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      const auto found = objects_.find(key);
      if (found != objects_.end()) return found->second;
    }
    Ref<Counted> made = make();  // not under the lock: it may take long, and twice is only a waste
    const std::lock_guard<std::mutex> lock(mutex_);
    return objects_.try_emplace(key, std::move(made)).first->second;
  }

 private:
  struct Hash {
    std::size_t operator()(const DerivedKey& key) const noexcept {
      uint64_t hash = 0xcbf29ce484222325U;  // FNV-1a over words
      for (const int64_t word : key) hash = (hash ^ static_cast<uint64_t>(word)) * 0x100000001b3U;
      return static_cast<std::size_t>(hash ^ (hash >> 32));
    }
  };
  std::mutex mutex_;
  std::unordered_map<DerivedKey, Ref<Counted>, Hash> objects_;
};

}  // namespace flambeau
