"""Indexing, gathering, scattering and searching, against eager."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402
from parity import layouts  # noqa: E402

X = torch.arange(24.0).view(2, 3, 4)
ROWS = torch.tensor([1, 0, -1])
PAIRS = torch.tensor([[0, 2], [1, -1]])

INDICES: list[list[Any]] = [
    [ROWS], [None, ROWS], [None, None, PAIRS], [ROWS, ROWS], [ROWS, None, ROWS], [None, ROWS, PAIRS[0][:1]], [PAIRS % 2, PAIRS],
    [ROWS[:, None], None, ROWS], [X > 5], [torch.tensor([True, False])], [None, torch.tensor([True, False, True])],
    [None, torch.tensor([[True, False, True, False]] * 3)], [torch.tensor([True, False]), None, torch.tensor([1])],
    [torch.tensor(1)], [torch.zeros(0, dtype=torch.int64)], [ROWS.int()], [torch.tensor([5])], [ROWS, ROWS, ROWS, ROWS],
    [torch.tensor([1.0])], [torch.tensor([True, False, True])], [ROWS, PAIRS[0]], [torch.zeros(2, 3, dtype=torch.bool)],
]  # fmt: skip


@pytest.mark.parametrize("indices", INDICES, ids=str)
def test_advanced_indexing(indices: list[Any]) -> None:
    for x in [*layouts(X), X.to(torch.uint8), X.half(), X.transpose(0, 2).contiguous().transpose(0, 2), X.bool()]:
        check_with("aten::index.Tensor", x, indices)


@pytest.mark.parametrize("accumulate", [False, True])
@pytest.mark.parametrize("indices", INDICES, ids=str)
def test_assignment_to_indices(indices: list[Any], accumulate: bool) -> None:
    for values in [torch.tensor(7.0), torch.arange(4.0), torch.arange(3.0)[:, None], torch.zeros(9, 9)]:
        check_with("aten::index_put", X, indices, values, accumulate)
        check_with(
            "aten::index_put_",
            X.transpose(0, 2),
            [None, None, *indices][-3:] if len(indices) == 1 else indices,
            values,
            accumulate,
        )
    check_with("aten::index_put", X, [ROWS], torch.tensor([1]), accumulate)


def test_indexing_of_empty_tensors() -> None:
    empty = torch.zeros(0, 3)
    check_with("aten::index.Tensor", empty, [torch.zeros(0, dtype=torch.int64)])
    check_with("aten::index.Tensor", empty, [torch.tensor([0])])
    check_with("aten::index.Tensor", empty, [None, torch.tensor([0])])
    check_with("aten::index.Tensor", empty, [empty > 0])


@pytest.mark.parametrize(
    "dtype", [torch.float32, torch.uint8, torch.int64, torch.bool, torch.float16, torch.complex64], ids=str
)
def test_places_of_true_elements(dtype: torch.dtype) -> None:
    for x in [
        (X.long() % 3).to(dtype),
        torch.tensor(1).to(dtype),
        torch.tensor(0).to(dtype),
        torch.zeros(0, 3).to(dtype),
    ]:
        for name in ["nonzero", "argwhere", "nonzero_numpy", "where"]:
            check_with(f"aten::{name}", x)


@pytest.mark.parametrize("dim", [0, 1, -1, 3])
def test_along_one_dim(dim: int) -> None:
    index = torch.tensor([1, 0, 1])
    source = X.index_select(dim, index) if dim < 3 else X
    for x in layouts(X):
        check_with("aten::index_select", x, dim, index)
        check_with("aten::index_select", x, dim, index.int())
        check_with("aten::index_add", x, dim, index, source, alpha=2)
        check_with("aten::index_copy", x, dim, index[:2], source.narrow(dim, 0, 2) if dim < 3 else source)
        check_with("aten::index_fill.int_Scalar", x, dim, index, 9)
        check_with("aten::gather", x, dim, torch.zeros(2, 2, 2, dtype=torch.int64) + torch.tensor([0, 1]))
    for wrong in [torch.tensor([9]), torch.tensor([-1]), torch.tensor([[0]]), torch.tensor([0.5])]:
        if (
            dim != 1
        ):  # eager's path for dims in the middle raises a RuntimeError for a bad index, the others an IndexError
            check_with("aten::index_select", X, dim, wrong)
    check_with("aten::gather", X, dim, torch.full((2, 2, 2), 9))
    check_with("aten::gather", X, dim, torch.zeros(3, 4, 5, dtype=torch.int64))


@pytest.mark.parametrize("dtype", [torch.float32, torch.int64, torch.uint8, torch.float16], ids=str)
@pytest.mark.parametrize("reduce", ["sum", "prod", "mean", "amax", "amin"])
def test_scatter(reduce: str, dtype: torch.dtype) -> None:
    x, source = (X % 5 + 1).to(dtype), (X % 3 + 1).to(dtype)
    index = torch.tensor([[[0, 1, 1, 0]] * 3] * 2)
    for dim in [0, 1, 2]:
        for include_self in [True, False]:
            check_with("aten::scatter_reduce.two", x, dim, index, source, reduce, include_self=include_self)
        for y in layouts(x):
            check_with("aten::scatter_add", y, dim, index, source)
        check_with("aten::scatter.value", x, dim, index, 9)
        check_with("aten::scatter.src", x, dim, index[:1, :1, :1], source)
        check_with("aten::scatter.reduce", x, dim, index, source, reduce="multiply")
    check_with("aten::scatter.src", x, 0, index, source.double())
    check_with("aten::scatter.value", x, 0, index + 5, 1)


def test_taking_and_putting() -> None:
    flat = torch.tensor([[0, 23], [-1, 5]])
    check_with("aten::take", X, flat)
    check_with("aten::take", X, flat + 9)
    check_with("aten::put", X, flat, torch.tensor([[1.0, 2], [3, 4]]))
    check_with("aten::take_along_dim", X, torch.tensor([[[1]], [[0]]]), 1)
    check_with("aten::take_along_dim", X, torch.tensor([3, 5]))


def test_masks() -> None:
    mask = X % 2 == 0
    check_with("aten::masked_select", X, mask)
    check_with("aten::masked_select", X, mask[0, 0])
    check_with("aten::masked_select", X, X)
    for x in layouts(X):
        check_with("aten::masked_scatter", x, mask, torch.arange(24.0) * 10)
    check_with("aten::masked_scatter", X, mask, torch.arange(3.0))


def test_embedding_and_one_hot() -> None:
    table = torch.randn(5, 3)
    for indices in [
        torch.tensor([1, 4]),
        torch.tensor([[0], [2]]),
        torch.tensor(3),
        torch.tensor([5]),
        torch.tensor([1.0]),
    ]:
        check_with("aten::embedding", table, indices)
    for labels in [
        torch.tensor([1, 0, 3]),
        torch.tensor([[2]]),
        torch.tensor([-1]),
        torch.zeros(0, dtype=torch.int64),
        torch.tensor([1.0]),
    ]:
        check_with("aten::one_hot", labels, -1)
        check_with("aten::one_hot", labels, 3)


@pytest.mark.parametrize("right", [False, True])
def test_searching(right: bool) -> None:
    edges = torch.tensor([1.0, 2, 2, 5])
    values = torch.tensor([[0.5, 2, 9], [2.5, 1, float("nan")]])
    check_with("aten::searchsorted.Tensor", edges, values, right=right)
    check_with("aten::searchsorted.Tensor", torch.stack([edges, edges + 1]), values, right=right, out_int32=True)
    check_with("aten::searchsorted.Tensor", torch.stack([edges, edges]), values[0], right=right)
    check_with("aten::searchsorted.Scalar", edges, 2, right=right)
    check_with("aten::bucketize.Tensor", values, edges, right=right)
    check_with("aten::bucketize.Tensor", values.long(), edges, right=right)
    check_with("aten::bucketize.Tensor", values, values)
    check_with("aten::bucketize.Scalar", 2.5, edges, right=right)


@pytest.mark.parametrize("dtype", [torch.float32, torch.int64, torch.uint8, torch.bool, torch.float16], ids=str)
def test_unique(dtype: torch.dtype) -> None:
    for x in [(X.long() * 7 % 5).to(dtype), torch.zeros(0).to(dtype), torch.tensor(1).to(dtype)]:
        check_with("aten::_unique2", x, True, True, True)
        check_with("aten::_unique2", x)
        check_with("aten::unique_consecutive", x, True, True)
    rows = torch.tensor([[1, 2], [0, 3], [1, 2], [0, 1]]).to(dtype)
    for dim in [0, 1]:
        check_with("aten::unique_dim", rows, dim, True, True, True)
        check_with("aten::unique_consecutive", rows, True, True, dim)


def test_counting() -> None:
    x = torch.tensor([1, 5, 1, 0])
    for arguments in [
        [],
        [None, 9],
        [torch.randn(4)],
        [torch.randn(4).double()],
        [torch.tensor([1, 2, 3, 4])],
        [torch.randn(3)],
    ]:
        check_with("aten::bincount", x, *arguments)
    for wrong in [torch.tensor([-1]), torch.tensor([[1]]), torch.tensor([1.0]), torch.zeros(0, dtype=torch.int64)]:
        check_with("aten::bincount", wrong)
    check_with("aten::isin.Tensor_Tensor", X, torch.tensor([3, 99, float("nan")]))
    check_with("aten::isin.Tensor_Scalar", X.long(), 3, invert=True)


def test_a_mask_without_dims_adds_one() -> None:
    for value in [True, False]:
        expected = X[torch.tensor(value)]
        assert torch.equal(torch.as_tensor(run("aten::index.Tensor", X, [torch.tensor(value)])), expected)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64, torch.float16, torch.int64, torch.uint8], ids=str)
def test_rows_by_one_index_each(dtype: torch.dtype) -> None:
    """An index that is repeated along a dim finds whole rows."""
    torch.manual_seed(0)
    rows, values = torch.randint(0, 7, (31,)), torch.randint(1, 3, (31, 19)).to(dtype)
    start = torch.randint(0, 9, (7, 19)).to(dtype)
    wide = rows[:, None].expand(-1, 19)
    for reduce in ["sum", "prod", "amax", "amin"]:
        check_with("aten::scatter_reduce.two", start, 0, wide, values, reduce, True)
    check_with("aten::scatter.src", start, 0, torch.randperm(7)[:, None].expand(-1, 19), values[:7])
    check_with("aten::index_add", start, 0, rows, values, 1)
    check_with("aten::index_add", start.t().contiguous(), 1, rows, values.t(), 1)
    check_with("aten::gather", start, 0, wide, False)
    check_with("aten::gather", start, 0, wide + 5, False)
    check_with("aten::scatter.src", start, 0, wide - 3, values)


@pytest.mark.parametrize("inner", [(), (1,), (2,), (3, 5), (16,), (67,), (300,)], ids=str)
@pytest.mark.parametrize("dtype", [torch.uint8, torch.float16, torch.float32, torch.float64, torch.complex128], ids=str)
def test_blocks_by_one_index(inner: tuple[int, ...], dtype: torch.dtype) -> None:
    """Blocks of all sizes, alone and next to each other, by indices and by masks of one dim and several."""
    torch.manual_seed(0)
    for outer in [(), (3,)]:
        x = (100 * torch.randn(*outer, 5, 7, *inner)).to(dtype)
        before: list[Any] = [None] * len(outer)
        for indices in [
            torch.randint(-5, 5, (23,)),
            torch.randint(0, 5, (2, 3)).int(),
            torch.arange(1, 5),
            torch.tensor(2),
        ]:
            check_with("aten::index.Tensor", x, [*before, indices])
        for share in [0.0, 0.1, 0.5, 1.0]:
            check_with("aten::index.Tensor", x, [*before, torch.rand(5) < share])
            check_with("aten::index.Tensor", x, [*before, torch.rand(5, 7) < share])
        check_with("aten::index.Tensor", x, [*before, torch.tensor([1, 5])])
        check_with("aten::index.Tensor", x, [*before, torch.tensor([-6])])
        check_with("aten::index_select", x, len(outer), torch.tensor([4, 0, 1, 1, 2]))


def test_places_of_few_and_many_true_elements() -> None:
    torch.manual_seed(0)
    for shape in [(1,), (7,), (64,), (1001,), (3, 41), (2, 3, 50), (1, 9, 1, 9)]:
        for share in [0.0, 0.02, 0.5, 0.98, 1.0]:
            check_with("aten::nonzero", torch.rand(shape) < share)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_rows_of_halves_are_added(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    for width in (1, 16, 300):
        start, values = torch.randn(7, width).to(dtype), torch.randn(60, width).to(dtype)
        check_with("aten::index_add", start, 0, torch.randint(0, 7, (60,)), values, alpha=1)


@pytest.mark.parametrize("right", [False, True])
def test_searching_for_many(right: bool) -> None:
    torch.manual_seed(0)
    for dtype in (torch.float32, torch.int64, torch.float16):
        rows, values = torch.randint(-30, 30, (3, 41)).to(dtype).sort()[0], torch.randint(-40, 40, (3, 4001)).to(dtype)
        check_with("aten::searchsorted.Tensor", rows, values, right=right)
        check_with("aten::bucketize.Tensor", values, rows[0].contiguous(), right=right)
