// Methods of int, float and complex.
#include <array>
#include <bit>
#include <cmath>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

uint64_t magnitude(int64_t i) { return i < 0 ? 0 - static_cast<uint64_t>(i) : static_cast<uint64_t>(i); }

int64_t bit_length(const Value& self) { return static_cast<int64_t>(std::bit_width(magnitude(as_index(self)))); }
int64_t bit_count(const Value& self) { return static_cast<int64_t>(std::popcount(magnitude(as_index(self)))); }

bool is_big(std::string_view order) {
  if (order != "big" && order != "little") raise("ValueError", "byteorder must be either 'little' or 'big'");
  return order == "big";
}

Value to_bytes(const Value& self, int64_t length, std::string_view order, bool is_signed) {
  const int64_t number = as_index(self);
  const bool big = is_big(order);
  if (length < 0) raise("ValueError", "length argument must be non-negative");
  if (number < 0 && !is_signed) raise("OverflowError", "can't convert negative int to unsigned");
  if (length < 8) {
    const int64_t rest = number >> (8 * length - (is_signed && length > 0 ? 1 : 0));
    if (rest != 0 && !(is_signed && rest == -1)) raise("OverflowError", "int too big to convert");
  }
  std::string out(static_cast<std::size_t>(length), number < 0 ? '\xff' : '\0');
  for (int64_t i = 0; i < std::min<int64_t>(length, 8); ++i) {
    const auto place = static_cast<std::size_t>(big ? length - 1 - i : i);
    out[place] = static_cast<char>(static_cast<uint64_t>(number) >> (8 * i));
  }
  return Value(Tag::Bytes, make_ref<Str>(std::move(out)));
}

int64_t from_bytes(const Value& bytes, std::string_view order, bool is_signed) {
  const bool big = is_big(order);
  std::string content(bytes.to_bytes());
  if (big) content.assign(content.rbegin(), content.rend());
  const bool negative = is_signed && !content.empty() && static_cast<signed char>(content.back()) < 0;
  uint64_t out = 0;
  for (std::size_t i = 0; i < content.size(); ++i) {
    const auto byte = static_cast<unsigned char>(content[i]);
    if (i < 8) out |= static_cast<uint64_t>(byte) << (8 * i);
    else if (byte != (negative ? 0xffU : 0U)) raise_int_overflow();
  }
  if (negative && content.size() < 8) out |= ~uint64_t{0} << (8 * content.size());
  if ((static_cast<int64_t>(out) < 0) != negative) raise_int_overflow();
  return static_cast<int64_t>(out);
}

bool is_integer(const Value& self) {
  const double f = self.to_double();
  return std::isfinite(f) && std::floor(f) == f;
}

Value as_integer_ratio(const Value& self) {
  if (is_int_like(self)) return Value::tuple({self.to_int(), int64_t{1}});
  const double f = self.to_double();
  if (std::isnan(f)) raise("ValueError", "cannot convert NaN to integer ratio");
  if (std::isinf(f)) raise("OverflowError", "cannot convert Infinity to integer ratio");
  int exponent;
  double fraction = std::frexp(f, &exponent);
  for (int i = 0; i < 300 && fraction != std::floor(fraction); ++i) {
    fraction *= 2;
    --exponent;
  }
  if (exponent < -62) raise_int_overflow();
  if (exponent > 0) fraction = std::ldexp(fraction, exponent);
  const int64_t denominator = exponent < 0 ? int64_t{1} << -exponent : 1;
  return Value::tuple({int_from_float(fraction), denominator});
}

std::string float_hex(const Value& self) {
  const double f = self.to_double();
  const std::string sign = std::signbit(f) && !std::isnan(f) ? "-" : "";
  if (std::isnan(f)) return "nan";
  if (std::isinf(f)) return sign + "inf";
  if (f == 0) return sign + "0x0.0p+0";
  const auto bits = std::bit_cast<uint64_t>(f);
  const auto biased = static_cast<int>((bits >> 52) & 0x7ffU);
  const int exponent = biased == 0 ? -1022 : biased - 1023;
  static constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out = sign + (biased == 0 ? "0x0." : "0x1.");
  for (int shift = 48; shift >= 0; shift -= 4) out += kDigits[(bits >> shift) & 15U];
  return out + "p" + (exponent < 0 ? "-" : "+") + std::to_string(std::abs(exponent));
}

Value make_complex(const Value& real, const Value& imaginary) {
  if (!is_number(real) || !is_number(imaginary)) {
    raise("TypeError", "complex() ", is_number(real) ? "second" : "first", " argument must be a",
          is_number(real) ? "" : " string or a", " number, not '", error_type_name(is_number(real) ? imaginary : real),
          "'");
  }
  std::complex<double> made = real.to_complex();
  const std::complex<double> other = imaginary.to_complex();
  if (imaginary.is(Tag::Complex)) made.real(made.real() - other.imag());
  made.imag(real.is(Tag::Complex) ? made.imag() + other.real() : other.real());
  return Value(Tag::Complex, make_ref<ComplexBox>(made));
}

double complex_real(const Value& self) { return self.to_complex().real(); }
double complex_imag(const Value& self) { return self.to_complex().imag(); }
Value conjugate(const Value& self) { return Value(Tag::Complex, make_ref<ComplexBox>(std::conj(self.to_complex()))); }

}  // namespace

KERNEL(py_int_bit_length, bit_length)
KERNEL(py_int_bit_count, bit_count)
KERNEL(py_int_to_bytes, to_bytes)
KERNEL(py_int_from_bytes, from_bytes)
KERNEL(py_float_is_integer, is_integer)
KERNEL(py_float_as_integer_ratio, as_integer_ratio)
KERNEL(py_float_hex, float_hex)
KERNEL(py_complex, make_complex)
KERNEL(py_complex_real, complex_real)
KERNEL(py_complex_imag, complex_imag)
KERNEL(py_complex_conjugate, conjugate)

}  // namespace flambeau
