// JPEG files: baseline and progressive, of one or three components, to the bit as libjpeg decodes them.
//
// Its integer transform of 13 bits, its smooth upsampling of colours halved across, down or both, and its tables from
// YCbCr to RGB of 16 bits after the point.
#include <array>
#include <memory>

#include "kernels/image_file.h"

namespace flambeau {
namespace {

constexpr int64_t kBlock = 8;
using Block = std::array<int16_t, 64>;

constexpr std::array<uint8_t, 80> kZigzag = {
    0,  1,  8,  16, 9,  2,  3,  10, 17, 24, 32, 25, 18, 11, 4,  5,  12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13,
    6,  7,  14, 21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31,
    39, 46, 53, 60, 61, 54, 47, 55, 62, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63, 63};

constexpr int kQuick = 9;

struct Huffman {
  std::array<int32_t, 18> most{};   // the greatest word of each length, -1 where there is none
  std::array<int32_t, 17> shift{};  // from a word to its symbol's place
  std::vector<uint8_t> symbols;
  std::array<uint16_t, 1 << kQuick> quick{};  // of words of at most kQuick bits: the length, then the symbol

  void build(Bytes counts, Bytes values) {
    int32_t word = 0;
    int32_t place = 0;
    for (std::size_t length = 1; length <= 16; ++length) {
      shift[length] = place - word;
      place += counts[length - 1];
      word += counts[length - 1];
      most[length] = counts[length - 1] != 0 ? word - 1 : -1;
      word <<= 1;
    }
    symbols.assign(values.begin(), values.end());
    quick.fill(0);
    for (std::size_t length = 1; length <= kQuick; ++length) {
      for (int32_t w = most[length] - counts[length - 1] + 1; w <= most[length]; ++w) {
        const auto at = static_cast<std::size_t>(w) << (kQuick - length);
        const auto entry = static_cast<uint16_t>(length << 8 | symbols[static_cast<std::size_t>(w + shift[length])]);
        for (std::size_t i = 0; i < std::size_t{1} << (kQuick - length) && at + i < quick.size(); ++i)
          quick[at + i] = entry;
      }
    }
  }
};

struct Component {
  uint8_t id = 0;
  int64_t across = 1, down = 1;  // samples for each unit
  std::size_t table = 0;
  int64_t width = 0, height = 0;  // in samples
  int64_t columns = 0, rows = 0;  // in blocks, as many as whole units have
  std::vector<Block> blocks;
  std::vector<uint8_t> samples;  // of columns * 8 x rows * 8
  std::size_t dc = 0, ac = 0;    // tables of the scan that is read
  int32_t before = 0;            // the last constant term

  int64_t stride() const { return columns * kBlock; }
};

struct Scan {
  std::vector<std::size_t> components;
  int32_t first = 0, last = 63, high = 0, low = 0;
};

// The bits of a scan. A marker ends them: from there on they are zeros.
class Bits {
 public:
  explicit Bits(Bytes data) : data_(data) {}

  int32_t take(int count) {
    if (count == 0) return 0;
    if (held_ < count) fill();
    held_ -= count;
    return static_cast<int32_t>((bits_ >> held_) & ((1U << count) - 1));
  }
  // A number of `count` bits whose sign the first one tells.
  int32_t signed_number(int count) {
    const int32_t value = take(count);
    return count != 0 && value < (1 << (count - 1)) ? value - (1 << count) + 1 : value;
  }
  int32_t symbol(const Huffman& code) {
    if (held_ < kQuick) fill();
    const uint16_t entry = code.quick[static_cast<std::size_t>(bits_ >> (held_ - kQuick)) & ((1U << kQuick) - 1)];
    if (entry != 0) {
      held_ -= entry >> 8;
      return entry & 255;
    }
    int32_t word = take(1);
    for (std::size_t length = 1; length <= 16; ++length) {
      if (word <= code.most[length]) {
        const auto at = static_cast<std::size_t>(word + code.shift[length]);
        return at < code.symbols.size() ? code.symbols[at] : 0;
      }
      word = word << 1 | take(1);
    }
    return 0;
  }
  // Behind the next restart marker.
  void restart() {
    held_ = 0;
    bits_ = 0;
    missing_ = 0;
    while (at_ + 1 < data_.size() && !(data_[at_] == 0xFF && data_[at_ + 1] != 0 && data_[at_ + 1] != 0xFF)) ++at_;
    if (at_ + 1 < data_.size() && data_[at_ + 1] >= 0xD0 && data_[at_ + 1] <= 0xD7) at_ += 2;
  }
  bool exhausted() const { return missing_ > 64; }

