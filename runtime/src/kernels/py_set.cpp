// Methods and operators of set. Arguments of methods may be any iterable, those of operators are sets.
#include <algorithm>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/sequence.h"

namespace flambeau {

namespace {

Ref<Dict> set_from(const std::vector<Value>& items) {
  auto set = make_ref<Dict>();
  for (const Value& item : items) set->add(item);
  return set;
}

// The set itself, or a new one of an iterable's elements.
Ref<Dict> as_set(const Value& value) {
  return value.is(Tag::Set) ? Ref<Dict>(&value.object<Dict>(Tag::Set)) : set_from(elements(value));
}

Ref<Dict> combine(const Dict& a, const Dict& b, char symbol) {
  auto out = make_ref<Dict>();
  const auto take = [&](const Dict& from, const Dict* without, const Dict* within) {
    for (const Dict::Entry& entry : from.entries()) {
      if (!entry.is_live()) continue;
      if ((without && without->find(entry.key)) || (within && !within->find(entry.key))) continue;
      out->add(entry.key);
    }
  };
  switch (symbol) {
    case '|':
      take(a, nullptr, nullptr);
      take(b, nullptr, nullptr);
      break;
    case '&': take(a, nullptr, &b); break;
    case '-': take(a, &b, nullptr); break;
    default:
      take(a, &b, nullptr);
      take(b, &a, nullptr);
      break;
  }
  return out;
}

template <char Symbol>
Value method(const Value& self, const Value& other) {
  constexpr const char* name = Symbol == '|'   ? "union"
                               : Symbol == '&' ? "intersection"
                               : Symbol == '-' ? "difference"
                                               : "symmetric_difference";
  return Value(Tag::Set, combine(set_of(self, name), *as_set(other), Symbol));
}

// The in-place forms: update, intersection_update, difference_update, symmetric_difference_update.
template <char Symbol>
void update_method(const Value& self, const Value& other) {
  Dict& set = set_of(self, "update");
  if constexpr (Symbol == '|') {
    for (const Value& item : elements(other)) set.add(item);
    return;
  }
  const Ref<Dict> result = combine(set, *as_set(other), Symbol);
  set.clear();
  for (const Dict::Entry& entry : result->entries()) set.add(entry.key);
}

void add_item(const Value& self, const Value& item) { set_of(self, "add").add(item); }
// A set is looked for as the frozenset that it equals, which no set here holds.
bool erase(Dict& set, const Value& item) { return !item.is(Tag::Set) && set.erase(item); }
void discard(const Value& self, const Value& item) { erase(set_of(self, "discard"), item); }
void remove(const Value& self, const Value& item) {
  if (!erase(set_of(self, "remove"), item)) raise("KeyError", repr(item));
}

Value pop(const Value& self) {
  Dict& set = set_of(self, "pop");
  if (set.size() == 0) raise("KeyError", "'pop from an empty set'");
  const auto live = [](const Dict::Entry& entry) { return entry.is_live(); };
  const Value first = std::find_if(set.entries().begin(), set.entries().end(), live)->key;
  set.erase(first);
  return first;
}

bool is_subset_of(const Value& self, const Value& other) { return is_subset(set_of(self, "issubset"), *as_set(other)); }
bool is_superset_of(const Value& self, const Value& other) {
  return is_subset(*as_set(other), set_of(self, "issuperset"));
}
bool is_disjoint(const Value& self, const Value& other) {
  return combine(set_of(self, "isdisjoint"), *as_set(other), '&')->size() == 0;
}

void clear(const Value& self) { set_of(self, "clear").clear(); }
Value copy(const Value& self) {
  set_of(self, "copy");
  return Value(Tag::Set, set_from(elements(self)));
}

}  // namespace

Value combine_sets(const Value& a, const Value& b, char symbol) {
  return Value(Tag::Set, combine(a.object<Dict>(Tag::Set), b.object<Dict>(Tag::Set), symbol));
}

KERNEL(py_set_add, add_item)
KERNEL(py_set_discard, discard)
KERNEL(py_set_remove, remove)
KERNEL(py_set_pop, pop)
KERNEL(py_set_union, method<'|'>)
KERNEL(py_set_intersection, method<'&'>)
KERNEL(py_set_difference, method<'-'>)
KERNEL(py_set_symmetric_difference, method<'^'>)
KERNEL(py_set_issubset, is_subset_of)
KERNEL(py_set_issuperset, is_superset_of)
KERNEL(py_set_isdisjoint, is_disjoint)
KERNEL(py_set_update, update_method<'|'>)
KERNEL(py_set_intersection_update, update_method<'&'>)
KERNEL(py_set_difference_update, update_method<'-'>)
KERNEL(py_set_symmetric_difference_update, update_method<'^'>)
KERNEL(py_set_clear, clear)
KERNEL(py_set_copy, copy)

}  // namespace flambeau
