#include "kernels/conv_layout.h"

#include <algorithm>

#include "kernels/iterate.h"
#include "parallel/parallel.h"
#include "simd/conv.h"

namespace flambeau {

namespace {

constexpr int64_t kBlock = 64;  // rows or columns of a transposition that a thread takes at least

int64_t spatial_size(const Ints& sizes) {
  int64_t count = 1;
  for (std::size_t d = 2; d < sizes.size(); ++d) count *= sizes[d];
  return count;
}

// out[n] = transposed in[n], each (rows, columns) row-major. The longer side is shared out.
template <typename T>
void transpose_batches(const ConvOf<T>& functions, const Tensor& in, const Tensor& out, int64_t rows, int64_t columns) {
  const bool by_rows = rows >= columns;
  const int64_t longer = by_rows ? rows : columns;
  const int64_t shorter = by_rows ? columns : rows;
  const int64_t blocks = (longer + kBlock - 1) / kBlock;
  const int64_t grain = std::max<int64_t>(1, kGrain / std::max<int64_t>(1, kBlock * shorter));
  parallel_for(0, in.size(0) * blocks, grain, [&](int64_t first, int64_t last) {
    while (first < last) {
      // The blocks of one image at a time.
      const int64_t image = first / blocks;
      const int64_t end = std::min(last, (image + 1) * blocks);
      const int64_t start = first % blocks * kBlock;
      const int64_t count = std::min((end - image * blocks) * kBlock, longer) - start;
      const T* const from = in.data<T>() + image * rows * columns + start * (by_rows ? columns : 1);
      T* const to = out.data<T>() + image * rows * columns + start * (by_rows ? 1 : rows);
      functions.transpose(from, columns, by_rows ? count : rows, by_rows ? columns : count, to, rows);
      first = end;
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
