// Methods of bytes. What is said of letters and spaces holds for ASCII only, as in Python.
#include <algorithm>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

std::string_view bytes_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Bytes, method);
  return self.to_bytes();
}

Value make(std::string content) { return Value(Tag::Bytes, make_ref<Str>(std::move(content))); }
Value make(std::string_view content) { return make(std::string(content)); }

std::string_view bytes_argument(const Value& value) {
  if (!value.is(Tag::Bytes)) raise("TypeError", "a bytes-like object is required, not '", error_type_name(value), "'");
  return value.to_bytes();
}

// What is looked for: bytes, or the number of one byte.
std::string needle(const Value& value) {
  if (!is_int_like(value)) {
    if (!value.is(Tag::Bytes)) {
      raise("TypeError", "argument should be integer or bytes-like object, not '", error_type_name(value), "'");
    }
    return std::string(value.to_bytes());
  }
  const int64_t byte = value.to_int();
  if (byte < 0 || byte > 255) raise("ValueError", "byte must be in range(0, 256)");
  return std::string(1, static_cast<char>(byte));
}

// bytes[start:end]; `valid` unless it starts behind the end.
struct Window {
  bool valid;
  int64_t start;
  std::string_view bytes;
};

int64_t bound(const Value& value, int64_t missing, int64_t size) {
  if (value.is_none()) return missing;
  if (!is_int_like(value)) raise("TypeError", "slice indices must be integers or None or have an __index__ method");
  const int64_t at = value.to_int();
  return at < 0 ? std::max(at + size, int64_t{0}) : at;
}

Window window(std::string_view bytes, const Value& start, const Value& end) {
  const auto size = static_cast<int64_t>(bytes.size());
  const int64_t from = bound(start, 0, size), to = std::min(bound(end, size, size), size);
  if (from > to) return {false, 0, {}};
  return {true, from, bytes.substr(static_cast<std::size_t>(from), static_cast<std::size_t>(to - from))};
}

int64_t find_in(std::string_view bytes, const Value& sub, const Value& start, const Value& end, bool last) {
  const std::string wanted = needle(sub);
  const Window in = window(bytes, start, end);
  if (!in.valid) return -1;
  const std::size_t found = last ? in.bytes.rfind(wanted) : in.bytes.find(wanted);
  return found == std::string_view::npos ? -1 : in.start + static_cast<int64_t>(found);
}

int64_t find(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return find_in(bytes_of(self, "find"), sub, start, end, false);
}
int64_t rfind(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return find_in(bytes_of(self, "rfind"), sub, start, end, true);
}
int64_t found(int64_t place) {
  if (place < 0) raise("ValueError", "subsection not found");
  return place;
}
int64_t index(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return found(find(self, sub, start, end));
}
int64_t rindex(const Value& self, const Value& sub, const Value& start, const Value& end) {
  return found(rfind(self, sub, start, end));
}

int64_t count(const Value& self, const Value& sub, const Value& start, const Value& end) {
  const std::string wanted = needle(sub);
  const Window in = window(bytes_of(self, "count"), start, end);
  if (!in.valid) return 0;
  if (wanted.empty()) return static_cast<int64_t>(in.bytes.size()) + 1;
  int64_t n = 0;
  for (std::size_t at = 0; (at = in.bytes.find(wanted, at)) != std::string_view::npos; at += wanted.size()) ++n;
  return n;
}

bool begins(std::string_view bytes, std::string_view with, bool at_end) {
  return at_end ? bytes.ends_with(with) : bytes.starts_with(with);
}

bool begins_with(std::string_view bytes, const Value& with, const Value& start, const Value& end, bool at_end) {
  const Window in = window(bytes, start, end);
  const char* method = at_end ? "endswith" : "startswith";
  const bool tuple = with.is(Tag::Tuple);
  if (!tuple && !with.is(Tag::Bytes)) {
    raise("TypeError", method, " first arg must be bytes or a tuple of bytes, not ", error_type_name(with));
  }
  if (!tuple) return in.valid && begins(in.bytes, with.to_bytes(), at_end);
  for (const Value& one : with.items()) {
    if (in.valid && begins(in.bytes, bytes_argument(one), at_end)) return true;
  }
  return false;
}

bool starts_with(const Value& self, const Value& prefix, const Value& start, const Value& end) {
  return begins_with(bytes_of(self, "startswith"), prefix, start, end, false);
}
bool ends_with(const Value& self, const Value& suffix, const Value& start, const Value& end) {
  return begins_with(bytes_of(self, "endswith"), suffix, start, end, true);
}

Value replace(const Value& self, const Value& old, const Value& with, int64_t limit) {
  const std::string_view bytes = bytes_of(self, "replace"), before = bytes_argument(old), after = bytes_argument(with);
  std::string out;
  std::size_t at = 0;
  if (before.empty()) {
    // Before each byte, and at the end.
    for (; at < bytes.size() && limit != 0; --limit) {
      out += after;
      out += bytes[at++];
    }
    out += bytes.substr(at);
    if (limit != 0) out += after;
    return make(std::move(out));
  }
  for (std::size_t place; limit != 0 && (place = bytes.find(before, at)) != std::string_view::npos; --limit) {
    out += bytes.substr(at, place - at);
    out += after;
    at = place + before.size();
  }
  out += bytes.substr(at);
  return make(std::move(out));
}

