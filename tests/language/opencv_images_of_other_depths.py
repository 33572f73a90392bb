from __future__ import annotations

import cv2
import numpy as np


def scaled(pixels):
    """What is done to `image / 255`, and to depth maps in millimetres."""
    turn = cv2.getRotationMatrix2D((4, 3), 20, 1.1)
    return (
        cv2.resize(pixels, (7, 9)), cv2.resize(pixels, (5, 4), interpolation=cv2.INTER_AREA),
        cv2.resize(pixels, (5, 4), interpolation=cv2.INTER_NEAREST), cv2.warpAffine(pixels, turn, (9, 8)),
        cv2.copyMakeBorder(pixels, 1, 2, 0, 1, cv2.BORDER_REFLECT_101), cv2.blur(pixels, (3, 3)),
        cv2.filter2D(pixels, -1, np.ones((3, 3)) / 8), cv2.dilate(pixels, np.ones((3, 3), np.uint8)),
        cv2.threshold(pixels, 80, 200, cv2.THRESH_TOZERO), cv2.addWeighted(pixels, 0.5, pixels, 0.25, 3),
        cv2.add(pixels, pixels), cv2.normalize(pixels, None, 0, 255, cv2.NORM_MINMAX, cv2.CV_8U),
        cv2.inRange(pixels, 20, 120), cv2.pyrDown(pixels),
    )  # fmt: skip


def program(exact, depth, signed):
    labels = cv2.copyMakeBorder(signed.astype(np.int32), 1, 1, 1, 1, cv2.BORDER_CONSTANT, value=-1)
    gray = cv2.cvtColor(np.dstack([depth, depth // 2, depth]), cv2.COLOR_BGR2GRAY)
    smooth = cv2.GaussianBlur(exact, (5, 5), 0), cv2.GaussianBlur(depth, (3, 3), 0), cv2.medianBlur(depth, 3)
    edges = cv2.Sobel(exact, cv2.CV_64F, 1, 0), cv2.Laplacian(depth, cv2.CV_64F)
    return scaled(exact), scaled(depth), scaled(signed), labels, gray, smooth, edges


RANDOM = np.random.RandomState(0)
INPUTS = [
    (
        RANDOM.rand(8, 10) * 200,
        RANDOM.randint(0, 60000, (8, 10)).astype(np.uint16),
        RANDOM.randint(-300, 300, (8, 10)).astype(np.int16),
    )
]
