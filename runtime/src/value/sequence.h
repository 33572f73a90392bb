// What Python's iteration, indexing and unpacking have in common.
#pragma once

#include <cstdint>
#include <vector>

#include "value/value.h"

namespace flambeau {

// The elements of anything that Python iterates over: list, tuple, Size, str, bytes, range, dict (its keys), set, and
// an instance's slots (a NamedTuple). TypeError "'int' object is not iterable". Tensors are the kernels' business.
std::vector<Value> iterate(const Value& value);
bool is_iterable(const Value& value);
// len(value); TypeError "object of type 'int' has no len()".
int64_t length(const Value& value);

int64_t range_length(const RangeObject& range);
// Counts code points once per string object.
int64_t text_length(const Value& text);
// The byte at which code point `index` in [0, text_length] of a Str starts; quick near a place that was asked for
// lately.
std::size_t text_offset(const Value& text, int64_t index);
// The other way round: which code point starts at byte `byte`, or text_length at the end.
int64_t text_index(const Value& text, std::size_t byte);
// A Str, made in less time than by way of a std::string.
Value text_value(std::string_view text);
// The 128 texts of one ASCII character each.
const Value* ascii_characters();
// A Str of the bytes [start, end), which may be one character.
Value text_character(std::string_view text, std::size_t start, std::size_t end);
// An equal text that stays until the process ends, so that nobody counts who holds it; `text` itself where there are
// many of them already, or where it is long.
Value lasting_text(const Value& text);

// a, b = value: its `count` elements; ValueError where there are fewer or more, in Python's words.
std::vector<Value> unpack(const Value& value, std::size_t count);
// a, *b, c = value: `before` elements, a list of the middle ones, `after` elements.
std::vector<Value> unpack_starred(const Value& value, std::size_t before, std::size_t after);

// The indices that a slice selects of a sequence: start, start + step, ... of which there are `count`.
struct Selection {
  int64_t start, stop, step, count;
  int64_t at(int64_t i) const { return start + i * step; }
};
Selection select(const SliceObject& slice, int64_t length);
Value make_slice(Value start, Value stop, Value step);

}  // namespace flambeau
