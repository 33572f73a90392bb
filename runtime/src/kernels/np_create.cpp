// New arrays: filled ones, ranges, grids; and those that choose elements of others: where, take, pad.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>

#include "kernels/np.h"
#include "kernels/np_loops.h"
#include "ops/call.h"
#include "value/array_scalar.h"

namespace flambeau::np {

namespace {

Tensor filled(const Ints& shape, Dtype dtype, const Value& value) {
  for (const int64_t size : shape) {
    if (size < 0) raise("ValueError", "negative dimensions are not allowed");
  }
  const Tensor out = empty(shape, dtype);
  if (value.is_none()) {
    std::fill_n(out.raw(), static_cast<std::size_t>(out.numel()) * out.itemsize(), std::byte{0});
  } else {
    const Operand source = as_operand(value);
    assign(out, source.weak == Weak::Int ? cast(source, dtype) : source.tensor);
  }
  return out;
}

Value zeros(const Value& shape, const Value& dtype) {
  return array(filled(ints_argument(shape), dtype_argument(dtype).value_or(Dtype::Float64), Value()));
}
Value ones(const Value& shape, const Value& dtype) {
  return array(filled(ints_argument(shape), dtype_argument(dtype).value_or(Dtype::Float64), Value(int64_t{1})));
}
Value full(const Value& shape, const Value& value, const Value& dtype) {
  return array(filled(ints_argument(shape), dtype_argument(dtype).value_or(as_array(value).dtype()), value));
}
Value full_like(const Value& a, const Value& value, const Value& dtype, const Value& shape) {
  const Tensor like = as_array(a);
  const Ints sizes = shape.is_none() ? like.sizes() : ints_argument(shape);
  const Tensor made = filled(sizes, dtype_argument(dtype).value_or(like.dtype()), value);
  if (!shape.is_none() || !like.is_dense()) return array(made);
  const Tensor out = empty_strided(like.sizes(), like.strides(), made.dtype());
  assign(out, made);
  return array(out);
}

Value arange(const Value& first, const Value& second, const Value& third, const Value& dtype) {
  const Value start = second.is_none() ? Value(int64_t{0}) : first;
  const Value stop = second.is_none() ? first : second;
  const Value step = third.is_none() ? Value(int64_t{1}) : third;
  const Operand operands[] = {as_operand(start), as_operand(stop), as_operand(step)};
  const Dtype wanted = dtype_argument(dtype).value_or(promote(result_type(operands), Dtype::Int64));
  const double from = float_argument(start), by = float_argument(step);
  if (by == 0) raise("ZeroDivisionError", "division by zero");
  const double length = std::ceil((float_argument(stop) - from) / by);
  const auto count = static_cast<int64_t>(std::max(length, 0.0));
  const Tensor out = empty(Ints{count}, wanted);
  dispatch(wanted, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_integral_v<T> && !std::is_same_v<T, bool>) {
      const T one = convert<T>(from), next = convert<T>(from + by);
      const auto delta = static_cast<int64_t>(next) - static_cast<int64_t>(one);
      for (int64_t i = 0; i < count; ++i) out.data<T>()[i] = static_cast<T>(static_cast<int64_t>(one) + i * delta);
    } else {
      // NumPy's way: the first two elements in the dtype, the others by their difference.
      using C = Compute<T>;
      if constexpr (!std::is_same_v<T, bool>) {
        const C one = static_cast<C>(convert<T>(from)), next = static_cast<C>(convert<T>(from + by));
        const C delta = next - one;
        for (int64_t i = 0; i < count; ++i) {
          out.data<T>()[i] = i == 1 ? convert<T>(next) : convert<T>(one + convert<C>(i) * delta);
        }
      }
    }
  });
  return array(out);
}

Value linspace(const Value& start, const Value& stop, const Value& num, bool endpoint, const Value& dtype) {
  const int64_t count = index_argument(num);
  if (count < 0) raise("ValueError", "Number of samples, ", count, ", must be non-negative.");
  const double from = float_argument(start), to = float_argument(stop);
  const auto parts = static_cast<double>(endpoint ? count - 1 : count);
  const double step = parts > 0 ? (to - from) / parts : NAN;
  const Tensor out = empty(Ints{count}, Dtype::Float64);
  // By the step; where there is none, or it is too small for a double, by the whole way.
  const double factor = parts > 0 && step != 0 ? step : to - from, divisor = parts > 0 && step == 0 ? parts : 1;
  auto* const elements = out.data<double>();
  for (int64_t i = 0; i < count; ++i) elements[i] = static_cast<double>(i) / divisor * factor + from;
  if (endpoint && count > 1) elements[count - 1] = to;
  const Operand operands[] = {as_operand(start), as_operand(stop), {scalar_tensor(1.0, Dtype::Float64), Weak::Float}};
  const Dtype wanted = dtype_argument(dtype).value_or(promote(result_type(operands), Dtype::Float16));
  Tensor made = out;
  if (kind_of(wanted) == 'i' || kind_of(wanted) == 'u')
    made = ufunc("floor", std::span<const Operand>(std::vector<Operand>{{out}}));
  const Tensor made_cast = cast(made, wanted);
  const Tensor step_array = empty({}, Dtype::Float64);
  *step_array.data<double>() = step;
  return Value::tuple({array(made_cast), result(step_array)});
}

