from __future__ import annotations

from dataclasses import dataclass

import torch
from beartype import beartype
from jaxtyping import Float, jaxtyped
from torch import Tensor, nn


@jaxtyped(typechecker=beartype)
@dataclass
class Box:
    sides: Float[Tensor, "2"]
    count: int = 1

    @property
    def area(self) -> Float[Tensor, ""]:
        return self.sides.prod() * self.count


@beartype
class Vocabulary:
    def __init__(self, numbers: dict[str, int]) -> None:
        self.numbers = numbers

    def encoded(self, text: str) -> list[int]:
        return [self.numbers.get(word, 0) for word in text.split()]


VOCABULARY = Vocabulary({"a": 1, "b": 2})


class Program(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.head = nn.Linear(2, 3)

    @jaxtyped(typechecker=beartype)
    def forward(self, x: Float[Tensor, "batch 2"], text: str, times: int = 2):
        boxes = [Box(row, times) for row in x]
        return self.scaled(x, *[times]), [box.area for box in boxes], VOCABULARY.encoded(text)

    @beartype
    def scaled(self, x: Tensor, times: int) -> Tensor:
        return self.head(x) * times


torch.manual_seed(0)
program = Program()

INPUTS = [(torch.rand(3, 2), "a b c"), (torch.rand(1, 2), "b", 5)]
