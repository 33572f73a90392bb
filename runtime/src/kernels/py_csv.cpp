// One line of a table of separated values, with the states of CPython's _csv.c.
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/text.h"

namespace flambeau {

namespace {

// As the names of flambeau.stdlib.csv_tables.
enum State : int64_t { kStart, kFieldStart, kEscaped, kField, kQuoted, kQuotedEscape, kQuoteSeen, kEnd, kAfterEscaped };
enum Flags : int64_t { kDoubleQuote = 1, kSkipSpace = 2, kStrict = 4 };
constexpr std::size_t kMost = 131072;  // characters of a field

class Line {
 public:
  Line(std::string_view field, int64_t state, std::string_view delimiter, std::string_view quote,
       std::string_view escape, int64_t flags)
      : field_(field), state_(state), delimiter_(delimiter), quote_(quote), escape_(escape), flags_(flags) {}

  Value read(std::string_view line) {
    for (std::size_t at = 0; at < line.size();) {
      std::size_t end = at + 1;
      while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xc0) == 0x80) ++end;
      step(line.substr(at, end - at));
      at = end;
    }
    finish();
    return Value::tuple({Value(state_), Value(std::move(field_)), Value::list(std::move(fields_))});
  }

 private:
  static bool ends(std::string_view c) { return c == "\n" || c == "\r"; }

  void add(std::string_view c, State next) {
    field_ += c;
    if (field_.size() > kMost && static_cast<std::size_t>(count_code_points(field_)) > kMost) {
      raise("Error", "field larger than field limit (", kMost, ")");
    }
    state_ = next;
  }

  void save(State next) {
    fields_.emplace_back(field_);
    field_.clear();
    state_ = next;
  }

  // What a field begins or goes on with, outside of quotes.
  void plain(std::string_view c) {
    if (ends(c)) {
      save(kEnd);
    } else if (state_ == kFieldStart && c == quote_) {
      state_ = kQuoted;
    } else if (c == escape_) {
      state_ = kEscaped;
    } else if (state_ == kFieldStart && c == " " && (flags_ & kSkipSpace) != 0) {
      return;
    } else if (c == delimiter_) {
      save(kFieldStart);
    } else {
      add(c, kField);
    }
  }

  void behind_quote(std::string_view c) {
    if (c == quote_) {
      add(c, kQuoted);
    } else if (c == delimiter_) {
      save(kFieldStart);
    } else if (ends(c)) {
      save(kEnd);
    } else if ((flags_ & kStrict) != 0) {
      raise("Error", "'", delimiter_, "' expected after '", quote_, "'");
    } else {
      add(c, kField);
    }
  }

  void step(std::string_view c) {
    switch (state_) {
      case kStart:
        state_ = ends(c) ? kEnd : kFieldStart;
        if (state_ == kFieldStart) plain(c);
        break;
      case kQuoted:
        if (c == escape_) {
          state_ = kQuotedEscape;
        } else if (c == quote_) {
          state_ = (flags_ & kDoubleQuote) != 0 ? kQuoteSeen : kField;
        } else {
          add(c, kQuoted);
        }
        break;
      case kEscaped: add(c, ends(c) ? kAfterEscaped : kField); break;
      case kQuotedEscape: add(c, kQuoted); break;
      case kQuoteSeen: behind_quote(c); break;
      case kEnd:
        if (ends(c)) break;
        raise("Error",
              "new-line character seen in unquoted field - do you need to open the file in universal-newline mode?");
      default: plain(c);
    }
  }

  // The end of the line, which is that of the record unless something has to go on.
  void finish() {
    if (state_ == kFieldStart || state_ == kField || state_ == kQuoteSeen) {
      save(kStart);
    } else if (state_ == kEscaped) {
      add("\n", kField);
    } else if (state_ == kQuotedEscape) {
      add("\n", kQuoted);
    } else if (state_ == kEnd) {
      state_ = kStart;
    }
  }

  std::string field_;
  int64_t state_;
  std::string_view delimiter_, quote_, escape_;  // empty where there is none
  int64_t flags_;
  std::vector<Value> fields_;
};

Value csv_line(std::string_view field, int64_t state, std::string_view line, std::string_view delimiter,
               std::string_view quote, std::string_view escape, int64_t flags) {
  return Line(field, state, delimiter, quote, escape, flags).read(line);
}

}  // namespace

KERNEL(py_csv_line, csv_line)

}  // namespace flambeau
