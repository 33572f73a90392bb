// Methods of re.Match.
#include "kernels/py_receiver.h"
#include "kernels/regex.h"
#include "kernels/regex_template.h"
#include "ops/kernel.h"
#include "value/match.h"
#include "value/sequence.h"

namespace flambeau {

namespace {

const MatchObject& match_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Match, method);
  return self.object<MatchObject>(Tag::Match);
}

// A group by its number or name.
std::size_t index_of(const MatchObject& match, const Value& group) {
  if (is_int_like(group)) {
    const int64_t index = group.to_int();
    if (index >= 0 && static_cast<std::size_t>(index) < match.spans.size()) return static_cast<std::size_t>(index);
  } else if (group.is(Tag::Str)) {
    for (const auto& [name, index] : *match.names) {
      if (name == group.to_str()) return static_cast<std::size_t>(index);
    }
  }
  raise("IndexError", "no such group");
}

Value group(const Value& self, const Value& which) {
  const MatchObject& match = match_of(self, "group");
  return match.group(index_of(match, which));
}

Value groups(const Value& self, const Value& missing) {
  const MatchObject& match = match_of(self, "groups");
  std::vector<Value> out;
  for (std::size_t i = 1; i < match.spans.size(); ++i) {
    Value text = match.group(i);
    out.push_back(text.is_none() ? missing : text);
  }
  return Value::tuple(std::move(out));
}

Value groupdict(const Value& self, const Value& missing) {
  const MatchObject& match = match_of(self, "groupdict");
  auto out = make_ref<Dict>();
  for (const auto& [name, index] : *match.names) {
    Value text = match.group(static_cast<std::size_t>(index));
    out->set(Value(name), text.is_none() ? missing : text);
  }
  return Value(Tag::Dict, std::move(out));
}

int64_t characters_before(const MatchObject& match, int64_t byte) {
  if (byte < 0) return -1;
  return text_index(match.text, static_cast<std::size_t>(byte));
}

int64_t start(const Value& self, const Value& which) {
  const MatchObject& match = match_of(self, "start");
  return characters_before(match, match.spans[index_of(match, which)].first);
}

int64_t end(const Value& self, const Value& which) {
  const MatchObject& match = match_of(self, "end");
  return characters_before(match, match.spans[index_of(match, which)].second);
}

Value span(const Value& self, const Value& which) { return Value::tuple({start(self, which), end(self, which)}); }

std::string expand(const Value& self, std::string_view replacement) {
  const MatchObject& match = match_of(self, "expand");
  std::string out;
  for (const TemplatePart& part : read_template(replacement, match.spans.size() - 1, *match.names)) {
    const Value text = part.group < 0 ? Value(part.text) : match.group(static_cast<std::size_t>(part.group));
    if (!text.is_none()) out += text.to_str();
  }
  return out;
}

Value text(const Value& self) { return match_of(self, "string").text; }
int64_t pos(const Value& self) { return match_of(self, "pos").start; }
int64_t endpos(const Value& self) { return match_of(self, "endpos").end; }

Value last_index(const Value& self) {
  const MatchObject& match = match_of(self, "lastindex");
  return match.last_index == 0 ? Value() : Value(match.last_index);
}

Value last_group(const Value& self) {
  const MatchObject& match = match_of(self, "lastgroup");
  for (const auto& [name, index] : *match.names) {
    if (index == match.last_index) return Value(name);
  }
  return {};
}

// The pattern's text and flags.
Value pattern(const Value& self) {
  const auto& regex = *static_cast<const Regex*>(match_of(self, "re").names_owner.get());
  return Value::tuple({Value(regex.pattern), Value(static_cast<int64_t>(regex.flags))});
}

}  // namespace

KERNEL(py_match_group, group)
KERNEL(py_match_groups, groups)
KERNEL(py_match_groupdict, groupdict)
KERNEL(py_match_start, start)
KERNEL(py_match_end, end)
KERNEL(py_match_span, span)
KERNEL(py_match_expand, expand)
KERNEL(py_match_string, text)
KERNEL(py_match_pattern, pattern)
KERNEL(py_match_pos, pos)
KERNEL(py_match_endpos, endpos)
KERNEL(py_match_lastindex, last_index)
KERNEL(py_match_lastgroup, last_group)

}  // namespace flambeau
