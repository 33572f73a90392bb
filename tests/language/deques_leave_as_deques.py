from collections import deque


def program(items: list[int], limit: int):
    last = deque(maxlen=limit)
    line = deque(items)
    for item in items:
        last.append(item)
        last.appendleft(-item)
    line.rotate(1)
    line.extendleft([7, 8])
    return last, line, line[0], len(last), repr(last)


INPUTS = [([1, 2, 3], 2), ([], 1)]
