// int(), float(), str(), repr(), round(), chr(), ord() and isinstance().
#include <array>
#include <charconv>
#include <cmath>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/exceptions.h"
#include "value/format.h"
#include "value/sequence.h"
#include "value/text.h"

namespace flambeau {

namespace {

int64_t to_int(const Value& a) {
  if (is_int_like(a)) return a.to_int();
  if (a.is(Tag::Float)) return int_from_float(a.to_double());
  if (a.is(Tag::Str)) return parse_int(a.to_str(), 10);
  if (a.is(Tag::Bytes)) return parse_int(a.to_bytes(), 10, true);
  if (a.is(Tag::Tensor)) return call_operator("tensor::int", {a}).to_int();
  raise("TypeError", "int() argument must be a string, a bytes-like object or a real number, not '", error_type_name(a),
        "'");
}

int64_t to_int_base(std::string_view text, int64_t base) { return parse_int(text, base); }

double to_float(const Value& a) {
  if (is_real(a)) return a.to_double();
  if (a.is(Tag::Str)) return parse_float(a.to_str());
  if (a.is(Tag::Bytes)) return parse_float(a.to_bytes(), true);
  if (a.is(Tag::Tensor)) return call_operator("tensor::float", {a}).to_double();
  raise("TypeError", "float() argument must be a string or a real number, not '", error_type_name(a), "'");
}

std::string to_str(const Value& a) { return str(a); }
std::string to_repr(const Value& a) { return repr(a); }
std::string to_ascii(const Value& a) { return ascii(a); }
std::string to_format(const Value& a, std::string_view spec) { return format_value(a, spec); }

// round(f, n) for n <= 0: the digits before the unit 10**-n, rounded half to even, of f's exact decimal value.
double round_to_tens(double f, int64_t digits) {
  std::array<char, 512> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::trunc(std::fabs(f)),
                                 std::chars_format::fixed, 0);
  std::string text(buffer.data(), end.ptr);
  const auto dropped = static_cast<std::size_t>(-digits);
  if (dropped > text.size()) return std::copysign(0.0, f);
  text.insert(0, 1, '0');  // room for a carry
  const std::size_t kept = text.size() - dropped;
  // Above, at or below half a unit?
  const std::string_view tail = std::string_view(text).substr(kept);
  const std::size_t rest = tail.find_first_not_of('0', 1);
  const bool exact_tail = rest == std::string_view::npos && std::trunc(f) == f;
  const bool up =
      !tail.empty() && (tail[0] > '5' || (tail[0] == '5' && (!exact_tail || (text[kept - 1] - '0') % 2 == 1)));
  text.resize(kept);
  if (up) {
    std::size_t at = kept - 1;
    while (text[at] == '9') text[at--] = '0';
    ++text[at];
  }
  text.append(dropped, '0');
  const double rounded = read_decimal(text);
  if (std::isinf(rounded)) raise("OverflowError", "rounded value too large to represent");
  return std::copysign(rounded, f);
}

double round_float(double f, int64_t digits) {
  if (!std::isfinite(f) || digits > 323) return f;
  if (digits < -308) return 0.0 * f;
  if (digits < 0) return round_to_tens(f, digits);
  std::array<char, 700> buffer;
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), f, std::chars_format::fixed,
                                 static_cast<int>(digits));
  return read_decimal(std::string_view(buffer.data(), static_cast<std::size_t>(end.ptr - buffer.data())));
}

int64_t round_int(int64_t i, int64_t digits) {
  if (digits >= 0) return i;
  if (digits < -19) return 0;
  __extension__ using Wide = __int128;
  Wide unit = 1;
  for (int64_t d = digits; d < 0; ++d) unit *= 10;
  const Wide wide = i;
  Wide remainder = wide % unit;
  if (remainder < 0) remainder += unit;
  Wide down = wide - remainder;
  const bool odd = (down / unit) % 2 != 0;
  if (2 * remainder > unit || (2 * remainder == unit && odd)) down += unit;
  const auto result = static_cast<int64_t>(down);
  if (result != down) raise_int_overflow();
  return result;
}

