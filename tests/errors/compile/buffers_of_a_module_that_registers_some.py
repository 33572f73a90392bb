import torch
from torch import nn


class Model(nn.Module):
    def forward(self, x: torch.Tensor):
        before = len(list(self.buffers()))
        self.register_buffer("mean", x.mean(0))
        return before, self.mean


program = Model()
