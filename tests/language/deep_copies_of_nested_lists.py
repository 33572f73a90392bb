"""A deep copy's inner lists may be changed; those of the original, and of another copy, stay."""

import copy

TEMPLATE = {"x": [1, [2]], "y": [[], [[3]]]}


def program(n: int) -> tuple:
    first = copy.deepcopy(TEMPLATE)
    first["x"][1].append(n)
    nested = [1, [2, [n]]]
    second = copy.deepcopy(nested)
    second[1][1].append(n + 1)
    return first, nested, second, TEMPLATE["x"]


INPUTS = [(3,), (4,)]
