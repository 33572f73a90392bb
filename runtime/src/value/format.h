// format(value, spec), and what it shares with "..." % args.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "value/value.h"

namespace flambeau {

// format(value, spec): `[[fill]align][sign][z][#][0][width][,_][.precision][type]` for numbers and str; only the empty
// spec for other values.
std::string format_value(const Value& value, std::string_view spec);

// |f| as "%.*e", "%.*f" or "%.*g" writes it, or (type 'r') as repr does; `type` is lower case. `alternate` keeps the
// point, and for g the zeros at the end. `with_point` is g that always shows a float: "3.0", "1e+16".
std::string format_magnitude(double f, char type, int precision, bool alternate, bool with_point = false);

// f with its sign as "%.*f" writes it, in `room`; empty where it is no number or has too many digits for that.
constexpr int kMostDigits = 60;                           // behind the point
using FixedDigits = std::array<char, kMostDigits + 330>;  // the most before it are 309
std::string_view fixed_digits(FixedDigits& room, double f, int64_t precision);

// |i| in base 2, 8, 10 or 16.
std::string int_digits(int64_t i, int base, bool upper);

void make_upper(std::string& ascii);

}  // namespace flambeau
