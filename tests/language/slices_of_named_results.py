from __future__ import annotations

import torch


def program(x):
    largest = x.max(1)
    values, places = largest[:2]
    return largest[:1], largest[::-1], values, places, torch.linalg.qr(x)[1:], x.shape[:1]


INPUTS = [(torch.tensor([[3.0, 1.0], [2.0, 5.0]]),)]
