"""``torch.linalg.ldl_factor`` and ``ldl_solve``: symmetric matrices that need be neither positive nor definite.

A is P L D L' P' with blocks of one or two rows in D, by the pivots of Bunch and Kaufman ("Some stable methods for
calculating inertia and solving symmetric linear systems", 1977) as LAPACK stores them: where a pivot is negative, its
row and the next are one block.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor

from .tensors import scalar_type

GROWTH = (1 + math.sqrt(17)) / 8  # of the elements, at which one row and two are alike


def ldl_factor_ex(
    self: Tensor, *, hermitian: bool = False, check_errors: bool = False
) -> tuple[Tensor, Tensor, Tensor]:
    _check_matrix(self, "torch.linalg.ldl_factor_ex")
    size = self.size(-1)
    factors = self.tril().contiguous()
    pivots = torch.zeros(self.shape[:-1], dtype=torch.int32)
    info = torch.zeros(self.shape[:-2], dtype=torch.int32)
    if self.numel() > 0:
        matrices, rows, found = factors.view(-1, size, size), pivots.view(-1, size), info.view(-1)
        for number in range(matrices.size(0)):
            lower = matrices[number].double().tolist()
            order, singular = _factor(lower)
            matrices[number] = torch.tensor(lower, dtype=torch.float64).to(self.dtype)
            rows[number] = torch.tensor(order, dtype=torch.int32)
            found[number] = singular
    if check_errors and bool((info != 0).any()):
        raise RuntimeError(f"torch.linalg.ldl_factor_ex: Unknown error code: {int(info.max())}.")
    return factors, pivots, info


def ldl_factor(self: Tensor, *, hermitian: bool = False) -> tuple[Tensor, Tensor]:
    factors, pivots, _ = ldl_factor_ex(self, hermitian=hermitian, check_errors=True)
    return factors, pivots


def _check_matrix(matrix: Tensor, name: str) -> None:
    if not matrix.is_floating_point():
        raise RuntimeError(f"{name}: Expected a floating point or complex tensor as input. Got {scalar_type(matrix)}")
    if matrix.dim() < 2:
        raise RuntimeError(f"{name}: The input tensor A must have at least 2 dimensions.")
    rows, columns = matrix.size(-2), matrix.size(-1)
    if rows != columns:
        raise RuntimeError(f"{name}: A must be batches of square matrices, but they are {rows} by {columns} matrices")
    if matrix.dtype != torch.float32 and matrix.dtype != torch.float64:
        raise NotImplementedError(f"\"ldl_factor_kernel_cpu\" not implemented for '{scalar_type(matrix)}'")


def _factor(a: list[list[float]]) -> tuple[list[int], int]:
    """Replaces the lower triangle by the factors; the pivots, and the first row without one, counted from 1, or 0."""
    size, k, singular = len(a), 0, 0
    pivots = [0] * size
    while k < size:
        chosen, width = _pivot(a, k)
        if chosen < 0:
            singular = singular if singular > 0 else k + 1
            chosen = k
        else:
            _swap(a, k, k + width - 1, chosen)
            if width == 1:
                _eliminate_one(a, k)
            else:
                _eliminate_two(a, k)
        for row in range(k, k + width):
            pivots[row] = chosen + 1 if width == 1 else -chosen - 1
        k += width
    return pivots, singular


def _pivot(a: list[list[float]], k: int) -> tuple[int, int]:
    """The row that comes to the front, and of how many rows its block is; -1 where the column is zero."""
    size, own = len(a), abs(a[k][k])
    largest, most = k, 0.0
    for row in range(k + 1, size):
        if abs(a[row][k]) > most:
            largest, most = row, abs(a[row][k])
    if max(own, most) == 0 or math.isnan(own):
        return -1, 1
    if own >= GROWTH * most:
        return k, 1
    beside = 0.0
    for column in range(k, largest):
        beside = max(beside, abs(a[largest][column]))
    for row in range(largest + 1, size):
        beside = max(beside, abs(a[row][largest]))
    if own >= GROWTH * most * (most / beside):
        return k, 1
    return (largest, 1) if abs(a[largest][largest]) >= GROWTH * beside else (largest, 2)


def _swap(a: list[list[float]], k: int, front: int, chosen: int) -> None:
    """Rows and columns ``front`` and ``chosen`` of what isn't factored yet."""
    if chosen == front:
        return
    for row in range(chosen + 1, len(a)):
        a[row][front], a[row][chosen] = a[row][chosen], a[row][front]
    for between in range(front + 1, chosen):
        a[between][front], a[chosen][between] = a[chosen][between], a[between][front]
    a[front][front], a[chosen][chosen] = a[chosen][chosen], a[front][front]
    if front > k:
        a[front][k], a[chosen][k] = a[chosen][k], a[front][k]


