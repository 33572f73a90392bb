// json.loads: a reader of JSON that accepts and refuses what Python's does, in its words.
#include <algorithm>
#include <array>
#include <charconv>
#include <limits>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/parse.h"
#include "value/recursion.h"
#include "value/text.h"

namespace flambeau {

namespace {

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Value read() {
    if (text_.starts_with("\xef\xbb\xbf")) fail("Unexpected UTF-8 BOM (decode using utf-8-sig)", 0);
    skip_space();
    Value value = read_value();
    skip_space();
    if (at_ != text_.size()) fail("Extra data", at_);
    return value;
  }

 private:
  // JSONDecodeError; places are counted in characters.
  [[noreturn]] void fail(std::string_view message, std::size_t place) const {
    const std::string_view before = text_.substr(0, place);
    const auto line = 1 + std::count(before.begin(), before.end(), '\n');
    const std::size_t start = before.rfind('\n') + 1;  // 0 where there is none
    raise("JSONDecodeError", message, ": line ", line, " column ", 1 + count_code_points(before.substr(start)),
          " (char ", count_code_points(before), ")");
  }

  bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }

  bool take(std::string_view word) {
    if (!text_.substr(at_).starts_with(word)) return false;
    at_ += word.size();
    return true;
  }

  static bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  Value read_value() {
    if (is_at('"')) return Value(read_text());
    if (is_at('{')) return read_dict();
    if (is_at('[')) return read_list();
    if (at_ < text_.size() && is_digit(text_[at_])) return read_number();
    if (take("null")) return {};
    if (take("true")) return Value(true);
    if (take("false")) return Value(false);
    if (take("NaN")) return Value(std::numeric_limits<double>::quiet_NaN());
    if (take("Infinity")) return Value(std::numeric_limits<double>::infinity());
    if (take("-Infinity")) return Value(-std::numeric_limits<double>::infinity());
    return read_number();
  }

  std::size_t digits_from(std::size_t place) const {
    std::size_t end = place;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    return end - place;
  }

  Value read_number() {
    const std::size_t start = at_;
    std::size_t end = start + (is_at('-') ? 1 : 0);
    const std::size_t whole = end < text_.size() && text_[end] == '0' ? 1 : digits_from(end);
    if (whole == 0) fail("Expecting value", start);
    end += whole;
    bool is_float = false;
    if (end < text_.size() && text_[end] == '.' && digits_from(end + 1) > 0) {
      end += 1 + digits_from(end + 1);
      is_float = true;
    }
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      const bool has_sign = end + 1 < text_.size() && (text_[end + 1] == '+' || text_[end + 1] == '-');
      const std::size_t first = end + (has_sign ? 2 : 1);
      if (digits_from(first) > 0) {
        end = first + digits_from(first);
        is_float = true;
      }
    }
    at_ = end;
    const std::string_view number = text_.substr(start, end - start);
    return is_float ? Value(*read_float_text(number)) : Value(*read_int_text(number));
  }

  Value read_list() {
    const RecursionGuard guard(" while decoding a JSON array from a unicode string");
    ++at_;
    std::vector<Value> items;
    skip_space();
    while (!is_at(']')) {
      items.push_back(read_value());
      skip_space();
      if (is_at(']')) break;
      if (!is_at(',')) fail("Expecting ',' delimiter", at_);
      ++at_;
      skip_space();
      if (is_at(']')) fail("Expecting value", at_);
    }
    ++at_;
    return Value::list(std::move(items));
  }

  Value read_dict() {
    const RecursionGuard guard(" while decoding a JSON object from a unicode string");
    ++at_;
    auto dict = make_ref<Dict>();
    skip_space();
    while (!is_at('}')) {
      if (!is_at('"')) fail("Expecting property name enclosed in double quotes", at_);
      const Value key = read_key();
      skip_space();
      if (!is_at(':')) fail("Expecting ':' delimiter", at_);
      ++at_;
      skip_space();
      dict->set(key, read_value());
      skip_space();
      if (is_at('}')) break;
      if (!is_at(',')) fail("Expecting ',' delimiter", at_);
      ++at_;
      skip_space();
      if (is_at('}')) fail("Expecting property name enclosed in double quotes", at_);
    }
    ++at_;
    return Value(Tag::Dict, std::move(dict));
  }

  // Objects in a list have the same keys: each is made, and hashed, once.
  const Value& read_key() {
    const std::string text = read_text();
    const auto byte = [&](std::size_t place) { return static_cast<unsigned char>(text[place]); };
    const std::size_t place = text.empty() ? 0 : text.size() * 31 + byte(0) * 7U + byte(text.size() - 1);
    Value& kept = keys_[place % keys_.size()];
    if (!kept.is(Tag::Str) || kept.known<Str>().text != text) kept = Value(text);
    return kept;
  }

  std::string read_text() {
    const std::size_t quote = at_++;
    std::string out;
    for (;;) {
      std::size_t end = at_;
      while (end < text_.size() && !ends_run(text_[end])) ++end;
      if (end == text_.size()) fail("Unterminated string starting at", quote);
      out.append(text_, at_, end - at_);
      at_ = end;
      if (is_at('"')) {
        ++at_;
        return out;
      }
      if (!is_at('\\')) fail("Invalid control character at", at_);
      if (at_ + 1 == text_.size()) fail("Unterminated string starting at", quote);
      append_escape(out);
    }
  }

  void append_escape(std::string& out) {
    static constexpr std::string_view kNames = "\"\\/bfnrt", kNamed = "\"\\/\b\f\n\r\t";
    const char name = text_[at_ + 1];
    if (name != 'u') {
      const std::size_t found = kNames.find(name);
      if (found == std::string_view::npos) fail("Invalid \\escape", at_);
      out += kNamed[found];
      at_ += 2;
      return;
    }
    char32_t c = read_unit(at_);
    at_ += 6;
    if (c >= 0xd800 && c < 0xdc00 && text_.substr(at_).starts_with("\\u") && at_ + 6 < text_.size()) {
      const char32_t low = read_unit(at_);
      if (low >= 0xdc00 && low < 0xe000) {
        c = 0x10000 + ((c - 0xd800) << 10) + (low - 0xdc00);
        at_ += 6;
      }
    }
    append_code_point(out, c);
  }

  // The number after the \u at `place`, of four digits, which something must follow.
  char32_t read_unit(std::size_t place) const {
    uint32_t unit = 0;
    const char* const first = text_.data() + place + 2;
    const bool is_whole = place + 6 < text_.size() && std::from_chars(first, first + 4, unit, 16).ptr == first + 4;
    if (!is_whole) fail("Invalid \\uXXXX escape", place + 1);
    return unit;
  }

  // What ends a run of plain characters: the quote, the backslash and all control characters.
  static bool ends_run(char c) { return c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20; }

  std::string_view text_;
  std::size_t at_ = 0;
  std::array<Value, 64> keys_;  // met lately, by their length and ends
};

Value loads(std::string_view text) { return Reader(text).read(); }

}  // namespace

KERNEL(py_json_loads, loads)

}  // namespace flambeau
