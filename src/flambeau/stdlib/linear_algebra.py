"""torch.linalg, of a few decompositions that are operators: QR, LU, Cholesky, singular and symmetric eigenvalues."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from . import numpy_eigen
from .tensors import scalar_type


def svd(A: Tensor, full_matrices: bool = True, *, driver: str | None = None) -> tuple[Tensor, Tensor, Tensor]:
    u, s, vh = torch.ops.aten._linalg_svd(A, full_matrices, True)
    return u, s, vh


def svdvals(A: Tensor, *, driver: str | None = None) -> Tensor:
    s: Tensor = torch.ops.aten._linalg_svd(A, False, False)[1]
    return s


def old_svd(input: Tensor, some: bool = True, compute_uv: bool = True) -> tuple[Tensor, Tensor, Tensor]:
    if not compute_uv:
        rows, columns = input.size(-2), input.size(-1)
        lead = list(input.shape[:-2])
        s = svdvals(input)
        return input.new_zeros([*lead, rows, rows]), s, input.new_zeros([*lead, columns, columns])
    u, s, vh = torch.ops.aten._linalg_svd(input, not some, True)
    return u, s, vh.mT


def eigh(A: Tensor, UPLO: str = "L") -> tuple[Tensor, Tensor]:
    values, vectors = torch.ops.aten._linalg_eigh(A, UPLO, True)
    return values, vectors


def eigvalsh(A: Tensor, UPLO: str = "L") -> Tensor:
    values: Tensor = torch.ops.aten._linalg_eigh(A, UPLO, False)[0]
    return values


def _eigen(A: Tensor, vectors: bool) -> tuple[Tensor, Tensor]:
    """Matrix by matrix, as numpy has them: lengths are one, and each vector's largest part is real."""
    if A.dtype != torch.float32 and A.dtype != torch.float64:
        if A.is_floating_point():
            raise NotImplementedError(f"\"linalg_eig_out_cpu\" not implemented for '{scalar_type(A)}'")
        raise RuntimeError(f"Unknown Complex ScalarType for {scalar_type(A)}")
    if A.dim() < 2:
        raise RuntimeError("linalg.eig: The input tensor A must have at least 2 dimensions.")
    size = A.size(-1)
    if A.size(-2) != size:
        raise RuntimeError(
            f"linalg.eig: A must be batches of square matrices, but they are {A.size(-2)} by {size} matrices"
        )
    if not bool(torch.isfinite(A).all()):
        raise RuntimeError("torch.linalg.eig: input tensor should not contain infs or NaNs.")
    dtype = torch.complex64 if A.dtype == torch.float32 else torch.complex128
    values = torch.zeros(A.shape[:-1], dtype=dtype)
    turned = torch.zeros(A.shape, dtype=dtype)
    if A.numel() > 0:
        rows, planes, matrices = values.view(-1, size), turned.view(-1, size, size), A.reshape(-1, size, size)
        for k in range(matrices.size(0)):
            if vectors:
                found, columns = numpy_eigen.eig(matrices[k].numpy())
                planes[k] = torch.from_numpy(columns)
            else:
                found = numpy_eigen.eigvals(matrices[k].numpy())
            rows[k] = torch.from_numpy(found)
    return values, turned


def eig(A: Tensor) -> tuple[Tensor, Tensor]:
    values, vectors = _eigen(A, True)
    return values, vectors


def eigvals(A: Tensor) -> Tensor:
    return _eigen(A, False)[0]


def old_qr(input: Tensor, some: bool = True) -> tuple[Tensor, Tensor]:
    q, r = torch.linalg.qr(input, "reduced" if some else "complete")
    return q, r


def orgqr(input: Tensor, tau: Tensor) -> Tensor:
    made: Tensor = torch.linalg.householder_product(input, tau)
    return made


