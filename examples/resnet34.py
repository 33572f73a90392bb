"""A ResNet-34 with its image pipeline, in plain PyTorch: from an RGB photo, uint8 (H, W, 3), to 1000 logits.

    python examples/resnet34.py build/demo

compiles it to build/demo/resnet34.flam, writes a photo beside it, and prints the best class, its score and the time of
a run, by eager PyTorch and by the compiled program. The weights are seeded, not trained: the classes have numbers only.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import torch
import torch.nn.functional as F
from photo import write_ppm
from sklearn.datasets import load_sample_image
from torch import Tensor, nn

import flambeau as fl

RUNS = 10


class Block(nn.Module):
    """Two 3x3 convolutions beside a shortcut."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.shortcut = None
        if stride != 1 or inputs != outputs:
            self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        kept = x if self.shortcut is None else self.shortcut(x)
        x = F.relu(self.bn1(self.conv1(x)))
        return F.relu(self.bn2(self.conv2(x)) + kept)


class ResNet34(nn.Module):
    """He et al., "Deep Residual Learning for Image Recognition" (2015), table 1."""

    def __init__(self, classes: int = 1000) -> None:
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(3, 64, 7, 2, 3, bias=False), nn.BatchNorm2d(64), nn.ReLU())
        blocks: list[nn.Module] = []
        inputs = 64
        for outputs, count in ((64, 3), (128, 4), (256, 6), (512, 3)):
            for index in range(count):
                blocks.append(Block(inputs, outputs, 2 if index == 0 and outputs != 64 else 1))
                inputs = outputs
        self.blocks = nn.Sequential(*blocks)
        self.head = nn.Linear(512, classes)

    def forward(self, x):
        x = F.max_pool2d(self.stem(x), 3, 2, 1)
        x = self.blocks(x)
        return self.head(x.mean((2, 3)))


class Pipeline(nn.Module):
    """The photo is cropped to its middle square, scaled to 224 x 224, normalised and classified."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        self.model = model
        self.mean = [0.485, 0.456, 0.406]
        self.std = [0.229, 0.224, 0.225]

    def forward(self, image):
        height, width, channels = image.shape
        if channels != 3:
            raise ValueError(f"expected an RGB image, got {channels} channels")
        side = min(height, width)
        top, left = (height - side) // 2, (width - side) // 2
        x = image[top : top + side, left : left + side].permute(2, 0, 1).unsqueeze(0).float() / 255
        x = F.interpolate(x, size=(224, 224), mode="bilinear", align_corners=False)
        mean = torch.tensor(self.mean).reshape(1, 3, 1, 1)
        std = torch.tensor(self.std).reshape(1, 3, 1, 1)
        return self.model((x - mean) / std).squeeze(0)


def calibrated(model: nn.Module) -> nn.Module:
    """Gives the batch norms statistics from seeded noise, so that activations keep their size; in evaluation mode."""
    generator = torch.Generator().manual_seed(1)
    for layer in model.modules():
        if isinstance(layer, nn.BatchNorm2d):
            layer.momentum = None  # the plain mean of all batches
            layer.reset_running_stats()
    model.train()
    with torch.no_grad():
        for _ in range(2):
            model(torch.randn(4, 3, 128, 128, generator=generator))
    return model.eval()


def make_pipeline() -> Pipeline:
    torch.manual_seed(0)
    return Pipeline(calibrated(ResNet34())).eval()


def report(who: str, run: Callable[[Tensor], Tensor], image: Tensor, labels: list[str]) -> None:
    """Prints the best class, its score, and the median time of a run."""
    milliseconds = []
    for _ in range(RUNS):
        start = time.perf_counter()
        logits = run(image)
        milliseconds.append((time.perf_counter() - start) * 1e3)
    score, best = logits.softmax(0).max(0)
    print(f"{who:6}  {labels[int(best)]:12}  score {score:.4f}  {statistics.median(milliseconds):8.2f} ms")


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    pipeline = make_pipeline()
    photo = load_sample_image("china.jpg")
    write_ppm(folder / "photo.ppm", photo)
    labels = [f"class {index}" for index in range(1000)]

    start = time.perf_counter()
    program = fl.script(pipeline)
    program.save(folder / "resnet34.flam", extra_files={"labels.txt": "\n".join(labels)})
    print(f"compiled to {folder / 'resnet34.flam'} in {time.perf_counter() - start:.1f} s: {program.signature}")

    torch.set_num_threads(2)
    fl.set_num_threads(2)
    image = torch.from_numpy(photo.copy())
    with torch.inference_mode():
        report("eager", pipeline, image, labels)
    report("Python", fl.load(folder / "resnet34.flam"), image, labels)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
