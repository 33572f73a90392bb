// From a parsed pattern to instructions, in the order in which flambeau/regex/compile.py lays them out: it says why.
#include "kernels/regex_compile.h"

#include <algorithm>
#include <bitset>
#include <deque>
#include <set>
#include <utility>

#include "base/error.h"
#include "kernels/regex.h"
#include "kernels/regex_parse.h"
#include "kernels/regex_sets.h"

namespace flambeau {

namespace {

using Part = RegexPart;

constexpr std::size_t kMostInstructions = 20'000;
constexpr std::size_t kLong = 30;  // items of a sequence
constexpr std::size_t kMostLoops = 128;
constexpr int kDeepest = 1000;

using Mask = std::bitset<kMostLoops>;  // the open loops whose running round has matched nothing yet

[[noreturn]] void refuse(std::string_view why) {
  raise("NotImplementedError", why,
        " in a regular expression that is only known when the program runs isn't supported");
}

[[noreturn]] void refuse_size() { refuse("more than 20000 instructions, as repetitions take,"); }

// A part of the pattern that instructions are made of when it is first entered, once for each mask.
struct Entry {
  enum Kind : uint8_t {
    kMatch,
    kConsume,  // one character of the set
    kSave,     // `number`: the slot
    kChoice,   // among `ways`
    kAssert,
    kLook,       // `number`: where its part starts, `other`: its width and flags
    kReference,  // `number`: the group, `other`: whether it ignores case
    kCondition,  // `number`: the group
    kAtomic,     // `number`: where its part starts, `other`: whether it always takes characters, and keeps its groups
    kStar,       // `body`, again and again, or `rest`
    kAgain,      // at the end of a star's body: `body` is the star
    kMore,       // at the end of an optional body
    kOptional,   // `body` or `rest`
    kSpan,       // all characters of the set that come
    kOneOrNone,  // `body` where a character of the set is next, else `rest`
  };
  Kind kind = kMatch;
  bool greedy = true;
  int loop = -1;  // whose bit in masks this is, -1 for a body that never matches nothing
  uint32_t number = 0, other = 0;
  Entry *body = nullptr, *rest = nullptr;
  std::vector<Entry*> ways;
  const CharacterSet* set = nullptr;
  const RegexTree* tree = nullptr;  // of a star: its body, which is only read when it is entered
  uint32_t flags = 0;
  std::vector<std::pair<Mask, uint32_t>> places;
};

// Whether a part takes a character whatever matches.
bool takes(const RegexTree& tree);
bool takes(const RegexNode& node) {
  switch (node.part) {
    case Part::Group:
    case Part::Atomic: return takes(node.inner[0]);
    case Part::Branch:
      return std::all_of(node.inner.begin(), node.inner.end(), [](const RegexTree& way) { return takes(way); });
    case Part::Greedy:
    case Part::Lazy:
    case Part::Possessive: return node.least > 0 && takes(node.inner[0]);
    default: return is_character(node);
  }
}
bool takes(const RegexTree& tree) {
  return std::any_of(tree.begin(), tree.end(), [](const RegexNode& node) { return takes(node); });
}

using Groups = std::set<uint32_t>;

void add_groups(const RegexTree& tree, Groups& found) {
  for (const RegexNode& node : tree) {
    if (node.part == Part::Group && node.value != 0) found.insert(node.value);
    for (const RegexTree& inner : node.inner) add_groups(inner, found);
  }
}

// The groups that take part whenever the tree matches.
void add_always(const RegexTree& tree, Groups& found) {
  for (const RegexNode& node : tree) {
    const bool repeats = node.part == Part::Greedy || node.part == Part::Lazy || node.part == Part::Possessive;
    const bool looks = node.part == Part::Look && !node.negated;
    if (node.part == Part::Group || node.part == Part::Atomic || looks || (repeats && node.least > 0))
      add_always(node.inner[0], found);
    if (node.part == Part::Group && node.value != 0) found.insert(node.value);
  }
}

class Compiler {
 public:
  explicit Compiler(const ParsedRegex& parsed) : parsed_(parsed) {}

