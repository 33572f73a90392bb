// Reductions and running totals: sum, prod, extremes, any, all, mean, var, argmax, cumsum.
//
// The reduced axes are moved to the end and laid out in rows; each row gives one element. Sums of floats are taken in
// double (complex128), which is no further from the true sum than NumPy's pairwise one.
#include <algorithm>
#include <cmath>
#include <cstring>

#include "kernels/byte_counts.h"
#include "kernels/np.h"
#include "kernels/np_loops.h"
#include "kernels/reduce.h"
#include "ops/call.h"

namespace flambeau::np {

namespace {

// An array as rows of what is reduced, one row for each element of the result.
struct Rows {
  Tensor data;  // row-major; undefined where only the shapes are asked for
  Ints shape;   // of the result, without the reduced axes
  Ints kept;    // the same with them, as 1
  int64_t length = 1;
};

Rows shapes_of(const Tensor& t, const Ints& axes) {
  Rows out;
  out.kept = t.sizes();
  for (const int64_t axis : axes) {
    out.length *= t.sizes()[axis];
    out.kept[axis] = 1;
  }
  for (int64_t d = 0; d < t.dim(); ++d) {
    if (std::find(axes.begin(), axes.end(), d) == axes.end()) out.shape.push_back(t.sizes()[d]);
  }
  return out;
}

Rows rows_of(const Tensor& t, const Ints& axes) {
  Rows out = shapes_of(t, axes);
  Ints sorted = axes;
  std::sort(sorted.begin(), sorted.end());
  out.data = row_major(axes_last(t, sorted));
  return out;
}

// Whether tensors' reductions, which meet elements where they lie, give what NumPy's do: for the dtypes that both have.
bool reduces_as_tensor(const Tensor& t, const Ints& axes) {
  const Dtype dtype = t.dtype();
  const bool shared = dtype == Dtype::Bool || dtype == Dtype::UInt8 || dtype == Dtype::Int32 || dtype == Dtype::Int64 ||
                      dtype == Dtype::Float32 || dtype == Dtype::Float64;
  const auto backwards = [](int64_t stride) { return stride < 0; };
  return shared && !axes.empty() && t.numel() > 0 && std::none_of(t.strides().begin(), t.strides().end(), backwards);
}

Value finished(const Tensor& flat, const Rows& rows, bool keepdims, const Value& out) {
  const Tensor shaped =
      flat.view_as(keepdims ? rows.kept : rows.shape, contiguous_strides(keepdims ? rows.kept : rows.shape), 0);
  if (!out.is_none()) {
    assign(as_array(out), shaped);
    return out;
  }
  return keepdims ? array(shaped) : result(shaped);
}

// The axes of a reduction; an array without dims has them too, as far as they name the one that it hasn't.
Ints reduced_axes(const Value& axis, int64_t rank) {
  if (rank == 0 && !axis.is_none()) {
    for (const int64_t each : ints_argument(axis)) {
      if (each != 0 && each != -1) axis_argument(each, 0);
    }
    return {};
  }
  return axes_argument(axis, rank);
}

// The dtype in which NumPy adds: integers of at least 64 bits.
Dtype sum_dtype(Dtype dtype) {
  switch (kind_of(dtype)) {
    case 'b':
    case 'i': return Dtype::Int64;
    case 'u': return Dtype::UInt64;
    default: return dtype;
  }
}

template <typename T>
using Wide = std::conditional_t<is_complex_type<T>, Complex128, std::conditional_t<is_float_type<T>, double, T>>;

// out[i] = fold(row i) for rows of T.
template <typename T, typename R, typename Fold>
Tensor fold_rows(const Rows& rows, Dtype dtype, Fold fold) {
  const int64_t count = count_elements(rows.shape);
  const Tensor out = empty(Ints{count}, dtype);
  const T* data = rows.data.data<T>();
  R* to = out.data<R>();
  for (int64_t i = 0; i < count; ++i) to[i] = fold(data + i * rows.length);
  return out;
}

bool is_everything(const Value& where) { return where.is(Tag::Bool) && where.to_bool(); }

// Elements that `where` leaves out are replaced by what doesn't change the result.
Tensor masked(const Tensor& t, const Value& where, const Value& neutral) {
  if (is_everything(where)) return t;
  const Tensor out = copy(t);
  const Tensor mask = broadcast_to(as_array(where), t.sizes());
  const Tensor inverse = ufunc("logical_not", std::span<const Operand>(std::vector<Operand>{{mask}}));
  call_operator("np::copyto", {array(out), neutral, Value("unsafe"), array(inverse)});
  return out;
}

Value sum(const Value& a, const Value& axis, const Value& dtype, const Value& out, bool keepdims, const Value& initial,
          const Value& where) {
  const Tensor given = as_array(a);
  const Dtype wanted = dtype_argument(dtype).value_or(sum_dtype(given.dtype()));
  const Ints axes = reduced_axes(axis, given.dim());
  const bool whole = kind_of(given.dtype()) != 'f' && (wanted == Dtype::Int64 || wanted == Dtype::UInt64);
  if (is_everything(where) && initial.is_none() && (whole || wanted == given.dtype()) && wanted != Dtype::Bool &&
      reduces_as_tensor(given, axes)) {
    const Tensor total = sum_over(given, axes, false, whole ? Dtype::Int64 : wanted);
    return finished(cast(total, wanted), shapes_of(given, axes), keepdims, out);
  }
  const Rows rows = rows_of(masked(cast(given, wanted), where, Value(int64_t{0})), axes);
  const Tensor flat = dispatch(wanted, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, bool>) {
      return fold_rows<T, T>(
          rows, wanted, [&](const T* row) { return std::any_of(row, row + rows.length, [](bool b) { return b; }); });
    } else {
      using W = std::conditional_t<std::is_integral_v<T>, uint64_t, Wide<T>>;
      const W start = initial.is_none() ? W(0) : convert<W>(float_argument(initial));
      return fold_rows<T, T>(rows, wanted, [&](const T* row) {
        W total = start;
        for (int64_t i = 0; i < rows.length; ++i) total += convert<W>(row[i]);
        return convert<T>(total);
      });
    }
  });
  return finished(flat, rows, keepdims, out);
}

