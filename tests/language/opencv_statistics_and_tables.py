from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image):
    low, high, first, last = cv2.minMaxLoc(image[:, :, 0].copy())
    means, spread = cv2.meanStdDev(image)
    gamma = np.array([((i / 255.0) ** 0.6) * 255 for i in range(256)]).astype(np.uint8)
    histograms = [cv2.calcHist([image], [c], None, [16], [0, 256]) for c in range(3)]
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    heat = cv2.addWeighted(image, 0.6, cv2.applyColorMap(cv2.equalizeHist(gray), cv2.COLORMAP_JET), 0.4, 0)
    beside = cv2.hconcat([image, heat])
    return (
        low,
        high,
        first,
        last,
        means,
        spread,
        cv2.mean(image),
        histograms,
        cv2.LUT(image, gamma),
        cv2.vconcat([beside, beside]),
    )


INPUTS = [(picture(40, 50),), (picture(13, 9),)]