  std::string run(std::string_view pattern) {
    const uint32_t start = enter(sequence(parsed_.tree, parsed_.flags, make(Entry::kMatch)), {});
    std::string out;
    for (const std::size_t word : {std::size_t{0x31525846}, std::size_t{parsed_.groups}, std::size_t{start},
                                   numbered_.size(), code_.size(), parsed_.names.size()}) {
      append_word(out, static_cast<uint32_t>(word));
    }
    for (const CharacterSet* set : numbered_) set->encode(out);
    for (const Instruction& one : code_) {
      for (const uint32_t word : {static_cast<uint32_t>(one.op), one.a, one.b, one.c}) append_word(out, word);
    }
    for (const auto& [name, group] : parsed_.names) {
      append_word(out, group);
      append_text(out, name);
    }
    append_word(out, 0);
    append_word(out, parsed_.flags);
    append_text(out, pattern);
    return out;
  }

 private:
  struct Instruction {
    RegexOp op;
    uint32_t a, b, c;
  };

  static void append_text(std::string& out, std::string_view text) {
    append_word(out, static_cast<uint32_t>(text.size()));
    out += text;
    out.append((4 - text.size() % 4) % 4, '\0');
  }

  // --- instructions ---

  uint32_t emit(RegexOp op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) {
    if (code_.size() >= kMostInstructions) refuse_size();
    code_.push_back({op, a, b, c});
    return static_cast<uint32_t>(code_.size() - 1);
  }

  const CharacterSet* known(CharacterSet set) {
    for (const CharacterSet& one : sets_) {
      if (one == set) return &one;
    }
    return &sets_.emplace_back(std::move(set));
  }

  uint32_t number_of(const CharacterSet* set) {
    const auto at = std::find(numbered_.begin(), numbered_.end(), set);
    if (at == numbered_.end()) numbered_.push_back(set);
    else return static_cast<uint32_t>(at - numbered_.begin());
    return static_cast<uint32_t>(numbered_.size() - 1);
  }

  void split(uint32_t place, uint32_t body, uint32_t out, bool greedy) {
    code_[place] = {RegexOp::Split, greedy ? body : out, greedy ? out : body, 0};
  }

  // --- entries ---

  Entry* make(Entry::Kind kind, Entry* rest = nullptr, uint32_t number = 0, uint32_t other = 0) {
    Entry& made = entries_.emplace_back();
    made.kind = kind;
    made.rest = rest;
    made.number = number;
    made.other = other;
    return &made;
  }

  Entry* consume(const CharacterSet* set, Entry* rest) {
    Entry* made = make(Entry::kConsume, rest);
    made->set = set;
    return made;
  }

  static Mask with(Mask mask, int loop, bool open) {
    if (loop >= 0) mask.set(static_cast<std::size_t>(loop), open);
    return mask;
  }

  // Where a part starts in the program.
  uint32_t enter(Entry* one, Mask mask) {
    if (one->kind == Entry::kConsume) mask.reset();  // every open loop has then matched something
    for (const auto& [known, place] : one->places) {
      if (known == mask) return place;
    }
    if (depth_ >= kDeepest) refuse("so long a chain of parts that may match nothing");
    ++depth_;
    const uint32_t place = lay_out(*one, mask);
    --depth_;
    if (one->kind != Entry::kStar) {
      // It may have been come to again while it was laid out: the place found last is kept, as compile.py does.
      std::erase_if(one->places, [&](const auto& known) { return known.first == mask; });
      one->places.emplace_back(mask, place);
    }
    return place;
  }