Value eye(const Value& rows, const Value& columns, const Value& diagonal, const Value& dtype) {
  const int64_t height = index_argument(rows), width = columns.is_none() ? height : index_argument(columns);
  const int64_t shift = index_argument(diagonal);
  const Tensor out = filled(Ints{height, width}, dtype_argument(dtype).value_or(Dtype::Float64), Value());
  for (int64_t i = std::max<int64_t>(0, -shift); i < height && i + shift < width; ++i) {
    assign(out.view_as({}, {}, i * width + i + shift), as_array(Value(int64_t{1})));
  }
  return array(out);
}

// Elements of a matrix above (or below) a diagonal set to zero.
Value triangle(const Value& a, const Value& diagonal, bool lower) {
  const Tensor given = as_array(a);
  const Tensor t = copy(given.dim() == 1 ? broadcast_to(given, Ints{given.numel(), given.numel()}) : given);
  if (t.dim() < 2) raise("ValueError", "a triangle is taken of an array with at least two dims");
  const int64_t shift = index_argument(diagonal), height = t.sizes()[t.dim() - 2], width = t.sizes().back();
  const auto item = static_cast<int64_t>(t.itemsize());
  for (int64_t i = 0; i * width < t.numel(); ++i) {
    const int64_t row = height ? i % height : 0;
    for (int64_t j = 0; j < width; ++j) {
      if (lower ? j > row + shift : j < row + shift) {
        std::memset(t.raw() + (i * width + j) * item, 0, static_cast<std::size_t>(item));
      }
    }
  }
  return array(t);
}

// Elements of T by a mask, from one side or the other.
template <typename T>
void choose(std::byte* const* data, const int64_t* s, int64_t n) {
  for (int64_t i = 0; i < n; ++i) {
    const bool first = data[1][i * s[1]] != std::byte{0};
    *reinterpret_cast<T*>(data[0] + i * s[0]) =
        *reinterpret_cast<const T*>(first ? data[2] + i * s[2] : data[3] + i * s[3]);
  }
}

Value where(const Value& condition, const Value& x, const Value& y) {
  const Operand operands[] = {as_operand(x), as_operand(y)};
  const Dtype common = result_type(operands);
  const Tensor mask = cast(as_array(condition), Dtype::Bool);
  const Tensor a = cast(operands[0], common), b = cast(operands[1], common);
  const std::vector<Tensor> inputs = {with_positive_strides(mask), with_positive_strides(a), with_positive_strides(b)};
  const Ints shape = broadcast(inputs);
  const Tensor out = output_for(shape, inputs, common);
  const Tensor operands_of[] = {out, broadcast_to(mask, shape), broadcast_to(a, shape), broadcast_to(b, shape)};
  const auto run = [&](auto tag) {
    each_run(shape, {operands_of[0], operands_of[1], operands_of[2], operands_of[3]}, &choose<decltype(tag)>);
  };
  switch (out.itemsize()) {
    case 1: run(uint8_t{}); break;
    case 2: run(uint16_t{}); break;
    case 4: run(uint32_t{}); break;
    case 8: run(uint64_t{}); break;
    default: run(Complex128{});
  }
  return array(out);
}

