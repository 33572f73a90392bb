// NumPy scalars and arrays without dims as Python's numbers, and how they print.
#pragma once

#include <string>

#include "value/value.h"

namespace flambeau {

// The only element of an array as a bool, int, float or complex; OverflowError for a uint64 beyond 63 bits.
Value array_item(const Tensor& array);
// What str() says of a NumPy scalar: "0.1" for numpy.float32(0.1).
std::string array_scalar_text(const Tensor& array);
// What repr() says of it: "np.float32(0.1)".
std::string array_scalar_repr(const Tensor& array);

// What str() and repr() say of an array: "[1 2]", "array([1, 2])".
std::string array_text(const Tensor& array);
std::string array_repr(const Tensor& array);

}  // namespace flambeau
