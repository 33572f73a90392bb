// Reads programs of regular expressions, whose every byte is distrusted: what it accepts runs safely and ends.
#include <algorithm>
#include <cstring>
#include <unordered_set>

#include "base/error.h"
#include "kernels/regex.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

bool RegexSet::holds_other(char32_t c) const {
  const unsigned kind = unicode_flags(c);
  const bool digit = (kind & kDecimal) != 0, space = (kind & kSpace) != 0;
  const bool word = (kind & (kAlpha | kDecimal | kDigit | kNumeric)) != 0;
  const unsigned categories = (digit ? 1U : 2U) | (space ? 4U : 8U) | (word ? 16U : 32U);
  bool found = (flags & categories) != 0;
  if (!found) {
    const auto after = std::upper_bound(ranges.begin(), ranges.end(), c,
                                        [](char32_t code, const auto& range) { return code < range.first; });
    found = after != ranges.begin() && c <= std::prev(after)->second;
  }
  return found != ((flags & 64U) != 0);
}

namespace {

constexpr uint32_t kMagic = 0x31525846;
constexpr std::size_t kMost = 1U << 16;  // of anything a program has

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  Regex run() {
    if (word() != kMagic) fail();
    Regex regex;
    regex.groups = count();
    regex.start = word();
    regex.sets.resize(count());
    regex.code.resize(count());
    regex.names.resize(count());
    for (RegexSet& set : regex.sets) read_set(set);
    for (RegexInstruction& one : regex.code) read_instruction(regex, one);
    for (auto& [name, group] : regex.names) {
      group = word();
      if (group < 1 || static_cast<std::size_t>(group) > regex.groups) fail();
      name = text();
    }
    if (regex.start >= regex.code.size()) fail();
    word();  // which module's pattern it is
    regex.flags = word();
    regex.pattern = text();
    return regex;
  }

 private:
  [[noreturn]] static void fail() { raise("ValueError", "malformed: a regular expression's program is damaged"); }

  uint32_t word() {
    uint32_t out;
    if (bytes_.size() - at_ < 4) fail();
    std::memcpy(&out, bytes_.data() + at_, 4);
    at_ += 4;
    return out;
  }

  uint32_t below(std::size_t limit) {
    const uint32_t out = word();
    if (out >= limit) fail();
    return out;
  }

  uint32_t count() { return below(kMost); }

  std::string text() {
    const uint32_t size = word();
    if (size > bytes_.size() - at_) fail();
    std::string out(bytes_.substr(at_, size));
    at_ = std::min(at_ + (size + 3U) / 4U * 4U, bytes_.size());
    return out;
  }

  void read_set(RegexSet& set) {
    set.flags = below(128);
    for (uint32_t& bits : set.ascii) bits = word();
    set.ranges.resize(count());
    char32_t last = 127;
    for (auto& [low, high] : set.ranges) {
      low = word();
      high = word();
      if (low <= last || high < low || high > 0x10ffff) fail();
      last = high;
    }
  }