Value take(const Value& a, const Value& indices, const Value& axis, const Value& out, std::string_view mode) {
  Tensor t = as_array(a);
  if (axis.is_none()) t = reshaped(t, Ints{t.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), t.dim());
  const Tensor given = as_array(indices);
  if (kind_of(given.dtype()) == 'f' || kind_of(given.dtype()) == 'c') {
    if (given.numel()) {
      raise("TypeError", "Cannot cast array data from dtype('", dtype_name(given.dtype()),
            "') to dtype('int64') according to the rule 'safe'");
    }
  }
  const Tensor wanted = copy(cast(given, Dtype::Int64));
  const int64_t size = t.sizes()[along];
  int64_t* places = wanted.data<int64_t>();
  if (size == 0 && wanted.numel()) raise("IndexError", "cannot do a non-empty take from an empty axes.");
  for (int64_t i = 0; i < wanted.numel(); ++i) {
    if (mode == "clip") {
      places[i] = std::clamp<int64_t>(places[i], 0, size - 1);
    } else if (mode == "wrap") {
      places[i] = (places[i] % size + size) % size;
    } else if (places[i] < -size || places[i] >= size) {
      raise("IndexError", "index ", places[i], " is out of bounds for axis ", along, " with size ", size);
    } else if (places[i] < 0) {
      places[i] += size;
    }
  }
  Ints shape(t.sizes().begin(), t.sizes().begin() + along);
  for (const int64_t each : given.sizes()) shape.push_back(each);
  for (int64_t d = along + 1; d < t.dim(); ++d) shape.push_back(t.sizes()[d]);
  const Tensor made = empty(shape, t.dtype());
  // Of each place along the axis a piece of memory is taken, as often as there are places of the dims before.
  const Tensor source = row_major(t);
  const int64_t before = count_elements(Ints(t.sizes().begin(), t.sizes().begin() + along));
  const int64_t piece =
      count_elements(Ints(t.sizes().begin() + along + 1, t.sizes().end())) * static_cast<int64_t>(t.itemsize());
  std::byte* to = made.raw();
  for (int64_t k = 0; k < before; ++k) {
    for (int64_t i = 0; i < wanted.numel(); ++i, to += piece) {
      std::memcpy(to, source.raw() + (k * size + places[i]) * piece, static_cast<std::size_t>(piece));
    }
  }
  if (out.is_none()) return result(made);
  assign(as_array(out), made);
  return out;
}

// The key under which an array is indexed along one axis by an array of its own rank: (grid, ..., indices, ..., grid).
Value along_axis_key(const Tensor& t, const Tensor& indices, int64_t along) {
  if (kind_of(indices.dtype()) != 'i' && kind_of(indices.dtype()) != 'u') {
    raise("IndexError", "`indices` must be an integer array");
  }
  if (t.dim() != indices.dim()) raise("ValueError", "`indices` and `arr` must have the same number of dimensions");
  std::vector<Value> key;
  for (int64_t d = 0; d < t.dim(); ++d) {
    if (d == along) {
      key.push_back(array(indices));
      continue;
    }
    Ints shape(t.sizes().size(), 1);
    shape[d] = t.sizes()[d];
    const Tensor grid = empty(shape, Dtype::Int64);
    for (int64_t i = 0; i < grid.numel(); ++i) grid.data<int64_t>()[i] = i;
    key.push_back(array(grid));
  }
  return Value::tuple(std::move(key));
}
Value take_along_axis(const Value& a, const Value& indices, const Value& axis) {
  Tensor t = as_array(a);
  if (axis.is_none()) t = reshaped(t, Ints{t.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), t.dim());
  return call_operator("np::getitem", {array(t), along_axis_key(t, as_array(indices), along)});
}
void put_along_axis(const Value& a, const Value& indices, const Value& values, const Value& axis) {
  Tensor t = as_array(a);
  if (axis.is_none()) t = reshaped(t, Ints{t.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), t.dim());
  call_operator("np::setitem", {array(t), along_axis_key(t, as_array(indices), along), values});
}

// Some elements between Python's numbers, or scalars of their dtype. Undefined where that isn't so.
Tensor clip_few(const Value& a, const Value& least, const Value& most) {
  Tensor made;
  const auto bound = [&](const Value& limit, std::string_view name) {
    const std::array operands = {limit, made.defined() ? result(made) : a};
    made = run_few(find_ufunc(name), operands);
    return made.defined();
  };
  if (!least.is_none() && !bound(least, "maximum")) return {};
  if (!most.is_none() && !bound(most, "minimum")) return {};
  return made;
}

Value clip(const Value& a, const Value& least, const Value& most, const Value& out) {
  if (out.is_none()) {
    if (const Tensor few = clip_few(a, least, most); few.defined()) return result(few);
  }
  std::vector<Operand> operands = {as_operand(a)};
  if (!least.is_none()) operands.push_back(as_operand(least));
  if (!most.is_none()) operands.push_back(as_operand(most));
  const Dtype common = result_type(operands);
  // A Python int beyond the dtype bounds nothing on that side.
  Tensor made = cast(operands[0], common);
  std::size_t next = 1;
  const auto bound = [&](const Value& value, std::string_view name) {
    if (value.is_none()) return;
    const Tensor limit = cast(operands[next++], common);
    // Of 0.0 and -0.0 the array's own, which maximum and minimum give where it is the second one.
    const bool second = common == Dtype::Float32 || common == Dtype::Float64;
    made = second ? ufunc(name, limit, made) : ufunc(name, made, limit);
  };
  bound(least, "maximum");
  bound(most, "minimum");
  if (next == 1) made = copy(made);
  if (out.is_none()) return result(made);
  const Tensor target = as_array(out);
  if (!can_cast(made.dtype(), target.dtype(), "same_kind")) {
    raise("UFuncTypeError", "Cannot cast ufunc 'clip' output from dtype('", dtype_name(made.dtype()), "') to dtype('",
          dtype_name(target.dtype()), "') with casting rule 'same_kind'");
  }
  assign(target, made);
  return out;
}

