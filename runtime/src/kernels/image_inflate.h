// Decompression of zlib streams: RFC 1950 and 1951.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace flambeau {

// At most `most` bytes of what a zlib stream holds; false where the stream is damaged or holds less.
bool inflate_zlib(std::span<const uint8_t> stream, std::size_t most, std::vector<uint8_t>& out);

}  // namespace flambeau
