"""``scipy.spatial.transform.Rotation``, one or many: unit quaternions with the real part at the end.

Rotation.from_euler("xyz", [10, 20, 30], degrees=True).as_matrix()
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np

SMALL = 1e-3  # angles up to which a series is nearer than the quotient
DEGENERATE = 1e-7  # a second angle this near to where only the sum of the others counts


def _lengths(vectors: Any) -> Any:
    return np.sqrt((vectors * vectors).sum(axis=-1))


def _composed(p: Any, q: Any) -> Any:
    """Products of quaternions, row by row."""
    made = np.empty((max(len(p), len(q)), 4))
    made[:, :3] = p[:, 3:] * q[:, :3] + q[:, 3:] * p[:, :3] + np.cross(p[:, :3], q[:, :3])
    made[:, 3] = p[:, 3] * q[:, 3] - (p[:, :3] * q[:, :3]).sum(axis=-1)
    return made


class Rotation:
    """``single`` is whether it is one rotation, which gives arrays without the dim of many."""

    def __init__(self, quats: Any, single: bool) -> None:
        self.quats = quats
        self.single = single

    def __len__(self) -> int:
        if self.single:
            raise TypeError("Single rotation has no len().")
        return len(self.quats)

    def __getitem__(self, key: Any) -> Rotation:
        if self.single:
            raise TypeError("Single rotation is not subscriptable.")
        found = self.quats[key]
        return Rotation(np.atleast_2d(found), found.ndim == 1)

    def __mul__(self, other: Rotation) -> Rotation:
        if len(self.quats) != len(other.quats) and not (len(self.quats) == 1 or len(other.quats) == 1):
            raise ValueError("Expected equal number of rotations in both or a single rotation in either object, got "
                             f"{len(self.quats)} rotations in first and {len(other.quats)} rotations in second "
                             "object.")  # fmt: skip
        made = _composed(self.quats, other.quats)
        return Rotation(made / _lengths(made)[:, None], self.single and other.single)

    def inv(self) -> Rotation:
        return Rotation(self.quats * np.array([-1.0, -1.0, -1.0, 1.0]), self.single)

    def _given(self, values: Any) -> Any:
        return values[0] if self.single else values

    def as_quat(self, canonical: bool = False, *, scalar_first: bool = False) -> Any:
        found = self.quats.copy()
        if canonical:
            found = _canonical(found)
        return self._given(np.roll(found, 1, axis=-1) if scalar_first else found)

    def as_matrix(self) -> Any:
        x, y, z, w = self.quats.T
        rows = [
            [x * x - y * y - z * z + w * w, 2 * (x * y - z * w), 2 * (x * z + y * w)],
            [2 * (x * y + z * w), -x * x + y * y - z * z + w * w, 2 * (y * z - x * w)],
            [2 * (x * z - y * w), 2 * (y * z + x * w), -x * x - y * y + z * z + w * w],
        ]
        return self._given(np.moveaxis(np.array(rows), -1, 0))

    def as_rotvec(self, degrees: bool = False) -> Any:
        found = np.where(self.quats[:, 3:] < 0, -self.quats, self.quats)
        angles = 2 * np.arctan2(_lengths(found[:, :3]), found[:, 3])
        squares = angles * angles
        near = 2 + squares / 12 + 7 * squares * squares / 2880
        sines = np.sin(angles / 2)
        scale = np.where(angles <= SMALL, near, angles / np.where(sines == 0, 1.0, sines))
        vectors = found[:, :3] * scale[:, None]
        return self._given(np.rad2deg(vectors) if degrees else vectors)

    def magnitude(self) -> Any:
        return self._given(2 * np.arctan2(_lengths(self.quats[:, :3]), np.abs(self.quats[:, 3])))

    def as_euler(self, seq: str, degrees: bool = False, *, suppress_warnings: bool = False) -> Any:
        axes, extrinsic = _axes(seq)
        if len(axes) != 3:
            raise ValueError(f"Expected 3 axes, got {seq}.")
        if axes[0] == axes[1] or axes[1] == axes[2]:
            raise ValueError(f"Expected consecutive axes to be different, got {seq}")
        angles = _euler(self.quats, axes if extrinsic else axes[::-1], extrinsic)
        return self._given(np.rad2deg(angles) if degrees else angles)

    def apply(self, vectors: Any, inverse: bool = False) -> Any:
        given = np.asarray(vectors).astype(np.float64)
        if given.ndim > 2 or given.shape[-1] != 3:
            raise ValueError(f"Expected input of shape (3,) or (P, 3), got {given.shape}.")
        matrices = np.atleast_3d(self.as_matrix()).reshape(-1, 3, 3)
        if inverse:
            matrices = matrices.swapaxes(1, 2)
        rows = np.atleast_2d(given)
        if len(matrices) != len(rows) and not (len(matrices) == 1 or len(rows) == 1):
            raise ValueError("Expected equal numbers of rotations and vectors , or a single rotation, or a single "
                             f"vector, got {len(matrices)} rotations and {len(rows)} vectors.")  # fmt: skip
        turned = (matrices * rows[:, None, :]).sum(axis=-1)
        return turned[0] if self.single and given.ndim == 1 else turned


def _canonical(quats: Any) -> Any:
    """Of the two quaternions of a rotation that whose first part from the end that isn't zero is positive."""
    x, y, z, w = quats.T
    negative = (w < 0) | ((w == 0) & ((x < 0) | ((x == 0) & ((y < 0) | ((y == 0) & (z < 0))))))
    return np.where(negative[:, None], -quats, quats)


