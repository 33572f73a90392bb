import torch
from torch import nn
from torch.func import functional_call

torch.manual_seed(0)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(5, 3)
        self.out = nn.Linear(3, 5)
        self.out.weight = self.embedding.weight
        self.register_buffer("scale", torch.tensor(2.0))

    def forward(self, ids, gain=1.0):
        return self.out(self.embedding(ids)) * self.scale * gain


class Adapted(nn.Module):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(3, 4), nn.Tanh(), nn.Linear(4, 2))
        self.fast = {name: p.detach().clone() for name, p in self.net.named_parameters()}

    def forward(self, x, rate: float):
        doubled = {name: p * 2 for name, p in self.net.named_parameters()}
        weights = dict(self.net.named_parameters())
        for _ in range(2):
            weights = {name: p - rate * p.sign() for name, p in weights.items()}
        for name in self.fast:
            self.fast[name] = self.fast[name] - rate
        return (
            functional_call(self.net, doubled, x),
            functional_call(self.net, weights, (x,)),
            functional_call(self.net, self.fast, (x,)),
            functional_call(self.net, {"0.bias": torch.zeros(4)}, (x,)),
            self.net(x),
        )


tied, adapted = Tied(), Adapted()


def text_of(call):
    try:
        return call()
    except (ValueError, RuntimeError, AttributeError) as error:
        return str(error)


def program(x, rate: float, tensors: dict[str, torch.Tensor]):
    ids = torch.tensor([0, 3])
    return (
        adapted(x, rate),
        text_of(lambda: functional_call(tied, tensors, (ids,), {"gain": rate})),
        text_of(lambda: functional_call(tied, tensors, ids, strict=True)),
        text_of(lambda: functional_call(tied, tensors, ids, tie_weights=False)),
        text_of(lambda: functional_call(tied, (tensors, {"scale": torch.tensor(rate)}), ids)),
    )


WEIGHT = torch.arange(15.0).reshape(5, 3)
INPUTS = [
    (torch.ones(1, 3), 0.1, {"embedding.weight": WEIGHT, "out.bias": torch.ones(5), "scale": torch.tensor(1.0)}),
    (torch.ones(2, 3), 0.5, {"out.weight": WEIGHT}),
    (torch.ones(2, 3), 0.5, {"out.weight": WEIGHT, "embedding.weight": WEIGHT + 1}),
    (torch.ones(2, 3), 0.5, {"else.weight": WEIGHT}),
    (torch.ones(2, 3), 0.5, {}),
]
