#include "value/number.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <limits>
#include <locale>
#include <optional>
#include <sstream>

#include "base/error.h"
#include "value/parse.h"
#include "value/repr.h"
#include "value/text.h"
#include "value/unicode.h"

namespace flambeau {

void raise_int_overflow() { raise("OverflowError", "integer overflow: Flambeau's ints have 64 bits"); }

int64_t add_ints(int64_t a, int64_t b) {
  int64_t out;
  if (__builtin_add_overflow(a, b, &out)) raise_int_overflow();
  return out;
}

int64_t subtract_ints(int64_t a, int64_t b) {
  int64_t out;
  if (__builtin_sub_overflow(a, b, &out)) raise_int_overflow();
  return out;
}

int64_t multiply_ints(int64_t a, int64_t b) {
  int64_t out;
  if (__builtin_mul_overflow(a, b, &out)) raise_int_overflow();
  return out;
}

int64_t negate_int(int64_t a) { return subtract_ints(0, a); }

int compare_int_float(int64_t i, double f) {
  if (f >= 0x1p63) return -1;
  if (f < -0x1p63) return 1;
  const double whole = std::trunc(f);
  const auto t = static_cast<int64_t>(whole);
  if (i != t) return i < t ? -1 : 1;
  return f > whole ? -1 : f < whole ? 1 : 0;
}

double divide_ints(int64_t a, int64_t b) {
  constexpr int64_t kExact = int64_t{1} << 53;
  if (a >= -kExact && a <= kExact && b >= -kExact && b <= kExact)
    return static_cast<double>(a) / static_cast<double>(b);
  __extension__ using Wide = unsigned __int128;
  const bool negative = (a < 0) != (b < 0);
  const uint64_t x = a < 0 ? 0 - static_cast<uint64_t>(a) : static_cast<uint64_t>(a);
  const uint64_t y = b < 0 ? 0 - static_cast<uint64_t>(b) : static_cast<uint64_t>(b);
  // A quotient of at least 55 bits, whose last bit remembers a remainder, is rounded to 53 bits correctly.
  const int shift = std::max(0, 55 - static_cast<int>(std::bit_width(x)) + static_cast<int>(std::bit_width(y)));
  const Wide wide = static_cast<Wide>(x) << shift;
  const auto quotient = static_cast<uint64_t>(wide / y) | (wide % y != 0 ? 1U : 0U);
  const double magnitude = std::ldexp(static_cast<double>(quotient), -shift);
  return negative ? -magnitude : magnitude;
}

int64_t int_from_float(double f) {
  if (std::isnan(f)) raise("ValueError", "cannot convert float NaN to integer");
  if (std::isinf(f)) raise("OverflowError", "cannot convert float infinity to integer");
  if (f >= 0x1p63 || f < -0x1p63) raise_int_overflow();
  return static_cast<int64_t>(f);
}

namespace {

// `text` with spaces at the ends removed, other spaces as ' ' and decimal digits of any script in ASCII; other
// characters beyond ASCII become '?', which no number holds.
std::string normalised(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (has_flag(c, kSpace)) {
      out += ' ';
    } else if (const int digit = decimal_value(c); digit >= 0) {
      out += static_cast<char>('0' + digit);
    } else {
      out += c < 0x80 && c != 0 ? static_cast<char>(c) : '?';
    }
  }
  const std::size_t first = out.find_first_not_of(' ');
  if (first == std::string::npos) return "";
  return out.substr(first, out.find_last_not_of(' ') - first + 1);
}

int digit_of(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'z') return c - 'a' + 10;
  if (c >= 'A' && c <= 'Z') return c - 'A' + 10;
  return 99;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Takes "0x" and the like off `digits`, and settles base 0. A prefix may be followed by one underscore.
bool take_prefix(std::string_view& digits, int64_t& base) {
  int64_t named = 0;
  if (digits.size() > 1 && digits[0] == '0') {
    const char letter = static_cast<char>(digits[1] | 0x20);
    named = letter == 'x' ? 16 : letter == 'o' ? 8 : letter == 'b' ? 2 : 0;
  }
  if (named != 0 && (base == 0 || base == named)) {
    base = named;
    digits.remove_prefix(2);
    if (digits.starts_with('_')) digits.remove_prefix(1);
    return true;
  }
  if (base != 0) return true;
  base = 10;
  // "012" in base 0 is refused, "00" isn't.
  return digits.empty() || digits[0] != '0' || digits.find_first_not_of("0_") == std::string_view::npos;
}

// The value of sign and digits; nothing where they aren't an int's.
std::optional<int64_t> read_int(std::string_view text, int64_t base) {
  const bool negative = text.starts_with('-');
  if (negative || text.starts_with('+')) text.remove_prefix(1);
  if (!take_prefix(text, base) || text.empty()) return std::nullopt;
  bool after_digit = false;
  bool overflow = false;
  int64_t value = 0;  // counted downwards: the least int has no positive counterpart
  for (const char c : text) {
    if (c == '_' && after_digit) {
      after_digit = false;
      continue;
    }
    const int digit = digit_of(c);
    if (digit >= base) return std::nullopt;
    overflow |= __builtin_mul_overflow(value, base, &value) || __builtin_sub_overflow(value, int64_t{digit}, &value);
    after_digit = true;
  }
  if (!after_digit) return std::nullopt;
  if (overflow) raise_int_overflow();
  return negative ? value : negate_int(value);
}

// Takes `digits (_? digits)*` off the front of `text`, appending the digits to `out`. False where there are none.
bool take_digits(std::string_view& text, std::string& out) {
  if (text.empty() || !is_digit(text[0])) return false;
  while (!text.empty() && (is_digit(text[0]) || (text[0] == '_' && text.size() > 1 && is_digit(text[1])))) {
    if (text[0] != '_') out += text[0];
    text.remove_prefix(1);
  }
  return true;
}

std::optional<double> read_float(std::string_view text) {
  std::string clean;
  if (text.starts_with('-')) clean = "-";
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  std::string word(text);
  for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c;
  const double sign = clean.empty() ? 1.0 : -1.0;
  if (word == "inf" || word == "infinity") return sign * std::numeric_limits<double>::infinity();
  if (word == "nan") return std::copysign(std::numeric_limits<double>::quiet_NaN(), sign);
  bool digits = take_digits(text, clean);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    clean += digits ? "." : "0.";
    std::string fraction;
    digits |= take_digits(text, fraction);
    clean += fraction.empty() ? "0" : fraction;
  }
  if (!digits) return std::nullopt;
  if (!text.empty() && (text[0] | 0x20) == 'e') {
    text.remove_prefix(1);
    clean += 'e';
    if (text.starts_with('-')) clean += '-';
    if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
    if (!take_digits(text, clean)) return std::nullopt;
  }
  if (!text.empty()) return std::nullopt;
  return read_decimal(clean);
}

