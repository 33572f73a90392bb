// Python objects <-> runtime values, for the span of one call.
//
// Tensors share memory both ways. Lists, dicts, sets and objects are copied in, remembered, and written back where the
// program changed them, so that the caller sees what Python would have shown. Needs the GIL.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/stl/string.h>

#include <bit>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

#include "base/blocks.h"
#include "tensor/dlpack.h"
#include "texts.h"
#include "value/value.h"
#include "vm/program.h"

namespace flambeau::python {

namespace nb = nanobind;

// A tensor as Python sees it where neither torch nor NumPy can hold it: `__dlpack__` and the buffer protocol.
struct TensorHandle {
  Tensor tensor;
};
// torch.dtype's and torch.device's stand-ins where torch isn't imported.
struct DtypeHandle {
  Dtype dtype;
};
struct DeviceHandle {
  Device device;
};

// What was met at an address: a hash map that is quick to fill and to drop.
template <typename T>
class PointerMap {
 public:
  // Null where there is none.
  const T* find(const void* key) const noexcept {
    const uint32_t index = index_of(key);
    return index == kNone ? nullptr : &entries_[index].second;
  }
  // Keeps what there is already.
  void emplace(const void* key, T value) {
    if (index_of(key) != kNone) return;
    entries_.emplace_back(key, std::move(value));
    if (entries_.size() * 2 > table_.size()) {
      if (entries_.size() > kMostWithoutTable) grow();
    } else {
      enter(key, static_cast<uint32_t>(entries_.size() - 1));
    }
  }
  void erase(const void* key) noexcept {
    const uint32_t index = index_of(key);
    if (index != kNone) entries_[index].first = this;  // which nothing else is met at
  }

 private:
  static constexpr uint32_t kNone = ~uint32_t{0};
  static constexpr std::size_t kMostWithoutTable = 8;

  std::size_t start(const void* key) const noexcept {
    return (reinterpret_cast<uintptr_t>(key) * 0x9e3779b97f4a7c15U) >> shift_;
  }
  uint32_t index_of(const void* key) const noexcept {
    if (table_.empty()) {
      for (std::size_t i = 0; i < entries_.size(); ++i) {
        if (entries_[i].first == key) return static_cast<uint32_t>(i);
      }
      return kNone;
    }
    for (std::size_t at = start(key); table_[at] != kNone; at = (at + 1) & (table_.size() - 1)) {
      if (entries_[table_[at]].first == key) return table_[at];
    }
    return kNone;
  }
  void enter(const void* key, uint32_t index) noexcept {
    std::size_t at = start(key);
    while (table_[at] != kNone) at = (at + 1) & (table_.size() - 1);
    table_[at] = index;
  }
  void grow() {
    const std::size_t size = std::bit_ceil(entries_.size() * 4);
    table_.assign(size, kNone);
    shift_ = 64 - static_cast<unsigned>(std::countr_zero(size));
    for (std::size_t i = 0; i < entries_.size(); ++i) enter(entries_[i].first, static_cast<uint32_t>(i));
  }

  using Entry = std::pair<const void*, T>;
  std::vector<Entry, BlockAllocator<Entry>> entries_;
  // Open addressing, at most half full: indices of `entries_`, or kNone. Empty up to eight entries.
  std::vector<uint32_t, BlockAllocator<uint32_t>> table_;
  unsigned shift_ = 64;
};

// A class of the program's, in Python.
struct ClassUse {
  nb::object cls;
  nb::object make;  // of a NamedTuple's items, or an instance of a class that is nothing but its attributes; else None
  std::vector<nb::object> names;  // of its fields
};

constexpr int kMaxDepth = 200;  // of containers and objects in each other

// What tensors become in Python.
enum class TensorKind { Numpy, Torch };

class Converter {
 public:
  Converter() = default;
  // Instances of the program's classes can be converted too.
  explicit Converter(const Program& program) : program_(&program) {}
  Converter(const Converter&) = delete;
  Converter& operator=(const Converter&) = delete;
  ~Converter() {
    if (texts_) KnownTexts::put_back(std::move(texts_));
  }

  // TypeError where the object has no counterpart; `what` names it in the message.
  Value to_value(nb::handle object);
  // The program has no arrays of its own: those that came in stand for tensors, and its tensors go out as arrays.
  // Whether any array has been given.
  bool saw_numpy() const { return saw_numpy_; }
  void take_arrays_for_tensors() { arrays_are_tensors_ = true; }
  // Call after all arguments are converted: tensors become what came in, see `TensorKind`.
  nb::object to_python(const Value& value);
  // What left the program.
  nb::object exception_to_python(const RuntimeFailure& failure);
  // Makes the caller's lists, dicts, sets and tensors' shapes equal to what the program left in their counterparts.
  void write_back();

