// The C interface: values other than tensors.
#include <algorithm>

#include "c_api.h"
#include "value/repr.h"
#include "value/sequence.h"
#include "value/set.h"

using namespace flambeau;         // NOLINT: the functions below are C's
using namespace flambeau::c_api;  // NOLINT

namespace {

flambeau_kind kind_of(Tag tag) noexcept {
  switch (tag) {
    case Tag::None:
    case Tag::Unbound: return FLAMBEAU_NONE;
    case Tag::Bool: return FLAMBEAU_BOOL;
    case Tag::Int: return FLAMBEAU_INT;
    case Tag::Float: return FLAMBEAU_FLOAT;
    case Tag::Complex: return FLAMBEAU_COMPLEX;
    case Tag::Str: return FLAMBEAU_STR;
    case Tag::Bytes: return FLAMBEAU_BYTES;
    case Tag::Tensor:
    case Tag::Array: return FLAMBEAU_TENSOR;  // C and C++ have one kind for both
    case Tag::List: return FLAMBEAU_LIST;
    case Tag::Tuple: return FLAMBEAU_TUPLE;
    case Tag::Size: return FLAMBEAU_SIZE;
    case Tag::Dict: return FLAMBEAU_DICT;
    case Tag::Set: return FLAMBEAU_SET;
    case Tag::Dtype:
    case Tag::ArrayDtype: return FLAMBEAU_DTYPE;
    case Tag::Device: return FLAMBEAU_DEVICE;
    case Tag::Slice: return FLAMBEAU_SLICE;
    case Tag::Range: return FLAMBEAU_RANGE;
    case Tag::Ellipsis: return FLAMBEAU_ELLIPSIS;
    case Tag::Object: return FLAMBEAU_OBJECT;
    case Tag::Exception: return FLAMBEAU_EXCEPTION;
    case Tag::Class: return FLAMBEAU_CLASS;
    case Tag::Match:
    case Tag::Generator: return FLAMBEAU_OBJECT;
  }
  return FLAMBEAU_NONE;
}

template <typename T>
const T& at(const std::vector<T>& items, size_t index, const char* what) {
  if (index >= items.size()) raise("IndexError", what, " ", index, " of ", items.size(), " is out of range");
  return items[index];
}

std::pair<Value, Value> entry(const flambeau_value* handle, size_t index) {
  return at(value_of(handle).object<Dict>(Tag::Dict).items(), index, "entry");
}

const ClassInfo& info_of(const Value& value) {
  const ClassInfo* info = class_of(value);
  if (!info) raise("TypeError", "expected an instance of a class, got ", type_name(value));
  return *info;
}

Value make_set(const std::vector<Value>& items) {
  auto set = make_ref<Set>();
  for (const Value& item : items) set->add(item);
  return {Tag::Set, set};
}

}  // namespace

