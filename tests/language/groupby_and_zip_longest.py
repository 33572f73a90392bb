import itertools


def program(xs: list[tuple[str, int]]):
    out = {}
    names = []
    for k, g in itertools.groupby(xs, key=lambda p: p[0]):
        names.append(k)
        out[k] = out.get(k, 0) + sum(v for _, v in g)
    return out, names, [(a, b) for a, b in itertools.zip_longest([1, 2, 3], "ab", fillvalue="-")]


INPUTS = [([("a", 1), ("a", 2), ("b", 3), ("a", 4)],), ([],)]
