// What the common kinds of operand need of the operators that programs call most: each function does the whole work and
// returns true, or does nothing and returns false, and the operator's kernel is called.
//
// Results are written last, since their registers may be those of the operands.
#pragma once

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "kernels/py_operators.h"
#include "value/exceptions.h"
#include "value/make_text.h"
#include "value/repr.h"
#include "value/same_text.h"
#include "value/sequence.h"
#include "value/set.h"
#include "value/value.h"
#include "vm/window.h"

namespace flambeau::quick {

inline bool is_sequence(const Value& value) { return value.is(Tag::List) || value.is(Tag::Tuple); }

// The element of a list or tuple at an int, or of a dict at a key; null where there is none or it is another matter.
inline const Value* find_item(const Value& container, const Value& key) {
  if (is_sequence(container) && key.is(Tag::Int)) {
    const std::vector<Value>& items = container.known<Sequence>().items();
    const auto size = static_cast<int64_t>(items.size());
    const int64_t index = key.int_payload() < 0 ? key.int_payload() + size : key.int_payload();
    return static_cast<uint64_t>(index) < static_cast<uint64_t>(size) ? &items[static_cast<std::size_t>(index)]
                                                                      : nullptr;
  }
  if (container.is(Tag::Dict)) return std::as_const(container.known<Dict>()).find(key);
  return nullptr;
}

// The number of characters of a text that is all ASCII and has been counted, else -1.
inline int64_t ascii_length(const Str& text) {
  const int64_t count = text.characters.load(std::memory_order_relaxed);
  return count == static_cast<int64_t>(text.text.size()) ? count : -1;
}

// text[index] of an all ASCII text; `characters` are those of ASCII.
inline bool character(const Value* characters, const Value& text, const Value& key, Value& out) {
  if (!text.is(Tag::Str) || !key.is(Tag::Int)) return false;
  const int64_t length = ascii_length(text.known<Str>());
  const int64_t index = key.int_payload() < 0 ? key.int_payload() + length : key.int_payload();
  if (static_cast<uint64_t>(index) >= static_cast<uint64_t>(std::max<int64_t>(length, 0))) return false;
  out = Value(characters[static_cast<unsigned char>(text.known<Str>().text[static_cast<std::size_t>(index)])]);
  return true;
}

// bytes[index], an int.
inline bool byte(const Value& bytes, const Value& key, Value& out) {
  if (!bytes.is(Tag::Bytes) || !key.is(Tag::Int)) return false;
  const std::string& held = bytes.known<Str>().text;
  const auto size = static_cast<int64_t>(held.size());
  const int64_t index = key.int_payload() < 0 ? key.int_payload() + size : key.int_payload();
  if (static_cast<uint64_t>(index) >= static_cast<uint64_t>(size)) return false;
  out.put(static_cast<int64_t>(static_cast<unsigned char>(held[static_cast<std::size_t>(index)])));
  return true;
}

inline Value counted_text(std::string text, int64_t characters) {
  auto made = make_ref<Str>(std::move(text));
  made->characters.store(characters, std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

// Takes a bound of a slice into [0, length]; false where it is neither None nor an int.
inline bool clip(const Value& bound, int64_t length, int64_t missing, int64_t& out) {
  if (!bound.is(Tag::Int)) {
    out = missing;
    return bound.is_none();
  }
  const int64_t index = bound.int_payload() < 0 ? bound.int_payload() + length : bound.int_payload();
  out = std::clamp(index, int64_t{0}, length);
  return true;
}

// container[::-1] of a list or of an ASCII text.
inline bool reverse(const Value& container, Value& out) {
  if (container.is(Tag::List)) {
    const std::vector<Value>& items = container.known<List>().items();
    out = Value::list({items.rbegin(), items.rend()});
    return true;
  }
  const Str& text = container.known<Str>();
  const int64_t length = ascii_length(text);
  if (length < 0) return false;
  if (length > 1) out = counted_text({text.text.rbegin(), text.text.rend()}, length);
  else out = Value(container);
  return true;
}

// separator.join(container[start:stop]) of texts, without the list between.
[[gnu::noinline]] inline bool join_slice(const Value& separator, const Value& container, const Value& start,
                                         const Value& stop, const Value& step, Value& out) {
  if (!separator.is(Tag::Str) || !(container.is(Tag::List) || container.is(Tag::Tuple)) || !step.is_none())
    return false;
  const std::vector<Value>& items = container.known<Sequence>().items();
  const auto length = static_cast<int64_t>(items.size());
  int64_t first = 0, last = 0;
  if (!clip(start, length, 0, first) || !clip(stop, length, length, last)) return false;
  return join_texts(separator, items.data() + first, static_cast<std::size_t>(std::max(last - first, int64_t{0})), out);
}

// container[start:stop] of a list, tuple or text, or [::-1] of a list or text, without a slice object.
inline bool slice(const Value& container, const Value& start, const Value& stop, const Value& step, Value& out) {
  const bool is_tuple = container.is(Tag::Tuple) && step.is_none();
  if (!container.is(Tag::Str) && !container.is(Tag::List) && !is_tuple) return false;
  if (!step.is_none()) {
    const bool turns = step.is(Tag::Int) && step.int_payload() == -1 && start.is_none() && stop.is_none();
    return turns && reverse(container, out);
  }
  const int64_t length = container.is(Tag::Str) ? text_length(container)
                                                : static_cast<int64_t>(container.known<Sequence>().items().size());
  int64_t first = 0, last = 0;
  if (!clip(start, length, 0, first) || !clip(stop, length, length, last)) return false;
  last = std::max(first, last);
  if (!container.is(Tag::Str)) {
    const auto begin = container.known<Sequence>().items().begin();
    std::vector<Value> items(begin + first, begin + last);
    out = is_tuple ? Value::tuple(std::move(items)) : Value::list(std::move(items));
    return true;
  }
  const std::string_view text = container.known<Str>().text;
  if (first == 0 && last == length) {
    out = Value(container);
    return true;
  }
  const std::size_t from = text_offset(container, first);
  const std::size_t to = text_offset(container, last);
  if (to - from == 1) {
    out = text_character(text, from, to);
    return true;
  }
  TextMaker made(to - from);
  made.put(text.substr(from, to - from));
  out = made.take(last - first);
  return true;
}

// container[key] of a slice object.
inline bool slice(const Value& container, const Value& key, Value& out) {
  if (!key.is(Tag::Slice)) return false;
  const auto& bounds = key.known<SliceObject>();
  return slice(container, bounds.start, bounds.stop, bounds.step, out);
}

// The place that list[index] = ... writes; null where it is another matter.
inline Value* find_place(const Value& container, const Value& key) {
  if (!container.is(Tag::List)) return nullptr;
  container.known<List>().changed = true;
  return const_cast<Value*>(find_item(container, key));
}

// The same, or the place of a key that a dict has.
inline Value* find_any_place(const Value& container, const Value& key) {
  return container.is(Tag::Dict) ? container.known<Dict>().change(key) : find_place(container, key);
}

// len(value), or -1 where it takes more than a look.
inline int64_t length(const Value& value) {
  switch (value.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return static_cast<int64_t>(value.known<Sequence>().items().size());
    case Tag::Dict: return static_cast<int64_t>(value.known<Dict>().size());
    case Tag::Set: return static_cast<int64_t>(value.known<Set>().size());
    case Tag::Str: return value.known<Str>().characters.load(std::memory_order_relaxed);
    case Tag::Bytes: return static_cast<int64_t>(value.known<Str>().text.size());
    default: return -1;
  }
}

// A field of an instance, perhaps unbound; null where it is another matter.
inline const Value* field(const Value& object, const Value& slot) {
  if (!object.is(Tag::Object)) return nullptr;
  const std::vector<Value>& slots = object.known<Object>().slots();
  const auto index = static_cast<uint64_t>(slot.int_payload());
  return index < slots.size() ? &slots[static_cast<std::size_t>(index)] : nullptr;
}

// The same, to be written.
inline Value* field_place(const Value& object, const Value& slot) {
  if (!object.is(Tag::Object)) return nullptr;
  object.known<Object>().changed = true;
  return const_cast<Value*>(field(object, slot));
}

// a == b of two texts or two ints: 1 or 0, else -1.
inline int equal(const Value& a, const Value& b) {
  if (a.is(Tag::Str) && b.is(Tag::Str)) {
    return same_text(a.known<Str>(), b.known<Str>());
  }
  if (a.is(Tag::Int) && b.is(Tag::Int)) return a.int_payload() == b.int_payload();
  return -1;
}

// bool(value): 1 or 0, else -1.
inline int truth(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return 0;
    case Tag::Bool:
    case Tag::Int: return value.int_payload() != 0;
    case Tag::Float: return value.float_payload() != 0;
    case Tag::Str: return !value.known<Str>().text.empty();
    case Tag::List:
    case Tag::Tuple: return !value.known<Sequence>().items().empty();
    case Tag::Dict: return value.known<Dict>().size() != 0;
    case Tag::Set: return value.known<Set>().size() != 0;
    default: return -1;
  }
}

// isinstance(value, kinds), of the names of classes: 1 or 0, else -1 where the value has a class of its own.
inline int is_instance(const Value& value, const Value& kinds) {
  switch (value.tag()) {
    case Tag::Unbound:
    case Tag::Tuple:
    case Tag::Object:
    case Tag::Exception:
    case Tag::Array:
    case Tag::ArrayDtype: return -1;
    default: break;
  }
  const std::string_view name = type_name(value);
  const std::string_view base = value.is(Tag::Bool) ? "int" : value.is(Tag::Size) ? "tuple" : name;
  for (const Value& kind : kinds.known<List>().items()) {
    const std::string_view wanted = kind.known<Str>().text;
    if (wanted == name || wanted == base || wanted == "object") return 1;
  }
  return 0;
}

// key in container, of a dict, set or text: 1 or 0, else -1. A set is looked for as a frozenset in a set, which hashes.
inline int contains(const Value& container, const Value& key) {
  if (container.is(Tag::Dict)) return std::as_const(container.known<Dict>()).find(key) != nullptr;
  if (container.is(Tag::Set) && !key.is(Tag::Set)) return container.known<Set>().contains(key);
  if (container.is(Tag::Str) && key.is(Tag::Str)) {
    const std::string &text = container.known<Str>().text, &part = key.known<Str>().text;
    return (part.size() == 1 ? text.find(part[0]) : text.find(part)) != std::string::npos;
  }
  return -1;
}

// The lesser (or the greater) of two ints or floats, the first where neither is.
inline bool extreme(const Value& a, const Value& b, bool less, Value& out) {
  if (a.is(Tag::Int) && b.is(Tag::Int)) {
    const int64_t x = a.int_payload(), y = b.int_payload();
    out.put((less ? y < x : y > x) ? y : x);
    return true;
  }
  if (a.is(Tag::Float) && b.is(Tag::Float)) {
    const double x = a.float_payload(), y = b.float_payload();
    out.put((less ? y < x : y > x) ? y : x);
    return true;
  }
  return false;
}

// A new text of both, whose length is known where theirs are.
inline Value concatenation(const Str& a, const Str& b) {
  TextMaker made(a.text.size() + b.text.size());
  made.put(a.text);
  made.put(b.text);
  return made.take(
      sum_of_characters(a.characters.load(std::memory_order_relaxed), b.characters.load(std::memory_order_relaxed)));
}

// a + b, a - b and a * b of two numbers; ints that get too large are the kernel's matter.
template <typename OfInts, typename OfFloats>
bool calculate(const Value& a, const Value& b, Value& out, OfInts of_ints, OfFloats of_floats) {
  const bool int_a = a.is(Tag::Int), int_b = b.is(Tag::Int);
  if ((!int_a && !a.is(Tag::Float)) || (!int_b && !b.is(Tag::Float))) return false;
  if (int_a && int_b) {
    int64_t found = 0;
    if (of_ints(a.int_payload(), b.int_payload(), &found)) return false;
    out.put(found);
    return true;
  }
  const auto number = [](const Value& value, bool is_int) {
    return is_int ? static_cast<double>(value.int_payload()) : value.float_payload();
  };
  out.put(of_floats(number(a, int_a), number(b, int_b)));
  return true;
}

// a + b of two lists, to which appending by ranges takes longer where they are short.
[[gnu::noinline]] inline Value joined(const std::vector<Value>& a, const std::vector<Value>& b) {
  std::vector<Value> items(a.size() + b.size());
  Value* to = items.data();
  for (const Value& item : a) std::construct_at(to++, item);  // over None
  for (const Value& item : b) std::construct_at(to++, item);
  return Value::list(std::move(items));
}

// a + b of two texts, lists or numbers.
inline bool add(const Value& a, const Value& b, Value& out) {
  if (a.is(Tag::Str) && b.is(Tag::Str)) {
    out = concatenation(a.known<Str>(), b.known<Str>());
    return true;
  }
  if (a.is(Tag::List) && b.is(Tag::List)) {
    out = joined(a.known<List>().items(), b.known<List>().items());
    return true;
  }
  return calculate(
      a, b, out, [](int64_t x, int64_t y, int64_t* z) { return __builtin_add_overflow(x, y, z); },
      [](double x, double y) { return x + y; });
}

inline bool subtract(const Value& a, const Value& b, Value& out) {
  return calculate(
      a, b, out, [](int64_t x, int64_t y, int64_t* z) { return __builtin_sub_overflow(x, y, z); },
      [](double x, double y) { return x - y; });
}

// [value] * count
[[gnu::noinline]] inline bool repeat_one(const List& list, const Value& count, Value& out) {
  constexpr int64_t kMost = 1 << 20;  // more may be more than there is memory for
  if (list.items().size() != 1 || !count.is(Tag::Int) || count.int_payload() > kMost) return false;
  const auto times = static_cast<std::size_t>(std::max<int64_t>(count.int_payload(), 0));
  out = Value::list(std::vector<Value>(times, list.items().front()));
  return true;
}

inline bool multiply(const Value& a, const Value& b, Value& out) {
  if (a.is(Tag::List)) return repeat_one(a.known<List>(), b, out);
  return calculate(
      a, b, out, [](int64_t x, int64_t y, int64_t* z) { return __builtin_mul_overflow(x, y, z); },
      [](double x, double y) { return x * y; });
}

// a / b of two numbers that aren't both ints; by 0 it is the kernel's matter.
inline bool divide(const Value& a, const Value& b, Value& out) {
  const auto number = [](const Value& value) {
    return value.is(Tag::Int) ? static_cast<double>(value.int_payload()) : value.float_payload();
  };
  const bool float_a = a.is(Tag::Float), float_b = b.is(Tag::Float);
  if (!(float_a || a.is(Tag::Int)) || !(float_b || b.is(Tag::Int)) || !(float_a || float_b)) return false;
  const double divisor = number(b);
  if (divisor == 0) return false;
  out.put(number(a) / divisor);
  return true;
}

// How two numbers or two texts are ordered.
enum Ordering : int { kNeither = 0, kLess = 1, kEqual = 2, kGreater = 4, kUnknown = 8 };

[[gnu::noinline]] inline Ordering ordering_of(const Value& a, const Value& b) {
  const auto of = [](const auto& x, const auto& y) {
    return x < y ? kLess : x > y ? kGreater : x == y ? kEqual : kNeither;  // NaN is neither
  };
  constexpr int64_t kExact = int64_t{1} << 53;
  const auto is_exact = [](const Value& value) {
    return value.is(Tag::Int) && value.int_payload() >= -kExact && value.int_payload() <= kExact;
  };
  if (a.is(Tag::Int) && b.is(Tag::Int)) return of(a.int_payload(), b.int_payload());
  if (a.is(Tag::Float) && b.is(Tag::Float)) return of(a.float_payload(), b.float_payload());
  if (a.is(Tag::Float) && is_exact(b)) return of(a.float_payload(), static_cast<double>(b.int_payload()));
  if (is_exact(a) && b.is(Tag::Float)) return of(static_cast<double>(a.int_payload()), b.float_payload());
  if (a.is(Tag::Str) && b.is(Tag::Str)) return of(a.known<Str>().text.compare(b.known<Str>().text), 0);
  return kUnknown;
}

// Whether they are ordered in one of the ways `wanted`: 1 or 0, else -1.
inline int ordered(const Value& a, const Value& b, int wanted) {
  const Ordering found = ordering_of(a, b);
  return found == kUnknown ? -1 : (found & wanted) != 0;
}

// x[index].item() of a tensor of one dim, or float() of it.
inline bool tensor_number(const Value& x, const Value& dim, const Value& index, bool to_float, Value& out) {
  if (!x.is(Tag::Tensor) || !dim.is(Tag::Int) || dim.int_payload() != 0 || !index.is(Tag::Int)) return false;
  const Tensor& tensor = x.tensor();
  if (tensor.dim() != 1) return false;
  const int64_t size = tensor.sizes()[0];
  const int64_t at = index.int_payload() < 0 ? index.int_payload() + size : index.int_payload();
  if (static_cast<uint64_t>(at) >= static_cast<uint64_t>(size)) return false;
  const std::byte* place = tensor.raw() + at * tensor.strides()[0] * static_cast<int64_t>(tensor.itemsize());
  switch (tensor.dtype()) {
    case Dtype::Float32: out.put(static_cast<double>(*reinterpret_cast<const float*>(place))); return true;
    case Dtype::Float64: out.put(*reinterpret_cast<const double*>(place)); return true;
    case Dtype::Int64:
      if (to_float) return false;
      out.put(*reinterpret_cast<const int64_t*>(place));
      return true;
    default: return false;
  }
}

// str() of an int or a text.
inline bool text_of(const Value& value, Value& out) {
  if (value.is(Tag::Int)) {
    std::array<char, 24> digits;
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), value.int_payload()).ptr;
    const auto size = static_cast<std::size_t>(end - digits.data());
    TextMaker made(size);
    made.put({digits.data(), size});
    out = made.take(static_cast<int64_t>(size));
    return true;
  }
  if (!value.is(Tag::Str)) return false;
  out = Value(value);
  return true;
}

