#include <algorithm>
#include <optional>
#include <unordered_map>
#include <utility>

#include "base/error.h"
#include "kernels/regex.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

enum class Entry : uint32_t { Resume, Restore, Done };

// What is left to be done, latest first. `index` and `value`: an instruction and a position to go on from; a slot of
// `saved` and what it held; a noted instruction's slot and a position at which all has been tried once this comes up.
struct Task {
  Entry entry;
  uint32_t index;
  int64_t value;
};

// A bit for each noted instruction at each position from `base` on.
class Notes {
 public:
  explicit Notes(std::size_t slots) : stride_((slots + 7) / 8) {}

  // Marks a place; whether it had been marked before.
  bool mark(uint32_t slot, std::size_t position) {
    const std::size_t at = (position - base_) * stride_ + slot / 8;
    if (at >= bits_.size()) bits_.resize(std::max(at + stride_, 2 * bits_.size()), 0);
    high_ = std::max(high_, at + 1);
    const auto bit = static_cast<uint8_t>(1U << (slot & 7U));
    const bool before = (bits_[at] & bit) != 0;
    bits_[at] |= bit;
    return before;
  }
  bool has(uint32_t slot, std::size_t position) const {
    const std::size_t at = (position - base_) * stride_ + slot / 8;
    return at < bits_.size() && ((bits_[at] >> (slot & 7U)) & 1U) != 0;
  }
  void restart(std::size_t base) {
    std::fill(bits_.begin(), bits_.begin() + static_cast<std::ptrdiff_t>(high_), uint8_t{0});
    base_ = base;
    high_ = 0;
  }
  // Whether nothing is marked at `position` or beyond.
  bool is_clear_from(std::size_t position) const { return (position - base_) * stride_ >= high_; }

 private:
  std::size_t stride_, base_ = 0, high_ = 0;
  std::vector<uint8_t> bits_;
};

// What is known of one Look or Atomic at every position of the text.
struct LookNotes {
  LookNotes(std::size_t slots, bool ends_matter) : tried(slots), good(slots), answers(2), has_ends(ends_matter) {}
  Notes tried, good;
  Notes answers;  // slot 0: asked before; 1: it holds
  bool has_ends;
  std::unordered_map<std::size_t, std::size_t> ends;  // of an Atomic: by good place, where a match from there ends
};

bool is_word(char32_t c, bool ascii) {
  if (c < 128 || ascii) {
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
  return has_flag(c, kAlpha | kDecimal | kDigit | kNumeric);
}

// One character in lower case: the first one where it has more.
char32_t lower(char32_t c) {
  if (c < 128) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  std::string mapped;
  append_lower(mapped, c);
  std::size_t at = 0;
  return next_code_point(mapped, at);
}

// Where a Look has looked and the group closed before, in one number: closed + kClosedBias times kPlaces + place.
constexpr int64_t kPlaces = int64_t{1} << 40, kClosedBias = int64_t{1} << 20;

[[noreturn]] void refuse_damaged() { raise("ValueError", "malformed: a regular expression's program is damaged"); }

}  // namespace

struct RegexMatcher::State {
  State(const Regex& r, std::string_view t)
      : regex(r), text(t), notes(r.slots), saved(2 * (r.groups + 1) + 1, -1), looks(r.looks) {}

  bool boundary(std::size_t at, bool ascii) const {
    std::size_t before = at, after = at;
    const bool left = at > 0 && is_word(previous_code_point(text, before), ascii);
    const bool right = at < text.size() && is_word(next_code_point(text, after), ascii);
    return left != right;
  }

  bool holds(RegexAssert what, std::size_t at) const {
    const std::size_t size = text.size();
    switch (what) {
      case RegexAssert::Start: return at == 0;
      case RegexAssert::LineStart: return at == 0 || text[at - 1] == '\n';
      case RegexAssert::End: return at == size || (at + 1 == size && text[at] == '\n');
      case RegexAssert::LineEnd: return at == size || text[at] == '\n';
      case RegexAssert::StringEnd: return at == size;
      // In an empty text there is neither, as in Python.
      case RegexAssert::Boundary: return size != 0 && boundary(at, false);
      case RegexAssert::NotBoundary: return size != 0 && !boundary(at, false);
      case RegexAssert::AsciiBoundary: return size != 0 && boundary(at, true);
      case RegexAssert::AsciiNotBoundary: return size != 0 && !boundary(at, true);
    }
    return false;
  }

