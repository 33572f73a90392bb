from __future__ import annotations

from fractions import Fraction

HALF = Fraction(1, 2)
SHARES = {"low": Fraction(1, 3), "high": Fraction(2, 3)}


def program(x, name):
    padded = [HALF] * 3
    padded.append(x)
    return (
        sum(padded), SHARES[name] * x, max(x, HALF), sorted([HALF, x, Fraction(1, 5)]), x == HALF, str(x), repr(x),
        x // HALF, x % HALF, -x, abs(x), round(x), round(x, 1), x**2, x.limit_denominator(2), float(x), x < 0.3, x + 1,
    )  # fmt: skip


INPUTS = [(Fraction(3, 4), "low"), (Fraction(-7, 4), "high")]
