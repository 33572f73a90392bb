// UTF-8 by code point. Texts of the runtime are valid UTF-8, but for lone surrogates, which Python's str may hold too.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace flambeau {

inline bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0U) == 0x80U; }

// The code point that starts at byte `at`, which moves on to the next one. Malformed bytes give U+FFFD, one each.
char32_t next_beyond_ascii(std::string_view text, std::size_t& at);
inline char32_t next_code_point(std::string_view text, std::size_t& at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte >= 0x80) return next_beyond_ascii(text, at);
  ++at;
  return byte;
}
// The code point that ends before byte `at`, which moves back to its start. `at` > 0.
char32_t previous_code_point(std::string_view text, std::size_t& at);
void append_code_point(std::string& out, char32_t c);
std::string utf8(char32_t c);

bool is_ascii(std::string_view text);
// len(text) in Python.
int64_t count_code_points(std::string_view text);
// The byte at which code point `index` in [0, len] starts.
std::size_t byte_offset(std::string_view text, int64_t index);
// text[start:stop] by code point, 0 <= start <= stop <= len.
std::string_view slice_text(std::string_view text, int64_t start, int64_t stop);

// bytes.decode() as UTF-8; UnicodeDecodeError with Python's wording unless `errors` is "ignore" or "replace".
std::string decode_utf8(std::string_view bytes, std::string_view errors);

}  // namespace flambeau
