from __future__ import annotations

from collections import deque


def program(values: list[str], numbers: list[int]):
    queue = list(values)
    taken = []
    while queue:
        taken.append(queue.pop(0))
        if len(taken) < 5:
            queue.append(taken[-1] + "!")
            queue.insert(0, "first")
            queue.insert(1, taken[0])
            queue.insert(-1, "last but one")
            queue.insert(99, "end")
    around = deque(numbers)
    sums = []
    for n in numbers:
        around.appendleft(n)
        around.rotate(1)
        sums.append(sum(around) + around.popleft() + around.pop())
        around.append(n)
    left = [*values, "x", *values]
    left.remove("x")
    middle = [left.pop(len(left) // 2) for _ in range(3) if left]
    try:
        left.pop(99)
    except IndexError as error:
        middle.append(str(error))
    return taken, sums, list(around), left, middle


INPUTS = [(["a", "b", "c"], [1, 2, 3]), ([], []), (["only"], [5])]
