// The regular expressions that a thread has used lately.
#pragma once

#include <memory>

#include "kernels/regex.h"

namespace flambeau {

// The program whose bytes `program` is, read once for as long as it is among those used lately.
std::shared_ptr<const Regex> regex_of(const Value& program);

}  // namespace flambeau
