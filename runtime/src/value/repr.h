// str() and repr() of values, exactly as CPython writes them.
#pragma once

#include <string>
#include <string_view>

#include "value/value.h"

namespace flambeau {

std::string repr(const Value& value);
std::string str(const Value& value);

// repr(f): the shortest digits that read back as the same float, "1e+16", "inf", "nan", "-0.0".
std::string float_repr(double f);
// repr(s) of a str: 'it\n', "it's"; `ascii` also escapes everything beyond ASCII, as ascii() does.
std::string str_repr(std::string_view text, bool ascii = false);
std::string bytes_repr(std::string_view bytes);
// ascii(): repr with everything beyond ASCII escaped.
std::string ascii(const Value& value);

// How a tensor is written, within containers too: the kernels, which lie above values, say so when they are loaded.
void set_tensor_text(std::string (*text)(const Tensor&));

// The name by which Python's TypeErrors speak of a value's class: "int", "torch.Size", "torch.dtype".
std::string_view error_type_name(const Value& value);

}  // namespace flambeau
