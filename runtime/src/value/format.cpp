#include "value/format.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/text.h"

namespace flambeau {

namespace {

// A format spec, parsed. 0 stands for what isn't given; width and precision are -1 then.
struct Spec {
  char32_t fill = 0;
  char align = 0;
  char sign = 0;
  bool drop_negative_zero = false;
  bool alternate = false;
  int64_t width = -1;
  char grouping = 0;
  int64_t precision = -1;
  char32_t type = 0;
};

bool is_align(char32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

// Reads a spec from left to right.
class SpecReader {
 public:
  SpecReader(std::string_view text, std::string_view type) : text_(text), type_(type) {
    for (std::size_t at = 0; at < text.size();) characters_.push_back(next_code_point(text, at));
  }

  // `numeric`: whether values of this kind are right-aligned, so that a leading 0 pads behind the sign.
  Spec read(bool numeric) {
    Spec spec;
    if (is_align(peek(1))) {
      spec.fill = next();
      spec.align = static_cast<char>(next());
    } else if (is_align(peek())) {
      spec.align = static_cast<char>(next());
    }
    if (peek() == '+' || peek() == '-' || peek() == ' ') spec.sign = static_cast<char>(next());
    spec.drop_negative_zero = take('z');
    spec.alternate = take('#');
    if (!spec.fill && take('0')) {
      spec.fill = '0';
      if (!spec.align && numeric) spec.align = '=';
    }
    spec.width = number();
    read_grouping(spec);
    if (take('.')) {
      spec.precision = number();
      if (spec.precision < 0) raise("ValueError", "Format specifier missing precision");
    }
    if (characters_.size() - at_ > 1) {
      raise("ValueError", "Invalid format specifier '", text_, "' for object of type '", type_, "'");
    }
    if (peek()) spec.type = next();
    check_grouping(spec);
    return spec;
  }

 private:
  char32_t peek(std::size_t ahead = 0) const { return at_ + ahead < characters_.size() ? characters_[at_ + ahead] : 0; }
  char32_t next() { return characters_[at_++]; }
  bool take(char32_t c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  int64_t number() {
    int64_t value = -1;
    for (; peek() >= '0' && peek() <= '9'; ++at_) {
      value = std::max<int64_t>(value, 0) * 10 + static_cast<int64_t>(peek() - '0');
      if (value > 0x7fffffff) raise("ValueError", "Too many decimal digits in format string");
    }
    return value;
  }
  void read_grouping(Spec& spec) {
    if (take(',')) spec.grouping = ',';
    if (take('_')) {
      if (spec.grouping) raise("ValueError", "Cannot specify both ',' and '_'.");
      spec.grouping = '_';
    }
    if (peek() == ',' && spec.grouping) {
      raise("ValueError", spec.grouping == ',' ? "Cannot specify ',' with ','." : "Cannot specify both ',' and '_'.");
    }
  }
  static void check_grouping(const Spec& spec) {
    static constexpr std::string_view kDecimal = "deEfFgG%";
    static constexpr std::string_view kBinary = "boxX";
    if (!spec.grouping || !spec.type) return;
    const char type = spec.type < 0x80 ? static_cast<char>(spec.type) : '?';
    if (kDecimal.find(type) != std::string_view::npos) return;
    if (spec.grouping == '_' && kBinary.find(type) != std::string_view::npos) return;
    if (spec.type > 32 && spec.type < 128)
      raise("ValueError", "Cannot specify '", spec.grouping, "' with '", type, "'.");
    std::array<char, 12> hex;
    const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), static_cast<uint32_t>(spec.type), 16);
    raise("ValueError", "Cannot specify '", spec.grouping, "' with '\\x", std::string_view(hex.data(), end.ptr), "'.");
  }

  std::string_view text_, type_;  // for the error
  std::vector<char32_t> characters_;
  std::size_t at_ = 0;
};

[[noreturn]] void raise_unknown(const Value& value, char32_t type) {
  if (type > 32 && type < 128) {
    raise("ValueError", "Unknown format code '", static_cast<char>(type), "' for object of type '", type_name(value),
          "'");
  }
  std::array<char, 12> hex;
  const auto end = std::to_chars(hex.data(), hex.data() + hex.size(), static_cast<uint32_t>(type), 16);
  raise("ValueError", "Unknown format code '\\x", std::string_view(hex.data(), end.ptr), "' for object of type '",
        type_name(value), "'");
}

// Programs format many values by few specs: those read lately are known.
Spec read_spec(std::string_view text, const Value& value, bool numeric) {
  struct Known {
    std::string text;  // empty where there is none
    bool numeric = false;
    Spec spec;
  };
  constexpr unsigned kBits = 5;
  static thread_local std::array<Known, std::size_t{1} << kBits> all_known;
  uint64_t word = 0;
  std::memcpy(&word, text.data(), std::min<std::size_t>(text.size(), sizeof(word) - 1));
  word = (word << 1U | (numeric ? 1U : 0U)) * 0x9e3779b97f4a7c15U;
  const std::size_t place = word >> (64 - kBits);
  const auto is_it = [&](const Known& known) { return known.numeric == numeric && known.text == text; };
  Known& known = all_known[place];
  if (is_it(known)) return known.spec;
  // Of two that want the same place, one finds another.
  Known& second = all_known[place ^ 1U];
  if (is_it(second)) return second.spec;
  const Spec spec = SpecReader(text, type_name(value)).read(numeric);
  std::swap(known, second);
  known = {std::string(text), numeric, spec};
  return known.spec;
}

void fill(std::string& out, char32_t c, int64_t count) {
  if (c < 0x80) {
    out.append(static_cast<std::size_t>(count), static_cast<char>(c));
    return;
  }
  for (int64_t i = 0; i < count; ++i) append_code_point(out, c);
}

// `head` (sign and prefix) and `body` padded to the spec's width.
std::string pad(const Spec& spec, char default_align, std::string_view head, std::string_view body) {
  int64_t missing = 0;
  if (spec.width > 0) missing = std::max<int64_t>(spec.width - count_code_points(head) - count_code_points(body), 0);
  const char align = spec.align ? spec.align : default_align;
  const char32_t with = spec.fill ? spec.fill : U' ';
  const int64_t before = align == '<' || align == '=' ? 0 : align == '^' ? missing / 2 : missing;
  const int64_t between = align == '=' ? missing : 0;
  std::string out;
  out.reserve(head.size() + body.size() + static_cast<std::size_t>(missing));
  fill(out, with, before);
  out += head;
  fill(out, with, between);
  out += body;
  fill(out, with, missing - before - between);
  return out;
}

// Digits with a separator after every `size` from the right, led by zeros up to `width` characters in all.
std::string group_digits(std::string_view digits, char separator, int size, int64_t width) {
  std::string reversed;
  int64_t count = 0;
  for (std::size_t i = digits.size(); i > 0 || static_cast<int64_t>(reversed.size()) < width;) {
    if (count != 0 && count % size == 0) reversed += separator;
    reversed += i > 0 ? digits[--i] : '0';
    ++count;
  }
  std::reverse(reversed.begin(), reversed.end());
  return reversed;
}

// Sign, prefix, `whole` digits and what follows them in `text` (the fraction and exponent) put together.
std::string assemble(const Spec& spec, bool negative, std::string head, std::string_view text, std::size_t whole) {
  if (negative) head.insert(0, 1, '-');
  else if (spec.sign == '+' || spec.sign == ' ') head.insert(0, 1, spec.sign);
  if (!spec.grouping) return pad(spec, '>', head, text);
  std::string digits(text.substr(0, whole));
  const std::string_view tail = text.substr(whole);
  const bool zeros = spec.fill == '0' && spec.align == '=';
  const int64_t width = zeros ? spec.width - static_cast<int64_t>(head.size() + tail.size()) : 0;
  const bool binary = spec.type == 'b' || spec.type == 'o' || spec.type == 'x' || spec.type == 'X';
  digits = group_digits(digits, spec.grouping, binary ? 4 : 3, width);
  return pad(spec, '>', head, digits.append(tail));
}

std::string format_str(const Value& value, std::string_view spec_text) {
  const Spec spec = read_spec(spec_text, value, false);
  if (spec.type && spec.type != 's') raise_unknown(value, spec.type);
  if (spec.grouping) raise("ValueError", "Cannot specify '", spec.grouping, "' with 's'.");
  if (spec.sign) {
    raise("ValueError", spec.sign == ' ' ? "Space" : "Sign", " not allowed in string format specifier");
  }
  if (spec.drop_negative_zero) {
    raise("ValueError", "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) raise("ValueError", "Alternate form (#) not allowed in string format specifier");
  if (spec.align == '=') raise("ValueError", "'=' alignment not allowed in string format specifier");
  std::string_view text = value.to_str();
  if (spec.precision >= 0) text = text.substr(0, byte_offset(text, spec.precision));
  return pad(spec, '<', "", text);
}

std::string format_character(const Spec& spec, int64_t code) {
  if (spec.sign) raise("ValueError", "Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) raise("ValueError", "Alternate form (#) not allowed with integer format specifier 'c'");
  if (code < 0 || code >= 0x110000) raise("OverflowError", "%c arg not in range(0x110000)");
  return pad(spec, '>', "", utf8(static_cast<char32_t>(code)));
}

// Whether a decimal number is written with nothing but a minus sign and padding around it.
bool is_plain(const Spec& spec) {
  return !spec.sign && !spec.grouping && !spec.alternate && !spec.drop_negative_zero && spec.align != '=';
}

std::string format_int(const Spec& spec, int64_t i) {
  if (is_plain(spec) && spec.precision < 0 && (spec.type == 'd' || spec.type == 0)) {
    std::array<char, 24> digits;
    const char* const end = std::to_chars(digits.data(), digits.data() + digits.size(), i).ptr;
    return pad(spec, '>', "", {digits.data(), end});
  }
  if (spec.precision >= 0) raise("ValueError", "Precision not allowed in integer format specifier");
  if (spec.drop_negative_zero) {
    raise("ValueError", "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (spec.type == 'c') return format_character(spec, i);
  const bool hex = spec.type == 'x' || spec.type == 'X';
  const int base = hex ? 16 : spec.type == 'o' ? 8 : spec.type == 'b' ? 2 : 10;
  std::string prefix;
  if (spec.alternate && base != 10) prefix = std::string("0") + static_cast<char>(spec.type);
  const std::string digits = int_digits(i, base, spec.type == 'X');
  return assemble(spec, i < 0, prefix, digits, digits.size());
}

std::string format_real(const Spec& spec, double f) {
  if (is_plain(spec) && spec.type == 'f') {
    FixedDigits digits;
    const std::string_view text = fixed_digits(digits, f, spec.precision < 0 ? 6 : spec.precision);
    if (!text.empty()) return pad(spec, '>', "", text);
  }
  const char32_t type = spec.type == 'n' ? U'g' : spec.type;
  const bool upper = type == 'E' || type == 'F' || type == 'G';
  const char lower = type == 0 ? 'r' : type == '%' ? 'f' : static_cast<char>(type | 0x20U);
  if (type == '%') f *= 100;
  const int precision = static_cast<int>(spec.precision >= 0 ? spec.precision : 6);
  std::string text = type == 0 && spec.precision < 0 ? format_magnitude(f, 'r', 0, spec.alternate)
                     : type == 0                     ? format_magnitude(f, 'g', precision, spec.alternate, true)
                                                     : format_magnitude(f, lower, precision, spec.alternate);
  if (upper) make_upper(text);
  bool negative = std::signbit(f) && !std::isnan(f);
  if (spec.drop_negative_zero && negative) {
    const std::string_view mantissa = std::string_view(text).substr(0, text.find_first_of("eE"));
    negative = mantissa.find_first_of("123456789inIN") != std::string_view::npos;
  }
  if (type == '%') text += '%';
  const std::size_t whole =
      std::isfinite(f) ? std::min(text.find_first_not_of("0123456789"), text.size()) : text.size();
  if (!std::isfinite(f) && spec.grouping) {
    Spec plain = spec;
    plain.grouping = 0;
    return assemble(plain, negative, "", text, whole);
  }
  return assemble(spec, negative, "", text, whole);
}

// One part of a complex number: its sign and digits.
std::string format_part(const Spec& spec, double f, char type, int precision, bool signed_always) {
  std::string text = format_magnitude(f, static_cast<char>(type | 0x20), precision, spec.alternate);
  if (type == 'E' || type == 'F' || type == 'G') make_upper(text);
  const std::size_t whole =
      std::isfinite(f) ? std::min(text.find_first_not_of("0123456789"), text.size()) : text.size();
  if (spec.grouping && std::isfinite(f)) {
    text = group_digits(text.substr(0, whole), spec.grouping, 3, 0) + text.substr(whole);
  }
  if (std::signbit(f) && !std::isnan(f)) return "-" + text;
  if (signed_always) return "+" + text;
  return spec.sign == '+' || spec.sign == ' ' ? spec.sign + text : text;
}

// As a pair in parentheses where there is no type, each part being its shortest text without ".0".
std::string format_complex(const Value& value, std::string_view spec_text) {
  const Spec spec = read_spec(spec_text, value, true);
  static constexpr std::string_view kTypes = "eEfFgGn";
  const char32_t type = spec.type;
  if (type != 0 && (type >= 0x80 || kTypes.find(static_cast<char>(type)) == std::string_view::npos)) {
    raise_unknown(value, type);
  }
  if (spec.fill == '0' && spec.align == '=') {
    raise("ValueError", "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') raise("ValueError", "'=' alignment flag is not allowed in complex format specifier");
  const std::complex<double> c = value.to_complex();
  const bool skip_real = type == 0 && c.real() == 0 && !std::signbit(c.real());
  const bool shortest = type == 0 && spec.precision < 0;
  const char letter = type == 0 ? (shortest ? 'r' : 'g') : type == 'n' ? 'g' : static_cast<char>(type);
  const int precision = static_cast<int>(spec.precision >= 0 ? spec.precision : 6);
  const auto part = [&](double f, bool signed_always) {
    std::string text = format_part(spec, f, letter, precision, signed_always);
    if (shortest && text.ends_with(".0")) text.resize(text.size() - 2);
    return text;
  };
  std::string text = skip_real ? part(c.imag(), false) : part(c.real(), false) + part(c.imag(), true);
  text += 'j';
  if (type == 0 && !skip_real) text = "(" + text + ")";
  return pad(spec, '>', "", text);
}

std::string format_number(const Value& value, std::string_view spec_text) {
  const Spec spec = read_spec(spec_text, value, true);
  static constexpr std::string_view kInts = "bcdoxXn", kFloats = "eEfFgG%";
  const char type = spec.type < 0x80 ? static_cast<char>(spec.type) : '?';
  const bool is_float = value.is(Tag::Float);
  if (type == 0) return is_float ? format_real(spec, value.to_double()) : format_int(spec, value.to_int());
  if (kFloats.find(type) != std::string_view::npos || (is_float && type == 'n')) {
    return format_real(spec, value.to_double());
  }
  if (is_float || kInts.find(type) == std::string_view::npos) raise_unknown(value, spec.type);
  return format_int(spec, value.to_int());
}

// `text`, in scientific notation: its digits without the point, and its exponent.
std::pair<std::string, int> split_scientific(std::string_view text) {
  const std::size_t e = text.find('e');
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  int exponent = 0;
  const char* const first = text.data() + e + (text[e + 1] == '+' ? 2 : 1);
  std::from_chars(first, text.data() + text.size(), exponent);
  return {digits, exponent};
}

std::string print_digits(double f, std::chars_format format, int precision) {
  // The longest: 309 digits before the point, and the precision behind it.
  constexpr int kMostOften = 60;
  if (precision <= kMostOften) {
    std::array<char, kMostOften + 330> digits;
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), f, format, precision);
    return {digits.data(), end.ptr};
  }
  std::string buffer(static_cast<std::size_t>(precision) + 330, '\0');
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), f, format, precision);
  buffer.resize(static_cast<std::size_t>(end.ptr - buffer.data()));
  return buffer;
}

std::string format_general(double f, int precision, bool alternate, bool with_point) {
  precision = std::max(precision, 1);
  const auto parts = split_scientific(print_digits(f, std::chars_format::scientific, precision - 1));
  std::string digits = parts.first;
  const int exponent = parts.second;
  if (!alternate) digits.resize(std::max<std::size_t>(digits.find_last_not_of('0') + 1, 1));
  if (exponent < -4 || exponent >= precision - (with_point ? 1 : 0)) {
    std::string out = digits.substr(0, 1);
    if (digits.size() > 1 || alternate) out += '.';
    out += digits.substr(1);
    const std::string size = std::to_string(std::abs(exponent));
    return out + (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
  }
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + digits;
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() < whole) digits.append(whole - digits.size(), '0');
  std::string fraction = digits.substr(whole);
  if (fraction.empty() && with_point) fraction = "0";
  digits.resize(whole);
  if (!fraction.empty() || alternate) digits += '.';
  return digits + fraction;
}

}  // namespace

std::string_view fixed_digits(FixedDigits& room, double f, int64_t precision) {
  if (!std::isfinite(f) || precision > kMostDigits) return {};
  const auto end =
      std::to_chars(room.data(), room.data() + room.size(), f, std::chars_format::fixed, static_cast<int>(precision));
  return {room.data(), end.ptr};
}

std::string int_digits(int64_t i, int base, bool upper) {
  const uint64_t magnitude = i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i);
  std::array<char, 65> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), magnitude, base);
  std::string out(buffer.data(), end.ptr);
  if (upper) make_upper(out);
  return out;
}

void make_upper(std::string& ascii) {
  for (char& c : ascii) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
}

std::string format_magnitude(double f, char type, int precision, bool alternate, bool with_point) {
  if (std::isnan(f)) return "nan";
  if (std::isinf(f)) return "inf";
  f = std::fabs(f);
  if (type == 'r') {
    std::string text = float_repr(f);
    const std::size_t e = text.find('e');
    if (alternate && e != std::string::npos && text.find('.') == std::string::npos) text.insert(e, 1, '.');
    return text;
  }
  if (type == 'g') return format_general(f, precision, alternate, with_point);
  const bool scientific = type == 'e';
  std::string text = print_digits(f, scientific ? std::chars_format::scientific : std::chars_format::fixed, precision);
  if (alternate && precision == 0) text.insert(scientific ? text.find('e') : text.size(), 1, '.');
  return text;
}

std::string format_value(const Value& value, std::string_view spec) {
  if (spec.empty()) return str(value);
  if (value.is(Tag::Str)) return format_str(value, spec);
  if (is_real(value)) return format_number(value, spec);
  if (value.is(Tag::Complex)) return format_complex(value, spec);
  raise("TypeError", "unsupported format string passed to ", type_name(value), ".__format__");
}

}  // namespace flambeau
