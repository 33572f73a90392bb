// Padding, and the rearrangements of channels and pixels.
#include <algorithm>
#include <numeric>

#include "base/ints_stream.h"
#include "kernels/factory.h"
#include "kernels/shape.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

// Without the elements that negative padding takes away.
Tensor crop(const Tensor& self, int64_t d, int64_t before, int64_t after) {
  return slice(self, d, std::max<int64_t>(0, -before), self.sizes()[d] - std::max<int64_t>(0, -after), 1);
}

}  // namespace

Tensor constant_pad_nd(const Tensor& self, const Ints& pad, Scalar value) {
  check(pad.size() % 2 == 0, "Length of pad must be even but instead it equals ", pad.size());
  const int64_t padded = pad.ssize() / 2;
  check(padded <= self.dim(),
        "Length of pad should be no more than twice the number of dimensions of the input. Pad length is ", pad.size(),
        " while the input has ", self.dim(), " dimensions.");
  Ints shape = self.sizes();
  for (int64_t i = 0; i < padded; ++i) {
    const int64_t d = self.dim() - 1 - i;
    shape[d] += pad[2 * i] + pad[2 * i + 1];
    check(shape[d] >= 0, "The input size ", self.sizes()[d], ", plus negative padding ", pad[2 * i], " and ",
          pad[2 * i + 1], " resulted in a negative output size, which is invalid. Check dimension ", d,
          " of your input.");
  }
  // What padding crops (negative numbers) is taken away first; where it adds nothing, that is the result.
  Tensor kept = self;
  bool adds = false;
  for (int64_t i = 0; i < padded; ++i) {
    const int64_t d = self.dim() - 1 - i;
    kept = crop(kept, d, pad[2 * i], pad[2 * i + 1]);
    adds = adds || pad[2 * i] > 0 || pad[2 * i + 1] > 0;
  }
  if (!adds) return clone(kept);
  Tensor out = empty_in_format(shape, suggested_format(self), self.dtype());
  fill_scalar(out, value);
  Tensor to = out;
  for (int64_t i = 0; i < padded; ++i) to = crop(to, self.dim() - 1 - i, -pad[2 * i], -pad[2 * i + 1]);
  if (to.sizes() == kept.sizes()) copy_elements(to, kept);
  return out;
}

