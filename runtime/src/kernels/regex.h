// Regular expressions: programs compiled by flambeau/regex, and the matcher that runs them in linear time.
//
// The matcher backtracks in Python's order of preference, but notes every place of the program and the text at which it
// has been in vain, and never tries one twice: program size times text length bounds the time. Only where a program
// refers to what its groups have matched are no places noted, as Python notes none.
#pragma once

#include <array>
#include <bitset>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "value/value.h"

namespace flambeau {

// Numbered as in flambeau/regex/encode.py.
enum class RegexOp : uint32_t { Set, Char, Any, Split, Save, Assert, Look, Match, Span, Reference, Condition, Atomic };
enum class RegexAssert : uint32_t {
  Start,
  LineStart,
  End,
  LineEnd,
  StringEnd,
  Boundary,
  NotBoundary,
  AsciiBoundary,
  AsciiNotBoundary,
};

struct RegexSet {
  uint32_t flags = 0;  // bits 0 to 5: categories; bit 6: negated
  std::array<uint32_t, 4> ascii{};
  std::vector<std::pair<char32_t, char32_t>> ranges;  // beyond ASCII, in order

  bool holds(char32_t c) const {
    if (c < 128) return ((ascii[c >> 5] >> (c & 31U)) & 1U) != 0;
    return holds_other(c);
  }
  bool holds_other(char32_t c) const;
};

// `next` and `other` are instructions. Split prefers `next` to `other`. A Look's part starts at `other`. A Reference
// goes on with `other` where its group has matched nothing, a Condition where its group took no part, an Atomic, whose
// part starts at `value`, where that has matched nothing.
struct RegexInstruction {
  RegexOp op = RegexOp::Match;
  uint32_t value = 0;  // a set's number, a character, a group's slot, an assertion
  uint32_t next = 0, other = 0;
  uint32_t slot = 0;  // from 1 where paths meet, so that a place there is noted; 0 elsewhere
  bool negated = false;
  bool ignores_case = false;
  bool takes = false;  // an Atomic that never matches nothing
  uint32_t width = 0;  // of a look-behind, in characters
  uint32_t look = 0;   // which Look or Atomic this is
  uint32_t kept = 0;   // of a Look or Atomic whose groups are kept: the first of them

  // Where the part of a Look or Atomic starts.
  uint32_t inside() const { return op == RegexOp::Atomic ? value : other; }
};

// What the first byte of a match from some instruction may be.
struct RegexFirst {
  std::bitset<256> bytes;
  bool empty = false;  // it may match nothing, so that any byte may follow, or the end
};

struct Regex {
  std::size_t groups = 0;
  std::string pattern;
  uint32_t flags = 0;  // of the pattern, by Python's numbers
  std::vector<RegexSet> sets;
  std::vector<RegexInstruction> code;
  uint32_t start = 0;             // the first instruction
  std::vector<RegexFirst> first;  // of `start`, and of those that a Split leads to
  std::vector<std::pair<std::string, int64_t>> names;
  uint32_t slots = 0;   // how many instructions are noted
  bool refers = false;  // to what its groups have matched
  uint32_t looks = 0;
  bool keeps = false;  // the groups of Looks or Atomics
};

// Reads a program; ValueError where it is malformed.
std::shared_ptr<const Regex> read_regex(std::string_view bytes);

// One text under one program. Positions are bytes.
class RegexMatcher {
 public:
  RegexMatcher(const Regex& regex, std::string_view text);
  ~RegexMatcher();
  RegexMatcher(const RegexMatcher&) = delete;
  RegexMatcher& operator=(const RegexMatcher&) = delete;

  enum class Mode { Search, Match, FullMatch };
  // Looks for a match from byte `start` on; `advance`: one at `start` itself must not be empty.
  bool find(std::size_t start, Mode mode, bool advance);
  // After a match: bytes of group i are [spans()[2 * i], spans()[2 * i + 1]), -1 where it took no part.
  const std::vector<int64_t>& spans() const;
  int64_t last_index() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace flambeau
