// int(text) and float(text) for callers that go on where the text is none, without a C++ exception.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "base/error.h"

namespace flambeau {

// The value of the text, in base 10; nothing where it isn't an int's, or a float's. OverflowError beyond 64 bits.
std::optional<int64_t> read_int_text(std::string_view text);
std::optional<double> read_float_text(std::string_view text);
// Python's ValueError for such a text.
Error bad_int_text(std::string_view text);
Error bad_float_text(std::string_view text);

}  // namespace flambeau
