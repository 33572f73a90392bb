import torch


def count(*items):
    return items + (1,), len(items)


def program(items: list[int], x):
    held = tuple(items)
    kinds = isinstance(held, tuple), isinstance(held, list), type(held) is tuple, type(held).__name__
    seen = {held: 1}
    seen[held + (1,)] = 2
    first, *rest = (0, *held)
    maybe = held if items else None
    grid = torch.zeros(tuple(n + 1 for n in items)).shape
    chunks = x.split(2)
    joined = torch.cat(chunks + (x,))
    return (
        kinds, seen, first, rest, maybe, grid, isinstance(chunks, tuple), joined, held < (1, 3), held[::-1], held * 2,
        str(held), count(*items), held.count(1), 2 in held, held == tuple(items),
    )  # fmt: skip


INPUTS = [([1, 2, 3], torch.arange(5.0)), ([], torch.arange(3.0))]
