"""Large constant matrices are packed some calls after the first, or while threads idle: no call may differ from another."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
from parity import LEVELS, compare, run_at_level, run_test_at_level  # noqa: E402
from torch import nn  # noqa: E402

import flambeau as fl  # noqa: E402

CALLS = 20


class Product(nn.Module):
    """A matrix of one shape, as it lies or transposed."""

    def __init__(self, depth: int, columns: int, turned: bool, dtype: torch.dtype) -> None:
        super().__init__()
        numbers = torch.randn(columns, depth) if turned else torch.randn(depth, columns)
        self.numbers = nn.Parameter((numbers / depth**0.5).to(dtype), requires_grad=False)
        self.turned = turned

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x @ (self.numbers.t() if self.turned else self.numbers)


SHAPES = (
    (7, 700, 411, False, torch.float32),
    (33, 1500, 203, True, torch.float32),
    (5, 5000, 70, False, torch.float32),  # deeper than what is added up at once
    (9, 300, 1024, True, torch.float64),
)


def load(folder: Path) -> list[tuple[fl.Program, torch.Tensor, torch.Tensor]]:
    """Programs that haven't been called yet, an input for each, and what eager gives."""
    torch.manual_seed(0)
    out = []
    for index, (rows, depth, columns, turned, dtype) in enumerate(SHAPES):
        model = Product(depth, columns, turned, dtype)
        x = torch.randn(rows, depth, dtype=dtype)
        fl.compile(model, (x,)).save(folder / f"{index}.flam")
        out.append((fl.load(folder / f"{index}.flam"), x, model(x)))
    layer = nn.LSTM(256, 256, 2).eval()
    x = torch.randn(12, 1, 256)
    fl.compile(layer, (x,)).save(folder / "lstm.flam")
    out.append((fl.load(folder / "lstm.flam"), x, layer(x)[0].detach()))
    return out


def first_of(result: torch.Tensor | tuple[torch.Tensor, ...]) -> torch.Tensor:
    return result if isinstance(result, torch.Tensor) else result[0]


def test_later_calls_give_the_first_ones_bits(tmp_path: Path) -> None:
    for program, x, wanted in load(tmp_path):
        first = first_of(program(x))
        compare(f"{tuple(x.shape)}", first, wanted, 2e-5)
        for call in range(CALLS):
            if call == CALLS // 2:
                time.sleep(0.02)  # for idle threads
            assert torch.equal(first_of(program(x)), first)


def test_so_do_calls_on_several_threads(tmp_path: Path) -> None:
    for program, x, _ in load(tmp_path):
        found: list[torch.Tensor] = []
        start = threading.Barrier(4)

        def call_often(program: fl.Program = program, x: torch.Tensor = x) -> None:
            start.wait()  # noqa: B023
            found.extend(first_of(program(x)) for _ in range(CALLS))  # noqa: B023

        threads = [threading.Thread(target=call_often) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert len(found) == 4 * CALLS
        assert all(torch.equal(y, found[0]) for y in found)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str, threads: int) -> None:
    run_test_at_level("test_packed_later", "test_later_calls_give_the_first_ones_bits", level, threads)


def call_after_the_end() -> None:
    from flambeau.runtime import _core

    torch.manual_seed(0)
    layer = nn.Linear(1024, 512).eval()
    x = torch.randn(8, 1024)
    program = fl.script(layer, (x,))
    before = program(x)
    _core.end_chores()
    assert torch.equal(program(x), before) and torch.equal(fl.script(layer, (x,))(x), before)


def test_what_idle_threads_do_can_end() -> None:
    run_at_level("import test_packed_later as t\nt.call_after_the_end()", LEVELS[0], 3)