Value prod(const Value& a, const Value& axis, const Value& dtype, const Value& out, bool keepdims, const Value& initial,
           const Value& where) {
  const Tensor given = as_array(a);
  const Dtype wanted = dtype_argument(dtype).value_or(sum_dtype(given.dtype()));
  const Rows rows = rows_of(masked(cast(given, wanted), where, Value(int64_t{1})), reduced_axes(axis, given.dim()));
  const Tensor flat = dispatch(wanted, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (std::is_same_v<T, bool>) {
      return fold_rows<T, T>(
          rows, wanted, [&](const T* row) { return std::all_of(row, row + rows.length, [](bool b) { return b; }); });
    } else {
      using W = std::conditional_t<std::is_integral_v<T>, uint64_t, Wide<T>>;
      const W start = initial.is_none() ? W(1) : convert<W>(float_argument(initial));
      return fold_rows<T, T>(rows, wanted, [&](const T* row) {
        W total = start;
        for (int64_t i = 0; i < rows.length; ++i) total *= convert<W>(row[i]);
        return convert<T>(total);
      });
    }
  });
  return finished(flat, rows, keepdims, out);
}

template <typename T>
bool is_nan(T value) {
  if constexpr (is_complex_type<T>) return std::isnan(value.real()) || std::isnan(value.imag());
  else if constexpr (is_float_type<T>) return std::isnan(static_cast<double>(value));
  else return false;
}
template <typename T>
bool is_less(T a, T b) {
  if constexpr (is_complex_type<T>) return a.real() != b.real() ? a.real() < b.real() : a.imag() < b.imag();
  else if constexpr (std::is_same_v<T, Half>) return static_cast<float>(a) < static_cast<float>(b);
  else return a < b;
}

// The place of the extreme of a row: the first one, a NaN before all.
template <typename T>
int64_t place_of_extreme(const T* row, int64_t length, bool largest) {
  if constexpr (std::is_same_v<T, bool>) {
    const void* const found = std::memchr(row, largest, static_cast<std::size_t>(length));
    return found ? static_cast<const bool*>(found) - row : 0;
  }
  int64_t best = 0;
  for (int64_t i = 0; i < length; ++i) {
    if (is_nan(row[i])) return i;
    if (largest ? is_less(row[best], row[i]) : is_less(row[i], row[best])) best = i;
  }
  return best;
}

