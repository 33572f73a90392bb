// Sets of characters of a regular expression while it is compiled, as flambeau/regex/characters.py makes them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "kernels/regex_parse.h"

namespace flambeau {

struct CharacterSet {
  using Ranges = std::vector<std::pair<char32_t, char32_t>>;

  uint32_t flags = 0;  // as RegexSet's
  Ranges ranges;       // in order, apart from each other

  bool operator==(const CharacterSet&) const = default;
  bool is_everything() const { return flags == 64 && ranges.empty(); }
  bool is_single() const { return flags == 0 && ranges.size() == 1 && ranges[0].first == ranges[0].second; }
  // Appends its bytes, which read_regex() reads.
  void encode(std::string& out) const;
};

// The set of a part that matches one character, under the flags that hold there.
CharacterSet character_set(const RegexNode& node, uint32_t flags);
bool is_character(const RegexNode& node);

void append_word(std::string& out, uint32_t word);

}  // namespace flambeau
