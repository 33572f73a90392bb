#include "kernels/regex_parse.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "base/error.h"
#include "kernels/regex_scanner.h"
#include "value/repr.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

using Part = RegexPart;
using Tree = RegexTree;
using Text = std::u32string;

constexpr uint64_t kWidest = uint64_t{1} << 62;
constexpr int kDeepest = 200;  // groups in one another
constexpr uint32_t kKinds = kRegexAscii | kRegexLocale | kRegexUnicode;
constexpr uint32_t kGlobal = kRegexDebug | kRegexTemplate;

uint64_t times(uint64_t a, uint64_t b) { return a != 0 && b > kWidest / a ? kWidest : a * b; }

uint32_t flag_of(char32_t letter) {
  switch (letter) {
    case 'i': return kRegexIgnoreCase;
    case 'L': return kRegexLocale;
    case 'm': return kRegexMultiline;
    case 's': return kRegexDotAll;
    case 'x': return kRegexVerbose;
    case 'a': return kRegexAscii;
    case 't': return kRegexTemplate;
    case 'u': return kRegexUnicode;
    default: return 0;
  }
}

bool is_identifier(const Text& name) {
  for (std::size_t i = 0; i < name.size(); ++i) {
    if (!has_flag(name[i], i == 0 ? kIdentifierStart : kIdentifierPart)) return false;
  }
  return !name.empty();
}

RegexNode leaf(Part part, uint32_t value = 0) {
  RegexNode node;
  node.part = part;
  node.value = value;
  return node;
}

bool is_repeat(const RegexNode& node) {
  return node.part == Part::Greedy || node.part == Part::Lazy || node.part == Part::Possessive;
}

bool is_plain_group(const RegexNode& node) {
  return node.part == Part::Group && node.value == 0 && node.added == 0 && node.taken == 0;
}

// Whether two branches begin alike; Python takes parts that hold others for different ones.
bool alike(const RegexNode& a, const RegexNode& b) {
  if (a.part != b.part || a.value != b.value || a.negated != b.negated || a.most != b.most) return false;
  if (a.part != Part::Set) return a.inner.empty() && b.inner.empty();
  const Tree &left = a.inner[0], &right = b.inner[0];
  return left.size() == right.size() && std::equal(left.begin(), left.end(), right.begin(), alike);
}

Tree without_repeats(Tree members) {
  Tree out;
  std::unordered_set<uint64_t> seen;
  for (RegexNode& one : members) {
    const auto kind = static_cast<uint64_t>(one.part);
    if (seen.insert(kind << 48 | static_cast<uint64_t>(one.value) << 24 | one.most).second) {
      out.push_back(std::move(one));
    }
  }
  return out;
}

class Parser : RegexScanner {
 public:
  Parser(std::string_view pattern, uint32_t flags) : RegexScanner(pattern) {
    out_.flags = flags;
    out_.widths.resize(1);
  }

  ParsedRegex run() {
    out_.tree = alternatives((out_.flags & kRegexVerbose) != 0, 0);
    if ((out_.flags & kRegexLocale) != 0) raise("ValueError", "cannot use LOCALE flag with a str pattern");
    if ((out_.flags & kRegexAscii) == 0) out_.flags |= kRegexUnicode;
    else if ((out_.flags & kRegexUnicode) != 0) raise("ValueError", "ASCII and UNICODE flags are incompatible");
    if (has_next()) fail(0, "unbalanced parenthesis");
    for (const auto& [group, place] : referred_) {
      if (group > out_.groups) fail_at(place, "invalid group reference ", group);
    }
    check_looks(out_.tree);
    if ((out_.flags & kGlobal) != 0) {
      raise("NotImplementedError", "the flags DEBUG and TEMPLATE of a regular expression that is only known when the ",
            "program runs aren't supported");
    }
    return std::move(out_);
  }

 private:
  // --- alternatives and sequences ---