#if defined(__cpp_lib_to_chars)
// Whether a decimal too large or too small for a double is too large: by where its first digit stands.
bool is_huge(std::string_view text) {
  const std::size_t e = text.find('e');
  const std::string_view mantissa = text.substr(0, e);
  int64_t exponent = 0;
  if (e != std::string_view::npos) {
    const auto parsed = std::from_chars(text.data() + e + 1, text.data() + text.size(), exponent);
    if (parsed.ec == std::errc::result_out_of_range) return text[e + 1] != '-';
  }
  const std::size_t point = std::min(mantissa.find('.'), mantissa.size());
  const std::size_t first = mantissa.find_first_of("123456789");
  if (first == std::string_view::npos) return false;
  return static_cast<double>(point) - static_cast<double>(first) + static_cast<double>(exponent) > 0;
}
#endif

}  // namespace

double read_decimal(std::string_view text) {
  double value = 0;
#if defined(__cpp_lib_to_chars)
  const auto parsed = std::from_chars(text.data(), text.data() + text.size(), value);
  if (parsed.ec == std::errc::result_out_of_range) {
    value = is_huge(text) ? std::numeric_limits<double>::infinity() : 0.0;
    if (text[0] == '-') value = -value;
  }
#else
  // A library without from_chars for floats: its streams read the same, whatever the host's locale, in this one.
  std::istringstream stream{std::string(text)};
  stream.imbue(std::locale::classic());
  stream >> value;
  if (std::fabs(value) == std::numeric_limits<double>::max() && stream.fail()) {
    value = std::copysign(std::numeric_limits<double>::infinity(), value);
  }
#endif
  return value;
}

namespace {

std::string_view strip_spaces(std::string_view text) {
  while (text.starts_with(' ')) text.remove_prefix(1);
  while (text.ends_with(' ')) text.remove_suffix(1);
  return text;
}

// The value of a short int in plain digits, as most texts that stand for one are.
std::optional<int64_t> read_plain_int(std::string_view text) {
  constexpr std::size_t kShort = 18;
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  if (text.empty() || text.size() > kShort || !std::all_of(text.begin(), text.end(), is_digit)) return std::nullopt;
  int64_t value = 0;
  for (const char c : text) value = value * 10 + (c - '0');
  return negative ? -value : value;
}

// The value of a float in plain digits, with a point or without.
std::optional<double> read_plain_float(std::string_view text) {
  std::string_view digits = text;
  if (digits.starts_with('-')) digits.remove_prefix(1);
  const auto is_part = [](char c) { return is_digit(c) || c == '.'; };
  if (digits.empty() || !is_digit(digits.front()) || !is_digit(digits.back())) return std::nullopt;
  if (!std::all_of(digits.begin(), digits.end(), is_part) || std::count(digits.begin(), digits.end(), '.') > 1) {
    return std::nullopt;
  }
  return read_decimal(text);
}

}  // namespace

std::optional<int64_t> read_int_text(std::string_view text) {
  const auto plain = read_plain_int(strip_spaces(text));
  return plain ? plain : read_int(normalised(text), 10);
}

std::optional<double> read_float_text(std::string_view text) {
  const auto plain = read_plain_float(strip_spaces(text));
  return plain ? plain : read_float(normalised(text));
}

Error bad_int_text(std::string_view text) {
  return Error("ValueError", "invalid literal for int() with base 10: " + str_repr(text));
}

Error bad_float_text(std::string_view text) {
  return Error("ValueError", "could not convert string to float: " + str_repr(text));
}

int64_t parse_int(std::string_view text, int64_t base, bool bytes) {
  if (base != 0 && (base < 2 || base > 36)) raise("ValueError", "int() base must be >= 2 and <= 36, or 0");
  const auto value = base == 10 ? read_int_text(text) : read_int(normalised(text), base);
  if (!value) {
    raise("ValueError", "invalid literal for int() with base ", base, ": ", bytes ? bytes_repr(text) : str_repr(text));
  }
  return *value;
}

double parse_float(std::string_view text, bool bytes) {
  const auto value = read_float_text(text);
  if (!value) raise("ValueError", "could not convert string to float: ", bytes ? bytes_repr(text) : str_repr(text));
  return *value;
}

}  // namespace flambeau
