// The outermost layer of a .flam file: magic, version, checksums, and where the sections lie.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

namespace flambeau {

// In the order of the file; a section's kind is its number here plus one.
enum class Section : uint32_t {
  Strings,
  Types,
  Classes,
  Storages,
  Tensors,
  Constants,
  Operators,
  Functions,
  Entries,
  Spans,
  Metadata,
  Files,
  Data,
};
inline constexpr std::size_t kSectionCount = 13;
using Sections = std::array<std::span<const std::byte>, kSectionCount>;

// Checks every byte against the checksums and gives the sections. Error("ArchiveError") says what is wrong.
Sections open_container(std::span<const std::byte> file);

}  // namespace flambeau
