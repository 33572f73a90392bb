"""Arithmetic on numbers whose types are known, at the edges: overflow, NaN, negative operands, zero."""

from __future__ import annotations

import math


def program(a: int, b: int, x: float, y: float) -> tuple[list[str], list[float], list[int]]:
    errors: list[str] = []
    floats: list[float] = [min(x, y), max(x, y), min(y, x), max(y, x), abs(x), 1.5 - x, x - 1.5]
    ints: list[int] = [a // 3, a % 3, a // -3, a % -3, ~a, a >> 70, a >> 1, min(a, b), max(a, b), a & 255, 7 - a % 5]
    for i in range(11):
        try:
            if i == 0:
                ints.append(a << min(b, 20))
            elif i == 1:
                ints.append(a >> b)
            elif i == 2:
                ints.append(abs(a))
            elif i == 3:
                floats.append(a / b)
            elif i == 4:
                ints.append(int(x))
            elif i == 5:
                ints.append(a // b)
            elif i == 6:
                ints.append(a % b)
            elif i == 7:
                floats.append(2.0 / x)
            elif i == 8:
                floats.append(x / y)
            elif i == 9:
                ints.append(a * (b & 1))
            else:
                ints.append(a + 1 if a < b else a - 1)
        except (OverflowError, ValueError, ZeroDivisionError) as error:
            errors.append(f"{i} {type(error).__name__}")
    for limit in (0.5, math.nan, math.inf):
        ints.append(int(x < limit) + 2 * int(limit <= x) + 4 * int(x != limit))
        if 0.5 > x:
            ints.append(1)
        if not x >= limit:
            ints.append(2)
    if 3 <= a:
        ints.append(3)
    if 3 > b:
        ints.append(4)
    return errors, [v for v in floats if not math.isnan(v)] + [float(math.isnan(v)) for v in floats], ints


INPUTS = [
    (7, 3, 0.5, 2.0),
    (-7, 0, math.nan, 1.0),
    (7, -2, 0.0, math.nan),
    (2**31, 2**31 - 1, -0.0, 0.0),
    (-(2**40), 3, 1e9, -1e300),
    (-(2**40) - 1, 2, math.inf, 2.5),
    (-(2**42) + 1, 5, -math.inf, -3.5),
    (0, 64, 2.5, 1e-300),
]
