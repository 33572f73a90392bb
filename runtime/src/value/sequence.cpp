#include "value/sequence.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <utility>

#include "base/error.h"
#include "value/array_scalar.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/set.h"
#include "value/text.h"

namespace flambeau {

namespace {

std::vector<Value> characters(std::string_view text) {
  std::vector<Value> out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    next_code_point(text, at);
    out.push_back(text_character(text, start, at));
  }
  return out;
}

std::vector<Value> keys(const Dict& dict) {
  std::vector<Value> out;
  out.reserve(dict.size());
  for (const Dict::Entry& entry : dict.entries()) {
    if (entry.is_live()) out.push_back(entry.key);
  }
  return out;
}

std::vector<Value> numbers(const RangeObject& range) {
  std::vector<Value> out;
  const int64_t count = range_length(range);
  out.reserve(static_cast<std::size_t>(count));
  for (int64_t i = 0; i < count; ++i) out.emplace_back(range.start + i * range.step);
  return out;
}

std::vector<Value> elements_to_unpack(const Value& value) {
  if (!is_iterable(value)) raise("TypeError", "cannot unpack non-iterable ", error_type_name(value), " object");
  return iterate(value);
}

// One bound of a slice, which Python lets be None or an int, NumPy's and IntEnum's too; `missing` stands for None.
int64_t slice_bound(const Value& given, int64_t missing) {
  const Value& value = underlying(given);
  if (value.is_none()) return missing;
  if (is_int_like(value)) return value.to_int();
  if (value.is_array_scalar()) {
    const Value item = array_item(value.to_array());
    if (item.is(Tag::Int)) return item.to_int();
  }
  raise("TypeError", "slice indices must be integers or None or have an __index__ method");
}

}  // namespace

int64_t range_length(const RangeObject& range) {
  const bool up = range.step > 0;
  if (up ? range.start >= range.stop : range.start <= range.stop) return 0;
  const auto distance = up ? static_cast<uint64_t>(range.stop) - static_cast<uint64_t>(range.start)
                           : static_cast<uint64_t>(range.start) - static_cast<uint64_t>(range.stop);
  const uint64_t step = up ? static_cast<uint64_t>(range.step) : 0 - static_cast<uint64_t>(range.step);
  const uint64_t count = (distance - 1) / step + 1;
  if (count > static_cast<uint64_t>(std::numeric_limits<int64_t>::max())) {
    raise("OverflowError", "Python int too large to convert to C ssize_t");
  }
  return static_cast<int64_t>(count);
}

int64_t text_length(const Value& text) {
  const Str& str = text.object<Str>(Tag::Str);
  int64_t count = str.characters.load(std::memory_order_relaxed);
  if (count < 0) {
    count = count_code_points(str.text);
    str.characters.store(count, std::memory_order_relaxed);
  }
  return count;
}

namespace {

// The place known lately of a text of no more than kMostKnown bytes.
struct KnownPlace {
  int64_t index;
  std::size_t byte;
};
constexpr std::size_t kMostKnown = 0xffffffffU;

KnownPlace known_place(const Str& str) {
  const uint64_t known = str.place.load(std::memory_order_relaxed);
  return {static_cast<int64_t>(known >> 32), known & 0xffffffffU};
}

void know_place(const Str& str, int64_t index, std::size_t byte) {
  str.place.store(static_cast<uint64_t>(index) << 32 | byte, std::memory_order_relaxed);
}

}  // namespace

std::size_t text_offset(const Value& text, int64_t index) {
  const Str& str = text.object<Str>(Tag::Str);
  const std::size_t size = str.text.size();
  const int64_t length = text_length(text);
  if (length == static_cast<int64_t>(size)) return static_cast<std::size_t>(index);
  if (size > kMostKnown) return byte_offset(str.text, index);
  // From the nearest of the start, the end and the place known lately.
  auto [at, byte] = known_place(str);
  const int64_t distance = std::abs(index - at);
  if (index < distance) at = 0, byte = 0;
  else if (length - index < distance) at = length, byte = size;
  for (; at < index; ++at) {
    do ++byte;
    while (byte < size && is_continuation(str.text[byte]));
  }
  for (; at > index; --at) {
    do --byte;
    while (byte > 0 && is_continuation(str.text[byte]));
  }
  know_place(str, index, byte);
  return byte;
}

int64_t text_index(const Value& text, std::size_t byte) {
  const Str& str = text.object<Str>(Tag::Str);
  const std::string_view bytes = str.text;
  if (text_length(text) == static_cast<int64_t>(bytes.size())) return static_cast<int64_t>(byte);
  if (bytes.size() > kMostKnown) return count_code_points(bytes.substr(0, byte));
  const auto [at, known] = known_place(str);
  int64_t index = 0;
  if (byte >= known) index = at + count_code_points(bytes.substr(known, byte - known));
  else if (byte >= known / 2) index = at - count_code_points(bytes.substr(byte, known - byte));
  else index = count_code_points(bytes.substr(0, byte));
  know_place(str, index, byte);
  return index;
}

namespace {

struct AsciiCharacters {
  std::array<Value, 128> values;
  AsciiCharacters() {
    for (std::size_t c = 0; c < values.size(); ++c) {
      auto made = make_ref<Str>(std::string(1, static_cast<char>(c)));
      made->characters.store(1, std::memory_order_relaxed);
      made->keep_forever();
      values[c] = Value(Tag::Str, std::move(made));
    }
  }
};

}  // namespace

