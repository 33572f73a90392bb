def program(xs: list[int], ys: list[int]):
    known = [sum(map(sum, [[1, 2], xs])) for _ in reversed(xs) for _ in range(sum(ys) % 3)]
    return [y for x in reversed(xs) for y in range(sum(ys) % 5 + x)], known, sum(sum(xs) for _ in range(sum(ys) % 4))


INPUTS = [([1, 2], [3, 4]), ([], [5]), ([3], []), ([2, 2, 1], [9, 9, 9])]