  // Whether `way` can match where the next byte is that at `at`.
  bool may_start(uint32_t way, std::size_t at) const {
    const RegexFirst& first = regex.first[way];
    return first.empty || (at < text.size() && first.bytes[static_cast<unsigned char>(text[at])]);
  }

  // Whether a character of `one` is at `at`, which then moves behind it.
  bool take(const RegexInstruction& one, std::size_t& at) const {
    if (at >= text.size()) return false;
    std::size_t next = at;
    const char32_t c = next_code_point(text, next);
    const bool found = one.op == RegexOp::Any    ? true
                       : one.op == RegexOp::Char ? c == one.value
                                                 : regex.sets[one.value].holds(c);
    if (found) at = next;
    return found;
  }

  // Whether what the group of `one` has matched is at `at`, which then moves behind it.
  bool repeat(const RegexInstruction& one, std::size_t& at) const {
    const int64_t first = saved[2 * one.value], last = saved[2 * one.value + 1];
    if (first < 0 || last < first) return false;
    const std::string_view group = text.substr(static_cast<std::size_t>(first), static_cast<std::size_t>(last - first));
    if (!one.ignores_case) {
      if (!text.substr(at).starts_with(group)) return false;
      at += group.size();
      return true;
    }
    std::size_t there = at;
    for (std::size_t here = 0; here < group.size();) {
      if (there >= text.size()) return false;
      if (lower(next_code_point(group, here)) != lower(next_code_point(text, there))) return false;
    }
    at = there;
    return true;
  }

  // What a write to `saved` overwrites is put back on the way back.
  void save(std::size_t slot, int64_t value) {
    tasks.push_back({Entry::Restore, static_cast<uint32_t>(slot), saved[slot]});
    saved[slot] = value;
  }

  bool look(const RegexInstruction& one, std::size_t at);
  bool pass(const RegexInstruction& one, std::size_t& at);
  void keep(const RegexInstruction& one, std::size_t at);
  bool holds_there(const RegexInstruction& one, std::size_t at, LookNotes* known);
  void find_kept();
  template <bool kLook, typename Accept>
  bool run(uint32_t start, std::size_t from, LookNotes* known, Accept&& accept);

  const Regex& regex;
  const std::string_view text;
  Notes notes;
  // A pair for each group; the last: the group closed last. A Look that keeps its groups puts itself there, below -1
  // (kept_by), and where it looks into its first group's pair, with the group closed before: what they have matched is
  // found at the end.
  std::vector<int64_t> saved;
  std::vector<Task> tasks;
  std::vector<std::optional<LookNotes>> looks;
  std::size_t end = 0;  // of the latest match of a Look's or Atomic's part
  uint32_t depth = 0;   // of Looks and Atomics in one another
};

bool RegexMatcher::State::look(const RegexInstruction& one, std::size_t at) {
  if (regex.refers) return holds_there(one, at, nullptr) != one.negated;
  std::optional<LookNotes>& known = looks[one.look];
  if (!known) known.emplace(regex.slots, false);
  if (!known->answers.mark(0, at) && holds_there(one, at, &*known)) known->answers.mark(1, at);
  return known->answers.has(1, at) != one.negated;
}

// Whether an Atomic's part matches at `at`, which then moves behind what it matches first.
bool RegexMatcher::State::pass(const RegexInstruction& one, std::size_t& at) {
  std::optional<LookNotes>& known = looks[one.look];
  if (!known) known.emplace(regex.slots, true);
  if (!holds_there(one, at, regex.refers ? nullptr : &*known)) return false;
  at = end;
  return true;
}

