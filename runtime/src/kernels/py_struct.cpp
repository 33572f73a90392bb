// struct.pack and struct.unpack: the formats of Python's struct module, with C's sizes and alignment where a format
// asks for them. Numbers of more than 63 bits don't fit a program's int.
#include <algorithm>
#include <bit>
#include <limits>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

[[noreturn]] void fail(const std::string& message) { raise("error", message); }

// One letter of a format; `count` values of `size` bytes each, from `offset` on. Of s and p the count is the size.
struct Item {
  char code;
  std::size_t count, size, offset;

  bool is_text() const { return code == 's' || code == 'p'; }
  std::size_t values() const { return code == 'x' ? 0 : is_text() ? 1 : count; }
};

class Format {
 public:
  explicit Format(std::string_view text) {
    std::size_t at = 0;
    if (!text.empty() && std::string_view("@=<>!").find(text[0]) != std::string_view::npos) {
      is_native_ = text[0] == '@';
      is_big_ = text[0] == '>' || text[0] == '!' || (text[0] != '<' && std::endian::native == std::endian::big);
      at = 1;
    }
    while (at < text.size()) {
      if (std::string_view(" \t\n\r\f\v").find(text[at]) != std::string_view::npos) {
        ++at;
        continue;
      }
      int64_t count = -1;
      for (; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
        count = std::max<int64_t>(count, 0) * 10 + (text[at] - '0');
        if (count > kMost) fail("overflow in item count");
      }
      if (at == text.size()) fail("repeat count given without format specifier");
      add(text[at++], static_cast<std::size_t>(count < 0 ? 1 : count));
    }
  }

  const std::vector<Item>& items() const { return items_; }
  std::size_t size() const { return size_; }
  bool is_big() const { return is_big_; }
  std::size_t values() const {
    std::size_t total = 0;
    for (const Item& item : items_) total += item.values();
    return total;
  }

  uint64_t load(const char* from, std::size_t size) const {
    uint64_t bits = 0;
    for (std::size_t i = 0; i < size; ++i) {
      bits = bits << 8U | static_cast<unsigned char>(from[is_big_ ? i : size - 1 - i]);
    }
    return bits;
  }
  void store(char* to, std::size_t size, uint64_t bits) const {
    for (std::size_t i = 0; i < size; ++i, bits >>= 8U)
      to[is_big_ ? size - 1 - i : i] = static_cast<char>(bits & 0xffU);
  }

 private:
  static constexpr int64_t kMost = int64_t{1} << 40;

  void add(char code, std::size_t count) {
    const std::size_t size = size_of(code);
    if (is_native_) size_ = (size_ + size - 1) / size * size;
    items_.push_back({code, count, size, size_});
    size_ += count * size;
    if (size_ > static_cast<std::size_t>(kMost)) fail("total struct size too long");
  }

  std::size_t size_of(char code) const {
    switch (code) {
      case 'x':
      case 'c':
      case 'b':
      case 'B':
      case '?':
      case 's':
      case 'p': return 1;
      case 'h':
      case 'H':
      case 'e': return 2;
      case 'i':
      case 'I':
      case 'f': return 4;
      case 'l':
      case 'L': return is_native_ ? sizeof(long) : 4;
      case 'q':
      case 'Q':
      case 'd': return 8;
      case 'n':
      case 'N':
        if (is_native_) return 8;
        break;
      default: break;
    }
    fail("bad char in struct format");
  }

  bool is_native_ = true;
  bool is_big_ = std::endian::native == std::endian::big;
  std::vector<Item> items_;
  std::size_t size_ = 0;
};

bool is_unsigned(char code) { return std::string_view("BHILQN").find(code) != std::string_view::npos; }
bool is_float(char code) { return code == 'e' || code == 'f' || code == 'd'; }
Value bytes_value(std::string text) { return {Tag::Bytes, make_ref<Str>(std::move(text))}; }

// Reading -------------------------------------------------------------------------------------------------------------

double load_float(uint64_t bits, std::size_t size) {
  if (size == 8) return std::bit_cast<double>(bits);
  if (size == 4) return static_cast<double>(std::bit_cast<float>(static_cast<uint32_t>(bits)));
  const auto half = std::bit_cast<Half>(static_cast<uint16_t>(bits));
  return static_cast<double>(static_cast<float>(half));
}

Value load_int(uint64_t bits, const Item& item) {
  if (is_unsigned(item.code)) {
    if (bits > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) raise_int_overflow();
    return Value(static_cast<int64_t>(bits));
  }
  const auto spare = static_cast<unsigned>(64 - 8 * item.size);
  return Value(static_cast<int64_t>(bits << spare) >> spare);
}

Value load_value(const Format& format, const Item& item, const char* from) {
  if (item.code == 's') return bytes_value(std::string(from, item.count));
  if (item.code == 'p') {
    if (item.count == 0) return bytes_value({});
    const auto length = static_cast<std::size_t>(static_cast<unsigned char>(from[0]));
    return bytes_value(std::string(from + 1, std::min(length, item.count - 1)));
  }
  if (item.code == 'c') return bytes_value(std::string(from, 1));
  const uint64_t bits = format.load(from, item.size);
  if (item.code == '?') return Value(bits != 0);
  return is_float(item.code) ? Value(load_float(bits, item.size)) : load_int(bits, item);
}

