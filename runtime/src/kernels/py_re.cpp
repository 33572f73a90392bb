// Functions of Python's re module. The program that comes first is what flambeau/regex has compiled of the pattern.
#include <algorithm>

#include "kernels/py_text.h"
#include "kernels/regex.h"
#include "kernels/regex_cache.h"
#include "kernels/regex_template.h"
#include "ops/kernel.h"
#include "value/match.h"

namespace flambeau {

namespace {

using Mode = RegexMatcher::Mode;

std::string_view subject(const Value& text) {
  if (text.is(Tag::Bytes)) raise("TypeError", "cannot use a string pattern on a bytes-like object");
  if (!text.is(Tag::Str)) raise("TypeError", "expected string or bytes-like object, got '", error_type_name(text), "'");
  return text.to_str();
}

// The matches in text[pos:endpos], one after the other as Python finds them.
class Matches {
 public:
  Matches(const Value& program, const Value& text, int64_t pos, int64_t endpos)
      : regex_(regex_of(program)), text_(text), whole_(subject(text)) {
    if (pos > 0 || endpos != std::numeric_limits<int64_t>::max()) {
      const int64_t length = text_length(text);
      last_ = std::clamp(endpos, int64_t{0}, length);
      first_ = std::clamp(pos, int64_t{0}, length);
      start_ = text_offset(text, first_);
      whole_ = whole_.substr(0, text_offset(text, last_));
      none_ = first_ > last_;
    }
    matcher_.emplace(*regex_, whole_);
  }

  bool next(Mode mode = Mode::Search) {
    if (none_ || !matcher_->find(start_, mode, advance_)) return false;
    advance_ = matcher_->spans()[0] == matcher_->spans()[1];
    start_ = end();
    return true;
  }
  std::size_t begin() const { return static_cast<std::size_t>(matcher_->spans()[0]); }
  std::size_t end() const { return static_cast<std::size_t>(matcher_->spans()[1]); }
  const Regex& regex() const { return *regex_; }
  std::string_view whole() const { return whole_; }

  // The text of a group, None where it took no part.
  Value group(std::size_t index) const {
    const int64_t first = matcher_->spans()[2 * index];
    if (first < 0) return {};
    return Value(whole_.substr(static_cast<std::size_t>(first),
                               static_cast<std::size_t>(matcher_->spans()[2 * index + 1] - first)));
  }

  Value object() const {
    auto match = make_ref<MatchObject>();
    match->text = text_;
    const std::vector<int64_t>& spans = matcher_->spans();
    for (std::size_t i = 0; i <= regex_->groups; ++i) match->spans.emplace_back(spans[2 * i], spans[2 * i + 1]);
    match->last_index = matcher_->last_index();
    match->start = first_;
    match->end = last_ < 0 ? text_length(text_) : last_;
    match->names_owner = regex_;
    match->names = &regex_->names;
    return Value(Tag::Match, std::move(match));
  }

 private:
  std::shared_ptr<const Regex> regex_;
  const Value& text_;
  std::string_view whole_;  // up to endpos
  int64_t first_ = 0, last_ = -1;
  std::size_t start_ = 0;
  bool advance_ = false, none_ = false;
  std::optional<RegexMatcher> matcher_;
};

// What findall() gives for a match: its text, its only group, or its groups as a tuple; "" for those that took no part.
Value found(const Matches& matches) {
  const auto text = [&](std::size_t group) {
    Value held = matches.group(group);
    return held.is_none() ? Value("") : held;
  };
  const std::size_t groups = matches.regex().groups;
  if (groups <= 1) return text(groups);
  std::vector<Value> all;
  for (std::size_t i = 1; i <= groups; ++i) all.push_back(text(i));
  return Value::tuple(std::move(all));
}

template <Mode kMode>
Value match_one(const Value& program, const Value& text, int64_t pos, int64_t endpos) {
  Matches matches(program, text, pos, endpos);
  return matches.next(kMode) ? matches.object() : Value();
}

Value find_all(const Value& program, const Value& text, int64_t pos, int64_t endpos) {
  std::vector<Value> out;
  for (Matches matches(program, text, pos, endpos); matches.next();) out.push_back(found(matches));
  return Value::list(std::move(out));
}

Value find_iter(const Value& program, const Value& text, int64_t pos, int64_t endpos) {
  std::vector<Value> out;
  for (Matches matches(program, text, pos, endpos); matches.next();) out.push_back(matches.object());
  return Value::list(std::move(out));
}

Value split(const Value& program, const Value& text, int64_t limit) {
  Matches matches(program, text, 0, std::numeric_limits<int64_t>::max());
  std::vector<Value> out;
  std::size_t last = 0;
  for (int64_t count = 0; (limit == 0 || count < limit) && matches.next(); ++count) {
    out.emplace_back(matches.whole().substr(last, matches.begin() - last));
    for (std::size_t i = 1; i <= matches.regex().groups; ++i) out.push_back(matches.group(i));
    last = matches.end();
  }
  out.emplace_back(matches.whole().substr(last));
  return Value::list(std::move(out));
}

std::pair<std::string, int64_t> substitute(const Value& program, std::string_view replacement, const Value& text,
                                           int64_t limit) {
  Matches matches(program, text, 0, std::numeric_limits<int64_t>::max());
  const std::vector<TemplatePart> parts = read_template(replacement, matches.regex().groups, matches.regex().names);
  std::string out;
  std::size_t last = 0;
  int64_t count = 0;
  for (; (limit == 0 || count < limit) && matches.next(); ++count) {
    out += matches.whole().substr(last, matches.begin() - last);
    for (const TemplatePart& part : parts) {
      const Value group = part.group < 0 ? Value() : matches.group(static_cast<std::size_t>(part.group));
      out += part.group < 0 ? std::string_view(part.text) : group.is_none() ? std::string_view() : group.to_str();
    }
    last = matches.end();
  }
  out += matches.whole().substr(last);
  return {std::move(out), count};
}

std::string sub(const Value& program, std::string_view replacement, const Value& text, int64_t limit) {
  return substitute(program, replacement, text, limit).first;
}

Value subn(const Value& program, std::string_view replacement, const Value& text, int64_t limit) {
  auto [out, count] = substitute(program, replacement, text, limit);
  return Value::tuple({Value(std::move(out)), count});
}

std::string escape(std::string_view text) {
  static constexpr std::string_view kSpecial = "()[]{}?*+-|^$\\.&~# \t\n\r\v\f";
  std::string out;
  for (const char c : text) {
    if (kSpecial.find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

KERNEL(py_re_search, match_one<Mode::Search>)
KERNEL(py_re_match, match_one<Mode::Match>)
KERNEL(py_re_fullmatch, match_one<Mode::FullMatch>)
KERNEL(py_re_findall, find_all)
KERNEL(py_re_finditer, find_iter)
KERNEL(py_re_split, split)
KERNEL(py_re_sub, sub)
KERNEL(py_re_subn, subn)
KERNEL(py_re_escape, escape)

}  // namespace flambeau
