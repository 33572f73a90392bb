"""Pools, against eager: windows of all kinds in one to three dims, both layouts, NaN, indices, refusals."""

from __future__ import annotations

import random
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from parity import LEVELS, check, layouts, run_at_level  # noqa: E402

LOOSE = {torch.float32: 2e-6, torch.float64: 1e-13, torch.float16: 2e-3, torch.bfloat16: 1.6e-2}


def _inputs(draw: random.Random, dims: int, dtype: torch.dtype) -> Any:
    x = torch.randn(2, 5, *(draw.randint(5, 12) for _ in range(dims))).to(dtype)
    if draw.random() < 0.3:
        x[0, 1] = float("nan")
    return x if draw.random() < 0.8 else x[0]


@pytest.mark.parametrize("dtype", LOOSE, ids=str)
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_windows(dims: int, dtype: torch.dtype) -> None:
    draw = random.Random(dims)
    torch.manual_seed(dims)
    for _ in range(15):
        x = _inputs(draw, dims, dtype)
        kernel = [draw.randint(1, 4) for _ in range(dims)]
        stride = draw.choice([[], [draw.randint(1, 3) for _ in range(dims)]])
        padding = [draw.randint(0, k // 2) for k in kernel]
        dilation = [draw.choice([1, 2]) for _ in range(dims)]
        ceil, counted = draw.random() < 0.5, draw.random() < 0.5
        for laid_out in layouts(x)[:: 3 if dims == 2 else 4]:
            check(f"aten::max_pool{dims}d", laid_out, kernel, stride, padding, dilation, ceil)
            check(f"aten::max_pool{dims}d_with_indices", laid_out, kernel, stride, padding, dilation, ceil)
            if dims == 3 and dtype in (torch.float16, torch.bfloat16):
                continue  # eager has no such average
            extra = [] if dims == 1 else [draw.choice([None, 3])]
            args = [kernel, stride, padding, ceil, counted, *extra]
            check(f"aten::avg_pool{dims}d", laid_out, *args, tolerance=LOOSE[dtype])


@pytest.mark.parametrize("dtype", LOOSE, ids=str)
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_adaptive(dims: int, dtype: torch.dtype) -> None:
    draw = random.Random(dims)
    torch.manual_seed(dims)
    for size in ([1] * dims, [3, 2, 4][:dims], [13, 7, 1][:dims]):
        x = _inputs(draw, dims, dtype)
        for laid_out in layouts(x)[:: 3 if dims == 2 else 4]:
            check(f"aten::adaptive_avg_pool{dims}d", laid_out, size, tolerance=LOOSE[dtype])
            check(f"aten::adaptive_max_pool{dims}d", laid_out, size)


def test_integers() -> None:
    x = torch.randint(-9, 9, (2, 3, 8, 7))
    check("aten::avg_pool2d", x.abs(), [3, 3], [2, 2], [1, 1], False, True, None)


@pytest.mark.parametrize(
    ("sizes", "options"),
    [
        ([1, 2, 8, 8], {"kernel": [0, 1]}),
        ([1, 2, 8, 8], {"stride": [0, 1]}),
        ([1, 2, 8, 8], {"padding": [2, 0]}),
        ([1, 2, 8, 8], {"dilation": [0, 1]}),
        ([1, 2, 2, 8], {}),
        ([8, 8], {}),
        ([1, 0, 8, 8], {}),
        ([0, 2, 8, 8], {}),
    ],
)
def test_refused_or_empty(sizes: list[int], options: dict[str, list[int]]) -> None:
    known = {"kernel": [3, 3], "stride": [1, 1], "padding": [0, 0], "dilation": [1, 1]} | options
    check("aten::max_pool2d", torch.randn(sizes), *known.values(), False)
    known.pop("dilation")
    if len(sizes) > 2:  # eager stumbles over an index there
        check("aten::avg_pool2d", torch.randn(sizes), *known.values(), False, True, None)


@pytest.mark.parametrize("channels", [1, 3, 16, 37, 150])
def test_many_channels_side_by_side(channels: int) -> None:
    torch.manual_seed(channels)
    x = torch.randn(2, channels, 13, 11).contiguous(memory_format=torch.channels_last)
    x[0, 0, 3, 4] = float("nan")
    x[1, channels - 1] = -float("inf")
    for dilation in (1, 2):
        check("aten::max_pool2d", x, [3, 3], [2, 2], [1, 1], [dilation, dilation], True)
    check("aten::avg_pool2d", x, [3, 2], [2, 1], [1, 1], False, False, None)
    for size in ([1, 1], [2, 3], [5, 5]):
        check("aten::adaptive_avg_pool2d", x, size)


@pytest.mark.parametrize("channels", [1, 7, 8, 37])
def test_planes_of_many_channels(channels: int) -> None:
    """Row-major input is turned into pixels where that pays; long lines of it are summed where they lie."""
    torch.manual_seed(channels)
    for dims in (1, 2, 3):
        x = torch.randn(2, channels, *[40, 11, 9][:dims])
        x[0, 0, 3], x[1, -1] = float("nan"), -float("inf")
        kernel, stride, padding = [3] * dims, [2] * dims, [1] * dims
        extra = [] if dims == 1 else [None]
        for given in (x, x.transpose(0, 1), x[1]):
            check(f"aten::max_pool{dims}d", given, kernel, stride, padding, [1] * dims, True)
            check(f"aten::avg_pool{dims}d", given, kernel, stride, padding, True, False, *extra)
            for size in ([1] * dims, [2] * dims, [10, 5, 3][:dims]):
                check(f"aten::adaptive_avg_pool{dims}d", given, size)
    check("aten::avg_pool2d", torch.randn(2, channels, 9, 70), [3, 33], [2, 1], [0, 0], False, True, None)


AT_EACH_LEVEL = """
import torch
import test_pool as t
for channels in (1, 3, 16, 37, 150):
    t.test_many_channels_side_by_side(channels)
t.test_windows(2, torch.float32)
t.test_planes_of_many_channels(37)
"""


@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str) -> None:
    run_at_level(AT_EACH_LEVEL, level)
