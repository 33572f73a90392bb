"""A module from outside stays as it is where it is moved to the CPU, by name or an input's device, or made float32."""

import torch
from torch import nn

torch.manual_seed(0)
RECURRENT = nn.LSTM(4, 3, batch_first=True).eval()
CONVOLUTION = nn.Sequential(nn.Conv1d(5, 2, 3), nn.BatchNorm1d(2)).eval()
DEVICE = torch.device("cpu")


class Pipeline(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(2.0))

    def forward(self, x):
        RECURRENT.to(x.device).float()
        CONVOLUTION.to(device=DEVICE)
        self.to("cpu", non_blocking=True)
        hidden, _ = RECURRENT(x)
        return CONVOLUTION.to(x.device, non_blocking=True)(x), hidden * self.scale


program = Pipeline().eval()
INPUTS = [(torch.rand(1, 5, 4),), (torch.rand(2, 5, 4),)]
