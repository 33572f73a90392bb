"""Layers whose weights lie in panels: equal to those of plain weights, at any width, and careful with what a file says."""

from __future__ import annotations

from pathlib import Path

import pytest

torch = pytest.importorskip("torch")
from parity import LEVELS, compare, run_at_level  # noqa: E402

import flambeau as fl  # noqa: E402
from flambeau.passes.store_panels import in_panels  # noqa: E402
from flambeau.runtime import _core  # noqa: E402

WIDTHS = (8, 16, 32)


def test_linear_layers() -> None:
    torch.manual_seed(0)
    for width in WIDTHS:
        for outputs, depth in ((1, 1), (70, 33), (64, 300), (37, 5), (16, 8)):
            weight, bias = torch.randn(outputs, depth), torch.randn(outputs)
            panels = in_panels(weight, width)
            for rows in (0, 1, 4, 5, 40):
                x = torch.randn(depth, rows).t() if rows == 40 else torch.randn(rows, depth)
                args = [x, panels, outputs, depth, width]
                expected = torch.nn.functional.linear(x, weight, bias)
                found = _core.call("flambeau::panel_linear", [*args, bias, "relu", None, False])
                compare("relu", found, expected.relu(), 1e-5)
                for other in (torch.randn(rows, outputs), torch.randn(outputs), torch.randn(2, rows, outputs)):
                    found = _core.call("flambeau::panel_linear", [*args, bias, "", other, True])
                    compare("add", found, other + expected, 1e-5)


def test_convolutions() -> None:
    torch.manual_seed(0)
    cases = (
        ([2, 19, 6, 5], [35, 19, 1, 1], [1, 1], [0, 0], [1, 1]),
        ([1, 3, 31, 29], [33, 3, 7, 7], [2, 2], [3, 3], [1, 1]),
        ([1, 24, 11, 19], [20, 24, 3, 3], [2, 1], [4, 1], [1, 2]),
        ([1, 16, 9, 8], [16, 16, 3, 3], [1, 1], [1, 1], [1, 1]),
        ([2, 40, 14, 13], [37, 40, 3, 3], [1, 1], [1, 1], [1, 1]),
        ([1, 24, 26, 27], [20, 24, 3, 3], [1, 1], [2, 1], [2, 1]),
        ([1, 24, 1, 1], [20, 24, 3, 3], [1, 1], [1, 1], [1, 1]),
        ([2, 24, 5, 5], [70, 24, 3, 3], [1, 1], [4, 6], [5, 6]),
        ([1, 24, 5, 25], [20, 24, 3, 3], [1, 1], [5, 5], [5, 5]),
    )
    for width in WIDTHS:
        for sizes, kernel, *geometry in cases:
            x, weight, bias = torch.randn(sizes), torch.randn(kernel), torch.randn(kernel[0])
            expected = torch.conv2d(x, weight, bias, *geometry)
            residual = torch.randn_like(expected)
            by_tap = "flambeau::panel_conv2d", weight.permute(0, 2, 3, 1).flatten(1)
            for operator, matrix in (by_tap, ("flambeau::winograd_conv2d", weight.flatten(1))):
                args = [in_panels(matrix, width), kernel, width, bias, *geometry]
                found = _core.call(operator, [x, *args, residual, "relu", False])
                compare(f"{operator}, {kernel}", found, (expected + residual).relu(), 2e-5)
                found = _core.call(operator, [x[0], *args, None, "", False])
                compare(f"{operator}, {kernel}, unbatched", found, expected[0], 2e-5)


def test_maps_that_few_taps_of_a_kernel_reach(tmp_path: Path) -> None:
    """Weights are kept for the taps that a size of the map needs, and other sizes need others."""
    torch.manual_seed(0)
    model = torch.nn.Conv2d(64, 96, 3, padding=6, dilation=6).eval().requires_grad_(False)
    fl.script(model).save(tmp_path / "model.flam")
    program = fl.load(tmp_path / "model.flam")
    for height, width in ((4, 5), (4, 20), (20, 5), (9, 9), (4, 5)):
        x = torch.randn(1, 64, height, width)
        compare(f"{height} x {width}", program(x), model(x), 2e-5)


