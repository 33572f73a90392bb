import copy

from torch import nn


class Held:
    def __init__(self) -> None:
        self.table = {0: 0}
        self.listed = [1, [2]]
        self.count = 0


class Program(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.held = Held()
        self.log = [[0], []]

    def forward(self, x: int):
        self.held.table[x] = x
        self.held.listed[1].append(x)
        self.held.count += x
        self.log[1].append(x)
        copied = copy.deepcopy(self.held)
        copied.listed.append("copy")
        return copied.table, copied.listed, copied.count, copy.deepcopy(self.log), len(self.held.listed[1])


program = Program()
INPUTS = [(1,), (2,)]
