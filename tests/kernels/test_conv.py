"""Convolutions: against eager over dtypes, layouts and options, and every way of computing them at every SIMD level.

The levels are compared in processes of their own, as the level is fixed at a process's first kernel.
"""

from __future__ import annotations

import itertools
import random
from typing import Any

import pytest

torch = pytest.importorskip("torch")
import torch.nn.functional as F  # noqa: E402
from parity import LEVELS, check, compare, layouts, run_at_level  # noqa: E402

from flambeau.passes.store_panels import in_panels  # noqa: E402
from flambeau.runtime import _core  # noqa: E402

LOOSE = {torch.float32: 1e-5, torch.float64: 1e-12, torch.float16: 4e-3, torch.bfloat16: 3e-2}
ACTIVATIONS: dict[str, Any] = {
    "": lambda x: x,
    "relu": F.relu,
    "relu6": F.relu6,
    "hardswish": F.hardswish,
    "hardsigmoid": F.hardsigmoid,
    "sigmoid": torch.sigmoid,
    "silu": F.silu,
    "gelu": F.gelu,
}


def _cases(seed: int, count: int, dims: int) -> Any:
    """Random geometries: input, weight and bias sizes with the options."""
    draw = random.Random(seed)
    for _ in range(count):
        groups = draw.choice([1, 1, 2, 3, 4])
        channels = groups * draw.choice([1, 2, 3, 5, 8])
        out = groups * draw.choice([1, 2, 4, 7, 16])
        kernel = [draw.choice([1, 2, 3, 5]) for _ in range(dims)]
        stride = [draw.choice([1, 1, 2, 3]) for _ in range(dims)]
        padding = [draw.randint(0, 3) for _ in range(dims)]
        dilation = [draw.choice([1, 1, 2]) for _ in range(dims)]
        sizes = [draw.choice([1, 2]), channels, *(draw.randint(7, 13) for _ in range(dims))]
        yield sizes, out, kernel, stride, padding, dilation, groups


