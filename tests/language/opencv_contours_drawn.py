from __future__ import annotations

import cv2
import numpy as np


def program(mask):
    contours, hierarchy = cv2.findContours(mask, cv2.RETR_TREE, cv2.CHAIN_APPROX_NONE)
    canvas = np.zeros(mask.shape + (3,), np.uint8)
    if hierarchy is None:
        return canvas, 0
    outermost = [i for i in range(len(contours)) if hierarchy[0][i][3] == -1]
    cv2.drawContours(canvas, contours, -1, (0, 255, 0), 1)
    cv2.drawContours(canvas, contours, outermost[0], (255, 0, 0), cv2.FILLED, hierarchy=hierarchy, maxLevel=0)
    for i in outermost:
        box = cv2.boxPoints(cv2.minAreaRect(contours[i]))
        cv2.polylines(canvas, [np.round(box).astype(np.int32)], True, (0, 0, 255))
        x, y, w, h = cv2.boundingRect(contours[i])
        cv2.circle(canvas, (x + w // 2, y + h // 2), 2, (255, 255, 255), -1)
    cv2.line(canvas, (0, 0), (mask.shape[1] - 1, mask.shape[0] - 1), (9, 8, 7), 2)
    return canvas, len(outermost)


RINGS = np.zeros((40, 60), np.uint8)
RINGS[4:30, 5:33] = 255
RINGS[9:25, 10:28] = 0
RINGS[13:20, 14:22] = 255
RINGS[20:38, 40:55] = 255
INPUTS = [(RINGS,), (np.zeros((10, 12), np.uint8),)]
