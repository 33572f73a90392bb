// Whether two texts are the same, without a call where they are short: dicts and comparisons ask it all the time.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "value/value.h"

namespace flambeau {

namespace same_text_detail {

// Whether `size` bytes are equal: sizeof(Word) <= size <= 2 * sizeof(Word), so that two words that overlap hold them.
template <typename Word>
bool same_words(const char* a, const char* b, std::size_t size) {
  Word first[2], last[2];
  std::memcpy(&first[0], a, sizeof(Word));
  std::memcpy(&first[1], b, sizeof(Word));
  std::memcpy(&last[0], a + size - sizeof(Word), sizeof(Word));
  std::memcpy(&last[1], b + size - sizeof(Word), sizeof(Word));
  return first[0] == first[1] && last[0] == last[1];
}

}  // namespace same_text_detail

inline bool same_text(std::string_view a, std::string_view b) {
  const std::size_t size = a.size();
  if (size != b.size()) return false;
  const char* x = a.data();
  const char* y = b.data();
  if (size > 16) return std::memcmp(x, y, size) == 0;
  if (size >= 8) return same_text_detail::same_words<uint64_t>(x, y, size);
  if (size >= 4) return same_text_detail::same_words<uint32_t>(x, y, size);
  if (size >= 2) return same_text_detail::same_words<uint16_t>(x, y, size);
  return size == 0 || *x == *y;
}

inline bool same_text(const Str& a, const Str& b) { return &a == &b || same_text(a.text, b.text); }

}  // namespace flambeau
