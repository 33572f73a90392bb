from __future__ import annotations


def program(a: dict[str, int], b: dict[str, int], rows: dict[str, list[int]]):
    c = {**a}
    c["new"] = 1
    d = {**a, **b, "z": 0}
    e = {"q": 5, **a}
    a.pop("k3", None)
    g = {**a}
    g.pop("k1", None)
    shallow = {**rows}
    shallow["more"] = []
    for row in shallow.values():
        row.append(len(shallow))
    named = dict(**a)
    named["k0"] = named.get("k0", 3) + 1
    return c, d, e, g, list(g), {**a, "k0": 9}, named, shallow, a | b, b | a


def table(n: int, first: int = 0) -> dict[str, int]:
    return {f"k{i}": i * i for i in range(first, n + first)}


INPUTS = [
    (table(0), table(0), {}),
    (table(3), table(2, 2), {"x": [1]}),
    (table(9), table(12, 4), {"x": [], "y": [2]}),
    (table(40), table(1), {f"r{i}": [i] for i in range(12)}),
]
