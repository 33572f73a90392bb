"""``python -m benchmarks.convolutions [MODEL...]``: how fast each convolution of torchvision's models runs, in GFLOP/s.

    x  input             output             kernel  stride  groups      ms   GFLOP/s  of peak
    3  64 x 56 x 56      64 x 56 x 56       3 x 3        1       1   0.205       1128     209%

Multiplications count as the definition has them: Winograd's way, which needs fewer, may pass the peak, which is taken
to be the rate of a large matrix product. Layers that are alike share a row, with the mean of their times.
"""

from __future__ import annotations

import re
import sys
import time
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import nn

import flambeau as fl

THREADS = 2
MODELS = ("resnet34", "resnet50", "mobilenet_v3_large", "efficientnet_b0")
SIZE = 224  # of the images, in pixels


@dataclass
class Layer:
    """Convolutions of one geometry: multiplications and additions of each, and the milliseconds they took."""

    flops: int
    milliseconds: list[float] = field(default_factory=list)


def geometries(model: nn.Module, image: torch.Tensor) -> dict[str, list[tuple[str, int]]]:
    """By the shapes of input and weight, as a profile writes them: descriptions of the convolutions and operations."""
    found: dict[str, list[tuple[str, int]]] = {}

    def note(module: Any, inputs: tuple[torch.Tensor, ...], output: torch.Tensor) -> None:
        sizes = [" x ".join(map(str, t.shape[1:])) for t in (inputs[0], output)]
        kernel = " x ".join(map(str, module.kernel_size))
        text = f"{sizes[0]:17} {sizes[1]:17} {kernel:6} {module.stride[0]:7} {module.groups:7}"
        shapes = f"{tuple(inputs[0].shape)} {tuple(module.weight.shape)}"
        found.setdefault(shapes, []).append((text, 2 * output.numel() * module.weight[0].numel()))

    hooks = [m.register_forward_hook(note) for m in model.modules() if isinstance(m, nn.Conv2d)]
    with torch.inference_mode():
        model(image)
    for hook in hooks:
        hook.remove()
    return found


def peak() -> float:
    """GFLOP/s of a matrix product of a thousand rows and columns."""
    n = 1024
    a, b = torch.rand(n, n), torch.rand(n, n)
    product = fl.script(lambda a, b: a @ b, (a, b))
    times = []
    for _ in range(20):
        start = time.perf_counter()
        product(a, b)
        times.append(time.perf_counter() - start)
    return 2 * n**3 / min(times) / 1e9


def layers(model: nn.Module, image: torch.Tensor) -> dict[str, Layer]:
    """The model's convolutions by geometry, timed as they run one after another in the whole model."""
    described = geometries(model, image)
    profile = fl.compile(model, (image,)).profile(image)
    found: dict[str, Layer] = {}
    for row in profile.instructions:
        if row.name.endswith("::conv2d"):
            text, flops = described[" ".join(re.findall(r"\(.*?\)", row.shapes)[:2])].pop(0)
            found.setdefault(text, Layer(flops)).milliseconds.append(row.milliseconds)
    return found


def main(names: list[str]) -> None:
    from torchvision import models

    torch.set_num_threads(THREADS)
    fl.set_num_threads(THREADS)
    most = peak()
    print(f"a large matrix product: {most:.0f} GFLOP/s")
    for name in names or MODELS:
        torch.manual_seed(0)
        found = layers(getattr(models, name)(weights=None).eval(), torch.rand(1, 3, SIZE, SIZE))
        print(f"\n{name}\n  x  input             output            kernel  stride  groups      ms   GFLOP/s  of peak")
        for text, layer in found.items():
            mean = sum(layer.milliseconds) / len(layer.milliseconds)
            rate = layer.flops / mean / 1e6
            print(f"{len(layer.milliseconds):3}  {text} {mean:7.3f} {rate:9.0f} {100 * rate / most:7.0f}%")
        total = sum(sum(layer.milliseconds) for layer in found.values())
        flops = sum(layer.flops * len(layer.milliseconds) for layer in found.values())
        print(f"all of them: {total:.2f} ms, {flops / total / 1e6:.0f} GFLOP/s", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
