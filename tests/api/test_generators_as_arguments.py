"""A ``torch.Generator`` that a program is given: it draws what eager draws, and goes on from there afterwards."""

from __future__ import annotations

from typing import Any

import pytest
import torch

import flambeau as fl


def noise(
    count: int, generator: torch.Generator | list[torch.Generator] | None = None
) -> tuple[torch.Tensor, torch.Tensor]:
    torch.manual_seed(0)
    if isinstance(generator, list):
        return torch.stack([torch.randn(count, generator=one) for one in generator]), torch.rand(1)
    return torch.randn(count, generator=generator), torch.rand(count, generator=generator)


def seeded(seed: int) -> torch.Generator:
    generator = torch.Generator().manual_seed(seed)
    torch.randn(1, generator=generator)
    return generator


@pytest.mark.parametrize("count", [1, 3, 20, 700])
@pytest.mark.parametrize("seed", [0, -7, 5])
def test_a_generator_goes_in_and_on(count: int, seed: int) -> None:
    program = fl.script(noise, example_inputs=(2,))

    def results(call: Any) -> list[torch.Tensor]:
        one, two = seeded(seed), [seeded(1), seeded(2)]
        drawn = [*call(count, one), *call(count, two), *call(count, None)]
        after = [torch.randn(2, generator=one), torch.rand(1, generator=two[1]), torch.tensor(one.initial_seed() % 99)]
        return drawn + after

    for wanted, given in zip(results(noise), results(program)):
        torch.testing.assert_close(given, wanted)


def test_a_generator_comes_out() -> None:
    def made(seed: int) -> list[torch.Generator]:
        generator = torch.Generator().manual_seed(seed)
        torch.rand(3, generator=generator)
        return [generator]

    given = fl.script(made, example_inputs=(1,))(5)[0]
    assert isinstance(given, torch.Generator)
    assert given.initial_seed() == 5
    assert torch.equal(torch.rand(9, generator=given), torch.rand(9, generator=made(5)[0]))