// Notes that a Look or Atomic was come to at `at`, where its groups are to be found in the end.
void RegexMatcher::State::keep(const RegexInstruction& one, std::size_t at) {
  if (one.kept == 0 || regex.refers) return;
  const int64_t by = -2 - static_cast<int64_t>(&one - regex.code.data());
  save(std::size_t{2} * one.kept, (saved.back() + kClosedBias) * kPlaces + static_cast<int64_t>(at));
  save(std::size_t{2} * one.kept + 1, by);
  save(saved.size() - 1, by);
}

// Whether the part of a Look or Atomic matches, without regard to its being negated. Where nothing is noted, it saves
// its groups.
bool RegexMatcher::State::holds_there(const RegexInstruction& one, std::size_t at, LookNotes* known) {
  // Parts that contain themselves come only of a damaged program.
  if (depth > regex.looks) refuse_damaged();
  std::size_t from = at;
  uint32_t left = one.width;
  for (; left > 0 && from > 0; --left) previous_code_point(text, from);
  if (left > 0) return false;
  const auto accept = [&](std::size_t end) { return one.width == 0 || end == at; };
  ++depth;
  const bool found =
      known ? run<true>(one.inside(), from, known, accept) : run<false>(one.inside(), from, nullptr, accept);
  --depth;
  return found;
}

void RegexMatcher::State::find_kept() {
  // A Look may keep what another one inside of it finds: only a damaged program has a circle of them.
  uint32_t left = 2 * regex.looks;
  std::unordered_map<int64_t, int64_t> closed;  // the group closed last once a Look's were found
  for (std::size_t group = 1; group <= regex.groups && left > 0;) {
    const int64_t by = saved[2 * group + 1], last = saved.back(), where = saved[2 * group];
    if (by >= -1) {
      ++group;
      continue;
    }
    --left;
    const RegexInstruction& one = regex.code[static_cast<std::size_t>(-2 - by)];
    const auto at = static_cast<std::size_t>(where % kPlaces);
    if (where < 0 || at > text.size()) refuse_damaged();
    saved[2 * group] = saved[2 * group + 1] = -1;  // which the part may match without
    saved.back() = where / kPlaces - kClosedBias;
    notes.restart(at - std::min(at, std::size_t{4} * one.width));
    holds_there(one, at, nullptr);
    tasks.clear();
    closed[by] = std::exchange(saved.back(), last);
  }
  // Only a damaged program closes a group that a Look has noted itself in.
  for (std::size_t group = 1; group <= regex.groups && regex.looks > 0; ++group) {
    if (saved[2 * group] > static_cast<int64_t>(text.size())) refuse_damaged();
  }
  for (std::size_t i = closed.size(); saved.back() < -1; --i) {
    const auto found = closed.find(saved.back());
    saved.back() = i > 0 && found != closed.end() ? found->second : -1;
  }
}

