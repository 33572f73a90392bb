"""Special functions against eager: over their range, at its ends, and in every dtype."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import check  # noqa: E402

ENDS = [0.0, -0.0, 1e-30, -1e-30, 0.5, 1.0, -1.0, 2.0, float("inf"), -float("inf"), float("nan")]
# Eager's own bessel functions of doubles are good to six digits only.
UNARY = {
    "digamma": 2e-6, "i0": 2e-6, "special_i0e": 2e-6, "special_i1": 2e-6, "special_i1e": 2e-6, "special_erfcx": 2e-6,
    "special_ndtri": 2e-6, "special_log_ndtr": 2e-6, "special_bessel_j0": 2e-6, "special_bessel_j1": 2e-6,
    "special_bessel_y0": 2e-6, "special_bessel_y1": 2e-6, "special_modified_bessel_i0": 2e-6,
    "special_modified_bessel_i1": 2e-6, "special_modified_bessel_k0": 2e-6, "special_modified_bessel_k1": 2e-6,
    "special_scaled_modified_bessel_k0": 2e-6, "special_scaled_modified_bessel_k1": 2e-6,
    "special_spherical_bessel_j0": 2e-6, "special_airy_ai": 2e-5,
}  # fmt: skip
POLYNOMIALS = [
    *(f"special_{shifted}chebyshev_polynomial_{kind}" for shifted in ("", "shifted_") for kind in "tuvw"),
    "special_hermite_polynomial_h", "special_hermite_polynomial_he", "special_laguerre_polynomial_l",
    "special_legendre_polynomial_p",
]  # fmt: skip


def spread(low: float, high: float, dtype: Any = torch.float64) -> Any:
    return torch.linspace(low, high, 41, dtype=torch.float64).to(dtype)


@pytest.mark.parametrize("name", UNARY)
def test_function(name: str) -> None:
    for dtype in (torch.float32, torch.float64, torch.int64, torch.uint8, torch.bool, torch.bfloat16):
        x = spread(0.05, 0.95 if name.endswith("ndtri") else 12.0, dtype)
        check(f"aten::{name}", x, tolerance=1e-2 if dtype == torch.bfloat16 else UNARY[name])
    check(f"aten::{name}", spread(-3.9, -0.1), tolerance=UNARY[name])
    check(f"aten::{name}", torch.zeros(0, 3))


@pytest.mark.parametrize("name", [n for n in UNARY if "bessel_j" not in n and "airy" not in n])
def test_ends_of_the_range(name: str) -> None:
    if "bessel_y" in name:
        check(f"aten::{name}", torch.tensor(ENDS[:8]), tolerance=2e-6)
        return
    check(f"aten::{name}", torch.tensor(ENDS), tolerance=2e-6)


@pytest.mark.parametrize("name", ["igamma", "igammac"])
def test_incomplete_gamma_functions(name: str) -> None:
    a, x = spread(0.1, 60.0).unsqueeze(1), spread(0.0, 80.0)
    check(f"aten::{name}", a, x, tolerance=1e-9)
    check(f"aten::{name}", a * 1000, x * 1000, tolerance=1e-9)
    ends = torch.tensor([0.0, 1.0, -1.0, float("inf"), float("nan")])
    check(f"aten::{name}", ends.unsqueeze(1), ends)
    check(f"aten::{name}", torch.ones(2, dtype=torch.int64), torch.ones(2, dtype=torch.int64))


def test_zeta_and_polygamma() -> None:
    x = torch.tensor([1.0, 0.5, 2.0, 3.0, 2.5, 20.0]).double().unsqueeze(1)
    check("aten::special_zeta", x, torch.tensor([1.0, 0.3, 25.0, 0.0, -1.0, -1.5]).double(), tolerance=1e-12)
    for order in (0, 1, 2, 5):
        check("aten::polygamma", order, spread(0.1, 20.0), tolerance=1e-10)
        check("aten::polygamma", order, spread(-2.9, -0.2), tolerance=1e-9)
    check("aten::polygamma", -1, torch.ones(2))


@pytest.mark.parametrize("name", POLYNOMIALS)
def test_polynomial(name: str) -> None:
    degrees = torch.tensor([-1.0, 0.0, 1.0, 2.0, 3.5, 6.0, 9.0], dtype=torch.float64)
    check(f"aten::{name}", spread(-0.99, 0.99).unsqueeze(1), degrees, tolerance=1e-9)
    check(f"aten::{name}", torch.tensor([-1.0, 1.0, 1.5, 2.0]).double().unsqueeze(1), degrees, tolerance=1e-9)


def test_mantissa_and_exponent() -> None:
    check("aten::frexp.Tensor", torch.tensor([0.0, 1.0, -3.0, 1e-40, 1e30, 0.3]))
    check("aten::frexp.Tensor", torch.ones(2, dtype=torch.int64))
