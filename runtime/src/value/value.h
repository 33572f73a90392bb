// What a register holds: a tag and a payload. Containers and tensors are shared by reference, as in Python.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/ref.h"
#include "tensor/tensor.h"

namespace flambeau {

enum class Tag : uint8_t {
  None,
  Unbound,  // a Python variable before its first assignment
  Bool,
  Int,
  Float,
  Dtype,
  Device,
  Ellipsis,
  ArrayDtype,  // a numpy.dtype
  // Below here the payload is a counted object.
  Complex,
  Str,
  Bytes,
  Tensor,
  Array,  // a numpy.ndarray, or a NumPy scalar such as numpy.float32(1)
  List,
  Tuple,
  Size,  // torch.Size: a tuple that prints otherwise
  Dict,
  Set,
  Slice,
  Range,
  Object,     // an instance of a user's class or dataclass, or a member of an Enum
  Exception,  // a Python exception as a value
  Class,      // a user's class itself
  Match,      // a re.Match
  Generator,  // a suspended function
};

// A torch.device. `index` is -1 where none was given.
struct Device {
  enum class Type : int32_t { Cpu = 0 };
  Type type = Type::Cpu;
  int32_t index = -1;
  friend bool operator==(const Device&, const Device&) = default;
};

class Value;

}  // namespace flambeau

// Vectors of values are made and dropped all the time: their memory comes of the blocks that a thread keeps.
template <>
struct std::allocator<flambeau::Value> : flambeau::BlockAllocator<flambeau::Value> {
  allocator() = default;
  template <typename U>
  constexpr allocator(const allocator<U>&) noexcept {}
};

namespace flambeau {

struct List;
struct Tuple;
class Dict;
struct Str;
struct ExceptionObject;

class Value {
 public:
  Value() noexcept : tag_(Tag::None) { payload_.i = 0; }
  Value(bool b) noexcept : tag_(Tag::Bool) { payload_.i = b; }
  Value(int64_t i) noexcept : tag_(Tag::Int) { payload_.i = i; }
  Value(int i) noexcept : Value(static_cast<int64_t>(i)) {}
  Value(double f) noexcept : tag_(Tag::Float) { payload_.f = f; }
  Value(flambeau::Dtype d) noexcept : tag_(Tag::Dtype) { payload_.i = static_cast<int64_t>(d); }
  Value(flambeau::Device d) noexcept : tag_(Tag::Device) { payload_.device = d; }
  Value(flambeau::Tensor t);  // an undefined tensor becomes None
  Value(std::string text);
  Value(std::string_view text) : Value(std::string(text)) {}
  Value(const char* text) : Value(std::string(text)) {}
  // Shares `object`, whose class must be the one of `tag`.
  Value(Tag tag, Ref<Counted> object) noexcept : tag_(tag) { payload_.object = object.detach(); }
  static Value unbound() noexcept { return Value(Tag::Unbound); }
  static Value ellipsis() noexcept { return Value(Tag::Ellipsis); }
  static Value list(std::vector<Value> items);
  static Value tuple(std::vector<Value> items);
  static Value size(const Ints& sizes);
  static Value ints(const Ints& values);                          // a list of ints
  static Value tensors(const std::vector<flambeau::Tensor>& ts);  // a list of tensors
  static Value array(const flambeau::Tensor& t, bool is_scalar = false);
  static Value array_dtype(flambeau::Dtype d) noexcept;

  Value(const Value& other) noexcept : tag_(other.tag_), payload_(other.payload_) {
    if (is_counted()) payload_.object->retain();
  }
  Value(Value&& other) noexcept : tag_(other.tag_), payload_(other.payload_) { other.tag_ = Tag::None; }
  Value& operator=(Value other) noexcept {
    std::swap(tag_, other.tag_);
    std::swap(payload_, other.payload_);
    return *this;
  }
  ~Value() {
    if (is_counted()) payload_.object->release();
  }
  friend void swap(Value& a, Value& b) noexcept {
    std::swap(a.tag_, b.tag_);
    std::swap(a.payload_, b.payload_);
  }

