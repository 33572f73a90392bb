from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    gx, gy = cv2.Sobel(gray, cv2.CV_64F, 1, 0, ksize=3), cv2.Sobel(gray, cv2.CV_64F, 0, 1, ksize=3)
    both = cv2.addWeighted(cv2.convertScaleAbs(gx), 0.5, cv2.convertScaleAbs(gy), 0.5, 0)
    local = cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY, 11, 2)
    return (
        both,
        local,
        cv2.Laplacian(gray, cv2.CV_64F).var() > 100,
        cv2.pyrDown(image),
        cv2.pyrUp(gray),
        cv2.magnitude(gx, gy),
    )


INPUTS = [(picture(40, 50),), (picture(13, 9),)]
