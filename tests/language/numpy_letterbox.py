import numpy as np


def program(image, size: int):
    height, width = image.shape[:2]
    scale = min(size / height, size / width)
    new_h, new_w = int(round(height * scale)), int(round(width * scale))
    rows = (np.arange(new_h) * height / new_h).astype(np.int64).clip(0, height - 1)
    columns = (np.arange(new_w) * width / new_w).astype(np.int64).clip(0, width - 1)
    resized = image[rows][:, columns]
    canvas = np.full((size, size, 3), 114, dtype=image.dtype)
    top, left = (size - new_h) // 2, (size - new_w) // 2
    canvas[top : top + new_h, left : left + new_w] = resized
    return canvas, scale, (top, left)


INPUTS = [(np.arange(90, dtype=np.uint8).reshape(5, 6, 3), 8), (np.arange(24, dtype=np.uint8).reshape(4, 2, 3), 6)]
