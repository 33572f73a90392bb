// The processor that a thread runs on.
#pragma once

namespace flambeau {

// Of this thread, for now; -1 where unknown.
int current_processor();
// Moves this thread to another processor that it may run on. Whether there was one; it may come back at any time.
bool leave_processor();

}  // namespace flambeau
