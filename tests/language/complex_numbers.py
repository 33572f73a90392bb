"""Complex numbers: arithmetic with floats and ints, parts, absolute values, powers, cmath, text."""

import cmath


def roots(a: float, b: float, c: float):
    root = cmath.sqrt(b * b - 4 * a * c)
    return (-b + root) / (2 * a), (-b - root) / (2 * a)


def program(a: complex, b: float):
    steps = 0
    z = 0j
    while abs(z) <= 2 and steps < 50:
        z = z * z + a
        steps += 1
    first, second = roots(1.0, b, a.real)
    size, angle = cmath.polar(a)
    return (
        a + b, b - a, a * 2j, a / (1 + b * 1j), a**2, -a, abs(a), a.real, a.imag, a.conjugate(), steps, a == 1 + 2j,
        first, second, str(a), f"{a:.2f}", complex(b, a.imag), size, angle, cmath.exp(a * 1j), bool(a), sum([a, a]),
    )  # fmt: skip


INPUTS = [(0.25 + 0.5j, 1.5), (1 + 2j, 0.0), (-1.5 + 0j, -2.0), (0j, 1.0)]
