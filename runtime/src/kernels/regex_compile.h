// Compiles regular expressions that are only known when the program runs.
#pragma once

#include <string>
#include <string_view>

namespace flambeau {

// The program of a pattern under Python's flags, to the byte what flambeau/regex makes of it: read_regex() reads it.
// Raises what re.compile() raises, and NotImplementedError for what no program can do.
std::string compile_regex(std::string_view pattern, uint32_t flags);

}  // namespace flambeau