template <bool kLook, typename Accept>
bool RegexMatcher::State::run(uint32_t start, std::size_t from, LookNotes* known, Accept&& accept) {
  const std::size_t bottom = tasks.size();
  Notes& tried = kLook ? known->tried : notes;
  const auto succeed = [&](std::size_t at) {
    end = at;
    if constexpr (kLook) {
      // What is still being tried lies on the way that has led here.
      for (std::size_t i = bottom; i < tasks.size(); ++i) {
        if (tasks[i].entry != Entry::Done) continue;
        const auto position = static_cast<std::size_t>(tasks[i].value);
        known->good.mark(tasks[i].index, position);
        if (known->has_ends) known->ends.emplace(position * regex.slots + tasks[i].index, at);
      }
      tasks.resize(bottom);
    } else {
      // What a Look has saved is still put back where what comes behind it fails.
      const auto keep = std::remove_if(tasks.begin() + static_cast<std::ptrdiff_t>(bottom), tasks.end(),
                                       [](const Task& task) { return task.entry != Entry::Restore; });
      tasks.erase(depth > 0 ? keep : tasks.begin() + static_cast<std::ptrdiff_t>(bottom), tasks.end());
    }
    return true;
  };
  tasks.push_back({Entry::Resume, start, static_cast<int64_t>(from)});
  while (tasks.size() > bottom) {
    const Task task = tasks.back();
    tasks.pop_back();
    if (task.entry == Entry::Restore) saved[task.index] = task.value;
    if (task.entry != Entry::Resume) continue;
    uint32_t place = task.index;
    auto at = static_cast<std::size_t>(task.value);
    for (bool going = true; going;) {
      const RegexInstruction& one = regex.code[place];
      if (one.slot != 0) {
        const uint32_t slot = one.slot - 1;
        if (tried.mark(slot, at)) {
          if constexpr (kLook) {
            if (known->good.has(slot, at))
              return succeed(known->has_ends ? known->ends.at(at * regex.slots + slot) : at);
          }
          break;
        }
        if constexpr (kLook) tasks.push_back({Entry::Done, slot, static_cast<int64_t>(at)});
      }
      place = one.next;
      switch (one.op) {
        case RegexOp::Set:
        case RegexOp::Char:
        case RegexOp::Any: going = take(one, at); break;
        case RegexOp::Span:
          while (take(one, at)) {
          }
          break;
        case RegexOp::Split:
          if (!may_start(one.next, at)) place = one.other;
          else if (may_start(one.other, at)) tasks.push_back({Entry::Resume, one.other, static_cast<int64_t>(at)});
          break;
        case RegexOp::Save:
          if constexpr (!kLook) {
            save(one.value, static_cast<int64_t>(at));
            if (one.value % 2 == 1) save(saved.size() - 1, one.value / 2);
          }
          break;
        case RegexOp::Assert: going = holds(static_cast<RegexAssert>(one.value), at); break;
        case RegexOp::Look:
          going = look(one, at);
          if (!kLook && going) keep(one, at);
          break;
        case RegexOp::Atomic: {
          const std::size_t before = at;
          going = pass(one, at) && !(one.takes && at == before);
          if (!kLook && going) keep(one, before);
          if (at == before) place = one.other;
          break;
        }
        case RegexOp::Reference: {
          const std::size_t before = at;
          going = repeat(one, at);
          if (at == before) place = one.other;
          break;
        }
        case RegexOp::Condition:
          if (saved[2 * one.value] < 0 || saved[2 * one.value + 1] < 0) place = one.other;
          break;
        case RegexOp::Match:
          if (accept(at)) return succeed(at);
          going = false;
          break;
      }
    }
  }
  return false;
}

RegexMatcher::RegexMatcher(const Regex& regex, std::string_view text) : state_(std::make_unique<State>(regex, text)) {}
RegexMatcher::~RegexMatcher() = default;

const std::vector<int64_t>& RegexMatcher::spans() const { return state_->saved; }
int64_t RegexMatcher::last_index() const { return std::max<int64_t>(state_->saved.back(), 0); }

bool RegexMatcher::find(std::size_t start, Mode mode, bool advance) {
  State& s = *state_;
  const uint32_t first = s.regex.start;
  const std::size_t size = s.text.size();
  s.notes.restart(start);
  for (std::size_t from = start; from <= size;) {
    if (mode == Mode::Search) {
      while (from < size && !s.may_start(first, from)) ++from;
      // A continuation byte starts no character: malformed texts aside it is no first byte of anything.
      while (from < size && is_continuation(s.text[from])) ++from;
      if (from == size && !s.may_start(first, size)) return false;
    }
    if (s.notes.is_clear_from(from)) s.notes.restart(from);
    std::fill(s.saved.begin(), s.saved.end(), -1);
    s.saved[0] = static_cast<int64_t>(from);
    const auto accept = [&](std::size_t end) {
      if ((mode == Mode::FullMatch && end != size) || (advance && end == start)) return false;
      s.saved[1] = static_cast<int64_t>(end);
      return true;
    };
    if (s.run<false>(first, from, nullptr, accept)) {
      if (s.regex.keeps && !s.regex.refers) s.find_kept();
      return true;
    }
    if (mode != Mode::Search) return false;
    ++from;
    while (from < size && is_continuation(s.text[from])) ++from;
  }
  return false;
}

}  // namespace flambeau
