// PNG files: every colour type and depth, interlaced ones too. Checksums aren't looked at.
#include <array>
#include <cstdlib>

#include "kernels/image_file.h"
#include "kernels/image_inflate.h"

namespace flambeau {
namespace {

uint32_t word(Bytes b, std::size_t at) {
  return uint32_t{b[at]} << 24 | uint32_t{b[at + 1]} << 16 | uint32_t{b[at + 2]} << 8 | b[at + 3];
}

enum : uint8_t { kGray = 0, kColor = 2, kPalette = 3, kGrayAlpha = 4, kColorAlpha = 6 };

struct Header {
  int64_t width = 0;
  int64_t height = 0;
  int64_t depth = 0;
  uint8_t color = 0;
  bool interlaced = false;

  int64_t samples() const { return color == kColor ? 3 : color == kGrayAlpha ? 2 : color == kColorAlpha ? 4 : 1; }
  int64_t row_bytes(int64_t pixels) const { return (pixels * samples() * depth + 7) / 8; }
  bool read(Bytes b) {
    if (b.size() != 13 || b[10] != 0 || b[11] != 0 || b[12] > 1) return false;
    width = word(b, 0);
    height = word(b, 4);
    depth = b[8];
    color = b[9];
    interlaced = b[12] == 1;
    const bool few = depth == 1 || depth == 2 || depth == 4;
    const bool known = color == kGray      ? few || depth == 8 || depth == 16
                       : color == kPalette ? few || depth == 8
                                           : (color == kColor || color == kGrayAlpha || color == kColorAlpha) &&
                                                 (depth == 8 || depth == 16);
    return known && width > 0 && height > 0 && width <= kMostPixels / height;
  }
};

struct File {
  Header header;
  Bytes palette;
  Bytes transparency;
  std::vector<uint8_t> data;
  int64_t orientation = 1;
  bool has_transparency = false;
};

bool read_chunks(Bytes file, File& out) {
  static constexpr std::array<uint8_t, 8> kStart = {0x89, 'P', 'N', 'G', 13, 10, 26, 10};
  if (file.size() < 8 || !std::equal(kStart.begin(), kStart.end(), file.begin())) return false;
  std::size_t at = 8;
  bool has_header = false;
  while (file.size() - at >= 12) {
    const std::size_t length = word(file, at);
    if (length > file.size() - at - 12) break;
    const auto* text = reinterpret_cast<const char*>(file.data() + at + 4);
    const std::string_view name(text, 4);
    const Bytes body = file.subspan(at + 8, length);
    at += 12 + length;
    if (name == "IHDR") {
      if (has_header || !out.header.read(body)) return false;
      has_header = true;
    } else if (!has_header) {
      return false;
    } else if (name == "PLTE") {
      out.palette = body;
    } else if (name == "tRNS") {
      out.transparency = body;
      out.has_transparency = true;
    } else if (name == "eXIf") {
      out.orientation = exif_orientation(body);
    } else if (name == "IDAT") {
      out.data.insert(out.data.end(), body.begin(), body.end());
    } else if (name == "IEND") {
      break;
    }
  }
  return has_header && !out.data.empty() && (out.header.color != kPalette || out.palette.size() >= 3);
}

uint8_t paeth(int left, int above, int corner) {
  const int a = std::abs(above - corner);
  const int b = std::abs(left - corner);
  const int c = std::abs(left + above - 2 * corner);
  return static_cast<uint8_t>(a <= b && a <= c ? left : b <= c ? above : corner);
}

// Takes a row's filter back; `above` is the row before, or zeros.
bool unfilter(uint8_t kind, uint8_t* row, const uint8_t* above, int64_t size, int64_t step) {
  if (kind > 4) return false;
  for (int64_t i = 0; i < size; ++i) {
    const int left = i >= step ? row[i - step] : 0;
    const int corner = i >= step ? above[i - step] : 0;
    const int predicted = kind == 1   ? left
                          : kind == 2 ? above[i]
                          : kind == 3 ? (left + above[i]) / 2
                          : kind == 4 ? paeth(left, above[i], corner)
                                      : 0;
    row[i] = static_cast<uint8_t>(row[i] + predicted);
  }
  return true;
}

// Which pixels a pass of an interlaced image holds.
struct Pass {
  int64_t x, y, across, down;