 private:
  // As many bytes as there is room for.
  void fill() {
    for (; held_ <= 48; held_ += 8) {
      uint64_t byte = 0;
      if (at_ < data_.size() && (data_[at_] != 0xFF || (at_ + 1 < data_.size() && data_[at_ + 1] == 0))) {
        byte = data_[at_];
        at_ += byte == 0xFF ? 2 : 1;
      } else {
        ++missing_;
      }
      bits_ = bits_ << 8 | byte;
    }
  }

  Bytes data_;
  std::size_t at_ = 0;
  uint64_t bits_ = 0;
  int held_ = 0;
  int64_t missing_ = 0;
};

// libjpeg's integer transform back from frequencies ("islow"), of eight lines at a time. Sums of damaged files wrap.
class Transform {
 public:
  static void run(const Block& block, const std::array<uint16_t, 64>& scales, uint8_t* to, int64_t stride) {
    Lines lines;
    for (std::size_t i = 0; i < 64; ++i) lines[i] = static_cast<uint32_t>(block[i]) * scales[i];
    pass(lines, kBits - kExtra);
    Lines turned;
    for (std::size_t y = 0; y < 8; ++y) {
      for (std::size_t x = 0; x < 8; ++x) turned[8 * x + y] = lines[8 * y + x];
    }
    pass(turned, kBits + kExtra + 3);
    for (std::size_t y = 0; y < 8; ++y, to += stride) {
      for (std::size_t x = 0; x < 8; ++x) {
        to[x] = static_cast<uint8_t>(std::clamp(static_cast<int32_t>(turned[8 * x + y]) + 128, 0, 255));
      }
    }
  }

 private:
  using Lines = std::array<uint32_t, 64>;  // [frequency or place, line]
  static constexpr int kBits = 13;
  static constexpr int kExtra = 2;

  // The factors are sums of cosines in kBits; `bits` are dropped in the end.
  static void pass(Lines& lines, int bits) {
    const uint32_t half = 1U << (bits - 1);
    FLAMBEAU_EACH
    for (std::size_t i = 0; i < 8; ++i) {
      uint32_t* v = lines.data() + i;
      const uint32_t turn = (v[16] + v[48]) * 4433;
      const uint32_t even2 = turn - v[48] * 15137;
      const uint32_t even3 = turn + v[16] * 6270;
      const uint32_t even0 = (v[0] + v[32]) << kBits;
      const uint32_t even1 = (v[0] - v[32]) << kBits;
      const uint32_t z5 = (v[56] + v[24] + v[40] + v[8]) * 9633;
      const uint32_t z1 = (v[56] + v[8]) * 7373;
      const uint32_t z2 = (v[40] + v[24]) * 20995;
      const uint32_t z3 = z5 - (v[56] + v[24]) * 16069;
      const uint32_t z4 = z5 - (v[40] + v[8]) * 3196;
      const uint32_t odd0 = v[8] * 12299 - z1 + z4;
      const uint32_t odd1 = v[24] * 25172 - z2 + z3;
      const uint32_t odd2 = v[40] * 16819 - z2 + z4;
      const uint32_t odd3 = v[56] * 2446 - z1 + z3;
      const auto dropped = [half, bits](uint32_t sum) {
        return static_cast<uint32_t>(static_cast<int32_t>(sum + half) >> bits);
      };
      v[0] = dropped(even0 + even3 + odd0);
      v[56] = dropped(even0 + even3 - odd0);
      v[8] = dropped(even1 + even2 + odd1);
      v[48] = dropped(even1 + even2 - odd1);
      v[16] = dropped(even1 - even2 + odd2);
      v[40] = dropped(even1 - even2 - odd2);
      v[24] = dropped(even0 - even3 + odd3);
      v[32] = dropped(even0 - even3 - odd3);
    }
  }
};

class Reader {
 public:
  explicit Reader(Bytes file) : file_(file) {}