namespace {

enum class PadMode : uint8_t { Reflect, Replicate, Circular };

int64_t source_place(PadMode mode, int64_t at, int64_t size) {
  switch (mode) {
    case PadMode::Reflect: return at < 0 ? -at : at >= size ? 2 * (size - 1) - at : at;
    case PadMode::Replicate: return std::clamp<int64_t>(at, 0, size - 1);
    case PadMode::Circular: return (at % size + size) % size;
  }
  return 0;
}

void check_pad(PadMode mode, const Tensor& self, int64_t d, int64_t before, int64_t after) {
  const int64_t size = self.sizes()[d];
  if (mode == PadMode::Reflect) {
    check(before < size && after < size,
          "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding (", before,
          ", ", after, ") at dimension ", d, " of input ", self.sizes());
  }
  if (mode == PadMode::Circular) {
    check(before <= size && after <= size, "Padding value causes wrapping around more than once.");
  }
  check(size + before + after >= (mode == PadMode::Reflect ? 1 : 0), "input (dim ", d, ": ", size,
        ") is too small: padding (", before, ", ", after, ") gives an output size of ", size + before + after);
}

Tensor pad_by(PadMode mode, const Tensor& self, const Ints& pad) {
  Tensor out = self;
  for (int64_t i = 0; 2 * i < pad.ssize(); ++i) {
    const int64_t d = self.dim() - 1 - i;
    int64_t before = pad[2 * i], after = pad[2 * i + 1], size = self.sizes()[d];
    check_pad(mode, self, d, before, after);
    if (mode == PadMode::Circular) {  // goes around what is left after cropping
      out = crop(out, d, before, after);
      size = out.sizes()[d];
      before = std::max<int64_t>(0, before);
      after = std::max<int64_t>(0, after);
    }
    std::vector<int64_t> places(static_cast<std::size_t>(std::max<int64_t>(0, size + before + after)));
    for (std::size_t k = 0; k < places.size(); ++k) {
      places[k] = source_place(mode, static_cast<int64_t>(k) - before, size);
    }
    out = take_places(out, d, places);
  }
  const int64_t format = mode == PadMode::Circular ? kContiguousFormat : suggested_format(self);
  if (format == kContiguousFormat && !out.is_same(self)) return out;
  Tensor formatted = empty_in_format(out.sizes(), format, out.dtype());
  copy_elements(formatted, out);
  return formatted;
}

// By elements of the input: of each dim but the batch's there has to be one.
Tensor pad_filled(PadMode mode, const Tensor& self, const Ints& padding) {
  const char* const name = mode == PadMode::Reflect ? "reflection_pad" : "replication_pad";
  const int64_t dims = padding.ssize() / 2;
  bool filled = self.dim() == dims + 1 || self.dim() == dims + 2;
  for (int64_t d = self.dim() - dims - 1; filled && d < self.dim(); ++d) filled = self.sizes()[d] != 0;
  check(filled, "Expected ", dims + 1, "D or ", dims + 2,
        "D (batch mode) tensor with possibly 0 batch size and other non-zero dimensions for input, but got: ",
        self.sizes());
  if (self.dtype() == Dtype::Bool) raise("NotImplementedError", "\"", name, dims, "d\" not implemented for 'Bool'");
  return pad_by(mode, self, padding);
}

template <PadMode Mode, int64_t Dims>
Tensor pad_nd(const Tensor& self, const Ints& padding) {
  check(padding.ssize() == 2 * Dims, "padding size is expected to be ", 2 * Dims, ", but got: ", padding.size());
  return pad_filled(Mode, self, padding);
}

Tensor pad_circular(const Tensor& self, const Ints& pad) {
  check(pad.ssize() <= 2 * (self.dim() - 1), "Invalid padding size, expected at most ", 2 * (self.dim() - 1),
        " but got ", pad.size());
  return pad_by(PadMode::Circular, self, pad);
}

Tensor pad(const Tensor& self, const Ints& padding, std::string_view mode, std::optional<double> value) {
  check(padding.size() % 2 == 0, "Padding length must be divisible by 2");
  check(padding.ssize() <= 2 * self.dim(),
        "Padding length should be less than or equal to two times the input dimension but got padding length ",
        padding.size(), " and input of dimension ", self.dim());
  if (mode == "constant") return constant_pad_nd(self, padding, value.value_or(0.0));
  check(!value || *value == 0, "Padding mode \"", mode, "\" doesn't take in value argument");
  const int64_t dims = padding.ssize() / 2;
  const bool fits = dims >= 1 && dims <= 3 && (self.dim() == dims + 1 || self.dim() == dims + 2);
  if (fits && mode == "reflect") return pad_filled(PadMode::Reflect, self, padding);
  if (fits && mode == "replicate") return pad_filled(PadMode::Replicate, self, padding);
  if (fits && mode == "circular") return pad_circular(self, padding);
  if (mode != "reflect" && mode != "replicate" && mode != "circular") {
    raise("NotImplementedError", "Unrecognised padding mode ", mode);
  }
  raise("NotImplementedError", "Only 2D, 3D, 4D, 5D padding with non-constant padding are supported for now");
}

Tensor pixel_shuffle(const Tensor& self, int64_t factor) {
  check(self.dim() >= 3, "pixel_shuffle expects input to have at least 3 dimensions, but got input with ", self.dim(),
        " dimension(s)");
  check(factor > 0, "pixel_shuffle expects a positive upscale_factor, but got ", factor);
  constexpr int64_t kMostFactor = 3037000499;  // whose square fits
  if (factor > kMostFactor) {
    raise("ValueError", "upscale factor is too large, (upscale_factor)^2 overflowed: upscale_factor=", factor);
  }
  const int64_t channels = self.size(-3), height = self.size(-2), width = self.size(-1);
  check(channels % (factor * factor) == 0,
        "pixel_shuffle expects its input's 'channel' dimension to be divisible by the square of upscale_factor, but "
        "input.size(-3)=",
        channels, " is not divisible by ", factor * factor);
  Ints batch(self.sizes().begin(), self.sizes().end() - 3);
  const int64_t outer = std::accumulate(batch.begin(), batch.end(), int64_t{1}, std::multiplies<>());
  const int64_t kept = channels / (factor * factor);
  const Tensor split = reshape(self, Ints{outer, kept, factor, factor, height, width});
  Ints shape = batch;
  for (const int64_t size : {kept, height * factor, width * factor}) shape.push_back(size);
  return reshape_copy(permute(split, Ints{0, 1, 4, 2, 5, 3}), shape);
}

Tensor pixel_unshuffle(const Tensor& self, int64_t factor) {
  check(self.dim() >= 3, "pixel_unshuffle expects input to have at least 3 dimensions, but got input with ", self.dim(),
        " dimension(s)");
  check(factor > 0, "pixel_unshuffle expects a positive downscale_factor, but got ", factor);
  const int64_t channels = self.size(-3), height = self.size(-2), width = self.size(-1);
  check(height % factor == 0,
        "pixel_unshuffle expects height to be divisible by downscale_factor, but input.size(-2)=", height,
        " is not divisible by ", factor);
  check(width % factor == 0,
        "pixel_unshuffle expects width to be divisible by downscale_factor, but input.size(-1)=", width,
        " is not divisible by ", factor);
  Ints batch(self.sizes().begin(), self.sizes().end() - 3);
  const int64_t outer = std::accumulate(batch.begin(), batch.end(), int64_t{1}, std::multiplies<>());
  const Tensor split = reshape(self, Ints{outer, channels, height / factor, factor, width / factor, factor});
  Ints shape = batch;
  for (const int64_t size : {channels * factor * factor, height / factor, width / factor}) shape.push_back(size);
  return reshape_copy(permute(split, Ints{0, 1, 3, 5, 2, 4}), shape);
}

Tensor channel_shuffle(const Tensor& self, int64_t groups) {
  check(self.dim() > 2, "channel_shuffle expects input with > 2 dims, but got input with sizes ", self.sizes());
  check(groups > 0, "Number of groups to divide channels in must be positive. Value of groups:", groups);
  const int64_t channels = self.sizes()[1];
  check(channels % groups == 0, "Number of channels must be divisible by groups. Got ", channels, " channels and ",
        groups, " groups.");
  Ints split{self.sizes()[0], groups, channels / groups};
  for (int64_t d = 2; d < self.dim(); ++d) split.push_back(self.sizes()[d]);
  const Tensor shuffled = transpose(reshape(self, split), 1, 2);
  return reshape_copy(shuffled, self.sizes());
}

}  // namespace

KERNEL(aten_constant_pad_nd, constant_pad_nd)
KERNEL(aten_pad, pad)
KERNEL(aten__pad_circular, pad_circular)
KERNEL(aten_reflection_pad1d, (pad_nd<PadMode::Reflect, 1>))
KERNEL(aten_reflection_pad2d, (pad_nd<PadMode::Reflect, 2>))
KERNEL(aten_reflection_pad3d, (pad_nd<PadMode::Reflect, 3>))
KERNEL(aten_replication_pad1d, (pad_nd<PadMode::Replicate, 1>))
KERNEL(aten_replication_pad2d, (pad_nd<PadMode::Replicate, 2>))
KERNEL(aten_replication_pad3d, (pad_nd<PadMode::Replicate, 3>))
KERNEL(aten_pixel_shuffle, pixel_shuffle)
KERNEL(aten_pixel_unshuffle, pixel_unshuffle)
KERNEL(aten_channel_shuffle, channel_shuffle)
KERNEL(aten_native_channel_shuffle, channel_shuffle)

}  // namespace flambeau
