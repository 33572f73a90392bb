#include "value/repr.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/error.h"
#include "value/array_scalar.h"
#include "value/match.h"
#include "value/recursion.h"
#include "value/set.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

namespace {

constexpr std::string_view kHex = "0123456789abcdef";

void append_hex(std::string& out, char32_t value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kHex[(value >> shift) & 15U];
}

// The escapes that str and bytes have in common. Returns whether `c` was one of them.
bool append_escape(std::string& out, char32_t c, char quote) {
  switch (c) {
    case '\t': out += "\\t"; return true;
    case '\n': out += "\\n"; return true;
    case '\r': out += "\\r"; return true;
    case '\\': out += "\\\\"; return true;
    default: break;
  }
  if (c != static_cast<unsigned char>(quote)) return false;
  out += '\\';
  out += quote;
  return true;
}

// Double quotes only where that spares escapes.
char choose_quote(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos;
  return has_single && text.find('"') == std::string_view::npos ? '"' : '\'';
}

// The containers that are being printed, outermost first: one met again inside itself prints as "[...]".
thread_local std::vector<const Counted*> printing;

class Printing {
 public:
  explicit Printing(const Counted* object) { printing.push_back(object); }
  ~Printing() { printing.pop_back(); }
  Printing(const Printing&) = delete;
  Printing& operator=(const Printing&) = delete;
};

std::string join_items(const std::vector<Value>& items, const char* open, const char* close) {
  std::string out = open;
  // By index: printing may not change the container, but its size is read anew each time all the same.
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i) out += ", ";
    out += repr(items[i]);
  }
  return out + close;
}

std::string dict_repr(const Dict& dict) {
  std::string out = "{";
  for (const auto& [key, value] : dict.items()) {
    if (out.size() > 1) out += ", ";
    out += repr(key) + ": " + repr(value);
  }
  return out + "}";
}

std::string set_repr(const Set& set) {
  if (set.size() == 0) return "set()";
  std::string out = "{";
  set.each([&](const Value& key) {
    if (out.size() > 1) out += ", ";
    out += repr(key);
  });
  return out + "}";
}

std::string fields_repr(std::string_view name, const ClassInfo& info, const std::vector<Value>& slots) {
  std::string out(name);
  out += '(';
  for (std::size_t i = 0; i < slots.size(); ++i) {
    if (!(info.fields[i].flags & ClassInfo::kInRepr)) continue;
    if (!out.ends_with('(')) out += ", ";
    out += info.fields[i].name + "=" + repr(slots[i]);
  }
  return out + ")";
}

std::string object_repr(const Object& object) {
  const ClassInfo& info = *object.info;
  if (info.kind == ClassInfo::Kind::Enum) {
    return concat("<", info.short_name(), ".", object.slots()[0].to_str(), ": ", repr(object.slots()[1]), ">");
  }
  if (info.flags & ClassInfo::kShown) return fields_repr(info.qualified_name(), info, object.slots());
  std::string_view module = std::string_view(info.name).substr(0, info.name.find(':'));
  return concat("<", module, ".", info.qualified_name(), " object at ", static_cast<const void*>(&object), ">");
}

std::string tuple_repr(const Value& tuple) {
  if (const ClassInfo* info = class_of(tuple)) return fields_repr(info->short_name(), *info, tuple.items());
  return join_items(tuple.items(), "(", tuple.items().size() == 1 ? ",)" : ")");
}

std::string (*tensor_text)(const Tensor&) = nullptr;

std::string class_repr(const ClassInfo& info) {
  const bool is_enum = info.kind == ClassInfo::Kind::Enum;
  if (is_enum) return concat("<enum '", info.short_name(), "'>");
  std::string name = info.name;
  std::replace(name.begin(), name.end(), ':', '.');
  return concat("<class '", name, "'>");
}

