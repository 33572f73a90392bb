import torch


def program(x: torch.Tensor, names: list[str]):
    table = {name: row for name, row in zip(names, x)}
    parts = [x, x.sum(), (x > 0, None)]
    print(parts)
    return str(parts), repr(table), f"{(x.shape[0], x.max())} {[x[:1]]!r}", f"{table}"


INPUTS = [
    (torch.linspace(-1, 1, 6).reshape(2, 3), ["a", "b"]),
    (torch.arange(4), ["it's", "x", "y", "z"]),
    (torch.zeros(0, 2), []),
]
