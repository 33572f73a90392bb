"""Generators that are compiled into their consumers: they leave no generator in the program."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest

import flambeau as fl


def lengths(numbers: list[int]) -> list[tuple[int, int]]:
    return [(number, len(list(group))) for number, group in itertools.groupby(numbers)]


def sums(numbers: list[int]) -> int:
    total = 0
    for number, group in itertools.groupby(numbers):
        total += number * sum(group)
    return total


def largest_of_pairs(numbers: list[int]) -> list[int]:
    def pair(place: int) -> Any:
        yield numbers[place]
        yield numbers[place + 1]

    def pairs() -> Any:
        for place in range(len(numbers) - 1):
            yield pair(place)

    return [max(one) for one in pairs()]


@pytest.mark.parametrize("function", [lengths, sums, largest_of_pairs])
def test_generators_of_generators(function: Callable[..., Any]) -> None:
    numbers = [1, 1, 2, 5, 5, 5, 1]
    program = fl.script(function, (numbers,))
    assert "resume" not in program.graph
    assert program(numbers) == function(numbers)