@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str) -> None:
    run_at_level("import test_panels as t\nt.test_linear_layers()\nt.test_convolutions()", level, 3)


@pytest.mark.parametrize(
    "outputs, depth, width",
    [(73, 33, 16), (81, 33, 16), (80, 34, 16), (0, 33, 16), (-70, 33, 16), (70, 0, 16), (70, -33, 16), (70, 33, 15),
     (70, 33, 0), (2**62, 33, 16), (70, 2**62, 16)],
)  # fmt: skip
def test_sizes_that_the_numbers_do_not_have(outputs: int, depth: int, width: int) -> None:
    panels = in_panels(torch.randn(70, 33), 16)
    with pytest.raises(RuntimeError, match="panel"):
        _core.call("flambeau::panel_linear", [torch.randn(2, 33), panels, outputs, depth, width, None, "", None, False])


@pytest.mark.parametrize(
    "sizes", [[70, 33], [70, 11, 3, 2], [70, 0, 3, 1], [70, -11, -3, 1], [70, 2**40, 2**40, 2**40], [70, 33, 1, 1, 1]]
)
def test_convolution_sizes_that_the_numbers_do_not_have(sizes: list[int]) -> None:
    args = [in_panels(torch.randn(70, 33), 16), sizes, 16, None, [1, 1], [0, 0], [1, 1], None, "", False]
    for operator in ("flambeau::panel_conv2d", "flambeau::winograd_conv2d"):
        with pytest.raises(RuntimeError, match="panel"):
            _core.call(operator, [torch.randn(1, 33, 4, 4), *args])


def test_sizes_that_a_convolution_by_taps_has_but_not_its_numbers() -> None:
    numbers = in_panels(torch.randn(48, 32 * 9), 16)
    plain = [None, [1, 1], [1, 1], [1, 1]]
    end = [None, "", False]
    for sizes, width in (([48, 31, 3, 3], 16), ([49, 32, 3, 3], 16), ([64, 32, 3, 3], 16), ([48, 32, 3, 3], 12)):
        with pytest.raises(RuntimeError, match="panel"):
            _core.call(
                "flambeau::winograd_conv2d", [torch.randn(1, sizes[1], 9, 9), numbers, sizes, width, *plain, *end]
            )
    weight = [numbers, [48, 32, 3, 3], 16]
    for x in (torch.randn(1, 31, 9, 9), torch.randn(1, 32, 9, 9).double(), torch.randn(9, 9)):
        with pytest.raises(RuntimeError):
            _core.call("flambeau::winograd_conv2d", [x, *weight, *plain, *end])
    with pytest.raises(RuntimeError, match="residual"):
        residual = torch.randn(1, 48, 9, 8)
        _core.call("flambeau::winograd_conv2d", [torch.randn(1, 32, 9, 9), *weight, *plain, residual, "", False])
    with pytest.raises(RuntimeError):
        bias = [torch.randn(47), *plain[1:]]
        _core.call("flambeau::winograd_conv2d", [torch.randn(1, 32, 9, 9), *weight, *bias, *end])


def test_what_is_no_panels_bias_or_residual() -> None:
    panels, x = in_panels(torch.randn(70, 33), 16), torch.randn(2, 33)
    for numbers, bias in ((panels.double(), None), (panels.view(1, -1), None), (panels[::2], None),
                          (panels, torch.randn(69)), (panels, torch.randn(70).double())):  # fmt: skip
        with pytest.raises(RuntimeError):
            _core.call("flambeau::panel_linear", [x, numbers, 70, 33, 16, bias, "", None, False])
    with pytest.raises(RuntimeError):
        _core.call("flambeau::panel_linear", [x.double(), panels, 70, 33, 16, None, "", None, False])
    plain = [torch.randn(1, 33, 4, 4), panels, [70, 33, 1, 1], 16, None, [1, 1], [0, 0], [1, 1]]
    with pytest.raises(RuntimeError, match="residual"):
        _core.call("flambeau::panel_conv2d", [*plain, torch.randn(1, 70, 4, 3), "", False])
