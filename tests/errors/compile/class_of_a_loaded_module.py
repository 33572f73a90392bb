import io
import warnings
from typing import NamedTuple

import torch
from torch import Tensor, nn


class Pair(NamedTuple):
    first: Tensor
    second: Tensor


class Model(nn.Module):
    def forward(self, x: Tensor) -> Tensor:
        pairs: list[Pair] = []
        for i in range(x.shape[0]):
            pairs.append(Pair(x, x + i))
        return pairs[-1].second


file = io.BytesIO()
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    torch.jit.save(torch.jit.script(Model()), file)
file.seek(0)
model = torch.jit.load(file)


def program(x):
    return model(x)
