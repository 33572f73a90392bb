// str methods that change case, and those that ask for a class of characters.
#include <algorithm>
#include <cstring>
#include <utility>

#include "kernels/py_text.h"
#include "ops/kernel.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

constexpr char32_t kSigma = 0x3a3;

// Whether the capital sigma at bytes [start, end) ends a word: a letter comes before it and none follows, whatever
// stands between that Unicode has ignored.
bool is_final_sigma(std::string_view text, std::size_t start, std::size_t end) {
  bool before = false;
  while (start > 0) {
    const char32_t c = previous_code_point(text, start);
    if (has_flag(c, kCaseIgnorable)) continue;
    before = has_flag(c, kCased);
    break;
  }
  if (!before) return false;
  while (end < text.size()) {
    const char32_t c = next_code_point(text, end);
    if (!has_flag(c, kCaseIgnorable)) return !has_flag(c, kCased);
  }
  return true;
}

// Appends the lower case of `c`, which is bytes [start, end) of `text`.
void lower_one(std::string& out, std::string_view text, char32_t c, std::size_t start, std::size_t end) {
  if (c == kSigma) append_code_point(out, is_final_sigma(text, start, end) ? 0x3c2U : 0x3c3U);
  else append_lower(out, c);
}

// Maps every character by `each(out, c, start, end)`.
template <typename F>
std::string map_characters(std::string_view text, F&& each) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    each(out, c, start, at);
  }
  return out;
}

// Maps `size` bytes word by word, the last of which overlaps the one before: sizeof(Word) <= size. Whether all are
// ASCII.
template <typename Word, typename Map>
bool map_words(const char* from, char* to, std::size_t size, Map map) {
  Word seen = 0;
  const auto take = [&](std::size_t at) {
    Word word;
    std::memcpy(&word, from + at, sizeof(word));
    seen = static_cast<Word>(seen | word);
    word = static_cast<Word>(map(word));
    std::memcpy(to + at, &word, sizeof(word));
  };
  for (std::size_t at = 0; at + sizeof(Word) < size; at += sizeof(Word)) take(at);
  take(size - sizeof(Word));
  return (seen & static_cast<Word>(0x8080808080808080U)) == 0;
}

