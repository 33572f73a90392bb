// CRC-32 as in zip, PNG and zlib's crc32(): polynomial 0xEDB88320 reflected, starting and ending inverted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace flambeau {

uint32_t crc32(std::span<const std::byte> bytes);
// The same by tables alone: the reference for the version that multiplies polynomials.
uint32_t crc32_portable(std::span<const std::byte> bytes);

}  // namespace flambeau
