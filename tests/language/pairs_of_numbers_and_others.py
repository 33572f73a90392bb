from __future__ import annotations


def program(edges: list[tuple[int, int, float]], named: list[tuple[str, float]], loose: list[tuple[int, float | None]]):
    total, weight = 0, 0.0
    for a, b, w in edges:
        total += a * 2 - b
        weight += w
    names = []
    for name, score in named:
        names.append(name * 2)
        weight -= score
    for _, score in named:
        weight += score * 0.5
    last: list[object] = []
    for n, maybe in loose:
        last.append(n if maybe is None else maybe + n)
    pair = (total, weight)
    total, weight = pair
    x, y = total, float(total)
    for x, y in [(1, 2.0), (x, y)]:
        weight += x * y
    x, y = y, x
    return total, weight, names, last, x, y, edges, named


INPUTS = [
    ([(1, 2, 0.5), (3, 4, 1.5)], [("a", 2.0), ("b", 4.0)], [(1, None), (2, 0.25)]),
    ([], [("a", 1.0)], []),
]
