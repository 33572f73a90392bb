"""``precision=``: what each choice computes, that the file keeps it, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import flambeau as fl
from flambeau.api.calibrating import best_range
from flambeau.api.parity import difference
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
    with pytest.raises(ValueError, match="precision is 'float32', 'exact', 'bf16', 'int8', not 'half'"):
        fl.script(lambda x: x, precision="half")


Trained = tuple[nn.Module, torch.Tensor, torch.Tensor]
TRAINING = 1000  # of the 1797 digits


@pytest.fixture(scope="module")
def digits() -> dict[str, Trained]:
    """Nets trained on images of digits, with all images and their labels."""
    datasets = pytest.importorskip("sklearn.datasets")
    torch.manual_seed(0)
    images, labels = datasets.load_digits(return_X_y=True)
    order = torch.randperm(len(images))
    x, y = torch.tensor(images, dtype=torch.float32)[order] / 16, torch.tensor(labels)[order]
    layers = [nn.Linear(64, 96), nn.GELU(), nn.Linear(96, 50), nn.ReLU(), nn.Linear(50, 10)]
    convolutions = [
        *(nn.Unflatten(1, (1, 8, 8)), nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU()),
        *(nn.Conv2d(16, 32, 3, stride=2, padding=1), nn.BatchNorm2d(32), nn.Hardswish()),
        *(nn.Conv2d(32, 32, 3, padding=1, groups=32), nn.Conv2d(32, 50, 1), nn.ReLU6()),
        *(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(50, 10)),
    ]
    return {"linear": trained(layers, x, y), "convolutions": trained(convolutions, x, y)}


def trained(layers: list[nn.Module], x: torch.Tensor, y: torch.Tensor) -> Trained:
    net = nn.Sequential(*layers)
    count = torch.get_num_threads()
    torch.set_num_threads(1)  # several would wait for each other most of the time, the layers being so small
    optimiser = torch.optim.Adam(net.parameters(), 4e-3)
    for _ in range(12):
        for start in range(0, TRAINING, 50):
            batch = slice(start, start + 50)
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x[batch]), y[batch]).backward()
            optimiser.step()
    torch.set_num_threads(count)
    return net.eval(), x, y


def accuracy(net, x: torch.Tensor, y: torch.Tensor) -> float:
    with torch.no_grad():
        return float((net(x[TRAINING:]).argmax(1) == y[TRAINING:]).double().mean())


@pytest.mark.parametrize("precision", ["bf16", "int8"])
@pytest.mark.parametrize("kind", ["linear", "convolutions"])
def test_trained_nets_lose_less_than_a_percent(digits, kind: str, precision: str, tmp_path: Path) -> None:
    net, x, y = digits[kind]
    calibration = [(x[start : start + 40],) for start in range(0, 160, 40)]
    program = fl.compile(net, (x[:1],), precision=precision, calibration=calibration)
    program.save(tmp_path / "net.flam")
    loaded = fl.load(tmp_path / "net.flam")
    assert loaded.precision == precision
    before = accuracy(net, x, y)
    assert before > 0.9 and accuracy(loaded, x, y) > before - 0.01
    assert torch.equal(loaded(x), program(x))

    parity = program.parity
    assert (
        parity is not None and parity.inputs == 4 and parity.layers + len(parity.kept) == (3 if kind == "linear" else 4)
    )
    assert parity.layers >= 3
    for found in (parity.float32, parity.eager):
        assert found is not None and found.note == ""
        assert 0 < found.largest < 0.05 and 0 < found.mean < 0.05
        assert found.rows == 160 and found.agreeing >= 155
    share = {"bf16": 0.55, "int8": 0.35}[precision]
    assert program.weight_bytes < share * fl.script(net).weight_bytes


def test_results_stay_float32_and_errors_are_eagers() -> None:
    net = nn.Linear(8, 4).eval()
    program = fl.script(net, precision="bf16")
    assert program(torch.randn(3, 8)).dtype == torch.float32
    assert program.parity is not None and program.parity.float32 is None  # there was no input
    for wrong in (torch.randn(3, 7), torch.randn(3, 8).double()):
        with pytest.raises(RuntimeError):
            net(wrong)
        with pytest.raises(RuntimeError):
            program(wrong)


def test_int8_needs_inputs() -> None:
    with pytest.raises(fl.CompileError, match="needs inputs to find out the range"):
        fl.script(nn.Linear(2, 2).eval(), precision="int8")
    with pytest.raises(ValueError, match="a list of tuples"):
        fl.script(nn.Linear(2, 2).eval(), precision="int8", calibration=[torch.ones(2)])
    with pytest.raises(fl.CompileError, match="raises RuntimeError on a calibration input"):
        fl.script(nn.Linear(2, 2).eval(), precision="int8", calibration=[(torch.ones(3),)])


def test_what_only_traces_is_traced_on_an_input_for_calibration() -> None:
    layer = nn.Linear(4, 3).eval()

    def logged(x):
        assert open(__file__)  # no program can
        return layer(x)

    program = fl.compile(logged, precision="int8", calibration=[(torch.randn(5, 4),), (torch.randn(2, 4),)])
    assert program.report.startswith("traced, because")
    assert program.parity is not None and (program.parity.layers, program.parity.inputs) == (1, 2)
    assert program.clone().parity is program.parity


def test_layers_that_bytes_would_spoil_stay() -> None:
    """One channel is a thousand times the others, whose numbers would all become the same few bytes."""
    torch.manual_seed(0)
    loud = torch.randn(64, 200)
    loud[:, 0] *= 20_000

    class Net(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.first, self.second, self.unused = nn.Linear(200, 8), nn.Linear(8, 8), nn.Linear(8, 8)
            self.first.weight.data[:, 0] = 0

        def forward(self, x):
            y = self.second(self.first(x).tanh())
            return self.unused(y) if x.shape[0] == 1 else y

    program = fl.script(Net().eval(), (loud,), precision="int8")
    assert program.parity is not None and program.parity.layers == 1
    kept = program.parity.kept
    assert (
        kept[0].startswith("the layer with a weight of [8, 200]: bytes make it 100% wrong (") and "linear.py" in kept[0]
    )
    assert kept[1].startswith("the layer with a weight of [8, 8]: no calibration input reaches it (") and len(kept) == 2
    assert "in float32: " + kept[0] in str(program.parity)


def test_ranges_hold_zero_and_clip_outliers() -> None:
    torch.manual_seed(0)
    whole = best_range(torch.rand(10_000) * 3)
    assert whole.zero == 0 and abs(whole.scale * 255 - 3) < 0.1
    signed = best_range(torch.rand(10_000) * 4 - 1)
    assert abs(signed.zero - 64) <= 2
    clipped = best_range(torch.cat([torch.randn(100_000), torch.tensor([40.0])]))
    assert clipped.scale * 255 < 40
    assert best_range(torch.full((10,), 5.0)).zero == 0
    assert best_range(torch.zeros(10)).scale > 0


def test_differences() -> None:
    a, b = torch.tensor([[1.0, 2.0, -4.0], [0.0, 1.0, 0.5]]), torch.tensor([[1.0, 2.0, -3.0], [0.0, 0.5, 1.0]])
    found = difference([{"x": a}], [{"x": b}])
    assert found.largest == 0.25 and found.mean == pytest.approx(2 / 8.5)
    assert (found.rows, found.agreeing, found.note) == (2, 1, "")
    assert difference([(a, 2)], [(a, 3)]).note == "other values in the results"
    assert difference([[a]], [[a, a]]).note == "results of another structure"
    assert difference([a], [a[:1]]).note == "results of other shapes"
    assert difference([ValueError("no")], [ValueError("no")]).note == ""
    assert difference([ValueError("no")], [a]).note == "another exception"
    assert difference([a], [ValueError("no")]).note == "results of another structure"
    assert difference([a / 0], [a]).note == "other infinities or NaNs in the results"


def test_state_is_left_alone() -> None:
    """Eager Python isn't run where that would change the model that the caller goes on with."""

    class Counting(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.layer = nn.Linear(4, 4)
            self.register_buffer("count", torch.zeros(()))

        def forward(self, x):
            self.count += 1
            return self.layer(x) * self.count

    net, x = Counting().eval(), torch.randn(2, 4)
    program = fl.script(net, (x,), precision="int8")
    assert net.count == 0
    assert program.parity is not None and program.parity.eager is None and program.parity.float32 is not None
    torch.testing.assert_close(program(x) * 2, program(x))


def test_the_command_line_calibrates(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text("from torch import nn\n\n\ndef make():\n    return nn.Linear(6, 3).eval()\n")
    np.save(tmp_path / "x.npy", np.random.default_rng(0).standard_normal((5, 6), np.float32))
    command = ["compile", "model.py:make()", "-o", "m.flam"]
    assert main([*command, "--precision", "int8"]) == 1
    assert "needs inputs" in capsys.readouterr().err
    assert main([*command, "--precision", "int8", "--calibrate", "x.npy", "--calibrate", "x.npy"]) == 0
    shown = capsys.readouterr().out
    assert "1 of 1 layer in int8; on 2 inputs" in shown and "against eager:   largest error" in shown
    assert main([*command, "--precision", "bf16", "--example", "x.npy"]) == 0
    assert "1 of 1 layer in bf16; on 1 input\n" in capsys.readouterr().out


def test_the_command_line_takes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "model.py").write_text("def double(x):\n    return x + x\n")
    assert main(["compile", "model.py:double", "--precision", "exact"]) == 0
    assert main(["inspect", "double.flam"]) == 0
    assert "precision: exact" in capsys.readouterr().out
