#include "kernels/regex_sets.h"

#include <algorithm>
#include <array>

#include "kernels/regex.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

using Part = RegexPart;
using Ranges = CharacterSet::Ranges;

// Lower-case characters that have the same upper case, other than by being one another's: Python's re takes all of a
// line for one under IGNORECASE. A line ends in 0.
constexpr char32_t kSiblings[] = {
    'i',    0x131, 0,      's',    0x17f, 0,      0xb5,   0x3bc, 0,      0x345,  0x3b9, 0x1fbe, 0,      0x390, 0x1fd3,
    0,      0x3b0, 0x1fe3, 0,      0x3b2, 0x3d0,  0,      0x3b5, 0x3f5,  0,      0x3b8, 0x3d1,  0,      0x3ba, 0x3f0,
    0,      0x3c0, 0x3d6,  0,      0x3c1, 0x3f1,  0,      0x3c2, 0x3c3,  0,      0x3c6, 0x3d5,  0,      0x432, 0x1c80,
    0,      0x434, 0x1c81, 0,      0x43e, 0x1c82, 0,      0x441, 0x1c83, 0,      0x442, 0x1c84, 0x1c85, 0,     0x44a,
    0x1c86, 0,     0x463,  0x1c87, 0,     0x1c88, 0xa64b, 0,     0x1e61, 0x1e9b, 0,     0xfb05, 0xfb06, 0,
};

struct Lowered {
  char32_t code, small;
};

// Every character that has another lower case, one for one, in order.
const std::vector<Lowered>& lowered() {
  static const std::vector<Lowered> table = [] {
    std::vector<Lowered> out;
    for (char32_t code = 'A'; code < 0x20000; ++code) {
      if (!has_flag(code, kUpper | kTitle)) continue;
      std::string mapped;
      append_lower(mapped, code);
      std::size_t at = 0;
      const char32_t small = next_code_point(mapped, at);
      if (small != code) out.push_back({code, small});
    }
    return out;
  }();
  return table;
}

Ranges merged(Ranges ranges) {
  std::sort(ranges.begin(), ranges.end());
  Ranges out;
  for (const auto& [low, high] : ranges) {
    if (!out.empty() && low <= out.back().second + 1) out.back().second = std::max(out.back().second, high);
    else out.emplace_back(low, high);
  }
  return out;
}

bool holds(const Ranges& ranges, char32_t code) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const auto& r) { return r.first <= code && code <= r.second; });
}

// The parts of ranges that lie between characters with another lower case; what is done with each of those.
template <typename Use>
Ranges plain_parts(const Ranges& ranges, char32_t last, Use&& use) {
  Ranges out;
  const std::vector<Lowered>& table = lowered();
  for (const auto& [low, high] : ranges) {
    char32_t start = low;
    auto at = std::lower_bound(table.begin(), table.end(), low,
                               [](const Lowered& one, char32_t code) { return one.code < code; });
    for (; at != table.end() && at->code <= std::min(high, last); ++at) {
      if (at->code > start) out.emplace_back(start, at->code - 1);
      use(at->small);
      start = at->code + 1;
    }
    if (start <= high) out.emplace_back(start, high);
  }
  return out;
}

// What has its lower case, or beyond ASCII a sibling of that, among the ranges' lower cases.
Ranges ignoring_case(const Ranges& ranges, bool ascii) {
  const char32_t last = ascii ? 127 : 0x10ffff;
  Ranges small;
  Ranges wanted = plain_parts(ranges, last, [&](char32_t c) { small.emplace_back(c, c); });
  wanted.insert(wanted.end(), small.begin(), small.end());
  if (!ascii) {
    Ranges folded;
    const auto* end = std::end(kSiblings);
    for (const auto* first = std::begin(kSiblings); first != end;) {
      const auto* stop = std::find(first, end, char32_t{0});
      if (std::any_of(first, stop, [&](char32_t c) { return holds(wanted, c); })) {
        for (const auto* c = first; c != stop; ++c) folded.emplace_back(*c, *c);
      }
      first = stop + 1;
    }
    wanted.insert(wanted.end(), folded.begin(), folded.end());
  }
  const Ranges targets = merged(std::move(wanted));
  // A target that has another lower case can't be one itself.
  Ranges out = plain_parts(targets, last, [](char32_t) {});
  for (const Lowered& one : lowered()) {
    if (one.code <= last && holds(targets, one.small)) out.emplace_back(one.code, one.code);
  }
  return out;
}

