from collections import namedtuple
from typing import List, NamedTuple

import torch


class Box(NamedTuple):
    left: float
    top: float
    right: float = 1.0


Pair = namedtuple("Pair", "first second")


def program(numbers: List[float], boxes: torch.Tensor, words: List[str]):
    made = []
    for row in (numbers, boxes.tolist(), [2.0, 3.0, 4.0]):
        try:
            made.append(Box._make(row))
        except TypeError as error:
            made.append(str(error))
    pairs = list(map(Pair._make, [(word, len(word)) for word in words]))
    halves = [Pair._make(word.split("-")) for word in words]
    return made, pairs, halves, Box._make(iter([1.0, 2.0, 3.0]))._replace(top=0.0)


INPUTS = [
    ([1.0, 2.0, 3.0], torch.tensor([0.5, 1.5, 2.5]), ["a-b", "cd-e"]),
    ([1.0], torch.tensor([0.5, 1.5]), ["a-bb"]),
]