Value extreme(const Value& a, bool largest, const Value& axis, const Value& out, bool keepdims, const Value& initial,
              const Value& where) {
  Tensor given = as_array(a);
  const bool masks = !is_everything(where);
  if (masks && initial.is_none()) {
    raise("ValueError", "reduction operation '", largest ? "maximum" : "minimum",
          "' does not have an identity, so to use a where mask one has to specify 'initial'");
  }
  const Ints axes = reduced_axes(axis, given.dim());
  if (!masks && initial.is_none() && reduces_as_tensor(given, axes)) {
    return finished(extremes_over(given, axes, largest), shapes_of(given, axes), keepdims, out);
  }
  given = masked(given, where, initial);
  const Rows rows = rows_of(given, axes);
  if (rows.length == 0 && initial.is_none()) {
    raise("ValueError", "zero-size array to reduction operation ", largest ? "maximum" : "minimum",
          " which has no identity");
  }
  const Tensor flat = dispatch(given.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const T start = initial.is_none() ? T() : *cast(as_operand(initial), given.dtype()).template data<T>();
    return fold_rows<T, T>(rows, given.dtype(), [&](const T* row) {
      if (rows.length == 0) return start;
      const T best = row[place_of_extreme(row, rows.length, largest)];
      if (initial.is_none() || is_nan(best)) return best;
      return (largest ? is_less(best, start) : is_less(start, best)) ? start : best;
    });
  });
  return finished(flat, rows, keepdims, out);
}
Value max(const Value& a, const Value& axis, const Value& out, bool keepdims, const Value& initial,
          const Value& where) {
  return extreme(a, true, axis, out, keepdims, initial, where);
}
Value min(const Value& a, const Value& axis, const Value& out, bool keepdims, const Value& initial,
          const Value& where) {
  return extreme(a, false, axis, out, keepdims, initial, where);
}

Value arg_extreme(const Value& a, bool largest, const Value& axis, const Value& out, bool keepdims) {
  Tensor given = as_array(a);
  const int64_t rank = given.dim();
  if (axis.is_none()) given = reshaped(given, Ints{given.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), std::max<int64_t>(rank, 1));
  if (given.dim() == 0) given = reshaped(given, Ints{1});
  const bool as_tensor = given.dtype() != Dtype::Bool && reduces_as_tensor(given, Ints{along});
  Rows rows = as_tensor ? shapes_of(given, Ints{along}) : rows_of(given, Ints{along});
  if (rows.length == 0) raise("ValueError", "attempt to get ", largest ? "argmax" : "argmin", " of an empty sequence");
  if (axis.is_none()) rows.kept = Ints(static_cast<std::size_t>(rank), 1);
  if (as_tensor) return finished(places_of_extremes(given, Ints{along}, largest), rows, keepdims, out);
  const Tensor flat = dispatch(given.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    return fold_rows<T, int64_t>(rows, Dtype::Int64,
                                 [&](const T* row) { return place_of_extreme(row, rows.length, largest); });
  });
  return finished(flat, rows, keepdims, out);
}
Value argmax(const Value& a, const Value& axis, const Value& out, bool keepdims) {
  return arg_extreme(a, true, axis, out, keepdims);
}
Value argmin(const Value& a, const Value& axis, const Value& out, bool keepdims) {
  return arg_extreme(a, false, axis, out, keepdims);
}

bool holds(const bool* row, int64_t length, bool value) {
  return std::memchr(row, value, static_cast<std::size_t>(length)) != nullptr;
}

