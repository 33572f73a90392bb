"""scipy.linalg, as far as it isn't numpy.linalg by another name: factors that are kept, and triangles."""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.linalg import LinAlgError
from torch import Tensor

from . import numpy_math


def _checked(a: Any, check_finite: bool) -> Any:
    x = np.asarray(a)
    if check_finite and x.dtype.kind in "fc" and not np.isfinite(x).all():
        raise ValueError("array must not contain infs or NaNs")
    return x if x.dtype in (np.float32, np.complex64, np.complex128) else x.astype(np.float64)


def _tensors(a: Any, b: Any) -> tuple[Tensor, Tensor]:
    """Both in the dtype that they are worked out in."""
    dtype = np.result_type(a, b)
    return tuple(torch.from_numpy(np.ascontiguousarray(x.astype(dtype))) for x in (a, b))  # type: ignore[return-value]


def _square(a: Any) -> None:
    if a.ndim == 1:
        a = a[None]
    if a.shape[-2] != a.shape[-1]:
        raise ValueError(f"Input array is expected to be square but has the shape: {tuple(a.shape)}.")


def _factor(a: Any, lower: bool, check_finite: bool) -> Any:
    """The Cholesky factor of the triangle of ``a`` that counts."""
    x = _checked(a, check_finite)
    _square(x)
    half = x if lower else np.conj(x.swapaxes(-1, -2))
    factor, info = torch.linalg.cholesky_ex(torch.from_numpy(np.ascontiguousarray(half)))
    failed = int(info.max()) if info.numel() > 0 else 0
    if failed > 0:
        raise LinAlgError(f"{failed}-th leading minor of the array is not positive definite")
    return x, factor.numpy() if lower else np.conj(factor.numpy().swapaxes(-1, -2))


def _kept(given: Any, result: Any, overwrite: bool) -> Any:
    """The result in the memory of what was given, where LAPACK works there: the caller sees that."""
    if overwrite and isinstance(given, np.ndarray) and given.dtype == result.dtype and given.flags.f_contiguous:
        given[...] = result
        return given
    return result