  void read_instruction(Regex& regex, RegexInstruction& one) {
    const std::size_t size = regex.code.size();
    one.op = static_cast<RegexOp>(below(static_cast<std::size_t>(RegexOp::Atomic) + 1));
    const uint32_t a = word(), b = word(), c = word();
    const bool targets = one.op == RegexOp::Split || one.op == RegexOp::Look;
    one.next = one.op == RegexOp::Match ? 0 : one.op == RegexOp::Split ? a : b;
    one.other = one.op == RegexOp::Split ? b : one.op == RegexOp::Look ? a : 0;
    one.value = targets ? 0 : a;
    if (one.op == RegexOp::Reference || one.op == RegexOp::Condition) {
      one.other = c >> 1;
      one.ignores_case = (c & 1U) != 0;
      regex.refers = true;
    }
    if (one.op == RegexOp::Atomic) {
      one.other = c >> 2;
      one.takes = (c & 2U) != 0;
      one.kept = c & 1U;
      one.look = regex.looks++;
      regex.keeps = regex.keeps || one.kept != 0;
    }
    std::size_t limit = kMost << 16;
    switch (one.op) {
      case RegexOp::Set:
      case RegexOp::Span: limit = regex.sets.size(); break;
      case RegexOp::Char: limit = 0x110000; break;
      case RegexOp::Atomic: limit = size; break;
      case RegexOp::Reference:
      case RegexOp::Condition: limit = regex.groups + 1; break;
      case RegexOp::Save: limit = 2 * (regex.groups + 1); break;
      case RegexOp::Assert: limit = static_cast<std::size_t>(RegexAssert::AsciiNotBoundary) + 1; break;
      default: break;
    }
    // The bounds of the match itself are the matcher's own.
    if (one.op == RegexOp::Save && one.value < 2) fail();
    if (one.next >= size || one.other >= size || one.value >= limit) fail();
    if (one.op == RegexOp::Look) {
      one.negated = (c & 1U) != 0;
      one.width = (c & 0x7fffffffU) >> 1;
      one.look = regex.looks++;
      one.kept = c >> 31U;  // which group that is: find_kept_groups()
      regex.keeps = regex.keeps || one.kept != 0;
    }
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

// A place of which two or more instructions, or the start, lead on is noted: every loop has one.
void number_slots(Regex& regex) {
  if (regex.refers) return;
  std::vector<uint32_t> leading(regex.code.size(), 0);
  leading[regex.start] = 1;
  for (const RegexInstruction& one : regex.code) {
    if (one.op == RegexOp::Match) continue;
    ++leading[one.next];
    if (one.op == RegexOp::Split) ++leading[one.other];
    if (one.op == RegexOp::Look || one.op == RegexOp::Atomic) leading[one.inside()] += 2;  // come to from outside
    if (one.op == RegexOp::Atomic) ++leading[one.other];
  }
  for (std::size_t i = 0; i < regex.code.size(); ++i) {
    if (leading[i] > 1) regex.code[i].slot = ++regex.slots;
  }
}

// A Look that keeps its groups is noted in the pair of the first one.
void find_kept_groups(Regex& regex) {
  for (RegexInstruction& look : regex.code) {
    if (look.kept == 0) continue;
    std::vector<uint32_t> open{look.inside()};
    std::unordered_set<uint32_t> seen;
    uint32_t first = 0;
    while (!open.empty()) {
      const uint32_t place = open.back();
      open.pop_back();
      const RegexInstruction& one = regex.code[place];
      if (one.op == RegexOp::Match || !seen.insert(place).second) continue;
      if (one.op == RegexOp::Save && (first == 0 || one.value / 2 < first)) first = one.value / 2;
      open.push_back(one.next);
      if (one.op == RegexOp::Split || one.op == RegexOp::Condition) open.push_back(one.other);
      if (one.kept != 0) open.push_back(one.inside());
    }
    look.kept = first;
  }
}

// Whether instructions lead back to themselves without taking a character. Where places are noted that ends; where
// none are, only a damaged program has such a circle.
bool goes_in_circles(const Regex& regex) {
  enum : uint8_t { kNew, kOpen, kDone };
  std::vector<uint8_t> seen(regex.code.size(), kNew);
  std::vector<uint32_t> open;
  for (uint32_t start = 0; start < regex.code.size(); ++start) {
    open.assign(1, start);
    while (!open.empty()) {
      const uint32_t place = open.back();
      const RegexInstruction& one = regex.code[place];
      if (seen[place] != kNew) {
        seen[place] = kDone;
        open.pop_back();
        continue;
      }
      seen[place] = kOpen;
      std::vector<uint32_t> ways;
      switch (one.op) {
        case RegexOp::Set:
        case RegexOp::Char:
        case RegexOp::Any:
        case RegexOp::Match: break;
        case RegexOp::Reference: ways = {one.other}; break;
        case RegexOp::Atomic:
          ways = {one.inside()};
          if (!one.takes) ways.push_back(one.other);
          break;
        case RegexOp::Split:
        case RegexOp::Condition:
        case RegexOp::Look: ways = {one.next, one.other}; break;
        case RegexOp::Save:
        case RegexOp::Assert:
        case RegexOp::Span: ways = {one.next}; break;
      }
      for (const uint32_t way : ways) {
        if (seen[way] == kOpen) return true;
        if (seen[way] == kNew) open.push_back(way);
      }
    }
  }
  return false;
}

void add_characters(const Regex& regex, const RegexInstruction& one, std::bitset<256>& bytes) {
  if (one.op == RegexOp::Char) {
    bytes.set(static_cast<unsigned char>(utf8(one.value)[0]));
    return;
  }
  for (unsigned c = 0; c < 128; ++c) {
    if (one.op == RegexOp::Any || regex.sets[one.value].holds(c)) bytes.set(c);
  }
  // A lead byte stands for many characters: those of them that a set of plain ranges can't hold are left out.
  const RegexSet* set = one.op == RegexOp::Any ? nullptr : &regex.sets[one.value];
  if (set && set->flags == 0) {
    for (const auto& [low, high] : set->ranges) {
      const auto first = static_cast<unsigned char>(utf8(low)[0]), last = static_cast<unsigned char>(utf8(high)[0]);
      for (unsigned byte = first; byte <= last; ++byte) bytes.set(byte);
    }
    if (set->ranges.empty()) return;
  }
  for (unsigned byte = 128; byte < 256; ++byte) {
    // Malformed bytes are read as U+FFFD.
    if (!set || set->flags != 0 || set->holds(0xfffd)) bytes.set(byte);
  }
}

// Beyond this many instructions no more is said than that any byte may come.
constexpr std::size_t kFarthest = 4096;

// What is `known` is not gone through again: the ways of a long alternative follow one another.
RegexFirst find_first(const Regex& regex, uint32_t start, const std::vector<bool>& known) {
  RegexFirst first;
  std::vector<uint32_t> open{start};
  std::unordered_set<uint32_t> seen;
  while (!open.empty()) {
    const uint32_t place = open.back();
    open.pop_back();
    if (!seen.insert(place).second) continue;
    if (known[place]) {
      first.bytes |= regex.first[place].bytes;
      first.empty = first.empty || regex.first[place].empty;
      continue;
    }
    if (seen.size() > kFarthest) return {std::bitset<256>().set(), true};
    const RegexInstruction& one = regex.code[place];
    switch (one.op) {
      case RegexOp::Set:
      case RegexOp::Char:
      case RegexOp::Any: add_characters(regex, one, first.bytes); break;
      case RegexOp::Match: first.empty = true; break;
      case RegexOp::Span:
        add_characters(regex, one, first.bytes);
        open.push_back(one.next);
        break;
      case RegexOp::Reference:
      case RegexOp::Atomic: return {std::bitset<256>().set(), true};
      case RegexOp::Condition:
      case RegexOp::Split: open.push_back(one.other); [[fallthrough]];
      case RegexOp::Save:
      case RegexOp::Assert:
      case RegexOp::Look: open.push_back(one.next); break;
    }
  }
  return first;
}

// Whether a path that prefers `place` succeeds there, whatever comes.
bool succeeds(const Regex& regex, uint32_t place) {
  for (int steps = 0; steps < 64; ++steps) {
    const RegexInstruction& one = regex.code[place];
    if (one.op == RegexOp::Match) return true;
    if (one.op != RegexOp::Save) return false;
    place = one.next;
  }
  return false;
}

// A loop over one set is taken to its end at once where giving characters back can't help: what follows starts with
// none of them, or is the end of the program.
void find_spans(Regex& regex) {
  for (uint32_t i = 0; i < regex.code.size(); ++i) {
    RegexInstruction& loop = regex.code[i];
    if (loop.op != RegexOp::Split) continue;
    const RegexInstruction& body = regex.code[loop.next];
    if (body.op != RegexOp::Set || body.next != i) continue;
    const RegexFirst& after = regex.first[loop.other];
    const bool apart = !after.empty && (after.bytes & regex.first[loop.next].bytes).none();
    if (!apart && !succeeds(regex, loop.other)) continue;
    loop.op = RegexOp::Span;
    loop.value = body.value;
    loop.next = loop.other;
  }
}

}  // namespace

std::shared_ptr<const Regex> read_regex(std::string_view bytes) {
  auto regex = std::make_shared<Regex>(Reader(bytes).run());
  if (regex->refers && goes_in_circles(*regex)) {
    raise("ValueError", "malformed: a regular expression's program is damaged");
  }
  if (regex->keeps) find_kept_groups(*regex);
  number_slots(*regex);
  regex->first.resize(regex->code.size());
  std::vector<bool> known(regex->code.size(), false);
  for (const RegexInstruction& one : regex->code) {
    if (one.op != RegexOp::Split) continue;
    for (const uint32_t way : {one.next, one.other}) {
      if (!known[way]) regex->first[way] = find_first(*regex, way, known);
      known[way] = true;
    }
  }
  if (!known[regex->start]) regex->first[regex->start] = find_first(*regex, regex->start, known);
  find_spans(*regex);
  return regex;
}

}  // namespace flambeau
