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
