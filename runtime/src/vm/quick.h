// What the common kinds of operand need of the operators that programs call most: each function does the whole work and
// returns true, or does nothing and returns false, and the operator's kernel is called.
//
// Results are written last, since their registers may be those of the operands.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

#include "value/sequence.h"
#include "value/value.h"
#include "vm/window.h"

namespace flambeau::quick {

inline bool is_sequence(const Value& value) { return value.is(Tag::List) || value.is(Tag::Tuple); }

// The element of a list or tuple at an int, or of a dict at a key; null where there is none or it is another matter.
inline const Value* find_item(const Value& container, const Value& key) {
  if (is_sequence(container) && key.is(Tag::Int)) {
    const std::vector<Value>& items = container.known<Sequence>().items;
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

inline bool character(const Value& text, const Value& key, Value& out) {
  if (!text.is(Tag::Str) || !key.is(Tag::Int)) return false;
  const int64_t length = ascii_length(text.known<Str>());
  const int64_t index = key.int_payload() < 0 ? key.int_payload() + length : key.int_payload();
  if (static_cast<uint64_t>(index) >= static_cast<uint64_t>(std::max<int64_t>(length, 0))) return false;
  const auto start = static_cast<std::size_t>(index);
  out = text_character(text.known<Str>().text, start, start + 1);
  return true;
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

// container[start:stop] of a list or text, without a slice object.
inline bool slice(const Value& container, const Value& start, const Value& stop, const Value& step, Value& out) {
  if (!step.is_none() || !(container.is(Tag::Str) || container.is(Tag::List))) return false;
  const int64_t length =
      container.is(Tag::List) ? static_cast<int64_t>(container.known<List>().items.size()) : text_length(container);
  int64_t first = 0, last = 0;
  if (!clip(start, length, 0, first) || !clip(stop, length, length, last)) return false;
  last = std::max(first, last);
  if (container.is(Tag::List)) {
    const auto begin = container.known<List>().items.begin();
    out = Value::list({begin + first, begin + last});
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
  auto made = make_ref<Str>(std::string(text.substr(from, to - from)));
  made->characters.store(last - first, std::memory_order_relaxed);
  out = Value(Tag::Str, std::move(made));
  return true;
}

// The place that list[index] = ... writes; null where it is another matter.
inline Value* find_place(const Value& container, const Value& key) {
  return container.is(Tag::List) ? const_cast<Value*>(find_item(container, key)) : nullptr;
}

// len(value), or -1 where it takes more than a look.
inline int64_t length(const Value& value) {
  switch (value.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return static_cast<int64_t>(value.known<Sequence>().items.size());
    case Tag::Dict:
    case Tag::Set: return static_cast<int64_t>(value.known<Dict>().size());
    case Tag::Str: return value.known<Str>().characters.load(std::memory_order_relaxed);
    default: return -1;
  }
}

// A field of an instance, perhaps unbound; null where it is another matter.
inline Value* field(const Value& object, const Value& slot) {
  if (!object.is(Tag::Object)) return nullptr;
  std::vector<Value>& slots = object.known<Object>().slots;
  const auto index = static_cast<uint64_t>(slot.int_payload());
  return index < slots.size() ? &slots[static_cast<std::size_t>(index)] : nullptr;
}

// a == b of two texts or two ints: 1 or 0, else -1.
inline int equal(const Value& a, const Value& b) {
  if (a.is(Tag::Str) && b.is(Tag::Str)) {
    return a.identity() == b.identity() || a.known<Str>().text == b.known<Str>().text;
  }
  if (a.is(Tag::Int) && b.is(Tag::Int)) return a.int_payload() == b.int_payload();
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
  const std::vector<Value>& added = b.known<List>().items;
  a.known<List>().items.insert(a.known<List>().items.end(), added.begin(), added.end());
  return true;
}

}  // namespace flambeau::quick
