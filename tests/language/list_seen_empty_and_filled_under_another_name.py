def program(xs: list[int], other: bool):
    empty = []
    chosen = [5]
    if other:
        chosen = empty
    chosen[1:2] = xs
    return empty[1] if len(empty) > 1 else chosen


INPUTS = [([2, 3], True), ([2, 3], False), ([], True)]