  Tag tag() const noexcept { return tag_; }
  bool is(Tag tag) const noexcept { return tag_ == tag; }
  bool is_none() const noexcept { return tag_ == Tag::None; }
  bool is_counted() const noexcept { return tag_ >= Tag::Complex; }

  // Each raises TypeError where the value is of another kind; to_int takes a bool too, to_double an int or bool too.
  bool to_bool() const {
    expect(Tag::Bool);
    return payload_.i != 0;
  }
  int64_t to_int() const {
    if (tag_ != Tag::Bool) expect(Tag::Int);
    return payload_.i;
  }
  double to_double() const {
    if (tag_ == Tag::Float) return payload_.f;
    if (tag_ != Tag::Int && tag_ != Tag::Bool) expect(Tag::Float);
    return static_cast<double>(payload_.i);
  }
  flambeau::Dtype to_dtype() const;
  flambeau::Device to_device() const;
  flambeau::Tensor to_tensor() const { return tensor(); }
  const flambeau::Tensor& tensor() const;  // as long as the value holds it
  flambeau::Tensor to_array() const;       // of an ndarray or NumPy scalar
  flambeau::Dtype to_array_dtype() const;
  bool is_array_scalar() const noexcept;  // a NumPy scalar; an ndarray without dims is none
  std::complex<double> to_complex() const;
  std::string_view to_str() const;           // the text of a Str, UTF-8
  std::string_view to_bytes() const;         // the content of a Bytes
  const std::vector<Value>& items() const;   // of a List, Tuple or Size
  std::vector<Value>& change_items() const;  // of a List, to write them
  // The payload of a Bool, Int or Float that the verifier has proved to be one.
  int64_t int_payload() const noexcept { return payload_.i; }
  double float_payload() const noexcept { return payload_.f; }
  // The object of a value whose tag is known to be that of T.
  template <typename T>
  T& known() const noexcept {
    return *static_cast<T*>(payload_.object);
  }
  // Becomes a number, in place.
  void put(int64_t i) noexcept {
    drop();
    tag_ = Tag::Int;
    payload_.i = i;
  }
  void put(double f) noexcept {
    drop();
    tag_ = Tag::Float;
    payload_.f = f;
  }
  void put(bool b) noexcept {
    drop();
    tag_ = Tag::Bool;
    payload_.i = b;
  }
  template <typename T>
  T& object(Tag tag) const {
    expect(tag);
    return *static_cast<T*>(payload_.object);
  }
  // The shared object itself, for identity; null where the value isn't counted.
  Counted* identity() const noexcept { return is_counted() ? payload_.object : nullptr; }
  // Raises TypeError unless the tag is `tag`.
  void expect(Tag tag) const {
    if (tag_ != tag) [[unlikely]] {
      refuse(tag);
    }
  }

 private:
  explicit Value(Tag tag) noexcept : tag_(tag) { payload_.i = 0; }
  [[noreturn]] void refuse(Tag wanted) const;
  void drop() noexcept {
    if (is_counted()) [[unlikely]] {
      payload_.object->release();
    }
  }

