"""Progress bars: the loops and counts of a program that shows them."""

from __future__ import annotations

import pytest
import torch

import flambeau as fl

tqdm = pytest.importorskip("tqdm")
auto = pytest.importorskip("tqdm.auto")


def looping(x: torch.Tensor, n: int) -> tuple[float, int, list[int], int]:
    total = 0.0
    bar = tqdm.tqdm(range(n), desc="a", total=n, leave=False, disable=True)
    for i in bar:
        total += float(x.sum()) * i
        bar.set_postfix(loss=total)
        bar.set_description(f"step {i}")
    for j in tqdm.trange(n, disable=True):
        total += j
    for value in auto.tqdm(x, disable=True):
        total += value.item()
    for k, (a, b) in enumerate(tqdm.tqdm(zip([1, 2], [3, 4]), total=2, disable=True)):
        total += k * a * b
    with tqdm.tqdm(total=n, disable=True) as counted:
        for _ in range(n):
            counted.update(1)
    return total, bar.total, list(tqdm.tqdm([1, 2], disable=True)), len(tqdm.tqdm([1, 2, 3], disable=True))


def test_loops_with_progress_bars_run_as_without() -> None:
    x = torch.tensor([1.0, 2.0])
    assert fl.script(looping, (x, 3))(x, 4) == looping(x, 4)


def test_what_is_written_past_a_bar_is_dropped(capfd: pytest.CaptureFixture[str]) -> None:
    def noisy(n: int) -> int:
        tqdm.tqdm.write("noise")
        for _ in tqdm.tqdm(range(n)):
            n += 1
        return n

    assert fl.script(noisy, (2,))(2) == 4
    assert capfd.readouterr() == ("", "")