Value any(const Value& a, const Value& axis, const Value& out, bool keepdims, const Value& where) {
  const Tensor given = masked(cast(as_array(a), Dtype::Bool), where, Value(false));
  const Rows rows = rows_of(given, reduced_axes(axis, given.dim()));
  return finished(
      fold_rows<bool, bool>(rows, Dtype::Bool, [&](const bool* row) { return holds(row, rows.length, true); }), rows,
      keepdims, out);
}
Value all(const Value& a, const Value& axis, const Value& out, bool keepdims, const Value& where) {
  const Tensor given = masked(cast(as_array(a), Dtype::Bool), where, Value(true));
  const Rows rows = rows_of(given, reduced_axes(axis, given.dim()));
  return finished(
      fold_rows<bool, bool>(rows, Dtype::Bool, [&](const bool* row) { return !holds(row, rows.length, false); }), rows,
      keepdims, out);
}
Value count_nonzero(const Value& a, const Value& axis, bool keepdims) {
  const Tensor all = as_array(a);
  const Tensor given = all.dtype() == Dtype::UInt8 ? all : cast(all, Dtype::Bool);
  const Rows rows = rows_of(given, reduced_axes(axis, given.dim()));
  const auto count = [&](const uint8_t* row) { return flambeau::count_nonzero(row, rows.length); };
  return finished(fold_rows<uint8_t, int64_t>(rows, Dtype::Int64, count), rows, keepdims, Value());
}

// The dtype of a mean: floats keep theirs, integers give float64.
Dtype mean_dtype(Dtype dtype) { return is_floating(dtype) || is_complex(dtype) ? dtype : Dtype::Float64; }

Value mean(const Value& a, const Value& axis, const Value& dtype, const Value& out, bool keepdims, const Value& where) {
  const Tensor given = as_array(a);
  const Dtype wanted = dtype_argument(dtype).value_or(mean_dtype(given.dtype()));
  const bool masks = !is_everything(where);
  const Ints axes = axes_argument(axis, given.dim());
  const bool whole = kind_of(given.dtype()) != 'f';
  if (!masks && wanted == mean_dtype(given.dtype()) && reduces_as_tensor(given, axes)) {
    const Rows shapes = shapes_of(given, axes);
    // What is smaller than 64 bits is added exactly; floats' sums are rounded once.
    const bool wide = given.dtype() == Dtype::Int64;
    const Tensor numbers = wide ? cast(given, Dtype::Float64) : given;
    Tensor total = cast(sum_over(numbers, axes, false, whole && !wide ? Dtype::Int64 : wanted), Dtype::Float64);
    double* sums = total.data<double>();
    for (int64_t i = 0; i < total.numel(); ++i) sums[i] /= static_cast<double>(shapes.length);
    return finished(cast(total, wanted), shapes, keepdims, out);
  }
  const Rows rows = rows_of(masked(given, where, Value(int64_t{0})), axes);
  const Rows counts = masks ? rows_of(copy(broadcast_to(as_array(where), given.sizes())), axes) : rows;
  const bool complex = is_complex(given.dtype()) || is_complex(wanted);
  const Tensor flat = dispatch(given.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    const auto averages = [&](auto zero) {
      using W = decltype(zero);
      int64_t index = 0;
      return fold_rows<T, W>(rows, complex ? Dtype::Complex128 : Dtype::Float64, [&](const T* row) {
        W total = 0;
        for (int64_t i = 0; i < rows.length; ++i) total += convert<W>(row[i]);
        int64_t count = rows.length;
        if (masks) {
          const bool* mask = counts.data.template data<bool>() + index * rows.length;
          count = std::count(mask, mask + rows.length, true);
        }
        ++index;
        return total / static_cast<double>(count);
      });
    };
    return complex ? averages(Complex128()) : averages(0.0);
  });
  return finished(cast(flat, wanted), rows, keepdims, out);
}

