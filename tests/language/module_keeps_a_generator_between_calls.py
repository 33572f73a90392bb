from torch import nn


def ascending(n):
    while True:
        yield n
        n += 1


class Counter(nn.Module):
    def __init__(self):
        super().__init__()
        self.numbers = None

    def forward(self, start: int):
        if self.numbers is None:
            self.numbers = ascending(start)
        return [next(self.numbers), next(self.numbers)]


program = Counter()
INPUTS = [(3,)]
