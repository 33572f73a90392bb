// How a kernel is written: an ordinary C++ function, and KERNEL(identifier, function) in the same file.
//
//   Tensor relu(const Tensor& self) { ... }
//   KERNEL(aten_relu, relu)                  // OP(aten_relu, "aten::relu(Tensor self) -> Tensor", Pointwise)
//
// The parameters' C++ types follow the schema: Tensor and Tensor? -> const Tensor& (undefined for None), Tensor[] ->
// const std::vector<Tensor>&, int -> int64_t, int[] -> const Ints&, float -> double, float[] -> const
// std::vector<double>&, bool -> bool, bool[] -> const std::vector<bool>&, Scalar -> Scalar, str -> std::string_view,
// ScalarType -> Dtype, Device -> Device, Layout and MemoryFormat -> int64_t, anything else -> const Value&; T? ->
// std::optional<T>. Results likewise, several as std::tuple, lists as std::vector, void for none. Operators that write
// (`(a!)`) take the tensor as const Tensor& too and return the same handle.
#pragma once

#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "value/scalar.h"
#include "value/value.h"

namespace flambeau {

// Arguments are read in place; results are written to `results`, which may be the same registers as the arguments:
// a kernel's results are stored after it is done. `argc` and `resultc` have been verified against the schema.
struct Call {
  const Value* const* arguments;  // argc pointers to registers
  std::size_t argc;
  Value* const* results;
  std::size_t resultc;
};
using Kernel = void (*)(Call&);

template <typename T>
struct Unbox;
template <>
struct Unbox<Value> {
  static const Value& get(const Value& v) { return v; }
};
template <>
struct Unbox<Tensor> {
  static const Tensor& get(const Value& v) { return v.is_none() ? kUndefined : v.tensor(); }

 private:
  static inline const Tensor kUndefined;
};
template <>
struct Unbox<int64_t> {
  static int64_t get(const Value& v) { return v.to_int(); }
};
template <>
struct Unbox<double> {
  static double get(const Value& v) { return v.to_double(); }
};
template <>
struct Unbox<bool> {
  static bool get(const Value& v) { return v.to_bool(); }
};
template <>
struct Unbox<Dtype> {
  static Dtype get(const Value& v) { return v.to_dtype(); }
};
template <>
struct Unbox<Device> {
  static Device get(const Value& v) { return v.to_device(); }
};
template <>
struct Unbox<std::string_view> {
  static std::string_view get(const Value& v) { return v.to_str(); }
};
template <>
struct Unbox<Scalar> {
  static Scalar get(const Value& v) {
    if (v.is(Tag::Bool)) return Scalar(v.to_bool());
    if (v.is(Tag::Int)) return Scalar(v.to_int());
    return Scalar(v.to_double());
  }
};
template <>
struct Unbox<Ints> {
  static Ints get(const Value& v) {
    Ints out;
    for (const Value& item : v.items()) out.push_back(item.to_int());
    return out;
  }
};
template <typename T>
struct Unbox<std::vector<T>> {
  static std::vector<T> get(const Value& v) {
    std::vector<T> out;
    out.reserve(v.items().size());
    for (const Value& item : v.items()) out.push_back(Unbox<T>::get(item));
    return out;
  }
};
template <typename T>
struct Unbox<std::optional<T>> {
  static std::optional<T> get(const Value& v) {
    if (v.is_none()) return std::nullopt;
    return Unbox<T>::get(v);
  }
};

inline Value box(Tensor t) { return Value(std::move(t)); }
inline Value box(Value v) { return v; }
inline Value box(bool b) { return Value(b); }
inline Value box(int64_t i) { return Value(i); }
inline Value box(double f) { return Value(f); }
inline Value box(Dtype d) { return Value(d); }
inline Value box(Device d) { return Value(d); }
inline Value box(std::string s) { return Value(std::move(s)); }
inline Value box(const Ints& v) { return Value::ints(v); }
inline Value box(const std::vector<Tensor>& v) { return Value::tensors(v); }
inline Value box(Scalar s) {
  return s.is_bool() ? Value(s.to_bool()) : s.is_int() ? Value(s.to_int()) : Value(s.to_double());
}

template <auto Function>
struct Boxed;
template <typename Result, typename... Args, Result (*Function)(Args...)>
struct Boxed<Function> {
  static constexpr std::size_t kArity = sizeof...(Args);
  static void call(Call& c) { unpack(c, std::index_sequence_for<Args...>{}); }

 private:
  template <std::size_t... I>
  static void unpack(Call& c, std::index_sequence<I...>) {
    if constexpr (std::is_void_v<Result>) {
      Function(Unbox<std::remove_cvref_t<Args>>::get(*c.arguments[I])...);
    } else {
      store(c, Function(Unbox<std::remove_cvref_t<Args>>::get(*c.arguments[I])...));
    }
  }
  template <typename T>
  static void store(Call& c, T&& result) {
    *c.results[0] = box(std::forward<T>(result));
  }
  template <typename... Ts>
  static void store(Call& c, std::tuple<Ts...>&& result) {
    std::apply(
        [&](auto&... each) {
          std::size_t i = 0;
          ((*c.results[i++] = box(std::move(each))), ...);
        },
        result);
  }
};

// The table asks for the specialisation whose arity is that of the declared schema: a kernel with another number of
// parameters isn't found by the linker.
#define KERNEL(identifier, function)                                               \
  namespace kernel_table {                                                         \
  template <std::size_t arity>                                                     \
  void identifier(::flambeau::Call& call);                                         \
  template <>                                                                      \
  void identifier<::flambeau::Boxed<&function>::kArity>(::flambeau::Call & call) { \
    ::flambeau::Boxed<&function>::call(call);                                      \
  }                                                                                \
  }

}  // namespace flambeau
