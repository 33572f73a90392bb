// len(), indexing and slicing: a[k], a[k] = v, del a[k].
#include <algorithm>
#include <cstring>
#include <memory>

#include "kernels/py_operators.h"
#include "kernels/py_receiver.h"
#include "ops/kernel.h"
#include "value/exceptions.h"
#include "value/sequence.h"
#include "value/text.h"

namespace flambeau {

namespace {

// `key` as an index into `size` elements, counted from the end where negative.
std::size_t wrap_index(int64_t index, std::size_t size, const char* error) {
  const auto length = static_cast<int64_t>(size);
  if (index < 0) index += length;
  if (index < 0 || index >= length) raise("IndexError", error);
  return static_cast<std::size_t>(index);
}

// Whether a subscript is a Tensor, or a slice that has one for a bound: each stands for its one int.
bool has_tensor(const Value& key) {
  if (!key.is(Tag::Slice)) return key.is(Tag::Tensor);
  const auto& slice = key.object<SliceObject>(Tag::Slice);
  return slice.start.is(Tag::Tensor) || slice.stop.is(Tag::Tensor) || slice.step.is(Tag::Tensor);
}

Value index_of_tensor(const Value& key) { return key.is(Tag::Tensor) ? call_operator("tensor::index", {key}) : key; }

Value without_tensors(const Value& key) {
  if (!key.is(Tag::Slice)) return index_of_tensor(key);
  const auto& slice = key.object<SliceObject>(Tag::Slice);
  return make_slice(index_of_tensor(slice.start), index_of_tensor(slice.stop), index_of_tensor(slice.step));
}

[[noreturn]] void raise_key_type(const char* what, const Value& key) {
  raise("TypeError", what, " indices must be integers or slices, not ", error_type_name(key));
}

Value item_of_items(const Value& a, const Value& key) {
  const std::vector<Value>& items = a.items();
  const bool is_list = a.is(Tag::List);
  if (is_int_like(key)) {
    return items[wrap_index(key.to_int(), items.size(),
                            is_list ? "list index out of range" : "tuple index out of range")];
  }
  if (!key.is(Tag::Slice)) raise_key_type(is_list ? "list" : "tuple", key);
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), static_cast<int64_t>(items.size()));
  std::vector<Value> out;
  out.reserve(static_cast<std::size_t>(chosen.count));
  for (int64_t i = 0; i < chosen.count; ++i) out.push_back(items[static_cast<std::size_t>(chosen.at(i))]);
  return is_list ? Value::list(std::move(out)) : Value(a.tag(), make_ref<Tuple>(std::move(out)));
}

// The bytes at the selected places.
std::string select_bytes(std::string_view text, const Selection& chosen) {
  if (chosen.step == 1) {
    return std::string(text.substr(static_cast<std::size_t>(chosen.start), static_cast<std::size_t>(chosen.count)));
  }
  std::string out(static_cast<std::size_t>(chosen.count), '\0');
  for (int64_t i = 0; i < chosen.count; ++i) {
    out[static_cast<std::size_t>(i)] = text[static_cast<std::size_t>(chosen.at(i))];
  }
  return out;
}

std::string select_characters(const Value& value, const Selection& chosen) {
  const std::string_view text = value.to_str();
  if (chosen.step == 1) {
    const std::size_t start = text_offset(value, chosen.start);
    return std::string(text.substr(start, text_offset(value, chosen.start + chosen.count) - start));
  }
  std::vector<char32_t> characters;
  for (std::size_t at = 0; at < text.size();) characters.push_back(next_code_point(text, at));
  std::string out;
  for (int64_t i = 0; i < chosen.count; ++i) append_code_point(out, characters[static_cast<std::size_t>(chosen.at(i))]);
  return out;
}

