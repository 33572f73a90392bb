"""Sorting and order statistics against eager PyTorch. Where equal elements leave the index open, only values are held."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import _core, check, compare, eager, layouts  # noqa: E402

DTYPES = [torch.float32, torch.float64, torch.float16, torch.uint8, torch.int32, torch.int64]
NAN, INF = float("nan"), float("inf")


def distinct(dtype: Any, *shape: int) -> Any:
    count = int(torch.tensor(shape).prod())
    return torch.randperm(count, generator=torch.Generator().manual_seed(count)).reshape(shape).to(dtype)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("dim", [0, 1, -1])
@pytest.mark.parametrize("descending", [False, True])
def test_sort(dtype: Any, dim: int, descending: bool) -> None:
    for x in layouts(distinct(dtype, 4, 5, 6)) + [torch.tensor([[1, 0, 1, 0], [2, 2, 1, 1]] * 2).to(dtype)]:
        dim_here = dim if dim < x.dim() else -1
        check("aten::sort.stable", x, True, dim_here, descending)
        check("aten::argsort.stable", x, True, dim_here, descending)
        compare(
            "sort",
            _core.call("aten::sort", [x, dim_here, descending])[0],
            eager("aten::sort", x, dim_here, descending)[0],
        )
    check("aten::msort", distinct(dtype, 4, 5, 6))


def test_nan_is_the_largest() -> None:
    x = torch.tensor([3.0, NAN, -INF, 1.0, NAN, INF])
    for descending in (False, True):
        check("aten::sort.stable", x, True, 0, descending)
    check("aten::topk", x, 2, 0, False, True)
    check("aten::median.dim", x, 0, False)
    check("aten::nanmedian.dim", x, 0, False)
    check("aten::nanmedian", x)
    check("aten::nanmedian", torch.tensor([NAN, NAN]))
    check("aten::median", x)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("k", [0, 1, 3, 5])
def test_topk(dtype: Any, k: int) -> None:
    for x in layouts(distinct(dtype, 5, 6, 5)):
        for dim in (0, 1, -1):
            check("aten::topk", x, k, dim, True, True)
            check("aten::topk", x, k, dim, False, True)


@pytest.mark.parametrize("dtype", DTYPES)
def test_order_statistics(dtype: Any) -> None:
    for x in layouts(distinct(dtype, 5, 6, 5)):
        for dim in (0, 1, -1):
            check("aten::median.dim", x, dim, False)
            check("aten::nanmedian.dim", x, dim, True)
            check("aten::kthvalue", x, 2, dim, True)
        check("aten::median", x)
    repeated = torch.tensor([[3, 1, 1, 3, 2], [2, 2, 1, 1, 0]]).to(dtype)
    check("aten::mode", repeated, -1, False)
    check("aten::mode", repeated, 0, True)


def test_scalars_and_empty_tensors() -> None:
    for x in (torch.tensor(3.0), torch.zeros(0), torch.zeros(2, 0), torch.zeros(0, 2)):
        for name, rest in (("sort", [0, False]), ("median.dim", [0, False]), ("mode", [0, False])):
            check(f"aten::{name}", x, *rest)
        check("aten::topk", x, 1, 0, True, True)
        check("aten::kthvalue", x, 1, 0, False)
        check("aten::median", x)


def test_what_must_raise() -> None:
    x = torch.randn(2, 3)
    check("aten::sort", x, 2, False)
    check("aten::topk", x, 4, 1, True, True)
    check("aten::topk", x, -1, 1, True, True)
    check("aten::kthvalue", x, 4, 1, False)
    check("aten::kthvalue", x, 0, 1, False)
    check("aten::median", x > 0)
    check("aten::sort", x.to(torch.complex64), 0, False)


@pytest.mark.parametrize("count", [0, 1, 2, 3, 10, 16, 17, 159, 160, 4099])
@pytest.mark.parametrize("descending", [False, True])
def test_sorts_by_digits(count: int, descending: bool) -> None:
    """Lines of a few are ranked, short ones merged, long ones sorted by digits: keys of few values, of all bits, and in two clusters."""
    source = torch.Generator().manual_seed(count)
    wide = torch.randint(-(2**62), 2**62, (count,), generator=source) * 2
    few = torch.randint(-3, 4, (count,), generator=source)
    numbers = torch.randn(count, generator=source, dtype=torch.float64)
    special = torch.tensor([NAN, INF, -INF, 0.0, -0.0, -NAN, 1.0])[few + 3]
    clusters = torch.where(few > 0, few.abs() + 2**61, few - 2**61)
    lines = [wide, few, clusters, wide.int(), few.byte(), few.bool(), numbers, numbers.float(), numbers.half()]
    for x in [*lines, numbers.bfloat16(), numbers.round(), special, special.half(), special.double()]:
        check("aten::sort.stable", x, True, 0, descending)
        check("aten::sort.stable", torch.stack([x, x])[:, ::2].t(), True, 0, descending)
        if not x.is_floating_point() or not x.isnan().any():  # eager has NaNs, each a value of its own, in any order
            check("aten::_unique2", x, True, True, True)
    for x in (wide, few, numbers, special):
        array = x.numpy()
        assert (_core.call("np::argsort", [array, -1]) == array.argsort(kind="stable")).all()