def _axes(seq: str) -> tuple[list[int], bool]:
    """The numbers of the axes, and whether these stay where they are."""
    extrinsic = seq == seq.lower()
    if not 1 <= len(seq) <= 3:
        raise ValueError(f"Expected axis specification to be a non-empty string of upto 3 characters, got {seq}")
    if not extrinsic and seq != seq.upper():
        raise ValueError("Expected axes from `seq` to be from ['x', 'y', 'z'] or ['X', 'Y', 'Z'], got " + seq)
    axes = ["xyz".find(name) for name in seq.lower()]
    if min(axes) < 0:
        raise ValueError("Expected axes from `seq` to be from ['x', 'y', 'z'] or ['X', 'Y', 'Z'], got " + seq)
    return axes, extrinsic


def _euler(quats: Any, axes: list[int], extrinsic: bool) -> Any:
    """By half the sum and half the difference of the outer angles (Bernardes and Viollet, 2022)."""
    i, j, k = axes
    symmetric = i == k
    if symmetric:
        k = 3 - i - j
    sign = (i - j) * (j - k) * (k - i) // 2
    w, p, q, r = quats[:, 3], quats[:, i], quats[:, j], quats[:, k] * sign
    a, b, c, d = (w, p, q, r) if symmetric else (w - q, p + r, q + w, r - p)
    second = 2 * np.arctan2(np.hypot(c, d), np.hypot(a, b))
    half_sum, half_difference = np.arctan2(b, a), np.arctan2(d, c)
    at_zero, at_half_turn = np.abs(second) <= DEGENERATE, np.abs(second - math.pi) <= DEGENERATE
    less, more = half_sum - half_difference, half_sum + half_difference
    first, third = (less, more) if extrinsic else (more, less)
    alone = np.where(at_zero, 2 * half_sum, 2 * half_difference * (-1 if extrinsic else 1))
    first = np.where(at_zero | at_half_turn, alone, first)
    third = np.where(at_zero | at_half_turn, 0.0, third)
    if not symmetric:
        if extrinsic:
            third = third * sign
        else:
            first = first * sign
        second = second - math.pi / 2
    angles = np.stack([first, second, third], axis=-1)
    angles = np.where(angles < -math.pi, angles + 2 * math.pi, angles)
    return np.where(angles > math.pi, angles - 2 * math.pi, angles)


def from_quat(quat: Any, *, scalar_first: bool = False) -> Rotation:
    given = np.array(quat, dtype=np.float64)
    if given.ndim == 0 or given.ndim > 2 or given.shape[-1] != 4:
        raise ValueError(f"Expected `quat` to have shape (..., 4), got {given.shape}.")
    quats = np.atleast_2d(given)
    if scalar_first:
        quats = np.roll(quats, -1, axis=-1)
    lengths = _lengths(quats)
    if bool((lengths == 0).any()):
        raise ValueError("Found zero norm quaternions in `quat`.")
    return Rotation(quats / lengths[:, None], given.ndim == 1)


