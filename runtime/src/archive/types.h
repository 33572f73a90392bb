// Types as archives state them: what arguments are checked against, and `cast`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "value/value.h"

namespace flambeau {

// Numbered as in the format.
enum class TypeKind : uint32_t {
  Any,
  Never,
  None,
  Bool,
  Int,
  Float,
  Complex,
  Str,
  Bytes,
  Dtype,
  Device,
  Range,
  Slice,
  Ellipsis,
  Size,
  Exception,
  Unbound,
  Tensor,
  List,
  Set,
  Dict,
  Tuple,
  Class,
  Union,
  ArrayDtype,
  Array,
  NamedTuple,
  Match,      // a re.Match; parts: the types of its groups, of which nothing is checked
  TupleOf,    // a tuple of any length
  Generator,  // parts: the types of what it yields and of what it ends with, of which nothing is checked
};
inline constexpr uint32_t kTypeKindCount = 30;
inline constexpr uint32_t kAnyDtype = 0xffffffffU;  // a tensor's dtype or rank where it isn't fixed

// What the verifier proves of a register.
enum class Kind : uint8_t { Any, Int, Float, Bool };

struct Type {
  TypeKind kind = TypeKind::Any;
  // Indices of other types, each smaller than this one's own; a Tensor's or Array's dtype and rank.
  std::vector<uint32_t> parts;
  std::string_view name;            // of a class or NamedTuple; in the file
  const ClassInfo* info = nullptr;  // the program's own class of that name
  uint32_t tags = 0;                // bit t: a value of tag t may be of this type
  // A value of one of the tags is of this type without a further look. True of all kinds but those with parts.
  bool by_tag_alone = true;
  uint32_t depth = 0;
  uint32_t nodes = 1;  // of the type written out in full
};

class TypeTable {
 public:
  // Types share parts: without bounds a few bytes could stand for a text of gigabytes.
  static constexpr uint32_t kMaxDepth = 32;
  static constexpr uint32_t kMaxNodes = 16384;

  // `kind` and `parts` as in the file. Error("ArchiveError") where they make no type.
  void add(uint32_t kind, std::vector<uint32_t> parts, std::string_view name);
  // Types of that name are known by this class, which lives as long as the table, without comparing names.
  void name_class(const ClassInfo& info);
  std::size_t size() const noexcept { return types_.size(); }
  const Type& operator[](std::size_t index) const noexcept { return types_[index]; }

  bool matches(std::size_t index, const Value& value) const {
    const Type& type = types_[index];
    if (((type.tags >> static_cast<unsigned>(value.tag())) & 1U) == 0) return false;
    return type.by_tag_alone || matches_parts(type, value);
  }
  // Makes `value` match where a caller's array stands for a tensor or number, or a tensor for an array: NumPy's arrays
  // may be passed to what was written for tensors, and callers in C++ have no arrays. An int or bool stands for a
  // float, and any of them for a complex number, as Python's annotations have it. Lists and dicts are changed.
  bool adapt(std::size_t index, Value& value) const;
  // What `value`, which doesn't match, is instead: "int", "a list whose item 1 is int".
  std::string mismatch(std::size_t index, const Value& value) const;
  // The compiler's text form: "List[Tensor(float32, rank=4)]".
  std::string text(std::size_t index) const;
  // Whether it is an array's, or that of a container or named tuple of some. What classes hold isn't asked.
  bool holds_arrays(std::size_t index) const noexcept;
  Kind kind(std::size_t index) const noexcept;

 private:
  bool matches_parts(const Type& type, const Value& value) const;
  bool matches_all(std::size_t index, const std::vector<Value>& values) const;
  bool are_by_tag(const std::vector<uint32_t>& parts) const;

  std::vector<Type> types_;
  bool has_arrays_ = false;  // one of them is an Array
};

// What `value` is, in the same words as far as they are of use in a message: "Tensor(uint8, rank=3)".
std::string describe(const Value& value);

}  // namespace flambeau