  // tag_ >= Complex: payload_.object is a live object of the class of that tag, of which this value holds one share.
  Tag tag_;
  union Payload {
    int64_t i;
    double f;
    flambeau::Device device;
    Counted* object;
    Payload() : i(0) {}
  } payload_;
};
static_assert(sizeof(Value) == 16);

// "int", "Tensor", "NoneType", ...: what Python's type(x).__name__ says.
std::string_view type_name(const Value& value);
std::string_view tag_name(Tag tag);

struct TensorBox : Counted {
  explicit TensorBox(Tensor t) : tensor(std::move(t)) {}
  Tensor tensor;
};
// The payload of an Array: NumPy's arrays are strided as tensors are, their strides may also be negative.
struct ArrayBox : TensorBox {
  ArrayBox(Tensor t, bool scalar) : TensorBox(std::move(t)), is_scalar(scalar) {}
  bool is_scalar;  // then it has no dims
};
struct ComplexBox : Counted {
  explicit ComplexBox(std::complex<double> v) : Counted(Unshared()), value(v) {}
  std::complex<double> value;
};
struct Str : Counted {
  explicit Str(std::string t) : Counted(Unshared()), text(std::move(t)) {}
  std::string text;  // valid UTF-8 (a Bytes holds anything)
  // What has been found out about the text, which never changes: its number of code points (-1: not yet), a place known
  // lately, the code point's index above the byte's, and its hash (0: not yet). Any thread may write them.
  mutable std::atomic<int64_t> characters{-1};
  mutable std::atomic<uint64_t> place{0};
  mutable std::atomic<std::size_t> hash{0};
};
// Lets other threads hold `value` and all that it holds. What they may hold already is looked into only `anew`: where a
// program has had it, which may have put new values into it.
void share(const Value& value, bool anew = false);

// Destroys values whose nesting may be deeper than the stack: a container's destructor hands its elements over.
void release_nested(std::vector<Value>&& values) noexcept;

// What holds other values and may be written. `changed` tells that it was since it was made, or since that was cleared:
// whoever handed it to a program asks whether it still is what it was.
struct Container : Counted {
  Container() noexcept : Counted(Unshared()) {}
  bool changed = false;
};

class Sequence : public Container {
 public:
  explicit Sequence(std::vector<Value> items) : items_(std::move(items)) {}
  ~Sequence() override {
    for (const Value& item : items_) {
      if (item.tag() < Tag::List) continue;
      release_nested(std::move(items_));
      return;
    }
  }
  const std::vector<Value>& items() const noexcept { return items_; }
  std::vector<Value>& change() noexcept {
    changed = true;
    return items_;
  }

 private:
  std::vector<Value> items_;
};
struct List : Sequence {
  using Sequence::Sequence;
};
struct ClassInfo;
// A NamedTuple is a tuple whose `info` is set.
struct Tuple : Sequence {
  using Sequence::Sequence;
  Tuple(std::vector<Value> v, Ref<ClassInfo> c);
  ~Tuple() override;
  Ref<ClassInfo> info;
};

// bool(a == b) as Python has it, of one object and itself True.
bool equal(const Value& a, const Value& b);
// Consistent with `equal`; TypeError "unhashable type: 'list'" like Python's.
std::size_t hash_value(const Value& value);

// An insertion-ordered hash map. What a Set holds is in value/set.h.
class Dict : public Container {
 public:
  // A hole, which `erase` leaves until entries are moved together, has an Unbound key.
  struct Entry {
    std::size_t hash;
    Value key, value;
    bool is_live() const noexcept { return !key.is(Tag::Unbound); }
  };
  using Entries = std::vector<Entry, BlockAllocator<Entry>>;

  Dict() = default;
  ~Dict() override;
  std::size_t size() const noexcept { return size_; }
  // In order of insertion, with holes.
  const Entries& entries() const noexcept { return entries_; }
  const Value* find(const Value& key) const;
  // The value of a key, to write it.
  Value* change(const Value& key) {
    changed = true;
    return const_cast<Value*>(find(key));
  }
  void set(const Value& key, Value value);  // keeps the place of an existing key
  // Whether the key is new; it is given no value then, an existing one keeps its own.
  bool add(const Value& key);
  bool erase(const Value& key);
  void clear();
  void reserve(std::size_t count);
  std::vector<std::pair<Value, Value>> items() const;  // live entries in order of insertion
  Ref<Dict> copy() const;

 private:
  static constexpr std::size_t kNowhere = ~std::size_t{0};

  std::size_t position(const Value& key) const;
  std::size_t position(const Value& key, std::size_t hash) const;
  Value& insert(const Value& key, std::size_t hash);
  void rebuild(std::size_t room);
  void enter(std::size_t hash, uint32_t at);
  // Where a key's search in `table_` starts.
  std::size_t start(std::size_t hash) const noexcept { return (hash * 0x9e3779b97f4a7c15U) >> shift_; }

