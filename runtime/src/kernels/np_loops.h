// The inner loops of ufuncs, by name and dtype.
#pragma once

#include <span>
#include <string_view>

#include "kernels/np.h"
#include "kernels/vector_loop.h"

namespace flambeau::np {

// data[0] is the output, the inputs follow; strides in bytes.
using Loop = void (*)(std::byte* const* data, const int64_t* strides, int64_t n);

// How a ufunc chooses the dtype of its loop and of its output.
enum class Rule : uint8_t {
  Same,      // the promoted dtype, in and out
  Numbers,   // the same, but bools become int8
  Float,     // a float: float16 for bytes, float32 for 16 bits, else float64
  Division,  // a float: float64 for integers of any size
  Rounding,  // the same; integers stay as they are
  Compare,   // the promoted dtype in, bool out
  Truth,     // each input's own truth in, bool out
  Bits,      // integers and bools only
  Magnitude  // the same, a real number for a complex one
};

struct Ufunc {
  std::string_view name;
  int inputs;
  Rule rule;
  Loop (*find)(Dtype loop);  // null where there is no loop for that dtype
  VectorLoops vectors = {};  // for many elements
};

// The dtype whose loop serves for `dtype`: it holds all that the narrower one does, and its results cut off, or
// rounded, are those of a loop of its own.
inline Dtype computed_in(Dtype dtype) {
  switch (dtype) {
    case Dtype::Float16: return Dtype::Float32;
    case Dtype::Int8:
    case Dtype::UInt8:
    case Dtype::Int16: return Dtype::Int64;
    default: return dtype;
  }
}

// The result for some elements of arrays of one shape and dtype, and scalars, at once. Undefined where that can't be.
Tensor run_few(const Ufunc& ufunc, std::span<const Value> arguments);
// Raises AttributeError where there is none of that name.
const Ufunc& find_ufunc(std::string_view name);
std::span<const Ufunc> arithmetic_ufuncs();
std::span<const Ufunc> math_ufuncs();
std::span<const Ufunc> logic_ufuncs();

template <typename T>
T& at(std::byte* base, int64_t step, int64_t i) {
  return *reinterpret_cast<T*>(base + i * step);
}

template <typename T, typename R, typename F>
void unary_run(std::byte* const* data, const int64_t* s, int64_t n) {
  using C = Compute<T>;
  if (s[0] == sizeof(R) && s[1] == sizeof(T)) {
    R* out = reinterpret_cast<R*>(data[0]);
    const T* in = reinterpret_cast<const T*>(data[1]);
    for (int64_t i = 0; i < n; ++i) out[i] = convert<R>(F::call(static_cast<C>(in[i])));
    return;
  }
  for (int64_t i = 0; i < n; ++i)
    at<R>(data[0], s[0], i) = convert<R>(F::call(static_cast<C>(at<T>(data[1], s[1], i))));
}

template <typename T, typename R, typename F>
void binary_run(std::byte* const* data, const int64_t* s, int64_t n) {
  using C = Compute<T>;
  if (s[0] == sizeof(R) && s[1] == sizeof(T) && s[2] == sizeof(T)) {
    R* out = reinterpret_cast<R*>(data[0]);
    const T* a = reinterpret_cast<const T*>(data[1]);
    const T* b = reinterpret_cast<const T*>(data[2]);
    for (int64_t i = 0; i < n; ++i) out[i] = convert<R>(F::call(static_cast<C>(a[i]), static_cast<C>(b[i])));
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    at<R>(data[0], s[0], i) =
        convert<R>(F::call(static_cast<C>(at<T>(data[1], s[1], i)), static_cast<C>(at<T>(data[2], s[2], i))));
  }
}

template <typename T>
inline constexpr bool has_loop = !std::is_same_v<T, Half> && !std::is_same_v<T, int8_t> &&
                                 !std::is_same_v<T, uint8_t> && !std::is_same_v<T, int16_t>;

// What F takes: a loop exists for each T that F::call accepts, as its `takes<T>` says.
template <typename F>
Loop find_unary(Dtype dtype) {
  return dispatch(dtype, [](auto tag) -> Loop {
    using T = typename decltype(tag)::type;
    if constexpr (has_loop<T> && F::template takes<T>) {
      return &unary_run<T, T, F>;
    } else {
      return nullptr;
    }
  });
}
template <typename F>
Loop find_binary(Dtype dtype) {
  return dispatch(dtype, [](auto tag) -> Loop {
    using T = typename decltype(tag)::type;
    if constexpr (has_loop<T> && F::template takes<T>) {
      return &binary_run<T, T, F>;
    } else {
      return nullptr;
    }
  });
}
// Tests take every T.
template <typename F>
Loop find_unary_test(Dtype dtype) {
  return dispatch(dtype, [](auto tag) -> Loop {
    using T = typename decltype(tag)::type;
    if constexpr (has_loop<T>) return &unary_run<T, bool, F>;
    else return nullptr;
  });
}
template <typename F>
Loop find_binary_test(Dtype dtype) {
  return dispatch(dtype, [](auto tag) -> Loop {
    using T = typename decltype(tag)::type;
    if constexpr (has_loop<T>) return &binary_run<T, bool, F>;
    else return nullptr;
  });
}

}  // namespace flambeau::np
