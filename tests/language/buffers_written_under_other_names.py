import torch
from torch import nn


def rows_less(tensor, n):
    tensor[0] -= n
    yield tensor[0]
    tensor += 1
    yield tensor[1]


def raised(tensor, n: int):
    if n > 0:
        tensor[n % 2] += 1
        raised(tensor, n - 1)
    return tensor


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.register_buffer("cache", torch.zeros(2, 3, 4))
        self.register_buffer("first", torch.ones(2, 3))
        self.register_buffer("second", torch.zeros(2, 3))
        self.tables = {"a": torch.ones(2, 3), "b": torch.zeros(2, 3)}
        self.steps = [torch.ones(3), torch.zeros(3)]
        self.kept = torch.arange(6.0).view(2, 3)
        self.drawn, self.deep = torch.ones(2, 3), torch.zeros(2, 3)
        self.count = 0

    def forward(self, n: int):
        keys, values = self.cache
        keys[:, self.count % 4] = n
        values[:, self.count % 4] = -n
        self.count += 1
        chosen = self.first if n > 1 else self.second
        chosen += 1
        name = "a" if n > 2 else "b"
        row = self.tables[name].view(-1)
        row[2] = n
        for step in (self.steps[n % 2], *self.steps):
            step.mul_(2)
        left, right, _ = self.kept.chunk(3, 1)
        right -= left
        part = self.kept.contiguous()
        part[:1] *= 3
        moving = self.first
        for i in range(n):
            if i == 2:
                moving = torch.zeros(2, 3)
            moving += 0.5
        for row in rows_less(self.drawn, n):
            row[1] *= 2
            if n > 3:
                break
        raised(self.deep, n)
        for row in self.deep.to(torch.float32):
            row[2] = n
        listed = [self.second, torch.zeros(2, 3)]
        listed[n % 2].add_(1)
        state = self.cache, self.first, self.second, self.tables["a"], self.tables["b"], *self.steps, self.kept, moving
        state = *state, self.drawn, self.deep
        return [tensor.clone() for tensor in state]


program = Net()
INPUTS = [(1,), (4,), (2,), (3,)]
