// Images out of files in memory.
#include "kernels/image_file.h"

namespace flambeau {

int64_t exif_orientation(Bytes block) {
  if (block.size() < 8) return 1;
  const bool low_first = block[0] == 'I';
  const auto number = [&](std::size_t at, std::size_t bytes) {
    std::size_t value = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
      value |= std::size_t{block[at + i]} << 8 * (low_first ? i : bytes - 1 - i);
    }
    return value;
  };
  const std::size_t start = number(4, 4);
  if (start > block.size() - 2) return 1;
  const std::size_t count = number(start, 2);
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t at = start + 2 + 12 * i;
    if (at + 12 > block.size()) return 1;
    if (number(at, 2) != 0x0112) continue;
    const std::size_t value = number(at + 8, 2);
    return value >= 1 && value <= 8 ? static_cast<int64_t>(value) : 1;
  }
  return 1;
}

namespace {

// The pixels, Pillow's name of their mode and EXIF's orientation; an empty name for what can't be read.
std::tuple<Tensor, std::string, int64_t> decode(const Tensor& data, bool gray) {
  if (data.dtype() != Dtype::UInt8) raise("error", "imdecode(): the file is an array of uint8");
  const Tensor bytes = contiguous(data);
  const Bytes file(bytes.data<uint8_t>(), static_cast<std::size_t>(bytes.numel()));
  std::optional<Decoded> found = decode_png(file);
  if (!found) found = decode_jpeg(file, gray);
  if (!found) return {bytes, "", 1};
  return {found->image.tensor, std::string(found->mode), found->orientation};
}

}  // namespace

KERNEL(cv2_imdecode, decode)

}  // namespace flambeau
