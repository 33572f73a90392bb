// Triangular factors of matrices of doubles, by halves, so that most of the work is in matrix products.
#pragma once

#include <cstdint>

#include "kernels/gemm.h"
#include "kernels/householder.h"

namespace flambeau {

// c -= a * b. Neither may overlap c.
void subtract_product(const Matrix<const double>& a, const Matrix<const double>& b, const Block& c);
inline Matrix<const double> matrix_of(const Block& a) { return {a.data, a.rows, a.columns, a.step, 1}; }

enum class Triangle : uint8_t { Lower, UnitLower, Upper, UnitUpper };
// x becomes the solution of t * x == x, `t` being square, with what is outside its triangle left unread.
void substitute(const Block& t, Triangle triangle, const Block& x);

struct Elimination {
  double sign = 1;    // of the permutation
  int64_t zero = -1;  // the first zero on U's diagonal, -1 for none
};
// L (its diagonal of ones left out) and U in a's place. pivots[k]: the row that was exchanged with row k, in step k.
Elimination eliminate(const Block& a, int64_t* pivots);
// Exchanges rows as `eliminate` did.
void exchange_rows(const Block& a, const int64_t* pivots, int64_t count);

// L with L L^T == a in a's place, of which only the lower triangle is read, zeros above it. The order of the leading
// minor that isn't positive, 0 where all are.
int64_t factor_definite(const Block& a);

}  // namespace flambeau
