"""How large programs become."""

from __future__ import annotations

from flambeau.frontend.script import script_graph
from flambeau.ir import walk

NAMES = [f"n{i}" for i in range(16)]


def nested(x: int) -> int:
    total = 0
    for a in NAMES:
        for b in NAMES:
            for c in NAMES:
                total += x * len(a + b + c) % 7
    return total


def test_nested_loops_over_known_lists_do_not_multiply() -> None:
    graph = script_graph(nested, [1])
    assert sum(1 for function in graph.functions.values() for _ in walk(function.body)) < 20_000


class Weighed:
    def __init__(self, weight: int) -> None:
        self.weight = weight


def objects_in_nested_loops(numbers: list[int]) -> int:
    total = 0
    for a in numbers:
        for b in numbers:
            one = Weighed(b)
            for c in numbers:
                if c > a:
                    other = Weighed(c)
                else:
                    other = Weighed(a)
                total += one.weight * other.weight
    return total


def test_objects_made_anew_in_each_pass_leave_nested_loops_as_they_are() -> None:
    graph = script_graph(objects_in_nested_loops, [[1, 2]])
    ops = [op for function in graph.functions.values() for op in walk(function.body)]
    assert sum(op.name == "loop" for op in ops) == 3
