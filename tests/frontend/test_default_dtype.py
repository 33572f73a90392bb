"""A program compiled under another default dtype makes its tensors of that dtype, wherever it runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import torch

import flambeau as fl


@pytest.fixture(params=[torch.float64, torch.float16], ids=str)
def default_dtype(request: pytest.FixtureRequest) -> Iterator[torch.dtype]:
    before = torch.get_default_dtype()
    torch.set_default_dtype(request.param)
    yield request.param
    torch.set_default_dtype(before)


def made(n: int, f: float) -> list[torch.Tensor]:
    return [
        torch.zeros(n), torch.ones(2, n), torch.full((n,), f), torch.full((n,), n), torch.arange(f), torch.arange(n),
        torch.tensor(f), torch.tensor([f, f * 2]), torch.tensor([n]), torch.tensor([1.5, 2.0]), torch.eye(n),
        torch.linspace(0, 1, n), torch.zeros(n, dtype=torch.int32), torch.as_tensor([f]), torch.scalar_tensor(f),
        torch.zeros(n).new_ones(2), torch.zeros_like(torch.arange(n)),
    ]  # fmt: skip


def test_tensors_are_of_the_default_dtype(default_dtype: torch.dtype) -> None:
    expected = made(3, 2.5)
    program = fl.script(made, example_inputs=(3, 2.5))
    torch.set_default_dtype(torch.float32)
    for got, wanted in zip(program(3, 2.5), expected, strict=True):
        assert got.dtype == wanted.dtype
        torch.testing.assert_close(got, wanted)
