#include "kernels/image_inflate.h"

#include <algorithm>
#include <array>

namespace flambeau {
namespace {

constexpr int kLongest = 15;  // bits of a word
constexpr int kQuick = 9;     // bits of a word that a table knows

class Bits {
 public:
  explicit Bits(std::span<const uint8_t> data) : data_(data) {}

  // The next `count` bits, the first one lowest; zeros behind the end, which `overrun` tells.
  uint32_t see(int count) {
    for (; held_ < count; held_ += 8) {
      const uint64_t byte = at_ < data_.size() ? data_[at_] : 0;
      if (at_ >= data_.size() + 4) overrun_ = true;
      ++at_;
      bits_ |= byte << held_;
    }
    return static_cast<uint32_t>(bits_ & ((1U << count) - 1));
  }
  void drop(int count) {
    bits_ >>= count;
    held_ -= count;
  }
  uint32_t take(int count) {
    const uint32_t value = see(count);
    drop(count);
    return value;
  }
  void to_byte() {
    bits_ >>= held_ % 8;
    held_ -= held_ % 8;
  }
  bool overrun() const { return overrun_; }

 private:
  std::span<const uint8_t> data_;
  std::size_t at_ = 0;
  uint64_t bits_ = 0;
  int held_ = 0;
  bool overrun_ = false;
};

// A canonical code: how many words there are of each length, and their symbols in order.
struct Code {
  std::array<uint16_t, kLongest + 1> counts{};
  std::vector<uint16_t> symbols;
  std::array<uint16_t, 1 << kQuick> quick{};  // by the next bits: a symbol times 16, and its length; 0 for longer words

  // False for lengths that no code has; those that leave words unused are taken.
  bool build(std::span<const uint8_t> lengths) {
    counts.fill(0);
    for (const uint8_t length : lengths) ++counts[length];
    counts[0] = 0;
    std::array<uint16_t, kLongest + 2> starts{};
    int left = 1;
    for (std::size_t length = 1; length <= kLongest; ++length) {
      left = 2 * left - counts[length];
      if (left < 0) return false;
      starts[length + 1] = static_cast<uint16_t>(starts[length] + counts[length]);
    }
    symbols.assign(starts[kLongest + 1], 0);
    for (std::size_t symbol = 0; symbol < lengths.size(); ++symbol) {
      if (lengths[symbol] != 0) symbols[starts[lengths[symbol]]++] = static_cast<uint16_t>(symbol);
    }
    quick.fill(0);
    std::size_t word = 0;
    std::size_t index = 0;
    for (std::size_t length = 1; length <= kQuick; ++length, word <<= 1) {
      for (int i = 0; i < counts[length]; ++i, ++word, ++index) note(word, length, symbols[index]);
    }
    return true;
  }

  // Words are read from their highest bit on.
  void note(std::size_t word, std::size_t length, uint16_t symbol) {
    std::size_t turned = 0;
    for (std::size_t i = 0; i < length; ++i) turned |= (word >> i & 1) << (length - 1 - i);
    for (std::size_t at = turned; at < quick.size(); at += std::size_t{1} << length) {
      quick[at] = static_cast<uint16_t>(symbol << 4 | static_cast<uint16_t>(length));
    }
  }

