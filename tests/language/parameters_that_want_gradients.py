import torch
from torch import nn


class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.frozen = nn.Linear(2, 2)
        self.trained = nn.Linear(2, 2)
        for parameter in self.frozen.parameters():
            parameter.requires_grad = False
        self.register_buffer("scale", torch.ones(2))

    def forward(self, x):
        wanted = [name for name, parameter in self.named_parameters() if parameter.requires_grad]
        y = self.frozen(x) * self.scale
        if self.trained.weight.requires_grad:
            y = self.trained(y)
        return y, wanted, self.scale.requires_grad, any(p.requires_grad for p in self.frozen.parameters())


torch.manual_seed(0)
program = Model()
INPUTS = [(torch.ones(1, 2),), (torch.ones(3, 2),)]
