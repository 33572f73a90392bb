"""``precision=``: what each choice computes, that the file keeps it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

import flambeau as fl
from flambeau.cli import main


def convolution() -> tuple[nn.Module, torch.Tensor]:
    """A net whose 3x3 convolution is done in Winograd's way, and an input."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(64, 64, 3, padding=1), nn.BatchNorm2d(64)).eval()
    net[1].running_mean.normal_()
    net[1].running_var.uniform_(0.5, 2)
    return net, torch.randn(1, 64, 28, 28)


def error(actual: torch.Tensor, net: nn.Module, x: torch.Tensor) -> float:
    """The root of the mean square of the distance to what float64 gives."""
    with torch.no_grad():
        expected = net.double()(x.double())
    net.float()
    return float((actual - expected).square().mean().sqrt())


@pytest.mark.parametrize("compile", [fl.script, fl.trace, fl.compile])
def test_exact_does_without_winograd_and_folding(compile, tmp_path: Path) -> None:
    net, x = convolution()
    fast = compile(net, (x,))
    exact = compile(net, (x,), precision="exact")
    assert (fast.precision, exact.precision) == ("float32", "exact")
    assert "aten::batch_norm" in exact.graph and "aten::batch_norm" not in fast.graph
    assert error(exact(x), net, x) < 0.7 * error(fast(x), net, x)

    exact.save(tmp_path / "exact.flam")
    loaded = fl.load(tmp_path / "exact.flam")
    assert loaded.precision == "exact" and loaded.metadata == {}
    assert torch.equal(loaded(x), exact(x))
    loaded.save(tmp_path / "again.flam")
    assert fl.load(tmp_path / "again.flam").precision == "exact"


def test_programs_of_both_kinds_run_beside_each_other() -> None:
    net, x = convolution()
    fast, exact = fl.script(net, (x,)), fl.script(net, (x,), precision="exact")
    first = fast(x)
    assert not torch.equal(exact(x), first)
    assert torch.equal(fast(x), first)


def test_the_decorator_takes_it() -> None:
    @fl.script(precision="exact")
    def double(x):
        return x + x

    assert double.precision == "exact"


def test_another_word_is_refused() -> None:
    with pytest.raises(ValueError, match="precision is 'float32' or 'exact'.*not 'half'"):
        fl.script(lambda x: x, precision="half")


def test_the_command_line_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text("def double(x):\n    return x + x\n")
    assert main(["compile", "model.py:double", "--precision", "exact"]) == 0
    assert main(["inspect", "double.flam"]) == 0
    assert "precision: exact" in capsys.readouterr().out