  std::optional<Decoded> read(bool gray) {
    if (!read_markers()) return std::nullopt;
    for (Component& c : components_) restore(c);
    return Decoded{picture(gray), components_.size() == 1 ? "L" : "RGB", orientation_};
  }

 private:
  std::size_t word(std::size_t at) const { return std::size_t{file_[at]} << 8 | file_[at + 1]; }

  bool read_markers() {
    if (file_.size() < 4 || file_[0] != 0xFF || file_[1] != 0xD8) return false;
    std::size_t at = 2;
    bool has_scan = false;
    while (at + 4 <= file_.size()) {
      if (file_[at] != 0xFF) {
        ++at;
        continue;
      }
      const uint8_t marker = file_[at + 1];
      if (marker == 0xFF || marker == 0 || marker == 1 || (marker >= 0xD0 && marker <= 0xD8)) {
        at += marker == 0xFF ? 1 : 2;
        continue;
      }
      if (marker == 0xD9) break;
      const std::size_t length = word(at + 2);
      if (length < 2 || length > file_.size() - at - 2) return has_scan;
      const Bytes body = file_.subspan(at + 4, length - 2);
      at += 2 + length;
      if (marker == 0xDA) {
        if (components_.empty() || !read_scan(body, file_.subspan(at))) return has_scan;
        has_scan = true;
      } else if (!read_segment(marker, body)) {
        return false;
      }
    }
    return has_scan;
  }

  bool read_segment(uint8_t marker, Bytes body) {
    switch (marker) {
      case 0xC0:
      case 0xC1: return read_frame(body, false);
      case 0xC2: return read_frame(body, true);
      case 0xC4: return read_huffman(body);
      case 0xDB: return read_scales(body);
      case 0xDD:
        if (body.size() < 2) return false;
        restart_ = static_cast<int64_t>(body[0]) << 8 | body[1];
        return true;
      case 0xE1:
        if (body.size() > 6 && std::equal(body.begin(), body.begin() + 4, "Exif")) {
          orientation_ = exif_orientation(body.subspan(6));
        }
        return true;
      case 0xEE:
        if (body.size() >= 12 && std::equal(body.begin(), body.begin() + 5, "Adobe")) adobe_ = body[11];
        return true;
      default:
        // Lossless, hierarchical and arithmetic ones; all other segments say nothing of the pixels.
        return !(marker >= 0xC3 && marker <= 0xCF && marker != 0xC8 && marker != 0xCC);
    }
  }

  bool read_frame(Bytes b, bool progressive) {
    if (!components_.empty() || b.size() < 6 || b[0] != 8) return false;
    height_ = static_cast<int64_t>(b[1]) << 8 | b[2];
    width_ = static_cast<int64_t>(b[3]) << 8 | b[4];
    const std::size_t count = b[5];
    if (width_ == 0 || height_ == 0 || width_ > kMostPixels / height_) return false;
    if ((count != 1 && count != 3) || b.size() < 6 + 3 * count) return false;
    progressive_ = progressive;
    std::vector<Component> found(count);
    for (std::size_t i = 0; i < count; ++i) {
      Component& c = found[i];
      c.id = b[6 + 3 * i];
      c.across = b[7 + 3 * i] >> 4;
      c.down = b[7 + 3 * i] & 15;
      c.table = b[8 + 3 * i];
      if (c.across < 1 || c.across > 4 || c.down < 1 || c.down > 4 || c.table > 3) return false;
      across_ = std::max(across_, c.across);
      down_ = std::max(down_, c.down);
    }
    const auto parts = [](int64_t n, int64_t size) { return (n + size - 1) / size; };
    units_across_ = parts(width_, across_ * kBlock);
    units_down_ = parts(height_, down_ * kBlock);
    // Each block takes a bit of the file at least. Some of it may be lost, but not most: no memory for what isn't
    // there.
    if (units_across_ * units_down_ / 64 > static_cast<int64_t>(file_.size())) return false;
    for (Component& c : found) {
      c.width = parts(width_ * c.across, across_);
      c.height = parts(height_ * c.down, down_);
      c.columns = units_across_ * c.across;
      c.rows = units_down_ * c.down;
      c.blocks.assign(static_cast<std::size_t>(c.columns * c.rows), Block{});
    }
    components_ = std::move(found);
    return true;
  }