Value item_of_text(const Value& value, const Value& key) {
  const std::string_view text = value.to_str();
  const auto length = static_cast<std::size_t>(text_length(value));
  const bool ascii = length == text.size();
  if (is_int_like(key)) {
    const std::size_t index = wrap_index(key.to_int(), length, "string index out of range");
    const std::size_t start = text_offset(value, static_cast<int64_t>(index));
    std::size_t end = start;
    next_code_point(text, end);
    return text_character(text, start, end);
  }
  if (!key.is(Tag::Slice)) raise("TypeError", "string indices must be integers, not '", error_type_name(key), "'");
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), static_cast<int64_t>(length));
  auto made = make_ref<Str>(ascii ? select_bytes(text, chosen) : select_characters(value, chosen));
  made->characters.store(chosen.count, std::memory_order_relaxed);
  return {Tag::Str, std::move(made)};
}

Value item_of_bytes(std::string_view bytes, const Value& key) {
  if (is_int_like(key)) {
    const std::size_t index = wrap_index(key.to_int(), bytes.size(), "index out of range");
    return static_cast<int64_t>(static_cast<unsigned char>(bytes[index]));
  }
  if (!key.is(Tag::Slice)) raise_key_type("byte", key);
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), static_cast<int64_t>(bytes.size()));
  return Value(Tag::Bytes, make_ref<Str>(select_bytes(bytes, chosen)));
}

Value item_of_range(const RangeObject& range, const Value& key) {
  const int64_t length = range_length(range);
  if (is_int_like(key)) {
    const int64_t index = key.to_int() < 0 ? key.to_int() + length : key.to_int();
    if (index < 0 || index >= length) raise("IndexError", "range object index out of range");
    return range.start + index * range.step;
  }
  if (!key.is(Tag::Slice)) raise_key_type("range", key);
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), length);
  auto out = make_ref<RangeObject>();
  out->step = multiply_ints(range.step, chosen.step);
  out->start = range.start + chosen.start * range.step;
  out->stop = range.start + chosen.stop * range.step;
  return Value(Tag::Range, std::move(out));
}

Value get_item(const Value& a, const Value& key) {
  if (has_tensor(key) && !a.is(Tag::Dict) && !a.is(Tag::Tensor)) return get_item(a, without_tensors(key));
  switch (a.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return item_of_items(a, key);
    case Tag::Str: return item_of_text(a, key);
    case Tag::Bytes: return item_of_bytes(a.to_bytes(), key);
    case Tag::Range: return item_of_range(a.object<RangeObject>(Tag::Range), key);
    case Tag::Dict: {
      const Value* found = a.object<Dict>(Tag::Dict).find(key);
      if (!found) throw KeyMissing(key);
      return *found;
    }
    case Tag::Tensor:
      if (is_int_like(key)) return call_operator("aten::select.int", {a, int64_t{0}, key.to_int()});
      raise("TypeError", "a Tensor is indexed here by an int only, not ", error_type_name(key));
    default: raise("TypeError", "'", error_type_name(a), "' object is not subscriptable");
  }
}

// Makes `count` places from `start` on as many as `wanted`. What lies behind is moved by its bytes: one by one it takes
// ten times as long.
void resize_slice(std::vector<Value>& items, std::size_t start, std::size_t count, std::size_t wanted) {
  const std::size_t behind = items.size() - start - count;
  if (wanted > count) items.resize(items.size() + wanted - count);
  Value* const first = items.data() + start;
  const auto move = [&] { std::memmove(static_cast<void*>(first + wanted), first + count, behind * sizeof(Value)); };
  if (wanted > count) {
    move();
    std::uninitialized_default_construct_n(first + count, std::min(wanted - count, behind));
  } else if (wanted < count) {
    std::destroy(first + wanted, first + count);
    move();
    std::uninitialized_default_construct_n(first + wanted + behind, count - wanted);
    items.resize(items.size() - (count - wanted));
  }
}

