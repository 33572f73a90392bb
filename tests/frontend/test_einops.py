"""``einops``: what its functions and layers take and refuse, compiled and by the package itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import einops
import pytest
import torch
from einops.layers.torch import EinMix, Rearrange, Reduce
from torch import nn

import flambeau as fl

X = torch.arange(144.0).reshape(2, 3, 4, 6).sin()


def test_layers_by_their_patterns() -> None:
    patches = Rearrange("b c (h p) (w q) -> b (h w) (p q c)", p=2, q=3)
    mixes = EinMix("b (g n) d -> b (g n) e", weight_shape="g d e", bias_shape="e", g=2, d=5, e=7)
    net = nn.Sequential(patches, nn.Linear(18, 5), mixes, Reduce("b ... d -> b d", "mean")).eval()
    program = fl.script(net, (X,))
    for x in (X, X[:1, :, :2]):
        torch.testing.assert_close(program(x), net(x))
    with pytest.raises(RuntimeError, match="can't divide axis of length 3 in chunks of 2"):
        program(X[:, :, :3])


@pytest.mark.parametrize(
    "call",
    [
        lambda x: einops.rearrange(x, "b c h w -> b (c h)"),
        lambda x: einops.rearrange(x, "b c h w -> b ((c h) w)"),
        lambda x: einops.rearrange(x, "b c h w -> b c h w)"),
        lambda x: einops.rearrange(x, "b c c w -> b c w"),
        lambda x: einops.rearrange(x, "b c (h k) w -> b c h k w"),
        lambda x: einops.rearrange(x, "b c h w -> b c w h", k=2),
        lambda x: einops.rearrange(x, "b c (h 2) w -> b c h w"),
        lambda x: einops.rearrange(x, "b _c h w -> b h w _c"),
        lambda x: einops.repeat(x, "b c h w -> b c h w k"),
        lambda x: einops.reduce(x, "b c h w -> b k", "max"),
        lambda x: einops.reduce(x, "b c h w -> b c", "median"),
        lambda x: einops.rearrange(x, "b c -> c b"),
    ],
)
def test_wrong_patterns_raise(call: Callable[[torch.Tensor], Any]) -> None:
    with pytest.raises(einops.EinopsError):
        call(X)

    def program(x: torch.Tensor) -> Any:
        try:
            return call(x)
        except einops.EinopsError:
            return "wrong"

    assert fl.script(program, (X,))(X) == "wrong"
