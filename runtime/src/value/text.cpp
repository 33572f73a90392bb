#include "value/text.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/error.h"

namespace flambeau {

namespace {

// What the bytes at `at` are: a code point of `length` bytes, or an error that Python reports over `length` bytes.
struct Decoded {
  char32_t code;
  std::size_t length;
  const char* error;
};

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

// `surrogates` admits U+D800..U+DFFF, which a str may hold and encoded bytes may not.
Decoded decode_at(std::string_view text, std::size_t at, bool surrogates) {
  const unsigned lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, nullptr};
  if (lead < 0xc2 || lead > 0xf4) return {0xfffd, 1, "invalid start byte"};
  const std::size_t length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  char32_t code = lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if (at + i >= text.size()) return {0xfffd, i, "unexpected end of data"};
    const unsigned byte = byte_at(text, at + i);
    // The second byte's range is narrower where the first alone would allow overlong forms or too large codes.
    const unsigned low = i > 1 ? 0x80U : lead == 0xe0 ? 0xa0U : lead == 0xf0 ? 0x90U : 0x80U;
    const unsigned high = i > 1 ? 0xbfU : lead == 0xed && !surrogates ? 0x9fU : lead == 0xf4 ? 0x8fU : 0xbfU;
    if (byte < low || byte > high) return {0xfffd, i, "invalid continuation byte"};
    code = (code << 6) | (byte & 0x3fU);
  }
  return {code, length, nullptr};
}

}  // namespace

char32_t next_beyond_ascii(std::string_view text, std::size_t& at) {
  const Decoded decoded = decode_at(text, at, true);
  at += decoded.error ? 1 : decoded.length;
  return decoded.code;
}

char32_t previous_code_point(std::string_view text, std::size_t& at) {
  --at;
  for (int i = 0; i < 3 && at > 0 && is_continuation(text[at]); ++i) --at;
  std::size_t next = at;
  return next_code_point(text, next);
}

void append_code_point(std::string& out, char32_t c) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0U | (c >> 6));
    put(0x80U | (c & 0x3fU));
  } else if (c < 0x10000) {
    put(0xe0U | (c >> 12));
    put(0x80U | ((c >> 6) & 0x3fU));
    put(0x80U | (c & 0x3fU));
  } else {
    put(0xf0U | (c >> 18));
    put(0x80U | ((c >> 12) & 0x3fU));
    put(0x80U | ((c >> 6) & 0x3fU));
    put(0x80U | (c & 0x3fU));
  }
}

std::string utf8(char32_t c) {
  std::string out;
  append_code_point(out, c);
  return out;
}

bool is_ascii(std::string_view text) {
  constexpr uint64_t kHigh = 0x8080808080808080U;
  const char* const bytes = text.data();
  const std::size_t size = text.size();
  const auto eight = [&](std::size_t at) {
    uint64_t word;
    std::memcpy(&word, bytes + at, 8);
    return word;
  };
  if (size >= 8) {
    for (std::size_t i = 0; i + 8 < size; i += 8) {
      if (eight(i) & kHigh) return false;
    }
    return (eight(size - 8) & kHigh) == 0;
  }
  char all = 0;
  for (std::size_t i = 0; i < size; ++i) all = static_cast<char>(all | bytes[i]);
  return static_cast<unsigned char>(all) < 0x80;
}

int64_t count_code_points(std::string_view text) {
  int64_t count = 0;
  for (const char c : text) count += !is_continuation(c);
  return count;
}

std::size_t byte_offset(std::string_view text, int64_t index) {
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    if (!is_continuation(text[at]) && index-- == 0) return at;
  }
  return at;
}

std::string_view slice_text(std::string_view text, int64_t start, int64_t stop) {
  const std::size_t first = byte_offset(text, start);
  const std::string_view rest = text.substr(first);
  return rest.substr(0, byte_offset(rest, stop - start));
}

std::string decode_utf8(std::string_view bytes, std::string_view errors) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size();) {
    const Decoded decoded = decode_at(bytes, at, false);
    if (!decoded.error) {
      out += bytes.substr(at, decoded.length);
    } else if (errors == "replace") {
      append_code_point(out, 0xfffd);
    } else if (errors == "strict") {
      static constexpr std::string_view kHex = "0123456789abcdef";
      const unsigned byte = byte_at(bytes, at);
      if (decoded.length > 1) {
        raise("UnicodeDecodeError", "'utf-8' codec can't decode bytes in position ", at, "-", at + decoded.length - 1,
              ": ", decoded.error);
      }
      raise("UnicodeDecodeError", "'utf-8' codec can't decode byte 0x", kHex[byte >> 4], kHex[byte & 15U],
            " in position ", at, ": ", decoded.error);
    } else if (errors != "ignore") {
      raise("LookupError", "unknown error handler name '", errors, "'");
    }
    at += decoded.length;
  }
  return out;
}

}  // namespace flambeau
