#include "base/exactness.h"

namespace flambeau {

thread_local bool exact_results = false;

}  // namespace flambeau