std::string container_repr(const Value& value) {
  const Counted* self = value.identity();
  const bool nested = std::find(printing.begin(), printing.end(), self) != printing.end();
  const RecursionGuard guard(" while getting the repr of an object");
  const Printing mark(self);
  switch (value.tag()) {
    case Tag::List: return nested ? "[...]" : join_items(value.items(), "[", "]");
    case Tag::Size: return join_items(value.items(), "torch.Size([", "])");
    case Tag::Tuple: return nested ? "(...)" : tuple_repr(value);
    case Tag::Dict: return nested ? "{...}" : dict_repr(value.object<Dict>(Tag::Dict));
    case Tag::Set: return nested ? "set(...)" : set_repr(value.object<Set>(Tag::Set));
    default: return nested ? "..." : object_repr(value.object<Object>(Tag::Object));
  }
}

std::string device_text(const Device& device) {
  return device.index < 0 ? "cpu" : "cpu:" + std::to_string(device.index);
}

std::string device_repr(const Device& device) {
  std::string out = "device(type='cpu'";
  if (device.index >= 0) out += ", index=" + std::to_string(device.index);
  return out + ")";
}

std::string without_point(double f) {
  std::string text = float_repr(f);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

std::string complex_repr(std::complex<double> c) {
  const std::string imaginary = without_point(c.imag()) + "j";
  if (c.real() == 0 && !std::signbit(c.real())) return imaginary;
  const bool sign = imaginary[0] != '-';
  return "(" + without_point(c.real()) + (sign ? "+" : "") + imaginary + ")";
}

std::string slice_repr(const SliceObject& s) {
  return "slice(" + repr(s.start) + ", " + repr(s.stop) + ", " + repr(s.step) + ")";
}

std::string range_repr(const RangeObject& r) {
  std::string out = "range(" + std::to_string(r.start) + ", " + std::to_string(r.stop);
  if (r.step != 1) out += ", " + std::to_string(r.step);
  return out + ")";
}

std::string exception_repr(const ExceptionObject& e) {
  if (!e.args.is_none()) {
    std::string parts;
    for (const Value& one : e.args.items()) parts += (parts.empty() ? "" : ", ") + repr(one);
    return e.type + "(" + parts + ")";
  }
  if (e.message.empty()) return e.type + "()";
  // A KeyError's text is its key's repr already.
  return e.type + "(" + (e.type == "KeyError" ? e.message : str_repr(e.message)) + ")";
}

std::string match_repr(const MatchObject& m) {
  const auto characters = [&](int64_t byte) {
    return std::to_string(count_code_points(m.text.to_str().substr(0, static_cast<std::size_t>(byte))));
  };
  return "<re.Match object; span=(" + characters(m.spans[0].first) + ", " + characters(m.spans[0].second) +
         "), match=" + repr(m.group(0)) + ">";
}

}  // namespace

void set_tensor_text(std::string (*text)(const Tensor&)) { tensor_text = text; }

std::string float_repr(double f) {
  if (std::isnan(f)) return "nan";
  if (std::isinf(f)) return f < 0 ? "-inf" : "inf";
  std::array<char, 40> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), f, std::chars_format::scientific);
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data()));
  const std::size_t e = text.find('e');
  std::string_view mantissa = text.substr(0, e);
  int exponent = 0;
  const std::size_t digits_at = text[e + 1] == '+' ? e + 2 : e + 1;
  std::from_chars(text.data() + digits_at, text.data() + text.size(), exponent);
  if (exponent < -4 || exponent >= 16) return std::string(text);
  std::string out;
  if (mantissa[0] == '-') {
    out = "-";
    mantissa.remove_prefix(1);
  }
  std::string digits(1, mantissa[0]);
  if (mantissa.size() > 2) digits += mantissa.substr(2);
  if (exponent < 0) return out + "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return out + digits + std::string(whole - digits.size(), '0') + ".0";
  return out + digits.substr(0, whole) + "." + digits.substr(whole);
}

