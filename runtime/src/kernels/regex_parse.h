// The text of a regular expression as a tree, as Python 3.11's re reads it, errors and all.
//
// Branches that begin alike give their beginning to what is in front of them and branches of one character each become
// a set, as there: what flambeau/regex makes of Python's own tree and what is made of this one are the same programs.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace flambeau {

// Python's numbers.
enum RegexFlag : uint32_t {
  kRegexTemplate = 1,
  kRegexIgnoreCase = 2,
  kRegexLocale = 4,
  kRegexMultiline = 8,
  kRegexDotAll = 16,
  kRegexUnicode = 32,
  kRegexVerbose = 64,
  kRegexDebug = 128,
  kRegexAscii = 256,
};

constexpr uint32_t kRegexUnbounded = 0xffffffff;  // a repetition without an upper limit

enum class RegexPart : uint8_t {
  Literal,
  NotLiteral,
  Any,
  Set,
  Category,  // one of a set's: `value` is its bit in RegexSet::flags
  Range,     // one of a set's: from `value` to `most`
  Position,  // ^ $ \A \Z \b \B by the letter, ^ and $ included
  Branch,
  Group,  // `value`: its number, 0 where it takes none
  Atomic,
  Greedy,
  Lazy,
  Possessive,
  Look,  // `behind`, `negated`
  Reference,
  Condition,
};

struct RegexNode {
  using Tree = std::vector<RegexNode>;

  RegexPart part = RegexPart::Any;
  bool negated = false;
  bool behind = false;
  uint32_t value = 0;             // a character, a letter, or a group
  uint32_t least = 0, most = 0;   // of a repetition
  uint32_t added = 0, taken = 0;  // flags of a group
  std::vector<Tree> inner;        // the members of a Set lie in inner[0]
};
using RegexTree = RegexNode::Tree;

using RegexWidth = std::pair<uint64_t, uint64_t>;  // how many characters a part matches, at least and at most

struct ParsedRegex {
  RegexTree tree;
  uint32_t flags = 0;
  uint32_t groups = 0;
  std::vector<RegexWidth> widths;  // of groups, from 0 on, which has none
  std::vector<std::pair<std::string, uint32_t>> names;
};

// Raises re.error, ValueError or OverflowError as re.compile() does, NotImplementedError for what no program can do.
ParsedRegex parse_regex(std::string_view pattern, uint32_t flags);

// References match what their groups in `widths` do.
RegexWidth regex_width(const RegexTree& tree, const std::vector<RegexWidth>& widths);

}  // namespace flambeau
