from __future__ import annotations

import torch

torch.manual_seed(0)


def program(n: int, f: float, x):
    return (
        torch.tensor([n, n + 1]),
        torch.tensor([[n, 2], [3, 4]]),
        torch.tensor([f, n]),
        torch.tensor(n),
        torch.tensor(f),
        torch.tensor([n > 1, False]),
        torch.tensor([x[0], x[1]]),
        torch.tensor([[i * j for j in range(n)] for i in range(2)]),
        torch.tensor([], dtype=torch.long),
        torch.tensor((n, f), dtype=torch.float64),
        torch.as_tensor([n, f]),
        torch.as_tensor(x),
        torch.tensor(x.tolist()),
        torch.LongTensor([n, n]),
        torch.FloatTensor([n, f]),
        torch.Tensor([n, f]),
        torch.full((2,), n),
        torch.arange(n),
        torch.arange(n, dtype=torch.float32),
        torch.arange(0, f, 0.5),
        torch.linspace(0, f, n),
        torch.eye(n),
        torch.zeros(n, 2),
        torch.ones([n]),
        torch.full_like(x, n),
        torch.zeros_like(x, dtype=torch.int),
        torch.scalar_tensor(f),
        torch.tensor([x.sum().item(), f]),
    )


INPUTS = [(3, 1.5, torch.randn(4)), (2, 2.5, torch.randn(2))]
