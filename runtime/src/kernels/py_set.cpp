// Methods and operators of set. Arguments of methods may be any iterable, those of operators are sets.
#include <algorithm>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/exceptions.h"
#include "value/sequence.h"
#include "value/set.h"

namespace flambeau {

namespace {

Set& set_of(const Value& self, const char* method) {
  expect_receiver(self, Tag::Set, method);
  return self.known<Set>();
}

// Adds the elements of any iterable.
void take(Set& set, const Value& from) {
  if (from.is(Tag::Set)) {
    set.merge(from.object<Set>(Tag::Set));
    return;
  }
  if (from.is(Tag::Dict)) set.make_room(from.object<Dict>(Tag::Dict).size());
  for (const Value& item : elements(from)) set.add(item);
}

// The set itself, or a new one of an iterable's elements.
Ref<Set> as_set(const Value& value) {
  if (value.is(Tag::Set)) return Ref<Set>(&value.object<Set>(Tag::Set));
  auto set = make_ref<Set>();
  take(*set, value);
  return set;
}

Ref<Set> join(const Set& a, const Value& b) {
  auto out = a.copy();
  if (!b.is(Tag::Set) || &b.object<Set>(Tag::Set) != &a) take(*out, b);
  return out;
}

// Goes through the smaller of two sets, or else through the iterable.
Ref<Set> intersect(const Set& a, const Value& b) {
  if (b.is(Tag::Set) && &b.object<Set>(Tag::Set) == &a) return a.copy();
  auto out = make_ref<Set>();
  const auto take_common = [&](const Set& held) {
    return [&](const Value& key) {
      if (held.contains(key)) out->add(key);
    };
  };
  if (b.is(Tag::Set)) {
    const Set& other = b.object<Set>(Tag::Set);
    const bool swap = other.size() > a.size();
    (swap ? a : other).each(take_common(swap ? other : a));
  } else {
    const std::vector<Value> items = elements(b);
    std::for_each(items.begin(), items.end(), take_common(a));
  }
  return out;
}

void subtract_from(Set& set, const Value& other) {
  if (!other.is(Tag::Set)) {
    for (const Value& item : elements(other)) set.erase(item);
  } else if (&other.object<Set>(Tag::Set) == &set) {
    set.clear();
    return;
  } else {
    const Set& removed = other.object<Set>(Tag::Set);
    const Ref<Set> common = removed.size() / 8 > set.size() ? intersect(set, other) : nullptr;
    (common ? *common : removed).each([&](const Value& key) { set.erase(key); });
  }
  set.close_gaps();
}

// What stays of a set that is more than four times as large, or of any without an iterable's elements, stays where it
// lies.
Ref<Set> subtract(const Set& a, const Value& b) {
  const bool is_table = b.is(Tag::Set) || b.is(Tag::Dict);
  if (!is_table || a.size() / 4 > static_cast<std::size_t>(length(b))) {
    auto out = a.copy();
    subtract_from(*out, b);
    return out;
  }
  auto out = make_ref<Set>();
  a.each([&](const Value& key) {
    const bool is_in = b.is(Tag::Set) ? b.known<Set>().contains(key) : b.known<Dict>().find(key) != nullptr;
    if (!is_in) out->add(key);
  });
  return out;
}

// Removes what `other` holds too, and adds the rest of it.
void toggle(Set& set, const Set& other) {
  if (&set == &other) {
    set.clear();
    return;
  }
  other.each([&](const Value& key) {
    if (!set.erase(key)) set.add(key);
  });
}

Ref<Set> differ(const Set& a, const Value& b) {
  auto out = make_ref<Set>();
  take(*out, b);
  toggle(*out, a);
  return out;
}

Ref<Set> combine(const Set& a, const Value& b, char symbol) {
  switch (symbol) {
    case '|': return join(a, b);
    case '&': return intersect(a, b);
    case '-': return subtract(a, b);
    default: return differ(a, b);
  }
}

template <char Symbol>
Value method(const Value& self, const Value& other) {
  constexpr const char* name = Symbol == '|'   ? "union"
                               : Symbol == '&' ? "intersection"
                               : Symbol == '-' ? "difference"
                                               : "symmetric_difference";
  return Value(Tag::Set, combine(set_of(self, name), other, Symbol));
}

// The in-place forms: update, intersection_update, difference_update, symmetric_difference_update.
template <char Symbol>
void update_method(const Value& self, const Value& other) {
  Set& set = set_of(self, "update");
  switch (Symbol) {
    case '|': take(set, other); break;
    case '&': set.replace(*intersect(set, other)); break;
    case '-': subtract_from(set, other); break;
    default: toggle(set, *as_set(other)); break;
  }
}

void add_item(const Value& self, const Value& item) { set_of(self, "add").add(item); }
// A set is looked for as the frozenset that it equals, which no set here holds.
bool erase(Set& set, const Value& item) { return !item.is(Tag::Set) && set.erase(item); }
void discard(const Value& self, const Value& item) { erase(set_of(self, "discard"), item); }
void remove(const Value& self, const Value& item) {
  if (!erase(set_of(self, "remove"), item)) throw KeyMissing(item);
}

Value pop(const Value& self) {
  Set& set = set_of(self, "pop");
  if (set.size() == 0) raise("KeyError", "'pop from an empty set'");
  return set.pop();
}

bool is_subset_of(const Value& self, const Value& other) { return is_subset(set_of(self, "issubset"), *as_set(other)); }
bool is_superset_of(const Value& self, const Value& other) {
  return is_subset(*as_set(other), set_of(self, "issuperset"));
}
bool is_disjoint(const Value& self, const Value& other) {
  return intersect(set_of(self, "isdisjoint"), other)->size() == 0;
}

void clear(const Value& self) { set_of(self, "clear").clear(); }
Value copy(const Value& self) { return Value(Tag::Set, set_of(self, "copy").copy()); }

}  // namespace

Value combine_sets(const Value& a, const Value& b, char symbol) {
  return Value(Tag::Set, combine(a.object<Set>(Tag::Set), b, symbol));
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
