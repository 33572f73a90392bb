"""``program.profile``: the time of each operator and each source line."""

from __future__ import annotations

import linecache
from pathlib import Path

import pytest
import torch
from torch import nn

import flambeau as fl
from flambeau.api.profiling import Profile
from flambeau.cli import main


def fibonacci(n):
    if n < 2:
        return n
    return fibonacci(n - 1) + fibonacci(n - 2)


def mixed(x, n: int, depth: int, text: str):
    names = {}
    for i in range(n):
        x = torch.relu(x @ x)
        names[str(i)] = fibonacci(depth)
        try:
            int(text)
        except ValueError:
            names["failed"] = i
    return x, names


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(3, 4, 3), nn.ReLU())

    def forward(self, x):
        scores = self.body(x)
        return scores.mean()


def line_of(profile: Profile, text: str):
    return next(row for row in profile.lines if row.text == text)


def test_operators_are_counted_and_lines_add_up_to_the_whole() -> None:
    profile = fl.script(mixed, (torch.rand(64, 64), 5, 7, "x")).profile(torch.rand(64, 64), 5, 7, "x")
    calls = {row.name: row.calls for row in profile.operators}
    assert calls["aten::matmul"] == 5 and calls["py::int"] == 5
    everything = sum(row.milliseconds for row in profile.operators)
    assert 0 < everything <= 1.05 * profile.milliseconds
    assert sum(row.milliseconds for row in profile.lines) == pytest.approx(everything)
    assert line_of(profile, "x = torch.relu(x @ x)").milliseconds > 0.2 * everything


def test_a_call_has_the_time_of_what_it_calls_also_when_it_recurses() -> None:
    profile = fl.script(mixed, (torch.rand(4, 4), 200, 7, "x")).profile(torch.rand(4, 4), 200, 7, "x")
    caller = line_of(profile, "names[str(i)] = fibonacci(depth)")
    inner = line_of(profile, "return fibonacci(n - 1) + fibonacci(n - 2)")
    assert caller.milliseconds < 0.5 * caller.total and caller.total > 0.5 * inner.milliseconds
    assert inner.total <= 1.000001 * sum(row.milliseconds for row in profile.operators)  # sums round
    compared = sum(each.calls for each in profile.instructions if each.span and "n < 2" in source(each.span))
    assert compared >= 200 * 41  # fibonacci(depth) makes 41 calls


def source(span) -> str:
    return linecache.getline(span.file, span.line)


def test_the_time_of_a_module_is_its_callers_lines() -> None:
    """What nn.Sequential and nn.Conv2d do in PyTorch's own files counts for the line of `forward`."""
    profile = fl.script(Net().eval()).profile(torch.rand(1, 3, 32, 32))
    assert {row.text for row in profile.lines} == {"scores = self.body(x)", "return scores.mean()"}
    conv = next(each for each in profile.instructions if each.name == "flambeau::conv2d")
    assert conv.shapes.startswith("(1, 3, 32, 32) (4, 3, 3, 3)")
    assert "(1, 3, 32, 32)" in profile.listing() and "scores = self.body(x)" in str(profile)


def test_profiled_runs_give_what_others_do_and_raise_what_others_raise() -> None:
    def first(values: list[float], index: int) -> float:
        values.append(1.0)
        return values[index]

    program = fl.script(first)
    values = [2.0]
    profile = program.profile(values, 0)
    assert len(values) == profile.runs + 2  # the run that packs weights isn't counted
    with pytest.raises(IndexError, match="list index out of range"):
        program.profile([2.0], 10**9)
    with pytest.raises(TypeError, match="index"):
        program.profile([2.0])


def test_bench_of_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    fl.script(fibonacci, (10,)).save(tmp_path / "fibonacci.flam")
    command = ["bench", str(tmp_path / "fibonacci.flam"), "10", "--seconds", "0.05"]
    assert main(command) == 0
    shown = capsys.readouterr().out
    assert "first call" in shown and "in the middle" in shown and "share" not in shown
    assert main([*command, "--profile", "--each", "--rows", "3"]) == 0
    shown = capsys.readouterr().out
    assert "return fibonacci(n - 1) + fibonacci(n - 2)" in shown and "more)" in shown and "shapes" in shown
    assert main(["bench", str(tmp_path / "fibonacci.flam"), "[1]"]) == 1
    assert "TypeError" in capsys.readouterr().err
