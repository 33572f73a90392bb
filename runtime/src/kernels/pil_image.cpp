// Pillow's images: their modes, conversions between them, and crops.
//
// An image is a tensor: height x width for the modes 1 (bool), L, I (int32) and F, height x width x channels for LA,
// RGB and RGBA.
#include <array>
#include <string>

#include "kernels/cv_image.h"
#include "kernels/factory.h"
#include "simd/pixels.h"

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
  if (image.dtype() == Dtype::Int32 && image.dim() == 2) return "I";
  if (image.dtype() == Dtype::Bool && image.dim() == 2) return "1";
  if (image.dim() == 2) {
    raise("NotImplementedError", "images of ", dtype_name(image.dtype()),
          " aren't supported, only of uint8, bool, int32 and float32");
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
    const int64_t count = (end - begin) * src.width;
    if (src.channels == 3) {
      constexpr int32_t kWeights[] = {19595, 38470, 7471};
      return pixel_functions().weigh(from, kWeights, 16, to, count);
    }
    for (int64_t i = 0; i < count; ++i, from += src.channels) {
      to[i] = src.channels < 3
                  ? from[0]
                  : static_cast<uint8_t>((from[0] * 19595 + from[1] * 38470 + from[2] * 7471 + 0x8000) >> 16);
    }
  });
  return out.tensor;
}

// An image of the mode 1, I or F in bytes: what they can't hold is cut off.
Image in_levels(const Tensor& self) {
  const Image src = image_of(self, "convert");
  const Image out = new_image(src.height, src.width, 1, Dtype::UInt8);
  uint8_t* to = out.data<uint8_t>();
  for (int64_t i = 0; i < src.height * src.width; ++i) {
    switch (src.dtype()) {
      case Dtype::Bool: to[i] = src.data<bool>()[i] ? 255 : 0; break;
      case Dtype::Int32: to[i] = static_cast<uint8_t>(std::clamp(src.data<int32_t>()[i], 0, 255)); break;
      default: {
        const float level = src.data<float>()[i];
        to[i] = level > 0 ? static_cast<uint8_t>(std::min(level, 255.0F)) : uint8_t{0};
      }
    }
  }
  return out;
}

// An image of one band of whole numbers or floats. Grey levels as floats keep their fractions.
Tensor in_numbers(const Tensor& self, Dtype dtype) {
  if (self.dtype() == Dtype::Bool) return to_dtype(in_levels(self).tensor, dtype);
  const Image src = image_of(self, "convert");
  if (src.channels < 2) return to_dtype(src.tensor, dtype);
  if (src.channels == 2 || dtype == Dtype::Int32) {
    return to_dtype(luma(src, new_image(src.height, src.width, 1, Dtype::UInt8)), dtype);
  }
  const Image out = new_image(src.height, src.width, 1, dtype);
  const uint8_t* from = src.data<uint8_t>();
  for (int64_t i = 0; i < src.height * src.width; ++i, from += src.channels) {
    out.data<float>()[i] = static_cast<float>(from[0] * 299 + from[1] * 587 + from[2] * 114) / 1000.0F;
  }
  return out.tensor;
}

Tensor convert(const Tensor& self, std::string_view mode) {
  const std::string from_mode = mode_of(self);
  if (from_mode == mode) return image_of(self, "convert").tensor;
  const bool to_numbers = mode == "I" || mode == "F";
  const int64_t channels = channels_of(mode);
  if (channels == 0 && !to_numbers) {
    raise("NotImplementedError", "conversion of an image of the mode ", from_mode, " to ", mode, " isn't supported");
  }
  if (to_numbers) return in_numbers(self, mode == "I" ? Dtype::Int32 : Dtype::Float32);
  const Image src = channels_of(from_mode) == 0 ? in_levels(self) : image_of(self, "convert");
  if (channels == src.channels) return src.tensor;
  const Image out = new_image(src.height, src.width, channels, Dtype::UInt8);
  if (channels == 1) return luma(src, out);
  const auto alpha = src.channels % 2 == 0 ? static_cast<uint8_t>(src.channels - 1) : kOpaque;
  if (channels == 2) {
    const Image gray = new_image(src.height, src.width, 1, Dtype::UInt8);
    luma(src, gray);
    for (int64_t i = 0; i < src.height * src.width; ++i) {
      out.data<uint8_t>()[2 * i] = gray.data<uint8_t>()[i];
      out.data<uint8_t>()[2 * i + 1] = alpha == kOpaque ? alpha : src.data<uint8_t>()[i * src.channels + alpha];
    }
    return out.tensor;
  }
  const auto step = static_cast<uint8_t>(src.channels < 3 ? 0 : 1);
  const std::array<uint8_t, 4> order{0, step, static_cast<uint8_t>(2 * step), alpha};
  for_rows(src.height, src.width, [&](int64_t begin, int64_t end) {
    pixel_functions().reorder(src.at<uint8_t>(begin), src.channels, out.at<uint8_t>(begin), channels, order.data(),
                              (end - begin) * src.width);
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
Tensor of_color(std::string_view mode, int64_t width, int64_t height, const std::vector<double>& color) {
  if (width < 0 || height < 0) raise("ValueError", "Width and height must be >= 0");
  const int64_t channels = channels_of(mode);
  if (channels == 0) {
    const Dtype dtype = mode == "F" ? Dtype::Float32 : mode == "I" ? Dtype::Int32 : Dtype::Bool;
    if (dtype == Dtype::Bool && mode != "1") {
      raise("NotImplementedError", "images of the mode ", mode, " aren't supported");
    }
    return filled({height, width}, dtype, Scalar(color.empty() ? 0.0 : color[0]));
  }
  const Image out = new_image(height, width, channels, Dtype::UInt8);
  const auto byte = [&](int64_t c) {
    if (color.empty()) return uint8_t{0};
    if (color.size() == 1 && channels > 1) {
      return static_cast<uint8_t>(static_cast<uint64_t>(static_cast<int64_t>(color[0])) >> (8 * c));
    }
    const auto at = static_cast<std::size_t>(c);
    if (at >= color.size()) return static_cast<uint8_t>(c == 3 ? 255 : 0);
    return static_cast<uint8_t>(std::clamp(color[at], 0.0, 255.0));
  };
  if (out.tensor.numel() == 0) return out.tensor;
  // The first row pixel by pixel, the others as it is.
  uint8_t* const first = out.data<uint8_t>();
  for (int64_t i = 0; i < out.row(); ++i) first[i] = i < channels ? byte(i) : first[i - channels];
  for (int64_t y = 1; y < height; ++y) std::copy_n(first, out.row(), out.at<uint8_t>(y));
  return out.tensor;
}

}  // namespace

KERNEL(pil_mode, mode_of)
KERNEL(pil_convert, convert)
KERNEL(pil_crop, crop)
KERNEL(pil_new, of_color)

}  // namespace flambeau
