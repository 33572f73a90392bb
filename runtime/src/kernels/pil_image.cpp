// Pillow's images: their modes, conversions between them, and crops.
//
// An image is a tensor: height x width for the modes L and F, height x width x channels for LA, RGB and RGBA.
#include <string>

#include "kernels/cv_image.h"

namespace flambeau {
namespace {

std::string mode_of(const Tensor& image) {
  const int64_t channels = image.dim() == 3 ? image.sizes()[2] : image.dim() == 2 ? 1 : 0;
  if (image.dtype() == Dtype::UInt8 && (image.dim() == 2 || channels > 1)) {
    switch (channels) {
      case 1: return "L";
      case 2: return "LA";
      case 3: return "RGB";
      case 4: return "RGBA";
      default: break;
    }
  }
  if (image.dtype() == Dtype::Float32 && image.dim() == 2) return "F";
  if (image.dim() == 2) {
    raise("NotImplementedError", "images of ", dtype_name(image.dtype()),
          " aren't supported, only of uint8 and float32");
  }
  raise("TypeError", "Cannot handle this data type: an array of ", dtype_name(image.dtype()), " and ", image.dim(),
        " dims, the last of ", image.dim() > 0 ? image.sizes()[image.dim() - 1] : 0,
        "; images of bytes with 1 to 4 channels and of float32 with one are supported");
}

// Of a mode of bytes; 0 for any other.
int64_t channels_of(std::string_view mode) {
  return mode == "L" ? 1 : mode == "LA" ? 2 : mode == "RGB" ? 3 : mode == "RGBA" ? 4 : 0;
}

Tensor luma(const Image& src, const Image& out) {
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    const uint8_t* from = src.at<uint8_t>(begin);
    uint8_t* to = out.at<uint8_t>(begin);
    for (int64_t i = 0; i < (end - begin) * src.width; ++i, from += src.channels) {
      to[i] = src.channels < 3
                  ? from[0]
                  : static_cast<uint8_t>((from[0] * 19595 + from[1] * 38470 + from[2] * 7471 + 0x8000) >> 16);
    }
  });
  return out.tensor;
}

Tensor convert(const Tensor& self, std::string_view mode) {
  const std::string from_mode = mode_of(self);
  const Image src = image_of(self, "convert");
  if (from_mode == mode) return src.tensor;
  const int64_t channels = channels_of(mode);
  if (from_mode == "F" || channels == 0) {
    raise("NotImplementedError", "conversion of an image of the mode ", from_mode, " to ", mode, " isn't supported");
  }
  const Image out = new_image(src.height, src.width, channels, Dtype::UInt8);
  if (channels == 1) return luma(src, out);
  const Image gray = new_image(src.height, src.width, 1, Dtype::UInt8);
  if (channels == 2) luma(src, gray);
  const bool has_alpha = src.channels == 2 || src.channels == 4;
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    const uint8_t* from = src.at<uint8_t>(begin);
    const uint8_t* level = gray.at<uint8_t>(begin);
    uint8_t* to = out.at<uint8_t>(begin);
    for (int64_t i = 0; i < (end - begin) * src.width; ++i, from += src.channels, to += channels) {
      if (channels == 2) {
        to[0] = level[i];
      } else {
        for (int64_t c = 0; c < 3; ++c) to[c] = from[src.channels < 3 ? 0 : c];
      }
      if (channels % 2 == 0) to[channels - 1] = has_alpha ? from[src.channels - 1] : 255;
    }
  });
  return out.tensor;
}

// The part between left, top, right and bottom; 0 beyond the image.
Tensor crop(const Tensor& self, int64_t left, int64_t top, int64_t right, int64_t bottom) {
  if (right < left) raise("ValueError", "Coordinate 'right' is less than 'left'");
  if (bottom < top) raise("ValueError", "Coordinate 'lower' is less than 'upper'");
  const Image src = image_of(self, "crop");
  const Image out = new_image(bottom - top, right - left, src.channels, src.dtype());
  const int64_t first = std::clamp<int64_t>(left, 0, src.width);
  const int64_t last = std::clamp<int64_t>(right, first, src.width);
  const auto pixel = static_cast<int64_t>(src.tensor.itemsize()) * src.channels;
  for (int64_t y = 0; y < out.height; ++y) {
    std::byte* to = out.tensor.raw() + y * out.width * pixel;
    std::fill_n(to, out.width * pixel, std::byte{0});
    if (y + top < 0 || y + top >= src.height) continue;
    const std::byte* from = src.tensor.raw() + ((y + top) * src.width + first) * pixel;
    if (last > first) std::copy_n(from, (last - first) * pixel, to + (first - left) * pixel);
  }
  return out.tensor;
}

// An image of one colour. A number alone is that of the only channel; of several it has their bytes, the lowest first.
Tensor filled(std::string_view mode, int64_t width, int64_t height, const std::vector<double>& color) {
  if (width < 0 || height < 0) raise("ValueError", "Width and height must be >= 0");
  const bool floats = mode == "F";
  const int64_t channels = channels_of(mode);
  if (channels == 0 && !floats) raise("NotImplementedError", "images of the mode ", mode, " aren't supported");
  const Image out = new_image(height, width, std::max<int64_t>(channels, 1), floats ? Dtype::Float32 : Dtype::UInt8);
  if (floats) {
    std::fill_n(out.data<float>(), height * width, color.empty() ? 0.0F : static_cast<float>(color[0]));
    return out.tensor;
  }
  const auto byte = [&](int64_t c) {
    if (color.empty()) return uint8_t{0};
    if (color.size() == 1 && channels > 1) {
      return static_cast<uint8_t>(static_cast<uint64_t>(static_cast<int64_t>(color[0])) >> (8 * c));
    }
    const auto at = static_cast<std::size_t>(c);
    if (at >= color.size()) return static_cast<uint8_t>(c == 3 ? 255 : 0);
    return static_cast<uint8_t>(std::clamp(color[at], 0.0, 255.0));
  };
  for (int64_t i = 0; i < height * out.row(); ++i) out.data<uint8_t>()[i] = byte(i % channels);
  return out.tensor;
}

}  // namespace

KERNEL(pil_mode, mode_of)
KERNEL(pil_convert, convert)
KERNEL(pil_crop, crop)
KERNEL(pil_new, filled)

}  // namespace flambeau
