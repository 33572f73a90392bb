"""A slice of a list or tuple from before the program holds the same lists: what is done to them shows in the whole."""

import torch

ROWS = [[1], [2], [3]]
PAIR = ([4], [5])
NAMES = [{"a": 1}, {"b": 2}]


def program(x: int, t: torch.Tensor):
    ROWS[:2][0].append(x)
    ROWS[::-1][0].append(-x)
    for row in ROWS[1:]:
        row.append(x * 2)
    kept = PAIR[1:]
    kept[0].append(x)
    for names in NAMES[-1:]:
        names["x"] = x
    ROWS[0:1][0] += [t.numel()]
    return [list(row) for row in ROWS], [list(one) for one in PAIR], [dict(n) for n in NAMES], ROWS[:1][0] is ROWS[0]


INPUTS = [(5, torch.ones(2)), (6, torch.ones(0))]
