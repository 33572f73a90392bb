"""Regions of a map are dilated as far as their size says: the element's size is only known when the program runs."""

import math

import cv2
import numpy as np


def program(image: np.ndarray, shapes: list[int]):
    count, labels, stats, _ = cv2.connectedComponentsWithStats((image > 0).astype(np.uint8), connectivity=4)
    found = []
    for k in range(1, count):
        reach = int(math.sqrt(stats[k, cv2.CC_STAT_AREA])) - 1
        for shape in shapes:
            kernel = cv2.getStructuringElement(shape, (1 + reach, 2 + reach))
            region = np.zeros(image.shape, dtype=np.uint8)
            region[labels == k] = 255
            found.append((kernel, cv2.dilate(region, kernel)))
    return found, cv2.getStructuringElement(cv2.MORPH_CROSS, (shapes[0] + 3, 4), anchor=(0, 3))


def _image(*boxes: tuple[int, int, int, int]) -> np.ndarray:
    image = np.zeros((24, 32), dtype=np.float32)
    for top, left, bottom, right in boxes:
        image[top:bottom, left:right] = 1
    return image


INPUTS = [
    (_image((2, 2, 5, 9), (12, 12, 20, 22)), [cv2.MORPH_RECT, cv2.MORPH_ELLIPSE]),
    (_image((0, 0, 2, 3), (10, 3, 24, 32)), [cv2.MORPH_CROSS, 3]),
    (_image(), [cv2.MORPH_CROSS]),
]
