from typing import Optional

import torch
from torch import nn

shared = torch.Generator().manual_seed(9)
torch.randn(1, generator=shared)


class Noisy(nn.Module):
    def __init__(self):
        super().__init__()
        self.generator = torch.Generator().manual_seed(3)

    def forward(self, x):
        return x + torch.randn(x.shape, generator=self.generator)


noisy = Noisy()


def noise(count, generator: Optional[torch.Generator] = None):
    return torch.randn(count, generator=generator)


def program(count: int, use: bool, seed: int):
    torch.manual_seed(1)
    first = torch.Generator(device="cpu")
    first.manual_seed(seed)
    second = torch.Generator().manual_seed(seed)
    chosen = first if use else None
    several = [torch.Generator().manual_seed(number) for number in range(count)]
    if use:
        shared.manual_seed(seed)
    x = torch.empty(3)
    return (
        noise(2, first), noise(2, second), noise(count, chosen), noise(20, first),
        [torch.rand(1, generator=generator) for generator in several], x.normal_(generator=second).clone(),
        x.uniform_(generator=second), isinstance(chosen, torch.Generator), first.initial_seed(),
        torch.randint(0, 10, (count,), generator=first), torch.randperm(5, generator=first),
        torch.multinomial(torch.ones(4), 2, generator=first), torch.bernoulli(torch.full((3,), 0.5), generator=first),
        torch.normal(torch.zeros(2), torch.ones(2), generator=first),
        nn.init.xavier_uniform_(torch.empty(2, 2), generator=first),
        torch.rand(2, generator=shared), noisy(torch.zeros(2)), torch.rand(1),
    )  # fmt: skip


INPUTS = [(2, True, 0), (3, False, 7), (1, True, 123456789012), (0, False, 1)]
