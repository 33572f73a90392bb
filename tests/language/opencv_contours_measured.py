from __future__ import annotations

import cv2
import numpy as np


def blobs(height: int, width: int):
    y, x = np.mgrid[:height, :width]
    waves = np.sin(x / 6.0) * np.cos(y / 5.0) + np.sin((x + y) / 9.0)
    return ((waves - waves.min()) / (waves.max() - waves.min()) * 255).astype(np.uint8)


def program(heat, limit: int):
    _, mask = cv2.threshold(heat, limit, 255, cv2.THRESH_BINARY)
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    found = []
    for contour in sorted(contours, key=cv2.contourArea, reverse=True)[:4]:
        if cv2.contourArea(contour) < 3:
            continue
        x, y, w, h = cv2.boundingRect(contour)
        outline = cv2.approxPolyDP(contour, 0.02 * cv2.arcLength(contour, True), True)
        (cx, cy), radius = cv2.minEnclosingCircle(contour)
        solidity = cv2.contourArea(contour) / cv2.contourArea(cv2.convexHull(contour))
        m = cv2.moments(contour)
        centre = (int(m["m10"] / m["m00"]), int(m["m01"] / m["m00"]))
        inside = cv2.pointPolygonTest(contour, (float(centre[0]), float(centre[1])), False) >= 0
        found.append(
            (x, y, w, h, outline.reshape(-1, 2), round(cx), round(cy), round(radius, 2), solidity, centre, inside)
        )
    return len(contours), found


INPUTS = [(blobs(60, 80), 140), (blobs(40, 33), 200), (blobs(20, 20), 255)]
