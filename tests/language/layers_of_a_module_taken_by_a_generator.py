import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList(nn.Linear(3, 3) for _ in range(4))

    def outputs(self, x):
        for layer in self.layers:
            x = torch.relu(layer(x))
            yield x

    def forward(self, x):
        hidden = self.outputs(x)
        first = next(hidden)
        last = first
        for last in hidden:
            if bool(last.sum() > 100):
                break
        return first + last


torch.manual_seed(0)
program = Model().eval()
INPUTS = [(torch.randn(2, 3),)]