  Tree alternatives(bool verbose, int depth) {
    std::vector<Tree> ways;
    do {
      if (depth == 0 && !ways.empty()) verbose = (out_.flags & kRegexVerbose) != 0;
      const bool first = depth == 0 && ways.empty();
      ways.push_back(sequence(verbose, depth, first));
    } while (match('|'));
    if (ways.size() == 1) return std::move(ways[0]);
    Tree out = common_start(ways);
    out.push_back(branch(std::move(ways)));
    return out;
  }

  static Tree common_start(std::vector<Tree>& ways) {
    std::size_t shared = 0;
    const auto goes_on = [&](const Tree& way) { return way.size() > shared && alike(way[shared], ways[0][shared]); };
    while (std::all_of(ways.begin(), ways.end(), goes_on)) ++shared;
    const auto count = static_cast<std::ptrdiff_t>(shared);
    Tree out(ways[0].begin(), ways[0].begin() + count);
    for (Tree& way : ways) way.erase(way.begin(), way.begin() + count);
    return out;
  }

  static RegexNode branch(std::vector<Tree> ways) {
    const auto is_member = [](const Tree& way) {
      return way.size() == 1 && (way[0].part == Part::Literal || (way[0].part == Part::Set && !way[0].negated));
    };
    RegexNode node = leaf(Part::Branch);
    if (!std::all_of(ways.begin(), ways.end(), is_member)) {
      node.inner = std::move(ways);
      return node;
    }
    node.part = Part::Set;
    Tree members;
    for (const Tree& way : ways) {
      const Tree& held = way[0].part == Part::Set ? way[0].inner[0] : way;
      members.insert(members.end(), held.begin(), held.end());
    }
    node.inner.push_back(without_repeats(std::move(members)));
    return node;
  }

  Tree sequence(bool verbose, int depth, bool first) {
    if (depth > kDeepest) raise("NotImplementedError", "a regular expression that is nested so deeply isn't supported");
    Tree out;
    while (has_next() && next() != '|' && next() != ')') {
      const Text one = take();
      const char32_t c = one[0];
      if (verbose && is_one_of(c, " \t\n\r\v\f")) continue;
      if (verbose && c == '#') {
        while (has_next() && !match('\n')) advance();
        continue;
      }
      switch (c) {
        case '\\': out.push_back(escape(one)); break;
        case '[': out.push_back(set()); break;
        case '*':
        case '+':
        case '?':
        case '{': repeat(c, out); break;
        case '.': out.push_back(leaf(Part::Any)); break;
        case '(': group(verbose, depth, first, out); break;
        case '^':
        case '$': out.push_back(leaf(Part::Position, c)); break;
        default: out.push_back(leaf(Part::Literal, c));
      }
    }
    Tree flat;
    for (RegexNode& node : out) {
      if (!is_plain_group(node)) flat.push_back(std::move(node));
      else std::move(node.inner[0].begin(), node.inner[0].end(), std::back_inserter(flat));
    }
    return flat;
  }

  // --- repetitions ---

  void repeat(char32_t c, Tree& out) {
    const std::size_t here = at_;
    uint32_t least = c == '+' ? 1 : 0, most = c == '?' ? 1 : kRegexUnbounded;
    if (c == '{') {
      if (next() == '}') {
        out.push_back(leaf(Part::Literal, c));
        return;
      }
      const Text low = take_while(Text::npos, is_digit);
      const Text high = match(',') ? take_while(Text::npos, is_digit) : low;
      if (!match('}')) {
        out.push_back(leaf(Part::Literal, c));
        seek(here);
        return;
      }
      if (!low.empty()) least = count(low);
      if (!high.empty()) most = count(high);
      if (most < least) fail(at_ - here, "min repeat greater than max repeat");
    }
    if (out.empty() || out.back().part == Part::Position) fail(at_ - here + 1, "nothing to repeat");
    if (is_repeat(out.back())) fail(at_ - here + 1, "multiple repeat");
    RegexNode node;
    node.part = match('?') ? Part::Lazy : match('+') ? Part::Possessive : Part::Greedy;
    node.least = least;
    node.most = most;
    RegexNode item = std::move(out.back());
    if (is_plain_group(item)) {
      node.inner.push_back(std::move(item.inner[0]));
    } else {
      node.inner.emplace_back().push_back(std::move(item));
    }
    out.back() = std::move(node);
  }

