// Python's comparisons, `is`, `in`, `not` and truth.
#include <algorithm>
#include <bit>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/sequence.h"
#include "value/set.h"

namespace flambeau {

namespace {

bool is_equal(const Value& a, const Value& b) { return equal(a, b); }
bool is_unequal(const Value& a, const Value& b) { return !equal(a, b); }
template <Order kOrder>
bool ordered(const Value& a, const Value& b) {
  return compare(a, b, kOrder);
}

bool is_same(const Value& a, const Value& b) {
  if (a.tag() != b.tag()) return false;
  if (a.is(Tag::Tensor)) return a.to_tensor().is_same(b.to_tensor());
  if (a.is(Tag::Float)) return std::bit_cast<int64_t>(a.to_double()) == std::bit_cast<int64_t>(b.to_double());
  // Texts have no identity that a program could rely on: equal ones may be one object.
  if (a.is(Tag::Str)) return a.to_str() == b.to_str();
  return a.is_counted() ? a.identity() == b.identity() : equal(a, b);
}

bool contains_text(std::string_view text, const Value& item) {
  if (!item.is(Tag::Str)) {
    raise("TypeError", "'in <string>' requires string as left operand, not ", error_type_name(item));
  }
  return text.find(item.to_str()) != std::string_view::npos;
}

bool contains_byte(std::string_view bytes, const Value& item) {
  if (item.is(Tag::Bytes)) return bytes.find(item.to_bytes()) != std::string_view::npos;
  if (!is_int_like(item)) raise("TypeError", "a bytes-like object is required, not '", error_type_name(item), "'");
  const int64_t byte = item.to_int();
  if (byte < 0 || byte > 255) raise("ValueError", "byte must be in range(0, 256)");
  return bytes.find(static_cast<char>(byte)) != std::string_view::npos;
}

bool contains_number(const RangeObject& range, const Value& item) {
  if (!is_real(item)) return false;
  if (item.is(Tag::Float)) {
    const double f = item.to_double();
    if (!(f >= -0x1p63 && f < 0x1p63) || static_cast<double>(static_cast<int64_t>(f)) != f) return false;
  }
  const int64_t i = item.is(Tag::Float) ? static_cast<int64_t>(item.to_double()) : item.to_int();
  if (range.step > 0 ? i < range.start || i >= range.stop : i > range.start || i <= range.stop) return false;
  const auto distance = range.step > 0 ? static_cast<uint64_t>(i) - static_cast<uint64_t>(range.start)
                                       : static_cast<uint64_t>(range.start) - static_cast<uint64_t>(i);
  const auto step = range.step > 0 ? static_cast<uint64_t>(range.step) : 0 - static_cast<uint64_t>(range.step);
  return distance % step == 0;
}

bool contains(const Value& container, const Value& item) {
  switch (container.tag()) {
    case Tag::Str: return contains_text(container.to_str(), item);
    case Tag::Bytes: return contains_byte(container.to_bytes(), item);
    case Tag::Range: return contains_number(container.object<RangeObject>(Tag::Range), item);
    case Tag::Set:
      // A set is looked for as the frozenset that it equals, which no set here holds.
      return !item.is(Tag::Set) && container.object<Set>(Tag::Set).contains(item);
    case Tag::Dict: return container.object<Dict>(Tag::Dict).find(item) != nullptr;
    default: break;
  }
  if (!is_iterable(container))
    raise("TypeError", "argument of type '", error_type_name(container), "' is not iterable");
  const std::vector<Value>& items = container.items();
  return std::any_of(items.begin(), items.end(), [&](const Value& each) { return equal(each, item); });
}

bool is_true(const Value& value) { return truth(value); }
bool is_not(const Value& value) { return !truth(value); }
bool is_none(const Value& value) { return value.is_none(); }

}  // namespace

bool truth(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return false;
    case Tag::Bool:
    case Tag::Int: return value.to_int() != 0;
    case Tag::Float: return value.to_double() != 0;
    case Tag::Complex: return value.to_complex() != 0.0;
    case Tag::Str: return !value.to_str().empty();
    case Tag::Bytes: return !value.to_bytes().empty();
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size:
    case Tag::Dict:
    case Tag::Set:
    case Tag::Range: return length(value) != 0;
    case Tag::Tensor: return call_operator("tensor::bool", {value}).to_bool();
    default: return true;
  }
}

KERNEL(py_eq, is_equal)
KERNEL(py_ne, is_unequal)
KERNEL(py_lt, ordered<Order::Less>)
KERNEL(py_le, ordered<Order::LessEqual>)
KERNEL(py_gt, ordered<Order::Greater>)
KERNEL(py_ge, ordered<Order::GreaterEqual>)
KERNEL(py_is, is_same)
KERNEL(py_is_none, is_none)
KERNEL(py_contains, contains)
KERNEL(py_truth, is_true)
KERNEL(py_bool, is_true)
KERNEL(py_not, is_not)

}  // namespace flambeau
