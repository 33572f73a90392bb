// Digests of hashlib, by FIPS 180-4 (SHA) and RFC 1321 (MD5), and the checksums of zlib (RFC 1950, 1952).
#include <array>
#include <bit>
#include <cmath>
#include <cstring>

#include "ops/kernel.h"
#include "value/repr.h"

namespace flambeau {

namespace {

// The first 64 bits behind the point of the cube roots of the first 80 primes; SHA-256 takes the first 32 of 64 of
// them.
constexpr std::array<uint64_t, 80> kCubeRoots = {
    0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc, 0x3956c25bf348b538,
    0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118, 0xd807aa98a3030242, 0x12835b0145706fbe,
    0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2, 0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235,
    0xc19bf174cf692694, 0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
    0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5, 0x983e5152ee66dfab,
    0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4, 0xc6e00bf33da88fc2, 0xd5a79147930aa725,
    0x06ca6351e003826f, 0x142929670a0e6e70, 0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed,
    0x53380d139d95b3df, 0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
    0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30, 0xd192e819d6ef5218,
    0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8, 0x19a4c116b8d2d0c8, 0x1e376c085141ab53,
    0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8, 0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373,
    0x682e6ff3d6b2b8a3, 0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
    0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b, 0xca273eceea26619c,
    0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178, 0x06f067aa72176fba, 0x0a637dc5a2c898a6,
    0x113f9804bef90dae, 0x1b710b35131c471b, 0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc,
    0x431d67c49c100d4c, 0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
};

// The same of square roots: of the first eight primes, and of the next eight.
constexpr std::array<uint64_t, 8> kSquareRoots = {
    0x6a09e667f3bcc908, 0xbb67ae8584caa73b, 0x3c6ef372fe94f82b, 0xa54ff53a5f1d36f1,
    0x510e527fade682d1, 0x9b05688c2b3e6c1f, 0x1f83d9abfb41bd6b, 0x5be0cd19137e2179,
};
constexpr std::array<uint64_t, 8> kNextSquareRoots = {
    0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17, 0x152fecd8f70e5939,
    0x67332667ffc00b31, 0x8eb44a8768581511, 0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4,
};

constexpr bool kBig = true, kLittle = false;

template <typename Word>
Word load(const uint8_t* from, bool big) {
  Word word = 0;
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    const std::size_t shift = 8 * (big ? sizeof(Word) - 1 - i : i);
    word |= static_cast<Word>(from[i]) << shift;
  }
  return word;
}

template <typename Word>
void store(Word word, uint8_t* to, bool big) {
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    const std::size_t shift = 8 * (big ? sizeof(Word) - 1 - i : i);
    to[i] = static_cast<uint8_t>(word >> shift);
  }
}

// Calls `block` with each block of the padded message: a bit, zeros, and the length in bits in the last `Length` bytes.
template <std::size_t Size, std::size_t Length, typename Block>
void each_block(std::string_view data, bool big, const Block& block) {
  std::size_t at = 0;
  const auto* bytes = reinterpret_cast<const uint8_t*>(data.data());
  for (; data.size() - at >= Size; at += Size) block(bytes + at);
  std::array<uint8_t, 2 * Size> last{};
  const std::size_t left = data.size() - at;
  if (left > 0) std::memcpy(last.data(), bytes + at, left);
  last[left] = 0x80;
  const std::size_t total = left + 1 + Length <= Size ? Size : 2 * Size;
  const uint64_t bits = static_cast<uint64_t>(data.size()) * 8;
  store(bits, last.data() + total - (big ? 8 : Length), big);
  for (std::size_t done = 0; done < total; done += Size) block(last.data() + done);
}

template <typename Word, std::size_t N>
std::string text_of(const std::array<Word, N>& words, bool big, std::size_t size) {
  std::string found(N * sizeof(Word), '\0');
  for (std::size_t i = 0; i < N; ++i) store(words[i], reinterpret_cast<uint8_t*>(&found[i * sizeof(Word)]), big);
  found.resize(size);
  return found;
}

