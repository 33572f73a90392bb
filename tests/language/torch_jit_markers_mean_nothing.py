from __future__ import annotations

from typing import List

import torch
from torch import nn

torch.manual_seed(0)


class Net(nn.Module):
    n: torch.jit.Final[int]

    def __init__(self):
        super().__init__()
        self.n = 3

    @torch.jit.export
    def extra(self, x):
        return x + 1

    @torch.jit.ignore
    def ign(self, x):
        return x * 3

    @torch.jit.unused
    def unu(self, x):
        return x * 4

    def forward(self, x):
        numbers = torch.jit.annotate(List[int], [])
        numbers.append(self.n)
        if (
            torch.jit.is_scripting()
            or torch.jit.is_tracing()
            or torch.compiler.is_compiling()
            or torch._dynamo.is_compiling()
        ):
            return x, numbers, False
        assert torch.jit.isinstance(numbers, List[int])
        return self.unu(self.ign(self.extra(x))), numbers, torch.jit.isinstance(x, torch.Tensor)


program = Net().eval()
INPUTS = [(torch.randn(2, 3),)]