  static uint32_t count(const Text& digits) {
    uint64_t value = 0;
    for (const char32_t c : digits) value = std::min<uint64_t>(value * 10 + (c - '0'), kRegexUnbounded);
    if (value == kRegexUnbounded) raise("OverflowError", "the repetition number is too large");
    return static_cast<uint32_t>(value);
  }

  // --- escapes ---

  // What stands for the same within a set and outside; nothing where the letter doesn't.
  std::optional<RegexNode> common_escape(const Text& one) {
    static constexpr std::string_view kNames = "abfnrtv\\";
    static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
    static constexpr std::string_view kCategories = "dDsSwW";
    const char32_t c = one[1];
    if (is_one_of(c, kCategories)) {
      RegexNode set = leaf(Part::Set);
      set.inner.push_back({leaf(Part::Category, static_cast<uint32_t>(kCategories.find(static_cast<char>(c))))});
      return set;
    }
    if (is_one_of(c, kNames)) {
      return leaf(Part::Literal, static_cast<unsigned char>(kMeanings[kNames.find(static_cast<char>(c))]));
    }
    if (is_one_of(c, "xuU")) return leaf(Part::Literal, hexadecimal(one, c == 'x' ? 2 : c == 'u' ? 4 : 8));
    if (c == 'N') {
      if (!match('{')) fail(0, "missing {");
      take_until('}', "character name");
      raise("NotImplementedError",
            "a character by its name, \\N{...}, in a regular expression that is only known when ",
            "the program runs isn't supported: write the character itself");
    }
    if (is_digit(c)) return std::nullopt;
    if (is_letter(c)) fail(2, "bad escape ", to_utf8(one));
    return leaf(Part::Literal, c);
  }

  uint32_t hexadecimal(const Text& one, std::size_t digits) {
    const Text held = take_while(digits, is_hex);
    if (held.size() != digits) fail(2 + held.size(), "incomplete escape ", to_utf8(one + held));
    uint32_t code = 0;
    for (const char32_t c : held) code = code * 16 + (is_digit(c) ? c - '0' : (c | 32U) - 'a' + 10);
    if (code > 0x10ffff) fail(2 + digits, "bad escape ", to_utf8(one + held));
    return code;
  }

  RegexNode octal(const Text& held) {
    uint32_t code = 0;
    for (const char32_t c : held.substr(1)) code = code * 8 + (c - '0');
    if (code > 255) fail(held.size(), "octal escape value ", to_utf8(held), " outside of range 0-0o377");
    return leaf(Part::Literal, code);
  }

  RegexNode escape(Text one) {
    if (is_one_of(one[1], "AbBZ")) return leaf(Part::Position, one[1]);
    if (const auto found = common_escape(one)) return *found;
    if (one[1] == '0') return octal(one + take_while(2, is_octal));
    if (is_digit(next())) {
      one += take();
      if (is_octal(one[1]) && is_octal(one[2]) && is_octal(next())) return octal(one + take());
    }
    uint32_t group = 0;
    for (const char32_t c : one.substr(1)) group = group * 10 + (c - '0');
    if (group > out_.groups) fail(one.size() - 1, "invalid group reference ", group);
    return reference(group, one.size());
  }

  RegexNode reference(uint32_t group, std::size_t back) {
    if (!is_closed(group)) fail(back, "cannot refer to an open group");
    check_within_look(group);
    return leaf(Part::Reference, group);
  }

