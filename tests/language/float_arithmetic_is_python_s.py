from __future__ import annotations

import math


def program(a: float, b: float):
    return (
        a // b,
        a % b,
        a**b,
        round(a),
        round(a, 1),
        int(a),
        math.floor(a),
        math.ceil(a),
        math.sqrt(abs(a)),
        a < b <= 5.0,
    )


INPUTS = [(7.5, 2.0), (-7.25, 2.0), (2.5, -1.5), (1.0, 0.0)]
