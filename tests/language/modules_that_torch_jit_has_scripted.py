import torch
from torch import nn


class Scale(nn.Module):
    def __init__(self, factor: float):
        super().__init__()
        self.factor = factor
        self.names = ["a", "b"]
        self.layers = nn.ModuleList([nn.ReLU(), nn.Tanh()])
        self.register_buffer("offset", torch.tensor([1.0, -1.0]))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        for layer in self.layers:
            x = layer(x)
        return self.shift(x) * self.factor

    def shift(self, x: torch.Tensor) -> torch.Tensor:
        return x + self.offset + len(self.names)

    @torch.jit.export
    def twice(self, x: torch.Tensor, times: int = 2) -> torch.Tensor:
        for _ in range(times):
            x = self(x)
        return x


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = torch.jit.script(Scale(0.5))
        self.stack = nn.Sequential(torch.jit.script(Scale(2.0)), nn.Sigmoid())

    def forward(self, x: torch.Tensor, times: int):
        return self.scale(x), self.scale.twice(x, times), self.stack(x), self.scale.offset


program = Model()
INPUTS = [(torch.tensor([[1.0, -2.0]]), 3), (torch.zeros(3, 2), 0)]
