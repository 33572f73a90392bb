// Base 64 (RFC 4648) as Python's binascii reads and writes it.
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "ops/kernel.h"

namespace flambeau {

namespace {

constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNoLetter = 255;
constexpr std::array<uint8_t, 256> kNumbers = [] {
  std::array<uint8_t, 256> numbers{};
  numbers.fill(kNoLetter);
  for (std::size_t i = 0; i < kLetters.size(); ++i) {
    numbers[static_cast<unsigned char>(kLetters[i])] = static_cast<uint8_t>(i);
  }
  return numbers;
}();

unsigned byte_at(std::string_view bytes, std::size_t at) { return static_cast<unsigned char>(bytes[at]); }

char byte_of(unsigned word) { return static_cast<char>(static_cast<unsigned char>(word)); }

Value encode(const Value& data) {
  const std::string_view bytes = data.to_bytes();
  std::string out((bytes.size() + 2) / 3 * 4, '=');
  char* next = out.data();
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::size_t count = std::min<std::size_t>(3, bytes.size() - at);
    unsigned word = byte_at(bytes, at) << 16;
    if (count > 1) word |= byte_at(bytes, at + 1) << 8;
    if (count > 2) word |= byte_at(bytes, at + 2);
    for (std::size_t i = 0; i <= count; ++i) next[i] = kLetters[word >> (18 - 6 * i) & 63U];
    next += 4;
  }
  return Value(Tag::Bytes, make_ref<Str>(std::move(out)));
}

// What isn't of the alphabet is left out, and nothing counts behind the padding. Instead of bytes: the number of
// letters where there is one more than there may be; None where padding is missing.
Value decode(const Value& data) {
  std::string out(data.to_bytes().size() / 4 * 3 + 3, '\0');
  char* next = out.data();
  unsigned word = 0;
  int64_t count = 0, pads = 0;
  bool is_padded = false;
  for (const char c : data.to_bytes()) {
    const uint8_t number = kNumbers[static_cast<unsigned char>(c)];
    if (number != kNoLetter) {
      pads = 0;
      word = word << 6 | number;
      if (++count % 4 != 0) continue;
      for (int shift = 16; shift >= 0; shift -= 8) *next++ = byte_of(word >> shift);
    } else if (c == '=' && count % 4 >= 2 && count % 4 + ++pads >= 4) {
      is_padded = true;
      break;
    }
  }
  if (count % 4 == 1) return count;
  if (count % 4 != 0 && !is_padded) return {};
  if (count % 4 >= 2) *next++ = byte_of(word >> (count % 4 == 2 ? 4 : 10));
  if (count % 4 == 3) *next++ = byte_of(word >> 2);
  out.resize(static_cast<std::size_t>(next - out.data()));
  return Value(Tag::Bytes, make_ref<Str>(std::move(out)));
}

}  // namespace

KERNEL(py_base64_encode, encode)
KERNEL(py_base64_decode, decode)

}  // namespace flambeau
