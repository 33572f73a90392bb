// Matrices of doubles, row-major with a step between rows, and their reflections: what decompositions stand on.
#pragma once

#include <cstdint>
#include <vector>

#include "tensor/tensor.h"

namespace flambeau {

// A row-major block of a matrix.
struct Block {
  double* data;
  int64_t rows, columns, step;
  double& operator()(int64_t i, int64_t j) const { return data[i * step + j]; }
  Block part(int64_t row, int64_t column, int64_t height, int64_t width) const {
    return {data + row * step + column, height, width, step};
  }
};

// H_1 H_2 ... with H_j = 1 - tau_j v_j v_j^T, v_j being 0 above its j-th entry, 1 there, and below the column j of what
// is left: R above, as LAPACK's geqrf writes it.
void reflect_columns(const Block& a, double* tau);
// Multiplies `target` by the first `count` of them, from the left.
void apply_reflections(const Block& a, const double* tau, int64_t count, const Block& target);
// The first columns of the product of so many, into `q`, as many as it has.
void product_of_reflections(const Block& a, const double* tau, int64_t count, const Block& q);

// One reflection: x becomes v, the first entry of which is 1. What the reflection makes of x's first entry, that of
// the others being 0.
double make_reflection(double* x, int64_t count, double& tau);
// Multiplies `target` from the left by H_1 H_2 ..., or by its transpose: the rows of `vectors`, which lie together, are
// v_1, v_2 ..., v_j being 0 before its j-th entry.
void apply_vectors(const Block& vectors, const double* tau, bool transposed, const Block& target);

// What decompositions check, "linalg.qr: ...", and the copy in double that they work on.
void check_matrix(const Tensor& a, const char* name);
void check_square(const Tensor& a, const char* name);
void check_decomposable(const Tensor& a, const char* name);
Tensor working_copy(const Tensor& t);
int64_t matrices(const Tensor& a);  // in the batch
// The shape of a's batch, with `more` behind it.
Ints batch_with(const Tensor& a, std::initializer_list<int64_t> more);
inline Block block_of(const Tensor& t, int64_t index) {
  const int64_t rows = t.size(-2), columns = t.size(-1);
  return {t.data<double>() + index * rows * columns, rows, columns, columns};
}

}  // namespace flambeau
