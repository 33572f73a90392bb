import math


def program(n: int, x: float):
    held = {*()}
    held.add(math.nan)
    taken = [held.pop(), len(held)]
    counts = {math.nan: 0}
    if n:
        counts[x] = n
        counts[x / 2] = n
        taken.append(counts.popitem())
        taken.append(counts.popitem())
    values = {x}
    while values:
        taken.append(values.pop())
    return str(taken), len(counts), list(counts.values())


INPUTS = [(0, 1.0), (2, float("nan")), (1, 4.0)]
