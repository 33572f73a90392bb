import torch


class Loader:
    def __init__(self, data, size):
        self.data = data
        self.size = size

    def __iter__(self):
        batch = []
        for i in range(len(self.data)):
            batch.append(self.data[i])
            if len(batch) == self.size:
                yield torch.stack(batch)
                batch = []
        if batch:
            yield torch.stack(batch)


class Tree:
    def __init__(self, value, children):
        self.value = value
        self.children = children

    def __iter__(self):
        yield self.value
        for child in self.children:
            yield from child


def program(x: torch.Tensor, n: int):
    loader = Loader(x, 2)
    batches = iter(loader)
    total = next(batches).sum()
    for batch in batches:
        total = total * 2 + batch.sum()
    rows = 0
    for _ in range(2):
        for batch in loader:
            rows += batch.shape[0]
    tree = Tree(1, [Tree(n, []), Tree(3, [Tree(4, [])])])
    values = iter(tree)
    return total, rows, next(values), list(values), list(tree)


INPUTS = [(torch.arange(10.0).reshape(5, 2), 7)]
