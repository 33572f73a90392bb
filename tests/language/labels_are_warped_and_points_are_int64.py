"""A map of labels (int32) warped to the nearest, and outlines of np.where's int64, of which OpenCV makes int32."""

import cv2
import numpy as np


def program(labels: np.ndarray, matrix: np.ndarray):
    flat = cv2.warpPerspective(labels, matrix, (31, 23), flags=cv2.INTER_NEAREST)
    turned = cv2.warpAffine(labels, matrix[:2], (29, 27), flags=cv2.INTER_NEAREST, borderValue=7)
    points = np.roll(np.array(np.where(labels > 2**29)), 1, axis=0).transpose().reshape(-1, 2)
    box = cv2.boxPoints(cv2.minAreaRect(points))
    hull = cv2.convexHull(points)
    shapes = [cv2.contourArea(points[:5]), cv2.arcLength(points[:5], True), cv2.moments(points[:4])["m00"]]
    mask = cv2.fillPoly(np.zeros(labels.shape, dtype=np.uint8), [points[:3]], 255)
    return flat, turned, box, hull, shapes, cv2.boundingRect(points), mask


def _input(seed: int) -> tuple[np.ndarray, np.ndarray]:
    numbers = np.random.RandomState(seed)
    change = (numbers.rand(3, 3) - 0.3) * [[0.5, 0.5, 5], [0.5, 0.5, 5], [0.004, 0.004, 0]]
    return numbers.randint(-9, 2**30, (20, 30)).astype(np.int32), np.eye(3) + change


INPUTS = [_input(seed) for seed in range(4)]