  bool read_huffman(Bytes b) {
    while (b.size() >= 17) {
      std::size_t count = 0;
      for (std::size_t i = 1; i <= 16; ++i) count += b[i];
      if (b.size() < 17 + count || (b[0] & 15) > 3 || b[0] >> 4 > 1) return false;
      tables_[b[0] >> 4][b[0] & 15].build(b.subspan(1, 16), b.subspan(17, count));
      b = b.subspan(17 + count);
    }
    return true;
  }

  bool read_scales(Bytes b) {
    while (!b.empty()) {
      const std::size_t wide = b[0] >> 4 != 0 ? 2 : 1;
      if ((b[0] & 15) > 3 || b.size() < 1 + 64 * wide) return false;
      for (std::size_t i = 0; i < 64; ++i) {
        const std::size_t at = 1 + i * wide;
        scales_[b[0] & 15][kZigzag[i]] = static_cast<uint16_t>(wide == 1 ? b[at] : b[at] << 8 | b[at + 1]);
      }
      b = b.subspan(1 + 64 * wide);
    }
    return true;
  }

  bool read_scan(Bytes b, Bytes data) {
    const std::size_t count = b.empty() ? 0 : b[0];
    if (count < 1 || count > components_.size() || b.size() < 4 + 2 * count) return false;
    Scan scan;
    for (std::size_t i = 0; i < count; ++i) {
      std::size_t place = 0;
      while (place < components_.size() && components_[place].id != b[1 + 2 * i]) ++place;
      if (place == components_.size()) return false;
      Component& c = components_[place];
      c.dc = b[2 + 2 * i] >> 4;
      c.ac = b[2 + 2 * i] & 15;
      if (c.dc > 3 || c.ac > 3) return false;
      scan.components.push_back(place);
    }
    scan.first = b[1 + 2 * count];
    scan.last = b[2 + 2 * count];
    scan.high = b[3 + 2 * count] >> 4;
    scan.low = b[3 + 2 * count] & 15;
    if (!progressive_) scan = {scan.components, 0, 63, 0, 0};
    if (scan.first > scan.last || scan.last > 63 || scan.low > 13 || (scan.first > 0 && count > 1)) return false;
    read_units(scan, data);
    return true;
  }

  void read_units(const Scan& scan, Bytes data) {
    Bits bits(data);
    int64_t across = units_across_;
    int64_t down = units_down_;
    const bool alone = scan.components.size() == 1;
    if (alone) {
      const Component& c = components_[scan.components[0]];
      across = (c.width + kBlock - 1) / kBlock;
      down = (c.height + kBlock - 1) / kBlock;
    }
    start_over();
    for (int64_t unit = 0; unit < across * down && !bits.exhausted(); ++unit) {
      if (restart_ > 0 && unit > 0 && unit % restart_ == 0) {
        bits.restart();
        start_over();
      }
      const int64_t y = unit / across;
      const int64_t x = unit % across;
      for (const std::size_t place : scan.components) {
        Component& c = components_[place];
        const int64_t high = alone ? 1 : c.down;
        const int64_t wide = alone ? 1 : c.across;
        for (int64_t i = 0; i < high * wide; ++i) {
          const int64_t row = y * high + i / wide;
          const int64_t column = x * wide + i % wide;
          read_block(scan, c, bits, c.blocks[static_cast<std::size_t>(row * c.columns + column)]);
        }
      }
    }
  }

  void start_over() {
    for (Component& c : components_) c.before = 0;
    empty_blocks_ = 0;
  }

  void read_block(const Scan& scan, Component& c, Bits& bits, Block& block) {
    if (!progressive_) {
      read_constant(c, bits, block, 0);
      read_waves(scan, c, bits, block);
    } else if (scan.first == 0) {
      if (scan.high == 0) {
        read_constant(c, bits, block, scan.low);
      } else if (bits.take(1) != 0) {
        block[0] = static_cast<int16_t>(block[0] | (1 << scan.low));
      }
    } else if (scan.high == 0) {
      read_waves(scan, c, bits, block);
    } else {
      refine_waves(scan, c, bits, block);
    }
  }

  void read_constant(Component& c, Bits& bits, Block& block, int32_t low) {
    const int32_t size = std::min(bits.symbol(tables_[0][c.dc]), 15);
    c.before = static_cast<int32_t>(static_cast<uint32_t>(c.before) + static_cast<uint32_t>(bits.signed_number(size)));
    block[0] = static_cast<int16_t>(static_cast<uint32_t>(c.before) << low);
  }

