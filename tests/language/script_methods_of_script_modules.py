import torch
from torch import Tensor, nn


class Base(torch.jit.ScriptModule):
    __constants__ = ["times"]

    def __init__(self, times: int):
        super().__init__()
        self.times = times
        self.weight = nn.Parameter(torch.tensor([1.0, -2.0]))

    @torch.jit.script_method
    def scaled(self, x: Tensor, by: float = 2.0) -> Tensor:
        return x * self.weight * by


class Layer(Base):
    def __init__(self, times: int):
        super().__init__(times)
        self.inner = nn.ReLU()

    @torch.jit.script_method
    def forward(self, x: Tensor, by: float = 0.5) -> Tensor:
        for _ in range(self.times):
            x = self.inner(self.scaled(x, by)) + 1
        return x


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = Layer(2)
        self.layers = nn.Sequential(Layer(1), nn.Tanh())

    def forward(self, x: Tensor):
        return self.first(x), self.layers(x), self.first.scaled(x), self.first.weight


program = Model()
INPUTS = [(torch.tensor([[1.0, -2.0]]),), (torch.zeros(3, 2),)]
