// Files that are mapped into memory: pages of theirs that are needed no more can go, and come back when they are read.
//
// A kernel that has packed a weight says so. Where the weight lies in a mapped file, its memory becomes free; where it
// is the caller's or the program's own, nothing happens.
#pragma once

#include <cstddef>

namespace flambeau {

// While a mapping lasts, from which nothing else than the file's bytes is read and to which nothing is written.
void add_mapping(const void* data, std::size_t bytes);
void remove_mapping(const void* data) noexcept;

// The bytes are likely to be read no more; they stay readable.
void set_aside(const void* data, std::size_t bytes) noexcept;

}  // namespace flambeau
