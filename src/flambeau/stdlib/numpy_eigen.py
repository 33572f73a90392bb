"""``numpy.linalg.eig`` and ``eigvals`` of matrices that needn't be symmetric, and ``numpy.roots`` by them.

Eigenvalues come of the shifted QR steps of EISPACK's ``hqr`` on a Hessenberg matrix, in LAPACK's order wherever both
split the matrix alike. Vectors of symmetric matrices are ``eigh``'s, those of others come of inverse iteration.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.linalg import LinAlgError
from numpy.linalg._linalg import EigResult

EPS = 2.220446049250313e-16
MOST_STEPS = 30  # for one eigenvalue, as EISPACK has it
Column = tuple[int, float, float, float]
UNUSUAL = (10, 20)  # the steps that take a shift of their own, where the usual one goes round in circles


def _balanced(a: Any) -> Any:
    """Rows and columns scaled by powers of two until they are about as long as each other."""
    changed = True
    while changed:
        changed = False
        for i in range(len(a)):
            column, row = float(np.sqrt((a[:, i] ** 2).sum())), float(np.sqrt((a[i] ** 2).sum()))
            if column == 0 or row == 0:
                continue
            factor, before = 1.0, column + row
            while column < row / 2:
                factor, column, row = factor * 2, column * 2, row / 2
            while column / 2 >= row:
                factor, column, row = factor / 2, column / 2, row * 2
            if column + row < 0.95 * before:
                a[i] /= factor
                a[:, i] *= factor
                changed = True
    return a


def _hessenberg(matrix: Any) -> list[list[float]]:
    """Reflected until nothing lies below the first subdiagonal."""
    h = _balanced(matrix.astype(np.float64))
    for k in range(len(h) - 2):
        column = h[k + 1 :, k].copy()
        if not bool(np.any(column[1:] != 0)):
            continue
        column[0] += math.copysign(float(np.sqrt((column * column).sum())), float(column[0]))
        column /= np.sqrt((column * column).sum())
        h[k + 1 :, k:] -= 2.0 * np.outer(column, column @ h[k + 1 :, k:])
        h[:, k + 1 :] -= 2.0 * np.outer(h[:, k + 1 :] @ column, column)
        h[k + 2 :, k] = 0.0
    return [[float(x) for x in row] for row in h]


def _split(h: list[list[float]], last: int, norm: float) -> int:
    """Where the block that ends at ``last`` begins."""
    first = last
    while first > 0:
        size = abs(h[first - 1][first - 1]) + abs(h[first][first])
        if abs(h[first][first - 1]) <= EPS * (size if size > 0 else norm):
            h[first][first - 1] = 0.0
            break
        first -= 1
    return first


def _start(
    h: list[list[float]], first: int, last: int, x: float, y: float, w: float
) -> tuple[int, float, float, float]:
    """Where a double step may begin, and the column that it reflects there."""
    m, p, q, r = last - 2, 0.0, 0.0, 0.0
    while m >= first:
        z = h[m][m]
        r, s = x - z, y - z
        p = (r * s - w) / h[m + 1][m] + h[m][m + 1]
        q = h[m + 1][m + 1] - z - r - s
        r = h[m + 2][m + 1]
        s = abs(p) + abs(q) + abs(r)
        p, q, r = p / s, q / s, r / s
        if m == first:
            break
        beside = abs(p) * (abs(h[m - 1][m - 1]) + abs(z) + abs(h[m + 1][m + 1]))
        if abs(h[m][m - 1]) * (abs(q) + abs(r)) <= EPS * beside:
            break
        m -= 1
    return m, p, q, r


def _shifts(x: float, y: float, w: float) -> tuple[float, float, float]:
    """The eigenvalues of the last two rows, or twice the one that is nearer to the last element where both are real."""
    middle = 0.5 * (x + y)
    square = 0.25 * (y - x) * (y - x) + w
    if square < 0:
        return x, y, w
    root = math.sqrt(square)
    nearer = middle + root if abs(middle + root - x) <= abs(middle - root - x) else middle - root
    return nearer, nearer, 0.0


def _step(h: list[list[float]], first: int, last: int, start: Column) -> None:
    """One double QR step: a bulge of three rows is chased down the diagonal."""
    m, p, q, r = start
    for i in range(m + 2, last + 1):
        h[i][i - 2] = 0.0
        if i != m + 2:
            h[i][i - 3] = 0.0
    for k in range(m, last):
        scale, whole = 0.0, k != last - 1
        if k != m:
            p, q, r = h[k][k - 1], h[k + 1][k - 1], (h[k + 2][k - 1] if whole else 0.0)
            scale = abs(p) + abs(q) + abs(r)
            if scale == 0:
                continue
            p, q, r = p / scale, q / scale, r / scale
        s = math.copysign(math.sqrt(p * p + q * q + r * r), p)
        if s == 0:
            continue
        if k != m:
            h[k][k - 1] = -s * scale
        elif first != m:
            h[k][k - 1] = -h[k][k - 1]
        p += s
        x, y, z = p / s, q / s, r / s
        q, r = q / p, r / p
        for j in range(k, last + 1):
            t = h[k][j] + q * h[k + 1][j] + (r * h[k + 2][j] if whole else 0.0)
            if whole:
                h[k + 2][j] -= t * z
            h[k + 1][j] -= t * y
            h[k][j] -= t * x
        for i in range(first, min(last, k + 3) + 1):
            t = x * h[i][k] + y * h[i][k + 1] + (z * h[i][k + 2] if whole else 0.0)
            if whole:
                h[i][k + 2] -= t * r
            h[i][k + 1] -= t * q
            h[i][k] -= t


def _values(matrix: Any) -> tuple[list[float], list[float]]:
    """Real and imaginary parts of the eigenvalues."""
    h = _hessenberg(matrix)
    real, imaginary = [0.0] * len(h), [0.0] * len(h)
    norm = float(np.abs(matrix).sum())
    last, shifted, steps = len(h) - 1, 0.0, 0
    while last >= 0:
        first = _split(h, last, norm)
        x = h[last][last]
        if first == last:
            real[last] = x + shifted
            last, steps = last - 1, 0
            continue
        y, w = h[last - 1][last - 1], h[last][last - 1] * h[last - 1][last]
        if first == last - 1:
            p = 0.5 * (y - x)
            q = p * p + w
            z = math.sqrt(abs(q))
            x += shifted
            if q >= 0:
                z = p + math.copysign(z, p)
                real[last - 1] = x + z
                real[last] = x - w / z if z != 0 else x + z
            else:
                real[last - 1] = real[last] = x + p
                imaginary[last - 1], imaginary[last] = z, -z
            last, steps = last - 2, 0
            continue
        if steps == MOST_STEPS:
            raise LinAlgError("Eigenvalues did not converge")
        if steps in UNUSUAL:
            shifted += x
            for i in range(last + 1):
                h[i][i] -= x
            s = abs(h[last][last - 1]) + abs(h[last - 1][last - 2])
            x = y = 0.75 * s
            w = -0.4375 * s * s
        else:
            x, y, w = _shifts(x, y, w)
        steps += 1
        _step(h, first, last, _start(h, first, last, x, y, w))
    return real, imaginary


def _checked(a: Any) -> Any:
    x = np.asarray(a)
    if x.ndim < 2:
        raise LinAlgError(f"{x.ndim}-dimensional array given. Array must be at least two-dimensional")
    if x.shape[-1] != x.shape[-2]:
        raise LinAlgError("Last 2 dimensions of the array must be square")
    if not bool(np.isfinite(x).all()):
        raise LinAlgError("Array must not contain infs or NaNs")
    if x.ndim > 2 or x.dtype.kind == "c":
        raise NotImplementedError("eigenvalues of complex matrices, or of several at once")
    return x


def eigvals(a: Any) -> Any:
    """``numpy.linalg.eigvals`` of one real matrix: real numbers where all of them are."""
    x = _checked(a)
    real, imaginary = _values(x)
    single = x.dtype == np.float32
    if any(part != 0 for part in imaginary):
        found = np.array(real) + 1j * np.array(imaginary)
        return found.astype(np.complex64) if single else found
    return np.array(real).astype(np.float32 if single else np.float64)


def eig(a: Any) -> Any:
    """The values and vectors of ``numpy.linalg.eig`` of one real matrix."""
    x = _checked(a)
    values = eigvals(x)
    wide = x.astype(np.float64)
    if bool((wide == wide.T).all()):
        vectors = np.linalg.eigh(wide)[1][:, np.argsort(np.argsort(values, kind="stable"), kind="stable")]
        return EigResult(values, vectors.astype(values.dtype))
    parts = values.real.astype(np.float64).tolist(), values.imag.astype(np.float64).tolist()
    vectors = np.stack([_vector(wide, real, imaginary) for real, imaginary in zip(*parts)], axis=1)
    return EigResult(values, (vectors if values.dtype.kind == "c" else vectors.real).astype(values.dtype))


def _vector(matrix: Any, real: float, imaginary: float) -> Any:
    """Of length one, its largest part real, by two solutions beside the eigenvalue, in real and imaginary parts."""
    size = len(matrix)
    beside = real + (abs(real) + abs(imaginary) + float(np.abs(matrix).max())) * 1e-14
    shifted, turn = matrix - beside * np.eye(size), imaginary * np.eye(size)
    system = np.concatenate([np.concatenate([shifted, turn], axis=1), np.concatenate([-turn, shifted], axis=1)])
    found = np.ones(2 * size) + np.arange(2 * size) * 0.01
    if imaginary == 0:
        found[size:] = 0.0
    for _ in range(2):
        found = np.linalg.solve(system, found)
        found = found / np.sqrt((found * found).sum())
    vector = found[:size] + 1j * found[size:]
    largest = vector[np.argmax(np.abs(vector))]
    return vector * (np.conj(largest) / np.abs(largest))


def roots(p: Any) -> Any:
    """``numpy.roots``: eigenvalues of the companion matrix, and zeros for the last coefficients that are none."""
    given = np.atleast_1d(np.asarray(p))
    if given.ndim != 1:
        raise ValueError("Input must be a rank-1 array.")
    places = np.nonzero(given)[0]
    if len(places) == 0:
        return np.array([])
    trailing = len(given) - int(places[-1]) - 1
    kept = given[int(places[0]) : int(places[-1]) + 1]
    kept = kept if kept.dtype.kind in "fc" else kept.astype(np.float64)
    size = len(kept) - 1
    if size == 0:
        return np.hstack((np.array([]), np.zeros(trailing, kept.dtype)))
    companion = np.eye(size, k=-1, dtype=kept.dtype)
    companion[0, :] = -kept[1:] / kept[0]
    found = eigvals(companion)
    return np.hstack((found, np.zeros(trailing, found.dtype)))
