"""A depth that is the image's own changes nothing, and warps read by areas as they do linearly."""

import cv2
import numpy as np


def program(image: np.ndarray, matrix: np.ndarray):
    blurred = cv2.boxFilter(image, cv2.CV_8U, ksize=(3, 3))
    by_areas = cv2.warpAffine(image, matrix, (12, 9), flags=cv2.INTER_AREA)
    return blurred, np.abs(by_areas.astype(int) - cv2.warpAffine(image, matrix, (12, 9))).max()


RANDOM = np.random.RandomState(0)
INPUTS = [(RANDOM.randint(0, 255, (10, 12, 3)).astype(np.uint8), np.array([[1.1, 0.1, 2], [-0.1, 0.9, 1]]))]
