"""Layers of ``torch.nn``, through their own source."""

from __future__ import annotations

import pytest
import torch
from eager import outcome, same
from torch import nn

from flambeau.frontend.script import script_graph
from flambeau.ir.interpret import interpret
from flambeau.ir.verify import verify

LAYERS = """
(2, 4): nn.Linear(4, 3)
(2, 3, 8): nn.Conv1d(3, 4, 3)
(2, 3, 8, 8): nn.Conv2d(3, 4, 3, padding="same", padding_mode="reflect")
(2, 4, 8, 8): nn.Conv2d(4, 4, 3, groups=2, dilation=2)
(2, 3, 4, 4, 4): nn.Conv3d(3, 4, 3)
(2, 3, 8, 8): nn.ConvTranspose2d(3, 4, 3, stride=2, output_padding=1)
(2, 3, 8): nn.BatchNorm1d(3)
(2, 3, 8, 8): nn.BatchNorm2d(3, affine=False)
(2, 3, 8, 8): nn.InstanceNorm2d(3, affine=True, track_running_stats=True)
(2, 3, 8, 8): nn.GroupNorm(3, 3)
(2, 3, 8): nn.LayerNorm((3, 8), elementwise_affine=False)
(2, 3, 8): nn.RMSNorm(8)
(2, 3, 8, 8): nn.LocalResponseNorm(2)
(2, 3, 8, 8): nn.MaxPool2d(3, 2, 1, ceil_mode=True)
(2, 3, 8, 8): nn.MaxPool2d(2, return_indices=True)
(2, 3, 8): nn.AvgPool1d(2)
(2, 3, 8, 8): nn.AdaptiveAvgPool2d((2, None))
(2, 3, 8, 8): nn.AdaptiveMaxPool2d(2)
(2, 3, 8, 8): nn.LPPool2d(2, 2)
(2, 3): nn.SELU(inplace=True)
(2, 3): nn.GELU("tanh")
(2, 3): nn.Hardswish(inplace=True)
(2, 3): nn.LeakyReLU(0.1, inplace=True)
(2, 3): nn.PReLU(3)
(2, 3): nn.RReLU()
(2, 3): nn.Softplus()
(2, 3): nn.Softshrink()
(2, 4): nn.GLU()
(2, 3): nn.Softmin(1)
(2, 3, 4, 4): nn.Softmax2d()
(2, 3, 4, 4): nn.Dropout2d()
(2, 3): nn.AlphaDropout()
(2, 3): nn.Unflatten(1, (1, 3))
(2, 3, 4, 4): nn.Upsample(scale_factor=2)
(2, 3, 4, 4): nn.Upsample(size=(5, 7), mode="bilinear")
(2, 3, 4, 4): nn.Upsample(scale_factor=1.5, mode="bicubic", align_corners=True)
(1, 2, 3, 4, 4): nn.Upsample(scale_factor=2, mode="trilinear")
(2, 4, 4, 4): nn.PixelShuffle(2)
(2, 4, 4, 4): nn.ChannelShuffle(2)
(2, 3, 4, 4): nn.ReplicationPad2d((1, 2, 0, 1))
(2, 3, 4, 4): nn.CircularPad2d(1)
(2, 3, 4, 4): nn.Unfold(2)
(2, 5, 8): nn.TransformerEncoderLayer(8, 2, 16, batch_first=True)
(5, 2, 8): nn.TransformerEncoderLayer(8, 2, 16, activation="gelu", norm_first=True)
(2, 5, 8): nn.TransformerEncoder(nn.TransformerEncoderLayer(8, 2, 16), 2, enable_nested_tensor=False)
"""


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("line", LAYERS.split("\n")[1:-1])
def test_layer(line: str) -> None:
    torch.manual_seed(0)
    shape, _, layer = line.partition(": ")
    module = eval(layer, {"nn": nn}).eval()
    x = torch.randn(eval(shape))
    graph = script_graph(module, (x,))
    verify(graph)
    same(outcome(lambda v: interpret(graph, (v,)), (x,)), outcome(module, (x,)), "reference interpreter")