def from_matrix(matrix: Any, *, assume_valid: bool = False) -> Rotation:
    given = np.array(matrix, dtype=np.float64)
    if given.ndim < 2 or given.ndim > 3 or given.shape[-2:] != (3, 3):
        raise ValueError(f"Expected `matrix` to have shape (..., 3, 3), got {given.shape}")
    matrices = given.reshape(-1, 3, 3)
    if not assume_valid:
        matrices = _orthogonal(matrices)
    quats = np.empty((len(matrices), 4))
    for place in range(len(matrices)):
        m = matrices[place]
        trace = m[0, 0] + m[1, 1] + m[2, 2]
        i = int(np.argmax(np.array([m[0, 0], m[1, 1], m[2, 2], trace])))
        if i == 3:
            quats[place] = [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], 1 + trace]
        else:
            j, k = (i + 1) % 3, (i + 2) % 3
            quats[place, i] = 1 - trace + 2 * m[i, i]
            quats[place, j] = m[j, i] + m[i, j]
            quats[place, k] = m[k, i] + m[i, k]
            quats[place, 3] = m[k, j] - m[j, k]
    return Rotation(quats / _lengths(quats)[:, None], given.ndim == 2)


def _orthogonal(matrices: Any) -> Any:
    """The nearest rotations to matrices that are none to the last digits."""
    determinants = np.linalg.det(matrices)
    for place in range(len(matrices)):
        if determinants[place] <= 0:
            raise ValueError("Non-positive determinant (left-handed or null coordinate frame) in rotation matrix "
                             f"{place}: {matrices[place]}.")  # fmt: skip
    products = matrices @ matrices.swapaxes(1, 2)
    valid = np.all(np.abs(products - np.eye(3)) <= 1e-12, axis=(1, 2))
    if bool(valid.all()):
        return matrices
    u, _, vh = np.linalg.svd(matrices)
    return np.where(valid[:, None, None], matrices, u @ vh)


def from_rotvec(rotvec: Any, degrees: bool = False) -> Rotation:
    given = np.array(rotvec, dtype=np.float64)
    if given.ndim == 0 or given.ndim > 2 or given.shape[-1] != 3:
        raise ValueError(f"Expected `rot_vec` to have shape (..., 3), got {given.shape}")
    vectors = np.atleast_2d(np.deg2rad(given) if degrees else given)
    angles = _lengths(vectors)
    squares = angles * angles
    near = 0.5 - squares / 48 + squares * squares / 3840
    scale = np.where(angles <= SMALL, near, np.sin(angles / 2) / np.where(angles == 0, 1.0, angles))
    quats = np.empty((len(vectors), 4))
    quats[:, :3] = vectors * scale[:, None]
    quats[:, 3] = np.cos(angles / 2)
    return Rotation(quats, given.ndim == 1)


def from_euler(seq: str, angles: Any, degrees: bool = False) -> Rotation:
    axes, extrinsic = _axes(seq)
    given = np.asarray(angles).astype(np.float64)
    count = len(axes)
    single, rows = given.ndim < 2, np.atleast_2d(given)
    if given.ndim > 2 or rows.shape[-1] != count:
        raise ValueError(
            f"Expected last dimension of `angles` to match number of sequence axes specified, got {rows.shape[-1]}."
        )
    rows = np.deg2rad(rows) if degrees else rows
    made = _about(axes[0], rows[:, 0])
    for place in range(1, count):
        turn = _about(axes[place], rows[:, place])
        made = _composed(turn, made) if extrinsic else _composed(made, turn)
    return Rotation(made, single)


def _about(axis: int, angles: Any) -> Any:
    quats = np.zeros((len(angles), 4))
    quats[:, 3] = np.cos(angles / 2)
    quats[:, axis] = np.sin(angles / 2)
    return quats


def identity(num: int | None = None) -> Rotation:
    quats = np.zeros((1 if num is None else num, 4))
    quats[:, 3] = 1.0
    return Rotation(quats, num is None)
