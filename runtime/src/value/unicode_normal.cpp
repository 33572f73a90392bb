// Unicode's normal forms (UAX #15): decompose, put marks in order, compose again.
#include <algorithm>
#include <array>
#include <unordered_map>
#include <vector>

#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

#include "value/unicode_decompositions.inc"

// Hangul syllables are a leading consonant, a vowel and perhaps a trailing consonant by arithmetic.
constexpr char32_t kSyllables = 0xac00, kLeads = 0x1100, kVowels = 0x1161, kTrails = 0x11a7;
constexpr char32_t kLeadCount = 19, kVowelCount = 21, kTrailCount = 28;
constexpr char32_t kSyllableCount = kLeadCount * kVowelCount * kTrailCount;

// No character before this one is a mark, or the second of two that are composed.
constexpr char32_t kFirstMark = 0x300;

int mark_class(char32_t c) { return c < kFirstMark ? 0 : combining_class(c); }

// An element of kDecompositions: a character above seven bits, which say what it decomposes to.
char32_t code_of(uint32_t entry) { return entry >> 7; }
std::size_t unit_count(uint32_t entry) { return entry >> 2 & 31; }    // of UTF-16
bool is_compatible(uint32_t entry) { return (entry >> 1 & 1) != 0; }  // for the K forms only
bool is_composed(uint32_t entry) { return (entry & 1) != 0; }         // it is put together again

// The characters that the one at `place` in kDecompositions decomposes to.
std::u32string parts_at(std::size_t place) {
  std::size_t at = kStarts[place / kStride];
  for (std::size_t i = place / kStride * kStride; i < place; ++i) at += unit_count(kDecompositions[i]);
  const std::size_t end = at + unit_count(kDecompositions[place]);
  std::u32string parts;
  while (at < end) {
    const char32_t unit = kParts[at++];
    const bool is_first_of_two = unit - 0xd800 < 0x400;
    parts += is_first_of_two ? 0x10000 + ((unit - 0xd800) << 10) + (kParts[at++] - 0xdc00U) : unit;
  }
  return parts;
}

// The place of `c` in kDecompositions, or that array's size.
std::size_t find(char32_t c) {
  const auto at = std::lower_bound(kDecompositions.begin(), kDecompositions.end(), c << 7);
  const bool found = at != kDecompositions.end() && code_of(*at) == c;
  return found ? static_cast<std::size_t>(at - kDecompositions.begin()) : kDecompositions.size();
}

void decompose(char32_t c, bool compatible, std::u32string& out) {
  if (c - kSyllables < kSyllableCount) {
    const char32_t index = c - kSyllables;
    out += kLeads + index / (kVowelCount * kTrailCount);
    out += kVowels + index / kTrailCount % kVowelCount;
    if (index % kTrailCount != 0) out += kTrails + index % kTrailCount;
    return;
  }
  const std::size_t found = c < 0xa0 ? kDecompositions.size() : find(c);
  if (found == kDecompositions.size() || (is_compatible(kDecompositions[found]) && !compatible)) {
    out += c;
    return;
  }
  for (const char32_t part : parts_at(found)) decompose(part, compatible, out);
}

// Marks that follow one letter are put in the order of their classes.
void order_marks(std::u32string& text) {
  for (std::size_t at = 0; at < text.size();) {
    if (mark_class(text[at]) == 0) {
      ++at;
      continue;
    }
    const std::size_t start = at;
    while (at < text.size() && mark_class(text[at]) != 0) ++at;
    std::stable_sort(text.begin() + static_cast<std::ptrdiff_t>(start), text.begin() + static_cast<std::ptrdiff_t>(at),
                     [](char32_t a, char32_t b) { return combining_class(a) < combining_class(b); });
  }
}

// The character that two make together, 0 where they make none.
char32_t compose_pair(char32_t first, char32_t second) {
  if (first - kLeads < kLeadCount && second - kVowels < kVowelCount) {
    return kSyllables + ((first - kLeads) * kVowelCount + (second - kVowels)) * kTrailCount;
  }
  if (first - kSyllables < kSyllableCount && (first - kSyllables) % kTrailCount == 0 && second > kTrails &&
      second - kTrails < kTrailCount) {
    return first + (second - kTrails);
  }
  static const std::unordered_map<uint64_t, char32_t> pairs = [] {
    std::unordered_map<uint64_t, char32_t> made;
    for (std::size_t i = 0; i < kDecompositions.size(); ++i) {
      if (!is_composed(kDecompositions[i])) continue;
      const std::u32string parts = parts_at(i);
      if (parts.size() == 2) made.emplace(uint64_t{parts[0]} << 32 | parts[1], code_of(kDecompositions[i]));
    }
    return made;
  }();
  const auto found = pairs.find(uint64_t{first} << 32 | second);
  return found == pairs.end() ? 0 : found->second;
}

void compose(std::u32string& text) {
  std::size_t out = 0;
  std::size_t starter = std::u32string::npos;
  int last = -1;  // the class of what was written last behind the starter; -1: nothing yet
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char32_t c = text[at];
    const int kind = mark_class(c);
    if (c >= kFirstMark && starter != std::u32string::npos && last < kind) {
      if (const char32_t made = compose_pair(text[starter], c); made != 0) {
        text[starter] = made;
        continue;
      }
    }
    if (kind == 0) {
      starter = out;
      last = -1;
    } else {
      last = kind;
    }
    text[out++] = c;
  }
  text.resize(out);
}

}  // namespace

std::string normalize(std::string_view text, NormalForm form) {
  if (is_ascii(text)) return std::string(text);
  const bool compatible = form == NormalForm::NFKC || form == NormalForm::NFKD;
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) decompose(next_code_point(text, at), compatible, characters);
  order_marks(characters);
  if (form == NormalForm::NFC || form == NormalForm::NFKC) compose(characters);
  std::string out;
  for (const char32_t c : characters) append_code_point(out, c);
  return out;
}

}  // namespace flambeau