def ormqr(input: Tensor, tau: Tensor, other: Tensor, left: bool = True, transpose: bool = False) -> Tensor:
    """``other`` times the whole Q of ``geqrf``."""
    if input.dim() < 2 or other.dim() < 2:
        raise RuntimeError("torch.ormqr: input and other must have at least 2 dimensions.")
    if input.dim() - tau.dim() != 1 or input.dim() != other.dim():
        raise RuntimeError("torch.ormqr: Expected tau to have one dimension less than input, and other as many")
    if input.shape[:-2] != other.shape[:-2] or input.shape[:-2] != tau.shape[:-1]:
        raise RuntimeError("torch.ormqr: Expected batches to be equal")
    if tau.size(-1) > input.size(-1):
        raise RuntimeError("torch.ormqr: tau.shape[-1] must be less than or equal to input.shape[-1]")
    side = other.size(-2) if left else other.size(-1)
    if tau.size(-1) > side or input.size(-2) != side:
        raise RuntimeError("torch.ormqr: the sizes of input and other don't match")
    if input.dtype != other.dtype or input.dtype != tau.dtype:
        raise RuntimeError("torch.ormqr: Expected input, tau and other to have the same dtype")
    wide = input.new_zeros([*input.shape[:-2], side, side])
    kept = min(side, input.size(-1))
    wide[..., :kept] = input[..., :kept]
    q = torch.linalg.householder_product(wide, tau)
    if transpose:
        q = q.mT
    made: Tensor = q @ other if left else other @ q
    return made


# --- systems of equations ---------------------------------------------------------------------------------------------


def lu_factor(A: Tensor, *, pivot: bool = True) -> tuple[Tensor, Tensor]:
    lu, pivots, _ = torch.linalg.lu_factor_ex(A, pivot=pivot, check_errors=False)
    return lu, pivots


def lu_with_info(A: Tensor, pivot: bool = True, check_errors: bool = True) -> tuple[Tensor, Tensor, Tensor]:
    lu, pivots, info = torch.linalg.lu_factor_ex(A, pivot=pivot, check_errors=check_errors)
    return lu, pivots, info


def _permutation(pivots: Tensor, rows: int) -> Tensor:
    """The row of the matrix that each row of its factors comes of."""
    rest = list(pivots.shape[:-1])
    order = torch.arange(rows).expand([*rest, rows]).clone()
    for k in range(pivots.size(-1)):
        other = pivots[..., k : k + 1].long() - 1
        here = order[..., k : k + 1].clone()
        order[..., k : k + 1] = order.gather(-1, other)
        order.scatter_(-1, other, here)
    return order


def lu_unpack(
    LU_data: Tensor, LU_pivots: Tensor, unpack_data: bool = True, unpack_pivots: bool = True
) -> tuple[Tensor, Tensor, Tensor]:
    if LU_pivots.dtype != torch.int32:
        raise RuntimeError("torch.lu_unpack: LU_pivots is expected to be a contiguous tensor of torch.int32 dtype.")
    rows, columns = LU_data.size(-2), LU_data.size(-1)
    least = min(rows, columns)
    p = lower = upper = LU_data.new_empty([0])
    if unpack_data:
        unit = torch.eye(rows, least, dtype=LU_data.dtype)
        lower = LU_data[..., :least].tril(-1) + unit
        upper = LU_data[..., :least, :].triu()
    if unpack_pivots:
        order = _permutation(LU_pivots, rows)
        p = LU_data.new_zeros([*order.shape[:-1], rows, rows]).scatter(-2, order.unsqueeze(-2), 1.0)
    return p, lower, upper


def lu(A: Tensor, *, pivot: bool = True) -> tuple[Tensor, Tensor, Tensor]:
    factors, pivots, _ = torch.linalg.lu_factor_ex(A, pivot=pivot, check_errors=False)
    return lu_unpack(factors, pivots)


