"""A recurrent state that is a list of as many parts as the model returns, None before the first frame."""

from __future__ import annotations

import torch


def step(x, first=None, second=None, scale: float = 1.0):
    first = x if first is None else first * 0.5 + x
    second = first.sum() if second is None else second + first.sum()
    return first * scale, first, second


def tracked(frames):
    state = [None] * 2
    outputs = []
    for frame in frames:
        out, *state = step(frame, *state, scale=2.0)
        outputs.append(out)
    return outputs, state


def kept(frames):
    """Each pass's state is held by a list, too: they are different lists."""
    state = [torch.zeros(2), torch.tensor(0.0)]
    seen = []
    for frame in frames:
        seen.append(state)
        _, *state = step(frame, *state)
    state[1] = torch.tensor(9.0)
    return seen, state


def named(frames, enough: float):
    memory = {"total": torch.zeros(2), "count": 0, "last": None}
    for frame in frames:
        memory = {"total": memory["total"] + frame, "count": memory["count"] + 1, "last": frame.tolist()}
        if float(memory["total"].sum()) > enough:
            break
    return memory


def swapped(count: int):
    pair = [1, "a"]
    other = pair
    for index in range(count):
        pair = [pair[0] + index, pair[1] + "b"]
    pair[0] = -1
    return pair, other


def program(frames: list[torch.Tensor], count: int):
    return tracked(frames), kept(frames), named(frames, 3.0), swapped(count)


INPUTS = [
    ([torch.tensor([1.0, 2.0]), torch.tensor([0.5, 0.25]), torch.tensor([3.0, -1.0])], 3),
    ([torch.tensor([1.0, 1.0])], 0),
    ([], 1),
]
