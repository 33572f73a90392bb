// PyTorch's products of matrices and vectors.
#include "base/ints_stream.h"
#include "kernels/conv.h"
#include "kernels/invoke.h"
#include "kernels/iterate.h"
#include "kernels/linear.h"
#include "ops/kernel.h"
#include "parallel/parallel.h"

namespace flambeau {

namespace {

void check_same_dtype(const Tensor& a, const Tensor& b) {
  check(a.dtype() == b.dtype(), "expected m1 and m2 to have the same dtype, but got: ", dtype_name(a.dtype()),
        " != ", dtype_name(b.dtype()));
}

void check_matrices(const Tensor& a, const Tensor& b, const char* a_name, const char* b_name) {
  check(a.dim() == 2, a_name, " must be a matrix", a_name[0] == 'm' ? concat(", got ", a.dim(), "-D tensor") : "");
  check(b.dim() == 2, b_name, " must be a matrix", a_name[0] == 'm' ? concat(", got ", b.dim(), "-D tensor") : "");
  check(a.size(1) == b.size(0), "mat1 and mat2 shapes cannot be multiplied (", a.size(0), "x", a.size(1), " and ",
        b.size(0), "x", b.size(1), ")");
  check_same_dtype(a, b);
}

void check_batches(const Tensor& a, const Tensor& b) {
  check(a.dim() == 3, "batch1 must be a 3D tensor");
  check(b.dim() == 3, "batch2 must be a 3D tensor");
  check(b.size(0) == a.size(0) && b.size(1) == a.size(2),
        "Expected size for first two dimensions of batch2 tensor to be: [", a.size(0), ", ", a.size(2), "] but got: [",
        b.size(0), ", ", b.size(1), "].");
  check_same_dtype(a, b);
}

void write_into(const Tensor& self, const Tensor& result, const char* op) {
  check_writable(self, op);
  check(self.sizes() == result.sizes(), op, ": the result has the size ", result.sizes(), ", self has ", self.sizes());
  copy_elements(self, result);
}

Tensor batch_product(const Tensor& a, const Tensor& b) {
  const Ints batch =
      broadcast_shapes(Ints(a.sizes().begin(), a.sizes().end() - 2), Ints(b.sizes().begin(), b.sizes().end() - 2));
  const auto expanded = [&](const Tensor& t) {
    Ints sizes = batch;
    sizes.push_back(t.size(-2));
    sizes.push_back(t.size(-1));
    return t.sizes() == sizes ? t : expand_to(t, sizes);
  };
  return multiply_batches(expanded(a), expanded(b));
}

}  // namespace

Tensor mm(const Tensor& self, const Tensor& mat2) {
  check(self.dim() == 2, "self must be a matrix");
  check(mat2.dim() == 2, "mat2 must be a matrix");
  check_matrices(self, mat2, "self", "mat2");
  return multiply(self, mat2);
}

Tensor bmm(const Tensor& self, const Tensor& mat2) {
  check_batches(self, mat2);
  return multiply_batches(self, mat2);
}

Tensor addmm(const Tensor& self, const Tensor& mat1, const Tensor& mat2, const Scalar& beta, const Scalar& alpha) {
  check_matrices(mat1, mat2, "mat1", "mat2");
  const bool plain = beta.to_double() == 1 && alpha.to_double() == 1;
  if (plain && self.dim() == 1 && self.size(0) == mat2.size(1) && self.dtype() == mat1.dtype()) {
    return multiply(mat1, mat2, self);
  }
  return add_product(self, multiply(mat1, mat2), beta, alpha);
}

Tensor addmm_(const Tensor& self, const Tensor& mat1, const Tensor& mat2, const Scalar& beta, const Scalar& alpha) {
  write_into(self, addmm(self, mat1, mat2, beta, alpha), "addmm_");
  return self;
}

Tensor baddbmm(const Tensor& self, const Tensor& batch1, const Tensor& batch2, const Scalar& beta,
               const Scalar& alpha) {
  check_batches(batch1, batch2);
  if (self.dtype() == Dtype::Float16 || self.dtype() == Dtype::BFloat16) {  // rounded once, at the end
    const auto wide = [](const Tensor& t) { return to_dtype(t, Dtype::Float32); };
    return to_dtype(add_product(wide(self), multiply_batches(wide(batch1), wide(batch2)), beta, alpha), self.dtype());
  }
  return add_product(self, multiply_batches(batch1, batch2), beta, alpha);
}

Tensor baddbmm_(const Tensor& self, const Tensor& batch1, const Tensor& batch2, const Scalar& beta,
                const Scalar& alpha) {
  write_into(self, baddbmm(self, batch1, batch2, beta, alpha), "baddbmm_");
  return self;
}

Tensor addbmm(const Tensor& self, const Tensor& batch1, const Tensor& batch2, const Scalar& beta, const Scalar& alpha) {
  check_batches(batch1, batch2);
  // The sum over the batch is a product whose depth is batch * k.
  const Tensor left = reshaped(permuted(batch1, {1, 0, 2}), {batch1.size(1), batch1.size(0) * batch1.size(2)});
  return add_product(self, multiply(left, reshaped(batch2, {batch2.size(0) * batch2.size(1), batch2.size(2)})), beta,
                     alpha);
}

Tensor mv(const Tensor& self, const Tensor& vec) {
  check(self.dim() == 2 && vec.dim() == 1, "vector + matrix @ vector expected, got 1, ", self.dim(), ", ", vec.dim());
  check(self.size(1) == vec.size(0), "size mismatch, got input (", self.size(0), "), mat (", self.size(0), "x",
        self.size(1), "), vec (", vec.size(0), ")");
  check_same_dtype(self, vec);
  return reshaped(multiply(self, inserted(vec, 1)), {self.size(0)});
}

Tensor addmv(const Tensor& self, const Tensor& mat, const Tensor& vec, const Scalar& beta, const Scalar& alpha) {
  return add_product(self, mv(mat, vec), beta, alpha);
}

Tensor dot(const Tensor& self, const Tensor& other) {
  check(self.dim() == 1 && other.dim() == 1, "1D tensors expected, but got ", self.dim(), "D and ", other.dim(),
        "D tensors");
  check(self.dtype() == other.dtype(), "dot : expected both vectors to have same dtype, but found ",
        dtype_name(self.dtype()), " and ", dtype_name(other.dtype()));
  check(self.size(0) == other.size(0), "inconsistent tensor size, expected tensor ", self.sizes(), " and src ",
        other.sizes(), " to have the same number of elements, but got ", self.size(0), " and ", other.size(0),
        " elements respectively");
  return reshaped(multiply(inserted(self, 0), inserted(other, 1)), {});
}

Tensor vdot(const Tensor& self, const Tensor& other) {
  return dot(is_complex(self.dtype()) ? invoke("aten::conj", self).to_tensor() : self, other);
}

Tensor outer(const Tensor& self, const Tensor& vec2) {
  check(self.dim() == 1, "outer: Expected 1-D argument self, but got ", self.dim(), "-D");
  check(vec2.dim() == 1, "outer: Expected 1-D argument vec2, but got ", vec2.dim(), "-D");
  const Ints sizes{self.size(0), vec2.size(0)};
  const Dtype dtype = promote_types(self.dtype(), vec2.dtype());
  if (dtype == Dtype::Bool) {  // a product is "and"
    return to_dtype(multiply(to_dtype(inserted(self, 1), Dtype::UInt8), to_dtype(inserted(vec2, 0), Dtype::UInt8)),
                    dtype);
  }
  return multiply(to_dtype(inserted(self, 1), dtype), to_dtype(inserted(vec2, 0), dtype));
}

Tensor addr(const Tensor& self, const Tensor& vec1, const Tensor& vec2, const Scalar& beta, const Scalar& alpha) {
  const Tensor product = outer(vec1, vec2);
  const Dtype dtype = promote_types(self.dtype(), product.dtype());
  return add_product(to_dtype(self, dtype), to_dtype(product, dtype), beta, alpha);
}

Tensor matmul(const Tensor& a, const Tensor& b) {
  check(a.dim() != 0 && b.dim() != 0, "both arguments to matmul need to be at least 1D, but they are ", a.dim(),
        "D and ", b.dim(), "D");
  if (a.dim() == 1 && b.dim() == 1) return dot(a, b);
  if (a.dim() == 2 && b.dim() == 1) return mv(a, b);
  check_same_dtype(a, b);
  const Tensor left = a.dim() == 1 ? inserted(a, 0) : a;
  const Tensor right = b.dim() == 1 ? inserted(b, 1) : b;
  if (left.dim() == 2 && right.dim() == 2) {
    const Tensor out = mm(left, right);
    return a.dim() == 1 ? reshaped(out, {b.size(1)}) : out;
  }
  Ints sizes(left.sizes().begin(), left.sizes().end() - 1);
  Tensor out;
  if (right.dim() == 2) {
    out = mm(reshaped(left, {count_elements(sizes), left.size(-1)}), right);
    sizes.push_back(right.size(1));
  } else {
    check(left.size(-1) == right.size(-2), "Expected size for first two dimensions of batch2 tensor to be: [",
          count_elements(Ints(right.sizes().begin(), right.sizes().end() - 2)), ", ", left.size(-1), "] but got: [",
          count_elements(Ints(right.sizes().begin(), right.sizes().end() - 2)), ", ", right.size(-2), "].");
    out = batch_product(left, right);
    sizes = out.sizes();
  }
  if (b.dim() == 1) sizes.pop_back();
  if (a.dim() == 1) sizes.erase(sizes.size() - (b.dim() == 1 ? 1 : 2));
  return reshaped(out, sizes);
}

Tensor inner(const Tensor& self, const Tensor& other) {
  if (self.dim() == 0 || other.dim() == 0) {
    return invoke("aten::mul.Tensor", self, other).to_tensor();
  }
  check(self.size(-1) == other.size(-1), "inner() the last dimension must match on both input tensors but got shapes ",
        self.sizes(), " and ", other.sizes());
  const int64_t depth = self.size(-1);
  Ints sizes(self.sizes().begin(), self.sizes().end() - 1);
  const int64_t rows = count_elements(sizes);
  int64_t columns = 1;
  for (int64_t d = 0; d + 1 < other.dim(); ++d) {
    sizes.push_back(other.sizes()[d]);
    columns *= other.sizes()[d];
  }
  check_same_dtype(self, other);
  return reshaped(multiply(reshaped(self, {rows, depth}), transposed(reshaped(other, {columns, depth}))), sizes);
}

Tensor bilinear(const Tensor& input1, const Tensor& input2, const Tensor& weight, const Tensor& bias) {
  check(input1.dim() == input2.dim(), "bilinear(): input dimensions do not match: got ", input1.dim(), " and ",
        input2.dim());
  check(weight.dim() == 3 && input1.size(-1) == weight.size(1) && input2.size(-1) == weight.size(2),
        "bilinear(): sizes do not match: inputs ", input1.sizes(), " and ", input2.sizes(), ", weight ",
        weight.sizes());
  Ints sizes(input1.sizes().begin(), input1.sizes().end() - 1);
  for (int64_t d = 0; d < sizes.ssize(); ++d) {
    check(sizes[d] == input2.sizes()[d], "bilinear(): input batch dimensions do not match at dim ", d, ": got ",
          sizes[d], " and ", input2.sizes()[d]);
  }
  const int64_t count = count_elements(sizes);
  const int64_t out = weight.size(0);
  // (count, out, in2) = input1 (count, in1) * weight; then each row's product with input2's row.
  const Tensor by_first = reshaped(permuted(weight, {1, 0, 2}), {weight.size(1), out * weight.size(2)});
  const Tensor partial = multiply(reshaped(input1, {count, weight.size(1)}), by_first);
  const Tensor vectors = reshaped(input2, {count, weight.size(2), 1});
  sizes.push_back(out);
  const Tensor product = reshaped(multiply_batches(reshaped(partial, {count, out, weight.size(2)}), vectors), sizes);
  return bias.defined() ? add_product(bias, product, 1, 1) : product;
}

Tensor fused_linear(const Tensor& input, const Tensor& weight, const Tensor& bias, std::string_view activation) {
  const Activation kind = activation_named(activation);
  const bool is_float = input.dtype() == Dtype::Float32;
  if (is_float && is_column_bias(bias, weight)) return linear_with_end(input, weight, bias, {{}, kind});
  Tensor out = linear(input, weight, bias);
  if (kind == Activation::None) return out;
  check(is_float, "a fused linear layer needs float32, got ", dtype_name(out.dtype()));
  activation_functions().apply(kind, out.data<float>(), 1, 0, out.numel());
  return out;
}

Tensor linear_add(const Tensor& input, const Tensor& weight, const Tensor& bias, const Tensor& other,
                  bool other_first) {
  if (input.dtype() == Dtype::Float32 && other.dtype() == Dtype::Float32 && other.is_contiguous() && input.dim() >= 1 &&
      weight.dim() == 2 && is_column_bias(bias, weight)) {
    Ints sizes = input.sizes();
    sizes.back() = weight.size(0);
    if (other.sizes() == sizes) return linear_with_end(input, weight, bias, {other, Activation::None});
  }
  const Tensor product = linear(input, weight, bias);
  return other_first ? invoke("aten::add.Tensor", other, product, 1).to_tensor()
                     : invoke("aten::add.Tensor", product, other, 1).to_tensor();
}

KERNEL(aten_mm, mm)
KERNEL(aten_bmm, bmm)
KERNEL(aten_addmm, addmm)
KERNEL(aten_addmm_, addmm_)
KERNEL(aten_baddbmm, baddbmm)
KERNEL(aten_baddbmm_, baddbmm_)
KERNEL(aten_addbmm, addbmm)
KERNEL(aten_mv, mv)
KERNEL(aten_addmv, addmv)
KERNEL(aten_dot, dot)
KERNEL(aten_vdot, vdot)
KERNEL(aten_outer, outer)
KERNEL(aten_ger, outer)
KERNEL(aten_addr, addr)
KERNEL(aten_matmul, matmul)
KERNEL(aten_linalg_matmul, matmul)
KERNEL(aten_inner, inner)
KERNEL(aten_bilinear, bilinear)
KERNEL(aten_linear, linear)
KERNEL(flambeau_linear, fused_linear)
KERNEL(flambeau_linear_add, linear_add)

}  // namespace flambeau
