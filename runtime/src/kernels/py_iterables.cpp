// Functions of anything iterable: list(), sorted(), min(), sum(), zip() and the like. What Python gives as an iterator
// is a new list here.
#include <algorithm>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/compare.h"
#include "value/number.h"
#include "value/sequence.h"
#include "value/set.h"

namespace flambeau {

std::vector<Value> elements(const Value& value) {
  if (value.is(Tag::Array)) return call_operator("np::iterate", {value}).items();
  return value.is(Tag::Tensor) ? call_operator("tensor::unbind_list", {value}).items() : iterate(value);
}

Value make_size(const std::vector<Value>& items) {
  Ints sizes;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!is_int_like(items[i])) {
      raise("TypeError", "torch.Size() takes an iterable of 'int' (item ", i, " is '", error_type_name(items[i]), "')");
    }
    sizes.push_back(items[i].to_int());
  }
  return Value::size(sizes);
}

namespace {

// The elements of `a` where they lie, else in `made`.
const std::vector<Value>& elements_in_place(const Value& a, std::vector<Value>& made) {
  if (a.is(Tag::List) || a.is(Tag::Tuple)) return a.items();
  made = elements(a);
  return made;
}

Value to_list(const Value& a) { return Value::list(elements(a)); }
Value to_tuple(const Value& a) { return a.is(Tag::Tuple) ? a : Value::tuple(elements(a)); }

Value to_set(const Value& a) {
  if (a.is(Tag::Set)) return Value(Tag::Set, a.object<Set>(Tag::Set).copy());
  auto set = make_ref<Set>();
  if (a.is(Tag::Dict)) set->make_room(a.object<Dict>(Tag::Dict).size());
  std::vector<Value> made;
  for (const Value& item : elements_in_place(a, made)) set->add(item);
  return Value(Tag::Set, std::move(set));
}

Value to_dict(const Value& a) {
  if (a.is(Tag::Dict)) return Value(Tag::Dict, a.known<Dict>().copy());
  auto dict = make_ref<Dict>();
  int64_t index = 0;
  for (const Value& item : elements(a)) {
    if (!is_iterable(item)) {
      raise("TypeError", "cannot convert dictionary update sequence element #", index, " to a sequence");
    }
    const std::vector<Value> pair = elements(item);
    if (pair.size() != 2) {
      raise("ValueError", "dictionary update sequence element #", index, " has length ", pair.size(),
            "; 2 is required");
    }
    dict->set(pair[0], pair[1]);
    ++index;
  }
  return Value(Tag::Dict, std::move(dict));
}

Value to_size(const Value& a) { return make_size(elements(a)); }

Value sorted(const Value& a, bool reverse) {
  std::vector<Value> items = elements(a);
  sort_values(items, reverse);
  return Value::list(std::move(items));
}

Value reversed(const Value& a) {
  if (a.is(Tag::Set) || !is_iterable(a)) raise("TypeError", "'", error_type_name(a), "' object is not reversible");
  std::vector<Value> items = elements(a);
  std::reverse(items.begin(), items.end());
  return Value::list(std::move(items));
}

// The first of the least (or the greatest) elements.
template <Order kOrder>
Value extreme(const Value& a, const Value& b) {
  return compare(b, a, kOrder) ? b : a;
}

// The same as `compare`, without a call for what most elements are.
template <Order kOrder>
bool precedes(const Value& a, const Value& b) {
  const auto of = [](auto x, auto y) { return kOrder == Order::Less ? x < y : x > y; };
  if (a.is(Tag::Float) && b.is(Tag::Float)) return of(a.float_payload(), b.float_payload());
  if (a.is(Tag::Int) && b.is(Tag::Int)) return of(a.int_payload(), b.int_payload());
  return compare(a, b, kOrder);
}

template <Order kOrder>
Value extreme_of(const Value& a) {
  std::vector<Value> made;
  const std::vector<Value>& items = elements_in_place(a, made);
  if (items.empty()) raise("ValueError", kOrder == Order::Less ? "min()" : "max()", " arg is an empty sequence");
  std::size_t best = 0;
  for (std::size_t i = 1; i < items.size(); ++i) {
    if (precedes<kOrder>(items[i], items[best])) best = i;
  }
  return items[best];
}

// a + b where one is a Tensor; sum() starts at 0.
Value add_tensors(const Value& a, const Value& b) {
  const int64_t alpha = 1;
  if (!b.is(Tag::Tensor)) return call_operator("aten::add.Scalar", {a, b, alpha});
  if (!a.is(Tag::Tensor)) return call_operator("aten::add.Scalar", {b, a, alpha});
  return call_operator("aten::add.Tensor", {a, b, alpha});
}

Value sum_of(const Value& a, const Value& start) {
  if (start.is(Tag::Str)) raise("TypeError", "sum() can't sum strings [use ''.join(seq) instead]");
  if (start.is(Tag::Bytes)) raise("TypeError", "sum() can't sum bytes [use b''.join(seq) instead]");
  std::vector<Value> made;
  Value total = start;
  const std::vector<Value>& items = elements_in_place(a, made);
  for (auto item = items.begin(); item != items.end();) {
    if (item->is(Tag::Float) && total.is(Tag::Float)) {
      double sum = total.float_payload();
      for (; item != items.end() && item->is(Tag::Float); ++item) sum += item->float_payload();
      total.put(sum);
      continue;
    }
    if (item->is(Tag::Int) && total.is(Tag::Int)) {
      total.put(add_ints(total.int_payload(), item->int_payload()));
    } else {
      total = item->is(Tag::Tensor) || total.is(Tag::Tensor) ? add_tensors(total, *item) : add(total, *item);
    }
    ++item;
  }
  return total;
}

bool any_of(const Value& a) {
  const std::vector<Value> items = elements(a);
  return std::any_of(items.begin(), items.end(), truth);
}

bool all_of(const Value& a) {
  const std::vector<Value> items = elements(a);
  return std::all_of(items.begin(), items.end(), truth);
}

Value range(int64_t start, int64_t stop, int64_t step) {
  if (step == 0) raise("ValueError", "range() arg 3 must not be zero");
  auto object = make_ref<RangeObject>();
  object->start = start;
  object->stop = stop;
  object->step = step;
  return Value(Tag::Range, std::move(object));
}

Value enumerate(const Value& a, int64_t start) {
  std::vector<Value> items = elements(a);
  for (Value& item : items) item = Value::tuple({start++, item});
  return Value::list(std::move(items));
}

Value zip(const Value& iterables, bool strict) {
  const std::vector<Value>& given = iterables.items();
  std::vector<std::vector<Value>> made(given.size());
  std::vector<const std::vector<Value>*> columns;
  std::size_t index = 0;
  for (const Value& each : given) {
    if (!is_iterable(each)) raise("TypeError", "'", error_type_name(each), "' object is not iterable");
    columns.push_back(&elements_in_place(each, made[index++]));
    const std::size_t first = columns[0]->size(), size = columns.back()->size();
    if (strict && size != first) {
      const std::string others = index == 2 ? " 1" : concat("s 1-", index - 1);
      raise("ValueError", "zip() argument ", index, " is ", size < first ? "shorter" : "longer", " than argument",
            others);
    }
  }
  std::vector<Value> out;
  std::size_t rows = columns.empty() ? 0 : columns[0]->size();
  for (const auto* column : columns) rows = std::min(rows, column->size());
  out.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    std::vector<Value> items;
    items.reserve(columns.size());
    for (const auto* column : columns) items.push_back((*column)[row]);
    out.push_back(Value::tuple(std::move(items)));
  }
  return Value::list(std::move(out));
}

// sorted(values, key=...), where `keys` are what the function gives of each value.
Value sort_by(const Value& values, const Value& keys, bool reverse) {
  return Value::list(sorted_by(values.items(), keys.items(), reverse));
}

}  // namespace

KERNEL(py_to_list, to_list)
KERNEL(py_to_tuple, to_tuple)
KERNEL(py_to_set, to_set)
KERNEL(py_to_dict, to_dict)
KERNEL(py_size, to_size)
KERNEL(py_sorted, sorted)
KERNEL(py_sorted_by, sort_by)
KERNEL(py_reversed, reversed)
KERNEL(py_min, extreme<Order::Less>)
KERNEL(py_max, extreme<Order::Greater>)
KERNEL(py_min_of, extreme_of<Order::Less>)
KERNEL(py_max_of, extreme_of<Order::Greater>)
KERNEL(py_sum_of, sum_of)
KERNEL(py_any_of, any_of)
KERNEL(py_all_of, all_of)
KERNEL(py_range, range)
KERNEL(py_enumerate, enumerate)
KERNEL(py_zip, zip)

}  // namespace flambeau
