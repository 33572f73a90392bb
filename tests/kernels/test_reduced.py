"""Layers with bfloat16 and int8 weights against their plain meaning in ``ir.reference``, on every level of
instructions."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest

torch = pytest.importorskip("torch")
from parity import compare  # noqa: E402

from flambeau.ir.reference import evaluate  # noqa: E402
from flambeau.runtime import _core  # noqa: E402


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    """Eager's threads wait for each other, which on a busy machine takes most of the time."""
    count = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(count)


KINDS = ["bf16", "int8"]
TOLERANCE = 1e-5


def weights(kind: str, *sizes: int) -> list[Any]:
    """Weight, scales, bias, input scale and input zero of a layer, as arguments."""
    real = torch.randn(sizes) / (sizes[1:] and float(torch.tensor(sizes[1:]).prod()) ** 0.5)
    bias = torch.randn(sizes[0])
    if kind == "bf16":
        return [real.bfloat16(), None, bias, 1.0, 0]
    scales = real.flatten(1).abs().amax(1) / 127
    quantised = (real / scales.reshape(-1, *[1] * (real.dim() - 1))).round().to(torch.int8)
    return [quantised, scales * 0.03, bias, 0.03, 117]


def check(name: str, *args: Any) -> None:
    compare(name, _core.call(name, list(args)), evaluate(name, list(args))[0], TOLERANCE)


