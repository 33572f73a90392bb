import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.first = nn.Linear(2, 2)
        self.second = nn.Linear(2, 1)

    def forward(self, x, fill: float):
        def set_weights(module):
            if isinstance(module, nn.Linear):
                module.weight.data.fill_(fill)

        self.second.apply(set_weights)
        self.first = self.first.to(torch.float32)
        return self.first(x), self.second.float()(x), self.first.weight.dtype


torch.manual_seed(0)
program = Model()
INPUTS = [(torch.ones(1, 2), 0.5), (torch.ones(3, 2), -1.0)]