  bool is_closed(uint32_t group) const { return group != 0 && group <= out_.groups && closed_[group - 1]; }

  void check_within_look(uint32_t group) const {
    if (behind_ == 0) return;
    if (!is_closed(group)) fail(0, "cannot refer to an open group");
    if (group >= behind_) fail(0, "cannot refer to group defined in the same lookbehind subpattern");
  }

  // --- sets ---

  RegexNode member(const Text& one) {
    if (one[0] != '\\') return leaf(Part::Literal, one[0]);
    if (one[1] == 'b') return leaf(Part::Literal, '\b');
    if (const auto found = common_escape(one)) return found->part == Part::Set ? found->inner[0][0] : *found;
    if (is_octal(one[1])) return octal(one + take_while(2, is_octal));
    fail(2, "bad escape ", to_utf8(one));
  }

  RegexNode set() {
    const std::size_t here = at_ - 1;
    RegexNode node = leaf(Part::Set);
    node.negated = match('^');
    Tree members;
    while (true) {
      if (!has_next()) fail(at_ - here, "unterminated character set");
      const Text one = take();
      if (one[0] == ']' && !members.empty()) break;
      RegexNode low = member(one);
      if (!match('-')) {
        members.push_back(std::move(low));
        continue;
      }
      if (!has_next()) fail(at_ - here, "unterminated character set");
      const Text other = take();
      if (other[0] == ']') {
        members.push_back(std::move(low));
        members.push_back(leaf(Part::Literal, '-'));
        break;
      }
      const RegexNode high = member(other);
      if (low.part != Part::Literal || high.part != Part::Literal || high.value < low.value) {
        fail(one.size() + 1 + other.size(), "bad character range ", to_utf8(one), '-', to_utf8(other));
      }
      low.part = Part::Range;
      low.most = high.value;
      members.push_back(std::move(low));
    }
    members = without_repeats(std::move(members));
    if (members.size() == 1 && members[0].part == Part::Literal) {
      members[0].part = node.negated ? Part::NotLiteral : Part::Literal;
      return members[0];
    }
    node.inner.push_back(std::move(members));
    return node;
  }

  // --- groups and what else begins with a parenthesis ---

  void group(bool& verbose, int depth, bool first, Tree& out) {
    const std::size_t start = at_ - 1;
    RegexNode node = leaf(Part::Group);
    Text name;
    bool captures = true;
    if (match('?')) {
      if (!has_next()) fail(0, "unexpected end of pattern");
      const Text one = take();
      const char32_t c = one[0];
      captures = c == 'P';
      if (c == 'P') {
        if (!named(out, name)) return;
      } else if (c == '#') {
        comment(start);
        return;
      } else if (is_one_of(c, "=!<")) {
        out.push_back(look(c, verbose, depth, start));
        return;
      } else if (c == '(') {
        out.push_back(condition(verbose, depth, start));
        return;
      } else if (c == '>') {
        node.part = Part::Atomic;
      } else if (c == '-' || flag_of(c) != 0) {
        if (!read_flags(c, node)) {
          if (!first || !out.empty()) fail(at_ - start, "global flags not at the start of the expression");
          verbose = (out_.flags & kRegexVerbose) != 0;
          return;
        }
      } else if (c != ':') {
        fail(one.size() + 1, "unknown extension ?", to_utf8(one));
      }
    }
    if (captures) node.value = open(name);
    const bool spaced = (verbose || (node.added & kRegexVerbose) != 0) && (node.taken & kRegexVerbose) == 0;
    node.inner.push_back(alternatives(spaced, depth + 1));
    close(start);
    if (captures) {
      closed_[node.value - 1] = true;
      out_.widths[node.value] = regex_width(node.inner[0], out_.widths);
    }
    out.push_back(std::move(node));
  }

  void close(std::size_t start) {
    if (!match(')')) fail(at_ - start, "missing ), unterminated subpattern");
  }

