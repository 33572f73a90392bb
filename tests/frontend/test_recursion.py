"""A recursive function is compiled once for all that its caller's variables hold."""

from __future__ import annotations

import json

from flambeau.frontend.script import script_graph


def sums(count: int, first: int, second: int) -> tuple[int, int, int]:
    step = first

    def total(k: int) -> int:
        return 0 if k <= 0 else step + total(k - 1)

    one = total(count)
    step = second
    two = total(count)
    step = one * two
    return one, two, total(count)


def evaluated(spec: str) -> object:
    nodes = {node["id"]: node for node in json.loads(spec)}
    memo = {}

    def value(name):  # type: ignore[no-untyped-def]
        if name not in memo:
            node = nodes[name]
            inputs = [value(one) for one in node.get("in", [])]
            memo[name] = sum(inputs) if node["op"] == "add" else inputs[0] * node["by"] if inputs else node["by"]
        return memo[name]

    return value(json.loads(spec)[-1]["id"])


def test_other_values_of_a_variable_make_no_other_function() -> None:
    assert len(script_graph(sums, [2, 1, 5]).functions) == 2


def test_neither_do_alternatives_of_json() -> None:
    assert len(script_graph(evaluated, ['[{"id": "a", "op": "", "by": 2}]']).functions) < 6
