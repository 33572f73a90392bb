from __future__ import annotations

from enum import Enum, IntEnum

import torch


class Mode(Enum):
    FAST = "fast"
    SLOW = "slow"


class Level(IntEnum):
    LOW = 1
    HIGH = 5


def pick(mode, x):
    if mode is Mode.FAST:
        return x
    return x * 2


def program(x, n: int):
    return pick(Mode.SLOW, x), n >= Level.HIGH, n == Level.LOW, Level.HIGH + n, Mode.FAST.value


INPUTS = [(torch.ones(1), 5), (torch.ones(1), 1)]
