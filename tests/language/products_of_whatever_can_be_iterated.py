import math


def program(xs: list[int], fs: list[float]):
    made = []
    for x in xs:
        made.append(x % 5 + 1)
    counts = {x: len(made) for x in made}
    return (
        math.prod(q + 1 for q in made), math.prod(counts), math.prod(counts.values()), math.prod(set(made)),
        math.prod(map(abs, xs), start=2), math.prod((q for q in fs), start=3), math.fsum(q / 2 for q in fs),
    )  # fmt: skip


INPUTS = [([3, -4, 5], [0.5, 2.25]), ([], []), ([1], [3.0])]
