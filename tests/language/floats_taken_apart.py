"""Methods of float: whole numbers, exact ratios, hexadecimal; rounding half to even; infinities and NaN."""

import math


def program(number: float, digits: int):
    texts = [f"{number:.{digits}f}", f"{number:+.2e}", f"{number:>12.3g}|", f"{number:%}", str(number), repr(number)]
    if math.isfinite(number):
        ratio = number.as_integer_ratio()
        rounded = (round(number), round(number, digits), math.floor(number), int(number))
    else:
        ratio, rounded = (0, 0), (0, 0.0, 0, 0)
    return (
        number.is_integer(), ratio, rounded, number.hex(), texts, number.real, number.imag, number // 0.3 if digits else 0.0,
        float("1_0.5e-1"), number == int(number) if math.isfinite(number) else None,
    )  # fmt: skip


INPUTS = [(2.675, 2), (-0.5, 0), (1e16, 1), (2.5, 0)]
