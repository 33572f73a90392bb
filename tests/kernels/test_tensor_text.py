"""str(tensor) and format(tensor, spec) against torch's, over dtypes, shapes, magnitudes and summaries."""

from __future__ import annotations

import itertools
import math

import pytest
import torch

from flambeau.runtime import _core

DTYPES = [
    torch.float32,
    torch.float64,
    torch.float16,
    torch.bfloat16,
    torch.int64,
    torch.int32,
    torch.uint8,
    torch.bool,
]
SHAPES = [(), (1,), (7,), (30,), (1001,), (2, 3), (3, 0), (0,), (4, 300), (2, 2, 2), (1, 12, 1, 90), (8, 9, 20)]
VALUES = [
    [0.0, 0.0], [1.0, -2.0], [1.5, 0.25], [1e-5, 1.0], [1e9, 1.0], [math.inf, 1.5], [math.nan, 3.0], [-math.inf, math.nan],
    [1e-4, 0.05], [9.99e-5, 0.01], [123456.0, 1.0], [1000.0, 1.0], [1001.0, 1.0], [1e30, -1e-30], [0.99996, 12.0], [-0.0, 5.5],
]  # fmt: skip


def text(tensor: torch.Tensor) -> str:
    shown: str = _core.call("tensor::text", [tensor])
    return shown


@pytest.mark.parametrize("dtype", DTYPES, ids=str)
def test_shapes_and_dtypes(dtype: torch.dtype) -> None:
    generator = torch.Generator().manual_seed(1)
    for shape, scale in itertools.product(SHAPES, [1.0, 90.0]):
        tensor = (torch.randn(shape, generator=generator) * scale).abs().to(dtype)
        assert text(tensor) == str(tensor)
        if tensor.dim() > 1:
            assert text(tensor.transpose(0, 1)) == str(tensor.transpose(0, 1))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_magnitudes(dtype: torch.dtype) -> None:
    for values in VALUES:
        for tensor in (torch.tensor(values, dtype=dtype), torch.tensor([values, values[::-1]], dtype=dtype)):
            assert text(tensor) == str(tensor)
            assert text(tensor.flatten()[0]) == str(tensor.flatten()[0])


def test_format() -> None:
    number = torch.tensor(2.5)
    for spec in ("", ".2f", ">10", "e"):
        assert _core.call("tensor::format", [number, spec]) == format(number, spec)
    assert _core.call("tensor::format", [torch.ones(2), ""]) == format(torch.ones(2), "")
    with pytest.raises(TypeError, match="unsupported format string passed to Tensor.__format__"):
        _core.call("tensor::format", [torch.ones(2), ".2f"])
