from __future__ import annotations


def program(n: int, texts: list[str]):
    falling = [float(n - i) for i in range(n)]
    rising = sorted(falling)
    equal = [(n - i // 2, i) for i in range(n)]
    pairs = [(n - i, i) for i in range(n)]
    out = [
        falling[:],
        rising,
        sorted(falling, reverse=True),
        sorted(rising, reverse=True),
        sorted(range(n), reverse=True),
    ]
    by_first = [sorted(equal, key=lambda p: p[0]), sorted(equal, key=lambda p: p[0], reverse=True)]
    by_other = [sorted(pairs), sorted(pairs, reverse=True), sorted(pairs, key=lambda p: -p[1])]
    texts.sort(reverse=True)
    turned = sorted(texts)
    return out, by_first, by_other, turned, sorted(turned, reverse=True), sorted([0.0, -0.0]), sorted([0.0, -0.0, -1.0])


INPUTS = [(0, []), (1, ["a"]), (2, ["b", "a"]), (13, list("zyxa")), (100, [f"t{i:03d}" for i in range(99, -1, -1)])]
