// Eigenvalues of symmetric matrices and singular values, by reflections to a narrow band and then rotations.
#pragma once

#include "kernels/householder.h"

namespace flambeau {

// A power of two, 1 if that may be, by which `a` is multiplied so that squares of its elements neither vanish nor
// overflow; 0 where an element isn't finite.
double scale_to_safety(const Block& a);

// cosine and sine with cosine * f + sine * g == r, which is returned, and cosine * g - sine * f == 0.
double rotation_of(double f, double g, double& cosine, double& sine);

// What is as good as 0 in a band of such elements.
double negligible(const double* a, const double* b, int64_t count);

// Of the symmetric `a`, which is overwritten, in no order. The rows of `vectors` become the eigenvectors; it has none
// where only the values are wanted. Signs are those of LAPACK's `steqr`, with rotations as from its version 3.10 on if
// `newer` (NumPy's), or as before (torch's).
void symmetric_eigenvalues(const Block& a, double* values, const Block& vectors, bool newer);

// Of the square `a`, which is overwritten, none of them negative, in no order: a == left^T diag(values) right. `left`
// and `right` have no rows where only the values are wanted.
void square_singular_values(const Block& a, double* values, const Block& left, const Block& right);

}  // namespace flambeau
