// Character classes, case mappings and normal forms of Unicode 14.0, as Python 3.11's str methods use them.
// The tables are written by tools/unicode_tables.py from Python's own str methods.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace flambeau {

enum UnicodeFlag : uint16_t {
  kAlpha = 1,
  kDecimal = 2,
  kDigit = 4,
  kNumeric = 8,
  kLower = 16,
  kUpper = 32,
  kTitle = 64,  // a titlecase letter, such as U+01C5
  kSpace = 128,
  kPrintable = 256,
  kCased = 512,
  kCaseIgnorable = 1024,
  kLineBreak = 2048,
  kIdentifierStart = 4096,
  kIdentifierPart = 8192,
};

extern const std::array<uint16_t, 128> kAsciiFlags;
uint16_t flags_beyond_ascii(char32_t c);
inline uint16_t unicode_flags(char32_t c) { return c < kAsciiFlags.size() ? kAsciiFlags[c] : flags_beyond_ascii(c); }
inline bool has_flag(char32_t c, unsigned flags) { return (unicode_flags(c) & flags) != 0; }
// The value of a decimal digit in any script, -1 where `c` isn't one.
int decimal_value(char32_t c);

// unicodedata.category(), "Lu" say, by its number.
constexpr std::size_t kUnicodeCategories = 30;
std::size_t unicode_category_index(char32_t c);
std::string_view unicode_category_name(std::size_t index);
// unicodedata.combining(): the order in which marks on one letter are put; 0 for what isn't such a mark.
int combining_class(char32_t c);

enum class NormalForm { NFC, NFD, NFKC, NFKD };
// unicodedata.normalize()
std::string normalize(std::string_view text, NormalForm form);

// Each appends the mapping of one character, which may be up to three.
void append_upper(std::string& out, char32_t c);
void append_lower(std::string& out, char32_t c);
void append_title(std::string& out, char32_t c);
void append_fold(std::string& out, char32_t c);

}  // namespace flambeau