  uint32_t lay_out(Entry& one, const Mask& mask) {
    switch (one.kind) {
      case Entry::kMatch: return emit(RegexOp::Match);
      case Entry::kConsume: return lay_out_characters(one);
      case Entry::kSave: {
        const uint32_t rest = enter(one.rest, mask);
        return emit(RegexOp::Save, one.number, rest);
      }
      case Entry::kChoice: {
        std::vector<uint32_t> ways;
        for (Entry* way : one.ways) ways.push_back(enter(way, mask));
        uint32_t place = ways.back();
        for (ways.pop_back(); !ways.empty(); ways.pop_back()) place = emit(RegexOp::Split, ways.back(), place);
        return place;
      }
      case Entry::kAssert: {
        const uint32_t rest = enter(one.rest, mask);
        return emit(RegexOp::Assert, one.number, rest);
      }
      case Entry::kLook: {
        const uint32_t rest = enter(one.rest, mask);
        return emit(RegexOp::Look, one.number, rest, one.other);
      }
      case Entry::kReference: {
        const uint32_t some = enter(one.rest, {}), none = enter(one.rest, mask);
        return emit(RegexOp::Reference, one.number, some, none << 1 | one.other);
      }
      case Entry::kAtomic: {
        const uint32_t some = enter(one.rest, {}), none = enter(one.rest, mask);
        return emit(RegexOp::Atomic, one.number, some, none << 2 | one.other);
      }
      case Entry::kCondition: {
        const uint32_t yes = enter(one.ways[0], mask), no = enter(one.ways[1], mask);
        return emit(RegexOp::Condition, one.number, yes, no << 1);
      }
      case Entry::kStar: {
        const uint32_t place = emit(RegexOp::Match);  // written over once the body is laid out
        one.places.emplace_back(mask, place);
        if (one.body == nullptr) {
          Entry* again = make(Entry::kAgain, one.rest);
          again->body = &one;
          again->loop = one.loop;
          ++repeating_;
          one.body = sequence(*one.tree, one.flags, again);
          --repeating_;
        }
        const uint32_t body = enter(one.body, with(mask, one.loop, true));
        split(place, body, enter(one.rest, mask), one.greedy);
        return place;
      }
      case Entry::kAgain:
      case Entry::kMore: {
        const bool open = one.loop >= 0 && mask[static_cast<std::size_t>(one.loop)];
        return open ? enter(one.rest, with(mask, one.loop, false)) : enter(one.body, mask);
      }
      case Entry::kOptional: {
        const uint32_t place = emit(RegexOp::Match);
        const uint32_t body = enter(one.body, with(mask, one.loop, true));
        split(place, body, enter(one.rest, mask), one.greedy);
        return place;
      }
      case Entry::kSpan: {
        const uint32_t rest = enter(one.rest, {});
        const uint32_t some = emit(RegexOp::Span, one.number, rest);
        if (mask.none()) return some;
        const uint32_t none = where_none(one, mask);
        const uint32_t first = emit(RegexOp::Set, one.number, some);
        return emit(RegexOp::Split, first, none);
      }
      case Entry::kOneOrNone: {
        const uint32_t none = where_none(one, mask);
        const uint32_t some = enter(one.body, mask);
        return emit(RegexOp::Split, some, none);
      }
    }
    return 0;
  }

  uint32_t lay_out_characters(const Entry& one) {
    const CharacterSet& set = *one.set;
    if (set.is_everything()) {
      const uint32_t rest = enter(one.rest, {});
      return emit(RegexOp::Any, 0, rest);
    }
    const bool single = set.is_single();
    const uint32_t what = single ? set.ranges[0].first : number_of(&set);
    const uint32_t rest = enter(one.rest, {});
    return emit(single ? RegexOp::Char : RegexOp::Set, what, rest);
  }

  // Goes on with `rest` where no character of the set is next.
  uint32_t where_none(const Entry& one, const Mask& mask) {
    const uint32_t found = emit(RegexOp::Match);
    const uint32_t inside = emit(RegexOp::Set, one.number, found);
    const uint32_t rest = enter(one.rest, mask);
    return emit(RegexOp::Look, inside, rest, 1);
  }

  // --- parts ---

  Entry* sequence(const RegexTree& tree, uint32_t flags, Entry* rest) {
    for (std::size_t i = tree.size(); i > 0; --i) {
      Entry* after = rest;
      rest = item(tree[i - 1], flags, after);
      // It will be asked for: now, so that calls don't nest as deeply as the pattern is long.
      if (tree.size() > kLong && takes(tree[i - 1])) enter(after, {});
    }
    return rest;
  }

