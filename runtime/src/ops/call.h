// One operator run by name: for callers outside of a program.
#pragma once

#include <string_view>
#include <vector>

#include "value/value.h"

namespace flambeau {

// As many arguments as the operator's schema has. Several results come as a tuple, none as None. RuntimeError where
// there is no such operator, TypeError for another number of arguments.
Value call_operator(std::string_view name, const std::vector<Value>& arguments);

}  // namespace flambeau
