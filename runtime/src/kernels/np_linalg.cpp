// Products of arrays, einsum, and what is computed point by point along a line: interp, convolve.
#include <algorithm>
#include <cmath>

#include "kernels/factors.h"
#include "kernels/np.h"
#include "ops/call.h"

namespace flambeau::np {

namespace {

Tensor torch_product(std::string_view name, const Tensor& a, const Tensor& b);

// By the products of real and imaginary parts.
Tensor complex_product(std::string_view name, const Tensor& a, const Tensor& b) {
  const auto part = [](const Tensor& t, bool imaginary) {
    return copy(call_operator("np::part", {array(t), Value(imaginary)}).to_array());
  };
  const Tensor ar = part(a, false), ai = part(a, true), br = part(b, false), bi = part(b, true);
  const Tensor real = ufunc("subtract", torch_product(name, ar, br), torch_product(name, ai, bi));
  const Tensor imag = ufunc("add", torch_product(name, ar, bi), torch_product(name, ai, br));
  const Tensor out = empty(real.sizes(), a.dtype());
  assign(call_operator("np::part", {array(out), Value(false)}).to_array(), real);
  assign(call_operator("np::part", {array(out), Value(true)}).to_array(), imag);
  return out;
}

// Operators of torch's on arrays of one dtype; halves and narrow integers are computed in a wider one that gives the
// same wrapped integers.
Tensor torch_product(std::string_view name, const Tensor& a, const Tensor& b) {
  const Dtype common = promote(a.dtype(), b.dtype());
  if (is_complex(common)) return complex_product(name, cast(a, common), cast(b, common));
  const char kind = kind_of(common);
  const Dtype computed = kind == 'f' && common != Dtype::Float64     ? Dtype::Float32
                         : kind == 'i' || kind == 'u' || kind == 'b' ? Dtype::Int64
                                                                     : common;
  const Value made = call_operator(
      name, {Value(with_positive_strides(cast(a, computed))), Value(with_positive_strides(cast(b, computed)))});
  return cast(made.to_tensor(), common);
}

Value matmul(const Value& a, const Value& b) {
  const Tensor x = as_array(a), y = as_array(b);
  for (int i = 0; i < 2; ++i) {
    if ((i == 0 ? x : y).dim() != 0) continue;
    raise("ValueError", "matmul: Input operand ", i,
          " does not have enough dimensions (has 0, gufunc core with signature (n?,k),(k,m?)->(n?,m?) requires 1)");
  }
  const int64_t inner = x.sizes().back(), outer = y.sizes()[std::max<int64_t>(y.dim() - 2, 0)];
  if (inner != outer) {
    raise("ValueError",
          "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
          "(n?,k),(k,m?)->(n?,m?) (size ",
          outer, " is different from ", inner, ")");
  }
  return result(torch_product("aten::matmul", x, y));
}

Value dot(const Value& a, const Value& b) {
  const Tensor x = as_array(a), y = as_array(b);
  if (x.dim() == 0 || y.dim() == 0) return result(ufunc("multiply", x, y));
  const int64_t along = std::max<int64_t>(y.dim() - 2, 0);
  if (x.sizes().back() != y.sizes()[along]) {
    raise("ValueError", "shapes ", shape_text(x.sizes()), " and ", shape_text(y.sizes()),
          " not aligned: ", x.sizes().back(), " (dim ", x.dim() - 1, ") != ", y.sizes()[along], " (dim ", along, ")");
  }
  if (x.dim() <= 2 && y.dim() <= 2) return result(torch_product("aten::matmul", x, y));
  // All pairs: the last axis of one with the last but one of the other.
  Ints rest = y.sizes();
  rest.erase(static_cast<std::size_t>(along));
  const Tensor columns = reshaped(copy(axes_last(y, Ints{along})), Ints{-1, y.sizes()[along]});
  const Tensor rows = reshaped(x, Ints{-1, x.sizes().back()});
  Ints shape(x.sizes().begin(), x.sizes().end() - 1);
  for (const int64_t size : rest) shape.push_back(size);
  return result(reshaped(torch_product("aten::matmul", rows, permuted(columns, Ints{1, 0})), shape));
}

Value einsum(std::string_view subscripts, const Value& operands) {
  std::vector<Value> tensors;
  std::optional<Dtype> common;
  for (const Value& each : operands.items()) {
    const Dtype dtype = as_array(each).dtype();
    common = common ? promote(*common, dtype) : dtype;
  }
  const char kind = kind_of(*common);
  const Dtype computed = kind == 'f' && *common != Dtype::Float64 ? Dtype::Float32
                         : kind == 'f' || kind == 'c'             ? *common
                                                                  : Dtype::Int64;
  for (const Value& each : operands.items())
    tensors.emplace_back(with_positive_strides(cast(as_array(each), computed)));
  const Value made = call_operator("aten::einsum", {Value(subscripts), Value::list(tensors), Value()});
  return result(copy(cast(made.to_tensor(), *common)));
}

Dtype linalg_dtype(Dtype dtype) {
  if (dtype == Dtype::Float16) raise("TypeError", "array type float16 is unsupported in linalg");
  if (is_complex(dtype)) raise("NotImplementedError", "numpy.linalg on complex arrays isn't supported");
  return dtype == Dtype::Float32 ? dtype : Dtype::Float64;
}

void check_square(const Tensor& t) {
  if (t.dim() < 2) {
    raise("LinAlgError", t.dim(), "-dimensional array given. Array must be at least two-dimensional");
  }
  if (t.sizes()[t.dim() - 2] != t.sizes().back()) raise("LinAlgError", "Last 2 dimensions of the array must be square");
}

// x with a @ x = b; the inverse where b is None. Stacks of matrices are solved one by one.
Value solve(const Value& a, const Value& b) {
  const Tensor given = as_array(a);
  check_square(given);
  const int64_t n = given.sizes().back();
  Tensor right;
  if (b.is_none()) {
    right = broadcast_to(call_operator("np::eye", {Value(n), Value(), Value(int64_t{0}), Value()}).to_array(),
                         given.sizes());
  } else {
    right = as_array(b);
  }
  const Dtype wanted =
      promote(linalg_dtype(given.dtype()), b.is_none() ? linalg_dtype(given.dtype()) : linalg_dtype(right.dtype()));
  const bool vector = right.dim() == 1;
  if (vector) right = reshaped(right, Ints{right.numel(), 1});
  if (right.sizes()[right.dim() - 2] != n) {
    raise("ValueError", "solve: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature ",
          vector ? "(m,m),(m)->(m)" : "(m,m),(m,n)->(m,n)", " (size ", right.sizes()[right.dim() - 2],
          " is different from ", n, ")");
  }
  const Tensor matrices = copy(cast(given, Dtype::Float64));
  Ints shape(given.sizes().begin(), given.sizes().end() - 2);
  shape.push_back(n);
  shape.push_back(right.sizes().back());
  const Tensor out = copy(broadcast_to(cast(right, Dtype::Float64), shape));
  std::vector<int64_t> pivots(static_cast<std::size_t>(n));
  for (int64_t i = 0; i < (n ? matrices.numel() / (n * n) : 0); ++i) {
    const Block lu = block_of(matrices, i), x = block_of(out, i);
    if (eliminate(lu, pivots.data()).zero >= 0) raise("LinAlgError", "Singular matrix");
    exchange_rows(x, pivots.data(), n);
    substitute(lu, Triangle::UnitLower, x);
    substitute(lu, Triangle::Upper, x);
  }
  const Tensor made = cast(out, wanted);
  return result(vector ? reshaped(made, Ints{n}) : made);
}

Value det(const Value& a) {
  const Tensor given = as_array(a);
  check_square(given);
  const int64_t n = given.sizes().back();
  const Tensor matrices = copy(cast(given, Dtype::Float64));
  const Ints shape(given.sizes().begin(), given.sizes().end() - 2);
  const Tensor out = empty(shape, Dtype::Float64);
  std::vector<int64_t> pivots(static_cast<std::size_t>(n));
  for (int64_t i = 0; i < out.numel(); ++i) {
    const Block lu = block_of(matrices, i);
    double& determinant = out.data<double>()[i] = eliminate(lu, pivots.data()).sign;
    for (int64_t k = 0; k < n; ++k) determinant *= lu(k, k);
  }
  return result(cast(out, linalg_dtype(given.dtype())));
}

Value interp(const Value& x, const Value& xp, const Value& fp, const Value& left, const Value& right) {
  const Tensor at = row_major(cast(as_array(x), Dtype::Float64));
  const Tensor px = row_major(cast(as_array(xp), Dtype::Float64)), pf = row_major(cast(as_array(fp), Dtype::Float64));
  const int64_t count = px.numel();
  if (px.dim() != 1 || pf.dim() != 1) raise("ValueError", "Data points must be 1-D sequences");
  if (count == 0) raise("ValueError", "array of sample points is empty");
  if (pf.numel() != count) raise("ValueError", "fp and xp are not of the same length.");
  const double* xs = px.data<double>();
  const double* fs = pf.data<double>();
  const double below = left.is_none() ? fs[0] : float_argument(left);
  const double above = right.is_none() ? fs[count - 1] : float_argument(right);
  const Tensor out = empty(at.sizes(), Dtype::Float64);
  for (int64_t i = 0; i < at.numel(); ++i) {
    const double value = at.data<double>()[i];
    double& to = out.data<double>()[i];
    if (std::isnan(value)) {
      to = value;
      continue;
    }
    const int64_t after = std::upper_bound(xs, xs + count, value) - xs;
    if (after == 0) {
      to = below;
    } else if (after == count) {
      to = value == xs[count - 1] ? fs[count - 1] : above;
    } else {
      const int64_t j = after - 1;
      const double slope = (fs[j + 1] - fs[j]) / (xs[j + 1] - xs[j]);
      to = xs[j] == value ? fs[j] : slope * (value - xs[j]) + fs[j];
      if (std::isnan(to)) {
        to = slope * (value - xs[j + 1]) + fs[j + 1];
        if (std::isnan(to) && fs[j] == fs[j + 1]) to = fs[j];
      }
    }
  }
  return result(out);
}

// The full convolution of two lines.
Value convolve(const Value& a, const Value& v) {
  const Tensor x = as_array(a), y = as_array(v);
  if (x.numel() == 0) raise("ValueError", "a cannot be empty");
  if (y.numel() == 0) raise("ValueError", "v cannot be empty");
  const Dtype common = promote(x.dtype(), y.dtype());
  const Tensor p = row_major(cast(x, common)), q = row_major(cast(y, common));
  const Tensor out = empty(Ints{x.numel() + y.numel() - 1}, common);
  dispatch(common, [&](auto tag) {
    using T = typename decltype(tag)::type;
    using W =
        std::conditional_t<is_complex_type<T>, Complex128, std::conditional_t<is_float_type<T>, double, uint64_t>>;
    for (int64_t i = 0; i < out.numel(); ++i) {
      W total = 0;
      const int64_t first = std::max<int64_t>(0, i - q.numel() + 1), last = std::min(i, p.numel() - 1);
      for (int64_t j = first; j <= last; ++j) total += convert<W>(p.data<T>()[j]) * convert<W>(q.data<T>()[i - j]);
      out.data<T>()[i] = convert<T>(total);
    }
  });
  return array(out);
}

}  // namespace
}  // namespace flambeau::np

namespace flambeau {
KERNEL(np_matmul, np::matmul)
KERNEL(np_dot, np::dot)
KERNEL(np_einsum, np::einsum)
KERNEL(np_solve, np::solve)
KERNEL(np_det, np::det)
KERNEL(np_interp, np::interp)
KERNEL(np_convolve, np::convolve)
}  // namespace flambeau
