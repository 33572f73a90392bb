import torch


class Node:
    def __init__(self, value):
        self.value = value
        self.left = self.right = None

    def insert(self, value):
        side = "left" if value < self.value else "right"
        child = getattr(self, side)
        if child is None:
            setattr(self, side, Node(value))
        else:
            child.insert(value)

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right


class Limits:
    kind = "both"

    def __init__(self, low):
        self.low = low
        self.high = low * 2.5


def program(x: torch.Tensor, values: list[int], keys: list[str]):
    root = Node(5)
    for value in values:
        root.insert(value)
    few = len(values) < 3
    reduced = getattr(x, "sum" if few else ("mean" if keys else "prod"))()
    mapped = getattr(torch, "exp" if few else "sqrt")(x)
    limits = Limits(len(keys))
    limits_there = [(key, hasattr(limits, key), getattr(limits, key, None)) for key in keys]
    return list(root), reduced, mapped, hasattr(root, "left" if few else "middle"), limits_there


INPUTS = [
    (torch.tensor([1.0, 4.0]), [3, 8, 1, 9, 7], ["low", "high", "kind", "middle"]),
    (torch.tensor([1.0, 4.0]), [6], []),
    (torch.tensor([1.0, 4.0]), [], ["none"]),
]