std::string str_repr(std::string_view text, bool ascii_only) {
  const char quote = choose_quote(text);
  std::string out(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const char32_t c = next_code_point(text, at);
    if (append_escape(out, c, quote)) continue;
    if (c >= 0x80 ? !ascii_only && has_flag(c, kPrintable) : c >= 0x20 && c < 0x7f) {
      out += text.substr(start, at - start);
    } else {
      out += c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
      append_hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
  return out + quote;
}

std::string bytes_repr(std::string_view bytes) {
  const char quote = choose_quote(bytes);
  std::string out = {'b', quote};
  for (const char each : bytes) {
    const char32_t c = static_cast<unsigned char>(each);
    if (append_escape(out, c, quote)) continue;
    if (c >= 0x20 && c < 0x7f) {
      out += each;
    } else {
      out += "\\x";
      append_hex(out, c, 2);
    }
  }
  return out + quote;
}

std::string repr(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return "None";
    case Tag::Unbound: return "<unbound>";
    case Tag::Bool: return value.to_bool() ? "True" : "False";
    case Tag::Int: return std::to_string(value.to_int());
    case Tag::Float: return float_repr(value.to_double());
    case Tag::Dtype: return "torch." + std::string(dtype_name(value.to_dtype()));
    case Tag::Device: return device_repr(value.to_device());
    case Tag::Ellipsis: return "Ellipsis";
    case Tag::Complex: return complex_repr(value.to_complex());
    case Tag::Str: return str_repr(value.to_str());
    case Tag::Bytes: return bytes_repr(value.to_bytes());
    case Tag::Tensor: return tensor_text(value.to_tensor());
    case Tag::Array:
      return value.is_array_scalar() ? array_scalar_repr(value.to_array()) : array_repr(value.to_array());
    case Tag::ArrayDtype: return concat("dtype('", dtype_name(value.to_array_dtype()), "')");
    case Tag::Slice: return slice_repr(value.object<SliceObject>(Tag::Slice));
    case Tag::Range: return range_repr(value.object<RangeObject>(Tag::Range));
    case Tag::Exception: return exception_repr(value.object<ExceptionObject>(Tag::Exception));
    case Tag::Class: return class_repr(value.object<ClassInfo>(Tag::Class));
    case Tag::Match: return match_repr(value.object<MatchObject>(Tag::Match));
    case Tag::Generator: return "<generator object>";
    default: return container_repr(value);
  }
}

namespace {

// A member of an Enum prints as Color.RED, one that is a number or text as well as that.
std::string object_str(const Value& value) {
  const auto& object = value.object<Object>(Tag::Object);
  if (object.info->kind != ClassInfo::Kind::Enum) return repr(value);
  if (&underlying(value) != &value) return str(underlying(value));
  return concat(object.info->short_name(), ".", object.slots()[0].to_str());
}

}  // namespace

std::string str(const Value& value) {
  switch (value.tag()) {
    case Tag::Str: return std::string(value.to_str());
    case Tag::Device: return device_text(value.to_device());
    case Tag::ArrayDtype: return std::string(dtype_name(value.to_array_dtype()));
    case Tag::Array:
      return value.is_array_scalar() ? array_scalar_text(value.to_array()) : array_text(value.to_array());
    case Tag::Exception: return value.object<ExceptionObject>(Tag::Exception).message;
    case Tag::Object: return object_str(value);
    default: return repr(value);
  }
}

std::string ascii(const Value& value) {
  std::string out;
  const std::string text = repr(value);
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c < 0x80) {
      out += static_cast<char>(c);
    } else {
      out += c < 0x100 ? "\\x" : c < 0x10000 ? "\\u" : "\\U";
      append_hex(out, c, c < 0x100 ? 2 : c < 0x10000 ? 4 : 8);
    }
  }
  return out;
}

std::string_view error_type_name(const Value& value) {
  switch (value.tag()) {
    case Tag::Size: return "torch.Size";
    case Tag::Dtype: return "torch.dtype";
    case Tag::Array: return value.is_array_scalar() ? type_name(value) : "numpy.ndarray";
    case Tag::Device: return "torch.device";
    case Tag::Match: return "re.Match";
    default: return type_name(value);
  }
}

}  // namespace flambeau
