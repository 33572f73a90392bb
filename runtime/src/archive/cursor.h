// Reads little-endian values off a section, never beyond its end.
#pragma once

#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace flambeau {

inline constexpr uint32_t kNoIndex = 0xffffffffU;  // "no such entry", where an index may be absent

class Cursor {
 public:
  // `name` is the section's, for messages.
  Cursor(std::span<const std::byte> bytes, const char* name) : bytes_(bytes), name_(name) {}

  template <typename T>
  T read() {
    T value;
    std::memcpy(&value, take(sizeof(T)).data(), sizeof(T));
    return value;
  }
  uint32_t u32() { return read<uint32_t>(); }
  uint64_t u64() { return read<uint64_t>(); }
  int64_t i64() { return read<int64_t>(); }

  // How many rows follow, each of at least `row` bytes: so a count can't promise more than the section holds.
  uint32_t count(std::size_t row) {
    const uint32_t rows = u32();
    if (rows > bytes_.size() / row) fail("has room for fewer than ", rows, " entries");
    return rows;
  }
  // An index below `limit`.
  uint32_t index(std::size_t limit, const char* what) {
    const uint32_t value = u32();
    if (value >= limit) fail("refers to ", what, " ", value, " of ", limit);
    return value;
  }
  std::vector<uint32_t> words(std::size_t rows) {
    if (rows > bytes_.size() / 4) fail("has room for fewer than ", rows, " words");
    std::vector<uint32_t> out(rows);
    if (rows) std::memcpy(out.data(), take(rows * 4).data(), rows * 4);
    return out;
  }
  std::string_view text(std::size_t size) {
    const auto raw = take(size);
    return {reinterpret_cast<const char*>(raw.data()), raw.size()};
  }
  void finish() const {
    if (!bytes_.empty()) fail("has ", bytes_.size(), " bytes too many");
  }
  template <typename... Args>
  [[noreturn]] void fail(const Args&... args) const {
    raise("ArchiveError", "malformed: the section ", name_, " ", args...);
  }

 private:
  std::span<const std::byte> take(std::size_t size) {
    if (size > bytes_.size()) fail("ends too early");
    const auto front = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return front;
  }

  std::span<const std::byte> bytes_;
  const char* name_;
};

}  // namespace flambeau