 private:
  struct Tracked {
    nb::object object;
    Value value;               // a Container, which says whether it was changed
    bool is_contents = false;  // `value` is what `object` contains beside its attributes
  };

  struct TrackedTensor {
    nb::object object;
    Tensor tensor;
    Ints sizes, strides;  // as they came in
    const std::byte* data;
    Ref<Storage> storage;
    const std::byte* memory;  // the storage's, which growing moves elsewhere
  };

  bool expect_items(Py_ssize_t count);
  void put_element(Value& to, PyObject* item);
  bool copy_known(nb::handle object, const Value& list);
  Value convert_list(nb::handle object);
  Value convert_tuple(nb::handle object);
  Value convert_dict(nb::handle object);
  Value convert_set(nb::handle object);
  Value convert_tensor(nb::handle object);
  Value convert_numpy_scalar(nb::handle object);
  Value convert_other(nb::handle object);
  const ClassImage* class_image(nb::handle object);
  Value convert_instance(nb::handle object, const ClassImage& cls);
  Value convert_contents(nb::handle object);
  const ClassUse& use_of(const ClassInfo& info);
  nb::object instance_to_python(const Value& value);
  void write_back_instance(nb::handle object, const Value& value);
  void write_back_contents(nb::handle object, const Value& value);
  Value track(nb::handle object, Value value);
  const nb::object* original_of(const void* identity);
  bool is_same_as(const Value& value, nb::handle object);
  bool has_same_fields(nb::handle object, const Object& value);
  bool is_what_it_was(const Tracked& entry);
  nb::object container_to_python(const Value& value);
  nb::object exception_to_python(const ExceptionObject& exception);
  nb::object text_to_python(const Str& text);
  PyObject* new_reference(const Value& value);
  nb::object tensor_to_python(const Tensor& tensor);
  nb::object array_to_python(const Value& value);
  TensorKind tensor_kind() const;
  void write_back_tensors();

  const Program* program_ = nullptr;
  bool saw_torch_ = false;
  bool saw_numpy_ = false;
  bool arrays_are_tensors_ = false;
  int depth_ = 0;
  bool may_come_again_ = false;  // what is being converted is in a tuple that others hold, too
  std::vector<Tracked, BlockAllocator<Tracked>> tracked_;
  std::size_t entered_ = 0;  // so many of them are in `originals_`: all, once one has been asked for
  std::vector<TrackedTensor> tensors_;
  PointerMap<Value> converted_;                             // containers and tensors that came in and may come again
  std::unique_ptr<KnownTexts> texts_ = KnownTexts::take();  // a thread has none before its first large container
  std::unordered_map<PyTypeObject*, const ClassImage*>
      classes_;                                          // of objects that came in; null: none of the program's
  std::unordered_map<const ClassInfo*, ClassUse> uses_;  // of objects that go out
  PointerMap<nb::object> originals_;                     // identity of a container or tensor -> its Python object
};

// classes.cpp
nb::object class_to_python(const Program* program, const ClassInfo& info);

// tensors.cpp
bool is_numpy_array(nb::handle object);
bool is_numpy_scalar(nb::handle object);
Tensor tensor_from_torch(nb::handle object);
Tensor tensor_from_buffer(nb::handle object);  // NumPy arrays, zero-copy where the strides allow it
Tensor tensor_from_dlpack(nb::handle object);
nb::object tensor_to_torch(const Tensor& tensor);
nb::object tensor_to_numpy(const Tensor& tensor);
nb::object array_to_numpy(const Value& array);  // an ndarray, or a NumPy scalar
nb::object array_dtype_to_python(Dtype dtype);
bool array_dtype_from_python(nb::handle object, Dtype& out);  // whether it is a numpy.dtype
void bind_tensor(nb::module_& module);

// torch_types.cpp: torch's dtype, device, layout, memory_format and Size.
nb::object torch_module();  // None where torch isn't imported
bool is_torch_tensor(nb::handle object);
const dlpack::Exchange* torch_exchange();       // null where torch has none
bool is_plain_torch_tensor(nb::handle object);  // of no subclass
bool value_from_torch_type(nb::handle object, Value& out);
nb::object dtype_to_python(Dtype dtype);
nb::object device_to_python(Device device);
nb::object size_to_python(const std::vector<Value>& items);
void bind_torch_types(nb::module_& module);

// errors.cpp: flambeau::Error <-> Python exceptions.
// What is being caught, as an exception of Python's. TypeError and the like may come of making it, as a python_error.
nb::object exception_at_hand();
void bind_errors(nb::module_& module);

// program.cpp
void bind_program(nb::module_& module);

}  // namespace flambeau::python
