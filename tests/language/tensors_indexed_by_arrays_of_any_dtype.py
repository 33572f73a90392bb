"""Of arrays that index tensors, the elements are taken as whole numbers, whatever the dtype; bytes are a mask."""

import numpy as np
import torch


def program(x: torch.Tensor, places: list[int], mask: list[int]):
    found = [x[np.array(places, dtype=dtype)] for dtype in (np.int8, np.int16, np.uint16, np.int32, np.float32)]
    place = np.array(places).astype(np.int16)
    y = x.clone()
    y[place] = -1
    y[np.array(places, np.int16), 0] += 5
    return found, y, x[place[0]], x[place[-1:], place[:1]], x[np.array(mask, np.uint8)]


INPUTS = [(torch.arange(12).reshape(4, 3), [0, 2], [1, 0, 0, 1]), (torch.rand(3, 3), [1], [0, 0, 0])]
