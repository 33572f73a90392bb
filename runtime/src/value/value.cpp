#include "value/value.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <unordered_set>

#include "base/error.h"
#include "value/array_scalar.h"
#include "value/generator.h"
#include "value/hash.h"
#include "value/match.h"
#include "value/recursion.h"
#include "value/same_text.h"
#include "value/set.h"
#include "value/tensor_equality.h"
#include "value/text.h"

namespace flambeau {

Value::Value(flambeau::Tensor t) : Value() {
  if (t.defined()) *this = Value(Tag::Tensor, make_ref<TensorBox>(std::move(t)));
}

Value::Value(std::string text) : tag_(Tag::Str) {
  constexpr std::size_t kShort = 64;  // to count at once takes less than to ask later
  Ref<Str> made = make_ref<Str>(std::move(text));
  const std::string& held = made->text;
  if (held.size() <= kShort && is_ascii(held)) {
    made->characters.store(static_cast<int64_t>(held.size()), std::memory_order_relaxed);
  }
  payload_.object = made.detach();
}

Value Value::list(std::vector<Value> items) { return Value(Tag::List, make_ref<List>(std::move(items))); }
Value Value::tuple(std::vector<Value> items) { return Value(Tag::Tuple, make_ref<Tuple>(std::move(items))); }

Value Value::size(const Ints& sizes) {
  return Value(Tag::Size, make_ref<Tuple>(std::vector<Value>(sizes.begin(), sizes.end())));
}

Value Value::ints(const Ints& values) { return list(std::vector<Value>(values.begin(), values.end())); }
Value Value::tensors(const std::vector<flambeau::Tensor>& ts) { return list(std::vector<Value>(ts.begin(), ts.end())); }

Value Value::array(const flambeau::Tensor& t, bool is_scalar) {
  return Value(Tag::Array, make_ref<ArrayBox>(t, is_scalar));
}
Value Value::array_dtype(flambeau::Dtype d) noexcept {
  Value out(d);
  out.tag_ = Tag::ArrayDtype;
  return out;
}

void Value::refuse(Tag wanted) const { raise("TypeError", "expected ", tag_name(wanted), ", got ", type_name(*this)); }

flambeau::Dtype Value::to_dtype() const {
  expect(Tag::Dtype);
  return static_cast<flambeau::Dtype>(payload_.i);
}

flambeau::Device Value::to_device() const {
  expect(Tag::Device);
  return payload_.device;
}

flambeau::Tensor Value::to_array() const { return object<ArrayBox>(Tag::Array).tensor; }

flambeau::Dtype Value::to_array_dtype() const {
  expect(Tag::ArrayDtype);
  return static_cast<flambeau::Dtype>(payload_.i);
}

bool Value::is_array_scalar() const noexcept {
  return tag_ == Tag::Array && static_cast<const ArrayBox*>(payload_.object)->is_scalar;
}

std::complex<double> Value::to_complex() const {
  if (tag_ == Tag::Complex) return object<ComplexBox>(Tag::Complex).value;
  return to_double();
}

std::string_view Value::to_bytes() const { return object<Str>(Tag::Bytes).text; }

std::string_view tag_name(Tag tag) {
  switch (tag) {
    case Tag::None: return "NoneType";
    case Tag::Unbound: return "an unassigned variable";
    case Tag::Bool: return "bool";
    case Tag::Int: return "int";
    case Tag::Float: return "float";
    case Tag::Dtype: return "dtype";
    case Tag::Device: return "device";
    case Tag::Ellipsis: return "ellipsis";
    case Tag::Complex: return "complex";
    case Tag::Str: return "str";
    case Tag::Bytes: return "bytes";
    case Tag::Tensor: return "Tensor";
    case Tag::Array: return "ndarray";
    case Tag::ArrayDtype: return "dtype";
    case Tag::List: return "list";
    case Tag::Tuple: return "tuple";
    case Tag::Size: return "Size";
    case Tag::Dict: return "dict";
    case Tag::Set: return "set";
    case Tag::Slice: return "slice";
    case Tag::Range: return "range";
    case Tag::Object: return "object";
    case Tag::Exception: return "Exception";
    case Tag::Class: return "type";
    case Tag::Match: return "Match";
    case Tag::Generator: return "generator";
  }
  return "invalid";
}

std::string_view ClassInfo::qualified_name() const noexcept {
  return std::string_view(name).substr(name.find(':') + 1);  // npos + 1 is 0: a name without a module stays whole
}
std::string_view ClassInfo::short_name() const noexcept {
  const std::string_view qualified = qualified_name();
  return qualified.substr(qualified.rfind('.') + 1);
}

Tuple::Tuple(std::vector<Value> v, Ref<ClassInfo> c) : Sequence(std::move(v)), info(std::move(c)) {}
Tuple::~Tuple() = default;

const ClassInfo* class_of(const Value& value) noexcept {
  if (value.is(Tag::Object)) return static_cast<Object*>(value.identity())->info.get();
  if (value.is(Tag::Tuple)) return static_cast<Tuple*>(value.identity())->info.get();
  return nullptr;
}

const Value& underlying(const Value& value) noexcept {
  if (!value.is(Tag::Object)) return value;
  const auto* object = static_cast<Object*>(value.identity());
  return (object->info->flags & ClassInfo::kValue) && !object->slots().empty() ? object->slots().back() : value;
}

std::string_view type_name(const Value& value) {
  if (const ClassInfo* info = class_of(value)) return info->short_name();
  if (value.is_array_scalar()) return dtype_name(value.to_array().dtype());
  if (value.is(Tag::Exception)) return value.object<ExceptionObject>(Tag::Exception).type;
  return tag_name(value.tag());
}

namespace {

bool is_number(const Value& v) { return v.is(Tag::Bool) || v.is(Tag::Int) || v.is(Tag::Float); }

// An int equals a float only where both are the same real number, as in Python.
bool equal_numbers(const Value& a, const Value& b) {
  if (!a.is(Tag::Float) && !b.is(Tag::Float)) return a.to_int() == b.to_int();
  if (a.is(Tag::Float) && b.is(Tag::Float)) return a.to_double() == b.to_double();
  const double f = a.is(Tag::Float) ? a.to_double() : b.to_double();
  const int64_t i = a.is(Tag::Float) ? b.to_int() : a.to_int();
  return f >= -0x1p63 && f < 0x1p63 && std::trunc(f) == f && static_cast<int64_t>(f) == i;
}

// The truth of `a == b` where one is an array: of NumPy scalars and arrays of one element, else there is none.
bool equal_arrays(const Value& a, const Value& b) {
  for (const Value* each : {&a, &b}) {
    if (each->is(Tag::Array) && each->to_array().numel() != 1) {
      raise("ValueError",
            "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()");
    }
  }
  return equal(a.is(Tag::Array) ? array_item(a.to_array()) : a, b.is(Tag::Array) ? array_item(b.to_array()) : b);
}

bool is_tuple(const Value& v) { return v.is(Tag::Tuple) || v.is(Tag::Size); }

bool equal_items(const std::vector<Value>& a, const std::vector<Value>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Value& x, const Value& y) {
    if (x.is(Tag::Int) && y.is(Tag::Int)) return x.int_payload() == y.int_payload();
    if (x.is(Tag::Str) && y.is(Tag::Str)) return same_text(x.known<Str>(), y.known<Str>());
    const RecursionGuard guard(" in comparison");
    return equal(x, y);
  });
}