// A category's characters below 128, by its bit in RegexSet::flags; under ASCII it has no others.
bool in_category(uint32_t bit, char32_t code) {
  static constexpr std::array<unsigned, 3> kMeanings{kDecimal, kSpace, kAlpha | kDecimal};
  const bool found = has_flag(code, kMeanings[bit / 2]) || (bit / 2 == 2 && code == '_');
  return found != (bit % 2 == 1);
}

Ranges ascii_category(uint32_t bit) {
  Ranges out;
  for (char32_t code = 0; code < 128; ++code) {
    // Of the blanks, re knows six under ASCII.
    const bool separator = bit / 2 == 1 && code >= 0x1c && code <= 0x1f;
    if (in_category(bit, code) != separator) out.emplace_back(code, code);
  }
  if (bit % 2 == 1) out.emplace_back(128, 0x10ffff);
  return out;
}

}  // namespace

bool is_character(const RegexNode& node) {
  return node.part == Part::Literal || node.part == Part::NotLiteral || node.part == Part::Any ||
         node.part == Part::Set;
}

CharacterSet character_set(const RegexNode& node, uint32_t flags) {
  CharacterSet out;
  const bool ascii = (flags & kRegexAscii) != 0;
  Ranges ranges, apart;  // `apart`: what IGNORECASE leaves alone
  if (node.part == Part::Any) {
    out.flags = 64;
    if ((flags & kRegexDotAll) == 0) out.ranges.emplace_back('\n', '\n');
    return out;
  }
  if (node.part != Part::Set) {
    ranges.emplace_back(node.value, node.value);
  } else {
    for (const RegexNode& one : node.inner[0]) {
      if (one.part == Part::Literal) {
        ranges.emplace_back(one.value, one.value);
      } else if (one.part == Part::Range) {
        ranges.emplace_back(one.value, one.most);
      } else if (!ascii) {
        out.flags |= 1U << one.value;
      } else {
        const Ranges held = ascii_category(one.value);
        apart.insert(apart.end(), held.begin(), held.end());
      }
    }
  }
  if ((flags & kRegexIgnoreCase) != 0) ranges = ignoring_case(ranges, ascii);
  ranges.insert(ranges.end(), apart.begin(), apart.end());
  out.ranges = merged(std::move(ranges));
  if (node.negated || node.part == Part::NotLiteral) out.flags |= 64;
  return out;
}

void append_word(std::string& out, uint32_t word) {
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(word >> shift & 255U);
}

void CharacterSet::encode(std::string& out) const {
  append_word(out, flags);
  for (char32_t from = 0; from < 128; from += 32) {
    uint32_t bits = 0;
    for (char32_t code = from; code < from + 32; ++code) {
      bool found = flambeau::holds(ranges, code);
      for (uint32_t bit = 0; bit < 6; ++bit) found = found || ((flags >> bit & 1U) != 0 && in_category(bit, code));
      if (found != ((flags & 64U) != 0)) bits |= 1U << (code - from);
    }
    append_word(out, bits);
  }
  std::string rest;
  uint32_t count = 0;
  for (const auto& [low, high] : ranges) {
    if (high < 128) continue;
    append_word(rest, std::max<char32_t>(low, 128));
    append_word(rest, high);
    ++count;
  }
  append_word(out, count);
  out += rest;
}

}  // namespace flambeau
