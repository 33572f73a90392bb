from __future__ import annotations

import cv2
import numpy as np


def program(mask, least: int):
    count, labels, stats, centroids = cv2.connectedComponentsWithStats(mask, connectivity=4)
    kept = np.zeros_like(mask)
    boxes = []
    for i in range(1, count):
        x, y, w, h, area = stats[i]
        if area >= least:
            kept[labels == i] = 255
            boxes.append((int(x), int(y), int(w), int(h), centroids[i].tolist()))
    return count, labels, kept, boxes, cv2.connectedComponents(kept)[0]


y, x = np.mgrid[:40, :50]
INPUTS = [(((x * y) % 7 < 2).astype(np.uint8), 4), (np.zeros((5, 4), np.uint8), 1)]
