// What OpenCV's functions share: images of height x width x channels, its rounding, its borders.
//
// An image is a tensor [height, width] or [height, width, channels]. As OpenCV does, a result of one channel has two
// dims. Errors are of the class "error", by which cv2.error goes.
#pragma once

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <vector>

#include "kernels/iterate.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {

// Pixels that one task of a parallel loop over rows takes at least.
inline constexpr int64_t kPixelGrain = 1 << 14;

struct Image {
  Tensor tensor;  // contiguous
  int64_t height = 0;
  int64_t width = 0;
  int64_t channels = 1;

  int64_t row() const { return width * channels; }
  Dtype dtype() const { return tensor.dtype(); }
  template <typename T>
  T* data() const {
    return tensor.data<T>();
  }
  template <typename T>
  T* at(int64_t y) const {
    return tensor.data<T>() + y * row();
  }
};

// `tensor` as an image, copied where it isn't contiguous. Raises where it is empty or has another number of dims.
Image image_of(const Tensor& tensor, const char* function);
Image new_image(int64_t height, int64_t width, int64_t channels, Dtype dtype);
[[noreturn]] void unsupported_depth(const char* function, Dtype dtype);

// The nearest whole number, half to even. For magnitudes below 2^22, where adding 1.5 * 2^23 leaves no fraction.
inline int32_t round_of(float x) {
  constexpr float kShift = 12582912.0F;
  return std::bit_cast<int32_t>(x + kShift) - std::bit_cast<int32_t>(kShift);
}

// Rounds half to even and clamps: cv::saturate_cast. NaN gives the least.
template <typename T, typename From>
inline T saturate(From value) {
  if constexpr (std::is_floating_point_v<T>) {
    return static_cast<T>(value);
  } else if constexpr (std::is_floating_point_v<From>) {
    static_assert(sizeof(T) <= 2 || sizeof(From) == 8, "wider types need a wider sum");
    constexpr auto kLeast = static_cast<From>(std::numeric_limits<T>::min());
    constexpr auto kMost = static_cast<From>(std::numeric_limits<T>::max());
    const From inside = std::min(std::max(kLeast, value), kMost);
    if constexpr (std::is_same_v<From, float>) {
      return static_cast<T>(round_of(inside));
    } else {
      return static_cast<T>(std::nearbyint(inside));
    }
  } else {
    return static_cast<T>(std::clamp<From>(value, std::numeric_limits<T>::min(), std::numeric_limits<T>::max()));
  }
}

// Calls f(TypeTag<T>{}) for the depths that most functions take here: uint8 and float32.
template <typename F>
decltype(auto) dispatch_image(Dtype dtype, const char* function, F&& f) {
  if (dtype == Dtype::UInt8) return f(TypeTag<uint8_t>{});
  if (dtype == Dtype::Float32) return f(TypeTag<float>{});
  unsupported_depth(function, dtype);
}

// Calls f(TypeTag<T>{}) for the depths of an image: those of what is computed for pixels, and of measurements.
template <typename F>
decltype(auto) dispatch_depth(Dtype dtype, const char* function, F&& f) {
  if (dtype == Dtype::UInt16) return f(TypeTag<uint16_t>{});
  if (dtype == Dtype::Int16) return f(TypeTag<int16_t>{});
  if (dtype == Dtype::Float64) return f(TypeTag<double>{});
  return dispatch_image(dtype, function, std::forward<F>(f));
}

// What sums of T are taken in, as OpenCV does: floats, but for doubles.
template <typename T>
using SumOf = std::conditional_t<std::is_same_v<T, double>, double, float>;

// OpenCV's codes for what lies beyond an image.
enum class Border : int64_t { Constant = 0, Replicate = 1, Reflect = 2, Wrap = 3, Reflect101 = 4, Transparent = 5 };
Border border_of(int64_t code, const char* function);
// The index inside [0, size) that stands for `index`, -1 for a constant border.
int64_t border_index(int64_t index, int64_t size, Border border);

// Runs body(first, last) over the rows of an image of that width, on several threads where it is worth it.
inline void for_rows(int64_t height, int64_t width, RangeBody body) {
  parallel_for(0, height, std::max<int64_t>(1, kPixelGrain / std::max<int64_t>(width, 1)), body);
}

// `src` with a border around it. `value` holds a constant border's channels, 0 for those it lacks.
Image bordered(const Image& src, int64_t top, int64_t bottom, int64_t left, int64_t right, Border border,
               const std::vector<double>& value);

// `src` resized by one of OpenCV's interpolations; fx and fy are the given scales, 0 for those that the sizes make.
Image resize_image(const Image& src, int64_t width, int64_t height, double fx, double fy, int64_t interpolation);

}  // namespace flambeau