Value text_value(std::string_view text) {
  auto made = make_ref<Str>(std::string());
  made->text.assign(text);  // where it lies: a long way of moves leads there from outside
  if (is_ascii(text)) made->characters.store(static_cast<int64_t>(text.size()), std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

const Value* ascii_characters() {
  static const auto& known = *new AsciiCharacters;  // values may outlive what is destroyed when the process ends
  return known.values.data();
}

Value text_character(std::string_view text, std::size_t start, std::size_t end) {
  // Most characters are of ASCII, and most programs compare or join them: one object serves for each.
  if (end - start != 1 || static_cast<unsigned char>(text[start]) >= 0x80) {
    return text_value(text.substr(start, end - start));
  }
  return ascii_characters()[static_cast<unsigned char>(text[start])];
}

Value lasting_text(const Value& text) {
  constexpr std::size_t kLongest = 64, kMost = std::size_t{1} << 14;
  struct Known {
    std::mutex mutex;
    Dict texts;  // each by itself
  };
  static auto& known = *new Known;
  const std::string& held = text.object<Str>(Tag::Str).text;
  if (held.size() == 1) return text_character(held, 0, 1);
  if (held.size() > kLongest) return text;
  const std::lock_guard guard(known.mutex);
  if (const Value* found = std::as_const(known.texts).find(text)) return *found;
  if (known.texts.size() == kMost) return text;
  text.identity()->keep_forever();
  known.texts.set(text, text);
  return text;
}

bool is_iterable(const Value& value) {
  switch (value.tag()) {
    case Tag::Str:
    case Tag::Bytes:
    case Tag::Tensor:
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size:
    case Tag::Dict:
    case Tag::Set:
    case Tag::Range: return true;
    default: return false;
  }
}

std::vector<Value> iterate(const Value& value) {
  switch (value.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return value.items();
    case Tag::Str: return characters(value.to_str());
    case Tag::Bytes: {
      std::vector<Value> out;
      for (const char c : value.to_bytes()) out.emplace_back(static_cast<int64_t>(static_cast<unsigned char>(c)));
      return out;
    }
    case Tag::Dict: return keys(value.object<Dict>(Tag::Dict));
    case Tag::Set: return value.object<Set>(Tag::Set).keys();
    case Tag::Range: return numbers(value.object<RangeObject>(Tag::Range));
    default: raise("TypeError", "'", error_type_name(value), "' object is not iterable");
  }
}

int64_t length(const Value& value) {
  switch (value.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return static_cast<int64_t>(value.items().size());
    case Tag::Str: return text_length(value);
    case Tag::Bytes: return static_cast<int64_t>(value.to_bytes().size());
    case Tag::Dict: return static_cast<int64_t>(value.object<Dict>(Tag::Dict).size());
    case Tag::Set: return static_cast<int64_t>(value.object<Set>(Tag::Set).size());
    case Tag::Range: return range_length(value.object<RangeObject>(Tag::Range));
    default: raise("TypeError", "object of type '", error_type_name(value), "' has no len()");
  }
}

std::vector<Value> unpack(const Value& value, std::size_t count) {
  std::vector<Value> items = elements_to_unpack(value);
  if (items.size() < count) {
    raise("ValueError", "not enough values to unpack (expected ", count, ", got ", items.size(), ")");
  }
  if (items.size() > count) raise("ValueError", "too many values to unpack (expected ", count, ")");
  return items;
}

std::vector<Value> unpack_starred(const Value& value, std::size_t before, std::size_t after) {
  std::vector<Value> items = elements_to_unpack(value);
  if (items.size() < before + after) {
    raise("ValueError", "not enough values to unpack (expected at least ", before + after, ", got ", items.size(), ")");
  }
  const auto first = items.begin() + static_cast<std::ptrdiff_t>(before);
  const auto last = items.end() - static_cast<std::ptrdiff_t>(after);
  std::vector<Value> out(items.begin(), first);
  out.push_back(Value::list({first, last}));
  out.insert(out.end(), last, items.end());
  return out;
}

Selection select(const SliceObject& slice, int64_t length) {
  const int64_t step = slice_bound(slice.step, 1);
  if (step == 0) raise("ValueError", "slice step cannot be zero");
  // Where the walk may start and stop: [0, length] upwards, [-1, length - 1] downwards.
  const int64_t low = step > 0 ? 0 : -1;
  const int64_t high = step > 0 ? length : length - 1;
  const auto clip = [&](const Value& bound, int64_t missing) {
    if (bound.is_none()) return missing;
    const int64_t index = slice_bound(bound, 0);
    return std::clamp(index < 0 ? index + length : index, low, high);
  };
  Selection out{clip(slice.start, step > 0 ? low : high), clip(slice.stop, step > 0 ? high : low), step, 0};
  if (step > 0 && out.start < out.stop) out.count = (out.stop - out.start - 1) / step + 1;
  if (step < 0 && out.start > out.stop) {
    const uint64_t backwards = 0 - static_cast<uint64_t>(step);  // there is no such int64_t for the least one
    out.count = static_cast<int64_t>(static_cast<uint64_t>(out.start - out.stop - 1) / backwards) + 1;
  }
  return out;
}

Value make_slice(Value start, Value stop, Value step) {
  auto slice = make_ref<SliceObject>();
  slice->start = std::move(start);
  slice->stop = std::move(stop);
  slice->step = std::move(step);
  return Value(Tag::Slice, std::move(slice));
}

}  // namespace flambeau