def lu_solve(LU: Tensor, pivots: Tensor, B: Tensor, *, left: bool = True, adjoint: bool = False) -> Tensor:
    if pivots.dtype != torch.int32:
        raise RuntimeError("linalg.lu_solve: pivots should be a Tensor of scalar type torch.int32")
    if LU.dim() < 2 or B.dim() < 2:
        raise RuntimeError("linalg.lu_solve: The input tensors must have at least 2 dimensions.")
    if LU.size(-1) != LU.size(-2):
        raise RuntimeError("linalg.lu_solve: LU must be batches of square matrices")
    if LU.dtype != B.dtype:
        raise RuntimeError("linalg.lu_solve: Expected LU and B to have the same dtype")
    if LU.size(-1) != pivots.size(-1) or LU.shape[:-2] != pivots.shape[:-1]:
        raise RuntimeError("linalg.lu_solve: the sizes of LU and pivots don't match")
    if not left:
        return lu_solve(LU, pivots, B.mT, adjoint=not adjoint).mT
    order = _permutation(pivots, LU.size(-1)).unsqueeze(-1)
    lead = torch.broadcast_shapes(LU.shape[:-2], B.shape[:-2])  # type: ignore[no-untyped-call]
    right = B.expand([*lead, *B.shape[-2:]])
    places = order.expand([*lead, *B.shape[-2:]])
    if not adjoint:
        below = torch.linalg.solve_triangular(LU, right.gather(-2, places), upper=False, unitriangular=True)
        made: Tensor = torch.linalg.solve_triangular(LU, below, upper=True)
        return made
    below = torch.linalg.solve_triangular(LU.mT, right, upper=False)
    turned = torch.linalg.solve_triangular(LU.mT, below, upper=True, unitriangular=True)
    return torch.zeros_like(turned).scatter(-2, places, turned)


def old_lu_solve(b: Tensor, LU_data: Tensor, LU_pivots: Tensor) -> Tensor:
    return lu_solve(LU_data, LU_pivots, b)


def inv_ex(A: Tensor, *, check_errors: bool = False) -> tuple[Tensor, Tensor]:
    factors, pivots, info = torch.linalg.lu_factor_ex(A, check_errors=False)
    if A.size(-1) != A.size(-2):
        raise RuntimeError(
            f"linalg.inv: A must be batches of square matrices, but they are {A.size(-2)} by {A.size(-1)} matrices"
        )
    if check_errors and bool((info != 0).any()):
        raise RuntimeError(
            f"linalg.inv: The diagonal element {int(info.max())} is zero, the inversion could not be completed because "
            "the input matrix is singular."
        )
    return lu_solve(factors, pivots, torch.eye(A.size(-1), dtype=A.dtype)), info


def solve_ex(A: Tensor, B: Tensor, *, left: bool = True, check_errors: bool = False) -> tuple[Tensor, Tensor]:
    if A.dim() < 2 or A.size(-1) != A.size(-2):
        raise RuntimeError("linalg.solve: A must be batches of square matrices")
    factors, pivots, info = torch.linalg.lu_factor_ex(A, check_errors=False)
    if check_errors and bool((info != 0).any()):
        raise RuntimeError("torch.linalg.solve_ex: The solver failed because the input matrix is singular.")
    vector = B.dim() == 1 or (A.dim() - 1 == B.dim() and A.shape[:-1] == B.shape)
    if vector and not left:
        raise RuntimeError("linalg.solve: Vector broadcasting of the left hand side is not supported for left=False.")
    solved = lu_solve(factors, pivots, B.unsqueeze(-1) if vector else B, left=left)
    return solved.squeeze(-1) if vector else solved, info


def cholesky_solve(B: Tensor, L: Tensor, upper: bool = False) -> Tensor:
    if B.dim() < 2 or L.dim() < 2:
        raise RuntimeError("b should have at least 2 dimensions")
    if L.size(-1) != L.size(-2) or L.size(-1) != B.size(-2):
        raise RuntimeError("A must be batches of square matrices that fit b")
    if B.dtype != L.dtype:
        raise RuntimeError(
            f"Expected b and A to have the same dtype, but found b of type {scalar_type(B)} and A of type "
            f"{scalar_type(L)} instead."
        )
    lower = L.mT if upper else L
    below = torch.linalg.solve_triangular(lower, B, upper=False)
    made: Tensor = torch.linalg.solve_triangular(lower.mT, below, upper=True)
    return made


def cholesky_inverse(L: Tensor, upper: bool = False) -> Tensor:
    if L.dim() < 2 or L.size(-1) != L.size(-2):
        raise RuntimeError("cholesky_inverse: A must be batches of square matrices")
    return cholesky_solve(torch.eye(L.size(-1), dtype=L.dtype), L, upper)


def triangular_solve(
    b: Tensor, A: Tensor, upper: bool = True, transpose: bool = False, unitriangular: bool = False
) -> tuple[Tensor, Tensor]:
    if b.dim() < 2 or A.dim() < 2:
        raise RuntimeError("torch.triangular_solve: Expected tensors to have at least 2 dimensions")
    matrix, upward = (A.mT, not upper) if transpose else (A, upper)
    solved = torch.linalg.solve_triangular(matrix, b, upper=upward, unitriangular=unitriangular)
    lead = list(solved.shape[:-2])
    return solved, A.expand([*lead, *A.shape[-2:]]).clone()


