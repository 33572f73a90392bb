// str.encode and bytes.decode (UTF-8, ASCII, Latin-1), bytes.hex, str.translate.
#include <array>

#include "kernels/py_operators.h"
#include "kernels/py_text.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

enum class Codec { Utf8, Ascii, Latin1 };

Codec find_codec(std::string_view name) {
  std::string key;
  for (const char c : name) {
    if (c != '-' && c != '_' && c != ' ') key += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  }
  if (key == "utf8" || key == "u8") return Codec::Utf8;
  if (key == "ascii" || key == "usascii" || key == "646") return Codec::Ascii;
  if (key == "latin1" || key == "iso88591" || key == "l1" || key == "latin") return Codec::Latin1;
  raise("LookupError", "unknown encoding: ", name);
}

// "'ascii' codec can't encode character '\xe9' in position 1: ordinal not in range(128)", or the same of several
// characters in a row.
[[noreturn]] void raise_encode(Codec codec, std::u32string_view text, std::size_t start, std::size_t end) {
  const char* name = codec == Codec::Utf8 ? "utf-8" : codec == Codec::Ascii ? "ascii" : "latin-1";
  const char* reason = codec == Codec::Utf8    ? "surrogates not allowed"
                       : codec == Codec::Ascii ? "ordinal not in range(128)"
                                               : "ordinal not in range(256)";
  if (end - start > 1) {
    raise("UnicodeEncodeError", "'", name, "' codec can't encode characters in position ", start, "-", end - 1, ": ",
          reason);
  }
  raise("UnicodeEncodeError", "'", name, "' codec can't encode character ", str_repr(utf8(text[start]), true),
        " in position ", start, ": ", reason);
}

bool encodable(Codec codec, char32_t c) {
  if (codec == Codec::Utf8) return c < 0xd800 || c > 0xdfff;
  return c < (codec == Codec::Ascii ? 0x80U : 0x100U);
}

Value encode(const Value& self, std::string_view encoding, std::string_view errors) {
  const std::string_view text = text_of(self, "encode");
  const Codec codec = find_codec(encoding);
  if (is_ascii(text)) return Value(Tag::Bytes, make_ref<Str>(std::string(text)));
  std::u32string characters;
  for (std::size_t at = 0; at < text.size();) characters += next_code_point(text, at);
  std::string out;
  for (std::size_t i = 0; i < characters.size(); ++i) {
    const char32_t c = characters[i];
    if (encodable(codec, c)) {
      if (codec == Codec::Latin1) out += static_cast<char>(static_cast<unsigned char>(c));
      else append_code_point(out, c);
    } else if (errors == "replace") {
      out += '?';
    } else if (errors == "backslashreplace") {
      const std::string escaped = str_repr(utf8(c), true);
      out += escaped.substr(1, escaped.size() - 2);
    } else if (errors == "strict") {
      std::size_t end = i + 1;
      while (end < characters.size() && !encodable(codec, characters[end])) ++end;
      raise_encode(codec, characters, i, end);
    } else if (errors != "ignore") {
      raise("LookupError", "unknown error handler name '", errors, "'");
    }
  }
  return Value(Tag::Bytes, make_ref<Str>(std::move(out)));
}

std::string_view bytes_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Bytes, method);
  return self.to_bytes();
}

Value decode(const Value& self, std::string_view encoding, std::string_view errors) {
  const std::string_view bytes = bytes_of(self, "decode");
  const Codec codec = find_codec(encoding);
  if (is_ascii(bytes)) {
    auto made = make_ref<Str>(std::string(bytes));
    made->characters.store(static_cast<int64_t>(bytes.size()), std::memory_order_relaxed);
    return Value(Tag::Str, std::move(made));
  }
  if (codec == Codec::Utf8) return decode_utf8(bytes, errors);
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (codec == Codec::Latin1 || byte < 0x80) {
      append_code_point(out, byte);
    } else if (errors == "replace") {
      append_code_point(out, 0xfffd);
    } else if (errors == "strict") {
      raise("UnicodeDecodeError", "'ascii' codec can't decode byte 0x", bytes_repr(bytes.substr(i, 1)).substr(4, 2),
            " in position ", i, ": ordinal not in range(128)");
    } else if (errors != "ignore") {
      raise("LookupError", "unknown error handler name '", errors, "'");
    }
  }
  return out;
}

std::string hex(const Value& self) {
  static constexpr std::string_view kDigits = "0123456789abcdef";
  const std::string_view bytes = bytes_of(self, "hex");
  std::string out(2 * bytes.size(), '0');
  char* next = out.data();
  for (const char c : bytes) {
    *next++ = kDigits[static_cast<unsigned char>(c) >> 4];
    *next++ = kDigits[static_cast<unsigned char>(c) & 15U];
  }
  return out;
}

// What a table says of one character; it stays where the table has no such key.
void append_translated(std::string& out, char32_t c, const Dict& table) {
  const Value* mapped = table.find(static_cast<int64_t>(c));
  if (!mapped) {
    append_code_point(out, c);
  } else if (mapped->is(Tag::Str)) {
    out += mapped->to_str();
  } else if (is_int_like(*mapped)) {
    const int64_t code = mapped->to_int();
    if (code < 0 || code >= 0x110000) raise("ValueError", "character mapping must be in range(0x110000)");
    append_code_point(out, static_cast<char32_t>(code));
  } else if (!mapped->is_none()) {
    raise("TypeError", "character mapping must return integer, None or str");
  }
}

// By a dict from ordinals to ordinals, texts or None; what isn't in it stays.
std::string translate(const Value& self, const Value& table) {
  const std::string_view text = text_of(self, "translate");
  if (!table.is(Tag::Dict)) raise("TypeError", "'", error_type_name(table), "' object is not subscriptable");
  // What ASCII characters become that were asked for: one other, or none (kGone); 0 where it is another matter.
  std::array<unsigned char, 256> known{};
  constexpr unsigned char kGone = 0xff;
  std::string out(text.size(), '\0'), one;
  std::size_t size = 0;  // of `out` so far, which has room for as many bytes as are left of the text
  for (std::size_t at = 0; at < text.size();) {
    char* next = out.data() + size;
    for (; at < text.size(); ++at) {
      const unsigned char becomes = known[static_cast<unsigned char>(text[at])];
      if (becomes == 0) break;
      *next = static_cast<char>(becomes);
      next += becomes != kGone;
    }
    size = static_cast<std::size_t>(next - out.data());
    if (at == text.size()) break;
    const char32_t c = next_code_point(text, at);
    one.clear();
    append_translated(one, c, table.known<Dict>());
    if (c < 0x80 && one.size() <= 1) known[c] = one.empty() ? kGone : static_cast<unsigned char>(one[0]);
    const std::size_t room = size + one.size() + (text.size() - at);
    if (room > out.size()) out.resize(room + out.size() / 2);
    one.copy(out.data() + size, one.size());
    size += one.size();
  }
  out.resize(size);
  return out;
}

}  // namespace

KERNEL(py_str_encode, encode)
KERNEL(py_str_translate, translate)
KERNEL(py_bytes_decode, decode)
KERNEL(py_bytes_hex, hex)

}  // namespace flambeau