  Entry* item(const RegexNode& node, uint32_t flags, Entry* rest) {
    switch (node.part) {
      case Part::Group: return group(node, flags, rest);
      case Part::Branch:
      case Part::Condition: return choice(node, flags, rest);
      case Part::Position: return make(Entry::kAssert, rest, static_cast<uint32_t>(position(node.value, flags)));
      case Part::Look: return look(node, flags, rest);
      case Part::Greedy:
      case Part::Lazy: return repeat(node, flags, rest);
      case Part::Possessive: return possessive(node, flags, rest);
      case Part::Atomic: return atomic(node.inner[0], flags, rest);
      case Part::Reference:
        refuse_unsaved(node.value);
        return make(Entry::kReference, rest, node.value, (flags & kRegexIgnoreCase) != 0 ? 1 : 0);
      default: return consume(known(character_set(node, flags)), rest);
    }
  }

  Entry* group(const RegexNode& node, uint32_t flags, Entry* rest) {
    constexpr uint32_t kKinds = kRegexAscii | kRegexUnicode;
    if ((node.added & kKinds) != 0) flags &= ~kKinds;
    flags = (flags | node.added) & ~node.taken;
    if (node.value == 0 || !saves_) return sequence(node.inner[0], flags, rest);
    Entry* body = sequence(node.inner[0], flags, make(Entry::kSave, rest, 2 * node.value + 1));
    return make(Entry::kSave, body, 2 * node.value);
  }

  Entry* choice(const RegexNode& node, uint32_t flags, Entry* rest) {
    const bool condition = node.part == Part::Condition;
    if (condition) refuse_unsaved(node.value);
    Entry* made = make(condition ? Entry::kCondition : Entry::kChoice, rest, node.value);
    for (const RegexTree& way : node.inner) made->ways.push_back(sequence(way, flags, rest));
    if (condition && made->ways.size() == 1) made->ways.push_back(rest);
    return made;
  }

  static RegexAssert position(uint32_t letter, uint32_t flags) {
    const bool lines = (flags & kRegexMultiline) != 0, ascii = (flags & kRegexAscii) != 0;
    switch (letter) {
      case '^': return lines ? RegexAssert::LineStart : RegexAssert::Start;
      case '$': return lines ? RegexAssert::LineEnd : RegexAssert::End;
      case 'b': return ascii ? RegexAssert::AsciiBoundary : RegexAssert::Boundary;
      case 'B': return ascii ? RegexAssert::AsciiNotBoundary : RegexAssert::NotBoundary;
      case 'A': return RegexAssert::Start;
      default: return RegexAssert::StringEnd;
    }
  }

  void refuse_unsaved(uint32_t group) const {
    if (unsaved_.contains(group)) {
      refuse("a reference to a group inside of the same negative look-ahead or look-behind");
    }
  }

  Entry* look(const RegexNode& node, uint32_t flags, Entry* rest) {
    const RegexTree& inner = node.inner[0];
    const auto [inside, keeps] = apart(inner, node.negated, flags);
    const auto width = node.behind ? static_cast<uint32_t>(regex_width(inner, parsed_.widths).first) : 0U;
    return make(Entry::kLook, rest, inside, width << 1 | (node.negated ? 1U : 0U) | (keeps ? 1U << 31U : 0U));
  }

  Entry* atomic(const RegexTree& inner, uint32_t flags, Entry* rest) {
    const auto [inside, keeps] = apart(inner, false, flags);
    return make(Entry::kAtomic, rest, inside, (takes(inner) ? 2U : 0U) | (keeps ? 1U : 0U));
  }

