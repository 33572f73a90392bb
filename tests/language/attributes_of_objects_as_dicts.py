"""vars(x) and x.__dict__ of objects in lists, put into containers, written as JSON and spread."""

import json
from dataclasses import dataclass, field


@dataclass
class Box:
    label: str
    corners: list[int] = field(default_factory=list)
    score: float = 0.5


class Frame:
    def __init__(self, number: int):
        self.number = number
        self.boxes: list[Box] = []

    def as_dict(self):
        return {**vars(self), "boxes": [vars(b) for b in self.boxes]}


def program(names: list[str], count: int):
    frames = []
    for number in range(count):
        frame = Frame(number)
        for place, name in enumerate(names):
            frame.boxes.append(Box(name, [place, number], place / 4))
        frames.append(frame)
    first = vars(Box("x"))
    listed = [vars(b) for f in frames for b in f.boxes if b.score > 0]
    has = ["score" in b.__dict__ for f in frames for b in f.boxes]
    return json.dumps([f.as_dict() for f in frames]), first, listed, has, [len(vars(f)) for f in frames]


INPUTS = [(["a", "b"], 2), ([], 1), (["c"], 0)]