  uint32_t open(const Text& name) {
    const uint32_t number = ++out_.groups;
    closed_.push_back(false);
    out_.widths.emplace_back(0, 0);
    if (name.empty()) return number;
    std::string written = to_utf8(name);
    if (const uint32_t before = group_named(written)) {
      fail(name.size() + 1, "redefinition of group name ", str_repr(written), " as group ", number, "; was group ",
           before);
    }
    out_.names.emplace_back(std::move(written), number);
    return number;
  }

  uint32_t group_named(const std::string& name) const {
    for (const auto& [known, number] : out_.names) {
      if (known == name) return number;
    }
    return 0;
  }

  uint32_t known_group(const Text& name) const {
    const std::string written = to_utf8(name);
    const uint32_t number = group_named(written);
    if (number == 0) fail(name.size() + 1, "unknown group name ", str_repr(written));
    return number;
  }

  void check_name(const Text& name) const {
    if (!is_identifier(name)) fail(name.size() + 1, "bad character in group name ", str_repr(to_utf8(name)));
  }

  // What follows (?P: whether it is the name of a group that begins.
  bool named(Tree& out, Text& name) {
    if (match('<')) {
      name = take_until('>', "group name");
      check_name(name);
      return true;
    }
    if (!match('=')) {
      if (!has_next()) fail(0, "unexpected end of pattern");
      const Text one = take();
      fail(one.size() + 2, "unknown extension ?P", to_utf8(one));
    }
    const Text wanted = take_until(')', "group name");
    check_name(wanted);
    out.push_back(reference(known_group(wanted), wanted.size() + 1));
    return false;
  }

  void comment(std::size_t start) {
    while (true) {
      if (!has_next()) fail(at_ - start, "missing ), unterminated comment");
      if (match(')')) return;
      advance();
    }
  }

  RegexNode look(char32_t c, bool verbose, int depth, std::size_t start) {
    RegexNode node = leaf(Part::Look);
    const uint32_t before = behind_;
    if (c == '<') {
      if (!has_next()) fail(0, "unexpected end of pattern");
      const Text one = take();
      c = one[0];
      if (c != '=' && c != '!') fail(one.size() + 2, "unknown extension ?<", to_utf8(one));
      node.behind = true;
      if (before == 0) behind_ = out_.groups + 1;
    }
    node.negated = c == '!';
    node.inner.push_back(alternatives(verbose, depth + 1));
    behind_ = before;
    close(start);
    return node;
  }

  RegexNode condition(bool verbose, int depth, std::size_t start) {
    const Text name = take_until(')', "group name");
    RegexNode node = leaf(Part::Condition);
    if (is_identifier(name)) {
      node.value = known_group(name);
    } else {
      uint64_t number = 0;
      for (const char32_t c : name) {
        const int digit = decimal_value(c);
        if (digit < 0) fail(name.size() + 1, "bad character in group name ", str_repr(to_utf8(name)));
        number = std::min<uint64_t>(number * 10 + static_cast<uint64_t>(digit), kMostGroups);
      }
      if (number == 0) fail(name.size() + 1, "bad group number");
      if (number == kMostGroups) fail(name.size() + 1, "invalid group reference ", to_utf8(name));
      node.value = static_cast<uint32_t>(number);
      const auto has = [&](const auto& one) { return one.first == node.value; };
      if (std::none_of(referred_.begin(), referred_.end(), has)) {
        referred_.emplace_back(node.value, at_ - name.size() - 1);
      }
    }
    check_within_look(node.value);
    node.inner.push_back(sequence(verbose, depth + 1, false));
    if (match('|')) {
      node.inner.push_back(sequence(verbose, depth + 1, false));
      if (next() == '|') fail(0, "conditional backref with more than two branches");
    }
    close(start);
    return node;
  }

