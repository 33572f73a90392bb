class Counter:
    def __init__(self):
        self.count = 0


def program(steps: int, limit: int):
    found = []
    best = limit
    while steps > 0 and not isinstance(best, list):
        best = found
        steps -= 1
    if isinstance(best, list):
        best.append(limit)
    counter, last = Counter(), None
    for _ in range(limit):
        if last is not None:
            last.count += 1
        last = counter
    held = [0]
    pair = (limit, [5])
    for i in range(limit):
        pair[1].append(i)
        pair = (i, held)
    return found, best, counter.count, held, pair


INPUTS = [(1, 2), (0, 0), (3, 3)]
