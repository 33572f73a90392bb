// json.dumps of plain values.
#include <algorithm>
#include <cmath>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/recursion.h"
#include "value/text.h"

namespace flambeau {

namespace {

void append_unit(std::string& out, char32_t unit) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  out += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out += kDigits[(unit >> shift) & 15U];
}

std::string quote(std::string_view text, bool ascii_only) {
  static constexpr std::string_view kNamed = "\"\\\n\r\t\f\b", kNames = "\"\\nrtfb";
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    const std::size_t named = c < 0x80 ? kNamed.find(static_cast<char>(c)) : std::string_view::npos;
    if (named != std::string_view::npos) {
      out += '\\';
      out += kNames[named];
    } else if (c < 0x20 || (ascii_only && c >= 0x7f && c < 0x10000)) {
      append_unit(out, c);
    } else if (ascii_only && c >= 0x10000) {
      append_unit(out, 0xd800 + ((c - 0x10000) >> 10));
      append_unit(out, 0xdc00 + ((c - 0x10000) & 0x3ffU));
    } else {
      out += text.substr(start, at - start);
    }
  }
  return out + '"';
}

std::string number(const Value& value) {
  if (value.is(Tag::Bool)) return value.to_bool() ? "true" : "false";
  if (value.is(Tag::Int)) return std::to_string(value.to_int());
  const double f = value.to_double();
  if (std::isnan(f)) return "NaN";
  return std::isinf(f) ? (f < 0 ? "-Infinity" : "Infinity") : float_repr(f);
}

// What an instance of a class derived from dict or list holds, an OrderedDict for instance, and the number or text that
// a member of an IntEnum is. Any other value is itself.
const Value& held_by(const Value& given) {
  const Value& value = underlying(given);
  if (!value.is(Tag::Object)) return value;
  const Object& object = value.object<Object>(Tag::Object);
  const ClassInfo& info = *object.info;
  if (info.name == "collections:deque" || info.name == "builtins:bytearray") return value;
  for (std::size_t i = 0; i < info.fields.size(); ++i) {
    if (info.fields[i].name == "#dict" || info.fields[i].name == "#list") return object.slots()[i];
  }
  return value;
}

class Writer {
 public:
  Writer(const Value& indent, bool sort_keys, bool ascii_only, std::string_view between, std::string_view colon)
      : sort_keys_(sort_keys), ascii_only_(ascii_only), breaks_(!indent.is_none()), between_(between), colon_(colon) {
    if (indent.is(Tag::Str)) indent_ = indent.to_str();
    else if (breaks_) indent_ = std::string(static_cast<std::size_t>(std::max<int64_t>(as_index(indent), 0)), ' ');
  }

  std::string write(const Value& given) {
    const Value& value = held_by(given);
    switch (value.tag()) {
      case Tag::None: return "null";
      case Tag::Bool:
      case Tag::Int:
      case Tag::Float: return number(value);
      case Tag::Str: return quote(value.to_str(), ascii_only_);
      case Tag::List:
      case Tag::Tuple:
      case Tag::Size: return list(value);
      case Tag::Dict: return dict(value);
      default: raise("TypeError", "Object of type ", type_name(value), " is not JSON serializable");
    }
  }

 private:
  // Puts the parts of a container between brackets, each on a line of its own where there is an indent.
  template <typename Part>
  std::string enclose(const Value& value, char open, char close, std::size_t count, Part&& part) {
    if (count == 0) return {open, close};
    const RecursionGuard guard(" while encoding a JSON object");
    if (std::find(inside_.begin(), inside_.end(), value.identity()) != inside_.end()) {
      raise("ValueError", "Circular reference detected");
    }
    inside_.push_back(value.identity());
    std::string out(1, open);
    for (std::size_t i = 0; i < count; ++i) {
      if (i != 0) out += between_;
      break_line(out);
      out += part(i);
    }
    inside_.pop_back();
    break_line(out);
    return out + close;
  }

  void break_line(std::string& out) const {
    if (!breaks_) return;
    out += '\n';
    for (std::size_t level = 0; level < inside_.size(); ++level) out += indent_;
  }

  std::string list(const Value& value) {
    const std::vector<Value>& items = value.items();
    return enclose(value, '[', ']', items.size(), [&](std::size_t i) { return write(items[i]); });
  }

  std::string dict(const Value& value) {
    auto pairs = value.object<Dict>(Tag::Dict).items();
    if (sort_keys_) {
      std::vector<Value> keys;
      for (const auto& pair : pairs) keys.push_back(pair.first);
      sort_values(keys, false);
      for (std::size_t i = 0; i < keys.size(); ++i) {
        pairs[i] = {keys[i], *value.object<Dict>(Tag::Dict).find(keys[i])};
      }
    }
    return enclose(value, '{', '}', pairs.size(), [&](std::size_t i) {
      return quote(key(pairs[i].first), ascii_only_) + std::string(colon_) + write(pairs[i].second);
    });
  }

  static std::string key(const Value& value) {
    if (value.is(Tag::Str)) return std::string(value.to_str());
    if (value.is_none()) return "null";
    if (is_real(value)) return number(value);
    raise("TypeError", "keys must be str, int, float, bool or None, not ", type_name(value));
  }

  bool sort_keys_, ascii_only_, breaks_;
  std::string indent_;
  std::string_view between_, colon_;
  std::vector<const Counted*> inside_;
};

std::string dumps(const Value& value, const Value& indent, bool sort_keys, bool ascii_only, std::string_view between,
                  std::string_view colon) {
  return Writer(indent, sort_keys, ascii_only, between, colon).write(value);
}

}  // namespace

KERNEL(py_json_dumps, dumps)

}  // namespace flambeau
