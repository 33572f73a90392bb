// flambeau.hpp: the C++17 interface of the Flambeau runtime, header-only over flambeau.h; its words are libtorch's.
//
//   flambeau::Module module = flambeau::load("resnet34.flam");
//   flambeau::Tensor image = flambeau::from_blob(pixels, {height, width, 3}, flambeau::kUInt8);
//   flambeau::Tensor logits = module(image).to_tensor();
//   int64_t best = logits.argmax().item<int64_t>();
//
// A Tensor or Value is a handle: copies of it are the same tensor, list or dict. Failures throw flambeau::Error, which
// knows the Python exception's name. A Module may be run by many threads at once.
#pragma once

#include <array>
#include <complex>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include "flambeau/flambeau.h"

namespace flambeau {
// The runtime has classes of the same names: this part keeps a program that links it statically from mixing them up.
inline namespace sdk {

// type() is the Python exception's name ("ValueError"), message() its text; what() also shows the Python source lines.
class Error : public std::runtime_error {
 public:
  Error(std::string type, std::string message, const std::string& text)
      : std::runtime_error(text), type_(std::move(type)), message_(std::move(message)) {}
  const std::string& type() const noexcept { return type_; }
  const std::string& message() const noexcept { return message_; }

 private:
  std::string type_, message_;
};

namespace detail {

[[noreturn]] inline void throw_last() {
  throw Error(flambeau_error_type(), flambeau_error_message(), flambeau_error_text());
}
[[noreturn]] inline void throw_type(const std::string& message) {
  throw Error("TypeError", message, "TypeError: " + message);
}
inline void check(flambeau_status status) {
  if (status != 0) throw_last();
}
template <typename T>
T* check(T* pointer) {
  if (!pointer) throw_last();
  return pointer;
}

template <typename>
inline constexpr bool kUnsupported = false;

}  // namespace detail

enum class ScalarType : int32_t {
  Byte = FLAMBEAU_UINT8,
  Char = FLAMBEAU_INT8,
  Short = FLAMBEAU_INT16,
  Int = FLAMBEAU_INT32,
  Long = FLAMBEAU_INT64,
  Half = FLAMBEAU_FLOAT16,
  Float = FLAMBEAU_FLOAT32,
  Double = FLAMBEAU_FLOAT64,
  ComplexFloat = FLAMBEAU_COMPLEX64,
  ComplexDouble = FLAMBEAU_COMPLEX128,
  Bool = FLAMBEAU_BOOLEAN,
  BFloat16 = FLAMBEAU_BFLOAT16,
  UInt16 = FLAMBEAU_UINT16,
  UInt32 = FLAMBEAU_UINT32,
  UInt64 = FLAMBEAU_UINT64,
};
using Dtype = ScalarType;
inline constexpr Dtype kUInt8 = Dtype::Byte, kByte = Dtype::Byte, kInt8 = Dtype::Char, kChar = Dtype::Char;
inline constexpr Dtype kInt16 = Dtype::Short, kShort = Dtype::Short, kInt32 = Dtype::Int, kInt = Dtype::Int;
inline constexpr Dtype kInt64 = Dtype::Long, kLong = Dtype::Long, kFloat16 = Dtype::Half, kHalf = Dtype::Half;
inline constexpr Dtype kFloat32 = Dtype::Float, kFloat = Dtype::Float, kFloat64 = Dtype::Double,
                       kDouble = Dtype::Double;
inline constexpr Dtype kBool = Dtype::Bool, kBFloat16 = Dtype::BFloat16;
inline constexpr Dtype kUInt16 = Dtype::UInt16, kUInt32 = Dtype::UInt32, kUInt64 = Dtype::UInt64;

// The dtype whose elements are T. float16 and bfloat16 have none: their elements are read as uint16_t through
// data_ptr().
template <typename T>
constexpr Dtype dtype_of() {
  using U = std::remove_cv_t<T>;
  if constexpr (std::is_same_v<U, bool>) return kBool;
  else if constexpr (std::is_same_v<U, float>) return kFloat32;
  else if constexpr (std::is_same_v<U, double>) return kFloat64;
  else if constexpr (std::is_same_v<U, std::complex<float>>) return Dtype::ComplexFloat;
  else if constexpr (std::is_same_v<U, std::complex<double>>) return Dtype::ComplexDouble;
  else if constexpr (std::is_integral_v<U> && sizeof(U) == 1) return std::is_signed_v<U> ? kInt8 : kUInt8;
  else if constexpr (std::is_integral_v<U> && sizeof(U) == 2) return std::is_signed_v<U> ? kInt16 : kUInt16;
  else if constexpr (std::is_integral_v<U> && sizeof(U) == 4) return std::is_signed_v<U> ? kInt32 : kUInt32;
  else if constexpr (std::is_integral_v<U> && sizeof(U) == 8) return std::is_signed_v<U> ? kInt64 : kUInt64;
  else static_assert(detail::kUnsupported<T>, "no dtype has elements of this type");
}

inline std::string_view dtype_name(Dtype dtype) {
  switch (dtype) {
    case Dtype::Byte: return "uint8";
    case Dtype::Char: return "int8";
    case Dtype::Short: return "int16";
    case Dtype::Int: return "int32";
    case Dtype::Long: return "int64";
    case Dtype::Half: return "float16";
    case Dtype::Float: return "float32";
    case Dtype::Double: return "float64";
    case Dtype::ComplexFloat: return "complex64";
    case Dtype::ComplexDouble: return "complex128";
    case Dtype::Bool: return "bool";
    case Dtype::BFloat16: return "bfloat16";
    case Dtype::UInt16: return "uint16";
    case Dtype::UInt32: return "uint32";
    case Dtype::UInt64: return "uint64";
  }
  return "unknown";
}

// A view of int64 numbers: sizes, strides, dims. Made of a braced list, a vector or an array for the span of a call.
class IntArrayRef {
 public:
  IntArrayRef() = default;
  IntArrayRef(const int64_t* data, std::size_t size) : data_(data), size_(size) {}
  IntArrayRef(std::initializer_list<int64_t> list) : size_(list.size()) { data_ = list.begin(); }  // NOLINT
  IntArrayRef(const std::vector<int64_t>& list) : data_(list.data()), size_(list.size()) {}        // NOLINT
  template <std::size_t N>
  IntArrayRef(const std::array<int64_t, N>& list) : data_(list.data()), size_(N) {}  // NOLINT

  const int64_t* data() const noexcept { return data_; }
  std::size_t size() const noexcept { return size_; }
  bool empty() const noexcept { return size_ == 0; }
  const int64_t* begin() const noexcept { return data_; }
  const int64_t* end() const noexcept { return data_ + size_; }
  int64_t operator[](std::size_t i) const noexcept { return data_[i]; }
  std::vector<int64_t> vec() const { return {begin(), end()}; }
  friend bool operator==(IntArrayRef a, IntArrayRef b) { return a.vec() == b.vec(); }
  friend bool operator!=(IntArrayRef a, IntArrayRef b) { return !(a == b); }

 private:
  const int64_t* data_ = nullptr;
  std::size_t size_ = 0;
};

class Tensor;
class Value;
using IValue = Value;
using Dict = std::vector<std::pair<Value, Value>>;

// Any value that goes into a program or comes out of one.
class Value {
 public:
  Value() : Value(adopt(flambeau_none())) {}
  Value(std::nullopt_t) : Value() {}  // NOLINT: the conversions are what callers expect of a value
  Value(const Tensor& tensor);        // NOLINT
  Value(const char* text) : Value(std::string_view(text)) {}                                      // NOLINT
  Value(const std::string& text) : Value(std::string_view(text)) {}                               // NOLINT
  Value(std::string_view text) : Value(adopt(flambeau_str(text.data(), text.size()))) {}          // NOLINT
  Value(Dtype dtype) : Value(adopt(flambeau_dtype_value(static_cast<flambeau_dtype>(dtype)))) {}  // NOLINT
  template <typename T, std::enable_if_t<std::is_arithmetic_v<T>, int> = 0>
  Value(T number) : Value(adopt(from_number(number))) {}  // NOLINT
  template <typename T>
  Value(const std::complex<T>& number) : Value(adopt(flambeau_complex(number.real(), number.imag()))) {}  // NOLINT
  template <typename T>
  Value(const std::vector<T>& items) : Value(sequence(flambeau_list, {items.begin(), items.end()})) {}  // NOLINT
  Value(IntArrayRef items) : Value(sequence(flambeau_list, {items.begin(), items.end()})) {}            // NOLINT
  template <typename... Ts>
  Value(const std::tuple<Ts...>& items)  // NOLINT
      : Value(std::apply([](const Ts&... each) { return sequence(flambeau_tuple, {Value(each)...}); }, items)) {}
  template <typename K, typename V>
  Value(const std::map<K, V>& entries) : Value(dict({entries.begin(), entries.end()})) {}  // NOLINT
  template <typename T>
  Value(const std::optional<T>& item) : Value(item ? Value(*item) : Value()) {}  // NOLINT

  static Value none() { return Value(); }
  static Value list(const std::vector<Value>& items) { return sequence(flambeau_list, items); }
  static Value tuple(const std::vector<Value>& items) { return sequence(flambeau_tuple, items); }
  static Value set(const std::vector<Value>& items) { return sequence(flambeau_set, items); }
  static Value dict(const std::vector<std::pair<Value, Value>>& entries);
  static Value bytes(std::string_view data) { return adopt(flambeau_bytes(data.data(), data.size())); }
  // Takes over a handle of the C interface; throws the last error for a null one.
  static Value adopt(flambeau_value* handle) { return Value(Owned{detail::check(handle)}); }
  flambeau_value* handle() const noexcept { return handle_.get(); }

  flambeau_kind kind() const { return flambeau_value_kind(handle()); }
  std::string type_name() const { return flambeau_value_type_name(handle()); }
  bool is_none() const { return kind() == FLAMBEAU_NONE; }
  bool is_tensor() const { return kind() == FLAMBEAU_TENSOR; }
  bool is_bool() const { return kind() == FLAMBEAU_BOOL; }
  bool is_int() const { return kind() == FLAMBEAU_INT; }
  bool is_double() const { return kind() == FLAMBEAU_FLOAT; }
  bool is_str() const { return kind() == FLAMBEAU_STR; }
  bool is_bytes() const { return kind() == FLAMBEAU_BYTES; }
  bool is_list() const { return kind() == FLAMBEAU_LIST; }
  bool is_tuple() const { return kind() == FLAMBEAU_TUPLE || kind() == FLAMBEAU_SIZE; }
  bool is_dict() const { return kind() == FLAMBEAU_DICT; }
  bool is_set() const { return kind() == FLAMBEAU_SET; }
  bool is_object() const { return kind() == FLAMBEAU_OBJECT; }

  // Each throws a TypeError where the value is of another kind.
  Tensor to_tensor() const;
  bool to_bool() const;
  int64_t to_int() const;
  double to_double() const;
  std::complex<double> to_complex() const;
  std::string to_str() const;
  std::string to_bytes() const { return to_str(); }
  Dtype to_dtype() const;
  std::vector<Value> to_list() const { return items(FLAMBEAU_LIST); }
  std::vector<Value> to_tuple() const { return items(is_tuple() ? kind() : FLAMBEAU_TUPLE); }
  std::vector<Value> to_set() const { return items(FLAMBEAU_SET); }
  Dict to_dict() const;
  // Converted to a C++ type: numbers, std::string, Tensor, and vector, map, tuple and optional of these.
  template <typename T>
  T to() const;

  // The number of items of a container.
  std::size_t size() const;
  // An item of a list or tuple, from 0; IndexError beyond the end.
  Value operator[](std::size_t index) const { return adopt(flambeau_item(handle(), index)); }
  // A dict's value under a key; KeyError where there is none.
  Value at(const Value& key) const { return adopt(flambeau_dict_get(handle(), key.handle())); }
  // A field of an instance of a Python class or of a NamedTuple; a member of an Enum has `name` and `value`.
  Value attr(const std::string& name) const { return adopt(flambeau_field(handle(), name.c_str())); }
  // "module:Class" of an object, a NamedTuple or a member of an Enum; empty for any other value.
  std::string class_name() const {
    const char* name = flambeau_class_name(handle());
    return name ? name : "";
  }
  // repr(value).
  std::string repr() const { return detail::check(flambeau_value_text(handle())); }

 private:
  struct Owned {
    flambeau_value* handle;
  };
  explicit Value(Owned owned) : handle_(owned.handle, flambeau_value_release) {}

  template <typename T>
  static flambeau_value* from_number(T number) {
    if constexpr (std::is_same_v<T, bool>) return flambeau_bool(number);
    else if constexpr (std::is_integral_v<T>) return flambeau_int(static_cast<int64_t>(number));
    else return flambeau_float(static_cast<double>(number));
  }
  template <typename Make>
  static Value sequence(Make make, const std::vector<Value>& items) {
    std::vector<const flambeau_value*> handles;
    for (const Value& item : items) handles.push_back(item.handle());
    return adopt(make(handles.data(), handles.size()));
  }
  std::vector<Value> items(flambeau_kind wanted) const;
  [[noreturn]] void mismatch(const char* wanted) const {
    detail::throw_type(std::string("expected ") + wanted + ", got " + type_name());
  }

  std::shared_ptr<flambeau_value> handle_;
};

// Indexed access to the elements of a tensor, which must outlive it: accessor<float, 2>()[row][column].
template <typename T, std::size_t N>
class TensorAccessor {
 public:
  TensorAccessor(T* data, const int64_t* sizes, const int64_t* strides)
      : data_(data), sizes_(sizes), strides_(strides) {}
  int64_t size(std::size_t dim) const { return sizes_[dim]; }
  int64_t stride(std::size_t dim) const { return strides_[dim]; }
  IntArrayRef sizes() const { return {sizes_, N}; }
  T* data() const { return data_; }
  decltype(auto) operator[](int64_t index) const {
    if constexpr (N == 1) {
      return (data_[index * strides_[0]]);
    } else {
      return TensorAccessor<T, N - 1>(data_ + index * strides_[0], sizes_ + 1, strides_ + 1);
    }
  }

 private:
  T* data_;
  const int64_t* sizes_;
  const int64_t* strides_;
};

class Tensor {
 public:
  Tensor() = default;  // undefined
  explicit Tensor(Value value) : value_(std::move(value)) {
    if (!value_->is_tensor()) detail::throw_type("expected a Tensor, got " + value_->type_name());
  }
  bool defined() const noexcept { return value_.has_value(); }
  const Value& value() const {
    if (!value_) detail::throw_type("expected a Tensor, got an undefined one");
    return *value_;
  }
  flambeau_value* handle() const { return value().handle(); }

  Dtype dtype() const { return static_cast<Dtype>(flambeau_tensor_dtype(handle())); }
  Dtype scalar_type() const { return dtype(); }
  int64_t dim() const { return static_cast<int64_t>(flambeau_tensor_rank(handle())); }
  int64_t numel() const { return flambeau_tensor_numel(handle()); }
  // The arrays live as long as the tensor.
  IntArrayRef sizes() const { return {flambeau_tensor_sizes(handle()), flambeau_tensor_rank(handle())}; }
  IntArrayRef strides() const { return {flambeau_tensor_strides(handle()), flambeau_tensor_rank(handle())}; }
  // `dim` may be negative; IndexError out of range.
  int64_t size(int64_t dim) const { return sizes()[wrap(dim)]; }
  int64_t stride(int64_t dim) const { return strides()[wrap(dim)]; }
  bool is_contiguous() const;

  // The first element, whatever its type.
  void* data_ptr() const { return flambeau_tensor_data(handle()); }
  // The first element; TypeError unless elements are T. Mind strides(), or call contiguous() first.
  template <typename T>
  T* data_ptr() const {
    expect_dtype(dtype_of<T>());
    return static_cast<T*>(data_ptr());
  }
  template <typename T>
  T* data() const {
    return data_ptr<T>();
  }
  template <typename T, std::size_t N>
  TensorAccessor<T, N> accessor() const {
    if (dim() != static_cast<int64_t>(N)) {
      detail::throw_type("accessor: expected " + std::to_string(N) + " dims, got " + std::to_string(dim()));
    }
    return {data_ptr<T>(), sizes().data(), strides().data()};
  }
  // The only element, converted to T. RuntimeError for any other number of elements.
  template <typename T>
  T item() const;

  // Any operator of PyTorch on this tensor: call("aten::relu"), call("aten::add.Tensor", other, 1).
  template <typename... Args>
  Tensor call(const char* op, const Args&... arguments) const;

  Tensor contiguous() const { return call("aten::contiguous", kContiguous); }
  Tensor clone() const { return call("aten::clone", Value()); }
  Tensor to(Dtype dtype) const { return call("aten::to.dtype", dtype, false, false, Value()); }
  Tensor argmax(std::optional<int64_t> dim = std::nullopt, bool keepdim = false) const {
    return call("aten::argmax", dim, keepdim);
  }
  Tensor argmin(std::optional<int64_t> dim = std::nullopt, bool keepdim = false) const {
    return call("aten::argmin", dim, keepdim);
  }
  Tensor softmax(int64_t dim) const { return call("aten::softmax.int", dim, Value()); }
  Tensor sigmoid() const { return call("aten::sigmoid"); }
  Tensor max() const { return call("aten::max"); }
  Tensor min() const { return call("aten::min"); }
  Tensor sum() const { return call("aten::sum", Value()); }
  Tensor mean() const { return call("aten::mean", Value()); }
  Tensor permute(IntArrayRef dims) const { return call("aten::permute", dims); }
  Tensor transpose(int64_t a, int64_t b) const { return call("aten::transpose.int", a, b); }
  Tensor reshape(IntArrayRef sizes) const { return call("aten::reshape", sizes); }
  Tensor view(IntArrayRef sizes) const { return call("aten::view", sizes); }
  Tensor flatten(int64_t start = 0, int64_t end = -1) const { return call("aten::flatten.using_ints", start, end); }
  Tensor unsqueeze(int64_t dim) const { return call("aten::unsqueeze", dim); }
  Tensor squeeze() const { return call("aten::squeeze"); }
  Tensor squeeze(int64_t dim) const { return call("aten::squeeze.dim", dim); }
  Tensor select(int64_t dim, int64_t index) const { return call("aten::select.int", dim, index); }
  Tensor operator[](int64_t index) const { return select(0, index); }
  Tensor slice(int64_t dim, int64_t start, int64_t end, int64_t step = 1) const {
    return call("aten::slice.Tensor", dim, start, end, step);
  }
  Tensor add(const Tensor& other) const { return call("aten::add.Tensor", other, 1); }
  Tensor sub(const Tensor& other) const { return call("aten::sub.Tensor", other, 1); }
  Tensor mul(const Tensor& other) const { return call("aten::mul.Tensor", other); }
  Tensor div(const Tensor& other) const { return call("aten::div.Tensor", other); }
  // The k largest values along `dim`, and their indices.
  std::pair<Tensor, Tensor> topk(int64_t k, int64_t dim = -1) const;

 private:
  static constexpr int64_t kContiguous = 0;  // torch.contiguous_format

  std::size_t wrap(int64_t dim) const {
    const int64_t rank = this->dim();
    if (dim < -rank || dim >= rank) {
      const std::string message = "Dimension out of range (expected to be in range of [" + std::to_string(-rank) +
                                  ", " + std::to_string(rank - 1) + "], but got " + std::to_string(dim) + ")";
      throw Error("IndexError", message, "IndexError: " + message);
    }
    return static_cast<std::size_t>(dim < 0 ? dim + rank : dim);
  }
  void expect_dtype(Dtype wanted) const {
    if (dtype() != wanted) {
      detail::throw_type("expected elements of " + std::string(dtype_name(wanted)) + ", the tensor holds " +
                         std::string(dtype_name(dtype())));
    }
  }

  std::optional<Value> value_;
};

// Runs one operator by its qualified name, "aten::add.Tensor", with all of its schema's arguments.
inline Value call(const char* op, const std::vector<Value>& arguments) {
  std::vector<const flambeau_value*> handles;
  for (const Value& argument : arguments) handles.push_back(argument.handle());
  return Value::adopt(flambeau_call(op, handles.data(), handles.size()));
}

// ---- Making tensors -------------------------------------------------------------------------------------------------

using Deleter = std::function<void(void*)>;

// A tensor on the caller's memory, not copied. Without a deleter the memory must outlive every tensor on it, the
// results of a program that are views of it included. Strides are in elements.
inline Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides, Deleter deleter, Dtype dtype) {
  struct Context {
    Deleter deleter;
    void* data;
  };
  auto context = deleter ? std::make_unique<Context>(Context{std::move(deleter), data}) : nullptr;
  void (*release)(void*) = [](void* opaque) {
    const std::unique_ptr<Context> owned(static_cast<Context*>(opaque));
    owned->deleter(owned->data);
  };
  Value value = Value::adopt(
      flambeau_tensor_from_blob(data, static_cast<flambeau_dtype>(dtype), sizes.size(), sizes.data(),
                                strides.size() == sizes.size() && !sizes.empty() ? strides.data() : nullptr,
                                context ? release : nullptr, context.get()));
  (void)context.release();
  return Tensor(std::move(value));
}
inline Tensor from_blob(void* data, IntArrayRef sizes, Dtype dtype = kFloat32) {
  return from_blob(data, sizes, {}, nullptr, dtype);
}
inline Tensor from_blob(void* data, IntArrayRef sizes, IntArrayRef strides, Dtype dtype = kFloat32) {
  return from_blob(data, sizes, strides, nullptr, dtype);
}
inline Tensor from_blob(void* data, IntArrayRef sizes, Deleter deleter, Dtype dtype = kFloat32) {
  return from_blob(data, sizes, {}, std::move(deleter), dtype);
}

// Elements are not set.
inline Tensor empty(IntArrayRef sizes, Dtype dtype = kFloat32) {
  return Tensor(Value::adopt(flambeau_tensor_empty(static_cast<flambeau_dtype>(dtype), sizes.size(), sizes.data())));
}
// A tensor of one dim that holds a copy of `items`.
template <typename T>
Tensor tensor(const std::vector<T>& items) {
  Tensor out = empty({static_cast<int64_t>(items.size())}, dtype_of<T>());
  std::copy(items.begin(), items.end(), out.template data_ptr<T>());
  return out;
}
inline Tensor stack(const std::vector<Tensor>& tensors, int64_t dim = 0) {
  return call("aten::stack", {tensors, dim}).to_tensor();
}
inline Tensor cat(const std::vector<Tensor>& tensors, int64_t dim = 0) {
  return call("aten::cat", {tensors, dim}).to_tensor();
}

// ---- Programs -------------------------------------------------------------------------------------------------------

inline int get_num_threads() { return flambeau_threads(); }
// Not while a program runs.
inline void set_num_threads(int count) { detail::check(flambeau_set_threads(count)); }

// A loaded program. Copies share it.
class Module {
 public:
  using Named = std::map<std::string, Value>;

