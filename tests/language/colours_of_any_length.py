"""A colour whose length the image tells: as many numbers as it has channels."""

import cv2
import numpy as np


def program(image: np.ndarray, level: int):
    colour = (level,) * (image.shape[2] if image.ndim == 3 else 1)
    cv2.rectangle(image, (1, 1), (5, 5), colour, -1)
    cv2.fillPoly(image, [np.array([[6, 6], [8, 6], [8, 8]], np.int32)], color=[level] * image.ndim)
    return image


INPUTS = [(np.zeros((9, 9, 3), np.uint8), 7), (np.zeros((9, 9), np.uint8), 9)]