  void read_waves(const Scan& scan, const Component& c, Bits& bits, Block& block) {
    if (empty_blocks_ > 0) {
      --empty_blocks_;
      return;
    }
    for (int32_t k = std::max(scan.first, 1); k <= scan.last; ++k) {
      const int32_t symbol = bits.symbol(tables_[1][c.ac]);
      const int32_t run = symbol >> 4;
      const int32_t size = symbol & 15;
      if (size != 0) {
        k += run;
        const int32_t value = bits.signed_number(size) * (1 << scan.low);
        block[kZigzag[static_cast<std::size_t>(k)]] = static_cast<int16_t>(value);
      } else if (run == 15) {
        k += 15;
      } else {
        if (progressive_) empty_blocks_ = (1 << run) + bits.take(run) - 1;
        return;
      }
    }
  }

  // A bit more for the waves that are known, and new ones of that size between them.
  void refine_waves(const Scan& scan, const Component& c, Bits& bits, Block& block) {
    const auto bit = static_cast<int16_t>(1 << scan.low);
    const auto refine = [&](int16_t& value) {
      if (bits.take(1) != 0 && (value & bit) == 0) value = static_cast<int16_t>(value < 0 ? value - bit : value + bit);
    };
    int32_t k = scan.first;
    if (empty_blocks_ == 0) {
      for (; k <= scan.last; ++k) {
        const int32_t symbol = bits.symbol(tables_[1][c.ac]);
        int32_t run = symbol >> 4;
        int16_t made = 0;
        if ((symbol & 15) != 0) {
          made = static_cast<int16_t>(bits.take(1) != 0 ? bit : -bit);
        } else if (run != 15) {
          empty_blocks_ = (1 << run) + bits.take(run);
          break;
        }
        for (; k <= scan.last; ++k) {
          int16_t& value = block[kZigzag[static_cast<std::size_t>(k)]];
          if (value != 0) {
            refine(value);
          } else if (run-- == 0) {
            break;
          }
        }
        if (made != 0 && k <= scan.last) block[kZigzag[static_cast<std::size_t>(k)]] = made;
      }
    }
    if (empty_blocks_ > 0) {
      for (; k <= scan.last; ++k) {
        int16_t& value = block[kZigzag[static_cast<std::size_t>(k)]];
        if (value != 0) refine(value);
      }
      --empty_blocks_;
    }
  }

  void restore(Component& c) const {
    c.samples.resize(c.blocks.size() * 64);
    for_rows(c.rows, c.columns * 64, [&](int64_t begin, int64_t end) {
      for (int64_t y = begin; y < end; ++y) {
        for (int64_t x = 0; x < c.columns; ++x) {
          uint8_t* to = c.samples.data() + y * kBlock * c.stride() + x * kBlock;
          Transform::run(c.blocks[static_cast<std::size_t>(y * c.columns + x)], scales_[c.table], to, c.stride());
        }
      }
    });
    c.blocks = {};
  }

