// What some instructions do that takes more than a line.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <utility>
#include <vector>

#include "archive/types.h"
#include "kernels/py_operators.h"
#include "value/make_text.h"
#include "value/number.h"
#include "value/repr.h"
#include "value/sequence.h"
#include "vm/quick.h"
#include "vm/window.h"

namespace flambeau {

inline Value make_dict(Window window, const uint32_t* first, const uint32_t* last) {
  auto dict = make_ref<Dict>();
  for (; first != last; first += 2) {
    const Value key = window.take(first[0]);
    dict->set(key, window.take(first[1]));
  }
  return Value(Tag::Dict, std::move(dict));
}

inline Value make_set(Window window, const uint32_t* first, const uint32_t* last) {
  auto set = make_ref<Set>();
  for (; first != last; ++first) set->add(window.take(*first));
  return Value(Tag::Set, std::move(set));
}

// An instance whose first slots are the operands [first, last), no more than it has fields.
inline Value new_object(Window window, ClassInfo& info, const uint32_t* first, const uint32_t* last) {
  std::vector<Value> slots(info.fields.size());
  Value* slot = slots.data();
  for (; first != last; ++first) std::construct_at(slot++, window.take(*first));  // over None
  for (const Value* end = slots.data() + slots.size(); slot != end; ++slot) std::construct_at(slot, Value::unbound());
  return {Tag::Object, make_ref<Object>(Ref<ClassInfo>(&info), std::move(slots))};
}

inline void unpack_into(Window window, const uint32_t* words, std::size_t count) {
  const auto is_overwritten = [&](uint32_t source) {
    return std::find(words, words + count, source & kOffsetMask) != words + count;
  };
  const bool stays = (words[count] & kConstant) || (!(words[count] & kLast) && !is_overwritten(words[count]));
  if (stays) {
    const Value& source = window.read(words[count]);
    if (quick::is_sequence(source) && source.known<Sequence>().items().size() == count) {
      const Value* items = source.known<Sequence>().items().data();
      for (std::size_t i = 0; i < count; ++i) window.at(words[i]) = Value(items[i]);
      return;
    }
  }
  const Value source = stays ? window.read(words[count]) : std::move(window.at(words[count]));
  if (quick::is_sequence(source) && source.known<Sequence>().items().size() == count) {
    Value* items = source.known<Sequence>().change().data();
    const bool unique = source.identity()->unique();  // then nobody misses them
    for (std::size_t i = 0; i < count; ++i) {
      if (unique) window.at(words[i]) = std::move(items[i]);
      else window.at(words[i]) = Value(items[i]);
    }
    return;
  }
  std::vector<Value> items =
      unpack(source.is(Tag::Tensor) || source.is(Tag::Array) ? Value::list(elements(source)) : source, count);
  for (std::size_t i = 0; i < count; ++i) window.at(words[i]) = std::move(items[i]);
}

// The same with the casts behind it, at `cast`, of results that are used as nothing else: for a, b in pairs. Gives the
// first instruction that is none of those; null where nothing was done, since something doesn't fit.
inline const uint32_t* unpack_and_cast(const TypeTable& types, Window window, const uint32_t* at,
                                       const uint32_t* cast) {
  const auto count = static_cast<std::size_t>(cast - at) - 2;
  const uint32_t* const results = at + 1;
  const Value& source = window.read(results[count]);
  if (!quick::is_sequence(source) || source.known<Sequence>().items().size() != count || count > 64) return nullptr;
  const Value* items = source.known<Sequence>().items().data();
  uint64_t casts = 0;  // the results that are cast
  const uint32_t* end = cast;
  for (std::size_t i = 0; i < count; ++i) {
    if (step_of(*end) != Step::fast_cast_tag || end[3] != (results[i] | kLast)) continue;
    if (((types[end[1]].tags >> static_cast<unsigned>(items[i].tag())) & 1U) == 0) return nullptr;
    casts |= uint64_t{1} << i;
    end += 4;
  }
  const Value held = window.take(results[count]);  // results may lie over it
  for (std::size_t i = 0; i < count; ++i) {
    if ((casts >> i & 1U) == 0) window.at(results[i]) = Value(items[i]);
  }
  // A cast may write where a result is that nobody reads.
  for (; casts != 0; casts &= casts - 1, cast += 4) {
    window.at(cast[2]) = Value(items[std::countr_zero(casts)]);
  }
  return end;
}

// The py::str_split at `words` by a separator, and the unpack behind it of as many pieces; false where nothing was
// done, since it is another matter.
[[gnu::noinline]] inline bool split_and_unpack(Window window, const uint32_t* words, const uint32_t* unpack) {
  constexpr std::size_t kMost = 8;
  const Value &self = window.read(words[3]), &separator = window.read(words[4]), &most = window.read(words[5]);
  const std::size_t count = length_of(*unpack) - 2;
  if (!self.is(Tag::Str) || !separator.is(Tag::Str) || !most.is(Tag::Int) || count == 0 || count > kMost) return false;
  const std::string& text = self.known<Str>().text;
  const std::string& by = separator.known<Str>().text;
  if (by.empty()) return false;
  std::array<std::size_t, kMost + 1> starts{};  // of each piece, and where one behind the last would start
  std::size_t found = 1;
  for (int64_t left = most.int_payload(); left != 0; --left) {
    const std::size_t from = starts[found - 1];
    const std::size_t place = by.size() == 1 ? text.find(by[0], from) : text.find(by, from);
    if (place == std::string::npos) break;
    if (found == count) return false;
    starts[found++] = place + by.size();
  }
  if (found != count) return false;
  starts[count] = text.size() + by.size();
  std::array<Value, kMost> pieces;
  const bool all_ascii = is_known_ascii(self);
  for (std::size_t i = 0; i < count; ++i) {
    pieces[i] = piece_of(text, starts[i], starts[i + 1] - by.size(), all_ascii);
  }
  forget(window, words + 3, words + 6);
  window.at(words[2]) = Value();
  for (std::size_t i = 0; i < count; ++i) window.at(unpack[i + 1]) = std::move(pieces[i]);
  return true;
}

// The same of a py::str_partition.
[[gnu::noinline]] inline bool partition_and_unpack(Window window, const uint32_t* words, const uint32_t* unpack) {
  constexpr std::size_t kPieces = 3;
  const Value &self = window.read(words[3]), &separator = window.read(words[4]);
  if (!self.is(Tag::Str) || !separator.is(Tag::Str) || length_of(*unpack) - 2 != kPieces) return false;
  const std::string& text = self.known<Str>().text;
  const std::string& by = separator.known<Str>().text;
  if (by.empty()) return false;
  const std::size_t place = by.size() == 1 ? text.find(by[0]) : text.find(by);
  std::array<Value, kPieces> pieces;
  if (place == std::string::npos) {
    pieces = {self, piece_of(text, 0, 0, true), piece_of(text, 0, 0, true)};
  } else {
    const bool all_ascii = is_known_ascii(self);
    pieces = {piece_of(text, 0, place, all_ascii), separator,
              piece_of(text, place + by.size(), text.size(), all_ascii)};
  }
  forget(window, words + 3, words + 5);
  window.at(words[2]) = Value();
  for (std::size_t i = 0; i < kPieces; ++i) window.at(unpack[i + 1]) = std::move(pieces[i]);
  return true;
}

// container[key] = value of a dict, or of a list that has such an element; false where it is another matter.
inline bool set_item(Window window, const Value& container, uint32_t key, uint32_t value) {
  if (container.is(Tag::Dict)) {
    // The value may be the key itself, which is still needed.
    const bool same = ((key ^ value) & kOffsetMask) == 0;
    container.known<Dict>().set(window.read(key), same ? window.read(value) : window.take(value));
    return true;
  }
  Value* item = quick::find_place(container, window.read(key));
  if (item) *item = window.take(value);
  return item != nullptr;
}

// Adds to `item`, an int or float, or takes away, what the instruction at `sum` does of the number in its first
// operand's register; that one and its result become what they would. False where nothing was done.
inline bool update_number(Window window, const uint32_t* sum, Value& item) {
  const Step step = step_of(*sum);
  const auto is = [&](Step registers, Step constant) { return step == registers || step == constant; };
  const auto finish = [&](auto before, auto after) {
    window.put_over(sum[2], before);
    window.put_over(sum[1], after);
    item.put(after);
    return true;
  };
  const bool adds_int = is(Step::fast_add_int_r, Step::fast_add_int_c);
  if (adds_int || is(Step::fast_sub_int_r, Step::fast_sub_int_c)) {
    if (!item.is(Tag::Int)) return false;
    const bool in_register = step == Step::fast_add_int_r || step == Step::fast_sub_int_r;
    const int64_t a = item.int_payload();
    const int64_t b = (in_register ? window.number(sum[3]) : window.constant_number(sum[3])).int_payload();
    int64_t found;
    if (adds_int ? __builtin_add_overflow(a, b, &found) : __builtin_sub_overflow(a, b, &found)) return false;
    return finish(a, found);
  }
  const bool adds = is(Step::fast_add_float_r, Step::fast_add_float_c);
  if (!item.is(Tag::Float) || (!adds && !is(Step::fast_sub_float_r, Step::fast_sub_float_c))) return false;
  const bool in_register = step == Step::fast_add_float_r || step == Step::fast_sub_float_r;
  const double a = item.float_payload();
  const double b = (in_register ? window.number(sum[3]) : window.constant_number(sum[3])).float_payload();
  return finish(a, adds ? a + b : a - b);
}

// The same of a key that a dict lacks, from the number that it is missing, at words[5].
inline bool enter_number(Window window, const uint32_t* words, Dict& dict) {
  Value made = window.read(words[5]);
  if (!update_number(window, words + 10, made)) return false;
  dict.set(window.read(words[4]), std::move(made));
  return true;
}

// Whether an element is bound and, where a cast to bool, int or float follows (1, 2, 3), of that type.
inline bool fits_cast(const Value& element, uint32_t cast) {
  if (cast == 0) return !element.is(Tag::Unbound);
  return cast <= 3 && static_cast<uint32_t>(element.tag()) == static_cast<uint32_t>(Tag::Bool) + cast - 1;
}

// The end of a lookup at `words` and of the one behind it in what that found, which gives `element` to register `to`.
inline void put_inner(Window window, const uint32_t* words, uint32_t to, const Value& element) {
  Value found(element);
  if ((words[3] | words[4] | words[9]) & kLast) {
    forget(window, words + 3, words + 5);
    window.forget(words[9]);
  }
  window.at(words[2]) = Value();
  window.at(to) = std::move(found);
}

// Half of the bits are divided in half of the time or less.
inline bool are_small(int64_t a, int64_t b) {
  return ((static_cast<uint64_t>(a) | static_cast<uint64_t>(b)) >> 32) == 0;
}

inline int64_t divide_down(int64_t a, int64_t b) {
  if (b == 0) raise("ZeroDivisionError", "integer division or modulo by zero");
  if (are_small(a, b)) return static_cast<uint32_t>(a) / static_cast<uint32_t>(b);
  if (b == -1) return negate_int(a);
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

inline int64_t modulo_down(int64_t a, int64_t b) {
  if (b == 0) raise("ZeroDivisionError", "integer modulo by zero");
  if (are_small(a, b)) return static_cast<uint32_t>(a) % static_cast<uint32_t>(b);
  if (b == -1) return 0;
  const int64_t remainder = a % b;
  return remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

// As in value/number.h, but inline.
template <typename Operation>
int64_t checked(Operation operation) {
  int64_t out;
  if (operation(&out)) [[unlikely]] {
    raise_int_overflow();
  }
  return out;
}
inline int64_t add_checked(int64_t a, int64_t b) {
  return checked([&](int64_t* out) { return __builtin_add_overflow(a, b, out); });
}
inline int64_t subtract_checked(int64_t a, int64_t b) {
  return checked([&](int64_t* out) { return __builtin_sub_overflow(a, b, out); });
}
inline int64_t multiply_checked(int64_t a, int64_t b) {
  return checked([&](int64_t* out) { return __builtin_mul_overflow(a, b, out); });
}

inline int64_t shift_left(int64_t a, int64_t count) {
  if (count < 0) raise("ValueError", "negative shift count");
  if (a == 0) return 0;
  if (count > 63) raise_int_overflow();
  const auto shifted = static_cast<int64_t>(static_cast<uint64_t>(a) << count);
  if (shifted >> count != a) raise_int_overflow();
  return shifted;
}

inline int64_t shift_right(int64_t a, int64_t count) {
  if (count < 0) raise("ValueError", "negative shift count");
  return a >> std::min<int64_t>(count, 63);
}

inline double true_quotient(double a, double b) {
  if (b == 0) raise("ZeroDivisionError", "float division by zero");
  return a / b;
}

inline double true_quotient(int64_t a, int64_t b) {
  if (b == 0) raise("ZeroDivisionError", "division by zero");
  return divide_ints(a, b);
}

inline void check_type(const TypeTable& types, uint32_t type, const Value& value) {
  if (!types.matches(type, value)) [[unlikely]] {
    raise("TypeError", "expected ", types.text(type), ", got ", describe(value));
  }
}

}  // namespace flambeau
