// Members of flambeau.hpp's classes that are longer than a line or need all of them. Include flambeau.hpp instead.
#pragma once

#include <algorithm>

#include "flambeau/flambeau.hpp"

namespace flambeau {
inline namespace sdk {

namespace detail {

template <typename T>
struct Convert;
template <>
struct Convert<Value> {
  static Value from(const Value& v) { return v; }
};
template <>
struct Convert<Tensor> {
  static Tensor from(const Value& v) { return v.to_tensor(); }
};
template <>
struct Convert<bool> {
  static bool from(const Value& v) { return v.to_bool(); }
};
template <>
struct Convert<std::string> {
  static std::string from(const Value& v) { return v.to_str(); }
};
template <typename T>
struct Convert {
  static_assert(std::is_arithmetic_v<T>, "Value::to<T>: T has no counterpart among a program's values");
  static T from(const Value& v) {
    if constexpr (std::is_integral_v<T>) return static_cast<T>(v.to_int());
    else return static_cast<T>(v.to_double());
  }
};
template <typename T>
struct Convert<std::optional<T>> {
  static std::optional<T> from(const Value& v) {
    if (v.is_none()) return std::nullopt;
    return Convert<T>::from(v);
  }
};
template <typename T>
struct Convert<std::vector<T>> {
  static std::vector<T> from(const Value& v) {
    std::vector<T> out;
    for (const Value& item : v.is_tuple() ? v.to_tuple() : v.to_list()) out.push_back(Convert<T>::from(item));
    return out;
  }
};
template <typename K, typename V>
struct Convert<std::map<K, V>> {
  static std::map<K, V> from(const Value& v) {
    std::map<K, V> out;
    for (const auto& [key, item] : v.to_dict()) out.emplace(Convert<K>::from(key), Convert<V>::from(item));
    return out;
  }
};
template <typename... Ts>
struct Convert<std::tuple<Ts...>> {
  static std::tuple<Ts...> from(const Value& v) {
    const std::vector<Value> items = v.to_tuple();
    if (items.size() != sizeof...(Ts)) {
      throw_type("expected a tuple of " + std::to_string(sizeof...(Ts)) + ", got one of " +
                 std::to_string(items.size()));
    }
    return pick(items, std::index_sequence_for<Ts...>{});
  }
  template <std::size_t... I>
  static std::tuple<Ts...> pick(const std::vector<Value>& items, std::index_sequence<I...>) {
    return {Convert<Ts>::from(items[I])...};
  }
};

}  // namespace detail

// ---- Value ----------------------------------------------------------------------------------------------------------

inline Value::Value(const Tensor& tensor) : Value(tensor.defined() ? tensor.value() : Value()) {}

inline Value Value::dict(const std::vector<std::pair<Value, Value>>& entries) {
  std::vector<const flambeau_value*> keys, values;
  for (const auto& [key, value] : entries) {
    keys.push_back(key.handle());
    values.push_back(value.handle());
  }
  return adopt(flambeau_dict(keys.data(), values.data(), keys.size()));
}

inline Tensor Value::to_tensor() const { return Tensor(*this); }
inline bool Value::to_bool() const {
  int32_t out = 0;
  detail::check(flambeau_to_bool(handle(), &out));
  return out != 0;
}
inline int64_t Value::to_int() const {
  int64_t out = 0;
  detail::check(flambeau_to_int(handle(), &out));
  return out;
}
inline double Value::to_double() const {
  double out = 0;
  detail::check(flambeau_to_float(handle(), &out));
  return out;
}
inline std::complex<double> Value::to_complex() const {
  double real = 0, imaginary = 0;
  detail::check(flambeau_to_complex(handle(), &real, &imaginary));
  return {real, imaginary};
}
inline std::string Value::to_str() const {
  std::size_t size = 0;
  const char* text = detail::check(flambeau_to_text(handle(), &size));
  return {text, size};
}
inline Dtype Value::to_dtype() const {
  flambeau_dtype out{};
  detail::check(flambeau_to_dtype(handle(), &out));
  return static_cast<Dtype>(out);
}

inline std::size_t Value::size() const {
  const int64_t length = flambeau_length(handle());
  if (length < 0) detail::throw_last();
  return static_cast<std::size_t>(length);
}

inline std::vector<Value> Value::items(flambeau_kind wanted) const {
  if (kind() != wanted) mismatch(wanted == FLAMBEAU_LIST ? "list" : wanted == FLAMBEAU_SET ? "set" : "tuple");
  std::vector<Value> out;
  const std::size_t count = size();
  out.reserve(count);
  for (std::size_t i = 0; i < count; ++i) out.push_back((*this)[i]);
  return out;
}

inline Dict Value::to_dict() const {
  if (!is_dict()) mismatch("dict");
  Dict out;
  const std::size_t count = size();
  for (std::size_t i = 0; i < count; ++i) {
    out.emplace_back(adopt(flambeau_dict_key(handle(), i)), adopt(flambeau_dict_value(handle(), i)));
  }
  return out;
}

template <typename T>
T Value::to() const {
  return detail::Convert<T>::from(*this);
}

// ---- Tensor ---------------------------------------------------------------------------------------------------------

template <typename... Args>
Tensor Tensor::call(const char* op, const Args&... arguments) const {
  return flambeau::call(op, {value(), Value(arguments)...}).to_tensor();
}

template <typename T>
T Tensor::item() const {
  const Value number = flambeau::call("tensor::item", {value()});
  if constexpr (std::is_same_v<T, bool>) {
    return number.is_double() ? number.to_double() != 0 : number.to_int() != 0;
  } else if constexpr (std::is_integral_v<T>) {
    return number.is_double() ? static_cast<T>(number.to_double()) : static_cast<T>(number.to_int());
  } else {
    return static_cast<T>(number.to_double());
  }
}

inline bool Tensor::is_contiguous() const {
  int64_t expected = 1;
  const IntArrayRef sizes = this->sizes(), strides = this->strides();
  for (std::size_t d = sizes.size(); d-- > 0;) {
    if (sizes[d] == 0) return true;
    if (sizes[d] != 1 && strides[d] != expected) return false;
    expected *= sizes[d];
  }
  return true;
}

inline std::pair<Tensor, Tensor> Tensor::topk(int64_t k, int64_t dim) const {
  const Value both = flambeau::call("aten::topk", {value(), k, dim, true, true});
  return {both[0].to_tensor(), both[1].to_tensor()};
}

// ---- Module ---------------------------------------------------------------------------------------------------------

inline Value Module::run(const char* function, const std::vector<Value>& arguments, const Named& named) const {
  std::vector<const flambeau_value*> handles, named_handles;
  std::vector<const char*> names;
  for (const Value& argument : arguments) handles.push_back(argument.handle());
  for (const auto& [name, argument] : named) {
    names.push_back(name.c_str());
    named_handles.push_back(argument.handle());
  }
  return Value::adopt(flambeau_run_named(handle(), function, handles.data(), handles.size(), names.data(),
                                         named_handles.data(), names.size()));
}

inline std::string Module::signature(std::size_t function) const {
  const char* name = flambeau_function_name(handle(), function);
  if (!name) detail::throw_type("the program has no function of the number " + std::to_string(function));
  std::string out = std::string(name) + "(";
  for (std::size_t i = 0; i < flambeau_parameter_count(handle(), function); ++i) {
    out += std::string(i ? ", " : "") + flambeau_parameter_name(handle(), function, i) + ": " +
           flambeau_parameter_type(handle(), function, i);
    if (flambeau_parameter_has_default(handle(), function, i)) out += " = ...";
  }
  return out + ") -> " + flambeau_result_type(handle(), function);
}

inline std::vector<std::string> Module::functions() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < flambeau_function_count(handle()); ++i) {
    out.emplace_back(flambeau_function_name(handle(), i));
  }
  return out;
}

inline std::optional<std::string> Module::metadata(const std::string& key) const {
  const char* value = flambeau_metadata(handle(), key.c_str());
  if (!value) return std::nullopt;
  return value;
}

inline std::optional<std::string_view> Module::extra_file(const std::string& name) const {
  std::size_t size = 0;
  const void* data = flambeau_extra_file(handle(), name.c_str(), &size);
  if (!data) return std::nullopt;
  return std::string_view(static_cast<const char*>(data), size);
}

inline std::vector<std::string> Module::extra_files() const {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < flambeau_extra_file_count(handle()); ++i) {
    out.emplace_back(flambeau_extra_file_name(handle(), i));
  }
  return out;
}

}  // namespace sdk
}  // namespace flambeau
