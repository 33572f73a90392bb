// Products of tensors of any dtype, on which the linear-algebra operators stand.
#pragma once

#include "simd/activation.h"
#include "tensor/tensor.h"
#include "value/scalar.h"

namespace flambeau {

// What a product of floats still gets: activation(product + residual), the residual, row-major and of the product's
// size, undefined for none.
struct LinearEnd {
  Tensor residual;
  Activation activation = Activation::None;
};

// (m, k) times (k, n), of one dtype: a new row-major (m, n). `bias`, (n), may be undefined. Integers wrap; the halves
// are summed in float and rounded once. A `b` in readonly storage is packed once where that pays. An `end` is for
// float32.
Tensor multiply(const Tensor& a, const Tensor& b, const Tensor& bias = {}, const LinearEnd& end = {});
// (..., m, k) times (..., k, n), of one batch: a new row-major (..., m, n).
Tensor multiply_batches(const Tensor& a, const Tensor& b);
// beta * self + alpha * product, `self` broadcast to the product; a beta of 0 ignores self, NaN or not.
Tensor add_product(const Tensor& self, const Tensor& product, const Scalar& beta, const Scalar& alpha);
// input (..., k) times the transposed weight (n, k), plus bias: (n), or whatever else can be added.
Tensor linear(const Tensor& input, const Tensor& weight, const Tensor& bias);
// The same, for a bias of one number a column.
bool is_column_bias(const Tensor& bias, const Tensor& weight);
Tensor linear_with_end(const Tensor& input, const Tensor& weight, const Tensor& bias, const LinearEnd& end);

// Views.
Tensor transposed(const Tensor& t);  // the last two dims swapped
Tensor inserted(const Tensor& t, int64_t dim);
Tensor permuted(const Tensor& t, const Ints& dims);
// The same elements in another shape: a view where the strides allow it, else of a row-major copy.
Tensor reshaped(const Tensor& t, const Ints& sizes);

}  // namespace flambeau
