import torch
from torch import nn


class Deep(nn.Module):
    """Asks itself for its dtype and its weights' sizes, as many libraries' modules do: more than are looped over."""

    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(*(nn.Linear(2, 2) for _ in range(20)))

    @property
    def dtype(self):
        last = None
        for name, parameter in self.named_parameters():
            last = parameter.dtype
            if "frozen" in name:
                continue
            if parameter.is_floating_point():
                return parameter.dtype
        if last is not None:
            return last
        with open("dtype.txt") as file:  # never come to: the first parameter is one of floats
            return getattr(torch, file.read())

    def options(self):
        return {name: parameter.numel() for name, parameter in self.named_parameters() if name.endswith("bias")}

    def forward(self, x):
        options = self.options()
        return self.scaled(x.to(self.dtype), **{name.replace(".", "_"): size for name, size in options.items()})

    def scaled(self, x, layers_3_bias=0, **others):
        return x * layers_3_bias, len(others), str(self.dtype)


program = Deep().eval()
for parameter in program.parameters():
    nn.init.constant_(parameter, 0.5)
INPUTS = [(torch.tensor([1, 2]),), (torch.tensor([1.5]),)]
