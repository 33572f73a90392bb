import numpy as np
import torch


def is_many(value):
    return hasattr(value, "__iter__") and hasattr(value, "__len__")


def as_list(value):
    if not is_many(value) or isinstance(value, str):
        return [value]
    return list(value)


def asked(value):
    names = ("__iter__", "__len__", "__getitem__", "__next__", "__call__", "__float__", "__array__", "__name__")
    return [hasattr(value, name) for name in names] + [getattr(value, "__dict__", None) is None]


def scaled(values, factor):
    if hasattr(factor, "__len__"):
        return [value * each for value, each in zip(values, factor)]
    return [value * factor for value in values]


def program(number: int, numbers: list[int], counts: dict[str, int], text: str, array, tensor: torch.Tensor):
    first, total = array[0], array.sum()
    values = (number, float(number), numbers, counts, text, text.encode(), (number, text), {number}, range(number))
    return {
        "lists": (as_list(number), as_list(numbers), as_list(text), as_list(counts), as_list((number, number))),
        "values": [asked(value) for value in values],
        "none": asked(None),
        "arrays": (
            asked(array),
            asked(total),
            is_many(array),
            is_many(first),
            is_many(total),
            is_many(array[array > 1]),
        ),
        "tensor": (is_many(tensor), hasattr(tensor, "__call__"), hasattr(tensor, "cpu"), hasattr(tensor, "items")),
        "scaled": (scaled(numbers, number), scaled(numbers, array), scaled(numbers, array.max())),
    }


INPUTS = [
    (3, [1, 2], {"a": 1}, "ab", np.array([1.5, 2.5]), torch.ones(2)),
    (0, [], {}, "", np.array([[1.5, 2.5], [0.5, 1.0]]), torch.ones(1)),
]
