from __future__ import annotations

import math


def program(numbers: list[int], floats: list[float], texts: list[str], n: int):
    rising = sorted(numbers)
    rising.append(n)
    rising.sort()
    falling = sorted(numbers, reverse=True)
    falling.append(n)
    falling.sort(reverse=True)
    front = [n, *sorted(numbers)]
    front.sort()
    both = sorted(numbers) + sorted(numbers)
    pairs = [(x // 3, -i) for i, x in enumerate(sorted(numbers))]
    by_first = sorted(pairs, key=lambda pair: pair[0])
    turned = sorted(pairs, key=lambda pair: pair[0], reverse=True)
    zeros = sorted([0.0, -0.0, *floats])
    back = sorted([0.0, -0.0, *floats], reverse=True)
    signs = [math.copysign(1.0, x) for x in zeros + back]
    words = sorted(texts)
    words += sorted(texts)[:3]
    words.sort()
    mixed = sorted([*numbers, *floats])
    broken = [1, 2, "x", 0]
    try:
        broken.sort()
    except TypeError as error:
        broken.append(str(error))
    return rising, falling, front, sorted(both), by_first, turned, zeros, back, signs, words, mixed, broken


_MANY = [i * 7919 % 103 for i in range(90)]
INPUTS = [
    (_MANY, [x / 4 for x in _MANY[:40]], [f"w{x}" for x in _MANY], 50),
    ([3, 1, 2], [0.5, -1.0], ["b", "a"], 0),
    ([], [], [], 1),
    (list(range(40)), [float(i) for i in range(40)], [chr(97 + i) for i in range(26)], -5),
    (list(range(40, 0, -1)), [float(-i) for i in range(40)], [chr(122 - i) for i in range(26)], 99),
]
