// The steps of itertools' combinations and permutations (stdlib/iterating.py): an arrangement of a pool's elements is a
// list of their places, which goes on to the next one in lexicographic order.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <utility>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"

namespace flambeau {

namespace {

// Each next place is behind the one before it or, where elements `repeat`, may be the same.
bool next_combination(const Value& self, int64_t size, bool repeat) {
  std::vector<Value>& places = list_items(self, "combination");
  const auto count = static_cast<int64_t>(places.size());
  for (int64_t at = count - 1; at >= 0; --at) {
    int64_t place = places[static_cast<std::size_t>(at)].to_int();
    if (place >= size - 1 - (repeat ? 0 : count - 1 - at)) continue;
    ++place;
    for (int64_t behind = at; behind < count; ++behind) {
      places[static_cast<std::size_t>(behind)].put(repeat ? place : place + behind - at);
    }
    return true;
  }
  return false;
}

// Of all places the first ones are the permutation. Behind them stand as many numbers, one for each of those: with how
// many of the places from its own on it has yet to be exchanged, itself included.
bool next_permutation(const Value& self, int64_t size) {
  std::vector<Value>& places = list_items(self, "permutation");
  const auto all = places.begin() + std::clamp<int64_t>(size, 0, static_cast<int64_t>(places.size()));
  for (int64_t at = places.end() - all; at-- > 0;) {
    Value& left = all[at];
    const int64_t others = left.to_int() - 1;
    if (at >= size || others >= size) raise("IndexError", "list index out of range");
    if (others <= 0) {
      std::rotate(places.begin() + at, places.begin() + at + 1, all);
      left.put(size - at);
      continue;
    }
    left.put(others);
    swap(places[static_cast<std::size_t>(at)], *(all - others));
    return true;
  }
  return false;
}

// The elements at the first `count` places.
Value items_at(const Value& pool, const Value& places, int64_t count) {
  const std::vector<Value>& items = pool.items();
  const std::vector<Value>& at = places.items();
  if (count < 0 || count > static_cast<int64_t>(at.size())) raise("IndexError", "list index out of range");
  std::vector<Value> out(static_cast<std::size_t>(count));
  for (std::size_t i = 0; i < out.size(); ++i) {
    const auto place = static_cast<uint64_t>(at[i].to_int());
    if (place >= items.size()) raise("IndexError", "list index out of range");
    std::construct_at(&out[i], items[place]);  // over None
  }
  return Value::tuple(std::move(out));
}

}  // namespace

KERNEL(py_next_combination, next_combination)
KERNEL(py_next_permutation, next_permutation)
KERNEL(py_items_at, items_at)

}  // namespace flambeau