@pytest.mark.parametrize("dtype", LOOSE, ids=str)
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_plain(dims: int, dtype: torch.dtype) -> None:
    torch.manual_seed(dims)
    for sizes, out, kernel, stride, padding, dilation, groups in _cases(dims, 12, dims):
        x = torch.randn(sizes).to(dtype)
        weight = torch.randn(out, sizes[1] // groups, *kernel).to(dtype)
        bias = torch.randn(out).to(dtype)
        name = f"aten::conv{dims}d"
        check(name, x, weight, bias, stride, padding, dilation, groups, tolerance=LOOSE[dtype])
        check(name, x[0], weight, None, stride, padding, dilation, groups, tolerance=LOOSE[dtype])


@pytest.mark.parametrize("dtype", LOOSE, ids=str)
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_transposed(dims: int, dtype: torch.dtype) -> None:
    torch.manual_seed(dims)
    for sizes, out, kernel, stride, padding, dilation, groups in _cases(10 + dims, 10, dims):
        x = torch.randn(sizes).to(dtype)
        weight = torch.randn(sizes[1], out // groups, *kernel).to(dtype)
        extra = [max(s, d) - 1 for s, d in zip(stride, dilation)]
        name = f"aten::conv_transpose{dims}d" + ("" if dims == 1 else ".input")
        check(
            name,
            x,
            weight,
            torch.randn(out).to(dtype),
            stride,
            padding,
            extra,
            groups,
            dilation,
            tolerance=LOOSE[dtype],
        )


@pytest.mark.parametrize("kernel", [1, 2, 3, 4])
def test_padding_by_name(kernel: int) -> None:
    x, weight = torch.randn(2, 3, 9, 10), torch.randn(4, 3, kernel, kernel + 1)
    for dilation in ([1, 1], [2, 3]):
        check("aten::conv2d.padding", x, weight, None, [1, 1], "same", dilation, 1, tolerance=1e-5)
        check("aten::conv2d.padding", x, weight, None, [2, 1], "valid", [1, 1], 1, tolerance=1e-5)
    check("aten::conv2d.padding", x, weight, None, [2, 1], "same", [1, 1], 1)
    check("aten::conv1d.padding", x[0], weight[:, :, 0], None, [1], "same", [1], 1, tolerance=1e-5)


def test_layouts_in_and_out() -> None:
    x, weight = torch.randn(2, 16, 9, 8), torch.randn(20, 16, 3, 3)
    for laid_out in layouts(x):
        check("aten::conv2d", laid_out, weight, None, [1, 1], [1, 1], [1, 1], 1, tolerance=1e-5)
    last = weight.contiguous(memory_format=torch.channels_last)
    check("aten::conv2d", x, last, None, [2, 2], [1, 1], [1, 1], 1, tolerance=1e-5)


def test_integers_are_exact() -> None:
    x, weight = torch.randint(-9, 9, (2, 4, 7, 6)), torch.randint(-9, 9, (6, 2, 3, 2))
    check("aten::conv2d", x, weight, torch.arange(6), [1, 2], [1, 0], [1, 1], 2)


def test_empty_batch() -> None:
    check("aten::conv2d", torch.randn(0, 3, 8, 8), torch.randn(4, 3, 3, 3), None, [1, 1], [0, 0], [1, 1], 1)


def test_no_channels() -> None:
    bias = torch.randn(4)
    check("aten::conv2d", torch.randn(2, 0, 8, 8), torch.randn(4, 0, 3, 3), bias, [1, 1], [1, 1], [1, 1], 1)
    check("aten::conv2d", torch.randn(1, 0, 8, 8), torch.randn(4, 0, 1, 1), bias, [2, 2], [1, 1], [1, 1], 1)
    check("aten::conv1d", torch.randn(2, 0, 5), torch.randn(4, 0, 3), bias, [1], [1], [1], 1)
    x = torch.randn(2, 0, 3, 3)
    check("aten::conv_transpose2d.input", x, torch.randn(0, 4, 3, 3), None, [1, 1], [0, 0], [0, 0], 1, [1, 1])


def test_general_form() -> None:
    x, weight = torch.randn(2, 4, 7, 6), torch.randn(4, 3, 3, 2)
    check("aten::convolution", x, weight, None, [2, 1], [1, 0], [1, 1], True, [1, 0], 1, tolerance=1e-5)
    check("aten::convolution", x, weight.transpose(0, 1), None, [2], [1], [1], False, [0], 1, tolerance=1e-5)


@pytest.mark.parametrize(
    ("sizes", "weight", "options"),
    [
        ([1, 4, 8, 8], [6, 3, 3, 3], {}),
        ([1, 4, 8, 8], [6, 2, 3, 3], {"groups": 4}),
        ([1, 4, 2, 2], [6, 4, 3, 3], {}),
        ([1, 4, 8, 8], [6, 4, 3, 3], {"stride": [0, 1]}),
        ([1, 4, 8, 8], [6, 4, 3, 3], {"padding": [-1, 0]}),
        ([1, 4, 8, 8], [6, 4, 3, 3], {"dilation": [0, 1]}),
        ([4, 8], [6, 4, 3, 3], {}),
    ],
)
def test_refused(sizes: list[int], weight: list[int], options: dict[str, Any]) -> None:
    known = {"stride": [1, 1], "padding": [0, 0], "dilation": [1, 1], "groups": 1} | options
    check("aten::conv2d", torch.randn(sizes), torch.randn(weight), None, *known.values())


def test_message_of_wrong_channels() -> None:
    with pytest.raises(RuntimeError, match=r"expected input\[1, 4, 8, 8\] to have 3 channels, but got 4 channels"):
        _core.call("aten::conv2d", [torch.randn(1, 4, 8, 8), torch.randn(6, 3, 3, 3), None, [1, 1], [0, 0], [1, 1], 1])


# Geometries that each take another way: gathered, pointwise, F(4x4) and F(2x2) of Winograd, depthwise, merged groups.
WAYS = {
    "gathered": ([2, 5, 11, 10], [7, 5, 3, 5], [2, 1], [1, 2], 1),
    "stem": ([1, 3, 31, 29], [33, 3, 7, 7], [2, 2], [3, 3], 1),
    "pointwise": ([2, 19, 6, 5], [35, 19, 1, 1], [1, 1], [0, 0], 1),
    "few pixels": ([1, 64, 1, 1], [300, 64, 1, 1], [1, 1], [0, 0], 1),
    "winograd 4": ([1, 37, 30, 27], [40, 37, 3, 3], [1, 1], [1, 1], 1),
    "winograd 2": ([1, 160, 7, 7], [176, 160, 3, 3], [1, 1], [1, 1], 1),
    "winograd wide": ([2, 48, 5, 70], [17, 48, 3, 3], [1, 1], [0, 2], 1),
    "lines, a kernel line at a time": ([1, 300, 5, 17], [33, 300, 3, 3], [2, 1], [1, 1], 1),
    "lines, a tap at a time": ([1, 700, 4, 9], [20, 700, 3, 3], [1, 1], [1, 2], 1),
    "lines, dilated": ([2, 24, 11, 19], [20, 24, 3, 3], [1, 1], [4, 9], 1, [4, 9]),
    "lines, dilated and strided": ([1, 20, 15, 24], [70, 20, 3, 5], [2, 3], [5, 3], 1, [3, 2]),
    "lines, padding beyond the kernel": ([1, 20, 4, 6], [18, 20, 2, 2], [1, 1], [3, 4], 1),
    "lines, groups": ([1, 64, 6, 12], [96, 32, 3, 3], [2, 1], [1, 1], 2),
    "lines, rows of one cache set": ([1, 1024, 2, 16], [20, 1024, 1, 1], [1, 2], [0, 0], 1),
    "pixels of several images": ([3, 1024, 3, 5], [70, 1024, 1, 1], [1, 1], [0, 0], 1),
    "winograd dilated": ([1, 40, 30, 27], [48, 40, 3, 3], [1, 1], [2, 2], 1, [2, 2]),
    "winograd dilated unevenly": ([2, 64, 20, 13], [60, 64, 3, 3], [1, 1], [1, 2], 1, [3, 2]),
    "winograd, many weights": ([1, 144, 33, 30], [150, 144, 3, 3], [1, 1], [1, 1], 1),
    "depthwise": ([2, 37, 12, 11], [37, 1, 3, 3], [1, 1], [1, 1], 37),
    "depthwise, only ends": ([1, 20, 5, 3], [20, 1, 7, 7], [1, 1], [3, 3], 20),
    "depthwise, padding beyond the kernel": ([1, 20, 4, 6], [20, 1, 2, 2], [1, 2], [3, 4], 20),
    "depthwise dilated": ([1, 20, 14, 23], [20, 1, 3, 5], [2, 1], [3, 6], 20, [3, 4]),
    "depthwise 5": ([1, 24, 12, 11], [24, 1, 5, 5], [2, 2], [2, 2], 24),
    "depthwise, 8 channels": ([2, 8, 13, 37], [8, 1, 3, 3], [1, 1], [1, 1], 8),
    "depthwise, 4 channels dilated": ([1, 4, 9, 50], [4, 1, 5, 5], [2, 1], [2, 4], 4, [1, 2]),
    "depthwise, 2 channels": ([1, 2, 6, 80], [2, 1, 3, 3], [1, 1], [0, 3], 2),
    "groups": ([2, 24, 9, 8], [36, 2, 3, 3], [1, 1], [1, 1], 12),
    "winograd, groups": ([2, 96, 13, 11], [120, 32, 3, 3], [1, 1], [1, 0], 3),
    "winograd, many groups": ([2, 320, 14, 9], [340, 16, 3, 3], [1, 1], [1, 1], 20),
    "planes": ([2, 3, 31, 29], [20, 3, 3, 3], [2, 2], [1, 1], 1),
    "planes, long sums": ([1, 4, 40, 45], [33, 4, 7, 8], [1, 3], [3, 2], 1),
    "planes, padding beyond the kernel": ([1, 1, 3, 9], [5, 1, 2, 3], [1, 1], [4, 5], 1),
    "planes dilated": ([1, 2, 14, 9], [40, 2, 3, 3], [2, 1], [3, 1], 1, [4, 1]),
}


@pytest.mark.parametrize("way", WAYS)
def test_fused_ends(way: str) -> None:
    sizes, kernel, stride, padding, groups, *others = WAYS[way]
    dilation = others[0] if others else [1, 1]
    torch.manual_seed(0)
    fan_in = kernel[1] * kernel[2] * kernel[3]
    x, weight, bias = torch.randn(sizes), torch.randn(kernel) / fan_in**0.5, torch.randn(kernel[0])
    plain = F.conv2d(x.double(), weight.double(), bias.double(), stride, padding, dilation, groups)
    residual = torch.randn(plain.shape)
    for (activation, function), last, added in itertools.product(ACTIVATIONS.items(), (False, True), (False, True)):
        expected = function(plain + residual if added else plain).float()
        if last:
            expected = expected.contiguous(memory_format=torch.channels_last)
        args = [x, weight, bias, stride, padding, dilation, groups, residual if added else None, activation, last]
        compare(f"{way}, {activation}", _core.call("flambeau::conv2d", args), expected, 1e-5)


# A convolution of one tap with the one behind it: input sizes, channels between, kernel, stride, padding, dilation, groups.
PAIRS = {
    "narrow": ([2, 19, 7, 7], 37, [5, 5], [1, 1], [2, 2], [1, 1], 37),
    "halved": ([1, 24, 29, 14], 72, [3, 3], [2, 2], [1, 1], [1, 1], 72),
    "wide, in several parts": ([1, 5, 40, 300], 16, [3, 3], [1, 1], [1, 1], [1, 1], 16),
    "more lines than a kernel has": ([1, 8, 23, 21], 20, [2, 3], [3, 4], [0, 0], [1, 1], 20),
    "dilated unevenly": ([2, 8, 20, 13], 33, [3, 2], [1, 2], [4, 1], [3, 2], 33),
    "kernel beyond the image": ([1, 6, 3, 2], 18, [7, 7], [1, 1], [3, 3], [1, 1], 18),
    "padding beyond the kernel": ([1, 6, 4, 6], 18, [2, 2], [1, 1], [3, 4], [1, 1], 18),
    "long sums": ([1, 300, 6, 5], 40, [3, 3], [1, 1], [1, 1], [1, 1], 40),
    "unbatched": ([9, 8, 10], 16, [3, 3], [1, 1], [1, 1], [1, 1], 16),
    "not depthwise": ([1, 9, 8, 10], 16, [3, 3], [1, 1], [1, 1], [1, 1], 4),
    "empty": ([0, 9, 8, 10], 16, [3, 3], [1, 1], [1, 1], [1, 1], 16),
}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("pair", PAIRS)
def test_pairs(pair: str, dtype: torch.dtype) -> None:
    sizes, between, kernel, stride, padding, dilation, groups = PAIRS[pair]
    torch.manual_seed(0)
    x = torch.randn(sizes, dtype=dtype)
    weight = torch.randn(between, sizes[-3], 1, 1, dtype=dtype) / sizes[-3] ** 0.5
    following = torch.randn(between, between // groups, *kernel, dtype=dtype) / (kernel[0] * kernel[1]) ** 0.5
    biases = torch.randn(2, between, dtype=dtype)
    for (name, function), biased in itertools.product(ACTIVATIONS.items(), (False, True)):
        first, second = biases if biased else (None, None)
        last = biased and x.dim() == 4
        args = [x, weight, first, name, following, second, stride, padding, dilation, groups, name, last]
        between_64 = function(F.conv2d(x.double(), weight.double(), None if first is None else first.double()))
        bias_64 = None if second is None else second.double()
        expected = function(F.conv2d(between_64, following.double(), bias_64, stride, padding, dilation, groups))
        expected = expected.to(dtype)
        if last:
            expected = expected.contiguous(memory_format=torch.channels_last)
        compare(f"{pair}, {name}", _core.call("flambeau::conv2d_pair", args), expected, 1e-5)
        for width in (8, 16, 32) if dtype is torch.float32 else ():
            panels = [in_panels(weight.flatten(1), width), list(weight.shape), width]
            found = _core.call("flambeau::panel_conv2d_pair", [x, *panels, *args[2:]])
            compare(f"{pair}, {name}, panels", found, expected, 1e-5)


def test_nan_and_infinity_stay() -> None:
    x, weight = torch.randn(1, 16, 6, 6), torch.randn(16, 16, 1, 1)
    x[0, 3, 2, 2] = float("nan")
    found = _core.call("flambeau::conv2d", [x, weight, None, [1, 1], [0, 0], [1, 1], 1, None, "relu", True])
    assert torch.isnan(found[0, :, 2, 2]).all() and not torch.isnan(found[0, :, 1, 1]).any()


# Transposed ones: input sizes, weight sizes, stride, padding, output padding, groups, dilation.
TRANSPOSED = {
    "taps side by side": ([1, 20, 9, 11], [20, 40, 2, 2], [2, 2], [0, 0], [0, 0], 1, [1, 1]),
    "overlapping taps": ([2, 19, 7, 10], [19, 33, 4, 4], [2, 2], [1, 1], [0, 0], 1, [1, 1]),
    "few outputs": ([2, 37, 9, 8], [37, 3, 4, 4], [2, 2], [1, 1], [1, 1], 1, [1, 1]),
    "few outputs, dilated": ([2, 37, 9, 8], [37, 2, 3, 4], [2, 3], [1, 2], [1, 2], 1, [2, 3]),
    "few outputs, cut off": ([1, 37, 3, 4], [37, 2, 5, 5], [1, 1], [4, 4], [0, 0], 1, [1, 1]),
    "one pixel": ([1, 40, 1, 1], [40, 48, 4, 4], [1, 1], [0, 0], [0, 0], 1, [1, 1]),
    "outputs that no tap meets": ([1, 6, 5, 4], [6, 20, 1, 2], [3, 4], [0, 0], [2, 3], 1, [1, 1]),
    "taps that share a factor with the stride": ([1, 6, 8, 9], [6, 17, 3, 3], [2, 4], [1, 0], [1, 1], 1, [2, 2]),
    "groups": ([1, 12, 8, 9], [12, 5, 3, 3], [2, 2], [1, 1], [1, 1], 4, [1, 1]),
    "depthwise": ([1, 18, 8, 9], [18, 1, 4, 4], [2, 2], [1, 1], [0, 0], 18, [1, 1]),
}


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("way", TRANSPOSED)
def test_transposed_ways(way: str, last: bool) -> None:
    sizes, kernel, stride, padding, extra, groups, dilation = TRANSPOSED[way]
    torch.manual_seed(0)
    x, weight = torch.randn(sizes), torch.randn(kernel) / kernel[0] ** 0.5
    x = x.contiguous(memory_format=torch.channels_last) if last else x
    for bias in (None, torch.randn(kernel[1] * groups)):
        options = (stride, padding, extra, groups, dilation)
        check("aten::conv_transpose2d.input", x, weight, bias, *options, tolerance=1e-5)


AT_EACH_LEVEL = """
import torch
import test_conv as t
for way in t.WAYS:
    t.test_fused_ends(way)
for pair in t.PAIRS:
    t.test_pairs(pair, torch.float32)
for way in t.TRANSPOSED:
    t.test_transposed_ways(way, False)
for dims in (1, 2, 3):
    t.test_plain(dims, torch.float32)
    t.test_transposed(dims, torch.float64)
"""


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str, threads: int) -> None:
    run_at_level(AT_EACH_LEVEL, level, threads)


@pytest.mark.parametrize("channels, groups", [(8, 8), (64, 1)])
def test_transposed_convolutions_of_the_shapes_of_fast_ways(channels: int, groups: int) -> None:
    """Depthwise and Winograd's ways are those of convolutions that aren't transposed."""
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(1, channels, 14, 14, generator=generator)
    weight = torch.randn(channels, channels // groups, 3, 3, generator=generator)
    options = ([1, 1], [1, 1], [0, 0], groups, [1, 1])
    check("aten::conv_transpose2d.input", x, weight, None, *options, tolerance=1e-5)
