"""Convolutions whose input's channels are scaled as they are read: equal to a product and a convolution."""

from __future__ import annotations

import pytest

torch = pytest.importorskip("torch")
import torch.nn.functional as F  # noqa: E402
from parity import LEVELS, compare, run_at_level  # noqa: E402

from flambeau.passes.store_panels import in_panels  # noqa: E402
from flambeau.runtime import _core  # noqa: E402

# Sizes of the map, of what it is multiplied by, and channels of the result.
CASES = {
    "an image": ([1, 72, 28, 28], [1, 72, 1, 1], 40),
    "a scale an image": ([3, 19, 5, 7], [3, 19, 1, 1], 37),
    "a scale for all images": ([3, 19, 5, 7], [1, 19, 1, 1], 37),
    "few pixels": ([1, 512, 2, 3], [1, 512, 1, 1], 100),
    "many channels": ([1, 1100, 7, 7], [1, 1100, 1, 1], 33),
    "one pixel": ([1, 24, 1, 1], [1, 24, 1, 1], 8),
    "empty": ([0, 24, 3, 3], [1, 24, 1, 1], 8),
    "a map for all scales": ([1, 8, 4, 5], [3, 8, 1, 1], 8),
    "a scale for all channels": ([1, 8, 4, 5], [1, 1, 1, 1], 8),
    "two maps": ([1, 8, 4, 5], [1, 8, 4, 5], 8),
    "unbatched": ([8, 4, 5], [8, 1, 1], 8),
}
ENDS = {"": lambda x: x, "relu": torch.relu, "silu": F.silu}


@pytest.mark.parametrize("dtype", [torch.float32, torch.float64])
@pytest.mark.parametrize("case", CASES)
def test_scaled_convolutions(case: str, dtype: torch.dtype) -> None:
    sizes, other_sizes, outputs = CASES[case]
    torch.manual_seed(0)
    x, other = torch.randn(sizes, dtype=dtype), torch.rand(other_sizes, dtype=dtype)
    channels = sizes[-3]
    weight = torch.randn(outputs, channels, 1, 1, dtype=dtype) / channels**0.5
    bias = torch.randn(outputs, dtype=dtype)
    plain = F.conv2d((x * other).double(), weight.double(), bias.double())
    residual = torch.randn(plain.shape, dtype=dtype)
    for name, function in ENDS.items():
        for added in (None, residual):
            last = x.dim() == 4 and added is None
            expected = function(plain if added is None else plain + added).to(dtype)
            if last:
                expected = expected.contiguous(memory_format=torch.channels_last)
            for factors in ((x, other), (other, x)):
                found = _core.call("flambeau::scaled_conv2d", [*factors, weight, bias, added, name, last])
                compare(f"{case}, {name}", found, expected, 1e-5)
                for width in (8, 16, 32) if dtype is torch.float32 else ():
                    panels = in_panels(weight.flatten(1), width), [outputs, channels, 1, 1], width
                    found = _core.call("flambeau::panel_scaled_conv2d", [*factors, *panels, bias, added, name, last])
                    compare(f"{case}, {name}, panels", found, expected, 1e-5)


def test_maps_in_any_layout() -> None:
    weight = torch.randn(9, 20, 1, 1)
    x, scale = torch.randn(2, 6, 5, 40)[..., ::2].permute(0, 3, 1, 2), torch.randn(20, 2)[:, :1].t().view(1, 20, 1, 1)
    found = _core.call("flambeau::scaled_conv2d", [x, scale, weight, None, None, "", False])
    compare("strided", found, F.conv2d(x * scale, weight).contiguous(), 1e-5)


def test_nan_and_infinity_stay() -> None:
    x, scale = torch.ones(1, 16, 3, 3), torch.ones(1, 16, 1, 1)
    scale[0, 3], x[0, 3, 1, 1] = float("inf"), 0
    found = _core.call("flambeau::scaled_conv2d", [x, scale, torch.ones(4, 16, 1, 1), None, None, "relu", False])
    assert torch.isnan(found[0, :, 1, 1]).all() and torch.isinf(found[0, :, 0, 0]).all()


@pytest.mark.parametrize(
    "x, scale, weight", [([1, 8, 4, 4], [1, 8, 1, 1], [4, 9, 1, 1]), ([1, 8, 4, 4], [1, 7, 1, 1], [4, 8, 1, 1])]
)
def test_sizes_that_do_not_fit(x: list[int], scale: list[int], weight: list[int]) -> None:
    with pytest.raises(RuntimeError):
        args = [torch.randn(x), torch.randn(scale), torch.randn(weight), None, None, "", False]
        _core.call("flambeau::scaled_conv2d", args)


@pytest.mark.parametrize("sizes", [[70, 33], [70, 11, 3, 1], [70, 0, 1, 1], [73, 33, 1, 1], [70, 2**62, 1, 1]])
def test_sizes_that_the_numbers_do_not_have(sizes: list[int]) -> None:
    args = [in_panels(torch.randn(70, 33), 16), sizes, 16, None, None, "", False]
    with pytest.raises(RuntimeError):
        _core.call("flambeau::panel_scaled_conv2d", [torch.randn(1, 33, 4, 4), torch.randn(1, 33, 1, 1), *args])


AT_EACH_LEVEL = """
import torch
import test_conv_scaled as t
for case in t.CASES:
    t.test_scaled_convolutions(case, torch.float32)
"""


@pytest.mark.parametrize("threads", [1, 3])
@pytest.mark.parametrize("level", LEVELS)
def test_levels_agree(level: str, threads: int) -> None:
    run_at_level(AT_EACH_LEVEL, level, threads)
