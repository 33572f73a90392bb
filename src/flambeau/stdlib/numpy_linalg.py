"""numpy.linalg, on torch.linalg's operators. Singular vectors may differ from LAPACK's in their
signs, and so may eigenvectors of an upper triangle or of more than 25 rows.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.linalg import LinAlgError
from numpy.linalg._linalg import EighResult, QRResult, SlogdetResult, SVDResult
from torch import Tensor

from . import linear_algebra


def _matrices(a: Any) -> Tensor:
    """Stacks of matrices in a dtype that linear algebra has: float64 for integers."""
    x = np.asarray(a)
    _check_matrices(x)
    return _floats(x)


def _check_matrices(x: Any) -> None:
    if x.ndim < 2:
        raise LinAlgError(f"{x.ndim}-dimensional array given. Array must be at least two-dimensional")


def _floats(x: Any) -> Tensor:
    if x.dtype == np.float16:
        raise TypeError("array type float16 is unsupported in linalg")
    if x.dtype.kind not in "fc":
        x = x.astype(np.float64)
    return torch.from_numpy(np.ascontiguousarray(x))


def _square(a: Any) -> Tensor:
    x = np.asarray(a)
    if x.ndim >= 2 and x.shape[-1] != x.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    return _matrices(x)


def _finite(a: Tensor) -> Tensor:
    if not bool(torch.isfinite(a).all()):
        raise LinAlgError("SVD did not converge")
    return a


def svd(a: Any, full_matrices: bool = True, compute_uv: bool = True, hermitian: bool = False) -> Any:
    """``numpy.linalg.svd``."""
    given = _finite(_matrices(a))
    if not compute_uv:
        return linear_algebra.svdvals(given).numpy()
    u, s, vh = linear_algebra.svd(given, full_matrices)
    return SVDResult(u.numpy(), s.numpy(), vh.numpy())


def svdvals(x: Any, /) -> Any:
    """``numpy.linalg.svdvals``."""
    return linear_algebra.svdvals(_finite(_matrices(x))).numpy()


def _triangle(UPLO: str) -> str:
    if UPLO not in ("L", "U", "l", "u"):
        raise ValueError("UPLO argument must be 'L' or 'U'")
    return "L" if UPLO in ("L", "l") else "U"


def symmetric_eigenvalues(A: Tensor, UPLO: str) -> tuple[Tensor, Tensor]:
    raise NotImplementedError("a rule stands for this")


def eigh(a: Any, UPLO: str = "L") -> Any:
    """``numpy.linalg.eigh``."""
    values, vectors = symmetric_eigenvalues(_square(a), _triangle(UPLO))
    return EighResult(values.numpy(), vectors.numpy())


def eigvalsh(a: Any, UPLO: str = "L") -> Any:
    """``numpy.linalg.eigvalsh``."""
    return linear_algebra.eigvalsh(_square(a), _triangle(UPLO)).numpy()


def qr(a: Any, mode: str = "reduced") -> Any:
    """``numpy.linalg.qr`` in the modes "reduced", "complete" and "r"."""
    if mode not in ("reduced", "complete", "r"):
        raise ValueError(f"Unrecognized mode '{mode}'")
    q, r = torch.linalg.qr(_matrices(a), mode)
    return r.numpy() if mode == "r" else QRResult(q.numpy(), r.numpy())


def cholesky(a: Any, /, *, upper: bool = False) -> Any:
    """``numpy.linalg.cholesky``."""
    factor, info = torch.linalg.cholesky_ex(_square(a), upper=upper)
    if bool((info != 0).any()):
        raise LinAlgError("Matrix is not positive definite")
    return factor.numpy()


def slogdet(a: Any) -> Any:
    """``numpy.linalg.slogdet``."""
    sign, logarithm = torch.linalg.slogdet(_square(a))
    return SlogdetResult(sign.numpy()[()], logarithm.numpy()[()])


def pinv(a: Any, rcond: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    """``numpy.linalg.pinv``: singular values below ``rcond`` times the largest count as none."""
    given = _finite(_matrices(a))
    limit = rcond if rcond is not None else rtol
    if limit is None:
        limit = 1e-15
    cut = torch.from_numpy(np.asarray(limit, dtype=np.float64))
    return linear_algebra.pinv(given, cut, hermitian).numpy()


def matrix_rank(A: Any, tol: Any = None, hermitian: bool = False, *, rtol: Any = None) -> Any:
    """``numpy.linalg.matrix_rank``."""
    x = np.asarray(A)
    if x.ndim < 2:
        return int(not bool((x == 0).all()))
    s = linear_algebra.svdvals(_floats(x)).numpy()
    if tol is None:
        relative = max(x.shape[-2:]) * np.finfo(s.dtype).eps if rtol is None else np.asarray(rtol)[..., None]
        limit = s.max(axis=-1, keepdims=True) * relative
    else:
        limit = np.asarray(tol)[..., None]
    return np.count_nonzero(s > limit, axis=-1)


def cond(x: Any, p: Any = None) -> Any:
    """``numpy.linalg.cond``."""
    given = np.asarray(x)
    if given.size == 0 and 0 in given.shape[-2:]:
        raise LinAlgError("cond is not defined on empty arrays")
    if p is None or p == 2 or p == -2:
        s = linear_algebra.svdvals(_matrices(given)).numpy()
        return s[..., -1] / s[..., 0] if p == -2 else s[..., 0] / s[..., -1]
    square = _square(given)
    inverse, _ = linear_algebra.inv_ex(square)
    return (torch.linalg.matrix_norm(square, p) * torch.linalg.matrix_norm(inverse, p)).numpy()[()]


def lstsq(a: Any, b: Any, rcond: Any = None) -> Any:
    """``numpy.linalg.lstsq``, by singular values: the solution, sums of squares, rank and singular values."""
    left, right = np.asarray(a), np.asarray(b)
    vector = right.ndim == 1
    if vector:
        right = right[:, None]
    for one in (left, right):
        if one.ndim != 2:
            raise LinAlgError(f"{one.ndim}-dimensional array given. Array must be two-dimensional")
    rows, columns = left.shape
    if right.shape[0] != rows:
        raise LinAlgError("Incompatible dimensions")
    given, wanted = _floats(left), _floats(right)
    dtype = torch.promote_types(given.dtype, wanted.dtype)
    given, wanted = given.to(dtype), wanted.to(dtype)
    # Where the rank is full, vectors aren't needed.
    full = rows >= columns >= linear_algebra.MANY
    triangle, turned = linear_algebra.triangle_of(_finite(given), wanted) if full else (given, wanted)
    u, s, vh = torch.ops.aten._linalg_svd(_finite(triangle), False, not full)
    values = s.numpy()
    share = np.finfo(values.dtype).eps * (1 if rcond is not None and rcond < 0 else max(rows, columns))
    if rcond is not None and rcond >= 0:
        share = rcond
    kept = s > share * s.max() if s.numel() else s > 0
    rank = int(kept.sum())
    if full and rank == columns:
        found = torch.linalg.solve_triangular(triangle, turned, upper=True)
    else:
        if full:
            u, s, vh = torch.ops.aten._linalg_svd(triangle, False, True)
        inverse = torch.where(kept, 1 / s, torch.zeros_like(s))
        found = vh.mH @ (inverse.to(dtype).unsqueeze(-1) * (u.mH @ turned))
    squares = (wanted - given @ found).abs().square().sum(0).numpy()
    if rank != columns or rows <= columns:
        squares = squares[:0]
    x = found.numpy()
    return (x[:, 0] if vector else x), squares, np.int32(rank), values


def matrix_power(a: Any, n: int) -> Any:
    """``numpy.linalg.matrix_power``."""
    x = np.asarray(a)
    _check_matrices(x)
    if x.shape[-1] != x.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    if n < 0:
        x, n = np.linalg.inv(x), -n
    made = np.zeros_like(x)
    made[...] = np.eye(x.shape[-1], dtype=x.dtype)
    while n > 0:
        if n % 2 == 1:
            made = np.matmul(made, x)
        n //= 2
        if n > 0:
            x = np.matmul(x, x)
    return made


def multi_dot(arrays: Any, *, out: None = None) -> Any:
    """``numpy.linalg.multi_dot``, from left to right."""
    made = np.asarray(arrays[0])
    for one in arrays[1:]:
        made = np.dot(made, one)
    return made


def matrix_norm_by_values(x: Any, ord: Any, row: int, column: int, keepdims: bool) -> Any:
    """The norms that come of singular values: the largest, the smallest, their sum."""
    s = linear_algebra.svdvals(_floats(np.moveaxis(x, (row, column), (-2, -1)))).numpy()
    made = s.sum(axis=-1) if ord == "nuc" else s.max(axis=-1) if ord == 2 else s.min(axis=-1)
    if not keepdims:
        return made
    shape = list(x.shape)
    shape[row], shape[column] = 1, 1
    return np.asarray(made).reshape(shape)
