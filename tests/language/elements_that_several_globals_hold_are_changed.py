"""What a program changes in an element by one container from outside is found by the others that hold it."""

from collections import OrderedDict, deque
from typing import NamedTuple

import numpy as np
import torch

ROWS = [[1], [2], [3]]
TABLE = dict(zip("abc", ROWS))
GRID = [ROWS[:2], ROWS[2:]]
RECENT = deque(ROWS)
ORDERED = OrderedDict(TABLE)


class Ends(NamedTuple):
    first: list
    last: list


class Box:
    def __init__(self, score):
        self.score = score
        self.seen = []


ENDS = Ends(ROWS[0], ROWS[2])
BOXES = [Box(2), Box(5)]
QUEUE = deque(BOXES)
ARRAYS = [np.zeros(2), np.ones(2)]
BY_NAME = {"x": ARRAYS[0], "y": ARRAYS[1]}
BUFFERS = (torch.zeros(2), torch.ones(2))
NAMED = OrderedDict(x=BUFFERS[0], y=BUFFERS[1])


def program(n: int):
    TABLE["abc"[n]].append(n)
    for row in GRID[n % 2][:n]:
        row.append(10)
    RECENT[n].append(20)
    ORDERED["abc"[-n]].append(30)
    (TABLE | {"d": [0]})["abcd"[n]].append(40)
    ends = ENDS.last if n > 1 else ENDS.first
    ends.append(50)
    QUEUE[n % 2].seen.append(n)
    BY_NAME["xy"[n % 2]][0] += n
    NAMED["xy"[n % 2]][1] += n
    held = [(box.score, list(box.seen)) for box in BOXES]
    return str(ROWS), held, [a.tolist() for a in ARRAYS], [b.tolist() for b in BUFFERS], len(ORDERED), str(ENDS[0])


INPUTS = [(1,), (2,), (0,), (1,)]
