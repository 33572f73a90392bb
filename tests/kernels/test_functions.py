"""Functions that vectors of doubles compute, of floats too: as close as eager, special numbers, at each level."""

from __future__ import annotations

import math

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import LEVELS, layouts, run_at_level  # noqa: E402

INF = math.inf
# Where each is looked at: between two numbers, both ends included.
RANGES = {
    "sin": [(-4, 4), (-1e6, 1e6), (-1e-9, 1e-9), (1e6, 1e7)], "cos": [(-4, 4), (-1e6, 1e6), (1e6, 1e7)],
    "tan": [(-4, 4), (-1e6, 1e6), (-1e-9, 1e-9), (1e6, 1e7)], "asin": [(-1, 1), (0.999, 1), (-1e-9, 1e-9)],
    "acos": [(-1, 1), (0.999, 1), (-1e-9, 1e-9)], "atan": [(-3, 3), (-1e5, 1e5), (-1e-9, 1e-9)],
    "sinh": [(-3, 3), (-85, 85), (-1e-9, 1e-9)], "cosh": [(-3, 3), (-85, 85)],
    "asinh": [(-3, 3), (-1e6, 1e6), (-1e-9, 1e-9), (1e8, 1e9)], "acosh": [(1, 3), (1, 1.001), (1e8, 1e9)],
    "atanh": [(-1, 1), (0.999, 1), (-1e-9, 1e-9)], "exp2": [(-3, 3), (-140, 127), (-1070, -1020)],
    "erf": [(-3, 3), (-7, 7), (-1e-9, 1e-9)], "erfc": [(-3, 3), (0, 9), (5, 26)],
    "erfinv": [(-1, 1), (0.999, 1), (-1e-9, 1e-9)], "log1p": [(-0.9, 3), (-1e-9, 1e-9)],
}  # fmt: skip
SPECIAL = [0.0, -0.0, INF, -INF, math.nan, 1.0, -1.0, 1.5, -1.5, 5e-324, -5e-324, 1e-310, 1e-40, 2.5e-308, 1e22, -1e22,
           1e300, -1e300, 1.7e308, -1.7e308, 0.5, -0.5, 89.5, -89.5, 720.0, -720.0, -1080.0, 1030.0, 27.5, 3e8]  # fmt: skip


def close(found: torch.Tensor, true: torch.Tensor, units: float) -> None:
    """Within so many units in the last place, of the smallest normal number where that is larger."""
    assert found.dtype == true.dtype and found.shape == true.shape
    step = units * torch.finfo(true.dtype).eps * true.abs().clamp(min=torch.finfo(true.dtype).tiny)
    same = (found == true) | (found.isnan() & true.isnan()) | ((found - true).abs() <= step)
    assert same.all(), (found[~same][:5], true[~same][:5])
    lost = (true == 0) & (found != 0)  # eager's log1p takes the smallest numbers for 0
    assert ((found.signbit() == true.signbit()) | true.isnan() | lost).all()


@pytest.mark.parametrize("name", RANGES)
def test_as_close_as_eager(name: str) -> None:
    for low, high in RANGES[name]:
        x = torch.linspace(low, high, 4099, dtype=torch.float64)
        close(torch.as_tensor(run(f"aten::{name}", x)), getattr(torch, name)(x), 3)
        if low < -1000 or name in ("sin", "cos", "atan", "erf", "log1p"):
            continue  # float32 has loops of its own for these
        rounded = x.float()
        true = getattr(torch, name)(rounded.double()).float()
        close(torch.as_tensor(run(f"aten::{name}", rounded)), true, 2)


@pytest.mark.parametrize("name", RANGES)
def test_special_numbers(name: str) -> None:
    for dtype in (torch.float64, torch.float32):
        x = torch.tensor(SPECIAL * 2, dtype=dtype)
        close(torch.as_tensor(run(f"aten::{name}", x)), getattr(torch, name)(x), 4)


@pytest.mark.parametrize("name", ["atan2", "hypot"])
def test_pairs(name: str) -> None:
    for dtype in (torch.float64, torch.float32):
        special = torch.tensor(SPECIAL, dtype=dtype)
        torch.manual_seed(0)
        for a, b in [
            (special.repeat(len(SPECIAL)), special.repeat_interleave(len(SPECIAL))),
            (torch.randn(999, dtype=dtype), torch.randn(999, dtype=dtype)),
        ]:
            close(torch.as_tensor(run(f"aten::{name}", a, b)), getattr(torch, name)(a, b), 3)


@pytest.mark.parametrize("dtype", [torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.int32], ids=str)
def test_sizes_and_strides(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    for size in (0, 1, 7, 8, 9, 255, 256, 257, 2049):
        x = (torch.randn(size) * 2).to(dtype)
        check_with("aten::sinh", x)
        check_with("aten::tan", x)
        check_with("aten::atan2", x, x.flip(0))
        if dtype.is_floating_point:
            check_with("aten::erfc_", x.clone())
            check_with("aten::atan2_", x.clone(), x)
    for x in layouts((torch.randn(3, 17, 5) * 2).to(dtype)):
        check_with("aten::cosh", x)
        check_with("aten::atan2", x, x[:, :1])


AT_EACH_LEVEL = """
import test_functions as t
import torch
for name in t.RANGES:
    t.test_as_close_as_eager(name)
    t.test_special_numbers(name)
for name in ("atan2", "hypot"):
    t.test_pairs(name)
for dtype in (torch.float64, torch.float32, torch.float16):
    t.test_sizes_and_strides(dtype)
"""


@pytest.mark.parametrize("level", LEVELS[:2])
def test_at_each_level(level: str) -> None:
    run_at_level(AT_EACH_LEVEL, level)
