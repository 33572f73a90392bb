from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a0 = {}
        self.a1 = {}

    def forward(self, x: int):
        self.a0 = {(k * 2): v + 1 for k, v in self.a0.items()}
        y = [k * 2 for k in self.a1]
        for k, v in self.a1.items():
            x += v * k + len(k)
        if x > 3:
            self.a0 = self.a0 | {}
        self.a1 = dict(self.a1)
        return x, y, self.a0


program = Net().eval()
INPUTS = [(2,), (5,)]
