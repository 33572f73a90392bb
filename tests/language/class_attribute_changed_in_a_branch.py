from __future__ import annotations

import torch


class Box:
    def __init__(self, v):
        self.v = v
        self.tag = None


def program(x, flag: bool):
    b = Box(x)
    if flag:
        b.v = x * 2
        b.tag = "doubled"
    if b.tag is not None:
        return b.v, b.tag
    return b.v, "plain"


INPUTS = [(torch.ones(2), True), (torch.ones(2), False)]
