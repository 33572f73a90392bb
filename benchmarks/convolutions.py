"""``python -m benchmarks.convolutions [MODEL...]``: how fast each convolution of a model runs, in GFLOP/s.

    x  input             output             kernel  stride  groups      ms   GFLOP/s  of peak
    3  64 x 56 x 56      64 x 56 x 56       3 x 3        1       1   0.205       1128     209%

Multiplications count as the definition has them: Winograd's way, which needs fewer, may pass the processor's peak.
Layers that are alike share a row, with the mean of their times.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

import flambeau as fl
from flambeau.runtime import _core

from .machine import peaks
from .models import MODELS

THREADS = 2
SHOWN = ("resnet34", "resnet50", "mobilenet_v3_large", "efficientnet_b0")


@dataclass
class Layer:
    """Convolutions of one geometry: multiplications and additions of each, and the milliseconds they took."""

    flops: int
    milliseconds: list[float] = field(default_factory=list)


def geometries(model: nn.Module, inputs: tuple[Any, ...]) -> dict[str, list[tuple[str, int]]]:
    """By the shapes of input and weight, as a profile writes them: descriptions of the convolutions and operations."""
    found: dict[str, list[tuple[str, int]]] = {}

    def note(module: Any, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        sizes = [" x ".join(map(str, t.shape[1:])) for t in (inputs[0], output)]
        kernel = " x ".join(map(str, module.kernel_size))
        text = f"{sizes[0]:17} {sizes[1]:17} {kernel:6} {module.stride[0]:7} {module.groups:7}"
        row = (text, 2 * output.numel() * module.weight[0].numel())
        shapes = f"{tuple(inputs[0].shape)} {tuple(module.weight.shape)}"
        # The weight may lie in panels.
        half = _core.panel_width() // 2
        numbers = -(-len(module.weight) // half) * half * module.weight[0].numel()
        rows = found.setdefault(shapes, [])
        rows.append(row)
        found[f"{tuple(inputs[0].shape)} ({numbers},)"] = rows

    hooks = [m.register_forward_hook(note) for m in model.modules() if isinstance(m, nn.Conv2d)]
    with torch.inference_mode():
        model(*inputs)
    for hook in hooks:
        hook.remove()
    return found


def layers(model: nn.Module, inputs: tuple[Any, ...]) -> dict[str, Layer]:
    """The model's convolutions by geometry, timed as they run one after another in the whole model."""
    described = geometries(model, inputs)
    profile = fl.compile(model, inputs).profile(*inputs)
    found: dict[str, Layer] = {}
    for row in profile.instructions:
        if row.name in ("flambeau::conv2d", "flambeau::panel_conv2d", "flambeau::winograd_conv2d"):
            text, flops = described[" ".join(re.findall(r"\(.*?\)", row.shapes)[:2])].pop(0)
            found.setdefault(text, Layer(flops)).milliseconds.append(row.milliseconds)
    return found


def main(names: list[str]) -> None:
    torch.set_num_threads(THREADS)
    fl.set_num_threads(THREADS)
    most = peaks()[0] / 1e9
    print(f"the processor: {most:.0f} GFLOP/s")
    for name in names or SHOWN:
        model = MODELS[name]
        found = layers(model.make(), model.inputs())
        print(f"\n{name}\n  x  input             output            kernel  stride  groups      ms   GFLOP/s  of peak")
        for text, layer in found.items():
            mean = sum(layer.milliseconds) / len(layer.milliseconds)
            rate = layer.flops / mean / 1e6
            share = f"{100 * rate / most:7.0f}%" if most else ""
            print(f"{len(layer.milliseconds):3}  {text} {mean:7.3f} {rate:9.0f} {share}")
        total = sum(sum(layer.milliseconds) for layer in found.values())
        flops = sum(layer.flops * len(layer.milliseconds) for layer in found.values())
        print(f"all of them: {total:.2f} ms, {flops / total / 1e6:.0f} GFLOP/s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
