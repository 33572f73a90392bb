"""What a loop over several iterables changes in the elements of a container from outside outlives the call."""

LAST = [[10, 7, 10], [5, 0]]
PAIRS = ([1], [2], [3])
LONG = [[i, 0] for i in range(300)]
NAMES = ["a", "b"]
TABLES = {"a": [1], "b": [2]}


def program(x: int, numbers: list[int]):
    for i, (n, row) in enumerate(zip([x for n in numbers if 3], LAST)):
        row[i] = x
    for n, one in zip(numbers, PAIRS):
        one.append(n)
    for i, entry in enumerate(LONG):
        if i < len(numbers):
            entry[1] += x
    for n, held in zip(numbers, TABLES.values()):
        held.append(n + x)
    named = [name * n for n, name in zip(numbers, NAMES)]
    changed = [list(row) for rows in (LAST, PAIRS, LONG[:3], TABLES.values()) for row in rows]
    return changed, named


INPUTS = [(3, [7, 2, 10, 0]), (-1, []), (4, [5])]
