#include "archive/types.h"

#include <algorithm>
#include <array>

#include "base/error.h"
#include "value/array_scalar.h"
#include "value/repr.h"
#include "value/set.h"

namespace flambeau {

namespace {

constexpr std::array<std::string_view, kTypeKindCount> kNames = {
    "Any",    "Never", "None",  "bool",     "int",        "float",     "complex",    "str",    "bytes",   "dtype",
    "device", "range", "slice", "ellipsis", "Size",       "Exception", "Unbound",    "Tensor", "List",    "Set",
    "Dict",   "Tuple", "Class", "Union",    "ArrayDtype", "Array",     "NamedTuple", "Match",  "TupleOf", "Generator",
};

constexpr uint32_t bit(Tag tag) { return 1U << static_cast<unsigned>(tag); }

uint32_t tags_of(TypeKind kind) {
  switch (kind) {
    case TypeKind::Any: return ~0U;
    case TypeKind::Never:
    case TypeKind::Union: return 0;
    case TypeKind::None: return bit(Tag::None);
    case TypeKind::Bool: return bit(Tag::Bool);
    case TypeKind::Int: return bit(Tag::Int);
    case TypeKind::Float: return bit(Tag::Float);
    case TypeKind::Complex: return bit(Tag::Complex);
    case TypeKind::Str: return bit(Tag::Str);
    case TypeKind::Bytes: return bit(Tag::Bytes);
    case TypeKind::Dtype: return bit(Tag::Dtype);
    case TypeKind::Device: return bit(Tag::Device);
    case TypeKind::Range: return bit(Tag::Range);
    case TypeKind::Slice: return bit(Tag::Slice);
    case TypeKind::Ellipsis: return bit(Tag::Ellipsis);
    case TypeKind::Size: return bit(Tag::Size) | bit(Tag::Tuple);  // the shape of an array is a plain tuple of ints
    case TypeKind::Exception: return bit(Tag::Exception);
    case TypeKind::Unbound: return bit(Tag::Unbound);
    case TypeKind::Tensor: return bit(Tag::Tensor);
    case TypeKind::Array: return bit(Tag::Array);
    case TypeKind::ArrayDtype: return bit(Tag::ArrayDtype);
    case TypeKind::List: return bit(Tag::List);
    case TypeKind::Set: return bit(Tag::Set);
    case TypeKind::Dict: return bit(Tag::Dict);
    case TypeKind::TupleOf:
    case TypeKind::Tuple: return bit(Tag::Tuple) | bit(Tag::Size);  // a torch.Size is a tuple
    case TypeKind::Class: return bit(Tag::Object) | bit(Tag::Exception);
    case TypeKind::NamedTuple: return bit(Tag::Tuple);
    case TypeKind::Match: return bit(Tag::Match);
    case TypeKind::Generator: return bit(Tag::Generator);
  }
  return 0;
}

// How many parts a type of this kind has; any number for Tuple and Union.
bool right_count(TypeKind kind, std::size_t count) {
  switch (kind) {
    case TypeKind::Tensor:
    case TypeKind::Array:
    case TypeKind::Generator:
    case TypeKind::Dict: return count == 2;
    case TypeKind::List:
    case TypeKind::TupleOf:
    case TypeKind::Set:
    case TypeKind::Class: return count == 1;
    case TypeKind::Tuple:
    case TypeKind::NamedTuple:
    case TypeKind::Match: return true;
    case TypeKind::Union: return count >= 2;
    default: return count == 0;
  }
}

}  // namespace

void TypeTable::add(uint32_t kind, std::vector<uint32_t> parts, std::string_view name) {
  const auto index = types_.size();
  if (kind >= kTypeKindCount) raise("ArchiveError", "malformed: type ", index, " is of the unknown kind ", kind);
  Type type;
  type.kind = static_cast<TypeKind>(kind);
  type.tags = tags_of(type.kind);
  type.name = name;
  if (!right_count(type.kind, parts.size())) {
    raise("ArchiveError", "malformed: type ", index, ", a ", kNames[kind], ", has ", parts.size(), " parts");
  }
  has_arrays_ = has_arrays_ || type.kind == TypeKind::Array;
  if (type.kind == TypeKind::Tensor || type.kind == TypeKind::Array) {
    type.by_tag_alone = parts[0] == kAnyDtype && parts[1] == kAnyDtype;
    if (parts[0] != kAnyDtype && !is_valid_dtype(parts[0])) {
      raise("ArchiveError", "malformed: type ", index, " has the unknown dtype ", parts[0]);
    }
  } else if (type.kind == TypeKind::Class) {
    type.by_tag_alone = false;
  } else {
    const bool is_union = type.kind == TypeKind::Union;
    const bool is_tuple = type.kind == TypeKind::Tuple || type.kind == TypeKind::NamedTuple;
    type.by_tag_alone =
        parts.empty() ? !is_tuple : is_union || type.kind == TypeKind::Match || type.kind == TypeKind::Generator;
    for (const uint32_t part : parts) {
      if (part >= index) raise("ArchiveError", "malformed: type ", index, " is made of type ", part);
      type.depth = std::max(type.depth, types_[part].depth + 1);
      type.nodes = std::min(type.nodes + types_[part].nodes, kMaxNodes + 1);
      if (is_union) {
        type.tags |= types_[part].tags;
        type.by_tag_alone = type.by_tag_alone && types_[part].by_tag_alone;
      }
    }
    // A container of anything needs no look inside.
    const bool anything =
        std::all_of(parts.begin(), parts.end(), [&](uint32_t p) { return types_[p].kind == TypeKind::Any; });
    if (!parts.empty() && anything && !is_tuple) type.by_tag_alone = true;
  }
  if (type.depth > kMaxDepth || type.nodes > kMaxNodes) raise("ArchiveError", "malformed: type ", index, " is too big");
  type.parts = std::move(parts);
  types_.push_back(std::move(type));
}

bool TypeTable::are_by_tag(const std::vector<uint32_t>& parts) const {
  return std::all_of(parts.begin(), parts.end(), [&](uint32_t part) { return types_[part].by_tag_alone; });
}

bool TypeTable::matches_all(std::size_t index, const std::vector<Value>& values) const {
  const Type& type = types_[index];
  if (type.kind == TypeKind::Tuple && are_by_tag(type.parts)) {
    std::vector<uint32_t> allowed;  // of each part
    for (const uint32_t part : type.parts) allowed.push_back(types_[part].tags);
    for (const Value& value : values) {
      if (!value.is(Tag::Tuple)) {
        if (!value.is(Tag::Size) || !matches_parts(type, value)) return false;
        continue;
      }
      const std::vector<Value>& items = value.known<Tuple>().items();
      if (items.size() != allowed.size()) return false;
      for (std::size_t i = 0; i < items.size(); ++i) {
        if ((allowed[i] >> static_cast<unsigned>(items[i].tag()) & 1U) == 0) return false;
      }
    }
    return true;
  }
  if (!type.by_tag_alone) {
    return std::all_of(values.begin(), values.end(), [&](const Value& v) { return matches(index, v); });
  }
  uint32_t tags = 0;
  for (const Value& value : values) tags |= uint32_t{1} << static_cast<unsigned>(value.tag());
  return (tags & ~type.tags) == 0;
}

bool TypeTable::matches_parts(const Type& type, const Value& value) const {
  switch (type.kind) {
    case TypeKind::Tensor:
    case TypeKind::Array: {
      const Tensor tensor = type.kind == TypeKind::Array ? value.to_array() : value.to_tensor();
      return (type.parts[0] == kAnyDtype || static_cast<uint32_t>(tensor.dtype()) == type.parts[0]) &&
             (type.parts[1] == kAnyDtype || tensor.dim() == static_cast<int64_t>(type.parts[1]));
    }
    case TypeKind::TupleOf:
    case TypeKind::List: return matches_all(type.parts[0], value.items());
    case TypeKind::NamedTuple:
    case TypeKind::Tuple: {
      const ClassInfo* info = class_of(value);
      if (type.kind == TypeKind::NamedTuple && (!info || info->name != type.name)) return false;
      const auto& items = value.items();
      if (items.size() != type.parts.size()) return false;
      for (std::size_t i = 0; i < items.size(); ++i) {
        if (!matches(type.parts[i], items[i])) return false;
      }
      return true;
    }
    case TypeKind::Set:
      return value.object<Set>(Tag::Set).all([&](const Value& key) { return matches(type.parts[0], key); });
    case TypeKind::Dict:
      if (const Type& key = types_[type.parts[0]], &item = types_[type.parts[1]];
          key.by_tag_alone && item.by_tag_alone) {
        uint32_t keys = 0, items = 0;
        for (const Dict::Entry& entry : value.object<Dict>(Tag::Dict).entries()) {
          if (!entry.is_live()) continue;
          keys |= uint32_t{1} << static_cast<unsigned>(entry.key.tag());
          items |= uint32_t{1} << static_cast<unsigned>(entry.value.tag());
        }
        return (keys & ~key.tags) == 0 && (items & ~item.tags) == 0;
      }
      for (const Dict::Entry& entry : value.object<Dict>(Tag::Dict).entries()) {
        if (!entry.is_live()) continue;
        if (!matches(type.parts[0], entry.key) || !matches(type.parts[1], entry.value)) return false;
      }
      return true;
    case TypeKind::Class: {
      const ClassInfo* info = class_of(value);
      return info ? info == type.info || info->name == type.name : type_name(value) == type.name;
    }
    case TypeKind::Union:
      return std::any_of(type.parts.begin(), type.parts.end(), [&](uint32_t part) { return matches(part, value); });
    default: return true;
  }
}

void TypeTable::name_class(const ClassInfo& info) {
  for (Type& type : types_) {
    if (type.kind == TypeKind::Class && type.name == info.name) type.info = &info;
  }
}

bool TypeTable::adapt(std::size_t index, Value& value) const {
  if (matches(index, value)) return true;
  const Type& type = types_[index];
  const auto accept = [&](Value candidate) {
    if (!matches(index, candidate)) return false;
    value = std::move(candidate);
    return true;
  };
  if (value.is(Tag::Tensor)) return accept(Value::array(value.to_tensor()));
  if (value.is(Tag::Int) || value.is(Tag::Bool) || value.is(Tag::Float)) {
    return accept(Value(value.to_double())) || accept({Tag::Complex, make_ref<ComplexBox>(value.to_complex())});
  }
  // To torch a NumPy scalar is a number; beside arrays it decides dtypes as no number does.
  if (value.is_array_scalar()) return !has_arrays_ && accept(array_item(value.to_array()));
  if (value.is(Tag::Array)) return accept(Value(with_positive_strides(value.to_array())));
  if (type.kind == TypeKind::Union) {
    return std::any_of(type.parts.begin(), type.parts.end(), [&](uint32_t part) { return adapt(part, value); });
  }
  if (((type.tags >> static_cast<unsigned>(value.tag())) & 1U) == 0) return false;
  if (type.kind == TypeKind::List) {
    // Whoever gave the list keeps it as it is: this is no change by the program.
    List& list = value.known<List>();
    const bool changed = list.changed;
    const bool fits = std::all_of(list.change().begin(), list.change().end(),
                                  [&](Value& item) { return adapt(type.parts[0], item); });
    list.changed = changed;
    return fits;
  }
  if (type.kind == TypeKind::TupleOf) {
    std::vector<Value> items = value.items();
    for (Value& item : items) adapt(type.parts[0], item);
    return accept(Value::tuple(std::move(items)));
  }
  if (type.kind == TypeKind::Tuple || type.kind == TypeKind::NamedTuple) {
    std::vector<Value> items = value.items();
    for (std::size_t i = 0; i < items.size() && i < type.parts.size(); ++i) adapt(type.parts[i], items[i]);
    const Ref<ClassInfo> info = value.is(Tag::Tuple) ? value.known<Tuple>().info : Ref<ClassInfo>();
    return accept({Tag::Tuple, make_ref<Tuple>(std::move(items), info)});
  }
  if (type.kind == TypeKind::Dict) {
    Dict& dict = value.object<Dict>(Tag::Dict);
    const bool changed = dict.changed;
    for (const Dict::Entry& entry : dict.entries()) {
      if (entry.is_live()) adapt(type.parts[1], *dict.change(entry.key));
    }
    dict.changed = changed;
    return matches(index, value);
  }
  return false;
}

std::string TypeTable::mismatch(std::size_t index, const Value& value) const {
  const Type& type = types_[index];
  if (((type.tags >> static_cast<unsigned>(value.tag())) & 1U) == 0) return describe(value);
  const std::string container = concat("a ", type_name(value));
  switch (type.kind) {
    case TypeKind::List:
    case TypeKind::TupleOf:
    case TypeKind::Tuple: {
      const bool is_list = type.kind != TypeKind::Tuple;
      const auto& items = value.items();
      if (!is_list && items.size() != type.parts.size()) return concat(container, " of ", items.size());
      for (std::size_t i = 0; i < items.size(); ++i) {
        const std::size_t part = type.parts[is_list ? 0 : i];
        if (!matches(part, items[i])) return concat(container, " whose item ", i, " is ", mismatch(part, items[i]));
      }
      break;
    }
    case TypeKind::Set:
      for (const Value& key : value.object<Set>(Tag::Set).keys()) {
        if (!matches(type.parts[0], key)) return concat(container, " that holds ", mismatch(type.parts[0], key));
      }
      break;
    case TypeKind::Dict: {
      const Dict& dict = value.object<Dict>(Tag::Dict);
      for (const auto& [hash, key, held] : dict.entries()) {
        if (key.is(Tag::Unbound)) continue;
        if (!matches(type.parts[0], key)) {
          return concat(container, " with a key that is ", mismatch(type.parts[0], key));
        }
        if (matches(type.parts[1], held)) continue;
        return concat(container, " whose value for ", repr(key), " is ", mismatch(type.parts[1], held));
      }
      break;
    }
    case TypeKind::Union:
      for (const uint32_t part : type.parts) {  // the member of the value's kind says most
        if ((types_[part].tags >> static_cast<unsigned>(value.tag())) & 1U) return mismatch(part, value);
      }
      break;
    default: break;
  }
  return describe(value);
}

std::string TypeTable::text(std::size_t index) const {
  const Type& type = types_[index];
  const std::string name(kNames[static_cast<std::size_t>(type.kind)]);
  if (type.kind == TypeKind::Class || type.kind == TypeKind::NamedTuple) {
    return std::string(type.name.substr(type.name.find(':') + 1));
  }
  if (type.kind == TypeKind::Tensor || type.kind == TypeKind::Array) {
    const bool has_dtype = type.parts[0] != kAnyDtype;
    const bool has_rank = type.parts[1] != kAnyDtype;
    std::string inner(has_dtype ? dtype_name(static_cast<Dtype>(type.parts[0])) : "");
    if (has_rank) inner += (has_dtype ? ", rank=" : "rank=") + std::to_string(type.parts[1]);
    return inner.empty() ? name : name + "(" + inner + ")";
  }
  if (type.kind == TypeKind::Union && type.parts.size() == 2) {
    for (std::size_t i = 0; i < 2; ++i) {
      // No caller gives an Unbound: it stands for a default that the program makes.
      if (types_[type.parts[i]].kind == TypeKind::Unbound) return text(type.parts[1 - i]);
      if (types_[type.parts[i]].kind == TypeKind::None) return "Optional[" + text(type.parts[1 - i]) + "]";
    }
  }
  if (type.parts.empty()) return type.kind == TypeKind::Tuple ? "Tuple[()]" : name;
  std::string out = name + "[";
  for (std::size_t i = 0; i < type.parts.size(); ++i) {
    if (type.kind == TypeKind::Union && types_[type.parts[i]].kind == TypeKind::Unbound) continue;
    out += (out.back() == '[' ? "" : ", ") + text(type.parts[i]);
  }
  return out + "]";
}

bool TypeTable::holds_arrays(std::size_t index) const noexcept {
  const Type& type = types_[index];
  if (type.kind == TypeKind::Array) return true;
  if (type.kind == TypeKind::Tensor || type.kind == TypeKind::Class) return false;  // whose parts are no types
  return std::any_of(type.parts.begin(), type.parts.end(), [this](uint32_t part) { return holds_arrays(part); });
}

Kind TypeTable::kind(std::size_t index) const noexcept {
  switch (types_[index].kind) {
    case TypeKind::Int: return Kind::Int;
    case TypeKind::Float: return Kind::Float;
    case TypeKind::Bool: return Kind::Bool;
    default: return Kind::Any;
  }
}

std::string describe(const Value& value) {
  if (!value.is(Tag::Tensor) && !value.is(Tag::Array)) return std::string(type_name(value));
  const bool is_array = value.is(Tag::Array);
  const Tensor tensor = is_array ? value.to_array() : value.to_tensor();
  return concat(is_array ? "Array(" : "Tensor(", dtype_name(tensor.dtype()), ", rank=", tensor.dim(), ")");
}

}  // namespace flambeau
