"""Methods of int, float and complex, and cmath, against CPython's."""

from __future__ import annotations

import cmath
import itertools
import math
from typing import Any

import pytest
from cpython import assert_same, call

INTS = [0, 1, -1, 2, 127, 128, 255, 256, -128, -129, 65535, 10**12, 2**62, 2**63 - 1, -(2**63), True]
FLOATS = [0.0, -0.0, 1.0, -2.5, 0.1, 1e300, 5e-324, 1e-310, 2.0**62, 2.0**53 + 2, -1e16, math.inf, -math.inf, math.nan]
PARTS = [0.0, -0.0, 1.0, -1.5, 0.3, 2.75, 1e-320, 1e200, 710.0, -710.0]


def test_bits() -> None:
    for number in INTS:
        assert_same("int_bit_length", [number], int.bit_length)
        assert_same("int_bit_count", [number], int.bit_count)


def test_bytes_of_ints() -> None:
    for number, length, order, signed in itertools.product(
        INTS, [0, 1, 2, 4, 8, 9, -1], ["big", "little"], [False, True]
    ):
        assert_same("int_to_bytes", [number, length, order, signed],
                    lambda n, size, o, s: int.to_bytes(n, size, o, signed=s))  # fmt: skip
    assert_same("int_to_bytes", [1, 1, "middle", False], lambda n, size, o, s: n.to_bytes(size, o, signed=s))
    contents = [
        b"",
        b"\x00",
        b"\x80",
        b"\x01\x02",
        b"\xff" * 8,
        b"\x7f" + b"\xff" * 7,
        b"\xff" * 9,
        b"\x00" * 9 + b"\x05",
    ]
    for content, order, signed in itertools.product(contents, ["big", "little"], [False, True]):
        assert_same("int_from_bytes", [content, order, signed], lambda c, o, s: int.from_bytes(c, o, signed=s))


def test_floats() -> None:
    for number in FLOATS:
        assert_same("float_is_integer", [number], float.is_integer)
        assert_same("float_hex", [number], float.hex)
    for number in (0.0, 1.0, -2.5, 0.1, 2.0**62, 2.0**-62, 1e16, 3.75):
        assert_same("float_as_integer_ratio", [number], float.as_integer_ratio)
    for number in (math.inf, math.nan):
        assert_same("float_as_integer_ratio", [number], float.as_integer_ratio)


def test_making_complex_numbers() -> None:
    for real, imaginary in itertools.product([1, 2.5, -0.0, 1 + 2j, True, None, "a"], [0, -1.5, 3j, False]):
        if not isinstance(real, str):
            assert_same("complex", [real, imaginary], complex)
    for real, imaginary in itertools.product(PARTS, PARTS):
        number = complex(real, imaginary)
        assert_same("complex_conjugate", [number], complex.conjugate)
        assert call("complex_real", number) == real
        assert call("complex_imag", number) == imaginary


@pytest.mark.parametrize("name", ["sqrt", "exp", "log", "sin", "cos", "sinh", "cosh"])
def test_cmath(name: str) -> None:
    for real, imaginary in itertools.product(PARTS, PARTS):
        number = complex(real, imaginary)
        try:
            expected: Any = getattr(cmath, name)(number)
        except (ValueError, OverflowError) as error:
            with pytest.raises(type(error), match=str(error)):
                call(f"cmath_{name}", number)
            continue
        got = call(f"cmath_{name}", number)
        for one, other in ((got.real, expected.real), (got.imag, expected.imag)):
            assert math.copysign(1, one) == math.copysign(1, other), (name, number)
            assert one == other or math.isclose(one, other, rel_tol=4e-16), (name, number, got, expected)


def test_cmath_of_parts() -> None:
    for real, imaginary in itertools.product([0.0, -0.0, 1.0, -1.5, 0.3, 1e200, math.inf, math.nan], repeat=2):
        number = complex(real, imaginary)
        for name in ("isnan", "isinf", "isfinite", "phase"):
            assert_same(f"cmath_{name}", [number], getattr(cmath, name))
    for size, angle in itertools.product([0.0, 1.0, 2.5, -1.0], [0.0, 0.5, -3.0, 1e3]):
        assert_same("cmath_rect", [size, angle], cmath.rect)


SPECS = [
    "",
    ".2f",
    ".3g",
    "10",
    "<20",
    "^20.1f",
    "*>25",
    "+.1f",
    " ",
    "+",
    ",.1f",
    "_",
    "e",
    "G",
    ".0f",
    "#.3g",
    "05",
    "=9",
    "d",
    "s",
    "n",
]


def test_formatting_complex_numbers() -> None:
    numbers = [
        1 + 2j,
        -1.5 - 2j,
        0j,
        complex(-0.0, 3),
        1234.5j,
        1e20 + 1e-7j,
        complex(math.inf, math.nan),
        12345.678 - 1j,
    ]
    for number, spec in itertools.product(numbers, SPECS):
        assert_same("format", [number, spec], format)
