// Python's ordering of values; equality is `equal` in value.h.
#pragma once

#include <vector>

#include "value/value.h"

namespace flambeau {

enum class Order { Less, LessEqual, Greater, GreaterEqual };

// a < b and the like: numbers, strings, bytes, lists and tuples by their elements, sets by inclusion. TypeError
// "'<' not supported between instances of 'int' and 'str'" otherwise.
bool compare(const Value& a, const Value& b, Order order);
inline bool less(const Value& a, const Value& b) {
  if (a.is(Tag::Int) && b.is(Tag::Int)) return a.int_payload() < b.int_payload();
  if (a.is(Tag::Float) && b.is(Tag::Float)) return a.float_payload() < b.float_payload();
  return compare(a, b, Order::Less);
}

// list.sort(): stable, by `<` alone, equal elements in their order with `reverse` too.
void sort_values(std::vector<Value>& items, bool reverse);
// The values, of which each has a key at its place in `keys`, in the order of these.
std::vector<Value> sorted_by(const std::vector<Value>& values, const std::vector<Value>& keys, bool reverse);

class Set;
bool is_subset(const Set& a, const Set& b);

}  // namespace flambeau
