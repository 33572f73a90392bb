"""Linear systems, inverses, determinants and Cholesky factors against eager PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, check  # noqa: E402


def sample(*shape: int, dtype: Any = torch.float32) -> Any:
    return torch.randn(*shape, generator=torch.Generator().manual_seed(sum(shape))).to(dtype)


def definite(*shape: int, dtype: Any = torch.float32) -> Any:
    a = sample(*shape, dtype=dtype)
    return a @ a.mT + torch.eye(shape[-1], dtype=dtype)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("shape", [(1, 1), (4, 4), (2, 3, 3), (2, 1, 5, 5), (0, 0), (0, 3, 3)])
def test_square(shape: tuple[int, ...], dtype: Any) -> None:
    a, tolerance = definite(*shape, dtype=dtype), 2e-5 if dtype == torch.float32 else 1e-11
    for turned in (a, a.mT, -a):
        for name in ("linalg_inv", "inverse", "linalg_det", "det", "linalg_slogdet", "slogdet", "logdet"):
            check(f"aten::{name}", turned, tolerance=tolerance, strides=False)
    for upper in (False, True):
        check("aten::linalg_cholesky", a, upper, tolerance=tolerance, strides=False)
        check("aten::cholesky", a, upper, tolerance=tolerance, strides=False)


@pytest.mark.parametrize("size", [8, 9, 16, 17, 33, 64, 100, 300])
def test_factors_by_halves(size: int) -> None:
    a = sample(size, size, dtype=torch.float64)
    for name in ("linalg_inv", "linalg_slogdet"):
        check(f"aten::{name}", a, tolerance=1e-10, strides=False)
    check("aten::linalg_lu_factor_ex", a, True, False, tolerance=1e-10, strides=False)
    for other in (sample(2 * size, size, dtype=torch.float64), sample(size, size + 5, dtype=torch.float64)):
        check("aten::linalg_lu_factor_ex", other, True, False, tolerance=1e-10, strides=False)
    for width in (1, 2, 40):
        check("aten::linalg_solve", a, sample(size, width, dtype=torch.float64), True, tolerance=1e-10, strides=False)
    well = definite(size, size, dtype=torch.float64) + size * torch.eye(size, dtype=torch.float64)
    check("aten::linalg_cholesky_ex", well, False, False, tolerance=1e-12, strides=False)
    well[size // 2, size // 2] = -1
    assert _core.call("aten::linalg_cholesky_ex", [well, False, False])[1] == torch.linalg.cholesky_ex(well)[1]
    a[:, size // 2] = 0
    for name in ("linalg_inv", "linalg_det"):
        check(f"aten::{name}", a, strides=False)


def test_systems() -> None:
    a = definite(2, 3, 3)
    for b in (sample(2, 3, 4), sample(3, 4), sample(2, 3), sample(3), sample(5, 1, 3, 2)):
        check("aten::linalg_solve", a, b, True, tolerance=2e-5, strides=False)
    check("aten::linalg_solve", a, sample(2, 4, 3), False, tolerance=2e-5, strides=False)
    check("aten::linalg_solve", a[0], sample(3), True, tolerance=2e-5, strides=False)


@pytest.mark.parametrize("upper", [False, True])
@pytest.mark.parametrize("left", [False, True])
def test_triangular_systems(upper: bool, left: bool) -> None:
    factor = torch.linalg.cholesky(definite(2, 3, 3), upper=upper)
    b = sample(2, 3, 4) if left else sample(2, 4, 3)
    for unit in (False, True):
        check("aten::linalg_solve_triangular", factor, b, upper, left, unit, tolerance=2e-5, strides=False)


def test_what_has_no_solution() -> None:
    singular = torch.tensor([[1.0, 2.0], [2.0, 4.0]])
    for name in ("linalg_inv", "linalg_det", "linalg_slogdet", "logdet"):
        check(f"aten::{name}", singular, strides=False)
        check(f"aten::{name}", sample(2, 3))
        check(f"aten::{name}", sample(3))
        check(f"aten::{name}", sample(2, 2).half())
        check(f"aten::{name}", torch.ones(2, 2, dtype=torch.int64))
    check("aten::linalg_solve", singular, sample(2), True)
    check("aten::linalg_solve", sample(3, 3), sample(2, 2), True)
    check("aten::linalg_cholesky", -definite(2, 2), False)
