// Pillow's images laid over each other: through a mask's levels, or by their own alpha.
#include "kernels/cv_image.h"

namespace flambeau {
namespace {

// A product divided by 255 and rounded.
int32_t of_255(int32_t product) {
  const int32_t raised = product + 128;
  return ((raised >> 8) + raised) >> 8;
}

void check_alike(const Image& a, const Image& b) {
  if (a.height != b.height || a.width != b.width || a.channels != b.channels || a.dtype() != b.dtype()) {
    raise("ValueError", "images do not match");
  }
}

// `above` over `below`, each pixel as much as `share`, of one channel, has it.
Tensor laid_over(const Tensor& below, const Tensor& above, const Tensor& share) {
  const Image a = image_of(below, "paste");
  const Image b = image_of(above, "paste");
  const Image s = image_of(share, "paste");
  check_alike(a, b);
  if (s.height != a.height || s.width != a.width || s.channels != 1) raise("ValueError", "images do not match");
  const Tensor out = empty(below.sizes(), Dtype::UInt8);
  for_rows(a.height, a.row(), [&](int64_t begin, int64_t end) {
    const uint8_t* p = a.at<uint8_t>(begin);
    const uint8_t* q = b.at<uint8_t>(begin);
    uint8_t* to = out.data<uint8_t>() + begin * a.row();
    const uint8_t* const last = s.at<uint8_t>(end);
    for (const uint8_t* part = s.at<uint8_t>(begin); part < last; ++part) {
      for (int64_t c = 0; c < a.channels; ++c)
        *to++ = static_cast<uint8_t>(of_255(*p++ * (255 - *part) + *q++ * *part));
    }
  });
  return out;
}

// Image.alpha_composite: in whole numbers of 7 bits after the point.
Tensor composed(const Tensor& below, const Tensor& above) {
  const Image a = image_of(below, "alpha_composite");
  const Image b = image_of(above, "alpha_composite");
  check_alike(a, b);
  if (a.channels != 4 || a.dtype() != Dtype::UInt8) raise("ValueError", "image has wrong mode");
  const Image out = new_image(a.height, a.width, 4, Dtype::UInt8);
  for_rows(a.height, a.row(), [&](int64_t begin, int64_t end) {
    const uint8_t* p = a.at<uint8_t>(begin);
    const uint8_t* q = b.at<uint8_t>(begin);
    uint8_t* to = out.at<uint8_t>(begin);
    for (uint8_t* const last = out.data<uint8_t>() + end * out.row(); to < last; to += 4, p += 4, q += 4) {
      const int32_t over = q[3];
      if (over == 0) {
        std::copy_n(p, 4, to);
        continue;
      }
      const int32_t alpha = over * 255 + p[3] * (255 - over);
      const int32_t share = over * (255 * 255 * 128) / alpha;
      for (int c = 0; c < 3; ++c) {
        const int32_t color = q[c] * share + p[c] * (255 * 128 - share) + (128 << 7);
        to[c] = static_cast<uint8_t>((((color >> 8) + color) >> 8) >> 7);
      }
      to[3] = static_cast<uint8_t>(of_255(alpha));
    }
  });
  return out.tensor;
}

}  // namespace

KERNEL(pil_laidOver, laid_over)
KERNEL(pil_alphaComposite, composed)

}  // namespace flambeau
