// Texts made of parts, each copied where it belongs without a call if it is short, as most are.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "value/sequence.h"
#include "value/value.h"

namespace flambeau {

namespace make_text_detail {

// Copies `size` bytes: sizeof(Word) <= size <= 2 * sizeof(Word), so that two words that overlap hold them.
template <typename Word>
void copy_words(char* to, const char* from, std::size_t size) {
  Word first, last;
  std::memcpy(&first, from, sizeof(Word));
  std::memcpy(&last, from + size - sizeof(Word), sizeof(Word));
  std::memcpy(to, &first, sizeof(Word));
  std::memcpy(to + size - sizeof(Word), &last, sizeof(Word));
}

}  // namespace make_text_detail

// A text in the making: `size` bytes, of which the parts are put one after another, and the sum of their characters.
class TextMaker {
 public:
  explicit TextMaker(std::size_t size) : made_(make_ref<Str>(std::string())) {
    made_->text.resize(size);
    to_ = made_->text.data();
  }
  void put(std::string_view part) {
    using namespace make_text_detail;
    const std::size_t size = part.size();
    const char* const from = part.data();
    if (size > 16) std::memcpy(to_, from, size);
    else if (size >= 8) copy_words<uint64_t>(to_, from, size);
    else if (size >= 4) copy_words<uint32_t>(to_, from, size);
    else if (size >= 2) copy_words<uint16_t>(to_, from, size);
    else if (size == 1) *to_ = *from;
    to_ += size;
  }
  // `characters`: how many there are, where that is known, else less than 0.
  Value take(int64_t characters) {
    made_->characters.store(characters < 0 ? -1 : characters, std::memory_order_relaxed);
    return {Tag::Str, std::move(made_)};
  }

 private:
  Ref<Str> made_;
  char* to_ = nullptr;
};

// Whether a text is known to be all ASCII: that it has as many characters as bytes.
inline bool is_known_ascii(const Value& text) {
  return text.is(Tag::Str) && text.known<Str>().characters.load(std::memory_order_relaxed) ==
                                  static_cast<int64_t>(text.known<Str>().text.size());
}

// text[start:end] by bytes; `all_ascii` where the text is known to be.
inline Value piece_of(std::string_view text, std::size_t start, std::size_t end, bool all_ascii) {
  const std::size_t size = end - start;
  if (!all_ascii || size == 1) return text_character(text, start, end);
  TextMaker made(size);
  made.put(text.substr(start, size));
  return made.take(static_cast<int64_t>(size));
}

// The sum of two numbers of characters, each of which may be unknown, less than 0.
inline int64_t sum_of_characters(int64_t a, int64_t b) { return (a | b) < 0 ? -1 : a + b; }

}  // namespace flambeau
