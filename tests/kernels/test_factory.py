"""New tensors against eager; random ones give eager's own numbers for the same seed."""

from __future__ import annotations

from typing import Any

import pytest

torch = pytest.importorskip("torch")
from defaults import check_with, run  # noqa: E402


@pytest.mark.parametrize("dtype", [None, torch.uint8, torch.float16, torch.float64, torch.bool], ids=str)
def test_filled(dtype: torch.dtype | None) -> None:
    for size in [[], [2, 3], [0, 4], [-1]]:
        check_with("aten::zeros", size, dtype=dtype)
        check_with("aten::ones", size, dtype=dtype)
        check_with("aten::full", size, 3, dtype=dtype)
    check_with("aten::full", [2], 2.5, dtype=dtype)
    check_with("aten::full", [2], 300, dtype=dtype)
    check_with("aten::scalar_tensor", 2.5, dtype=dtype)
    like = torch.randn(2, 3, 4, 5).contiguous(memory_format=torch.channels_last)
    for x in [like, like.permute(3, 0, 1, 2), torch.randn(3, 1).expand(3, 4)]:
        check_with("aten::zeros_like", x, dtype=dtype)
        check_with("aten::full_like", x, 1, dtype=dtype)
        check_with("aten::new_full", x, [2, 2], 1, dtype=dtype)


RANGES = [
    (5,),
    (0,),
    (2.5,),
    (1, 7),
    (0, 1, 0.1),
    (7, 1, -2),
    (3, 0),
    (0, 3, 0),
    (-1.5, 2),
    (0, 10, 3),
    (float("nan"),),
]


@pytest.mark.parametrize(
    "dtype", [None, torch.int64, torch.float32, torch.float64, torch.float16, torch.uint8], ids=str
)
@pytest.mark.parametrize("bounds", RANGES, ids=str)
def test_arange(bounds: tuple[float, ...], dtype: torch.dtype | None) -> None:
    if dtype == torch.uint8 and min(bounds) < 0:
        pytest.skip("negative numbers in an unsigned type")
    if dtype == torch.int64 and bounds == (0, 1, 0.1):
        pytest.skip("the step is cut off to 0: eager raises a ValueError here, and a RuntimeError elsewhere")
    check_with("aten::arange" + ["", ".start", ".start_step"][len(bounds) - 1], *bounds, dtype=dtype)


@pytest.mark.parametrize("dtype", [None, torch.float64, torch.int64], ids=str)
@pytest.mark.parametrize("steps", [0, 1, 2, 5, 100, -1])
def test_linspace(steps: int, dtype: torch.dtype | None) -> None:
    check_with("aten::linspace", -1, 2.5, steps, dtype=dtype)
    check_with("aten::linspace", 3, 3, steps, dtype=dtype)
    check_with("aten::logspace", 0, 2, steps, tolerance=1e-5)


def test_matrices() -> None:
    for n, m in [(3, 3), (2, 4), (0, 2), (-1, 1)]:
        check_with("aten::eye", n)
        check_with("aten::eye.m", n, m, dtype=torch.bool)
    x = torch.randn(2, 4, 5)
    for diagonal in [0, 1, -2, 9, -9]:
        for y in [x, x.transpose(1, 2), x[:, :0], torch.zeros(3)]:
            check_with("aten::tril", y, diagonal)
            check_with("aten::triu_", y, diagonal)
        check_with("aten::tril_indices", 3, 4, diagonal)
        check_with("aten::triu_indices", 3, 4, diagonal)


def test_windows() -> None:
    for length in [0, 1, 5, 8]:
        check_with("aten::hann_window", length)
        check_with("aten::hamming_window.periodic", length, False)


def test_filling_in_place() -> None:
    for dtype in [torch.uint8, torch.int64, torch.float16, torch.bool]:
        x = torch.zeros(2, 3).to(dtype)
        for value in [1, 2.5, -1, 300]:
            check_with("aten::fill_.Scalar", x, value)
        check_with("aten::fill_.Tensor", x.t(), torch.tensor(3))
        check_with("aten::fill_.Tensor", x, torch.zeros(2))
        check_with("aten::zero_", x)


RANDOM: list[tuple[str, list[Any]]] = [
    ("aten::rand", [[3, 5]]), ("aten::randn", [[7]]), ("aten::randn", [[16]]), ("aten::randn", [[5, 7]]), ("aten::randn", [[3]]),
    ("aten::randint", [10, [20], torch.int64]), ("aten::randint.low", [-5, 2**40, [20], torch.int64]), ("aten::randint", [2**29, [20], torch.int64]), ("aten::randperm", [50, torch.int64]),
    ("aten::bernoulli", [torch.rand(4, 5, generator=torch.Generator().manual_seed(1))]),
    ("aten::normal.float_float", [2.0, 3.0, [5]]),
]  # fmt: skip


@pytest.mark.parametrize("dtype", [None, torch.float64, torch.float16], ids=str)
@pytest.mark.parametrize("case", RANDOM, ids=lambda c: f"{c[0]}{c[1]}")
def test_a_seed_gives_the_numbers_of_eager(case: tuple[str, list[Any]], dtype: torch.dtype | None) -> None:
    name, arguments = case
    if dtype is not None and not name.startswith("aten::rand"):
        pytest.skip("takes no dtype")
    named = {} if dtype is None or "int" in name or "perm" in name else {"dtype": dtype}
    if name == "aten::randn" and dtype == torch.float16:
        pytest.skip("eager computes these with another formula")
    torch.manual_seed(1234)
    run("aten::manual_seed", 1234)
    for _ in range(2):
        check_with(name, *arguments, tolerance=1e-5, **named)


def test_random_numbers_that_need_only_the_distribution() -> None:
    run("aten::manual_seed", 7)
    x = torch.as_tensor(run("aten::exponential_", torch.zeros(20000), 2.0))
    assert x.mean().item() == pytest.approx(0.5, abs=0.02)
    kept = torch.as_tensor(run("aten::bernoulli.p", torch.zeros(20000), 0.3))
    assert kept.mean().item() == pytest.approx(0.3, abs=0.02)
    drawn = torch.as_tensor(run("aten::multinomial", torch.tensor([0.0, 3.0, 1.0]), 20000, True))
    assert drawn.min() == 1 and (drawn == 1).float().mean().item() == pytest.approx(0.75, abs=0.02)
    distinct = torch.as_tensor(run("aten::multinomial", torch.ones(4, 5), 5))
    assert distinct.sort(1).values.tolist() == [[0, 1, 2, 3, 4]] * 4


@pytest.mark.parametrize("case", [("rand", [[2]], {"dtype": torch.int64}), ("randint.low", [3, 3, [2]], {}), ("randperm", [-1], {}),
                                  ("bernoulli", [torch.tensor([2.0])], {}), ("normal.float_float", [0.0, -1.0, [2]], {}),
                                  ("multinomial", [torch.ones(3), 5], {})], ids=str)  # fmt: skip
def test_what_random_tensors_refuse(case: tuple[str, list[Any], dict[str, Any]]) -> None:
    name, arguments, named = case
    check_with(f"aten::{name}", *arguments, **named)