  int64_t columns(const Header& h) const { return h.width > x ? (h.width - x + across - 1) / across : 0; }
  int64_t rows(const Header& h) const { return h.height > y ? (h.height - y + down - 1) / down : 0; }
};
constexpr std::array<Pass, 7> kPasses = {
    {{0, 0, 8, 8}, {4, 0, 8, 8}, {0, 4, 4, 8}, {2, 0, 4, 4}, {0, 2, 2, 4}, {1, 0, 2, 2}, {0, 1, 1, 2}}};
constexpr Pass kWhole = {0, 0, 1, 1};

// A sample of a row: its bits, the highest first.
uint32_t sample(const uint8_t* row, int64_t index, int64_t depth) {
  if (depth == 8) return row[index];
  if (depth == 16) return uint32_t{row[2 * index]} << 8 | row[2 * index + 1];
  const int64_t bit = index * depth;
  return (row[bit / 8] >> (8 - depth - bit % 8)) & ((1U << depth) - 1);
}

template <typename T>
void place(const File& file, const Pass& pass, int64_t y, const uint8_t* row, const Image& out) {
  const Header& h = file.header;
  const uint32_t most = (1U << h.depth) - 1;
  for (int64_t i = 0; i < pass.columns(h); ++i) {
    T* to = out.at<T>(pass.y + y * pass.down) + (pass.x + i * pass.across) * out.channels;
    if (h.color == kPalette) {
      const std::size_t entry = sample(row, i, h.depth);
      const bool known = entry * 3 + 2 < file.palette.size();
      for (std::size_t c = 0; c < 3; ++c) to[c] = static_cast<T>(known ? file.palette[entry * 3 + c] : 0);
      if (out.channels == 4) {
        to[3] = static_cast<T>(entry < file.transparency.size() ? file.transparency[entry] : 255);
      }
      continue;
    }
    bool is_transparent = true;
    for (int64_t c = 0; c < h.samples(); ++c) {
      const uint32_t value = sample(row, i * h.samples() + c, h.depth);
      to[c] = static_cast<T>(h.depth < 8 ? value * (255 / most) : value);
      const auto at = static_cast<std::size_t>(2 * c);
      const bool given = at + 1 < file.transparency.size();
      is_transparent =
          is_transparent && given && value == (uint32_t{file.transparency[at]} << 8 | file.transparency[at + 1]);
    }
    if (out.channels > h.samples()) {
      to[out.channels - 1] = is_transparent ? T{0} : std::numeric_limits<T>::max();
    }
  }
}

bool read_pass(const File& file, const Pass& pass, Bytes& data, const Image& out) {
  const Header& h = file.header;
  const int64_t size = h.row_bytes(pass.columns(h));
  if (pass.columns(h) == 0) return true;
  const int64_t step = std::max<int64_t>(1, h.samples() * h.depth / 8);
  std::vector<uint8_t> above(static_cast<std::size_t>(size), 0);
  std::vector<uint8_t> row(above.size());
  for (int64_t y = 0; y < pass.rows(h); ++y) {
    if (data.size() <= row.size()) return false;
    std::copy_n(data.begin() + 1, size, row.begin());
    if (!unfilter(data[0], row.data(), above.data(), size, step)) return false;
    data = data.subspan(row.size() + 1);
    h.depth == 16 ? place<uint16_t>(file, pass, y, row.data(), out) : place<uint8_t>(file, pass, y, row.data(), out);
    std::swap(row, above);
  }
  return true;
}

std::string_view mode_of(const Header& h) {
  switch (h.color) {
    case kGray: return h.depth == 16 ? "I;16" : h.depth == 1 ? "1" : "L";
    case kPalette: return "P";
    case kGrayAlpha: return "LA";
    case kColorAlpha: return "RGBA";
    default: return "RGB";
  }
}

}  // namespace

std::optional<Decoded> decode_png(Bytes bytes) {
  File file;
  if (!read_chunks(bytes, file)) return std::nullopt;
  const Header& h = file.header;
  std::size_t size = 0;
  for (const Pass& pass : h.interlaced ? std::span<const Pass>(kPasses) : std::span<const Pass>(&kWhole, 1)) {
    if (pass.columns(h) > 0) size += static_cast<std::size_t>(pass.rows(h) * (h.row_bytes(pass.columns(h)) + 1));
  }
  // A stream can't hold more than about a thousand times its size.
  if (size / 1100 > file.data.size()) return std::nullopt;
  std::vector<uint8_t> data;
  data.reserve(size);
  if (!inflate_zlib(file.data, size, data)) return std::nullopt;
  const int64_t colors = h.color == kPalette ? 3 : h.samples();
  const bool adds_alpha = file.has_transparency && (h.color == kPalette || h.color == kColor || h.color == kGray);
  const Image out =
      new_image(h.height, h.width, colors + (adds_alpha ? 1 : 0), h.depth == 16 ? Dtype::UInt16 : Dtype::UInt8);
  Bytes rest(data);
  for (const Pass& pass : h.interlaced ? std::span<const Pass>(kPasses) : std::span<const Pass>(&kWhole, 1)) {
    if (!read_pass(file, pass, rest, out)) return std::nullopt;
  }
  return Decoded{out, mode_of(h), file.orientation};
}

}  // namespace flambeau