Value unpack(std::string_view format_text, const Value& buffer, const Value& offset) {
  const Format format(format_text);
  const std::string_view bytes = buffer.to_bytes();
  std::size_t start = 0;
  if (offset.is_none()) {
    if (bytes.size() != format.size()) fail(concat("unpack requires a buffer of ", format.size(), " bytes"));
  } else {
    const auto size = static_cast<int64_t>(bytes.size());
    int64_t from = as_index(offset);
    if (from < 0 && from + static_cast<int64_t>(format.size()) > 0) {
      fail(concat("not enough data to unpack ", format.size(), " bytes at offset ", from));
    }
    if (from < 0 && from + size < 0) fail(concat("offset ", from, " out of range for ", size, "-byte buffer"));
    if (from < 0) from += size;
    if (size - from < static_cast<int64_t>(format.size())) {
      fail(concat("unpack_from requires a buffer of at least ", from + static_cast<int64_t>(format.size()),
                  " bytes for unpacking ", format.size(), " bytes at offset ", from, " (actual buffer size is ", size,
                  ")"));
    }
    start = static_cast<std::size_t>(from);
  }
  std::vector<Value> values;
  for (const Item& item : format.items()) {
    for (std::size_t i = 0; i < item.values(); ++i) {
      values.push_back(load_value(format, item, bytes.data() + start + item.offset + i * item.size));
    }
  }
  return Value::tuple(std::move(values));
}

// Writing -------------------------------------------------------------------------------------------------------------

uint64_t int_bits(const Item& item, const Value& value, bool is_big) {
  if (!is_int_like(value)) fail("required argument is not an integer");
  const int64_t number = value.to_int();
  const auto width = static_cast<unsigned>(8 * item.size);
  int64_t least = 0, most = std::numeric_limits<int64_t>::max();
  if (is_unsigned(item.code)) {
    if (width < 64) most = static_cast<int64_t>((uint64_t{1} << width) - 1);
  } else {
    most >>= 64 - width;
    least = -most - 1;
  }
  if (number < least || number > most) {
    // CPython packs what has C's own form in other words.
    const std::string_view name = item.size == 1 ? "byte" : item.size == 2 && !is_big ? "short" : "";
    if (name.empty() && least == 0 && number < 0) fail("argument out of range");
    const std::string shown =
        name.empty() ? concat("'", std::string(1, item.code), "'") : concat(least == 0 ? "u" : "", name);
    fail(concat(shown, " format requires ", least, " <= number <= ", most));
  }
  return static_cast<uint64_t>(number);
}

[[noreturn]] void refuse_float(const Value& value, char code) {
  if (!value.is(Tag::Float)) fail("int too large to convert");
  raise("OverflowError", "float too large to pack with ", std::string(1, code), " format");
}

uint64_t float_bits(const Item& item, const Value& value) {
  if (!is_real(value)) fail("required argument is not a float");
  const double number = value.to_double();
  if (item.size == 8) return std::bit_cast<uint64_t>(number);
  const auto single = static_cast<float>(number);
  const bool is_finite = number - number == 0;
  if (item.size == 4) {
    if (is_finite && single - single != 0) refuse_float(value, 'f');
    return std::bit_cast<uint32_t>(single);
  }
  const Half half(single);
  const float back = static_cast<float>(half);
  if (is_finite && back - back != 0) refuse_float(value, 'e');
  return std::bit_cast<uint16_t>(half);
}

void store_value(const Format& format, const Item& item, const Value& value, char* to) {
  if (item.is_text()) {
    if (!value.is(Tag::Bytes)) fail(concat("argument for '", std::string(1, item.code), "' must be a bytes object"));
    const std::string_view bytes = value.to_bytes();
    if (item.code == 's') {
      std::copy_n(bytes.data(), std::min(bytes.size(), item.count), to);
    } else if (item.count > 0) {
      const std::size_t size = std::min({bytes.size(), item.count - 1, std::size_t{255}});
      to[0] = static_cast<char>(size);
      std::copy_n(bytes.data(), size, to + 1);
    }
    return;
  }
  if (item.code == 'c') {
    if (!value.is(Tag::Bytes) || value.to_bytes().size() != 1) fail("char format requires a bytes object of length 1");
    *to = value.to_bytes()[0];
  } else if (item.code == '?') {
    *to = static_cast<char>(call_operator("py::bool", {value}).to_bool());
  } else {
    format.store(to, item.size, is_float(item.code) ? float_bits(item, value) : int_bits(item, value, format.is_big()));
  }
}

Value pack(std::string_view format_text, const Value& values) {
  const Format format(format_text);
  const std::vector<Value>& given = values.items();
  if (given.size() != format.values()) {
    fail(concat("pack expected ", format.values(), " items for packing (got ", given.size(), ")"));
  }
  std::string out(format.size(), '\0');
  auto next = given.begin();
  for (const Item& item : format.items()) {
    for (std::size_t i = 0; i < item.values(); ++i) {
      store_value(format, item, *next++, out.data() + item.offset + i * item.size);
    }
  }
  return bytes_value(std::move(out));
}

}  // namespace

KERNEL(py_struct_unpack, unpack)
KERNEL(py_struct_pack, pack)

}  // namespace flambeau