constexpr std::string_view kSpaces = " \t\n\r\v\f";

// The pieces between spaces, from the left or the right, at most `limit` cuts.
std::vector<std::string_view> split_spaces(std::string_view bytes, int64_t limit, bool right) {
  std::vector<std::string_view> out;
  while (true) {
    if (right) bytes = bytes.substr(0, bytes.find_last_not_of(kSpaces) + 1);
    else bytes.remove_prefix(std::min(bytes.find_first_not_of(kSpaces), bytes.size()));
    if (bytes.empty()) break;
    const std::size_t cut = limit-- == 0 ? std::string_view::npos
                            : right      ? bytes.find_last_of(kSpaces)
                                         : bytes.find_first_of(kSpaces);
    if (cut == std::string_view::npos) {
      out.push_back(bytes);
      break;
    }
    out.push_back(right ? bytes.substr(cut + 1) : bytes.substr(0, cut));
    bytes = right ? bytes.substr(0, cut) : bytes.substr(cut + 1);
  }
  if (right) std::reverse(out.begin(), out.end());
  return out;
}

std::vector<std::string_view> split_at(std::string_view bytes, std::string_view sep, int64_t limit, bool right) {
  if (sep.empty()) raise("ValueError", "empty separator");
  std::vector<std::string_view> out;
  while (limit-- != 0) {
    const std::size_t cut = right ? bytes.rfind(sep) : bytes.find(sep);
    if (cut == std::string_view::npos) break;
    out.push_back(right ? bytes.substr(cut + sep.size()) : bytes.substr(0, cut));
    bytes = right ? bytes.substr(0, cut) : bytes.substr(cut + sep.size());
  }
  out.push_back(bytes);
  if (right) std::reverse(out.begin(), out.end());
  return out;
}

Value list_of(const std::vector<std::string_view>& pieces) {
  std::vector<Value> out;
  for (const std::string_view piece : pieces) out.push_back(make(piece));
  return Value::list(std::move(out));
}

Value split(const Value& self, const Value& sep, int64_t limit) {
  const std::string_view bytes = bytes_of(self, "split");
  return list_of(sep.is_none() ? split_spaces(bytes, limit, false)
                               : split_at(bytes, bytes_argument(sep), limit, false));
}
Value rsplit(const Value& self, const Value& sep, int64_t limit) {
  const std::string_view bytes = bytes_of(self, "rsplit");
  return list_of(sep.is_none() ? split_spaces(bytes, limit, true) : split_at(bytes, bytes_argument(sep), limit, true));
}

Value splitlines(const Value& self, bool keepends) {
  const std::string_view bytes = bytes_of(self, "splitlines");
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t end = std::min(bytes.find_first_of("\r\n", at), bytes.size());
    std::size_t next = std::min(end + 1, bytes.size());
    if (end + 1 < bytes.size() && bytes[end] == '\r' && bytes[end + 1] == '\n') next = end + 2;
    out.push_back(bytes.substr(at, (keepends ? next : end) - at));
    at = next;
  }
  return list_of(out);
}

Value partition_at(std::string_view bytes, const Value& sep, bool right) {
  const std::string_view by = bytes_argument(sep);
  if (by.empty()) raise("ValueError", "empty separator");
  const std::size_t cut = right ? bytes.rfind(by) : bytes.find(by);
  const std::string_view none;
  if (cut == std::string_view::npos) {
    return Value::tuple({make(right ? none : bytes), make(none), make(right ? bytes : none)});
  }
  return Value::tuple({make(bytes.substr(0, cut)), make(by), make(bytes.substr(cut + by.size()))});
}
Value partition(const Value& self, const Value& sep) { return partition_at(bytes_of(self, "partition"), sep, false); }
Value rpartition(const Value& self, const Value& sep) { return partition_at(bytes_of(self, "rpartition"), sep, true); }

Value join(const Value& self, const Value& parts) {
  const std::string_view between = bytes_of(self, "join");
  std::string out;
  int64_t position = 0;
  for (const Value& part : elements(parts)) {
    if (!part.is(Tag::Bytes)) {
      raise("TypeError", "sequence item ", position, ": expected a bytes-like object, ", error_type_name(part),
            " found");
    }
    if (position++ > 0) out += between;
    out += part.to_bytes();
  }
  return make(std::move(out));
}