  // The next symbol, or -1.
  int read(Bits& bits) const {
    const uint16_t entry = quick[bits.see(kQuick)];
    if (entry != 0) {
      bits.drop(entry & 15);
      return entry >> 4;
    }
    int word = 0;
    int first = 0;
    int index = 0;
    for (std::size_t length = 1; length <= kLongest; ++length) {
      word |= static_cast<int>(bits.take(1));
      const int count = counts[length];
      if (word - first < count) return symbols[static_cast<std::size_t>(index + word - first)];
      index += count;
      first = (first + count) << 1;
      word <<= 1;
    }
    return -1;
  }
};

// The least length or distance of each symbol, and how many more bits follow.
constexpr std::array<uint16_t, 29> kLengths = {3,  4,  5,  6,  7,  8,  9,  10, 11,  13,  15,  17,  19,  23, 27,
                                               31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258};
constexpr std::array<uint8_t, 29> kLengthBits = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
constexpr std::array<uint16_t, 30> kDistances = {1,    2,    3,    4,    5,    7,    9,    13,    17,    25,
                                                 33,   49,   65,   97,   129,  193,  257,  385,   513,   769,
                                                 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577};

int distance_bits(int symbol) { return symbol < 2 ? 0 : symbol / 2 - 1; }

bool read_codes(Bits& bits, Code& literals, Code& distances) {
  static constexpr std::array<uint8_t, 19> kOrder = {16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15};
  const std::size_t literal_count = bits.take(5) + 257;
  const std::size_t distance_count = bits.take(5) + 1;
  const std::size_t given = bits.take(4) + 4;
  std::array<uint8_t, 19> own{};
  for (std::size_t i = 0; i < given; ++i) own[kOrder[i]] = static_cast<uint8_t>(bits.take(3));
  Code code;
  if (!code.build(own)) return false;
  std::vector<uint8_t> lengths;
  while (lengths.size() < literal_count + distance_count) {
    const int symbol = code.read(bits);
    if (symbol < 0 || bits.overrun()) return false;
    if (symbol < 16) {
      lengths.push_back(static_cast<uint8_t>(symbol));
      continue;
    }
    if (symbol == 16 && lengths.empty()) return false;
    const uint8_t repeated = symbol == 16 ? lengths.back() : uint8_t{0};
    const uint32_t times = symbol == 16 ? 3 + bits.take(2) : symbol == 17 ? 3 + bits.take(3) : 11 + bits.take(7);
    lengths.insert(lengths.end(), times, repeated);
  }
  if (lengths.size() > literal_count + distance_count) return false;
  const std::span<const uint8_t> all(lengths);
  return literals.build(all.first(literal_count)) && distances.build(all.subspan(literal_count));
}

void fixed_codes(Code& literals, Code& distances) {
  std::array<uint8_t, 288> lengths{};
  for (std::size_t i = 0; i < 288; ++i) lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
  literals.build(lengths);
  std::array<uint8_t, 30> fives{};
  fives.fill(5);
  distances.build(fives);
}

bool read_block(Bits& bits, const Code& literals, const Code& distances, std::size_t most, std::vector<uint8_t>& out) {
  while (out.size() < most) {
    const int symbol = literals.read(bits);
    if (symbol < 0 || bits.overrun()) return false;
    if (symbol < 256) {
      out.push_back(static_cast<uint8_t>(symbol));
      continue;
    }
    if (symbol == 256) return true;
    const auto kind = static_cast<std::size_t>(symbol - 257);
    if (kind >= kLengths.size()) return false;
    const std::size_t length = kLengths[kind] + bits.take(kLengthBits[kind]);
    const int far = distances.read(bits);
    if (far < 0 || far >= 30) return false;
    const std::size_t distance = kDistances[static_cast<std::size_t>(far)] + bits.take(distance_bits(far));
    if (distance > out.size()) return false;
    for (std::size_t i = 0; i < length && out.size() < most; ++i) out.push_back(out[out.size() - distance]);
  }
  return true;
}

bool read_stored(Bits& bits, std::size_t most, std::vector<uint8_t>& out) {
  bits.to_byte();
  const uint32_t length = bits.take(16);
  if (bits.take(16) != (length ^ 0xFFFF)) return false;
  for (uint32_t i = 0; i < length && out.size() < most; ++i) {
    if (bits.overrun()) return false;
    out.push_back(static_cast<uint8_t>(bits.take(8)));
  }
  return true;
}

}  // namespace

bool inflate_zlib(std::span<const uint8_t> stream, std::size_t most, std::vector<uint8_t>& out) {
  if (stream.size() < 2 || (stream[0] & 15) != 8 || (stream[0] * 256 + stream[1]) % 31 != 0 || (stream[1] & 32) != 0) {
    return false;
  }
  Bits bits(stream.subspan(2));
  bool last = false;
  while (!last && out.size() < most) {
    last = bits.take(1) != 0;
    const uint32_t kind = bits.take(2);
    if (bits.overrun() || kind == 3) return false;
    if (kind == 0) {
      if (!read_stored(bits, most, out)) return false;
      continue;
    }
    Code literals;
    Code distances;
    if (kind == 1) {
      fixed_codes(literals, distances);
    } else if (!read_codes(bits, literals, distances)) {
      return false;
    }
    if (!read_block(bits, literals, distances, most, out)) return false;
  }
  return out.size() == most;
}

}  // namespace flambeau