bool equal_dicts(const Dict& a, const Dict& b) {
  if (a.size() != b.size()) return false;
  const RecursionGuard guard(" in comparison");
  for (const Dict::Entry& entry : a.entries()) {
    if (!entry.is_live()) continue;
    const Value* other = b.find(entry.key);
    if (!other || !equal(entry.value, *other)) return false;
  }
  return true;
}

bool equal_sets(const Set& a, const Set& b) {
  const RecursionGuard guard(" in comparison");
  return a.size() == b.size() && a.all([&](const Value& key) { return b.contains(key); });
}

bool same_class(const ClassInfo& a, const ClassInfo& b) { return &a == &b || a.name == b.name; }

// Of different objects: dataclasses by their fields, members of Enums by name (they may come from two programs).
bool equal_objects(const Object& a, const Object& b) {
  if (!same_class(*a.info, *b.info) || a.slots().size() != b.slots().size()) return false;
  if (a.info->kind == ClassInfo::Kind::Enum) return equal(a.slots()[0], b.slots()[0]);
  if (!(a.info->flags & ClassInfo::kCompared)) return false;
  const RecursionGuard guard(" in comparison");
  for (std::size_t i = 0; i < a.slots().size(); ++i) {
    if ((a.info->fields[i].flags & ClassInfo::kInComparison) && !equal(a.slots()[i], b.slots()[i])) return false;
  }
  return true;
}

