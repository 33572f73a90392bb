// Methods of list (index and count also of tuples).
#include <algorithm>
#include <cstring>
#include <limits>
#include <memory>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/front.h"
#include "value/sequence.h"

namespace flambeau {

namespace {

// Values are moved by their bytes: one by one it takes ten times as long, and queues are lists as well.
Value take_out(std::vector<Value>& items, std::size_t at) {
  if (at == 0) return take_front(items);
  Value out = std::move(items[at]);
  Value* const place = items.data() + at;
  std::memmove(static_cast<void*>(place), place + 1, (items.size() - at - 1) * sizeof(Value));
  std::construct_at(&items.back());
  items.pop_back();
  return out;
}

void put_in(std::vector<Value>& items, std::size_t at, const Value& value) {
  if (at == 0) return put_front(items, value);
  items.emplace_back();
  Value* const place = items.data() + at;
  std::memmove(static_cast<void*>(place + 1), place, (items.size() - at - 1) * sizeof(Value));
  std::construct_at(place, value);
}

void append(const Value& self, const Value& value) { list_items(self, "append").push_back(value); }

void extend(const Value& self, const Value& values) {
  std::vector<Value>& items = list_items(self, "extend");
  const bool in_place = (values.is(Tag::List) || values.is(Tag::Tuple)) && values.identity() != self.identity();
  const std::vector<Value> made = in_place ? std::vector<Value>() : elements(values);
  const std::vector<Value>& added = in_place ? values.items() : made;
  items.insert(items.end(), added.begin(), added.end());
}

void insert(const Value& self, const Value& index, const Value& value) {
  std::vector<Value>& items = list_items(self, "insert");
  const auto size = static_cast<int64_t>(items.size());
  const int64_t at = as_index(index);
  put_in(items, static_cast<std::size_t>(std::clamp(at < 0 ? at + size : at, int64_t{0}, size)), value);
}

Value pop(const Value& self, const Value& index) {
  std::vector<Value>& items = list_items(self, "pop");
  int64_t at = as_index(index);
  const auto size = static_cast<int64_t>(items.size());
  if (size == 0) raise("IndexError", "pop from empty list");
  if (at < 0) at += size;
  if (at < 0 || at >= size) raise("IndexError", "pop index out of range");
  return take_out(items, static_cast<std::size_t>(at));
}

void remove(const Value& self, const Value& value) {
  std::vector<Value>& items = list_items(self, "remove");
  const auto found = std::find_if(items.begin(), items.end(), [&](const Value& each) { return equal(each, value); });
  if (found == items.end()) raise("ValueError", "list.remove(x): x not in list");
  take_out(items, static_cast<std::size_t>(found - items.begin()));
}

void reverse(const Value& self) {
  std::vector<Value>& items = list_items(self, "reverse");
  std::reverse(items.begin(), items.end());
}

void sort(const Value& self, bool reverse) { sort_values(list_items(self, "sort"), reverse); }

int64_t index_of(const Value& self, const Value& value, int64_t start, int64_t stop) {
  if (!self.is(Tag::Tuple) && !self.is(Tag::Size)) expect_receiver(self, Tag::List, "index");
  const std::vector<Value>& items = self.items();
  const auto size = static_cast<int64_t>(items.size());
  const auto clip = [&](int64_t bound) { return std::clamp(bound < 0 ? bound + size : bound, int64_t{0}, size); };
  for (int64_t i = clip(start); i < clip(stop); ++i) {
    if (equal(items[static_cast<std::size_t>(i)], value)) return i;
  }
  if (!self.is(Tag::List)) raise("ValueError", "tuple.index(x): x not in tuple");
  const bool is_tensor = value.is(Tag::Tensor);
  raise("ValueError", is_tensor ? std::string(call_operator("tensor::text", {value}).to_str()) : repr(value),
        " is not in list");
}

int64_t count(const Value& self, const Value& value) {
  if (!self.is(Tag::Tuple) && !self.is(Tag::Size)) expect_receiver(self, Tag::List, "count");
  const std::vector<Value>& items = self.items();
  return std::count_if(items.begin(), items.end(), [&](const Value& each) { return equal(each, value); });
}

void clear(const Value& self) { list_items(self, "clear").clear(); }
Value copy(const Value& self) {
  expect_receiver(self, Tag::List, "copy");
  return Value::list(self.items());
}

}  // namespace

KERNEL(py_list_append, append)
KERNEL(py_list_extend, extend)
KERNEL(py_list_insert, insert)
KERNEL(py_list_pop, pop)
KERNEL(py_list_remove, remove)
KERNEL(py_list_reverse, reverse)
KERNEL(py_list_sort, sort)
KERNEL(py_list_index, index_of)
KERNEL(py_list_count, count)
KERNEL(py_list_clear, clear)
KERNEL(py_list_copy, copy)

}  // namespace flambeau