// separator.join of the operands [first, last); false where any of them isn't a text.
inline bool join(Window window, const Value& joined_by, const uint32_t* first, const uint32_t* last, Value& out) {
  if (!joined_by.is(Tag::Str)) return false;
  const Str& separator = joined_by.known<Str>();
  std::size_t size = 0;
  int64_t characters = 0;
  for (const uint32_t* word = first; word + 1 < last; ++word) {
    size += separator.text.size();
    characters = sum_of_characters(characters, separator.characters.load(std::memory_order_relaxed));
  }
  for (const uint32_t* word = first; word != last; ++word) {
    const Value& item = window.read(*word);
    if (!item.is(Tag::Str)) return false;
    size += item.known<Str>().text.size();
    characters = sum_of_characters(characters, item.known<Str>().characters.load(std::memory_order_relaxed));
  }
  TextMaker made(size);
  for (const uint32_t* word = first; word != last; ++word) {
    if (word != first) made.put(separator.text);
    made.put(window.read(*word).known<Str>().text);
  }
  out = made.take(characters);
  return true;
}

// A new list of `items` and of the operands [first, last).
inline Value longer_list(Window window, const std::vector<Value>& items, const uint32_t* first, const uint32_t* last) {
  std::vector<Value> out;
  out.reserve(items.size() + static_cast<std::size_t>(last - first));
  out.insert(out.end(), items.begin(), items.end());
  for (; first != last; ++first) out.push_back(window.take(*first));
  return Value::list(std::move(out));
}

