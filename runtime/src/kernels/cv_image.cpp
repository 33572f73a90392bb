#include "kernels/cv_image.h"

namespace flambeau {

Image image_of(const Tensor& tensor, const char* function) {
  if (tensor.dim() != 2 && tensor.dim() != 3) {
    raise("error", function, "(): an image has 2 or 3 dims, not ", tensor.dim());
  }
  if (tensor.numel() == 0) raise("error", function, "(): the image is empty");
  Image image{contiguous(tensor), tensor.sizes()[0], tensor.sizes()[1], 1};
  if (tensor.dim() == 3) image.channels = tensor.sizes()[2];
  return image;
}

Image new_image(int64_t height, int64_t width, int64_t channels, Dtype dtype) {
  const Ints sizes = channels == 1 ? Ints{height, width} : Ints{height, width, channels};
  return {empty(sizes, dtype), height, width, channels};
}

void unsupported_depth(const char* function, Dtype dtype) {
  raise("error", function, "(): images of ", dtype_name(dtype), " aren't supported here");
}

Border border_of(int64_t code, const char* function) {
  const int64_t plain = code & ~int64_t{16};  // BORDER_ISOLATED says nothing about a whole image
  if (plain < 0 || plain > 5) raise("error", function, "(): unknown border type ", code);
  return static_cast<Border>(plain);
}

namespace {

int64_t floor_mod(int64_t index, int64_t size) {
  const int64_t rest = index % size;
  return rest < 0 ? rest + size : rest;
}

}  // namespace

int64_t border_index(int64_t index, int64_t size, Border border) {
  if (index >= 0 && index < size) return index;
  switch (border) {
    case Border::Replicate: return index < 0 ? 0 : size - 1;
    case Border::Wrap: return floor_mod(index, size);
    case Border::Reflect:
    case Border::Reflect101: {
      if (size == 1) return 0;
      const int64_t skipped = border == Border::Reflect101 ? 1 : 0;  // the edge itself isn't repeated
      const int64_t there = floor_mod(index, 2 * (size - skipped));
      return there < size ? there : 2 * size - 1 - skipped - there;
    }
    default: return -1;
  }
}

}  // namespace flambeau
