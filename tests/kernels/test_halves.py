"""Arithmetic on every float16 and every bfloat16, to the bit: where eager rounds a number, or between two steps."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
from parity import _core, eager  # noqa: E402

HALVES = [torch.float16, torch.bfloat16]
WITH_NUMBER = {
    "add.Scalar": [(0.1, 1), (2049, 1), (1, 0.3)],
    "sub.Scalar": [(0.1, 1), (1, 0.3)],
    "rsub.Scalar": [(0.3, 1)],
    "mul.Scalar": [(0.1,), (2049,)],
    "div.Scalar": [(0.1,)],
    "floor_divide.Scalar": [(0.3,), (2049,)],
    "div.Scalar_mode": [(0.3, "trunc"), (0.3, "floor")],
    "pow.Tensor_Scalar": [(3,), (-2,), (0.5,), (-0.5,), (2,), (-1,)],
    "xlogy.Scalar_Other": [(0.3,)],
    "logit": [(None,), (0.1,)],
    "tanh": [()],
    "elu": [(1, 1, 1)],
    "celu": [(1.0,)],
}


def every(dtype: torch.dtype) -> torch.Tensor:
    return torch.arange(-(2**15), 2**15).to(torch.int16).view(dtype)


def same_bits(found: torch.Tensor, expected: torch.Tensor) -> bool:
    both_nan = found.isnan() & expected.isnan()
    return bool(((found.view(torch.int16) == expected.view(torch.int16)) | both_nan).all())


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize(("name", "args"), [(name, args) for name, all in WITH_NUMBER.items() for args in all])
def test_with_a_number(name: str, args: tuple[object, ...], dtype: torch.dtype) -> None:
    x = every(dtype)
    found, expected = _core.call(f"aten::{name}", [x, *args]), eager(f"aten::{name}", x, *args)
    if name in ("tanh", "elu", "celu"):  # whose functions are approximated in other ways: only the sign of zero
        found, expected = found[x == 0], expected[x == 0]
    assert same_bits(found, expected)


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize("name", "floor_divide nextafter xlogy.Tensor ldexp.Tensor mul.Tensor".split())
def test_of_two(name: str, dtype: torch.dtype) -> None:
    x = every(dtype)
    assert same_bits(_core.call(f"aten::{name}", [x, x.flip(0)]), eager(f"aten::{name}", x, x.flip(0)))


@pytest.mark.parametrize("dtype", HALVES)
@pytest.mark.parametrize("name", ["add.Tensor", "sub.Tensor", "rsub.Tensor"])
def test_alpha_is_rounded(name: str, dtype: torch.dtype) -> None:
    x = every(dtype)
    assert same_bits(_core.call(f"aten::{name}", [x, x.flip(0), 0.3]), eager(f"aten::{name}", x, x.flip(0), 0.3))