  // A part that is matched by itself: where it starts, and whether its groups are kept.
  std::pair<uint32_t, bool> apart(const RegexTree& inner, bool negated, uint32_t flags) {
    Groups groups, always;
    add_groups(inner, groups);
    add_always(inner, always);
    const bool keeps = !groups.empty() && !negated && saves_;
    if (keeps && repeating_ > 0 && !std::includes(always.begin(), always.end(), groups.begin(), groups.end())) {
      // What it matched in an earlier pass would have to be kept.
      refuse("a group inside of a repeated look-ahead, look-behind or atomic group that may match without it");
    }
    const bool saved = std::exchange(saves_, keeps);
    const Groups outer = unsaved_;
    if (!keeps) unsaved_.insert(groups.begin(), groups.end());
    const uint32_t inside = enter(sequence(inner, flags, make(Entry::kMatch)), {});
    saves_ = saved;
    unsaved_ = outer;
    return {inside, keeps};
  }

  // --- repetition ---

  Entry* repeat(const RegexNode& node, uint32_t flags, Entry* rest) {
    const bool unbounded = node.most == kRegexUnbounded;
    if (node.least > kMostInstructions || (!unbounded && node.most > kMostInstructions)) refuse_size();
    const RegexTree& body = node.inner[0];
    const bool consumes = takes(body);
    if (!consumes && ++loops_ > kMostLoops) refuse("more than 128 repetitions of what may match nothing");
    const int loop = consumes ? -1 : static_cast<int>(loops_) - 1;
    const bool greedy = node.part == Part::Greedy;
    const int several = node.most > 1 ? 1 : 0;
    repeating_ += several;
    if (unbounded) {
      rest = make(Entry::kStar, rest);
      rest->greedy = greedy;
      rest->loop = loop;
      rest->tree = &body;
      rest->flags = flags;
    } else {
      Entry* out = rest;
      for (uint32_t i = node.least; i < node.most; ++i) {
        if (consumes) enter(rest, {});
        Entry* more = make(Entry::kMore, out);
        more->body = rest;
        more->loop = loop;
        Entry* made = make(Entry::kOptional, out);
        made->greedy = greedy;
        made->loop = loop;
        made->body = sequence(body, flags, more);
        rest = made;
      }
    }
    for (uint32_t i = 0; i < node.least; ++i) {
      if (consumes) enter(rest, {});
      rest = sequence(body, flags, rest);
    }
    repeating_ -= several;
    return rest;
  }

  Entry* possessive(const RegexNode& node, uint32_t flags, Entry* rest) {
    const RegexTree& body = node.inner[0];
    if (body.size() != 1 || !is_character(body[0])) {
      RegexTree& greedy = copies_.emplace_back(1, node);
      greedy[0].part = Part::Greedy;
      return atomic(greedy, flags, rest);
    }
    if (node.least > kMostInstructions) refuse_size();
    const CharacterSet* set = known(character_set(body[0], flags));
    const uint32_t number = number_of(set);
    if (node.most == kRegexUnbounded) {
      rest = make(Entry::kSpan, rest, number);
    } else {
      if (node.most > kMostInstructions) refuse_size();
      Entry* out = rest;
      for (uint32_t i = node.least; i < node.most; ++i) {
        Entry* made = make(Entry::kOneOrNone, out, number);
        made->body = consume(set, rest);
        rest = made;
      }
    }
    for (uint32_t i = 0; i < node.least; ++i) rest = consume(set, rest);
    return rest;
  }

  const ParsedRegex& parsed_;
  std::deque<RegexTree> copies_;  // of possessive repetitions, as greedy ones
  std::deque<CharacterSet> sets_;
  std::vector<const CharacterSet*> numbered_;
  std::vector<Instruction> code_;
  std::deque<Entry> entries_;
  std::size_t loops_ = 0;
  int depth_ = 0;
  int repeating_ = 0;  // how many loops that may go round again are around this part
  bool saves_ = true;  // not inside of what looks and keeps no groups
  Groups unsaved_;     // the groups of that
};

}  // namespace

std::string compile_regex(std::string_view pattern, uint32_t flags) {
  const ParsedRegex parsed = parse_regex(pattern, flags);
  return Compiler(parsed).run(pattern);
}

}  // namespace flambeau