// Scaled, rounded half to even, scaled back, each time in the array's dtype, as NumPy does it.
Tensor rounded(const Tensor& given, int64_t digits) {
  const auto apply = [](std::string_view name, const Tensor& t, std::optional<double> scale) {
    std::vector<Operand> operands{{t}};
    if (scale) operands.push_back({scalar_tensor(*scale, Dtype::Float64), Weak::Float});
    return ufunc(name, operands);
  };
  if (digits == 0) return apply("rint", given, std::nullopt);
  const double scale = std::pow(10.0, static_cast<double>(std::abs(digits)));
  const bool up = digits > 0;
  return apply(up ? "divide" : "multiply", apply("rint", apply(up ? "multiply" : "divide", given, scale), std::nullopt),
               scale);
}

Value round(const Value& a, const Value& decimals, const Value& out) {
  const Tensor given = as_array(a);
  const int64_t digits = index_argument(decimals);
  Tensor made;
  if (is_complex(given.dtype())) raise("NotImplementedError", "rounding complex arrays isn't supported");
  if (is_floating(given.dtype())) made = rounded(given, digits);
  else if (digits < 0) made = cast(rounded(cast(given, Dtype::Float64), digits), given.dtype());
  else made = kind_of(given.dtype()) == 'b' ? cast(given, Dtype::Float16) : copy(given);
  if (!out.is_none()) {
    assign(as_array(out), made);
    return out;
  }
  return Value::array(made, a.is_array_scalar() || made.dim() == 0);
}

Value from_buffer(const Value& buffer, const Value& dtype, int64_t count, int64_t offset) {
  const std::string_view bytes = buffer.to_bytes();
  const Dtype wanted = dtype_argument(dtype).value_or(Dtype::Float64);
  const auto item = static_cast<int64_t>(item_size(wanted));
  const auto size = static_cast<int64_t>(bytes.size());
  if (offset < 0 || offset > size)
    raise("ValueError", "offset must be non-negative and no greater than buffer length (", size, ")");
  if (count < 0 && (size - offset) % item != 0) raise("ValueError", "buffer size must be a multiple of element size");
  const int64_t wanted_count = count < 0 ? (size - offset) / item : count;
  if (wanted_count * item > size - offset) raise("ValueError", "buffer is smaller than requested size");
  const Tensor out = empty(Ints{wanted_count}, wanted);
  std::memcpy(out.raw(), bytes.data() + offset, static_cast<std::size_t>(wanted_count * item));
  return array(out);
}

Value to_bytes(const Value& a) {
  const Tensor t = row_major(as_array(a));
  std::string bytes(reinterpret_cast<const char*>(t.raw()), static_cast<std::size_t>(t.numel()) * t.itemsize());
  return {Tag::Bytes, make_ref<Str>(std::move(bytes))};
}

// Places along one axis from which a padded array is filled; -1 stands for none (a constant).
Value pad_places(int64_t size, int64_t before, int64_t after, std::string_view mode) {
  const Tensor out = empty(Ints{before + size + after}, Dtype::Int64);
  for (int64_t i = 0; i < out.numel(); ++i) {
    int64_t at = i - before;
    if (mode == "edge") {
      at = std::clamp<int64_t>(at, 0, size - 1);
    } else if (mode == "wrap") {
      at = (at % size + size) % size;
    } else {
      // reflect leaves the edge out, symmetric repeats it.
      const int64_t period = mode == "reflect" ? std::max<int64_t>(2 * (size - 1), 1) : 2 * size;
      at = (at % period + period) % period;
      if (at >= size) at = mode == "reflect" ? period - at : period - 1 - at;
    }
    out.data<int64_t>()[i] = at;
  }
  return array(out);
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_zeros, np::zeros)
KERNEL(np_ones, np::ones)
KERNEL(np_full, np::full)
KERNEL(np_full_like, np::full_like)
KERNEL(np_arange, np::arange)
KERNEL(np_linspace, np::linspace)
KERNEL(np_eye, np::eye)
KERNEL(np_triangle, np::triangle)
KERNEL(np_where, np::where)
KERNEL(np_take, np::take)
KERNEL(np_take_along_axis, np::take_along_axis)
KERNEL(np_put_along_axis, np::put_along_axis)
KERNEL(np_clip, np::clip)
KERNEL(np_round, np::round)
KERNEL(np_from_buffer, np::from_buffer)
KERNEL(np_to_bytes, np::to_bytes)
KERNEL(np_pad_places, np::pad_places)
}  // namespace flambeau
