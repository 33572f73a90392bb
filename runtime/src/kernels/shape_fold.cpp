// im2col and col2im (torch.nn.functional.unfold and fold), and matrices made of diagonals and blocks.
#include <algorithm>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "kernels/shape.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {
namespace {

// Sliding windows over an image of height x width: where each starts and how many there are.
struct Windows {
  int64_t kernel_h, kernel_w, dilation_h, dilation_w, padding_h, padding_w, stride_h, stride_w;
  int64_t height, width, rows, columns;
};

Windows make_windows(const Ints& kernel, const Ints& dilation, const Ints& padding, const Ints& stride, int64_t height,
                     int64_t width) {
  for (const Ints* pair : {&kernel, &dilation, &padding, &stride}) {
    check(pair->size() == 2, "It is expected that kernel_size, dilation, padding and stride have 2 elements, but got ",
          pair->size());
  }
  check(kernel[0] > 0 && kernel[1] > 0, "kernel size should be greater than zero, but got kernel_height: ", kernel[0],
        " kernel_width: ", kernel[1]);
  check(dilation[0] > 0 && dilation[1] > 0,
        "dilation should be greater than zero, but got dilation_height: ", dilation[0],
        " dilation_width: ", dilation[1]);
  check(padding[0] >= 0 && padding[1] >= 0, "padding should be non-negative, but got pad_height: ", padding[0],
        " pad_width: ", padding[1]);
  check(stride[0] > 0 && stride[1] > 0, "stride should be greater than zero, but got stride_height: ", stride[0],
        " stride_width: ", stride[1]);
  Windows w{kernel[0], kernel[1], dilation[0], dilation[1], padding[0], padding[1],
            stride[0], stride[1], height,      width,       0,          0};
  const auto count = [](int64_t size, int64_t pad, int64_t d, int64_t k, int64_t s) {
    const int64_t room = size + 2 * pad - (d * (k - 1) + 1);
    return room < 0 ? 0 : room / s + 1;
  };
  w.rows = count(height, w.padding_h, w.dilation_h, w.kernel_h, w.stride_h);
  w.columns = count(width, w.padding_w, w.dilation_w, w.kernel_w, w.stride_w);
  return w;
}

// Calls f(index in a column matrix, index in the image or -1 in the padding), for one channel.
template <typename F>
void for_each_tap(const Windows& w, F&& f) {
  int64_t at = 0;
  for (int64_t kh = 0; kh < w.kernel_h; ++kh) {
    for (int64_t kw = 0; kw < w.kernel_w; ++kw) {
      for (int64_t r = 0; r < w.rows; ++r) {
        const int64_t y = r * w.stride_h - w.padding_h + kh * w.dilation_h;
        for (int64_t c = 0; c < w.columns; ++c, ++at) {
          const int64_t x = c * w.stride_w - w.padding_w + kw * w.dilation_w;
          const bool inside = y >= 0 && y < w.height && x >= 0 && x < w.width;
          f(at, inside ? y * w.width + x : -1);
        }
      }
    }
  }
}

Tensor im2col(const Tensor& self, const Ints& kernel, const Ints& dilation, const Ints& padding, const Ints& stride) {
  check((self.dim() == 3 || self.dim() == 4) && self.size(-1) != 0 && self.size(-2) != 0 && self.size(-3) != 0,
        "Expected 3D or 4D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but "
        "got: ",
        self.sizes());
  const Windows w = make_windows(kernel, dilation, padding, stride, self.size(-2), self.size(-1));
  check(w.rows > 0 && w.columns > 0, "Given input with spatial size (", w.height, ", ", w.width, "), kernel_size=(",
        w.kernel_h, ", ", w.kernel_w, "), dilation=(", w.dilation_h, ", ", w.dilation_w, "), padding=(", w.padding_h,
        ", ", w.padding_w, "), calculated shape of the array of sliding blocks as (", w.rows, ", ", w.columns,
        "), but its components must be at least one.");
  const Tensor images = contiguous(self);
  const int64_t channels = self.size(-3), area = w.height * w.width, taps = w.kernel_h * w.kernel_w;
  Ints shape{channels * taps, w.rows * w.columns};
  if (self.dim() == 4) shape.insert(0, self.sizes()[0]);
  Tensor out = filled(shape, self.dtype(), 0);
  const std::size_t item = self.itemsize();
  const int64_t planes = images.numel() / area;
  // A row of taps is a row of the image, or every stride-th element of it.
  parallel_for(0, planes, std::max<int64_t>(1, kGrain / (taps * w.rows * w.columns)), [&](int64_t first, int64_t last) {
    for (int64_t row = first * taps * w.rows; row < last * taps * w.rows; ++row) {
      const int64_t r = row % w.rows, tap = row / w.rows % taps, plane = row / w.rows / taps;
      const int64_t y = r * w.stride_h - w.padding_h + tap / w.kernel_w * w.dilation_h;
      const int64_t shift = tap % w.kernel_w * w.dilation_w - w.padding_w;
      if (y < 0 || y >= w.height || shift >= w.width) continue;
      const int64_t begin = shift < 0 ? (w.stride_w - 1 - shift) / w.stride_w : 0;
      const int64_t end = std::min(w.columns, (w.width - 1 - shift) / w.stride_w + 1);
      if (begin >= end) continue;
      std::byte* to = out.raw() + static_cast<std::size_t>(row * w.columns + begin) * item;
      const std::byte* from =
          images.raw() + static_cast<std::size_t>(plane * area + y * w.width + begin * w.stride_w + shift) * item;
      convert_elements(to, static_cast<int64_t>(item), self.dtype(), from, w.stride_w * static_cast<int64_t>(item),
                       self.dtype(), end - begin);
    }
  });
  return out;
}

Tensor col2im(const Tensor& self, const Ints& output_size, const Ints& kernel, const Ints& dilation,
              const Ints& padding, const Ints& stride) {
  check(output_size.size() == 2, "It is expected output_size equals to 2, but got size ", output_size.size());
  const Windows w = make_windows(kernel, dilation, padding, stride, output_size[0], output_size[1]);
  check(self.dim() == 2 || self.dim() == 3,
        "Expected 2D or 3D (batch mode) tensor for input with possibly 0 batch size and non-zero dimensions for input, "
        "but got: ",
        self.sizes());
  const int64_t taps = w.kernel_h * w.kernel_w, blocks = w.rows * w.columns;
  check(self.size(-2) % taps == 0,
        "Expected size of input's dimension 1 to be divisible by the product of kernel_size, but got "
        "input.size(1)=",
        self.size(-2), " and kernel_size=(", w.kernel_h, ", ", w.kernel_w, ").");
  check(self.size(-1) == blocks, "Given output_size=(", w.height, ", ", w.width, "), kernel_size=(", w.kernel_h, ", ",
        w.kernel_w, "), dilation=(", w.dilation_h, ", ", w.dilation_w, "), padding=(", w.padding_h, ", ", w.padding_w,
        "), stride=(", w.stride_h, ", ", w.stride_w,
        "), expected size of input's dimension 2 to match the calculated number of sliding blocks ", w.rows, " * ",
        w.columns, " = ", blocks, ", but got input.size(2)=", self.size(-1), ".");
  const Dtype wide = compute_type(self.dtype()) == Dtype::Float32 ? Dtype::Float32 : Dtype::Float64;
  const Tensor columns = contiguous(to_dtype(self, wide));
  const int64_t area = w.height * w.width, planes = blocks == 0 ? 0 : columns.numel() / (taps * blocks);
  Ints shape{self.size(-2) / taps, w.height, w.width};
  if (self.dim() == 3) shape.insert(0, self.sizes()[0]);
  Tensor out = filled(shape, wide, 0);
  const auto add = [&](auto* to, const auto* from) {
    for_each_tap(w, [&](int64_t at, int64_t place) {
      for (int64_t p = 0; place >= 0 && p < planes; ++p) to[p * area + place] += from[p * taps * blocks + at];
    });
  };
  if (wide == Dtype::Float32) {
    add(out.data<float>(), columns.data<float>());
  } else {
    add(out.data<double>(), columns.data<double>());
  }
  return to_dtype(out, self.dtype());
}

Tensor diag_embed(const Tensor& self, int64_t offset, int64_t dim1, int64_t dim2) {
  const int64_t rank = self.dim() + 1;
  const int64_t a = wrap_dim(dim1, rank), b = wrap_dim(dim2, rank);
  check(a != b, "diagonal dimensions cannot be identical ", dim1, ", ", dim2);
  const int64_t side = self.size(-1) + std::abs(offset);
  Ints shape(self.sizes().begin(), self.sizes().end() - 1);
  shape.insert(static_cast<std::size_t>(std::min(a, b)), side);
  shape.insert(static_cast<std::size_t>(std::max(a, b)), side);
  Tensor out = filled(shape, self.dtype(), 0);
  copy_elements(diagonal(out, offset, a, b), self);
  return out;
}
Tensor diag(const Tensor& self, int64_t offset) {
  check(self.dim() == 1 || self.dim() == 2, "diag(): Supports 1D or 2D tensors. Got ", self.dim(), "D");
  return self.dim() == 1 ? diag_embed(self, offset, 0, 1) : clone(diagonal(self, offset, 0, 1));
}
Tensor diagflat(const Tensor& self, int64_t offset) { return diag_embed(reshape(self, Ints{-1}), offset, 0, 1); }

Tensor block_diag(const std::vector<Tensor>& tensors) {
  int64_t rows = 0, columns = 0;
  ResultType type;
  std::vector<Tensor> blocks;
  for (const Tensor& t : tensors) {
    check(t.dim() <= 2, "torch.block_diag: Input tensors must have 2 or fewer dimensions. Input has ", t.dim(),
          " dimensions");
    blocks.push_back(t.dim() == 2 ? t : reshape(t, Ints{1, t.numel()}));
    rows += blocks.back().sizes()[0];
    columns += blocks.back().sizes()[1];
    type.add(t);
  }
  if (tensors.empty()) return empty(Ints{1, 0}, Dtype::Float32);
  Tensor out = filled(Ints{rows, columns}, type.get(), 0);
  int64_t row = 0, column = 0;
  for (const Tensor& block : blocks) {
    copy_elements(narrow(narrow(out, 0, row, block.sizes()[0]), 1, column, block.sizes()[1]), block);
    row += block.sizes()[0];
    column += block.sizes()[1];
  }
  return out;
}

Tensor fill_diagonal_(const Tensor& self, Scalar value, bool wrap) {
  check(self.dim() >= 2, "dimensions must larger than 1");
  for (int64_t d = 1; self.dim() > 2 && d < self.dim(); ++d) {
    check(self.sizes()[d] == self.sizes()[0], "all dimensions of input must be of equal length");
  }
  int64_t step = 0;
  for (const int64_t stride : self.strides()) step += stride;
  const int64_t rows = self.sizes()[0], columns = self.sizes()[1];
  const int64_t side = std::min(rows, columns);
  fill_scalar(self.view_as(Ints{side}, Ints{step}, self.offset()), value);
  // A tall matrix's diagonal starts again below the first square and one empty row.
  for (int64_t top = columns + 1; wrap && self.dim() == 2 && top < rows; top += columns + 1) {
    const int64_t length = std::min(rows - top, columns);
    fill_scalar(self.view_as(Ints{length}, Ints{step}, self.offset() + top * self.strides()[0]), value);
  }
  return self;
}

// Rows of r elements, each taken in order.
Tensor combinations(const Tensor& self, int64_t r, bool with_replacement) {
  check(self.dim() == 1, "Expect a 1D vector, but got shape ", self.sizes());
  check(r >= 0, "Expect a non-negative number, but got ", r);
  if (r == 0) return empty(Ints{0}, self.dtype());
  const int64_t n = self.numel();
  std::vector<int64_t> places, row;
  const auto extend = [&](auto&& again, int64_t from) -> void {
    if (static_cast<int64_t>(row.size()) == r) {
      places.insert(places.end(), row.begin(), row.end());
      return;
    }
    for (int64_t i = from; i < n; ++i) {
      row.push_back(i);
      again(again, with_replacement ? i : i + 1);
      row.pop_back();
    }
  };
  extend(extend, 0);
  return view(take_places(self, 0, places), Ints{static_cast<int64_t>(places.size()) / r, r});
}

}  // namespace

KERNEL(aten_im2col, im2col)
KERNEL(aten_col2im, col2im)
KERNEL(aten_diag, diag)
KERNEL(aten_diag_embed, diag_embed)
KERNEL(aten_diagflat, diagflat)
KERNEL(aten_block_diag, block_diag)
KERNEL(aten_fill_diagonal_, fill_diagonal_)
KERNEL(aten_combinations, combinations)

}  // namespace flambeau
