"""A small segmentation network with its pipeline: a list of photos in; logits, labels and painted photos out.

    python examples/segment.py build/demo

compiles it to build/demo/segment.flam, which examples/cpp/segment.cpp runs. The weights are seeded, not trained.
"""

from __future__ import annotations

import sys
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

import flambeau as fl

CLASSES = 6


class Segmenter(nn.Module):
    """Convolutions at a quarter of the size, scaled back to it."""

    def __init__(self) -> None:
        super().__init__()
        self.down = nn.Sequential(
            nn.Conv2d(3, 16, 3, 2, 1), nn.ReLU(), nn.Conv2d(16, 32, 3, 2, 1), nn.ReLU(), nn.Conv2d(32, 32, 3, 1, 2, 2)
        )
        self.head = nn.Conv2d(32, CLASSES, 1)

    def forward(self, x):
        scores = self.head(F.relu(self.down(x)))
        return F.interpolate(scores, size=x.shape[2:], mode="bilinear", align_corners=False)


class Pipeline(nn.Module):
    """Photos of one size, RGB uint8 (H, W, 3) -> logits (N, classes, H, W), labels (N, H, W), painted (N, H, W, 3)."""

    def __init__(self) -> None:
        super().__init__()
        self.model = Segmenter()
        self.register_buffer("palette", torch.randint(0, 256, (CLASSES, 3), dtype=torch.uint8))

    def forward(self, photos: list[Tensor]):
        batch = torch.stack(photos)
        x = batch.permute(0, 3, 1, 2).float() / 127.5 - 1
        logits = self.model(x)
        labels = logits.argmax(1).to(torch.uint8)
        painted = batch // 2 + self.palette[labels.long()] // 2
        return logits, labels, painted


def make_pipeline() -> Pipeline:
    torch.manual_seed(0)
    return Pipeline().eval()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    program = fl.script(make_pipeline())
    program.save(folder / "segment.flam")
    print(f"compiled to {folder / 'segment.flam'}: {program.signature}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."))
