// Python's | & ^ ~ << >>: on ints, bools, sets and (|) dicts.
#include "kernels/py_operators.h"
#include "ops/kernel.h"
#include "value/number.h"
#include "value/repr.h"

namespace flambeau {

namespace {

template <char Symbol>
int64_t combine(int64_t a, int64_t b) {
  return Symbol == '|' ? a | b : Symbol == '&' ? a & b : a ^ b;
}

Value merge_dicts(const Value& a, const Value& b) {
  auto merged = a.known<Dict>().copy();
  for (const Dict::Entry& entry : b.known<Dict>().entries()) {
    if (entry.is_live()) merged->set(entry.key, entry.value);
  }
  return Value(Tag::Dict, std::move(merged));
}

template <char Symbol>
Value bitwise(const Value& a, const Value& b) {
  if (a.is(Tag::Bool) && b.is(Tag::Bool)) return combine<Symbol>(a.to_int(), b.to_int()) != 0;
  if (is_int_like(a) && is_int_like(b)) return combine<Symbol>(a.to_int(), b.to_int());
  if (a.is(Tag::Set) && b.is(Tag::Set)) return combine_sets(a, b, Symbol);
  if (Symbol == '|' && a.is(Tag::Dict) && b.is(Tag::Dict)) return merge_dicts(a, b);
  const char symbol[] = {Symbol, '\0'};
  raise_unsupported(symbol, a, b);
}

Value invert(const Value& a) {
  if (is_int_like(a)) return ~a.to_int();
  raise("TypeError", "bad operand type for unary ~: '", error_type_name(a), "'");
}

Value shift_left(const Value& a, const Value& b) {
  if (!is_int_like(a) || !is_int_like(b)) raise_unsupported("<<", a, b);
  const int64_t value = a.to_int(), count = b.to_int();
  if (count < 0) raise("ValueError", "negative shift count");
  if (value == 0) return int64_t{0};
  if (count >= 63 && !(value == -1 && count == 63)) raise_int_overflow();
  const auto shifted = static_cast<int64_t>(static_cast<uint64_t>(value) << count);
  if (shifted >> count != value) raise_int_overflow();
  return shifted;
}

Value shift_right(const Value& a, const Value& b) {
  if (!is_int_like(a) || !is_int_like(b)) raise_unsupported(">>", a, b);
  const int64_t value = a.to_int(), count = b.to_int();
  if (count < 0) raise("ValueError", "negative shift count");
  return value >> (count > 63 ? 63 : count);
}

}  // namespace

KERNEL(py_and, bitwise<'&'>)
KERNEL(py_or, bitwise<'|'>)
KERNEL(py_xor, bitwise<'^'>)
KERNEL(py_invert, invert)
KERNEL(py_lshift, shift_left)
KERNEL(py_rshift, shift_right)

}  // namespace flambeau