// Two ranges are equal where they hold the same numbers.
bool equal_ranges(const RangeObject& a, const RangeObject& b) {
  const auto count = [](const RangeObject& r) -> uint64_t {
    if (r.step > 0 ? r.start >= r.stop : r.start <= r.stop) return 0;
    const uint64_t distance = static_cast<uint64_t>(r.stop) - static_cast<uint64_t>(r.start);
    return r.step > 0 ? (distance - 1) / static_cast<uint64_t>(r.step) + 1
                      : (0 - distance - 1) / (0 - static_cast<uint64_t>(r.step)) + 1;
  };
  const uint64_t size = count(a);
  return size == count(b) && (size == 0 || (a.start == b.start && (size == 1 || a.step == b.step)));
}

}  // namespace

bool equal(const Value& a, const Value& b) {
  if (a.is(Tag::Str) && b.is(Tag::Str)) return a.identity() == b.identity() || a.to_str() == b.to_str();
  if (is_number(a) && is_number(b)) return equal_numbers(a, b);
  if (&underlying(a) != &a || &underlying(b) != &b) return equal(underlying(a), underlying(b));
  if (a.identity() && a.identity() == b.identity() && !a.is(Tag::Complex)) return true;
  if (a.is(Tag::Array) || b.is(Tag::Array)) return equal_arrays(a, b);
  if (is_tuple(a) && is_tuple(b)) return equal_items(a.items(), b.items());
  if (a.tag() != b.tag()) {
    const bool numbers = (a.is(Tag::Complex) && is_number(b)) || (b.is(Tag::Complex) && is_number(a));
    return numbers && a.to_complex() == b.to_complex();
  }
  switch (a.tag()) {
    case Tag::None:
    case Tag::Unbound:
    case Tag::Ellipsis: return true;
    case Tag::Dtype: return a.to_dtype() == b.to_dtype();
    case Tag::ArrayDtype: return a.to_array_dtype() == b.to_array_dtype();
    case Tag::Device: return a.to_device() == b.to_device();
    case Tag::Complex: return a.to_complex() == b.to_complex();
    case Tag::Str: return a.to_str() == b.to_str();
    case Tag::Bytes: return a.to_bytes() == b.to_bytes();
    case Tag::List: return equal_items(a.items(), b.items());
    case Tag::Tensor: return equal_tensors(a.to_tensor(), b.to_tensor());
    case Tag::Dict: return equal_dicts(a.object<Dict>(Tag::Dict), b.object<Dict>(Tag::Dict));
    case Tag::Set: return equal_sets(a.object<Set>(Tag::Set), b.object<Set>(Tag::Set));
    case Tag::Slice: {
      const auto& x = a.object<SliceObject>(Tag::Slice);
      const auto& y = b.object<SliceObject>(Tag::Slice);
      return equal(x.start, y.start) && equal(x.stop, y.stop) && equal(x.step, y.step);
    }
    case Tag::Range: return equal_ranges(a.object<RangeObject>(Tag::Range), b.object<RangeObject>(Tag::Range));
    case Tag::Object: return equal_objects(a.object<Object>(Tag::Object), b.object<Object>(Tag::Object));
    default: return a.identity() == b.identity();
  }
}