Value round(const Value& a, const Value& digits) {
  if (is_int_like(a)) return digits.is_none() ? a.to_int() : round_int(a.to_int(), as_index(digits));
  if (a.is(Tag::Float)) {
    if (!digits.is_none()) return round_float(a.to_double(), as_index(digits));
    const double f = a.to_double();
    const double whole = std::floor(f), above = f - whole;
    const bool up = above > 0.5 || (above == 0.5 && std::fmod(whole, 2.0) != 0);
    return int_from_float(up ? whole + 1 : whole);
  }
  raise("TypeError", "type ", error_type_name(a), " doesn't define __round__ method");
}

Value chr(const Value& a) {
  const int64_t code = as_index(a);
  if (code != static_cast<int32_t>(code)) raise("OverflowError", "Python int too large to convert to C int");
  if (code < 0 || code >= 0x110000) raise("ValueError", "chr() arg not in range(0x110000)");
  const std::string text = utf8(static_cast<char32_t>(code));
  return text_character(text, 0, text.size());
}

int64_t ord(const Value& a) {
  if (!a.is(Tag::Str) && !a.is(Tag::Bytes)) {
    raise("TypeError", "ord() expected string of length 1, but ", error_type_name(a), " found");
  }
  const int64_t size = length(a);
  if (size != 1) raise("TypeError", "ord() expected a character, but string of length ", size, " found");
  std::size_t at = 0;
  return a.is(Tag::Str) ? static_cast<int64_t>(next_code_point(a.to_str(), at))
                        : static_cast<int64_t>(static_cast<unsigned char>(a.to_bytes()[0]));
}

// Whether a member of an IntEnum is an int, of a StrEnum a str.
bool is_value_kind(const Value& a, std::string_view kind) {
  return &underlying(a) != &a && kind == type_name(underlying(a));
}

// isinstance(value, class) by the class's name.
bool is_kind(const Value& a, std::string_view kind) {
  if (a.is(Tag::Exception)) {
    const auto& e = a.object<ExceptionObject>(Tag::Exception);
    return kind == "object" || exception_matches(e.type, e.bases, kind);
  }
  if (kind == "object") return true;
  if (const ClassInfo* info = class_of(a)) {
    return kind == info->name || (a.is(Tag::Tuple) && kind == "tuple") || is_value_kind(a, kind);
  }
  if (a.is(Tag::Array) || a.is(Tag::ArrayDtype)) return kind == (a.is(Tag::Array) ? "Array" : "ArrayDtype");
  if (kind == type_name(a)) return true;
  if (a.is(Tag::Unbound)) return kind == "Unbound";
  return (kind == "int" && a.is(Tag::Bool)) || (kind == "tuple" && a.is(Tag::Size));
}

bool is_instance(const Value& a, const std::vector<std::string_view>& kinds) {
  for (const std::string_view kind : kinds) {
    if (is_kind(a, kind)) return true;
  }
  return false;
}

Value check_bound(const Value& a, std::string_view name) {
  if (a.is(Tag::Unbound)) {
    raise("UnboundLocalError", "cannot access local variable '", name, "' where it is not associated with a value");
  }
  return a;
}

}  // namespace

KERNEL(py_int, to_int)
KERNEL(py_int_base, to_int_base)
KERNEL(py_float, to_float)
KERNEL(py_str, to_str)
KERNEL(py_repr, to_repr)
KERNEL(py_ascii, to_ascii)
KERNEL(py_format, to_format)
KERNEL(py_round, round)
KERNEL(py_chr, chr)
KERNEL(py_ord, ord)
KERNEL(py_isinstance, is_instance)
KERNEL(py_check_bound, check_bound)

}  // namespace flambeau
