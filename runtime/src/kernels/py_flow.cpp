// What Python's control flow needs beside its operators.
#include "ops/kernel.h"

namespace flambeau {

Value unbound_variable() { return Value::unbound(); }

KERNEL(py_unbound, unbound_variable)

}  // namespace flambeau
