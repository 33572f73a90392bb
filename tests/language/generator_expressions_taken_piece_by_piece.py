import itertools


def program(items: list[int], text: str):
    factor = 2
    doubled = (x * factor for x in items)
    first = next(doubled)
    few = []
    for x in doubled:
        few.append(x)
        if x == 2:
            break
    factor = 5
    rest = list(doubled)
    paired = []
    tens = (y * 10 for y in items)
    for x in items:
        paired.append(x + next(tens))
    letters = (c.upper() for c in text)
    upper = ""
    while True:
        c = next(letters, None)
        if c is None:
            break
        upper += c
    fixed = (len(items) + x for x in (1, 2, 3))
    chunks = (x for x in items)
    cut = list(itertools.islice(chunks, 2)), list(itertools.islice(chunks, 5))
    return first, few, rest, list(doubled), paired, upper, next(fixed), sum(fixed), next(fixed, -1), cut


INPUTS = [([3, 1, 2, 9], "abc"), ([1], ""), ([], "x")]
