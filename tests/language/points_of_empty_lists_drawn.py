"""What an empty list's elements are drawn at isn't known when the program is compiled, and never asked for."""

import cv2
import numpy as np


def program(image: np.ndarray, points, boxes):
    for point in points:
        cv2.circle(image, point, 2, (255, 0, 0), -1)
    for box in boxes:
        cv2.rectangle(image, box[0], box[1], (0, 255, 0), 1)
        cv2.line(image, box[0], box[1], box[2])
    return image, len(points)


INPUTS = [(np.zeros((9, 9, 3), np.uint8), [], [])]
