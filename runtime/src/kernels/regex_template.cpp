#include "kernels/regex_template.h"

#include "base/error.h"
#include "value/text.h"

namespace flambeau {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_octal(char c) { return c >= '0' && c <= '7'; }

class TemplateReader {
 public:
  TemplateReader(std::string_view text, std::size_t groups, const std::vector<std::pair<std::string, int64_t>>& names)
      : text_(text), groups_(groups), names_(names) {}

  std::vector<TemplatePart> run() {
    while (at_ < text_.size()) {
      if (text_[at_] != '\\') {
        const std::size_t end = std::min(text_.find('\\', at_), text_.size());
        literal() += text_.substr(at_, end - at_);
        at_ = end;
        continue;
      }
      start_ = at_++;
      if (at_ == text_.size()) fail("bad escape (end of pattern)");
      escape(text_[at_++]);
    }
    return std::move(parts_);
  }

 private:
  // The position is one of characters.
  template <typename... Parts>
  [[noreturn]] void fail_at(std::size_t at, const Parts&... parts) const {
    raise("error", parts..., " at position ", count_code_points(text_.substr(0, at)));
  }
  template <typename... Parts>
  [[noreturn]] void fail(const Parts&... parts) const {
    fail_at(start_, parts...);
  }

  std::string& literal() {
    if (parts_.empty() || parts_.back().group >= 0) parts_.emplace_back();
    return parts_.back().text;
  }

  void add_group(int64_t group, std::size_t at) {
    if (static_cast<std::size_t>(group) > groups_) fail_at(at, "invalid group reference ", group);
    parts_.push_back({"", group});
  }

  bool digit_follows() const { return at_ < text_.size() && is_digit(text_[at_]); }
  bool octal_follows() const { return at_ < text_.size() && is_octal(text_[at_]); }

  void octal(std::size_t first, std::size_t digits) {
    char32_t code = 0;
    for (std::size_t i = 0; i < digits; ++i) code = code * 8 + static_cast<char32_t>(text_[first + i] - '0');
    if (code > 255) fail("octal escape value ", text_.substr(start_, at_ - start_), " outside of range 0-0o377");
    append_code_point(literal(), code);
  }

  void escape(char c) {
    static constexpr std::string_view kNames = "abfnrtv\\";
    static constexpr std::string_view kMeanings = "\a\b\f\n\r\t\v\\";
    if (c == 'g') {
      named_group();
    } else if (c == '0') {
      const std::size_t first = at_ - 1;
      for (int i = 0; i < 2 && octal_follows(); ++i) ++at_;
      octal(first, at_ - first);
    } else if (is_digit(c)) {
      numbered_group(c);
    } else if (const std::size_t place = kNames.find(c); place != std::string_view::npos) {
      literal() += kMeanings[place];
    } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
      fail("bad escape \\", c);
    } else {
      literal() += '\\';
      literal() += c;
    }
  }

  void numbered_group(char c) {
    const std::size_t first = at_ - 1;
    int64_t group = c - '0';
    if (digit_follows()) {
      if (is_octal(c) && is_octal(text_[at_]) && at_ + 1 < text_.size() && is_octal(text_[at_ + 1])) {
        at_ += 2;
        octal(first, 3);
        return;
      }
      group = group * 10 + (text_[at_++] - '0');
    }
    add_group(group, start_ + 1);
  }

  void named_group() {
    if (at_ == text_.size() || text_[at_] != '<') fail_at(at_, "missing <");
    const std::size_t first = ++at_;
    const std::size_t end = text_.find('>', first);
    if (end == first) fail_at(first, "missing group name");
    if (end == std::string_view::npos) {
      if (first == text_.size()) fail_at(first, "missing group name");
      fail_at(first, "missing >, unterminated name");
    }
    const std::string name(text_.substr(first, end - first));
    at_ = end + 1;
    if (name.find_first_not_of("0123456789") == std::string::npos) {
      int64_t group = 0;
      for (const char c : name) group = std::min<int64_t>(group * 10 + (c - '0'), 1 << 20);
      add_group(group, first);
      return;
    }
    for (const auto& [known, group] : names_) {
      if (known == name) return add_group(group, first);
    }
    for (const char c : name) {
      const bool letter =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<signed char>(c) < 0;
      if (!letter && !is_digit(c)) fail_at(first, "bad character in group name '", name, "'");
    }
    if (is_digit(name[0])) fail_at(first, "bad character in group name '", name, "'");
    raise("IndexError", "unknown group name '", name, "'");
  }

  std::string_view text_;
  std::size_t groups_;
  const std::vector<std::pair<std::string, int64_t>>& names_;
  std::size_t at_ = 0, start_ = 0;
  std::vector<TemplatePart> parts_;
};

}  // namespace

std::vector<TemplatePart> read_template(std::string_view text, std::size_t groups,
                                        const std::vector<std::pair<std::string, int64_t>>& names) {
  return TemplateReader(text, groups, names).run();
}

}  // namespace flambeau