namespace {

std::size_t hash_object(const Value& value) {
  const auto& object = value.object<Object>(Tag::Object);
  const ClassInfo& info = *object.info;
  if (info.flags & ClassInfo::kValue) return hash_value(underlying(value));
  if (info.kind == ClassInfo::Kind::Enum) return hash_value(object.slots()[0]);
  if (info.flags & ClassInfo::kUnhashable) raise("TypeError", "unhashable type: '", info.short_name(), "'");
  if (!(info.flags & ClassInfo::kHashed)) return std::hash<const void*>{}(value.identity());
  if (frozen_set(value)) return static_cast<std::size_t>(python_hash(value).value);
  const RecursionGuard guard("");
  std::size_t hash = 0x345678U;
  for (std::size_t i = 0; i < object.slots().size(); ++i) {
    if (info.fields[i].flags & ClassInfo::kInHash) hash = hash * 1000003U ^ hash_value(object.slots()[i]);
  }
  return hash;
}

}  // namespace

namespace {

// Of two words that overlap and hold all bytes: as good as the library's, without a call.
std::size_t hash_short(std::string_view text) {
  const std::size_t size = text.size();
  uint64_t first = 0, last = 0;
  const auto read = [&]<typename Word>(Word word) {
    std::memcpy(&word, text.data(), sizeof(word));
    first = word;
    std::memcpy(&word, text.data() + size - sizeof(word), sizeof(word));
    last = word;
  };
  if (size >= 8) read(uint64_t{});
  else if (size >= 4) read(uint32_t{});
  else if (size >= 2) read(uint16_t{});
  else if (size == 1) read(uint8_t{});
  uint64_t hash = (first ^ size) * 0x9e3779b97f4a7c15U;
  hash = (hash ^ hash >> 32 ^ last) * 0xd6e8feb86659fd93U;
  return hash ^ hash >> 32;
}

std::size_t hash_text(const Str& text) {
  std::size_t hash = text.hash.load(std::memory_order_relaxed);
  if (hash == 0) {
    hash = (text.text.size() <= 16 ? hash_short(text.text) : std::hash<std::string_view>{}(text.text)) | 1U;
    text.hash.store(hash, std::memory_order_relaxed);
  }
  return hash;
}

// Of a tuple's element.
std::size_t hash_item(const Value& item) {
  if (item.is(Tag::Int)) return std::hash<int64_t>{}(item.int_payload());
  if (item.is(Tag::Str)) return hash_text(item.known<Str>());
  const RecursionGuard guard("");
  return hash_value(item);
}

}  // namespace

std::size_t hash_value(const Value& value) {
  switch (value.tag()) {
    case Tag::None: return 0x9e3779b9U;
    case Tag::Bool:
    case Tag::Int: return std::hash<int64_t>{}(value.to_int());
    case Tag::Float: {
      const double f = value.to_double();
      if (f >= -0x1p63 && f < 0x1p63 && std::trunc(f) == f) return std::hash<int64_t>{}(static_cast<int64_t>(f));
      return std::hash<double>{}(f);
    }
    case Tag::Dtype: return static_cast<std::size_t>(value.to_dtype()) + 0x51U;
    case Tag::ArrayDtype: return static_cast<std::size_t>(value.to_array_dtype()) + 0x91U;
    case Tag::Array:
      if (!value.is_array_scalar()) raise("TypeError", "unhashable type: 'numpy.ndarray'");
      return hash_value(array_item(value.to_array()));
    case Tag::Device: return static_cast<std::size_t>(value.to_device().index) + 0x77U;
    case Tag::Complex: {
      const auto c = value.to_complex();
      if (c.imag() == 0) return hash_value(Value(c.real()));
      return std::hash<double>{}(c.real()) * 1000003U ^ std::hash<double>{}(c.imag());
    }
    case Tag::Ellipsis: return 0xe11U;
    case Tag::Range: return 0x7a96eU;  // equal ranges may have different bounds
    case Tag::Str: return hash_text(value.known<Str>());
    case Tag::Bytes: return hash_text(value.known<Str>()) + 1;
    case Tag::Tuple:
    case Tag::Size: {
      std::size_t hash = 0x345678U;
      for (const Value& item : value.items()) hash = hash * 1000003U ^ hash_item(item);
      return hash;
    }
    case Tag::List:
    case Tag::Dict:
    case Tag::Set:
    case Tag::Slice: raise("TypeError", "unhashable type: '", type_name(value), "'");
    case Tag::Object: return hash_object(value);
    default: return std::hash<const void*>{}(value.identity());
  }
}

