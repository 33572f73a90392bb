// Python's numbers: 64-bit ints that overflow with an error, floats, and their exact mixture.
#pragma once

#include <cstdint>
#include <string_view>

#include "value/value.h"

namespace flambeau {

inline bool is_int_like(const Value& v) { return v.is(Tag::Int) || v.is(Tag::Bool); }
inline bool is_real(const Value& v) { return v.is(Tag::Float) || is_int_like(v); }
inline bool is_number(const Value& v) { return is_real(v) || v.is(Tag::Complex); }

[[noreturn]] void raise_int_overflow();
int64_t add_ints(int64_t a, int64_t b);
int64_t subtract_ints(int64_t a, int64_t b);
int64_t multiply_ints(int64_t a, int64_t b);
int64_t negate_int(int64_t a);

// The exact order of an int and a float that isn't NaN: negative, 0 or positive.
int compare_int_float(int64_t i, double f);
// a / b rounded once, as Python's int / int; b != 0.
double divide_ints(int64_t a, int64_t b);
// int(f), truncated; ValueError for NaN, OverflowError for infinity and beyond 64 bits.
int64_t int_from_float(double f);

// int(text, base) and float(text) with Python's syntax (spaces around, underscores, digits of any script). `bytes`:
// the text is a bytes object's, and is quoted as one in the ValueError.
int64_t parse_int(std::string_view text, int64_t base, bool bytes = false);
double parse_float(std::string_view text, bool bytes = false);
// The float that ASCII text in C's syntax ("-1.5e3") says, rounded correctly; beyond the range inf or 0.
double read_decimal(std::string_view text);

}  // namespace flambeau
