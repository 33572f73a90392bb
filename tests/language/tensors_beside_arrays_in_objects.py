"""A tensor leaves as a tensor, though the caller gave arrays: those that an object holds are arrays in the program."""

import numpy as np
import torch


class Frame:
    def __init__(self, pixels):
        self.pixels = pixels


def program(frame: Frame, scale: int):
    frame.pixels = frame.pixels * scale
    return torch.tensor([1, scale]), frame, torch.from_numpy(frame.pixels)


INPUTS = [(Frame(np.arange(6.0).reshape(2, 3)), 2), (Frame(np.zeros((1, 2))), 0)]