namespace {

// Calls `visit` with each value that `value` holds.
template <typename Visit>
void each_held(const Value& value, Visit visit) {
  const auto all = [&](const std::vector<Value>& values) { std::for_each(values.begin(), values.end(), visit); };
  switch (value.tag()) {
    case Tag::List:
    case Tag::Tuple:
    case Tag::Size: return all(value.items());
    case Tag::Dict:
      for (const Dict::Entry& entry : value.known<Dict>().entries()) {
        visit(entry.key);
        visit(entry.value);
      }
      return;
    case Tag::Set: return value.known<Set>().each(visit);
    case Tag::Slice: {
      const auto& slice = value.known<SliceObject>();
      visit(slice.start);
      visit(slice.stop);
      return visit(slice.step);
    }
    case Tag::Object: return all(value.known<Object>().slots());
    case Tag::Exception:
      visit(value.known<ExceptionObject>().args);
      return visit(value.known<ExceptionObject>().attributes);
    case Tag::Match: return visit(value.known<MatchObject>().text);
    case Tag::Generator: return all(value.known<GeneratorObject>().registers);
    default: return;
  }
}

// Whether values that hold others are among what `value` holds.
bool is_nested(const Value& value) {
  bool found = false;
  each_held(value, [&](const Value& held) { found = found || held.tag() >= Tag::List; });
  return found;
}

}  // namespace

void share(const Value& value, bool anew) {
  std::unordered_set<const Counted*> seen;  // of what was known to other threads already and may lead back to itself
  std::vector<const Value*> left = {&value};
  while (!left.empty()) {
    const Value& next = *left.back();
    left.pop_back();
    const Counted* object = next.identity();
    if (!object) continue;
    if (!object->is_shared()) object->share();
    else if (!anew || next.tag() < Tag::List || (is_nested(next) && !seen.insert(object).second)) continue;
    each_held(next, [&](const Value& held) { left.push_back(&held); });
  }
}

namespace {

// Destroys values that mostly hold others and have been made long ago: their memory is asked for some values ahead.
void release_each(std::vector<Value> values) noexcept {
  constexpr std::size_t kAhead = 8;
  const std::size_t size = values.size();
  for (std::size_t i = 0; i < size; ++i) {
    if (i + kAhead < size) __builtin_prefetch(values[i + kAhead].identity(), 1);
    if (i + kAhead / 2 < size) {
      const Value& next = values[i + kAhead / 2];
      if (next.is(Tag::Tuple) || next.is(Tag::List)) __builtin_prefetch(next.known<Sequence>().items().data());
    }
    values[i] = Value();
  }
}

}  // namespace

void release_nested(std::vector<Value>&& values) noexcept {
  constexpr int kDeepest = 100;
  // Mostly there is nothing that goes with these and holds others.
  const auto goes_with_its_own = [](const Value& value) {
    return value.tag() >= Tag::List && value.identity()->unique();
  };
  if (std::none_of(values.begin(), values.end(), goes_with_its_own)) {
    const std::vector<Value> released = std::move(values);
    return;
  }
  struct Progress {
    int depth;
    std::vector<std::vector<Value>>* pending;
  };
  static thread_local Progress of_thread{0, nullptr};
  Progress& progress = of_thread;  // found once: it takes a call
  if (progress.depth >= kDeepest) {
    if (!progress.pending) progress.pending = new std::vector<std::vector<Value>>;
    progress.pending->push_back(std::move(values));
    return;
  }
  ++progress.depth;
  release_each(std::move(values));
  --progress.depth;
  if (progress.depth != 0 || !progress.pending) return;
  while (!progress.pending->empty()) {
    std::vector<Value> next = std::move(progress.pending->back());
    progress.pending->pop_back();
    ++progress.depth;
    next.clear();
    --progress.depth;
  }
  delete std::exchange(progress.pending, nullptr);
}

}  // namespace flambeau