void set_slice(std::vector<Value>& items, const Selection& chosen, std::vector<Value> values) {
  if (chosen.step == 1) {
    // A slice whose stop lies before its start stands for the empty place at its start.
    const auto start = static_cast<std::size_t>(chosen.start), count = static_cast<std::size_t>(chosen.count);
    resize_slice(items, start, count, values.size());
    std::move(values.begin(), values.end(), items.begin() + chosen.start);
    return;
  }
  if (static_cast<int64_t>(values.size()) != chosen.count) {
    raise("ValueError", "attempt to assign sequence of size ", values.size(), " to extended slice of size ",
          chosen.count);
  }
  for (int64_t i = 0; i < chosen.count; ++i) {
    items[static_cast<std::size_t>(chosen.at(i))] = std::move(values[static_cast<std::size_t>(i)]);
  }
}

void set_item(const Value& a, const Value& key, const Value& value) {
  if (a.is(Tag::Dict)) {
    a.object<Dict>(Tag::Dict).set(key, value);
    return;
  }
  if (!a.is(Tag::List)) raise("TypeError", "'", error_type_name(a), "' object does not support item assignment");
  if (has_tensor(key)) return set_item(a, without_tensors(key), value);
  std::vector<Value>& items = a.change_items();
  if (is_int_like(key)) {
    items[wrap_index(key.to_int(), items.size(), "list assignment index out of range")] = value;
    return;
  }
  if (!key.is(Tag::Slice)) raise_key_type("list", key);
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), static_cast<int64_t>(items.size()));
  if (!is_iterable(value)) {
    raise("TypeError", chosen.step == 1 ? "can only assign an iterable" : "must assign iterable to extended slice");
  }
  set_slice(items, chosen, elements(value));
}

void delete_item(const Value& a, const Value& key) {
  if (a.is(Tag::Dict)) {
    if (!a.object<Dict>(Tag::Dict).erase(key)) throw KeyMissing(key);
    return;
  }
  if (!a.is(Tag::List)) {
    const char* does = is_iterable(a) && is_int_like(key) ? "' object doesn't support item deletion"
                                                          : "' object does not support item deletion";
    raise("TypeError", "'", error_type_name(a), does);
  }
  if (has_tensor(key)) return delete_item(a, without_tensors(key));
  std::vector<Value>& items = a.change_items();
  if (is_int_like(key)) {
    const std::size_t index = wrap_index(key.to_int(), items.size(), "list assignment index out of range");
    items.erase(items.begin() + static_cast<std::ptrdiff_t>(index));
    return;
  }
  if (!key.is(Tag::Slice)) raise_key_type("list", key);
  const Selection chosen = select(key.object<SliceObject>(Tag::Slice), static_cast<int64_t>(items.size()));
  std::vector<bool> removed(items.size());
  for (int64_t i = 0; i < chosen.count; ++i) removed[static_cast<std::size_t>(chosen.at(i))] = true;
  std::vector<Value> kept;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!removed[i]) kept.push_back(std::move(items[i]));
  }
  items = std::move(kept);
}

Value slice(const Value& start, const Value& stop, const Value& step) { return make_slice(start, stop, step); }
// start, stop or step of a slice or range, as an index or None.
Value bound(const Value& self, std::string_view name) {
  if (self.is(Tag::Range)) {
    const auto& range = self.object<RangeObject>(Tag::Range);
    return name == "start" ? range.start : name == "stop" ? range.stop : range.step;
  }
  const auto& slice = self.object<SliceObject>(Tag::Slice);
  const Value& found = name == "start" ? slice.start : name == "stop" ? slice.stop : slice.step;
  return index_of_tensor(found);
}

int64_t len(const Value& a) { return a.is(Tag::Tensor) ? call_operator("tensor::len", {a}).to_int() : length(a); }

}  // namespace

KERNEL(py_len, len)
KERNEL(py_getitem, get_item)
KERNEL(py_setitem, set_item)
KERNEL(py_delitem, delete_item)
KERNEL(py_slice, slice)
KERNEL(py_bound, bound)

}  // namespace flambeau
