from __future__ import annotations

import cv2
import numpy as np


def program(camera, lens, image, left, right):
    centered = cv2.initUndistortRectifyMap(camera, lens, None, None, (6, 5), cv2.CV_32FC1)
    flat = cv2.undistort(image, camera, lens)
    first = camera @ np.eye(3, 4)
    second = camera @ np.array([[1.0, 0, 0, -1], [0, 1, 0, 0], [0, 0, 1, 0.1]])
    seen = cv2.triangulatePoints(first, second, left, right)
    swapped = np.empty_like(image)
    cv2.mixChannels([image], [swapped], [0, 2, 1, 1, 2, 0])
    arc = cv2.ellipse2Poly((40, 30), (20, 9), 35, 10, 200, 5)
    product = cv2.gemm(camera, first, 0.5, first, 2.0)
    solved = cv2.solve(camera, np.ones((3, 1)))
    homogeneous = cv2.convertPointsFromHomogeneous(cv2.convertPointsToHomogeneous(left.T))
    seconds = (cv2.getTickCount() - cv2.getTickCount()) / cv2.getTickFrequency()
    return centered, flat, seen[:3] / seen[3], swapped, arc, product, solved, homogeneous, seconds < 1


RANDOM = np.random.RandomState(0)
CAMERA = np.array([[50.0, 0, 12], [0, 50, 10], [0, 0, 1]])
LENS = np.array([0.1, -0.05, 0.001, 0.002, 0.01])
IMAGE = RANDOM.randint(0, 256, (20, 24, 3)).astype(np.uint8)
LEFT = RANDOM.rand(2, 4) * 5 + 10
INPUTS = [(CAMERA, LENS, IMAGE, LEFT, LEFT - np.array([[9.0], [0.5]]))]
