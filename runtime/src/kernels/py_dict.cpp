// Methods of dict. Views (keys, values, items) are new lists.
#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/exceptions.h"

namespace flambeau {

namespace {

Value get(const Value& self, const Value& key, const Value& missing) {
  const Value* found = dict_of(self, "get").find(key);
  return found ? *found : missing;
}

// A list of what `each` makes of every entry.
template <typename Each>
Value list_of(const Dict& dict, Each each) {
  std::vector<Value> out;
  out.reserve(dict.size());
  for (const Dict::Entry& entry : dict.entries()) {
    if (entry.is_live()) out.push_back(each(entry));
  }
  return Value::list(std::move(out));
}

Value keys(const Value& self) {
  return list_of(dict_of(self, "keys"), [](const Dict::Entry& entry) { return entry.key; });
}

Value values(const Value& self) {
  return list_of(dict_of(self, "values"), [](const Dict::Entry& entry) { return entry.value; });
}

Value items(const Value& self) {
  return list_of(dict_of(self, "items"), [](const Dict::Entry& entry) {
    std::vector<Value> pair;  // filled one by one: a list in braces would count each value twice
    pair.reserve(2);
    pair.push_back(entry.key);
    pair.push_back(entry.value);
    return Value::tuple(std::move(pair));
  });
}

Value pop(const Value& self, const Value& key) {
  Dict& dict = dict_of(self, "pop");
  const Value* found = dict.find(key);
  if (!found) throw KeyMissing(key);
  const Value out = *found;
  dict.erase(key);
  return out;
}

Value pop_default(const Value& self, const Value& key, const Value& missing) {
  return dict_of(self, "pop").find(key) ? pop(self, key) : missing;
}

Value pop_item(const Value& self) {
  Dict& dict = dict_of(self, "popitem");
  if (dict.size() == 0) raise("KeyError", "'popitem(): dictionary is empty'");
  std::size_t last = dict.entries().size() - 1;
  while (!dict.entries()[last].is_live()) --last;
  const Value key = dict.entries()[last].key;
  const Value value = dict.entries()[last].value;
  if (!dict.erase(key)) {  // a NaN, which equals no key
    std::vector<std::pair<Value, Value>> rest = dict.items();
    rest.pop_back();
    dict.clear();
    for (const auto& [kept, held] : rest) dict.set(kept, held);
  }
  return Value::tuple({key, value});
}

Value set_default(const Value& self, const Value& key, const Value& value) {
  Dict& dict = dict_of(self, "setdefault");
  if (const Value* found = dict.find(key)) return *found;
  dict.set(key, value);
  return value;
}

// From a dict or an iterable of pairs.
void update(const Value& self, const Value& other) {
  Dict& dict = dict_of(self, "update");
  if (other.is(Tag::Dict)) {
    if (dict.size() == 0) dict.reserve(other.known<Dict>().size());
    // A dict that is updated by itself gets no new entries, and loses none.
    for (const Dict::Entry& entry : other.known<Dict>().entries()) {
      if (entry.is_live()) dict.set(entry.key, entry.value);
    }
    return;
  }
  const Value added = call_operator("py::to_dict", {other});
  for (auto& [key, value] : added.object<Dict>(Tag::Dict).items()) dict.set(key, std::move(value));
}

void clear(const Value& self) { dict_of(self, "clear").clear(); }

Value copy(const Value& self) {
  dict_of(self, "copy");
  return call_operator("py::to_dict", {self});
}

// dict.fromkeys(keys, value).
Value from_keys(const Value& keys, const Value& value) {
  auto dict = make_ref<Dict>();
  for (const Value& key : elements(keys)) dict->set(key, value);
  return Value(Tag::Dict, std::move(dict));
}

}  // namespace

KERNEL(py_dict_get, get)
KERNEL(py_dict_keys, keys)
KERNEL(py_dict_values, values)
KERNEL(py_dict_items, items)
KERNEL(py_dict_pop, pop)
KERNEL(py_dict_pop_default, pop_default)
KERNEL(py_dict_popitem, pop_item)
KERNEL(py_dict_setdefault, set_default)
KERNEL(py_dict_update, update)
KERNEL(py_dict_clear, clear)
KERNEL(py_dict_copy, copy)
KERNEL(py_dict_fromkeys, from_keys)

}  // namespace flambeau
