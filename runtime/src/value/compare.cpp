#include "value/compare.h"

#include <algorithm>
#include <string_view>

#include "base/error.h"
#include "value/array_scalar.h"
#include "value/number.h"
#include "value/recursion.h"
#include "value/repr.h"
#include "value/set.h"

namespace flambeau {

namespace {

// Of a three-way result: negative, 0 or positive.
bool holds(int sign, Order order) {
  switch (order) {
    case Order::Less: return sign < 0;
    case Order::LessEqual: return sign <= 0;
    case Order::Greater: return sign > 0;
    case Order::GreaterEqual: return sign >= 0;
  }
  return false;
}

template <typename T>
int sign_of(const T& a, const T& b) {
  return a < b ? -1 : b < a ? 1 : 0;
}

bool compare_numbers(const Value& a, const Value& b, Order order) {
  const bool float_a = a.is(Tag::Float), float_b = b.is(Tag::Float);
  if (!float_a && !float_b) return holds(sign_of(a.to_int(), b.to_int()), order);
  if ((float_a && a.to_double() != a.to_double()) || (float_b && b.to_double() != b.to_double())) return false;
  if (float_a && float_b) return holds(sign_of(a.to_double(), b.to_double()), order);
  return holds(float_b ? compare_int_float(a.to_int(), b.to_double()) : -compare_int_float(b.to_int(), a.to_double()),
               order);
}

// The first elements that differ decide; where there are none, the lengths do.
bool compare_items(const std::vector<Value>& a, const std::vector<Value>& b, Order order) {
  const std::size_t shared = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < shared; ++i) {
    const Value &x = a[i], &y = b[i];
    if (x.is(Tag::Float) && y.is(Tag::Float)) {
      if (x.float_payload() != y.float_payload()) return compare_numbers(x, y, order);
    } else if (x.is(Tag::Int) && y.is(Tag::Int)) {
      if (x.int_payload() != y.int_payload()) return holds(sign_of(x.int_payload(), y.int_payload()), order);
    } else if (x.is(Tag::Str) && y.is(Tag::Str)) {
      const int sign = x.to_str().compare(y.to_str());
      if (sign != 0) return holds(sign, order);
    } else {
      const RecursionGuard guard(" in comparison");
      if (!equal(x, y)) return compare(x, y, order);
    }
  }
  return holds(sign_of(a.size(), b.size()), order);
}

bool compare_sets(const Set& a, const Set& b, Order order) {
  switch (order) {
    case Order::Less: return a.size() < b.size() && is_subset(a, b);
    case Order::LessEqual: return is_subset(a, b);
    case Order::Greater: return a.size() > b.size() && is_subset(b, a);
    case Order::GreaterEqual: return is_subset(b, a);
  }
  return false;
}

// Dataclasses that say so compare as the tuples of their fields.
bool are_ordered(const Value& a, const Value& b) {
  const ClassInfo* info = a.is(Tag::Object) && b.is(Tag::Object) ? class_of(a) : nullptr;
  return info && (info->flags & ClassInfo::kOrdered) && class_of(b)->name == info->name;
}

std::vector<Value> compared_fields(const Value& value) {
  const auto& object = value.object<Object>(Tag::Object);
  std::vector<Value> out;
  for (std::size_t i = 0; i < object.slots().size(); ++i) {
    if (object.info->fields[i].flags & ClassInfo::kInComparison) out.push_back(object.slots()[i]);
  }
  return out;
}

bool is_tuple(const Value& v) { return v.is(Tag::Tuple) || v.is(Tag::Size); }

const char* symbol(Order order) {
  switch (order) {
    case Order::Less: return "<";
    case Order::LessEqual: return "<=";
    case Order::Greater: return ">";
    case Order::GreaterEqual: return ">=";
  }
  return "";
}

}  // namespace

bool is_subset(const Set& a, const Set& b) {
  return a.size() <= b.size() && a.all([&](const Value& key) { return b.contains(key); });
}

bool compare(const Value& a, const Value& b, Order order) {
  if (a.is(Tag::Tuple) && b.is(Tag::Tuple)) return compare_items(a.items(), b.items(), order);
  if (&underlying(a) != &a || &underlying(b) != &b) return compare(underlying(a), underlying(b), order);
  for (const Value* each : {&a, &b}) {
    if (!each->is(Tag::Array)) continue;
    if (each->to_array().numel() != 1) {
      raise("ValueError",
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
    }
    const Value number = array_item(each->to_array());
    return each == &a ? compare(number, b, order) : compare(a, number, order);
  }
  if (is_real(a) && is_real(b)) return compare_numbers(a, b, order);
  if (a.is(Tag::Str) && b.is(Tag::Str)) return holds(a.to_str().compare(b.to_str()), order);
  if (a.is(Tag::Bytes) && b.is(Tag::Bytes)) return holds(a.to_bytes().compare(b.to_bytes()), order);
  if ((a.is(Tag::List) && b.is(Tag::List)) || (is_tuple(a) && is_tuple(b))) {
    return compare_items(a.items(), b.items(), order);
  }
  if (a.is(Tag::Set) && b.is(Tag::Set)) {
    return compare_sets(a.object<Set>(Tag::Set), b.object<Set>(Tag::Set), order);
  }
  if (are_ordered(a, b)) return compare_items(compared_fields(a), compared_fields(b), order);
  raise("TypeError", "'", symbol(order), "' not supported between instances of '", error_type_name(a), "' and '",
        error_type_name(b), "'");
}

}  // namespace flambeau