Value variance(const Value& a, const Value& axis, const Value& dtype, const Value& out, const Value& ddof,
               bool keepdims, bool root) {
  const Tensor given = as_array(a);
  const Dtype computed = dtype_argument(dtype).value_or(mean_dtype(given.dtype()));
  const Dtype wanted = computed == Dtype::Complex64    ? Dtype::Float32
                       : computed == Dtype::Complex128 ? Dtype::Float64
                                                       : computed;
  const double lost = float_argument(ddof);
  const Ints axes = axes_argument(axis, given.dim());
  if (computed == mean_dtype(given.dtype()) && reduces_as_tensor(given, axes)) {
    const Rows shapes = shapes_of(given, axes);
    if (static_cast<double>(shapes.length) > lost) {
      const Tensor found = variance_over(cast(given, computed), axes, lost, false).variance;
      const Operand roots[] = {{found}};
      return finished(root ? ufunc("sqrt", roots) : found, shapes, keepdims, out);
    }
  }
  const Rows rows = rows_of(given, axes);
  const Tensor flat = dispatch(given.dtype(), [&](auto tag) {
    using T = typename decltype(tag)::type;
    using W = std::conditional_t<is_complex_type<T>, Complex128, double>;
    return fold_rows<T, double>(rows, Dtype::Float64, [&](const T* row) {
      W total = 0;
      for (int64_t i = 0; i < rows.length; ++i) total += convert<W>(row[i]);
      const W average = total / static_cast<double>(rows.length);
      double squares = 0;
      for (int64_t i = 0; i < rows.length; ++i) squares += std::norm(convert<W>(row[i]) - average);
      const double freedom = std::max(static_cast<double>(rows.length) - lost, 0.0);
      const double found = squares / freedom;
      return root ? std::sqrt(found) : found;
    });
  });
  return finished(cast(flat, wanted), rows, keepdims, out);
}
Value var(const Value& a, const Value& axis, const Value& dtype, const Value& out, const Value& ddof, bool keepdims) {
  return variance(a, axis, dtype, out, ddof, keepdims, false);
}
Value std_(const Value& a, const Value& axis, const Value& dtype, const Value& out, const Value& ddof, bool keepdims) {
  return variance(a, axis, dtype, out, ddof, keepdims, true);
}

template <bool kProduct>
Value running(const Value& a, const Value& axis, const Value& dtype, const Value& out) {
  Tensor given = as_array(a);
  const Dtype wanted = dtype_argument(dtype).value_or(sum_dtype(given.dtype()));
  if (axis.is_none() || given.dim() == 0) given = reshaped(given, Ints{given.numel()});
  const int64_t along = axis.is_none() ? 0 : axis_argument(index_argument(axis), given.dim());
  const Tensor made = copy(cast(given, wanted));
  const Tensor moved = axes_last(made, Ints{along});
  const int64_t step = made.strides()[along], length = made.sizes()[along];
  Ints lines = moved.sizes();
  lines[lines.ssize() - 1] = length ? 1 : 0;
  dispatch(wanted, [&](auto tag) {
    using T = typename decltype(tag)::type;
    if constexpr (!std::is_same_v<T, bool>) {
      each_run(lines, {moved.view_as(lines, moved.strides(), moved.offset())},
               [&](std::byte* const* data, const int64_t* s, int64_t n) {
                 using C = std::conditional_t<std::is_integral_v<T>, uint64_t, Compute<T>>;
                 // Side by side where lines are: each place of all of them, else one line after the other.
                 const auto item = static_cast<int64_t>(sizeof(T));
                 const bool side_by_side = std::abs(s[0]) < std::abs(step) * item;
                 const int64_t width = side_by_side ? n : 1;
                 for (int64_t i = 0; i < n; i += width) {
                   for (int64_t j = 1; j < length; ++j) {
                     std::byte* at = data[0] + i * s[0] + j * step * item;
                     for (int64_t k = 0; k < width; ++k, at += s[0]) {
                       T* here = reinterpret_cast<T*>(at);
                       const C before = static_cast<C>(here[-step]), value = static_cast<C>(*here);
                       *here = convert<T>(kProduct ? before * value : before + value);
                     }
                   }
                 }
               });
    }
  });
  if (out.is_none()) return array(made);
  assign(as_array(out), made);
  return out;
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_sum, np::sum)
KERNEL(np_prod, np::prod)
KERNEL(np_max, np::max)
KERNEL(np_min, np::min)
KERNEL(np_argmax, np::argmax)
KERNEL(np_argmin, np::argmin)
KERNEL(np_any, np::any)
KERNEL(np_all, np::all)
KERNEL(np_count_nonzero, np::count_nonzero)
KERNEL(np_mean, np::mean)
KERNEL(np_var, np::var)
KERNEL(np_std, np::std_)
KERNEL(np_cumsum, np::running<false>)
KERNEL(np_cumprod, np::running<true>)
}  // namespace flambeau