def _eliminate_one(a: list[list[float]], k: int) -> None:
    inverse = 1.0 / a[k][k]
    for column in range(k + 1, len(a)):
        scaled = a[column][k] * inverse
        for row in range(column, len(a)):
            a[row][column] -= a[row][k] * scaled
    for row in range(k + 1, len(a)):
        a[row][k] *= inverse


def _eliminate_two(a: list[list[float]], k: int) -> None:
    corner = a[k + 1][k]
    first, second = a[k + 1][k + 1] / corner, a[k][k] / corner
    scale = 1.0 / (first * second - 1.0) / corner
    for column in range(k + 2, len(a)):
        left = scale * (first * a[column][k] - a[column][k + 1])
        right = scale * (second * a[column][k + 1] - a[column][k])
        for row in range(column, len(a)):
            a[row][column] -= a[row][k] * left + a[row][k + 1] * right
        a[column][k], a[column][k + 1] = left, right


def ldl_solve(LD: Tensor, pivots: Tensor, B: Tensor, *, hermitian: bool = False) -> Tensor:
    if B.dim() < 2:
        raise IndexError("Dimension out of range (expected to be in range of [-1, 0], but got -2)")
    _check_matrix(LD, "torch.linalg.ldl_solve")
    size = LD.size(-1)
    if B.size(-2) != size:
        raise RuntimeError(
            f"Incompatible matrix sizes for torch.linalg.ldl_solve: each A matrix is {size} by {size} but each b "
            f"matrix is {B.size(-2)} by {B.size(-1)}"
        )
    if LD.shape[:-1] != pivots.shape:
        raise RuntimeError(
            "torch.linalg.ldl_solve: Expected LD.shape[:-1] and pivots.shape to be the same, but got pivots with shape "
            f"{list(pivots.shape)} instead"
        )
    if B.dtype != LD.dtype:
        raise RuntimeError(
            f"Expected b and A to have the same dtype, but found b of type {scalar_type(B)} and A of type "
            f"{scalar_type(LD)} instead."
        )
    lead = list(torch.broadcast_shapes(LD.shape[:-2], B.shape[:-2]))  # type: ignore[no-untyped-call]
    solved = B.double().expand([*lead, *B.shape[-2:]]).clone()
    if solved.numel() > 0:
        systems = solved.view(-1, size, B.size(-1))
        factors = LD.double().expand([*lead, size, size]).reshape(-1, size, size)
        orders = pivots.expand([*lead, size]).reshape(-1, size)
        for number in range(systems.size(0)):
            _solve(factors[number], orders[number].tolist(), systems[number])
    return solved.to(B.dtype)


def _exchange(b: Tensor, one: int, other: int) -> None:
    if one != other:
        kept = b[one].clone()
        b[one] = b[other]
        b[other] = kept


def _solve(a: Tensor, pivots: list[int], b: Tensor) -> None:
    """Solves by L and D downwards, then by L' upwards, in the place of ``b``."""
    size, k = len(pivots), 0
    while k < size:
        if pivots[k] > 0:
            _exchange(b, k, pivots[k] - 1)
            b[k + 1 :] -= a[k + 1 :, k].unsqueeze(1) * b[k]
            b[k] /= a[k, k]
            k += 1
            continue
        _exchange(b, k + 1, -pivots[k] - 1)
        b[k + 2 :] -= a[k + 2 :, k].unsqueeze(1) * b[k] + a[k + 2 :, k + 1].unsqueeze(1) * b[k + 1]
        corner = a[k + 1, k]
        first, second = a[k, k] / corner, a[k + 1, k + 1] / corner
        upper, lower = b[k] / corner, b[k + 1] / corner
        determinant = first * second - 1
        b[k], b[k + 1] = (second * upper - lower) / determinant, (first * lower - upper) / determinant
        k += 2
    k = size - 1
    while k >= 0:
        width = 1 if pivots[k] > 0 else 2
        for row in range(k - width + 1, k + 1):
            b[row] -= a[k + 1 :, row] @ b[k + 1 :]
        _exchange(b, k, abs(pivots[k]) - 1)
        k -= width
