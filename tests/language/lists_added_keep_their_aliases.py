"""`a = a + b` makes a new list wherever the old one is still held."""


def program(a: list[int], n: int):
    before = a
    a = a + [1]
    kept = []
    for i in range(n):
        kept.append(a)
        a = a + [i]
    twice = a + a
    twice = twice + twice
    grown = [0] * n
    grown = grown + a
    grown = grown + grown[1:]
    pair = (1, 2)
    pair = pair + (n,)
    return before, a, [len(k) for k in kept], twice, grown, pair


INPUTS = [([7], 3), ([], 0), ([1, 2], 2)]
