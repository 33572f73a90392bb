import cv2
import numpy as np


def without_holes(mask):
    """The mask with what its background doesn't reach filled."""
    flooded = mask.copy()
    height, width = mask.shape[:2]
    around = np.zeros((height + 2, width + 2), np.uint8)
    cv2.floodFill(flooded, around, (0, 0), 255)
    return mask | cv2.bitwise_not(flooded), around


def fingers(contour):
    hull = cv2.convexHull(contour, returnPoints=False)
    defects = cv2.convexityDefects(contour, hull)
    if defects is None:
        return 0, []
    deep = [row for row in defects if row[3] / 256 > 3]
    return len(deep), [tuple(contour[row[2]][0].tolist()) for row in deep]


def program(mask, picture):
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    found = []
    for contour in contours:
        if len(contour) < 6:
            continue
        (x, y), axes, angle = cv2.fitEllipse(contour)
        vx, vy, x0, y0 = cv2.fitLine(contour, cv2.DIST_L2, 0, 0.01, 0.01).ravel().tolist()
        found.append((round(x, 1), round(y, 1), [round(side, 1) for side in axes], 0 <= angle <= 180, fingers(contour)))
        found.append((round(abs(vx), 3), round(abs(vy), 3), round(x0, 2), round(y0, 2)))
        found.append(round(cv2.matchShapes(contour, contours[0], cv2.CONTOURS_MATCH_I1, 0.0), 6))
    seeded = picture.copy()
    count, same, marks, box = cv2.floodFill(
        seeded, None, (2, 1), (9, 8, 7), (30,) * 3, (30,) * 3, cv2.FLOODFILL_FIXED_RANGE
    )
    return {
        "found": found,
        "filled": without_holes(mask),
        "seeded": (count, box, marks, seeded, same is seeded),
        "spread": cv2.floodFill(picture[:, :, 0].copy(), None, (5, 5), 1, 12, 12, 8),
    }


def shapes():
    mask = np.zeros((60, 80), np.uint8)
    cv2.ellipse(mask, (25, 30), (18, 9), 20, 0, 360, 255, -1)
    cv2.circle(mask, (25, 30), 4, 0, -1)
    cv2.fillPoly(mask, [np.array([[50, 10], [75, 12], [60, 25], [76, 50], [52, 48]])], 255)
    return mask


PICTURE = (np.add.outer(np.arange(20) * 5, np.arange(30) * 3)[:, :, None] + np.array([0, 20, 40])).astype(np.uint8)
INPUTS = [(shapes(), PICTURE), (np.zeros((20, 20), np.uint8), PICTURE[::-1].copy()), (255 - shapes(), PICTURE)]
