// text.format(*args, **kwargs).
#include <algorithm>

#include "kernels/py_operators.h"
#include "kernels/py_text.h"
#include "ops/kernel.h"
#include "value/format.h"

namespace flambeau {

namespace {

bool all_digits(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

int64_t to_number(std::string_view digits) {
  if (digits.size() > 18) raise("ValueError", "Too many decimal digits in format string");
  int64_t value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Looks fields up and numbers the unnamed ones, through nested specs too.
class BraceFormatter {
 public:
  BraceFormatter(const Value& args, const Value& kwargs) : args_(args.items()), kwargs_(kwargs) {}

  // `depth`: how deep specs may still nest.
  std::string format(std::string_view text, int depth) {
    if (depth < 0) raise("ValueError", "Max string recursion exceeded");
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
      const char c = text[at++];
      if (c != '{' && c != '}') {
        out += c;
      } else if (at < text.size() && text[at] == c) {
        out += text[at++];
      } else if (c == '}') {
        raise("ValueError", "Single '}' encountered in format string");
      } else if (at >= text.size()) {
        raise("ValueError", "Single '{' encountered in format string");
      } else {
        out += field(text, at, depth);
      }
    }
    return out;
  }

 private:
  // The replacement of the field whose content starts at `at`, which moves behind its brace.
  std::string field(std::string_view text, std::size_t& at, int depth) {
    const std::size_t start = at;
    const char end = skip_name(text, at);
    const std::string_view name = text.substr(start, at - 1 - start);
    char32_t conversion = 0;
    std::string_view spec;
    if (end != '}') spec = read_rest(text, at, end, conversion);
    const Value value = convert(look_up(name), conversion);
    const bool nested = spec.find('{') != std::string_view::npos;
    return format_value(value, nested ? format(spec, depth - 1) : std::string(spec));
  }

  // Moves behind the ':', '!' or '}' that ends a field's name.
  static char skip_name(std::string_view text, std::size_t& at) {
    while (at < text.size()) {
      const char c = text[at++];
      if (c == '{') raise("ValueError", "unexpected '{' in field name");
      if (c == '[') at = std::min(text.find(']', at), text.size());
      if (c == '}' || c == ':' || c == '!') return c;
    }
    raise("ValueError", "expected '}' before end of string");
  }

  static std::string_view read_rest(std::string_view text, std::size_t& at, char end, char32_t& conversion) {
    if (end == '!') {
      if (at >= text.size()) raise("ValueError", "end of string while looking for conversion specifier");
      conversion = next_code_point(text, at);
      if (at < text.size()) {
        const char after = text[at++];
        if (after == '}') return {};
        if (after != ':') raise("ValueError", "expected ':' after conversion specifier");
      }
    }
    const std::size_t start = at;
    for (int open = 1; at < text.size();) {
      const char c = text[at++];
      open += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (open == 0) return text.substr(start, at - 1 - start);
    }
    raise("ValueError", "unmatched '{' in format spec");
  }

  static Value convert(Value value, char32_t conversion) {
    switch (conversion) {
      case 0: return value;
      case 's': return str(value);
      case 'r': return repr(value);
      case 'a': return ascii(value);
      default: break;
    }
    if (conversion > 32 && conversion < 127) {
      raise("ValueError", "Unknown conversion specifier ", static_cast<char>(conversion));
    }
    raise("ValueError", "Unknown conversion specifier \\x", int_digits(static_cast<int64_t>(conversion), 16, false));
  }

  // "0", "name" or "", then any of ".attribute" and "[key]".
  Value look_up(std::string_view name) {
    std::size_t at = std::min(name.find_first_of(".["), name.size());
    Value value = first(name.substr(0, at));
    while (at < name.size()) {
      const char c = name[at++];
      if (c == '.') {
        const std::size_t end = std::min(name.find_first_of(".[", at), name.size());
        if (end == at) raise("ValueError", "Empty attribute in format string");
        value = call_operator("py::object_get", {value, name.substr(at, end - at)});
        at = end;
      } else if (c == '[') {
        const std::size_t end = name.find(']', at);
        if (end == std::string_view::npos) raise("ValueError", "Missing ']' in format string");
        if (end == at) raise("ValueError", "Empty attribute in format string");
        const std::string_view key = name.substr(at, end - at);
        value = call_operator("py::getitem", {value, all_digits(key) ? Value(to_number(key)) : Value(key)});
        at = end + 1;
      } else {
        raise("ValueError", "Only '.' or '[' may follow ']' in format field specifier");
      }
    }
    return value;
  }

  Value first(std::string_view name) {
    if (!name.empty() && !all_digits(name)) return call_operator("py::getitem", {kwargs_, name});
    const Numbering wanted = name.empty() ? Numbering::Automatic : Numbering::Manual;
    if (numbering_ == Numbering::Unknown) numbering_ = wanted;
    if (numbering_ != wanted) {
      raise("ValueError", wanted == Numbering::Automatic
                              ? "cannot switch from manual field specification to automatic field numbering"
                              : "cannot switch from automatic field numbering to manual field specification");
    }
    const int64_t index = name.empty() ? next_++ : to_number(name);
    if (index >= static_cast<int64_t>(args_.size())) {
      raise("IndexError", "Replacement index ", index, " out of range for positional args tuple");
    }
    return args_[static_cast<std::size_t>(index)];
  }

  enum class Numbering { Unknown, Automatic, Manual };
  const std::vector<Value>& args_;
  const Value& kwargs_;
  Numbering numbering_ = Numbering::Unknown;
  int64_t next_ = 0;
};

std::string str_format(const Value& self, const Value& args, const Value& kwargs) {
  return BraceFormatter(args, kwargs).format(text_of(self, "format"), 1);
}

}  // namespace

KERNEL(py_str_format, str_format)

}  // namespace flambeau
