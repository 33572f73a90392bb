#include "kernels/conv_layout.h"

#include <algorithm>

#include "kernels/iterate.h"
#include "parallel/parallel.h"
#include "simd/conv.h"

namespace flambeau {

namespace {

constexpr int64_t kBlock = 64;  // rows of a transposition that a thread takes at least

int64_t spatial_size(const Ints& sizes) {
  int64_t count = 1;
  for (std::size_t d = 2; d < sizes.size(); ++d) count *= sizes[d];
  return count;
}

// out[n] = transposed in[n], each (rows, columns) row-major.
template <typename T>
void transpose_batches(const ConvOf<T>& functions, const Tensor& in, const Tensor& out, int64_t rows, int64_t columns) {
  const int64_t blocks = (rows + kBlock - 1) / kBlock;
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, kBlock * columns));
  parallel_for(0, in.size(0) * blocks, grain, [&](int64_t first, int64_t last) {
    for (int64_t b = first; b < last; ++b) {
      const int64_t row = b % blocks * kBlock;
      const int64_t start = b / blocks * rows * columns;
      functions.transpose(in.data<T>() + start + row * columns, columns, std::min(kBlock, rows - row), columns,
                          out.data<T>() + start + row, rows);
    }
  });
}

// False where the dtype isn't one that there is a fast way for.
bool transpose_into(const Tensor& in, const Tensor& out, int64_t rows, int64_t columns) {
  if (in.dtype() == Dtype::Float32) {
    transpose_batches<float>(conv_functions().f32, in, out, rows, columns);
  } else if (in.dtype() == Dtype::Float64) {
    transpose_batches<double>(conv_functions().f64, in, out, rows, columns);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Ints pixel_strides(const Ints& sizes) {
  Ints strides(sizes.size(), 1);
  int64_t step = std::max<int64_t>(sizes[1], 1);
  for (int64_t d = sizes.ssize() - 1; d >= 2; --d) {
    strides[d] = step;
    step *= std::max<int64_t>(sizes[d], 1);
  }
  strides[0] = step;
  return strides;
}

bool is_pixels(const Tensor& t) {
  const Ints expected = pixel_strides(t.sizes());
  for (std::size_t d = 0; d < expected.size(); ++d) {
    if (t.sizes()[d] != 1 && t.strides()[d] != expected[d]) return false;
  }
  return true;
}

Tensor to_pixels(const Tensor& t) {
  if (is_pixels(t)) return t;
  Tensor out = empty_strided(t.sizes(), pixel_strides(t.sizes()), t.dtype());
  if (!t.is_contiguous() || !transpose_into(t, out, t.size(1), spatial_size(t.sizes()))) copy_elements(out, t);
  return out;
}

Tensor from_pixels(const Tensor& pixels) {
  if (pixels.is_contiguous())
    return pixels.view_as(pixels.sizes(), contiguous_strides(pixels.sizes()), pixels.offset());
  Tensor out = empty(pixels.sizes(), pixels.dtype());
  if (!transpose_into(pixels, out, spatial_size(pixels.sizes()), pixels.size(1))) copy_elements(out, pixels);
  return out;
}

bool suggests_channels_last(const Tensor& t) {
  if (t.dim() != 4 || t.strides()[1] == 0) return false;
  int64_t least = 0;
  for (const int64_t d : {1, 3, 2, 0}) {
    if (t.sizes()[d] == 0 || t.strides()[d] < least) return false;
    if (d == 0 && least == t.strides()[1]) return false;
    least = t.strides()[d] * std::max<int64_t>(t.sizes()[d], 1);
  }
  return true;
}

}  // namespace flambeau