  // One row of the whole image's width, of a component that may have fewer samples.
  void spread(const Component& c, int64_t y, std::vector<int32_t>& line, uint8_t* to) const {
    const int64_t x_factor = across_ / c.across;
    const int64_t y_factor = down_ / c.down;
    const auto row = [&](int64_t at) {
      return c.samples.data() + std::clamp<int64_t>(at, 0, c.height - 1) * c.stride();
    };
    const int64_t at = std::min(y / y_factor, c.height - 1);
    const bool whole = across_ % c.across == 0 && down_ % c.down == 0;
    const bool smooth_down = whole && y_factor == 2 && (x_factor == 1 || (x_factor == 2 && c.width > 2));
    const bool smooth_across = whole && x_factor == 2 && c.width > 2 && (y_factor == 1 || y_factor == 2);
    const uint8_t* near = row(at);
    if (x_factor == 1 && y_factor == 1 && whole) {
      std::copy_n(near, width_, to);
      return;
    }
    if (!smooth_down && !smooth_across) {
      for (int64_t x = 0; x < width_; ++x) to[x] = row(y * c.down / down_)[x * c.across / across_];
      return;
    }
    const uint8_t* other = row(y % 2 == 0 ? at - 1 : at + 1);
    if (!smooth_across) {
      const int32_t half = y % 2 == 0 ? 1 : 2;
      for (int64_t x = 0; x < width_; ++x) to[x] = static_cast<uint8_t>((near[x] * 3 + other[x] + half) >> 2);
      return;
    }
    // Down first, in quarters; then across, in quarters again. At the edges a sample stands for its neighbour.
    int32_t* sums = line.data() + 1;
    for (int64_t x = 0; x < c.width; ++x) sums[x] = smooth_down ? near[x] * 3 + other[x] : near[x];
    sums[-1] = sums[0];
    sums[c.width] = sums[c.width - 1];
    const int shift = smooth_down ? 4 : 2;
    const int32_t left_half = smooth_down ? 8 : 1;
    const int32_t right_half = smooth_down ? 7 : 2;
    for (int64_t x = 0; x < width_ / 2; ++x) {
      to[2 * x] = static_cast<uint8_t>((sums[x] * 3 + sums[x - 1] + left_half) >> shift);
      to[2 * x + 1] = static_cast<uint8_t>((sums[x] * 3 + sums[x + 1] + right_half) >> shift);
    }
    if (width_ % 2 == 1) {
      const int64_t x = width_ / 2;
      to[2 * x] = static_cast<uint8_t>((sums[x] * 3 + sums[x - 1] + left_half) >> shift);
    }
  }

  bool is_ycc() const {
    if (adobe_ >= 0) return adobe_ != 0;
    return !(components_[0].id == 'R' && components_[1].id == 'G' && components_[2].id == 'B');
  }

  Image picture(bool gray) const {
    const bool colored = components_.size() == 3 && !gray;
    const Image out = new_image(height_, width_, colored ? 3 : 1, Dtype::UInt8);
    for_rows(height_, width_ * 8, [&](int64_t begin, int64_t end) {
      std::vector<int32_t> line(static_cast<std::size_t>(units_across_ * across_ * kBlock + 2));
      std::array<std::vector<uint8_t>, 3> planes;
      for (std::vector<uint8_t>& plane : planes) plane.resize(static_cast<std::size_t>(width_));
      for (int64_t y = begin; y < end; ++y) {
        if (!colored) {
          spread(components_[0], y, line, out.at<uint8_t>(y));
          continue;
        }
        for (std::size_t c = 0; c < 3; ++c) spread(components_[c], y, line, planes[c].data());
        in_colors(planes, out.at<uint8_t>(y));
      }
    });
    return out;
  }

  void in_colors(const std::array<std::vector<uint8_t>, 3>& planes, uint8_t* to) const {
    const bool ycc = is_ycc();
    const auto level = [](int32_t v) { return static_cast<uint8_t>(std::clamp(v, 0, 255)); };
    constexpr int32_t kHalf = 1 << 15;
    for (std::size_t x = 0; x < planes[0].size(); ++x, to += 3) {
      if (!ycc) {
        for (std::size_t c = 0; c < 3; ++c) to[c] = planes[c][x];
        continue;
      }
      const int32_t luma = planes[0][x];
      const int32_t blue = planes[1][x] - 128;
      const int32_t red = planes[2][x] - 128;
      to[0] = level(luma + ((91881 * red + kHalf) >> 16));
      to[1] = level(luma + ((-22554 * blue - 46802 * red + kHalf) >> 16));
      to[2] = level(luma + ((116130 * blue + kHalf) >> 16));
    }
  }

  Bytes file_;
  int64_t width_ = 0, height_ = 0;
  int64_t across_ = 1, down_ = 1;  // the most samples that a component has for each unit
  int64_t units_across_ = 0, units_down_ = 0;
  bool progressive_ = false;
  int64_t restart_ = 0;
  int64_t empty_blocks_ = 0;  // that follow in the scan without waves
  int64_t orientation_ = 1;
  int32_t adobe_ = -1;
  std::vector<Component> components_;
  std::array<std::array<Huffman, 4>, 2> tables_;
  std::array<std::array<uint16_t, 64>, 4> scales_{};
};

}  // namespace

std::optional<Decoded> decode_jpeg(Bytes file, bool gray) { return Reader(file).read(gray); }

}  // namespace flambeau
