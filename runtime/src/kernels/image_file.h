// Files of images in memory, as bytes or words of height x width x channels, red first.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "kernels/cv_image.h"

namespace flambeau {

using Bytes = std::span<const uint8_t>;

// Pixels that an image may have: more is taken for damage, before memory is asked for.
inline constexpr int64_t kMostPixels = int64_t{1} << 28;

// Nothing where the bytes aren't such a file, or a damaged one. `mode` is Pillow's name of what the file holds.
struct Decoded {
  Image image;
  std::string_view mode;
  int64_t orientation = 1;  // of EXIF, 1 to 8
};
std::optional<Decoded> decode_png(Bytes file);
// `gray`: the luma alone.
std::optional<Decoded> decode_jpeg(Bytes file, bool gray);

// EXIF's orientation in a block that starts with the byte order; 1 where it has none.
int64_t exif_orientation(Bytes block);

}  // namespace flambeau