  Entries entries_;
  // Up to eight entries there is none. Otherwise open addressing: 1 + an index of `entries_`, holes too, or 0 for a
  // free place; its size is 1 << (64 - shift_), and at least a third of it is free.
  std::vector<uint32_t, BlockAllocator<uint32_t>> table_;
  std::size_t size_ = 0;  // of live entries
  unsigned shift_ = 64;
  // Where a key was found last: `if key in d: d[key] += 1` looks for it three times. Any thread may write it.
  mutable std::atomic<uint32_t> found_{0};
};

struct SliceObject : Counted {
  SliceObject() : Counted(Unshared()) {}
  Value start, stop, step;
};
struct RangeObject : Counted {
  RangeObject() : Counted(Unshared()) {}
  int64_t start = 0, stop = 0, step = 1;
};
struct ExceptionObject : Counted {
  std::string type;  // "ValueError", or a user class's name
  std::string message;
  std::vector<std::string> bases;  // names of its base classes, nearest first, for `except`
  Ref<Counted> traceback;          // where it was raised: set by the VM, kept for `raise` in a handler
  Value args;                      // a Tuple; None where they are the message alone
  Value attributes;                // a Dict by name; None where there are none
  ExceptionObject() : Counted(Unshared()) {}
  ~ExceptionObject() override { release_nested({std::move(args), std::move(attributes)}); }
};
// A class of the user's: what its instances hold, and how Python compares and prints them.
struct ClassInfo : Counted {
  enum class Kind : uint32_t { Object, NamedTuple, Enum };
  enum Flag : uint32_t {
    kCompared = 1,    // == compares the fields that are `kInComparison`
    kOrdered = 2,     // so do < <= > >=
    kHashed = 4,      // hash() is of the fields that are `kInHash`; otherwise of the identity
    kUnhashable = 8,  // hash() raises TypeError
    kShown = 16,      // repr() names the fields that are `kInRepr`
    kValue = 32,      // a member of this Enum, or flags, are an int or a str as well: their value
  };
  enum FieldFlag : uint32_t { kInComparison = 1, kInHash = 2, kInRepr = 4 };
  struct Field {
    std::string name;
    uint32_t flags;
  };
  std::string name;  // "package.module:Outer.Inner"
  Kind kind = Kind::Object;
  uint32_t flags = 0;
  std::vector<Field> fields;

  std::string_view qualified_name() const noexcept;  // "Outer.Inner"
  std::string_view short_name() const noexcept;      // "Inner", ended by a zero
};
// An instance: slots in the order of its class's fields, Unbound where it has no such attribute. A member of an Enum
// has its name and value; there is one object for each member of a program.
class Object : public Container {
 public:
  Object(Ref<ClassInfo> c, std::vector<Value> slots) : info(std::move(c)), slots_(std::move(slots)) {}
  ~Object() override { release_nested(std::move(slots_)); }
  const std::vector<Value>& slots() const noexcept { return slots_; }
  std::vector<Value>& change() noexcept {
    changed = true;
    return slots_;
  }
  Ref<ClassInfo> info;

 private:
  std::vector<Value> slots_;
};

inline const flambeau::Tensor& Value::tensor() const { return object<TensorBox>(Tag::Tensor).tensor; }
inline std::string_view Value::to_str() const { return object<Str>(Tag::Str).text; }
inline const std::vector<Value>& Value::items() const {
  if (tag_ != Tag::Tuple && tag_ != Tag::Size) expect(Tag::List);
  return known<Sequence>().items();
}
inline std::vector<Value>& Value::change_items() const { return object<List>(Tag::List).change(); }

// The class of an object or NamedTuple, null for any other value.
const ClassInfo* class_of(const Value& value) noexcept;
// The value of a member of an Enum that is a number or text as well; any other value is itself.
const Value& underlying(const Value& value) noexcept;

}  // namespace flambeau
