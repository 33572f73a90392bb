"""Sums, extremes and their places of dtypes that are reduced in their own vectors, at each level of these."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from parity import LEVELS, check, layouts, run_at_level  # noqa: E402

from flambeau.runtime import _core  # noqa: E402

SHAPES = [(1,), (127,), (70, 3), (3, 517), (300, 33), (2, 9, 129)]
DTYPES = [torch.uint8, torch.bool, torch.int32, torch.int64, torch.float64, torch.float32, torch.int8]


def values(shape: Any, dtype: Any) -> Any:
    source = torch.Generator().manual_seed(sum(shape))
    whole = torch.randint(-(2**62), 2**62, shape, generator=source)
    if not dtype.is_floating_point:
        return (whole >> 20).to(dtype) if dtype != torch.bool else whole > 2**61
    x = torch.randn(shape, generator=source, dtype=dtype)
    x[whole % 97 == 0] = float("inf")
    x[whole % 89 == 0] = -0.0
    return x


def reduce_tensors() -> None:
    for shape in SHAPES:
        for dtype in DTYPES:
            plain = values(shape, dtype)
            special = plain.clone()
            if dtype.is_floating_point:
                special.view(-1)[len(special.view(-1)) * 2 // 3] = float("nan")
            for x in [*layouts(plain), special]:
                check("aten::max", x)
                check("aten::min", x)
                if x.isfinite().all() or not x.dim():
                    check("aten::sum", x, None)
                for dim in range(x.dim()):
                    check("aten::amax", x, [dim], False)
                    check("aten::amin", x, [dim], True)
                    check("aten::max.dim", x, dim, False)
                    check("aten::min.dim", x, dim, False)
                    if x.isfinite().all():
                        check("aten::sum.dim_IntList", x, [dim], False, None)
                    if dtype != torch.bool:
                        check("aten::argmax", x, dim, False)
                        check("aten::argmin", x, None, False)


def reduce_arrays() -> None:
    for shape in SHAPES:
        for dtype in DTYPES:
            x = values(shape, dtype).numpy()
            for array in (x, x[::-1], x[..., ::2], x.T):
                axes: list[Any] = [None, *range(array.ndim), *([(0, 1)] if array.ndim > 1 else []), ()]
                for axis in axes:
                    for name in ("max", "min", "argmax", "argmin", "sum", "mean", "var", "std", "any", "all"):
                        compare_arrays(array, name, axis)


def compare_arrays(array: Any, name: str, axis: Any) -> None:
    if name.startswith("arg") and isinstance(axis, tuple):
        return
    between: dict[str, list[Any]] = {"var": [None, None, 0], "std": [None, None, 0]}
    between |= {"sum": [None, None], "mean": [None, None]}
    after: dict[str, list[Any]] = dict.fromkeys(("any", "all", "mean"), [True])
    after |= dict.fromkeys(("max", "min", "sum"), [None, True])
    arguments = [array, axis, *between.get(name, [None]), True, *after.get(name, [])]
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        expected = getattr(np, name)(array, axis=axis, keepdims=True)
        found = np.asarray(_core.call(f"np::{name}", arguments))
    assert found.dtype == expected.dtype and found.shape == expected.shape, (name, axis)
    np.testing.assert_allclose(found, expected, rtol=2e-4 if expected.dtype == np.float32 else 1e-10)


@pytest.mark.parametrize("level", LEVELS)
def test_at_every_level(level: str) -> None:
    run_at_level("import test_folds as t\nt.reduce_tensors()\nt.reduce_arrays()", level)