  // Flags in front of a colon are those of `node`; in front of a parenthesis (then: false) they are the pattern's.
  bool read_flags(char32_t c, RegexNode& node) {
    if (c != '-') {
      while (true) {
        const uint32_t flag = flag_of(c);
        if (c == 'L') fail(0, "bad inline flags: cannot use 'L' flag with a str pattern");
        node.added |= flag;
        if ((flag & kKinds) != 0 && (node.added & kKinds) != flag) {
          fail(0, "bad inline flags: flags 'a', 'u' and 'L' are incompatible");
        }
        c = next_flag("missing -, : or )", ")-:");
        if (is_one_of(c, ")-:")) break;
      }
    }
    if (c == ')') {
      out_.flags |= node.added;
      return false;
    }
    if ((node.added & kGlobal) != 0) fail(1, "bad inline flags: cannot turn on global flag");
    if (c == '-') {
      c = next_flag("missing flag", "");
      while (c != ':') {
        const uint32_t flag = flag_of(c);
        if ((flag & kKinds) != 0) fail(0, "bad inline flags: cannot turn off flags 'a', 'u' and 'L'");
        node.taken |= flag;
        c = next_flag("missing :", ":");
      }
    }
    if ((node.taken & kGlobal) != 0) fail(1, "bad inline flags: cannot turn off global flag");
    if ((node.added & node.taken) != 0) fail(1, "bad inline flags: flag turned on and off");
    return true;
  }

  char32_t next_flag(const char* missing, std::string_view ends) {
    if (!has_next()) fail(0, missing);
    const Text one = take();
    if (flag_of(one[0]) == 0 && !is_one_of(one[0], ends)) {
      const bool letter = one.size() == 1 && has_flag(one[0], kAlpha);
      fail(one.size(), letter ? "unknown flag" : missing);
    }
    return one[0];
  }

  // --- what CPython finds out when it compiles the tree ---

  void check_looks(const Tree& tree) const {
    for (const RegexNode& node : tree) {
      for (const Tree& inner : node.inner) check_looks(inner);
      if (node.part != Part::Look || !node.behind) continue;
      const auto [least, most] = regex_width(node.inner[0], out_.widths);
      if (least != most) raise("error", "look-behind requires fixed-width pattern");
    }
  }

  static constexpr uint32_t kMostGroups = 1U << 30;

  ParsedRegex out_;
  std::vector<bool> closed_;
  uint32_t behind_ = 0;  // the first group that a look-behind around may not refer to
  std::vector<std::pair<uint32_t, std::size_t>> referred_;  // groups that conditions name by number, and where
};

}  // namespace

RegexWidth regex_width(const RegexTree& tree, const std::vector<RegexWidth>& widths) {
  uint64_t least = 0, most = 0;
  for (const RegexNode& node : tree) {
    RegexWidth width{0, 0};
    switch (node.part) {
      case Part::Position:
      case Part::Look: break;
      case Part::Group:
      case Part::Atomic: width = regex_width(node.inner[0], widths); break;
      case Part::Greedy:
      case Part::Lazy:
      case Part::Possessive:
        width = regex_width(node.inner[0], widths);
        width.first = times(width.first, node.least);
        width.second =
            node.most == kRegexUnbounded ? (width.second != 0 ? kWidest : 0) : times(width.second, node.most);
        break;
      case Part::Reference: width = widths[node.value]; break;
      case Part::Branch:
      case Part::Condition:
        width = {node.inner.size() == 1 ? 0 : kWidest, 0};
        for (const RegexTree& way : node.inner) {
          const RegexWidth one = regex_width(way, widths);
          width = {std::min(width.first, one.first), std::max(width.second, one.second)};
        }
        break;
      default: width = {1, 1};
    }
    least = std::min(least + width.first, kWidest);
    most = std::min(most + width.second, kWidest);
  }
  return {least, most};
}

ParsedRegex parse_regex(std::string_view pattern, uint32_t flags) { return Parser(pattern, flags).run(); }

}  // namespace flambeau
