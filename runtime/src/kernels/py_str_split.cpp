// str methods that take texts apart, join them, strip them and pad them.
#include <algorithm>
#include <cstring>

#include "kernels/py_operators.h"
#include "kernels/py_text.h"
#include "ops/kernel.h"
#include "value/make_text.h"
#include "value/sequence.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

using Pieces = std::vector<Value>;
constexpr std::size_t kFew = 4;  // pieces that there is room for at once

bool is_ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= '\x1c' && c <= '\x1f'); }

// Whether a space starts at byte `at`, which moves on to the next character.
bool takes_space(std::string_view text, std::size_t& at) {
  if (static_cast<unsigned char>(text[at]) < 0x80) return is_ascii_space(text[at++]);
  return has_flag(next_code_point(text, at), kSpace);
}

// What is left after `limit` pieces keeps its spaces at the end.
Pieces split_spaces(std::string_view text, bool all_ascii, int64_t limit) {
  Pieces out;
  out.reserve(kFew);
  std::size_t at = 0;
  while (true) {
    std::size_t start = at;
    while (at < text.size() && takes_space(text, at)) start = at;
    if (start >= text.size()) return out;
    if (limit-- == 0) {
      out.push_back(text_value(text.substr(start)));
      return out;
    }
    std::size_t end = start;
    for (at = start; at < text.size() && !takes_space(text, at);) end = at;
    out.push_back(piece_of(text, start, end, all_ascii));
  }
}

// From the right; the pieces come last first.
Pieces split_spaces_reversed(std::string_view text, int64_t limit) {
  Pieces out;
  out.reserve(kFew);
  std::size_t at = text.size();
  while (true) {
    std::size_t end = at;
    while (at > 0 && has_flag(previous_code_point(text, at), kSpace)) end = at;
    if (end == 0) return out;
    if (limit-- == 0) {
      out.push_back(text_value(text.substr(0, end)));
      return out;
    }
    std::size_t start = end;
    for (at = end; at > 0 && !has_flag(previous_code_point(text, at), kSpace);) start = at;
    out.push_back(text_character(text, start, end));
  }
}

Pieces split_at(std::string_view text, bool all_ascii, std::string_view sep, int64_t limit) {
  Pieces out;
  out.reserve(kFew);
  std::size_t at = 0;
  const auto find = [&] { return sep.size() == 1 ? text.find(sep[0], at) : text.find(sep, at); };
  for (std::size_t found; limit != 0 && (found = find()) != std::string_view::npos; --limit) {
    out.push_back(piece_of(text, at, found, all_ascii));
    at = found + sep.size();
  }
  out.push_back(piece_of(text, at, text.size(), all_ascii));
  return out;
}

Pieces split_at_reversed(std::string_view text, std::string_view sep, int64_t limit) {
  Pieces out;
  out.reserve(kFew);
  for (std::size_t found; limit != 0 && (found = text.rfind(sep)) != std::string_view::npos; --limit) {
    out.push_back(text_value(text.substr(found + sep.size())));
    text = text.substr(0, found);
  }
  out.push_back(text_value(text));
  return out;
}

std::string_view separator(const Value& value) {
  if (!value.is(Tag::Str)) raise("TypeError", "must be str or None, not ", error_type_name(value));
  if (value.to_str().empty()) raise("ValueError", "empty separator");
  return value.to_str();
}

Value split(const Value& self, const Value& sep, const Value& maxsplit) {
  const std::string_view text = text_of(self, "split");
  const int64_t limit = as_index(maxsplit);
  const bool all_ascii = is_known_ascii(self);
  return Value::list(sep.is_none() ? split_spaces(text, all_ascii, limit)
                                   : split_at(text, all_ascii, separator(sep), limit));
}

Value rsplit(const Value& self, const Value& sep, const Value& maxsplit) {
  const std::string_view text = text_of(self, "rsplit");
  const int64_t limit = as_index(maxsplit);
  auto pieces = sep.is_none() ? split_spaces_reversed(text, limit) : split_at_reversed(text, separator(sep), limit);
  std::reverse(pieces.begin(), pieces.end());
  return Value::list(std::move(pieces));
}

