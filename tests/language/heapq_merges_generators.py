from heapq import merge


def up(n, step):
    i = 0
    while i < n:
        yield i
        i += step


def program(n: int, values: list[int]):
    both = merge(up(n, 2), values, (0, 9))
    first = next(both)
    return first, list(both), list(merge([3, 1], [2], reverse=True)), list(merge(["aa"], ["b", "ccc"], key=len))


INPUTS = [(6, [1, 5]), (0, [])]
