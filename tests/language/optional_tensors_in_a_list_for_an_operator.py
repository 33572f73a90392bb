import torch


def program(x: torch.Tensor, n: int):
    extra = None
    if n > 1:
        extra = x * n
    parts = [x]
    held = []
    for i in range(n):
        held.append(x + i if i % 2 == 0 else None)
    out = torch.cat([x, extra]) if n > 0 else parts[0]
    return out, torch.stack(held)


INPUTS = [(torch.ones(2), 2), (torch.ones(2), 1)]