std::string md5(std::string_view data) {
  static const std::array<uint32_t, 64> sines = [] {
    std::array<uint32_t, 64> made{};
    for (std::size_t i = 0; i < 64; ++i) {
      made[i] = static_cast<uint32_t>(std::floor(std::ldexp(std::abs(std::sin(static_cast<double>(i + 1))), 32)));
    }
    return made;
  }();
  constexpr int turns[4][4] = {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}};
  std::array<uint32_t, 4> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};
  each_block<64, 8>(data, kLittle, [&](const uint8_t* block) {
    auto [a, b, c, d] = state;
    for (std::size_t i = 0; i < 64; ++i) {
      uint32_t mixed = 0;
      std::size_t word = 0;
      switch (i / 16) {
        case 0: mixed = (b & c) | (~b & d), word = i; break;
        case 1: mixed = (d & b) | (~d & c), word = (5 * i + 1) % 16; break;
        case 2: mixed = b ^ c ^ d, word = (3 * i + 5) % 16; break;
        default: mixed = c ^ (b | ~d), word = 7 * i % 16; break;
      }
      mixed += a + sines[i] + load<uint32_t>(block + 4 * word, kLittle);
      a = d, d = c, c = b;
      b += std::rotl(mixed, turns[i / 16][i % 4]);
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
  });
  return text_of(state, kLittle, 16);
}