# From which singular vectors cost more than reflections and the solution of a triangle.
MANY = 16


def triangle_of(A: Tensor, right: Tensor) -> tuple[Tensor, Tensor]:
    """R of the QR factors of ``A``, which has at least as many rows as columns, and Q^T ``right``: Q isn't needed."""
    columns = A.size(-1)
    r = torch.linalg.qr(torch.cat([A, right], -1), "r")[1]
    return r[..., :columns, :columns], r[..., :columns, columns:]


def _solution_of_full_rank(A: Tensor, right: Tensor, limit: float) -> Tensor | None:
    """By reflections; None unless all singular values are sure to be larger than ``limit`` times the largest."""
    tall = A.size(-2) >= A.size(-1)
    if tall and A.shape[:-2] == right.shape[:-2]:
        q = A.new_empty([0])
        r, turned = triangle_of(A, right)
    else:
        q, r = torch.linalg.qr(A if tall else A.mT)
        turned = q.mT @ right if tall else right
    inverse = torch.linalg.solve_triangular(r, torch.eye(r.size(-1), dtype=r.dtype), upper=True)
    condition = torch.linalg.vector_norm(r, 2, (-2, -1)) * torch.linalg.vector_norm(inverse, 2, (-2, -1))
    if not bool((condition * limit < 1).all()):
        return None
    made: Tensor
    if tall:
        made = torch.linalg.solve_triangular(r, turned, upper=True)
    else:
        made = q @ torch.linalg.solve_triangular(r.mT, turned, upper=False)
    return made


