"""``numpy.uint8(tensor)`` and its like: an array of a tensor's elements, a scalar of one without dims."""

import numpy as np
import torch


def program(image):
    levels = np.uint8(image)
    view = levels[1:]
    shared = np.may_share_memory(levels, view), np.may_share_memory(levels, levels.copy())
    return levels, np.float64(image.sum()), np.int32(image.max()), shared


INPUTS = [(torch.arange(6.0).reshape(2, 3) * 40.5,)]