def cholesky(a: Any, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.cholesky``."""
    return _kept(a, _factor(a, lower, check_finite)[1], overwrite_a)


def cho_factor(a: Any, lower: bool = False, overwrite_a: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.cho_factor``: the other triangle is what it was in ``a``."""
    x, factor = _factor(a, lower, check_finite)
    both = np.tril(factor) + np.triu(x, 1) if lower else np.triu(factor) + np.tril(x, -1)
    return _kept(a, both, overwrite_a), lower


def cho_solve(c_and_lower: Any, b: Any, overwrite_b: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.cho_solve``."""
    c, lower = c_and_lower
    right = _checked(b, check_finite)
    kept = _checked(c, check_finite)
    if kept.ndim != 2 or kept.shape[0] != kept.shape[1]:
        raise ValueError("The factored matrix c is not square.")
    if kept.shape[1] != right.shape[0]:
        raise ValueError(f"incompatible dimensions ({tuple(kept.shape)} and {tuple(right.shape)})")
    factor, given = _tensors(kept, right)
    columns = given[:, None] if given.dim() == 1 else given
    solved = torch.cholesky_solve(columns, factor, upper=not lower).numpy()
    return _kept(b, solved[:, 0] if right.ndim == 1 else solved, overwrite_b)


def solve_triangular(
    a: Any, b: Any, trans: Any = 0, lower: bool = False, unit_diagonal: bool = False, overwrite_b: bool = False,
    check_finite: bool = True,
) -> Any:  # fmt: skip
    """``scipy.linalg.solve_triangular``."""
    left, right = _checked(a, check_finite), _checked(b, check_finite)
    if left.ndim != 2 or left.shape[0] != left.shape[1]:
        raise ValueError("expected square matrix")
    if left.shape[0] != right.shape[0]:
        raise ValueError(f"shapes of a {tuple(left.shape)} and b {tuple(right.shape)} are incompatible")
    if not unit_diagonal:
        for place, value in enumerate(np.diagonal(left)):
            if value == 0:
                raise LinAlgError(f"singular matrix: resolution failed at diagonal {place}")
    matrix, given = _tensors(left, right)
    if trans in (1, "T", 2, "C"):
        matrix = matrix.mT if trans in (1, "T") else matrix.mH
        lower = not lower
    columns = given[:, None] if given.dim() == 1 else given
    solved = torch.linalg.solve_triangular(matrix, columns, upper=not lower, unitriangular=unit_diagonal).numpy()
    return _kept(b, solved[:, 0] if right.ndim == 1 else solved, overwrite_b)


def solve(
    a: Any, b: Any, lower: bool = False, overwrite_a: bool = False, overwrite_b: bool = False,
    check_finite: bool = True, assume_a: Any = None, transposed: bool = False,
) -> Any:  # fmt: skip
    """``scipy.linalg.solve`` of one matrix."""
    left, right = _checked(a, check_finite), _checked(b, check_finite)
    _square(left)
    if left.shape[0] != right.shape[0]:
        one = (*right.shape, 1) if right.ndim == 1 else tuple(right.shape)
        raise ValueError(f"incompatible shapes: a1.shape={tuple(left.shape)} and b1.shape={one}")
    matrix, given = _tensors(left.T if transposed else left, right)
    try:
        return torch.linalg.solve(matrix, given).numpy()
    except RuntimeError:
        raise LinAlgError("A singular matrix detected: slice(s) [0] are singular.") from None


def inv(
    a: Any, overwrite_a: bool = False, check_finite: bool = True, *, assume_a: Any = None, lower: bool = False
) -> Any:
    """``scipy.linalg.inv`` of one matrix."""
    x = _checked(a, check_finite)
    _square(x)
    try:
        return torch.linalg.inv(torch.from_numpy(np.ascontiguousarray(x))).numpy()
    except RuntimeError:
        raise LinAlgError("A singular matrix detected: slice(s) [0] are singular.") from None


def det(a: Any, overwrite_a: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.det``."""
    x = _checked(a, check_finite)
    _square(x)
    return np.linalg.det(x.astype(np.complex128 if x.dtype.kind == "c" else np.float64))


def pinv(a: Any, *, atol: Any = None, rtol: Any = None, return_rank: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.pinv``: singular values up to ``atol + rtol * the largest`` count as none."""
    x = _checked(a, check_finite)
    u, s, vh = np.linalg.svd(x, full_matrices=False)
    largest = s.max() if s.size > 0 else s.dtype.type(0)
    relative = max(x.shape) * np.finfo(x.dtype).eps if rtol is None else rtol
    limit = (0.0 if atol is None else atol) + largest * relative
    rank = int(np.count_nonzero(s > limit))
    inverse = np.conj((u[:, :rank] / s[:rank]) @ vh[:rank]).T
    return (inverse, rank) if return_rank else inverse


def svd(
    a: Any, full_matrices: bool = True, compute_uv: bool = True, overwrite_a: bool = False, check_finite: bool = True,
    lapack_driver: str = "gesdd",
) -> Any:  # fmt: skip
    """``scipy.linalg.svd``."""
    u, s, vh = np.linalg.svd(_checked(a, check_finite), full_matrices=full_matrices)
    return (u, s, vh) if compute_uv else s


def svdvals(a: Any, overwrite_a: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.svdvals``."""
    return np.linalg.svd(_checked(a, check_finite), compute_uv=False)


def eigh(
    a: Any, b: None = None, *, lower: bool = True, eigvals_only: bool = False, overwrite_a: bool = False,
    overwrite_b: bool = False, type: int = 1, check_finite: bool = True, subset_by_index: None = None,
    subset_by_value: None = None, driver: None = None,
) -> Any:  # fmt: skip
    """``scipy.linalg.eigh`` of one matrix, with all its values."""
    x = _checked(a, check_finite)
    if x.ndim != 2 or x.shape[0] != x.shape[1]:
        raise ValueError('expected square "a" matrix')
    values, vectors = np.linalg.eigh(x, "L" if lower else "U")
    return values if eigvals_only else (values, vectors)


def eigvalsh(
    a: Any, b: None = None, *, lower: bool = True, overwrite_a: bool = False, overwrite_b: bool = False, type: int = 1,
    check_finite: bool = True, subset_by_index: None = None, subset_by_value: None = None, driver: None = None,
) -> Any:  # fmt: skip
    """``scipy.linalg.eigvalsh`` of one matrix, with all its values."""
    return eigh(a, lower=lower, eigvals_only=True, check_finite=check_finite)


def orth(A: Any, rcond: Any = None) -> Any:
    """``scipy.linalg.orth``: an orthonormal basis of what the columns span."""
    u, s, _ = svd(A, full_matrices=False)
    limit = np.finfo(s.dtype).eps * max(A.shape) if rcond is None else rcond
    rank = int(np.count_nonzero(s > s.max() * limit)) if s.size > 0 else 0
    return u[:, :rank]


def qr(
    a: Any, overwrite_a: bool = False, lwork: None = None, mode: str = "full", pivoting: bool = False,
    check_finite: bool = True,
) -> Any:  # fmt: skip
    """``scipy.linalg.qr`` without pivoting."""
    if mode not in ("full", "economic", "r"):
        raise NotImplementedError(f"scipy.linalg.qr of the mode {mode!r}")
    if pivoting:
        raise NotImplementedError("scipy.linalg.qr with pivoting")
    q, r = np.linalg.qr(_checked(a, check_finite), "reduced" if mode == "economic" else "complete")
    return (r,) if mode == "r" else (q, r)


def lstsq(
    a: Any, b: Any, cond: Any = None, overwrite_a: bool = False, overwrite_b: bool = False, check_finite: bool = True,
    lapack_driver: None = None,
) -> Any:  # fmt: skip
    """``scipy.linalg.lstsq``: the residual of one right side is a number."""
    left, right = _checked(a, check_finite), _checked(b, check_finite)
    x, residuals, rank, s = np.linalg.lstsq(left, right, np.finfo(left.dtype).eps if cond is None else cond)
    return x, (residuals[0] if right.ndim == 1 and len(residuals) > 0 else residuals), int(rank), s


def norm(a: Any, ord: Any = None, axis: Any = None, keepdims: bool = False, check_finite: bool = True) -> Any:
    """``scipy.linalg.norm``: a number of Python's where BLAS or LAPACK gives one."""
    x = np.asarray(a)
    if check_finite and x.dtype.kind in "fc" and not np.isfinite(x).all():
        raise ValueError("array must not contain infs or NaNs")
    found = numpy_math.norm(x, ord, axis, keepdims)
    if x.size == 0 or x.dtype.kind not in "fc" or axis is not None or keepdims:
        return found
    if x.ndim == 1 and (ord is None or ord == 2):
        return float(found)
    if x.ndim == 2 and (ord == 1 or ord == np.inf) and (x.flags.f_contiguous or x.T.flags.f_contiguous):
        return float(found)
    return found


def block_diag(*arrays: Any) -> Any:
    """``scipy.linalg.block_diag``."""
    blocks = [np.atleast_2d(np.asarray(array)) for array in arrays]
    height = sum([block.shape[0] for block in blocks])
    width = sum([block.shape[1] for block in blocks])
    dtype = blocks[0].dtype
    for block in blocks:
        dtype = np.promote_types(dtype, block.dtype)
    whole = np.zeros((height, width), dtype=dtype)
    row = column = 0
    for block in blocks:
        whole[row : row + block.shape[0], column : column + block.shape[1]] = block
        row += block.shape[0]
        column += block.shape[1]
    return whole
