def program(limit: int):
    log = []

    def noted(x):
        log.append(x)
        return x

    xs = [1, 2, 3]
    for x in map(noted, xs):
        log.append(-x)
        if len(xs) < 5:
            xs.append(x * 10)
    ys = zs = [4]
    for _, _ in zip(ys, "abc"):
        zs += ys
    pairs = []
    numbers = iter([1, 2, 3, 4, 5])
    for n in numbers:
        pairs.append((n, next(numbers, 0)))
    skipped = []
    numbers = iter([1, 2, 3, 4, 5, 6])
    for n in numbers:
        if n < limit:
            skipped.append(next(numbers, 0))
        skipped.append(n)
    growing = [1, 2]
    for i, x in enumerate(growing):
        if i == limit:
            growing.append(77)
        growing[0] += x
    first = next((1 for _ in zip(range(limit, 7, 2), [b"" for q in [1] if limit > 99])), 0)
    return log, xs, ys, pairs, skipped, growing, first


INPUTS = [(0,), (1,), (4,)]