extern "C" {

flambeau_kind flambeau_value_kind(const flambeau_value* value) {
  return value ? kind_of(value->value.tag()) : FLAMBEAU_NONE;
}
const char* flambeau_value_type_name(const flambeau_value* value) {
  // The names are those of literals and of strings that live as long as the value.
  return value ? type_name(value->value).data() : "NoneType";
}
const char* flambeau_value_text(flambeau_value* value) {
  return guard<const char*>(nullptr, [&] {
    value->text = repr(value_of(value));
    return value->text.c_str();
  });
}
flambeau_value* flambeau_value_share(const flambeau_value* value) {
  return guard_value([&] { return value_of(value); });
}
void flambeau_value_release(flambeau_value* value) { delete value; }

flambeau_value* flambeau_none(void) {
  return guard_value([] { return Value(); });
}
flambeau_value* flambeau_bool(int32_t value) {
  return guard_value([&] { return Value(value != 0); });
}
flambeau_value* flambeau_int(int64_t value) {
  return guard_value([&] { return Value(value); });
}
flambeau_value* flambeau_float(double value) {
  return guard_value([&] { return Value(value); });
}
flambeau_value* flambeau_complex(double real, double imaginary) {
  return guard_value([&] { return Value(Tag::Complex, make_ref<ComplexBox>(std::complex<double>(real, imaginary))); });
}
flambeau_value* flambeau_str(const char* text, size_t size) {
  return guard_value([&] { return Value(std::string(text, size)); });
}
flambeau_value* flambeau_bytes(const void* data, size_t size) {
  return guard_value([&] {
    return Value(Tag::Bytes, make_ref<Str>(size ? std::string(static_cast<const char*>(data), size) : std::string()));
  });
}
flambeau_value* flambeau_list(const flambeau_value* const* items, size_t count) {
  return guard_value([&] { return Value::list(values_of(items, count)); });
}
flambeau_value* flambeau_tuple(const flambeau_value* const* items, size_t count) {
  return guard_value([&] { return Value::tuple(values_of(items, count)); });
}
flambeau_value* flambeau_dict(const flambeau_value* const* keys, const flambeau_value* const* values, size_t count) {
  return guard_value([&] {
    auto dict = make_ref<Dict>();
    for (size_t i = 0; i < count; ++i) dict->set(value_of(keys[i]), value_of(values[i]));
    return Value(Tag::Dict, dict);
  });
}
flambeau_value* flambeau_set(const flambeau_value* const* items, size_t count) {
  return guard_value([&] { return make_set(values_of(items, count)); });
}
flambeau_value* flambeau_device(int32_t index) {
  return guard_value([&] { return Value(Device{Device::Type::Cpu, index}); });
}

flambeau_status flambeau_to_bool(const flambeau_value* value, int32_t* out) {
  return guard_status([&] { *out = value_of(value).to_bool() ? 1 : 0; });
}
flambeau_status flambeau_to_int(const flambeau_value* value, int64_t* out) {
  return guard_status([&] { *out = value_of(value).to_int(); });
}
flambeau_status flambeau_to_float(const flambeau_value* value, double* out) {
  return guard_status([&] { *out = value_of(value).to_double(); });
}
flambeau_status flambeau_to_complex(const flambeau_value* value, double* real, double* imaginary) {
  return guard_status([&] {
    const auto number = value_of(value).to_complex();
    *real = number.real();
    *imaginary = number.imag();
  });
}
const char* flambeau_to_text(const flambeau_value* value, size_t* size) {
  return guard<const char*>(nullptr, [&] {
    const Value& text = value_of(value);
    const std::string_view view = text.is(Tag::Bytes) ? text.to_bytes() : text.to_str();
    if (size) *size = view.size();
    return view.data();
  });
}

int64_t flambeau_length(const flambeau_value* value) {
  return guard<int64_t>(-1, [&] {
    const Value& v = value_of(value);
    if (v.is(Tag::Dict) || v.is(Tag::Set)) return length(v);
    if (v.is(Tag::Object)) return static_cast<int64_t>(v.object<Object>(Tag::Object).slots().size());
    return static_cast<int64_t>(v.items().size());
  });
}
flambeau_value* flambeau_item(const flambeau_value* value, size_t index) {
  return guard_value([&] {
    const Value& held = value_of(value);
    return held.is(Tag::Set) ? at(held.object<Set>(Tag::Set).keys(), index, "entry") : at(held.items(), index, "item");
  });
}
flambeau_value* flambeau_dict_key(const flambeau_value* value, size_t index) {
  return guard_value([&] { return entry(value, index).first; });
}
flambeau_value* flambeau_dict_value(const flambeau_value* value, size_t index) {
  return guard_value([&] { return entry(value, index).second; });
}
flambeau_value* flambeau_dict_get(const flambeau_value* value, const flambeau_value* key) {
  return guard_value([&] {
    const Value* found = value_of(value).object<Dict>(Tag::Dict).find(value_of(key));
    if (!found) raise("KeyError", repr(value_of(key)));
    return *found;
  });
}
flambeau_value* flambeau_field(const flambeau_value* value, const char* name) {
  return guard_value([&] {
    const Value& held = value_of(value);
    const ClassInfo& info = info_of(held);
    for (size_t i = 0; i < info.fields.size(); ++i) {
      const Value& slot = held.is(Tag::Tuple) ? held.items()[i] : held.object<Object>(Tag::Object).slots()[i];
      if (info.fields[i].name == name && !slot.is(Tag::Unbound)) return slot;
      if (info.fields[i].name == "__dict__" && slot.is(Tag::Dict)) {  // all attributes of an object in one dict
        if (const Value* found = slot.known<Dict>().find(Value(std::string_view(name)))) return *found;
      }
    }
    raise("AttributeError", "'", info.short_name(), "' object has no attribute '", name, "'");
  });
}
const char* flambeau_field_name(const flambeau_value* value, size_t index) {
  return guard<const char*>(nullptr, [&] { return at(info_of(value_of(value)).fields, index, "field").name.c_str(); });
}
const char* flambeau_class_name(const flambeau_value* value) {
  return guard<const char*>(nullptr, [&] {
    const ClassInfo* info = value ? class_of(value->value) : nullptr;
    return info ? info->name.c_str() : nullptr;
  });
}

}  // extern "C"