Value splitlines(const Value& self, bool keepends) {
  const std::string_view text = text_of(self, "splitlines");
  const bool all_ascii = is_known_ascii(self);
  Pieces lines;
  std::size_t start = 0, at = 0;
  while (at < text.size()) {
    while (at < text.size() && text[at] >= ' ' && text[at] <= '~') ++at;  // none of these ends a line
    if (at == text.size()) break;
    const std::size_t end = at;
    const char32_t c = next_code_point(text, at);
    if (!has_flag(c, kLineBreak)) continue;
    if (c == '\r' && at < text.size() && text[at] == '\n') ++at;
    lines.push_back(piece_of(text, start, keepends ? at : end, all_ascii));
    start = at;
  }
  if (start < text.size()) lines.push_back(piece_of(text, start, text.size(), all_ascii));
  return Value::list(std::move(lines));
}

Value join(const Value& self, const Value& iterable) {
  expect_receiver(self, Tag::Str, "join");
  if (!is_iterable(iterable)) raise("TypeError", "can only join an iterable");
  const bool listed = iterable.is(Tag::List) || iterable.is(Tag::Tuple);
  const std::vector<Value> others = listed ? std::vector<Value>() : elements(iterable);
  const std::vector<Value>& items = listed ? iterable.items() : others;
  Value out;
  if (join_texts(self, items.data(), items.size(), out)) return out;
  const auto odd = std::find_if(items.begin(), items.end(), [](const Value& item) { return !item.is(Tag::Str); });
  raise("TypeError", "sequence item ", odd - items.begin(), ": expected str instance, ", error_type_name(*odd),
        " found");
}

// Whether `c` is one of `chars`, or a space where that is None.
bool is_stripped(char32_t c, const Value& chars) {
  if (chars.is_none()) return has_flag(c, kSpace);
  return chars.to_str().find(utf8(c)) != std::string_view::npos;
}

Value strip_sides(const Value& self, const char* method, const Value& chars, bool left, bool right) {
  std::string_view text = text_of(self, method);
  const std::size_t size = text.size();
  const bool all_ascii = is_known_ascii(self);
  if (chars.is_none()) {
    while (left && !text.empty() && is_ascii_space(text.front())) text.remove_prefix(1);
    while (right && !text.empty() && is_ascii_space(text.back())) text.remove_suffix(1);
    const auto is_ascii_end = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
    if (text.empty() || (is_ascii_end(text.front()) && is_ascii_end(text.back()))) {
      return text.size() == size ? self : piece_of(text, 0, text.size(), all_ascii);
    }
  }
  if (!chars.is_none() && !chars.is(Tag::Str)) raise("TypeError", method, " arg must be None or str");
  if (!chars.is_none() && is_ascii(chars.to_str())) {
    const std::string_view stripped = chars.to_str();
    const auto goes = [&](char c) { return stripped.find(c) != std::string_view::npos; };
    while (left && !text.empty() && goes(text.front())) text.remove_prefix(1);
    while (right && !text.empty() && goes(text.back())) text.remove_suffix(1);
    return text.size() == size ? self : piece_of(text, 0, text.size(), all_ascii);
  }
  while (left && !text.empty()) {
    std::size_t at = 0;
    if (!is_stripped(next_code_point(text, at), chars)) break;
    text.remove_prefix(at);
  }
  while (right && !text.empty()) {
    std::size_t at = text.size();
    if (!is_stripped(previous_code_point(text, at), chars)) break;
    text = text.substr(0, at);
  }
  return text.size() == size ? self : piece_of(text, 0, text.size(), all_ascii);
}

Value strip(const Value& self, const Value& chars) { return strip_sides(self, "strip", chars, true, true); }
Value lstrip(const Value& self, const Value& chars) { return strip_sides(self, "lstrip", chars, true, false); }
Value rstrip(const Value& self, const Value& chars) { return strip_sides(self, "rstrip", chars, false, true); }

