"""What a loop over several iterables changes in the elements of a list from outside outlives the call."""

LAST = [[10, 7, 10], [5, 0]]
PAIRS = ([1], [2], [3])
LONG = [[i, 0] for i in range(300)]
NAMES = ["a", "b"]


def program(x: int, numbers: list[int]):
    for i, (n, row) in enumerate(zip([x for n in numbers if 3], LAST)):
        row[i] = x
    for n, one in zip(numbers, PAIRS):
        one.append(n)
    for i, entry in enumerate(LONG):
        if i < len(numbers):
            entry[1] += x
    named = [name * n for n, name in zip(numbers, NAMES)]
    return [list(row) for row in LAST], [list(one) for one in PAIRS], [list(entry) for entry in LONG[:3]], named


INPUTS = [(3, [7, 2, 10, 0]), (-1, []), (4, [5])]
