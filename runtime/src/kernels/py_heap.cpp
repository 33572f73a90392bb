// The steps of heapq, and bisect, where elements compare without a method of the program's own (stdlib/ordering.py has
// the others).
#include <utility>

#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"

namespace flambeau {

namespace {

std::vector<Value>& heap_items(const Value& self, int64_t start, int64_t place) {
  std::vector<Value>& items = list_items(self, "heap");
  if (start < 0 || place < start || place >= static_cast<int64_t>(items.size())) {
    raise("IndexError", "list index out of range");
  }
  return items;
}

// Elements are swapped, so that the list still has them all where a comparison raises.
void rise_in(std::vector<Value>& items, std::size_t start, std::size_t place) {
  while (place > start) {
    const std::size_t parent = (place - 1) / 2;
    if (!less(items[place], items[parent])) return;
    swap(items[place], items[parent]);
    place = parent;
  }
}

void rise(const Value& self, int64_t start, int64_t place) {
  rise_in(heap_items(self, start, place), static_cast<std::size_t>(start), static_cast<std::size_t>(place));
}

void sink(const Value& self, int64_t place) {
  std::vector<Value>& items = heap_items(self, 0, place);
  const auto start = static_cast<std::size_t>(place);
  std::size_t at = start;
  for (std::size_t child = 2 * at + 1; child < items.size(); child = 2 * at + 1) {
    if (child + 1 < items.size() && !less(items[child], items[child + 1])) ++child;
    swap(items[at], items[child]);
    at = child;
  }
  rise_in(items, start, at);
}

// Where `x` belongs in values[lo:hi], behind those that equal it or before them; up to the end where `hi` is None.
int64_t bisect(const Value& values, const Value& x, int64_t lo, const Value& hi, bool behind) {
  if (lo < 0) raise("ValueError", "lo must be non-negative");
  const std::vector<Value>& items = values.items();
  const auto size = static_cast<int64_t>(items.size());
  int64_t end = hi.is_none() ? size : hi.to_int();
  while (lo < end) {
    const int64_t middle = lo + (end - lo) / 2;
    if (middle >= size) raise("IndexError", values.is(Tag::List) ? "list" : "tuple", " index out of range");
    const Value& item = items[static_cast<std::size_t>(middle)];
    if (behind ? !less(x, item) : less(item, x)) lo = middle + 1;
    else end = middle;
  }
  return lo;
}

}  // namespace

KERNEL(py_bisect, bisect)
KERNEL(py_heap_rise, rise)
KERNEL(py_heap_sink, sink)

}  // namespace flambeau
