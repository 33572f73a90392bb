from __future__ import annotations


def program(n: int, given: list[list[int]]):
    out = []
    for start in range(-1, n + 2):
        for stop in range(-1, n + 2):
            for values in given:
                numbers = list(range(n))
                numbers[start:stop] = values
                rows = [[i] for i in range(n)]
                kept = rows[n // 2 :]
                rows[start:stop] = [[v, v] for v in values]
                for row in kept:
                    row.append(9)
                out.append((numbers, rows))
    whole = list(range(n))
    whole[1:2] = whole
    whole[:] = whole + whole[::-1]
    return out, whole


INPUTS = [(0, [[], [7]]), (1, [[], [7], [7, 8]]), (5, [[], [7], [7, 8], [1, 2, 3, 4, 5, 6, 7]])]