std::string_view fill_character(const Value& value) {
  if (!value.is(Tag::Str)) {
    raise("TypeError", "The fill character must be a unicode character, not ", error_type_name(value));
  }
  if (count_code_points(value.to_str()) != 1) {
    raise("TypeError", "The fill character must be exactly one character long");
  }
  return value.to_str();
}

// The text between `left` and `right` fill characters.
std::string padded(std::string_view text, int64_t left, int64_t right, std::string_view with) {
  std::string out;
  for (int64_t i = 0; i < left; ++i) out += with;
  out += text;
  for (int64_t i = 0; i < right; ++i) out += with;
  return out;
}

int64_t missing_width(std::string_view text, const Value& width) {
  return std::max(as_index(width) - count_code_points(text), int64_t{0});
}

std::string center(const Value& self, const Value& width, const Value& fill) {
  const std::string_view text = text_of(self, "center");
  const int64_t missing = missing_width(text, width);
  // An odd space goes to the left where the width is odd.
  const int64_t left = missing / 2 + (missing & as_index(width) & 1);
  return padded(text, left, missing - left, fill_character(fill));
}

std::string ljust(const Value& self, const Value& width, const Value& fill) {
  const std::string_view text = text_of(self, "ljust");
  const int64_t missing = missing_width(text, width);
  return padded(text, 0, missing, fill_character(fill));
}

std::string rjust(const Value& self, const Value& width, const Value& fill) {
  const std::string_view text = text_of(self, "rjust");
  const int64_t missing = missing_width(text, width);
  return padded(text, missing, 0, fill_character(fill));
}

std::string zfill(const Value& self, const Value& width) {
  std::string_view text = text_of(self, "zfill");
  const int64_t missing = missing_width(text, width);
  std::string out;
  if (text.starts_with('+') || text.starts_with('-')) {
    out += text[0];
    text.remove_prefix(1);
  }
  out += padded(text, missing, 0, "0");
  return out;
}

std::string expandtabs(const Value& self, const Value& tabsize) {
  const std::string_view text = text_of(self, "expandtabs");
  const int64_t size = as_index(tabsize);
  std::string out;
  int64_t column = 0;
  for (const char c : text) {
    if (c == '\t') {
      const int64_t spaces = size > 0 ? size - column % size : 0;
      out.append(static_cast<std::size_t>(spaces), ' ');
      column += spaces;
      continue;
    }
    out += c;
    if (!is_continuation(c)) ++column;
    if (c == '\n' || c == '\r') column = 0;
  }
  return out;
}

}  // namespace

bool join_texts(const Value& separator, const Value* items, std::size_t count, Value& out) {
  if (count == 1 && items[0].is(Tag::Str)) {
    out = Value(items[0]);
    return true;
  }
  const std::string_view between = separator.known<Str>().text;
  std::size_t size = 0;
  int64_t characters = count == 0 ? 0 : text_length(separator) * static_cast<int64_t>(count - 1);
  for (std::size_t i = 0; i < count; ++i) {
    if (!items[i].is(Tag::Str)) return false;
    const Str& text = items[i].known<Str>();
    size += text.text.size() + between.size();
    characters = sum_of_characters(characters, text.characters.load(std::memory_order_relaxed));
  }
  if (count != 0) size -= between.size();
  TextMaker made(size);
  for (std::size_t i = 0; i < count; ++i) {
    if (i) made.put(between);
    made.put(items[i].known<Str>().text);
  }
  out = made.take(characters);
  return true;
}

KERNEL(py_str_split, split)
KERNEL(py_str_rsplit, rsplit)
KERNEL(py_str_splitlines, splitlines)
KERNEL(py_str_join, join)
KERNEL(py_str_strip, strip)
KERNEL(py_str_lstrip, lstrip)
KERNEL(py_str_rstrip, rstrip)
KERNEL(py_str_center, center)
KERNEL(py_str_ljust, ljust)
KERNEL(py_str_rjust, rjust)
KERNEL(py_str_zfill, zfill)
KERNEL(py_str_expandtabs, expandtabs)

}  // namespace flambeau
