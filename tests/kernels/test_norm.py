"""Normalisation and softmax against eager PyTorch."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")

from parity import check, layouts  # noqa: E402

FLOATS = [torch.float32, torch.float64, torch.float16, torch.bfloat16]


def sample(dtype: Any, *shape: int) -> Any:
    generator = torch.Generator().manual_seed(sum(shape))
    return (torch.randn(*shape, generator=generator) * 2 + 1).to(dtype)


def affine(channels: int, dtype: Any) -> list[Any]:
    return [sample(dtype, channels), sample(dtype, channels + 1)[1:]]


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("shape", [(5, 3), (2, 3, 7), (2, 3, 5, 7), (1, 17, 4, 4), (2, 3, 2, 5, 3), (3, 4, 1, 1)])
def test_batch_norm(dtype: Any, shape: tuple[int, ...]) -> None:
    c = shape[1]
    statistics = [sample(dtype, c), sample(dtype, c).abs() + 0.5]
    for x in layouts(sample(dtype, *shape)):
        check("aten::batch_norm", x, *affine(c, dtype), *statistics, False, 0.1, 1e-5, True)
        check("aten::batch_norm", x, None, None, *statistics, False, 0.1, 1e-5, True)
        check(
            "aten::batch_norm",
            x,
            *affine(c, dtype),
            *statistics,
            True,
            0.1,
            1e-5,
            True,
            tolerance=2e-2 if dtype.itemsize == 2 else None,
        )
        check("aten::native_batch_norm", x, None, None, *statistics, False, 0.1, 1e-3)


def test_batch_norm_with_float_parameters_of_halves() -> None:
    x = sample(torch.float16, 2, 3, 4, 4)
    f = torch.float32
    check("aten::batch_norm", x, *affine(3, f), sample(f, 3), sample(f, 3).abs(), False, 0.1, 1e-5, True)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("normalized", [[7], [5, 7], [3, 5, 7]])
def test_layer_norm(dtype: Any, normalized: list[int]) -> None:
    weight, bias = sample(dtype, *normalized), sample(dtype, *normalized) - 1
    for x in layouts(sample(dtype, 2, 3, 5, 7)):
        check("aten::layer_norm", x, normalized, weight, bias, 1e-5, True)
        check("aten::layer_norm", x, normalized, None, None, 1e-5, True)
        check("aten::native_layer_norm", x, normalized, weight, None, 1e-5)
        check("aten::rms_norm", x, normalized, weight, 1e-5)
        check("aten::rms_norm", x, normalized, None, None)


def test_layer_norm_far_from_zero_keeps_its_digits() -> None:
    check("aten::layer_norm", torch.randn(3, 1000) + 1000, [1000], None, None, 1e-5, True, tolerance=2e-4)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("groups", [1, 3, 6])
def test_group_norm(dtype: Any, groups: int) -> None:
    for shape in ((2, 6), (2, 6, 5), (2, 6, 5, 3), (2, 6, 2, 5, 3)):
        if len(shape) == 2 and groups == 6:
            continue
        for x in layouts(sample(dtype, *shape)):
            check("aten::group_norm", x, groups, *affine(6, dtype), 1e-5, True)
            check("aten::group_norm", x, groups, None, None, 1e-5, True)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
def test_instance_norm(dtype: Any) -> None:
    running = [sample(dtype, 3), sample(dtype, 3).abs()]
    for x in layouts(sample(dtype, 2, 3, 5, 7)):
        check("aten::instance_norm", x, None, None, None, None, True, 0.1, 1e-5, True)
        check("aten::instance_norm", x, *affine(3, dtype), *running, False, 0.1, 1e-5, True)
        check("aten::instance_norm", x, *affine(3, dtype), *running, True, 0.1, 1e-5, True)


@pytest.mark.parametrize("dtype", FLOATS)
@pytest.mark.parametrize("dim", [0, 1, 2, -1])
def test_softmax(dtype: Any, dim: int) -> None:
    for x in layouts(sample(dtype, 3, 21, 5, 7)) + [sample(dtype, 2, 3, 500), sample(dtype, 4, 3, 300).transpose(1, 2)]:
        check("aten::softmax.int", x * 4, dim, None)
        check("aten::log_softmax.int", x * 4, dim, torch.float64)
        check("aten::_softmax", x, dim, False)
        check("aten::_log_softmax", x * 30, dim, False)


def test_softmax_of_infinities_and_nan() -> None:
    inf, nan = float("inf"), float("nan")
    rows = torch.tensor([[-inf, 1, 2], [-inf, -inf, -inf], [inf, 1, 2], [nan, 1, 2], [-100, -110, 0], [88, 89, 700]])
    for x in (rows, rows.repeat(1, 30), rows.t().contiguous().repeat(1, 50)):
        for dim in (0, 1):
            check("aten::softmax.int", x, dim, None)
            check("aten::log_softmax.int", x, dim, None)


def test_cosine_similarity() -> None:
    for x in layouts(sample(torch.float32, 2, 3, 5, 7)):
        check("aten::cosine_similarity", x, sample(torch.float32, 1, 3, 5, 1), 1, 1e-8)
    check("aten::cosine_similarity", torch.zeros(3), torch.zeros(3), 0, 1e-8)


def test_what_must_raise() -> None:
    x, i = sample(torch.float32, 2, 3, 5, 7), torch.arange(6).view(2, 3)
    o, z = torch.ones(3), torch.zeros(3)
    check("aten::batch_norm", x, z[:2], z, z, o, False, 0.1, 1e-5, True)
    check("aten::batch_norm", x, o, z, z[:2], o, False, 0.1, 1e-5, True)
    check("aten::batch_norm", x, o, z, None, None, False, 0.1, 1e-5, True)
    check("aten::batch_norm", i, o, z, z, o, False, 0.1, 1e-5, True)
    check("aten::batch_norm", x.double(), o, z, z, o, False, 0.1, 1e-5, True)
    check("aten::layer_norm", x, [5], None, None, 1e-5, True)
    check("aten::layer_norm", x, [], None, None, 1e-5, True)
    check("aten::layer_norm", x, [7], o, None, 1e-5, True)
    check("aten::layer_norm", i, [3], None, None, 1e-5, True)
    check("aten::group_norm", x, 2, None, None, 1e-5, True)
    check("aten::group_norm", x, 3, z[:2], None, 1e-5, True)
    check("aten::group_norm", z, 1, None, None, 1e-5, True)
    check("aten::instance_norm", x, None, None, None, None, False, 0.1, 1e-5, True)
    check("aten::rms_norm", x, [7], z, None)
    check("aten::softmax.int", i, 0, None)
    check("aten::softmax.int", x, 4, None)
    check("aten::_softmax", x.half(), 1, True)
    check("aten::cosine_similarity", i, i, 1, 1e-8)


@pytest.mark.parametrize("shape", [(0, 3, 4, 4), (2, 3, 0, 4)])
def test_empty_tensors(shape: tuple[int, ...]) -> None:
    x, o, z = torch.zeros(shape), torch.ones(3), torch.zeros(3)
    check("aten::batch_norm", x, o, z, z, o, False, 0.1, 1e-5, True)
    check("aten::layer_norm", x, [4], None, None, 1e-5, True)
    check("aten::group_norm", x, 3, o, z, 1e-5, True)
    check("aten::softmax.int", x, 1, None)


def test_parameters_that_do_not_fit_native_groups() -> None:
    x = torch.randn(2, 6, 3)
    check("aten::native_group_norm", x, torch.ones(6), torch.zeros(6), 2, 6, 3, 2, 1e-5)
    for weight, bias in ((torch.ones(2), None), (None, torch.ones(1)), (torch.ones(1, 6), None)):
        check("aten::native_group_norm", x, weight, bias, 2, 6, 3, 2, 1e-5)
    check("aten::native_group_norm", x, None, None, 2, 6, 4, 2, 1e-5)