  // Takes over a handle of the C interface; throws the last error for a null one.
  explicit Module(flambeau_program* program) : program_(detail::check(program), flambeau_program_release) {}

  Value forward(const std::vector<Value>& arguments, const Named& named = {}) const {
    return run(nullptr, arguments, named);
  }
  template <typename... Args>
  Value operator()(const Args&... arguments) const {
    return forward({Value(arguments)...});
  }
  // Whether the program keeps values from one call to the next: counters, caches, buffers. Calls then wait for each
  // other.
  bool has_state() const { return flambeau_has_state(program_.get()) != 0; }
  // Another instance, with a state of its own that starts as the file says.
  Module clone() const { return Module(flambeau_clone(program_.get())); }
  // Forgets what calls have kept.
  void reset_state() const { detail::check(flambeau_reset_state(program_.get())); }
  // An instance of a class of the program's, by its name: module.object("Detection", {{"box", box}, {"score", 0.5}}).
  Value object(const std::string& class_name, const Named& fields) const {
    std::vector<const char*> names;
    std::vector<const flambeau_value*> values;
    for (const auto& [name, value] : fields) {
      names.push_back(name.c_str());
      values.push_back(value.handle());
    }
    return Value::adopt(flambeau_object(program_.get(), class_name.c_str(), names.data(), values.data(), names.size()));
  }
  // A member of an Enum of the program's: module.member("Color", "RED"). Flags are objects of their value:
  // module.object("Access", {{"value", 3}}).
  Value member(const std::string& enum_name, const std::string& member_name) const {
    return Value::adopt(flambeau_member(program_.get(), enum_name.c_str(), member_name.c_str()));
  }
  // Calls another function of the program than the entry.
  Value run_method(const std::string& function, const std::vector<Value>& arguments, const Named& named = {}) const {
    return run(function.c_str(), arguments, named);
  }

  // "forward(img: Tensor, top: int = ...) -> Tensor".
  std::string signature(std::size_t function = 0) const;
  std::vector<std::string> functions() const;
  std::optional<std::string> metadata(const std::string& key) const;
  // The content lives as long as the module.
  std::optional<std::string_view> extra_file(const std::string& name) const;
  std::vector<std::string> extra_files() const;
  const flambeau_program* handle() const noexcept { return program_.get(); }

 private:
  Value run(const char* function, const std::vector<Value>& arguments, const Named& named) const;

  std::shared_ptr<flambeau_program> program_;
};

// Maps a .flam file and verifies all of it; an Error of the type ArchiveError says what is wrong with a bad one.
inline Module load(const std::string& path) { return Module(flambeau_load(path.c_str())); }
inline Module load(const void* data, std::size_t size) { return Module(flambeau_load_memory(data, size)); }

}  // namespace sdk
}  // namespace flambeau

#include "flambeau/detail/inline.hpp"  // the longer members
