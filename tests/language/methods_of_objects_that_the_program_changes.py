from collections import deque

import torch
from torch import nn


class Frames:
    def __init__(self, room):
        self.held = deque(maxlen=room)
        self.calls = 0

    def push(self, frame):
        self.held.append(frame)
        self.calls += 1

    def __len__(self):
        return len(self.held)

    def __iter__(self):
        return iter(self.held)

    def __getitem__(self, index):
        return self.held[index]

    def __contains__(self, number):
        return number < self.calls

    def __repr__(self):
        return f"Frames({self.calls})"

    def __add__(self, other):
        return self.calls + other

    def __eq__(self, other):
        return self.calls == other

    def __neg__(self):
        return -self.calls

    def __int__(self):
        return self.calls

    def __index__(self):
        return self.calls

    def __reversed__(self):
        return [f + 1 for f in self.held]

    def __getattr__(self, name):
        if name == "last":
            return self.held[-1]
        raise AttributeError(name)


class Ticket:  # asking it changes it
    def __init__(self):
        self.given = 0

    def __int__(self):
        self.given += 1
        return self.given

    def __bool__(self):
        self.given += 1
        return self.given > 3


class Open:
    def __init__(self):
        self.asked = []

    def __bool__(self):
        return len(self.asked) > 1


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.frames = Frames(2)
        self.ticket = Ticket()
        self.open = Open()

    def forward(self, x):
        frames = self.frames
        empty = not frames
        frames.push(x.sum().item())
        self.open.asked.append(1)
        sizes = len(frames), bool(frames), empty, frames.held.maxlen - len(frames), "open" if self.open else "shut"
        held = list(frames), [f * 2 for f in frames], frames[0], sum(frames), 2 in frames, 9 in frames, max(frames)
        texts = str(frames), repr(frames), f"{frames}", f"{frames!r:>12}"
        numbers = frames + 1, frames == 1, frames != 1, -frames, int(frames), [5, 6, 7, 8, 9][frames]
        return sizes, held, texts, numbers, reversed(frames), frames.last, int(self.ticket), bool(self.ticket)


program = Net().eval()
INPUTS = [(torch.tensor([float(i), 1.0]),) for i in range(3)]
