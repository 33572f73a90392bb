def program(xs: list[int]):

    def read(v):
        for x in v:
            yield x

    def keep(g):
        for x in g:
            if x % 2 == 0:
                yield x

    def scale(g, k):
        for i, x in enumerate(g):
            yield (i, x * k)

    return (
        [a * b for a, b in scale(keep(read(xs)), 10)],
        sum((1 for _ in keep(read(xs)))),
        min((x for x in xs), default=None),
    )


INPUTS = [([4, 2, 7],), ([],)]
