// What a program is made of that its threads pass around and nobody changes: classes, and constant tuples of plain
// things. To count who holds them takes a locked instruction each time, so that they stay until the process ends, as
// texts do (`lasting_text`). A program that is loaded again finds what it had; of very many programs, the later ones
// have their own counted.
#pragma once

#include <cstdint>

#include "value/value.h"

namespace flambeau {

// A class like `made` in all that it is.
Ref<ClassInfo> lasting_class(Ref<ClassInfo> made);
// A tuple like `made`, for a program's constant number `row`: equal tuples of one program may be told apart. `made`
// itself where it holds other things than numbers, short texts and such tuples.
Value lasting_tuple(const Value& made, uint32_t row);

}  // namespace flambeau
