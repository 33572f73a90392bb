def program(queue: list[int]):
    total = 0
    while total < 10:
        total += queue.pop()
    return total


INPUTS = ([1, 2],)
