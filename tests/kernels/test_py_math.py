"""Python's math module: values, domain errors and range errors."""

from __future__ import annotations

import itertools
import math
from typing import Any

import pytest
from cpython import assert_same, call, given
from hypothesis import strategies as st

UNARY = [
    "sqrt", "exp", "expm1", "log2", "log10", "log1p", "sin", "cos", "tan", "asin", "acos", "atan", "sinh", "cosh",
    "tanh", "asinh", "acosh", "atanh", "erf", "erfc", "fabs", "degrees", "radians", "ulp", "modf", "frexp", "isnan",
    "isinf", "isfinite", "floor", "ceil", "trunc", "isqrt",
]  # fmt: skip
UNARY += [name for name in ("cbrt", "exp2") if hasattr(math, name)]
BINARY = ["pow", "atan2", "copysign", "fmod", "remainder", "nextafter", "ldexp", "log"]
NUMBERS: list[Any] = [
    0, 0.0, -0.0, 1, -1, True, 0.5, -0.5, 5e-324, 1e300, -1e300, 709.0, 710.0, -1000, math.inf, -math.inf, math.nan,
    2.5, 3, 24, 2**62, math.pi, "a", None, [1],
]  # fmt: skip


@pytest.mark.parametrize("name", UNARY)
def test_function_of_one_number(name: str) -> None:
    for x in NUMBERS:
        if not (name in ("floor", "ceil", "trunc") and x in (1e300, -1e300)):
            assert_same(f"math_{name}", [x], getattr(math, name))


@pytest.mark.parametrize("name", UNARY)
@given(st.floats(-100, 100) | st.integers(-100, 100))
def test_function_of_many_numbers(name: str, x: Any) -> None:
    assert_same(f"math_{name}", [x], getattr(math, name))


@pytest.mark.parametrize("name", BINARY)
def test_function_of_two_numbers(name: str) -> None:
    for x, y in itertools.product(NUMBERS, NUMBERS):
        if not (name == "log" and y is None):  # None is Flambeau's word for no base
            assert_same(f"math_{name}", [x, y], getattr(math, name))


@given(st.floats(-50, 170))
def test_gamma_is_close(x: float) -> None:
    for name in ("gamma", "lgamma"):
        try:
            expected = getattr(math, name)(x)
        except (ValueError, OverflowError):
            assert_same(f"math_{name}", [x], getattr(math, name))
        else:
            assert call(f"math_{name}", x) == pytest.approx(expected, rel=1e-13, abs=1e-13)


@pytest.mark.parametrize("x", [0, -1, -2.0, 1, 2, 23, 171, 172, math.inf, -math.inf, math.nan, "a"])
def test_gamma_at_the_edges(x: Any) -> None:
    if x not in (171,):
        assert_same("math_gamma", [x], math.gamma)
    if x not in (23, 171, 172):
        assert_same("math_lgamma", [x], math.lgamma)


def test_isclose() -> None:
    for a, b in itertools.product(NUMBERS[:22], NUMBERS[:22]):
        for tolerances in ((1e-9, 0.0), (0.1, 0.0), (0.0, 1.0), (-1.0, 0.0)):
            assert_same(
                "math_isclose", [a, b, *tolerances], lambda a, b, r, t: math.isclose(a, b, rel_tol=r, abs_tol=t)
            )


def test_pow_with_a_modulus() -> None:
    for base in [0, 1, -1, 2, 3, -7, 10, 101, 2**31, 2**62 + 3, 2**63 - 1, -(2**63)]:
        for exp in (0, 1, 2, 5, -1, -3, 64, 2**40 + 1):
            for mod in (1, -1, 2, 7, -7, 101, 10**9 + 7, 2**63 - 1, -(2**63), 0):
                assert_same("pow_mod", [base, exp, mod], pow)


@given(st.lists(st.integers(-(2**62), 2**62), max_size=4))
def test_gcd_and_lcm(numbers: list[int]) -> None:
    assert_same("math_gcd", [numbers], lambda n: math.gcd(*n))
    assert_same("math_lcm", [numbers], lambda n: math.lcm(*n))


@given(st.integers(0, 2**63 - 1), st.integers(0, 3037000499))
def test_isqrt(n: int, root: int) -> None:
    for number in (n, root * root, max(root * root - 1, 0)):
        assert_same("math_isqrt", [number], math.isqrt)


def test_factorial_comb_perm() -> None:
    for n in (-1, 0, 5, 20, 21, 2.5, "a"):
        assert_same("math_factorial", [n], math.factorial)
    for n, k in itertools.product([-1, 0, 1, 5, 30, 62, 66, 67, 1.5], [-1, 0, 1, 2, 5, 31, 33, 80, 1.5, None]):
        if k is not None:
            assert_same("math_comb", [n, k], math.comb)
        assert_same("math_perm", [n, k], math.perm)


@given(st.lists(st.floats(-1e300, 1e300) | st.integers(-1000, 1000), max_size=20))
def test_sums_and_norms(numbers: list[Any]) -> None:
    assert_same("math_fsum", [numbers], math.fsum)
    assert_same("math_hypot", [numbers], lambda n: math.hypot(*n))
    assert_same("math_dist", [numbers, numbers[::-1]], math.dist)
    assert_same("math_prod", [numbers, 1], lambda n, s: math.prod(n, start=s))


def test_sums_at_the_edges() -> None:
    cases: list[Any] = [
        [1.0, math.inf], [math.inf, -math.inf], [math.nan, 1], [1e308, 1e308], ["a"], 5, [-0.0], [1e16, 1, 1e-16], [],
        [0.1] * 10,
    ]  # fmt: skip
    for numbers in cases:
        assert_same("math_fsum", [numbers], math.fsum)
    assert_same("math_dist", [[1], [1, 2]], math.dist)
