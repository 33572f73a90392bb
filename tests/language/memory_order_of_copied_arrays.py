from __future__ import annotations

import numpy as np
import torch


def laid_out(array):
    return array.strides, array.ravel("K"), array.ravel("A")


def program(image):
    planes = image.transpose(2, 0, 1)
    copied = torch.from_numpy(planes.copy())
    kept = torch.from_numpy(np.array(planes))
    return (
        copied.view(-1), copied.is_contiguous(), kept.is_contiguous(), kept.stride(),
        laid_out(np.asarray(image, order="F")), laid_out(np.array(image, order="F")), laid_out(np.copy(planes)),
        laid_out(image.copy("F")), laid_out(planes.copy(order="K")), laid_out(np.asarray(planes, order="C")),
        laid_out(np.asfortranarray(image)), np.asarray(image) is image, np.asarray(image, order="C") is image,
        np.asarray(planes, np.float32, order="F").strides,
    )  # fmt: skip


INPUTS = [(np.arange(24, dtype=np.uint8).reshape(2, 4, 3),), (np.arange(30, dtype=np.uint8).reshape(5, 2, 3)[::2],)]
