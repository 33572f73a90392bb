from __future__ import annotations

import cv2
import numpy as np


def picture(height: int, width: int):
    """Smooth in one channel, busy in the others."""
    y, x = np.mgrid[:height, :width]
    return np.stack([x * 3 + y, (x * y) % 251, (x * 7) ^ (y * 5)], axis=-1).astype(np.uint8)


def program(image, predictions, confidence: float, overlap: float):
    """Boxes of a detector: best class, threshold, suppression, back to the picture's size."""
    height, width = image.shape[:2]
    blob = cv2.dnn.blobFromImage(image, 1 / 255.0, (32, 32), swapRB=True, crop=False)
    boxes, scores, classes = [], [], []
    for row in predictions:
        class_scores = row[4:]
        best = int(np.argmax(class_scores))
        score = float(class_scores[best])
        if score < confidence:
            continue
        cx, cy, w, h = row[:4] * np.array([width, height, width, height])
        boxes.append([int(cx - w / 2), int(cy - h / 2), int(w), int(h)])
        scores.append(score)
        classes.append(best)
    kept = cv2.dnn.NMSBoxes(boxes, scores, confidence, overlap)
    found = []
    if len(kept) > 0:
        for i in kept.flatten():
            found.append((classes[i], round(scores[i], 4), boxes[i]))
    return blob.shape, round(float(blob.mean()), 5), found


ROWS = np.array(
    [
        [0.50, 0.50, 0.20, 0.40, 0.10, 0.90],
        [0.51, 0.49, 0.22, 0.40, 0.20, 0.80],
        [0.20, 0.30, 0.10, 0.10, 0.60, 0.10],
        [0.80, 0.80, 0.10, 0.10, 0.05, 0.02],
    ]
)
INPUTS = [(picture(48, 64), ROWS, 0.25, 0.45), (picture(20, 20), ROWS, 0.95, 0.45)]
