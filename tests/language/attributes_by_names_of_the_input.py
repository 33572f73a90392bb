from dataclasses import dataclass

import torch
from torch import nn


@dataclass
class Settings:
    width: int = 1
    height: int = 2
    name: str = "plain"

    def __post_init__(self):
        self.area = self.width * self.height

    @property
    def label(self):
        return f"{self.name} {self.width}"


class Heads(nn.Module):
    def __init__(self):
        super().__init__()
        torch.manual_seed(0)
        self.small = nn.Linear(4, 2)
        self.large = nn.Sequential(nn.Linear(4, 4), nn.ReLU())
        self.scale = 3.0
        for index in range(2):
            setattr(self, f"layer{index}", nn.Linear(4, 4))

    def halved(self, x):
        return x / 2

    def forward(self, x: torch.Tensor, head: str, count: int, size: int):
        settings = Settings()
        for key in ("width", "height") if size > 2 else ("width",):
            setattr(settings, key, size)
        for index in range(count):
            x = getattr(self, f"layer{index}")(x)
        found = [getattr(settings, key, None) for key in [head, "name", "width", "area", "label"]]
        return getattr(self, head)(x), settings, found


program = Heads().eval()
X = torch.linspace(-1, 1, 8).reshape(2, 4)
INPUTS = [(X, "small", 1, 5), (X, "large", 2, 1), (X, "medium", 0, 1), (X, "halved", 0, 3), (X, "small", 3, 1)]