// Whether the operand dies and is a list that nothing else holds: it may become the result, whatever it held.
inline bool is_spare_list(Window window, uint32_t operand, uint32_t result) {
  const bool dies = (operand & kLast) != 0 || operand == result;
  if (!dies || (operand & kConstant) != 0) return false;
  const Value& held = window.at(operand);
  return held.is(Tag::List) && held.identity()->unique();
}

// list.append(item). A list's first memory has room for some more, as in Python.
[[gnu::always_inline]] inline void append(List& list, Value item) {
  constexpr std::size_t kFew = 4;
  std::vector<Value>& items = list.change();
  if (items.capacity() == 0) [[unlikely]]
    items.reserve(kFew);
  items.push_back(std::move(item));
}

// The last element of a list, taken off.
inline bool pop_last(const Value& list, const Value& index, Value& out) {
  if (!list.is(Tag::List) || !index.is(Tag::Int) || index.int_payload() != -1) return false;
  if (list.known<List>().items().empty()) return false;
  std::vector<Value>& items = list.known<List>().change();
  Value last = std::move(items.back());
  items.pop_back();
  out = std::move(last);
  return true;
}

// Why an element is missing, where that is plain: the exception that the kernel would raise; None otherwise.
inline Value missing_item(const Value& container, const Value& key) {
  if (container.is(Tag::Dict)) return missing_key(key);
  if (is_sequence(container) && key.is(Tag::Int)) {
    return exception_value(
        Error("IndexError", container.is(Tag::List) ? "list index out of range" : "tuple index out of range"));
  }
  return {};
}

// a + b into a, which nothing else holds, where both are texts or lists.
inline bool extend(Value& a, const Value& b) {
  if (a.tag() != b.tag() || !(a.is(Tag::Str) || a.is(Tag::List)) || !a.identity()->unique()) return false;
  if (a.is(Tag::Str)) {
    Str& text = a.known<Str>();
    const Str& added = b.known<Str>();
    const int64_t count = text.characters.load(std::memory_order_relaxed);
    const int64_t more = added.characters.load(std::memory_order_relaxed);
    text.text += added.text;
    text.characters.store(count < 0 || more < 0 ? -1 : count + more, std::memory_order_relaxed);
    text.hash.store(0, std::memory_order_relaxed);
    return true;
  }
  const std::vector<Value>& added = b.known<List>().items();
  std::vector<Value>& items = a.known<List>().change();
  items.insert(items.end(), added.begin(), added.end());
  return true;
}

}  // namespace flambeau::quick
