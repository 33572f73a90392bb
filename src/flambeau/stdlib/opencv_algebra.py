"""OpenCV's functions of matrices and of homogeneous points, and its clock."""

from __future__ import annotations

import time
from typing import Any

import cv2
import numpy as np


def gemm(src1: Any, src2: Any, alpha: Any, src3: Any, beta: Any, dst: Any = None, flags: Any = 0) -> Any:
    """``cv2.gemm``: a product of matrices, and another one added."""
    left = src1.T if flags & cv2.GEMM_1_T else src1
    right = src2.T if flags & cv2.GEMM_2_T else src2
    product = (left.astype(np.float64) @ right.astype(np.float64)) * float(alpha)
    if src3 is not None:
        product = product + (src3.T if flags & cv2.GEMM_3_T else src3).astype(np.float64) * float(beta)
    return product.astype(src1.dtype)


def solve(src1: Any, src2: Any, dst: Any = None, flags: Any = cv2.DECOMP_LU) -> Any:
    """``cv2.solve``: of square matrices by ``DECOMP_LU`` and ``DECOMP_CHOLESKY``, of others by least squares."""
    right = src2.reshape(-1, 1) if src2.ndim == 1 else src2
    if flags == cv2.DECOMP_LU or flags == cv2.DECOMP_CHOLESKY:
        if float(np.linalg.det(src1)) == 0.0:
            return False, np.zeros_like(right)
        return True, np.linalg.solve(src1, right)
    found = np.linalg.pinv(src1.astype(np.float64)) @ right.astype(np.float64)
    return True, found.astype(src1.dtype)


def convertPointsToHomogeneous(src: Any, dst: Any = None) -> Any:
    """``cv2.convertPointsToHomogeneous``: a last coordinate of 1."""
    points = src.reshape(-1, src.shape[-1])
    return np.concatenate([points, np.ones((len(points), 1), dtype=src.dtype)], axis=1)[:, None, :]


def convertPointsFromHomogeneous(src: Any, dst: Any = None) -> Any:
    """``cv2.convertPointsFromHomogeneous``: divided by the last coordinate, where that isn't 0."""
    points = src.reshape(-1, src.shape[-1])
    last = points[:, -1:]
    scale = np.where(last != 0, 1 / np.where(last != 0, last, np.ones_like(last)), np.ones_like(last))
    return (points[:, :-1] * scale)[:, None, :]


def triangulatePoints(projMatr1: Any, projMatr2: Any, projPoints1: Any, projPoints2: Any, points4D: Any = None) -> Any:
    """``cv2.triangulatePoints``: where two cameras see each point, in homogeneous coordinates of length 1."""
    a, b = np.asarray(projMatr1).astype(np.float64), np.asarray(projMatr2).astype(np.float64)
    p, q = _columns(projPoints1), _columns(projPoints2)
    found = np.zeros((4, p.shape[1]))
    for i in range(p.shape[1]):
        rows = np.stack([p[0, i] * a[2] - a[0], p[1, i] * a[2] - a[1], q[0, i] * b[2] - b[0], q[1, i] * b[2] - b[1]])
        found[:, i] = np.linalg.svd(rows)[2][3]
    return found.astype(projPoints1.dtype)


def _columns(points: Any) -> Any:
    """[2, n] of float64, of points in columns or in a list as OpenCV has them."""
    flat = points.reshape(-1, 2).T if points.ndim == 3 or points.shape[0] != 2 else points
    return flat.astype(np.float64)


def mixChannels(src: Any, dst: Any, fromTo: Any) -> Any:
    """``cv2.mixChannels``: copies channels of some images into those of others."""
    for place in range(0, len(fromTo), 2):
        source, aim = fromTo[place], fromTo[place + 1]
        plane = None
        for image in src:
            channels = image.shape[2] if image.ndim == 3 else 1
            if plane is None and 0 <= source < channels:
                plane = image[:, :, source] if image.ndim == 3 else image
            source -= channels
        for image in dst:
            channels = image.shape[2] if image.ndim == 3 else 1
            if 0 <= aim < channels:
                target = image[:, :, aim] if image.ndim == 3 else image
                target[...] = 0 if plane is None else plane
            aim -= channels
    return dst


def getTickCount() -> int:
    """``cv2.getTickCount``."""
    return time.perf_counter_ns()


def getTickFrequency() -> float:
    """``cv2.getTickFrequency``: ticks a second."""
    return 1e9
