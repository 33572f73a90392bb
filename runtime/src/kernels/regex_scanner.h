// The characters of a pattern's text, one by one, and how what is wrong with it is said.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>

#include "base/error.h"
#include "value/text.h"

namespace flambeau {

inline bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
inline bool is_octal(char32_t c) { return c >= '0' && c <= '7'; }
inline bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_hex(char32_t c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
inline bool is_one_of(char32_t c, std::string_view ascii) {
  return c != 0 && c < 128 && ascii.find(static_cast<char>(c)) != std::string_view::npos;
}

inline std::string to_utf8(const std::u32string& text) {
  std::string out;
  for (const char32_t c : text) append_code_point(out, c);
  return out;
}

// Where a pattern is read. A backslash takes the character behind it along: both are read as one.
class RegexScanner {
 protected:
  using Text = std::u32string;

  explicit RegexScanner(std::string_view pattern) {
    for (std::size_t at = 0; at < pattern.size();) text_ += next_code_point(pattern, at);
    advance();
  }

  void advance() {
    at_ = after_;
    if (at_ >= text_.size()) return;
    after_ = at_ + 1;
    if (text_[at_] == '\\') {
      if (after_ == text_.size()) fail_at(text_.size() - 1, "bad escape (end of pattern)");
      ++after_;
    }
  }
  bool has_next() const { return at_ < text_.size(); }
  // The next character; 0, which no pattern's syntax has, where it is an escape or there is none.
  char32_t next() const { return has_next() && text_[at_] != '\\' ? text_[at_] : 0; }
  Text next_text() const { return text_.substr(at_, has_next() ? after_ - at_ : 0); }
  Text take() {
    Text taken = next_text();
    advance();
    return taken;
  }
  bool match(char32_t c) {
    if (next() != c) return false;
    advance();
    return true;
  }
  void seek(std::size_t at) {
    after_ = at;
    advance();
  }
  template <typename Wanted>
  Text take_while(std::size_t most, Wanted&& wanted) {
    Text taken;
    while (taken.size() < most && has_next() && wanted(next())) taken += take();
    return taken;
  }
  Text take_until(char32_t end, const char* what) {
    Text taken;
    while (true) {
      if (!has_next()) {
        if (taken.empty()) fail(0, "missing ", what);
        fail(taken.size(), "missing ", static_cast<char>(end), ", unterminated name");
      }
      const bool ends = next() == end;
      const Text one = take();
      if (ends) {
        if (taken.empty()) fail(1, "missing ", what);
        return taken;
      }
      taken += one;
    }
  }

  // `back` characters in front of what comes next.
  template <typename... Parts>
  [[noreturn]] void fail(std::size_t back, const Parts&... parts) const {
    fail_at(at_ - back, parts...);
  }
  template <typename... Parts>
  [[noreturn]] void fail_at(std::size_t place, const Parts&... parts) const {
    const std::string message = concat(parts..., " at position ", place);
    const auto here = text_.begin() + static_cast<std::ptrdiff_t>(std::min(place, text_.size()));
    if (text_.find('\n') == Text::npos) raise("error", message);
    const auto line = std::count(text_.begin(), here, U'\n') + 1;
    const auto column = here - std::find(std::make_reverse_iterator(here), text_.rend(), U'\n').base() + 1;
    raise("error", message, " (line ", line, ", column ", column, ")");
  }

  Text text_;
  std::size_t at_ = 0, after_ = 0;  // the next character, or escape, and where it ends
};

}  // namespace flambeau