def lstsq(
    A: Tensor, B: Tensor, rcond: float | None = None, *, driver: str | None = None
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Least squares by singular values, of the smallest norm where many solve it."""
    if driver is not None and driver not in ("gels", "gelsy", "gelsd", "gelss"):
        raise RuntimeError("torch.linalg.lstsq: parameter `driver` should be one of (gels, gelsy, gelsd, gelss)")
    if A.dim() < 2:
        raise RuntimeError("torch.linalg.lstsq: input must have at least 2 dimensions.")
    if B.dim() < 1:
        raise RuntimeError("torch.linalg.lstsq: other must have at least 1 dimension.")
    if A.dtype != B.dtype:
        raise RuntimeError("torch.linalg.lstsq: Expected input and other to have the same dtype")
    if A.dtype != torch.float32 and A.dtype != torch.float64:
        raise RuntimeError("This function doesn't handle types other than float and double")
    rows, columns = A.size(-2), A.size(-1)
    limit = torch.finfo(A.dtype).eps * max(rows, columns) if rcond is None else rcond
    vector = A.dim() - 1 == B.dim() and A.shape[:-1] == B.shape
    right = B.unsqueeze(-1) if vector else B
    none = A.new_empty([0])
    s = none
    solution: Tensor | None = None
    if min(rows, columns) >= MANY and driver != "gelsd" and driver != "gelss":
        solution = _solution_of_full_rank(A, right, limit)
    if solution is not None:
        rank = torch.full(A.shape[:-2], min(rows, columns), dtype=torch.int64)
    else:
        u, s, vh = torch.ops.aten._linalg_svd(A, False, True)
        kept = s > limit * s[..., :1]
        if driver == "gels":
            kept = torch.ones_like(kept)
        inverse = torch.where(kept, 1 / s, torch.zeros_like(s)).unsqueeze(-1)
        solution = vh.mT @ (inverse * (u.mT @ right))
        rank = kept.sum(-1)
    residuals = none
    if rows > columns and driver is not None and driver != "gelsy" and bool((rank == columns).all()):
        residuals = (A @ solution - right).square().sum(-2)
    if vector:
        solution = solution.squeeze(-1)
    if driver == "gels":
        return solution, residuals, torch.empty([0], dtype=torch.int64), none
    return solution, residuals, rank, s if driver == "gelsd" or driver == "gelss" else none


# --- what singular values tell ----------------------------------------------------------------------------------------


def _limit(A: Tensor, s: Tensor, atol: Any, rtol: Any) -> Tensor:
    """The largest singular value, for each matrix, that counts as 0."""
    absolute = torch.as_tensor(0.0 if atol is None else atol, dtype=s.dtype)
    if rtol is None:
        relative = torch.as_tensor(torch.finfo(A.dtype).eps * max(A.size(-2), A.size(-1)), dtype=s.dtype)
        if atol is not None:
            relative = torch.where(absolute > 0, torch.zeros_like(absolute), relative)
    else:
        relative = torch.as_tensor(rtol, dtype=s.dtype)
    largest = s.amax(-1) if s.size(-1) > 0 else s.sum(-1)
    return torch.maximum(absolute, relative * largest)


def matrix_rank(A: Tensor, tol: Any = None, hermitian: bool = False, *, atol: Any = None, rtol: Any = None) -> Tensor:
    if tol is not None:
        atol, rtol = tol, 0.0
    s = eigvalsh(A).abs() if hermitian else svdvals(A)
    return (s > _limit(A, s, atol, rtol).unsqueeze(-1)).sum(-1)


def pinv(A: Tensor, rcond: Any = None, hermitian: bool = False, *, atol: Any = None, rtol: Any = None) -> Tensor:
    if rcond is not None:
        atol, rtol = 0.0, rcond
    if A.dim() < 2 or A.dtype not in (torch.float32, torch.float64):
        raise RuntimeError(
            f"linalg.pinv({scalar_type(A)}{{{list(A.shape)}}}): expected a tensor with 2 or more dimensions of float, "
            "double, cfloat or cdouble types"
        )
    if A.numel() == 0:
        return A.new_empty([*A.shape[:-2], A.size(-1), A.size(-2)])
    if hermitian:
        values, vectors = torch.ops.aten._linalg_eigh(A, "L", True)
        kept = values.abs() > _limit(A, values.abs(), atol, rtol).unsqueeze(-1)
        inverse = torch.where(kept, 1 / values, torch.zeros_like(values))
        made: Tensor = (vectors * inverse.unsqueeze(-2)) @ vectors.mT
        return made
    u, s, vh = torch.ops.aten._linalg_svd(A, False, True)
    inverse = torch.where(s > _limit(A, s, atol, rtol).unsqueeze(-1), 1 / s, torch.zeros_like(s))
    made = (vh.mT * inverse.unsqueeze(-2)) @ u.mT
    return made


def pinverse(input: Tensor, rcond: float = 1e-15) -> Tensor:
    return pinv(input, rcond)


def cond(A: Tensor, p: Any = None) -> Tensor:
    if p is None or p == 2 or p == -2:
        s = svdvals(A)
        if A.numel() == 0:
            return A.new_zeros(A.shape[:-2])
        found: Tensor = s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
        return found
    inverse, _ = inv_ex(A)
    made: Tensor = torch.linalg.matrix_norm(A, p) * torch.linalg.matrix_norm(inverse, p)
    return made


def matrix_norm(
    A: Tensor, ord: Any = "fro", dim: Sequence[int] = (-2, -1), keepdim: bool = False, *,
    dtype: torch.dtype | None = None,
) -> Tensor:  # fmt: skip
    if dtype is not None:
        A = A.to(dtype)
    if A.dim() < 2:
        raise RuntimeError("linalg.matrix_norm: The input tensor A must have at least 2 dimensions.")
    if not (A.is_floating_point() or A.is_complex()):
        raise RuntimeError(
            f"linalg.matrix_norm: Expected a floating point or complex tensor as input. Got {scalar_type(A)}"
        )
    if isinstance(ord, str):
        if ord not in ("fro", "nuc"):
            raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    elif abs(ord) not in (1, 2, math.inf):
        raise RuntimeError(f"linalg.matrix_norm: Order {ord} not supported.")
    if len(dim) != 2:
        raise RuntimeError(f"linalg.matrix_norm: dim must be a 2-tuple. Got {' '.join([str(d) for d in dim])}")
    rows, columns = dim
    if ord == "fro":
        whole: Tensor = torch.linalg.vector_norm(A, 2, (rows, columns), keepdim=keepdim)
        return whole
    if ord == 2 or ord == -2 or ord == "nuc":
        s = svdvals(A.movedim((rows, columns), (-2, -1)))
        norm = s.sum(-1) if ord == "nuc" or (s.size(-1) == 0 and ord == 2) else s.amin(-1) if ord == -2 else s.amax(-1)
        if keepdim:
            for d in sorted([rows % A.dim(), columns % A.dim()]):
                norm = norm.unsqueeze(d)
        return norm
    summed, other = (rows, columns) if ord == 1 or ord == -1 else (columns, rows)
    sums = A.abs().sum(summed, keepdim=True)
    if sums.size(other) == 0 and ord > 0:
        sums = sums.sum(other, keepdim=True)
    found = sums.amax(other, keepdim=True) if ord > 0 else sums.amin(other, keepdim=True)
    return found if keepdim else found.squeeze((rows, columns))


def norm(
    A: Tensor, ord: Any = None, dim: Any = None, keepdim: bool = False, *, dtype: torch.dtype | None = None
) -> Tensor:
    """Without an order the norm of all elements; of a vector, or along one dim, a vector norm; else a matrix norm."""
    single = isinstance(dim, int) or (dim is not None and len(dim) == 1) or (dim is None and A.dim() == 1)
    if ord is None or (single and not isinstance(ord, str)):
        vector: Tensor = torch.linalg.vector_norm(A, 2 if ord is None else ord, dim, keepdim, dtype=dtype)
        return vector
    if dim is None:
        if A.dim() != 2:
            raise RuntimeError(
                f"linalg.norm: If dim is not specified but ord is, the input must be 1D or 2D. Got {A.dim()}D."
            )
        dim = (0, 1)
    if single or len(dim) != 2:
        raise RuntimeError("linalg.norm: If ord is specified, dim must be a 1- or 2-tuple")
    return matrix_norm(A, ord, dim, keepdim, dtype=dtype)


def tensorinv(A: Tensor, ind: int = 2) -> Tensor:
    if ind <= 0:
        raise RuntimeError("Expected a strictly positive integer for 'ind'")
    rows, columns = list(A.shape[:ind]), list(A.shape[ind:])
    if math.prod(rows) != math.prod(columns):
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[ind:]) == prod(self.shape[:ind]), but got "
            f"{math.prod(columns)} != {math.prod(rows)}"
        )
    made: Tensor = torch.linalg.inv(A.reshape(math.prod(rows), math.prod(columns))).reshape([*columns, *rows])
    return made


def tensorsolve(A: Tensor, B: Tensor, dims: Sequence[int] | None = None) -> Tensor:
    if dims is not None:
        A = A.movedim(list(dims), list(range(A.dim() - len(dims), A.dim())))
    shape = list(A.shape[B.dim() :])
    if math.prod(shape) != math.prod(list(A.shape[: B.dim()])):
        raise RuntimeError(
            "Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == prod(self.shape[:other.ndim])"
        )
    size = math.prod(shape)
    made: Tensor = torch.linalg.solve(A.reshape(size, size), B.reshape(size)).reshape(shape)
    return made


def grouped_mm(
    mat_a: Tensor, mat_b: Tensor, offs: Tensor | None = None, bias: Tensor | None = None, out_dtype: Any = None
) -> Tensor:
    """Products of groups, which end at ``offs`` along the rows of a, the columns of b or the dim that both share."""
    if offs is None:
        product = torch.bmm(mat_a, mat_b)
    else:
        parts, start = [], 0
        for group in range(offs.size(0)):
            end = int(offs[group])
            left = mat_a[group] if mat_a.dim() == 3 else mat_a[:, start:end] if mat_b.dim() == 2 else mat_a[start:end]
            right = mat_b[group] if mat_b.dim() == 3 else mat_b[:, start:end] if mat_a.dim() == 3 else mat_b[start:end]
            parts.append(left @ right)
            start = end
        if mat_a.dim() == mat_b.dim() == 2:
            product = torch.stack(parts)
        elif mat_a.dim() == 2:
            product = torch.cat([*parts, mat_a.new_zeros(mat_a.size(0) - start, mat_b.size(2))])
        else:
            product = torch.cat([*parts, mat_a.new_zeros(mat_a.size(1), mat_b.size(1) - start)], 1)
    if bias is not None:
        product = product + bias
    return product if out_dtype is None else product.to(out_dtype)