// `text` with each letter of the 26 from `first` on in its other case, where it is all ASCII; otherwise None. Eight
// letters at a time, whose sums with less than 128 don't reach their neighbours.
Value in_other_case(std::string_view text, char first) {
  constexpr uint64_t kEach = 0x0101010101010101U;
  const auto least = static_cast<uint64_t>(first);
  const auto map = [&](uint64_t word) {
    const uint64_t is_above = word + (0x80 - least) * kEach;
    const uint64_t is_beyond = word + (0x80 - least - 26) * kEach;
    return word ^ (is_above & ~is_beyond & (0x80 * kEach)) >> 2;
  };
  auto made = make_ref<Str>(std::string());
  const std::size_t size = text.size();
  made->text.resize(size);
  const char* const from = text.data();
  char* const to = made->text.data();
  const bool is_plain = size >= 8   ? map_words<uint64_t>(from, to, size, map)
                        : size >= 4 ? map_words<uint32_t>(from, to, size, map)
                        : size >= 2 ? map_words<uint16_t>(from, to, size, map)
                                    : size == 0 || map_words<uint8_t>(from, to, size, map);
  if (!is_plain) return {};
  made->characters.store(static_cast<int64_t>(size), std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

Value upper(const Value& self) {
  const std::string_view text = text_of(self, "upper");
  if (Value made = in_other_case(text, 'a'); !made.is_none()) return made;
  return map_characters(text, [](std::string& out, char32_t c, std::size_t, std::size_t) { append_upper(out, c); });
}

Value lower(const Value& self) {
  const std::string_view text = text_of(self, "lower");
  if (Value made = in_other_case(text, 'A'); !made.is_none()) return made;
  return map_characters(text, [&](std::string& out, char32_t c, std::size_t start, std::size_t end) {
    lower_one(out, text, c, start, end);
  });
}

std::string casefold(const Value& self) {
  return map_characters(text_of(self, "casefold"),
                        [](std::string& out, char32_t c, std::size_t, std::size_t) { append_fold(out, c); });
}

bool is_upper_letter(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower_letter(char c) { return c >= 'a' && c <= 'z'; }
constexpr char kOtherCase = 'a' - 'A';  // what tells the cases of an ASCII letter apart

// `text`, which is all ASCII, with its letters in upper case where `is_upper(at, c)` says so, else in lower case.
template <typename IsUpper>
std::string in_cases(std::string_view text, IsUpper is_upper) {
  std::string out(text);
  for (std::size_t at = 0; at < out.size(); ++at) {
    const char c = out[at];
    if (!is_upper_letter(c) && !is_lower_letter(c)) continue;
    out[at] = static_cast<char>(is_upper(at, c) ? c & ~kOtherCase : c | kOtherCase);
  }
  return out;
}

std::string title(const Value& self) {
  const std::string_view text = text_of(self, "title");
  if (is_ascii(text)) {
    std::size_t next = 0;  // behind the last letter
    return in_cases(text, [&](std::size_t at, char) { return std::exchange(next, at + 1) != at || at == 0; });
  }
  bool inside = false;  // after a cased character
  return map_characters(text, [&](std::string& out, char32_t c, std::size_t start, std::size_t end) {
    if (inside) lower_one(out, text, c, start, end);
    else append_title(out, c);
    inside = has_flag(c, kCased);
  });
}

std::string capitalize(const Value& self) {
  const std::string_view text = text_of(self, "capitalize");
  if (is_ascii(text)) {
    return in_cases(text, [](std::size_t at, char) { return at == 0; });
  }
  return map_characters(text, [&](std::string& out, char32_t c, std::size_t start, std::size_t end) {
    if (start == 0) append_title(out, c);
    else lower_one(out, text, c, start, end);
  });
}

std::string swapcase(const Value& self) {
  const std::string_view text = text_of(self, "swapcase");
  if (is_ascii(text)) {
    return in_cases(text, [](std::size_t, char c) { return is_lower_letter(c); });
  }
  return map_characters(text, [&](std::string& out, char32_t c, std::size_t start, std::size_t end) {
    if (has_flag(c, kUpper)) lower_one(out, text, c, start, end);
    else if (has_flag(c, kLower)) append_upper(out, c);
    else append_code_point(out, c);
  });
}

// Whether the text has characters and all are of one of the classes.
bool all_of_class(std::string_view text, unsigned flags) {
  for (std::size_t at = 0; at < text.size();) {
    if (!has_flag(next_code_point(text, at), flags)) return false;
  }
  return !text.empty();
}

bool isalpha(const Value& self) { return all_of_class(text_of(self, "isalpha"), kAlpha); }
bool isdecimal(const Value& self) { return all_of_class(text_of(self, "isdecimal"), kDecimal); }
bool isdigit(const Value& self) { return all_of_class(text_of(self, "isdigit"), kDigit); }
bool isnumeric(const Value& self) { return all_of_class(text_of(self, "isnumeric"), kNumeric); }
bool isspace(const Value& self) { return all_of_class(text_of(self, "isspace"), kSpace); }
bool isalnum(const Value& self) {
  return all_of_class(text_of(self, "isalnum"), kAlpha | kDecimal | kDigit | kNumeric);
}
// Not isascii, which some platforms' <ctype.h> defines as a macro.
bool is_all_ascii(const Value& self) { return is_ascii(text_of(self, "isascii")); }
bool isprintable(const Value& self) {
  const std::string_view text = text_of(self, "isprintable");
  return text.empty() || all_of_class(text, kPrintable);
}

// Whether the text has a character of class `wanted` and none of `unwanted`.
bool only_case(std::string_view text, unsigned wanted, unsigned unwanted) {
  bool found = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (has_flag(c, unwanted)) return false;
    found |= has_flag(c, wanted);
  }
  return found;
}

bool islower(const Value& self) { return only_case(text_of(self, "islower"), kLower, kUpper | kTitle); }
bool isupper(const Value& self) { return only_case(text_of(self, "isupper"), kUpper, kLower | kTitle); }

bool istitle(const Value& self) {
  const std::string_view text = text_of(self, "istitle");
  bool inside = false, found = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool capital = has_flag(c, kUpper | kTitle), small = has_flag(c, kLower);
    if ((capital && inside) || (small && !inside)) return false;
    inside = capital || small;
    found |= inside;
  }
  return found;
}

}  // namespace

KERNEL(py_str_upper, upper)
KERNEL(py_str_lower, lower)
KERNEL(py_str_casefold, casefold)
KERNEL(py_str_title, title)
KERNEL(py_str_capitalize, capitalize)
KERNEL(py_str_swapcase, swapcase)
KERNEL(py_str_isalpha, isalpha)
KERNEL(py_str_isdecimal, isdecimal)
KERNEL(py_str_isdigit, isdigit)
KERNEL(py_str_isnumeric, isnumeric)
KERNEL(py_str_isspace, isspace)
KERNEL(py_str_isalnum, isalnum)
KERNEL(py_str_isascii, is_all_ascii)
KERNEL(py_str_isprintable, isprintable)
KERNEL(py_str_islower, islower)
KERNEL(py_str_isupper, isupper)
KERNEL(py_str_istitle, istitle)

}  // namespace flambeau
