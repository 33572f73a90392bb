// Ints in messages: check(numel == known, "shape ", shape, " is invalid") makes their text only where it fails.
#pragma once

#include <ostream>

#include "base/ints.h"

namespace flambeau {

inline std::ostream& operator<<(std::ostream& stream, const Ints& values) { return stream << values.text(); }

}  // namespace flambeau
