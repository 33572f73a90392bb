"""Reductions and scans against eager PyTorch: dtypes, layouts, dims, NaN, empty tensors, and what must raise."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import LEVELS, check, layouts, run_at_level  # noqa: E402

FLOATS = [torch.float32, torch.float64, torch.float16, torch.bfloat16]
INTS = [torch.uint8, torch.int8, torch.int32, torch.int64, torch.bool]
NAN = float("nan")


def sample(dtype: Any, *shape: int) -> Any:
    generator = torch.Generator().manual_seed(sum(shape) + len(shape))
    x = torch.randn(*shape, generator=generator) * 3
    return x > 0 if dtype == torch.bool else (x.abs() if dtype == torch.uint8 else x).to(dtype)


@pytest.mark.parametrize("dtype", FLOATS + INTS + [torch.complex64])
@pytest.mark.parametrize("dims", [None, [], [1], [-1], [2, 3], [0, 2], [0, 1, 2, 3]])
def test_sum_over_dims(dtype: Any, dims: Any) -> None:
    for x in layouts(sample(dtype, 2, 3, 5, 7)):
        check("aten::sum.dim_IntList", x, dims, False, None)
        check("aten::sum.dim_IntList", x, dims, True, torch.float64 if not dtype.is_complex else None)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("dims", [None, [1], [-1], [2, 3], [0, 2]])
def test_means_and_variances(dtype: Any, dims: Any) -> None:
    for x in layouts(sample(dtype, 2, 3, 5, 7)):
        check("aten::mean.dim", x, dims, True, None)
        check("aten::nansum", x, dims, False, None)
        check("aten::nanmean", x, dims, False, None)
        check("aten::var.correction", x, dims, None, True)
        check("aten::std.correction", x, dims, 0, False)
        check("aten::var_mean.dim", x, dims, True, False)
        check("aten::std_mean.correction", x, dims, 0.5, True)


@pytest.mark.parametrize("dtype", FLOATS + INTS)
@pytest.mark.parametrize("dim", [0, 1, 2, 3, -1])
def test_extrema_along_a_dim(dtype: Any, dim: int) -> None:
    for x in layouts(sample(dtype, 2, 3, 5, 7)):
        for name in ("max", "min"):
            check(f"aten::{name}.dim", x, dim, False)
            check(f"aten::{name}.dim", x, dim, True)
            check(f"aten::a{name}", x, [dim], True)
            check(f"aten::arg{name}", x, dim, False)
        check("aten::aminmax", x, dim, True)


@pytest.mark.parametrize("dtype", FLOATS + INTS)
def test_reductions_of_everything(dtype: Any) -> None:
    for x in layouts(sample(dtype, 3, 4, 5, 2)):
        for name in ("sum", "max", "min", "all", "any", "mean"):
            check(f"aten::{name}", x, *([None] if name in ("sum", "mean") else []))
        # A product's error grows with its factors; halves are rounded after each in neither.
        check("aten::prod", x[0, 0, 0], None, tolerance=1e-2 if dtype in (torch.float16, torch.bfloat16) else 1e-6)
        check("aten::argmax", x, None, False)
        check("aten::argmin", x, None, True)
        check("aten::count_nonzero", x, None)
        check("aten::std", x, True)


@pytest.mark.parametrize("dims", [None, [], [0], [1, 2]])
def test_all_and_any_over_dims(dims: Any) -> None:
    for dtype in (torch.bool, torch.uint8, torch.float32):
        x = sample(dtype, 3, 4, 2)
        check("aten::all.dims", x, dims, False)
        check("aten::any.dims", x, dims, True)
        check("aten::any.dim", x, 1, False)


def test_nan_wins_and_the_first_of_equals_counts() -> None:
    for values in ([1.0, NAN, 3.0, NAN], [2.0, 2.0, 1.0, 1.0], [-float("inf")] * 3, [NAN] * 20 + [1.0] * 20):
        line = torch.tensor(values)
        for x in (line, line.repeat(70, 1), line.repeat(70, 1).t()):
            for dim in range(x.dim()):
                check("aten::max.dim", x, dim, False)
                check("aten::min.dim", x, dim, False)
                check("aten::argmax", x, dim, False)
            check("aten::amax", x, [], False)
            check("aten::min", x)
        check("aten::cummax", line, 0)
        check("aten::cummin", line, 0)
        check("aten::logcumsumexp", line, 0)


def find_extrema_of_rows_and_columns() -> None:
    for size in (1, 3, 15, 16, 17, 63, 64, 65, 200, 515):
        x = sample(torch.float32, 5, size).round()  # many are equal
        special = x.clone()
        special[1, size // 2] = special[3, -1] = special[3, 0] = NAN
        special[2] = -float("inf")
        special[4, size // 3 :] = float("inf")
        for rows in (x, special, x.repeat(2, 3)[:, 1:-1], special.t().contiguous().t()):
            for dim in (0, 1):
                for name in ("aten::argmax", "aten::argmin", "aten::max.dim", "aten::min.dim"):
                    check(name, rows, dim, False)
            check("aten::argmax", rows, None, False)
            for dims in ([0], [1], [0, 1]):
                check("aten::amax", rows, dims, False)
                check("aten::amin", rows, dims, True)
                check("aten::amax", rows[:, None, :].expand(-1, 2, -1), [0], False)


@pytest.mark.parametrize("level", LEVELS)
def test_extrema_of_rows_and_columns_at_each_level(level: str) -> None:
    run_at_level("import test_reduce as t\nt.find_extrema_of_rows_and_columns()", level)


@pytest.mark.parametrize("p", [0, 1, 2, 3, 2.5, -1, float("inf"), -float("inf")])
@pytest.mark.parametrize("dtype", FLOATS)
def test_norms(p: float, dtype: Any) -> None:
    for x in layouts(sample(dtype, 3, 4, 5)):
        check("aten::linalg_vector_norm", x, p, [1], True, None)
        check("aten::norm.Scalar", x, p)
        check("aten::norm.ScalarOpt_dim", x, p, [0, 2], False)


def test_norm_of_numbers_whose_squares_overflow() -> None:
    check("aten::linalg_vector_norm", torch.tensor([3e30, 4e30]), 1, None, False, None)
    check("aten::linalg_vector_norm", torch.tensor([3e-30, 4e-30], dtype=torch.float64), 2, None, False, None)


@pytest.mark.parametrize("dims", [[0], [1], [0, 1]])
def test_logsumexp(dims: Any) -> None:
    inf = float("inf")
    rows = [[1.0, 2, 3], [-inf, -inf, -inf], [inf, 1, 2], [NAN, 1, 2], [1000, 1000, -1000]]
    check("aten::logsumexp", torch.tensor(rows), dims, False)
    check("aten::logsumexp", torch.randn(9, 1500) * 5, dims, True)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.int32, torch.bool])
@pytest.mark.parametrize("dim", [0, 1, -1])
def test_scans(dtype: Any, dim: int) -> None:
    for x in layouts(sample(dtype, 4, 5, 3)):
        check("aten::cumsum", x, dim, None)
        check("aten::cumprod", x, dim, None, tolerance=1e-2 if dtype == torch.float16 else 1e-5)
        check("aten::cummax", x, dim)
        check("aten::cummin", x, dim)
    if dtype != torch.bool:
        check("aten::cumsum_", sample(dtype, 4, 5), dim, None)


def test_long_rows_keep_their_accuracy() -> None:
    x = torch.rand(3, 200_001)
    for y in (x, x.t(), x.flatten()):
        check("aten::sum", y, None, tolerance=2e-6)
        check("aten::mean.dim", y, [-1], False, None, tolerance=2e-6)
        check("aten::var.correction", y + 100, [0], None, False, tolerance=1e-3)


@pytest.mark.parametrize("shape", [(0,), (0, 3), (3, 0), (2, 0, 3)])
def test_empty_tensors(shape: tuple[int, ...]) -> None:
    x = torch.zeros(shape)
    for dim in range(-1, len(shape)):
        check("aten::sum.dim_IntList", x, [dim], False, None)
        check("aten::mean.dim", x, [dim], True, None)
        check("aten::prod.dim_int", x, dim, False, None)
        check("aten::max.dim", x, dim, False)
        check("aten::argmin", x, dim, False)
        check("aten::amax", x, [dim], False)
        check("aten::all.dim", x, dim, False)
        check("aten::var.dim", x, [dim], True, False)
        check("aten::logsumexp", x, [dim], False)
        check("aten::cumsum", x, dim, None)
        check("aten::cummax", x, dim)
        check("aten::linalg_vector_norm", x, float("inf"), [dim], False, None)
    check("aten::max", x)
    check("aten::argmax", x, None, False)
    check("aten::aminmax", x, None, False)


@pytest.mark.parametrize(
    "dtype", [torch.bool, torch.uint8, torch.int8, torch.int16, torch.int64, torch.float16], ids=str
)
def test_narrow_numbers_in_rows_and_columns(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    for shape in [(1,), (100,), (7, 100), (300, 5), (64, 65), (3, 257, 4), (99, 16), (99, 17)]:
        x = torch.randint(-100, 100, shape).to(dtype)
        for few in (x, x * 0):
            for dim in range(len(shape)):
                check("aten::max.dim", few, dim, False)
                check("aten::min.dim", few, dim, True)
                check("aten::any.dim", few, dim, False)
                check("aten::all.dim", few, dim, False)
                check("aten::sum.dim_IntList", few, [dim], False, None)
                if dtype != torch.bool:
                    check("aten::argmax", few, dim, False)
                    check("aten::argmin", few, dim, False)
            for name in ("any", "all", "max"):
                check(f"aten::{name}", few)
        check("aten::all", x == x)


def test_what_must_raise() -> None:
    x, i = torch.randn(2, 3), torch.arange(6).view(2, 3)
    check("aten::sum.dim_IntList", x, [2], False, None)
    check("aten::sum.dim_IntList", x, [0, -2], False, None)
    check("aten::mean", i, None)
    check("aten::mean", x, torch.int64)
    check("aten::var.correction", i, None, None, False)
    check("aten::argmax", x > 0, None, False)
    check("aten::max", x.to(torch.complex64))
    check("aten::linalg_vector_norm", i, 2, None, False, None)
    check("aten::linalg_vector_norm", x, 2, None, False, torch.float16)
    check("aten::cumsum", x, 2, None)
    check("aten::logcumsumexp", i, 0)


def test_scalars() -> None:
    x = torch.tensor(3.0)
    check("aten::sum.dim_IntList", x, [0], False, None)
    check("aten::max.dim", x, -1, True)
    check("aten::argmax", x, 0, False)
    check("aten::cumsum", x, 0, None)
    check("aten::var", x, False)
    check("aten::dist", x, torch.tensor(1.0), 2)
