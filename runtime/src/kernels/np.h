// What NumPy's functions share: arrays out of any value, dtypes by NEP 50, loops over strided arrays.
//
// Everything is decided when the program runs, since a program seldom knows the dtype or rank of its arrays before:
// kernels take any Value and do what NumPy 2 does with it. Strides may be negative.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "kernels/iterate.h"
#include "ops/kernel.h"

namespace flambeau::np {

// A Python int, float or complex takes its dtype from what it meets.
enum class Weak : uint8_t { No, Int, Float, Complex };

struct Operand {
  Tensor tensor;
  Weak weak = Weak::No;
};

// --- values in and out (np_array.cpp) ----------------------------------------------------------------------------

// np.asarray(value): arrays as they are, tensors shared, numbers, and lists and tuples of all these.
Tensor as_array(const Value& value);
// An operand of a ufunc: as_array, but numbers stay weak.
Operand as_operand(const Value& value);
// NumPy's functions give a scalar where an array would have no dims.
inline Value result(const Tensor& t) { return Value::array(t, t.dim() == 0); }
inline Value array(const Tensor& t) { return Value::array(t); }
bool is_python_number(const Value& value);  // a Python bool, int, float or complex
// A dtype argument: a dtype of torch's or NumPy's; nothing for None.
std::optional<Dtype> dtype_argument(const Value& value);
// operator.index(value); TypeError otherwise.
int64_t index_argument(const Value& value);
double float_argument(const Value& value);
bool bool_argument(const Value& value);
// An int or a sequence of ints.
Ints ints_argument(const Value& value);
std::string tuple_text(const Ints& sizes);  // "(2, 3)", as Python prints a tuple
std::string shape_text(const Ints& sizes);  // "(2,3)", as NumPy's messages have it

// --- dtypes (np_dtype.cpp) ---------------------------------------------------------------------------------------

// np.promote_types.
Dtype promote(Dtype a, Dtype b);
// np.result_type of arrays, scalars and Python's numbers.
Dtype result_type(std::span<const Operand> operands);
// A Python number beside `strong`.
Dtype with_weak(Dtype strong, Weak weak);
char kind_of(Dtype dtype);  // 'b', 'i', 'u', 'f', 'c'
bool can_cast(Dtype from, Dtype to, std::string_view casting);
// The float dtype in which functions such as sin compute: float16 for bytes, float32 for 16 bits, else float64.
Dtype float_type(Dtype dtype);
int64_t axis_argument(int64_t axis, int64_t rank);  // AxisError beyond
// The axes of None (all), an int or a tuple; in the order given, wrapped. ValueError for a duplicate.
Ints axes_argument(const Value& axis, int64_t rank);

// --- elements (np_cast.cpp) --------------------------------------------------------------------------------------

// Calls f(TypeTag<T>{}) with the C++ type of an array's dtype.
template <typename F>
decltype(auto) dispatch(Dtype dtype, F&& f) {
  switch (dtype) {
    case Dtype::Bool: return f(TypeTag<bool>{});
    case Dtype::UInt8: return f(TypeTag<uint8_t>{});
    case Dtype::Int8: return f(TypeTag<int8_t>{});
    case Dtype::UInt16: return f(TypeTag<uint16_t>{});
    case Dtype::Int16: return f(TypeTag<int16_t>{});
    case Dtype::UInt32: return f(TypeTag<uint32_t>{});
    case Dtype::Int32: return f(TypeTag<int32_t>{});
    case Dtype::UInt64: return f(TypeTag<uint64_t>{});
    case Dtype::Int64: return f(TypeTag<int64_t>{});
    case Dtype::Float16: return f(TypeTag<Half>{});
    case Dtype::Float32: return f(TypeTag<float>{});
    case Dtype::Float64: return f(TypeTag<double>{});
    case Dtype::Complex64: return f(TypeTag<Complex64>{});
    case Dtype::Complex128: return f(TypeTag<Complex128>{});
    case Dtype::BFloat16: break;
  }
  raise("TypeError", "Got unsupported ScalarType BFloat16");
}

// One element as another type, as C casts it on the machines that NumPy runs on.
template <typename To, typename From>
To convert(From value);

// self.astype(dtype, copy=False).
Tensor cast(const Tensor& self, Dtype dtype);
// An operand in a loop's dtype; OverflowError where a Python int doesn't fit.
Tensor cast(const Operand& operand, Dtype dtype);
// A row-major copy, always; and one only where it isn't row-major already.
Tensor copy(const Tensor& self);
Tensor row_major(const Tensor& self);
// A copy in NumPy's order: "C", "F" (the first dim's elements are neighbours), or "K" and "A", as `self` lies.
Tensor copied_in(const Tensor& self, std::string_view order);
// `self` with its dims reversed.
Tensor reversed(const Tensor& self);
// target[...] = source with broadcasting and conversion. ValueError where the shapes don't fit.
void assign(const Tensor& target, const Tensor& source);
void check_writeable(const Tensor& self);

// --- shapes (np_shape.cpp) ---------------------------------------------------------------------------------------

// ValueError "operands could not be broadcast together with shapes (2,) (3,) ".
Ints broadcast(std::span<const Tensor> arrays);
// `self` seen under `shape`, strides 0 where it is stretched.
Tensor broadcast_to(const Tensor& self, const Ints& shape);
Tensor reshaped(const Tensor& self, Ints shape);
Tensor permuted(const Tensor& self, const Ints& order);
// self with `axes` moved to the end, in their order.
Tensor axes_last(const Tensor& self, const Ints& axes);
// One dim of `self` sliced; step may be negative. `start` and `count` are within bounds.
Tensor sliced(const Tensor& self, int64_t axis, int64_t start, int64_t count, int64_t step);
Tensor concatenated(const std::vector<Tensor>& arrays, int64_t axis, std::optional<Dtype> dtype = std::nullopt);
// The arrays of a sequence argument, or the rows of an array.
std::vector<Value> sequence_argument(const Value& value);

// --- ufuncs (np_ufunc.cpp) ---------------------------------------------------------------------------------------

// The result of a ufunc on operands, in a new array.
Tensor ufunc(std::string_view name, std::span<const Operand> operands, std::optional<Dtype> dtype = std::nullopt);
inline Tensor ufunc(std::string_view name, const Tensor& a, const Tensor& b) {
  const Operand operands[] = {{a}, {b}};
  return ufunc(name, operands);
}

// fn(element...) over runs: data[k] and strides[k] are operand k's first element and step in bytes.
using RunFunction = FunctionRef<void(std::byte* const*, const int64_t*, int64_t)>;
// Runs over arrays that have one shape already.
void each_run(const Ints& shape, std::initializer_list<Tensor> arrays, RunFunction fn);

// --- conversions -------------------------------------------------------------------------------------------------

template <typename T>
inline constexpr bool is_complex_type = std::is_same_v<T, Complex64> || std::is_same_v<T, Complex128>;
template <typename T>
inline constexpr bool is_float_type = std::is_same_v<T, Half> || std::is_same_v<T, float> || std::is_same_v<T, double>;
// The type in which elements of T are computed with.
template <typename T>
using Compute = std::conditional_t<std::is_same_v<T, Half>, float, T>;

template <typename To, typename From>
To convert(From value) {
  if constexpr (std::is_same_v<To, From>) {
    return value;
  } else if constexpr (is_complex_type<From>) {
    if constexpr (is_complex_type<To>) {
      return To(static_cast<typename To::value_type>(value.real()), static_cast<typename To::value_type>(value.imag()));
    } else if constexpr (std::is_same_v<To, bool>) {
      return value.real() != 0 || value.imag() != 0;
    } else {
      return convert<To>(value.real());
    }
  } else if constexpr (is_complex_type<To>) {
    return To(static_cast<typename To::value_type>(convert<double>(value)), 0);
  } else if constexpr (std::is_same_v<From, Half>) {
    return convert<To>(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, Half>) {
    return Half(static_cast<float>(value));
  } else if constexpr (std::is_same_v<To, bool>) {
    return value != From(0);
  } else if constexpr (std::is_floating_point_v<From> && std::is_integral_v<To>) {
    // What the processor's conversion gives beyond the range: the least number, of 32 bits for all narrower ones.
    if constexpr (sizeof(To) < 4 || std::is_same_v<To, int32_t>) {
      const bool inside = value > From(-2147483649.0) && value < From(2147483648.0);
      return static_cast<To>(inside ? static_cast<int32_t>(value) : INT32_MIN);
    } else if constexpr (std::is_same_v<To, uint64_t>) {
      if (value >= From(9223372036854775808.0) && value < From(18446744073709551616.0)) {
        return static_cast<uint64_t>(static_cast<int64_t>(value - From(9223372036854775808.0))) ^ (uint64_t{1} << 63);
      }
      const bool inside = value >= From(-9223372036854775808.0) && value < From(9223372036854775808.0);
      return static_cast<uint64_t>(inside ? static_cast<int64_t>(value) : INT64_MIN);
    } else {
      const bool inside = value >= From(-9223372036854775808.0) && value < From(9223372036854775808.0);
      return static_cast<To>(inside ? static_cast<int64_t>(value) : INT64_MIN);
    }
  } else {
    return static_cast<To>(value);
  }
}

}  // namespace flambeau::np
