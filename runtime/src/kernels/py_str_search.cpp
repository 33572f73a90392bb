// str methods that look for a part: find, count, replace, startswith, partition and their like. They search bytes: in
// UTF-8 a character never begins inside another.
#include "kernels/py_text.h"
#include "ops/kernel.h"
#include "value/same_text.h"

namespace flambeau {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

// Where `wanted` is found first (or last), in code points of the whole text; -1 where it isn't.
int64_t search(const Value& self, const char* method, const Value& wanted, const Value& start, const Value& end,
               bool last) {
  expect_receiver(self, Tag::Str, method);
  const TextWindow in = window(self, start, end);
  const std::string_view part = text_argument(wanted);
  if (!in.valid) return -1;
  const std::size_t at = last ? in.text.rfind(part) : in.text.find(part);
  if (at == kNowhere) return -1;
  return text_index(self, static_cast<std::size_t>(in.text.data() - self.to_str().data()) + at);
}

int64_t find(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return search(self, "find", sub, start, end, false);
}
int64_t rfind(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return search(self, "rfind", sub, start, end, true);
}

int64_t expect_found(int64_t at) {
  if (at < 0) raise("ValueError", "substring not found");
  return at;
}
int64_t index(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return expect_found(search(self, "index", sub, start, end, false));
}
int64_t rindex(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return expect_found(search(self, "rindex", sub, start, end, true));
}

int64_t count(const Value& self, const Value& sub, const Value& start, const Value& end) {
  expect_receiver(self, Tag::Str, "count");
  const TextWindow in = window(self, start, end);
  const std::string_view part = text_argument(sub);
  if (!in.valid) return 0;
  if (part.empty()) return count_code_points(in.text) + 1;
  int64_t found = 0;
  for (std::size_t at = in.text.find(part); at != kNowhere; at = in.text.find(part, at + part.size())) ++found;
  return found;
}

// startswith and endswith: a str, or a tuple of which any may match.
template <typename F>
bool matches(const char* method, const Value& affix, F&& matches_one) {
  if (affix.is(Tag::Str)) return matches_one(affix.to_str());
  if (!affix.is(Tag::Tuple)) {
    raise("TypeError", method, " first arg must be str or a tuple of str, not ", error_type_name(affix));
  }
  for (const Value& each : affix.items()) {
    if (!each.is(Tag::Str)) {
      raise("TypeError", "tuple for ", method, " must only contain str, not ", error_type_name(each));
    }
    if (matches_one(each.to_str())) return true;
  }
  return false;
}

bool startswith(const Value& self, const Value& prefix, const Value& start, const Value& end) {
  expect_receiver(self, Tag::Str, "startswith");
  const TextWindow in = window(self, start, end);
  return matches("startswith", prefix, [&](std::string_view p) {
    return in.valid && p.size() <= in.text.size() && same_text(in.text.substr(0, p.size()), p);
  });
}

bool endswith(const Value& self, const Value& suffix, const Value& start, const Value& end) {
  expect_receiver(self, Tag::Str, "endswith");
  const TextWindow in = window(self, start, end);
  return matches("endswith", suffix, [&](std::string_view s) {
    return in.valid && s.size() <= in.text.size() && same_text(in.text.substr(in.text.size() - s.size()), s);
  });
}

// Before every character and at the end, `count` times at most.
std::string insert_between(std::string_view text, std::string_view inserted, int64_t count) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (count-- > 0) out += inserted;
    const std::size_t start = at;
    next_code_point(text, at);
    out += text.substr(start, at - start);
  }
  if (count > 0) out += inserted;
  return out;
}

Value replace(const Value& self, const Value& old_text, const Value& new_text, const Value& limit) {
  const std::string_view text = text_of(self, "replace");
  const std::string_view from = text_argument(old_text, "replace() argument 1 ");
  const std::string_view to = text_argument(new_text, "replace() argument 2 ");
  int64_t count = as_index(limit);
  if (count < 0) count = INT64_MAX;
  if (from.empty()) return insert_between(text, to, count);
  std::size_t at = 0;
  const auto find = [&] { return from.size() == 1 ? text.find(from[0], at) : text.find(from, at); };
  std::size_t found = count > 0 ? find() : kNowhere;
  if (found == kNowhere) return self;
  auto made = make_ref<Str>(std::string());
  std::string& out = made->text;
  out.reserve(text.size());
  for (; found != kNowhere; found = --count > 0 ? find() : kNowhere) {
    out.append(text, at, found - at);
    out += to;
    at = found + from.size();
  }
  out.append(text, at);
  if (is_ascii(out)) made->characters.store(static_cast<int64_t>(out.size()), std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

std::string removeprefix(const Value& self, const Value& prefix) {
  std::string_view text = text_of(self, "removeprefix");
  const std::string_view part = text_argument(prefix, "removeprefix() argument ");
  if (text.starts_with(part)) text.remove_prefix(part.size());
  return std::string(text);
}

std::string removesuffix(const Value& self, const Value& suffix) {
  std::string_view text = text_of(self, "removesuffix");
  const std::string_view part = text_argument(suffix, "removesuffix() argument ");
  if (text.ends_with(part)) text.remove_suffix(part.size());
  return std::string(text);
}

std::string_view separator(const Value& value) {
  const std::string_view text = text_argument(value);
  if (text.empty()) raise("ValueError", "empty separator");
  return text;
}

Value partition(const Value& self, const Value& sep) {
  const std::string_view text = text_of(self, "partition");
  const std::string_view part = separator(sep);
  const std::size_t at = text.find(part);
  if (at == kNowhere) return Value::tuple({self, text_value({}), text_value({})});
  return Value::tuple({text_value(text.substr(0, at)), sep, text_value(text.substr(at + part.size()))});
}

Value rpartition(const Value& self, const Value& sep) {
  const std::string_view text = text_of(self, "rpartition");
  const std::string_view part = separator(sep);
  const std::size_t at = text.rfind(part);
  if (at == kNowhere) return Value::tuple({"", "", text});
  return Value::tuple({text_value(text.substr(0, at)), sep, text_value(text.substr(at + part.size()))});
}

}  // namespace

KERNEL(py_str_find, find)
KERNEL(py_str_rfind, rfind)
KERNEL(py_str_index, index)
KERNEL(py_str_rindex, rindex)
KERNEL(py_str_count, count)
KERNEL(py_str_startswith, startswith)
KERNEL(py_str_endswith, endswith)
KERNEL(py_str_replace, replace)
KERNEL(py_str_removeprefix, removeprefix)
KERNEL(py_str_removesuffix, removesuffix)
KERNEL(py_str_partition, partition)
KERNEL(py_str_rpartition, rpartition)

}  // namespace flambeau
