def add_all(target, values):
    for v in values:
        target.append(v)
    return len(target)


def program(values: list[int]):
    out = []
    n = add_all(out, values)
    m = add_all(out, [v * v for v in values])
    return out, n, m


INPUTS = [([1, 2, 3],), ([],)]
