"""Complex numbers, against eager: functions of them, products of matrices, scans, and what asks whether they are finite."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
from parity import check, layouts  # noqa: E402

FUNCTIONS = (
    "exp log log2 log10 sqrt rsqrt sin cos tan asin acos atan sinh cosh tanh asinh acosh atanh sigmoid reciprocal square "
    "sgn neg abs"
).split()
SHAPES = [(), (1,), (7,), (3, 5), (0, 3), (2, 1, 33)]
DTYPES = {torch.complex64: 1e-5, torch.complex128: 1e-12}


def _random(dtype: Any, *sizes: int) -> Any:
    return torch.randn(sizes, dtype=dtype, generator=torch.Generator().manual_seed(sum(sizes)))


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
@pytest.mark.parametrize("name", FUNCTIONS)
def test_functions(name: str, dtype: Any) -> None:
    for shape in SHAPES:
        plain = _random(dtype, *shape)
        for x in layouts(plain) if shape else [plain]:
            check(f"aten::{name}", x, tolerance=DTYPES[dtype], strides=False)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_powers(dtype: Any) -> None:
    for shape in SHAPES:
        x = _random(dtype, *shape)
        for exponent in (0, 1, 2, 3, -1, -2, 0.5, 1.5):
            check("aten::pow.Tensor_Scalar", x, exponent, tolerance=DTYPES[dtype])
        check("aten::pow.Tensor_Tensor", x, x, tolerance=DTYPES[dtype])
        check("aten::pow.Scalar", 2.5, x, tolerance=DTYPES[dtype])


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_products(dtype: Any) -> None:
    limit = DTYPES[dtype]
    for m, k, n in [(1, 1, 1), (3, 4, 5), (0, 4, 5), (3, 0, 5), (3, 4, 0), (2, 33, 17)]:
        a, b = _random(dtype, m, k), _random(dtype, k, n)
        for left in layouts(a):
            check("aten::mm", left, b, tolerance=limit)
        check("aten::mv", a, b[:, 0] if n else _random(dtype, k), tolerance=limit)
        check("aten::bmm", a.expand(2, m, k), b.expand(2, k, n), tolerance=limit)
        check("aten::addmm", _random(dtype, m, n), a, b, 1, 1, tolerance=limit)
        check("aten::addmm", _random(dtype, n), a, b, 2, 0.5, tolerance=limit)
        check("aten::outer", _random(dtype, m), _random(dtype, n), tolerance=limit)
        check("aten::dot", _random(dtype, k), _random(dtype, k), tolerance=limit)
        check("aten::vdot", _random(dtype, k), _random(dtype, k), tolerance=limit)
    check("aten::mm", _random(dtype, 2, 3), _random(dtype, 3, 2).real)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_scans_and_products_of_all(dtype: Any) -> None:
    for shape in SHAPES:
        plain = _random(dtype, *shape)
        for x in layouts(plain) if shape else [plain]:
            check("aten::prod", x, None, tolerance=DTYPES[dtype])
            check("aten::cumsum", x, -1, None, tolerance=DTYPES[dtype], strides=False)
            check("aten::cumprod", x, 0, None, tolerance=DTYPES[dtype], strides=False)


def test_what_is_finite_and_close() -> None:
    special = [0.0, 1.5, float("inf"), float("-inf"), float("nan")]
    x = torch.tensor([complex(a, b) for a in special for b in special])
    for name in ("isnan", "isinf", "isfinite", "isreal"):
        check(f"aten::{name}", x)
    for equal_nan in (False, True):
        check("aten::isclose", x, x.clone(), 1e-5, 1e-8, equal_nan)
        check("aten::isclose", x[:2] + 1e-7, x[:2], 1e-5, 1e-8, equal_nan)
        check("aten::isclose", x[:2] + 1e-3j, x[:2], 1e-5, 1e-8, equal_nan)
        check("aten::allclose", x[:2], x[:2], 1e-5, 1e-8, equal_nan)


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_sums_with_products_and_quotients(dtype: Any) -> None:
    for shape in SHAPES:
        x, y = _random(dtype, *shape), _random(dtype, *shape) + 3
        for value in (1, 2.5):
            check("aten::addcmul", x, y, x, value, tolerance=DTYPES[dtype])
            check("aten::addcdiv", x, x, y, value, tolerance=DTYPES[dtype])
            check("aten::addcmul", x.real, y, x, value, tolerance=DTYPES[dtype])
