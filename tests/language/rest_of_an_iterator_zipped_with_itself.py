def program(values: list[int]):
    it = iter(values)
    pairs = list(zip(it, it))
    late = list(it)
    other = iter(values)
    some = [a + b for a, b in zip(other, range(2))]
    return pairs, late, some, list(other), [list(row) for row in zip(*[iter(values)] * 3)]


INPUTS = [([1, 2, 3, 4, 5],), ([],), ([7],), ([1, 2, 3, 4, 5, 6],)]
