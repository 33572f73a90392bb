import torch
from torch import nn


class Window(nn.Module):
    def __init__(self):
        super().__init__()
        self.start = torch.tensor([1.0, 2.0, 3.0])
        self.register_buffer("ring", torch.zeros(3))

    def forward(self, x: torch.Tensor, restart: bool):
        if restart:
            self.ring = self.start
        self.ring[-1] = x.sum()
        return self.ring.clone(), self.start.clone()


program = Window().eval()
INPUTS = [(torch.ones(2), False), (torch.zeros(1), True), (torch.ones(3), False), (torch.ones(1) * 4, True)]
