import numpy as np


def connected(mask):
    labels = np.zeros(mask.shape, dtype=np.int32)
    current = 0
    for y in range(mask.shape[0]):
        for x in range(mask.shape[1]):
            if mask[y, x] and labels[y, x] == 0:
                current += 1
                stack = [(y, x)]
                while stack:
                    cy, cx = stack.pop()
                    if cy < 0 or cx < 0 or cy >= mask.shape[0] or cx >= mask.shape[1]:
                        continue
                    if not mask[cy, cx] or labels[cy, cx]:
                        continue
                    labels[cy, cx] = current
                    stack.extend([(cy + 1, cx), (cy - 1, cx), (cy, cx + 1), (cy, cx - 1)])
    return labels, current


def program(mask):
    labels, count = connected(mask)
    boxes = []
    for i in range(1, count + 1):
        ys, xs = np.nonzero(labels == i)
        boxes.append((xs.min(), ys.min(), xs.max() + 1, ys.max() + 1))
    sizes = np.bincount(labels.ravel())[1:]
    return labels, count, boxes, sizes, np.array(boxes).reshape(-1, 4)


M = np.array([[1, 1, 0, 0], [0, 0, 0, 1], [1, 0, 1, 1]], bool)
INPUTS = [(M,), (~M,), (np.zeros((2, 2), bool),)]
