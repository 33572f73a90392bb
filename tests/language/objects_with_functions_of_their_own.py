from collections.abc import Callable
from dataclasses import dataclass

import torch


@dataclass
class Step:
    name: str
    function: Callable
    weight: float = 1.0


def times(number):
    def multiply(value):
        return value * number

    return multiply


class Registry:
    def __init__(self):
        self.steps = {}

    def add(self, name, function):
        self.steps.setdefault(name, []).append(function)
        return self

    def run(self, name, value):
        for function in self.steps.get(name, []):
            value = function(value)
        return value


def program(numbers: list[int], x: torch.Tensor):
    steps, registry = [Step("abs", torch.abs), Step("neg", torch.neg)], Registry()
    for number in numbers:
        if number % 2:
            steps.append(Step(f"times {number}", times(number)))
        else:
            steps.append(Step(f"plus {number}", lambda value, number=number: value + number, 2.0))
        registry.add("even" if number % 2 == 0 else "odd", times(number)).add("all", times(2))
    for step in steps:
        x = step.function(x) * step.weight
    return x, [step.name for step in steps], [registry.run(name, 1) for name in ("even", "odd", "all", "none")]


INPUTS = [([1, 2, 3], torch.tensor([-1.0, 2.0])), ([], torch.tensor([1.0])), ([2], torch.tensor([0.5]))]