std::string sha1(std::string_view data) {
  std::array<uint32_t, 5> state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  each_block<64, 8>(data, kBig, [&](const uint8_t* block) {
    std::array<uint32_t, 80> words{};
    for (std::size_t i = 0; i < 16; ++i) words[i] = load<uint32_t>(block + 4 * i, kBig);
    for (std::size_t i = 16; i < 80; ++i) {
      words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
      uint32_t mixed = 0;
      switch (i / 20) {
        case 0: mixed = ((b & c) | (~b & d)) + 0x5a827999; break;
        case 1: mixed = (b ^ c ^ d) + 0x6ed9eba1; break;
        case 2: mixed = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc; break;
        default: mixed = (b ^ c ^ d) + 0xca62c1d6; break;
      }
      mixed += std::rotl(a, 5) + e + words[i];
      e = d, d = c, c = std::rotl(b, 30), b = a, a = mixed;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d, state[4] += e;
  });
  return text_of(state, kBig, 20);
}

// What SHA-256 (words of 32 bits) and SHA-512 (of 64) differ in: rounds, turns and shifts.
template <typename Word>
struct Sha2 {
  static constexpr bool kWide = sizeof(Word) == 8;
  static constexpr std::size_t kRounds = kWide ? 80 : 64, kBlock = 16 * sizeof(Word);
  static constexpr int kSum0[3] = {kWide ? 28 : 2, kWide ? 34 : 13, kWide ? 39 : 22};
  static constexpr int kSum1[3] = {kWide ? 14 : 6, kWide ? 18 : 11, kWide ? 41 : 25};
  static constexpr int kNext0[3] = {kWide ? 1 : 7, kWide ? 8 : 18, kWide ? 7 : 3};
  static constexpr int kNext1[3] = {kWide ? 19 : 17, kWide ? 61 : 19, kWide ? 6 : 10};

  static Word sum(Word x, const int (&by)[3]) {
    return std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ std::rotr(x, by[2]);
  }
  static Word next(Word x, const int (&by)[3]) { return std::rotr(x, by[0]) ^ std::rotr(x, by[1]) ^ (x >> by[2]); }
  static Word root(uint64_t bits) { return static_cast<Word>(kWide ? bits : bits >> 32); }

  static std::string digest(std::string_view data, std::array<Word, 8> state, std::size_t size) {
    each_block<kBlock, 2 * sizeof(Word)>(data, kBig, [&](const uint8_t* block) {
      std::array<Word, kRounds> words{};
      for (std::size_t i = 0; i < 16; ++i) words[i] = load<Word>(block + sizeof(Word) * i, kBig);
      for (std::size_t i = 16; i < kRounds; ++i) {
        words[i] = words[i - 16] + next(words[i - 15], kNext0) + words[i - 7] + next(words[i - 2], kNext1);
      }
      auto [a, b, c, d, e, f, g, h] = state;
      for (std::size_t i = 0; i < kRounds; ++i) {
        const Word one = h + sum(e, kSum1) + ((e & f) ^ (~e & g)) + root(kCubeRoots[i]) + words[i];
        const Word two = sum(a, kSum0) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + one, d = c, c = b, b = a, a = one + two;
      }
      const std::array<Word, 8> last = {a, b, c, d, e, f, g, h};
      for (std::size_t i = 0; i < 8; ++i) state[i] += last[i];
    });
    return text_of(state, kBig, size);
  }
};

std::string sha2(std::string_view name, std::string_view data) {
  if (name == "sha384") return Sha2<uint64_t>::digest(data, kNextSquareRoots, 48);
  if (name == "sha512") return Sha2<uint64_t>::digest(data, kSquareRoots, 64);
  std::array<uint32_t, 8> start{};
  for (std::size_t i = 0; i < 8; ++i) {
    // SHA-224 begins with the second half of what SHA-384 begins with.
    start[i] = static_cast<uint32_t>(name == "sha224" ? kNextSquareRoots[i] : kSquareRoots[i] >> 32);
  }
  return Sha2<uint32_t>::digest(data, start, name == "sha224" ? 28 : 32);
}

std::string_view bytes_of(const Value& data) {
  if (data.is(Tag::Str)) raise("TypeError", "Strings must be encoded before hashing");
  if (!data.is(Tag::Bytes)) raise("TypeError", "object supporting the buffer API required");
  return data.to_bytes();
}

Value digest(const Value& name, const Value& data) {
  const std::string_view algorithm = name.to_str(), bytes = bytes_of(data);
  const bool is_sha2 = algorithm.starts_with("sha2") || algorithm == "sha384" || algorithm == "sha512";
  if (algorithm != "md5" && algorithm != "sha1" && !is_sha2) raise("ValueError", "unsupported hash type ", algorithm);
  std::string found = is_sha2 ? sha2(algorithm, bytes) : algorithm == "md5" ? md5(bytes) : sha1(bytes);
  return Value(Tag::Bytes, make_ref<Str>(std::move(found)));
}

int64_t crc32(std::string_view bytes, uint32_t start) {
  static const std::array<uint32_t, 256> table = [] {
    std::array<uint32_t, 256> made{};
    for (uint32_t i = 0; i < 256; ++i) {
      uint32_t word = i;
      for (int bit = 0; bit < 8; ++bit) word = word & 1 ? (word >> 1) ^ 0xedb88320U : word >> 1;
      made[i] = word;
    }
    return made;
  }();
  uint32_t found = ~start;
  for (const char c : bytes) found = table[(found ^ static_cast<uint8_t>(c)) & 0xff] ^ (found >> 8);
  return static_cast<int64_t>(~found);
}

int64_t adler32(std::string_view bytes, uint32_t start) {
  uint32_t low = start & 0xffff, high = start >> 16;
  for (const char c : bytes) {
    low = (low + static_cast<uint8_t>(c)) % 65521;
    high = (high + low) % 65521;
  }
  return static_cast<int64_t>((high << 16) | low);
}

int64_t checksum(const Value& name, const Value& data, int64_t start) {
  if (!data.is(Tag::Bytes)) raise("TypeError", "a bytes-like object is required, not '", error_type_name(data), "'");
  const auto from = static_cast<uint32_t>(start);
  return name.to_str() == "crc32" ? crc32(data.to_bytes(), from) : adler32(data.to_bytes(), from);
}

}  // namespace

KERNEL(py_digest, digest)
KERNEL(py_checksum, checksum)

}  // namespace flambeau