Value strip_sides(std::string_view bytes, const Value& chars, bool left, bool right) {
  const std::string_view drop = chars.is_none() ? kSpaces : bytes_argument(chars);
  if (left) bytes.remove_prefix(std::min(bytes.find_first_not_of(drop), bytes.size()));
  if (right) bytes = bytes.substr(0, bytes.find_last_not_of(drop) + 1);
  return make(bytes);
}
Value strip(const Value& self, const Value& chars) { return strip_sides(bytes_of(self, "strip"), chars, true, true); }
Value lstrip(const Value& self, const Value& chars) {
  return strip_sides(bytes_of(self, "lstrip"), chars, true, false);
}
Value rstrip(const Value& self, const Value& chars) {
  return strip_sides(bytes_of(self, "rstrip"), chars, false, true);
}

Value remove_prefix(const Value& self, const Value& prefix) {
  std::string_view bytes = bytes_of(self, "removeprefix");
  if (bytes.starts_with(bytes_argument(prefix))) bytes.remove_prefix(prefix.to_bytes().size());
  return make(bytes);
}
Value remove_suffix(const Value& self, const Value& suffix) {
  std::string_view bytes = bytes_of(self, "removesuffix");
  if (bytes.ends_with(bytes_argument(suffix))) bytes.remove_suffix(suffix.to_bytes().size());
  return make(bytes);
}

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return is_lower(c) || is_upper(c); }
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 32) : c; }

Value lower(const Value& self) {
  std::string out(bytes_of(self, "lower"));
  std::transform(out.begin(), out.end(), out.begin(), to_lower);
  return make(std::move(out));
}
Value upper(const Value& self) {
  std::string out(bytes_of(self, "upper"));
  std::transform(out.begin(), out.end(), out.begin(), to_upper);
  return make(std::move(out));
}

template <typename Test>
bool all_are(std::string_view bytes, Test&& test) {
  return !bytes.empty() && std::all_of(bytes.begin(), bytes.end(), test);
}
bool isdigit(const Value& self) { return all_are(bytes_of(self, "isdigit"), is_digit); }
bool isalpha(const Value& self) { return all_are(bytes_of(self, "isalpha"), is_alpha); }
bool isalnum(const Value& self) {
  return all_are(bytes_of(self, "isalnum"), [](char c) { return is_alpha(c) || is_digit(c); });
}
bool isspace(const Value& self) {
  return all_are(bytes_of(self, "isspace"), [](char c) { return kSpaces.find(c) != std::string_view::npos; });
}

// bytes(value): of a list of numbers, a count of zeros, or bytes themselves.
Value to_bytes(const Value& value) {
  if (value.is(Tag::Bytes)) return value;
  if (value.is(Tag::Str)) raise("TypeError", "string argument without an encoding");
  if (is_int_like(value)) {
    if (value.to_int() < 0) raise("ValueError", "negative count");
    if (value.to_int() > int64_t{1} << 40) raise("MemoryError", "");
    return make(std::string(static_cast<std::size_t>(value.to_int()), '\0'));
  }
  std::string out;
  for (const Value& one : elements(value)) {
    const int64_t byte = as_index(one);
    if (byte < 0 || byte > 255) raise("ValueError", "bytes must be in range(0, 256)");
    out += static_cast<char>(byte);
  }
  return make(std::move(out));
}

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  const char small = to_lower(c);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

Value from_hex(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    if (kSpaces.find(text[at]) != std::string_view::npos) {
      ++at;
      continue;
    }
    const int high = hex_digit(text[at]);
    const int low = high >= 0 && at + 1 < text.size() ? hex_digit(text[at + 1]) : -1;
    if (low < 0) {
      raise("ValueError", "non-hexadecimal number found in fromhex() arg at position ", high < 0 ? at : at + 1);
    }
    out += static_cast<char>(high * 16 + low);
    at += 2;
  }
  return make(std::move(out));
}

}  // namespace

KERNEL(py_bytes_find, find)
KERNEL(py_bytes_rfind, rfind)
KERNEL(py_bytes_index, index)
KERNEL(py_bytes_rindex, rindex)
KERNEL(py_bytes_count, count)
KERNEL(py_bytes_startswith, starts_with)
KERNEL(py_bytes_endswith, ends_with)
KERNEL(py_bytes_replace, replace)
KERNEL(py_bytes_split, split)
KERNEL(py_bytes_rsplit, rsplit)
KERNEL(py_bytes_splitlines, splitlines)
KERNEL(py_bytes_partition, partition)
KERNEL(py_bytes_rpartition, rpartition)
KERNEL(py_bytes_join, join)
KERNEL(py_bytes_strip, strip)
KERNEL(py_bytes_lstrip, lstrip)
KERNEL(py_bytes_rstrip, rstrip)
KERNEL(py_bytes_removeprefix, remove_prefix)
KERNEL(py_bytes_removesuffix, remove_suffix)
KERNEL(py_bytes_lower, lower)
KERNEL(py_bytes_upper, upper)
KERNEL(py_bytes_isdigit, isdigit)
KERNEL(py_bytes_isalpha, isalpha)
KERNEL(py_bytes_isalnum, isalnum)
KERNEL(py_bytes_isspace, isspace)
KERNEL(py_bytes, to_bytes)
KERNEL(py_bytes_fromhex, from_hex)

}  // namespace flambeau