CONVOLUTIONS = {  # input, weight, stride, padding, dilation
    "1x1": ([2, 21, 7, 9], [19, 21, 1, 1], [1, 1], [0, 0], [1, 1]),
    "1x1 strided": ([2, 8, 9, 8], [40, 8, 1, 1], [2, 3], [0, 0], [1, 1]),
    "1x1 padded": ([1, 6, 5, 4], [33, 6, 1, 1], [1, 1], [1, 2], [1, 1]),
    "3x3": ([1, 32, 11, 13], [48, 32, 3, 3], [1, 1], [1, 1], [1, 1]),
    "3x3 strided": ([2, 5, 16, 15], [7, 5, 3, 3], [2, 2], [1, 1], [1, 1]),
    "3x3 dilated": ([1, 18, 13, 12], [70, 18, 3, 3], [1, 2], [3, 2], [2, 3]),
    "7x7 of three channels": ([1, 3, 31, 29], [20, 3, 7, 7], [2, 2], [3, 3], [1, 1]),
    "5x2 out of the image": ([1, 4, 1, 2], [3, 4, 5, 2], [1, 3], [4, 5], [1, 1]),
    "deep": ([1, 700, 4, 5], [33, 700, 3, 3], [1, 1], [1, 1], [1, 1]),
    "none": ([0, 3, 4, 4], [2, 3, 3, 3], [1, 1], [1, 1], [1, 1]),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("case", CONVOLUTIONS)
def test_convolutions(case: str, kind: str) -> None:
    sizes, kernel, *geometry = CONVOLUTIONS[case]
    torch.manual_seed(0)
    x = torch.randn(sizes)
    layer = weights(kind, *kernel)
    plain = evaluate("flambeau::reduced_conv2d", [x, *layer, *geometry, None, "", False])[0]
    residual = torch.randn(plain.shape)
    name = "flambeau::reduced_conv2d"
    check(name, x, *layer, *geometry, None, "", False)
    check(name, x, *layer, *geometry, residual, "relu", True)
    last = x.contiguous(memory_format=torch.channels_last)
    check(name, last, *layer, *geometry, residual.transpose(2, 3).contiguous().transpose(2, 3), "", True)
    if sizes[0] > 0:
        check(name, x[0], *layer, *geometry, residual[0], "silu", False)
    layer[2] = None
    check(name, x, *layer, *geometry, None, "relu6", False)


def test_winograds_way_rounds_the_weights_only() -> None:
    torch.manual_seed(0)
    x, layer = torch.randn(2, 32, 25, 21), weights("bf16", 48, 32, 3, 3)
    residual = torch.randn(2, 48, 25, 21)
    for end in ([None, "", False], [residual, "silu", True]):
        args = [x, *layer, [1, 1], [1, 1], [1, 1], *end]
        found = _core.call("flambeau::reduced_conv2d", args)
        wide = [x, layer[0].float(), layer[2], [1, 1], [1, 1], [1, 1], 1, *end]
        compare("flambeau::reduced_conv2d", found, evaluate("flambeau::conv2d", wide)[0], 2e-5)


LINEARS = [(1, 1, 1), (1, 768, 100), (3, 5, 2), (14, 64, 32), (15, 67, 33), (130, 131, 70), (40, 4099, 50), (0, 3, 4)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("rows, depth, outputs", LINEARS)
def test_linear(rows: int, depth: int, outputs: int, kind: str) -> None:
    torch.manual_seed(0)
    x = torch.randn(rows, depth)
    layer = weights(kind, outputs, depth)
    for activation in ("", "relu", "gelu", "hardswish"):
        check("flambeau::reduced_linear", x, *layer, activation)
    check("flambeau::reduced_linear", torch.randn(depth, rows).t(), *layer, "")
    layer[0] = layer[0].t().contiguous().t()
    check("flambeau::reduced_linear", torch.randn(2, rows, 1, depth), *layer, "sigmoid")
    check("flambeau::reduced_linear", torch.randn(depth), *layer, "")


@pytest.mark.parametrize("zero", [0, 255])
def test_bytes_are_rounded_to_even_and_clamped(zero: int) -> None:
    ties = torch.arange(-600.0, 601.0) / 2
    special = torch.tensor([float("inf"), -float("inf"), float("nan"), 1e38, -0.0])
    x = torch.cat([ties, special])[:, None]
    weight, scales = torch.full((1, 1), 127, dtype=torch.int8), torch.ones(1)
    check("flambeau::reduced_linear", x, weight, scales, None, 1.0, zero, "")


def test_floats_are_rounded_to_even() -> None:
    bits = torch.arange(0x3F7F_0000, 0x3F82_0000, 0x0800, dtype=torch.int32)
    special = torch.tensor([float("inf"), -float("inf"), float("nan"), 3.3961775e38])
    x = torch.cat([bits.view(torch.float32), special])[:, None]
    weight = torch.ones(1, 1, dtype=torch.bfloat16)
    check("flambeau::reduced_linear", x, weight, None, None, 1.0, 0, "")


@pytest.mark.parametrize("rows", [1, 4, 9, 14, 17])
def test_sums_of_bytes_are_exact(rows: int) -> None:
    generator = torch.Generator().manual_seed(0)
    x = torch.randint(-300, 300, (rows, 257), generator=generator).float()
    weight = torch.randint(-128, 128, (35, 257), generator=generator).to(torch.int8)
    args = [x, weight, torch.ones(35), None, 1.0, 131, ""]
    expected = (x + 131).clamp(0, 255).sub(131).double() @ weight.double().t()
    assert torch.equal(_core.call("flambeau::reduced_linear", args).double(), expected)


def test_the_largest_sums_fit() -> None:
    depth = 64_000
    x = torch.full((1, depth), 1000.0)
    for value in (127, -128):
        weight = torch.full((1, depth), value, dtype=torch.int8)
        check("flambeau::reduced_linear", x, weight, torch.ones(1), None, 1.0, 0, "")
    with pytest.raises(RuntimeError, match="at most 64,000 deep"):
        weight = torch.ones(1, depth + 1, dtype=torch.int8)
        _core.call("flambeau::reduced_linear", [torch.ones(1, depth + 1), weight, torch.ones(1), None, 1.0, 0, ""])


def test_what_does_not_fit_is_refused() -> None:
    x, layer = torch.randn(2, 8), weights("int8", 4, 8)
    short = weights("int8", 5, 8)
    for args in (
        [x.double(), *layer, ""],
        [torch.randn(2, 9), *layer, ""],
        [x, layer[0].float(), *layer[1:], ""],
        [x, layer[0], None, *layer[2:], ""],
        [x, layer[0], short[1], *layer[2:], ""],
        [x, *layer[:2], short[2], *layer[3:], ""],
        [x, *layer[:3], 0.0, 3, ""],
        [x, *layer[:3], float("nan"), 3, ""],
        [x, *layer[:3], 1.0, 256, ""],
        [x, *layer, "tanh"],
    ):
        with pytest.raises(RuntimeError):
            _core.call("flambeau::reduced_linear", args)
    image, layer = torch.randn(1, 8, 5, 5), weights("bf16", 4, 8, 3, 3)
    geometry = [[1, 1], [1, 1], [1, 1]]
    for args in (
        [image.double(), *layer, *geometry, None, "", False],
        [torch.randn(1, 7, 5, 5), *layer, *geometry, None, "", False],
        [image, *layer, *geometry, torch.randn(1, 4, 5, 4), "", False],
        [image[:, :, :2, :2], *layer, [1, 1], [0, 0], [1, 1], None, "", False],
    ):
        with pytest.raises(RuntimeError):
            _core.call("flambeau::reduced_conv2d", args)


LEVELS = """
import sys
sys.path.insert(0, sys.argv[1])
import test_reduced as t
for kind in t.KINDS:
    for case in t.CONVOLUTIONS:
        t.test_convolutions(case, kind)
    for sizes in t.LINEARS:
        t.test_linear(*sizes, kind)
for zero in (0, 255):
    t.test_bytes_are_rounded_to_even_and_clamped(zero)
t.test_floats_are_rounded_to_even()
t.test_winograds_way_rounds_the_weights_only()
for rows in (1, 4, 9, 14, 17):
    t.test_sums_of_bytes_are_exact(rows)
t.test_the_largest_sums_fit()
"""
NAMES = ["baseline", "avx2", "avxvnni", "avx512", "avx512vnni", "avx512bf16"]


@pytest.mark.parametrize("level", NAMES)
def test_levels_agree(level: str) -> None:
    """A level that this processor doesn't have is run as the best that it has."""
    environment = os.environ | {"FLAMBEAU_SIMD": level, "FLAMBEAU_THREADS": "3", "OMP_NUM_THREADS": "1"}
    subprocess.run([sys.executable, "-c", LEVELS, os.path.dirname(__file__)], env=environment, check=True)
