"""Winograd's convolutions transform their weights piece by piece as a program is called: no call may differ from another."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
from parity import LEVELS, compare, run_test_at_level  # noqa: E402
from torch import nn  # noqa: E402

import flambeau as fl  # noqa: E402

# Channels before and after, groups, height and width: F(4x4), F(3x3) and F(2x2), sums in one part, several and uneven ones,
# halves of panels, weights that are small, few groups and many.
LAYERS = (
    (160, 112, 1, 10, 13),
    (320, 72, 1, 7, 7),
    (513, 33, 1, 5, 9),
    (1040, 24, 1, 8, 8),
    (40, 52, 1, 30, 27),
    (320, 144, 2, 9, 10),
    (288, 288, 18, 14, 11),
)
CALLS = 60  # more than it takes to transform all


def load(folder: Path) -> tuple[list[fl.Program], list[torch.Tensor], list[torch.Tensor]]:
    """Programs that haven't been called yet, an input for each, and what eager gives."""
    torch.manual_seed(0)
    programs, inputs, expected = [], [], []
    for index, (before, after, groups, *size) in enumerate(LAYERS):
        layer = nn.Sequential(nn.Conv2d(before, after, 3, padding=1, groups=groups), nn.ReLU()).eval()
        inputs.append(torch.randn(1, before, *size))
        expected.append(layer(inputs[-1]).detach())
        fl.compile(layer, (inputs[-1],)).save(folder / f"{index}.flam")
        programs.append(fl.load(folder / f"{index}.flam"))
    return programs, inputs, expected


def test_later_calls_give_the_first_ones_bits(tmp_path: Path) -> None:
    for program, x, wanted in zip(*load(tmp_path)):
        first = program(x)
        compare(f"{tuple(x.shape)}", first, wanted, 2e-5)
        assert all(torch.equal(program(x), first) for _ in range(CALLS))


def call_often(program: fl.Program, x: torch.Tensor, start: threading.Barrier, results: list[torch.Tensor]) -> None:
    start.wait()
    results.extend(program(x) for _ in range(CALLS // 3))


def test_so_do_calls_on_several_threads(tmp_path: Path) -> None:
    for program, x, _ in zip(*load(tmp_path)):
        start = threading.Barrier(4)
        found: list[list[torch.Tensor]] = [[] for _ in range(4)]

        args = program, x, start
        threads = [threading.Thread(target=call_often, args=(*args, results)) for results in found]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(torch.equal(y, found[0][0]) for results in found for y in results)
        assert sum(map(len, found)) == 4 * (CALLS // 3)


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str, threads: int) -> None:
    run_test_at_level("test_winograd", "test_later_calls_give_the_first_ones_bits", level, threads)


def test_programs_are_let_go_while_threads_transform(tmp_path: Path) -> None:
    layers = nn.Sequential(*[nn.Conv2d(256, 256, 3, padding=1) for _ in range(4)]).eval()
    fl.script(layers, (torch.zeros(1, 256, 16, 16),)).save(tmp_path / "layers.flam")
    x = torch.randn(1, 256, 16, 16)
    expected = layers(x).detach()
    for pause in range(100):
        program = fl.load(tmp_path / "layers.flam")
        actual = program(x)
        time.sleep(pause % 10 / 1000)  # idle threads begin after two
        del program
        torch.testing.assert_close(actual, expected, rtol=1e-3, atol=1e-4)
