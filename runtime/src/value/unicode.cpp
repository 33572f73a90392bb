#include "value/unicode.h"

#include <algorithm>
#include <array>

#include "value/text.h"

namespace flambeau {

namespace {

struct Record {
  uint16_t flags;
  int8_t decimal;
  uint8_t category;   // its place in kCategories
  uint8_t combining;  // its class
  // The difference to the mapped character; from kSpecialBase on the place in kSpecial of a mapping to several.
  int32_t upper, lower, title, fold;
};
constexpr int32_t kSpecialBase = 1 << 24;
constexpr std::array<std::string_view, kUnicodeCategories> kCategories = {
    "Cn", "Cc", "Cf", "Co", "Cs", "Ll", "Lm", "Lo", "Lt", "Lu", "Mc", "Me", "Mn", "Nd", "Nl",
    "No", "Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps", "Sc", "Sk", "Sm", "So", "Zl", "Zp", "Zs",
};

#include "value/unicode_tables.inc"

constexpr const Record& record(char32_t c) {
  const std::size_t block = c / kBlock;
  const std::size_t group = std::min<std::size_t>(block / kGroup, kStage1.size() - 1);
  return kRecords[kStage3[kStage2[kStage1[group] * kGroup + block % kGroup] * kBlock + c % kBlock]];
}

void append_mapping(std::string& out, char32_t c, int32_t mapping) {
  if (mapping < kSpecialBase) {
    append_code_point(out, static_cast<char32_t>(static_cast<int32_t>(c) + mapping));
    return;
  }
  const auto at = static_cast<std::size_t>(mapping - kSpecialBase);
  for (std::size_t i = 1; i <= kSpecial[at]; ++i) append_code_point(out, kSpecial[at + i]);
}

}  // namespace

constinit const std::array<uint16_t, 128> kAsciiFlags = [] {
  std::array<uint16_t, 128> flags{};
  for (char32_t c = 0; c < flags.size(); ++c) flags[c] = record(c).flags;
  return flags;
}();
uint16_t flags_beyond_ascii(char32_t c) { return record(c).flags; }
int decimal_value(char32_t c) { return record(c).decimal; }
std::size_t unicode_category_index(char32_t c) { return record(c).category; }
std::string_view unicode_category_name(std::size_t index) { return kCategories[index]; }
int combining_class(char32_t c) { return record(c).combining; }
void append_upper(std::string& out, char32_t c) { append_mapping(out, c, record(c).upper); }
void append_lower(std::string& out, char32_t c) { append_mapping(out, c, record(c).lower); }
void append_title(std::string& out, char32_t c) { append_mapping(out, c, record(c).title); }
void append_fold(std::string& out, char32_t c) { append_mapping(out, c, record(c).fold); }

}  // namespace flambeau
