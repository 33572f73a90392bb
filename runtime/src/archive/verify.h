// Proves that the code of an image can't do harm, so that the interpreter needs no checks of its own.
#pragma once

#include "archive/image.h"

namespace flambeau {

// Every function is walked once, as WebAssembly's are: every word has its meaning, every jump lands on an instruction
// (a jump back on a `loop`), every register is written before it is read on all ways there, every operand is of the
// kind that its instruction wants, and calls agree with what they call. Error("ArchiveError") names function and word.
// Each function's `number_registers` are found on the way.
void verify_code(ProgramImage& image);

}  // namespace flambeau
